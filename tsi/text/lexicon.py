"""The words and signs by which figures are known: numbers, scales, units of time, months, modifiers and labels.

All are in small letters, as `tsi.text.figures` reads them, unless a table says otherwise; plurals in -s are understood.
How words make up a figure is said there, by the forms. Currencies are in `tsi.text.currencies`, units of measure in
`tsi.text.units`. Whoever reads another language rewrites this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import Literal

Kind = Literal["money", "date", "relative", "duration", "count", "ordinal", "percentage", "designator"]

# --- Numbers ----------------------------------------------------------------------------------------------------------

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
} | {word[:-1] + "ieth": number for word, number in TENS.items()} | {"hundredth": 100, "thousandth": 1000}  # fmt: skip
NUMBER_WORDS = BELOW_TWENTY | TENS | {"nil": 0, "nought": 0, "naught": 0}
ALONE = {"both": 2, "twice": 2, "thrice": 3}
"""Numbers that stand in no larger one."""
GROUPS = {"pair": 2, "duo": 2, "trio": 3, "quartet": 4, "quintet": 5, "sextet": 6, "score": 20}
"""Numbers between "a" and "of": a trio of firms."""
DENOMINATORS = {"half": 2, "halve": 2, "quarter": 4} | {word: n for word, n in ORDINALS.items() if n >= 3}
NUMERATORS = {"a": 1, "an": 1} | {word: number for word, number in BELOW_TWENTY.items() if number}
VULGAR_FRACTIONS = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅐": Fraction(1, 7), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8), "⅑": Fraction(1, 9), "⅒": Fraction(1, 10),
}  # fmt: skip
MULTIPLYING = {
    "doubl": Fraction(2), "tripl": Fraction(3), "trebl": Fraction(3), "quadrupl": Fraction(4), "quintupl": Fraction(5),
    "halv": Fraction(1, 2),
}  # fmt: skip
"""Stems of verbs that multiply: doubled, halving."""

SCALES = {
    "dozen": 12, "hundred": 10**2, "thousand": 10**3, "lakh": 10**5, "lac": 10**5, "million": 10**6, "mn": 10**6,
    "mln": 10**6, "mil": 10**6, "mio": 10**6, "crore": 10**7, "milliard": 10**9, "billion": 10**9, "bn": 10**9,
    "bln": 10**9,
    "trillion": 10**12, "tn": 10**12, "trn": 10**12, "quadrillion": 10**15, "quintillion": 10**18,
}  # fmt: skip
MONEY_SCALES = {
    "k": 10**3,
    "grand": 10**3,
    "m": 10**6,
    "cr": 10**7,
    "crs": 10**7,
    "b": 10**9,
    "t": 10**12,
    "tr": 10**12,
}
"""Scales only beside a currency: "£5m" is money, "5m" may be metres."""
BOOKED_SCALES = {"L": 10**5, "MM": 10**6, "arab": 10**9, "kharab": 10**11}
"""As they are written, and only behind a currency: lakh, million in finance, and two that are names in capitals."""
ALL_SCALES = SCALES | MONEY_SCALES | {"score": 20}
VAGUE = ("dozen", "score", "ten", "hundred", "thousand", "lakh", "crore", "million", "billion", "trillion")
"""Numbers that in the plural say no number: dozens, tens of thousands."""
SEVERAL = ("several", "a few", "few", "many", "multi", "countless")
"""Words that make no number of a scale behind them."""

# --- Time -------------------------------------------------------------------------------------------------------------

TIMES = ("second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century")
TIME_WORDS = {word: word for word in TIMES} | {
    "sec": "second", "min": "minute", "hr": "hour", "yr": "year", "mth": "month", "mo": "month", "centurie": "century",
    "night": "night",
}  # fmt: skip
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""As they are written."""
MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items() if name != "may"} | {"sept": 9}
PARTS_OF_YEAR = {
    "spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24, "q1": 33, "q2": 34, "q3": 35, "q4": 36,
    "first quarter": 33, "second quarter": 34, "third quarter": 35, "fourth quarter": 36, "last quarter": 36,
    "1st quarter": 33, "2nd quarter": 34, "3rd quarter": 35, "4th quarter": 36, "1st half": 40, "2nd half": 41,
    "first four months": 37, "middle four months": 38, "last four months": 39, "h1": 40, "h2": 41, "first half": 40,
    "second half": 41,
}  # fmt: skip
"""By the number that stands for the month in EDTF (ISO 8601-2, 4.8): seasons, quarters and halves of a year."""
FISCAL = ("fy", "fiscal", "fiscal year", "financial year")
ZONES = ("et", "pt", "cest", "ist", "gmt", "bst", "utc", "cet", "est", "edt", "hrs", "hours")
"""Words behind a time of day in four digits."""
NEAR = ("this", "last", "next", "past", "previous", "following", "coming")
"""Words that make a date of a unit of time behind them, last week, and modify a month, last July."""

# --- Modifiers --------------------------------------------------------------------------------------------------------


def _by_word(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """By each of the words, the meaning that it is listed under."""
    return {word: meaning for meaning, words in table.items() for word in words}


_ABOVE = ("over", "more than", "above", "in excess of", "exceeding", "greater than", "higher than", "larger than",
          "beyond", "upwards of", "upward of", "longer than",
          "bigger than")  # fmt: skip
_BELOW = (
    "under",
    "less than",
    "fewer than",
    "below",
    "lower than",
    "smaller than",
    "shorter than",
    "short of",
    "shy of",
)
_BARELY = ("hardly", "scarcely", "barely")
_DENIALS = ("without", "not", "no", "never", "nothing", "not to be", "nor", "not any", "not a penny", "not one penny")
_EXCEED = (
    "not exceed",
    "not to exceed",
    "never exceed",
    "never exceeds",
    "cannot exceed",
    "not surpass",
    "not top",
    "not to surpass",
    "not to top",
)
_MODIFIERS = {
    **dict.fromkeys((" ".join(pair) for pair in product(_DENIALS, _ABOVE)), "at most"),
    **dict.fromkeys((" ".join(pair) for pair in product(_DENIALS, _BELOW)), "at least"),
    **dict.fromkeys(_EXCEED, "at most"),
    **dict.fromkeys((*_BARELY, *(" ".join(pair) for pair in product(_BARELY, _ABOVE))), "barely"),
    **dict.fromkeys((f"{word} or equal to" for word in _ABOVE), "at least"),
    **dict.fromkeys((f"{word} or equal to" for word in _BELOW), "at most"),
    **dict.fromkeys(_ABOVE, "over"),
    **dict.fromkeys(_BELOW, "under"),
    **dict.fromkeys((f"{much} {word}" for much in ("just", "slightly", "a little", "little", "well", "far", "much")
                     for word in _ABOVE), "over"),
    **dict.fromkeys((f"{much} {word}" for much in ("just", "slightly", "a little", "well", "far", "much")
                     for word in _BELOW), "under"),
    **dict.fromkeys(("topped", "tops", "surpassed", "surpasses", "surpass"), "over"),
    **dict.fromkeys(("minimum is", "minimum was", "floor is"), "at least"),
    **dict.fromkeys(("maximum is", "maximum was", "ceiling is", "limit is", "cap is"), "at most"),
    **dict.fromkeys(("a fraction of", "a portion of", "most of", "much of", "the bulk of"), "part of"),
    **dict.fromkeys(("nowhere near", "not nearly"), "well under"),
    **dict.fromkeys(("not", "not even", "rather than", "instead of", "other than", "excluding", "except", "all but",
        "anything but"), "not"),
    **dict.fromkeys(("annual", "an annual", "yearly", "an annual sum of", "annual sum of", "a yearly"), "per year"),
    **dict.fromkeys(("a monthly", "monthly"), "per month"),
} | _by_word({
    "over": ("exceeds", "exceed", "exceeded", "surpassing", "topping", "north of", ">"),
    "under": ("south of", "<", "up to but not including", "up to and excluding"),
    "up to": ("up to", "upto", "up to and including", "as much as", "as many as", "as high as"),
    "at most": ("=<", "at most", "at the most", "a maximum of", "maximum of", "maximum", "capped at", "a cap of",
        "a ceiling of", "limited to", "a limit of", "upper limit of", "an upper limit of", "upper bound of",
        "an upper bound of", "the upper limit of", "the upper bound of", "≤", "<=", "at best", "at the very most",
        "max.", "max"),
    "at least": ("=>", "at least", "a minimum of", "minimum of", "minimum", "a floor of", "at a minimum",
        "lower limit of", "a lower limit of", "lower bound of", "a lower bound of", "the lower limit of",
        "the lower bound of",
        "at the least", "≥", ">=", "at the very least", "min.", "min"),
    "as little as": ("as little as", "as few as", "as low as"),
    "about": ("about", "approximately", "approx", "approx.", "around", "some", "roughly", "circa", "an estimated",
        "est.", "est", "estimated", "estimated at", "c.", "ca.", "ca", "~", "≈", "or so", "in the region of",
        "in the order of", "of the order of", "on the order of", "in the neighbourhood of", "in the vicinity of",
        "somewhere around", "give or take", "more or less", "broadly", "very roughly"),
    "nearly": ("nearly", "almost", "close to", "near", "approaching", "nearing", "not quite", "practically", "close on",
        "getting on for", "virtually", "not far off", "not far from", "not far short of"),
    "factor of": ("factor of", "a factor of"),
    "±": ("±", "+/-", "plus or minus", "plus/minus"),
})  # fmt: skip
_CHANGES = {
    **dict.fromkeys(
        (f"{article} {word} of" for article, word in product(
            ("a", "the"), ("cut", "fall", "drop", "reduction", "decline", "decrease", "loss", "shortfall",
            "deficit"))), "cut of",
    ),
    **dict.fromkeys(
        (f"{article} {word} of" for article, word in product(
            ("a", "an", "the"), ("rise", "increase", "growth", "gain", "surge", "surplus"))), "rise of",
    ),
}  # fmt: skip
_DATE_MODIFIERS = _by_word({
    "early": ("early", "early in", "early part of"),
    "mid": ("mid", "middle of", "the middle of", "midway through", "halfway through"),
    "late": ("late", "late in", "late part of"),
    "start of": ("start of", "the start of", "beginning of", "the beginning of", "turn of"),
    "end of": ("end of", "the end of", "close of", "end"), "later in": ("later in",), "earlier in": ("earlier in",),
    "eve of": ("eve of",), "before": ("before", "prior to", "ahead of", "earlier than", "pre"),
    "after": ("after", "following", "later than", "post"),
    "from": ("from", "dating from"), "beginning": ("beginning",), "as of": ("as of", "as at", "as on"),
    "by": ("by", "no later than", "in or before", "not later than", "on or before", "at the latest by",
        "at the latest"),
    "since": ("in or after", "since", "ever since", "no earlier than", "not earlier than", "not before",
        "no sooner than", "on or after", "not until", "at the earliest", "as from", "effective", "with effect from",
        "w.e.f.",
        *(f"{word}{link}" for word in ("starting", "beginning", "commencing", "effective", "in force", "valid")
          for link in (" from", " in", " on")), "starting", "commencing"),
    "until": ("through to", "until", "till", "up until", "through", "not after"),
    "as early as": ("as early as", "as far back as"), "as late as": ("as late as",),
    "year to": ("year to", "year ended", "year ending", "months to"),
    "week of": ("week of", "week commencing", "week beginning"), "week to": ("week ending", "week ended"),
})  # fmt: skip
_DATE_MODIFIERS |= {f"{word} the": modifier for word, modifier in _DATE_MODIFIERS.items()}
_NEAR_MODIFIERS = {"last": "last", "next": "next", "this": "this", "this past": "last", "this coming": "next"}
"""Only before a month or a day of one."""
_LENGTH_MODIFIERS = {
    "within": "within",
    "within the next": "within",
    "within the coming": "within",
    "after": "after",
    "every": "every",
}
ALL_MODIFIERS = _MODIFIERS | _CHANGES | _DATE_MODIFIERS | _NEAR_MODIFIERS | _LENGTH_MODIFIERS
FILLERS = ("a total of", "a sum of", "an amount of", "a combined", "a further", "an additional", "another", "a mere",
           "a record", "only", "just", "a total")  # fmt: skip
"""What may stand between a modifier and its figure."""
TRAILING_MODIFIERS = _by_word({
    "at least": ("+", "plus", "or more", "or over", "or above", "or greater", "or higher", "or better", "or longer",
        "and above", "and over", "and more", "and up", "and upwards", "upwards", "at least", "at the least",
        "at a minimum", "minimum", "min", "at the very least", "and counting", "and rising",
        "and growing", "floor", "min.", "if not more"),
    "since": ("or later", "onwards", "onward", "at the earliest", "and beyond", "and later", "and after"),
    "by": ("at the latest",),
    "at most": ("or less", "or fewer", "or under", "or below", "or lower", "and below", "and under", "and less",
        "at most", "at the most", "at the very most", "maximum", "max", "at best", "tops", "cap", "limit", "ceiling",
        "max."), "at worst": ("at worst",), "until": ("or earlier",),
    "about": ("or so", "or thereabouts", "or near", "est.", "est", "approx.", "odd", "ish", "approximately", "approx",
        "roughly", "give or take"), "ago": ("ago",), "later": ("later", "hence", "from now"), "earlier": ("earlier",),
    "end of": ("end",), "more": ("more than",), "less": ("less than", "fewer than", "short of"),
    "last year": ("last year", "of last year"), "this year": ("this year", "of this year"),
    "next year": ("next year", "of next year"),
})  # fmt: skip
RATES = {
    **{f"{each} {time}": f"per {time}" for each in ("a", "an", "per", "each", "every") for time in TIMES},
    **{f"{each} {one}": "each" for each in ("a", "per") for one in
       ("head", "person", "capita", "unit", "piece", "company", "firm", "project", "country", "student", "household",
        "side")},
    **{f"a {one}": f"per {one}" for one in
       ("tonne", "kilo", "barrel", "litre", "share", "night", "mile", "kg", "kilogram", "km", "kilometre", "kilometer",
        "hectare", "gallon", "gram", "kwh", "mwh", "gb", "quintal", "metre", "meter", "ton", "watt", "seat", "user")},
    "an acre": "per acre", "an ounce": "per ounce",
    **{f"{to} {money}": f"per {money}" for to in ("to the", "in the", "a") for money in
       ("dollar", "pound", "euro", "rupee")},
    "each": "each", "apiece": "each", "annually": "per year", "per annum": "per year", "yearly": "per year",
    "p.a.": "per year", "p/a": "per year", "quarterly": "per quarter",
    **{f"{word} each {one}": "each" for word in ("for", "from", "by", "in") for one in
       ("year", "side", "lab", "country", "firm", "company", "project", "partner", "person", "party", "member")},
       "pa": "per year", "ph": "per hour", "p.m.": "per month", "pcm": "per month",
       "pw": "per week", "in each of": "each", "monthly": "per month", "weekly": "per week", "daily": "per day",
       "/year": "per year", "/yr": "per year", "/month": "per month", "/day": "per day",
}  # fmt: skip
"""What behind a figure makes a rate or a multiple of it."""
_NUMBER_MAY_HAVE = frozenset((_MODIFIERS | _CHANGES).values()) | {
    "at least",
    "at most",
    "at worst",
    "more",
    "less",
    "about",
    *RATES.values(),
    "times",
}
_NEAR_MAY_HAVE = frozenset(_DATE_MODIFIERS.values())
MAY_HAVE: dict[Kind, frozenset[str]] = {
    "money": _NUMBER_MAY_HAVE, "count": _NUMBER_MAY_HAVE, "percentage": _NUMBER_MAY_HAVE,
    "duration": _NUMBER_MAY_HAVE | {"within", "after", "every", "ago", "later", "earlier"},
    "date": frozenset(_MODIFIERS.values()) | _NEAR_MAY_HAVE
    | {"last", "next", "this", "last year", "this year", "next year", "since", "until"},
    "relative": _NEAR_MAY_HAVE, "ordinal": frozenset(), "designator": frozenset(),
}  # fmt: skip
"""The modifiers that a kind of figure takes."""

# --- Designators ------------------------------------------------------------------------------------------------------

PROGRAMMES = frozenset(
    ("vision", "roadmap", "agenda", "horizon", "mission", "strategy", "plan", "programme", "framework", "compact")
)
"""Words that, with a capital, make a name of the year beside them: "Vision 2035"."""
LABELS = frozenset(
    ("section", "article", "chapter", "page", "line", "clause", "paragraph", "annex", "appendix", "schedule", "phase",
    "p.", "pp.", "nos.", "tier", "version", "round", "volume", "pillar", "part", "level", "rule", "step", "stage",
     "no.", "§", "sec.", "para", "pg", "pg.", "subsection", "sub-section", "row", "ch.", "fig.", "vol.", "number")
)  # fmt: skip
"""Words that make the number behind them the mark of a place, not a count."""
CAPITAL_LABELS = frozenset(
    ("tranche", "art.", "wave", "cohort", "strand", "task", "directive", "highway", "motorway", "protocol", "amendment",
    "decision", "track", "control", "no", "release", "generation", "gen", "type", "class", "grade", "model", "series",
    "table", "figure", "item", "goal", "target", "resolution", "regulation", "form", "option", "group", "zone", "gate",
    "room", "flight", "route", "unscr", "unsc", "cm", "cmnd", "block", "batch", "act", "bill", "box", "lot",
    "objective", "principle", "recommendation",
     "question", "workstream", "package", "mark", "platform", "session")
)  # fmt: skip
"""The same with a capital alone: "Round 12", but "a round 12 million"."""
STANDARDS = ("iso/iec", "iso", "iec", "ieee", "itu-t", "itu-r", "itu", "bs", "bs en", "en", "din", "etsi", "rfc",
             "nist sp", "nist", "is", "ts", "tr")  # fmt: skip
"""Bodies whose capitals make the number behind them that of a standard."""
PLACES = ("UK", "US", "USA", "EU", "UN", "AI", "IT", "PM", "MP", "UKRI", "MSME", "SME", "AD", "CE")
"""Capitals that are no unit behind a number, whatever follows."""
STREETS = ("street", "road", "avenue", "lane", "square", "house", "way", "place", "marg", "drive", "gardens", "terrace")
COUNTED = ("people", "jobs", "staff", "children", "men", "women", "personnel")
"""Words before which a number such as 2000 is a count, not a year, though they do not end as plurals do."""
NO_PLURALS = frozenset(
    ("was", "is", "has", "as", "this", "its", "plus", "less", "was", "his", "us", "across", "towards", "versus",
    "thus", "perhaps", "always", "afterwards", "onwards", "upwards", "besides", "sees", "saw", "does", "goes", "says",
    "marks", "brings", "shows", "looks", "comes", "runs", "begins", "starts", "ends", "makes", "takes", "gives",
    "puts", "sets", "remains", "includes", "process", "progress", "access", "business", "congress", "press", "census",
    "crisis",
     "analysis", "basis", "series", "focus", "status", "address", "class", "loss")
)  # fmt: skip
"""Words in -s that are not the plural of what a number counts."""
