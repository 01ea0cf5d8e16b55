"""Dates as the records write them (EDTF, ISO 8601-2:2019, https://www.loc.gov/standards/datetime/) and as readers
see them.

A date is a day, a month or a year, perhaps approximate (`2024-07~`), uncertain (`2024?`) or both (`2024%`); a stretch
of the calendar, which is a season, quarter or half of a year or a decade (`2025-21`, `2025-33`, `2025-40`, `203X`); a
span, which lasted (`2021/2030`); a single day of which only bounds are known, which is one of a set
(`[2024-08-05..2024-08-11]`, `[..2025-07-25]` up to a day, `[2024-08-13..]` from a day on); or `unknown`. EDTF has no
approximate bounds of sets: what is known to be by around a month is either up to it or around it,
`[..2024-07,2024-07~]`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from tsi.text.lexicon import MONTH_NAMES

UNKNOWN = "unknown"
_A_DAY, _A_WEEK = timedelta(days=1), timedelta(weeks=1)

_EXPECTED = (
    "expected for example 2024, 2024-07, 2024-07-24, 2024-07~, 2024?, 2025-21, 203X, [2024-08-05..2024-08-11], "
    "2021/2030, [..2025-07-25] or unknown"
)
_PLAIN = r"\d{4}(?:-[01]\d(?:-\d\d)?)?"
_POINT = f"({_PLAIN}[~?%]?)"
_BOUND = f"({_PLAIN}~?)"
_STRETCH = r"(\d{4}-(?:2[1-4]|3[3-9]|4[01])|\d{3}X[~?%]?)"
_END = rf"({_PLAIN}[~?%]?|{_STRETCH[1:-1]})"
_FORMS = {
    UNKNOWN: UNKNOWN,
    "stretch": _STRETCH,
    "point": _POINT,
    "span": f"{_END}/{_END}",
    "window": rf"\[{_BOUND}\.\.{_BOUND}\]",
    "before": rf"\[\.\.(?:{_PLAIN},)?{_BOUND}\]|\.\./{_BOUND}",
    "after": rf"\[{_BOUND}(?:,{_PLAIN})?\.\.\]|{_BOUND}/\.\.",
}
"""By form, how it is written, its ends in groups; open ends also as they must not be, which `parse` refuses."""


@dataclass(frozen=True, slots=True)
class Period:
    """A date read: `form` is point, stretch, window, span, before, after or unknown; `ends` are its one or two
    plain EDTF dates; `earliest` and `latest` the days it can lie between (None: open)."""

    edtf: str
    form: str
    ends: tuple[str, ...]
    earliest: date | None
    latest: date | None

    @property
    def approximate(self) -> bool:
        return any(end.endswith(("~", "%")) for end in self.ends)

    @property
    def uncertain(self) -> bool:
        return any(end.endswith(("?", "%")) for end in self.ends)

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
    for pattern, instead in _OTHERWISE.items():
        if match := re.fullmatch(pattern, edtf, re.ASCII):
            raise ValueError(f"‘{edtf}’ is EDTF that is written otherwise here: {match.expand(instead)}; {_EXPECTED}")
    raise ValueError(f"‘{edtf[:60]}’ is not a date; {_EXPECTED}")


_OTHERWISE = {
    r"(\d{4}(?:-\d\d)?)(?:-XX){1,2}": r"what is not known is left out, \1",
    r"(\d\d)XX": r"a century is a span, \g<1>00/\g<1>99, or a window, [\g<1>00..\g<1>99]",
    r"(\d{4})-(?:2[5-9]|3[0-2])": r"the seasons of the north are \1-21 to \1-24, and those of the south are months",
}
"""By the forms of ISO 8601-2 that are not held: what to write instead."""


def plain(point: str) -> str:
    """A day, month, year or stretch without what says that it is approximate or uncertain."""
    return point.rstrip("~?%")


@cache
def _bounds(point: str) -> tuple[date, date]:
    """The days between which a plain date lies. Raises ValueError for one that does not exist.

    The `edtf` library reads the same days from it, as a test shows; importing it would double the time of a check."""
    calendar = plain(point)
    try:
        if re.fullmatch(_STRETCH, calendar):
            return _stretch_bounds(calendar)
        first = date.fromisoformat(f"{calendar}-01-01"[: len("2024-01-01")])
    except ValueError as error:
        raise ValueError(f"‘{point}’ is not a date that exists; {_EXPECTED}") from error
    if len(calendar) == len("2024"):
        return first, first.replace(month=12, day=31)
    days = monthrange(first.year, first.month)[1]
    return first, first.replace(day=days) if len(calendar) == len("2024-07") else first


_PARTS_OF_YEAR = {
    "21": ("spring {}", 3, 3), "22": ("summer {}", 6, 3), "23": ("autumn {}", 9, 3), "24": ("winter {}", 12, 3),
    "33": ("first quarter of {}", 1, 3), "34": ("second quarter of {}", 4, 3), "35": ("third quarter of {}", 7, 3),
    "36": ("fourth quarter of {}", 10, 3), "37": ("first four months of {}", 1, 4),
    "38": ("middle four months of {}", 5, 4), "39": ("last four months of {}", 9, 4),
    "40": ("first half of {}", 1, 6), "41": ("second half of {}", 7, 6),
}  # fmt: skip
"""By the code of EDTF level 1 and 2: how it is worded, its first month and its length in months. Seasons are those of
the north, and a winter runs into the next year."""


def _stretch_bounds(stretch: str) -> tuple[date, date]:
    if stretch.endswith("X"):
        return date(int(f"{stretch[:3]}0"), 1, 1), date(int(f"{stretch[:3]}9"), 12, 31)
    year, (_, month, length) = int(stretch[:4]), _PARTS_OF_YEAR[stretch[5:]]
    over, last = divmod(month + length - 2, 12)
    return date(year, month, 1), date(year + over, last + 1, monthrange(year + over, last + 1)[1])


def by(point: str) -> str:
    """The EDTF of a single day that lies no later than a day, month or year, which may be approximate."""
    bare = plain(point)
    return f"[..{bare},{bare}~]" if point.endswith(("~", "%")) else f"[..{bare}]"


def since(point: str) -> str:
    """The same of a single day that lies no earlier."""
    bare = plain(point)
    return f"[{bare}~,{bare}..]" if point.endswith(("~", "%")) else f"[{bare}..]"


def _refuse_other_notations(edtf: str, form: str, ends: tuple[str, ...]) -> None:
    if form == "window" and (any(end.endswith("~") for end in ends) or len(ends[0]) != len(ends[1])):
        raise ValueError(f"‘{edtf}’ has unlike or approximate bounds; expected two days, two months or two years")
    instead = {"before": by, "after": since}[form](*ends) if form in ("before", "after") else edtf
    if edtf != instead:
        why = "is an interval, for something that lasted" if "/" in edtf else "is a set that EDTF does not have"
        raise ValueError(f"‘{edtf}’ {why}; for a single day {_worded(form, ends)}, write {instead}")


def _day(moment: date) -> tuple[str, str, str]:
    """Day, month and year as readers see them."""
    return str(moment.day), MONTH_NAMES[moment.month - 1], str(moment.year)


def _point_words(point: str) -> str:
    words = _calendar_words(plain(point))
    around = f"around {words}" if point.endswith(("~", "%")) else words
    return f"{around}, uncertain" if point.endswith(("?", "%")) else around


def _calendar_words(bare: str) -> str:
    if bare.endswith("X"):
        return f"the {bare[:3]}0s"
    if bare[5:] in _PARTS_OF_YEAR and len(bare) == len("2025-21"):
        return _PARTS_OF_YEAR[bare[5:]][0].format(int(bare[:4]))
    return " ".join(_day(_bounds(bare)[0])[{4: 2, 7: 1, 10: 0}[len(bare)] :])


_PARTS_OF_DECADE = {("0", "3"): "early", ("4", "6"): "mid", ("7", "9"): "late"}
"""By the last digits of two years, the part of a decade that they are taken to bound."""


def part_of_decade(period: Period) -> tuple[str, str] | None:
    """For a window such as `[2030..2033]`, the modifier and the decade that a source may print: early, `203X`."""
    if period.form != "window" or len(period.ends[0]) != len("2030") or period.ends[0][:3] != period.ends[1][:3]:
        return None
    modifier = _PARTS_OF_DECADE.get((period.ends[0][3], period.ends[1][3]))
    return (modifier, f"{period.ends[0][:3]}X") if modifier else None


def as_printed(period: Period) -> tuple[str, str] | None:
    """For a set of days that sources print with one modifier, that and the date: by, `2026-04-28`; early, `203X`."""
    if period.form == "before" and not period.approximate:
        return "by", period.ends[0]
    return part_of_decade(period)


def _window_words(first: str, last: str) -> str:
    start, end = (_bounds(point)[0] for point in (first, last))
    own = 3 if start.year != end.year else 2 if start.month != end.month else 1
    return f"one day between {' '.join(_day(start)[:own])} and {' '.join(_day(end))}"


@cache
def words(edtf: str) -> str:
    """The date as readers see it: “24 July 2024”, “one day between 5 and 11 August 2024”, “by 25 July 2025”."""
    period = parse(edtf)
    if part := part_of_decade(period):
        return f"{part[0]} {part[1][:3]}0s"
    return _worded(period.form, period.ends)


def _worded(form: str, ends: tuple[str, ...]) -> str:
    if form == "window" and len(ends[0]) == len("2024-07-24"):
        return _window_words(*ends)
    return _WORDS[form].format(*map(_point_words, ends))


_WORDS = {
    UNKNOWN: "date not known",
    "point": "{0}",
    "stretch": "{0}",
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


def last_known_day(edtf: str) -> date:
    """The last day that it can be; of a date that may lie anywhere after a day, that day. Raises ValueError for a date
    that is unknown."""
    period = parse(edtf)
    known = period.latest or period.earliest
    if known is None:
        raise ValueError(f"‘{edtf}’ has no known day")
    return known


def is_certain(edtf: str) -> bool:
    """Whether the date is a plain day, month or year: it has a place of its own on a timeline."""
    period = parse(edtf)
    return period.form == "point" and not period.approximate and not period.uncertain


class _Rule(NamedTuple):
    """How a date is computed from the time at which a source appeared, and from which times it can be."""

    applies: Callable[[Period], bool]
    compute: Callable[[Period], str]


def _has_year(appeared: Period) -> bool:
    return appeared.form == "point"


def _has_month(appeared: Period) -> bool:
    return appeared.form == "point" and len(plain(appeared.edtf)) >= len("2024-07")


def _has_day(appeared: Period) -> bool:
    return (
        appeared.form == "point" and appeared.edtf == plain(appeared.edtf) and len(appeared.edtf) == len("2024-07-24")
    )


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
