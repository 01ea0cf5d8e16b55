"""No test knows what the records of the project say: whoever rewords, renames, retires or adds one finds them green."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.projects import ROOT
from tsi.library.library import Library

EXCEPTIONS = {
    "tests/text/test_figures.py": "The grammar reads the figures of any text; a sum there is of no record.",
}
"""By the path of a module that names a record or a sum all the same, why it may."""

WRITTEN = {
    "a record": re.compile(r"[a-z]+/[a-z0-9-]+"),
    "a reference": re.compile(r'Reference\("[a-z]+", "[a-z0-9-]+"\)'),
    "an id": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+"),
    "a sum": re.compile(r"[£$€₹][0-9.,]*[0-9](?: [a-z]+)?"),
}
"""How a test can name what the records hold. An id of a single word, such as a country, can be any word of a test."""


def modules() -> Iterator[Path]:
    return (ROOT / "tests").rglob("*.py")


def telling(library: Library) -> dict[str, set[str]]:
    """By what it is, how whatever records hold would be written."""
    references = list(library.references())
    return {
        "a record": {str(it) for it in references},
        "a reference": {f'Reference("{it.kind}", "{it.id}")' for it in references},
        "an id": {it.id for it in references if "-" in it.id},
        "a sum": {it.amount.is_ for it in library.funding.values() if it.amount},
    }


def named_in(text: str, told: dict[str, set[str]]) -> set[str]:
    return {name for of, names in told.items() for name in names.intersection(WRITTEN[of].findall(text))}


def test_no_test_names_a_record_or_a_sum_of_the_project(library: Library, mini: Library) -> None:
    """What is called alike in the miniature set, such as a rule, is meant there."""
    made_up = telling(mini)
    told = {of: names - made_up[of] for of, names in telling(library).items()}
    found = {path.relative_to(ROOT).as_posix(): named_in(path.read_text(encoding="utf-8"), told) for path in modules()}
    assert len(found) > 30
    assert {path: names for path, names in found.items() if names and path not in EXCEPTIONS} == {}
    assert EXCEPTIONS.keys() <= found.keys()


@pytest.mark.parametrize("of", WRITTEN)
def test_a_name_of_any_kind_is_found(library: Library, of: str) -> None:
    told = telling(library)
    names = {name for name in told[of] if WRITTEN[of].fullmatch(name)}
    assert names
    assert all(name in named_in(f"CALL = '/{name}/'", told) for name in names)
