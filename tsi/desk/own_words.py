"""No sentence of a source stands anywhere in the project or on the site: looked for with the source files at hand."""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import html

from tsi.evidence import notes, quotes
from tsi.evidence.own_words import Run, runs_of, shared
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation
from tsi.wording import places

_ON_SITE = {".csv", ".ics", ".atom", ".txt", ".xml"}

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
        if path.suffix == ".json":  # its texts one by one, so that the end of one and a key behind it make no run
            yield from ((name, text) for text in _texts(json.loads(path.read_text(encoding="utf-8"))))
        elif path.suffix in _ON_SITE:
            yield name, path.read_text(encoding="utf-8")
        elif path.suffix == ".html":
            page = html.parse(str(path)).getroot()
            attributes = (value for element in page.iter() for value in element.attrib.values())
            yield name, " ".join([page.text_content(), *attributes])


def _texts(told: Any) -> Iterator[str]:
    """Every text in what JSON holds."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for part in told.values() if isinstance(told, dict) else told:
            yield from _texts(part)


def reproduced(texts: Iterable[Text], taken: set[Run]) -> Iterator[str]:
    """What a text shares with the sources, a message for each text. Raises AssertionError where there was no text."""
    read = 0
    for name, text in texts:
        read += 1
        if words := next(shared(text, taken), ""):
            yield f"{name}: ‘{words}’ stands in a source file; say it in your own words"
    if not read:
        raise AssertionError("a check that checked nothing has failed: no text was read")


def quoted(library: Library, site: Path) -> dict[Citation, set[str]]:
    """By source line, what our texts that cite it, and a site’s receipts and pages, have between quotation marks."""
    found: dict[Citation, set[str]] = defaultdict(set)
    for proof in library.proofs.values():
        for citation in proof.citations:
            found[citation].update(re.findall(r"[“‘](.+?)[”’](?!\w)", proof.text))
    for path in site.rglob("*.html"):
        for mark in html.parse(str(path)).getroot().iter("q"):
            rows = (it.get("data-row", "") for it in mark.iterancestors())
            row = next((it for it in rows if it.startswith("sources/") and ".lines." in it), "")
            if row and (at := places.citation(Place.parse(row))):
                found[at].add(mark.text_content())
    return found


def too_much(library: Library, folder: Path, quoted: Mapping[Citation, set[str]]) -> Iterator[str]:
    """The lines of source texts of which index and pages show more words than they may, a message each."""
    for citation, line in library.lines_of_texts():
        text = notes.lines((folder / library.index[citation.source].file).read_text(encoding="utf-8"))[line.number - 1]
        spans = [*((it.start, it.end) for it in line.figures), *((it.start, it.end) for it in line.quotes)]
        for words in quoted.get(citation, ()):
            spans += [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)]
        shown = sum(any(start < last and first < end for first, last in spans) for start, end in quotes.words(text))
        if shown > (allowed := quotes.allowed(text)):
            yield f"{citation}: {shown} of its words are shown, {allowed} may be; quote less of it"
