"""Characters that deceive: no text of ours may hold one, and no message shows one that cannot be seen as it is.

What a reader cannot see could split a figure, turn a text round, hide words in a download, make a file that its readers
refuse, or give orders to a terminal. Refused are, after the general categories of Unicode
(https://www.unicode.org/reports/tr44/), controls, format characters, surrogates, private use, separators of lines and
paragraphs and every space but two; and of other categories what is called default-ignorable there, shows nothing, or is
no character at all. What looks like another character could hide a name or a number from the checker: letters of two
scripts in a word, letters in disguise, and digits that the grammar of figures does not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tsi.text.figures.patterns import SUPERSCRIPTS
from tsi.text.lexicon import VULGAR_FRACTIONS

HARMLESS = "\t\n \u00a0"
"""Of the refused categories, what a text may hold: white space between words, and the space at which no line breaks,
which the grammar of figures reads as a space."""

_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"})
_SHOWS_NOTHING = (
    range(0x034F, 0x0350),  # combining grapheme joiner
    range(0x115F, 0x1161),  # Hangul fillers
    range(0x17B4, 0x17B6),  # Khmer inherent vowels
    range(0x180B, 0x1810),  # Mongolian variation selectors and vowel separator
    range(0x2060, 0x2070),  # joiners, isolates and deprecated format characters, one of them unassigned
    range(0x2800, 0x2801),  # Braille pattern without a dot
    range(0x3164, 0x3165),  # Hangul filler
    range(0xFDD0, 0xFDF0),  # noncharacters
    range(0xFE00, 0xFE10),  # variation selectors
    range(0xFFA0, 0xFFA1),  # halfwidth Hangul filler
    range(0xFFF0, 0xFFFD),  # unassigned specials, interlinear annotation, object replacement
    range(0x16FE4, 0x16FE5),  # Khitan filler
    range(0x1D159, 0x1D15A),  # musical null notehead
    range(0xE0000, 0xE1000),  # tags and more variation selectors
)
_PLAIN = re.compile(r"[ -~]+")

_DIGITS = frozenset({*"0123456789", *SUPERSCRIPTS, *VULGAR_FRACTIONS})
_OF_ANY_SCRIPT = frozenset("µμΩªº")
"""Signs of units and of ordinals that are letters to Unicode."""
_ONE_SCRIPT = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}
_APOSTROPHES = "'’"


def is_refused(character: str) -> bool:
    """Whether no text of ours may hold a character."""
    code = ord(character)
    return character not in HARMLESS and (
        unicodedata.category(character) in _REFUSED_CATEGORIES
        or code & 0xFFFE == 0xFFFE  # the last two of each plane are no characters
        or any(code in codes for codes in _SHOWS_NOTHING)
    )


def refused(text: str) -> tuple[str, ...]:
    """The refused characters of a text, each once."""
    # Most texts are plain from end to end, and what is plain need not be looked up.
    return tuple(character for character in dict.fromkeys(_PLAIN.sub("", text)) if is_refused(character))


def faults(text: str) -> Iterator[str]:
    """What no text of ours may hold, each with what to do about it: nothing, of almost every text."""
    odd = _PLAIN.sub("", text)
    if not odd:
        return
    if found := refused(odd):
        yield f"{named(found)} stands here; remove it"
    for character in dict.fromkeys(odd):
        if unicodedata.category(character) in ("Nd", "Nl", "No") and character not in _DIGITS:
            yield f"{_told(character)} is a digit that is not read here; write it with 0 to 9"
        elif unicodedata.category(character) in ("Lu", "Ll") and unicodedata.normalize("NFKC", character).isascii():
            yield f"{_told(character)} stands for plain letters; write those"
    if any(map(str.isalpha, odd)):
        yield from map(_mixed, filter(_has_two_scripts, _words(text)))


def _words(text: str) -> Iterator[str]:
    """The runs of letters, with what is set above them and apostrophes between."""
    letters = (it if unicodedata.category(it)[0] in "LM" or it in _APOSTROPHES else " " for it in text)
    return iter(dict.fromkeys("".join(letters).split()))


def _scripts(word: str) -> dict[str, str]:
    """By script, the first letter of it: the name of a letter begins with that of its script."""
    letters = (it for it in reversed(word) if unicodedata.category(it) in ("Lu", "Ll", "Lo", "Lt"))
    named_ = ((unicodedata.name(it, "").partition(" ")[0], it) for it in letters if it not in _OF_ANY_SCRIPT)
    return {_ONE_SCRIPT.get(script, script): letter for script, letter in named_}


def _has_two_scripts(word: str) -> bool:
    return not word.isascii() and len(_scripts(word)) > 1


def _mixed(word: str) -> str:
    letters = ", ".join(f"{script.capitalize()} {_told(letter)}" for script, letter in sorted(_scripts(word).items()))
    return f"the word ‘{word[:40]}’ mixes letters of two scripts ({letters}); write it in one"


def _told(character: str) -> str:
    return f"‘{character}’ (U+{ord(character):04X})"


def named(characters: tuple[str, ...]) -> str:
    """For a message: “an invisible character (U+202E)”."""
    codes = ", ".join(f"U+{ord(character):04X}" for character in characters)
    return f"invisible characters ({codes})" if len(characters) > 1 else f"an invisible character ({codes})"


def shown(text: str) -> str:
    """A text on one line in which whatever cannot be seen, tabs and line ends too, is escaped as in Python: what may
    be printed on a terminal."""
    return "".join(
        character.encode("unicode_escape").decode() if character in "\t\n" or is_refused(character) else character
        for character in text
    )
