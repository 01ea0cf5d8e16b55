"""A feed (Atom, RFC 4287) of whatever has an id, a title, a stamp and lines."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time
from functools import partial
from typing import NamedTuple
from xml.etree import ElementTree

from jinja2 import Environment, PackageLoader, StrictUndefined

from tsi.exports.lines import Line
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.text import dates
from tsi.wording import dataset, downloads, links

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRY = Environment(
    loader=PackageLoader("tsi.exports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
).get_template("entry.html")

Of = Reference | None
"""The pillar that a feed is about; None for all."""


def followed(library: Library) -> tuple[Of, ...]:
    """All that has files of its own to follow: all records together, and each pillar."""
    return None, *(Reference("pillars", id_) for id_ in library.pillars)


class Entry(NamedTuple):
    """`path` is where it leads, `where` what to name if it cannot be written; `terms` are the words to sort it by."""

    id: uuid.UUID
    title: str
    updated: datetime
    path: str
    lines: Sequence[Line]
    where: Reference
    terms: Sequence[str] = ()


class Feed(NamedTuple):
    """`what` it tells of; `path` is where it stands, `page` the page that tells the same."""

    what: str
    path: str
    page: str
    entries: Sequence[Entry]


def title(library: Library, what: str, of: Of) -> str:
    name = f", {dataset.fit(library.pillars[of.id].name, of)}" if of else ""
    return f"{dataset.TITLE}: {what}{name}"


def lasting_id(library: Library, what: str, of: Of) -> uuid.UUID:
    return dataset.lasting_id(f"{what} of {dataset.first_called(library, of)}" if of else what)


def written(library: Library, base: str, of: Of, feed: Feed) -> bytes:
    """On a site without an address, links are relative to where the feed stands (RFC 4287, section 2)."""
    root = ElementTree.Element("feed", xmlns=_ATOM)
    way = partial(_way, base, feed.path)
    called = "feed" if feed.what == downloads.MILESTONES else f"feed of {feed.what}"
    _add(root, "id", lasting_id(library, called, of).urn)
    _add(root, "title", title(library, feed.what, of))
    _add(root, "subtitle", dataset.NOTE)
    _add(root, "generator", dataset.TITLE, version=dataset.FORM)
    _add(root, "updated", max((it.updated for it in feed.entries), default=_beginning(library)).isoformat())
    _add(root, "rights", dataset.LICENCE["title"])
    _add(_add(root, "author"), "name", dataset.TITLE)
    _add(root, "link", rel="alternate", href=way(feed.page))
    if base:
        _add(root, "link", rel="self", href=way(feed.path))
    for entry in feed.entries:
        _add_entry(root, entry, way)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _beginning(library: Library) -> datetime:
    """The stamp of a feed without entries: when the history began, or the newest source appeared."""
    begun = library.history.begun
    return midnight(begun) if begun else midnight(str(dataset.newest_day(library, library.sources)))


def midnight(day: str) -> datetime:
    return datetime.combine(dates.last_known_day(day), time(), UTC)


def _way(base: str, path: str, target: str) -> str:
    """A link to a page in the feed at `path`."""
    return base + target if base else links.relative(target, path)


def _add_entry(root: ElementTree.Element, it: Entry, way: Callable[[str], str]) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", it.id.urn)
    _add(entry, "title", dataset.fit(it.title, it.where))
    _add(entry, "updated", it.updated.isoformat())
    _add(entry, "link", rel="alternate", href=way(it.path))
    for term in it.terms:
        _add(entry, "category", term=term)
    html = _ENTRY.render(lines=it.lines, page=way(it.path), to=way, way=lambda citation: way(links.line(citation)))
    _add(entry, "content", dataset.fit(html, it.where), type="html")


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text
    return element


def newest_first(entries: Iterator[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda it: (it.updated, it.where), reverse=True)
