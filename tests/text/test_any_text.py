"""What holds of the grammar and of the index for every text: random ones, made of what the grammar's tables hold.

`make proof` tries far more examples than `make test`: the profile `proof` of tests/conftest.py."""

import string
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from tsi.evidence.index import from_json, index_source, to_json
from tsi.evidence.names import Registry
from tsi.records.types import Reference
from tsi.text import currencies, lexicon, units
from tsi.text.figures import find

WORDS = sorted(
    {*lexicon.NUMBER_WORDS, *lexicon.ORDINALS, *lexicon.ALL_SCALES, *lexicon.VULGAR_FRACTIONS, *lexicon.TIMES}
    | {*lexicon.MONTH_NAMES, *lexicon.PARTS_OF_YEAR, *lexicon.FISCAL, *lexicon.NEAR, *lexicon.FILLERS}
    | {*lexicon.ALL_MODIFIERS, *lexicon.TRAILING_MODIFIERS, *lexicon.RATES, *lexicon.LABELS, *lexicon.STANDARDS}
    | {*currencies.CODES, *currencies.SIGNS, *currencies.MINOR_UNITS, *units.SYMBOLS, *units.NAMES}
)
MARKS = """
    0 1 2 5 7 12 24 99 1.8 2024 2035 1,00,000 12.30 G 5G ² ५ 七 Ⅻ İ th and or of to between — – . , / : + - ' ( ) # @
"""
PIECES = st.sampled_from(MARKS.split()) | st.sampled_from(WORDS)
NEAR_FIGURES = st.lists(st.tuples(PIECES, st.sampled_from(("", " ", "-", "\u00a0", "\n")))).map(
    lambda parts: "".join(piece + link for piece, link in parts)
)
TEXTS = st.text() | st.text(alphabet=string.digits + " .,:/-–£%mGJuly") | NEAR_FIGURES


@given(TEXTS)
@example("İ £1.9 million")
@example("5 " * 100)
@example("MARCH/AAA 2000")
def test_every_position_is_that_of_what_is_printed_and_no_figures_overlap(text: str) -> None:
    end = 0
    for figure in find(text):
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.printed
        assert figure.key == f"{figure.kind}|{figure.value}|{figure.unit}|{figure.modifier}"
        end = figure.end


@given(TEXTS)
def test_every_character_with_a_numeric_value_lies_in_exactly_one_figure(text: str) -> None:
    covered = [position for figure in find(text) for position in range(figure.start, figure.end)]
    assert len(covered) == len(set(covered))
    assert {position for position, character in enumerate(text) if character.isnumeric()} <= set(covered)


@given(TEXTS)
@example("T5")
def test_an_index_that_is_written_and_read_again_is_the_same(text: str) -> None:
    registry = Registry({Reference("places", "july"): ["July", "million"]})
    with TemporaryDirectory() as folder:
        file = Path(folder) / "made-up.txt"
        file.write_bytes(text.encode("utf-8"))
        index = index_source("made-up", file, {"published": "2024"}, registry)
    assert from_json(to_json(index), registry) == index
