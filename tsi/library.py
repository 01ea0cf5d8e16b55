"""`data/` -> one checked, cross-linked, immutable Library.

`load` reads every file, types every record, proves every text against the evidence index and runs the checks listed in
`CHECKS`. Whatever is wrong is reported together, a message each, with file and line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from tsi.checks import CHECKS, WHOLE_CHECKS, Finding, check_record
from tsi.evidence import Evidence, Line, Proof, SourceIndex, from_json
from tsi.names import Registry
from tsi.reading import Document, Fault, read
from tsi.records import KINDS, NAMED_KINDS, Citation, Model, Omission, Reference, Retirement, Source
from tsi.renumbering import advice, is_outdated
from tsi.validation import id_fault, nearest, typed
from tsi.walk import Place, all_citations, related, stating_citations

RETIRED = "retired"
"""The file of what the site holds no more, which need not be there."""
REBUILD = "run: tsi evidence --sources DIR (the folder of the source files)"
BIBLIOGRAPHY = ("title", "url", "file", "sha256", "published")
"""The fields of a source that the index holds as well, as they were known when the file was indexed."""


class DataErrors(Exception):
    """Everything that is wrong with the data, sorted by file and line."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, eq=False)
class Library:
    """All records, all proofs, and the links between them. `documents` tell where in `data/` each value is written. A
    library is like itself alone, so that what is made of it can be remembered."""

    root: Path
    records: Mapping[str, Mapping[str, Model]]
    documents: Mapping[str, Document]
    evidence: Evidence
    proofs: Mapping[Place, Proof]
    retired: Mapping[str, Retirement] = field(default_factory=dict)
    """By what stands at the left margin of `data/retired.yml`: an address of the site, or a record and a part of it."""

    @property
    def index(self) -> Mapping[str, SourceIndex]:
        return self.evidence.sources

    def get(self, reference: Reference) -> Model:
        return self.records[reference.kind][reference.id]

    def references(self) -> Iterator[Reference]:
        return (Reference(kind, id_) for kind, records in self.records.items() for id_ in records)

    def lines(self) -> Iterator[tuple[Citation, Line]]:
        """Every line of every source, with the citation that leads to it."""
        return ((Citation(id_, line.number), line) for id_, index in self.index.items() for line in index.lines)

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

    def resting_on(self, citation: Citation) -> tuple[Place, ...]:
        return self._rests.get(citation, ())

    def omitted(self, citation: Citation) -> tuple[tuple[str, Omission], ...]:
        return tuple((id_, omission) for id_, omission in self.records["omissions"].items() if omission.at == citation)

    def disagreements_touching(self, reference: Reference) -> tuple[str, ...]:
        return tuple(id_ for id_, record in self.records["disagreements"].items() if reference in record.touches)

    def citations(self, reference: Reference) -> tuple[Citation, ...]:
        """Every line that a record cites, anywhere in it."""
        return all_citations(self.get(reference))

    def sources_of(self, reference: Reference) -> tuple[str, ...]:
        """The sources that state something of a record, in the order in which it cites them."""
        return tuple(dict.fromkeys(citation.source for citation in stating_citations(self.get(reference))))

    def uses(self, citation: Citation, stated: str | Reference) -> tuple[Place, ...]:
        """The texts of ours that a source line backs by a figure on it, given by its key, or by a registered name."""
        return self._uses.get((citation, stated), ())

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
    def _rests(self) -> Mapping[Citation, tuple[Place, ...]]:
        return _grouped((citation, place) for place, proof in self.proofs.items() for citation in proof.citations)


def _grouped(pairs: Iterable[tuple]) -> dict:
    grouped: dict = defaultdict(dict)
    for key, value in pairs:
        grouped[key][value] = None
    return {key: tuple(values) for key, values in grouped.items()}


# --- Loading ---------------------------------------------------------------------------------------------------------


def load(root: Path) -> Library:
    """Read, check and link everything under `root/data`. Raises DataErrors, which holds all that is wrong.

    A file or an index that cannot be read stops the check at that stage: every later message would follow from it.
    """
    faults: list[Fault] = []
    documents, records, registry = _read_records(root, faults)
    retired = _read_retired(root, documents, faults)
    indexes = _read_indexes(root, records["sources"], registry, documents["sources"], faults)
    # As indexed: where an editor wrote another date, that is a single message and not one for every date inferred.
    published = {id_: index.bibliography["published"] for id_, index in indexes.items()}
    proofs: dict[Place, Proof] = {}
    evidence = Evidence(indexes, registry, published)
    library = Library(
        root, _sealed(records), _sealed(documents), evidence, MappingProxyType(proofs), MappingProxyType(retired)
    )
    for reference in library.references():
        proven, findings = check_record(reference, library.get(reference), library)
        proofs.update(proven)
        faults.extend(located(finding, library) for finding in findings)
    for checks in (CHECKS, WHOLE_CHECKS):
        faults.extend(located(finding, library) for check in checks for finding in check(library))
        _stop_if(faults)
    return library


def located(finding: Finding, library: Library) -> Fault:
    """A finding as a fault at its file and line. A citation from before its source file changed is told where the line
    that it means stands now."""
    document = library.documents[finding.reference.kind]
    line = document.line((finding.reference.id, *finding.path), finding.fragment)
    outdated = (citation for citation in finding.cited if is_outdated(citation, library.index))
    message = "; ".join([finding.message, *(advice(citation, library.index) for citation in outdated)])
    return Fault(document.file, line, f"{Place(finding.reference, finding.path)}: {message}")


def _sealed(mapping: Mapping) -> Mapping:
    return MappingProxyType(
        {key: MappingProxyType(item) if isinstance(item, dict) else item for key, item in mapping.items()}
    )


def _stop_if(faults: list[Fault]) -> None:
    if faults:
        raise DataErrors(faults)


def read_registered(root: Path) -> tuple[Mapping[str, Document], Mapping[str, Mapping[str, Model]], Registry]:
    """The files, the records as typed, unproven, and their registry: what the evidence index is built with.

    Raises DataErrors."""
    faults: list[Fault] = []
    documents, records, registry = _read_records(root, faults)
    _stop_if(faults)
    return documents, records, registry


def committed_index(root: Path, source: str, registry: Registry) -> SourceIndex | None:
    """The evidence of a source as it was last written; nothing where this version cannot read it."""
    try:
        return from_json((root / f"data/evidence/{source}.json").read_text(encoding="utf-8"), registry)
    except (FileNotFoundError, ValueError):
        return None


def _read_records(root: Path, faults: list[Fault]) -> tuple[dict[str, Document], dict[str, dict[str, Model]], Registry]:
    """The files, the records that fit their type, and the registered names. Raises DataErrors for unreadable files."""
    faults.extend(_unexpected_files(root))
    documents = {kind: _read_file(root, kind, faults) for kind in KINDS}
    unreadable = bool(faults)
    records = {kind: _typed_records(record_type, documents[kind], faults) for kind, record_type in KINDS.items()}
    if unreadable:
        _stop_if(faults)
    return documents, records, _registry(documents)


def _read_file(root: Path, kind: str, faults: list[Fault]) -> Document:
    file = f"data/{kind}.yml"
    if not (root / file).is_file():
        faults.append(Fault(file, 1, f"the file is missing; expected the records of the kind ‘{kind}’"))
        return Document(file, {})
    document, found = read(root / file, file)
    faults.extend(found)
    faults.extend(Fault(file, document.line((id_,)), fault) for id_ in document.content if (fault := id_fault(id_)))
    return document


def _unexpected_files(root: Path) -> Iterator[Fault]:
    for path in sorted((root / "data").glob("*.y*ml")):
        kept = (*KINDS, RETIRED)
        if path.stem not in kept or path.suffix != ".yml":
            message = f"no kind of record is kept in this file{nearest(path.stem, kept)}"
            yield Fault(f"data/{path.name}", 1, message)


def _read_retired(root: Path, documents: dict[str, Document], faults: list[Fault]) -> dict[str, Retirement]:
    """What the site holds no more; nothing where there is no such file."""
    file = f"data/{RETIRED}.yml"
    if not (root / file).is_file():
        return {}
    documents[RETIRED], found = read(root / file, file)
    faults.extend(found)
    return _typed_records(Retirement, documents[RETIRED], faults)


def _typed_records(record_type: type[Model], document: Document, faults: list[Fault]) -> dict[str, Model]:
    records = {id_: typed(record_type, id_, value, document, faults) for id_, value in document.content.items()}
    return {id_: record for id_, record in records.items() if record}


def _registry(documents: Mapping[str, Document]) -> Registry:
    """The registered names, from the text of the files: a fault elsewhere in a record does not unname it."""
    forms: dict[Reference, tuple[str, ...]] = {}
    for kind in NAMED_KINDS:
        for id_, record in documents[kind].content.items():
            printed = record.get("printed_as", ()) if isinstance(record, dict) else ()
            printed = (printed,) if isinstance(printed, str) else printed
            forms[Reference(kind, id_)] = tuple(form for form in printed if isinstance(form, str) and form.strip())
    return Registry(forms)


def _read_indexes(
    root: Path, sources: Mapping[str, Source], registry: Registry, document: Document, faults: list[Fault]
) -> dict[str, SourceIndex]:
    """The committed evidence, one file a source. Raises DataErrors for missing, foreign or outdated ones."""
    indexes = {}
    unusable = []
    for id_, source in sources.items():
        file = f"data/evidence/{id_}.json"
        try:
            indexes[id_] = from_json((root / file).read_text(encoding="utf-8"), registry)
        except FileNotFoundError:
            unusable.append(Fault(document.file, document.line((id_,)), f"{id_}: {file} is missing; {REBUILD}"))
            continue
        except ValueError as error:
            unusable.append(Fault(file, 1, f"{error}; {REBUILD}"))
            continue
        faults.extend(
            Fault(document.file, document.line((id_, field)), f"{id_}.{field}: {message}")
            for field, message in bibliography_differences(source, indexes[id_])
        )
        if indexes[id_].names_sha256 != registry.fingerprint:
            changed = "the names under ‘printed_as’ have changed since this was indexed"
            unusable.append(Fault(file, 1, f"{changed}; {REBUILD}"))
    faults.extend(_stray_indexes(root, document))
    if unusable:
        raise DataErrors([*faults, *unusable])
    return indexes


def _stray_indexes(root: Path, sources: Document) -> Iterator[Fault]:
    kept = {f"{id_}.json" for id_ in sources.content}
    for path in sorted((root / "data/evidence").glob("*")):
        if path.name not in kept:
            message = "no record in data/sources.yml has this evidence; remove the file or write the record"
            yield Fault(f"data/evidence/{path.name}", 1, message)


def bibliography_differences(source: Source, index: SourceIndex) -> Iterator[tuple[str, str]]:
    """The fields of a source's record that differ from what was known when it was indexed, and what to do."""
    for name in BIBLIOGRAPHY:
        written, known = getattr(source, name), index.bibliography.get(name)
        if written != known:
            message = f"‘{written}’ is not what was known when the source was indexed (‘{known}’)"
            yield name, f"{message}; correct it, or {REBUILD}"
