"""The fragments that the patterns of all forms are made of, and how a table of words becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterable

GAP = r"(?: {1,3})"
LINK = r"(?:-| {1,3})"
TO = rf"(?:-(?:to|through)-|-?{GAP}(?:to|through|thru|till|until){GAP}|{GAP}?[-—]{GAP}?)"
WORD_ENDS = r"(?![^\W\d_])"
NUMBER_ENDS = r"(?![.,:/]?[0-9])"
JOINERS = r"\xad\u0300-\u036f\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufeff"
"""Characters that print nothing, or print over the one before; beside a digit they make an unknown token."""
CURRENCY_SIGNS = r"$¢£¤¥֏؋৲৳৻૱௹฿៛₠-⃀﷼﹩＄￠￡￥￦"
GLUE = rf"-.·٫٬,:;/'@#&=+?%*~\\±^×{CURRENCY_SIGNS}{JOINERS}"
"""Characters that join what stands on both sides of them to one token; a class must begin with them."""
END = re.compile(rf"(?![\w{JOINERS}])(?!(?<=[0-9])(?:\*\*|[{GLUE}])\d)(?!(?<=[0-9])[±^×])")
YEAR_DIGITS = r"(?:1[5-9]|2[01])[0-9]{2}"
YEAR = YEAR_DIGITS + NUMBER_ENDS


def any_of(words: Iterable[str]) -> str:
    """An alternation that prefers longer words; a space in a word stands for any gap."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", GAP) for word in longest_first) + ")"
