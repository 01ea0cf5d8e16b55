"""All records, all proofs, and the links between them: what pages and downloads are made of, built once, immutable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import chain
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from tsi.evidence.index import Line, SourceIndex
from tsi.evidence.notes import Note
from tsi.evidence.proof import Evidence, Proof
from tsi.records import types
from tsi.records.claims import Place, all_citations, related, stating_citations
from tsi.records.editions import Edition
from tsi.records.history import History
from tsi.records.types import (
    Citation,
    Correction,
    Disagreement,
    FundingItem,
    Lineage,
    Milestone,
    Model,
    Omission,
    Organisation,
    Partnership,
    Person,
    Pillar,
    Reference,
    Retirement,
    Rule,
    Source,
    Statement,
    Technology,
    ToRead,
)
from tsi.records.yaml_lines import Document

Kind = TypeVar("Kind", bound=Model)
Asked = ParamSpec("Asked")
Found = TypeVar("Found")


class OfKind(Generic[Kind]):
    """The records of the kind by which the attribute is called, by their ids in data order; a hyphen in the name of the
    kind is an underscore there."""

    def __init__(self, _record_type: type[Kind]):
        pass

    def __set_name__(self, _owner: type, name: str) -> None:
        self._kind = name.replace("_", "-")

    def __get__(self, library: Library, _owner: type) -> Mapping[str, Kind]:
        return cast(Mapping[str, Kind], library.records[self._kind])


def remembered(function: Callable[Concatenate[Library, Asked], Found]) -> Callable[Concatenate[Library, Asked], Found]:
    """Let a function of a library, and of what can be a key, answer a question once for as long as that is there."""

    @wraps(function)
    def answer(library: Library, *asked: Asked.args, **named: Asked.kwargs) -> Found:
        question = (function, *asked, *named.values())
        if question not in library.memory:
            library.memory[question] = function(library, *asked, **named)
        return cast(Found, library.memory[question])

    return answer


@dataclass(frozen=True, repr=False, eq=False)
class Library:
    """All records, all proofs, and the links between them. `documents` tell where in `data/` each value is written. A
    library is like itself alone, so that what is made of it can be remembered."""

    root: Path
    records: Mapping[str, Mapping[str, Model]]
    documents: Mapping[str, Document]
    evidence: Evidence
    proofs: Mapping[Place, Proof]
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    """Our reading notes, by the source that is held as notes; the first is its line 1."""
    retired: Mapping[str, Retirement] = field(default_factory=dict)
    """By what stands at the left margin of `data/retired.yml`: an address of the site, or a record and a part of it."""
    history: History = field(default_factory=History)
    """What has changed and when, as far as it was noted."""
    editions: tuple[Edition, ...] = ()
    """What was frozen, the newest first."""
    memory: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    """What was worked out of it already; see `remembered`."""

    sources = OfKind(Source)
    pillars = OfKind(Pillar)
    funding = OfKind(FundingItem)
    partnerships = OfKind(Partnership)
    milestones = OfKind(Milestone)
    organisations = OfKind(Organisation)
    people = OfKind(Person)
    places = OfKind(types.Place)
    technologies = OfKind(Technology)
    disagreements = OfKind(Disagreement)
    rules = OfKind(Rule)
    lineages = OfKind(Lineage)
    to_read = OfKind(ToRead)
    omissions = OfKind(Omission)
    corrections = OfKind(Correction)

    @property
    def index(self) -> Mapping[str, SourceIndex]:
        return self.evidence.sources

    def get(self, reference: Reference) -> Model:
        """The record of a reference. Raises KeyError."""
        return self.records[reference.kind][reference.id]

    def references(self) -> Iterator[Reference]:
        return (Reference(kind, id_) for kind, records in self.records.items() for id_ in records)

    def lines(self) -> Iterator[tuple[Citation, Line]]:
        """Every line of every source, with the citation that leads to it."""
        return ((Citation(id_, line.number), line) for id_, index in self.index.items() for line in index.lines)

    def lines_of_texts(self) -> Iterator[tuple[Citation, Line]]:
        """The lines of the sources that are held as texts."""
        return ((citation, line) for citation, line in self.lines() if citation.source not in self.notes)

    def lines_of_notes(self) -> Iterator[tuple[Citation, Line]]:
        """The lines of our notes that are not blank."""
        lines = ((citation, line) for citation, line in self.lines() if citation.source in self.notes)
        return ((citation, line) for citation, line in lines if not line.blank)

    def proof(self, reference: Reference, *path: str | int) -> Proof:
        """The proof of the text at `path`, the keys as in the YAML file. Raises KeyError."""
        return self.proofs[Place(reference, path)]

    def texts(self, reference: Reference) -> tuple[tuple[str | int, ...], ...]:
        """The paths of all proven texts of a record."""
        return self._texts.get(reference, ())

    def mentioned_by(self, reference: Reference) -> tuple[Place, ...]:
        return self._mentions.get(reference, ())

    def related_to(self, reference: Reference) -> tuple[Reference, ...]:
        return self._relations.get(reference, ())

    def statements(self) -> Iterator[tuple[Place, Statement]]:
        """Every statement, in data order."""
        for reference in self.references():
            for id_, statement in getattr(self.get(reference), "statements", {}).items():
                yield Place(reference, ("statements", id_)), statement

    def told_of(self, reference: Reference) -> tuple[Place, ...]:
        """The statements of other records that are about this one, too, in data order."""
        return self._told_of.get(reference, ())

    def resting_on(self, citation: Citation) -> tuple[Place, ...]:
        return self._rests.get(citation, ())

    def is_cited(self, citation: Citation) -> bool:
        """Whether any record cites a source line, be it in vain."""
        return citation in self._cited

    def omitted(self, citation: Citation) -> tuple[tuple[str, Omission], ...]:
        return self._omitted.get(citation, ())

    def disagreements_touching(self, reference: Reference) -> tuple[str, ...]:
        return self._touching.get(reference, ())

    def corrected(self, reference: Reference) -> tuple[str, ...]:
        """What was put right of a record, the newest first."""
        found = [(it.corrected, id_) for id_, it in self.corrections.items() if it.of == reference]
        return tuple(id_ for _, id_ in sorted(found, reverse=True))

    def in_order(self, found: Collection[Reference]) -> list[Reference]:
        """Some of the records, in data order."""
        return sorted((it for it in found if it in self._order), key=self._order.__getitem__)

    def naming(self, reference: Reference) -> tuple[tuple[Citation, tuple[str, ...]], ...]:
        """The source lines that name a record, each with the forms that it prints."""
        return tuple(self._naming.get(reference, {}).items())

    @remembered
    def citations(self, reference: Reference) -> tuple[Citation, ...]:
        """Every line that a record cites, anywhere in it."""
        return all_citations(self.get(reference))

    @remembered
    def sources_of(self, reference: Reference) -> tuple[str, ...]:
        """The sources that state something of a record, in the order in which it cites them, and those of what other
        records hold about it."""
        told = (self.proof(place.reference, *place.path, "says").citations for place in self.told_of(reference))
        citations = (*stating_citations(self.get(reference)), *chain.from_iterable(told))
        return tuple(dict.fromkeys(citation.source for citation in citations))

    def uses(self, citation: Citation, stated: str | Reference) -> tuple[Place, ...]:
        """The texts of ours that a source line backs by a figure on it, given by its key, or by a registered name."""
        return self._uses.get((citation, stated), ())

    @cached_property
    def _order(self) -> Mapping[Reference, int]:
        return {reference: place for place, reference in enumerate(self.references())}

    @cached_property
    def _naming(self) -> Mapping[Reference, Mapping[Citation, tuple[str, ...]]]:
        named = (((name.of, citation), name.printed) for citation, line in self.lines() for name in line.names)
        naming: dict[Reference, dict[Citation, tuple[str, ...]]] = defaultdict(dict)
        for (reference, citation), forms in _grouped(named).items():
            naming[reference][citation] = forms
        return naming

    @cached_property
    def _omitted(self) -> Mapping[Citation, tuple[tuple[str, Omission], ...]]:
        return _grouped((omission.at, (id_, omission)) for id_, omission in self.omissions.items())

    @cached_property
    def _touching(self) -> Mapping[Reference, tuple[str, ...]]:
        return _grouped((touched, id_) for id_, record in self.disagreements.items() for touched in record.touches)

    @cached_property
    def _uses(self) -> Mapping[tuple[Citation, str | Reference], tuple[Place, ...]]:
        figures = (
            ((backing.citation, key), place)
            for place, proof in self.proofs.items()
            for figure in proof.figures
            for backing in figure.backings
            for key in self.evidence.keys(backing)
        )
        names = (
            ((backing.citation, name.mention.of), place)
            for place, proof in self.proofs.items()
            for name in proof.names
            for backing in name.backings
        )
        return _grouped((*figures, *names))

    @cached_property
    def _cited(self) -> frozenset[Citation]:
        return frozenset(citation for reference in self.references() for citation in self.citations(reference))

    @cached_property
    def _texts(self) -> Mapping[Reference, tuple[tuple[str | int, ...], ...]]:
        return _grouped(self.proofs)

    @cached_property
    def _mentions(self) -> Mapping[Reference, tuple[Place, ...]]:
        return _grouped(
            (proof.mention.of, place)
            for place, whole in self.proofs.items()
            for proof in whole.names
            if proof.mention.of != place.reference
        )

    @cached_property
    def _relations(self) -> Mapping[Reference, tuple[Reference, ...]]:
        return _grouped(
            (target, reference)
            for reference in self.references()
            for _, target in related(reference, self.get(reference))
        )

    @cached_property
    def _told_of(self) -> Mapping[Reference, tuple[Place, ...]]:
        return _grouped((target, place) for place, statement in self.statements() for target in statement.about)

    @cached_property
    def _rests(self) -> Mapping[Citation, tuple[Place, ...]]:
        return _grouped((citation, place) for place, proof in self.proofs.items() for citation in proof.citations)


def _grouped(pairs: Iterable[tuple]) -> dict:
    grouped: dict = defaultdict(dict)
    for key, value in pairs:
        grouped[key][value] = None
    return {key: tuple(values) for key, values in grouped.items()}
