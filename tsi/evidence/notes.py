"""Our reading notes on a source: one fact a line, in our own words, with its place in the original in front."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tsi.evidence import own_words

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


def lines(text: str) -> list[str]:
    """The lines of a text as a reader counts them: separated by a line feed, the first being 1."""
    return [line.rstrip("\r") for line in text.removesuffix("\n").split("\n")]


def of(text: str) -> tuple[Note, ...]:
    """The notes in the text of a file, by line."""
    return tuple(map(parse, lines(text)))


def copied(held: Mapping[str, tuple[Note, ...]], texts: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """The lines of notes that share a run of words with one of the texts: the source, the line, and the words."""
    taken = own_words.runs_of(texts)
    for source, notes in held.items():
        for number, note in enumerate(notes, 1):
            if words := next(own_words.shared(note.text, taken), ""):
                yield source, number, words
