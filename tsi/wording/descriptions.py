"""What a page is about, in a line of its own: for the results of a search engine and for cards that show a link."""

from __future__ import annotations

from collections.abc import Iterable

from tsi.library import selections
from tsi.library.library import Library
from tsi.records.types import Disagreement, Milestone, Model, Reference, Source
from tsi.text import dates, figures
from tsi.wording import words as wording

LONGEST = 200
"""Characters: about as many as search engines and cards show."""
LEAST = 50
"""Characters; fewer say next to nothing."""

WITHOUT_STATEMENT = "what published sources say, with the lines that say it."


def of_record(library: Library, of: Reference) -> str:
    """Of a source where it appeared; of a disagreement what it is about and why an account leads or none does; of any
    other record its name, of a milestone its date too, and the first statement on its page."""
    record = library.get(of)
    if isinstance(record, Source):
        appeared = f"{record.publisher}, {dates.words(record.published)}"
        return cut(f"“{record.title}”, {appeared}: line by line, what it states and what on this site rests on it.")
    if isinstance(record, Disagreement):
        return cut(f"{record.question} {record.because}")
    name = wording.title(record)
    told = (library.proof(it.reference, *it.path, "says").text for it in selections.statements(library, of))
    said = next(told, WITHOUT_STATEMENT)
    if isinstance(record, Milestone):
        return cut(f"{name}, {dates.words(record.when.is_)}: {said}")
    return cut(_long_enough(said) if said.startswith(name) else f"{name}: {said}")


def _long_enough(said: str) -> str:
    """A statement; behind one that says next to nothing alone, what else its page offers."""
    return said if len(said) >= LEAST else f"{said} {WITHOUT_STATEMENT[0].upper()}{WITHOUT_STATEMENT[1:]}"


def of_records(which: str, records: Iterable[Model]) -> str:
    """Of a page that lists some records, of which there is at least one: which, and as many names as find room."""
    told, *others = (wording.title(record) for record in records)
    for name in others:
        if len(f"{which}: {told}; {name}; …") > LONGEST:
            return cut(f"{which}: {told}; …")
        told = f"{told}; {name}"
    return cut(f"{which}: {told}")


def cut(text: str) -> str:
    """As many of the words as there is room for. A figure stands there whole or not at all."""
    if len(text) <= LONGEST:
        return text
    whole = [figure.key for figure in figures.find(text)]
    words = text[:LONGEST].split()[:-1]
    while (kept := [figure.key for figure in figures.find(" ".join(words))]) != whole[: len(kept)]:
        words.pop()
    return " ".join(words) + "…"
