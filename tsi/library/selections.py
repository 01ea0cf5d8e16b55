"""Which records belong to which: the selections that pages list and counts count."""

from __future__ import annotations

from itertools import chain
from typing import cast, get_args

from tsi.library import day
from tsi.library.library import Library, remembered
from tsi.records.claims import Place, cited, related
from tsi.records.types import Citation, Milestone, Office, Record, Reference, Status, Undertaking
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


def statement(library: Library, of: Reference, told: str) -> Place | None:
    """The statement on the page of a record that is called so there: one of its own by its id, another as
    `pillars/telecoms#call`."""
    home, _, id_ = told.rpartition("#")
    place = Place(Reference.parse(home) if home else of, ("statements", id_))
    return place if place in statements(library, of) else None


def told_statements(library: Library, of: Reference, field: str) -> tuple[Place, ...]:
    """The statements that a record names in a field as what was `promised` of it, or is `shown` since."""
    named = (statement(library, of, told) for told in getattr(library.get(of), field, ()))
    return tuple(place for place in named if place)


@remembered
def offices(library: Library) -> tuple[Place, ...]:
    """Every office that a person holds or held, in the order in which sources tell of its holders."""
    every = (Place(Reference("people", id_), ("offices", it)) for id_, p in library.people.items() for it in p.offices)
    return tuple(sorted(every, key=lambda place: _told_first(library, place)))


def office(library: Library, place: Place) -> Office:
    return library.people[place.reference.id].offices[str(place.path[1])]


def _told_first(library: Library, place: Place) -> str:
    """The day from which an office was held, or when the first source appeared that tells of it."""
    held = office(library, place)
    if held.from_:
        return str(dates.parse(held.from_).earliest or "")
    return str(min(map(dates.last_known_day, named_in_office(library, place))))


def named_in_office(library: Library, place: Place) -> tuple[str, ...]:
    """When the sources appeared that name a person in an office, the oldest first; where none does, all that are cited
    for it."""
    cited_ = office(library, place).cite
    naming = [it for it in cited_ if place.reference in library.evidence.names_on([it])]
    days = {library.sources[it.source].published for it in naming or cited_}
    return tuple(sorted(days, key=dates.last_known_day))


def holders(library: Library, id_: str) -> tuple[Place, ...]:
    """Who holds or held an office, one after the other."""
    return tuple(place for place in offices(library) if place.path[1] == id_)


def offices_of(library: Library, of: Reference) -> tuple[str, ...]:
    """The offices that belong to a record, by their names: of an organisation; of the people and the organisations of a
    partnership; of a person, those that somebody else is known to have held, too."""
    acting = {it for (field, *_), it in related(of, library.get(of)) if field in ("people", "bodies", "leads", "hosts")}
    found = {}
    for place in offices(library):
        held = office(library, place)
        organisations = {Reference("organisations", it) for it in held.organisation}
        is_shared = place.reference == of and len(holders(library, str(place.path[1]))) > 1
        if is_shared or place.reference in acting or organisations & {of, *acting}:
            found[str(place.path[1])] = held.is_
    return tuple(sorted(found, key=lambda id_: found[id_].casefold()))


def own_lines(library: Library, of: Reference) -> frozenset[Citation]:
    """The lines that tell of a record: those on which its name rests, or a statement of its own or about it."""
    homes = ((cast(Record, library.get(place.reference)), str(place.path[1])) for place in statements(library, of))
    told = (home.statements[id_].cite for home, id_ in homes)
    return frozenset((*cited(library.get(of)), *chain.from_iterable(told)))


def furthest_first(library: Library, of: Reference) -> tuple[Reference, ...]:
    """The undertakings of a record that have a status, the furthest first, the initiative itself left out, which is at
    work in every area."""
    held = [it for kind in ACTING for it in linked(library, of, kind) if not _is_initiative(library, it)]
    in_order = reversed(get_args(Status))
    return tuple(it for status in in_order for it in held if cast(Undertaking, library.get(it)).status == status)


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
