"""What the audit of the built site has found wrong, and how much it has checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tsi.records.faults import Fault


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
        """Report what is wrong on a page or in a file, at a place of the records or in a list ("" where at none), with
        the text around."""
        what = f"{place}: {message}" if place else message
        self.faults.append(Fault(what, fragment=" ".join(around.split())[:120], file=page))

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
            pages[fault.fragment, fault.message].append(fault.file)
        return [
            f"{found[0]}{f' and {len(found) - 1} more' if len(found) > 1 else ''}: ‘{around}’: {message}"
            for (around, message), found in pages.items()
        ]
