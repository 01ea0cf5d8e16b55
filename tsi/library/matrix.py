"""Who is connected with whom: the relations that partnerships and funding hold by id, as a matrix of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tsi.library.library import Library
from tsi.records.claims import RELATIONS
from tsi.records.types import KINDS, Reference

FIELDS = {
    "partnerships": ("parties", "bodies", "leads", "hosts", "pillars"),
    "funding": ("funders", "recipients", "part_of", "pillars"),
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


def apart(library: Library, kind: str) -> list[Reference]:
    """The records of `kind` that no row points at."""
    held = {target for holding in FIELDS for _, _, target in relations(rows(library, holding))}
    return [Reference(kind, id_) for id_ in library.records[kind] if Reference(kind, id_) not in held]


def relations(held: Sequence[Row]) -> list[tuple[Reference, str, Reference]]:
    """Holder, field, target."""
    return [(row.holder, field, target) for row in held for field, targets in row.targets.items() for target in targets]
