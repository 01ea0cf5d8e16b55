"""What the last full attacks found, as their report in `data/` has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.wording import places, words

ATTACKS = ("records", "claims", "templates", "wording")

RESULTS = {
    "made": "Made",
    "check": "Refused by the check or the build",
    "audit": "By the audit",
    "kept": "Only by pages and words kept for comparison",
    "harmless": "Nothing wrong",
    "survived": "Not caught",
}
"""What became of the wrong edits of a class, as the report has it, and what it is called."""

CLAIMS = {
    "status": "Statuses",
    "voice": "Voices",
    "about": "What statements are about",
    "relation": "Relations between records",
    "part": "Who pays, is paid, takes part, leads or is host",
}
"""The claims of which the report has rates, and what they are called."""

RATES = {
    "true": "In the records",
    "read": "Of these, no word shows",
    "wrong": "Wrong ones made",
    "passed": "Of these, pass as shown",
}
"""What the report counts of a sort of claim, and what it is called."""
_OF = {"read": "true", "passed": "wrong"}
"""The counts that are told as a share as well, and what of."""


@cache
def report(root: Path) -> Mapping:
    """The reports of the attacks by name, those that have been made."""
    file = root / "data/attack.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def day(root: Path, attack: str) -> str:
    """The day of the last full attack of that name (ISO 8601)."""
    return report(root)[attack]["date"]


def groups(root: Path) -> list[str]:
    """The classes of wrong edits, those together that are of one kind: `records: figure`."""
    return list(dict.fromkeys(group for group, _ in _rows(root)))


def tally(root: Path, result: str, of: str = "") -> int:
    """How many edits of a group, or of all of them, came to that result."""
    return sum(row[result] for group, row in _rows(root) if of in ("", group))


def survivors(library: Library) -> list[Place]:
    """The texts in which a wrong edit survived, those that there still are."""
    listed = report(library.root).get("records", {}).get("survivors", ())
    found = {Place.parse(it["where"]) for it in listed}
    return [places.short(place) for place in sorted(found & library.proofs.keys())]


def claims(root: Path) -> list[str]:
    """The sorts of claims of which the report has rates."""
    return list(_rates(root))


def rate(root: Path, claim: str, column: str) -> str:
    """A count of a sort of claim, with its share where it is one of another: `12 (21%)`."""
    row = _rates(root)[claim]
    share = f" ({row[column] / row[_OF[column]]:.0%})" if column in _OF and row[_OF[column]] else ""
    return f"{words.number(row[column])}{share}"


def _rates(root: Path) -> Mapping[str, Mapping[str, int]]:
    return {row["claim"]: row for row in report(root).get("claims", {}).get("rates", ())}


def _rows(root: Path) -> list[tuple[str, Mapping[str, int]]]:
    made = ((name, report(root)[name]) for name in ATTACKS if name in report(root))
    return [(f"{name}: {row['class'].partition(':')[0]}", row) for name, found in made for row in found["classes"]]
