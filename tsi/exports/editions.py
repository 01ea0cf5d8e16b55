"""The files of each edition, as they were frozen; each text says that it is of one, and leads to what stands today."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import urljoin
from zipfile import ZipFile

from tsi.library.library import Library
from tsi.records.editions import DATA, PAGES
from tsi.text import dates
from tsi.wording import addresses, downloads, links

CHECKSUMS = "checksums.txt"
_MARK = "\ufeff"
"""By which browsers know the encoding of a plain text."""
_HEAD = "Edition of {}: kept as it stood, but for its links, which lead to what stands there now. This page now: {}"
_WAY = re.compile(r"(?<=\]\()[^()\s]+")
_NOWHERE = "https://site.invalid/"
"""The address of a site without one."""


def files(library: Library, base: str) -> Iterator[tuple[str, bytes]]:
    """Each by its path below the site's root."""
    for edition in library.editions:
        yield f"{edition.address}edition.zip", edition.file.read_bytes()
        with ZipFile(edition.file) as opened:
            yield f"{edition.address}{CHECKSUMS}", opened.read(CHECKSUMS)
            then = json.loads(opened.read(DATA))["about"]["address"] or _NOWHERE
            for page in sorted(edition.pages):
                path, address = edition.text_of(page), "" if page == "index/" else page
                head = _HEAD.format(dates.words(edition.day), _way(library, base, address, path))
                twin = then + downloads.twin(page, ".md")
                text = opened.read(f"{PAGES}{page.rstrip('/')}.txt").decode()
                led = _WAY.sub(partial(_led, library, base, then, twin, path), text)
                yield path, f"{_MARK}{head}\n\n{led}".encode()


def _led(library: Library, base: str, then: str, twin: str, path: str, link: re.Match[str]) -> str:
    """A link of a text that now stands at `path`, which led from `twin` on the site that stood at `then`."""
    target = urljoin(twin, link[0])
    return _way(library, base, target.removeprefix(then), path) if target.startswith(then) else link[0]


def _way(library: Library, base: str, address: str, path: str) -> str:
    """The way from `path` to what stands today where something stood at an address; what is withdrawn says why."""
    answer = None if address in addresses.of(library).standing else addresses.of(library).answer(address)
    now = answer.address if answer and not answer.retired else address
    return base + now if base else links.relative(now, path)
