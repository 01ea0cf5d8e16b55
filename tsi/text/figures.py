"""The one grammar of figures: text in, figures out, on source files, on records and on built pages alike.

How a text is read:

1. It is folded to a copy of the same length (small letters, plain spaces, hyphens and quotes), so that a position in
   the copy is a position in the text.
2. At each word or sign that can open a figure, modifiers are read ("up to"), then the forms that `_OPENINGS` lists are
   tried in order. What a form reads must end where its token ends, or the form does not count.
3. Digits that nobody has read are covered by the catch-all: their whole token becomes a designator. So every digit of
   a text lies in exactly one figure, and a token that is not understood matches only itself.

What a reader may not expect:

- A modifier directly before a figure always belongs to it: "over two pages" is over 2, "over 2024" is over 2024.
- A number from 1500 to 2199 is a year, unless a currency, scale, unit or one of `COUNTED` makes it something else.
- "5 to 7 million" and "£5–7 million" are one figure with the value `5000000..7000000`.
- Fractions ("two-thirds", "a third of") are counts with the value `2/3`; "half" alone is no figure.
- Nor are these: single, another, once, double, tenfold, firstly, hundreds, a couple, a year, Monday, net zero, no one,
  one of the. "Both" and "twice" are 2; "first of its kind" is the ordinal 1.
- Figures do not cross a blank line, and cross a single line break as if it were a space.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

from tsi.text.lexicon import (
    ALL_MODIFIERS,
    ALL_SCALES,
    ARTICLES,
    COUNTED,
    CURRENCIES,
    CURRENCY_CODES,
    DENOMINATORS,
    LABELS,
    MAY_HAVE,
    MONEY_SCALES,
    MONTHS,
    NEAR,
    NUMBER_WORDS,
    NUMERATORS,
    ORDINALS,
    PROGRAMMES,
    SCALES,
    SHORT_MONTHS,
    TENS,
    TRAILING_MODIFIERS,
    UNITS,
    VULGAR_FRACTIONS,
    Kind,
)

_Meaning = TypeVar("_Meaning")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text; `start` and `end` are character positions, and `printed` is what stands between them.

    `value` is, by kind: a plain decimal (money, duration, count, ordinal, percentage; `low..high` for a range), a date
    (`2024`, `2024-07`, `2024-07-24`, `--07-24`, `--07`, `202X`, `2020/2021`, or `ambiguous`, which matches nothing), a
    relative date (`last-week`) or a designator's text. `unit` is a currency code, a unit of time or measure, or empty.
    """

    kind: Kind
    value: str
    unit: str
    modifier: str
    printed: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What is compared when one figure is matched with another: `kind|value|unit|modifier`."""
        return f"{self.kind}|{self.value}|{self.unit}|{self.modifier}"


# --- Folding ----------------------------------------------------------------------------------------------------------

_FOLDS = str.maketrans(
    dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", "\xa0")
    | dict.fromkeys("\t\r", " ")
    | dict.fromkeys("\v\f\x85\u2028\u2029", "\n")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2018\u2019\u201b\u2032", "'")
    # Superscript and subscript digits mark footnotes and formulas: they become a sign that ends a token.
    | dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "^")
    # The one letter whose small form has two characters, which would shift every position behind it.
    | {"\u0130": "i"}
)
_LONE_BREAK = re.compile(r"(?<!\n)\n(?! ?\n)")


def _fold(text: str) -> str:
    """The text in small letters with plain spaces, hyphens and quotes, character for character."""
    folded = text.translate(_FOLDS).lower()
    return _LONE_BREAK.sub(" ", folded) if "\n" in folded else folded


# --- Fragments of patterns --------------------------------------------------------------------------------------------

_GAP = r"(?:[ \xa0]{1,3})"
_LINK = r"(?:-|[ \xa0]{1,3})"
_TO = rf"(?:-to-|-?{_GAP}to{_GAP}|{_GAP}[-—]{_GAP}|[-—])"
_WORD_ENDS = r"(?![^\W\d_])"
_NUMBER_ENDS = r"(?![.,:/]?[0-9])"
_SIGNS = "£$€₹¥"
_JOINERS = r"\xad\u0300-\u036f\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufeff"
"""Characters that print nothing, or print over the one before; beside a digit they make an unknown token."""
_GLUE = rf"-.,:;/'@#&=+?%*~\\{_SIGNS}{_JOINERS}"
"""Characters that join what stands on both sides of them to one token; a class must begin with them."""
_END = re.compile(rf"(?![\w{_JOINERS}])(?!(?<=[0-9])[{_GLUE}]\d)")


def _any_of(words: Iterable[str]) -> str:
    """An alternation that prefers longer words; a space in a word stands for any gap."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", _GAP) for word in longest_first) + ")"


def _behind_any_of(words: Iterable[str]) -> str:
    """An assertion that one of the words stands directly before this position."""
    return "(?:" + "|".join(rf"(?<=\b{word}[ \xa0-])" for word in words) + ")"


def _look_up(table: Mapping[str, _Meaning], printed: str) -> _Meaning:
    """What a table says of a word or of its singular."""
    word = " ".join(printed.split())
    return table[word] if word in table else table[word.removesuffix("s")]


# --- Forms: a pattern, and a small reader that says what a match of it means ------------------------------------------


class _Reading(NamedTuple):
    """What a form makes of the folded text up to `end`; `behind` is a modifier that follows the number."""

    end: int
    kind: Kind
    value: str
    unit: str = ""
    behind: str = ""


_Reader = Callable[[re.Match[str], str], _Reading | None]
"""Gets a match in the folded text, and the text itself for its capitals; returns None where the form does not fit."""


class _Form(NamedTuple):
    pattern: re.Pattern[str]
    read: _Reader


def _form(pattern: str) -> Callable[[_Reader], _Form]:
    return lambda read: _Form(re.compile(pattern), read)


_YEAR_DIGITS = r"(?:1[5-9]|2[01])[0-9]{2}"
_YEAR = _YEAR_DIGITS + _NUMBER_ENDS
_DAY = rf"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?{_NUMBER_ENDS}"
_MONTH = rf"(?:(?P<short>{_any_of(SHORT_MONTHS)})\.|(?P<month>[a-z]{{3,9}})){_WORD_ENDS}"
_MAYBE_LAST_DAY = rf"(?:{_TO}(?P<last_day>{_DAY}))?"
_MAYBE_YEAR = rf"(?:(?:,?{_GAP}(?:of{_GAP})?|-|,)(?P<year>{_YEAR}))?"


@_form(
    rf"(?P<word>{_any_of(PROGRAMMES)})[ \xa0-](?P<year>{_YEAR})"
    rf"|(?P<first_year>{_YEAR}){_GAP}(?P<last_word>[a-z]{{4,9}}){_WORD_ENDS}"
)
def _programme(match: re.Match[str], text: str) -> _Reading | None:
    """Vision 2035, 2030 Roadmap: with a capital, the word makes the year a part of a name."""
    word = match["word"] or match["last_word"]
    if word not in PROGRAMMES or not text[match.start("word" if match["word"] else "last_word")].isupper():
        return None
    parts = (word.capitalize(), match["year"]) if match["word"] else (match["first_year"], word.capitalize())
    return _Reading(match.end(), "designator", " ".join(parts))


@_form(rf"[0-9]{_LINK}?g|g{_LINK}?[0-9]{{1,2}}")
def _generation(match: re.Match[str], text: str) -> _Reading | None:
    """5G, G20; a small "g" would be grams."""
    if "G" not in text[match.start() : match.end()]:
        return None
    return _Reading(match.end(), "designator", re.sub("[^g0-9]", "", match[0]).upper())


@_form(
    rf"{_any_of(LABELS)}{_GAP}?[0-9]{{1,5}}(?:[.-][0-9]{{1,5}}){{0,5}}[a-z]?"
    r"|\+[0-9]{7,15}|(?:\+[0-9]{1,3}|\(?0[0-9]{1,5}\)?)(?:[ \xa0-]\(?[0-9]{1,5}\)?){1,6}"
    rf"|[0-9]{{1,2}}(?:[:.][0-9]{{2}})?{_GAP}?(?:[ap]m|[ap]\.m\.)|\[[0-9]{{1,3}}\]"
)
def _mark(match: re.Match[str], text: str) -> _Reading:
    """Section 3.2, telephone numbers, times of day, [3]: digits that neither count nor measure anything."""
    return _Reading(match.end(), "designator", " ".join(match[0].split()))


@_form(rf"({_YEAR_DIGITS})([-/])(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])")
def _iso_date(match: re.Match[str], text: str) -> _Reading:
    return _Reading(match.end(), "date", f"{match[1]}-{match[3]}-{match[4]}")


@_form(rf"([0-9]{{1,2}})([-./])([0-9]{{1,2}})\2({_YEAR})")
def _numeric_date(match: re.Match[str], text: str) -> _Reading | None:
    """24/07/2024, 07/24/2024; where both numbers could be the month, the date is ambiguous."""
    low, high = sorted((int(match[1]), int(match[3])))
    if low == 0 or low > 12 or high > 31:
        return None
    ambiguous = low != high and high <= 12
    return _Reading(match.end(), "date", "ambiguous" if ambiguous else f"{match[4]}-{low:02}-{high:02}")


def _month_number(match: re.Match[str], text: str) -> int | None:
    """The number of the month, or None: "may" and "march" are verbs without a capital."""
    name = match["short"] or match["month"]
    if name in ("may", "march") and not text[match.start("month")].isupper():
        return None
    return MONTHS.get(name) or SHORT_MONTHS.get(name)


@_form(rf"(?P<day>{_DAY}){_MAYBE_LAST_DAY}(?:{_GAP}of)?{_LINK}{_MONTH}{_MAYBE_YEAR}")
def _day_month(match: re.Match[str], text: str) -> _Reading | None:
    """24 July 2024, July 24, 3–5 June. Whether the month has that day is not asked: 31 June matches nothing."""
    number = _month_number(match, text)
    if number is None:
        return None
    month = f"{match['year'] or '-'}-{number:02}"
    days = [int(re.sub("[^0-9]", "", day)) for day in (match["day"], match["last_day"]) if day]
    return _Reading(match.end(), "date", "/".join(f"{month}-{day:02}" for day in days))


_month_day = _form(rf"{_MONTH}{_LINK}(?P<day>{_DAY}){_MAYBE_LAST_DAY}{_MAYBE_YEAR}")(_day_month.read)
_between_days = _form(rf"between{_GAP}(?P<day>{_DAY}){_GAP}and{_GAP}(?P<last_day>{_DAY}){_LINK}{_MONTH}{_MAYBE_YEAR}")(
    _day_month.read
)
_BEHIND_DATE_WORD = re.compile(
    _behind_any_of(
        ("in", "of", "since", "until", "till", "by", "last", "this", "next", "from", "to", "during", "before", "after",
         "through", "early", "mid", "late", "about", "around")
    )
)  # fmt: skip


@_form(_MONTH + _MAYBE_YEAR)
def _month(match: re.Match[str], text: str) -> _Reading | None:
    """July 2024; April. Alone, a month is written out, and May and March stand behind a word that goes with dates."""
    number, start, end = _month_number(match, text), match.start(), match.end()
    if number is None:
        return None
    if match["year"]:
        return _Reading(end, "date", f"{match['year']}-{number:02}")
    if match["month"] not in MONTHS or (match["month"] == "august" and not text[start].isupper()):
        return None
    alone = not text[max(0, start - 12) : start].strip() and not text[end : end + 12].strip()
    plain = match["month"] not in ("may", "march") or alone or _BEHIND_DATE_WORD.match(match.string, start)
    return _Reading(end, "date", f"--{number:02}") if plain else None


@_form(r"((?:1[5-9]|2[01])[0-9])0s")
def _decade(match: re.Match[str], text: str) -> _Reading:
    return _Reading(match.end(), "date", f"{match[1]}X")


_COUNTED_BEHIND = re.compile(rf"{_GAP}{_any_of(COUNTED)}{_WORD_ENDS}")


@_form(rf"({_YEAR_DIGITS})(?:{_TO}|/)({_YEAR}|[0-9]{{2}}{_NUMBER_ENDS})")
def _span(match: re.Match[str], text: str) -> _Reading | None:
    """2021–2030, 2020-21. In 2003-04 with a plain hyphen, the second number may be a month: ambiguous."""
    first, last = match[1], match[2]
    if _COUNTED_BEHIND.match(match.string, match.end()):
        return None
    if len(last) == 2 and 1 <= int(last) <= 12 and text[match.end(1)] == "-":
        return _Reading(match.end(), "date", "ambiguous" if first[2:] < last else f"{first}-{last}")
    last = first[:2] + last if len(last) == 2 else last
    return _Reading(match.end(), "date", f"{first}/{last}") if first < last else None


@_form(
    rf"(?:(?:later|earlier){_GAP})?{_any_of(NEAR)}{_GAP}"
    r"(?:weekend|weeks?|fortnight|months?|quarter|years?|decades?|century|spring|summer|autumn|winter)(?!-[a-z])"
    r"|yesterday|today|tomorrow"
)
def _relative(match: re.Match[str], text: str) -> _Reading:
    return _Reading(match.end(), "relative", "-".join(match[0].split()))


@_form(rf"(?P<above>[a-z]{{1,9}})(?P<link>{_LINK})(?P<below>[a-z]{{4,8}}){_WORD_ENDS}(?=(?P<of>{_GAP}of\b)?)")
def _fraction(match: re.Match[str], text: str) -> _Reading | None:
    """two-thirds, a quarter of; without hyphen and "of", a third is an ordinal and a quarter a time."""
    above, below = NUMERATORS.get(match["above"]), match["below"].removesuffix("s")
    if not above or below not in DENOMINATORS or not (match["of"] or match["link"] == "-"):
        return None
    return _Reading(match.end(), "count", f"{above}/{DENOMINATORS[below]}")


_BEHIND_NO_ORDINAL = re.compile(_behind_any_of(("at", "per", "split")))


@_form(
    rf"(?P<digits>[0-9]{{1,4}})(?:st|nd|rd|th)|(?:(?P<tens>{_any_of(TENS)}){_LINK})?(?P<word>[a-z]{{5,11}})"
    rf"{_WORD_ENDS}(?!-hand\b|{_GAP}of{_GAP}all\b|{_GAP}and{_GAP}foremost\b)"
)
def _ordinal(match: re.Match[str], text: str) -> _Reading | None:
    """third, 21st, twenty-first; but not "at first", "first of all" and "second-hand"."""
    if match["digits"]:
        return _Reading(match.end(), "ordinal", str(int(match["digits"])))
    if match["word"] not in ORDINALS or _BEHIND_NO_ORDINAL.match(match.string, match.start()):
        return None
    return _Reading(match.end(), "ordinal", str(TENS.get(match["tens"], 0) + ORDINALS[match["word"]]))


# --- Quantities: a number, and what stands around it ------------------------------------------------------------------

_DIGITS = re.compile(
    r"(?:(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,6}|[1-9][0-9]?(?:,[0-9]{2}){1,6},[0-9]{3}"  # 1,800,000 and 18,00,000
    r"|[1-9][0-9]{0,2}(?:\xa0[0-9]{3}){1,6}|[1-9][0-9]{0,2}(?: [0-9]{3}){2,6}"  # the same with spaces
    r"|0|[1-9][0-9]{0,17})(?:\.[0-9]{1,6})?|\.[0-9]{1,6})(?P<vulgar>[½¼¾])?|(?P<alone>[½¼¾])"
)
_TOO_LARGE = 10**21
"""What `_DIGITS` cannot print; below it, six decimals included, a Decimal multiplies exactly."""
_NUMBER_WORD = re.compile(rf"(?P<link>{_LINK})?(?P<and>and{_LINK})?(?P<word>[a-z]+)")
_ARTICLE = re.compile(rf"{_any_of(ARTICLES)}(?={_GAP}{_any_of(SCALES)}s?{_WORD_ENDS})")
_AND_A_HALF = re.compile(rf"{_LINK}and{_LINK}a{_LINK}half{_WORD_ENDS}")


def _number(folded: str, start: int) -> tuple[int, Decimal] | None:
    """End and value of the number here: "1,00,000", "2½", "two-and-a-half", "two hundred and six", "half a" million."""
    digits = _DIGITS.match(folded, start)
    if digits:
        plain = re.sub("[^0-9.]", "", digits[0])
        value = Decimal(plain or 0) + VULGAR_FRACTIONS.get(digits["vulgar"] or digits["alone"], 0)
        end = digits.end()
    else:
        end, value = _number_in_words(folded, start)
    if end == start:
        return None
    half = _AND_A_HALF.match(folded, end)
    return (half.end(), value + Decimal("0.5")) if half else (end, value)


def _number_in_words(folded: str, start: int) -> tuple[int, Decimal]:
    """End and value of the number words that start here; the end is the start where there are none."""
    article = _ARTICLE.match(folded, start)
    end = article.end() if article else start
    thousands, rest = Decimal(0), _look_up(ARTICLES, article[0]) if article else Decimal(0)
    room = 0 if article else 1000  # The next word must mean less: after twenty come one to nine, after a hundred 99.
    while match := _NUMBER_WORD.match(folded, end):
        word, value = match["word"], NUMBER_WORDS.get(match["word"])
        if bool(match["link"]) != (end > start) or (match["and"] and (room < 100 or value is None)):
            break
        if value is not None and value < room:
            rest, room = rest + value, 10 if value >= 20 else 0
        elif word == "hundred" and 1 <= rest < 100:
            rest, room = rest * 100, 100
        elif word == "thousand" and rest >= 1 and not thousands:
            thousands, rest, room = rest * 1000, Decimal(0), 1000
        else:
            break
        end = match.end()
    return end, thousands + rest


_SIGN = _any_of(name for name in CURRENCIES if name[-1] in _SIGNS)
_CODE = _any_of([*CURRENCY_CODES, "rs", "rs."])
_CURRENCY_NAME = _any_of(name for name in CURRENCIES if name[-1].isalpha() and name != "rs")
_TO_HIGHER = re.compile(rf"{_TO}(?:(?:{_SIGN}|{_CODE}){_GAP}?)?")
_AROUND_BEHIND = re.compile(
    rf"(?P<scale>(?:{_LINK}?(?:{_any_of(ALL_SCALES)}s?{_WORD_ENDS})){{0,2}}+)(?P<plus>\+(?!\w))?"
    rf"(?:{_LINK}?(?:(?P<currency>{_CURRENCY_NAME}s?){_WORD_ENDS}(?!{_GAP}?[0-9])"
    rf"|(?P<unit>%(?!\w)|{_any_of(UNITS)}s?{_WORD_ENDS})))?"
    rf"(?:{_GAP}(?P<more>or{_GAP}(?:more|less|fewer|so))\b|-(?P<hyphen_plus>plus)\b)?"
)


@_form(rf"(?P<minus>-|minus{_GAP})?(?:(?P<code>{_CODE}){_GAP}?)?(?:(?P<sign>{_SIGN}){_GAP}?)?(?P<inner_minus>-)?")
def _quantity(before: re.Match[str], text: str) -> _Reading | None:
    """Money, a percentage, a duration, a count; or a year, which is a number on its own."""
    folded, low = before.string, _number(before.string, before.end())
    if low is None:
        return None
    high = _upper_bound(before, low[1], low[0])
    behind = _matched(_AROUND_BEHIND, folded, (high or low)[0])
    currency, scales = _currency(before, behind), re.findall("[a-z]+", behind["scale"])
    sign = "-" if before["minus"] or before["inner_minus"] else ""
    kind: Kind | None
    if currency:
        kind, unit = "money", currency
    elif not MONEY_SCALES.keys().isdisjoint(scales):
        return None
    elif behind["unit"]:
        kind, unit = _look_up(UNITS, behind["unit"])
    else:
        kind, unit = "count" if sign or scales or high else _kind_of_bare(folded, before.end(), low[0]), ""
    factor = math.prod(_look_up(ALL_SCALES, scale) for scale in scales)
    values = [bound[1] * factor for bound in (low, high) if bound]
    if kind is None or max(values) >= _TOO_LARGE:
        return None
    printed = behind["more"] or behind["hyphen_plus"] or behind["plus"]
    modifier = _look_up(TRAILING_MODIFIERS, printed) if printed else ""
    return _Reading(behind.end(), kind, sign + "..".join(map(_plain, values)), unit, modifier)


def _matched(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str]:
    """A match of a pattern that may match nothing at all, and so always matches."""
    match = pattern.match(text, start)
    assert match is not None, pattern
    return match


def _upper_bound(before: re.Match[str], low: Decimal, low_end: int) -> tuple[int, Decimal] | None:
    """The second, larger number of a range. Bare numbers need "to": a hyphen makes no range of 555-1234."""
    folded = before.string
    to = _TO_HIGHER.match(folded, low_end)
    high = _number(folded, to.end()) if to else None
    if to is None or high is None or high[1] <= low:
        return None
    around = before["code"] or before["sign"] or _matched(_AROUND_BEHIND, folded, high[0])[0]
    return high if around or "to" in to[0] else None


def _currency(before: re.Match[str], behind: re.Match[str]) -> str:
    """The code of the currency around a number; what stands behind it says which dollar a "$" is."""
    printed = before["code"] or before["sign"]
    if behind["currency"] and printed in (None, "$"):
        printed = behind["currency"]
    return _look_up(CURRENCIES, printed) if printed else ""


_BEHIND_NO_ONE = re.compile(
    _behind_any_of(
        ("no", "any", "every", "each", "this", "that", "which", "the", "another", "other", "last", "only", "first",
         "second", "third")
    )
    + "|(?<=-)"
)  # fmt: skip
_COUNTED_ONE = re.compile(
    rf"{_GAP}(?!(?:of|another|can|could|may|might|must|should|would|will|has|is|was|who|that|which|and|in|on|at|to|for"
    r"|with|by|from|as|than)\b)[a-z]"
)
_BEHIND_NET = re.compile(_behind_any_of(("net",)))


def _kind_of_bare(folded: str, start: int, end: int) -> Kind | None:
    """Whether a number with nothing around it is a year, a count or neither ("one of the", "net zero", "2024.3")."""
    printed = folded[start:end]
    if re.fullmatch(rf"{_YEAR_DIGITS}(?:\.[0-9]+)?", printed) and not _COUNTED_BEHIND.match(folded, end):
        return None if "." in printed else "date"
    if printed == "one":
        return None if _BEHIND_NO_ONE.match(folded, start) or not _COUNTED_ONE.match(folded, end) else "count"
    return None if printed == "zero" and _BEHIND_NET.match(folded, start) else "count"


def _plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros that say nothing: `1800000`, `5.5`, `0`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- Scanning ---------------------------------------------------------------------------------------------------------

_MODIFIER = re.compile(
    rf"(?P<word>{_any_of(word for word in ALL_MODIFIERS if word[-1].isalpha())}){_LINK}"
    rf"|(?P<sign>{_any_of(word for word in ALL_MODIFIERS if not word[-1].isalpha())}){_GAP}?"
)
_ADDRESS = r"(?:https?://|www\.)[^\s<>\"|]*[\w/]"
_CANDIDATE = re.compile(rf"[^\W\d_]+|\.?[0-9]+|[+(\[](?=[0-9])|-(?=[.0-9]|{_SIGN}|{_CODE})|[{_SIGNS}~≈<>≥≤§]")
_WORD = re.compile(r"[^\W\d_]*")
_YEAR_START = re.compile(_YEAR_DIGITS)
_WHOLE_ADDRESS = re.compile(_ADDRESS)
_TOKEN = re.compile(
    rf"{_ADDRESS}|[-+#§~{_SIGNS}]{{0,3}}\w++(?:[{_GLUE}]++\w++)*+[%{_JOINERS}]*+"
    rf"(?:{_GAP}{_any_of(ALL_SCALES)}s?(?!\w))?"
)
_DIGIT = re.compile(r"\d")

_OPENED_BY_YEAR = (_programme, _iso_date, _decade, _span, _ordinal, _quantity)
_OPENED_BY_DIGIT = (_generation, _mark, _numeric_date, _day_month, _ordinal, _quantity)
_OPENED_BY_SIGN = (_mark, _quantity)
_OPENINGS: tuple[tuple[Iterable[str], tuple[_Form, ...]], ...] = (
    (ALL_MODIFIERS, ()),
    (("http", "https", "www"), ()),
    (PROGRAMMES, (_programme,)),
    (("g",), (_generation,)),
    (LABELS, (_mark,)),
    (("between",), (_between_days,)),
    ((*MONTHS, *SHORT_MONTHS), (_month_day, _month)),
    ((*NEAR, "later", "earlier", "yesterday", "today", "tomorrow"), (_relative,)),
    (NUMERATORS, (_fraction,)),
    ((*TENS, *ORDINALS), (_ordinal,)),
    ((*ARTICLES, *NUMBER_WORDS, *VULGAR_FRACTIONS, *CURRENCIES, "minus"), (_quantity,)),
)
"""Which words open which forms, each with the more particular form first."""


def _index_of_openings() -> dict[str, tuple[_Form, ...]]:
    index: dict[str, tuple[_Form, ...]] = {}
    for entries, forms in _OPENINGS:
        for word in {_matched(_WORD, entry, 0)[0] for entry in entries}:
            index[word] = index.get(word, ()) + forms
    return index


_OPENED_BY_WORD = _index_of_openings()


def find(text: str) -> tuple[Figure, ...]:
    """All figures of a text, by position, never overlapping; `text[figure.start:figure.end] == figure.printed`.

    Every decimal digit of the text lies in exactly one of them. The time is linear in the length of the text.
    """
    folded = _fold(text)
    figures = list(_understood(folded, text))
    if _DIGIT.search(folded):
        figures.extend(_left_over(folded, text, figures))
        figures.sort(key=lambda figure: figure.start)
    return tuple(figures)


def _understood(folded: str, text: str) -> Iterator[Figure]:
    """The figures that a form reads. Web addresses are left to the catch-all."""
    end = 0
    for candidate in _CANDIDATE.finditer(folded):
        opening, start = candidate[0], candidate.start()
        if start < end or (opening not in _OPENED_BY_WORD and opening[0].isalpha()):
            continue
        address = _WHOLE_ADDRESS.match(folded, start) if opening in ("http", "https", "www") else None
        if address:
            end = address.end()
        elif _is_clear(folded, start, end) and (figure := _figure_at(folded, text, start)):
            end = figure.end
            yield figure


_BEHIND_WORD = re.compile(r"(?<=\w)")
_BEHIND_GLUE = re.compile(rf"(?<=[\w.])|(?<=[\w%][{_GLUE}])")


def _is_clear(folded: str, start: int, end: int) -> bool:
    """Whether a token starts here. A number does not where a sign glues it to a word (COVID-19), unless a hyphen or
    slash parts it from the figure that ended at `end`."""
    if folded[start].isalpha():
        return not _BEHIND_WORD.match(folded, start)
    return not _BEHIND_GLUE.match(folded, start) or (start - 1 == end > 0 and folded[end] in "-/")


def _figure_at(folded: str, text: str, start: int) -> Figure | None:
    """The figure that starts at a position, with the modifiers before it (two at most: "up to about")."""
    modifiers: list[str] = []
    body = start
    while len(modifiers) < 2 and (match := _MODIFIER.match(folded, body)):
        modifiers.append(_look_up(ALL_MODIFIERS, match["word"] or match["sign"]))
        body = match.end()
    reading = _read(folded, text, body)
    if reading is None or not MAY_HAVE[reading.kind].issuperset(modifiers):
        return None
    end, kind, value, unit, behind = reading
    return Figure(kind, value, unit, " ".join([*modifiers, behind]).strip(), text[start:end], start, end)


def _opened(folded: str, start: int) -> tuple[_Form, ...]:
    """The forms that can start at a position."""
    if folded[start : start + 1].isdecimal():
        return _OPENED_BY_YEAR if _YEAR_START.match(folded, start) else _OPENED_BY_DIGIT
    word = _matched(_WORD, folded, start)[0]
    return _OPENED_BY_WORD.get(word, ()) if word else _OPENED_BY_SIGN


def _read(folded: str, text: str, start: int) -> _Reading | None:
    """What the first form that fits makes of the text from `start`, up to the end of a token."""
    for pattern, read in _opened(folded, start):
        match = pattern.match(folded, start)
        reading = read(match, text) if match else None
        if reading and _END.match(folded, reading.end):
            return reading
    return None


def _left_over(folded: str, text: str, figures: list[Figure]) -> Iterator[Figure]:
    """A designator for each token, or rest of one, whose digits no figure covers."""
    pieces, position = [], 0
    for figure in figures:
        pieces += [folded[position : figure.start], " " * (figure.end - figure.start)]
        position = figure.end
    rest = "".join([*pieces, folded[position:]])
    if _DIGIT.search(rest):
        for token in _TOKEN.finditer(rest):
            if _DIGIT.search(token[0]):
                printed = text[token.start() : token.end()]
                yield Figure("designator", " ".join(printed.translate(_FOLDS).split()), "", "", printed, *token.span())
