"""Every address that the site has, known from the records alone, and what answers at those that it once had.

`data/addresses.txt` lists all addresses that were ever published: of pages, of files, and of whatever on a page has an
id that lasts. Each stands now, or leads to where its subject stands (`redirect_from` in a record or a part of one), or
tells why there is nothing any more (`data/retired.yml`), or is gone, which is refused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from tsi.library import selections
from tsi.library.library import Library
from tsi.records import claims as claims_
from tsi.records import files
from tsi.records.claims import Place, addressed
from tsi.records.types import Former, Reference, Retirement
from tsi.wording import citations, downloads, editions, filters, links

LIST = "data/addresses.txt"
NOT_FOUND = "404.html"
"""The page that the theme alone makes."""

TIMELINE = links.INDEXES["milestones"]
FACTS = {
    "funding": {"amount": "amount", "status": "statuses"},
    "partnerships": {"status": "statuses"},
    "milestones": {"when": "when", "status": "expected"},
    "people": {"role": "offices"},
}
"""By kind, the facts at the head of a record that have an address, whether or not a text of the record states them: by
the word in their anchor, the field that holds them."""

CITATION = re.compile(r"cite/(?P<page>[^/]+/[^/.]+)(?P<ending>\.[a-z]+)")
"""The file with the citation of a record's page."""

_FOLLOWING = re.compile(r"(?:fact|listed|line)-")
"""How the ids of parts begin that follow from a record or a source file: where one is gone, its page answers."""
_PAGE_OF_RECORD = re.compile(rf"({'|'.join(links.KINDS_WITH_PAGES)})/([^/#]+)/")
_DIMENSIONS = "|".join((*filters.DIMENSIONS, *filters.FORMER_DIMENSIONS))
_FILTERED = re.compile(rf"({TIMELINE})(?:{_DIMENSIONS})/[^/#]+/|({filters.PLAY})(?:pillar|status)/[^/#]+/")


class Answer(NamedTuple):
    """What answers at an address that the site no longer has: the way to `address`, where the record or text at `place`
    stands (None for what is neither). Where the subject was withdrawn, `retired` says why, and the way is to what to
    read instead, or "" where that is nothing."""

    address: str
    place: Place | None = None
    retired: Retirement | None = None


def published(root: Path) -> set[str]:
    """All addresses ever published. Raises FileNotFoundError and NotRead."""
    return set(files.text_of(root / LIST, LIST).split())


def promise(library: Library) -> int:
    """Add every address of the site to the list, from which none is ever removed; how many there were to add."""
    known = published(library.root) if (library.root / LIST).exists() else set()
    every = known | of(library).standing.keys()
    (library.root / LIST).write_text("\n".join(sorted(every)) + "\n", encoding="utf-8")
    return len(every) - len(known)


def written(text: str) -> str:
    """The address that an editor means: one of the site as it is, or a record and a part of it, `kind/id#part`."""
    try:
        former = Former.parse(text)
    except ValueError:
        return text
    known = former.kind in links.KINDS_WITH_ADDRESSES
    return links.address(Reference(former.kind, former.id), former.anchor) if known else text


@lru_cache(maxsize=2)
def of(library: Library) -> Addresses:
    """The addresses of a library's site, worked out once."""
    return Addresses(library)


class Addresses:
    """`Addresses(library).answers` is what a build has to add to the pages of the records; see `of`."""

    def __init__(self, library: Library):
        self.library = library

    @cached_property
    def standing(self) -> Mapping[str, Place | None]:
        """Every address of the site, and of what it is: a record (an empty path), or the text or field at the path."""
        standing: dict[str, Place | None] = dict.fromkeys(_without_records(self.library.root))
        for reference in (it for it in self.library.references() if it.kind in links.KINDS_WITH_ADDRESSES):
            standing |= _of_record(self.library, reference)
        return standing | _on_timelines(self.library)

    @cached_property
    def published(self) -> set[str]:
        return published(self.library.root)

    @property
    def new(self) -> set[str]:
        """The addresses of the site that are not among those yet."""
        return self.standing.keys() - self.published

    @cached_property
    def claims(self) -> Mapping[str, str]:
        """By address, where what stood there is now by the word of an editor."""
        return {old: now for _, old, now in claims(self.library)}

    @cached_property
    def entries(self) -> Mapping[str, str]:
        """By the address that the page of a record would have, that of its entry, of those that have one instead."""
        references = (it for kind in links.KINDS_WITH_PAGES for it in links.entries(self.library, kind))
        return {links.address(it): links.where(self.library, it) for it in references}

    @cached_property
    def retired(self) -> Mapping[str, Retirement]:
        return {written(text): retirement for text, retirement in self.library.retired.items()}

    # --- Where something stands now -------------------------------------------------------------------------------

    def answer(self, address: str) -> Answer | None:
        """What answers at an address that does not stand; None where that is gone."""
        page, _, anchor = address.partition("#")
        milestone = milestone_at(page, anchor)
        declared = address in self.claims or address in self.retired
        if milestone and not declared:
            return self._entry(page, milestone)
        if file := CITATION.fullmatch(address):
            return self._file(*file.groups())
        return self._now(address)

    def _now(self, address: str) -> Answer | None:
        """The same of an address at which nothing but its own subject ever stood."""
        address = self.claims.get(address) or self.entries.get(address, address)
        if address in self.standing:
            return Answer(address, self.standing[address])
        if retirement := self.retired.get(address):
            instead = written(retirement.instead or "")
            return Answer(instead, self.standing.get(instead), retirement)
        page, _, part = address.partition("#")
        if record := entry_at(page, part):
            return self._now(links.address(record))
        if not part:
            filtered = _FILTERED.fullmatch(page)
            return Answer(filtered[1] or filtered[2]) if filtered else None
        whole = self._now(page)
        if not whole or whole.retired or "#" in whole.address:
            return whole
        same = self._now(f"{whole.address}#{part}") if whole.address != page else None
        return same or (whole if _FOLLOWING.match(part) else None)

    def _entry(self, page: str, milestone: str) -> Answer | None:
        """What answers where a list had a milestone: its entry there or on the whole timeline, or its own page."""
        now = self._now(f"milestones/{milestone}/")
        if not now or now.retired or not now.place or now.place.reference.kind != "milestones" or "#" in now.address:
            return now
        id_, home = now.place.reference.id, self._now(page)
        on_timeline = page.startswith(TIMELINE)
        entry = f"{home.address if home else page}#{'' if on_timeline else 'event-'}{id_}"
        if entry in self.standing:
            return Answer(entry, self.standing[entry])
        return Answer(f"{TIMELINE}#{id_}", now.place) if on_timeline else now

    def _file(self, page: str, ending: str) -> Answer | None:
        """What answers where the file with a record's citation was: that of the record which answers there now."""
        now = self._now(f"{page}/")
        if not now or not now.place:
            return now
        return now._replace(address=f"cite/{now.place.reference}{ending}")

    # --- What a build adds ----------------------------------------------------------------------------------------

    @cached_property
    def answers(self) -> Mapping[str, Mapping[str, Answer]]:
        """By page, and by the id that something on it had ("" for the page itself), what answers there now."""
        old = {*self.published, *self.claims, *self._parts_of_moved_records()}
        old |= {address.partition("#")[0] for address in old}
        answers: dict[str, dict[str, Answer]] = defaultdict(dict)
        for address in sorted(old - self.standing.keys()):
            page, _, anchor = address.partition("#")
            if (page in self.standing or self.answer(page)) and (answer := self.answer(address)):
                answers[page][anchor] = answer
        return answers

    def _parts_of_moved_records(self) -> Iterator[str]:
        """What stands on the page of a record that has moved stood on its old page, too, whether or not that was noted
        in time."""
        moved = [(old, now) for old, now in self.claims.items() if "#" not in f"{old}{now}"]
        parts = (address.partition("#") for address in self.standing)
        for page, _, anchor in parts if moved else ():
            yield from (f"{old}#{anchor}" for old, now in moved if anchor and page == now)

    @property
    def signposts(self) -> Mapping[str, Mapping[str, Answer]]:
        """The pages of the site at which nothing but an answer stands."""
        pages = self.answers.items()
        return {page: answers for page, answers in pages if page not in self.standing and page.endswith("/")}

    @property
    def files(self) -> Mapping[str, Answer]:
        """The same of files."""
        pages = self.answers.items()
        return {page: answers[""] for page, answers in pages if page not in self.standing and not page.endswith("/")}

    def renamed(self, page: str) -> list[tuple[str, str]]:
        """On a page that stands, each id that something had, and the id that it has now, or that of the title."""
        found = self.answers.get(page, {}).items()
        here = ((old, answer.address.partition("#")) for old, answer in found if not answer.retired)
        return [(old, anchor or "title") for old, (target, _, anchor) in here if target == page]

    def elsewhere(self, page: str) -> Mapping[str, Answer]:
        """On a page that stands, by the id that it had there, what stands on it no more."""
        here = {old for old, _ in self.renamed(page)}
        return {old: answer for old, answer in self.answers.get(page, {}).items() if old not in here}


# --- What stands -----------------------------------------------------------------------------------------------------


def _without_records(root: Path) -> Iterator[str]:
    """The pages of docs/, and what else stands there whatever the records hold."""
    folder = root / "docs"
    for file in folder.rglob("*.md"):
        name = file.relative_to(folder).with_suffix("").as_posix()
        yield "./" if name == "index" else f"{name.removesuffix('/index')}/"
    yield NOT_FOUND
    yield from (path for path, _ in downloads.DOWNLOADS)


def _of_record(library: Library, reference: Reference) -> dict[str, Place | None]:
    """What stands on a record's page, the files with its citation, and what follows it."""
    page = links.where(library, reference)
    files = {it.path(reference): None for it in citations.FORMATS.values() if it.ending}
    if reference.kind in downloads.EMBEDDED:
        files[downloads.card_to_embed(reference)] = None
    if reference.kind == "pillars":
        files |= dict.fromkeys(downloads.to_follow(library, reference).values())
        files |= dict.fromkeys(downloads.feeds_of_changes(library, reference).values())
    if not links.has_page(library, reference):
        return {page: Place(reference, ())} | (files if reference.kind in links.KINDS_WITH_PAGES else {})
    parts: dict[str, claims_.Path] = {}
    if reference.kind == "pillars":
        parts |= {f"listed-{source.id}": ("listed", source.id) for source in selections.listing(library)}
    if reference.kind == "sources":
        lines = (line.number for line in library.index[reference.id].lines if not line.blank)
        parts |= {f"line-{number}": ("lines", number) for number in lines}
    parts |= {links.anchor(path): path for path in reversed(library.texts(reference)) if "infer" not in path}
    parts |= {f"fact-{fact}": (field,) for fact, field in FACTS.get(reference.kind, {}).items()}
    shown = (
        () if reference.kind in ("sources", "disagreements") else selections.linked(library, reference, "milestones")
    )
    return {
        **{f"{page}#{anchor}": Place(reference, path) for anchor, path in parts.items() if anchor},
        **{f"{page}#event-{it.id}": Place(it, ()) for it in shown},
        **files,
        page: Place(reference, ()),
    }


def _on_timelines(library: Library) -> dict[str, Place | None]:
    """The timeline and each view of it, with its entries; the views of the state of play."""
    choices = [choice for options in filters.choices(library).values() for choice in options]
    pages = {TIMELINE: None, filters.OLDEST_FIRST: None, **{choice.address: choice for choice in choices}}
    entries = {
        f"{page}#{it.id}": Place(it, ()) for page, choice in pages.items() for it in filters.left_by(library, choice)
    }
    return dict.fromkeys((*pages, *filters.every(library))) | entries | dict.fromkeys(editions.pages(library))


def milestone_at(page: str, anchor: str) -> str:
    """The id of the milestone that a list has at an address; "" for an address of anything else."""
    if page.startswith(TIMELINE):
        return anchor
    return anchor.removeprefix("event-") if anchor.startswith("event-") and _PAGE_OF_RECORD.fullmatch(page) else ""


def entry_at(page: str, anchor: str) -> Reference | None:
    """The record that has, or had, an entry of an index in place of a page; None for an address of anything else."""
    kinds = (kind for kind, index in links.INDEXES.items() if index == page and kind in links.KINDS_WITH_PAGES)
    return next((Reference(it, anchor.removeprefix(f"{it}-")) for it in kinds if anchor.startswith(f"{it}-")), None)


# --- What was said of it ---------------------------------------------------------------------------------------------


def claims(library: Library) -> Iterator[tuple[Place, str, str]]:
    """Where it is said that a thing was called otherwise, the address that it had, and the address that it has."""
    for reference in library.references():
        for path, part in addressed(library.get(reference)):
            now = links.where(library, reference, links.anchor(path) if path else "")
            for position, former in enumerate(part.redirect_from):
                at = Place(reference, (*path, "redirect_from", position))
                yield at, links.former(former, reference, path), now
