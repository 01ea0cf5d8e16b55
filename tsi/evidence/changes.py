"""Citations from before a source file changed: where the lines that they mean stand now, and how they are mended.

An index that is rebuilt from a changed file remembers in `earlier` what the numbers meant that records cite. A line is
known again by its hash. A number alone does not tell whether its citation was written before or after the change, so
the checker refuses every citation of a remembered number, until all are mended and the memory is given up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from tsi.evidence.index import SourceIndex
from tsi.records.types import Citation
from tsi.text.figures import Figure


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


@dataclass(frozen=True)
class Drift:
    """The difference between a source's committed index and its file as it is now. Line numbers are 1-based.

    `moved` leads from old numbers to new ones, several where the file repeats the line; `changed` are old lines whose
    text is nowhere in the file any more, `new` lines whose text was nowhere in it before. `gone` and `come` are figures
    with the line where each stood or stands.
    """

    source: str
    moved: Mapping[int, tuple[int, ...]]
    changed: tuple[int, ...]
    new: tuple[int, ...]
    gone: tuple[tuple[int, Figure], ...]
    come: tuple[tuple[int, Figure], ...]

    def __bool__(self) -> bool:
        return bool(self.moved or self.changed or self.new)


def between(before: SourceIndex, now: SourceIndex) -> Drift:
    """Compare two indexes of a source by the hashes of their lines, so that a line is known wherever it stands."""
    stood = {line.sha256 for line in before.lines}
    kept = {line.number for line in before.lines if line.sha256 == _hash_at(now, line.number)}
    lost = [line for line in before.lines if not line.blank and line.number not in kept]
    stand = {line.number: now.numbers(line.sha256) for line in lost}
    return Drift(
        before.source,
        {old: new for old, new in stand.items() if new},
        tuple(old for old, new in stand.items() if not new),
        tuple(line.number for line in now.lines if not line.blank and line.sha256 not in stood),
        tuple(_figures_missing_in(now, before)),
        tuple(_figures_missing_in(before, now)),
    )


def _hash_at(index: SourceIndex, number: int) -> str:
    return index.lines[number - 1].sha256 if number <= len(index.lines) else ""


def _figures_missing_in(index: SourceIndex, other: SourceIndex) -> Iterator[tuple[int, Figure]]:
    """The figures of `other` that stand on no line of `index` with the same text, nor on the line of that number."""
    known = {(line.sha256, figure.key) for line in index.lines for figure in line.figures}
    known |= {(line.number, figure.key) for line in index.lines for figure in line.figures}
    for line in other.lines:
        for figure in line.figures:
            if not known & {(line.sha256, figure.key), (line.number, figure.key)}:
                yield line.number, figure
