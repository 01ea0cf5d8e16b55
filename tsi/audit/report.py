"""What the audit of the built site has found wrong, and how much it has checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong: on which page or in which file, at which place of the records ("" where at none), the text
    around, and what was expected."""

    page: str
    place: str
    around: str
    message: str


@dataclass
class Report:
    """What is wrong, and how much was checked by what it is. Of a page also the keys of its figures, and what search
    should find: its text, and by their ids its headings, all without white space."""

    faults: list[Fault] = field(default_factory=list)
    checked: Counter[str] = field(default_factory=Counter)
    keys: set[str] = field(default_factory=set)
    searched: str = ""
    headings: dict[str, str] = field(default_factory=dict)
    is_signpost: bool = False

    def refuse(self, page: str, place: str, around: str, message: str) -> None:
        self.faults.append(Fault(page, place, " ".join(around.split())[:120], message))

    def add(self, other: Report) -> None:
        self.faults += other.faults
        self.checked += other.checked

    def missed(self, kinds: Iterable[str]) -> None:
        """A check that checked nothing has failed."""
        for kind in kinds:
            if not self.checked[kind]:
                self.refuse("the site", "", kind, "none of these was found; a check that checked nothing has failed")

    def messages(self) -> list[str]:
        """A line for each thing wrong; what is wrong on every page alike is told once."""
        pages = defaultdict(list)
        for fault in self.faults:
            pages[fault[1:]].append(fault.page)
        return [
            f"{found[0]}{f' and {len(found) - 1} more' if len(found) > 1 else ''}: {place}{': ' if place else ''}"
            f"‘{around}’: {message}"
            for (place, around, message), found in pages.items()
        ]
