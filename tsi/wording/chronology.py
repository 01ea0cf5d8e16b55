"""The order of milestones in time, newest first, and which of them have no place in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.text import dates
from tsi.text.dates import Period


class Chronology(NamedTuple):
    """Milestones by year, newest first within and without; `undated` are those that have no bound at their end."""

    years: tuple[tuple[int, tuple[Reference, ...]], ...]
    undated: tuple[Reference, ...]

    @property
    def dated(self) -> tuple[Reference, ...]:
        """Those that years hold, in this order."""
        return tuple(milestone for _, group in self.years for milestone in group)

    @property
    def all(self) -> tuple[Reference, ...]:
        """Every milestone in this order."""
        return (*self.dated, *self.undated)

    @property
    def oldest_first(self) -> Chronology:
        """The same with the years, and what they hold, turned round; what no year can hold still stands at the end."""
        return Chronology(tuple((year, group[::-1]) for year, group in reversed(self.years)), self.undated)


def chronology(library: Library, milestones: Iterable[Reference]) -> Chronology:
    """A span and a winter stand at the year they begin; a window and what is known to have happened by some day, where
    that ends. Of one day, what is of the initiative itself came before what builds on it, and else the records stand in
    their order in time."""
    periods = {milestone: dates.parse(library.milestones[milestone.id].when.is_) for milestone in milestones}
    dated = [milestone for milestone in reversed(periods) if year_of_period(periods[milestone])]
    dated.sort(key=lambda milestone: (*_newest_first(periods[milestone]), _is_of_the_initiative(library, milestone)))
    years = groupby(dated, key=lambda milestone: year_of_period(periods[milestone]))
    undated = tuple(milestone for milestone, period in periods.items() if not year_of_period(period))
    return Chronology(tuple((year, tuple(group)) for year, group in years if year is not None), undated)


def year_of(library: Library, milestone: Reference) -> int | None:
    """The year under which a milestone stands; none where its date has no bound at its end."""
    return year_of_period(dates.parse(library.milestones[milestone.id].when.is_))


def _is_of_the_initiative(library: Library, milestone: Reference) -> bool:
    of = library.milestones[milestone.id].partnerships
    return any(library.partnerships[id_].standing == "itself" for id_ in of)


def year_of_period(period: Period) -> int | None:
    """The year under which a date stands; a winter and a span stand where they begin."""
    if period.latest is None:
        return None
    is_winter = period.form == "stretch" and period.latest.year == period.first.year + 1
    return period.first.year if is_winter or period.form == "span" else period.latest.year


def _newest_first(period: Period) -> tuple[int, int]:
    """By the day at which it stands: what is known to the year alone stands behind what is known better."""
    ends = period.form in ("window", "before")
    return -(period.last if ends else period.first).toordinal(), -period.last.toordinal()
