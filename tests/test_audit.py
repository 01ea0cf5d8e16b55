"""The audit of pages, from both sides: what it must let pass, and what it must not.

Templates are broken one at a time and rendered in memory; small pages are written by hand. All of it is of the
miniature set in tests/mini.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, DictLoader

from tsi.audit.report import Fault
from tsi.audit.site import SEARCH, Audit
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.records.types import Reference
from tsi.render import views
from tsi.render.page import TEMPLATES, Page, environment
from tsi.render.pages import every_page
from tsi.wording import links, places, told, words

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def mini() -> Library:
    return load(ROOT / "tests/mini")


@pytest.fixture(scope="module")
def audit(mini: Library) -> Audit:
    return Audit(mini)


# Broken templates


def faults_with(audit: Audit, template: str, *changes: tuple[str, str]) -> Iterator[Fault]:
    """What the audit finds on the pages of the set where a template is changed."""
    source = (Path(TEMPLATES.searchpath[0]) / template).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in source, f"{template} does not hold {old}"
        source = source.replace(old, new)
    loader = ChoiceLoader([DictLoader({template: source}), TEMPLATES])
    for address, text in every_page(audit.library, environment(loader)):
        yield from audit.content(text, address).faults


def test_every_page_that_the_templates_make_passes(audit: Audit):
    assert list(faults_with(audit, "_parts.html")) == []


MARK = '<span class="{0}"{{{{ from(as, place) }}}}>{1}</span>'
WRONG_TEMPLATES = {
    "a verdict is always “matched to source”": (
        "_parts.html",
        '{{ tell(as, place, "verdict") }}',
        MARK.format("verdict verdict--matched", "matched to source"),
        "expected ‘inferred’",
    ),
    "a receipt is always read aloud as matched": (
        "_parts.html",
        'aria-label="{{ note.label }}"',
        'aria-label="Receipt {{ note.number }}: matched"',
        "read aloud",
    ),
    "a named official speaks as a government": (
        "_parts.html",
        '{{ tell("voice", place, "voice") }}',
        '<span class="voice"{{ from("voice", place) }}>according to government</span>',
        f"expected ‘{words.VOICES['official']}’",
    ),
    "every pillar is listed as founding": (
        "_parts.html",
        '{{ tell("listing", place, "" if is_named and is_named.lists else "not-stated") }}',
        '<span{{ from("listing", place) }}>founding</span>',
        f"expected ‘{words.NOT_LISTED}’",
    ),
    "we reject what leads": (
        "_parts.html",
        '{{ tell("lead", place, "lead") }}',
        '<span class="lead"{{ from("lead", place) }}>we reject this</span>',
        f"expected ‘{words.LEADS}’",
    ),
    "a weak source alone is never told": (
        "_parts.html",
        '{{ tell("weak", place, "alone") }}',
        "",
        "there is no weak",
    ),
}


@pytest.mark.parametrize(("template", "old", "new", "message"), WRONG_TEMPLATES.values(), ids=WRONG_TEMPLATES)
def test_a_wrong_template_is_refused(audit: Audit, template: str, old: str, new: str, message: str):
    found = faults_with(audit, template, (old, new))
    assert any(message in fault.message for fault in found)
