"""The one grammar of figures: text in, figures out, on source files, on records and on built pages alike.

How a text is read:

1. It is folded to a copy of the same length (small letters, plain spaces, hyphens and quotes), so that a position in
   the copy is a position in the text.
2. At each word or sign that may open a figure, the patterns of `_GRAMMAR` are tried in order; the first that reads
   a figure wins, and reading goes on behind it. No pattern crosses a blank line.
3. Digits that nothing has read are covered by the catch-all: the whole glued token becomes a designator. So every
   digit of a text lies in exactly one figure, and a token that is not understood matches only itself.

Decisions that a reader should know:

- A qualifier word that stands directly before a figure always belongs to it ("over two pages" is over 2).
- A number from 1500 to 2199 without currency, scale or unit is a year.
- A range is one figure with the value `low/high`; so is a span of years or days.
- Fractions ("two-thirds", "a quarter of") are designators with the value `2/3`; "half" alone is no figure.
- Not figures: "single", "another", "once", "a couple", "double", "firstly", "hundreds", "a year", names of weekdays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["money", "date", "relative", "duration", "count", "ordinal", "percentage", "designator"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text; `start` and `end` are character positions, and `printed` is what stands between them.

    `value` is by kind: a plain decimal (money, duration, count, ordinal, percentage; `low/high` for a range), a date
    (`2024`, `2024-07`, `2024-07-24`, `--07-24`, `--07`, `202X`, `2020/2021`, or `ambiguous`), a relative date such
    as `last-week`, or a designator's text. `unit` is a currency code, a unit of time or measure, or empty.
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


# ---------------------------------------------------------------------------------------------------- vocabulary

_UNITS = dict(zip("zero one two three four five six seven eight nine".split(), range(10), strict=True))
_TEENS = dict(
    zip(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        range(10, 20),
        strict=True,
    )
)
_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)
_NUMBER_WORDS = _UNITS | _TEENS | _TENS
_ADVERBS = {"both": "2", "twice": "2", "thrice": "3"}
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

_UNIT_ORDINALS = dict(
    zip("first second third fourth fifth sixth seventh eighth ninth".split(), range(1, 10), strict=True)
)
_ROUND_ORDINALS = dict(
    zip(
        "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        range(10, 20),
        strict=True,
    )
) | {word[:-1] + "ieth": value for word, value in _TENS.items()}
_ORDINALS = _UNIT_ORDINALS | _ROUND_ORDINALS
_DENOMINATORS = {"half": 2, "halve": 2, "quarter": 4, **{word: n for word, n in _ORDINALS.items() if 3 <= n <= 10}}

_LONG_SCALES = {
    "hundred": 2, "thousand": 3, "lakh": 5, "lac": 5, "million": 6, "crore": 7, "billion": 9, "trillion": 12,
    "mn": 6, "mln": 6, "bn": 9, "tn": 12, "trn": 12,
}  # fmt: skip
"""Powers of ten; "dozen" is the one scale that is none."""
_MONEY_SCALES = {"m": 6, "b": 9, "k": 3, "cr": 7}
"""Abbreviations that mean a scale only behind a currency: "£5m" is money, "5m" may be metres."""
_SCALES = _LONG_SCALES | _MONEY_SCALES

_CURRENCIES = {
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pound sterling": "GBP", "sterling": "GBP",
    "$": "USD", "us$": "USD", "u.s.$": "USD", "usd": "USD", "dollar": "USD", "us dollar": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR",
    "₹": "INR", "rs": "INR", "inr": "INR", "rupee": "INR", "indian rupee": "INR",
    "a$": "AUD", "au$": "AUD", "aud": "AUD", "australian dollar": "AUD",
    "c$": "CAD", "ca$": "CAD", "cad": "CAD", "canadian dollar": "CAD",
    "s$": "SGD", "sgd": "SGD", "nz$": "NZD", "nzd": "NZD", "hk$": "HKD", "hkd": "HKD",
    "¥": "JPY", "jpy": "JPY", "yen": "JPY", "cny": "CNY", "yuan": "CNY", "chf": "CHF",
}  # fmt: skip
_SYMBOLS = {"GBP": "£", "USD": "US$", "EUR": "€", "INR": "₹", "AUD": "A$"}

_TIME_UNITS = {
    **{unit: unit for unit in "second minute hour day week month quarter year decade fortnight".split()},
    "century": "century", "centurie": "century", "sec": "second", "min": "minute", "hr": "hour", "yr": "year",
}  # fmt: skip
_MEASURES = {
    "km": "km", "kilometre": "km", "kilometer": "km", "metre": "m", "meter": "m", "mile": "mile", "cm": "cm", "mm": "mm",
    "nm": "nm", "nanometre": "nm", "nanometer": "nm", "kg": "kg", "kilogram": "kg", "tonne": "tonne", "ton": "ton",
    "acre": "acre", "hectare": "hectare", "ha": "hectare", "kw": "kW", "mw": "MW", "gw": "GW", "megawatt": "MW",
    "gigawatt": "GW", "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "hz": "Hz", "khz": "kHz", "mhz": "MHz", "ghz": "GHz",
    "kb": "kB", "mb": "MB", "gb": "GB", "tb": "TB", "gbps": "Gbps", "mbps": "Mbps", "qubit": "qubit", "fold": "fold",
    "basis point": "basis point", "°c": "°C",
}  # fmt: skip
_PERCENTS = {"%": "", "per cent": "", "percent": "", "pc": "", "percentage point": "point"}

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3]: number for name, number in _MONTH_NUMBERS.items()} | {"sept": 9}
_VERB_MONTHS = ("may", "march")

_QUALIFIERS = {
    "up to": "up to", "as much as": "up to", "as many as": "up to",
    "about": "about", "approximately": "about", "approx.": "about", "approx": "about", "around": "about",
    "some": "about", "roughly": "about", "circa": "about", "an estimated": "about",
    "estimated": "about",
    "over": "over", "more than": "over", "above": "over", "in excess of": "over", "upwards of": "over",
    "exceeding": "over", "greater than": "over",
    "at least": "at least", "no less than": "at least", "not less than": "at least", "no fewer than": "at least",
    "a minimum of": "at least",
    "nearly": "nearly", "almost": "nearly", "close to": "nearly",
    "under": "under", "less than": "under", "fewer than": "under", "below": "under",
    "at most": "at most", "no more than": "at most", "not more than": "at most", "a maximum of": "at most",
}  # fmt: skip
_QUALIFIER_SIGNS = {
    "~": "about", "≈": "about", "c.": "about", "ca.": "about", ">": "over", "<": "under", "≥": "at least", "≤": "at most",
}  # fmt: skip
_DATE_QUALIFIERS = {
    "early": "early", "early in": "early", "mid": "mid", "middle of": "mid", "late": "late", "late in": "late",
    "start of": "start of", "beginning of": "start of", "end of": "end of",
}  # fmt: skip
_TRAILING_QUALIFIERS = {
    "+": "at least", "plus": "at least", "or more": "at least", "or less": "at most", "or fewer": "at most",
    "or so": "about",
}  # fmt: skip

_PROGRAMMES = "vision roadmap agenda horizon mission strategy plan programme framework compact".split()
"""Words that, with a capital, make a name of the year beside them: "Vision 2035"."""
_LABELS = (
    "section sections article articles chapter page pages line lines clause paragraph annex appendix phase tier "
    "version volume pillar part level rule step no. iso §"
).split()
"""Words that make the number behind them the mark of a place, not a count."""
_COUNTED = "people persons jobs students researchers workers companies firms businesses members patents times units"
"""Plurals before which a number such as 2000 is a count, not a year."""

# ------------------------------------------------------------------------------------------------------- folding

_FOLDS = str.maketrans(
    dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", "\xa0")
    | dict.fromkeys("\t\r", " ")
    | dict.fromkeys("\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", "\n")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'")
    | dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "^")
    # The one letter whose small form has two characters, which would shift all positions behind it.
    | {"\u0130": "i"}
)
"""Superscript and subscript digits mark footnotes and formulas; they become a sign that ends a word."""


def _fold(text: str) -> str:
    """The text in small letters with plain spaces, hyphens and quotes, character for character."""
    return text.translate(_FOLDS).lower()


# ------------------------------------------------------------------------------------------------------ fragments


def _any_of(words: object) -> str:
    """An alternation that prefers longer words; a space in a word matches any gap."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", _GAP) for word in longest_first) + ")"


_GAP = r"(?:[ \xa0]{1,3}|[ \xa0]?\n[ \xa0]?)"
_LINK = rf"(?:{_GAP}|-)"
_SYMBOL = r"£$€₹¥"
_GLUE = rf"\-.,:;/'@#&=+?%*~\\{_SYMBOL}\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f"
"""Characters that glue what stands on both sides of them into one token, when no figure is read there."""
_JOINERS = r"\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f"
_END = rf"(?![\w{_JOINERS}])(?!(?<=[0-9])[{_GLUE}]\d)"
"""A figure ends where its token ends; one that ends in a digit is not followed by, say, a point and a digit."""
_NO_LETTER = r"(?![^\W\d_])"

_DIGITS = (
    r"(?:(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5}|[1-9][0-9]?(?:,[0-9]{2}){1,5},[0-9]{3}"
    r"|[1-9][0-9]{0,2}(?:\xa0[0-9]{3}){1,5}|[1-9][0-9]{0,2}(?:[ \xa0][0-9]{3}){2,5}"
    r"|0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?|\.[0-9]{1,9})"
)
_BELOW_HUNDRED = rf"(?:{_any_of(_TENS)}(?:{_LINK}{_any_of(list(_UNITS)[1:])})?|{_any_of(_UNITS | _TEENS)}){_NO_LETTER}"
_ONE_OF_SCALE = rf"(?:half{_GAP})?an?(?={_GAP}(?:dozen|{_any_of(_LONG_SCALES)}){_NO_LETTER})"
_BELOW_THOUSAND = rf"(?:(?:{_BELOW_HUNDRED}|{_ONE_OF_SCALE})(?:{_LINK}hundred(?:{_LINK}(?:and{_LINK})?{_BELOW_HUNDRED})?)?)"
_WORDS = rf"(?:{_BELOW_THOUSAND}(?:{_LINK}thousand{_LINK}(?:and{_LINK})?{_BELOW_THOUSAND})?)"
_NUMBER = rf"(?:{_DIGITS}[½¼¾]?|[½¼¾]|{_WORDS})(?:{_LINK}and{_LINK}a{_LINK}half{_NO_LETTER})?"

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_DAY_TH = rf"{_DAY}(?:st|nd|rd|th)?(?![0-9])"
_YEAR = r"(?:1[5-9][0-9]{2}|2[01][0-9]{2})"
_MONTH = rf"(?P<month>{_any_of(_MONTH_NUMBERS)}){_NO_LETTER}\.?"
_OPTIONAL_YEAR = rf"(?:(?:,?{_GAP}(?:of{_GAP})?|-|,)(?P<year>{_YEAR}){_END})?"
_TO = rf"(?:-|—|{_GAP}(?:-|—|to){_GAP})"

_CURRENCY_SIGN = r"(?:(?:us|u\.s\.|au?|ca?|nz|hk|s)?\$|[£€₹¥])"
_CURRENCY_CODE = r"(?:gbp|usd|eur|inr|aud|cad|sgd|nzd|hkd|jpy|cny|chf|rs\.?)"
_CURRENCY = rf"(?:{_CURRENCY_CODE}{_GAP}?{_CURRENCY_SIGN}|{_CURRENCY_SIGN}|{_CURRENCY_CODE})"
_CURRENCY_NAME = (
    rf"(?:(?:us|indian|australian|canadian){_GAP})?(?:dollars?|pounds?(?:{_GAP}sterling)?|sterling|euros?|rupees?|yen|yuan)"
    r"|gbp|usd|eur|inr|aud|cad|sgd|nzd|hkd|jpy|cny|chf"
)
_SCALE = rf"(?:(?:{_any_of(_LONG_SCALES)}s?|dozen|{_any_of(_MONEY_SCALES)}){_NO_LETTER})"
_UNIT = rf"(?:%|(?:{_any_of(_PERCENTS)}|{_any_of(_TIME_UNITS)}|{_any_of(_MEASURES)})s?{_NO_LETTER})"



# --------------------------------------------------------------------------------------- one small reader per form


class _Reading(NamedTuple):
    """What a pattern's reader makes of a match; `qualifier` is one that stands behind the number."""

    kind: Kind
    value: str
    unit: str = ""
    qualifier: str = ""


def _plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros that say nothing: `1800000`, `-5.5`, `0`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(text: str) -> Decimal:
    """The value of a number in digits or words, "and a half" included: "1,00,000", "two-and-a-half", "half a"."""
    whole = re.sub(r"[ \xa0\n-]+and[ \xa0\n-]+a[ \xa0\n-]+half$", "", text)
    half = Decimal("0.5") if whole != text else Decimal(0)
    if whole[0].isalpha() and whole[0] not in _VULGAR:
        return _number_from_words(whole) + half
    fraction = _VULGAR.get(whole[-1], Decimal(0))
    digits = re.sub(r"[^0-9.]", "", whole)
    return (Decimal(digits) if digits else Decimal(0)) + fraction + half


def _number_from_words(text: str) -> Decimal:
    total, current = Decimal(0), Decimal(0)
    for word in re.findall("[a-z]+", text):
        if word in _NUMBER_WORDS:
            current += _NUMBER_WORDS[word]
        elif word == "half":
            current = Decimal("0.5")
        elif word in ("a", "an"):
            current = current or Decimal(1)
        elif word == "hundred":
            current *= 100
        elif word == "thousand":
            total, current = current * 1000, Decimal(0)
    return total + current


def _scale(text: str) -> Decimal:
    """The factor that scale words stand for: "lakh crore" is 10 to the 12th."""
    factor = Decimal(1)
    for word in re.findall("[a-z]+", text):
        factor *= 12 if word == "dozen" else 10 ** (_SCALES.get(word) or _SCALES[word.removesuffix("s")])
    return factor


def _singular(words: str, table: dict[str, str]) -> str:
    name = " ".join(words.split())
    return table[name] if name in table else table[name.removesuffix("s")]


def _currency(match: re.Match[str]) -> str:
    """The code of the currency around a number; a name or code behind "$" says which dollar."""
    before, after = match["currency"], match["currency_name"]
    if after and (not before or before == "$"):
        return _currency_code(after)
    return _currency_code(before) if before else ""


def _currency_code(printed: str) -> str:
    name = " ".join(printed.replace("pounds", "pound").split()).removesuffix(".")
    for candidate in (name, name.removesuffix("s"), name[:3], name[:2]):
        if candidate in _CURRENCIES:
            return _CURRENCIES[candidate]
    raise AssertionError(f"the grammar reads ‘{printed}’ as a currency and has no code for it")


def _quantity(match: re.Match[str], text: str) -> _Reading | None:
    """Money, a percentage, a duration or a count: one number and what stands around it."""
    currency, unit = _currency(match), match["unit"]
    factor = _scale(match["scale"])
    if not currency and set(re.findall("[a-z]+", match["scale"])) & set(_MONEY_SCALES):
        return None
    bare = not (currency or unit or match["scale"])
    if bare and _is_no_count(match):
        return None
    sign = "-" if match["minus"] or match["inner_minus"] else ""
    values = [sign + _plain(_number(match["low"]) * factor)]
    if match.re is _RANGE:
        if "-" in match["to"] and not _is_range(match, bare):
            return None
        values.append(_plain(_number(match["high"]) * factor))
    behind = "at least" if match["plus"] else _TRAILING_QUALIFIERS.get(" ".join((match["more"] or "").split()), "")
    return _Reading(*_kind_of_quantity(currency, unit, "/".join(values)), qualifier=behind)


def _kind_of_quantity(currency: str, unit: str | None, value: str) -> tuple[Kind, str, str]:
    if currency:
        return "money", value, currency
    if not unit:
        return "count", value, ""
    for kind, table in (("percentage", _PERCENTS), ("duration", _TIME_UNITS), ("count", _MEASURES)):
        name = " ".join(unit.split())
        if name in table or name.removesuffix("s") in table:
            return kind, value, _singular(unit, table)
    raise AssertionError(f"the grammar reads ‘{unit}’ as a unit and has no name for it")


def _is_range(match: re.Match[str], bare: bool) -> bool:
    """Whether a hyphen means "to": it does not in 555-1234, nor where the second number is not the larger."""
    return not (bare and match["low"][0].isdigit()) and _number(match["low"]) < _number(match["high"])


def _is_no_count(match: re.Match[str]) -> bool:
    """Whether a number without currency, scale or unit is a year, a pronoun ("one of the") or a term ("net zero")."""
    number, folded = match["low"], match.string
    if match.re is _QUANTITY and re.fullmatch(rf"{_YEAR}(?:\.[0-9]+)?", number):
        return "." in number or not _COUNTED_BEHIND.match(folded, match.end())
    before = folded[max(0, match.start() - 12) : match.start()]
    if number == "one":
        return bool(_PRONOUN_BEFORE.search(before)) or not _COUNTED_ONE.match(folded, match.end())
    return number == "zero" and before.endswith(("net ", "net-", "net\xa0"))


def _fixed_count(match: re.Match[str], text: str) -> _Reading:
    return _Reading("count", _ADVERBS[match[0]])


def _ordinal(match: re.Match[str], text: str) -> _Reading | None:
    before = match.string[max(0, match.start() - 6) : match.start()]
    if match["digits"]:
        return _Reading("ordinal", str(int(match["digits"])))
    if _NO_ORDINAL_BEFORE.search(before) or _NO_ORDINAL_BEHIND.match(match.string, match.end()):
        return None
    return _Reading("ordinal", str(_TENS.get(match["tens"], 0) + _ORDINALS[match["word"]]))


def _fraction(match: re.Match[str], text: str) -> _Reading | None:
    numerator = 1 if match["above"] == "a" else _NUMBER_WORDS[match["above"]]
    below = match["below"] or match["below_of"]
    return _Reading("designator", f"{numerator}/{_DENOMINATORS.get(below) or _DENOMINATORS[below.removesuffix('s')]}")


def _iso_date(match: re.Match[str], text: str) -> _Reading:
    return _Reading("date", f"{match['year']}-{match['month']}-{match['day']}")


def _numeric_date(match: re.Match[str], text: str) -> _Reading | None:
    """24/07/2024 and 07/24/2024; where both numbers could be the month, the date is ambiguous."""
    first, second = int(match["first"]), int(match["second"])
    if min(first, second) > 12 or max(first, second) > 31 or not min(first, second):
        return None
    if max(first, second) <= 12 and first != second:
        return _Reading("date", "ambiguous")
    return _Reading("date", f"{match['year']}-{min(first, second):02}-{max(first, second):02}")


def _calendar_date(match: re.Match[str], text: str) -> _Reading | None:
    """A month in letters with what there is of day, second day and year; the day is not checked against the month."""
    month = f"{_MONTH_NUMBERS[match['month']]:02}"
    days = [f"{int(re.match('[0-9]+', day)[0]):02}" for day in (match["day"], match["last_day"]) if day]
    year = match["year"] or "-"
    if not days and not match["year"] and not _is_plainly_a_month(match, text):
        return None
    return _Reading("date", "/".join(f"{year}-{month}-{day}" for day in days) or f"{year}-{month}")


def _is_plainly_a_month(match: re.Match[str], text: str) -> bool:
    """A month alone is written out, with a capital; "May" and "March" also need a word before them that dates take."""
    name, start = match["month"], match.start("month")
    if name not in _MONTHS or not text[start].isupper():
        return False
    alone = text[:start].strip() == "" == text[match.end() :].strip()
    return name not in _VERB_MONTHS or alone or bool(_DATE_WORD_BEFORE.search(match.string, max(0, start - 12), start))


def _decade(match: re.Match[str], text: str) -> _Reading:
    return _Reading("date", f"{match['decade']}X")


def _span(match: re.Match[str], text: str) -> _Reading | None:
    """2021-2030, 2021 to 2030, 2020-21; 2003-04 may be a span or a month, and is ambiguous."""
    first, last = match["first"], match["last"]
    if _COUNTED_BEHIND.match(match.string, match.end()):
        return None
    if len(last) == 2:
        if 1 <= int(last) <= 12:
            return _Reading("date", "ambiguous" if first[2:] < last else f"{first}-{last}")
        last = first[:2] + last
    return _Reading("date", f"{first}/{last}") if first < last else None


def _year(match: re.Match[str], text: str) -> _Reading:
    return _Reading("date", match[0])


def _relative(match: re.Match[str], text: str) -> _Reading:
    return _Reading("relative", "-".join(match[0].split()))


def _programme(match: re.Match[str], text: str) -> _Reading | None:
    """"Vision 2035", "2030 Roadmap": the word has a capital, else the year is a date."""
    group = "word" if match["word"] else "last_word"
    if not text[match.start(group)].isupper():
        return None
    word = match[group].capitalize()
    return _Reading("designator", f"{word} {match['year']}" if group == "word" else f"{match['first_year']} {word}")


def _generation(match: re.Match[str], text: str) -> _Reading | None:
    """5G and G20; a small "g" would be grams."""
    if "G" not in text[match.start() : match.end()]:
        return None
    return _Reading("designator", re.sub("[^g0-9]", "", match[0]).upper())


def _as_printed(match: re.Match[str], text: str) -> _Reading:
    return _Reading("designator", " ".join(match[0].split()))


# ------------------------------------------------------------------------------------------------------ the grammar


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{text}){_END}")


_AMOUNT_BEFORE = (
    rf"(?P<minus>-|minus{_GAP})?(?:(?P<currency>{_CURRENCY}){_GAP}?(?P<inner_minus>-)?)?(?P<low>{_NUMBER})"
)
_AMOUNT_BEHIND = (
    rf"(?P<scale>(?:{_LINK}?{_SCALE}){{0,2}}+)(?P<plus>\+)?+"
    rf"(?:{_LINK}?(?:(?P<currency_name>{_CURRENCY_NAME}){_NO_LETTER}|(?P<unit>{_UNIT})))?+"
    rf"(?:{_LINK}(?P<more>or{_GAP}(?:more|less|fewer|so)|plus))?+"
)
_RANGE = _pattern(rf"{_AMOUNT_BEFORE}(?P<to>{_TO})(?:{_CURRENCY}{_GAP}?)?(?P<high>{_NUMBER}){_AMOUNT_BEHIND}")
_QUANTITY = _pattern(_AMOUNT_BEFORE + _AMOUNT_BEHIND)
_COUNTED_BEHIND = re.compile(rf"{_GAP}{_any_of(_COUNTED.split())}\b")
_COUNTED_ONE = re.compile(
    rf"{_GAP}(?!(?:of|another|can|could|may|might|must|should|would|will|has|is|was|who|that|which|and|in|on|at|to|for"
    r"|with|by|from|as|than)\b)[a-z]"
)
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|each|this|that|which|the|another|other|last|only|first|second|third)[ \xa0\n]$"
)
_NO_ORDINAL_BEFORE = re.compile(r"\b(?:at|per|split)[ \xa0\n]$")
_NO_ORDINAL_BEHIND = re.compile(rf"-hand\b|{_GAP}of{_GAP}all\b|{_GAP}and{_GAP}foremost\b")
_DATE_WORD_BEFORE = re.compile(
    r"\b(?:in|of|since|until|till|by|last|this|next|from|to|during|before|after|through|early|mid|late|and|about|around)"
    r"[ \xa0\n-]$"
)

_DATE_PREFIXES = frozenset(_DATE_QUALIFIERS.values())
_NUMBER_PREFIXES = frozenset(_QUALIFIERS.values()) | frozenset(_QUALIFIER_SIGNS.values())
_ANY_PREFIX = _DATE_PREFIXES | _NUMBER_PREFIXES
_NO_PREFIX: frozenset[str] = frozenset()
_LAST_DAY = rf"(?:{_TO}(?P<last_day>{_DAY_TH}))?"
_PERIOD = "week|weekend|fortnight|month|quarter|year|decade|century|spring|summer|autumn|winter"

_GRAMMAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], _Reading | None], frozenset[str]], ...] = (
    (
        _pattern(
            rf"(?P<word>{_any_of(_PROGRAMMES)})[ \xa0-](?P<year>{_YEAR})"
            rf"|(?P<first_year>{_YEAR}){_GAP}(?P<last_word>{_any_of(_PROGRAMMES)})"
        ),
        _programme,
        _NO_PREFIX,
    ),
    (_pattern(rf"[0-9]{_LINK}?g|g{_LINK}?[0-9]{{1,2}}"), _generation, _NO_PREFIX),
    (
        _pattern(rf"{_any_of(_LABELS)}{_GAP}?[0-9]{{1,5}}(?:[.-][0-9]{{1,5}}){{0,5}}[a-z]?"),
        _as_printed,
        _NO_PREFIX,
    ),
    (
        _pattern(r"\+[0-9]{7,15}|(?:\+[0-9]{1,3}|\(?0[0-9]{1,5}\)?)(?:[ \xa0-]\(?[0-9]{1,5}\)?){1,6}"),
        _as_printed,
        _NO_PREFIX,
    ),
    (_pattern(rf"[0-9]{{1,2}}(?:[:.][0-9]{{2}})?{_GAP}?(?:am|pm|[ap]\.m\.)"), _as_printed, _NO_PREFIX),
    (_pattern(r"\[[0-9]{1,3}\]"), _as_printed, _NO_PREFIX),
    (
        _pattern(rf"(?P<year>{_YEAR})(?P<mark>[-/])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12][0-9]|3[01])"),
        _iso_date,
        _ANY_PREFIX,
    ),
    (
        _pattern(rf"(?P<first>[0-9]{{1,2}})(?P<mark>[-./])(?P<second>[0-9]{{1,2}})(?P=mark)(?P<year>{_YEAR})"),
        _numeric_date,
        _ANY_PREFIX,
    ),
    (
        _pattern(rf"(?P<day>{_DAY_TH}){_LAST_DAY}(?:{_GAP}of)?{_LINK}{_MONTH}{_OPTIONAL_YEAR}"),
        _calendar_date,
        _ANY_PREFIX,
    ),
    (
        _pattern(
            rf"between{_GAP}(?P<day>{_DAY_TH}){_GAP}and{_GAP}(?P<last_day>{_DAY_TH}){_GAP}{_MONTH}{_OPTIONAL_YEAR}"
        ),
        _calendar_date,
        _ANY_PREFIX,
    ),
    (
        _pattern(rf"{_MONTH}(?:{_LINK}(?P<day>{_DAY_TH}){_LAST_DAY}{_END})?{_OPTIONAL_YEAR}"),
        _calendar_date,
        _ANY_PREFIX,
    ),
    (_pattern(r"(?P<decade>(?:1[5-9]|2[01])[0-9])0s"), _decade, _ANY_PREFIX),
    (_pattern(rf"(?P<first>{_YEAR})(?:{_TO}|/)(?P<last>{_YEAR}|[0-9]{{2}})"), _span, _ANY_PREFIX),
    (
        _pattern(
            rf"(?:(?:later|earlier){_GAP})?(?:this|last|next|past|previous|following|coming){_GAP}(?:{_PERIOD}|weeks"
            rf"|months|years|decades)(?!-[a-z])|yesterday|today|tomorrow"
        ),
        _relative,
        _DATE_PREFIXES,
    ),
    (
        _pattern(
            rf"(?P<above>a|{_any_of(_NUMBER_WORDS)})(?:-(?P<below>{_any_of(_DENOMINATORS)}s?)|"
            rf"{_GAP}(?P<below_of>{_any_of(_DENOMINATORS)}s?)(?={_GAP}of\b))"
        ),
        _fraction,
        _NUMBER_PREFIXES,
    ),
    (
        _pattern(
            rf"(?P<digits>[0-9]{{1,4}})(?:st|nd|rd|th)|(?:(?P<tens>{_any_of(_TENS)}){_LINK})?(?P<word>{_any_of(_ORDINALS)})"
        ),
        _ordinal,
        _NO_PREFIX,
    ),
    (_RANGE, _quantity, _NUMBER_PREFIXES),
    (_QUANTITY, _quantity, _NUMBER_PREFIXES),
    (_pattern(_any_of(_ADVERBS)), _fixed_count, _NO_PREFIX),
    (_pattern(_YEAR), _year, _ANY_PREFIX),
)

# --------------------------------------------------------------------------------------------------------- scanning

_QUALIFIER = re.compile(
    rf"(?:(?:{_any_of(_QUALIFIERS)}{_GAP}|{_any_of(_DATE_QUALIFIERS)}{_LINK}|{_any_of(_QUALIFIER_SIGNS)}{_GAP}?)"
    r"(?![ \xa0\n])){1,2}+"
)
_EVERY_QUALIFIER = _QUALIFIERS | _QUALIFIER_SIGNS | _DATE_QUALIFIERS
_ONE_QUALIFIER = re.compile(_any_of(_EVERY_QUALIFIER))
_ADDRESS = r"(?:https?://|www\.)[^\s<>\"|]+"
_CANDIDATE = re.compile(rf"{_ADDRESS}|[^\W\d_]+|\.?[0-9]+|[-+(\[]{{1,2}}(?=[{_SYMBOL}.0-9])|[{_SYMBOL}~≈<>≥≤§]")
_TOKEN = re.compile(rf"{_ADDRESS}|[-+#§~{_SYMBOL}]{{0,3}}\w++(?:[{_GLUE}]++\w++)*+[%{_JOINERS}]*+(?:{_GAP}{_SCALE})?")
_DIGIT = re.compile(r"\d")


def _first_words() -> frozenset[str]:
    """The words (runs of letters) that can open a figure; all others are passed over unread."""
    vocabulary = (
        _NUMBER_WORDS, _ADVERBS, _VULGAR, _ORDINALS, _MONTH_NUMBERS, _EVERY_QUALIFIER, _PROGRAMMES, _LABELS, _CURRENCIES,
        ("a", "an", "half", "minus", "between", "later", "earlier", "this", "last", "next", "past", "previous"),
        ("following", "coming", "yesterday", "today", "tomorrow", "g", "u", "us", "hk", "nz", "au", "ca", "s", "c"),
    )  # fmt: skip
    return frozenset(re.match(r"[^\W\d_]*", entry)[0] for entries in vocabulary for entry in entries)


_FIRST_WORDS = _first_words()


def find(text: str) -> tuple[Figure, ...]:
    """All figures of a text, by position, never overlapping; `text[figure.start:figure.end] == figure.printed`.

    Every decimal digit of the text lies in exactly one of them. Time is linear in the length of the text.
    """
    folded = _fold(text)
    figures = list(_understood(folded, text))
    if _DIGIT.search(folded):
        figures.extend(_left_over(folded, text, figures))
        figures.sort(key=lambda figure: figure.start)
    return tuple(figures)


def _understood(folded: str, text: str) -> Iterator[Figure]:
    """The figures that the grammar reads."""
    end = 0
    for candidate in _CANDIDATE.finditer(folded):
        start, word = candidate.span()[0], candidate[0]
        if start < end:
            continue
        if word.startswith(("http", "www.")) and len(word) > 5:
            end = candidate.end()
        elif (word in _FIRST_WORDS or not word[0].isalpha()) and _is_clear(folded, start, end):
            figure = _read(folded, text, start)
            if figure:
                end = figure.end
                yield figure


_GLUE_CHARACTERS = frozenset("-.,:;/'@#&=+?%*~\\" + _SYMBOL)


def _is_clear(folded: str, start: int, end: int) -> bool:
    """Whether a figure may start here: not inside a token, but right behind another figure's hyphen or slash."""
    if not start:
        return True
    before = folded[start - 1]
    if before.isalnum() or before == "_" or before == ".":
        return False
    if folded[start].isalpha() or before not in _GLUE_CHARACTERS or start == 1:
        return True
    return (start - 1 == end and before in "-/") or not (folded[start - 2].isalnum() or folded[start - 2] in "_%")


def _read(folded: str, text: str, start: int) -> Figure | None:
    """The figure that starts at a position, with the qualifiers that stand before its number."""
    prefix = _QUALIFIER.match(folded, start)
    body = prefix.end() if prefix else start
    qualifiers = _qualifiers(prefix[0]) if prefix else []
    for pattern, reader, prefixes in _GRAMMAR:
        match = pattern.match(folded, body)
        if match is None or not prefixes.issuperset(qualifiers):
            continue
        reading = reader(match, text)
        if reading:
            kind, value, unit, behind = reading
            qualifier = " ".join([*qualifiers, behind]).strip()
            return Figure(kind, value, unit, qualifier, text[start : match.end()], start, match.end())
    return None


def _qualifiers(printed: str) -> list[str]:
    return [_EVERY_QUALIFIER[" ".join(part.split())] for part in _ONE_QUALIFIER.findall(printed)]


def _left_over(folded: str, text: str, figures: list[Figure]) -> Iterator[Figure]:
    """A designator for each token, or rest of one, whose digits no figure covers."""
    pieces, position = [], 0
    for figure in figures:
        pieces += [folded[position : figure.start], " " * (figure.end - figure.start)]
        position = figure.end
    rest = "".join([*pieces, folded[position:]])
    for token in _TOKEN.finditer(rest):
        if _DIGIT.search(token[0]):
            printed = text[token.start() : token.end()]
            yield Figure("designator", printed, "", "", printed, *token.span())
