"""A new source, from its file to a worksheet: checksum, bibliographic record, index, and what is left to say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tsi.desk import edits, lines, new
from tsi.desk.edits import CannotEdit, Edit
from tsi.evidence import notes
from tsi.library import day, loading, update
from tsi.library.provenance import Provenance
from tsi.records import fields
from tsi.records.typed import TODO
from tsi.records.yaml_lines import read

KIND = "sources"
FILE = f"data/{KIND}.yml"
PROVENANCE = "provenance.yml"


class Source(NamedTuple):
    """A file of a source and the id of its record. `folder` is that of the source files, if it is a text that stands
    there; our own notes have none."""

    file: Path
    id: str
    folder: Path | None

    @property
    def held(self) -> str:
        return "text" if self.folder else "notes"


def of(file: Path, id_: str, folder: Path | None) -> Source:
    """What a file holds: a text, if it stands in the folder of the source files; our notes otherwise."""
    is_text = folder is not None and file.resolve().parent == folder.resolve()
    return Source(file, id_ or _slug(file.stem), folder if is_text else None)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def described(root: Path, source: Source, given: Mapping[str, str]) -> Edit:
    """The bibliographic record of a source that has none, with its notes; nothing where it stands already.

    Raises CannotEdit and OSError."""
    document, _ = read(root / FILE, FILE)
    if source.id in document.content:
        return Edit({})
    known = {"held": source.held, "read_on": str(day.of_build())}
    if source.folder:
        known |= {"file": source.file.name, "sha256": hashlib.sha256(source.file.read_bytes()).hexdigest()}
    edit = new.made(root, KIND, source.id, (), {**known, **given})
    own = notes.file(source.id)
    if source.folder or source.file.resolve() == (root / own).resolve():
        return edit
    return Edit({**edit.texts, own: source.file.read_text(encoding="utf-8")})


def unwritten(root: Path, source: Source) -> Iterator[str]:
    """What of its record is still to be written, by file and line."""
    document, _ = read(root / FILE, FILE)
    for path in document.positions:
        if path[0] == source.id and edits.content(document, path) == TODO:
            yield f"{document.file}:{document.line(path)}: {'.'.join(map(str, path))}: {_expected(str(path[1]))}"


def _expected(key: str) -> str:
    words = {it.key: it.words for it in new.wanted(KIND)}.get(key)
    return f"one of {', '.join(words)}" if words else "write this"


def told_of_file(root: Path, source: Source) -> bool:
    """Describe a text in the `provenance.yml` of its folder, unless it is; whether that was to do. Raises OSError."""
    if source.folder is None:
        return False
    path = source.folder / PROVENANCE
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if source.file.name in read(path, PROVENANCE)[0].content if before else False:
        return False
    record = read(root / FILE, FILE)[0].content[source.id]
    entry = {field.key: record[field.key] for field in fields.of(Provenance)}
    path.write_text(edits.added(before, edits.record(source.file.name, entry)), encoding="utf-8")
    return True


def indexed(root: Path, source: Source) -> Iterator[str]:
    """Index a source and give its worksheet. Raises DataErrors and OSError."""
    update.finish(root)
    update.put_in_place(root, update.prepared(root, source.folder).texts())
    library, _ = loading.assembled(root)
    if source.id not in library.index:
        raise CannotEdit(f"{FILE}: {source.id} is not right yet; run make check, mend it, and run this again")
    yield from lines.worksheet(library, source.id, source.folder)
