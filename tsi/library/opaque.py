"""What the grammar of figures does not know: figures that equal only themselves as printed, for an editor to see.

None of them is a mistake: what cannot be read whole is never read in part. Whoever sees that one is a sum, a date or a
unit after all adds it to `tsi.text.lexicon`, and the sources are indexed anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tsi.library.library import Library

MOST = 20
"""So many are told one by one."""


class Opaque(NamedTuple):
    """A figure as it is printed, and where: a source line (`courier-2012:4`) or a line of a data file."""

    place: str
    printed: str


def of(library: Library) -> tuple[Opaque, ...]:
    """The opaque figures of all source lines, then those of all records, in the order in which they stand there."""
    return (*_of_sources(library), *_of_records(library))


def _of_sources(library: Library) -> Iterator[Opaque]:
    for citation, line in library.lines():
        yield from (Opaque(str(citation), figure.printed) for figure in line.figures if figure.opaque)


def _of_records(library: Library) -> Iterator[Opaque]:
    for place, proof in library.proofs.items():
        document = library.documents[place.reference.kind]
        for printed in (it.figure.printed for it in proof.figures if it.figure.opaque):
            line = document.line((place.reference.id, *place.path), printed)
            yield Opaque(f"{document.file}:{line}", printed)


def told(library: Library) -> Iterator[str]:
    """The notice of a check, a message a line: how many there are, and the first of them."""
    found = of(library)
    if not found:
        return
    yield f"{len(found):>6,}  figures that the grammar does not know, each equal only to itself:"
    yield from (f"        {it.place} ‘{it.printed}’" for it in islice(found, MOST))
    if len(found) > MOST:
        yield f"        and {len(found) - MOST} more"
