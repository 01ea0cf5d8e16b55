"""Take a record or a part of one out, and say under its address why, and what to read instead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tsi.desk import edits, things
from tsi.desk.edits import CannotEdit, Edit
from tsi.desk.things import Desk, Thing
from tsi.library import update
from tsi.records import claims
from tsi.records.types import RETIRED, Former, Source
from tsi.wording import addresses, links

FILE = f"data/{RETIRED}.yml"


class Retired(NamedTuple):
    """What changes, and what only an editor can decide: the places that still point at what is gone."""

    edit: Edit
    left: tuple[str, ...]


def retired(root: Path, called: str, because: str, instead: str = "") -> Retired:
    """Take out what is called `kind/id` or `kind/id#part`. Raises CannotEdit, DataErrors and OSError."""
    desk = Desk.of(root)
    thing = desk.thing(called)
    if instead:
        desk.thing(instead)
    if isinstance(thing.model, Source):
        _refuse_if_cited(desk, thing)
    own = desk.documents[thing.reference.kind]
    texts = {own.file: edits.replaced(own, [edits.without(own, thing.written)])}
    if names := list(_published(desk, thing)):
        said = {"because": because} | ({"instead": instead} if instead else {})
        before = desk.documents[RETIRED].text if RETIRED in desk.documents else ""
        texts[FILE] = edits.added(before, "".join(edits.record(name, said) for name in names))
    elsewhere = (at for at in desk.pointing_at(thing) if at[1][: len(thing.written)] != thing.written)
    return Retired(Edit(texts), tuple(things.told(desk, elsewhere)))


def _refuse_if_cited(desk: Desk, thing: Thing) -> None:
    every = (it for document in desk.documents.values() for it in update.written_citations(document))
    if citing := [it for it in every if it.citation.source == thing.id]:
        message = f"{thing.called} is cited at {citing[0].place} and {len(citing) - 1} other places"
        raise CannotEdit(f"{message}; cite other sources there first: tsi explain {thing.called}")


def _published(desk: Desk, thing: Thing) -> Iterator[str]:
    """Under what names a thing and the parts of it were ever published, as `data/retired.yml` has them: where it has an
    entry of an index in place of a page, the address of that."""
    published = addresses.published(desk.root)
    entry = f"{links.INDEXES.get(thing.reference.kind, '')}#{links.entry_anchor(thing.reference)}"
    names = (*_names(thing), *(() if thing.path else (entry,)))
    return (name for name in names if addresses.written(name) in published)


def _names(thing: Thing) -> Iterator[str]:
    """All that a thing and the parts of it are called and ever were."""
    yield thing.called
    for path, part in claims.addressed(thing.model):
        yield from (_former(thing, (*thing.path, *path), former) for former in part.redirect_from)


def _former(thing: Thing, path: claims.Path, former: Former) -> str:
    if former.kind:
        return str(former)
    record = thing.reference if path else thing.reference._replace(id=former.id)
    return str(record) + (f"#{links.anchor((path[0], former.id))}" if path else "")
