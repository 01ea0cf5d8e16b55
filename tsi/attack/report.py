"""What became of wrong edits: the table by class, every survivor, and the file in data/ that keeps both."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

REPORT = "data/attack.json"
SEED = 2024

CHECK, AUDIT, KEPT, HARMLESS, SURVIVED = RESULTS = ("check", "audit", "kept", "harmless", "survived")
"""What becomes of a wrong edit. The check of the records, or the build, refuses it; the audit of the pages finds fault;
only the pages and words that the tests keep differ; it makes nothing wrong; nothing finds it."""


class Outcome(NamedTuple):
    """A wrong edit and one of `RESULTS`: the class that it is counted in, `group: edit`, where it was made, what stood
    there, what stands there then, and of a harmless one why it is."""

    kind: str
    where: str
    before: str
    after: str
    result: str
    why: str = ""


class OfAClass(Protocol):
    """A wrong edit, by the class that it is counted in."""

    @property
    def kind(self) -> str: ...


_Made = TypeVar("_Made", bound=OfAClass)


def sampled(made: Iterable[_Made], per_class: int, seed: int = SEED) -> list[_Made]:
    """At most `per_class` edits of each class, the same ones for the same seed."""
    classes: dict[str, list[_Made]] = defaultdict(list)
    for edit in made:
        classes[edit.kind].append(edit)
    choose = random.Random(seed)
    return [it for group in classes.values() for it in choose.sample(group, min(per_class, len(group)))]


def report(outcomes: Iterable[Outcome]) -> dict:
    """The table by class, every survivor, and the day (ISO 8601, UTC)."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    survivors = []
    for outcome in outcomes:
        counted[outcome.kind][outcome.result] += 1
        if outcome.result == SURVIVED:
            survivors.append({"class": outcome.kind, "where": outcome.where, **_change(outcome)})
    rows = [{"class": kind, **_row(results)} for kind, results in sorted(counted.items())]
    return {"date": datetime.now(UTC).date().isoformat(), "classes": rows, "survivors": survivors}


def _row(results: Counter[str]) -> dict[str, int]:
    return {"made": results.total(), **{result: results[result] for result in RESULTS}}


def _change(outcome: Outcome) -> dict[str, str]:
    return {"before": outcome.before, "after": outcome.after, **({"why": outcome.why} if outcome.why else {})}


def write(root: Path, name: str, found: Mapping) -> None:
    """Put the report of one attack in the place of its last one."""
    file = root / REPORT
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    reports = {**before, name: found}
    file.write_text(json.dumps(reports, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table(found: Mapping) -> str:
    """The report as text: a line a class, and one for all."""
    together = Counter[str]()
    for row in found["classes"]:
        together.update({name: row[name] for name in ("made", *RESULTS)})
    lines = [("class", *("made", *RESULTS)), *(tuple(row.values()) for row in found["classes"])]
    return "\n".join(map(_line, [*lines, ("together", *(together[name] for name in ("made", *RESULTS)))]))


def _line(cells: Sequence[str | int]) -> str:
    first, *others = cells
    return f"{first:<32}" + "".join(f"{cell:>10,}" if isinstance(cell, int) else f"{cell:>10}" for cell in others)


def survivors(found: Mapping) -> list[str]:
    """A line for each wrong edit that nothing has found."""
    return [
        f"{it['class']}, {it['where']}: {_short(it['before'])} → {_short(it['after'])}{_because(it)}"
        for it in found["survivors"]
    ]


def _short(text: str) -> str:
    squeezed = " ".join(text.split())
    return squeezed if len(squeezed) <= 60 else f"{squeezed[:60]}…"


def _because(survivor: Mapping) -> str:
    return f" ({survivor['why']})" if "why" in survivor else ""
