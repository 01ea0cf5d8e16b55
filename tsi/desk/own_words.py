"""No sentence of a source stands anywhere in the project or on the site: looked for with the source files at hand."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import html

from tsi.evidence.own_words import Run, runs_of, shared
from tsi.library.library import Library

_ON_SITE = {".json", ".csv", ".ics", ".atom", ".txt", ".xml"}

Text = tuple[str, str]
"""The name of a file, and what it says."""


def source_runs(folder: Path, library: Library) -> set[Run]:
    """The runs of words that nothing of ours may share: those of the source files in a folder but for the titles of
    sources, which a bibliographic record has to give. Raises OSError where no source file is there."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    if not texts:
        raise OSError(f"{folder} holds no source files (*.txt)")
    return runs_of(texts) - runs_of(source.title for source in library.sources.values())


def in_project(root: Path) -> Iterator[Text]:
    """Every file that git keeps, or would; of a picture, nothing that could be shared. Raises OSError where `root` is
    no repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    except subprocess.CalledProcessError as error:
        raise OSError(error.stderr.strip()) from None
    for name in listed.stdout.splitlines():
        if (root / name).is_file():
            yield name, (root / name).read_text(encoding="utf-8", errors="replace")


def on_site(site: Path) -> Iterator[Text]:
    """Every text that a site serves; of a page, what stands between its tags and in its attributes too."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.suffix in _ON_SITE:
            yield name, path.read_text(encoding="utf-8")
        elif path.suffix == ".html":
            page = html.parse(str(path)).getroot()
            attributes = (value for element in page.iter() for value in element.attrib.values())
            yield name, " ".join([page.text_content(), *attributes])


def reproduced(texts: Iterable[Text], taken: set[Run]) -> Iterator[str]:
    """What a text shares with the sources, a message for each text. Raises AssertionError where there was no text."""
    read = 0
    for name, text in texts:
        read += 1
        if words := next(shared(text, taken), ""):
            yield f"{name}: ‘{words}’ stands in a source file; say it in your own words"
    if not read:
        raise AssertionError("a check that checked nothing has failed: no text was read")
