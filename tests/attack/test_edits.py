"""The wrong edits of a figure: each meaning that a table of the grammar knows is tried."""

from collections.abc import Iterable

import pytest

from tsi.attack import edits
from tsi.text import lexicon, units
from tsi.text.figures import Figure, find


def read_again(printed: str) -> set[Figure]:
    """The figures of all wrong edits of the one figure of a text."""
    (figure,) = find(printed)
    return {found for _, _, edited in edits.of_figure(figure) for found in find(edited)}


MEANINGS = {
    "in front": set(lexicon.ALL_MODIFIERS.values()) & lexicon.MAY_HAVE["money"],
    "behind": set(lexicon.TRAILING_MODIFIERS.values()) & lexicon.MAY_HAVE["money"],
    "rates": set(lexicon.RATES.values()),
    "multiples": {"2 times", "3 times", "0.5 of", "1/3 of", "part of"},
}


@pytest.mark.parametrize("meanings", MEANINGS.values(), ids=MEANINGS)
def test_every_modifier_that_a_sum_takes_is_tried(meanings: Iterable[str]) -> None:
    assert set(meanings) <= {figure.modifier for figure in read_again("£9 million")}


def test_every_modifier_of_a_date_is_tried() -> None:
    wanted = (set(lexicon.ALL_MODIFIERS.values()) & lexicon.MAY_HAVE["date"]) - {"last", "next", "this"}
    assert wanted <= {figure.modifier for figure in read_again("2024")}


def test_every_scale_and_currency_is_tried() -> None:
    found = read_again("£9 million")
    assert {str(9 * scale) for scale in lexicon.SCALES.values()} <= {figure.value for figure in found}
    assert {"USD", "INR", "EUR"} <= {figure.unit for figure in found}


def test_every_unit_of_measure_is_tried_where_one_stands_and_where_none_does() -> None:
    for printed in ("7 MW", "7"):
        assert set(units.SYMBOLS.values()) - {figure.unit for figure in read_again(printed)} <= {"MW"}


def test_every_part_of_a_year_and_every_label_is_tried() -> None:
    parts = {f"2024-{part}" for part in lexicon.PARTS_OF_YEAR.values()}
    assert parts <= {figure.value for figure in read_again("2024")}
    labels = {label for label in lexicon.LABELS | lexicon.CAPITAL_LABELS if label.isalpha()} - {"phase"}
    assert {f"{label} 3" for label in labels} <= {figure.value for figure in read_again("Phase 3")}


def test_a_modifier_is_no_part_of_a_relative_date() -> None:
    (week,) = find("last week")
    assert "week" not in {edited for _, _, edited in edits.of_figure(week)}
