"""The registered names: which people, organisations, places, programmes and technologies a text mentions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from tsi.records.types import Reference

_FOLDED = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "‑": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
)
"""Typographic variants of the same sign; each is a single character, so that positions stay true."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A registered name in a text, at `text[start:end]`, as it is printed there or registered."""

    of: Reference
    printed: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Mention) -> bool:
        """Whether the other stands within this longer one."""
        return self.start <= other.start and other.end <= self.end and len(self) > len(other)


class Registry:
    """All forms under which names are printed. A form in lower case matches any case; any other matches as written."""

    def __init__(self, forms: Mapping[Reference, Iterable[str]]):
        self.forms = {reference: tuple(printed) for reference, printed in forms.items()}
        self._owner = {
            form.translate(_FOLDED): reference for reference, printed in self.forms.items() for form in printed
        }
        self._registered = {form.translate(_FOLDED): form for printed in self.forms.values() for form in printed}
        self._by_digest = {digest(form): form for form in self._registered.values()}
        self._lower = {form: owner for form, owner in self._owner.items() if form == form.lower()}
        longest_first = sorted(self._owner, key=lambda form: (-len(form), form))
        self._pattern = re.compile(self._bounded(*longest_first))

    def _bounded(self, *forms: str) -> str:
        """A pattern for any of the forms as a whole word; no forms match nothing."""
        alternatives = (f"(?i:{re.escape(form)})" if form in self._lower else re.escape(form) for form in forms)
        return rf"(?<![^\W_])(?:{'|'.join(alternatives) or '(?!)'})(?![^\W_])"

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all forms: an evidence index made with other forms is out of date. Whose they are is no part of
        it, so that a record can have another id."""
        return hashlib.sha256("\n".join(sorted(self._owner)).encode()).hexdigest()

    def owner(self, printed: str) -> Reference | None:
        """The record that a printed form names; None for a text that is no registered form."""
        folded = printed.translate(_FOLDED)
        return self._owner.get(folded) or self._lower.get(folded.lower())

    def form(self, digest: str) -> str:
        """The form of a checksum; "" where no such form is registered."""
        return self._by_digest.get(digest, "")

    def _as_registered(self, mention: Mention) -> Mention:
        """The mention with its form as registered, whatever the line has of capitals and typographic signs."""
        folded = mention.printed.translate(_FOLDED)
        return replace(mention, printed=self._registered.get(folded) or self._registered[folded.lower()])

    def _mention(self, text: str, match: re.Match) -> Mention:
        owner = self._owner.get(match[0]) or self._lower[match[0].lower()]
        return Mention(owner, text[match.start() : match.end()], match.start(), match.end())

    def find(self, text: str) -> tuple[Mention, ...]:
        """The names in `text` by position, the longest form where several begin together, none overlapping."""
        return tuple(self._mention(text, match) for match in self._pattern.finditer(text.translate(_FOLDED)))

    def find_nested(self, text: str) -> tuple[Mention, ...]:
        """All names in `text`, those within a longer name too: a line that names the Critical Minerals Guild also
        speaks of critical minerals, and may be cited for either. Each has its form as registered."""
        folded = text.translate(_FOLDED)
        small = folded.lower()
        there = (form for form in self._owner if form.lower() in small)
        matches = (match for form in there for match in re.finditer(self._bounded(form), folded))
        mentions = {self._as_registered(self._mention(text, match)) for match in matches}
        return tuple(sorted(mentions, key=lambda mention: (mention.start, -mention.end)))


def digest(form: str) -> str:
    """How an index writes a form, so that it shows no word of the line."""
    return hashlib.sha256(form.translate(_FOLDED).encode()).hexdigest()[:12]


def holding(name: Reference, mentions: Collection[Mention]) -> tuple[Reference, ...]:
    """The longer names within which every mention of `name` stands, of all `mentions` in a text; none where it stands
    by itself anywhere."""
    own = (mention for mention in mentions if mention.of == name)
    held = [[other for other in mentions if other.holds(mention)] for mention in own]
    return tuple(dict.fromkeys(max(longer, key=len).of for longer in held)) if all(held) else ()
