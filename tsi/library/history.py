"""Record for record and statement for statement, what has changed since the history was written last.

A change is known by a digest of what is written, so that no version control is needed: of a record, what it holds and
the statements of others that stand on its page; of a statement, what it says and who speaks. What a thing was called
(`redirect_from`) is no part of that, and neither is the order of keys.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.history import ADDED, CHANGED, CORRECTED, HELD, KEPT, RENAMED, UNKNOWN, WITHDRAWN, Change, History
from tsi.records.types import ID_PATTERN, Former, Model, Reference, Retirement

_FORM = "%Y-%m-%dT%H:%M:%SZ"
_RETIRED = re.compile(rf"(?P<of>(?P<kind>[a-z-]+)/(?P<id>{ID_PATTERN}))(?:#(?P<part>[a-z0-9_-]+))?")


class _Held(NamedTuple):
    """What is kept a history of: its key, the keys that it had, a digest of what is written, and how often it was
    corrected."""

    key: str
    formers: tuple[str, ...]
    digest: str
    corrections: int


def key(reference: Reference, statement: str = "") -> str:
    return f"{reference}#{statement}" if statement else str(reference)


def noted(library: Library, now: datetime) -> History:
    """The history with all that has changed since, at this moment."""
    known = library.history
    withdrawn = {it.key: _with_withdrawal(it, known, now) for it in withdrawals(library)}
    changes = {it.key: _with_change(it, known, now) for it in _held(library)}
    return History(known.begun or str(now.date()), withdrawn | changes)


class Withdrawal(NamedTuple):
    """A record, or a part of it, that is no more, by what it was called, and why."""

    called: str
    of: Reference
    part: str
    why: Retirement

    @property
    def key(self) -> str:
        return key(self.of, self.part)


def withdrawals(library: Library) -> Iterator[Withdrawal]:
    """All records that were withdrawn, and all parts of others; of what had an entry of an index in place of a page,
    the record is read off that."""
    for name, why in library.retired.items():
        page, _, entry = name.partition("/#")
        known = _RETIRED.fullmatch(entry.replace("-", "/", 1) if entry else page)
        if known and known["kind"] in KEPT and not (known["part"] and known["of"] in library.retired):
            yield Withdrawal(name, Reference(known["kind"], known["id"]), known["part"] or "", why)


def behind(library: Library) -> int:
    """Of how many records and statements the history does not tell what is written now."""
    now, known = noted(library, datetime.now(UTC)).changes, library.history.changes
    return sum(now.get(it) != known.get(it) for it in {*now, *known})


@lru_cache(maxsize=2)
def digests(library: Library) -> Mapping[str, str]:
    """Of each record, a digest of what is written now. It is worked out once."""
    return {it.key: it.digest for it in _held(library) if "#" not in it.key}


def changes(library: Library, of: str) -> tuple[Change, ...]:
    """The changes of a record or a statement of which the moment is known, the oldest first."""
    return tuple(it for it in library.history.changes.get(of, ()) if it.at != UNKNOWN)


def by_day(library: Library, of: str) -> list[tuple[str, str]]:
    """On which days something changed, and what happened, the newest first; each once a day, and what was added on a
    day is not told to have changed on it."""
    found = dict.fromkeys((it.day, it.matter) for it in changes(library, of))
    return [it for it in reversed(found) if it[1] != CHANGED or (it[0], ADDED) not in found]


def moment(change: Change) -> datetime:
    return datetime.strptime(change.at, _FORM).replace(tzinfo=UTC)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _with_change(it: _Held, known: History, now: datetime) -> tuple[Change, ...]:
    """What is known of a thing, with its newest change behind that, if there is any."""
    former = next((key for key in reversed(it.formers) if key in known.changes), "")
    told = known.changes.get(it.key) or known.changes.get(former, ())
    if not told:
        at, matter = (_after((), now), ADDED) if known.begun else (UNKNOWN, HELD)
        told = (Change(at, it.digest, matter),)
    if former and it.key not in known.changes:
        told = (*told, Change(_after(told, now), it.digest, RENAMED))
    if it.corrections > sum(change.matter == CORRECTED for change in told):
        return (*told, Change(_after(told, now), it.digest, CORRECTED))
    return told if told[-1].digest == it.digest else (*told, Change(_after(told, now), it.digest, CHANGED))


def _with_withdrawal(it: Withdrawal, known: History, now: datetime) -> tuple[Change, ...]:
    told = known.changes.get(it.key, ())
    if told and told[-1].matter == WITHDRAWN:
        return told
    at = _after(told, now) if known.begun else UNKNOWN
    return (*told, Change(at, _digest(it.why.model_dump()), WITHDRAWN))


def _after(told: tuple[Change, ...], now: datetime) -> str:
    """This moment, or the one after the last change, if that is later: no two changes have the same."""
    last = [moment(change) for change in told if change.at != UNKNOWN][-1:]
    return max([now, *(it + timedelta(seconds=1) for it in last)]).strftime(_FORM)


def _held(library: Library) -> Iterator[_Held]:
    for reference in (it for it in library.references() if it.kind in KEPT):
        record, told = library.get(reference), [_written(library, it) for it in library.told_of(reference)]
        parts = [it.part for it in library.corrections.values() if it.of == reference and not it.superseded]
        digest = _digest([_written(library, Place(reference, ())), *told])
        yield _Held(key(reference), tuple(_formers(reference, record)), digest, len(parts))
        for id_ in getattr(record, "statements", ()):
            statement = _written(library, Place(reference, ("statements", id_)))
            said = _digest([statement["says"], statement.get("voice", "")])
            yield _Held(key(reference, id_), tuple(_formers(reference, record, id_)), said, parts.count(id_))


def _written(library: Library, place: Place) -> Any:
    """What stands in the file of a kind."""
    found = library.documents[place.reference.kind].content[place.reference.id]
    for step in place.path:
        found = found[step]
    return found


def _formers(reference: Reference, record: Any, statement: str = "") -> Iterator[str]:
    """By what keys a record, or a statement of it, was known before, as far as the one and the other tell."""
    records = [Reference(it.kind or reference.kind, it.id) for it in _former(record) if not it.anchor]
    if not statement:
        yield from map(str, records)
        return
    own = _former(record.statements[statement])
    yield from (key(Reference(it.kind, it.id), it.anchor) if it.kind else key(reference, it.id) for it in own)
    yield from (key(it, statement) for it in records)


def _former(model: Model) -> tuple[Former, ...]:
    return getattr(model, "redirect_from", ())


def _digest(written: Any) -> str:
    content = json.dumps(_plain(written), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _plain(written: Any) -> Any:
    """What is written without what it was called; a list of one item is that item."""
    if isinstance(written, dict):
        return {name: _plain(part) for name, part in written.items() if name != "redirect_from"}
    if isinstance(written, list):
        return _plain(written[0]) if len(written) == 1 else [_plain(part) for part in written]
    return written
