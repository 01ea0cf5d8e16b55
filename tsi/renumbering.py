"""Citations from before a source file changed: where the lines that they mean stand now, and how they are mended.

An index that is rebuilt from a changed file remembers in `earlier` what the numbers meant that records cite. A line is
known again by its hash. A number alone does not tell whether its citation was written before or after the change, so
the checker refuses every citation of a remembered number, until all are mended and the memory is given up.
"""

from __future__ import annotations

import codecs
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from tsi.evidence import SourceIndex, to_json
from tsi.reading import Document
from tsi.records import ID_PATTERN, Citation
from tsi.walk import CITING


def remembered(before: SourceIndex, now: SourceIndex, cited: Set[int]) -> dict[int, str]:
    """By cited line number, the SHA-256 of the line that is meant, where another line has that number now.

    What `before` remembers outranks its own lines: it tells what citations mean that have not been mended since an
    earlier change, however often the index is rebuilt in between. A line that was reworded where it stands is not
    remembered, as the records are proven anew by what it says.
    """
    meant = {line.number: line.sha256 for line in before.lines if not line.blank} | dict(before.earlier)
    stands = {line.number: line.sha256 for line in now.lines if not line.blank}
    known, present = set(meant.values()), set(stands.values())

    def means_another(number: int) -> bool:
        was_reworded = meant[number] not in present and stands.get(number) not in known
        return stands.get(number) != meant[number] and (number in before.earlier or not was_reworded)

    return {number: meant[number] for number in sorted(cited & meant.keys()) if means_another(number)}


def is_outdated(citation: Citation, indexes: Mapping[str, SourceIndex]) -> bool:
    """Whether the cited number meant another line before the file changed."""
    return citation.source in indexes and citation.line in indexes[citation.source].earlier


def stands_now(citation: Citation, indexes: Mapping[str, SourceIndex]) -> tuple[Citation, ...]:
    """Where the line stands that an outdated citation means: nowhere if it is gone, at several places if repeated."""
    index = indexes[citation.source]
    return tuple(Citation(citation.source, number) for number in index.numbers(index.earlier[citation.line]))


def advice(citation: Citation, indexes: Mapping[str, SourceIndex]) -> str:
    """What to cite in place of an outdated citation."""
    now = stands_now(citation, indexes)
    if not now:
        return f"what stood at {citation} is gone or reworded"
    return f"{citation} is now {' or '.join(map(str, now))}, so cite {'that' if len(now) == 1 else 'the one meant'}"


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
