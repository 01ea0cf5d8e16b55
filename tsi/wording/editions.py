"""What is told of the editions (`tsi.records.editions`), and what has changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterator

from tsi.library import history
from tsi.library.library import Library
from tsi.records.editions import Edition, Held
from tsi.records.types import Reference
from tsi.text import dates
from tsi.wording import links, words
from tsi.wording.filters import ListPage


def on(library: Library, day: str) -> Edition:
    """The edition of a day. Raises KeyError."""
    return {it.day: it for it in library.editions}[day]


def today(library: Library) -> Held:
    """What an edition would hold now."""
    digests = history.digests(library)
    return {
        str(it): (digests[str(it)], words.title(library.get(it)))
        for it in library.references()
        if it.kind in links.KINDS_WITH_ADDRESSES
    }


def named(library: Library, reference: Reference) -> str:
    """The day of the newest edition that holds a record as it is now; "" where none does."""
    digest = history.digests(library).get(str(reference))
    newest = library.editions[:1]
    return next((it.day for it in newest if it.records.get(str(reference), ("",))[0] == digest), "")


def changes(library: Library, day: str) -> Iterator[tuple[str, str, str]]:
    """What has changed from an edition to the next, or to today: what happened, to which record, what it is called."""
    later = [it.records for it in library.editions if it.day > day]
    then, now = on(library, day).records, later[-1] if later else today(library)
    yield from (("added", it, now[it][1]) for it in now if it not in then)
    yield from (("changed", it, now[it][1]) for it in now if it in then and now[it][0] != then[it][0])
    yield from (("gone", it, then[it][1]) for it in then if it not in now)


def pages(library: Library) -> dict[str, ListPage]:
    """By its address, the page of each edition."""
    return {it.address: _page(it.day) for it in library.editions}


def _page(day: str) -> ListPage:
    return ListPage(f'edition("{day}")', words.EDITION.format(dates.words(day)), words.EDITION_TELLS)


def record_of(row: str) -> str:
    """The record of a row: `changed:pillars/telecoms`."""
    return row.partition(":")[2]


def way(library: Library, row: str) -> str:
    """The address at which the record of a row stands today; of one that is gone, the address that it had, at which
    something answers."""
    reference = Reference.parse(record_of(row))
    is_there = reference.id in library.records.get(reference.kind, {})
    return links.where(library, reference) if is_there else links.address(reference)
