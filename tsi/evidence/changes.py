"""A source's committed index against the one of its file as it is now: what moved, changed and came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tsi.evidence.index import SourceIndex
from tsi.text.figures import Figure


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
