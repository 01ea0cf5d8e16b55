"""A project as it could be after years of editing: several hundred milestones more, and as many records of other kinds
as are asked for, each proven by lines of a source.

The sources are generated, and so is their evidence, by the same function as that of the real ones."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random

import yaml

from tests.projects import MINI
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


def enlarge(project: Path, reports: int = REPORTS, others: int = 0) -> int:
    """Write the generated sources, their evidence and their records into a project; tell how many records: of each
    source, besides milestones, so many of `others` as are asked for, of all kinds by turns."""
    chance, pillars = Random(7), _pillars(project)
    files: dict[Report, Path] = {}
    records: dict[str, dict] = defaultdict(dict)
    for number in range(reports):
        report = Report(f"report-{number}", date(2016 + number % 10, 2, 1) + timedelta(days=17 * number % 300))
        told = [("milestones", line, record) for line, record in _lines(report, pillars, chance)]
        told += _of_other_kinds(report, pillars, others)
        files[report] = project / f"{report.id}.txt"
        files[report].write_text("\n".join(line for _, line, _ in told), encoding="utf-8")
        for at, (kind, _, record) in enumerate(told, 1):
            records[kind][f"{report.id}-{at}"] = record
    _append(project / "data/sources.yml", {report.id: report.source(file) for report, file in files.items()})
    for kind, of_kind in records.items():
        _append(project / f"data/{kind}.yml", of_kind)
    _index(project, files)
    return sum(map(len, records.values()))


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


# --- Records of other kinds ----------------------------------------------------------------------------------------

Told = tuple[str, str, dict]
"""The kind of a record, the line that tells of it, and the record."""


def _of_other_kinds(report: Report, pillars: dict[str, str], number: int) -> Iterator[Told]:
    """So many lines, behind those of the milestones, each with the record that rests on it."""
    turns = zip(cycle(_OTHERS), cycle(sorted(pillars)), range(LINES + 1, LINES + 1 + number), strict=False)
    for record, pillar, line in turns:
        yield record(_letters(report, line).capitalize(), pillar, pillars[pillar], [f"{report.id}:{line}"])


def _record(name: str, says: str, cite: list[str], voice: str = "reporter", **more: object) -> dict:
    return {"name": name, "cite": cite, "statements": {"told": {"says": says, "cite": cite, "voice": voice}}, **more}


def _organisation(letters: str, pillar: str, about: str, cite: list[str]) -> Told:
    name, says = f"Office {letters}", f"Office {letters} of Tarnia works on {about}."
    country = {"tarnia": {"cite": cite}}
    return "organisations", says, _record(name, says, cite, aliases=[name], kind="agency", country=country)


def _person(letters: str, pillar: str, about: str, cite: list[str]) -> Told:
    name, says = f"Ada {letters}", f"Ada {letters} works as a warden of {about}."
    offices = {f"warden-of-{pillar}": {"is": f"Warden of {about}", "cite": cite}}
    return "people", says, _record(name, says, cite, aliases=[name], surname=letters, offices=offices)


def _sum(letters: str, pillar: str, about: str, cite: list[str]) -> Told:
    money = f"£{sum(map(ord, letters))}"
    says = f"Fund {letters}: the Moss Ministry announced {money} for {about}."
    more = {
        "aliases": [f"Fund {letters}"],
        "amount": {"is": money, "cite": cite},
        "statuses": {"announced": {"cite": cite}},
        "funders": {"moss-ministry": {"cite": cite}},
        "pillars": {pillar: {"cite": cite}},
    }
    return "funding", says, _record(f"Fund {letters}", says, cite, "government", **more)


def _partnership(letters: str, pillar: str, about: str, cite: list[str]) -> Told:
    says = f"Tarnia and Belmora announced the Circle {letters} for {about}."
    more = {
        "aliases": [f"Circle {letters}"],
        "kind": "body",
        "standing": "not-said",
        "statuses": {"announced": {"cite": cite}},
        "parties": {"tarnia": {"cite": cite}, "belmora": {"cite": cite}},
        "pillars": {pillar: {"cite": cite}},
        "open_questions": {"end": {"asks": f"How long is the Circle {letters} to last?", "consulted": cite}},
    }
    return "partnerships", says, _record(f"Circle {letters}", says, cite, **more)


def _technology(letters: str, pillar: str, about: str, cite: list[str]) -> Told:
    name, says = f"{letters} silk", f"{letters} silk is tried in {about}."
    shown = {pillar: {"cite": cite}}
    return "technologies", says, _record(name, says, cite, aliases=[name], kind="technology", pillar=shown)


_OTHERS: tuple[Callable[[str, str, str, list[str]], Told], ...] = (
    _organisation, _person, _sum, _partnership, _technology,
)  # fmt: skip


def _letters(report: Report, line: int) -> str:
    """Letters that no other line of any report has, since names are unique; digits would be figures."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{report.id.rpartition('-')[2]}{line:04}")


def _append(file: Path, records: dict) -> None:
    """JSON is YAML, too."""
    with file.open("a", encoding="utf-8") as written:
        written.writelines(f"{id_}: {json.dumps(record)}\n" for id_, record in records.items())


def _index(project: Path, files: dict[Report, Path]) -> None:
    """Write the evidence of the generated sources and, as there may be new names, that of all others."""
    _, records, registry = read_registered(project)
    generated = {report.id: file for report, file in files.items()}
    for id_, source in records["sources"].items():
        if source.held == "text":  # of notes, no name changes what is kept
            file = generated.get(id_) or MINI / "sources" / source.file
            index = index_source(id_, file, {field: getattr(source, field) for field in BIBLIOGRAPHY}, registry)
            (project / f"data/evidence/{id_}.json").write_text(to_json(index), encoding="utf-8")
    for file in files.values():
        file.unlink()
