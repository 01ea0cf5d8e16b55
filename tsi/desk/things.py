"""What an editor calls a thing, and all that points at it: records and the parts of them that have an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tsi.desk.edits import CannotEdit, Replacement, key, value
from tsi.library import loading, update
from tsi.library.loading import Documents, Records
from tsi.records import claims
from tsi.records.claims import Path as Path_
from tsi.records.faults import nearest
from tsi.records.types import KINDS, RETIRED, Addressed, Correction, Inference, Model, Reference
from tsi.wording import links


@dataclass(frozen=True)
class Thing:
    """A record, or the part of it at `path`, as it is typed."""

    reference: Reference
    path: Path_
    model: Model

    @property
    def written(self) -> Path_:
        """Where it stands in its file."""
        return (self.reference.id, *self.path)

    @property
    def id(self) -> str:
        return str(self.written[-1])

    @property
    def is_addressed(self) -> bool:
        return isinstance(self.model, Addressed) and self.reference.kind in links.KINDS_WITH_ADDRESSES

    @property
    def called(self) -> str:
        """As an editor writes it: `partnerships/vision-2035#aim`."""
        return str(self.reference) + (f"#{links.anchor(self.path)}" if self.path else "")


@dataclass(frozen=True)
class Desk:
    """The files of a project and their records as typed, whether or not they are proven."""

    root: Path
    documents: Documents
    records: Records

    @classmethod
    def of(cls, root: Path) -> Desk:
        """Raises DataErrors and OSError."""
        update.finish(root)
        documents, records, _ = loading.read_registered(root)
        return cls(root, documents, records)

    def thing(self, called: str) -> Thing:
        """What is called `kind/id` or, a part of it, `kind/id#part`. Raises CannotEdit."""
        record, _, part = called.rstrip("/").partition("#")
        kind, _, id_ = record.rstrip("/").partition("/")
        if kind not in KINDS:
            raise CannotEdit(f"there is no kind of record ‘{kind}’{nearest(kind, KINDS)}; expected kind/id")
        if id_ not in self.records[kind]:
            raise CannotEdit(f"there is no record ‘{id_}’ in data/{kind}.yml{nearest(id_, self.records[kind])}")
        return self._part(Reference(kind, id_), part)

    def _part(self, reference: Reference, part: str) -> Thing:
        model = self.records[reference.kind][reference.id]
        if not part:
            return Thing(reference, (), model)
        parts = {links.anchor(path): Thing(reference, path, it) for path, it in claims.addressed(model) if path}
        if part not in parts:
            raise CannotEdit(f"{reference} has no part ‘{part}’{nearest(part, parts)}")
        return parts[part]

    def pointing_at(self, thing: Thing) -> Iterator[tuple[str, Path_]]:
        """By the file, without its ending, the path of each key or value that names a record or a part of one; where it
        names itself, that too."""
        for kind, records in self.records.items():
            for id_, record in records.items():
                for path in _naming(Reference(kind, id_), record, thing):
                    yield kind, (id_, *path)
        if RETIRED in self.documents:
            for id_, retirement in self.documents[RETIRED].content.items():
                if retirement.get("instead", "").partition("#")[0] == str(thing.reference):
                    yield RETIRED, (id_, "instead")

    def renamed(self, thing: Thing, new: str) -> Iterator[tuple[str, Replacement]]:
        """By the file, what is to be written in the place of the name of a thing, wherever that points at it."""
        for kind, path in self.pointing_at(thing):
            document = self.documents[kind]
            if path not in document.positions and path in document.spans and path[-1] == thing.id:
                yield kind, key(document, path, new)
                continue
            for at in (it for it in document.positions if it[: len(path)] == path):
                written = document.text[slice(*document.positions[at])].strip("\"'")
                if (name := _written_anew(written, thing, new)) != written:
                    yield kind, value(document, at, name)


def _naming(reference: Reference, model: Model, thing: Thing, path: Path_ = ()) -> Iterator[Path_]:
    """The paths within a record, or a part of it, of the keys and values that name a thing."""
    if thing.path:
        if reference == thing.reference and not path and getattr(model, "leads", None) == thing.id:
            yield ("leads",)
        if isinstance(model, Correction) and (model.of, model.part) == (thing.reference, links.anchor(thing.path)):
            yield ("part",)
        return
    for at, target in claims.related(reference, model):
        if target == thing.reference:
            yield (*path, *at)
    if isinstance(model, Inference) and thing.reference == Reference("sources", model.of):
        yield (*path, "of")
    for part_path, part in claims.parts(model):
        yield from _naming(reference, part, thing, (*path, *part_path))


def _written_anew(written: str, thing: Thing, new: str) -> str:
    """A value that may name a thing, with its new name."""
    if thing.path:
        anchor = links.anchor((*thing.path[:-1], new))
        known = {links.anchor(thing.path): anchor, thing.id: new, thing.called: f"{thing.reference}#{anchor}"}
        return known.get(written, written)
    record, mark, part = written.partition("#")
    if record == thing.id:
        return new
    return f"{thing.reference.kind}/{new}{mark}{part}" if record == str(thing.reference) else written


def told(desk: Desk, places: Iterable[tuple[str, Path_]]) -> Iterator[str]:
    """Places of data files as an editor finds them: file, line, record and key."""
    for kind, path in places:
        document = desk.documents[kind]
        yield f"{document.file}:{document.line(path)}: {'.'.join(map(str, path))}"
