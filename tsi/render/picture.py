"""Milestones -> a picture of them in time: a lane for each pillar, in it rows of marks with labels that never overlap.

Everything here is numbers and words; `_timeline_picture.html` draws them. Lengths are units of the drawing, about a
pixel each; a place `x` grows to the right with time, `y` downwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import Literal, NamedTuple

from tsi.library import counts, selections
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.text import dates, figures
from tsi.text.dates import Period

EventsOf = Callable[[Sequence["Event"], str], Sequence["Event"]]
"""The events of a lane, by its id."""

Shape = Literal["dot", "bar", "whisker", "before", "after"]
"""A day; a span; some day in a month, a year or a window; by a day; after a day."""

SHARED = ""
SHARED_NAME = "Several pillars or none"
"""The lane of the milestones that belong to several pillars, or to none."""


# --- Sizes -----------------------------------------------------------------------------------------------------------


LEAST_TARGET = 24
"""What a finger can hit (WCAG 2.2, 2.5.8)."""


class Size(NamedTuple):
    """How large a drawing is made, and how long a label may be. Labels stand beside their marks or, where there is no
    room for both, above. So many rows may have words, in all lanes together; what finds no room in them is a bare mark,
    for a picture that has to be scrolled for long shows less than the list below it."""

    name: str
    width: float
    row: float
    letter: float
    longest: float
    above: bool
    rows: int
    bare_row: float = 16
    bare_target: float = LEAST_TARGET

    def holding(self, how_many: int) -> Size:
        """The size for so many entries: where there are very many, labels are short and few, or none where they would
        stand above their marks; and bare marks stand close, each being in the list as well, where it can be hit."""
        if how_many <= MANY:
            return self
        rows = 0 if self.above else self.rows // 2
        return self._replace(longest=self.longest * 0.55, rows=rows, bare_row=12, bare_target=12)


WIDE = Size("wide", 840, 25, 12.5, longest=340, above=False, rows=48)
NARROW = Size("narrow", 300, 33, 12.5, longest=296, above=True, rows=48)
MANY = 100

_DOT, _LEAST_BAR, _LEAST_WHISKER, _ARROW = 10, 10, 16, 24
_HEAD, _LANE_EDGE, _FOOT, _EDGE = 54, 5, 22, 2
_TO_LABEL, _BETWEEN, _BETWEEN_BARE, _YEAR_LABEL = 5, 12, 2, 40

# Shares of the height of a letter, a little more than those of the widest of the usual fonts without serifs.
_LETTERS = {"ijl.,:;|!'’ftrI()[]-/ ": 0.34, "mwMW@%—": 0.94, "ABCDEFGHJKLNOPQRSTUVXYZ&": 0.73}
_WIDTHS = {letter: width for letters, width in _LETTERS.items() for letter in letters}
_OTHER_LETTER = 0.58
_BOLD = 1.1


def text_width(text: str, letter: float) -> float:
    """About how wide a text is, and rather more than less."""
    return letter * sum(_WIDTHS.get(character, _OTHER_LETTER) for character in text)


def name_width(name: str, size: Size) -> float:
    """The same of a lane's name."""
    return max(LEAST_TARGET, _BOLD * text_width(name, size.letter))


# --- What is drawn ---------------------------------------------------------------------------------------------------


class Event(NamedTuple):
    """A milestone as the picture knows it; `lanes` are the ids of its pillars."""

    reference: Reference
    name: str
    period: Period
    hollow: bool = False
    lanes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Axis:
    """Time from the first of a January to the last of a December, evenly from `left` to `right`."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: date) -> float:
        begin, end = date(self.first, 1, 1), date(self.last + 1, 1, 1)
        return self.left + (self.right - self.left) * ((day - begin) / (end - begin))

    @property
    def years(self) -> list[tuple[int, float]]:
        return [(year, self.x(date(year, 1, 1))) for year in range(self.first, self.last + 1)]

    @property
    def labelled(self) -> list[tuple[int, float]]:
        """The years that have room for their numbers: all, or every second, fifth, tenth and so on."""
        of_a_year = (self.right - self.left) / (self.last + 1 - self.first)
        step = next((step for step in (1, 2, 5, 10, 20, 25, 50) if step * of_a_year >= _YEAR_LABEL), 100)
        return [(year, x) for year, x in self.years if year % step == 0]


class Mark(NamedTuple):
    shape: Shape
    left: float
    right: float
    hollow: bool
    dashed: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Entry:
    """A mark in its row, with its label. An echo has none, being named in the lane of what several pillars share; nor
    has a mark for whose words there is no room."""

    event: Event
    mark: Mark
    label: str = ""
    label_left: float = 0
    label_right: float = 0
    label_ends: bool = False
    """Whether its right end is the one that is sure; else the left."""
    target: float = LEAST_TARGET
    y: float = 0
    height: float = 0

    @property
    def left(self) -> float:
        """What the entry takes of its row, and what can be hit of it."""
        least = self.mark.middle - self.target / 2
        return min(self.mark.left, self.label_left, least) if self.label else min(self.mark.left, least)

    @property
    def right(self) -> float:
        least = self.mark.middle + self.target / 2
        return max(self.mark.right, self.label_right, least) if self.label else max(self.mark.right, least)


class Lane(NamedTuple):
    """`name` stands in the first row, `name_y` down, and takes `name_width` of it."""

    id: str
    name: str
    name_y: float
    name_width: float
    top: float
    bottom: float
    entries: tuple[Entry, ...]


class Known(NamedTuple):
    """The day of the newest source, and that of the build where it is to be marked."""

    newest: date
    built: date | None


class Picture(NamedTuple):
    size: Size
    height: float
    axis: Axis
    lanes: tuple[Lane, ...]
    newest: float
    """Where the newest source stands."""
    built: float | None
    """Where the day of the build stands, after which nothing can be told."""

    @property
    def entries(self) -> list[Entry]:
        return [entry for lane in self.lanes for entry in lane.entries]

    @property
    def is_thinned(self) -> bool:
        """Whether some marks are named nowhere in the picture."""
        named = {entry.event.reference for entry in self.entries if entry.label}
        return any(entry.event.reference not in named for entry in self.entries)


# --- Reading the library ---------------------------------------------------------------------------------------------


def events(library: Library, milestones: Iterable[Reference]) -> tuple[Event, ...]:
    """What can be drawn of these milestones, by time: all but those of which no date is known."""
    found = (_event(library, milestone) for milestone in milestones)
    return tuple(sorted((event for event in found if event.period.form != dates.UNKNOWN), key=_in_time))


def _event(library: Library, reference: Reference) -> Event:
    record = library.get(reference)
    period = dates.parse(record.when.is_)
    return Event(reference, record.name, period, record.status.is_ == "proposed", tuple(record.pillars))


def _in_time(event: Event) -> tuple[date, date]:
    earliest, latest = event.period.earliest, event.period.latest
    return earliest or latest, latest or earliest


def newest_source(library: Library) -> date:
    return dates.parse(counts.newest_source(library)).latest


# --- Placing ---------------------------------------------------------------------------------------------------------


def draw(
    events: Sequence[Event], lanes: Mapping[str, str], newest: date, size: Size = WIDE, built: date | None = None
) -> Picture:
    """Place events, which are in the order of time, in the lanes of pillars (by id, their names) and in the shared lane
    above them.

    A milestone of several pillars has its label in the shared lane and a bare mark in each lane it belongs to."""
    return _draw(events, {SHARED: SHARED_NAME} | dict(lanes), _of_lane, Known(newest, built), size)


def draw_one(events: Sequence[Event], newest: date, size: Size = WIDE, built: date | None = None) -> Picture:
    """The same for the milestones of one pillar, all in one lane without a head, each with its label."""
    return _draw(events, {SHARED: ""}, lambda events, lane: events, Known(newest, built), size)


def _draw(events: Sequence[Event], lanes: Mapping[str, str], events_of: EventsOf, known: Known, size: Size) -> Picture:
    size = size.holding(len(events))
    axis = _axis(events, known, size)

    def stacked(id_: str, name: str, most_rows: int) -> _Stack:
        echoes = (id_ != SHARED and len(event.lanes) > 1 for event in events_of(events, id_))
        entries = [_entry(event, axis, echo) for event, echo in zip(events_of(events, id_), echoes, strict=True)]
        return _stack(name, entries, size, most_rows)

    whole = [stacked(id_, name, len(events) + 1) for id_, name in lanes.items()]
    most_rows = _most_rows([sum(row.has_words for row in stack.rows) for stack in whole], size.rows)
    drawn, top = [], _HEAD
    for id_, name in lanes.items():
        drawn.append(_lane(id_, name, stacked(id_, name, most_rows), top, size))
        top = drawn[-1].bottom
    return Picture(size, top + _FOOT, axis, tuple(drawn), axis.x(known.newest), known.built and axis.x(known.built))


def _most_rows(wanted: Sequence[int], together: int) -> int:
    """How many rows with words a lane may have, so that the lanes, which want so many, have so many together; each has
    one at least."""
    return next((most for most in range(max(wanted), 1, -1) if sum(min(most, it) for it in wanted) <= together), 1)


def _of_lane(events: Sequence[Event], lane: str) -> list[Event]:
    return [event for event in events if (lane in event.lanes if lane else len(event.lanes) != 1)]


def _years(events: Sequence[Event], *others: date) -> tuple[int, int]:
    days = [day for event in events for day in (event.period.earliest, event.period.latest) if day]
    return min((*days, *others)).year, max((*days, *others)).year


def _axis(events: Sequence[Event], known: Known, size: Size) -> Axis:
    # An arrow that begins at either end still lies within the drawing.
    margin = _ARROW + _EDGE
    return Axis(*_years(events, *filter(None, known)), margin, size.width - margin)


def _mark(event: Event, axis: Axis, arrow: float = _ARROW) -> Mark:
    period = event.period
    begins = axis.x(period.earliest) if period.earliest else None
    ends = axis.x(period.latest + timedelta(days=1)) if period.latest else None
    shape, left, right = "bar", begins, ends
    if begins is None:
        shape, left = "before", ends - arrow
    elif ends is None:
        shape, right = "after", begins + arrow
    elif period.form == "span":
        left, right = _at_least(_LEAST_BAR, begins, ends)
    elif period.earliest == period.latest:
        shape, left, right = "dot", *_at_least(_DOT, begins, begins)
    else:  # a month or year is some day in it: drawn as a bar, it would pass for something that lasted
        shape, left, right = "whisker", *_at_least(_LEAST_WHISKER, begins, ends)
    return Mark(shape, left, right, event.hollow, period.approximate)


def _at_least(length: float, left: float, right: float) -> tuple[float, float]:
    missing = max(0.0, length - (right - left)) / 2
    return left - missing, right + missing


def _entry(event: Event, axis: Axis, echo: bool = False) -> Entry:
    return Entry(event, _mark(event, axis), "" if echo else event.name)


@dataclass
class _Row:
    """What is taken of a row, from left to right; a row of bare marks is low."""

    taken: list[tuple[float, float]] = field(default_factory=list)
    has_words: bool = False

    def is_free_for(self, entry: Entry) -> bool:
        apart = _BETWEEN if entry.label or self.has_words else _BETWEEN_BARE
        return all(entry.right + apart <= begin or end + apart <= entry.left for begin, end in self.taken)

    def take(self, entry: Entry) -> None:
        self.taken.append((entry.left, entry.right))
        self.has_words |= bool(entry.label)


class _Stack(NamedTuple):
    """The entries of a lane, and for each the number of the row that it stands in."""

    entries: list[Entry]
    numbers: list[int]
    rows: list[_Row]


def _stack(name: str, entries: list[Entry], size: Size, most_rows: int) -> _Stack:
    """Put each entry into the first row that has room for it, with its label on either side if that is one of so many
    that may have words. The name of the lane stands in the first."""
    rows = [_Row([(0, name_width(name, size))], has_words=True)] if name else []
    return _Stack(entries, [_place(entry, rows, size, most_rows) for entry in entries], rows)


def _lane(id_: str, name: str, stack: _Stack, top: float, size: Size) -> Lane:
    heights = [size.row if row.has_words else size.bare_row for row in stack.rows]
    tops = list(accumulate(heights, initial=top + _LANE_EDGE))
    for entry, number in zip(stack.entries, stack.numbers, strict=True):
        entry.height = heights[number]
        entry.y = tops[number] + heights[number] / 2
    width, name_y = name_width(name, size) if name else 0, top + _LANE_EDGE + WIDE.row / 2
    return Lane(id_, name, name_y, width, top, tops[-1] + _LANE_EDGE, tuple(stack.entries))


def _place(entry: Entry, rows: list[_Row], size: Size, most_rows: int) -> int:
    for places, allowed in ((_label_places(entry, size), most_rows), ([_BARE], len(rows) + 1)):
        entry.target = size.bare_target if places == [_BARE] else LEAST_TARGET
        for number, row in enumerate((*rows, _Row())[:allowed]):
            for entry.label, entry.label_left, entry.label_ends in places:
                entry.label_right = entry.label_left + text_width(entry.label, size.letter)
                if row.is_free_for(entry):
                    rows[number:] = rows[number:] or [row]
                    row.take(entry)
                    return number
    raise AssertionError("a row that is empty has room")


_BARE = ("", 0, False)


def _label_places(entry: Entry, size: Size) -> list[tuple[str, float, bool]]:
    """The label, its left end, and whether the right is the surer one: above the mark; or behind it, or before it."""
    if not entry.label:
        return [_BARE]
    mark, furthest = entry.mark, size.width - _EDGE
    if size.above:
        label = shortened(entry.label, size.longest, size.letter)
        left = min(mark.left, furthest - text_width(label, size.letter))
        return [(label, max(_EDGE, left), _EDGE <= left < mark.left)]
    behind, before = furthest - mark.right - _TO_LABEL, mark.left - _TO_LABEL - _EDGE
    label = shortened(entry.label, min(size.longest, max(behind, before)), size.letter)
    width = text_width(label, size.letter)
    sides = [(behind, mark.right + _TO_LABEL, False), (before, mark.left - _TO_LABEL - width, True)]
    return [(label, left, ends) for room, left, ends in sides if width <= room]


def shortened(name: str, room: float, letter: float) -> str:
    """As many words of a name as there is room for. A figure stands only in a whole name, which says what it counts."""
    if text_width(name, letter) <= room:
        return name
    figure = next(iter(figures.find(name)), None)
    words = (name[: figure.start] if figure else name).split()
    while words and text_width(" ".join(words) + "…", letter) > room:
        words.pop()
    return " ".join(words) + "…"


# --- What a page asks for --------------------------------------------------------------------------------------------


def of_all(library: Library, built: str = "") -> tuple[Picture, ...]:
    """Every milestone, for screens wide and narrow; none where there is nothing to draw. `built` is the day of the
    build, which is not marked where it is told to lie before the newest source: the clock is wrong then."""
    found, newest = events(library, selections.linked(library, None, "milestones")), newest_source(library)
    lanes = {id_: pillar.name for id_, pillar in library.pillars.items()}
    marked = _marked(built, newest)
    return tuple(draw(found, lanes, newest, size, marked) for size in (WIDE, NARROW)) if found else ()


def of_pillar(library: Library, pillar: Reference, built: str = "") -> tuple[Picture, ...]:
    """The same of the milestones of a pillar."""
    found, newest = events(library, selections.linked(library, pillar, "milestones")), newest_source(library)
    marked = _marked(built, newest)
    return tuple(draw_one(found, newest, size, marked) for size in (WIDE, NARROW)) if found else ()


def _marked(built: str, newest: date) -> date | None:
    return date.fromisoformat(built) if built >= newest.isoformat() else None


class Sparks(NamedTuple):
    """A line of bare marks for each pillar, all on one axis."""

    width: float
    axis: Axis
    marks: Mapping[str, list[Mark]]


def sparks(library: Library, width: float = 240) -> Sparks:
    found, newest = events(library, selections.linked(library, None, "milestones")), newest_source(library)
    axis = Axis(*_years(found, newest), _EDGE, width - _EDGE)
    pillars = library.pillars
    return Sparks(width, axis, {id_: [_mark(it, axis, arrow=0) for it in _of_lane(found, id_)] for id_ in pillars})
