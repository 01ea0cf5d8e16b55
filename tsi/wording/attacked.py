"""What the last full attacks found, as their report in `data/` has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Reference
from tsi.wording import places

RESULTS = {"made": "Made", "caught": "Caught", "not_catchable": "Not catchable", "survived": "Survived"}
"""What became of the wrong edits of a class, as the report has it, and what it is called."""


@cache
def report(root: Path) -> Mapping:
    return json.loads((root / "data/mutants.json").read_text(encoding="utf-8"))


def classes(root: Path) -> dict[str, Mapping]:
    """The classes of wrong edits: “figure: other digit”."""
    return {f"{row['family']}: {row['edit']}": row for row in report(root)["classes"]}


def tally(root: Path, result: str, of: str = "") -> int:
    """How many edits of a class, or of all of them, came to that result."""
    return sum(row[result] for name, row in classes(root).items() if of in ("", name))


def survivors(library: Library) -> list[Place]:
    """The texts in which a wrong edit survived, those that there still are."""
    found = {Place(Reference.parse(it["reference"]), tuple(it["path"])) for it in report(library.root)["survivors"]}
    return [places.short(place) for place in sorted(found & library.proofs.keys())]
