"""The fragments that the patterns of all forms are made of, and how a table of words becomes one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property


class Pattern:
    """A regular expression that is compiled when a text first needs it: few texts need all, and to compile all of them
    takes longer than to read ten pages."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        return re.compile(self.source).match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        return re.compile(self.source).fullmatch

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        return re.compile(self.source).search

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        return re.compile(self.source).finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        return re.compile(self.source).sub


GAP = r"(?: {1,3})"
LINK = r"(?:-| {1,3})"
LOOSE_LINK = rf"(?:-{GAP}?|{GAP}-?)"
"""Between a number and what it is of, where a hyphen may have a space on one side: a 5 -year plan."""
TO = rf"(?:-(?:to|through)-|-?{GAP}(?:to|through|thru|till|until){GAP}|{GAP}?[-—]{GAP}?)"
WORD_ENDS = r"(?![^\W\d_])"
NUMBER_ENDS = r"(?![.,:/]?[0-9])"
JOINERS = r"\xad\u0300-\u036f\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufeff"
"""Characters that print nothing, or print over the one before; beside a digit they make an unknown token."""
CURRENCY_SIGNS = r"$¢£¤¥֏؋৲৳৻૱௹฿៛₠-⃀﷼﹩＄￠￡￥￦"
GLUE = rf"-.·٫٬,:;/'@#&=+?%*~\\±^×{CURRENCY_SIGNS}{JOINERS}"
"""Characters that join what stands on both sides of them to one token; a class must begin with them."""
END = Pattern(rf"(?![\w{JOINERS}])(?!(?<=[0-9])(?:\*\*|[{GLUE}])\d)(?!(?<=[0-9])[±^×])")
YEAR_DIGITS = r"(?:1[5-9]|2[01])[0-9]{2}"
YEAR = YEAR_DIGITS + NUMBER_ENDS


def any_of(words: Iterable[str]) -> str:
    """An alternation that prefers longer words; a space in a word stands for any gap."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", GAP) for word in longest_first) + ")"
