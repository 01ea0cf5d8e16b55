"""What may stand in each file of `data/`, told to the programs in which editors write, as JSON Schema (draft 2020-12,
https://json-schema.org/draft/2020-12): completion, words to choose from, hover texts, slips marked as they are typed.

It is read off the record types. What holds of the types alone stands in a file for each kind; which records there are
stands in a file of its own, so that a new record changes one line there. It is a help and no check: `tsi check` is.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints

from tsi.library.loading import Records
from tsi.records import fields, types
from tsi.records.fields import Cites, GivenByProvenance, Proven, Remark, To
from tsi.records.types import ID_PATTERN, KINDS, RETIRED, Citation, Former, Reference, Retirement
from tsi.wording import links

FOLDER = "schema"
RECORDS = "records.json"
"""The file that knows which records there are."""

Schema = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": ["string", "number"]}
"""To YAML a year without quotation marks is a number."""
_DATE: Schema = {"type": ["string", "number", "array"]}
"""A set of days without quotation marks is a list."""
_ID: Schema = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
_LEAVES: Mapping[object, Schema] = {
    str: _TEXT,
    bool: {"type": "boolean"},
    Citation: {"$ref": f"{RECORDS}#/$defs/citation"},
    Reference: {"$ref": f"{RECORDS}#/$defs/reference"},
    Former: {"type": "string"},
}
_TOLD = {
    Proven: "In your own words; the cited lines must state each figure and name in it.",
    GivenByProvenance: "About the source, as you found it.",
    Cites: "The source lines that state this, as source:line.",
    Remark: "About our own work, without a figure.",
}
"""By what a field is, what an editor is told where the field itself says no more."""


def files(records: Records) -> dict[str, str]:
    """By its path in the project, the text of each schema."""
    schemas = {f"{kind}.json": of_kind(model) for kind, model in KINDS.items()}
    schemas |= {f"{RETIRED}.json": of_kind(Retirement), RECORDS: of_records(records)}
    return {f"{FOLDER}/{name}": json.dumps(it, ensure_ascii=False, indent=2) + "\n" for name, it in schemas.items()}


def of_kind(model: type[BaseModel]) -> Schema:
    """The schema of a file of records of a type."""
    names = _ID if model is not Retirement else {"type": "string"}
    parts = {part.__name__: _model(part) for part in sorted(_all_parts(model), key=lambda it: it.__name__)}
    return {
        "$schema": _DRAFT,
        "description": inspect.cleandoc(model.__doc__ or ""),
        "type": "object",
        "propertyNames": names,
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": parts,
    }


def of_records(records: Records) -> Schema:
    """Which records there are: by kind their ids, all of them as references, and the sources that can be cited."""
    ids: dict[str, Schema] = {kind: {"enum": sorted(of_kind)} for kind, of_kind in records.items()}
    every = [f"{kind}/{id_}" for kind in links.KINDS_WITH_ADDRESSES for id_ in sorted(records[kind])]
    sources = "|".join(sorted(records["sources"]))
    citation = {"type": "string", "pattern": f"^({sources}):[1-9][0-9]*$", "description": _TOLD[Cites]}
    return {"$schema": _DRAFT, "$defs": {**ids, "reference": {"enum": every}, "citation": citation}}


def _all_parts(model: type[BaseModel]) -> set[type[BaseModel]]:
    return {model}.union(*(_all_parts(part) for part in fields.parts_of(model)))


def _model(model: type[BaseModel]) -> Schema:
    """What may stand in a record or a part of one."""
    infos = {field.key: (field.name, model.model_fields[field.name]) for field in fields.of(model)}
    properties = {
        key: _described(_schema(info.annotation, tuple(info.metadata)), model, name, tuple(info.metadata))
        for key, (name, info) in infos.items()
    }
    required = [key for key, (_, info) in infos.items() if info.is_required()]
    told = {"description": inspect.cleandoc(model.__doc__)} if model.__doc__ else {}
    return {**told, "type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _described(schema: Schema, model: type[BaseModel], name: str, metadata: tuple) -> Schema:
    said = next((told for base in model.__mro__ if (told := _docstrings().get((base.__name__, name)))), "")
    told = said or next((_TOLD[type(mark)] for mark in metadata if type(mark) in _TOLD), "")
    return {**schema, "description": told} if told else schema


@cache
def _docstrings() -> Mapping[tuple[str, str], str]:
    """What the record types say below a field, by the class and the field."""
    classes = (it for it in ast.parse(inspect.getsource(types)).body if isinstance(it, ast.ClassDef))
    return {
        (it.name, field.target.id): inspect.cleandoc(text.value.value)
        for it in classes
        for field, text in zip(it.body, it.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    }


def _schema(annotation: Any, marks: tuple = ()) -> Schema:
    """What a field of such a type may hold. `marks` are what is said of the type from outside in."""
    inner = get_args(annotation)
    origin = get_origin(annotation)
    if origin is Annotated:
        return _schema(inner[0], (*marks, *inner[1:]))
    if origin in (Union, UnionType):
        return _any_of([_schema(it, marks) for it in inner if it is not type(None)])
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        item = _schema(inner[0], marks)
        return {"anyOf": [item, {"type": "array", "items": item}]}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "propertyNames": _keys(marks), "additionalProperties": _schema(inner[1])}
    return _leaf(annotation, marks)


def _any_of(schemas: list[Schema]) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _keys(marks: tuple) -> Schema:
    """The ids of the parts of a record; those of records of a kind, where the parts go by these."""
    return _of_kind(marks) or _ID


def _of_kind(marks: tuple) -> Schema:
    to = next((mark for mark in marks if isinstance(mark, To)), None)
    return {"$ref": f"{RECORDS}#/$defs/{to.kind}"} if to else {}


def _leaf(annotation: Any, marks: tuple) -> Schema:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {"$ref": f"#/$defs/{annotation.__name__}"}
    if any(isinstance(mark, Proven) and mark.read_as == "date" for mark in marks):
        return _DATE
    limits: Iterator[StringConstraints] = (mark for mark in marks if isinstance(mark, StringConstraints))
    pattern = next((str(it.pattern) for it in limits if it.pattern), "")
    return _of_kind(marks) or {**_LEAVES[annotation], **({"pattern": pattern} if pattern else {})}
