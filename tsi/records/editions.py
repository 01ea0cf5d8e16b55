"""The editions: what the site said on a day, frozen in `editions/` for good.

An edition is a file `2026-11-26.zip`: the text of each page, `tsi.json`, checksums, and of each record a digest and
what it was called, by which editions are compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from tsi.records.faults import Fault

FOLDER = "editions"
DATA, RECORDS, PAGES = "tsi.json", "records.json", "pages/"
_FILE = re.compile(r"(\d{4}-\d{2}-\d{2})\.zip")

Held = Mapping[str, tuple[str, str]]
"""Of each record, a digest of what is written and what it is called."""


class Edition(NamedTuple):
    """What was frozen on a day. `pages` are the addresses of the pages whose text it holds."""

    day: str
    file: Path
    records: Held
    pages: frozenset[str]

    @property
    def address(self) -> str:
        return f"{FOLDER}/{self.day}/"

    def text_of(self, page: str) -> str:
        """Where the text of a page stands below the site's root; "" where the edition holds none."""
        return f"{self.address}{page.rstrip('/')}.txt" if page in self.pages else ""


def read(root: Path) -> tuple[tuple[Edition, ...], list[Fault]]:
    """All editions of a project, the newest first, and the files that are none."""
    found, faults = [], []
    for file in sorted((root / FOLDER).glob("*.zip"), reverse=True):
        try:
            found.append(_read(file))
        except (BadZipFile, KeyError, TypeError, ValueError, OSError) as error:
            message = f"this is no edition ({error}); take it out, or restore it"
            faults.append(Fault.in_file(f"{FOLDER}/{file.name}", 0, message))
    return tuple(found), faults


def _read(file: Path) -> Edition:
    if not (named := _FILE.fullmatch(file.name)):
        raise ValueError("it is not called after a day, for example 2026-11-26.zip")
    with ZipFile(file) as opened:
        records = {reference: (held[0], held[1]) for reference, held in json.loads(opened.read(RECORDS)).items()}
        texts = [name for name in opened.namelist() if name.startswith(PAGES)]
    pages = frozenset(f"{it.removeprefix(PAGES).removesuffix('.txt')}/" for it in texts)
    return Edition(named[1], file, records, pages)
