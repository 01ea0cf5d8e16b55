"""Source files as they are now -> new evidence, and the citations of lines that moved mended where they stand.

Nothing is remembered: a citation in `data/` means a line of the committed index until both are replaced, together.
"""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from tsi.evidence.changes import Drift, Hashes, drift
from tsi.evidence.index import SourceIndex, from_json, index_notes, noted_hashes, notes_to_json, to_json
from tsi.evidence.names import Registry
from tsi.library.loading import MADE_READY, noted, read_registered
from tsi.library.provenance import new_indexes
from tsi.records import files
from tsi.records.claims import CITING
from tsi.records.types import Citation, Source
from tsi.records.yaml_lines import Document, Path_

# --- Citations -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WrittenCitation:
    """A citation, and from where to where it is written in the text of a data file."""

    document: Document
    start: int
    end: int
    citation: Citation

    @property
    def place(self) -> str:
        line = self.document.text.count("\n", 0, self.start) + 1
        return f"{self.document.file}:{line}"


def written_citations(document: Document) -> Iterator[WrittenCitation]:
    """Every citation in a data file whose records fit their types."""
    for path, (start, end) in document.positions.items():
        key = next(part for part in reversed(path) if isinstance(part, str))
        if key in CITING:
            text = _value(document, path)
            inside = document.text.find(text, start, end)  # quotation marks stay; what is written in escapes does not
            span = (start, end) if inside < 0 else (inside, inside + len(text))
            yield WrittenCitation(document, *span, Citation.parse(text))


def _value(document: Document, path: Path_) -> str:
    value: Any = document.content
    for step in path:
        value = value[step]
    return value


@dataclass(frozen=True)
class Mending:
    """A citation of a line that is elsewhere, and the numbers where its text stands now."""

    written: WrittenCitation
    now: tuple[int, ...]

    @property
    def is_decided(self) -> bool:
        return len(self.now) == 1

    @property
    def text(self) -> str:
        """What is to stand in its place; where only an editor can tell, a question mark that the checker refuses."""
        citation = self.written.citation
        return str(citation._replace(line=self.now[0])) if self.is_decided else f"{citation}?"

    def __str__(self) -> str:
        why = "" if self.is_decided else f" ({_either(self.written.citation.source, self.now) or 'gone'})"
        return f"{self.written.place}: {self.written.citation} → {self.text}{why}"


def _either(source: str, numbers: Iterable[int]) -> str:
    return " or ".join(str(Citation(source, number)) for number in numbers)


# --- An update -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Update:
    """What the source files change: by source the new index, its text, and what became of the lines of the committed
    one; all citations in `data/`, and the mendings of those whose line is elsewhere, both by file and place."""

    indexes: Mapping[str, SourceIndex]
    evidence: Mapping[str, str]
    drifts: Mapping[str, Drift]
    citations: tuple[WrittenCitation, ...]
    mendings: tuple[Mending, ...]

    def texts(self) -> dict[str, str]:
        """By its path in the project, the new text of each index, and of each data file with a mending."""
        indexes = {f"data/evidence/{id_}.json": text for id_, text in self.evidence.items()}
        by_file = groupby(self.mendings, key=lambda mending: mending.written.document.file)
        return indexes | {file: _mended(list(mendings)) for file, mendings in by_file}


def prepared(root: Path, folder: Path | None, any_sha256: bool = False) -> Update:
    """The update of the data in `root` that our notes ask for, and the source files in `folder` if one is given;
    `any_sha256` as for `new_indexes`.

    Writes nothing. Raises DataErrors and OSError."""
    documents, records, registry = read_registered(root)
    sources = cast(Mapping[str, Source], records["sources"])
    texts = {id_: source for id_, source in sources.items() if source.held == "text"} if folder else {}
    indexes = new_indexes(folder, texts, registry, any_sha256) if folder else {}
    evidence = {id_: to_json(index) for id_, index in indexes.items()}
    noted_ = {id_: noted(root, id_) for id_, source in sources.items() if source.held == "notes"}
    of_notes = {id_: index_notes(id_, text, registry) for id_, text in noted_.items()}
    evidence |= {id_: notes_to_json(index) for id_, index in of_notes.items()}
    indexes |= of_notes
    committed = {id_: _committed(root, id_, id_ in of_notes) for id_ in indexes}
    drifts = {id_: drift(before, indexes[id_].hashes) for id_, before in committed.items() if before}
    moved = {Citation(id_, old): now for id_, change in drifts.items() for old, now in change.moved.items()}
    citations = tuple(written for document in documents.values() for written in written_citations(document))
    mendings = (Mending(written, moved[written.citation]) for written in citations if written.citation in moved)
    return Update(indexes, evidence, drifts, citations, tuple(mendings))


def _committed(root: Path, source: str, is_noted: bool) -> Hashes | None:
    """The lines of a source as they were last indexed; nothing where this version cannot read them."""
    try:
        file = f"data/evidence/{source}.json"
        text = files.text_of(root / file, file)
        return noted_hashes(text) if is_noted else from_json(text, Registry({})).hashes
    except (FileNotFoundError, files.NotRead, ValueError):
        return None


def _mended(mendings: list[Mending]) -> str:
    """The text of a file with its citations mended, from the end, so that none moves before its turn."""
    text = mendings[0].written.document.text
    for mending in sorted(mendings, key=lambda mending: mending.written.start, reverse=True):
        text = text[: mending.written.start] + mending.text + text[mending.written.end :]
    return text


# --- Told to an editor -----------------------------------------------------------------------------------------------


def told(update: Update) -> Iterator[str]:
    """What became of the lines and of the citations, a message a line, and how much there is of each."""
    for id_, change in update.drifts.items():
        yield from _changes(id_, change, update.citations)
    for id_, index in update.indexes.items():
        figures, names = (sum(len(getattr(line, what)) for line in index.lines) for what in ("figures", "names"))
        compared = "" if id_ in update.drifts else "; there was none to compare it with, so no citation of it is mended"
        yield f"data/evidence/{id_}.json: {len(index.lines)} lines, {figures} figures, {names} names{compared}"
    yield from map(str, update.mendings)
    decided = sum(mending.is_decided for mending in update.mendings)
    yield f"{decided} citations mended, {len(update.mendings) - decided} marked with ‘?’ for you to decide"


def _changes(source: str, change: Drift, citations: Iterable[WrittenCitation]) -> Iterator[str]:
    """What became of each line; of one that was reworded, the places that cite it and must be read again."""
    for old, now in change.moved.items():
        yield f"{source}:{old} is {f'now {_either(source, now)}' if now else 'gone'}"
    for number in change.reworded:
        places = ", ".join(written.place for written in citations if written.citation == (source, number)) or "nowhere"
        yield f"{source}:{number} is reworded; cited at {places}"
    yield from (f"{source}:{number} is new" for number in change.new)


# --- Put in place ----------------------------------------------------------------------------------------------------


def put_in_place(root: Path, texts: Mapping[str, str]) -> None:
    """Write the files that change. A run that is stopped leaves all of them old, or has made all of them ready, and
    then `finish` puts the new ones in place. A byte order mark and the mode of a file stay. Raises OSError."""
    unfinished, ready = root / "data/evidence/.unfinished", root / "data/evidence" / MADE_READY
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        for file, text in texts.items():
            _write_if_changed(root / file, unfinished / file, text)
        if unfinished.exists():
            unfinished.rename(ready)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    finish(root)


def _write_if_changed(old: Path, new: Path, text: str) -> None:
    was = old.read_bytes() if old.exists() else b""
    content = (codecs.BOM_UTF8 if was.startswith(codecs.BOM_UTF8) else b"") + text.encode("utf-8")
    if content != was:
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
        if old.exists():
            shutil.copymode(old, new)


def finish(root: Path) -> None:
    """Put in place what an update has made ready. Raises OSError."""
    ready = root / "data/evidence" / MADE_READY
    for new in sorted(path for path in ready.rglob("*") if path.is_file()):
        new.replace(root / new.relative_to(ready))
    if ready.exists():
        shutil.rmtree(ready)
