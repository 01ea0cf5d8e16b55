"""Who is connected with whom: the relations that partnerships and funding hold by id, as a matrix of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tsi.evidence.names import Mention
from tsi.evidence.proof import Backing, NameProof, Proof
from tsi.library.library import Library
from tsi.records.claims import RELATIONS, all_citations, stating_citations
from tsi.records.types import KINDS, Reference

FIELDS = {
    "partnerships": ("parties", "bodies", "pillars"),
    "funding": ("funders", "part_of", "pillars"),
}
"""By the kind that holds the relations, each of which has a matrix of its own: its fields, as the columns have them."""


class Row(NamedTuple):
    """A record and what it points at, by field, in data order."""

    holder: Reference
    targets: Mapping[str, tuple[Reference, ...]]


def rows(library: Library, kind: str) -> list[Row]:
    """The relations of each record of `kind`, a key of FIELDS."""
    kinds = RELATIONS[KINDS[kind]]
    return [
        Row(Reference(kind, id_), {field: _targets(record, field, kinds[field]) for field in FIELDS[kind]})
        for id_, record in library.records[kind].items()
    ]


def _targets(record: object, field: str, kind: str) -> tuple[Reference, ...]:
    return tuple(Reference(kind, id_) for id_ in getattr(record, field))


def columns(library: Library, kind: str) -> dict[str, tuple[Reference, ...]]:
    """By field of `kind`, what any of its records points at, in data order; a field that none of them uses is left
    out."""
    held = {(field, target) for _, field, target in relations(rows(library, kind))}
    members = {
        field: tuple(target for target in library.references() if (field, target) in held) for field in FIELDS[kind]
    }
    return {field: targets for field, targets in members.items() if targets}


def naming(library: Library, holder: Reference, target: Reference) -> Proof:
    """The first line that a record cites which names another; one that was consulted in vain only where no other does.

    Raises LookupError where none does, which the checker refuses of what a record holds by id."""
    record = library.get(holder)
    for citation in dict.fromkeys((*stating_citations(record), *all_citations(record))):
        printed = (name.printed for name in library.evidence.line(citation).names if name.of == target)
        if form := next(printed, ""):
            name = NameProof(Mention(target, form, 0, len(form)), (Backing(citation, form),))
            return Proof("", (citation,), names=(name,))
    raise LookupError(f"no line that {holder} cites names {target}")


def apart(library: Library, kind: str) -> list[Reference]:
    """The records of `kind` that no row points at."""
    held = {target for holding in FIELDS for _, _, target in relations(rows(library, holding))}
    return [Reference(kind, id_) for id_ in library.records[kind] if Reference(kind, id_) not in held]


def relations(held: Sequence[Row]) -> list[tuple[Reference, str, Reference]]:
    """Holder, field, target."""
    return [(row.holder, field, target) for row in held for field, targets in row.targets.items() for target in targets]
