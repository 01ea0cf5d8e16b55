"""The proof by attack on the built site: wrong edits of its pages and files, run through the real audit.

A mutant is a page or a file with one thing changed. It is caught where the audit finds fault; it is not catchable where
readers see and hear the same as before and every link leads to the same place; else it has survived.
"""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple, get_args

from tqdm import tqdm

from tsi import edits, figures, markup, visible
from tsi.audit import SEARCH, Audit, Report
from tsi.exports import reading_back
from tsi.figures import Figure
from tsi.library import load
from tsi.markup import Element, Span
from tsi.mutants import SEED
from tsi.records import DisagreementType, Source, Status
from tsi.render import links, wording

PARTNERS = 3
"""Pages from which another takes the elements, names and values that are put in the place of its own."""
ALONE = 2
"""Of each class, so many mutants of a page are tried on its accounts alone as well."""


class Mutant(NamedTuple):
    """`family` and `edit` are the class it is counted in; `after` is put in the place of a span of the file."""

    family: str
    edit: str
    file: str
    span: Span
    after: str

    def of(self, content: str) -> str:
        return content[: self.span.start] + self.after + content[self.span.end :]


class Written(NamedTuple):
    """A page as it is written, its address, and where its parts stand."""

    file: str
    content: str
    markup: markup.Markup

    @property
    def address(self) -> str:
        return self.file.removesuffix("index.html")

    def text(self, span: Span) -> str:
        return self.content[span.start : span.end]


Change = tuple[str, str, Span, str]
"""Family, edit, span and what is put there: a mutant of a page that is known."""


# --- Figures ---------------------------------------------------------------------------------------------------------


def _of_figures(content: str, span: Span, choose: random.Random) -> Iterator[tuple[str, Span, str]]:
    """Of each figure between two places, a wrong edit of every class that it can have."""
    for figure in figures.find(content[span.start : span.end]):
        where = Span(span.start + figure.start, span.start + figure.end)
        for edit, printed in _wrong(replace(figure, start=0, end=0)).items():
            yield edit, where, choose.choice(printed)


@lru_cache(maxsize=100_000)
def _wrong(figure: Figure) -> dict[str, list[str]]:
    """By class, every wrong edit of a figure; one that leaves the same figure is none."""
    classes: dict[str, list[str]] = defaultdict(list)
    for _, edit, printed in edits.of_figure(figure):
        if [other.key for other in figures.find(printed)] != [figure.key]:
            classes[edit].append(printed)
    return classes


def _in_text(page: Written, _: list[Written], choose: random.Random) -> Iterator[Change]:
    for text in page.markup.texts:
        family = "example" if {"code", "pre"} & {*text.within} else "head" if "head" in text.within else "text"
        for edit, span, after in _of_figures(page.content, text.span, choose):
            yield family, edit if family == "text" else "figure", span, after


def _in_attributes(page: Written, others: list[Written], choose: random.Random) -> Iterator[Change]:
    values = _values(page, *others)
    for element in page.markup.elements:
        for name, span in element.attributes.items():
            kind = _kind_of_attribute(element, name)
            if not kind:
                continue
            changes = list(_of_figures(page.content, span, choose))
            if changes:
                _, where, after = choose.choice(changes)
                yield ("head" if element.tag == "meta" else "attribute"), kind, where, after
            if kind == "machine value" and (another := values[name] - {page.text(span)}):
                yield "attribute", "another value", span, choose.choice(sorted(another))


def _values(*pages: Written) -> dict[str, set[str]]:
    values: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for element in page.markup.elements:
            for name, span in element.attributes.items():
                values[name].add(page.text(span))
    return values


_DRAWN = ("d", "x", "y", "cx", "cy", "r", "width", "height", "points")


def _kind_of_attribute(element: Element, name: str) -> str:
    """What readers or machines take from an attribute; "" where that is no figure of the subject."""
    if name in visible.READ_ALOUD or (element.tag == "meta" and name == "content"):
        return "read aloud"
    if name in ("value", "datetime") or (name.startswith("data-") and not name.startswith("data-md-")):
        return "machine value"
    if name in ("href", "id") and element.tag not in ("link", "html"):
        return "address"
    return "place in a picture" if name in _DRAWN and element.tag in ("path", "rect", "circle", "text", "tspan") else ""


# --- Words and links -------------------------------------------------------------------------------------------------

_WORDS = {
    "stage": tuple(wording.code(stage) for stage in get_args(Status)),
    "verdict": ("matched to source", "matched", "inferred"),
    "kind of source": get_args(Source.model_fields["kind"].annotation),
    "type of disagreement": get_args(DisagreementType),
}


def _in_words(page: Written, _: list[Written], choose: random.Random) -> Iterator[Change]:
    attributes = (element.attributes.get("aria-label") for element in page.markup.elements)
    texts = (text.span for text in page.markup.texts if "code" not in text.within)
    for span in chain(texts, filter(None, attributes)):
        for edit, words in _WORDS.items():
            for match in re.finditer(rf"\b(?:{'|'.join(words)})\b", page.text(span)):
                where = Span(span.start + match.start(), span.start + match.end())
                yield "word", edit, where, choose.choice([word for word in words if word != match[0]])


class _Link(NamedTuple):
    href: Span
    target: str
    """The address of a record's page."""
    called: Span


def _links(page: Written) -> list[_Link]:
    found = []
    for element in page.markup.elements:
        if element.tag == "a" and "href" in element.attributes:
            way = page.text(element.attributes["href"])
            target = posixpath.normpath(posixpath.join(page.address, way.partition("#")[0]))
            if target.partition("/")[0] in links.KINDS_WITH_PAGES and "/" in target and not way.startswith("#"):
                found.append(_Link(element.attributes["href"], target, element.inner))
    return found


def _in_links(page: Written, _: list[Written], choose: random.Random) -> Iterator[Change]:
    kinds: dict[str, list[_Link]] = defaultdict(list)
    for link in _links(page):
        kinds[link.target.partition("/")[0]].append(link)
    for link in chain.from_iterable(kinds.values()):
        others = [other for other in kinds[link.target.partition("/")[0]] if other.target != link.target]
        names = {page.text(other.called) for other in others} - {page.text(link.called)}
        if names:
            yield "link", "another name", link.called, choose.choice(sorted(names))
        if others:
            yield "link", "leads elsewhere", link.href, page.text(choose.choice(others).href)


# --- Whole elements --------------------------------------------------------------------------------------------------


def _shape(page: Written, element: Element) -> tuple[str, ...]:
    """What another element must share to be taken for this one; () where it tells nothing of a record."""
    telling = [name for name in element.attributes if _kind_of_attribute(element, name) == "machine value"]
    word = page.text(element.inner).strip()
    kinds = [kind for kind, words in _WORDS.items() if word in words]
    return (element.tag, *kinds, *sorted(telling)) if kinds or telling else ()


def _in_elements(page: Written, others: list[Written], choose: random.Random) -> Iterator[Change]:
    shapes: dict[tuple[str, ...], list[Element]] = defaultdict(list)
    for element in page.markup.elements:
        shapes[_shape(page, element)].append(element)
    foreign: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for other in (page, *others):
        for element in other.markup.elements:
            foreign[_shape(other, element)].append(other.text(element.span))
    shapes.pop((), None)
    for shape, elements in shapes.items():
        for element in elements:
            yield from _of_element(page, element, elements, foreign[shape], choose)


def _of_element(
    page: Written, element: Element, alike: list[Element], foreign: list[str], choose: random.Random
) -> Iterator[Change]:
    own = page.text(element.span)
    yield "element", "dropped", element.span, ""
    if another := _chosen(foreign, lambda text: text != own, choose):
        yield "element", "replaced", element.span, another
    behind = [it for it in alike if it.span.start >= element.span.end]
    if other := _chosen(behind, lambda it: page.text(it.span) != own, choose):
        both, between = Span(element.span.start, other.span.end), page.content[element.span.end : other.span.start]
        yield "element", "swapped", both, page.text(other.span) + between + own
        yield "element", "moved", both, between + own + page.text(other.span)


def _chosen(items: list, would_do: Callable, choose: random.Random) -> object | None:
    """One that would do, of a handful chosen by chance: most are of one kind, or most would do."""
    handful = choose.sample(items, min(20, len(items)))
    return next(filter(would_do, handful), None)


MAKERS: tuple[Callable[[Written, list[Written], random.Random], Iterator[Change]], ...] = (
    _in_text, _in_attributes, _in_words, _in_links, _in_elements,
)  # fmt: skip
"""Each takes a page, its partners and what chooses among edits that would do."""


# --- Pages and files -------------------------------------------------------------------------------------------------

_OF_THE_ATTACK = "mutants"
"""In the names of the functions that count what the attack has found: it leaves these numbers alone, or each report
would differ from the one before because that one was shown."""

_FORMATS = {
    "data/tsi.json": "json",
    "data/datapackage.json": "data package",
    ".csv": "table",
    ".ics": "calendar",
    ".atom": "feed",
    ".bib": "bibtex",
    ".ris": "ris",
    ".json": "csl json",
}
"""By the end of its path, what a download is."""


class Attacker:
    """Makes the mutants of one built site and tries each on the audit of one library."""

    def __init__(self, root: Path, site: Path, audit: Audit | None = None):
        self.site, self.audit = site, audit or Audit(load(root))
        self._base = reading_back.base(site)
        self._files = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))

    @cached_property
    def pages(self) -> dict[str, Report]:
        """By its address, what the audit has found on each page as it was built."""
        return {page.address: self.audit.accounts(page.content, page.address) for page in map(self._page, self._files)}

    @cached_property
    def entries(self) -> dict[str, dict]:
        """The entries of the search index, each as a file of its own."""
        entries = json.loads((self.site / SEARCH).read_text(encoding="utf-8"))["docs"]
        return {f"{SEARCH}#{entry['location']}": entry for entry in entries}

    @property
    def files(self) -> list[str]:
        """Everything that is attacked."""
        found = [name for name in self.entries if not name.endswith("method/#attack")]
        return [*self._files, *found, *self.audit.files(self._base)]

    @lru_cache(maxsize=8)  # noqa: B019 - there is one of these to a process
    def _page(self, file: str) -> Written:
        content = self.content(file)
        return Written(file, content, markup.read(content))

    def content(self, file: str) -> str:
        if file in self.entries:
            return json.dumps(self.entries[file], ensure_ascii=False)
        return (self.site / file).read_bytes().decode()

    def mutants(self, file: str, seed: int = SEED) -> list[Mutant]:
        """The mutants of one file, the same ones for the same seed."""
        choose = random.Random(f"{seed} {file}")
        made = self._of_page(file, choose) if file.endswith(".html") else self._of_file(file, choose)
        return [Mutant(family, edit, file, span, after) for family, edit, span, after in made]

    def _of_page(self, file: str, choose: random.Random) -> Iterator[Change]:
        page = self._page(file)
        beside = [other for other in self._files if other != file and other.count("/") == file.count("/")]
        others = [self._page(other) for other in choose.sample(beside, min(PARTNERS, len(beside)))]
        own = [
            element.span
            for element in page.markup.elements
            if "data-by" in element.attributes and _OF_THE_ATTACK in page.text(element.attributes["data-by"])
        ]
        for change in chain.from_iterable(maker(page, others, choose) for maker in MAKERS):
            if not any(span.start < change[2].end and change[2].start < span.end for span in own):
                yield change

    def _of_file(self, file: str, choose: random.Random) -> Iterator[Change]:
        content = self.content(file)
        edit = next((name for end, name in _FORMATS.items() if file.endswith(end)), "search index")
        for _, span, after in _of_figures(content, Span(0, len(content)), choose):
            yield "file", edit, span, after

    # Trying them

    def outcome(self, mutant: Mutant) -> str:
        """`caught`, `not catchable` or `survived`."""
        content = self.content(mutant.file)
        changed = mutant.of(content)
        if self._is_caught(mutant.file, changed):
            return "caught"
        is_page = mutant.file.endswith(".html")
        return "not catchable" if is_page and _reading(content) == _reading(changed) else "survived"

    def _is_caught(self, file: str, changed: str) -> bool:
        if file.endswith(".html"):
            address = file.removesuffix("index.html")
            return bool(self.audit.comparison(changed, address).findings) or self.is_caught_alone(file, changed)
        if file not in self.entries:
            return bool(self.audit.file(file, changed.encode(), self._base).findings)
        try:
            return bool(self.audit.search_entry(json.loads(changed), self.pages).findings)
        except ValueError:
            return True  # nor can the index be read

    def is_caught_alone(self, file: str, changed: str) -> bool:
        """Whether a page is refused for what it says, without comparing it with what the templates make."""
        return bool(self.audit.accounts(changed, file.removesuffix("index.html")).findings)


def _reading(content: str) -> tuple:
    """What readers get of a page: what they see, what they hear, and where its links lead."""
    page = visible.Page(content, "")
    told = sorted((name, text) for _, name, text in page.attributes())
    return [block.text for block in page.blocks()], told, page.root.xpath("//@href")
