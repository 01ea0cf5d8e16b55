"""Wrong edits of records: every one is caught, or the cited lines bear it out, on the miniature set."""

import pytest

from tsi.attack import attacks, records, report
from tsi.attack.records import Mutant
from tsi.attack.report import CHECK, HARMLESS, SURVIVED
from tsi.evidence.index import Line
from tsi.library.library import Library
from tsi.records.types import KINDS, Reference

PER_CLASS = 15


@pytest.fixture(scope="module")
def made(mini: Library) -> list[Mutant]:
    return records.all_mutants(mini)


def test_no_wrong_figure_date_name_or_citation_survives(mini: Library, made: list[Mutant]) -> None:
    sample = report.sampled(made, PER_CLASS)
    found = report.report(records.outcome(mini, mutant) for mutant in sample)
    assert attacks.failures("records", found) == []
    assert {row["class"] for row in found["classes"]} == {mutant.kind for mutant in made}


def test_a_class_in_which_one_survived_fails() -> None:
    row = {"class": "date: modifier", "made": 2, "survived": 1}
    assert attacks.failures("records", {"classes": [row, {**row, "class": "negation: dropped"}]}) == ["date: modifier"]


EDITED = {
    "a citation": ("citation: neighbouring line", "cite"),
    "the rule of an inference": ("date: inference rule", "rule"),
    "the source of an inference": ("date: inference source", "of"),
    "what a disagreement touches": ("relation: touches", "touches"),
    "what is given by provenance": ("figure: bibliography", "published"),
}


@pytest.mark.parametrize(("kind", "key"), EDITED.values(), ids=EDITED)
def test_a_field_is_edited_by_what_its_type_says(made: list[Mutant], kind: str, key: str) -> None:
    assert any(key in mutant.path for mutant in made if mutant.kind == kind)


def test_an_edit_is_of_what_the_file_says(mini: Library, made: list[Mutant]) -> None:
    for mutant in made:
        content = mini.documents[mutant.reference.kind].content[mutant.reference.id]
        for key in mutant.path:
            content = content[key]
        assert content == mutant.before != mutant.after


def line(mini: Library, citation: str) -> Line:
    source, _, number = citation.partition(":")
    return mini.index[source].lines[int(number) - 1]


SPANS = [
    ("2012/2015", "marsh-blog-2013:4", True), ("2012/2014", "marsh-blog-2013:4", False),
    ("2013-01~", "marsh-blog-2013:5", True), ("2013-01", "marsh-blog-2013:5", False),
    ("2013-02~", "marsh-blog-2013:5", False),
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "citation", "stated"), SPANS)
def test_the_plain_reading_reads_spans_and_dates_around(mini: Library, edtf: str, citation: str, stated: bool) -> None:
    assert records._edtf_is_stated(edtf, [line(mini, citation)], "") is stated


def test_what_the_lines_bear_out_is_harmless_and_a_lost_denial_survives(mini: Library, made: list[Mutant]) -> None:
    outcomes = [
        records.outcome(mini, it) for it in made if it.kind in ("negation: dropped", "citation: neighbouring line")
    ]
    assert {it.result for it in outcomes} == {CHECK, HARMLESS, SURVIVED}
    assert {it.kind for it in outcomes if it.result == SURVIVED} == {"negation: dropped"}


def test_the_same_seed_gives_the_same_sample(made: list[Mutant]) -> None:
    assert report.sampled(made, 3, seed=1) == report.sampled(made, 3, seed=1)
    assert report.sampled(made, 3, seed=1) != report.sampled(made, 3, seed=2)


def test_every_kind_of_record_that_cites_is_attacked(made: list[Mutant]) -> None:
    assert {mutant.reference.kind for mutant in made} >= KINDS.keys() - {"rules", "lineages", "to-read", "corrections"}
    assert Reference("funding", "moss-prize") in {mutant.reference for mutant in made}
