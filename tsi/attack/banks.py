"""The banks of wording: what the tests expect each table to hold and each question to be answered with.

A bank is data (`tests/wording/banks/*.yml`), kept by hand: `tables` by their names, and `answers`, by the question
lists of its arguments with the answer behind them. The tests read the banks to check the wording; the attack on wording
reads them to see whether they would refuse a wrong word. Answers are about the miniature set.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import yaml

from tsi import wording
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, Reference
from tsi.text import dates, figures
from tsi.wording import (
    alphabet,
    chronology,
    citations,
    descriptions,
    filters,
    links,
    lists,
    places,
    receipts,
    told,
    words,
)

FOLDER = "tests/wording/banks"
SITE = "https://lanterns.example/"
"""The address of the site in answers that hold one."""

OF_DATES = ("UNKNOWN", "_WORDS")
"""What of the tables of dates is words and not grammar."""

Answer = str | list | dict


class Banks(NamedTuple):
    tables: Mapping[str, object]
    answers: Mapping[str, Sequence[Sequence]]


def read(folder: Path) -> Banks:
    """The banks of all files in a folder."""
    files = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.yml"))]
    answers: dict[str, list[Sequence]] = defaultdict(list)
    for file in files:
        for question, cases in file.get("answers", {}).items():
            answers[question] += cases
    return Banks({name: table for file in files for name, table in file.get("tables", {}).items()}, answers)


def faults(banks: Banks, library: Library) -> Iterator[str]:
    """What differs from the banks, one by one; whatever is raised is a difference as well."""
    for name, expected in banks.tables.items():
        if (found := plain(table(name))) != expected:
            yield f"{name} is {found}; expected {expected}"
    for question, cases in banks.answers.items():
        for *arguments, expected in cases:
            try:
                found = QUESTIONS[question](library, *arguments)
            except Exception as error:  # what cannot be told is told wrongly
                found = repr(error)
            if found != expected:
                yield f"{question} {arguments} is {found}; expected {expected}"


# --- Tables ----------------------------------------------------------------------------------------------------------


@cache
def modules() -> tuple[ModuleType, ...]:
    """The modules of wording, and that of dates, which words them."""
    found = pkgutil.iter_modules(wording.__path__, f"{wording.__name__}.")
    return (*(importlib.import_module(it.name) for it in found), dates)


def table(name: str) -> object:
    """What a module holds under a name: `words.VOICES`."""
    module, _, variable = name.partition(".")
    return getattr(next(it for it in modules() if it.__name__.endswith(f".{module}")), variable)


@cache
def tables() -> Mapping[str, object]:
    """By their names, all words and closed lists of the modules: texts, rows of texts, and what maps to these."""
    found = {f"{short(module)}.{name}": getattr(module, name) for module in modules() for name in _constants(module)}
    return {name: value for name, value in found.items() if _is_plain(value)}


def short(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _constants(module: ModuleType) -> Iterator[str]:
    """The names in capital letters that a module gives a value to; of dates, those of words."""
    if module is dates:
        yield from OF_DATES
        return
    for node in ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (it.id for it in targets if isinstance(it, ast.Name) and it.id.isupper())


def _is_plain(value: object) -> bool:
    within = [*value.values()] if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
    return all(isinstance(it, str | int) or (isinstance(it, tuple) and _is_plain(it)) for it in within)


def plain(value: object) -> object:
    """A table as a bank has it: lists in place of rows, and keys of several words joined by dots."""
    if isinstance(value, Mapping):
        return {".".join(key) if isinstance(key, tuple) else key: plain(held) for key, held in value.items()}
    return list(map(plain, value)) if isinstance(value, tuple) else value


# --- Questions -------------------------------------------------------------------------------------------------------


def _fact(library: Library, as_: str, at: str) -> tuple[str, told.Fact]:
    name, _, argument = as_.partition(":")
    return name, told.Fact(library, Place.parse(at) if at else None, argument, SITE)


def _figures_of(library: Library, at: str) -> Answer:
    proof = places.proof(library, Place.parse(at))
    return [[printed, dict(read)] for printed, read in told.figures_of(proof)] if proof else []


def _rows(library: Library, name: str, of: str) -> Answer:
    return [lists.written(row) for row in lists.rows(*_fact(library, name, of))]


def _choices(library: Library, dimension: str) -> Answer:
    return [f"{it.tag}: {it.words}" for it in filters.choices(library)[dimension]]


def _view(library: Library, address: str) -> Answer:
    return list(filters.pages(library)[address])


def _letter(library: Library, letter: str) -> Answer:
    return [f"{entry.row}: {entry.form}" for entry in dict(alphabet.letters(library))[letter]]


def _in_order(library: Library, *written: str) -> Answer:
    """Entries, each as its name or as a form of one behind a bar, in the order of the index."""
    parts = [it.partition("|") for it in written]
    entries = [alphabet.Entry(alphabet.filed(name or form), Reference("people", "a"), form) for name, _, form in parts]
    return [f"{entry.filed}|{entry.form}" for entry in sorted(entries, key=alphabet.order)]


def _thing(at: str) -> Place | Reference:
    return Place.parse(at) if "." in at else Reference.parse(at)


def _receipt(library: Library, *at: str) -> Answer:
    shown = receipts.lines(library, [Place.parse(it) for it in at])
    lines = [f"{line.citation}: {line.shown} ({line.landing})" for line in shown]
    return [receipts.label(1, receipts.verdict(shown)), *lines]


def _in_time(library: Library) -> Answer:
    found = chronology.chronology(library, filters.left_by(library, None))
    years = {str(year): [it.id for it in group] for year, group in found.years}
    return {**years, lists.UNDATED: [it.id for it in found.undated]}


def _ends_of_time(library: Library) -> Answer:
    found = chronology.chronology(library, filters.left_by(library, None))
    turned = found.oldest_first
    return [str(found.all[0]), str(turned.years[0][0]), str(turned.all[0]), str(turned.all[-1])]


def _named(name: str, surname: str = "") -> Any:
    """As much of a record as is asked of it."""
    return SimpleNamespace(name=name, surname=surname)


def _work(library: Library, of: str) -> citations.Work:
    return citations.work(library, Reference.parse(of), SITE)


def _cited(library: Library, form: str, of: str, other: dict) -> Answer:
    """A citation in which some things are otherwise."""
    return citations.FORMATS[form].shown(_work(library, of)._replace(**other))


QUESTIONS: Mapping[str, Callable[..., Answer]] = {
    "told": lambda library, as_, at: told.told(*_fact(library, as_, at)),
    "code": lambda library, as_, at: told.code(*_fact(library, as_, at)),
    "attributes": lambda library, as_, at: dict(told.attributes(*_fact(library, as_, at))),
    "figures-of": _figures_of,
    "rows": _rows,
    "number": lambda library, value: words.number(value),
    "money": lambda library, amount, currency: words.money(amount, currency),
    "figure": lambda library, text: [words.figure(it) for it in figures.find(text)],
    "datetime": lambda library, value: words.datetime_attribute(value),
    "date": lambda library, edtf: dates.words(edtf),
    "code-word": lambda library, word: words.code(word),
    "description": lambda library, of: descriptions.of_record(library, Reference.parse(of)),
    "cut": lambda library, text: descriptions.cut(text),
    "milestones": lambda library, which, *names: descriptions.of_records(which, [_named(it) for it in names]),
    "surname-first": lambda library, name, surname: words.surname_first(_named(name, surname)),
    "part": lambda library, number, of: [words.part(number, of), words.in_part(words.part(number, of))],
    "part-of-page": lambda library, path: list(links.page_of_part(path)),
    "choices": _choices,
    "alone": lambda library, *ranks: told.alone(*ranks),
    "stated-by": lambda library, of: told.stated_by(library, Reference.parse(of)),
    "landing": lambda library, at: told.landing(told.Fact(library, Place.parse(at))),
    "year": lambda library, edtf: str(chronology.year_of_period(dates.parse(edtf))),
    "tags-in-play": lambda library, of: list(filters.tags_in_play(library, Reference.parse(of))),
    "statement-files": lambda library, of: [
        path for path, _ in citations.files_of_statements(library, SITE) if f"{of}." in path
    ],
    "tags": lambda library, of: list(filters.tags(library, Reference.parse(of))),
    "view": _view,
    "filed": lambda library, text: alphabet.filed(text),
    "letter": _letter,
    "letters": lambda library: [letter for letter, _ in alphabet.letters(library)],
    "in-order": _in_order,
    "place": lambda library, at: str(places.as_place(_thing(at))),
    "written": lambda library, *at: places.written(*map(_thing, at)),
    "line-of": lambda library, at: str(places.citation(Place.parse(at))),
    "holder": lambda library, at: places.short(Place.parse(at)).on_page,
    "relation": lambda library, at: str(places.relation(library, Place.parse(at))),
    "receipt": _receipt,
    "in-time": _in_time,
    "ends-of-time": _ends_of_time,
    "cited": _cited,
    "cited-page": lambda library, path, base: citations.short(citations.of_page(library, path, "Money", base)),
    "citation-tags": lambda library, of: citations.tags(_work(library, of)),
    "withdrawn": lambda library, path: citations.withdrawn_file(library, path, SITE).decode(),
    "citation-files": lambda library, of: [path for path, _ in citations.files(library, SITE) if f"{of}." in path],
    "original": lambda library, at, printed: places.original(library, Citation.parse(at), printed),
    "citation-file": lambda library, form, at: citations.FORMATS[form].path(_thing(at)),
}
"""What is asked of the wording, each with the arguments that a bank gives."""
