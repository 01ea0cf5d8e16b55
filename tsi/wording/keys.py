"""The keys of a record, as the page for editors tells them: read off the record types."""

from __future__ import annotations

from typing import NamedTuple

from tsi.records import fields
from tsi.records.fields import Field
from tsi.records.types import KINDS, Record


class Key(NamedTuple):
    """A key that records of a kind have: whether each must have it, what it holds, and the words or keys of which that
    consists."""

    name: str
    is_required: bool
    holds: str
    words: tuple[str, ...]


def of_kinds() -> dict[str, tuple[Key, ...]]:
    """By the file of a kind, the keys that its records have beside those of every record."""
    return {f"{kind}.yml": _own(model) for kind, model in KINDS.items()}


def _own(model: type[fields.BaseModel]) -> tuple[Key, ...]:
    shared = {field.key for field in fields.of(Record)} if issubclass(model, Record) else set()
    return tuple(_key(model, field) for field in fields.of(model) if field.key not in shared)


def _key(model: type[fields.BaseModel], field: Field) -> Key:
    info = model.model_fields[field.name]
    parts = fields.parts_in(info.annotation)
    within = tuple(it.key for part in parts for it in fields.of(part))
    return Key(field.key, info.is_required(), _holds(field, bool(parts)), within or field.words)


def _holds(field: Field, has_parts: bool) -> str:
    """What a key holds, in the words of an editor; "" where its words say that."""
    if field.words:
        return ""
    if field.to:
        return f"ids from {field.to.kind}.yml" + (", each with" if has_parts else "")
    if has_parts:
        return "with its own keys"
    if field.proven:
        text = "your own words" if field.proven.read_as == "text" else f"a {field.proven.read_as}"
        return f"{text}; the cited lines state each figure and name"
    if field.cites:
        return "source lines"
    return "as you found it of the source" if field.given else "your own words, ids or names"
