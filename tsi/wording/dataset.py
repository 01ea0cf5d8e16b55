"""What is said of the data as a whole, and what all exports share: dates, addresses and lasting identifiers."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable
from datetime import date

from tsi.library import counts
from tsi.library.library import Library
from tsi.records.types import Citation, Former, Reference
from tsi.text import dates
from tsi.wording import links

TITLE = "UK-India Technology Security Initiative knowledge base"
FORM = "2"
"""The version of the form of the downloads, which each of them names: another where a key or a column goes or changes
its meaning; CHANGELOG.md tells what."""
NOTE = "Matched to source, not verified fact: a cited line states what is given here, which does not make it true."
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}

IATI = {
    **dict.fromkeys(("proposed", "in-talks", "announced", "agreed"), "1"),
    **dict.fromkeys(("launched", "operating"), "2"),
    "completed": "4",
}
"""By the furthest status of a sum, the code to which it comes nearest in IATI's list ActivityStatus; that something has
ended does not tell whether it was cancelled or suspended."""

_NAMESPACE = uuid.UUID("b1f6c0de-5a0e-5d7c-9a55-7f1d0c2b6a31")
"""Never to change: calendars and feed readers know a milestone by what is made from this and its id."""


def lasting_id(reference: Reference | str) -> uuid.UUID:
    """An identifier that stays with a record wherever the site stands."""
    return uuid.uuid5(_NAMESPACE, str(reference))


def first_called(library: Library, reference: Reference) -> Reference:
    """A record by the first id that it had: what is made of it stays the same when the record is renamed."""
    redirected: tuple[Former, ...] = getattr(library.get(reference), "redirect_from", ())
    former = [it for it in redirected if not it.anchor]
    return Reference(former[0].kind or reference.kind, former[0].id) if former else reference


def address(library: Library, base: str, reference: Reference, anchor: str = "") -> str:
    """The whole address of a record; below the site's root where the site has no address, `base` being ""."""
    return base + links.where(library, reference, anchor)


_IN_NO_FILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (section 2.2), iCalendar (RFC 5545, section 3.1) or CSV (RFC 4180) does not let a text hold."""


def fit(text: str, where: object) -> str:
    """A text that every format of ours can hold. Raises ValueError, naming `where` it belongs, for any other."""
    if found := _IN_NO_FILE.search(text):
        raise ValueError(f"{where}: the character U+{ord(found[0]):04X} may stand in no download; remove it")
    return text


def published(library: Library, citations: Iterable[Citation]) -> tuple[str, ...]:
    """When the cited sources appeared (EDTF), each date once, the oldest first."""
    found = {library.sources[citation.source].published for citation in citations}
    return tuple(sorted(found, key=lambda edtf: (dates.last_known_day(edtf), edtf)))


def newest_day(library: Library, sources: Iterable[str]) -> date:
    """The last day on which the newest of these sources can have appeared; `updated` and DTSTAMP are taken from it."""
    return max(dates.last_known_day(library.sources[source].published) for source in sources)


def is_dated_to_the_day(library: Library, milestone: Reference) -> bool:
    """Whether a calendar can hold it."""
    edtf = library.milestones[milestone.id].when.is_
    return dates.is_certain(edtf) and len(edtf) == len("2024-07-24")


def about(library: Library, base: str) -> dict:
    """What stands at the head of the downloads. `date` is that of the newest source (EDTF), its only clock."""
    texts = "".join(document.text for _, document in sorted(library.documents.items()))
    return {
        "title": TITLE,
        "form": FORM,
        "note": NOTE,
        "licence": LICENCE,
        "date": counts.newest_source(library),
        "sha256": hashlib.sha256(texts.encode()).hexdigest(),
        "address": base,
    }
