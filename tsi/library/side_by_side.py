"""What stands side by side: what was told of an undertaking in the year of the launch and since, and what the texts of
each government that takes part say."""

from __future__ import annotations

import re
from typing import cast

from tsi.library import selections
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Record, Reference, Source, Status, Undertaking
from tsi.text import dates

_JOINT = re.compile(r"\bjoint (?:statement|declaration|fact sheet)\b", re.IGNORECASE)


def initiative(library: Library) -> tuple[Reference, ...]:
    return tuple(Reference("partnerships", id_) for id_, it in library.partnerships.items() if it.standing == "itself")


def year_of_launch(library: Library) -> str:
    """The year of the first status that the initiative has reached on a known day; "" where no such day is known."""
    days = [it.on for of in initiative(library) for it in library.partnerships[of.id].statuses.values() if it.on]
    return str(dates.parse(min(days)).first.year) if days else ""


def told_by(library: Library, of: Reference, year: str) -> tuple[Place, ...]:
    """The furthest status of an undertaking that a source shows which appeared by the end of a year, if any does."""
    reached = selections.reached(library, of)
    return next(((it,) for it in reached if _shown_from(library, it) <= f"{year}-12-31"), ())


def _shown_from(library: Library, status: Place) -> str:
    """The last day on which the first of the sources can have appeared that show a status."""
    record = cast(Undertaking, library.get(status.reference)).statuses[cast(Status, status.path[1])]
    return min(str(dates.last_known_day(library.sources[it.source].published)) for it in record.cite)


def parties(library: Library) -> tuple[str, ...]:
    """The places that are parties of the initiative."""
    return tuple(dict.fromkeys(id_ for it in initiative(library) for id_ in library.partnerships[it.id].parties))


def told_by_government(library: Library, of: Reference, party: str) -> tuple[Place, ...]:
    """The statements on a record's page that rest on a text of this party's government and on none of another's, nor
    on a source that should not stand alone."""
    return tuple(it for it in selections.statements(library, of) if _speaks_for(library, it) == {party})


def told_by_all(library: Library, of: Reference) -> tuple[Place, ...]:
    """The same of those that rest on texts of all these governments, or on a joint one."""
    return tuple(it for it in selections.statements(library, of) if {*parties(library)} <= _speaks_for(library, it))


def with_others(library: Library) -> tuple[Reference, ...]:
    """What is context alone, but for what the parties of the initiative have with each other."""
    every, own = library.partnerships.items(), {*parties(library)}
    context = (id_ for id_, it in every if it.standing == "context" and {*it.parties} != own)
    return tuple(Reference("partnerships", id_) for id_ in context)


def _speaks_for(library: Library, place: Place) -> set[str]:
    statement = cast(Record, library.get(place.reference)).statements[str(place.path[1])]
    sources = {it.source for it in statement.cite}
    first = library.sources[statement.cite[0].source]
    if first.rank not in selections.OFFICIAL_RANKS or any(
        library.sources[it].rank in selections.WEAK_RANKS for it in sources
    ):
        return set()
    official = [it for it in sources if library.sources[it].rank in selections.OFFICIAL_RANKS]
    return {country for it in official for country in _countries(library, library.sources[it])}


def _countries(library: Library, source: Source) -> set[str]:
    """The countries that the name of a publisher, or the title of a joint text, names, itself or by an organisation."""
    names = f"{source.publisher} | {source.title}" if _JOINT.search(source.title) else source.publisher
    named = {mention.of for mention in library.evidence.registry.find(names)}
    by_organisation = {of for it in named if it.kind == "organisations" for of in library.organisations[it.id].country}
    return {it.id for it in named if it.kind == "places"} | by_organisation
