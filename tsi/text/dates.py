"""Dates as the records write them (EDTF, ISO 8601-2:2019, https://www.loc.gov/standards/datetime/) and as readers
see them.

A date is a day, a month or a year, perhaps approximate (`2024-07~`); a span, which lasted (`2021/2030`); a single day
of which only bounds are known, which is one of a set (`[2024-08-05..2024-08-11]`, `[..2025-07-25]` up to a day,
`[2024-08-13..]` from a day on); or `unknown`. EDTF has no approximate bounds of sets: what is known to be by around a
month is either up to it or around it, `[..2024-07,2024-07~]`.
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
_A_DAY, _A_WEEK = timedelta(days=1), timedelta(weeks=1)

_EXPECTED = (
    "expected for example 2024, 2024-07, 2024-07-24, 2024-07~, [2024-08-05..2024-08-11], 2021/2030, [..2025-07-25] "
    "or unknown"
)
_PLAIN = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_POINT = f"({_PLAIN}~?)"
_FORMS = {
    UNKNOWN: UNKNOWN,
    "point": _POINT,
    "span": f"{_POINT}/{_POINT}",
    "window": rf"\[{_POINT}\.\.{_POINT}\]",
    "before": rf"\[\.\.(?:{_PLAIN},)?{_POINT}\]|\.\./{_POINT}",
    "after": rf"\[{_POINT}(?:,{_PLAIN})?\.\.\]|{_POINT}/\.\.",
}
"""By form, how it is written, its ends in groups; open ends also as they must not be, which `parse` refuses."""


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

    @property
    def first(self) -> date:
        """`earliest` of a date that has one. Raises ValueError for any other."""
        return _there(self.earliest, self)

    @property
    def last(self) -> date:
        """The same of `latest`."""
        return _there(self.latest, self)


def _there(day: date | None, period: Period) -> date:
    if day is None:
        raise ValueError(f"‘{period.edtf}’ is open at this end")
    return day


@cache
def parse(edtf: str) -> Period:
    """Read an EDTF date. Raises ValueError, saying what was expected, for one that does not exist, runs backwards or is
    written otherwise than EDTF has it."""
    form, ends = _form(edtf)
    bounds = [_bounds(end) for end in ends]
    if len(bounds) == 2 and bounds[0][0] > bounds[1][0]:
        raise ValueError(f"‘{edtf}’ ends before it begins; expected the earlier date on the left")
    _refuse_other_notations(edtf, form, ends)
    earliest = bounds[0][0] if bounds and form != "before" else None
    latest = bounds[-1][1] if bounds and form != "after" else None
    return Period(edtf, form, ends, earliest, latest)


def _form(edtf: str) -> tuple[str, tuple[str, ...]]:
    for form, pattern in _FORMS.items():
        if match := re.fullmatch(pattern, edtf, re.ASCII):
            return form, tuple(filter(None, match.groups()))
    raise ValueError(f"‘{edtf[:60]}’ is not a date; {_EXPECTED}")


@cache
def _bounds(point: str) -> tuple[date, date]:
    """The days between which a plain date lies. Raises ValueError for one that does not exist.

    The `edtf` library reads the same days from it, as a test shows; importing it would double the time of a check."""
    plain = point.rstrip("~")
    try:
        first = date.fromisoformat(f"{plain}-01-01"[: len("2024-01-01")])
    except ValueError as error:
        raise ValueError(f"‘{point}’ is not a date that exists; {_EXPECTED}") from error
    if len(plain) == len("2024"):
        return first, first.replace(month=12, day=31)
    days = monthrange(first.year, first.month)[1]
    return first, first.replace(day=days) if len(plain) == len("2024-07") else first


def by(point: str) -> str:
    """The EDTF of a single day that lies no later than a day, month or year, which may be approximate."""
    plain = point.rstrip("~")
    return f"[..{plain},{point}]" if plain != point else f"[..{point}]"


def since(point: str) -> str:
    """The same of a single day that lies no earlier."""
    plain = point.rstrip("~")
    return f"[{point},{plain}..]" if plain != point else f"[{point}..]"


def _refuse_other_notations(edtf: str, form: str, ends: tuple[str, ...]) -> None:
    if form == "window" and (any(end.endswith("~") for end in ends) or len(ends[0]) != len(ends[1])):
        raise ValueError(f"‘{edtf}’ has unlike or approximate bounds; expected two days, two months or two years")
    instead = {"before": by, "after": since}[form](*ends) if form in ("before", "after") else edtf
    if edtf != instead:
        why = "is an interval, for something that lasted" if "/" in edtf else "is a set that EDTF does not have"
        raise ValueError(f"‘{edtf}’ {why}; for a single day {_worded(form, ends)}, write {instead}")


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
    return _worded(period.form, period.ends)


def _worded(form: str, ends: tuple[str, ...]) -> str:
    if form == "window" and len(ends[0]) == len("2024-07-24"):
        return _window_words(*ends)
    return _WORDS[form].format(*map(_point_words, ends))


_WORDS = {
    UNKNOWN: "date not known",
    "point": "{0}",
    "window": "between {0} and {1}",
    "span": "{0} to {1}",
    "before": "by {0}",
    "after": "after {0}",
}


def last_day(edtf: str) -> date:
    """The last day that it can be. Raises ValueError for a date that may lie anywhere after a day, or is unknown."""
    latest = parse(edtf).latest
    if latest is None:
        raise ValueError(f"‘{edtf}’ has no last day")
    return latest


def is_certain(edtf: str) -> bool:
    """Whether the date is a plain day, month or year: it has a place of its own on a timeline."""
    period = parse(edtf)
    return period.form == "point" and not period.approximate


class _Rule(NamedTuple):
    """How a date is computed from the time at which a source appeared, and from which times it can be."""

    applies: Callable[[Period], bool]
    compute: Callable[[Period], str]


def _has_year(appeared: Period) -> bool:
    return appeared.form == "point"


def _has_month(appeared: Period) -> bool:
    return appeared.form == "point" and len(appeared.edtf) >= len("2024-07")


def _has_day(appeared: Period) -> bool:
    return appeared.form == "point" and len(appeared.edtf) == len("2024-07-24")


def _has_week(appeared: Period) -> bool:
    """The week of an article dated around a month lies around that month."""
    return _has_day(appeared) or (appeared.form == "point" and appeared.approximate)


def _week(day: date) -> str:
    monday = day - timedelta(days=day.weekday())
    return f"[{monday}..{monday + _A_WEEK - _A_DAY}]"


_RULES = {
    "same-year": _Rule(_has_year, lambda appeared: str(appeared.first)[:4]),
    "year-before": _Rule(_has_year, lambda appeared: f"{appeared.first.year - 1:04}"),
    "month-before": _Rule(_has_month, lambda appeared: str(appeared.first.replace(day=1) - _A_DAY)[:7]),
    "same-week": _Rule(_has_week, lambda it: it.edtf if it.approximate else _week(it.first)),
    "week-before": _Rule(_has_day, lambda appeared: _week(appeared.first - _A_WEEK)),
    "rest-of-year": _Rule(_has_day, lambda appeared: f"[{appeared.first}..{appeared.first.year:04}-12-31]"),
    "by-publication": _Rule(lambda appeared: appeared.latest is not None, lambda appeared: by(appeared.ends[-1])),
    "after-publication": _Rule(lambda appeared: appeared.earliest is not None, lambda it: since(it.ends[0])),
}


def computed(rule: str, published: str) -> str:
    """The EDTF date that an inference rule gives for a source that appeared on `published` (EDTF).

    Raises ValueError where the publication date is less precise than the rule needs."""
    appeared, (applies, compute) = parse(published), _RULES[rule]
    if not applies(appeared):
        source = f"a source of which we know only that it appeared {words(published)}"
        raise ValueError(f"the rule {rule} cannot be applied to {source}")
    return compute(appeared)


RELATIVE_WORDS = {
    "year-before": "last-year",
    "month-before": "last-month",
    "same-week": "this-week",
    "week-before": "last-week",
}
"""The relative date that a cited line must print before a rule may be used; the other rules need none."""
