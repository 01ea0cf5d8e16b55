"""A project as it could be after years of editing: several hundred milestones more, each proven by a line of a source.

The sources are generated, and so is their evidence, by the same function as that of the real ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random

import yaml

from tsi.evidence.index import index_source, to_json
from tsi.library.loading import BIBLIOGRAPHY, read_registered
from tsi.text import dates

REPORTS = 10
LINES = 40
"""Of each report; a milestone a line."""

TOLD = {False: "were held", True: "were expected"}
"""By whether something was still to come, how it is told of."""
KINDS = ("announcement", "agreement", "meeting", "visit", "funding", "launch", "plan", "publication")
MATTERS = ("talks", "a joint call", "exchanges of researchers", "a shared laboratory", "rules for exports", "a fund")
ADDED = ("", " between ministries", " for young companies", " of the universities of both countries and their partners")
BECAUSE = "The line says no more."

Written = tuple[str, dict]
"""How a line prints a date, and the date as a record writes it."""


def _day(day: date, report: Report) -> Written:
    return f"On {day.day} {day:%B %Y}", {"is": f"{day}"}


def _month(day: date, report: Report) -> Written:
    return f"In {day:%B %Y}", {"is": f"{day:%Y-%m}"}


def _roughly(day: date, report: Report) -> Written:
    return f"Around {day:%B %Y}", {"is": f"{day:%Y-%m}~"}


def _year(day: date, report: Report) -> Written:
    return f"In {day.year}", {"is": f"{day.year}"}


def _span(day: date, report: Report) -> Written:
    end = day + timedelta(days=500)
    return f"From {day:%B %Y} to {end:%B %Y}", {"is": f"{day:%Y-%m}/{end:%Y-%m}"}


def _window(day: date, report: Report) -> Written:
    return "Last week", report.inferred("week-before")


def _before(day: date, report: Report) -> Written:
    return "As is known", report.inferred("by-publication")


def _after(day: date, report: Report) -> Written:
    return "As is still to come", report.inferred("after-publication")


def _unknown(day: date, report: Report) -> Written:
    return "At some time", {"is": "unknown"}


FORMS = (_day, _month, _day, _year, _window, _span, _day, _before, _roughly, _month, _after, _unknown)
LANES = (1, 0, 1, 1, 2, 1, 3)
"""How many pillars a milestone belongs to, by turns."""


@dataclass(frozen=True)
class Report:
    """A generated source."""

    id: str
    published: date

    def inferred(self, rule: str) -> dict:
        infer = {"rule": rule, "of": self.id, "because": BECAUSE}
        return {"is": dates.computed(rule, str(self.published)), "infer": infer}

    def source(self, file: Path) -> dict:
        return {
            "title": f"What was said by {self.published:%B %Y}",
            "title_known": "Generated.",
            "short": f"Report {self.published.year}",
            "publisher": "a generator",
            "kind": "newspaper",
            "held": "text",
            "rank": "report",
            "language": "en",
            "read": "whole",
            "read_on": str(self.published),
            "url": f"https://example.org/{self.id}",
            "url_known": "Generated.",
            "file": file.name,
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            "published": str(self.published),
            "published_known": "Generated.",
            "published_sure": "high",
        }


def enlarge(project: Path) -> int:
    """Write the generated sources, their evidence and their milestones into a project; tell how many milestones."""
    chance, pillars = Random(7), _pillars(project)
    files, milestones = {}, {}
    for number in range(REPORTS):
        report = Report(f"report-{number}", date(2016 + number, 2, 1) + timedelta(days=17 * number))
        lines = list(_lines(report, pillars, chance))
        files[report] = project / f"{report.id}.txt"
        files[report].write_text("\n".join(line for line, _ in lines), encoding="utf-8")
        milestones |= {f"{report.id}-{at}": record for at, (_, record) in enumerate(lines, 1)}
    _append(project / "data/sources.yml", {report.id: report.source(file) for report, file in files.items()})
    _append(project / "data/milestones.yml", milestones)
    _index(project, files)
    return len(milestones)


def _pillars(project: Path) -> dict[str, str]:
    """By id, a form under which sources name the pillar."""
    records = yaml.load((project / "data/pillars.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return {id_: record["aliases"][0] for id_, record in records.items()}


def _lines(report: Report, pillars: dict[str, str], chance: Random) -> Iterator[tuple[str, dict]]:
    """Each line of a report, and the milestone that rests on it."""
    turns = zip(cycle(FORMS), cycle(LANES), cycle(TOLD), cycle(KINDS), range(1, LINES + 1), strict=False)
    for form, lanes, to_come, kind, line in islice(turns, LINES):
        day = report.published - timedelta(days=chance.randrange(20, 700))
        printed, when = form(day, report)
        of = chance.sample(sorted(pillars), k=lanes)
        about = f" on {' and '.join(pillars[id_] for id_ in of)}" if of else ""
        what = f"{chance.choice(MATTERS)}{chance.choice(ADDED)}{about} in group {_letters(report, line)}"
        cite = [f"{report.id}:{line}"]
        yield (
            f"{printed}, {what} {TOLD[to_come]}.",
            {
                "name": what[0].upper() + what[1:],
                "cite": cite,
                "statements": {"told": {"says": f"{what[0].upper()}{what[1:]} {TOLD[to_come]}.", "cite": cite}},
                "kind": kind,
                "when": {**when, "cite": cite},
                **({"expected": {"cite": cite}} if to_come else {}),
                **({"pillars": {id_: {"cite": cite} for id_ in of}} if of else {}),
            },
        )


def _letters(report: Report, line: int) -> str:
    """Letters that no other line of any report has, since names are unique; digits would be figures."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{report.id.rpartition('-')[2]}{line:04}")


def _append(file: Path, records: dict) -> None:
    """JSON is YAML, too."""
    with file.open("a", encoding="utf-8") as written:
        written.writelines(f"{id_}: {json.dumps(record)}\n" for id_, record in records.items())


def _index(project: Path, files: dict[Report, Path]) -> None:
    _, records, registry = read_registered(project)
    for report, file in files.items():
        known = records["sources"][report.id]
        bibliography = {field: getattr(known, field) for field in BIBLIOGRAPHY}
        index = index_source(report.id, file, bibliography, registry)
        (project / f"data/evidence/{report.id}.json").write_text(to_json(index), encoding="utf-8")
        file.unlink()
