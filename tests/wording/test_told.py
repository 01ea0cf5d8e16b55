"""Ways to tell a fact, and lists, beyond what the banks pin: what several have in common, and what is refused."""

import pytest

from tests.projects import MINI
from tsi.audit.page import Auditor, Unknown
from tsi.library.loading import load


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    """Asks the tables as a page names facts and lists: by a wording and a place."""
    return Auditor(load(MINI))


SAME = {
    "pillars": ("pillar-index",),
    "sources": (),
    "rules": (),
}
"""Lists of all records of a kind that go by several names, because their rows tell different things."""


@pytest.mark.parametrize(("name", "others"), SAME.items())
def test_lists_of_a_whole_kind(auditor: Auditor, name: str, others: tuple[str, ...]) -> None:
    kind = [str(reference) for reference in auditor.library.references() if reference.kind == name]
    assert all(auditor.rows(other) == kind for other in (name, *others))


def test_what_a_figure_or_a_name_was_used_for_needs_no_reason(auditor: Auditor) -> None:
    assert auditor.rows("used-because", "sources/courier-2012.lines.11.figures.0") == []


def test_the_matrix_of_funding_has_a_row_for_each(auditor: Auditor) -> None:
    assert auditor.rows("funding-matrix") == [f"funding/{id_}" for id_ in auditor.library.funding]


def test_the_numbers_that_the_method_page_counts_have_formulas(auditor: Auditor) -> None:
    assert set(auditor.rows("tallies")) < set(auditor.rows("formulas"))
    assert auditor.rows("formulas")[-1] == "total_funding"


def test_the_index_from_a_to_z_has_names_and_forms_in_one_order(auditor: Auditor) -> None:
    assert auditor.rows("a-z")[:4] == [
        "rules/nearer-the-event", "people/ada-quill|Ada Quill", "places/belmora", "places/belmora|Belmoran",
    ]  # fmt: skip


NOT_TOLD = [
    ("status", ""), ("text", "funding/no-such"), ("count:no_such", ""), ("value:money|1|GBP|", ""),
    ("printed", "no place"), ("weather", "funding/moss-prize"),
    ("printed", "sources/courier-2012.lines.11.figures.9"),
]  # fmt: skip


@pytest.mark.parametrize(("told_as", "at"), NOT_TOLD)
def test_what_is_no_wording_or_no_place_is_refused(auditor: Auditor, told_as: str, at: str) -> None:
    with pytest.raises(Unknown):
        assert auditor.text(told_as, at) is None
