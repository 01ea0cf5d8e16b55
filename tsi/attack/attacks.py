"""The three attacks by name: on records, on templates, on wording."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tsi.attack import records, report, templates, wording
from tsi.attack.report import Outcome
from tsi.library.loading import load


class Attack(NamedTuple):
    """`made` gives every wrong edit of the project in a folder, each with the class `kind` that it is counted in; `run`
    tries some of them."""

    made: Callable[[Path], Sequence[Any]]
    run: Callable[[Path, Sequence[Any]], Sequence[Outcome]]


ATTACKS: Mapping[str, Attack] = {
    "records": Attack(lambda root: records.all_mutants(load(root)), records.run),
    "templates": Attack(lambda _: templates.all_mutants(), templates.run),
    "wording": Attack(lambda _: wording.all_mutants(), wording.run),
}


def attacked(root: Path, name: str, sample: int = 0) -> dict:
    """The report of an attack: of all wrong edits, which then takes the place of the last one in data/, or of at most
    `sample` of each class."""
    attack = ATTACKS[name]
    made = attack.made(root)
    found = report.report(attack.run(root, report.sampled(made, sample) if sample else made))
    if not sample:
        report.write(root, name, found)
    return found


def failures(name: str, found: Mapping) -> list[str]:
    """The classes of an attack in which a wrong edit survived though none may: of records those that hold facts, of
    templates all that pages run through, of wording the tables."""
    if name == "records":
        return records.failures(found)
    survived = {it["class"] for it in found["survivors"] if "why" not in it}
    return sorted(kind for kind in survived if not kind.startswith("function:"))
