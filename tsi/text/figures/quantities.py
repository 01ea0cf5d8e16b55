"""Quantities: a number with the currency, unit or noun around it, ranges of them, and lists that share what is printed
once ("£5 or £7 million")."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from tsi.text import currencies, lexicon, units
from tsi.text.figures.fragments import (
    CURRENCY_SIGNS,
    END,
    GAP,
    LINK,
    LOOSE_LINK,
    TO,
    WORD_ENDS,
    YEAR_DIGITS,
    Pattern,
    any_of,
)
from tsi.text.figures.numbers import TOO_LARGE, UNIT_NAMES, Number, number_at
from tsi.text.figures.patterns import (
    Reading,
    Readings,
    Text,
    by_words,
    longest,
    look_up,
    matched,
    opaque,
    plain,
    word_before,
)
from tsi.text.lexicon import Kind

# --- Currencies -------------------------------------------------------------------------------------------------------


class Currency(NamedTuple):
    """A currency and where its name ends; without a `code`, one that is not known, or not known to be one."""

    end: int
    code: str


_KNOWN_CODES = currencies.CODES.union(currencies.SIGNS.values())
_SIGN = Pattern(rf"{any_of(currencies.SIGNS)}|[{CURRENCY_SIGNS}]")
_OF_LINK = Pattern(rf"(?:{GAP}of{GAP}|{LINK})?")
_MAYBE_LINK = Pattern(rf"{LOOSE_LINK}?")
_CODE = Pattern(r"(?P<scale>[KMBT])?(?P<code>[A-Z]{3})(?P<small_scale>k|m|bn|b)?(?![A-Za-z])")
_CODE_THEN_DIGITS = Pattern(r"(?P<code>[A-Z]{3})(?=(?: {1,3})?[0-9£$€₹¥])")
MONEY_NAMES = by_words(currencies.NAMES)
_NUMBER_BEHIND = Pattern(rf"\.?{GAP}?(?=[0-9{CURRENCY_SIGNS}.])")
_NO_NAMES_BEFORE = ("pound", "won", "re")
"""Singular words before a number that are rarely its currency."""
_SHORT_NAMES = ("kr", "tk", "rm", "rp", "ksh")
"""Names that have no plural in -s."""
_MINOR_UNIT = any_of(currencies.MINOR_UNITS)
_MINOR = Pattern(
    rf"(?:,?{GAP}(?:and{GAP})?)(?P<number>[0-9]{{1,2}}|[a-z]+(?:-[a-z]+)?)"
    rf"(?:{GAP}(?P<unit>{_MINOR_UNIT})s?|(?<=[0-9])p){WORD_ENDS}"
)
_DIGITS_BEHIND = Pattern(rf"{GAP}?[0-9]")
_CENTS = Pattern(rf"{GAP}[0-9]{{2}}(?![\w,.]|{GAP}{any_of(lexicon.SCALES)})")
_UNKNOWN_MONEY = Pattern(
    rf"(?!{LINK}(?i:per|and|of|in)\b)(?:(?:{LINK}[A-Z][\w.-]*){{1,2}}|{LINK}[a-z]+){GAP}"
    rf"(?i:{any_of(currencies.SHARED_NAMES)})s?{WORD_ENDS}"
)
"""Taiwan dollars, euro cents: a currency that is not known, of a kind that is."""
_SHORT_MONEY = Pattern(rf"{GAP}(?!(?:{'|'.join(map(str.capitalize, lexicon.SHORT_MONTHS))})\b)[A-Z][a-z]{{1,2}}\.")
"""Cg.: what may be the short name of a currency, behind a million."""
_BOOKED = Pattern(rf"{GAP}?(?P<scale>{any_of(lexicon.BOOKED_SCALES)})(?!\w)")
_NOT_OF_SUMS = Pattern(
    rf"(?i:[a-z]\w*|/-{GAP}{any_of(lexicon.SCALES)}{WORD_ENDS}|{GAP}(?:[b-hj-z](?![\w'.-])|{_MINOR_UNIT}{WORD_ENDS}))"
)
_MINOR_ALONE = Pattern(rf"(?:{LINK}?(?P<unit>{_MINOR_UNIT})s?|(?<=[0-9])p){WORD_ENDS}(?!\w)")


def _currency_before(text: Text, start: int) -> Currency | None:
    """The currency in front of a number: £, US$, AED, Rs, US dollars; twice at most (GBP £5)."""
    code = _CODE_THEN_DIGITS.match(text.cased, start)
    if code and code["code"] in currencies.CODES:
        return Currency(code.end(), code["code"])
    sign = _SIGN.match(text.small, start)
    if sign:
        return Currency(sign.end(), currencies.SIGNS.get(sign[0], text.cased[start : sign.end()]))
    name = longest(MONEY_NAMES, text.small, start)
    if name is None or text.small[start : name[0]] in _NO_NAMES_BEFORE:
        return Currency(*name) if name and text.cased[start : name[0] + 2] == "Re 1" else None
    many = text.small[name[0] - 1] in "s." or text.small[start : name[0]] in _SHORT_NAMES
    if not (many and _NUMBER_BEHIND.match(text.small, name[0])) and not _scaled_behind(text.small, name[0]):
        return None
    return Currency(name[0] + text.small.startswith(".", name[0]), name[1])


def _scaled_behind(small: str, end: int) -> bool:
    """Whether a number with a scale follows: rupees five crore, Euro 5 million."""
    number = number_at(small, _skip_gap(small, end))
    return number is not None and number.scale > 1


@lru_cache(maxsize=8)
def _currency_behind(text: Text, end: int, *, scaled: bool) -> tuple[Currency, int] | None:
    """The currency behind a number, and what its own scale multiplies by: pounds, INR, MUSD, US$."""
    start = matched(_OF_LINK if scaled else _MAYBE_LINK, text.small, end).end()
    code = _CODE.match(text.cased, start)
    if code and code["code"] in currencies.CODES and (scaled or code["code"] not in currencies.ALSO_WORDS):
        scale = lexicon.MONEY_SCALES.get((code["scale"] or code["small_scale"] or "").lower().replace("bn", "b"), 1)
        return Currency(code.end(), code["code"]), scale
    name = longest(MONEY_NAMES, text.small, start)
    sign = None if name else _SIGN.match(text.small, start)
    if sign:
        name = sign.end(), currencies.SIGNS.get(sign[0], "")
    unknown = _UNKNOWN_MONEY.match(text.cased, end) or (_SHORT_MONEY.match(text.cased, end) if scaled else None)
    if unknown and (name is None or unknown.end() > name[0]):
        return Currency(unknown.end(), ""), 1
    if name is None:
        return None
    if not _DIGITS_BEHIND.match(text.small, name[0]) or _MINOR.match(text.small, name[0]):
        return Currency(*name), 1
    cents = _CENTS.match(text.small, name[0])
    return (Currency(cents.end(), ""), 1) if cents and name[0] - start > len("Rs.") else None


# --- What is counted --------------------------------------------------------------------------------------------------

_PERCENT = Pattern(
    rf"{LOOSE_LINK}?(?:(?P<points>(?:percentage|%(?:{GAP}?age)?|per{LINK}?cent)(?:{LINK})?(?:points?|pts?)|pp|ppts?|p\.p\.)"
    rf"|(?P<percent>%(?:{GAP}?age)?|per{LINK}?cent(?:um)?|pc|pct|p\.c\.)"
    rf"|(?P<mille>‰|per{LINK}?mill?e?))(?![\w%])"
)
_TIME = Pattern(rf"{LOOSE_LINK}?(?P<unit>{any_of(lexicon.TIME_WORDS)})s?{WORD_ENDS}(?!\.[a-z])")
_UNIT_SYMBOL = Pattern(
    rf"{LOOSE_LINK}?(?P<unit>[^\W\d_²³]*[°℃℉]?[^\W\d_²³]*(?:/[A-Za-z]{{1,3}})?(?:[²³23]|\^[23])?(?:O2e?)?)"
    r"(?![\w²³^/]|-hour)"
)
_AFTER_UNITS = ("of", "per", "in", "and", "by", "a", "an", "at", "on", "for", "to", "from", "with", "or", "is", "was",
                "are", "were", "will", "would", "has", "had", "have", "each", "as", "while", "that",
                "followed")  # fmt: skip
_UNKNOWN_UNITS = (
    r"(?P<times>×|(?<![0-9]{3})[xX])",
    rf"[a-zA-Z]+(?:-|{GAP})(?:hour|day|week|month|year|mile)s",  # person-years
    r"[a-zµ]{1,3}[A-Z][A-Za-z]{0,4}|[A-Z]{1,2}[a-z]?[WVBb](?:[a-z]|/[a-z]+)?|[A-Z]{2}[a-z]{2,3}",  # kWp, TBps, MWth
    r"(?!and/or)[A-Za-zµΩ]{1,4}(?:/[A-Za-z]{1,3}[²³]?|[²³])|mol|bar|psi|kelvin|grand|Ω|″|[b-zB-HJ-Z]|A(?=[.,;:)]|$)",
    rf"(?:sq|square|cu|cubic|deg)(?:\.{GAP}?|{GAP})[A-Za-z]{{1,6}}|(?:bi|tri)?(?:year|month|week|dai)ly",  # sq. mt
    r"(?!vs\b|st\b)[b-df-hj-np-tv-xz]{2,6}",  # no vowel: lpm
    rf"(?!(?i:{any_of((*lexicon.PLACES, *_AFTER_UNITS))}\b))(?<= )(?:[A-Z]{{1,4}}[A-RT-Z]|TOPS)"
    rf"(?!{GAP}(?!(?:{any_of(_AFTER_UNITS)})\b)\w)",  # capitals and no noun behind them: BTC
)
_UNKNOWN_UNIT = Pattern(rf"(?:-| {{0,3}})(?P<unit>{'|'.join(_UNKNOWN_UNITS)})(?![\w']|[.-][A-Z])")
"""Capitals with a point or a hyphen and a further capital begin a name: C-DOT, GOV.UK."""


class Counted(NamedTuple):
    """What stands behind a number, and where it ends."""

    end: int
    kind: Kind
    unit: str


@lru_cache(maxsize=8)
def _counted(text: Text, end: int) -> Counted | None:
    """The unit behind a number: per cent, points, a time, a measure; an unknown one is kept as it is printed."""
    percent = _PERCENT.match(text.small, end)
    if percent:
        return Counted(percent.end(), "percentage", "point" if percent["points"] else "‰" * bool(percent["mille"]))
    name = longest(UNIT_NAMES, text.small, matched(_MAYBE_LINK, text.small, end).end())
    symbol = _UNIT_SYMBOL.match(text.cased, end)
    kept = _symbol(symbol["unit"]) if symbol else None
    if symbol and kept and not (name and name[0] > symbol.end()):
        return Counted(symbol.end(), "count", kept)
    time = _TIME.match(text.small, end)
    if time and not (name and name[0] > time.end()):
        return Counted(time.end(), "duration", look_up(lexicon.TIME_WORDS, time["unit"]))
    if name:
        return Counted(name[0], "count", name[1])
    unknown = _UNKNOWN_UNIT.match(text.cased, end)
    return Counted(unknown.end(), "count", "×" if unknown["times"] else unknown["unit"]) if unknown else None


def _symbol(printed: str) -> str | None:
    """The unit of a symbol, also with the -s that symbols do not have: kms."""
    bare = printed[:-1] if printed.endswith("s") and len(printed) > 2 else printed
    return units.SYMBOLS.get(printed) or units.SYMBOLS.get(bare)


# --- Numbers with nothing around them ---------------------------------------------------------------------------------

_YEAR_ALONE = Pattern(rf"{YEAR_DIGITS}(?:\.[0-9]+)?")
_COUNTED_BEHIND = Pattern(
    rf"{GAP}(?:new{GAP})?(?:(?P<listed>{any_of(lexicon.COUNTED)})|(?P<plural>[a-z]{{2,}}[a-rt-z]s)){WORD_ENDS}"
)
_DATED = frozenset(
    ("in", "of", "since", "until", "till", "by", "from", "to", "during", "before", "after", "through", "early", "mid",
     "late", "about", "around", "the", "its", "their", "this", "that", "and", "or", "end", "for", *lexicon.MONTHS,
     "spring", "summer", "autumn", "winter", "year", "years", "circa", "ca.", "c.", "on")
)  # fmt: skip
_BEHIND_NO_ONE = frozenset(
    ("no", "not", "any", "every", "each", "this", "that", "which", "the", "another", "other", "last", "only", "first",
     "second", "third")
)  # fmt: skip
_COUNTED_ONE = Pattern(
    rf"{GAP}(?!(?:of|another|can|could|may|might|must|should|would|will|has|is|was|who|that|which|and|in|on|at|to|for"
    r"|with|by|from|as|than)\b)[a-z]"
)
_BEHIND_HYPHEN = Pattern("(?<=[a-z0-9]-)")
_COMPOUND_WORD = Pattern(r"-(?!end\b)[a-z]")
_UNGROUPED = Pattern("[0-9]{6,}")


def counts_something(small: str, end: int) -> bool:
    """Whether what a number counts stands behind it: people, startups."""
    if small.startswith("-strong", end):
        return True
    counted = _COUNTED_BEHIND.match(small, end)
    return counted is not None and (counted["listed"] is not None or counted["plural"] not in lexicon.NO_PLURALS)


def is_dated(small: str, start: int) -> bool:
    """Whether a word stands in front that goes with years: in, the, since."""
    return word_before(small, start) in _DATED or _BEHIND_HYPHEN.match(small, start) is not None


def _kind_of_bare(small: str, start: int, end: int) -> Kind | None:
    """Whether a number with nothing around it is a year, a count or neither ("one of the", "net zero", "2024.3",
    "2022-born", the postal code 110001)."""
    printed = small[start:end]
    if _YEAR_ALONE.fullmatch(printed):
        listed = _COUNTED_BEHIND.match(small, end)
        if counts_something(small, end) and (not is_dated(small, start) or (listed and listed["listed"])):
            return "count"
        return None if "." in printed or _COMPOUND_WORD.match(small, end) else "date"
    if _UNGROUPED.fullmatch(printed) and not counts_something(small, end):
        return None
    if printed == "one":
        known = small[start - 1 : start] == "-" or word_before(small, start) in _BEHIND_NO_ONE
        return None if known or not _COUNTED_ONE.match(small, end) else "count"
    return None if printed == "zero" and word_before(small, start) == "net" else "count"


def _is_year_in_words(small: str, start: int, number: Number) -> bool:
    """Whether words say a year: in two thousand and twenty-five."""
    year = small[start].isalpha() and number.value.denominator == 1 and 1500 <= number.value <= 2199
    return year and is_dated(small, start) and not counts_something(small, number.end)


def is_bare(text: Text, number: Number) -> bool:
    """Whether a number has neither currency, unit nor noun behind it."""
    return not _behind(text, number) and not counts_something(text.small, number.end)


def stands_alone(text: Text, start: int) -> bool:
    """Whether the number at a position has no scale and is bare."""
    number = number_at(text.small, start)
    return number is not None and number.scale == 1 and is_bare(text, number)


# --- The form ---------------------------------------------------------------------------------------------------------

_MINUS = Pattern(rf"(?P<minus>-|(?:minus|negative){GAP})?")
_INFIX = Pattern(
    rf"(?:\+(?={LINK}?[a-z%])|-plus(?={LINK}[a-z])|(?:-|{GAP})odd(?={LINK}[a-z])|-(?:some|something|ish)\b"
    rf"|{GAP}plus(?={LINK}[a-z]{{3,}}s\b)|{GAP}(?:plus|or{GAP}(?:more|so|fewer|less))(?={LINK}(?:{any_of(lexicon.TIME_WORDS)}s?\b|per{GAP}?cent|%)))"
)
_JOINED = Pattern(rf"{GAP}?(?P<sign>±|\+/-|\+-|plus{GAP}or{GAP}minus|(?<=[0-9 ])[x×+](?={GAP}?[0-9])){GAP}?")
_ERROR = Pattern(rf"{GAP}?(?P<sign>±|\+/-|\+-|plus{GAP}or{GAP}minus){GAP}?")
_POWER = Pattern(rf"{GAP}?[x×*]{GAP}?10(?:\^-?[0-9]{{1,3}}|\^{{1,3}})(?![0-9^])")
"""A superscript is folded to ^."""
_IN_SMALLER_UNIT = Pattern(
    rf"(?:{GAP}(?:and{GAP})?[0-9]{{1,3}}{GAP}?"
    rf"(?:(?:month|mth|week|day|hour|minute|min|second|sec|metre|meter|gram|inche?)s?|mm?|cm|g|in(?!{GAP}[a-z])|oz)|{GAP}?[x×]{GAP}?[0-9]+)(?!\w)"
)
_BARE_SMALLER = Pattern(rf"{GAP}(?P<number>[0-9]{{1,2}})(?![\w%°]|[.,:/-][0-9])")
_IN_TWO_STEPS = ("foot", "ft", "lb", "stone", "hour")
"""Units behind which a bare number is of the next smaller one: 6 ft 2."""
_BY = Pattern(rf"{LINK}by{LINK}(?![0-9]{{1,2}}(?:st|nd|rd|th)\b)(?=[0-9a-z])")
_DEADLINE = Pattern(rf"(?:{GAP}of)?{LINK}(?:{any_of((*lexicon.MONTHS, *lexicon.SHORT_MONTHS))}|[ap]m|noon){WORD_ENDS}")
_SLASHED = Pattern(r"[0-9][0-9.,]*(?: / (?P<last>[0-9][0-9.,]*)){1,4}(?!\w)")
_MOST_SIDES = 3
_INFIX_MEANS = {"+": "at least", "plus": "at least", "more": "at least", "fewer": "at most", "less": "at most"}
_AGAIN = Pattern(rf"{GAP}\([0-9.,]+\){LINK}{any_of(lexicon.SCALES)}s?{WORD_ENDS}")
_BETWEEN = Pattern(rf"between{GAP}")
_ONE_SIDED = Pattern(rf"{GAP}-[0-9][0-9.,]*(?![\w.,]*\w)")
_AND = Pattern(rf"{GAP}and{GAP}")
_TO = Pattern(TO)
_LISTED = Pattern(rf"-?(?:,{GAP}(?:and{GAP}|or{GAP})?|{GAP}(?:and/or|and|or){GAP})")
_LONGEST_LIST = 12
_TOO_MANY = Pattern(rf"(?:,{GAP}[0-9]+){{{_LONGEST_LIST}}}")
_FROM = Pattern(r"(?<=\bfrom )")
_AND_A_PART = Pattern(rf"{LINK}and{LINK}a{LINK}(?P<below>half|quarter|third){WORD_ENDS}")


class _Bound(NamedTuple):
    """A number with the sign and currency in front of it."""

    start: int
    number: Number
    minus: bool
    currency: Currency | None


def quantity_at(text: Text, start: int) -> Readings:
    """£7 million; US dollars 5 million; 5 to 7 per cent; half a year; 10 MW; 3.5; 2024: or nothing but a number."""
    between = _BETWEEN.match(text.small, start)
    low = _bound_at(text, between.end() if between else start)
    if low is None:
        return None
    high = _upper_bound(text, low, _AND if between else _TO)
    if between and high is None:
        return None
    whole = (
        _joined(text, start, low)
        or _sides(text, start, low)
        or _signed_range(text, start, low)
        or _compound(text, start, low)
    )
    if whole:
        return whole
    if high is None and (loose := _ONE_SIDED.match(text.small, low.number.end)):
        return opaque(text.cased, start, loose.end())  # the 5 -6 range
    listed = [] if high or between else _listed(text, low)
    return _read(text, start, low, high, listed)


def _bound_at(text: Text, start: int) -> _Bound | None:
    minus = _MINUS.match(text.small, start)
    position = minus.end() if minus else start
    currency = _currency_before(text, position)
    position = _skip_gap(text.small, currency.end) if currency else position
    second = _currency_before(text, position) if currency else None
    if second:
        currency, position = second, _skip_gap(text.small, second.end)
    inner = text.small.startswith("-", position) and currency is not None
    number = number_at(text.small, position + inner)
    if number is None:
        return None
    booked = _BOOKED.match(text.cased, number.end) if currency and number.scale == 1 else None
    if booked:
        scale = lexicon.BOOKED_SCALES[booked["scale"]]
        number = number._replace(end=booked.end(), value=number.value * scale, scale=scale)
    return _Bound(start, _with_infix(text.small, number), bool(minus and minus["minus"]) or inner, currency)


def _with_infix(small: str, number: Number) -> Number:
    """The number with a modifier between it and its unit: 10+ years, 20-odd firms."""
    infix = _INFIX.match(small, number.end)
    if infix is None:
        return number
    return number._replace(end=infix.end(), modifier=_INFIX_MEANS.get(infix[0].split()[-1].lstrip("-"), "about"))


def _skip_gap(small: str, start: int) -> int:
    return start + len(small[start : start + 3]) - len(small[start : start + 3].lstrip(" "))


def _upper_bound(text: Text, low: _Bound, joined_by: Pattern) -> _Bound | None:
    """The second, larger number of a range. Bare numbers need a word: a hyphen makes no range of 555-1234."""
    end = low.number.end
    if low.number.scale == 1 and (unit := _counted(text, end)) and joined_by.match(text.small, unit.end):
        end = unit.end  # 5% to 7%
    to = joined_by.match(text.small, end)
    high = _bound_at(text, to.end()) if to else None
    if to is None or high is None or high.minus or low.minus:
        return None
    if _carried(low.number, high.number) >= high.number.value or _is_other(text, low, end, high):
        return None
    named = high.currency or low.currency or high.number.scale > 1 or _behind(text, high.number)
    return high if named or re.search("[a-z]", to[0]) or counts_something(text.small, high.number.end) else None


def _is_other(text: Text, low: _Bound, end: int, high: _Bound) -> bool:
    """Whether two numbers are of different things: "5% to £10m", "£5m in 2023 to £10m"; the first ends at `end`."""
    unit, other = _counted(text, low.number.end), _counted(text, high.number.end)
    if end > low.number.end:
        return bool(high.currency) or not (unit and other) or unit[1:] != other[1:]
    is_sum = high.currency or high.number.scale > 1 or (other and other.kind == "percentage")
    return bool(is_sum) and _is_year(text, low)


def _is_year(text: Text, bound: _Bound) -> bool:
    return not bound.currency and _YEAR_ALONE.fullmatch(text.small[bound.start : bound.number.end]) is not None


def _carried(low: Number, high: Number) -> Fraction:
    """The value of a number that shares the scale of the larger one behind it, where it has none of its own."""
    shared = low.value * high.scale
    return shared if low.scale == 1 and not low.closed and shared < high.value else low.value


def _behind(text: Text, number: Number) -> Counted | tuple[Currency, int] | None:
    return _counted(text, number.end) or _currency_behind(text, number.end, scaled=number.scale > 1)


def _joined(text: Text, start: int, low: _Bound) -> Reading | None:
    """5 ± 2 years, 3 × 4 m, 6 × 10^3: what cannot be one value, or is not worked out, is kept as it is printed."""
    power = _POWER.match(text.small, low.number.end)
    if power:
        return opaque(text.cased, start, power.end())
    unit = None if low.currency else _counted(text, low.number.end)
    sign = _JOINED.match(text.small, low.number.end) or (_ERROR.match(text.small, unit.end) if unit else None)
    error = _bound_at(text, sign.end()) if sign else None
    if error is None:
        return None
    counted = _counted(text, error.number.end)
    end = counted.end if counted else error.number.end
    joined = sign["sign"] if sign and len(sign["sign"]) == 1 else "±"
    printed = f"{text.cased[start : sign.start() if sign else end]} {joined} {text.cased[error.start : end]}"
    return Reading(end, "designator", " ".join(printed.split()), opaque=True)


def _compound(text: Text, start: int, low: _Bound) -> Reading | None:
    """3 km 500 m, 6 ft 2 in, 2 years 6 months, seven (7) million: what is said twice over is kept as it is printed."""
    again = _AGAIN.match(text.small, low.number.end)
    if again:
        return opaque(text.cased, start, again.end())
    unit = None if low.currency else _counted(text, low.number.end)
    if unit is None or unit.kind == "percentage":
        return None
    rest = _IN_SMALLER_UNIT.match(text.small, unit.end)
    if rest is None and unit.unit in _IN_TWO_STEPS:
        rest = _BARE_SMALLER.match(text.small, unit.end)
        rest = rest if rest and stands_alone(text, rest.start("number")) else None
    return opaque(text.cased, start, rest.end()) if rest else None


def _sides(text: Text, start: int, low: _Bound) -> Reading | None:
    """5 by 10 m, 3 m by 4 m by 5 m, a 5 by 10 grid, 50 / 50: kept as printed; but 12 GW by 2030 is a deadline."""
    slashed = _SLASHED.match(text.small, low.start)
    if slashed:
        last = _bound_at(text, slashed.start("last"))
        unit = _counted(text, last.number.end) if last else None
        end = unit.end if unit else last.number.end if last else slashed.end()
        return Reading(end, "designator", text.cased[start:end].replace(" / ", "/"), opaque=True)
    side, unit = low, None if low.currency else _counted(text, low.number.end)
    for _ in range(_MOST_SIDES):
        by = _BY.match(text.small, unit.end if unit else side.number.end)
        further = _bound_at(text, by.end()) if by else None
        if further is None or further.currency or further.minus:
            break
        side, unit = further, _counted(text, further.number.end)
    end = unit.end if unit else side.number.end
    if side is low or low.currency or not END.match(text.small, end):
        return None
    if unit or side.number.of_money:  # 10 m
        return opaque(text.cased, start, end) if not unit or unit.kind == "count" else None
    bare = text.small[start].isdigit() and stands_alone(text, side.start) and not _is_year(text, side)
    return opaque(text.cased, start, end) if bare and not _DEADLINE.match(text.small, end) else None


def _signed_range(text: Text, start: int, low: _Bound) -> Reading | None:
    """-5 to -7%, 2 to 1: a range with a sign in it, or that falls, is kept as it is printed; but not from 2 to 1."""
    unit = _counted(text, low.number.end)
    to = _TO.match(text.small, unit.end if unit else low.number.end)
    plus = to is not None and text.small.startswith("+", to.end())
    high = _bound_at(text, to.end() + plus) if to else None
    falls = (
        high
        and not unit
        and not low.currency
        and not _is_year(text, low)
        and low.number.value > _carried(high.number, low.number)
    )
    if high is None or not (low.minus or high.minus or plus or (falls and not _FROM.match(text.small, start))):
        return None
    counted = _counted(text, high.number.end)
    return opaque(text.cased, start, counted.end if counted else high.number.end)


def _listed(text: Text, first: _Bound) -> list[_Bound]:
    """The further numbers of a list that ends with the unit, currency or scale of all: 5, 10 or 15 per cent."""
    bounds, linked = [first], _TO if _FROM.match(text.small, first.start) else _LISTED
    if first.number.scale > 1 or first.number.closed or first.minus or _behind(text, first.number):
        return []
    if _is_year(text, first) or _TOO_MANY.match(text.small, first.number.end):
        return []
    while len(bounds) < _LONGEST_LIST and (link := linked.match(text.small, bounds[-1].number.end)):
        bound = _bound_at(text, link.end())
        if bound is None or bound.minus or bound.number.closed:
            return []
        bounds.append(bound)
        if bound.number.scale > 1 or _behind(text, bound.number):
            return bounds[1:]
    return []


class _Around(NamedTuple):
    """What stands around a number makes of it: the end of it all, and what the value is to be multiplied by. Without a
    kind it is no figure; `known` is false of a sum in a currency that is not."""

    end: int
    kind: Kind | None
    unit: str
    factor: Fraction = Fraction(1)
    known: bool = True


def _read(text: Text, start: int, low: _Bound, high: _Bound | None, listed: list[_Bound]) -> Readings:
    """The reading of a quantity or a range, or one of each number of a list."""
    last = high or (listed[-1] if listed else low)
    around = _around_money(text, low, last) or _around_other(text, low, last)
    if not around.known:
        return opaque(text.cased, start, around.end)
    if around.kind is None or (last.number.of_money and around.kind != "money"):
        return None
    if last.number.value * around.factor >= TOO_LARGE:
        return None
    if listed:
        return _one_by_one((low, *listed), around)
    values = [low.number.value] if high is None else [_carried(low.number, high.number), high.number.value]
    whole = "..".join(plain(value * around.factor) for value in values) if high else _whole_value(low, around)
    alone = low.number.closed and low.number.scale == 1 and high is None
    modifier = low.number.modifier or (high.number.modifier if high else "")
    return Reading(around.end, around.kind, "-" * low.minus + whole, around.unit, modifier, unmodified=alone)


def _whole_value(bound: _Bound, around: _Around) -> str:
    """The value of one number; a fraction of nothing in particular stays one."""
    value = bound.number.value * around.factor
    part = bound.number.is_part and around.kind == "count" and not around.unit and bound.number.scale == 1
    return f"{value.numerator}/{value.denominator}" if part else plain(value)


def _one_by_one(bounds: tuple[_Bound, ...], around: _Around) -> list[Reading]:
    """The readings of a list, each with the scale and unit that are printed behind the last."""
    assert around.kind is not None
    scale = bounds[-1].number.scale
    readings = []
    for bound in bounds:
        shared = scale if bound is not bounds[-1] and bound.number.scale == 1 else 1
        end = around.end if bound is bounds[-1] else bound.number.end
        value = plain(bound.number.value * shared * around.factor)
        readings.append(Reading(end, around.kind, value, around.unit, start=bound.start))
    return readings


def _around_money(text: Text, low: _Bound, last: _Bound) -> _Around | None:
    """The currency on either side; what stands behind says which dollar a "$" is."""
    before, end = last.currency or low.currency, last.number.end
    behind = _currency_behind(text, end, scaled=last.number.scale > 1)
    stray = _NOT_OF_SUMS.match(text.small, end) if before and not behind else None
    if before and (stray or before.code not in _KNOWN_CODES):
        return _Around(stray.end() if stray else end, "money", before.code, known=False)
    if before and not (behind and behind[0].code and before.code in ("USD", behind[0].code)):
        cents, end = _minor_part(text, end)
        return _Around(end, "money", before.code, 1 + cents / last.number.value if cents else Fraction(1))
    if behind:
        currency, scale = behind
        cents, end = _minor_part(text, currency.end)
        worth = last.number.value * scale
        if not currency.code:
            return _Around(end, "money", "", known=False)
        return _Around(end, "money", currency.code, (worth + cents) / last.number.value if cents else Fraction(scale))
    minor = _MINOR_ALONE.match(text.small, end)
    if minor is None or low is not last:
        return None
    code, hundredth = look_up(currencies.MINOR_UNITS, minor["unit"] or "pence")
    return _Around(minor.end(), "money", code or "cent", hundredth if code else Fraction(1))


def _minor_part(text: Text, end: int) -> tuple[Fraction, int]:
    """The cents or pence behind a sum: three dollars and 50 cents."""
    match = _MINOR.match(text.small, end)
    number = number_at(text.small, match.start("number")) if match else None
    if match is None or number is None or number.end != match.end("number"):
        return Fraction(0), end
    return number.value * look_up(currencies.MINOR_UNITS, match["unit"] or "pence")[1], match.end()


def _around_other(text: Text, low: _Bound, last: _Bound) -> _Around:
    """The unit behind a number, or what a number with nothing behind it is."""
    end = last.number.end
    counted = _counted(text, end)
    if counted:
        part = _AND_A_PART.match(text.small, counted.end)
        if part and low is last and counted.kind == "duration":  # a year and a half
            return _Around(
                part.end(),
                counted.kind,
                counted.unit,
                1 + Fraction(1, lexicon.DENOMINATORS[part["below"]]) / last.number.value,
            )
        return _Around(counted.end, counted.kind, counted.unit)
    alone = low is last and last.number.scale == 1 and not low.minus
    if alone and _is_year_in_words(text.small, low.start, last.number):
        return _Around(end, "date", "")
    return _Around(end, _kind_of_bare(text.small, low.start, end) if alone else "count", "")


_A_TIME = Pattern(rf"an?{GAP}(?P<unit>{any_of(lexicon.TIME_WORDS)}){WORD_ENDS}")


def time_at(text: Text, start: int) -> Reading | None:
    """a year; an hour: a figure behind a modifier alone, more than a year."""
    match = _A_TIME.match(text.small, start)
    return Reading(match.end(), "duration", "1", look_up(lexicon.TIME_WORDS, match["unit"])) if match else None


_RATIO = Pattern(
    rf"{LINK}(?:of{GAP}every{GAP}|in{GAP}(?:every|each){GAP}|out{LINK}of{LINK}(?:every{GAP})?|(?P<plain>in){LINK})"
)


def ratio_at(text: Text, start: int) -> Reading | None:
    """one in five; 2 in every 3; nine out of ten; 1 in a million."""
    part = number_at(text.small, start)
    of = _RATIO.match(text.small, part.end) if part else None
    whole = number_at(text.small, of.end()) if of else None
    if part is None or of is None or whole is None or (whole.value > 1000 and whole.scale == 1):
        return None
    if whole.value < max(part.value, Fraction(2)):
        return opaque(text.cased, start, whole.end) if text.small[part.end] == "-" else None  # a 2-in-1 device
    if part.value.denominator > 1 or whole.value.denominator > 1 or (of["plain"] and _behind(text, whole)):
        return None
    return Reading(whole.end, "count", f"{part.value}/{whole.value}")


_FOLD_RANGE = Pattern(rf"(?P<low>[a-z]+|[0-9]+)-?{GAP}?(?:to|or){LINK}(?P<high>[a-z]+?|[0-9]+)-?fold{WORD_ENDS}")


def fold_range_at(text: Text, start: int) -> Reading | None:
    """two- to threefold; 2 to 3-fold."""
    match = _FOLD_RANGE.match(text.small, start)
    bounds = [number_at(match[part], 0) for part in ("low", "high")] if match else []
    if match is None or None in bounds:
        return None
    return Reading(match.end(), "count", "..".join(plain(bound.value) for bound in bounds if bound), "fold")


_MULTIPLIED = Pattern(
    rf"(?:(?P<stem>{any_of(lexicon.MULTIPLYING)})(?:e|ed|es|ing){WORD_ENDS}(?P<vague>{LINK}(?:digit|figure)s?{WORD_ENDS})?"
    rf"|(?P<number>[a-z]+?)-?fold{WORD_ENDS})"
)


def multiplied_at(text: Text, start: int) -> Reading | None:
    """doubled; halving; tenfold; three-fold: how many times; but of double-digit growth, no number is said."""
    match = _MULTIPLIED.match(text.small, start)
    if match is None or (match["stem"] and text.cased[start].isupper() and text.small[match.end() - 1] == "e"):
        return None
    if match["vague"]:
        return opaque(text.small, start, match.end())
    if match["stem"]:
        return Reading(match.end(), "count", plain(lexicon.MULTIPLYING[match["stem"]]), "fold")
    value = lexicon.NUMBER_WORDS.get(match["number"]) or lexicon.SCALES.get(match["number"])
    return Reading(match.end(), "count", str(value), "fold") if value else None
