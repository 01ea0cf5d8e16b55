"""A source's committed index against the one of its file as it is now: a line is known again by its hash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest


@dataclass(frozen=True)
class Drift:
    """What became of the lines of a source. Numbers are 1-based; blank lines and lines that stayed are left out.

    `moved` leads from old numbers to the numbers where the same text stands now: several where the file repeats it,
    none where it is gone. `reworded` lines have another text in their old place; the text of `new` lines is new.
    """

    moved: Mapping[int, tuple[int, ...]]
    reworded: tuple[int, ...]
    new: tuple[int, ...]


Hashes = Sequence[str | None]
"""The lines of a source, each by its SHA-256, a blank one as None."""


def drift(old: Hashes, new: Hashes) -> Drift:
    """Compare the lines of a source as they were and as they are."""
    places = defaultdict(list)
    for number, text in enumerate(new, 1):
        places[text].append(number)
    reworded, known = dict.fromkeys(_reworded(old, new)), {None, *old}
    return Drift(
        {
            number: tuple(places.get(text, ()))
            for number, text in enumerate(old, 1)
            if text not in (None, *new[number - 1 : number]) and number not in reworded
        },
        tuple(reworded),
        tuple(number for number, text in enumerate(new, 1) if text not in known and number not in reworded),
    )


def _reworded(old: Hashes, new: Hashes) -> Iterator[int]:
    """The numbers of lines whose text changed between lines that stayed. In a run of changes with a line that came,
    went or moved, nobody could tell which line has become which."""
    known, present = {None, *old}, {None, *new}
    for stayed, run in groupby(enumerate(zip_longest(old, new), 1), key=lambda line: line[1][0] == line[1][1]):
        lines = list(run)
        if not stayed and all(was not in present and text not in known for _, (was, text) in lines):
            yield from (number for number, _ in lines)
