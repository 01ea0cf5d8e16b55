"""`data/` -> one checked, cross-linked, immutable Library, or everything that is wrong with the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from tsi.evidence.changes import advice, is_outdated
from tsi.evidence.index import SourceIndex, from_json
from tsi.evidence.names import Registry
from tsi.evidence.proof import Evidence, Proof
from tsi.library.checks import CHECKS, WHOLE_CHECKS, check_record
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.faults import Fault, Finding, nearest
from tsi.records.typed import id_fault, typed
from tsi.records.types import KINDS, NAMED_KINDS, Model, Reference, Source
from tsi.records.yaml_lines import Document, read

REBUILD = "run: tsi evidence --sources DIR (the folder of the source files)"
BIBLIOGRAPHY = ("title", "url", "file", "sha256", "published")
"""The fields of a source that the index holds as well, as they were known when the file was indexed."""


class DataErrors(Exception):
    """Everything that is wrong with the data, sorted by file and line."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


# --- Loading ---------------------------------------------------------------------------------------------------------


def load(root: Path) -> Library:
    """Read, check and link everything under `root/data`. Raises DataErrors, which holds all that is wrong.

    A file or an index that cannot be read stops the check at that stage: every later message would follow from it.
    """
    faults: list[Fault] = []
    documents, records, registry = _read_records(root, faults)
    indexes = _read_indexes(root, records["sources"], registry, documents["sources"], faults)
    # As indexed: where an editor wrote another date, that is a single message and not one for every date inferred.
    published = {id_: index.bibliography["published"] for id_, index in indexes.items()}
    proofs: dict[Place, Proof] = {}
    library = Library(
        root, _sealed(records), _sealed(documents), Evidence(indexes, registry, published), MappingProxyType(proofs)
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


def committed_index(root: Path, source: str) -> SourceIndex | None:
    """The evidence of a source as it was last written; nothing where this version cannot read it."""
    try:
        return from_json((root / f"data/evidence/{source}.json").read_text(encoding="utf-8"))
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
        if path.stem not in KINDS or path.suffix != ".yml":
            message = f"no kind of record is kept in this file{nearest(path.stem, KINDS)}"
            yield Fault(f"data/{path.name}", 1, message)


def _typed_records(record_type: type[Model], document: Document, faults: list[Fault]) -> dict[str, Model]:
    records = {id_: typed(record_type, id_, value, document, faults) for id_, value in document.content.items()}
    return {id_: record for id_, record in records.items() if record}


def _registry(documents: Mapping[str, Document]) -> Registry:
    """The registered names, from the text of the files: a fault elsewhere in a record does not unname it."""
    forms: dict[Reference, tuple[str, ...]] = {}
    for kind in NAMED_KINDS:
        for id_, record in documents[kind].content.items():
            printed = record.get("aliases", ()) if isinstance(record, dict) else ()
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
            indexes[id_] = from_json((root / file).read_text(encoding="utf-8"))
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
            changed = "the names under ‘aliases’ have changed since this was indexed"
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
    for field in BIBLIOGRAPHY:
        written, known = getattr(source, field), index.bibliography.get(field)
        if written != known:
            message = f"‘{written}’ is not what was known when the source was indexed (‘{known}’)"
            yield field, f"{message}; correct it, or {REBUILD}"
