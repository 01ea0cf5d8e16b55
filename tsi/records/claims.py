"""A record -> its claims, citations, relations and inferences, each with the path where it stands.

What a field is, its type says (`tsi.records.fields`); here records are only walked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pydantic import BaseModel

from tsi.records import fields
from tsi.records.fields import Field, Proven
from tsi.records.types import KINDS, Addressed, Citation, Inference, Model, OpenQuestion, Reference

Path = tuple[str | int, ...]


def _part_types(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for part in fields.parts_of(model):
        yield from _part_types(part)


def _relations_of(model: type[BaseModel]) -> dict[str, str]:
    of_parts = (field for part in _part_types(model) for field in fields.of(part))
    return {field.name: field.to.kind for field in of_parts if field.to and field.to.is_relation}


RELATIONS: dict[type[Model], dict[str, str]] = {
    model: found for model in KINDS.values() if (found := _relations_of(model))
}
"""By record type, its relations: the fields of it and of its parts that hold ids, and the kind that they point at."""


class Place(NamedTuple):
    """Where a text stands: the record and the path to the field within it, the keys as in YAML."""

    reference: Reference
    path: Path

    def __str__(self) -> str:
        return ".".join([self.reference.id, *map(str, self.path)])

    @property
    def on_page(self) -> str:
        """As a page tells where a fact comes from: `funding/future-telecoms-call.amount`."""
        return ".".join([str(self.reference), *map(str, self.path)])

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read what `on_page` writes. Raises ValueError with the form that was expected."""
        record, *path = text.split(".")
        return cls(Reference.parse(record), tuple(path))


class Claim(NamedTuple):
    """A text that must be proven: where it stands, what it says, what it is to be read as, the lines that it rests on
    and the inference that it may rest on as well."""

    place: Place
    text: str
    proven: Proven
    citations: tuple[Citation, ...]
    infer: Inference | None
    holder: Model


def models_with_paths(model: Model, path: Path = ()) -> Iterator[tuple[Path, Model]]:
    """A record and every part of it, each with its path."""
    yield path, model
    for part_path, part in parts(model):
        yield from models_with_paths(part, (*path, *part_path))


def parts(model: Model) -> Iterator[tuple[Path, Model]]:
    """What a record or a part of it consists of, each with its path."""
    for field in fields.of_parts(type(model)):
        value = getattr(model, field.name)
        if isinstance(value, Model):
            yield (field.key,), value
        elif isinstance(value, Mapping):
            yield from (((field.key, key), part) for key, part in value.items())


def claims(
    reference: Reference, model: Model, path: Path = (), inherited: tuple[Citation, ...] = ()
) -> Iterator[Claim]:
    """Every text of ours in a record, with the citations of the nearest thing that it is part of."""
    citations = cited(model) or inherited
    for field in fields.of(type(model)):
        text = getattr(model, field.name)
        if field.proven and text is not None:
            infer = getattr(model, "infer", None) if field.proven.inferable else None
            yield Claim(Place(reference, (*path, field.key)), text, field.proven, citations, infer, model)
    for part_path, part in parts(model):
        yield from claims(reference, part, (*path, *part_path), citations)


def related(reference: Reference, model: Model) -> Iterator[tuple[Path, Reference]]:
    """The records that a record points at, each with the path of the field; see `relation_field`."""
    for id_, office in getattr(model, "offices", {}).items():
        yield from ((("offices", id_, *path), target) for path, target in related(reference, office))
    for field in fields.of(type(model)):
        value = getattr(model, field.name)
        several = value if isinstance(value, Iterable) else ()
        for target in (value,) if isinstance(value, str | Reference) else several:
            if isinstance(target, Reference):
                yield (field.key,), target
            elif field.to:
                yield (
                    (field.key, target) if isinstance(value, Mapping) else (field.key,),
                    Reference(field.to.kind, target),
                )


def relation_field(path: Path) -> str:
    """The field that points at another record: the one that holds its id, or lines under it."""
    return str(path[-2] if len(path) > 1 else path[0])


def told_about(model: Model) -> Iterator[tuple[Path, Reference]]:
    """The other records that the statements of a record are about, each with the path of the field."""
    for id_, statement in getattr(model, "statements", {}).items():
        yield from ((("statements", id_, "about"), target) for target in statement.about)


def addressed(model: Model) -> Iterator[tuple[Path, Addressed]]:
    """A record and those parts of it that have an address of their own, each with its path."""
    return ((at, part) for at, part in models_with_paths(model) if isinstance(part, Addressed))


def cited(model: Model) -> tuple[Citation, ...]:
    """The lines on which a record, or a part of it, rests itself."""
    return tuple(citation for field, citation in _cited(model) if field.cites and field.cites.rests)


def _cited(model: Model) -> Iterator[tuple[Field, Citation]]:
    for field in fields.of(type(model)):
        value = getattr(model, field.name)
        if field.cites:
            yield from ((field, citation) for citation in ((value,) if isinstance(value, Citation) else value))


def citations_with_paths(model: Model, path: Path = ()) -> Iterator[tuple[Path, Citation]]:
    """Every citation in a record, with the path of the field that holds it."""
    yield from (((*path, field.key), citation) for field, citation in _cited(model))
    for part_path, part in parts(model):
        yield from citations_with_paths(part, (*path, *part_path))


def inferences(model: Model, path: Path = ()) -> Iterator[tuple[Path, Inference]]:
    """Every inference in a record, with its path."""
    for part_path, part in parts(model):
        if isinstance(part, Inference):
            yield (*path, *part_path), part
        yield from inferences(part, (*path, *part_path))


def stating_citations(model: Model) -> tuple[Citation, ...]:
    """The lines that state something of a record: all but those that were consulted in vain."""
    stating = (part for _, part in models_with_paths(model) if not isinstance(part, OpenQuestion))
    return tuple(dict.fromkeys(citation for part in stating for citation in cited(part)))


def all_citations(model: Model) -> tuple[Citation, ...]:
    """Every line that a record cites, anywhere in it."""
    return tuple(dict.fromkeys(citation for _, part in models_with_paths(model) for citation in cited(part)))


def _citing_keys() -> frozenset[str]:
    every = {part_type for model in KINDS.values() for part_type in _part_types(model)}
    return frozenset(field.key for model in every for field in fields.of(model) if field.cites)


CITING = _citing_keys()
"""The keys that hold citations."""
