"""Which records belong to which: the selections that pages list and counts count."""

from __future__ import annotations

from tsi.library.library import Library
from tsi.records.claims import Place, related
from tsi.records.types import Citation, Reference

Of = Reference | None


def linked(library: Library, of: Of, kind: str) -> tuple[Reference, ...]:
    """The records of `kind` that belong to a record, in data order: a field of one of the two holds the other's id.
    Without a record, all of the kind."""
    if of is None:
        return tuple(Reference(kind, id_) for id_ in library.records[kind])
    found = {*library.related_to(of), *(target for _, target in related(of, library.get(of)))}
    return tuple(Reference(kind, id_) for id_ in library.records[kind] if (kind, id_) in found)


ACTING = {"partnerships": ("parties", "bodies"), "funding": ("funders",)}
"""By kind of undertaking, the fields that say who takes part or pays."""


def actors(library: Library, of: Reference) -> dict[str, tuple[Reference, ...]]:
    """By field of ACTING, whom the partnerships and the funding that belong to a record hold there, in data order."""
    held: dict[str, set[Reference]] = {field: set() for fields in ACTING.values() for field in fields}
    for kind, fields in ACTING.items():
        for undertaking in linked(library, of, kind):
            for (field,), target in related(undertaking, library.get(undertaking)):
                if field in fields:
                    held[field].add(target)
    return {field: tuple(it for it in library.references() if it in found) for field, found in held.items() if found}


def mentions(library: Library, of: Reference) -> tuple[Place, ...]:
    """In each other record whose texts name a record, the first place that does, in data order."""
    first: dict[Reference, Place] = {}
    for place in library.mentioned_by(of):
        first.setdefault(place.reference, place)
    return tuple(first[reference] for reference in library.references() if reference in first)


def naming_lines(library: Library, of: Reference) -> tuple[tuple[Citation, tuple[str, ...]], ...]:
    """The source lines that name a record, each with the forms that it prints."""
    return tuple(
        (Citation(source, line.number), tuple(dict.fromkeys(name.printed for name in line.names if name.of == of)))
        for source, index in library.index.items()
        for line in index.lines
        if any(name.of == of for name in line.names)
    )


WEAK_KINDS = ("blog", "reworded agency copy")
"""Kinds of source that retell what others reported."""


def weak_source_alone(library: Library, citations: tuple[Citation, ...]) -> str:
    """The kind of the only source cited, where it is a weak one; else empty."""
    sources = {citation.source for citation in citations}
    kind = library.sources[next(iter(sources))].kind if len(sources) == 1 else ""
    return kind if kind in WEAK_KINDS else ""
