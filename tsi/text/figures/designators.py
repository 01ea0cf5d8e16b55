"""Numbers that name and do not count: generations, sections, standards, times of day, numerals behind a name."""

from __future__ import annotations

import re
import unicodedata
from string import ascii_uppercase

from tsi.text import currencies, lexicon
from tsi.text.figures.fragments import GAP, LINK, WORD_ENDS, YEAR, Pattern, any_of
from tsi.text.figures.numbers import number_at
from tsi.text.figures.patterns import Reading, Readings, Text, form, longest, opaque
from tsi.text.figures.quantities import MONEY_NAMES, is_bare, stands_alone

_SMALL_WORDS = ("the", "in", "at", "of", "on", "to", "for", "from", "with", "and", "or", "than", "is", "was", "are",
                "were", "up", "more", "only", "just", "another", "a", "an", "it", "its", "some", "all", "then",
                "there", "here", "now", "still", "yet", "also", "thus", "so", "if", "when", "while", "because",
                "these", "those", "they", "we", "he", "she", "who", "which", "that", "this", "not", "no", "but",
                "both", "each", "every", "exactly",
                "precisely", "between", "together")  # fmt: skip


@form(
    rf"(?P<word>{any_of(lexicon.PROGRAMMES)}){LINK}(?P<year>{YEAR})"
    rf"|(?P<first_year>{YEAR}){GAP}(?P<last_word>[a-z]{{4,9}}){WORD_ENDS}"
)
def programme(match: re.Match[str], cased: str) -> Reading | None:
    """Vision 2035; 2030 Roadmap: with a capital, the word makes the year a part of a name."""
    word = match["word"] or match["last_word"]
    if word not in lexicon.PROGRAMMES or not cased[match.start("word" if match["word"] else "last_word")].isupper():
        return None
    parts = (word.capitalize(), match["year"]) if match["word"] else (match["first_year"], word.capitalize())
    return Reading(match.end(), "designator", " ".join(parts))


@form(rf"[0-9]{LINK}?g\+?|g{LINK}?[0-9]{{1,2}}\+?|(?P<dimensions>[2-4]d){WORD_ENDS}")
def generation(match: re.Match[str], cased: str) -> Reading | None:
    """5G; G20; 2D: a small "g" would be grams."""
    if not cased[match.start() : match.end()].isupper():
        return None
    if match["dimensions"]:
        return Reading(match.end(), "designator", match[0].upper())
    return Reading(match.end(), "designator", re.sub("[^g0-9+]", "", match[0]).upper())


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_SIGNS = tuple("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")
_ROMAN_NUMERAL = Pattern(r"(?=[IVXLC])(?:C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?P<letter>[ABab]?)(?![\w'])")


def _roman_value(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-now if now < after else now for now, after in zip(values, [*values[1:], 0], strict=True))


_LABELS = lexicon.LABELS | lexicon.CAPITAL_LABELS
_LABEL = Pattern(rf"(?P<label>§|[a-z]+\.?)(?:{LINK}|(?=[0-9]))")
_MARKED = Pattern(r"[0-9]{1,5}(?:[.-][0-9]{1,5}){0,5}[a-z]?(?:\([a-z0-9]{1,4}\))*")


_FURTHER = Pattern(rf"(?:,{GAP}(?:and{GAP})?|{GAP}(?:and|or|to|&){GAP})")


def label(text: Text, start: int) -> Readings:
    """Section 3.2; Phase II; Phase Two; Round 12; sections 3 and 4; UNSCR 1325: what the label numbers,
    whichever way it is printed."""
    match = _LABEL.match(text.small, start)
    printed = match["label"] if match else ""
    word = printed if printed in _LABELS else printed[: -len("s")]
    if match is None or word not in _LABELS or (word in lexicon.CAPITAL_LABELS and not text.cased[start].isupper()):
        return None
    name, readings = word.rstrip("."), []
    in_words = name != "no" and (text.cased[start].isupper() or stands_alone(text, match.end()))
    marked = _marked(text, match.end(), in_words=in_words)
    begin: int | None = None
    while marked:
        end, mark_ = marked
        readings.append(Reading(end, "designator", f"{name} {mark_}", start=begin))
        further = _FURTHER.match(text.small, end)
        further = (
            further if further and (word != printed or word == "tier" or stands_alone(text, further.end())) else None
        )
        marked = _marked(text, further.end(), in_words=text.cased[further.end()].isupper()) if further else None
        begin = further.end() if further else None
    return readings


def _marked(text: Text, start: int, *, in_words: bool) -> tuple[int, str] | None:
    """Where the mark ends that a label has here, and the mark in digits."""
    digits = _MARKED.match(text.small, start)
    if digits:
        number = number_at(text.small, start)
        scaled = number is not None and number.scale > 1 and digits[0].isdigit()
        return None if scaled else (digits.end(), digits[0])
    if text.cased[start : start + 1] in _ROMAN_SIGNS:
        return start + 1, str(int(unicodedata.numeric(text.cased[start])))
    roman = _ROMAN_NUMERAL.match(text.cased, start)
    if roman and roman[0]:
        letter = roman["letter"]
        return roman.end(), f"{_roman_value(roman[0].removesuffix(letter))}{letter.lower()}"
    number = number_at(text.small, start) if in_words and text.small[start : start + 1].isalpha() else None
    if number is None or number.scale > 1 or number.closed or number.is_part or number.value.denominator > 1:
        return None
    return number.end, str(number.value)


@form(
    rf"(?P<body>{any_of(lexicon.STANDARDS)})(?:{GAP}|-)?"
    rf"(?P<number>[0-9]{{2,6}}(?:[ .-][0-9]{{1,5}}){{0,4}}[a-z]{{0,2}})(?:(?P<year>:[0-9]{{4}}))?"
)
def standard(match: re.Match[str], cased: str) -> Reading | None:
    """ISO 27001; ISO/IEC 27001; IEEE 802.11ax: the body stands in capitals, and the first two are the same."""
    if not cased[match.start() : match.end("body")].replace("-", "").replace("/", "").replace(" ", "").isupper():
        return None
    body = "iso" if match["body"].startswith("iso") else " ".join(match["body"].split())
    return Reading(match.end(), "designator", f"{body} {match['number']}{match['year'] or ''}")


@form(
    r"\+[0-9]{7,15}|(?:\+[0-9]{1,3}|\(?0[0-9]{1,5}\)?)(?:(?:-| {1,3})\(?[0-9]{1,5}\)?){1,6}"
    rf"|[0-9]{{1,2}}(?:[:.][0-9]{{2}})?{GAP}?(?:[ap]m|[ap]\.m\.|o'clock|noon|midnight)|\[[0-9]{{1,3}}\]|\([0-9]{{1,3}}\)"
    rf"|(?:[01][0-9]|2[0-3])[0-5][0-9]{GAP}(?:{any_of(lexicon.ZONES)}|[a-z]+{GAP}time){WORD_ENDS}"
    rf"|[0-9]{{4}}-w[0-9]{{2}}(?![0-9])|(?:[1-4]q|[12]h){GAP}?{YEAR}|(?<=\bat )1[5-8][0-5][0-9](?![\w,.-])"
    rf"|[0-9]{{1,2}}[:.][0-9]{{2}}{GAP}(?:{any_of(lexicon.ZONES[:-2])}){WORD_ENDS}"
)
def mark(match: re.Match[str], cased: str) -> Reading:
    """+44 20 7008 5000; 10.30 a.m.; 1530 IST; [3]; 1Q 2024: digits that neither count nor measure anything."""
    return Reading(match.end(), "designator", " ".join(match[0].split()))


@form(
    rf"(?:[a-z]+{GAP}o'clock|(?:half{GAP}past|quarter{GAP}(?:past|to)){GAP}{any_of(lexicon.BELOW_TWENTY)}){WORD_ENDS}(?!-)"
)
def oclock(match: re.Match[str], cased: str) -> Reading:
    """four o'clock; half past ten; quarter to five."""
    return Reading(match.end(), "designator", " ".join(match[0].split()))


@form(rf"[0-9]{{1,5}}[a-z]?{GAP}(?P<name>[a-z]+){GAP}(?P<street>{any_of(lexicon.STREETS)}){WORD_ENDS}")
def street(match: re.Match[str], cased: str) -> Reading | None:
    """10 Downing Street; 221B Baker Street."""
    if not (cased[match.start("name")].isupper() and cased[match.start("street")].isupper()):
        return None
    return Reading(match.end(), "designator", " ".join(cased[match.start() : match.end()].split()))


_CAPITALS = Pattern(
    r"(?P<code>[A-Z]{3}|(?![AI]\b)[A-Z]{1,6}(?= )|[A-Z][a-z]{1,2}\.|(?<=[A-Z]\.)[A-Z]\.)"
    r"(?:-| {1,3})?(?=[0-9])"
)
_VERSION = Pattern(
    rf"(?:(?P<capitals>[A-Z]{{2,}}(?![a-z]))|[A-Z])[A-Za-z-]{{0,40}}+ {{1,3}}(?!{YEAR})"
    r"(?P<number>[0-9]{1,2}\.[0-9]{1,2}|[1-9][0-9]{2} [0-9]{3}|[0-9]{1,6}[A-FH-Z]?)(?![.,:/-]?[0-9]|[\w%°+])"
    r"(?:(?<=\.[0-9])|(?<=\.[0-9]{2})|(?(capitals)|(?!))|"
    r"(?!(?:-| {1,3})[A-Z]| (?!(?:and|or|in|on|for|of|at|to|by|is|was|has|had|will|from|with|as)\b)[a-z]))"
)


def capitals(text: Text, start: int) -> Reading | None:
    """COP 26; XQZ 5 billion; DM 3 million; Cg. 5 million: names, and sums in what may be a currency. Nothing tells what
    they are, so they stay whole."""
    match = _CAPITALS.match(text.cased, start)
    if match is None:
        return None
    code, number = match["code"], number_at(text.small, match.end())
    known = code in currencies.CODES or code.lower() in currencies.NAMES
    if number is None or (known and code not in currencies.ALSO_WORDS):
        return None
    a_sum = number.scale > 1 and is_bare(text, number)
    if known == a_sum and not (code[1:] == "." and is_bare(text, number)):
        return None
    whole = opaque(text.cased, start, _end_of_list(text, number.end) if number.scale == 1 else number.end)
    return whole if number.scale > 1 else whole._replace(value=re.sub("[ -]", "", whole.value, count=1))


_MOST_LISTED = 12
_ANOTHER = Pattern(rf"(?:-|,{GAP}(?:and{GAP})?|{GAP}(?:and|or|to|&){GAP})(?!{YEAR})(?=[0-9])")


def _end_of_list(text: Text, end: int) -> int:
    """Where the last number ends of those that share a name: COP 26 and 27; TRL 4-6."""
    for _ in range(_MOST_LISTED):
        link = _ANOTHER.match(text.small, end)
        number = number_at(text.small, link.end()) if link and stands_alone(text, link.end()) else None
        if number is None:
            break
        end = number.end
    return end


def version(text: Text, start: int) -> Reading | None:
    """India 2.0; Falcon 9; XAU 5; Delhi 110 001: a number behind a name or capitals, and nothing that it counts."""
    match = _VERSION.match(text.cased, start)
    name = match[0].split()[0] if match else ""
    if (
        match is None
        or name in currencies.CODES
        or name.lower() in _NO_NAMES
        or name.endswith(("ly", "LY"))
        or not (stands_alone(text, match.start("number")) or match["number"].endswith((".0", *ascii_uppercase)))
    ):
        return None
    end = _end_of_list(text, match.end())
    if end > match.end():
        return opaque(text.cased, start, end)
    return Reading(end, "designator", f"{name} {match['number'].replace(' ', '')}")


_NO_NAMES = frozenset((*lexicon.ALL_MODIFIERS, *_SMALL_WORDS, *currencies.NAMES))

NUMERAL_WORDS = frozenset(
    ("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix",
     "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxx", "xl")
)  # fmt: skip
"""Roman numerals that can be nothing else, in small letters."""


@form(rf"(?P<numeral>{any_of(NUMERAL_WORDS)}){WORD_ENDS}")
def numeral(match: re.Match[str], cased: str) -> Reading | None:
    """II; XIV: the numeral behind a name."""
    return (
        Reading(match.end(), "designator", match[0].upper()) if cased[match.start() : match.end()].isupper() else None
    )


_VAGUE = Pattern(
    rf"(?:{any_of(lexicon.SEVERAL)}{LINK}?{any_of(lexicon.VAGUE)}s?|{any_of(lexicon.VAGUE)}s)"
    rf"(?:(?:{GAP}of)?{LINK}{any_of(lexicon.VAGUE)}s?){{0,2}}"
    rf"{WORD_ENDS}(?P<of>(?:{GAP}of)?{LINK})?"
)


def vague(text: Text, start: int) -> Reading | None:
    """dozens; tens of thousands; several million pounds; multi-crore; a few hundred: no number is said."""
    match = _VAGUE.match(text.small, start)
    money = longest(MONEY_NAMES, text.small, match.end()) if match and match["of"] else None
    end = money[0] if money else match.start("of") if match and match["of"] else match.end() if match else start
    return Reading(end, "designator", " ".join(text.small[start:end].split())) if match else None
