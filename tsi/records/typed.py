"""Nested text -> typed records; what does not fit is said in words that an editor can act on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from pydantic import ValidationError

from tsi.records.faults import Fault, nearest
from tsi.records.types import ID_PATTERN, Model
from tsi.records.yaml_lines import Document


def typed(record_type: type[Model], id_: str, value: object, document: Document, faults: list[Fault]) -> Model | None:
    if not isinstance(value, dict):
        faults.append(
            Fault(
                document.file, document.line((id_,)), f"{id_}: expected the fields of a record, indented by two spaces"
            )
        )
        return None
    try:
        return record_type.model_validate(value)
    except ValidationError as error:
        faults.extend(_explained(detail, record_type, id_, document) for detail in error.errors(include_url=False))
        return None


def id_fault(id_: str) -> str:
    """What is wrong with the id of a record; nothing (an empty text) where it can stand in an address."""
    if re.fullmatch(ID_PATTERN, id_) and len(id_) <= 80:
        return ""
    expected = "expected small letters, digits and single hyphens, for example future-telecoms-call"
    return f"‘{id_[:80]}’ is not an id; {expected}"


def _explained(detail: Mapping, record_type: type[Model], id_: str, document: Document) -> Fault:
    """A validation error in words that an editor can act on."""
    path = detail["loc"]
    where = ".".join([id_, *map(str, path)])
    line = document.line((id_, *path))
    if detail["type"] == "extra_forbidden":
        allowed = _keys(_model_at(record_type, path))
        hint = nearest(str(path[-1]), allowed)
        message = f"the key ‘{str(path[-1])[:80]}’ is not known here{hint}; the keys here are {', '.join(allowed)}"
    elif detail["type"] == "missing":
        message = f"the key ‘{path[-1]}’ is missing{_EXPECTED_VALUES.get(str(path[-1]), '')}"
    elif detail["type"] == "literal_error":
        allowed = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
        word = str(detail["input"])
        message = f"‘{word[:80]}’ may not stand here{nearest(word, allowed)}; expected {', '.join(allowed)}"
    elif detail["type"] == "value_error":
        message = str(detail["ctx"]["error"])
    else:
        message = f"{detail['msg']}; found ‘{str(detail['input'])[:80]}’"
    return Fault(document.file, line, f"{where}: {message}")


_EXPECTED_VALUES = {"cite": "; expected the source line that states this, for example cite: mint-2023:7"}


def _model_at(record_type: type[Model], path: tuple) -> type[Model]:
    current = record_type
    for part in path[:-1]:
        field = next((field for name, field in current.model_fields.items() if part in (name, field.alias)), None)
        current = (field and _model_in(field.annotation)) or current
    return current


def _model_in(annotation: object) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((model for argument in get_args(annotation) if (model := _model_in(argument))), None)


def _keys(model: type[Model]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]
