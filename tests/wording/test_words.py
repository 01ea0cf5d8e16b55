"""Tables of words have an entry for each word of the closed list that they tell of; receipts tell what a line backs.

The entries themselves stand in the banks: a wrong one would be wrong on every page, and the audit, which asks the same
tables, would find nothing."""

from typing import get_args

import pytest

from tsi.library import counts, coverage
from tsi.records.types import Citation, Listing, Model, Partnership, Statement
from tsi.wording import receipts, words

CLOSED_LISTS = [
    (words.VOICES, Statement, "voice"),
    (words.LISTINGS, Listing, "as_"),
    (words.STANDING_HEADINGS, Partnership, "standing"),
    (words.STANDING_GLOSSES, Partnership, "standing"),
]


@pytest.mark.parametrize(("table", "model", "field"), CLOSED_LISTS)
def test_each_word_that_an_editor_may_write_is_told(table: dict[str, str], model: type[Model], field: str) -> None:
    assert table.keys() == set(get_args(model.model_fields[field].annotation))


def test_each_use_of_a_figure_is_told() -> None:
    assert set(get_args(coverage.UseWord)) < words.USES.keys()


def test_each_refusal_of_a_total_is_told_and_explained() -> None:
    assert all(f"`{refusal}`" in (counts.total_funding.__doc__ or "") for refusal in words.WHY_NO_TOTAL)


# What a receipt shows

LINE = Citation("courier-2012", 7)
MATCHED = receipts.Shown("£6 million", "matched to source", "matched")
RULE = receipts.Shown("Last year", "inferred", "inferred", "by the rule “year before”: It says so.")
SHOWN = [
    ((), ""),
    ((MATCHED,), "£6 million matched to source"),
    ((RULE,), "Last year inferred by the rule “year before”: It says so."),
    ((MATCHED, receipts.Shown("", "it is read so")), "£6 million matched to source; it is read so"),
    ((receipts.Shown("opened in May", "shows the status “launched”"),), "opened in May shows the status “launched”"),
]


@pytest.mark.parametrize(("parts", "shown"), SHOWN)
def test_a_receipt_tells_what_a_line_backs(parts: tuple[receipts.Shown, ...], shown: str) -> None:
    assert receipts.CitedLine(LINE, parts).shown == shown


def test_a_receipt_is_inferred_where_any_figure_of_it_is() -> None:
    matched = receipts.CitedLine(LINE, (MATCHED,))
    assert receipts.verdict([matched]) == "matched"
    assert receipts.verdict([matched, receipts.CitedLine(LINE, (RULE,))]) == "inferred"
    assert receipts.label(3, "inferred") == "Receipt 3: inferred"
