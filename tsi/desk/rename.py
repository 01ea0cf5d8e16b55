"""Another id for a record or a part of one: in its place, wherever it is pointed at, and under `redirect_from`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from tsi.desk import edits
from tsi.desk.edits import CannotEdit, Edit, Replacement
from tsi.desk.things import Desk, Thing
from tsi.evidence import notes
from tsi.library import update
from tsi.records.typed import id_fault
from tsi.records.types import PartId, Source

FORMER = "redirect_from"


def renamed(root: Path, called: str, new: str) -> Edit:
    """Give what is called `kind/id` or `kind/id#part` the id `new`. Raises CannotEdit, DataErrors and OSError."""
    desk = Desk.of(root)
    thing = desk.thing(called)
    _refuse_id(desk, thing, new)
    own = desk.documents[thing.reference.kind]
    replacements: dict[str, list[Replacement]] = defaultdict(list, {own.file: [edits.key(own, thing.written, new)]})
    if thing.is_addressed:
        replacements[own.file].append(_remembered(desk, thing))
    for kind, replacement in desk.renamed(thing, new):
        replacements[desk.documents[kind].file].append(replacement)
    is_source = isinstance(thing.model, Source)
    for file, replacement in _citations(desk, thing.id, new) if is_source else ():
        replacements[file].append(replacement)
    by_file = {document.file: document for document in desk.documents.values()}
    texts = {file: edits.replaced(by_file[file], them) for file, them in replacements.items()}
    moved = _files_of_source(root, thing.id, new) if is_source else {}
    return Edit(texts | {new: text for _, (new, text) in moved.items()}, tuple(moved))


def _refuse_id(desk: Desk, thing: Thing, new: str) -> None:
    """Raise CannotEdit where nothing can have this id."""
    fault = _part_fault(new) if thing.path else id_fault(thing.reference.kind, new)
    if fault:
        raise CannotEdit(fault)
    document = desk.documents[thing.reference.kind]
    if (*thing.written[:-1], new) in document.spans:
        raise CannotEdit(f"{document.file}:{document.line((*thing.written[:-1], new))}: ‘{new}’ is taken")


def _part_fault(id_: str) -> str:
    try:
        TypeAdapter(PartId).validate_python(id_)
    except ValidationError as error:
        return str(error.errors()[0]["ctx"]["error"])
    return ""


def _remembered(desk: Desk, thing: Thing) -> Replacement:
    """What a thing was called, noted in itself behind what it was called before."""
    document = desk.documents[thing.reference.kind]
    path = (*thing.written, FORMER)
    if path in document.spans:
        return edits.one_more(document, path, thing.id)
    return edits.first_within(document, thing.written, FORMER, thing.id)


def _citations(desk: Desk, old: str, new: str) -> Iterator[tuple[str, Replacement]]:
    """By file, each citation of a source under its new id."""
    for document in desk.documents.values():
        for it in update.written_citations(document):
            if it.citation.source == old:
                yield document.file, Replacement(it.start, it.end, str(it.citation._replace(source=new)))


def _files_of_source(root: Path, old: str, new: str) -> dict[str, tuple[str, str]]:
    """By path, each file that is called after a source: its new path and text."""
    index = (root / f"data/evidence/{old}.json").read_text(encoding="utf-8")
    index = index.replace(f'"source": "{old}"', f'"source": "{new}"', 1)
    files = {}
    if (root / notes.file(old)).exists():
        files[notes.file(old)] = (notes.file(new), (root / notes.file(old)).read_text(encoding="utf-8"))
    return files | {f"data/evidence/{old}.json": (f"data/evidence/{new}.json", index)}
