"""What is told of a record in a feed or a calendar, line by line, and when that last changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from tsi.library import history, selections
from tsi.library.library import Library
from tsi.records.types import Citation, FundingItem, Milestone, Reference, Undertaking
from tsi.text import dates
from tsi.wording import dataset, places, words


class Line(NamedTuple):
    """A line of what is told, with the source lines that it rests on, or the page to which it leads."""

    text: str
    citations: tuple[Citation, ...] = ()
    path: str = ""

    def __str__(self) -> str:
        return f"{self.text} [{', '.join(map(str, self.citations))}]" if self.citations else self.text


def of_record(library: Library, reference: Reference) -> Iterator[Line]:
    """A record in words: its date, its sum and how far it has come, then a line for each statement on its page. They
    change with what `tsi.library.history` keeps a digest of, and with nothing else."""
    record = library.get(reference)
    if isinstance(record, Milestone):
        inferred = f" (inferred: {record.when.infer.because})" if record.when.infer else ""
        yield Line(f"Date: {dates.words(record.when.is_)}{inferred}", record.when.cite)
        if record.expected:
            yield Line(words.OUTCOMES[selections.outcome(record)].capitalize(), record.expected.cite)
    if isinstance(record, FundingItem) and record.amount:
        yield Line(f"Amount: {record.amount.is_}", record.amount.cite)
    if isinstance(record, Undertaking):
        for place in selections.reached(library, reference)[:1]:
            yield Line(f"Status: {words.code(str(place.path[1]))}", places.citations(library, place))
    for place in selections.statements(library, reference):
        proof = library.proof(place.reference, *place.path, "says")
        yield Line(proof.text, proof.citations)
    yield from (Line(it.says, it.cite) for it in getattr(record, "positions", {}).values())
    yield Line(dataset.NOTE)


def stamps(library: Library, reference: Reference) -> tuple[datetime, ...]:
    """When a record changed, as far as that is known, and when an event that was expected was to have happened."""
    noted = [history.moment(it) for it in history.changes(library, history.key(reference))]
    record = library.get(reference)
    if isinstance(record, Milestone) and selections.outcome(record) == "passed":
        latest = dates.parse(record.when.is_).latest
        noted += [history.midnight(latest + timedelta(days=1))] if latest else []
    return tuple(sorted(noted))
