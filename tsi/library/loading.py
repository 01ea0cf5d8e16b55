"""`data/` -> one checked, cross-linked, immutable Library, or everything that is wrong with the data.

One straight way: read the files, type the records, read the evidence index, prove every claim, build the Library once,
check it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

from tsi.evidence import notes
from tsi.evidence.index import SourceIndex, from_json
from tsi.evidence.names import Registry
from tsi.evidence.proof import Evidence, Proof, prove_record
from tsi.library.checks import CHECKS, WHOLE_CHECKS, check_record
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.faults import Fault, nearest
from tsi.records.typed import Fitted, id_fault, typed
from tsi.records.types import KINDS, NAMED_KINDS, RETIRED, Model, Reference, Retirement, Source
from tsi.records.yaml_lines import Document, read

REBUILD = "run: tsi evidence --sources DIR (the folder of the source files)"
REINDEX_NOTES = "run: tsi evidence"
BIBLIOGRAPHY = ("title", "url", "file", "sha256", "published")
"""The fields of a source held as a text that the index holds as well, as they were known when it was indexed."""

MADE_READY = ".ready"
"""The folder in `data/evidence` of files that are whole and wait to be put in place (`tsi.library.update`)."""

Documents = Mapping[str, Document]
Records = Mapping[str, Mapping[str, Model]]


class DataErrors(Exception):
    """Everything that is wrong with the data, sorted by file and line."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(sorted(set(faults), key=lambda fault: fault.order))
        super().__init__("\n".join(map(str, self.faults)))


def load(root: Path) -> Library:
    """Everything under `root/data`. Raises DataErrors, which holds all that is wrong.

    A file or an index that cannot be read stops the way at that point: every later message would follow from it.
    """
    typed_ = _type(_read_files(root))
    indexes, differing = _read_indexes(root, typed_)
    # As indexed: where an editor wrote another date, that is a single message and not one for every date inferred.
    sources = cast(Mapping[str, Source], typed_.records["sources"])
    published = {id_: index.bibliography.get("published", sources[id_].published) for id_, index in indexes.items()}
    evidence = Evidence(indexes, typed_.registry, published)
    proofs, unproven = _prove(typed_.records, evidence)
    records, documents, retired = map(_sealed, (typed_.records, typed_.documents, typed_.retired))
    read_notes = {id_: notes.read(root / notes.file(id_)) for id_ in indexes if sources[id_].held == "notes"}
    library = Library(root, records, documents, evidence, MappingProxyType(proofs), _sealed(read_notes), retired)
    by_itself = (fault for it in library.references() for fault in check_record(it, library.get(it), library))
    together = (fault for check in CHECKS for fault in check(library))
    _stop_if([*typed_.faults, *differing, *unproven, *by_itself, *together], library.documents)
    _stop_if([fault for check in WHOLE_CHECKS for fault in check(library)], library.documents)
    return library


def located(fault: Fault, documents: Documents) -> Fault:
    """A fault in a record with the file and the line where the record has it."""
    if fault.place is None:
        return fault
    reference, path = fault.place
    document = documents[reference.kind]
    return replace(fault, file=document.file, line=document.line((reference.id, *path), fault.fragment))


def _stop_if(faults: Iterable[Fault], documents: Documents) -> None:
    if placed := [located(fault, documents) for fault in faults]:
        raise DataErrors(placed)


def _sealed(mapping: Mapping) -> Mapping:
    return MappingProxyType(
        {key: MappingProxyType(item) if isinstance(item, dict) else item for key, item in mapping.items()}
    )


# --- Reading and typing ----------------------------------------------------------------------------------------------


class _Typed(NamedTuple):
    """The files, the records that fit their type, what is retired, the registered names, and what did not fit."""

    documents: Documents
    records: Records
    retired: Mapping[str, Retirement]
    registry: Registry
    faults: list[Fault]


def read_registered(root: Path) -> tuple[Documents, Records, Registry]:
    """The files, the records as typed, unproven, and their registry: what the evidence index is built with.

    Raises DataErrors."""
    typed_ = _type(_read_files(root))
    _stop_if(typed_.faults, typed_.documents)
    return typed_.documents, typed_.records, typed_.registry


def _read_files(root: Path) -> Documents:
    """The files of `data/`, one a kind of record. Raises DataErrors where one cannot be read."""
    files = {kind: _read_file(root, f"data/{kind}.yml", kind) for kind in KINDS}
    if (root / f"data/{RETIRED}.yml").is_file():
        files[RETIRED] = read(root / f"data/{RETIRED}.yml", f"data/{RETIRED}.yml")
    unreadable = [fault for _, faults in files.values() for fault in faults]
    if unreadable:
        raise DataErrors([*unreadable, *_unexpected_files(root)])
    return {kind: document for kind, (document, _) in files.items()}


def _read_file(root: Path, file: str, kind: str) -> tuple[Document, list[Fault]]:
    if not (root / file).is_file():
        missing = f"the file is missing; expected the records of the kind ‘{kind}’"
        return Document(file, {}), [Fault.in_file(file, 1, missing)]
    document, faults = read(root / file, file)
    unusable = ((id_, message) for id_ in document.content if (message := id_fault(kind, id_)))
    faults += (Fault.in_file(file, document.line((id_,)), message) for id_, message in unusable)
    return document, faults


def _unexpected_files(root: Path) -> Iterator[Fault]:
    for path in sorted((root / "data").glob("*.y*ml")):
        kept = (*KINDS, RETIRED)
        if path.stem not in kept or path.suffix != ".yml":
            message = f"no kind of record is kept in this file{nearest(path.stem, kept)}"
            yield Fault.in_file(f"data/{path.name}", 1, message)


def _type(documents: Documents) -> _Typed:
    faults: list[Fault] = []
    records = {kind: _typed_in(documents, kind, record_type, faults) for kind, record_type in KINDS.items()}
    retired = _typed_in(documents, RETIRED, Retirement, faults) if RETIRED in documents else {}
    return _Typed(documents, records, retired, _registry(documents), faults)


def _typed_in(documents: Documents, kind: str, record_type: type[Fitted], faults: list[Fault]) -> dict[str, Fitted]:
    """What of a file fits its type; `faults` gets what does not."""
    fitting: dict[str, Fitted] = {}
    for id_, value in documents[kind].content.items():
        record, misfits = typed(Reference(kind, id_), value, record_type)
        faults += misfits
        if record:
            fitting[id_] = record
    return fitting


def _registry(documents: Documents) -> Registry:
    """The registered names, from the text of the files: a fault elsewhere in a record does not unname it."""
    forms: dict[Reference, tuple[str, ...]] = {}
    for kind in NAMED_KINDS:
        for id_, record in documents[kind].content.items():
            printed = record.get("aliases", ()) if isinstance(record, dict) else ()
            printed = (printed,) if isinstance(printed, str) else printed
            forms[Reference(kind, id_)] = tuple(form for form in printed if isinstance(form, str) and form.strip())
    return Registry(forms)


# --- The evidence index ----------------------------------------------------------------------------------------------


def _read_indexes(root: Path, written: _Typed) -> tuple[dict[str, SourceIndex], list[Fault]]:
    """The committed evidence of every source, and where records differ from it.

    Raises DataErrors for an index that is missing, foreign or out of date."""
    sources = cast(Mapping[str, Source], written.records["sources"])
    read_ = {id_: _read_index(root, id_, source, written.registry) for id_, source in sources.items()}
    indexes = {id_: index for id_, index in read_.items() if isinstance(index, SourceIndex)}
    unusable = [fault for fault in read_.values() if isinstance(fault, Fault)]
    differing = [
        Fault.at(Reference("sources", id_), (field,), message)
        for id_, index in indexes.items()
        for field, message in bibliography_differences(sources[id_], index)
    ]
    differing += _stray_files(root, written.documents["sources"])
    _stop_if([*written.faults, *differing, *unusable] if unusable else [], written.documents)
    return indexes, differing


def _read_index(root: Path, id_: str, source: Source, registry: Registry) -> SourceIndex | Fault:
    file, remedy = f"data/evidence/{id_}.json", REINDEX_NOTES if source.held == "notes" else REBUILD
    try:
        index = from_json((root / file).read_text(encoding="utf-8"), registry)
    except FileNotFoundError:
        return Fault.at(Reference("sources", id_), (), f"{file} is missing; {remedy}")
    except ValueError as error:
        return Fault.in_file(file, 1, f"{error}; {remedy}")
    if index.names_sha256 != registry.fingerprint:
        changed = "the names under ‘aliases’ have changed since this was indexed"
        return Fault.in_file(file, 1, f"{changed}; {remedy}")
    return _unfit_for_notes(root, id_, index) if source.held == "notes" else index


def _unfit_for_notes(root: Path, id_: str, index: SourceIndex) -> SourceIndex | Fault:
    """The index of notes, or why it is not that of the notes as they are now."""
    file = notes.file(id_)
    if not (root / file).is_file():
        return Fault.at(Reference("sources", id_), ("held",), f"{file} is missing; write the notes, one fact a line")
    if hashlib.sha256((root / file).read_bytes()).hexdigest() != index.sha256:
        return Fault.in_file(file, 1, f"the notes have changed since they were indexed; {REINDEX_NOTES}")
    return index


def _stray_files(root: Path, sources: Document) -> Iterator[Fault]:
    kept = {f"{id_}.json" for id_ in sources.content}
    for path in sorted((root / notes.FOLDER).glob("*")):
        if path.stem not in sources.content or path.suffix != ".txt":
            message = "no record in data/sources.yml is called like this; write the record or remove the file"
            yield Fault.in_file(f"{notes.FOLDER}/{path.name}", 1, message)
    for path in sorted((root / "data/evidence").glob("*")):
        if path.name == MADE_READY:
            message = f"a rebuild was interrupted, and can be finished; {REBUILD}"
            yield Fault.in_file(f"data/evidence/{path.name}", 1, message)
        elif path.name not in kept:
            message = "no record in data/sources.yml has this evidence; remove the file or write the record"
            yield Fault.in_file(f"data/evidence/{path.name}", 1, message)


def bibliography_differences(source: Model, index: SourceIndex) -> Iterator[tuple[str, str]]:
    """The fields of a source's record that differ from what was known when it was indexed, and what to do."""
    for field, known in index.bibliography.items():
        written = getattr(source, field)
        if written != known:
            message = f"‘{written}’ is not what was known when the source was indexed (‘{known}’)"
            yield field, f"{message}; correct it, or {REBUILD}"


# --- Proving ---------------------------------------------------------------------------------------------------------


def _prove(records: Records, evidence: Evidence) -> tuple[dict[Place, Proof], list[Fault]]:
    """The proof of every claim of every record, and what no cited line states."""
    proofs: dict[Place, Proof] = {}
    faults: list[Fault] = []
    for kind, records_of_kind in records.items():
        for id_, record in records_of_kind.items():
            proven, unproven = prove_record(Reference(kind, id_), record, evidence)
            proofs |= proven
            faults += unproven
    return proofs, faults
