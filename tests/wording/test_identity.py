"""What pages print of a figure is read as the same figure: no digit, unit, currency or modifier is lost on the way."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tsi.text import dates, figures
from tsi.wording import words

NUMBERS = st.builds(
    lambda number, places: f"{Decimal(number).scaleb(-places):,f}", st.integers(1, 10**14), st.integers(0, 6)
)
MODIFIERS = st.sampled_from(["", "up to ", "about ", "over ", "at least ", "nearly ", "under ", "at most ", "-"])
SCALES = st.sampled_from(["", " thousand", " lakh", " million", " crore", " billion"])
CURRENCIES = ["AUD", "CAD", "CHF", "CNY", "EUR", "GBP", "HKD", "INR", "JPY", "NZD", "SGD", "USD"]
UNITS = ["firms", "per cent", "seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years", "decades",
         "centuries"]  # fmt: skip


def assert_same(printed: str) -> None:
    (figure,) = figures.find(printed)
    assert {it.key for it in figures.find(words.figure(figure))} == {figure.key}


@given(MODIFIERS, st.sampled_from(CURRENCIES), NUMBERS, SCALES)
def test_a_sum_is_worded_as_what_it_is(modifier: str, currency: str, number: str, scale: str) -> None:
    assert_same(f"{modifier}{currency} {number}{scale}")


@given(MODIFIERS, NUMBERS, st.sampled_from(UNITS))
def test_a_number_is_worded_as_what_it_is(modifier: str, number: str, unit: str) -> None:
    assert_same(f"{modifier}{number} {unit}")


@given(st.decimals(0, 10**12, places=4), st.sampled_from(CURRENCIES))
def test_a_computed_sum_is_worded_as_what_it_is(amount: Decimal, currency: str) -> None:
    read = figures.find(words.money(amount, currency))
    assert {(it.kind, Decimal(it.value), it.unit) for it in read} == {("money", amount, currency)}


@given(st.integers(0, 10**15))
def test_a_computed_number_is_worded_as_what_it_is(value: int) -> None:
    assert Decimal(words.number(value).replace(",", "")) == value


@given(st.integers(0, 200_000), st.sampled_from([4, 7, 10]))
def test_a_plain_date_is_worded_as_what_it_is(after: int, length: int) -> None:
    edtf = (date(1600, 1, 1) + timedelta(after)).isoformat()[:length]
    assert [it.key for it in figures.find(dates.words(edtf))] == [f"date|{edtf}||"]
