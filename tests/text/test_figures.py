"""The grammar of figures: banks of cases, and what holds for every text."""

import re
import runpy
import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.figure_wording import format_figure
from tsi.text.figures import Figure, find
from tsi.text.figures.patterns import Form, fold
from tsi.text.figures.scan import FORMS
from tsi.text.lexicon import ALL_MODIFIERS

BANKS = Path(__file__).parent / "figure_banks"


def bank(name: str) -> list[tuple[str, list[str]]]:
    """The cases of a bank, each a text and its keys; a text that stands there twice is an error."""
    loader = yaml.BaseLoader((BANKS / name).read_text(encoding="utf-8"))
    cases = loader.construct_pairs(loader.get_single_node(), deep=True)
    assert len(cases) == len(dict(cases)) > 50, "a case stands there twice, or the bank is empty"
    return cases


def keys(text: str) -> list[str]:
    return [figure.key for figure in find(text)]


@pytest.mark.parametrize(("text", "expected"), bank("must_pass.yml"))
def test_reads_exactly_the_figures_of_a_text(text: str, expected: list[str]):
    assert keys(text) == expected


@pytest.mark.parametrize(("text", "forbidden"), bank("must_fail.yml"))
def test_does_not_read_a_figure_that_the_text_does_not_state(text: str, forbidden: list[str]):
    assert not set(keys(text)) & set(forbidden)


@pytest.mark.parametrize("text", [text for text, _ in bank("must_pass.yml") if text != "May"])
def test_reads_a_text_alike_alone_and_within_a_sentence(text: str):
    assert keys(f"Then {text} followed") == keys(text)


PAIRS = sorted(path.name for path in BANKS.glob("*.yml") if not path.name.startswith("must_"))
"""The banks that say of two texts whether the figures of the one are stated in the other, a bank for each kind."""


def section(name: str) -> Iterator[tuple[str, list[str]]]:
    """The cases of one section of all banks of pairs: `backs`, `does_not_back` or `reads`."""
    for path in PAIRS:
        loader = yaml.BaseLoader((BANKS / path).read_text(encoding="utf-8"))
        for heading, body in loader.get_single_node().value:
            cases = loader.construct_pairs(body, deep=True)
            assert len(cases) == len(dict(cases)) > 0, f"a case stands twice in {path}"
            if heading.value == name:
                yield from cases


def pairs(name: str) -> list[tuple[str, str]]:
    return [(line, statement) for line, statements in section(name) for statement in statements]


def backs(line: str, statement: str) -> bool:
    """Whether a line states all figures of a statement; a statement without figures is not checked at all."""
    return set(keys(statement)) <= set(keys(line))


@pytest.mark.parametrize(("line", "statement"), pairs("backs"))
def test_a_line_backs_a_statement_with_the_same_figures(line: str, statement: str):
    assert keys(statement)
    assert backs(line, statement), (keys(line), keys(statement))


@pytest.mark.parametrize(("line", "statement"), pairs("does_not_back"))
def test_a_line_does_not_back_a_statement_with_another_figure(line: str, statement: str):
    assert not backs(line, statement), (keys(line), keys(statement))


@pytest.mark.parametrize("frame", ["“{}”", '"{}"', "so, {}, so", "so ({} in all)", "It was {}."])
def test_what_stands_around_a_figure_does_not_change_it(frame: str):
    plain = {text: keys(text) for _, text in pairs("backs") if not text.endswith(".")}
    framed = {text: keys(frame.format(text)) for text in plain}
    assert framed == plain


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\n", "\r\n", "  "])
def test_the_spaces_within_a_figure_do_not_change_it(space: str):
    plain = {text: keys(text) for _, text in pairs("backs") if not re.search(r"\d \d", text)}  # 12 500 is one number.
    spaced = {text: keys(text.replace(" ", space)) for text in plain}
    assert spaced == plain


@pytest.mark.parametrize(("text", "expected"), list(section("reads")))
def test_reads_a_text_of_a_kind(text: str, expected: list[str]):
    assert keys(text) == expected


@pytest.mark.parametrize("form", sorted(FORMS, key=lambda form: form.__name__), ids=lambda form: form.__name__)
def test_a_form_reads_the_whole_of_each_text_with_which_its_docstring_begins(form: Form):
    examples = form.__doc__.split(":")[0].rstrip(".").split("; ")
    for example in examples:
        read = form(fold(example), 0)
        assert read, example
        assert (read if isinstance(read, list) else [read])[-1].end == len(example), example


PIECES = """
    £ $ US$ Rs. 1 2 7 18 24 1.8 2024 2035 1,00,000 million bn m crore % per cent July May april Vision G 5G G20 up to
    about over at least mid early end of two twenty-five hundred a half dozen and and-a-half year years week – — . , /
    : + - or more third second first last this next coming months one of the no both ½ ² ५ İ st th https:// www. @ # ~
    ( ) [ ] ' ’ section line minus between to
"""
"""What figures are made of, so that random texts come near to being figures."""
NEAR_FIGURES = st.lists(
    st.tuples(st.sampled_from(PIECES.split()), st.sampled_from(("", " ", "-", "\u00a0", "\n")))
).map(lambda parts: "".join(piece + link for piece, link in parts))
TEXTS = st.text() | st.text(alphabet=string.digits + " .,:/-–£%mGJuly") | NEAR_FIGURES


@given(TEXTS)
def test_whatever_the_grammar_understands_can_be_worded_and_is_read_again_as_the_same(text: str):
    for figure in find(text):
        in_front = not figure.modifier or figure.modifier in ALL_MODIFIERS
        if figure.kind != "designator" and in_front and figure.unit != "G":  # "2 G" is a generation, "two G" none.
            assert_worded(figure.kind, figure.value, figure.unit, figure.modifier)


def assert_worded(kind: str, value: str, unit: str = "", modifier: str = "") -> None:
    if value == "ambiguous":
        with pytest.raises(ValueError, match="ambiguous"):
            format_figure(kind, value, unit, modifier)
        return
    printed = format_figure(kind, value, unit, modifier)
    assert keys(printed) == [f"{kind}|{value}|{unit}|{modifier}"], printed


MODIFIERS = st.sampled_from(["", "up to", "about", "over", "at least", "nearly", "under", "at most", "up to about"])
DATE_MODIFIERS = st.sampled_from(["", "early", "mid", "late", "start of", "end of", "about"])
NUMBERS = st.builds(
    lambda number, places: f"{Decimal(number).scaleb(-places).normalize():f}",
    st.integers(-(10**12), 10**12),
    st.integers(0, 4),
)
WHOLE = st.integers(1, 9999)


@given(NUMBERS, st.sampled_from(["GBP", "USD", "EUR", "INR", "AUD", "CAD", "HKD", "CNY"]), MODIFIERS)
def test_money_is_read_as_it_was_worded(value: str, unit: str, modifier: str):
    assert_worded("money", value, unit, modifier)


@given(NUMBERS, st.sampled_from(["", "km", "MW", "GHz", "fold", "basis point"]), MODIFIERS)
def test_a_count_is_read_as_it_was_worded(value: str, unit: str, modifier: str):
    assert_worded("count", value, unit, modifier)


@given(st.integers(1, 19), st.integers(2, 10), MODIFIERS)
def test_a_fraction_is_read_as_it_was_worded(above: int, below: int, modifier: str):
    value = Fraction(above, below)
    if value.denominator > 1:
        assert_worded("count", f"{value.numerator}/{value.denominator}", "", modifier)


@given(NUMBERS, st.sampled_from(["", "point"]), MODIFIERS)
def test_a_percentage_is_read_as_it_was_worded(value: str, unit: str, modifier: str):
    assert_worded("percentage", value, unit, modifier)


@given(
    NUMBERS,
    st.sampled_from(["second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"]),
    MODIFIERS,
)
def test_a_duration_is_read_as_it_was_worded(value: str, unit: str, modifier: str):
    assert_worded("duration", value, unit, modifier)


@given(WHOLE, WHOLE, st.sampled_from([("money", "GBP"), ("duration", "week"), ("percentage", ""), ("count", "")]))
def test_a_range_is_read_as_it_was_worded(low: int, high: int, kind: tuple[str, str]):
    if low < high:
        assert_worded(kind[0], f"{low}..{high}", kind[1])


@given(WHOLE)
def test_an_ordinal_is_read_as_it_was_worded(number: int):
    assert_worded("ordinal", str(number))


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)), DATE_MODIFIERS)
def test_a_date_is_read_as_it_was_worded(day: date, modifier: str):
    for form in ("%Y-%m-%d", "%Y-%m", "%Y", "--%m-%d", "--%m"):
        assert_worded("date", day.strftime(form), "", modifier)
    assert_worded("date", f"{day.year // 10}X", "", modifier)


@given(st.integers(1500, 2199), st.integers(1500, 2199))
def test_a_span_of_years_is_read_as_it_was_worded(first: int, last: int):
    if first < last:
        assert_worded("date", f"{first}/{last}")


@given(
    st.sampled_from(["this", "last", "next", "past", "coming", "later-this", "earlier-this"]),
    st.sampled_from(["week", "month", "months", "quarter", "year", "decade", "century"]),
    st.sampled_from(["", "early", "mid", "late", "end of"]),
)
def test_a_relative_date_is_read_as_it_was_worded(near: str, period: str, modifier: str):
    assert_worded("relative", f"{near}-{period}", "", modifier)


@pytest.mark.parametrize("value", ["5G", "G20", "Vision 2035", "2030 Roadmap", "section 3.2", "COVID-19", "1.6.1"])
def test_a_designator_is_read_as_it_was_worded(value: str):
    assert_worded("designator", value)


def test_a_figure_is_compared_by_kind_value_unit_and_modifier_alone():
    first, second = find("up to £7 million; Up to £7-million")
    assert first.key == second.key
    assert first != second
    assert first == Figure("money", "7000000", "GBP", "up to", "up to £7 million", 0, 16)


BENCHMARK = runpy.run_path(str(BANKS.parents[2] / "benchmarks" / "figures_linear.py"), run_name="benchmark")


@pytest.mark.parametrize("pattern", BENCHMARK["PATTERNS"].values(), ids=list(BENCHMARK["PATTERNS"]))
def test_a_text_that_is_ten_times_as_long_takes_nowhere_near_a_hundred_times_as_long(pattern: str):
    short, long = (BENCHMARK["time_per_character"](pattern, size, runs=3) for size in (2_000, 20_000))
    assert long < 4 * short
