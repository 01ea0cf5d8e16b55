"""What a changed source file changes: lines that moved, figures that came and went, records left unproven."""

from __future__ import annotations

import codecs
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from tsi.evidence.changes import Drift, is_outdated, stands_now
from tsi.evidence.index import SourceIndex, to_json
from tsi.evidence.proof import Evidence
from tsi.library.checks import check_record
from tsi.library.library import Library
from tsi.library.loading import located
from tsi.records.claims import CITING, Place
from tsi.records.faults import Fault
from tsi.records.types import ID_PATTERN, Citation
from tsi.records.yaml_lines import Document

# --- Mending ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outdated:
    """An outdated citation, where it begins in the text of its file, and where the line that it means stands now."""

    document: Document
    start: int
    citation: Citation
    now: tuple[Citation, ...]

    @property
    def mended(self) -> str:
        """What is to stand in its place; where only an editor can tell, a question mark that the checker refuses."""
        return str(self.now[0]) if len(self.now) == 1 else f"{self.citation}?"

    def __str__(self) -> str:
        line = self.document.text.count("\n", 0, self.start) + 1
        candidates = f" ({' or '.join(map(str, self.now))})" if len(self.now) > 1 else ""
        return f"{self.document.file}:{line}: {self.citation} → {self.mended}{candidates}"


_CITATION = re.compile(rf"{ID_PATTERN}:[0-9]+")


def outdated(documents: Iterable[Document], indexes: Mapping[str, SourceIndex]) -> list[Outdated]:
    """Every outdated citation, by file and place."""
    found = (
        Outdated(document, start, citation, stands_now(citation, indexes))
        for document in documents
        for start, citation in _citations(document)
        if is_outdated(citation, indexes)
    )
    return sorted(found, key=lambda it: (it.document.file, it.start))


def _citations(document: Document) -> Iterator[tuple[int, Citation]]:
    """Every citation in a data file, and where in its text it begins."""
    for path, position in document.positions.items():
        key = next(part for part in reversed(path) if isinstance(part, str))
        written = _CITATION.search(document.text, *position) if key in CITING else None
        if written:
            yield written.start(), Citation.parse(written[0])


def mend(root: Path, found: Iterable[Outdated], indexes: Iterable[SourceIndex]) -> None:
    """Mend the citations where they stand, change nothing else in the files, and give up the memory of the indexes.

    Everything is written beside the files first and put in their places when all of it is there, since a citation that
    is mended could not be told from one that is not. Raises OSError."""
    texts = {file: _mended(list(group)) for file, group in groupby(found, key=lambda it: it.document.file)}
    texts |= {f"data/evidence/{it.source}.json": to_json(replace(it, earlier={})) for it in indexes if it.earlier}
    beside = {root / file: root / f"{file}.new" for file in texts}
    try:
        for (path, new), text in zip(beside.items(), texts.values(), strict=True):
            mark = codecs.BOM_UTF8 if path.read_bytes().startswith(codecs.BOM_UTF8) else b""
            new.write_bytes(mark + text.encode("utf-8"))
            shutil.copymode(path, new)
        for path, new in beside.items():
            new.replace(path)
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)


def _mended(found: list[Outdated]) -> str:
    """The text of a file with its outdated citations mended, from the end, so that none moves before its turn."""
    text = found[0].document.text
    for it in sorted(found, key=lambda it: it.start, reverse=True):
        text = text[: it.start] + it.mended + text[it.start + len(str(it.citation)) :]
    return text


def described(drift: Drift, library: Library) -> Iterator[str]:
    """A drift in words, a line each, with the records that rest on every line it concerns."""
    for old, new in drift.moved.items():
        where = Citation(drift.source, old)
        places = " or ".join(str(Citation(drift.source, number)) for number in new)
        yield f"{where} is now {places}, word for word; {_resting(library, where)}"
    for number in drift.changed:
        where = Citation(drift.source, number)
        gone = ", ".join(figure.printed for line, figure in drift.gone if line == number) or "none"
        yield f"{where} has changed; figures gone: {gone}; {_resting(library, where)}"
    for number in drift.new:
        come = ", ".join(figure.printed for line, figure in drift.come if line == number) or "none"
        yield f"{Citation(drift.source, number)} is new or reworded; figures come: {come}"


def _resting(library: Library, citation: Citation) -> str:
    places = library.resting_on(citation)
    return f"cited by {', '.join(map(_named, places))}" if places else "cited by nothing"


def _named(place: Place) -> str:
    return f"{place.reference.kind}/{place}"


def unproven(library: Library, now: Mapping[str, SourceIndex]) -> Iterator[Fault]:
    """What the records no longer prove against the files as they are now."""
    evidence = Evidence(now, library.evidence.registry, library.evidence.published)
    changed = replace(library, evidence=evidence)
    for reference in library.references():
        _, findings = check_record(reference, library.get(reference), changed)
        yield from (located(finding, changed) for finding in findings)
