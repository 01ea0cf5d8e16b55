"""Our own words: no sentence of a source stands anywhere in the project or on the site."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from lxml import html

from tests.projects import ROOT

RUN = 8
"""As many words in a row as may not be shared with a source."""

Words = list[str]


def words(text: str) -> Words:
    return re.findall(r"[^\W_]+", text.lower())


def runs(of: Words) -> Iterator[tuple[str, ...]]:
    return (tuple(of[start : start + RUN]) for start in range(len(of) - RUN + 1))


def reproduced(text: str, source_runs: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The runs of words that a text shares with the sources."""
    return {run for run in runs(words(text)) if run in source_runs}


@pytest.fixture(scope="module")
def source_runs(sources: Path) -> set[tuple[str, ...]]:
    found = {run for file in sorted(sources.glob("*.txt")) for run in runs(words(file.read_text(encoding="utf-8")))}
    assert len(found) > 1_000, "the sources were not read"
    return found


@pytest.fixture(scope="module")
def excepted() -> dict[tuple[str, ...], str]:
    """The permitted runs, each with the text that it is part of."""
    exceptions = yaml.safe_load((ROOT / "tests/project/own_words_exceptions.yml").read_text(encoding="utf-8"))
    assert all(exception["reason"] for exception in exceptions)
    texts = [permitted(exception) for exception in exceptions]
    return {run: text for text in texts for run in runs(words(text))}


def permitted(exception: dict[str, str]) -> str:
    """The text that stands at a place in data/."""
    records = yaml.safe_load((ROOT / f"data/{exception['file']}.yml").read_text(encoding="utf-8"))
    return records[exception["record"]][exception["field"]]


def project_texts() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".woff2", ".ico"}:
            yield name, path.read_text(encoding="utf-8")


def site_texts(site: Path) -> Iterator[tuple[str, str]]:
    """Every text that the site serves; of a page, what stands between its tags and in its attributes too."""
    for path in sorted(site.rglob("*")):
        if path.suffix in {".json", ".csv", ".ics", ".atom", ".txt", ".xml"}:
            yield str(path.relative_to(site)), path.read_text(encoding="utf-8")
        elif path.suffix == ".html":
            page = html.parse(str(path)).getroot()
            attributes = (value for element in page.iter() for value in element.attrib.values())
            yield str(path.relative_to(site)), " ".join([page.text_content(), *attributes])


def unexcused(texts: Iterable[tuple[str, str]], source_runs, excepted) -> tuple[list[str], set[str], int]:
    """What is reproduced without an exception, the exceptions that were used, and how many texts were read."""
    found, used, read = [], set(), 0
    for name, text in texts:
        read += 1
        for run in sorted(reproduced(text, source_runs)):
            if run in excepted:
                used.add(excepted[run])
            else:
                found.append(f"{name}: {' '.join(run)}")
    return found, used, read


def test_the_project_and_the_site_reproduce_no_sentence_of_a_source(source_runs, excepted, built_site):
    in_project, used_here, files = unexcused(project_texts(), source_runs, excepted)
    in_site, used_there, pages = unexcused(site_texts(built_site), source_runs, excepted)
    assert in_project + in_site == []
    assert files > 50 and pages > 100, "too little was read"
    assert set(excepted.values()) == used_here | used_there, "an exception is not needed any more"


def test_a_reproduced_sentence_would_be_found(sources, source_runs):
    line = max((sources / "004_968ec6770c2a18f6.txt").read_text(encoding="utf-8").splitlines(), key=len)
    assert reproduced(f"Somebody wrote: {line.upper()}", source_runs)
    assert not reproduced("Somebody wrote something else that no source holds in these very words.", source_runs)
