"""The one grammar of figures: text in, figures out, on source files, on records and on built pages alike.

How a text is read:

1. It is folded to a copy of the same length (small letters, plain spaces, hyphens and quotes), so that a position in
   the copy is a position in the text.
2. At each word or sign that can open a figure, qualifiers are read ("up to"), then the forms of `_FORMS` are tried in
   order, then `_quantity`. What is read must end where its token ends, or it is not read at all.
3. Digits that nobody has read are covered by the catch-all: their whole token becomes a designator. So every digit of
   a text lies in exactly one figure, and a token that is not understood matches only itself.

What a reader may not expect:

- A qualifier directly before a figure always belongs to it: "over two pages" is over 2, "over 2024" is over 2024.
- A number from 1500 to 2199 is a year, unless a currency, scale, unit or one of `_COUNTED` makes it something else.
- "5 to 7 million" and "£5–7 million" are one figure with the value `5000000..7000000`.
- Fractions ("two-thirds", "a third of") are counts with the value `2/3`; "half" alone is no figure.
- Nor are these: single, another, once, double, tenfold, firstly, hundreds, a couple, a year, Monday, net zero, "no one",
  "one of the". "Both" and "twice" are 2; "first of its kind" is the ordinal 1.
- Figures do not cross a blank line, and cross a single line break as if it were a space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["money", "date", "relative", "duration", "count", "ordinal", "percentage", "designator"]


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
    qualifier: str
    printed: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What is compared when one figure is matched with another: `kind|value|unit|qualifier`."""
        return f"{self.kind}|{self.value}|{self.unit}|{self.qualifier}"


# --- Vocabulary, all in small letters; plurals in -s are understood ---------------------------------------------------

_BELOW_TWENTY = {
    word: number
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
    )
}  # fmt: skip
_TENS = {
    word: 10 * number
    for number, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
         "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"), 1
    )
} | {word[:-1] + "ieth": number for word, number in _TENS.items()}  # fmt: skip
_DENOMINATORS = {"half": 2, "halve": 2, "quarter": 4} | {word: n for word, n in _ORDINALS.items() if 3 <= n <= 10}
_ADVERBS = {"both": "2", "twice": "2", "thrice": "3"}
_VULGAR_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

_SCALES = {
    "dozen": 12, "hundred": 10**2, "thousand": 10**3, "lakh": 10**5, "lac": 10**5, "million": 10**6, "mn": 10**6,
    "mln": 10**6, "crore": 10**7, "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
_MONEY_SCALES = {"k": 10**3, "m": 10**6, "cr": 10**7, "b": 10**9}
"""Scales only beside a currency: "£5m" is money, "5m" may be metres."""

_CURRENCIES = {
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pound sterling": "GBP", "pounds sterling": "GBP",
    "$": "USD", "us$": "USD", "u.s.$": "USD", "usd": "USD", "dollar": "USD", "us dollar": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR",
    "₹": "INR", "rs": "INR", "rs.": "INR", "inr": "INR", "rupee": "INR", "indian rupee": "INR",
    "a$": "AUD", "au$": "AUD", "aud": "AUD", "australian dollar": "AUD", "c$": "CAD", "cad": "CAD",
    "canadian dollar": "CAD", "s$": "SGD", "sgd": "SGD", "hk$": "HKD", "nz$": "NZD", "¥": "JPY", "jpy": "JPY",
    "yen": "JPY", "cny": "CNY", "yuan": "CNY", "chf": "CHF",
}  # fmt: skip

_PERCENTAGES = {"%": "", "per cent": "", "percent": "", "pc": "", "percentage point": "point"}
_TIMES = {
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour",
    "day": "day", "week": "week", "fortnight": "fortnight", "month": "month", "quarter": "quarter", "year": "year",
    "yr": "year", "decade": "decade", "century": "century", "centurie": "century",
}  # fmt: skip
_MEASURES = {
    "nm": "nm", "nanometre": "nm", "mm": "mm", "cm": "cm", "metre": "m", "km": "km", "kilometre": "km", "mile": "mile",
    "kg": "kg", "tonne": "tonne", "ton": "ton", "acre": "acre", "hectare": "hectare", "ha": "hectare", "kw": "kW",
    "mw": "MW", "megawatt": "MW", "gw": "GW", "gigawatt": "GW", "mwh": "MWh", "gwh": "GWh", "mhz": "MHz", "ghz": "GHz",
    "mb": "MB", "gb": "GB", "tb": "TB", "mbps": "Mbps", "gbps": "Gbps", "qubit": "qubit", "fold": "fold",
    "basis point": "basis point",
}  # fmt: skip
_UNITS: dict[str, tuple[Kind, str]] = {
    **{word: ("percentage", unit) for word, unit in _PERCENTAGES.items()},
    **{word: ("duration", unit) for word, unit in _TIMES.items()},
    **{word: ("count", unit) for word, unit in _MEASURES.items()},
}

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTHS = {name.lower(): number for number, name in enumerate(_MONTH_NAMES, 1)}
_SHORT_MONTHS = {name[:3]: number for name, number in _MONTHS.items() if name != "may"} | {"sept": 9}

_QUALIFIERS = {
    "up to": "up to", "as much as": "up to", "as many as": "up to",
    "about": "about", "approximately": "about", "approx.": "about", "around": "about", "some": "about",
    "roughly": "about", "circa": "about", "an estimated": "about", "estimated": "about", "c.": "about", "ca.": "about",
    "~": "about", "≈": "about",
    "over": "over", "more than": "over", "above": "over", "in excess of": "over", "upwards of": "over",
    "exceeding": "over", "greater than": "over", ">": "over",
    "at least": "at least", "no less than": "at least", "not less than": "at least", "no fewer than": "at least",
    "a minimum of": "at least", "≥": "at least",
    "nearly": "nearly", "almost": "nearly", "close to": "nearly",
    "under": "under", "less than": "under", "fewer than": "under", "below": "under", "<": "under",
    "at most": "at most", "no more than": "at most", "not more than": "at most", "a maximum of": "at most",
    "≤": "at most",
}  # fmt: skip
_DATE_QUALIFIERS = {
    "early": "early", "early in": "early", "mid": "mid", "middle of": "mid", "late": "late", "late in": "late",
    "start of": "start of", "beginning of": "start of", "end of": "end of",
}  # fmt: skip
_TRAILING_QUALIFIERS = {
    "+": "at least", "or more": "at least", "plus": "at least", "or less": "at most", "or fewer": "at most",
    "or so": "about",
}  # fmt: skip
_NUMBER_MAY_HAVE = frozenset(_QUALIFIERS.values())
_RELATIVE_MAY_HAVE = frozenset(_DATE_QUALIFIERS.values())
_MAY_HAVE: dict[Kind, frozenset[str]] = {
    "money": _NUMBER_MAY_HAVE, "duration": _NUMBER_MAY_HAVE, "count": _NUMBER_MAY_HAVE, "percentage": _NUMBER_MAY_HAVE,
    "date": _NUMBER_MAY_HAVE | _RELATIVE_MAY_HAVE, "relative": _RELATIVE_MAY_HAVE,
    "ordinal": frozenset(), "designator": frozenset(),
}  # fmt: skip
"""The qualifiers that a kind of figure takes."""

_PROGRAMMES = frozenset(
    ("vision", "roadmap", "agenda", "horizon", "mission", "strategy", "plan", "programme", "framework", "compact")
)
"""Words that, with a capital, make a name of the year beside them: "Vision 2035"."""
_LABELS = frozenset(
    ("section", "sections", "article", "chapter", "page", "pages", "line", "lines", "clause", "paragraph", "annex",
     "phase", "tier", "version", "volume", "pillar", "part", "level", "rule", "step", "no.", "iso", "§")
)  # fmt: skip
"""Words that make the number behind them the mark of a place, not a count."""
_COUNTED = ("people", "jobs", "students", "researchers", "workers", "companies", "firms", "members", "patents", "words")
"""Words before which a number such as 2000 is a count, not a year."""

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

_GAP = r"[ \xa0]{1,3}"
_LINK = r"(?:-|[ \xa0]{1,3})"
_TO = rf"(?:-|—|{_GAP}(?:-|—|to){_GAP})"
_WORD_ENDS = r"(?![^\W\d_])"
_NUMBER_ENDS = r"(?![.,:/]?[0-9])"
_SIGNS = "£$€₹¥"
_JOINERS = r"\xad\u0300-\u036f\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufeff"
"""Characters that print nothing or print over the one before; beside a digit they make an unknown token."""
_GLUE = rf"-.,:;/'@#&=+?%*~\\{_SIGNS}{_JOINERS}"
"""Characters that join what stands on both sides of them to one token (first in a class: a hyphen)."""
_END = re.compile(rf"(?![\w{_JOINERS}])(?!(?<=[0-9])[{_GLUE}]\d)")


def _any_of(words: Iterable[str]) -> str:
    """An alternation that prefers longer words; a space in a word stands for any gap."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", _GAP) for word in longest_first) + ")"


def _look_up(table: Mapping[str, _Meaning], printed: str) -> _Meaning:
    """What a table says of a word or its singular."""
    word = " ".join(printed.split())
    return table[word] if word in table else table[word.removesuffix("s")]


# --- Forms: a pattern, and a small reader that says what it means -----------------------------------------------------


class _Reading(NamedTuple):
    """What a form makes of the folded text up to `end`; `behind` is a qualifier that follows the number."""

    end: int
    kind: Kind
    value: str
    unit: str = ""
    behind: str = ""


_DAY = rf"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?{_NUMBER_ENDS}"
_YEAR = rf"(?:1[5-9]|2[01])[0-9]{{2}}{_NUMBER_ENDS}"
_MONTH = rf"(?:(?P<short>{_any_of(_SHORT_MONTHS)})\.|(?P<month>[a-z]{{3,9}})){_WORD_ENDS}"
_TO_LAST_DAY = rf"(?:{_TO}(?P<last_day>{_DAY}))?"
_OPTIONAL_YEAR = rf"(?:(?:,?{_GAP}(?:of{_GAP})?|-|,)(?P<year>{_YEAR}))?"

_PROGRAMME = re.compile(
    rf"(?P<word>[a-z]{{4,9}})[ \xa0-](?P<year>{_YEAR})|(?P<year_first>{_YEAR}){_GAP}(?P<last>[a-z]{{4,9}})"
)


def _programme(match: re.Match[str], text: str) -> _Reading | None:
    """Vision 2035, 2030 Roadmap: with a capital, the word makes the year a part of a name."""
    group = "word" if match["word"] else "last"
    if match[group] not in _PROGRAMMES or not text[match.start(group)].isupper():
        return None
    word = match[group].capitalize()
    value = f"{word} {match['year']}" if group == "word" else f"{match['year_first']} {word}"
    return _Reading(match.end(), "designator", value)


_GENERATION = re.compile(rf"[0-9]{_LINK}?g|g{_LINK}?[0-9]{{1,2}}")


def _generation(match: re.Match[str], text: str) -> _Reading | None:
    """5G, G20; a small "g" would be grams."""
    if "G" not in text[match.start() : match.end()]:
        return None
    return _Reading(match.end(), "designator", re.sub("[^g0-9]", "", match[0]).upper())


_LABELLED = re.compile(rf"(?P<label>[a-z]{{2,9}}\.?|§){_GAP}?[0-9]{{1,5}}(?:[.-][0-9]{{1,5}}){{0,5}}[a-z]?")


def _labelled(match: re.Match[str], text: str) -> _Reading | None:
    """Section 3.2, line 7: the mark of a place."""
    return _as_printed(match, text) if match["label"] in _LABELS else None


_MARK = re.compile(
    r"\+[0-9]{7,15}"  # +442079460958
    r"|(?:\+[0-9]{1,3}|\(?0[0-9]{1,5}\)?)(?:[ \xa0-]\(?[0-9]{1,5}\)?){1,6}"  # +44 20 7946 0958, (020) 7946 0958
    rf"|[0-9]{{1,2}}(?:[:.][0-9]{{2}})?{_GAP}?(?:[ap]m|[ap]\.m\.)"  # 10.30 am
    r"|\[[0-9]{1,3}\]"  # [3], a note
)


def _as_printed(match: re.Match[str], text: str) -> _Reading:
    return _Reading(match.end(), "designator", " ".join(match[0].split()))


_ISO_DATE = re.compile(r"([12][0-9]{3})([-/])(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])")


def _iso_date(match: re.Match[str], text: str) -> _Reading:
    return _Reading(match.end(), "date", f"{match[1]}-{match[3]}-{match[4]}")


_NUMERIC_DATE = re.compile(rf"([0-9]{{1,2}})([-./])([0-9]{{1,2}})\2({_YEAR})")


def _numeric_date(match: re.Match[str], text: str) -> _Reading | None:
    """24/07/2024, 07/24/2024; where both numbers could be the month, the date is ambiguous."""
    low, high = sorted((int(match[1]), int(match[3])))
    if low == 0 or low > 12 or high > 31:
        return None
    ambiguous = low != high and high <= 12
    return _Reading(match.end(), "date", "ambiguous" if ambiguous else f"{match[4]}-{low:02}-{high:02}")


_DAY_MONTH = re.compile(rf"(?P<day>{_DAY}){_TO_LAST_DAY}(?:{_GAP}of)?{_LINK}{_MONTH}{_OPTIONAL_YEAR}")
_BETWEEN = re.compile(
    rf"between{_GAP}(?P<day>{_DAY}){_GAP}and{_GAP}(?P<last_day>{_DAY}){_GAP}{_MONTH}{_OPTIONAL_YEAR}"
)
_MONTH_DAY = re.compile(rf"{_MONTH}{_LINK}(?P<day>{_DAY}){_TO_LAST_DAY}{_OPTIONAL_YEAR}")


def _day(match: re.Match[str], text: str) -> _Reading | None:
    """24 July 2024, July 24, 3–5 June. Whether the month has that day is not asked: 31 June matches nothing."""
    number = _month_number(match)
    if number is None:
        return None
    month = f"{match['year'] or '-'}-{number:02}"
    days = [int(re.sub("[^0-9]", "", day)) for day in (match["day"], match["last_day"]) if day]
    return _Reading(match.end(), "date", "/".join(f"{month}-{day:02}" for day in days))


def _month_number(match: re.Match[str]) -> int | None:
    name = match["short"] or match["month"]
    return _MONTHS.get(name) or _SHORT_MONTHS.get(name)


_MONTH_YEAR = re.compile(_MONTH + _OPTIONAL_YEAR)
_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|by|last|this|next|from|to|during|before|after|through|early|mid|late|about|around)"
    r"[ \xa0-]$"
)


def _month(match: re.Match[str], text: str) -> _Reading | None:
    """July 2024; April. Alone, a month has a capital, and May and March stand behind a word that goes with dates."""
    number, start = _month_number(match), match.start()
    if number is None:
        return None
    if match["year"]:
        return _Reading(match.end(), "date", f"{match['year']}-{number:02}")
    alone = not text[:start].strip() and not text[match.end() :].strip()
    plain = match["month"] not in ("may", "march") or alone or _BEFORE_A_MONTH.search(match.string, 0, start)
    plain = plain and match["month"] in _MONTHS and text[start].isupper()
    return _Reading(match.end(), "date", f"--{number:02}") if plain else None


_DECADE = re.compile(r"((?:1[5-9]|2[01])[0-9])0s")


def _decade(match: re.Match[str], text: str) -> _Reading:
    return _Reading(match.end(), "date", f"{match[1]}X")


_SPAN = re.compile(rf"({_YEAR})(?:{_TO}|/)({_YEAR}|[0-9]{{2}}{_NUMBER_ENDS})")
