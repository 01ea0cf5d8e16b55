"""Milestones, all or those of a pillar, as a calendar (iCalendar, RFC 5545 and 7986) and as a feed (Atom, RFC 4287).

LAST-MODIFIED, DTSTAMP and `updated` are when the record last changed, and SEQUENCE how often it has. Of a record whose
changes are not known, they are the last day on which the newest source that it cites can have appeared.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import icalendar

from tsi.exports import atom, lines
from tsi.exports.atom import Entry, Feed, Of
from tsi.library import selections
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.text import dates
from tsi.wording import dataset, downloads, links
from tsi.wording.chronology import chronology

_REFRESH = timedelta(days=1)


def files(library: Library, base: str) -> dict[str, bytes]:
    """The feed and the calendar of all milestones and of each pillar, by their paths. A calendar holds an event at
    least (RFC 5545, section 3.4), so a pillar without one has none."""
    writers = {downloads.FEED: feed, downloads.CALENDAR: calendar}
    return {
        path: writers[type_](library, base, of)
        for of in atom.followed(library)
        for type_, path in downloads.to_follow(library, of).items()
    }


def _references(library: Library, of: Of) -> list[Reference]:
    """The milestones, newest first; at the end those that no year can hold."""
    return [*chronology(library, selections.linked(library, of, "milestones")).all]


def _updated(library: Library, reference: Reference) -> datetime:
    """When what is told of a milestone last changed."""
    cited = {citation.source for citation in library.citations(reference)}
    known = lines.stamps(library, reference)
    return known[-1] if known else atom.midnight(str(dataset.newest_day(library, cited)))


# --- The calendar ----------------------------------------------------------------------------------------------------


def calendar(library: Library, base: str, of: Of = None) -> bytes:
    """A day's event for each milestone that is dated to the day; a month or a window is not guessed at."""
    references = _references(library, of)
    dated = [it for it in references if dataset.is_dated_to_the_day(library, it)]
    left_out = len(references) - len(dated)
    made = icalendar.Calendar.new(
        name=atom.title(library, downloads.MILESTONES, of),
        description=f"Events in this calendar: {len(dated)}. Milestones left out, because no source dates them"
        f" to the day: {left_out}. {dataset.NOTE}",
        prodid=f"-//{dataset.TITLE}//milestones {dataset.FORM}//EN",
        uid=atom.lasting_id(library, "calendar", of),
        url=base + _page(library, of) if base else None,
        source=base + downloads.to_follow(library, of)[downloads.CALENDAR] if base else None,
        refresh_interval=_REFRESH,
        subcomponents=[_event(library, reference, base) for reference in dated],
    )
    made["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"  # which RFC 7986, section 5.7, asks for
    made.add("X-PUBLISHED-TTL", f"P{_REFRESH.days}D")  # by which older programs know the same
    return made.to_ical()


def _event(library: Library, reference: Reference, base: str) -> icalendar.Event:
    milestone = library.milestones[reference.id]
    happened = selections.outcome(milestone) == "happened"
    return icalendar.Event.new(
        uid=dataset.lasting_id(dataset.first_called(library, reference)),
        stamp=_updated(library, reference),
        last_modified=_updated(library, reference),
        sequence=len(lines.stamps(library, reference)),
        start=dates.parse(milestone.when.is_).earliest,
        summary=dataset.fit(milestone.name, reference),
        description=dataset.fit("\n".join(map(str, lines.of_record(library, reference))), reference),
        url=dataset.address(library, base, reference) if base else None,
        categories=list(milestone.pillars),
        status=icalendar.STATUS.CONFIRMED if happened else icalendar.STATUS.TENTATIVE,
        transparency=icalendar.TRANSP.TRANSPARENT,
    )


# --- The feed --------------------------------------------------------------------------------------------------------


def feed(library: Library, base: str, of: Of = None) -> bytes:
    """An entry for each milestone, undated ones too."""
    path = downloads.to_follow(library, of)[downloads.FEED]
    entries = [_entry(library, it) for it in _references(library, of)]
    return atom.written(library, base, of, Feed(downloads.MILESTONES, path, _page(library, of), entries))


def _page(library: Library, of: Of) -> str:
    """The page that tells of the same milestones."""
    return links.where(library, of) if of else links.INDEXES["milestones"]


def _entry(library: Library, reference: Reference) -> Entry:
    milestone = library.milestones[reference.id]
    return Entry(
        id=dataset.lasting_id(dataset.first_called(library, reference)),
        title=milestone.name,
        updated=_updated(library, reference),
        path=links.where(library, reference),
        lines=list(lines.of_record(library, reference)),
        where=reference,
        terms=tuple(milestone.pillars),
    )
