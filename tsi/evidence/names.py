"""The registered names: which people, organisations, places, programmes and technologies a text mentions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tsi.records.types import Reference

_FOLDED = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "‑": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
    # The one letter whose small form has two characters.
    | {"\u0130": "I"}
)
"""Typographic variants of the same sign; each is a single character, so that positions stay true."""


def folded(text: str) -> str:
    """A text with one sign for all variants of it."""
    return text.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Mention:
    """A registered name in a text: `text[start:end] == printed`. `beside` are the parts and offices that words near it
    tell of (`tsi.evidence.roles`), and `said` where it stands beside a word of speech."""

    of: Reference
    printed: str
    start: int
    end: int
    beside: tuple[str, ...] = ()

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Mention) -> bool:
        """Whether the other stands within this longer one."""
        return self.start <= other.start and other.end <= self.end and len(self) > len(other)


class Registry:
    """All forms under which names are printed. A form in lower case matches any case; any other matches as written."""

    def __init__(self, forms: Mapping[Reference, Iterable[str]]):
        self.forms = {reference: tuple(printed) for reference, printed in forms.items()}
        self.owners = {folded(form): reference for reference, printed in self.forms.items() for form in printed}
        """Whose each form is, in the order in which they are written."""
        self._lower = {form: owner for form, owner in self.owners.items() if form == form.lower()}

    @cached_property
    def _pattern(self) -> re.Pattern:
        longest_first = sorted(self.owners, key=lambda form: (-len(form), form))
        return re.compile(self._bounded(*longest_first))

    def _bounded(self, *forms: str) -> str:
        """A pattern for any of the forms as a whole word; no forms match nothing."""
        alternatives = (f"(?i:{re.escape(form)})" if form in self._lower else re.escape(form) for form in forms)
        return rf"(?<![^\W_])(?:{'|'.join(alternatives) or '(?!)'})(?![^\W_])"

    def form(self, printed: str) -> str:
        """The form that a name has which is printed so in a text."""
        form = folded(printed)
        return form if form in self.owners else form.lower()

    def _mention(self, text: str, printed: str, start: int) -> Mention:
        owner, end = self.owners.get(printed) or self._lower[printed.lower()], start + len(printed)
        return Mention(owner, text[start:end], start, end)

    def find(self, text: str) -> tuple[Mention, ...]:
        """The names in `text` by position, the longest form where several begin together, none overlapping."""
        return tuple(self._mention(text, match[0], match.start()) for match in self._pattern.finditer(folded(text)))

    def find_nested(self, text: str) -> tuple[Mention, ...]:
        """All names in `text`, those within a longer name too: a line that names the Critical Minerals Guild also
        speaks of critical minerals, and may be cited for either."""
        mentions = {self._mention(text, printed, start) for _, printed, start in self.places(text, self.owners)}
        return tuple(sorted(mentions, key=lambda mention: (mention.start, -mention.end)))

    def places(self, text: str, forms: Iterable[str]) -> Iterator[tuple[str, str, int]]:
        """Each of some forms, of those that are registered, that stands in a text as a whole word: the form, what is
        printed of it, and where it begins."""
        plain = folded(text)
        small = plain.lower()
        for form in forms:
            within, start = (small if form in self._lower else plain), -1
            while (start := within.find(form, start + 1)) >= 0:
                end = start + len(form)
                if not (within[start - 1 : start].isalnum() or within[end : end + 1].isalnum()):
                    yield form, plain[start:end], start


def holding(name: Reference, mentions: Collection[Mention]) -> tuple[Reference, ...]:
    """The longer names within which every mention of `name` stands, of all `mentions` in a text; none where it stands
    by itself anywhere."""
    own = (mention for mention in mentions if mention.of == name)
    held = [[other for other in mentions if other.holds(mention)] for mention in own]
    return tuple(dict.fromkeys(max(longer, key=len).of for longer in held)) if all(held) else ()
