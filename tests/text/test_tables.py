"""The tables that the grammar reads by: they are complete, and no word in them has two meanings."""

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

from tests import currency_names
from tsi.text import currencies, dates, lexicon, units
from tsi.text.figures import find

ENGLISH = Locale.parse("en")
IN_USE = sorted({code for place in ENGLISH.territories if len(place) == 2 for code in get_territory_currencies(place)})
"""The currencies that are legal tender somewhere today, as CLDR has it."""


def keys(text: str) -> list[str]:
    return [figure.key for figure in find(text)]


def test_the_names_that_are_kept_are_those_of_babel() -> None:
    assert currency_names.KEPT.read_text(encoding="utf-8") == currency_names.text(), "python -m tests.currency_names"


@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_is_worded_as_babel_words_it(month: int) -> None:
    day = date(2024, month, 3)
    assert dates.words(f"{day}") == format_date(day, "d MMMM y", locale="en_GB")


def test_there_are_as_many_currencies_as_there_are_in_the_world() -> None:
    assert len(IN_USE) > 140


@pytest.mark.parametrize("code", IN_USE)
def test_a_sum_in_each_currency_is_read_by_its_code_its_name_and_its_symbol(code: str) -> None:
    symbol = get_currency_symbol(code, ENGLISH)
    names = [get_currency_name(code, count, ENGLISH) for count in (1, 2)]
    for text in (f"{code} 5 billion", f"5 billion {code}", *(f"5 billion {name}" for name in names)):
        assert keys(text) == [f"money|5000000000|{code}|"], text
    if symbol.lower() in currencies.SIGNS:
        assert keys(f"{symbol}5 billion") == [f"money|5000000000|{code}|"]


def test_each_sign_that_stands_for_one_currency_in_english_is_known() -> None:
    symbols = {code: get_currency_symbol(code, ENGLISH) for code in IN_USE}
    signs = {code: symbol.lower() for code, symbol in symbols.items() if not symbol[-1].isalnum() and symbol[-1] != "."}
    assert signs == {code: sign for code, sign in signs.items() if currencies.SIGNS.get(sign) == code}


@pytest.mark.parametrize(("symbol", "unit"), units.SYMBOLS.items())
def test_a_symbol_is_that_unit_whichever_table_is_asked(symbol: str, unit: str) -> None:
    assert keys(f"7 {symbol}") == [f"count|7|{unit}|"]
    assert units.SYMBOLS.get(unit, unit) == unit


@pytest.mark.parametrize("name", units.NAMES)
def test_a_name_of_a_unit_is_that_unit_whichever_table_is_asked(name: str) -> None:
    assert keys(f"7 {name}") == [f"count|7|{units.NAMES[name]}|"]


def test_no_symbol_of_a_unit_is_a_currency_or_a_scale() -> None:
    assert not units.SYMBOLS.keys() & currencies.CODES
    assert not {symbol.lower() for symbol in units.SYMBOLS} & {*lexicon.SCALES, *lexicon.MONEY_SCALES}
