"""What the project keeps of its own changes: a line for each change of a record or of a statement, written by program.

    moss-prize 9f86d081884c7d65 - held
    moss-prize#prize 2c26b46b68ffc68f 2026-11-26T19:40:12Z changed
    bell-cast 9a0364b9e99bb480 2026-11-27T08:00:00Z withdrawn

Lines stand by id, each says all that it says by itself, and none is ever changed: two editors who change different
records do not conflict, and of the lines of both a merge keeps each (`.gitattributes`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tsi.records import files
from tsi.records.faults import Fault
from tsi.records.types import ID_PATTERN, KINDS

FOLDER = "data/history"
UNDATED = ("omissions", "to-read", "lineages")
"""Kinds of which no history is kept: no page is theirs."""
KEPT = tuple(kind for kind in KINDS if kind not in UNDATED)
UNKNOWN = "-"
"""In place of a moment: what stood already when the history began."""
HELD, ADDED, CHANGED, CORRECTED, RENAMED = "held", "added", "changed", "corrected", "renamed"
WITHDRAWN = "withdrawn"

_BEGUN = re.compile(r"# begun (\d{4}-\d{2}-\d{2})\b.*")
_LINE = re.compile(
    rf"(?P<key>{ID_PATTERN}(?:#[a-z0-9_-]+)?) (?P<digest>[0-9a-f]{{16}}) "
    r"(?P<at>-|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z) (?P<matter>held|added|changed|corrected|renamed|withdrawn)"
)


class Change(NamedTuple):
    """When something changed (UTC, or UNKNOWN), what happened to it, and the digest of what it was from then on."""

    at: str
    digest: str
    matter: str

    @property
    def day(self) -> str:
        return self.at[: len("2026-11-26")]


Changes = Mapping[str, tuple[Change, ...]]
"""By `kind/id`, or `kind/id#statement`, its changes, the oldest first."""


class History(NamedTuple):
    """All changes, and the day on which the history began; "" where it has not."""

    begun: str = ""
    changes: Changes = MappingProxyType({})


def file(kind: str) -> str:
    return f"{FOLDER}/{kind}.txt"


def read(root: Path) -> tuple[History, list[Fault]]:
    """The history of a project, and the lines that are none."""
    begun, found, faults = "", defaultdict(set), []
    for kind in KEPT:
        try:
            lines = files.text_of(root / file(kind), file(kind)).splitlines()
        except FileNotFoundError:
            continue
        except files.NotRead as refusal:
            faults.append(refusal.fault)
            continue
        for number, line in enumerate(lines, 1):
            if match := _LINE.fullmatch(line):
                found[f"{kind}/{match['key']}"].add(Change(match["at"], match["digest"], match["matter"]))
            elif head := _BEGUN.fullmatch(line):
                begun = min(filter(None, (begun, head[1])))
            else:
                message = "this is no line of a history; take it out, then run: make ready"
                faults.append(Fault.in_file(file(kind), number, message))
    return History(begun, {key: tuple(sorted(changes)) for key, changes in found.items()}), faults


def written(history: History, kind: str) -> str:
    """The file of a kind."""
    head = f"# begun {history.begun}; written by make ready, never by hand"
    keys = sorted(key for key in history.changes if key.partition("/")[0] == kind)
    return "\n".join([head, *(line for key in keys for line in _lines(key, history.changes[key]))]) + "\n"


def _lines(key: str, changes: Iterable[Change]) -> Iterable[str]:
    return (f"{key.partition('/')[2]} {it.digest} {it.at} {it.matter}" for it in changes)
