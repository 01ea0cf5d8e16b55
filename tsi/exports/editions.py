"""The files of each edition, as they were frozen; each text says that it is of one, and where it stands today."""

from __future__ import annotations

from collections.abc import Iterator
from zipfile import ZipFile

from tsi.library.library import Library
from tsi.records.editions import PAGES
from tsi.text import dates

CHECKSUMS = "checksums.txt"
_MARK = "\ufeff"
"""By which browsers know the encoding of a plain text."""


def files(library: Library, base: str) -> Iterator[tuple[str, bytes]]:
    """Each by its path below the site's root."""
    for edition in library.editions:
        yield f"{edition.address}edition.zip", edition.file.read_bytes()
        with ZipFile(edition.file) as opened:
            yield f"{edition.address}{CHECKSUMS}", opened.read(CHECKSUMS)
            for page in sorted(edition.pages):
                text = opened.read(f"{PAGES}{page.rstrip('/')}.txt").decode()
                today = base + ("" if page == "index/" else page)
                head = f"Edition of {dates.words(edition.day)}: kept as it stood. As it stands now: {today or './'}"
                yield edition.text_of(page), f"{_MARK}{head}\n\n{text}".encode()
