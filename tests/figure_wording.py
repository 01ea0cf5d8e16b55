"""Figures in plain English, for tests that read them back."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from tsi.text.currencies import CODES, SIGNS
from tsi.text.lexicon import BELOW_TWENTY, DENOMINATORS, MONTH_NAMES, TIMES, Kind


def format_figure(kind: Kind, value: str, unit: str = "", modifier: str = "") -> str:
    """A figure in plain English, which `find` reads as the same figure: "up to £1,800,000", "early July 2024".

    Raises ValueError for the date `ambiguous`, which has no wording."""
    words = _WORDINGS.get(kind, _word_number)(value, unit)
    return f"{modifier} {words}" if modifier else words


def _word_number(value: str, unit: str) -> str:
    """Money, a duration, a count or a percentage, as the unit tells."""
    if "/" in value and value.startswith("-"):
        return f"minus {_word_number(value[1:], unit)}"
    if "/" in value:
        above, below = map(int, value.split("/"))
        numerator = next(word for word, number in BELOW_TWENTY.items() if number == above)
        denominator = next(word for word, number in DENOMINATORS.items() if number == below)
        return f"{numerator}-{denominator}"
    number = " to ".join(f"{Decimal(bound):,f}" for bound in value.split(".."))
    if unit in CODES:
        sign = next((sign.upper() for sign, code in SIGNS.items() if code == unit), f"{unit} ")
        return f"-{sign}{number[1:]}" if number.startswith("-") else sign + number
    plural = "" if unit not in TIMES or value == "1" else "s"
    return f"{number} {'centurie' if unit == 'century' and plural else unit}{plural}".strip()


def _word_date(value: str, unit: str) -> str:
    if value == "ambiguous":
        raise ValueError("an ambiguous date has no wording")
    if value.endswith("X"):
        return f"{value[:-1]}0s"
    first, _, last = value.partition("/")
    if len(last) == 4:
        return f"{first} to {last}"
    year, month, day = re.fullmatch("(-|[0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", first).groups()
    days = day and f"{int(day)} to {int(last[-2:])}" if last else day and str(int(day))
    return " ".join(filter(None, (days, month and MONTH_NAMES[int(month) - 1], year.strip("-"))))


def _word_ordinal(value: str, unit: str) -> str:
    tail = "th" if value[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(value[-1], "th")
    return value + tail


_WORDINGS: dict[Kind, Callable[[str, str], str]] = {
    "date": _word_date,
    "relative": lambda value, unit: value.replace("-", " "),
    "ordinal": _word_ordinal,
    "percentage": lambda value, unit: _word_number(value, "percentage points" if unit else "per cent"),
    "designator": lambda value, unit: value,
}
"""How the kinds are worded that are no number with a unit behind it."""
