"""What CLDR calls the currencies of ISO 4217, as `tsi/text/currency_names.py` holds it.

A check would read all that babel knows of English for these names alone, so they are kept. `python -m
tests.currency_names` writes them anew; a test holds them to the babel of the lock.
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale
from babel.numbers import get_currency_name

from tsi.text import currency_names

KEPT = Path(currency_names.__file__)
_ENGLISH = Locale.parse("en")
_NO_MONEY = ("XXX", "XTS", "XAG", "XAU", "XPD", "XPT", "XSU", "XUA")
"""Codes of the standard for metals, tests and units of account."""
_HEAD = '''"""The codes of ISO 4217 and what CLDR calls each currency, one and many, in small letters. Made by
`python -m tests.currency_names` from babel; not changed by hand."""

'''


def text() -> str:
    """The module as it should be."""
    codes = sorted(code for code in map(str, _ENGLISH.currencies) if code not in _NO_MONEY)
    named = {code: [get_currency_name(code, count, _ENGLISH).lower() for count in (1, 2)] for code in codes}
    # The names of those of the past carry their years, in brackets.
    current = "".join(f'    "{code}": ("{one}", "{many}"),\n' for code, (one, many) in named.items() if "(" not in one)
    past = "".join(f'    "{code}",\n' for code, (one, _) in named.items() if "(" in one)
    return f"{_HEAD}CURRENT = {{\n{current}}}\nPAST = (\n{past})\n"


if __name__ == "__main__":
    KEPT.write_text(text(), encoding="utf-8")
