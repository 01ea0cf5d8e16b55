"""What a changed source file changes: lines that moved, figures that came and went, records left unproven."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tsi.evidence.changes import Drift
from tsi.evidence.index import SourceIndex
from tsi.evidence.proof import Evidence, prove_record
from tsi.library.checks import check_record
from tsi.library.library import Library
from tsi.library.loading import located
from tsi.records.claims import Place
from tsi.records.faults import Fault
from tsi.records.types import Citation


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
        record = library.get(reference)
        _, faults = prove_record(reference, record, evidence)
        yield from (located(it, library.documents) for it in (*faults, *check_record(reference, record, changed)))
