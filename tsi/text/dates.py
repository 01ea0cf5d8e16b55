"""Dates as the records write them (EDTF, ISO 8601-2:2019, https://www.loc.gov/standards/datetime/) and as readers
see them.

A date is a day, a month or a year; or one day in a window (`[2024-08-05..2024-08-11]`), a span (`2021/2030`), known
only to be before or after (`../2025-07-25`, `2024-08-13/..`), or approximate (`2024-07~`); or `unknown`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from babel.dates import format_date

UNKNOWN = "unknown"
LOCALE = "en_GB"

_EXPECTED = (
    "expected for example 2024, 2024-07, 2024-07-24, 2024-07~, [2024-08-05..2024-08-11], 2021/2030, ../2025-07-25 "
    "or unknown"
)
_FORMS = re.compile(
    r"(?P<window>\[(?P<w1>[^\].]+)\.\.(?P<w2>[^\].]+)\])|(?P<before>\.\./(?P<b>[^/]+))|(?P<after>(?P<a>[^/]+)/\.\.)"
    r"|(?P<span>(?P<s1>[^/]+)/(?P<s2>[^/]+))|(?P<point>[^/\[\]]+)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A date read: `form` is point, window, span, before, after or unknown; `ends` are its one or two plain EDTF
    dates; `earliest` and `latest` the days it can lie between (None: open)."""

    edtf: str
    form: str
    ends: tuple[str, ...]
    earliest: date | None
    latest: date | None

    @property
    def approximate(self) -> bool:
        return any(end.endswith("~") for end in self.ends)


@cache
def _bounds(point: str) -> tuple[date, date]:
    """The days between which a plain date lies. Raises ValueError for one that does not exist.

    The `edtf` library reads the same days from it, as a test shows; importing it would double the time of a check."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?~?", point)
    if match is None:
        raise ValueError(point)
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        last_month = 12 if month is None else month
        last = date(year, last_month, monthrange(year, last_month)[1]) if day is None else first
    except ValueError as error:
        raise ValueError(point) from error
    return first, last


@cache
def parse(edtf: str) -> Period:
    """Read an EDTF date. Raises ValueError, saying what was expected, for one that does not exist or runs backwards."""
    if edtf == UNKNOWN:
        return Period(edtf, UNKNOWN, (), None, None)
    match = _FORMS.fullmatch(edtf)
    if match is None:
        raise ValueError(f"‘{edtf[:60]}’ is not a date; {_EXPECTED}")
    form = (
        match.lastgroup
        if match.lastgroup in ("point",)
        else next(f for f in ("window", "before", "after", "span", "point") if match[f])
    )
    ends = tuple(match[name] for name in ("w1", "w2", "b", "a", "s1", "s2", "point") if match[name])
    try:
        bounds = [_bounds(end) for end in ends]
    except ValueError as error:
        raise ValueError(f"‘{error.args[0][:60]}’ is not a date that exists; {_EXPECTED}") from error
    if len(bounds) == 2 and bounds[0][0] > bounds[1][0]:
        raise ValueError(f"‘{edtf[:60]}’ ends before it begins; expected the earlier date on the left")
    earliest = None if form == "before" else bounds[0][0]
    latest = None if form == "after" else bounds[-1][1]
    return Period(edtf, form, ends, earliest, latest)


def _day(moment: date, pattern: str) -> str:
    return format_date(moment, pattern, locale=LOCALE)


def _point_words(point: str) -> str:
    plain = point.rstrip("~")
    moment = _bounds(plain)[0]
    words = _day(moment, {4: "y", 7: "MMMM y", 10: "d MMMM y"}[len(plain)])
    return f"around {words}" if point.endswith("~") else words


def _window_words(first: str, last: str) -> str:
    start, end = (_bounds(point)[0] for point in (first, last))
    pattern = "d MMMM y" if start.year != end.year else "d MMMM" if start.month != end.month else "d"
    return f"one day between {_day(start, pattern)} and {_day(end, 'd MMMM y')}"


@cache
def words(edtf: str) -> str:
    """The date as readers see it: “24 July 2024”, “one day between 5 and 11 August 2024”, “by 25 July 2025”."""
    period = parse(edtf)
    if period.form == UNKNOWN:
        return "date not known"
    if period.form == "window" and all(len(end) == 10 for end in period.ends):
        return _window_words(*period.ends)
    ends = [_point_words(end) for end in period.ends]
    return {
        "point": "{0}",
        "window": "between {0} and {1}",
        "span": "{0} to {1}",
        "before": "by {0}",
        "after": "after {0}",
    }[period.form].format(*ends, *ends)


def is_certain(edtf: str) -> bool:
    """Whether the date is a plain day, month or year: it has a place of its own on a timeline."""
    period = parse(edtf)
    return period.form == "point" and not period.approximate


class _Rule(NamedTuple):
    """How a date is computed from the day a source appeared. `needs` is how much of that day must be known, in
    characters of a plain date: 4 a year, 7 a month, 10 a day."""

    needs: int
    compute: Callable[[date], str]


def _week(day: date) -> str:
    monday = day - timedelta(days=day.weekday())
    return f"[{monday}..{monday + timedelta(days=6)}]"


_RULES = {
    "same-year": _Rule(4, lambda day: f"{day.year:04}"),
    "year-before": _Rule(4, lambda day: f"{day.year - 1:04}"),
    "month-before": _Rule(7, lambda day: (day.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")),
    "same-week": _Rule(10, _week),
    "week-before": _Rule(10, lambda day: _week(day - timedelta(days=7))),
    "rest-of-year": _Rule(10, lambda day: f"[{day}..{day.year:04}-12-31]"),
}


def computed(rule: str, published: str) -> str:
    """The EDTF date that an inference rule gives for a source that appeared on `published` (EDTF).

    Raises ValueError where the publication date is less precise than the rule needs."""
    if rule == "by-publication":
        return f"../{published}"
    if rule == "after-publication":
        return f"{published}/.."
    period = parse(published)
    if rule == "same-week" and period.approximate:
        return published  # the week of an article dated around a month lies around that month
    known = period.ends[0].rstrip("~") if period.form == "point" else ""
    needs, compute = _RULES[rule]
    if len(known) < needs or (needs == 10 and period.approximate):
        appeared = f"a source of which we know only that it appeared {words(published)}"
        raise ValueError(f"the rule {rule} cannot be applied to {appeared}")
    return compute(period.earliest)


RELATIVE_WORDS = {
    "year-before": "last-year",
    "month-before": "last-month",
    "same-week": "this-week",
    "week-before": "last-week",
}
"""The relative date that a cited line must print before a rule may be used; the other rules need none."""
