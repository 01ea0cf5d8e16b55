"""YAML files -> text with line numbers.

YAML guesses types (`no` becomes false, `2024-07` a string, `2024-07-24` a date) and lets a repeated key win silently.
Here every scalar stays text, every value knows its line, and whatever could surprise an editor is refused: repeated
keys, anchors, aliases, tags, empty values, and what YAML would pass over in silence. Built on the events of PyYAML's C
parser (YAML 1.1, https://pyyaml.org).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tsi.records import files
from tsi.records.faults import Fault
from tsi.records.types import LONGEST_TEXT
from tsi.records.yaml_losses import Scalar, losses
from tsi.text import characters
from tsi.text.characters import named, refused

DEEPEST = 12
"""Levels of nesting that a file may use; the records need six."""
_TOO_DEEP = "this is nested too deeply; see docs/edit.md for the shape of a record"

Path_ = tuple[str | int, ...]


@dataclass
class Document:
    """One file as nested dicts, lists and strings; by the path of each value, the lines that it spans, and of each
    scalar where it begins and ends in the text, quotation marks included."""

    file: str
    content: dict
    spans: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    positions: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    text: str = ""

    def line(self, path: Path_, fragment: str = "") -> int:
        """The 1-based line of the value at `path` (or of its nearest ancestor); of `fragment` within it, if there."""
        while path and path not in self.spans:
            path = path[:-1]
        first, last = self.spans.get(path, (1, 1))
        if fragment and last > first:
            for number, line in enumerate(self.text.splitlines()[first - 1 : last], first):
                if fragment in line:
                    return number
        return first


class _Refused(Exception):
    """A YAML construct that the records do not use, at a line."""

    def __init__(self, line: int, message: str):
        self.line, self.message = line, message


def read(path: Path, file: str) -> tuple[Document, list[Fault]]:
    """Read one data file. The document is empty where faults are found. Raises FileNotFoundError."""
    try:
        return parsed(files.text_of(path, file), file)
    except files.NotRead as refusal:
        return Document(file, {}), [refusal.fault]


def parsed(text: str, file: str) -> tuple[Document, list[Fault]]:
    """The same from the text of a file."""
    document, faults = _parsed(text, file)
    return document, list(faults)


@lru_cache(maxsize=64)  # a preview reads all files at each change, and few have changed
def _parsed(text: str, file: str) -> tuple[Document, list[Fault]]:
    document = Document(file, {}, text=text)
    faults = [Fault.in_file(file, line, message) for line, message in _invisible(text)]
    if faults:
        return document, faults
    try:
        builder = _Builder(document, faults)
        content = builder.build()
    except yaml.YAMLError as error:
        return document, [Fault.in_file(file, *_explained(error, text))]
    except _Refused as refusal:
        return document, [Fault.in_file(file, refusal.line, refusal.message)]
    faults += [Fault.in_file(file, line, message) for line, message in losses(text, builder.scalars)]
    if isinstance(content, dict):
        document.content = content
    elif not faults:
        message = "the file holds no records; expected ids at the left margin, each followed by a colon"
        faults.append(Fault.in_file(file, 1, message))
    return document, faults


def _invisible(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a file on which characters stand that cannot be seen, in remarks too. What only looks like another
    character is looked for in the values, as an escape may stand in the middle of a word."""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if found := refused(line):
            yield number, f"{named(found)} stands here; remove it"


def _explained(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    lines = text.split("\n")
    line = min(mark.line + 1, len(lines)) if mark else 1
    if re.match(r" *\t", lines[line - 1]):
        return line, "a tab stands where YAML wants spaces; indent with two spaces a level"
    if "nesting depth" in problem:  # the parser has a limit of its own
        return line, _TOO_DEEP
    return (
        line,
        f"this is not well-formed YAML ({problem}); look at the indentation and quotes here and on the line before, "
        "and put a text that holds a colon or begins with a sign between quotation marks",
    )


def _mark(mark: Any) -> Any:
    """Where an event begins or ends, which the parser always tells."""
    assert mark is not None
    return mark


def _refuse_properties(event: yaml.Event, line: int) -> None:
    """Refuse what YAML reads as a name or a type of a key or value (YAML 1.1, section 3.2.1), and not as its text."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Refused(line, "anchors (&) and aliases (*) are not used here; quote the text, or write the value out")
    if tag := getattr(event, "tag", None):
        raise _Refused(line, f"the tag {tag} is not used here; every value is plain text")


class _Builder:
    """Builds nested values from parser events, noting where each one stands."""

    def __init__(self, document: Document, faults: list[Fault]):
        self.document, self.faults = document, faults
        self.scalars: list[Scalar] = []
        self.events = yaml.parse(document.text, Loader=yaml.CSafeLoader)

    def build(self) -> object:
        content = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if content is not None:
                    message = "a second document starts here (---); a data file holds a single one"
                    raise _Refused(_mark(event.start_mark).line + 1, message)
                content = self._value(next(self.events), ())
        return content

    def _value(self, event: yaml.Event, path: Path_) -> object:
        line = _mark(event.start_mark).line + 1
        self.document.spans[path] = (line, max(line, _mark(event.end_mark).line + 1))
        _refuse_properties(event, line)
        if len(path) > DEEPEST:
            raise _Refused(line, _TOO_DEEP)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        assert isinstance(event, yaml.ScalarEvent)
        return self._scalar(event, path, line)

    def _mapping(self, path: Path_) -> dict:
        mapping: dict = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _mark(event.start_mark).line + 1
            _refuse_properties(event, line)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(line, "a key must be plain text")
            self._note(event, is_key=True)
            key = self._visible(event.value, line, f"the key ‘{event.value[:80]}’")
            if key in mapping:
                first = self.document.spans[(*path, key)][0]
                self.faults.append(
                    Fault.in_file(
                        self.document.file,
                        line,
                        f"the key ‘{key[:80]}’ stands here a second time (see line {first}); rename or remove it",
                    )
                )
                self._skipped(path)
                continue
            mapping[key] = self._value(next(self.events), (*path, key))
            self.document.spans[(*path, key)] = (line, self.document.spans[(*path, key)][1])
        return mapping

    def _skipped(self, path: Path_) -> None:
        """Read past the value of a repeated key without losing where the kept one stands."""
        kept = dict(self.document.spans)
        self._value(next(self.events), (*path, "repeated"))
        self.document.spans = kept

    def _sequence(self, path: Path_) -> list:
        items: list = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _note(self, event: yaml.ScalarEvent, is_key: bool = False) -> tuple[int, int]:
        """Where a key or a value begins and ends in the text, kept for the search for losses."""
        place = _mark(event.start_mark).index, _mark(event.end_mark).index
        self.scalars.append(Scalar(*place, is_key))
        return place

    def _visible(self, text: str, line: int, what: str) -> str:
        """A text without the characters that cannot be seen: between quotation marks YAML lets one spell them out, a
        backslash, u and 202E. Whatever else deceives is told of and stays."""
        if text.isascii() and text.isprintable():
            return text  # most of them
        faults = list(characters.faults(text))
        self.faults += [Fault.in_file(self.document.file, line, f"{what}: {message}") for message in faults]
        return text.translate(dict.fromkeys(map(ord, refused(text)))) if faults else text

    def _scalar(self, event: yaml.ScalarEvent, path: Path_, line: int) -> str:
        self.document.positions[path] = self._note(event)
        text = self._visible(event.value, line, ".".join(map(str, path)) or "the file")
        if not text.strip():
            where = f"‘{path[-1]}’" if path else "the file"
            self.faults.append(
                Fault.in_file(self.document.file, line, f"{where} is empty; write a value or remove the key")
            )
        elif len(text) > LONGEST_TEXT:
            self.faults.append(
                Fault.in_file(
                    self.document.file,
                    line,
                    f"‘{path[-1] if path else 'file'}’ is {len(text):,} characters long; "
                    f"a text holds at most {LONGEST_TEXT:,}",
                )
            )
            return text[:LONGEST_TEXT]
        return text
