"""Which records belong to which: the selections that pages list and counts count."""

from __future__ import annotations

from tsi.library.library import Library
from tsi.records.claims import related
from tsi.records.types import Citation, Reference

Of = Reference | None

NAMES_ALONE_LINK = ("organisations", "people", "places", "technologies")
"""Kinds that hold hardly any ids: what belongs to such a record is what names it."""


# --- Selections ------------------------------------------------------------------------------------------------------


def linked(library: Library, of: Of, kind: str) -> tuple[Reference, ...]:
    """The records of `kind` that belong to a record, in data order: one of the two holds the other's id; for people,
    organisations, places and technologies also those whose texts name it. Without a record, all of the kind."""
    if of is None:
        return tuple(Reference(kind, id_) for id_ in library.records[kind])
    found = {*library.related_to(of), *(target for _, target in related(of, library.get(of)))}
    if of.kind in NAMES_ALONE_LINK:
        found |= {place.reference for place in library.mentioned_by(of)}
    return tuple(Reference(kind, id_) for id_ in library.records[kind] if (kind, id_) in found)


def actors(library: Library, of: Reference) -> tuple[Reference, ...]:
    """The people and organisations that a record names in its texts or holds by id."""
    return _people_and_organisations(library, _named_by(library, of) - {of})


def actors_around(library: Library, of: Reference) -> tuple[Reference, ...]:
    """These, those of the funding, partnerships and milestones that belong to the record, and those whose own texts
    name it: who is named together with it, whatever they have to do with it."""
    found = _named_by(library, of) | {place.reference for place in library.mentioned_by(of)}
    for kind in ("funding", "partnerships", "milestones"):
        for undertaking in linked(library, of, kind):
            found |= _named_by(library, undertaking)
    return _people_and_organisations(library, found - {of})


def _named_by(library: Library, record: Reference) -> set[Reference]:
    texts = (proof for place, proof in library.proofs.items() if place.reference == record)
    named = {name.mention.of for proof in texts for name in proof.names}
    return named | {target for _, target in related(record, library.get(record))}


def _people_and_organisations(library: Library, found: set[Reference]) -> tuple[Reference, ...]:
    """In data order, but for publishers: a text names these to say who reports a thing."""
    people = (Reference("people", id_) for id_ in library.people)
    others = library.organisations.items()
    organisations = (Reference("organisations", id_) for id_, it in others if it.kind != "publisher")
    return tuple(it for it in (*people, *organisations) if it in found)


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
