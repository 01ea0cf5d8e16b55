"""Say it once: no name, text, statement or sum of the records stands twice, and what a statement is about is borne out.

The first two functions look at a record by itself, the others at all of them; see `tsi.library.checks`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tsi.library import shown
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.faults import Fault
from tsi.records.types import NAMED_KINDS, Citation, Model, Record, Reference, Statement

# --- What a statement is about, and the reasons beside it -------------------------------------------------------------


def about_is_borne_out(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """Each record that a statement is also about shows statements, and is named in it or on a line that it cites; where
    one is not, `read` says why a person reads it so."""
    for id_, statement in getattr(record, "statements", {}).items():
        path = ("statements", id_)
        for target in statement.about:
            if message := _why_not_about(library, reference, statement, target):
                yield Fault.at(reference, (*path, "about"), message, str(target))
        named = all(is_named(library, statement, target) for target in statement.about)
        if statement.read and named and shown.is_voice_shown(library, statement):
            message = "the lines cited here name all that this is about and show who speaks; nothing is read: remove it"
            yield Fault.at(reference, (*path, "read"), message)


def _why_not_about(library: Library, home: Reference, statement: Statement, target: Reference) -> str:
    known = library.records.get(target.kind, {}).get(target.id)
    if known is None:
        return ""  # a record that is not there is found by ids_exist
    if target == home:
        return f"the statement stands with {target} already; remove it"
    if not isinstance(known, Record):
        return f"no statement stands on the page of {target}; remove it"
    if statement.read or is_named(library, statement, target):
        return ""
    cited = ", ".join(map(str, statement.cite))
    return f"no line cited here names {target} ({cited}); say under ‘read’ why it is about that, or remove it"


def is_named(library: Library, statement: Statement, target: Reference) -> bool:
    """Whether a record is named in a statement or on a line that it cites. Of a kind whose names are not looked for in
    the sources, that is a line on which the record's own name rests."""
    if target.kind in NAMED_KINDS:
        return target in library.evidence.names_on(statement.cite)
    record = library.records.get(target.kind, {}).get(target.id)
    if not isinstance(record, Record):
        return False
    named = (form.casefold() in statement.says.casefold() for form in (record.name, *record.aliases))
    return any(named) or not set(record.cite).isdisjoint(statement.cite)


def entries_hold_no_text(reference: Reference, record: Model, _library: Library) -> Iterator[Fault]:
    """A record without a page has no statement and no open question of its own: these stand with the record that they
    are chiefly about."""
    for field in ("statements", "open_questions") if not getattr(record, "page", True) else ():
        if getattr(record, field):
            message = "a record without a page has none; write these with the record that they are chiefly about"
            yield Fault.at(reference, (field,), message)


# --- What stands once -------------------------------------------------------------------------------------------------


def names_stand_once(library: Library) -> Iterator[Fault]:
    """No two records have the same name, in capitals or not."""
    first: dict[str, Reference] = {}
    for reference in library.references():
        name = getattr(library.get(reference), "name", None)
        if isinstance(name, str) and (earlier := first.setdefault(_plain(name), reference)) != reference:
            message = f"‘{name}’ is the name of {earlier} already; give each what tells it from the other"
            yield Fault.at(reference, ("name",), message)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def statements_stand_once(library: Library) -> Iterator[Fault]:
    """Two statements have different words, and two that rest on one line and are about the same records state different
    figures, unless one of them says under `differs` what it adds."""
    statements = dict(library.statements())
    standing: dict[_Matter, list[Place]] = defaultdict(list)
    for place, statement in statements.items():
        for matter in _matters(library, place, statement):
            standing[matter].append(place)
    in_words: dict[str, Place] = {}
    for place, statement in statements.items():
        alike = [standing[matter] for matter in _matters(library, place, statement)]
        plain = [next((it for it in group if not statements[it].differs), place) for group in alike]
        firsts = [in_words.setdefault(_plain(statement.says), place), *(() if statement.differs else plain)]
        if twin := next((it for it in firsts if it != place), None):
            yield Fault(_TWICE.format(twin.on_page), place)
        elif statement.differs and all(group == [place] for group in alike):
            yield Fault(_IDLE, Place(place.reference, (*place.path, "differs")))


_IDLE = "no other statement on these lines is about the same records with the same figures; remove it"
_TWICE = (
    "this stands at {} already, in the same words or on the same line about the same records; write it once and name "
    "the other record under ‘about’, or say under ‘differs’ what this adds"
)


_Matter = tuple[Citation, frozenset[str], frozenset[Reference]]


def _matters(library: Library, place: Place, statement: Statement) -> Iterator[_Matter]:
    """What two statements that are one have in common: a line, the figures, and whom they are about, which are the
    records that they name, that they stand with and those under `about`. Of these, events and sums are left out: what
    is told of one is told of those that take part in it."""
    proof = library.proofs[Place(place.reference, (*place.path, "says"))]
    about = {place.reference, *statement.about, *(name.mention.of for name in proof.names)}
    named = frozenset(it for it in about if it.kind in NAMED_KINDS)
    stated = frozenset(found.figure.key for found in proof.figures)
    yield from ((citation, stated, named) for citation in statement.cite)


def sums_stand_once(library: Library) -> Iterator[Fault]:
    """No more funding items have an amount from a line than the line states it."""
    items: dict[tuple[Citation, str], list[Place]] = defaultdict(list)
    for id_, item in library.funding.items():
        place = Place(Reference("funding", id_), ("amount",))
        found = library.proofs[Place(place.reference, ("amount", "is"))].figures if item.amount else ()
        for rests in {(backing.citation, it.figure.key) for it in found for backing in it.backings}:
            items[rests].append(place)
    for (citation, key), places in items.items():
        stated = sum(figure.key == key for figure in library.evidence.line(citation).figures)
        for place in places[stated:]:
            message = f"this sum at {citation} is that of {places[0].reference} already; keep one of the two"
            yield Fault(message, place)
