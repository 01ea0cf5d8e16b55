"""The abbreviations that readers meet: what each stands for, where a source line or one of our notes spells it out.

A line spells one out if it names the same record by a longer form right beside it; a note also if the words before a
bracket begin with its letters. That a record goes by both forms does not show that any source says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tsi.evidence.index import Line
from tsi.library.library import Library
from tsi.records.types import Citation, Reference

_WORD = re.compile(r"(?<![\w’'-])[A-Z](?:[A-Za-z]*[A-Z])[A-Za-z]*(?:-[A-Z]+)?(?![\w-]|\.\w)")
_LONG_LOWER = re.compile(r"[a-z]{4}")
_IN_BRACKETS = re.compile(r"((?:[\w’'&-]+ )+)\(([^()\s]+)\)")
_SAID = re.compile(r"(\S+) is spelled out(?: in \w+ parts)?: ([\w’'&, -]+)")
_SMALL = {"and", "at", "for", "in", "of", "on", "the", "to"}
_BESIDE = 2
"""Characters between a form and the other right beside it: a space and a bracket, or a comma and a space."""


class Abbreviation(NamedTuple):
    """What a line spells it out as, and which; `of` are the records that go by it."""

    short: str
    full: str = ""
    at: Citation | None = None
    of: tuple[Reference, ...] = ()


def is_one(word: str) -> bool:
    """Whether a word is written as abbreviations are: more in capitals than not, and no name run together."""
    capitals = sum(letter.isupper() for letter in word)
    lower = sum(letter.islower() for letter in word)
    return bool(_WORD.fullmatch(word)) and lower <= capitals + 1 and not _LONG_LOWER.search(word)


@lru_cache(maxsize=4)
def every(library: Library) -> tuple[Abbreviation, ...]:
    """In alphabetical order, those in our texts that are no name of a source, those by which a line names a record, and
    those that a note spells out; each with the first line that spells it out."""
    papers = {word for source in library.sources.values() for word in _WORD.findall(source.short)}
    used = {found for proof in library.proofs.values() for found in _WORD.findall(proof.text) if is_one(found)} - papers
    spelled: dict[str, tuple[str, Citation]] = {}
    of: dict[str, set[Reference]] = defaultdict(set)
    for source, index in library.index.items():
        for line in index.lines:
            at = Citation(source, line.number)
            for name in line.names:
                if is_one(name.printed):
                    of[_singular(name.printed)].add(name.of)
            for short, full in (*_named_beside(line), *_in_note(library, at)):
                spelled.setdefault(_singular(short), (full, at))
    shorts = sorted({*map(_singular, used), *of, *spelled}, key=lambda it: (it.casefold(), it))
    return tuple(_made(library, short, spelled.get(short), of[short]) for short in shorts)


def _made(library: Library, short: str, spelled: tuple[str, Citation] | None, of: set[Reference]) -> Abbreviation:
    full, at = spelled or ("", None)
    return Abbreviation(short, full, at, tuple(it for it in library.references() if it in of))


def _singular(short: str) -> str:
    return short.removesuffix("s")


def _named_beside(line: Line) -> Iterator[tuple[str, str]]:
    for short in (name for name in line.names if is_one(name.printed)):
        for full in line.names:
            gap = max(short.start - full.end, full.start - short.end)
            if full.of == short.of and gap == _BESIDE and _shortens(short.printed, full.printed):
                yield short.printed, full.printed


def _shortens(short: str, full: str) -> bool:
    """Whether the letters of an abbreviation stand in a longer form, in their order and from its first on."""
    letters = iter(full.casefold())
    in_order = all(letter in letters for letter in _singular(short).casefold())
    return in_order and short[0] == full[0].upper() and " " in full and short not in full.split()


def _in_note(library: Library, at: Citation) -> Iterator[tuple[str, str]]:
    notes = library.notes.get(at.source)
    text = notes[at.line - 1].text if notes else ""
    yield from ((short, full.strip()) for short, full in _SAID.findall(text) if is_one(short))
    for before, short in _IN_BRACKETS.findall(text):
        words = before.split()
        letters = _singular(short).replace("-", "").upper()
        fulls = (words[start:] for start, word in enumerate(words) if word not in _SMALL)
        yield from ((short, " ".join(full)) for full in fulls if is_one(short) and letters in _initials(full))


def _initials(words: list[str]) -> set[str]:
    """The first letters of some words, with the small ones among them and without; of one in capitals, all."""
    parts = [part for word in words for part in word.split("-") if part]
    letters = [(part, part if part.isupper() else part[0].upper()) for part in parts]
    return {"".join(it for part, it in letters if with_small or part not in _SMALL) for with_small in (True, False)}
