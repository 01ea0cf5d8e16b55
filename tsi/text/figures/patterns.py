"""How a text is folded before it is read, how its words are looked up, and what a form is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

from tsi.text.figures.fragments import Pattern
from tsi.text.lexicon import Kind

_Meaning = TypeVar("_Meaning")


class Figure(NamedTuple):
    """One figure of a text; `start` and `end` are character positions, and `printed` is what stands between them.

    `value` is, by kind: a plain decimal or a fraction (money, duration, count, ordinal, percentage; `low..high` for a
    range), a date (`2024`, `2024-07`, `2024-07-24`, `--07-24`, `--07`, `202X`, `2025-21`, `2020/2021`, or `ambiguous`,
    which matches nothing), a relative date (`last-week`) or a designator's text. `unit` is a currency code, a unit of
    time or measure, or empty. An `opaque` one was not understood: it is what is printed, and equals only itself.
    """

    kind: Kind
    value: str
    unit: str
    modifier: str
    printed: str
    start: int
    end: int
    opaque: bool = False

    @property
    def key(self) -> str:
        """What is compared when one figure is matched with another: `kind|value|unit|modifier`."""
        return f"{self.kind}|{self.value}|{self.unit}|{self.modifier}"


# --- Folding ----------------------------------------------------------------------------------------------------------

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁺⁻₊₋"
_SPACES = "\t\r\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_FOLDS = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("\v\f\x85\u2028\u2029", "\n")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2018\u2019\u201b\u2032", "'")
    | {"\u2044": "/", "\u2215": "/", "μ": "µ"}
    # The one letter whose small form has two characters, which would shift every position behind it.
    | {"\u0130": "I"}
)
_RAISED = str.maketrans(dict.fromkeys(SUPERSCRIPTS, "^"))
_LONE_BREAK = Pattern(r"(?<!\n)\n(?! ?\n)")


class Text(NamedTuple):
    """A text three times, character for character: as it is printed; folded, with its capitals; and folded in small
    letters, which patterns match."""

    printed: str
    cased: str
    small: str


def fold(text: str) -> Text:
    """The text with plain spaces, hyphens and quotes. In small letters, superscripts end a token."""
    cased = text if text.isascii() and text.isprintable() else text.translate(_FOLDS)
    cased = _LONE_BREAK.sub(" ", cased) if "\n" in cased else cased
    return Text(text, cased, (cased if cased.isascii() else cased.translate(_RAISED)).lower())


# --- Words of a text -----------------------------------------------------------------------------------------------

_LAST_OF_ALL = Pattern(r"[\w.]*$")


def word_before(small: str, start: int) -> str:
    """The word that a gap or a hyphen parts from a position, or what its last twelve letters are; else nothing."""
    before = small[max(0, start - 14) : start]
    bare = before.rstrip(" -")
    word = _LAST_OF_ALL.search(bare) if len(bare) < len(before) else None
    return word[0] if word else ""


def look_up(table: Mapping[str, _Meaning], printed: str) -> _Meaning:
    """What a table says of a word or of its singular."""
    word = " ".join(printed.split())
    return table[word] if word in table else table[word.removesuffix("s")]


_RUN = Pattern(r"(?:(?:[a-z]\.){2,}|[^\W\d_]+\.?)(?:[- ]{1,3}(?:(?:[a-z]\.){2,}|[^\W\d_]+\.?|&)){0,4}")
_HEAD = Pattern(r"(?P<first>[^\W\d_]+)(?:[-.& ]{1,5}(?P<second>[^\W\d_]+))?")
_LAST_WORD = Pattern(r"[- ]{1,3}[^- ]+$")


class Words(NamedTuple, Generic[_Meaning]):
    """A table of words as `longest` looks them up, where hyphens are gaps; `openings` are the first words, each with
    those that come second."""

    table: dict[str, _Meaning]
    openings: dict[str, set[str]]


def by_words(table: Mapping[str, _Meaning]) -> Words[_Meaning]:
    words = {words.replace("-", " "): meaning for words, meaning in table.items()}
    openings: dict[str, set[str]] = {}
    for head in filter(None, map(_HEAD.match, words)):
        first, second = head.groups("")
        for opening in (first, f"{first}s"):
            openings.setdefault(opening, set()).update((second, f"{second}s"))
    return Words(words, openings)


def longest(words_: Words[_Meaning], small: str, start: int) -> tuple[int, _Meaning] | None:
    """Where the longest entry of a table ends that stands at a position, or its plural in -s, and what it means. Five
    words at most; quicker than an alternation of a thousand."""
    head = _HEAD.match(small, start)
    seconds = words_.openings.get(head["first"]) if head else None
    if head is None or seconds is None:
        return None
    run = _RUN.match(small, start) if head["second"] in seconds else None
    words = run[0] if run else small[start : head.end("first") + small.startswith(".", head.end("first"))]
    while words:
        entry = " ".join(words.replace("-", " ").split())
        for word in (entry, entry.removesuffix("s")):
            if word in words_.table:
                return start + len(words), words_.table[word]
        shorter = None if words.endswith(".") else _LAST_WORD.search(words)
        words = words[:-1] if words.endswith(".") else words[: shorter.start()] if shorter else ""
    return None


def matched(pattern: Pattern, text: str, start: int) -> re.Match[str]:
    """A match of a pattern that may match nothing at all, and so always matches."""
    match = pattern.match(text, start)
    assert match is not None, pattern
    return match


def plain(number: Fraction) -> str:
    """A number without exponent and without zeros that say nothing: `1800000`, `5.5`, `0`; `1/3` where no decimal
    ends."""
    if number.denominator == 1:
        return str(number.numerator)
    below, places = number.denominator, 0
    while below % 10 == 0:
        below, places = below // 10, places + 1
    for prime in (2, 5):
        while below % prime == 0:
            below, places = below // prime, places + 1
    if below != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = f"{abs(number.numerator) * 10**places // number.denominator:0{places + 1}}"
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return ("-" if number < 0 else "") + whole + (f".{decimals}" if decimals else "")


# --- Forms: a pattern, and a small reader that says what a match of it means ------------------------------------------


class Reading(NamedTuple):
    """What a form makes of the folded text up to `end`. `modifier` belongs to the figure whatever stands before it;
    `start` is set for the second and later figures of a list; an `unmodified` one takes nothing from in front of it; a
    `dated` one, whatever its kind, takes what a date does."""

    end: int
    kind: Kind
    value: str
    unit: str = ""
    modifier: str = ""
    opaque: bool = False
    start: int | None = None
    unmodified: bool = False
    dated: bool = False


Readings = Reading | list[Reading] | None
Form = Callable[[Text, int], Readings]
"""Reads what stands at a position of a text; None where the form does not fit."""


def form(pattern: str, examples: str = "") -> Callable[[Callable[[re.Match[str], str], Readings]], Form]:
    """A form of a pattern, which is matched against the small letters, and a reader, which gets the match and the text
    with its capitals. The docstring of a form begins with texts that it reads, which a test tries: `examples` are those
    of a form that shares its reader."""
    compiled = Pattern(pattern)

    def made(read: Callable[[re.Match[str], str], Readings]) -> Form:
        def read_at(text: Text, start: int) -> Readings:
            match = compiled.match(text.small, start)
            return read(match, text.cased) if match else None

        read_at.__name__, read_at.__doc__ = read.__name__, examples or read.__doc__
        return read_at

    return made


def opaque(cased: str, start: int, end: int) -> Reading:
    """A figure that is not understood: what is printed, however it is spaced."""
    return Reading(end, "designator", " ".join(cased[start:end].split()), opaque=True)
