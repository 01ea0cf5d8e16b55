"""How values that records hold as codes are put for readers."""

from __future__ import annotations

import re
from decimal import Decimal

from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from tsi.records.types import Model
from tsi.text import dates
from tsi.text.dates import LOCALE
from tsi.text.figures import Figure

KIND_WORDS = {
    "pillars": ("pillar", "pillars"),
    "funding": ("funding", "funding"),
    "partnerships": ("partnership", "partnerships"),
    "milestones": ("milestone", "milestones"),
    "organisations": ("organisation", "organisations"),
    "people": ("person", "people"),
    "places": ("place", "places"),
    "technologies": ("technology", "technologies"),
    "sources": ("source", "sources"),
    "disagreements": ("disagreement", "disagreements"),
    "rules": ("editorial rule", "editorial rules"),
    "omissions": ("omission", "omissions"),
}
"""A record's kind, and several of it."""

PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
"""The value of a figure that is a single number, and no range of them."""

_UNITS_OF_BABEL = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century")
_VALID_DATETIME = re.compile(r"(?:\d{4}(?:-\d{2}){0,2}|--\d{2}-\d{2})")


def title(record: Model) -> str:
    """What a record is called in lists, in the navigation and in the browser's tab."""
    return next(getattr(record, field) for field in ("short", "question", "name") if hasattr(record, field))


def number(value: int) -> str:
    """A computed number as readers see it, with thousands set apart."""
    return format_decimal(value, locale=LOCALE)


def money(amount: str | Decimal, currency: str) -> str:
    """A sum in full: “£1,800,000”; pence only where there are any."""
    sum_ = Decimal(amount)
    pattern = "¤#,##0" if sum_ == sum_.to_integral_value() else "¤#,##0.00##"
    return format_currency(sum_, currency, pattern, locale=LOCALE, currency_digits=False)


def figure(figure: Figure) -> str:
    """A figure's value in the site's own wording, the same whichever way a source prints it; else as printed."""
    words = _value(figure)
    return f"{figure.modifier} {words}".strip() if words else figure.printed


def _value(figure: Figure) -> str:
    value, kind = figure.value, figure.kind
    if kind == "date" and not figure.modifier:
        return _date(value)
    if not PLAIN_NUMBER.fullmatch(value):
        return ""
    if kind == "money":
        return money(value, figure.unit)
    if kind == "duration" and figure.unit in _UNITS_OF_BABEL:
        return format_unit(Decimal(value), f"duration-{figure.unit}", locale=LOCALE)
    if kind == "percentage" and not figure.unit:
        return format_percent(Decimal(value) / 100, "#,##0.###%", locale=LOCALE)
    return format_decimal(Decimal(value), locale=LOCALE) if kind == "count" and not figure.unit else ""


def _date(value: str) -> str:
    try:
        return dates.words(value)
    except ValueError:
        return ""  # a part of a date, a decade, an ambiguous date: shown as printed


def datetime_attribute(value: str) -> str:
    """The value as the `datetime` attribute of HTML may hold it, or "" where HTML has no form for it."""
    return value.removeprefix("--") if _VALID_DATETIME.fullmatch(value) else ""


def code(value: str) -> str:
    """A word of a closed list as readers see it: `under-negotiation` -> “under negotiation”."""
    return value.replace("-", " ")
