"""What a changed source file changes: lines that moved, figures that came and went, records left unproven."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tsi.checks import check_record
from tsi.evidence import Evidence, SourceIndex
from tsi.figures import Figure
from tsi.library import Library, located
from tsi.reading import Fault
from tsi.records import Citation
from tsi.walk import Place


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
