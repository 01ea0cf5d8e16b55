"""What the audit of the built site has found wrong, and how much it has checked."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeVar

from tsi.text import figures

Text = TypeVar("Text", str, bytes)

find = lru_cache(maxsize=100_000)(figures.find)


class Finding(NamedTuple):
    """One thing wrong: on which page or in which file, the text around it, and what was expected."""

    page: str
    around: str
    message: str


@dataclass
class Report:
    """What is wrong, and how much was checked by what it is. Of a page also the keys of the figures that are accounted
    for, those of each of its notes, and what search should find: its text, and by their ids its headings."""

    findings: list[Finding] = field(default_factory=list)
    checked: Counter[str] = field(default_factory=Counter)
    keys: set[str] = field(default_factory=set)
    notes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    searched: str = ""
    headings: dict[str, str] = field(default_factory=dict)

    def refuse(self, page: str, around: str, message: str) -> None:
        self.findings.append(Finding(page, " ".join(around.split())[:120], message))

    def repeats(self, what: str, page: str, text: str, keys: Collection[str]) -> None:
        """Check a text that may repeat figures of its page and hold no others."""
        self.checked[what] += 1
        for figure in find(text):
            if figure.key not in keys:
                self.refuse(page, text, f"‘{figure.printed}’ is not a figure of the page")

    def add(self, other: Report) -> None:
        self.findings += other.findings
        self.checked += other.checked

    def messages(self) -> list[str]:
        """A line for each thing wrong; what is wrong on every page alike is told once."""
        pages = defaultdict(list)
        for finding in self.findings:
            pages[finding.around, finding.message].append(finding.page)
        return [
            f"{found[0]}{f' and {len(found) - 1} more' if len(found) > 1 else ''}: ‘{around}’: {message}"
            for (around, message), found in pages.items()
        ]


def where_they_part(found: Text, expected: Text) -> int:
    """How many characters or bytes two texts have in common at their beginning."""
    shorter = min(len(found), len(expected))
    return bisect_left(range(shorter), True, key=lambda last: found[: last + 1] != expected[: last + 1])
