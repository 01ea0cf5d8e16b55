"""What `mkdocs.yml` and the environment say that readers or files take over: text of ours, dates, addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import yaml

from tsi.records import files
from tsi.records.faults import Fault
from tsi.records.types import LONGEST_TEXT
from tsi.records.yaml_lines import DEEPEST
from tsi.text import characters

FILE = "mkdocs.yml"
EPOCH = "SOURCE_DATE_EPOCH"
_OF_PAGES = ("{{", "{%", "{#")


def epoch(written: str | None) -> datetime | None:
    """The moment that SOURCE_DATE_EPOCH gives in seconds (https://reproducible-builds.org/specs/source-date-epoch/);
    None where it gives none. Raises ValueError, saying what was expected."""
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= 11):
        expected = "expected the seconds since 1970, in digits, for example 1767225600"
        raise ValueError(f"{EPOCH}: ‘{characters.shown(written[:80])}’ is no time; {expected}")
    return datetime.fromtimestamp(int(written), UTC)


class _Settings(yaml.CSafeLoader):
    """Reads `!ENV` and whatever else MkDocs gives a meaning as the text that stands there."""


_Settings.add_multi_constructor("!", lambda loader, _, node: str(node.value))


def unfit(path: Path) -> list[Fault]:
    """Why MkDocs should not even begin to read its settings: nothing, where they are well-formed or there are none."""
    try:
        text = files.text_of(path, FILE)
        if deceiving := files.faults_of_text(text, FILE):
            return deceiving
        depth = 0
        for event in yaml.parse(text, yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise ValueError("it is nested too deeply")
        written = yaml.load(text, _Settings)
        theme = written.get("theme", {}) if isinstance(written, dict) else None
        # MkDocs takes them as such.
        if not isinstance(theme, dict) or not all(
            isinstance(theme.get(key, ""), str) for key in ("name", "custom_dir")
        ):
            raise ValueError("expected settings by key, and under theme a name and a custom_dir in text")
    except FileNotFoundError:
        return []
    except files.NotRead as refusal:
        return [refusal.fault]
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or error
        return [Fault.in_file(FILE, mark.line + 1 if mark else 0, f"this is not well-formed YAML ({problem})")]
    return []


def faults(told: Mapping[str, object]) -> list[Fault]:
    """What is wrong with those settings that pages show, by their key."""
    found = ((key, message) for key, value in told.items() for message in _faults_of_setting(value))
    return [Fault.in_file(FILE, 0, f"{key}: {message}") for key, message in found]


def _faults_of_setting(value: object) -> Iterator[str]:
    if not isinstance(value, str):
        yield "expected a text; put it between quotation marks"
        return
    if len(value) > LONGEST_TEXT:
        yield f"this is {len(value):,} characters long; a text holds at most {LONGEST_TEXT:,}"
    if any(opening in value for opening in _OF_PAGES):
        yield "{{, {% and {# begin a program; write them otherwise"
    yield from characters.faults(value)
