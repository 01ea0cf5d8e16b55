"""Milestones, all or those of a pillar, as a calendar (iCalendar, RFC 5545 and 7986) and as a feed (Atom, RFC 4287).

The records hold no history of themselves, so an entry claims no day of its last change: DTSTAMP and `updated` are the
last day on which the newest source that it cites can have appeared.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import NamedTuple
from xml.etree import ElementTree

import icalendar
from jinja2 import Environment, PackageLoader, StrictUndefined

from tsi.library import selections
from tsi.library.library import Library
from tsi.records.types import Citation, Reference
from tsi.text import dates
from tsi.wording import dataset, downloads, links, words
from tsi.wording.chronology import chronology

_ATOM = "http://www.w3.org/2005/Atom"
_REFRESH = timedelta(days=1)
_ENTRY = Environment(
    loader=PackageLoader("tsi.exports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
).get_template("entry.html")

Of = Reference | None
"""The pillar whose milestones are meant; None for all."""


def files(library: Library, base: str) -> dict[str, bytes]:
    """The feed and the calendar of all milestones and of each pillar, by their paths. A calendar holds an event at
    least (RFC 5545, section 3.4), so a pillar without one has none."""
    followed: tuple[Of, ...] = (None, *(Reference("pillars", id_) for id_ in library.pillars))
    writers = {downloads.FEED: feed, downloads.CALENDAR: calendar}
    return {
        path: writers[type_](library, base, of)
        for of in followed
        for type_, path in downloads.to_follow(library, of).items()
    }


def _references(library: Library, of: Of) -> list[Reference]:
    """The milestones, newest first; at the end those that no year can hold."""
    return [*chronology(library, selections.linked(library, of, "milestones")).all]


def _title(library: Library, of: Of) -> str:
    name = f", {dataset.fit(library.pillars[of.id].name, of)}" if of else ""
    return f"{dataset.TITLE}: milestones{name}"


def _lasting_id(library: Library, what: str, of: Of) -> uuid.UUID:
    return dataset.lasting_id(f"{what} of {dataset.first_called(library, of)}" if of else what)


def _updated(library: Library, reference: Reference) -> datetime:
    """When a record last had something new to say: the day of the newest source that it cites."""
    sources = {citation.source for citation in library.citations(reference)}
    return datetime.combine(dataset.newest_day(library, sources), time(), UTC)


class Line(NamedTuple):
    """A line of what is told of a milestone, with the source lines that it rests on."""

    text: str
    citations: tuple[Citation, ...] = ()

    def __str__(self) -> str:
        return f"{self.text} [{', '.join(map(str, self.citations))}]" if self.citations else self.text


def _lines(library: Library, reference: Reference) -> Iterator[Line]:
    """A milestone in words: its date, whether it was still to come, then a line for each statement."""
    milestone = library.milestones[reference.id]
    inferred = f" (inferred: {milestone.when.infer.because})" if milestone.when.infer else ""
    yield Line(f"Date: {dates.words(milestone.when.is_)}{inferred}", milestone.when.cite)
    if milestone.expected:
        yield Line(words.OUTCOMES[selections.outcome(milestone)].capitalize(), milestone.expected.cite)
    for place in selections.statements(library, reference):
        proof = library.proof(place.reference, *place.path, "says")
        yield Line(proof.text, proof.citations)
    yield Line(dataset.NOTE)


# --- The calendar ----------------------------------------------------------------------------------------------------


def calendar(library: Library, base: str, of: Of = None) -> bytes:
    """A day's event for each milestone that is dated to the day; a month or a window is not guessed at."""
    references = _references(library, of)
    dated = [it for it in references if dataset.is_dated_to_the_day(library, it)]
    left_out = len(references) - len(dated)
    made = icalendar.Calendar.new(
        name=_title(library, of),
        description=f"Events in this calendar: {len(dated)}. Milestones left out, because no source dates them"
        f" to the day: {left_out}. {dataset.NOTE}",
        prodid=f"-//{dataset.TITLE}//milestones {dataset.FORM}//EN",
        uid=_lasting_id(library, "calendar", of),
        url=base + _page(library, of) if base else None,
        source=base + downloads.to_follow(library, of)[downloads.CALENDAR] if base else None,
        refresh_interval=_REFRESH,
        subcomponents=[_event(library, reference, base) for reference in dated],
    )
    made["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"  # which RFC 7986, section 5.7, asks for
    return made.to_ical()


def _event(library: Library, reference: Reference, base: str) -> icalendar.Event:
    milestone = library.milestones[reference.id]
    return icalendar.Event.new(
        uid=dataset.lasting_id(dataset.first_called(library, reference)),
        stamp=_updated(library, reference),
        start=dates.parse(milestone.when.is_).earliest,
        summary=dataset.fit(milestone.name, reference),
        description=dataset.fit("\n".join(map(str, _lines(library, reference))), reference),
        url=dataset.address(library, base, reference) if base else None,
        categories=list(milestone.pillars),
        transparency=icalendar.TRANSP.TRANSPARENT,
    )


# --- The feed --------------------------------------------------------------------------------------------------------


def feed(library: Library, base: str, of: Of = None) -> bytes:
    """An entry for each milestone, undated ones too.

    On a site without an address, links are relative to where the feed stands (RFC 4287, section 2)."""
    root = ElementTree.Element("feed", xmlns=_ATOM)
    references, path = _references(library, of), downloads.to_follow(library, of)[downloads.FEED]
    way = partial(_way, base, path)
    _add(root, "id", _lasting_id(library, "feed", of).urn)
    _add(root, "title", _title(library, of))
    _add(root, "subtitle", dataset.NOTE)
    _add(root, "generator", dataset.TITLE, version=dataset.FORM)
    newest = datetime.combine(dataset.newest_day(library, library.sources), time(), UTC)
    _add(root, "updated", max((_updated(library, it) for it in references), default=newest).isoformat())
    _add(root, "rights", dataset.LICENCE["title"])
    _add(_add(root, "author"), "name", dataset.TITLE)
    _add(root, "link", rel="alternate", href=way(_page(library, of)))
    if base:
        _add(root, "link", rel="self", href=way(path))
    for reference in references:
        _add_entry(root, library, reference, way)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _page(library: Library, of: Of) -> str:
    """The page that tells of the same milestones."""
    return links.where(library, of) if of else links.INDEXES["milestones"]


def _way(base: str, path: str, target: str) -> str:
    """A link to a page in the feed at `path`."""
    return base + target if base else links.relative(target, path)


def _add_entry(root: ElementTree.Element, library: Library, reference: Reference, way: Callable[[str], str]) -> None:
    milestone, entry = library.milestones[reference.id], _add(root, "entry")
    _add(entry, "id", dataset.lasting_id(dataset.first_called(library, reference)).urn)
    _add(entry, "title", dataset.fit(milestone.name, reference))
    _add(entry, "updated", _updated(library, reference).isoformat())
    _add(entry, "link", rel="alternate", href=way(links.where(library, reference)))
    for pillar in milestone.pillars:
        about = Reference("pillars", pillar)
        _add(entry, "category", term=pillar, label=dataset.fit(library.pillars[pillar].name, about))
    html = _ENTRY.render(lines=_lines(library, reference), way=lambda citation: way(links.line(citation)))
    _add(entry, "content", dataset.fit(html, reference), type="html")


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text
    return element
