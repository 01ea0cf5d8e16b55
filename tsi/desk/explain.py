"""What rests on a record and what it rests on: for whoever is about to change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tsi.desk import lines, things
from tsi.desk.edits import CannotEdit
from tsi.desk.things import Desk, Thing
from tsi.library import loading
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation
from tsi.wording import addresses


def explained(root: Path, called: str, folder: Path | None = None) -> Iterator[str]:
    """A record or a part of one (`kind/id`, `kind/id#part`), or a source line (`source:line`), a message a line.

    Raises CannotEdit, DataErrors and OSError."""
    desk = Desk.of(root)
    library, faults = loading.assembled(root)
    if "/" not in called:
        yield from _line(library, called, folder)
        return
    thing = desk.thing(called)
    document = desk.documents[thing.reference.kind]
    yield f"{thing.called} stands at {document.file}:{document.line(thing.written)}"
    yield from _texts(library, thing)
    yield from _listed("is pointed at by", things.told(desk, desk.pointing_at(thing)))
    yield from _listed("is told of or named in", _telling(library, thing))
    if not faults:
        yield from _listed("is shown at", _shown(library, thing))
    for citation in _cited(library, thing):
        yield from lines.told(library, citation, folder)


def _line(library: Library, called: str, folder: Path | None) -> Iterator[str]:
    try:
        citation = Citation.parse(called)
        yield from lines.told(library, citation, folder)
    except (ValueError, KeyError) as error:
        raise CannotEdit(error.args[0]) from None
    yield from _listed("is cited by", (place.on_page for place in library.resting_on(citation)))


def _places(library: Library, thing: Thing) -> Iterator[Place]:
    """Where the proven texts of a thing stand."""
    for path in library.texts(thing.reference):
        if path[: len(thing.path)] == thing.path:
            yield Place(thing.reference, path)


def _texts(library: Library, thing: Thing) -> Iterator[str]:
    for place in _places(library, thing):
        proof = library.proofs[place]
        key = ".".join(map(str, place.path[len(thing.path) :]))
        yield f"  {key}: {proof.text} ({proof.verdict}: {', '.join(map(str, proof.citations))})"


def _cited(library: Library, thing: Thing) -> tuple[Citation, ...]:
    every = (citation for place in _places(library, thing) for citation in library.proofs[place].citations)
    return tuple(dict.fromkeys(every))


def _telling(library: Library, thing: Thing) -> Iterator[str]:
    if not thing.path:
        every = (*library.told_of(thing.reference), *library.mentioned_by(thing.reference))
        yield from dict.fromkeys(place.on_page for place in every)


def _shown(library: Library, thing: Thing) -> Iterator[str]:
    """The addresses at which a thing stands: of a record, those of the whole of it."""
    for address, place in addresses.of(library).standing.items():
        if place is None or place.reference != thing.reference:
            continue
        if place.path[: len(thing.path)] == thing.path if thing.path else not place.path:
            yield address


def _listed(what: str, items: Iterable[str]) -> Iterator[str]:
    listed = list(items)
    if listed:
        yield f"  {what}:"
        yield from (f"    {item}" for item in listed)
