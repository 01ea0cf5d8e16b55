"""Walking a record: every text, citation, id and inference in it, each with the path where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tsi.records.types import (
    Citation,
    CitedStatus,
    Disagreement,
    FundingItem,
    Inference,
    Milestone,
    Model,
    Omission,
    OpenQuestion,
    Organisation,
    Partnership,
    Person,
    Pillar,
    Reference,
    Technology,
)

PROSE = ("name", "says", "is", "question", "asks", "because", "settled_by", "note", "reason")
"""The fields that hold text of ours for readers; every other field is an id, a word of a closed list or a citation."""

CITING = ("cite", "consulted", "at")
"""The keys that hold citations."""

RELATIONS: dict[type[Model], dict[str, str]] = {
    FundingItem: {"funders": "organisations", "part_of": "partnerships", "pillars": "pillars"},
    Partnership: {"parties": "places", "bodies": "organisations", "pillars": "pillars"},
    Milestone: {"pillars": "pillars", "partnerships": "partnerships"},
    Organisation: {"country": "places"},
    Person: {"organisation": "organisations"},
    Technology: {"pillar": "pillars"},
}
"""The fields that hold ids, and the kind that they point at."""


class Place(NamedTuple):
    """Where a text stands: the record and the path to the field within it."""

    reference: Reference
    path: tuple[str | int, ...]

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
    """A text that must be proven: where it stands, what it says, and the cited thing that it belongs to."""

    place: Place
    text: str
    citations: tuple[Citation, ...]
    holder: Model


def models(model: Model) -> Iterator[Model]:
    """A record and every part of it."""
    yield model
    for _, part in parts(model):
        yield from models(part)


def parts(model: Model) -> Iterator[tuple[tuple[str, ...], Model]]:
    for field, value in model:
        if isinstance(value, Model):
            yield (field,), value
        elif isinstance(value, Mapping):
            yield from (((field, key), item) for key, item in value.items())


def cited(model: Model) -> tuple[Citation, ...]:
    if isinstance(model, OpenQuestion):
        return model.consulted
    return getattr(model, "cite", ())


def claims(reference: Reference, model: Model, path: tuple = (), inherited: tuple = ()) -> Iterator[Claim]:
    """Every text in a record, with the citations of the nearest thing that it is part of."""
    citations = cited(model) or inherited
    for field, value in model:
        key = field.rstrip("_")  # `is` is a word of Python's, so the field is called `is_`
        if isinstance(value, str) and key in PROSE and not isinstance(model, CitedStatus):
            yield Claim(Place(reference, (*path, key)), value, citations, model)
    for part_path, part in parts(model):
        yield from claims(reference, part, (*path, *part_path), citations)


def related(reference: Reference, model: Model) -> Iterator[tuple[tuple, Reference]]:
    """The records that a record points at by id, each with the path of the field."""
    for field, kind in RELATIONS.get(type(model), {}).items():
        value = getattr(model, field)
        for id_ in (value,) if isinstance(value, str) else value or ():
            yield (field,), Reference(kind, id_)
    if isinstance(model, Disagreement):
        yield from ((("touches",), touched) for touched in model.touches)
        yield ("rule",), Reference("rules", model.rule)
    if isinstance(model, Pillar):
        yield from ((("listed", source), Reference("sources", source)) for source in model.listed)
    if isinstance(model, Omission) and model.name:
        yield ("name",), model.name


def citations_with_paths(model: Model, path: tuple = ()) -> Iterator[tuple[tuple, Citation]]:
    field = "consulted" if isinstance(model, OpenQuestion) else "cite"
    yield from (((*path, field), citation) for citation in cited(model))
    if isinstance(model, Omission):
        yield (*path, "at"), model.at
    for part_path, part in parts(model):
        yield from citations_with_paths(part, (*path, *part_path))


def inferences(model: Model, path: tuple = ()) -> Iterator[tuple[tuple, Inference]]:
    for part_path, part in parts(model):
        if isinstance(part, Inference):
            yield (*path, *part_path), part
        yield from inferences(part, (*path, *part_path))


def stating_citations(model: Model) -> tuple[Citation, ...]:
    """The lines that state something of a record: all but those that were looked at in vain."""
    stating = (part for part in models(model) if not isinstance(part, OpenQuestion))
    return tuple(dict.fromkeys(citation for part in stating for citation in cited(part)))


def all_citations(model: Model) -> tuple[Citation, ...]:
    """Every line that a record cites, anywhere in it."""
    return tuple(dict.fromkeys(citation for part in models(model) for citation in cited(part)))
