"""Nested text -> typed records; what does not fit is said in words that an editor can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from tsi.records import fields
from tsi.records.claims import Path, Place
from tsi.records.faults import Fault, nearest
from tsi.records.types import ANCHORED_KINDS, KINDS, AnchoredId, Id, Model, Reference

Fitted = TypeVar("Fitted", bound=Model)


def typed(reference: Reference, value: object, record_type: type[Fitted]) -> tuple[Fitted | None, list[Fault]]:
    """The record that a value of a data file is; None, and all that does not fit, where it is none."""
    record, misfits = fitted(record_type, value)
    told = {path for path, _ in misfits}
    misfits += [(path, "this is still to be written; replace TODO") for path in _unwritten(value) if path not in told]
    return record, [Fault(message, Place(reference, path)) for path, message in misfits]


TODO = "TODO"
"""What `tsi new` writes where only an editor knows what to say."""


def _unwritten(value: object, path: Path = ()) -> Iterator[Path]:
    """The paths of all that has not been written yet."""
    if value == TODO:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from _unwritten(part, (*path, key))


def fitted(model_type: type[Fitted], value: object) -> tuple[Fitted | None, list[tuple[Path, str]]]:
    """A value as a type has it; None, and what does not fit with the path of each, where it cannot be."""
    if not isinstance(value, dict):
        return None, [((), "expected the fields of a record, indented by two spaces")]
    try:
        return model_type.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [(_path(detail), _explained(detail, model_type)) for detail in details]


_ID_TYPES = {kind: TypeAdapter(AnchoredId if kind in ANCHORED_KINDS else Id) for kind in KINDS}


def id_fault(kind: str, id_: str) -> str:
    """What is wrong with the id of a record; nothing (an empty text) where it can stand in an address."""
    try:
        _ID_TYPES[kind].validate_python(id_)
    except ValidationError as error:
        return str(error.errors()[0]["ctx"]["error"])
    return ""


def _explained(detail: ErrorDetails, record_type: type[Model]) -> str:
    """A validation error in words that an editor can act on."""
    path, found = _path(detail), str(detail["input"])[:80]
    context = detail.get("ctx", {})
    if detail["type"] == "extra_forbidden":
        allowed = _keys(_model_at(record_type, path))
        hint = nearest(str(path[-1]), allowed)
        return f"the key ‘{str(path[-1])[:80]}’ is not known here{hint}; the keys here are {', '.join(allowed)}"
    if detail["type"] == "missing":
        return f"the key ‘{path[-1]}’ is missing{_EXPECTED_VALUES.get(str(path[-1]), '')}"
    if detail["type"] == "literal_error":
        allowed = re.findall(r"'([^']+)'", context["expected"])
        return f"‘{found}’ may not stand here{nearest(found, allowed)}; expected {', '.join(allowed)}"
    if detail["type"].startswith(("mapping", "dict")) and detail["type"].endswith("_type"):
        named = next(iter(detail["input"]), "") if isinstance(detail["input"], list) else found
        return f"expected each by its id with lines of its own, for example {named}: {{cite: mint-2023:7}}"
    if detail["type"] == "value_error":
        return str(context["error"])
    return f"{detail['msg']}; found ‘{found}’"


def _path(detail: ErrorDetails) -> Path:
    """Where an error stands; by “[key]” pydantic says that the key itself is meant."""
    return tuple(part for part in detail["loc"] if part != "[key]")


_EXPECTED_VALUES = {"cite": "; expected the source line that states this, for example cite: mint-2023:7"}


def _model_at(record_type: type[Model], path: tuple[str | int, ...]) -> type[Model]:
    """The part of a record that a path leads into."""
    current = record_type
    for part in path[:-1]:
        field = next((info for name, info in current.model_fields.items() if part in (name, info.alias)), None)
        current = (field and _model_in(field.annotation)) or current
    return current


def _model_in(annotation: object) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((model for argument in get_args(annotation) if (model := _model_in(argument))), None)


def _keys(model: type[Model]) -> list[str]:
    return [field.key for field in fields.of(model)]
