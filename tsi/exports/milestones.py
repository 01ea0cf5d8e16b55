"""Milestones as a calendar (iCalendar, RFC 5545 and 7986) and as a feed (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from xml.etree import ElementTree

import icalendar

from tsi.library import selections
from tsi.library.library import Library
from tsi.records.types import Cited, Milestone, Reference
from tsi.text import dates
from tsi.wording import dataset, words
from tsi.wording.chronology import chronology

_ATOM = "http://www.w3.org/2005/Atom"
_ROOT = "../"
"""The way from the feed to the root of the site."""


def _references(library: Library) -> list[Reference]:
    """All milestones, newest first; at the end those that no year can hold."""
    order = chronology(library, (Reference("milestones", id_) for id_ in library.milestones))
    return [*(reference for _, year in order.years for reference in year), *order.undated]


def _updated(library: Library, reference: Reference) -> datetime:
    """When a record last had something new to say: the day of the newest source that it cites."""
    sources = {citation.source for citation in library.citations(reference)}
    return datetime.combine(dataset.newest_day(library, sources), time(), UTC)


def _is_dated_to_the_day(milestone: Milestone) -> bool:
    return dates.is_certain(milestone.when.is_) and len(milestone.when.is_) == len("2024-07-24")


def _lines(library: Library, reference: Reference) -> Iterator[str]:
    """A milestone in plain text: its date, whether it was still to come, then a line for each statement with its
    citations."""
    milestone = library.milestones[reference.id]
    inferred = f" (inferred: {milestone.when.infer.because})" if milestone.when.infer else ""
    yield f"Date: {dates.words(milestone.when.is_)}{inferred} [{_cited(milestone.when)}]"
    if milestone.expected:
        yield f"{words.OUTCOMES[selections.outcome(milestone)].capitalize()} [{_cited(milestone.expected)}]"
    for place in selections.statements(library, reference):
        proof = library.proof(place.reference, *place.path, "says")
        yield f"{proof.text} [{', '.join(map(str, proof.citations))}]"
    yield dataset.NOTE


def _cited(holder: Cited) -> str:
    return ", ".join(map(str, holder.cite))


# --- The calendar ----------------------------------------------------------------------------------------------------


def calendar(library: Library, base: str) -> bytes:
    """A day's event for each milestone that is dated to the day; a month or a window is not guessed at."""
    references = _references(library)
    dated = [reference for reference in references if _is_dated_to_the_day(library.milestones[reference.id])]
    left_out = len(references) - len(dated)
    return icalendar.Calendar.new(
        name=f"{dataset.TITLE}: milestones",
        description=f"Events in this calendar: {len(dated)}. Milestones left out, because no source dates them"
        f" to the day: {left_out}. {dataset.NOTE}",
        prodid=f"-//{dataset.TITLE}//milestones {dataset.FORM}//EN",
        uid=dataset.lasting_id("calendar"),
        url=f"{base}timeline/" if base else None,
        subcomponents=[_event(library, reference, base) for reference in dated],
    ).to_ical()


def _event(library: Library, reference: Reference, base: str) -> icalendar.Event:
    milestone = library.milestones[reference.id]
    return icalendar.Event.new(
        uid=dataset.lasting_id(dataset.first_called(library, reference)),
        stamp=_updated(library, reference),
        start=dates.parse(milestone.when.is_).earliest,
        summary=dataset.fit(milestone.name, reference),
        description=dataset.fit("\n".join(_lines(library, reference)), reference),
        url=dataset.address(library, base, reference) if base else None,
        categories=list(milestone.pillars),
        transparency=icalendar.TRANSP.TRANSPARENT,
    )


# --- The feed --------------------------------------------------------------------------------------------------------


def feed(library: Library, base: str) -> bytes:
    """An entry for each milestone, undated ones too. `updated` is the last day its newest source can have appeared.

    On a site without an address, links are relative to where the feed stands (RFC 4287, section 2)."""
    root = ElementTree.Element("feed", xmlns=_ATOM)
    references = _references(library)
    _add(root, "id", dataset.lasting_id("feed").urn)
    _add(root, "title", f"{dataset.TITLE}: milestones")
    _add(root, "subtitle", dataset.NOTE)
    _add(root, "generator", dataset.TITLE, version=dataset.FORM)
    _add(root, "updated", max(_updated(library, reference) for reference in references).isoformat())
    _add(root, "rights", dataset.LICENCE["title"])
    _add(_add(root, "author"), "name", dataset.TITLE)
    _add(root, "link", rel="alternate", href=f"{base or _ROOT}timeline/")
    if base:
        _add(root, "link", rel="self", href=f"{base}data/milestones.atom")
    for reference in references:
        _add_entry(root, library, reference, base)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_entry(root: ElementTree.Element, library: Library, reference: Reference, base: str) -> None:
    milestone, entry = library.milestones[reference.id], _add(root, "entry")
    _add(entry, "id", dataset.lasting_id(dataset.first_called(library, reference)).urn)
    _add(entry, "title", dataset.fit(milestone.name, reference))
    _add(entry, "updated", _updated(library, reference).isoformat())
    _add(entry, "link", rel="alternate", href=dataset.address(library, base or _ROOT, reference))
    for pillar in milestone.pillars:
        about = Reference("pillars", pillar)
        _add(entry, "category", term=pillar, label=dataset.fit(library.pillars[pillar].name, about))
    _add(entry, "content", dataset.fit("\n".join(_lines(library, reference)), reference), type="text")


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text
    return element
