"""Our notes, and what the records have made of each line: for an editor, and also while the records are still wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import cast

from tsi.evidence import notes
from tsi.library.loading import Records, noted, read_registered
from tsi.records.claims import all_citations
from tsi.records.types import Citation, Omission, Reference, Source


def told(root: Path, of: Collection[str], only_unused: bool) -> Iterator[str]:
    """The notes on these sources, or on all, source by source, and behind each line the records that cite it, or why it
    is left out; with `only_unused` the lines alone that no record cites. Raises DataErrors."""
    _, records, _ = read_registered(root)
    citing, reasons = _citing(records), _reasons(records)
    lines = [it for it in _lines(root, records) if not of or it[0].source in of]
    shown = [it for it in lines if not (only_unused and it[0] in citing)]
    for source, group in groupby(shown, key=lambda it: it[0].source):
        yield source
        for citation, note in group:
            yield f"  {citation.line:>3}  [{note.place}] {note.text}"
            yield f"       {', '.join(citing.get(citation, ())) or reasons.get(citation, 'not used')}"
    unsaid = sum(it[0] not in citing and it[0] not in reasons for it in lines)
    yield f"{len(lines)} lines of notes, {unsaid} of them neither cited nor omitted"


def _lines(root: Path, records: Records) -> Iterator[tuple[Citation, notes.Note]]:
    for id_, source in cast(Mapping[str, Source], records["sources"]).items():
        if source.held == "notes":
            for number, note in enumerate(notes.of(noted(root, id_)), 1):
                yield Citation(id_, number), note


def _citing(records: Records) -> dict[Citation, list[str]]:
    """By source line, the records that cite it."""
    citing: dict[Citation, list[str]] = defaultdict(list)
    for kind, of_kind in records.items():
        for id_, record in of_kind.items():
            for citation in all_citations(record):
                citing[citation].append(str(Reference(kind, id_)))
    return citing


def _reasons(records: Records) -> dict[Citation, str]:
    """By line of notes, why it is left out."""
    omissions = cast(Mapping[str, Omission], records["omissions"]).values()
    return {omission.at: f"omitted: {omission.reason}" for omission in omissions if not omission.omitted}
