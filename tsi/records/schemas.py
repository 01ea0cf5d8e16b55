"""What a record may hold, read off the record types as JSON Schema (https://json-schema.org/draft/2020-12): for the
programs in which people write the files of records, and for those that read the downloads."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from tsi.records import fields, types
from tsi.records.types import ID_PATTERN

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ID: Schema = {"type": "string", "pattern": f"^{ID_PATTERN}$"}


def to(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def object_of(properties: Schema, required: Iterable[str], **more: object) -> Schema:
    """An object with these keys and no others."""
    return {**more, "type": "object", "properties": properties, "required": [*required], "additionalProperties": False}


def parts(*models: type[BaseModel]) -> list[type[BaseModel]]:
    """Types of records and the types of all parts of them, by name."""
    found = {*models, *(part for model in models for it in fields.parts_of(model) for part in parts(it))}
    return sorted(found, key=lambda it: it.__name__)


class Writer:
    """The schemas of fields as they stand in a download: every key is there, what is not written is null, what can be
    several is an array. Files that people write are less strict."""

    leaves: ClassVar[Mapping[Any, Schema]] = {str: {"type": "string"}, bool: {"type": "boolean"}}
    """By its type, what a field holds that is no part and no word of a list."""
    nothing: ClassVar[Schema | None] = {"type": "null"}
    told: ClassVar[Mapping[type, str]] = {}
    """By what a field is, what is told of it where the field itself says no more."""

    def several(self, item: Schema) -> Schema:
        return {"type": "array", "items": item}

    def keys(self, marks: tuple) -> Schema:
        """The ids of the parts of a record."""
        return ID

    def leaf(self, annotation: Any, marks: tuple) -> Schema:
        if issubclass(annotation, BaseModel):
            return to(annotation.__name__)
        limits: Iterator[StringConstraints] = (mark for mark in marks if isinstance(mark, StringConstraints))
        pattern = next((str(it.pattern) for it in limits if it.pattern), "")
        return {**self.leaves[annotation], **({"pattern": pattern} if pattern else {})}

    def properties(self, model: type[BaseModel]) -> Schema:
        """By the key of each field of a record, or of a part of one, what it may hold and what it is for."""
        return {field.key: self._field(model, field.name, model.model_fields[field.name]) for field in fields.of(model)}

    def _field(self, model: type[BaseModel], name: str, info: FieldInfo) -> Schema:
        said = (_docstrings().get((base.__name__, name)) for base in model.__mro__)
        told = next(filter(None, (*said, *(self.told.get(type(mark)) for mark in info.metadata))), "")
        return self.of(info.annotation, tuple(info.metadata)) | ({"description": told} if told else {})

    def of(self, annotation: Any, marks: tuple = ()) -> Schema:
        """What a field of such a type may hold. `marks` are what is said of the type from outside in."""
        inner, origin = get_args(annotation), get_origin(annotation)
        if origin is Annotated:
            return self.of(inner[0], (*marks, *inner[1:]))
        if origin in (Union, UnionType):
            found = [self.of(it, marks) for it in inner if it is not NoneType]
            found += [self.nothing] if self.nothing and NoneType in inner else []
            return found[0] if len(found) == 1 else {"anyOf": found}
        if origin is Literal:
            return {"enum": list(inner)}
        if origin is tuple:
            return self.several(self.of(inner[0], marks))
        if origin is not None and issubclass(origin, Mapping):
            names = self.of(inner[0]) if get_origin(inner[0]) is Literal else self.keys(marks)
            return {"type": "object", "propertyNames": names, "additionalProperties": self.of(inner[1])}
        return self.leaf(annotation, marks)


def described(model: type[BaseModel]) -> Schema:
    """What a type of record or part is for."""
    return {"description": inspect.cleandoc(model.__doc__)} if model.__doc__ else {}


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
