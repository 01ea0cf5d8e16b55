"""What a field of a record is, said by its type: words of ours, an id, a relation, a citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel


@dataclass(frozen=True)
class Proven:
    """Words of ours: the cited lines must state each figure and name in them, read as a text, an EDTF date or a sum.
    `inferable` words may rest in part on the inference that stands beside them."""

    read_as: Literal["text", "date", "sum"] = "text"
    inferable: bool = False


@dataclass(frozen=True)
class GivenByProvenance:
    """Words about a source, as its provenance has them: checked against what was known when it was indexed."""


@dataclass(frozen=True)
class Identifier:
    """The name of a record or of a part of one, or what a line prints, looked up and not proven."""


@dataclass(frozen=True)
class To:
    """Ids of records of `kind`; of a relation, a line that it cites must name what it points at."""

    kind: str
    is_relation: bool = True


@dataclass(frozen=True)
class Cites:
    """Source lines; the texts beside them rest on these, or are about them alone."""

    rests: bool = True


@dataclass(frozen=True)
class Remark:
    """Words of ours about our own work: no line states them, so they hold no figure."""


@dataclass(frozen=True)
class Withdrawn:
    """What the site said once and says no more: no line states it, so it is told as withdrawn and nowhere else."""


Mark = Withdrawn | Proven | GivenByProvenance | Identifier | To | Cites | Remark


class Field(NamedTuple):
    """A field by its name in Python and its key in YAML, and what its type says of it; `words` are those of the closed
    list that its value is one of."""

    name: str
    key: str
    proven: Proven | None
    to: To | None
    cites: Cites | None
    given: GivenByProvenance | None
    remark: Remark | None
    words: tuple[str, ...]


@cache
def of(model_type: type[BaseModel]) -> tuple[Field, ...]:
    """The fields of a record or a part of one, in their order."""
    return tuple(
        _field(name, info.alias or name, info.annotation, tuple(info.metadata))
        for name, info in model_type.model_fields.items()
    )


@cache
def of_parts(model_type: type[BaseModel]) -> tuple[Field, ...]:
    """Those of its fields that hold parts."""
    return tuple(field for field in of(model_type) if parts_in(model_type.model_fields[field.name].annotation))


def _field(name: str, key: str, annotation: Any, metadata: tuple) -> Field:
    leaves = list(_leaves(annotation, metadata))
    marks = [mark for _, within in leaves for mark in within]
    words = next((get_args(leaf) for leaf, _ in leaves if get_origin(leaf) is Literal), ())
    proven = next((mark for mark in marks if isinstance(mark, Proven)), None)
    to = next((mark for mark in marks if isinstance(mark, To)), None)
    cites = next((mark for mark in marks if isinstance(mark, Cites)), None)
    given = next((mark for mark in marks if isinstance(mark, GivenByProvenance)), None)
    remark = next((mark for mark in marks if isinstance(mark, Remark)), None)
    return Field(name, key, proven, to, cites, given, remark, words)


def parts_of(model_type: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """The types of the parts that a record or a part of it can have."""
    return tuple(part for info in model_type.model_fields.values() for part in parts_in(info.annotation))


def parts_in(annotation: Any) -> tuple[type[BaseModel], ...]:
    """The types of the parts that a field of such a type can hold."""
    return tuple(leaf for leaf, _ in _leaves(annotation) if isinstance(leaf, type) and issubclass(leaf, BaseModel))


def refuse_plain_text(model_type: type[BaseModel]) -> None:
    """Raise TypeError where a field is text and its type does not say of what kind."""
    for name, info in model_type.model_fields.items():
        if any(leaf is str and not marks for leaf, marks in _leaves(info.annotation, tuple(info.metadata))):
            expected = "Prose, Sentence, Date, Sum, Given or Id"
            raise TypeError(f"{model_type.__name__}.{name} is text of no kind; expected {expected}")


def _leaves(annotation: Any, metadata: tuple = (), marks: tuple[Mark, ...] = ()) -> Iterator[tuple[Any, tuple]]:
    """Every type that an annotation is made of, with the marks round it."""
    marks += tuple(mark for mark in metadata if isinstance(mark, Mark))
    inner = get_args(annotation)
    if get_origin(annotation) is Annotated:
        yield from _leaves(inner[0], inner[1:], marks)
    elif inner and get_origin(annotation) is not Literal:
        for part in inner:
            yield from _leaves(part, (), marks)
    else:
        yield annotation, marks
