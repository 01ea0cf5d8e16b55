"""What was added, has changed, was withdrawn and was put right, as feeds: for all records, and those of each pillar.

Entries hold what a record itself is and nothing of what it merely names, so that each moves when its own stamp does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tsi.exports import atom, lines
from tsi.exports.atom import Entry, Feed, Of
from tsi.exports.lines import Line
from tsi.library import history
from tsi.library.history import Withdrawal
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.history import ADDED, WITHDRAWN
from tsi.records.types import Reference
from tsi.text import dates
from tsi.wording import addresses, dataset, downloads, links, words

PAGE = "corrections/"


def files(library: Library, base: str) -> dict[str, bytes]:
    """Each feed by its path."""
    return {
        path: atom.written(library, base, of, _feed(library, what, path, of))
        for of in atom.followed(library)
        for what, path in downloads.feeds_of_changes(library, of).items()
    }


def _feed(library: Library, what: str, path: str, of: Of) -> Feed:
    page = links.where(library, of) if of else PAGE
    return Feed(what, path, page, atom.newest_first(_ENTRIES[what](library, of)))


def _of(library: Library, of: Of) -> Iterator[Reference]:
    """The records with an address that belong to a pillar, itself among them, or all."""
    belonging = {of, *library.related_to(of)} if of else None
    for it in library.references():
        if it.kind in links.KINDS_WITH_ADDRESSES and (belonging is None or it in belonging):
            yield it


def _additions(library: Library, of: Of) -> Iterator[Entry]:
    for it in _of(library, of):
        noted = history.changes(library, history.key(it))
        if noted and noted[0].matter == ADDED:
            yield _entry(library, it, "addition of {}", "added", noted[0].day)


def _changes(library: Library, of: Of) -> Iterator[Entry]:
    """The last change of each record, and each withdrawal. A change is an entry of its own, and whoever has read it is
    shown no other."""
    for it in _of(library, of):
        noted = history.changes(library, history.key(it))
        if noted and noted[-1].matter != ADDED:
            matter = words.MATTERS[noted[-1].matter]
            yield _entry(library, it, f"change of {{}} at {noted[-1].at}", matter, noted[-1].day)
    among = set(_of(library, of))
    # Before the history has begun, nobody knows when anything was withdrawn.
    withdrawals = history.withdrawals(library) if library.history.begun else ()
    for withdrawn in {it.key: it for it in withdrawals}.values():
        instead = _instead(library, withdrawn)
        if not of or withdrawn.of in among or (instead and instead.reference in among):
            yield _withdrawal(library, withdrawn, instead)


def _entry(library: Library, it: Reference, called: str, matter: str, day: str) -> Entry:
    first = Line(f"{matter.capitalize()} on {dates.words(day)}.")
    return Entry(
        id=dataset.lasting_id(called.format(dataset.first_called(library, it))),
        title=f"{words.title(library.get(it))}: {matter}",
        updated=lines.stamps(library, it)[-1],
        path=links.where(library, it),
        lines=[first, *lines.of_record(library, it)],
        where=it,
        terms=(matter,),
    )


def _withdrawal(library: Library, it: Withdrawal, instead: Place | None) -> Entry:
    """An entry that leads to where it is told why."""
    noted, begun = history.changes(library, it.key)[-1:], library.history.begun
    day = f"on {dates.words(noted[0].day)}" if noted else f"before {dates.words(begun)}"
    there = it.of.id in library.records[it.of.kind]
    called = words.title(library.get(it.of)) if there else f"{words.KIND_WORDS[it.of.kind][0].capitalize()} {it.of.id}"
    told = [Line(f"Withdrawn {day}."), Line(f"Why: {it.why.because}")]
    if instead:
        way = links.where(library, instead.reference, links.anchor(instead.path) if instead.path else "")
        told.append(Line(f"Instead: {words.title(library.get(instead.reference))}", path=way))
    return Entry(
        id=dataset.lasting_id(f"withdrawal of {it.key}"),
        title=f"{called}{f', {it.part}' if it.part else ''}: {words.MATTERS[WITHDRAWN]}",
        updated=history.moment(noted[0]) if noted else atom.midnight(begun),
        path=addresses.written(it.called),
        lines=told,
        where=it.of,
        terms=(WITHDRAWN,),
    )


def _instead(library: Library, it: Withdrawal) -> Place | None:
    """What to read today instead of something."""
    standing = addresses.of(library).answer(addresses.written(it.why.instead)) if it.why.instead else None
    return standing.place if standing else None


def _corrections(library: Library, of: Of) -> Iterator[Entry]:
    among = set(_of(library, of))
    for id_, it in library.corrections.items():
        reference = Reference("corrections", id_)
        if it.of in among:
            yield Entry(
                id=dataset.lasting_id(f"correction {id_}"),
                title=f"{words.PUT_RIGHT[it.superseded].capitalize()}: {it.was}",
                updated=max((atom.midnight(it.corrected), *lines.stamps(library, reference))),
                path=links.where(library, it.of, it.part or ""),
                lines=[
                    Line(f"{words.PUT_RIGHT[it.superseded].capitalize()} on {dates.words(it.corrected)}."),
                    Line(f"This site had said, {words.wrong_since(it.since)}: {it.was}"),
                    Line(it.because),
                ],
                where=reference,
            )


_ENTRIES: Mapping[str, Callable[[Library, Of], Iterator[Entry]]] = {
    "additions": _additions,
    "changes": _changes,
    "corrections": _corrections,
}
