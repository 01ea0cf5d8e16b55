"""One thing that is wrong, where it stands, and what an editor can do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from tsi.records.claims import Path, Place
from tsi.records.types import Reference
from tsi.text.characters import shown

LONGEST_MESSAGE = 1_000
"""Characters that are printed of one."""


LONGEST_MISTYPED = 200
"""Characters of a word that is compared with others: what is longer was not mistyped."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and what to do about it, and where.

    `place` is a field of a record and `fragment` the part of its text that is at fault; from these follow `file`,
    relative to the project, and the 1-based `line`, unless they are all that is known. Of a built site, `file` is the
    address of a page or the path of a file, and `fragment` the text around.

    As text it is one line, not too long, and safe to print: what it quotes from a file may hold anything."""

    message: str
    place: Place | None = None
    fragment: str = ""
    file: str = ""
    line: int = 0

    @classmethod
    def at(cls, reference: Reference, path: Path, message: str, fragment: str = "") -> Fault:
        """What is wrong with a field of a record."""
        return cls(message, Place(reference, path), fragment)

    @classmethod
    def in_file(cls, file: str, line: int, message: str) -> Fault:
        """What is wrong with a file as such."""
        return cls(message, file=file, line=line)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        said = shown(": ".join(filter(None, (where, str(self.place or ""), self.message))))
        return said if len(said) <= LONGEST_MESSAGE else f"{said[:LONGEST_MESSAGE]}…"

    @property
    def order(self) -> tuple[str, int, str]:
        """By file and line."""
        return self.file, self.line, str(self)


def nearest(word: str, choices: Iterable[str]) -> str:
    """A hint at the choice that a mistyped word may have meant, or ""."""
    if len(word) > LONGEST_MISTYPED:
        return ""
    close = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.5)
    return f" (did you mean ‘{close[0]}’?)" if close else ""
