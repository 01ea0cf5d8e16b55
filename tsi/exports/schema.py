"""The form of `tsi.json` as a JSON Schema (https://json-schema.org/draft/2020-12), made from the record types.

What a record is written with comes from `tsi.records.types`, closed lists included; what `document` adds stands here.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from typing import Any, ClassVar, get_args

from pydantic import BaseModel

from tsi.library import coverage
from tsi.records import fields, schemas
from tsi.records.history import ADDED, CHANGED, CORRECTED, KEPT, RENAMED
from tsi.records.schemas import Schema, to
from tsi.records.types import (
    ID_PATTERN,
    KINDS,
    Citation,
    Disagreement,
    Former,
    FundingItem,
    Inference,
    Position,
    Reference,
    Source,
    Statement,
    When,
)
from tsi.text import lexicon
from tsi.wording import dataset, links

PATH = "data/tsi.schema.json"

_TEXT = {"type": "string"}
_FLAG = {"type": "boolean"}
_DAY = {"type": ["string", "null"], "format": "date"}
_EDTF = {"type": "string", "description": "A date in EDTF (ISO 8601-2), levels 0 to 2"}
_VERDICT = {"enum": ["matched", "inferred"]}


def _several(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Schema, optional: tuple[str, ...] = (), **more: object) -> Schema:
    return schemas.object_of(properties, (name for name in properties if name not in optional), **more)


_MOMENT = {"type": "string", "format": "date-time"}

_WRITTEN: Mapping[type, Schema] = {
    Citation: {**_TEXT, "pattern": rf"^{ID_PATTERN}:[1-9][0-9]*$"},
    Reference: {**_TEXT, "pattern": rf"^[a-z-]+/{ID_PATTERN}$"},
    Former: {**_TEXT, "pattern": r"^([a-z]+/)?[a-z0-9-]+(#[a-z0-9_-]+)?$"},
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
    **{it.__name__: form for it, form in _WRITTEN.items()},
    "Stated": _object(
        {
            "at": to("Citation"),
            "printed": _TEXT,
            "verdict": _VERDICT,
            "rule": _TEXT,
            "because": _TEXT,
            "selector": to("Selector"),
        },
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
            "stated": _several(to("Stated")),
        }
    ),
    "Selector": _object(
        {"type": _TEXT, "conformsTo": _TEXT, "value": _TEXT, "refinedBy": _object({"type": _TEXT, "exact": _TEXT})},
        optional=("refinedBy",),
        description="The line, and the words on it, as selectors of the Web Annotation model",
    ),
    "FigureTold": _object({"printed": _TEXT, **_FIGURE, "cite": _several(to("Citation"))}),
    "Name": _object(
        {"in": _TEXT, "printed": _TEXT, "record": to("Reference"), "stated": _several(to("Stated"))},
    ),
}

_ADDED: dict[type[BaseModel], Schema] = {
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
    FundingItem: {
        "iati_status": {
            "enum": [*dict.fromkeys(dataset.IATI.values()), None],
            "description": "The code of IATI’s list ActivityStatus to which the status comes nearest",
        }
    },
    Inference: {
        "prov": {
            **_object({"wasGeneratedBy": _TEXT, "used": to("Reference")}),
            "description": "PROV: the rule, as an activity, and the source whose date it used",
        }
    },
    Source: {
        "prov": {
            **_object({"hadPrimarySource": {"anyOf": [to("Reference"), {"type": "null"}]}}),
            "description": "PROV: the lineage that the source goes back to; null where that is not known",
        }
    },
    Position: {
        "rank": {
            "enum": ["preferred", "normal"],
            "description": "Wikidata’s rank; ‘because’ of the record is its reason",
        },
        "sources": _several(_object({"source": _TEXT, "kind": _TEXT, "published": _EDTF})),
    },
}
"""By type, what the file tells of a part beyond what was written."""

_WITH_HISTORY = tuple(KINDS[kind] for kind in KEPT)

_ADDRESSED = tuple(KINDS[kind] for kind in links.KINDS_WITH_ADDRESSES)

_HISTORY = {
    **_several(_object({"at": _MOMENT, "what": {"enum": [ADDED, CHANGED, CORRECTED, RENAMED]}})),
    "description": "The changes of the record, the oldest first; none from before the history began",
}

_PROVEN = {"verdict": _VERDICT, "figures": _several(to("Figure")), "names": _several(to("Name"))}
"""The same of a part with a text that rests on source lines."""


def schema(base: str) -> Schema:
    """The schema. `base` is the site's address, or "" where it has none."""
    records = {kind: _records(model) for kind, model in KINDS.items()}
    return {
        "$schema": schemas.DRAFT,
        **({"$id": address(base)} if base else {}),
        "title": f"{dataset.TITLE}, form {dataset.FORM}",
        "description": dataset.NOTE,
        **_object(
            {"$schema": _TEXT, "about": to("About"), "records": _object(records, optional=tuple(records)), **_TOLD},
            tuple(_TOLD),
        ),
        "$defs": {"About": _ABOUT, **_PARTS, **{it.__name__: _part(it) for it in schemas.parts(*KINDS.values())}},
    }


def address(base: str) -> str:
    """Where the schema stands; from the folder of the downloads where the site has no address."""
    return base + PATH if base else posixpath.basename(PATH)


def json_file(base: str) -> bytes:
    return (json.dumps(schema(base), ensure_ascii=False, indent=1) + "\n").encode()


_TOLD = {
    "told": {
        **_several(_object({"at": _TEXT, "as": _TEXT, "text": _TEXT, "figures": _several(to("FigureTold"))})),
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


def _records(model: type[BaseModel]) -> Schema:
    """Of all records of a kind, by their ids."""
    return {"type": "object", "propertyNames": schemas.ID, "additionalProperties": to(model.__name__)}


def _part(model: type[BaseModel]) -> Schema:
    """A type of record, or of a part of one, as the file has it."""
    properties = _AsExported().properties(model) | _ADDED.get(model, {})
    if model in _ADDRESSED:
        properties["address"] = {**_TEXT, "description": "Of its page"}
    if model in _WITH_HISTORY:
        properties["history"] = _HISTORY
    if any(field.proven for field in fields.of(model)):
        properties |= _PROVEN
    return _object(properties, optional=tuple(_PROVEN), **schemas.described(model))


class _AsExported(schemas.Writer):
    leaves: ClassVar[Mapping[Any, Schema]] = {**schemas.Writer.leaves, **{it: to(it.__name__) for it in _WRITTEN}}
