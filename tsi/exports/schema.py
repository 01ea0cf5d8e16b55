"""The form of `tsi.json` as a JSON Schema (https://json-schema.org/draft/2020-12), made from the record types.

What a record is written with comes from `tsi.records.types`, closed lists included; what `document` adds stands here.
"""

from __future__ import annotations

import json
import posixpath
from typing import Any, get_args

from pydantic import TypeAdapter

from tsi.library import coverage
from tsi.records import fields, types
from tsi.records.history import ADDED, CHANGED, CORRECTED, KEPT, RENAMED
from tsi.records.types import ID_PATTERN, KINDS, Disagreement, Model, Position, Statement, When
from tsi.text import lexicon
from tsi.wording import dataset, links

PATH = "data/tsi.schema.json"

Schema = dict[str, Any]

_TEXT = {"type": "string"}
_FLAG = {"type": "boolean"}
_DAY = {"type": ["string", "null"], "format": "date"}
_EDTF = {"type": "string", "description": "A date in EDTF (ISO 8601-2), levels 0 to 2"}
_VERDICT = {"enum": ["matched", "inferred"]}


def _several(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Schema, optional: tuple[str, ...] = (), **more: object) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": required, **more}


def _to(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_MOMENT = {"type": "string", "format": "date-time"}

_WRITTEN = {
    "Citation": rf"^{ID_PATTERN}:[1-9][0-9]*$",
    "Reference": rf"^[a-z-]+/{ID_PATTERN}$",
    "Former": r"^([a-z]+/)?[a-z0-9-]+(#[a-z0-9_-]+)?$",
}
"""What is a tuple to the program and a text in the file, with the form of that text."""

_FIGURE = {
    "kind": {"enum": list(get_args(lexicon.Kind))},
    "value": {**_TEXT, "description": "Plain decimals, or a date in EDTF"},
    "unit": {**_TEXT, "description": "Currency (ISO 4217) or unit; empty where it has none"},
    "modifier": {**_TEXT, "description": "‘up to’, ‘about’, ‘over’ and so on; empty where it has none"},
}
"""What is compared when one figure is matched with another."""

_PARTS = {
    "Stated": _object(
        {"at": _to("Citation"), "printed": _TEXT, "verdict": _VERDICT, "rule": _TEXT, "because": _TEXT},
        optional=("rule", "because"),
        description="A source line that states a figure or a name, or a part of it: as printed there, or by a rule.",
    ),
    "Figure": _object(
        {
            "in": {**_TEXT, "description": "The field whose text holds it"},
            "printed": _TEXT,
            **_FIGURE,
            "verdict": _VERDICT,
            "contested_in": _several(_TEXT),
            "no_contradiction_in": _several(_TEXT),
            "stated": _several(_to("Stated")),
        }
    ),
    "FigureTold": _object({"printed": _TEXT, **_FIGURE, "cite": _several(_to("Citation"))}),
    "Name": _object(
        {"in": _TEXT, "printed": _TEXT, "record": _to("Reference"), "stated": _several(_to("Stated"))},
    ),
}

_ADDED: dict[type[Model], Schema] = {
    Statement: {
        "since": {
            "type": ["string", "null"],
            "format": "date-time",
            "description": "Since when the site says it so; null where that is not known",
        },
        "before": {
            **_several(
                _object({"was": _TEXT, "since": _DAY, "until": _DAY, "superseded": _FLAG, "because": _TEXT}),
            ),
            "description": "What the site said in its place and put right, or what a newer source superseded",
        },
    },
    When: {"words": _TEXT, "earliest": _DAY, "latest": _DAY},
    Disagreement: {
        "contests": {**_FLAG, "description": f"Whether its type is {', '.join(coverage.CONTRADICTING)}"},
        "rule_number": {"type": "integer", "minimum": 1},
        "rule_name": _TEXT,
    },
    Position: {"sources": _several(_object({"source": _TEXT, "kind": _TEXT, "published": _EDTF}))},
}
"""By type, what the file tells of a part beyond what was written."""

_WITH_HISTORY = tuple(KINDS[kind] for kind in KEPT)

_ADDRESSED = tuple(KINDS[kind] for kind in links.KINDS_WITH_ADDRESSES)

_HISTORY = {
    **_several(_object({"at": _MOMENT, "what": {"enum": [ADDED, CHANGED, CORRECTED, RENAMED]}})),
    "description": "The changes of the record, the oldest first; none from before the history began",
}

_PROVEN = {"verdict": _VERDICT, "figures": _several(_to("Figure")), "names": _several(_to("Name"))}
"""The same of a part with a text that rests on source lines."""


def schema(base: str) -> Schema:
    """The schema. `base` is the site's address, or "" where it has none."""
    records = {kind: _records(model) for kind, model in KINDS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **({"$id": address(base)} if base else {}),
        "title": f"{dataset.TITLE}, form {dataset.FORM}",
        "description": dataset.NOTE,
        **_object(
            {"$schema": _TEXT, "about": _to("About"), "records": _object(records, optional=tuple(records)), **_TOLD},
            tuple(_TOLD),
        ),
        "$defs": {"About": _ABOUT, **_PARTS, **_record_types()},
    }


def address(base: str) -> str:
    """Where the schema stands; from the folder of the downloads where the site has no address."""
    return base + PATH if base else posixpath.basename(PATH)


def json_file(base: str) -> bytes:
    return (json.dumps(schema(base), ensure_ascii=False, indent=1) + "\n").encode()


_TOLD = {
    "told": {
        **_several(_object({"at": _TEXT, "as": _TEXT, "text": _TEXT, "figures": _several(_to("FigureTold"))})),
        "description": "In the twin of a page alone: each fact on it, with the place in a record that it comes from",
    }
}

_ABOUT = _object(
    {
        "title": _TEXT,
        "form": {"const": dataset.FORM, "description": "Another where a key goes or changes its meaning"},
        "note": {"const": dataset.NOTE},
        "licence": _object(dict.fromkeys(dataset.LICENCE, _TEXT)),
        "date": {**_EDTF, "description": "When the newest source appeared (EDTF)"},
        "sha256": {**_TEXT, "pattern": "^[0-9a-f]{64}$", "description": "Of all records as they are written"},
        "address": {**_TEXT, "description": "Of the site; empty where it has none"},
    }
)


def _records(model: type[Model]) -> Schema:
    """Of all records of a kind, by their ids."""
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^{ID_PATTERN}$"},
        "additionalProperties": _to(model.__name__),
    }


def _record_types() -> Schema:
    """Every type of record and of a part of one by its name, in alphabetical order."""
    found: Schema = {}
    for model in KINDS.values():
        made = TypeAdapter(model).json_schema()
        found |= {**made.pop("$defs", {}), model.__name__: made}
    return {name: _as_exported(name, found[name]) for name in sorted(found)}


def _as_exported(name: str, definition: Schema) -> Schema:
    """The definition of what an editor writes, as the file has it: `null` where nothing is written."""
    if name in _WRITTEN:
        return {**_TEXT, "pattern": _WRITTEN[name]}
    model = getattr(types, name)
    properties = {key: _plain(value) for key, value in definition["properties"].items()} | _ADDED.get(model, {})
    if model in _ADDRESSED:
        properties["address"] = {**_TEXT, "description": "Of its page"}
    if model in _WITH_HISTORY:
        properties["history"] = _HISTORY
    if any(field.proven for field in fields.of(model)):
        properties |= _PROVEN
    description = {"description": definition["description"]} if "description" in definition else {}
    return _object(properties, optional=tuple(_PROVEN), **description)


_ABOUT_WRITING = ("default", "title", "minProperties", "minLength", "maxLength")


def _plain(value: Any) -> Any:
    """A definition without what is about writing: defaults, bounds of length, titles that repeat the key."""
    if isinstance(value, dict):
        return {key: _plain(it) for key, it in value.items() if key not in _ABOUT_WRITING}
    return [_plain(it) for it in value] if isinstance(value, list) else value
