"""Our reading notes on a source: one fact a line, in our own words, with its place in the original in front."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

FOLDER = "data/notes"
"""Where the notes of each source stand, under its id, in every clone of the project."""

_NOTE = re.compile(r"(?:\[([^\[\]]+)\] )?(.*)")


class Note(NamedTuple):
    """A line of notes: where in the original the fact stands ("" where that is not said), and the fact."""

    place: str
    text: str


def parse(line: str) -> Note:
    """Read `[p3] A fact.`"""
    match = _NOTE.fullmatch(line)
    return Note(match[1] or "", match[2]) if match else Note("", line)


def file(source: str) -> str:
    """The path of a source's notes in the project."""
    return f"{FOLDER}/{source}.txt"


def read(path: Path) -> tuple[Note, ...]:
    """The notes in a file, by line. Raises OSError and UnicodeDecodeError."""
    return tuple(parse(line) for line in path.read_text(encoding="utf-8").splitlines())


RUN = 8
"""As many words in a row as a line of ours may not share with a source."""


def copied(held: Mapping[str, tuple[Note, ...]], texts: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """The lines of notes that share a run of words with one of the texts: the source, the line, and the words."""
    taken = {run for text in texts for run in _runs(text)}
    for source, notes in held.items():
        for number, note in enumerate(notes, 1):
            shared = next((run for run in _runs(note.text) if run in taken), None)
            if shared:
                yield source, number, " ".join(shared)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.lower())
    return (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
