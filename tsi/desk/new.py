"""A record that is well formed, with what is known of it, and TODO where only an editor knows what to say.

What a record of a kind must have is read off its type (`tsi.records.types`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tsi.desk import edits
from tsi.desk.edits import CannotEdit, Edit
from tsi.records import fields
from tsi.records.faults import nearest
from tsi.records.fields import Field
from tsi.records.typed import TODO, id_fault
from tsi.records.types import KINDS
from tsi.records.yaml_lines import read

_IN_ORDER = ("people", "organisations", "places", "technologies")
"""The kinds of which many are added, and none stands before another for a reason."""


class Wanted(NamedTuple):
    """A key that a record of a kind must have and that is one of a few words, for an editor to choose."""

    key: str
    words: tuple[str, ...]


def wanted(kind: str) -> Iterator[Wanted]:
    """The keys of a record for which a word of a closed list must be chosen."""
    yield from (Wanted(field.key, field.words) for field, _ in _required(KINDS[kind]) if field.words)


def made(root: Path, kind: str, id_: str, cite: Sequence[str], given: Mapping[str, str]) -> Edit:
    """Write a record behind the others of its kind, a name among them in the alphabet. `given` has what is known by its
    key, that of a part as `when.is`.

    Raises CannotEdit and OSError."""
    if kind not in KINDS:
        raise CannotEdit(f"there is no kind of record ‘{kind}’{nearest(kind, KINDS)}; expected {', '.join(KINDS)}")
    if fault := id_fault(kind, id_):
        raise CannotEdit(fault)
    document, faults = read(root / f"data/{kind}.yml", f"data/{kind}.yml")
    if faults:
        raise CannotEdit(str(faults[0]))
    if id_ in document.content:
        raise CannotEdit(f"{document.file}:{document.line((id_,))}: ‘{id_}’ is there already")
    cited = list(cite) or [TODO]
    value = _skeleton(KINDS[kind], cited)
    for path, text in given.items():
        _fill(value, KINDS[kind], path, text, cited)
    block = edits.record(id_, value)
    if kind in _IN_ORDER:
        return Edit({document.file: edits.added_in_order(document, id_, block)})
    return Edit({document.file: edits.added(document.text, block)})


def _required(model: type[BaseModel]) -> Iterator[tuple[Field, FieldInfo]]:
    infos = model.model_fields
    return ((field, infos[field.name]) for field in fields.of(model) if infos[field.name].is_required())


def _part(info: FieldInfo) -> type[BaseModel] | None:
    """The type of the one part that a field holds, if it holds one."""
    held = info.annotation
    return held if isinstance(held, type) and issubclass(held, BaseModel) else None


def _skeleton(model: type[BaseModel], cite: list[str]) -> dict[str, Any]:
    """All that a record or a part of one must have, its citations filled in; those of a part stand behind its text."""
    every = {field.key: _unwritten(field, info, cite) for field, info in _required(model)}
    if model not in KINDS.values():
        every |= {field.key: every.pop(field.key) for field, _ in _required(model) if field.cites}
    return every


def _unwritten(field: Field, info: FieldInfo, cite: list[str]) -> Any:
    if part := _part(info):
        return _skeleton(part, cite)
    if field.cites:
        return cite if _is_list(info) else cite[0]
    if _is_keyed(info):
        return {TODO: _skeleton(fields.parts_in(info.annotation)[0], cite)}
    return [TODO] if _is_list(info) else TODO


def _is_list(info: FieldInfo) -> bool:
    return getattr(info.annotation, "__origin__", None) is tuple


def _is_keyed(info: FieldInfo) -> bool:
    return getattr(info.annotation, "__origin__", None) is Mapping


def _fill(value: dict[str, Any], model: type[BaseModel], path: str, text: str, cite: list[str]) -> None:
    """Put a text where a path leads within a record or a part of one. Raises CannotEdit for a key that is not known."""
    name, _, within = path.partition(".")
    known = {it.key: model.model_fields[it.name] for it in fields.of(model)}
    if name not in known:
        raise CannotEdit(f"the key ‘{name}’ is not known{nearest(name, known)}; the keys are {', '.join(known)}")
    info = known[name]
    part = next(iter(fields.parts_in(info.annotation)), None)
    if part and not within and _is_keyed(info):
        value[name] = {id_.strip(): _skeleton(part, cite) for id_ in text.split(",")}
        return
    if not within or part is None:
        value[name] = [item.strip() for item in text.split(",")] if _is_list(info) else text
        return
    holder, key = value, name
    if _is_keyed(info):
        holder = value.setdefault(name, {})
        holder.pop(TODO, None)
        key, _, within = within.partition(".")
    _fill(holder.setdefault(key, _skeleton(part, cite)), part, within, text, cite)
