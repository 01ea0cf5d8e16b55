"""The prose pages say nothing that the program has since come to do differently."""

import re
from typing import get_args

import pytest

from tests.projects import ROOT
from tsi.records.types import KINDS, InferenceRule, Record, Statement, Status, Voice
from tsi.text import dates
from tsi.wording import citations, links

DOCS = ROOT / "docs"
EDIT = (DOCS / "edit.md").read_text(encoding="utf-8")
CITE = (DOCS / "cite.md").read_text(encoding="utf-8")
METHOD = (DOCS / "method/index.md").read_text(encoding="utf-8")


def _rows(table: str) -> list[list[str]]:
    """The cells of each row of a Markdown table whose region is labelled `table`."""
    lines = re.search(rf'aria-label="{table}" markdown>\n\n(.*?)\n\n</div>', EDIT, flags=re.DOTALL)[1].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def _keys(model: type) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


@pytest.mark.parametrize(("written", "read"), _rows("Notations of dates"))
def test_dates_read_as_the_page_says(written: str, read: str):
    assert dates.words(written.strip("`")) == read.strip("`")


def test_every_form_of_a_date_is_shown():
    forms = {dates.parse(written.strip("`")).form for written, _ in _rows("Notations of dates")}
    assert forms == {"point", "window", "span", "before", "after", "unknown", "stretch"}


def test_the_keys_of_records_and_statements_are_told():
    assert {row[0].strip("`") for row in _rows("Keys of every record")} == _keys(Record)
    assert {row[0].strip("`") for row in _rows("Keys of a statement")} == _keys(Statement)


def test_every_kind_is_told():
    assert {row[0].strip("`").removesuffix(".yml") for row in _rows("Kinds of record")} == set(KINDS)


def test_the_words_of_status_voice_and_inference_are_told():
    assert [row[0].strip("`") for row in _rows("Statuses")] == list(get_args(Status))
    keys = " ".join(row[1] for row in _rows("Keys of a statement"))
    assert {f"`{word}`" for word in get_args(Voice)} <= set(re.findall(r"`[\w-]+`", keys))
    assert set(get_args(InferenceRule)) <= set(re.findall(r"<code>([\w-]+)</code>", METHOD))


def test_the_example_of_an_address_for_reports_can_be_used():
    (form,) = re.findall(r'report_problem: "(.*)"', EDIT)
    assert links.report(form, **dict.fromkeys(links.REPORTED, "a b")).count("a%20b") == len(links.REPORTED)


def test_whatever_a_report_is_filled_in_with_is_told():
    assert set(re.findall(r"`\{(\w+)\}`", EDIT)) == set(links.REPORTED)


def test_every_form_of_citation_for_programs_is_told():
    labels = [it.label for it in citations.FORMATS.values() if it.ending]
    assert labels
    assert all(label in CITE for label in labels)
