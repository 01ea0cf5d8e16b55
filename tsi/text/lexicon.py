"""The words and signs by which figures are known: numbers, scales, currencies, units, months, modifiers and labels.

All are in small letters, as `tsi.text.figures` reads them; plurals in -s are understood. How words make up a figure is
said there, by the forms.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

Kind = Literal["money", "date", "relative", "duration", "count", "ordinal", "percentage", "designator"]

BELOW_TWENTY = {
    word: number
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
    )
}  # fmt: skip
TENS = {
    word: 10 * number
    for number, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
         "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"), 1
    )
} | {word[:-1] + "ieth": number for word, number in TENS.items()}  # fmt: skip
NUMBER_WORDS = BELOW_TWENTY | TENS | {"both": 2, "twice": 2, "thrice": 3}
DENOMINATORS = {"half": 2, "halve": 2, "quarter": 4} | {word: n for word, n in ORDINALS.items() if 3 <= n <= 10}
VULGAR_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
ARTICLES = {"a": Decimal(1), "an": Decimal(1), "half a": Decimal("0.5"), "half an": Decimal("0.5")}
"""Numbers where a scale follows: a million, half a dozen."""
NUMERATORS = {"a": 1} | BELOW_TWENTY

SCALES = {
    "dozen": 12, "hundred": 10**2, "thousand": 10**3, "lakh": 10**5, "lac": 10**5, "million": 10**6, "mn": 10**6,
    "mln": 10**6, "crore": 10**7, "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
MONEY_SCALES = {"k": 10**3, "m": 10**6, "cr": 10**7, "b": 10**9}
"""Scales only beside a currency: "£5m" is money, "5m" may be metres."""
ALL_SCALES = SCALES | MONEY_SCALES

CURRENCIES = {
    "£": "GBP", "pound": "GBP", "pound sterling": "GBP", "pounds sterling": "GBP",
    "$": "USD", "us$": "USD", "u.s.$": "USD", "dollar": "USD", "us dollar": "USD",
    "a$": "AUD", "au$": "AUD", "australian dollar": "AUD", "c$": "CAD", "canadian dollar": "CAD",
    "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "€": "EUR", "euro": "EUR",
    "₹": "INR", "rs": "INR", "rs.": "INR", "rupee": "INR", "indian rupee": "INR",
    "¥": "JPY", "yen": "JPY", "yuan": "CNY", "swiss franc": "CHF",
}  # fmt: skip
CURRENCY_CODES = {code.lower(): code for code in CURRENCIES.values()}
CURRENCIES |= CURRENCY_CODES

TIMES = ("second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century")
_MEASURES = {
    "nm": "nm", "nanometre": "nm", "mm": "mm", "cm": "cm", "metre": "m", "km": "km", "kilometre": "km", "mile": "mile",
    "kg": "kg", "tonne": "tonne", "ton": "ton", "acre": "acre", "hectare": "hectare", "ha": "hectare", "kw": "kW",
    "mw": "MW", "megawatt": "MW", "gw": "GW", "gigawatt": "GW", "mwh": "MWh", "gwh": "GWh", "mhz": "MHz", "ghz": "GHz",
    "mb": "MB", "gb": "GB", "tb": "TB", "mbps": "Mbps", "gbps": "Gbps", "qubit": "qubit", "fold": "fold",
    "basis point": "basis point", "°c": "°C",
}  # fmt: skip
UNITS: dict[str, tuple[Kind, str]] = {
    **dict.fromkeys(("%", "per cent", "percent"), ("percentage", "")),
    "percentage point": ("percentage", "point"),
    **{word: ("duration", word) for word in TIMES},
    "sec": ("duration", "second"),
    "min": ("duration", "minute"),
    "hr": ("duration", "hour"),
    "yr": ("duration", "year"),
    "centurie": ("duration", "century"),
    **{word: ("count", unit) for word, unit in _MEASURES.items()},
}

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""As they are written."""
MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items() if name != "may"} | {"sept": 9}

_MODIFIERS = {
    "up to": "up to", "as much as": "up to", "as many as": "up to",
    "about": "about", "approximately": "about", "approx": "about", "approx.": "about", "around": "about",
    "some": "about", "roughly": "about", "circa": "about", "an estimated": "about", "estimated": "about", "c.": "about",
    "ca.": "about", "~": "about", "≈": "about",
    "over": "over", "more than": "over", "above": "over", "in excess of": "over", "upwards of": "over",
    "exceeding": "over", "greater than": "over", ">": "over",
    "at least": "at least", "no less than": "at least", "not less than": "at least", "no fewer than": "at least",
    "a minimum of": "at least", "≥": "at least",
    "nearly": "nearly", "almost": "nearly", "close to": "nearly",
    "under": "under", "less than": "under", "fewer than": "under", "below": "under", "<": "under",
    "at most": "at most", "no more than": "at most", "not more than": "at most", "a maximum of": "at most",
    "≤": "at most",
}  # fmt: skip
_DATE_MODIFIERS = {
    "early": "early", "early in": "early", "mid": "mid", "middle of": "mid", "late": "late", "late in": "late",
    "start of": "start of", "beginning of": "start of", "end of": "end of",
}  # fmt: skip
ALL_MODIFIERS = _MODIFIERS | _DATE_MODIFIERS
TRAILING_MODIFIERS = {
    "+": "at least", "or more": "at least", "plus": "at least", "or less": "at most", "or fewer": "at most",
    "or so": "about",
}  # fmt: skip
_NUMBER_MAY_HAVE = frozenset(_MODIFIERS.values())
_RELATIVE_MAY_HAVE = frozenset(_DATE_MODIFIERS.values())
MAY_HAVE: dict[Kind, frozenset[str]] = {
    "money": _NUMBER_MAY_HAVE, "duration": _NUMBER_MAY_HAVE, "count": _NUMBER_MAY_HAVE, "percentage": _NUMBER_MAY_HAVE,
    "date": _NUMBER_MAY_HAVE | _RELATIVE_MAY_HAVE, "relative": _RELATIVE_MAY_HAVE,
    "ordinal": frozenset(), "designator": frozenset(),
}  # fmt: skip
"""The modifiers that a kind of figure takes."""

PROGRAMMES = frozenset(
    ("vision", "roadmap", "agenda", "horizon", "mission", "strategy", "plan", "programme", "framework", "compact")
)
"""Words that, with a capital, make a name of the year beside them: "Vision 2035"."""
LABELS = frozenset(
    ("section", "sections", "article", "chapter", "page", "pages", "line", "lines", "clause", "paragraph", "annex",
     "phase", "tier", "version", "volume", "pillar", "part", "level", "rule", "step", "no.", "iso", "§")
)  # fmt: skip
"""Words that make the number behind them the mark of a place, not a count."""
NEAR = ("this", "last", "next", "past", "previous", "following", "coming")
"""Words that make a date of a unit of time behind them: last week."""
COUNTED = ("people", "jobs", "students", "researchers", "workers", "companies", "firms", "members", "patents", "words")
"""Words before which a number such as 2000 is a count, not a year."""
