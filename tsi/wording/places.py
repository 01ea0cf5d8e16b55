"""What a record holds at the place that a page names, where texts go by the thing that holds them.

`funding/a.amount` means the text `amount.is`, `pillars/b.statements.c` the text `statements.c.says`, a record without
a path its name or its question; `sources/d.lines.7` is a line of a source, `sources/d.lines.7.figures.0` its first
figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from tsi.evidence.names import Mention
from tsi.evidence.proof import Backing, NameProof, Proof
from tsi.library.library import Library
from tsi.records.claims import RELATIONS, Place, cited, relation_field
from tsi.records.types import Citation, Model, Reference, Relation
from tsi.wording import links

_TEXTS = ("is", "says", "asks")
"""The fields that hold the text of what they stand in."""


def at(record: Reference | Place, *path: str | int) -> Place:
    """The place of a record, or of something within a place."""
    start = record if isinstance(record, Place) else Place(record, ())
    return Place(start.reference, (*start.path, *map(str, path)))


def as_place(thing: Place | Reference) -> Place:
    return Place(thing, ()) if isinstance(thing, Reference) else thing


def written(*things: Place | Reference) -> str:
    """Places as an attribute of a page has them, with spaces between."""
    return " ".join(at(thing).on_page for thing in things)


def line(citation: Citation) -> Place:
    return at(Reference("sources", citation.source), "lines", citation.line)


def citation(place: Place) -> Citation | None:
    """The source line that a place is, or stands on."""
    if place.reference.kind != "sources" or place.path[:1] != ("lines",):
        return None
    return Citation(place.reference.id, int(place.path[1]))


def original(library: Library, citation: Citation, printed: str) -> str:
    """The way to where a source line was read: to the words printed there; for notes, which print none, to the page."""
    url = library.sources[citation.source].url
    return links.original(url, "" if citation.source in library.notes else printed)


def short(place: Place) -> Place:
    """The thing that holds the text at `place`."""
    return Place(place.reference, place.path[:-1]) if place.path and place.path[-1] in _TEXTS else place


def proof(library: Library, place: Place) -> Proof | None:
    """The proof of the text at a place; None where there is no text, or none that must be proven."""
    if target := relation(library, place):
        return _naming(library, place, target)
    ends = [(end,) for end in _TEXTS] if place.path else [("name",), ("question",)]
    paths = ((*place.path, *end) for end in [(), *ends])
    return next((library.proofs[it] for path in paths if (it := Place(place.reference, path)) in library.proofs), None)


def relation(library: Library, place: Place) -> Reference | None:
    """The record at which another points in a field, where the place is that relation: `funding/a.pillars.b`."""
    if len(place.path) < 2 or not isinstance(value(library, place), Relation):
        return None
    kind = RELATIONS[type(library.get(place.reference))][relation_field(place.path)]
    return Reference(kind, str(place.path[-1]))


def _naming(library: Library, place: Place, target: Reference) -> Proof:
    """The lines that a relation cites, and the name on each that has it."""
    lines = cited(cast(Relation, value(library, place)))
    names = (name for it in lines if (name := _name(library, it, target)))
    return Proof("", lines, names=tuple(names))


def _name(library: Library, citation: Citation, target: Reference) -> NameProof | None:
    """The name of a record on a line; None where it does not stand there."""
    printed = (name.printed for name in library.evidence.line(citation).names if name.of == target)
    form = next(printed, "")
    return NameProof(Mention(target, form, 0, len(form)), (Backing(citation, form),)) if form else None


def value(library: Library, place: Place) -> object:
    """What the record holds at a place; None where it holds nothing there. Raises KeyError for what is no record."""
    held: object = library.get(place.reference)
    for key in place.path:
        name = "from_" if key == "from" else str(key)
        held = held.get(key) if isinstance(held, Mapping) else getattr(held, name, None)
    return held


def citations(library: Library, place: Place) -> tuple[Citation, ...]:
    """The lines that the thing at a place rests on: its own, or those of the nearest thing that it is part of."""
    if at_line := citation(place):
        return (at_line,)
    if target := relation(library, place):
        return _naming(library, place, target).citations
    for length in range(len(place.path), -1, -1):
        held = value(library, Place(place.reference, place.path[:length]))
        if found := cited(held) if isinstance(held, Model) else ():
            return found
    return ()
