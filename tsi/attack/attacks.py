"""The attacks by name: on records, on what they claim, on templates, on wording."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from tqdm import tqdm

from tsi.attack import claims, records, report, templates, wording
from tsi.attack.report import SURVIVED, Outcome
from tsi.library.loading import load

MUST_BE_CAUGHT = (*records.MUST_BE_CAUGHT, "read")
"""The families, of records and their claims, in which no catchable mutant may survive."""


class Attack(NamedTuple):
    """`made` gives every wrong edit of the project in a folder, each with the class `kind` that it is counted in;
    `trial` what tells the outcome of one; `rates` what else the report holds of all outcomes."""

    made: Callable[[Path], Sequence[Any]]
    trial: Callable[[Path], Callable[[Any], Outcome]]
    rates: Callable[[Path, Sequence[Outcome]], Mapping] = lambda _root, _outcomes: {}


ATTACKS: Mapping[str, Attack] = {
    "records": Attack(lambda root: records.all_mutants(load(root)), lambda root: partial(records.outcome, load(root))),
    "claims": Attack(
        lambda root: list(claims.mutants(load(root))),
        lambda root: partial(claims.outcome, load(root)),
        # The rates tell of those that pass; a thousand of them by name would tell nobody more.
        lambda root, outcomes: {"rates": claims.rates(load(root), outcomes), "survivors": []},
    ),
    "templates": Attack(lambda _: templates.all_mutants(), lambda root: templates.Site(root).outcome),
    "wording": Attack(lambda _: wording.all_mutants(), lambda root: wording.Attack(root).outcome),
}


def run(root: Path, name: str, mutants: Sequence[Any]) -> list[Outcome]:
    """Attack with all mutants on all cores, showing the progress."""
    # Forked, a worker holds the mutants as they are: some are functions, which cannot be sent to it.
    fork = get_context("fork")
    with ProcessPoolExecutor(os.cpu_count(), fork, _begin, (ATTACKS[name].trial, root, mutants)) as pool:
        outcomes = pool.map(_outcome_in_worker, range(len(mutants)), chunksize=20)
        return list(tqdm(outcomes, total=len(mutants), unit=f" {name}", disable=None))


_trial: Callable[[Any], Outcome]
_mutants: Sequence[Any]


def _begin(trial: Callable[[Path], Callable[[Any], Outcome]], root: Path, mutants: Sequence[Any]) -> None:
    global _trial, _mutants
    _trial, _mutants = trial(root), mutants


def _outcome_in_worker(place: int) -> Outcome:
    return _trial(_mutants[place])


def attacked(root: Path, name: str, sample: int = 0) -> dict:
    """The report of an attack: of all wrong edits, which then takes the place of the last one in data/, or of at most
    `sample` of each class."""
    made = ATTACKS[name].made(root)
    outcomes = run(root, name, report.sampled(made, sample) if sample else made)
    found = {**report.report(outcomes), **ATTACKS[name].rates(root, outcomes)}
    if not sample:
        report.write(root, name, found)
    return found


def failures(name: str, found: Mapping) -> list[str]:
    """The classes of an attack in which a wrong edit survived though none may: of records those that hold facts, of
    claims those of reasons, of templates all that pages run through, of wording the tables."""
    if name in ("records", "claims"):
        must = [row for row in found["classes"] if row["class"].partition(":")[0] in MUST_BE_CAUGHT]
        return [row["class"] for row in must if row[SURVIVED]]
    survived = {it["class"] for it in found["survivors"] if "why" not in it}
    return sorted(kind for kind in survived if not kind.startswith("function:"))
