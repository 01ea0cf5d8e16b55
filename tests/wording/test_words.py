"""Tables of words have an entry for each word of the closed list that they tell of; receipts tell what a line backs.

The entries themselves stand in the banks: a wrong one would be wrong on every page, and the audit, which asks the same
tables, would find nothing."""

from typing import get_args

import pytest

from tsi.evidence.proof import Backing
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
RULE = Backing(LINE, "Last year", "inferred", "year-before", "It says so.")
SHOWN = [
    (receipts.CitedLine(LINE, (Backing(LINE, "£6 million"),)), "£6 million matched to source"),
    (receipts.CitedLine(LINE, (RULE,)), "Last year inferred by the rule “year before”: It says so."),
    (
        receipts.CitedLine(LINE, (Backing(LINE, "2020"), Backing(LINE, "5G"))),
        "2020 matched to source; 5G matched to source",
    ),
    (receipts.CitedLine(LINE, (), ("Ada", "Tarnia")), "Ada, Tarnia named there"),
    (
        receipts.CitedLine(LINE, (), (), ("a word there shows the status “operating”",)),
        "a word there shows the status “operating”",
    ),
    (receipts.CitedLine(LINE, (), ("Ada",), ("it is read so",)), "Ada named there; it is read so"),
    (
        receipts.CitedLine(LINE, (Backing(LINE, "2020"),), (), ("it is read so",)),
        "2020 matched to source; it is read so",
    ),
    (receipts.CitedLine(LINE), "read for this; it holds no figure or name to match"),
]


@pytest.mark.parametrize(("line", "shown"), SHOWN)
def test_a_receipt_tells_what_a_line_backs(line: receipts.CitedLine, shown: str) -> None:
    assert line.shown == shown


def test_a_receipt_is_inferred_where_any_figure_of_it_is() -> None:
    matched = receipts.CitedLine(LINE, (Backing(LINE, "2020"),))
    assert receipts.verdict([matched]) == "matched"
    assert receipts.verdict([matched, receipts.CitedLine(LINE, (RULE,))]) == "inferred"
    assert receipts.label(3, "inferred") == "Receipt 3: inferred"
