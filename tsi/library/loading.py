"""`data/` -> one checked, cross-linked, immutable Library, or everything that is wrong with the data.

One straight way: read the files, type the records, read the evidence index, prove every claim, build the Library once,
check it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

from tsi.evidence import notes
from tsi.evidence.index import SourceIndex, from_json, index_faults, index_notes, noted_hashes, notes_to_json
from tsi.evidence.names import Registry
from tsi.evidence.notes import Note
from tsi.evidence.proof import Evidence, Proof, prove_record
from tsi.library.checks import CHECKS, UNSAID, WHOLE_CHECKS, check_record
from tsi.library.library import Library
from tsi.records import editions, files, history
from tsi.records.claims import Place
from tsi.records.faults import Fault, nearest
from tsi.records.typed import Fitted, id_fault, typed
from tsi.records.types import KINDS, NAMED_KINDS, RETIRED, Model, Reference, Retirement, Source
from tsi.records.yaml_lines import Document, read

REBUILD = "run: make evidence SOURCES=folder (that of the source files)"
REINDEX_NOTES = "run: make evidence"
BIBLIOGRAPHY = ("title", "url", "file", "sha256", "published")
"""The fields of a source held as a text that the index holds as well, as they were known when it was indexed."""

MADE_READY = ".ready"
"""The folder in `data/evidence` of files that are whole and wait to be put in place (`tsi.library.update`)."""

_KEPT_IN_DATA = (
    *(f"{kind}.yml" for kind in (*KINDS, RETIRED)),
    "notes",
    "evidence",
    "search",
    "history",
    "addresses.txt",
    "attack.json",
)
MAY_BE_MISSING = ("corrections",)
"""Kinds of which there may be no record, and then no file."""
TOLD_AT_MOST = 200
"""Faults that are told of in one run: whoever has more has made one mistake many times."""

Documents = Mapping[str, Document]
Records = Mapping[str, Mapping[str, Model]]
Told = Callable[[tuple[Fault, ...]], None]


class DataErrors(Exception):
    """Everything that is wrong with the data, sorted by file and line."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(sorted(set(faults), key=lambda fault: fault.order))
        more = len(self.faults) - TOLD_AT_MOST
        rest = [f"and {more:,} more of these; mend the first ones and check again"] if more > 0 else []
        super().__init__("\n".join([*map(str, self.faults[:TOLD_AT_MOST]), *rest]))


def load(root: Path, left: Told | None = None) -> Library:
    """Everything under `root/data`. Raises DataErrors, which holds all that is wrong.

    What the records leave unsaid of the sources is told to `left`, where there is one: they are not wrong, but are not
    done, and can be shown to whoever is writing them."""
    library, faults = assembled(root)
    _stop_if(faults, library.documents)
    found = {check: list(check(library)) for check in WHOLE_CHECKS}
    unsaid = [fault for check in UNSAID for fault in found.get(check, ())]
    _stop_if(
        [it for check, faults in found.items() for it in faults if not (left and check in UNSAID)], library.documents
    )
    if unsaid and left:
        left(tuple(located(fault, library.documents) for fault in unsaid))
    return library


def assembled(root: Path) -> tuple[Library, list[Fault]]:
    """Whatever of the records fits its type, be it proven or not, and all that is wrong: for an editor who is not done.

    A file or an index that cannot be read stops the way at that point: every later message would follow from it. Raises
    DataErrors.
    """
    typed_ = _type(_read_files(root))
    indexes, read_notes, differing = _read_held(root, typed_)
    # As indexed: where an editor wrote another date, that is a single message and not one for every date inferred.
    sources = cast(Mapping[str, Source], typed_.records["sources"])
    published = {id_: index.bibliography.get("published", sources[id_].published) for id_, index in indexes.items()}
    evidence = Evidence(indexes, typed_.registry, published)
    proofs, unproven = _prove(typed_.records, evidence)
    kept, unread = history.read(root)
    frozen, broken = editions.read(root)
    records, documents, retired = map(_sealed, (typed_.records, typed_.documents, typed_.retired))
    held = MappingProxyType(proofs), _sealed(read_notes), retired, kept, frozen
    library = Library(root, records, documents, evidence, *held)
    by_itself = (fault for it in library.references() for fault in check_record(it, library.get(it), library))
    together = (fault for check in CHECKS for fault in check(library))
    return library, [*typed_.faults, *differing, *unread, *broken, *unproven, *by_itself, *together]


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
    read_ = {kind: _read_file(root, f"data/{kind}.yml", kind) for kind in KINDS}
    if os.path.lexists(root / f"data/{RETIRED}.yml"):
        read_[RETIRED] = read(root / f"data/{RETIRED}.yml", f"data/{RETIRED}.yml")
    faults = [*(fault for _, faults in read_.values() for fault in faults), *_unexpected_files(root)]
    if faults:
        raise DataErrors(faults)
    return {kind: document for kind, (document, _) in read_.items()}


def _read_file(root: Path, file: str, kind: str) -> tuple[Document, list[Fault]]:
    try:
        document, faults = read(root / file, file)
    except FileNotFoundError:
        if kind in MAY_BE_MISSING:
            return Document(file, {}), []
        missing = f"the file is missing; expected the records of the kind ‘{kind}’"
        return Document(file, {}), [Fault.in_file(file, 1, missing)]
    unusable = ((id_, message) for id_ in document.content if (message := id_fault(kind, id_)))
    faults += (Fault.in_file(file, document.line((id_,)), message) for id_, message in unusable)
    return document, faults


def _unexpected_files(root: Path) -> Iterator[Fault]:
    """What else lies in `data/`, and would be passed over in silence. Hidden files are those of editors and systems."""
    for path in sorted((root / "data").glob("[!.]*")):
        if path.name not in _KEPT_IN_DATA:
            kind = nearest(path.stem, (*KINDS, RETIRED)) if path.is_file() else ""
            message = f"no kind of record is kept in this file{kind}; rename or remove it"
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
    return _registry_of(tuple(forms.items()))


@lru_cache(maxsize=4)
def _registry_of(forms: tuple[tuple[Reference, tuple[str, ...]], ...]) -> Registry:
    """The same forms are the same registry, with what it has worked out."""
    return Registry(dict(forms))


# --- The evidence index ----------------------------------------------------------------------------------------------


class _Held(NamedTuple):
    """The committed evidence of every source, the notes, and where records differ from what was known of a source."""

    indexes: dict[str, SourceIndex]
    notes: dict[str, tuple[Note, ...]]
    differing: list[Fault]


def _read_held(root: Path, written: _Typed) -> _Held:
    """Raises DataErrors for an index that is missing, foreign or out of date, and for notes that cannot be read."""
    sources = cast(Mapping[str, Source], written.records["sources"])
    texts = {id_: _read_notes(root, id_) for id_, source in sources.items() if source.held == "notes"}
    read_ = {id_: _read_index(root, id_, texts.get(id_), written.registry) for id_ in sources}
    indexes = {id_: index for id_, index in read_.items() if isinstance(index, SourceIndex)}
    unusable = [fault for it in read_.values() if not isinstance(it, SourceIndex) for fault in it]
    differing = [
        Fault.at(Reference("sources", id_), (field,), message)
        for id_, index in indexes.items()
        for field, message in bibliography_differences(sources[id_], index)
    ]
    differing += _stray_files(root, written.documents["sources"])
    unusable += _not_looked_for({id_: it for id_, it in indexes.items() if id_ not in texts}, written.registry)
    _stop_if([*written.faults, *differing, *unusable] if unusable else [], written.documents)
    return _Held(indexes, {id_: notes.of(text) for id_, text in texts.items() if isinstance(text, str)}, differing)


def _read_notes(root: Path, id_: str) -> str | list[Fault]:
    """The text of our notes on a source, or what is wrong with it."""
    file = notes.file(id_)
    try:
        text = files.text_of(root / file, file)
    except FileNotFoundError:
        return [Fault.at(Reference("sources", id_), ("held",), f"{file} is missing; write the notes, one fact a line")]
    except files.NotRead as refusal:
        return [refusal.fault]
    return files.faults_of_text(text, file) or text


def noted(root: Path, id_: str) -> str:
    """The text of our notes on a source. Raises DataErrors."""
    text = _read_notes(root, id_)
    if isinstance(text, list):
        raise DataErrors(text)
    return text


def _read_index(
    root: Path, id_: str, text_of_notes: str | list[Fault] | None, registry: Registry
) -> SourceIndex | list[Fault]:
    """The evidence of a source, or what is wrong with it. Our notes are read anew, and must have the lines that were
    indexed; the index of any other text is looked at for what can be known without the file."""
    if isinstance(text_of_notes, list):
        return text_of_notes
    file, remedy = f"data/evidence/{id_}.json", REBUILD if text_of_notes is None else REINDEX_NOTES
    try:
        text = files.text_of(root / file, file)
        if text_of_notes is not None:
            return _read_notes_anew(id_, text, index_notes(id_, text_of_notes, registry))
        index = from_json(text, registry)
    except FileNotFoundError:
        return [Fault.at(Reference("sources", id_), (), f"{file} is missing; {remedy}")]
    except files.NotRead as refusal:
        return [refusal.fault]
    except ValueError as error:
        return [Fault.in_file(file, 1, f"{error}; {remedy}")]
    wrong = index_faults(index, text, BIBLIOGRAPHY)
    return [Fault.in_file(file, line, f"{message}; {remedy}") for line, message in wrong] or index


def _read_notes_anew(id_: str, committed: str, now: SourceIndex) -> SourceIndex | list[Fault]:
    """Raises ValueError for a committed index of another version."""
    if noted_hashes(committed) != now.hashes:
        changed = "the notes have changed since they were indexed"
        return [Fault.in_file(notes.file(id_), 1, f"{changed}; {REINDEX_NOTES}")]
    if notes_to_json(now) != committed:
        message = f"the index is not as the program writes it; {REINDEX_NOTES}"
        return [Fault.in_file(f"data/evidence/{id_}.json", 1, message)]
    return now


def _not_looked_for(indexes: Mapping[str, SourceIndex], registry: Registry) -> Iterator[Fault]:
    """The registered forms of which nobody can tell whether a text has them: what the lines without them state would be
    left unsaid."""
    unknown = dict.fromkeys(form for index in indexes.values() for form in index.unknown(registry))
    for form in unknown:
        found = "without the source files only names in capitals are found"
        message = f"nobody has looked for ‘{form}’ in the source files, and {found}; {REBUILD}"
        yield Fault.at(registry.owners[form], ("aliases",), message, form)


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
