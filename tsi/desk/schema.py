"""What may stand in each file of `data/`, told to the programs in which editors write, as JSON Schema (draft 2020-12,
https://json-schema.org/draft/2020-12): completion, words to choose from, hover texts, slips marked as they are typed.

It is read off the record types. What holds of the types alone stands in a file for each kind; which records there are
stands in a file of its own, so that a new record changes one line there. It is a help and no check: `tsi check` is.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel

from tsi.library.loading import Records
from tsi.records import fields, schemas
from tsi.records.fields import Cites, GivenByProvenance, Proven, Remark, To
from tsi.records.schemas import DRAFT, ID, Schema
from tsi.records.types import KINDS, RETIRED, Citation, Former, Reference, Retirement
from tsi.wording import links

FOLDER = "schema"
RECORDS = "records.json"
"""The file that knows which records there are."""

_DATE: Schema = {"type": ["string", "number", "array"]}
"""A set of days without quotation marks is a list."""
_TOLD = {
    Proven: "In your own words; the cited lines must state each figure and name in it.",
    GivenByProvenance: "About the source, as you found it.",
    Cites: "The source lines that state this, as source:line.",
    Remark: "About our own work, without a figure.",
}
"""By what a field is, what an editor is told where the field itself says no more."""


def files(records: Records) -> dict[str, str]:
    """By its path in the project, the text of each schema."""
    made = {f"{kind}.json": of_kind(model) for kind, model in KINDS.items()}
    made |= {f"{RETIRED}.json": of_kind(Retirement), RECORDS: of_records(records)}
    return {f"{FOLDER}/{name}": json.dumps(it, ensure_ascii=False, indent=2) + "\n" for name, it in made.items()}


def of_kind(model: type[BaseModel]) -> Schema:
    """The schema of a file of records of a type."""
    return {
        "$schema": DRAFT,
        "description": inspect.cleandoc(model.__doc__ or ""),
        "type": "object",
        "propertyNames": ID if model is not Retirement else {"type": "string"},
        "additionalProperties": schemas.to(model.__name__),
        "$defs": {part.__name__: _model(part) for part in schemas.parts(model)},
    }


def of_records(records: Records) -> Schema:
    """Which records there are: by kind their ids, all of them as references, and the sources that can be cited."""
    ids: dict[str, Schema] = {kind: {"enum": sorted(of_kind)} for kind, of_kind in records.items()}
    every = [f"{kind}/{id_}" for kind in links.KINDS_WITH_ADDRESSES for id_ in sorted(records[kind])]
    sources = "|".join(sorted(records["sources"]))
    citation = {"type": "string", "pattern": f"^({sources}):[1-9][0-9]*$", "description": _TOLD[Cites]}
    return {"$schema": DRAFT, "$defs": {**ids, "reference": {"enum": every}, "citation": citation}}


def _model(model: type[BaseModel]) -> Schema:
    """What may stand in a record or a part of one."""
    required = [field.key for field in fields.of(model) if model.model_fields[field.name].is_required()]
    return schemas.object_of(_AsWritten().properties(model), required, **schemas.described(model))


class _AsWritten(schemas.Writer):
    """To YAML a year without quotation marks is a number, and one of several may stand without brackets."""

    leaves: ClassVar[Mapping[Any, Schema]] = {
        str: {"type": ["string", "number"]},
        bool: {"type": "boolean"},
        Citation: {"$ref": f"{RECORDS}#/$defs/citation"},
        Reference: {"$ref": f"{RECORDS}#/$defs/reference"},
        Former: {"type": "string"},
    }
    nothing = None
    told = _TOLD

    def several(self, item: Schema) -> Schema:
        return {"anyOf": [item, super().several(item)]}

    def keys(self, marks: tuple) -> Schema:
        return _of_kind(marks) or ID

    def leaf(self, annotation: Any, marks: tuple) -> Schema:
        if any(isinstance(mark, Proven) and mark.read_as == "date" for mark in marks):
            return _DATE
        return _of_kind(marks) or super().leaf(annotation, marks)


def _of_kind(marks: tuple) -> Schema:
    """One of the ids of records of a kind, where a field holds these."""
    to = next((mark for mark in marks if isinstance(mark, To)), None)
    return {"$ref": f"{RECORDS}#/$defs/{to.kind}"} if to else {}
