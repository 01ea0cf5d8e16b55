"""Milestones on one axis of time: where the mark of each stands, and of what shape it is.

Places are hundredths of the axis, from left to right; `_timeline.html` draws the marks beside the entries of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from tsi.library import counts
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.text import dates
from tsi.text.dates import Period

Shape = Literal["dot", "bar", "whisker", "before", "after"]
"""A day; all of a span; some day in a month, a year or a window; by a day; after a day."""

LEAST = 8.0
"""What is shorter could not be told from a day, and is drawn at a size of its own."""

_MOST_LABELS = 5
_LAST_LABEL = 90.0


class Axis(NamedTuple):
    """Time from the first of a January to the last of a December, the same everywhere."""

    first: int
    last: int

    def at(self, ordinal: int) -> float:
        """Where the day begins that has this number, as `date.toordinal` counts them."""
        begin, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal() + 1
        return 100 * (ordinal - begin) / (end - begin)

    @property
    def labels(self) -> list[tuple[int, float]]:
        """The years that have room for their numbers, and where each begins: all, or every second, fifth and so on."""
        how_many = self.last + 1 - self.first
        step = next((step for step in (1, 2, 5, 10, 20, 50) if how_many <= step * _MOST_LABELS), 100)
        begins = ((year, self.at(date(year, 1, 1).toordinal())) for year in range(self.first, self.last + 1))
        return [(year, place) for year, place in begins if year % step == 0 and place <= _LAST_LABEL]

    @property
    def lines(self) -> list[float]:
        """Where years begin: each of them or, where those would be a hatching, each that has its number."""
        labelled = [place for _, place in self.labels]
        every = [self.at(date(year, 1, 1).toordinal()) for year in range(self.first, self.last + 1)]
        return every if len(every) <= 6 * _MOST_LABELS else labelled


class Mark(NamedTuple):
    """Where an event stands; with an open end, both sides are the day that is known."""

    shape: Shape
    left: float
    right: float
    hollow: bool
    dashed: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def is_short(self) -> bool:
        return self.right - self.left < LEAST


class Timeline(NamedTuple):
    """An axis with the marks on it, and where the day of the newest source and that of the build stand on it (none
    where it is not to be told)."""

    axis: Axis
    marks: Mapping[Reference, Mark]
    newest: float
    built: float | None


def timeline(library: Library, milestones: Iterable[Reference], built: str = "") -> Timeline:
    """These milestones on an axis that holds them all, the newest source and the day of the build (ISO 8601). That day
    is not marked where it is not told, nor where it lies before the newest source: the clock is wrong then."""
    records = {milestone: library.milestones[milestone.id] for milestone in milestones}
    periods = {milestone: dates.parse(record.when.is_) for milestone, record in records.items()}
    newest = dates.parse(counts.newest_source(library)).last
    build = date.fromisoformat(built) if built >= newest.isoformat() else None
    axis = axis_of(periods.values(), *filter(None, (newest, build)))
    return Timeline(
        axis,
        {
            milestone: mark(period, axis, hollow=records[milestone].expected is not None)
            for milestone, period in periods.items()
            if period.form != dates.UNKNOWN
        },
        axis.at(newest.toordinal()),
        axis.at(build.toordinal()) if build else None,
    )


def axis_of(periods: Iterable[Period], *days: date) -> Axis:
    """The shortest axis on which periods and days have room."""
    ends = [day for period in periods for day in (period.earliest, period.latest) if day]
    return Axis(min((*days, *ends)).year, max((*days, *ends)).year)


def mark(period: Period, axis: Axis, hollow: bool = False) -> Mark:
    """The mark of an event whose date is known; a hollow one tells that it was still to come."""
    days = ((period.earliest, 0), (period.latest, 1))
    sides = [axis.at(day.toordinal() + after) for day, after in days if day]
    return Mark(_shape(period), sides[0], sides[-1], hollow, period.approximate or period.uncertain)


def _shape(period: Period) -> Shape:
    """A month or year is some day in it: drawn as a bar, it would pass for something that lasted."""
    if period.earliest is None:
        return "before"
    if period.latest is None:
        return "after"
    if period.form == "span":
        return "bar"
    return "dot" if period.earliest == period.latest else "whisker"
