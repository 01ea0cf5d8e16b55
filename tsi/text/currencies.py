"""Currencies by all that a text may call them: the codes of ISO 4217, with the names and symbols of CLDR (which come
from babel), and the short British and Indian forms."""

from __future__ import annotations

from fractions import Fraction

from tsi.text.currency_names import CURRENT, PAST

CODES = frozenset((*CURRENT, *PAST))
"""Read in capitals alone."""
ALSO_WORDS = frozenset(PAST) | frozenset(
    ("ALL", "AMD", "ANG", "BAD", "BAM", "BAN", "BIF", "BOB", "COP", "CUP", "DEM", "ERN", "ESP", "FIM", "GEL", "GIP",
    "HUF", "KID", "LAK", "LIT", "LUC", "MAD", "MAT", "MOP", "PAB", "PEN", "PHP", "RON", "SDG", "SIT", "SOS", "STD",
    "SUR",
     "TOP", "TRY", "WON")
)  # fmt: skip
"""Codes that are also words, names or series, and those of the past, with years in their names. They count beside a
number with a scale, 5 billion COP; else nothing tells COP 26 from a sum in pesos, and the whole is kept as printed."""

SIGNS = {
    "£": "GBP", "$": "USD", "us$": "USD", "u.s.$": "USD", "usd$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD",
    "ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "au $": "AUD", "ca $": "CAD", "nz $": "NZD", "hk $": "HKD",
    "sg $": "SGD", "nt $": "TWD", "s$": "SGD", "sg$": "SGD", "nt$": "TWD", "r$": "BRL", "mx$": "MXN", "€": "EUR",
    "₹": "INR", "₨": "INR", "¥": "JPY", "￥": "JPY", "jp¥": "JPY", "cn¥": "CNY", "₩": "KRW", "₪": "ILS", "₫": "VND",
    "₱": "PHP", "₺": "TRY", "₽": "RUB", "₴": "UAH", "₦": "NGN", "฿": "THB", "₸": "KZT", "₵": "GHS", "ec$": "XCD",
    "৳": "BDT", "₼": "AZN", "₾": "GEL", "₡": "CRC", "₲": "PYG", "₭": "LAK", "₮": "MNT", "₿": "XBT",
}  # fmt: skip
_SHORT_NAMES = {
    "pound": "GBP", "pound sterling": "GBP", "pounds sterling": "GBP", "sterling": "GBP", "quid": "GBP",
    "dollar": "USD", "us dollar": "USD", "american dollar": "USD", "u.s. dollar": "USD", "euro": "EUR", "rs": "INR",
    "rs.": "INR", "re": "INR", "rupee": "INR", "indian rupee": "INR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "rmb": "CNY", "dirham": "AED", "riyal": "SAR", "uk pound": "GBP", "won": "KRW", "shekel": "ILS", "ruble": "RUB",
    "rouble": "RUB", "franc": "", "brazilian reais": "BRL", "reais": "BRL",
    "dhs": "AED", "dhs.": "AED", "fr.": "", "ksh": "KES",
    "zloty": "PLN", "dong": "VND", "tk": "BDT", "rm": "MYR", "rp": "IDR", "taiwan dollar": "TWD",
    "emirati dirham": "AED", "bermudian dollar": "BMD", "loti": "LSL", "maloti": "LSL", "lesotho maloti": "LSL",
    "bitcoin": "XBT", "kr": "", "sh": "", "shs": "", "fcfa": "", "cfpf": "XPF",
}  # fmt: skip
"""A name of several currencies has no code: a sum in it is kept as it is printed."""


SHARED_NAMES = ("dollar", "pound", "euro", "rupee", "franc", "peso", "dinar", "dirham", "riyal", "rial", "krone",
                "kroner", "krona", "kronor", "crown", "lira", "shilling", "mark", "guilder", "rouble", "ruble",
                "cent")  # fmt: skip
"""Last words of the names of several currencies: behind a word that is not known, the sum is kept as printed."""
_COMMON = frozenset(
    ("real", "reals", "won", "sum", "units", "unit", "account", "lats", "gold", "silver", "platinum", "palladium",
    "bond",
     "bonds", "currency", "unidad", "units of account", "funds", "certificates", "certificate", "fund", "dong", "colon")
)  # fmt: skip
"""Last words of names that say other things more often."""


def _names() -> dict[str, str]:
    """What CLDR calls each currency in use, one and many, and what else they are called in English."""
    named = {name: code for code, names in CURRENT.items() for name in names}
    named |= {name.replace("ruble", "rouble"): code for name, code in named.items() if "ruble" in name}
    named |= {name.replace(" & ", " and "): code for name, code in named.items()}
    last_words: dict[str, set[str]] = {}
    for name, code in named.items():
        last_words.setdefault(name.split()[-1], set()).add(code)
    short = {
        word: codes.pop() if len(codes) == 1 else ""
        for word, codes in last_words.items()
        if not {word, word[:-1]} & {*_COMMON, *_SHORT_NAMES}
    }
    return short | named | _SHORT_NAMES


NAMES = _names()
"""In small letters; most are understood before a sum, too: "US dollars 5 million"."""
MINOR_UNITS = {
    "penny": ("GBP", Fraction(1, 100)), "pence": ("GBP", Fraction(1, 100)), "paisa": ("INR", Fraction(1, 100)),
    "paise": ("INR", Fraction(1, 100)), "cent": ("", Fraction(1, 100)),
}  # fmt: skip
"""Hundredths, with the currency that they alone can be of; a cent is one of whatever was named before it."""
