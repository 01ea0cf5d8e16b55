"""What is said of the data as a whole, and what all exports share: dates, addresses and lasting identifiers."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from datetime import date

from tsi.library import counts
from tsi.library.library import Library
from tsi.records.types import Citation, Reference
from tsi.text import dates
from tsi.wording import links

TITLE = "UK-India Technology Security Initiative knowledge base"
NOTE = "Matched to source, not verified fact: a cited line states what is given here, which does not make it true."
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}

_NAMESPACE = uuid.UUID("b1f6c0de-5a0e-5d7c-9a55-7f1d0c2b6a31")
"""Never to change: calendars and feed readers know a milestone by what is made from this and its id."""


def lasting_id(reference: Reference | str) -> uuid.UUID:
    """An identifier that stays with a record wherever the site stands."""
    return uuid.uuid5(_NAMESPACE, str(reference))


def base(site_url: str) -> str:
    """What stands before the addresses of records: the site's address with a slash at its end, "" where it has none."""
    return site_url.rstrip("/") + "/" if site_url else ""


def address(base: str, reference: Reference, anchor: str = "") -> str:
    return base + links.address(reference, anchor)


def published(library: Library, citations: Iterable[Citation]) -> tuple[str, ...]:
    """When the cited sources appeared (EDTF), each date once, the oldest first."""
    found = {library.sources[citation.source].published for citation in citations}
    return tuple(sorted(found, key=lambda edtf: (dates.parse(edtf).latest, edtf)))


def newest_day(library: Library, sources: Iterable[str]) -> date:
    """The last day on which the newest of these sources can have appeared; `updated` and DTSTAMP are taken from it."""
    return max(dates.parse(library.sources[source].published).latest for source in sources)


def about(library: Library, base: str) -> dict:
    """What stands at the head of the downloads. `date` is that of the newest source (EDTF), its only clock."""
    texts = "".join(document.text for _, document in sorted(library.documents.items()))
    return {
        "title": TITLE,
        "note": NOTE,
        "licence": LICENCE,
        "date": counts.newest_source(library),
        "sha256": hashlib.sha256(texts.encode()).hexdigest(),
        "address": base,
    }
