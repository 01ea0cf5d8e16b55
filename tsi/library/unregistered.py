"""Names in our statements that no record registers, and no note that they cite has: nobody has compared them with a
source.

None of them need be a mistake; a mistyped name would be among them. Whoever reads the line can register a name, as one
of the `aliases` of a record, or write it down in the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Model, Record, Source
from tsi.text import figures

MOST = 20
"""So many are told one by one."""

_CAPITALISED = re.compile(r"(?<![\w’'-])[A-Z]\w*[a-z]\w*(?:[’'-]\w+)*")
_WORD = re.compile(r"[\w’'-]+")
_POSSESSIVE = re.compile(r"[’']s?$")
_BEGINS = re.compile(r"(?:^|[.!?:“‘(])\s*$")


def of(library: Library) -> Iterator[tuple[Place, str]]:
    """Each capitalised word within a statement that is a part of no registered name and of no figure, of no name of
    a record or source, and stands on no note that the statement cites; with the place of the statement."""
    names = (_name(library.get(reference)) for reference in library.references())
    known = {word for name in names for word in _words(name)}
    for place, statement in library.statements():
        noted = (library.notes.get(it.source, ())[it.line - 1 : it.line] for it in statement.cite)
        allowed = known | {word for lines in noted for note in lines for word in _words(note.text)}
        yield from ((place, word) for word in _unknown(library, statement.says) if _stem(word) not in allowed)


def _name(record: Model) -> str:
    """What a record is called; of a source, how it and its publisher are."""
    if isinstance(record, Source):
        return f"{record.short} {record.publisher} {record.title} {record.author or ''}"
    return record.name if isinstance(record, Record) else ""


def _words(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text)]


@cache
def _stem(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _unknown(library: Library, says: str) -> Iterator[str]:
    named, stated = library.evidence.registry.find(says), figures.find(says)
    taken = [*((it.start, it.end) for it in named), *((it.start, it.end) for it in stated)]
    for found in _CAPITALISED.finditer(says):
        inside = any(start < found.end() and found.start() < end for start, end in taken)
        if not inside and not _BEGINS.search(says[: found.start()]):
            yield found[0]


def told(library: Library) -> Iterator[str]:
    """The notice of a check, a message a line: how many there are, and the first of them."""
    found = list(dict.fromkeys(of(library)))
    if not found:
        return
    yield f"{len(found):>6,}  names that no record registers (‘aliases’) and no note has, so that none was compared:"
    for place, word in islice(found, MOST):
        document = library.documents[place.reference.kind]
        yield f"        {document.file}:{document.line((place.reference.id, *place.path, 'says'), word)} ‘{word}’"
    if len(found) > MOST:
        yield f"        and {len(found) - MOST} more"
