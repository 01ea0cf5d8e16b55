"""The A–Z index: every record under its name and under each form in which the sources print it."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import NamedTuple

from tsi.library import selections
from tsi.library.library import Library
from tsi.records.types import Citation, Person, Reference
from tsi.wording import words as wording

NO_LETTER = "numerals"
LEFT_OUT = ("omissions", "lineages", "to-read", "disagreements", "corrections")
"""Kinds without a name: an omission is a line of its source, a disagreement a question."""

_ARTICLE = re.compile(r"^(?:the|an?) ")


class Entry(NamedTuple):
    """A line of the index. `form` is what the source line `at` prints, or a person’s name with the surname in front;
    where it is "", the record’s name stands."""

    filed: str
    reference: Reference
    form: str = ""
    at: Citation | None = None

    @property
    def row(self) -> str:
        """As a page has the entry: `people/a`, or `people/a|form` where a form of the name stands."""
        return f"{self.reference}|{self.form}" if self.at else str(self.reference)

    @property
    def letter(self) -> str:
        return self.filed[:1] if self.filed[:1].isalpha() else NO_LETTER


def filed(text: str) -> str:
    """The text as it is put in order: without case, accents, punctuation and an article in front, numbers by size."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    words = " ".join(re.sub(r"[^\w]+", " ", plain.casefold()).split())
    return re.sub(r"\d+", lambda number: number[0].zfill(12), _ARTICLE.sub("", words))


def letters(library: Library) -> list[tuple[str, list[Entry]]]:
    """The entries by their first letter, numerals first."""
    entries = [entry for reference in library.references() for entry in _entries(library, reference)]
    groups = groupby(sorted(entries, key=order), key=lambda entry: entry.letter)
    return [(letter, list(group)) for letter, group in groups]


def questions(library: Library) -> list[Reference]:
    """The disagreements, which have questions for names."""
    every = selections.linked(library, None, "disagreements")
    return sorted(every, key=lambda reference: filed(library.disagreements[reference.id].question))


def order(entry: Entry) -> tuple:
    """By what entries are put in order: numerals in front, then as they are filed, a name before a form of one."""
    return entry.letter != NO_LETTER, entry.filed, entry.form != "", entry.reference, entry.form


def _entries(library: Library, reference: Reference) -> list[Entry]:
    if reference.kind in LEFT_OUT:
        return []
    record = library.get(reference)
    name = wording.title(record)
    shown = wording.surname_first(record) if isinstance(record, Person) else ""
    own = Entry(filed(shown or name), reference, shown)
    forms: dict[str, Entry] = {}
    for citation, printed in library.naming(reference):
        for form in printed:
            forms.setdefault(filed(form), Entry(filed(form), reference, form, citation))
    # What the entry of the name begins with is found there already.
    return [own, *(entry for key, entry in forms.items() if not own.filed.startswith(key))]
