"""Which records belong to which: the selections that pages list and counts count."""

from __future__ import annotations

from itertools import chain
from typing import cast, get_args

from tsi.library import day
from tsi.library.library import Library, remembered
from tsi.records.claims import Place, cited, related
from tsi.records.types import Citation, Milestone, Record, Reference, Status, Undertaking
from tsi.text import dates

Of = Reference | None


@remembered
def linked(library: Library, of: Of, kind: str) -> tuple[Reference, ...]:
    """The records of `kind` that belong to a record, in data order: a field of one of the two holds the other's id.
    Without a record, all of the kind."""
    if of is None:
        return tuple(Reference(kind, id_) for id_ in library.records[kind])
    found = {*library.related_to(of), *(target for _, target in related(of, library.get(of)))}
    return tuple(library.in_order({it for it in found if it.kind == kind}))


ACTING = {"partnerships": ("parties", "bodies", "leads", "hosts"), "funding": ("funders", "recipients")}
"""By kind of undertaking, the fields that say who takes part, pays or is paid."""


def actors(library: Library, of: Reference) -> dict[str, tuple[Reference, ...]]:
    """By field of ACTING, whom the partnerships and the funding that belong to a record hold there, in data order."""
    held: dict[str, set[Reference]] = {field: set() for fields in ACTING.values() for field in fields}
    for kind, fields in ACTING.items():
        for undertaking in linked(library, of, kind):
            for (field, *_), target in related(undertaking, library.get(undertaking)):
                if field in fields:
                    held[field].add(target)
    return {field: tuple(library.in_order(found)) for field, found in held.items() if found}


def statements(library: Library, of: Reference) -> tuple[Place, ...]:
    """What stands on the page of a record: its own statements, then those of other records that are about it, too."""
    own = (Place(of, ("statements", id_)) for id_ in getattr(library.get(of), "statements", ()))
    return (*own, *library.told_of(of))


def own_lines(library: Library, of: Reference) -> frozenset[Citation]:
    """The lines that tell of a record: those on which its name rests, or a statement of its own or about it."""
    homes = ((cast(Record, library.get(place.reference)), str(place.path[1])) for place in statements(library, of))
    told = (home.statements[id_].cite for home, id_ in homes)
    return frozenset((*cited(library.get(of)), *chain.from_iterable(told)))


def at_status(library: Library, of: Reference) -> dict[str, tuple[Reference, ...]]:
    """By status, the furthest first, the undertakings of a record that have come so far, the initiative itself left
    out, which is at work in every area."""
    held = [it for kind in ACTING for it in linked(library, of, kind) if not _is_initiative(library, it)]
    reached = {it: cast(Undertaking, library.get(it)).status for it in held}
    statuses = reversed(get_args(Status))
    return {status: found for status in statuses if (found := tuple(it for it in held if reached[it] == status))}


def _is_initiative(library: Library, reference: Reference) -> bool:
    return getattr(library.get(reference), "standing", "") == "itself"


def undertakings(library: Library) -> tuple[Reference, ...]:
    """Those of the initiative: what is within it, and the sums that belong to it or to those."""
    standing = {id_: it.standing for id_, it in library.partnerships.items()}
    homes = {id_ for id_, it in standing.items() if it in ("within", "itself")}
    within = (Reference("partnerships", id_) for id_, it in standing.items() if it == "within")
    sums = (Reference("funding", id_) for id_, it in library.funding.items() if homes.intersection(it.part_of))
    return (*within, *sums)


def reached(library: Library, of: Reference) -> tuple[Place, ...]:
    """The statuses that an undertaking has reached, the furthest first."""
    record = cast(Undertaking, library.get(of))
    return tuple(Place(of, ("statuses", it)) for it in reversed(get_args(Status)) if it in record.statuses)


def outcome(milestone: Milestone) -> str:
    """What is known of an event on the day of the build: it `happened`, is `expected`, or was expected by a day that
    has `passed`."""
    if milestone.expected is None:
        return "happened"
    latest = dates.parse(milestone.when.is_).latest
    return "passed" if latest and latest < day.of_build() else "expected"


def rests_on_official(library: Library, citations: tuple[Citation, ...]) -> bool:
    """Whether a source that speaks for a government is among those cited."""
    return any(library.sources[citation.source].rank in OFFICIAL_RANKS for citation in citations)


def mentions(library: Library, of: Reference) -> tuple[Place, ...]:
    """In each other record whose texts name a record, the first place that does and does not stand on the page of that
    record in full, in data order."""
    first: dict[Reference, Place] = {}
    told = set(library.told_of(of))
    for place in library.mentioned_by(of):
        if place._replace(path=place.path[:2]) not in told:
            first.setdefault(place.reference, place)
    return tuple(first[reference] for reference in library.in_order(first))


def listing(library: Library) -> tuple[Reference, ...]:
    """The sources that name any pillar for what it is to the initiative, in data order."""
    named = {source for pillar in library.pillars.values() for source in pillar.listed}
    return tuple(Reference("sources", id_) for id_ in library.sources if id_ in named)


OFFICIAL_RANKS = ("government", "reprint")
"""Ranks of sources that speak for a government."""
WEAK_RANKS = ("promoter", "tracker", "retelling")
"""Ranks of sources on which alone nothing should rest unmarked."""


def rests_only_on(library: Library, citations: tuple[Citation, ...]) -> tuple[str, ...]:
    """The weak ranks on which alone a fact rests, in their order; none where a source of another rank is cited too."""
    cited = {library.sources[citation.source].rank for citation in citations}
    return tuple(rank for rank in WEAK_RANKS if rank in cited) if cited <= set(WEAK_RANKS) else ()
