"""The proof by attack on the built site: wrong edits of its pages and files, run through the real audit.

A mutant is a page or a file with one thing changed. It is caught where the audit finds fault; it is not catchable where
readers see and hear the same as before and every link leads to the same place; else it has survived.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar, get_args

from tqdm import tqdm

from tsi import markup, visible
from tsi.attack import edits
from tsi.attack.records import SEED, rows, sampled
from tsi.audit import SEARCH, Audit
from tsi.exports import reading_back
from tsi.findings import Report
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.markup import Element, Markup, Span, Text
from tsi.records.types import DisagreementType, Source, Status
from tsi.text import figures
from tsi.text.figures import Figure
from tsi.wording import links
from tsi.wording import words as wording

PARTNERS = 3
"""Pages from which another takes the elements and values that are put in the place of its own."""

ALONE = 500
"""One in so many mutants of a page is tried on what the page says of itself alone as well."""


class Mutant(NamedTuple):
    """`family` and `edit` are the class it is counted in; `after` is put in the place of a span of the file."""

    family: str
    edit: str
    file: str
    span: Span
    after: str

    def of(self, content: str) -> str:
        return content[: self.span.start] + self.after + content[self.span.end :]


Change = tuple[str, str, Span, str]
"""A mutant without its file."""

Item = TypeVar("Item")
Part = TypeVar("Part", Text, Element)

_OF_THE_ATTACK = "mutants"
"""In the names of the functions that count what the attacks have found. The attack leaves these numbers alone: they
would change what it makes, and so themselves, with every report."""


@dataclass(eq=False)
class Written:
    """A page as it is written, and where its parts stand: texts and elements, but for the numbers of the attack and
    what is round them; the values of attributes."""

    file: str
    content: str

    @cached_property
    def _markup(self) -> Markup:
        return markup.read(self.content)

    @cached_property
    def _spared(self) -> list[Span]:
        return [it.span for it in self._markup.elements if _OF_THE_ATTACK in self.value(it, "data-by")]

    def _apart(self, parts: Iterable[Part]) -> list[Part]:
        spared = self._spared
        return [it for it in parts if not any(at.start < it.span.end and it.span.start < at.end for at in spared)]

    @cached_property
    def texts(self) -> list[Text]:
        return self._apart(self._markup.texts)

    @cached_property
    def elements(self) -> list[Element]:
        return self._apart(self._markup.elements)

    @cached_property
    def article(self) -> Span:
        """What the page tells; round it is what the theme puts on every page."""
        return next((element.span for element in self._markup.elements if element.tag == "article"), Span(0, 0))

    def of(self, span: Span) -> str:
        return self.content[span.start : span.end]

    def value(self, element: Element, name: str) -> str:
        return self.of(element.attributes[name]) if name in element.attributes else ""


def _another(items: Sequence[Item], own: object, choose: random.Random, of: Callable = lambda it: it) -> Item | None:
    """One of which something is other than our own, of a handful chosen by chance: as a rule nearly all are."""
    return next((it for it in choose.sample(items, min(20, len(items))) if of(it) != own), None)


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
    for text in page.texts:
        changes = _of_figures(page.content, text.span, choose)
        if "head" in text.within or {"code", "pre"}.intersection(text.within):
            part = "head" if "head" in text.within else "example"
            yield from ((part, "figure", where, after) for _, where, after in changes)
        else:
            yield from (("text", *change) for change in changes)


# --- Attributes ------------------------------------------------------------------------------------------------------

_DRAWN = ("path", "rect", "circle", "text", "tspan")
_PLACES = ("d", "x", "y", "cx", "cy", "r", "width", "height")


def _in_attributes(page: Written, others: list[Written], choose: random.Random) -> Iterator[Change]:
    values = _values(page, *others)
    for element in page.elements:
        for name, span in element.attributes.items():
            kind = _kind_of_attribute(page, element, name)
            changes = [(kind, where, after) for _, where, after in _of_figures(page.content, span, choose) if kind]
            if kind == "machine value" and (another := _another(values[name], page.of(span), choose)):
                changes.append(("another value", span, another))
            if changes:
                yield "attribute", *choose.choice(changes)


def _values(*pages: Written) -> dict[str, list[str]]:
    """By the name of an attribute, the values that it has somewhere."""
    values: dict[str, dict[str, None]] = defaultdict(dict)
    for page in pages:
        for element in page.elements:
            for name, span in element.attributes.items():
                values[name][page.of(span)] = None
    return {name: list(found) for name, found in values.items()}


def _kind_of_attribute(page: Written, element: Element, name: str) -> str:
    """What readers or machines take from an attribute; "" where that is no figure of the subject."""
    is_told = page.article.start <= element.span.start < page.article.end
    if element.tag == "meta":
        return "head" if name == "content" and page.value(element, "name") != "viewport" else ""
    if name in visible.READ_ALOUD:
        return "read aloud"
    if name in ("value", "datetime") or _is_telling(name):
        return "machine value"
    if element.tag in _DRAWN and name in _PLACES:
        return "place in a picture" if is_told else ""
    is_own = page.value(element, "rel") == "canonical"
    return "address" if (name == "href" and (element.tag == "a" or is_own)) or (name == "id" and is_told) else ""


def _is_telling(name: str) -> bool:
    return name.startswith("data-") and not name.startswith("data-md-")


# --- Words and links -------------------------------------------------------------------------------------------------

_WORDS = {
    "stage": tuple(wording.code(stage) for stage in get_args(Status)),
    "verdict": ("matched to source", "matched", "inferred"),
    "kind of source": get_args(Source.model_fields["kind"].annotation),
    "type of disagreement": get_args(DisagreementType),
}


def _in_words(page: Written, _: list[Written], choose: random.Random) -> Iterator[Change]:
    labels = (element.attributes.get("aria-label") for element in page.elements)
    for span in chain((text.span for text in page.texts), filter(None, labels)):
        for edit, words in _WORDS.items():
            for match in re.finditer(rf"\b(?:{'|'.join(words)})\b", page.of(span)):
                where = Span(span.start + match.start(), span.start + match.end())
                yield "word", edit, where, choose.choice([word for word in words if word != match[0]])


class _Link(NamedTuple):
    """A way to a record's page, that page, the kind of the record, and what the link is called."""

    href: Span
    target: str
    kind: str
    called: Span


def _in_links(page: Written, _: list[Written], choose: random.Random) -> Iterator[Change]:
    kinds: dict[str, list[_Link]] = defaultdict(list)
    for link in _links(page):
        kinds[link.kind].append(link)
    for link in chain.from_iterable(kinds.values()):
        elsewhere = _another(kinds[link.kind], link.target, choose, lambda it: it.target)
        if elsewhere:
            yield "link", "leads elsewhere", link.href, page.of(elsewhere.href)
        if elsewhere and page.of(elsewhere.called) != page.of(link.called):
            yield "link", "another name", link.called, page.of(elsewhere.called)


def _links(page: Written) -> Iterator[_Link]:
    """The links to pages of records."""
    built = visible.Page("<p></p>", _address(page.file))
    for element in page.elements:
        if element.tag == "a" and (href := page.value(element, "href")) and not href.startswith("#"):
            target = built.target(href)
            kind, _, id_ = target.partition("/")
            if kind in links.KINDS_WITH_PAGES and id_:
                yield _Link(element.attributes["href"], target, kind, element.inner)


# --- Whole elements --------------------------------------------------------------------------------------------------


def _in_elements(page: Written, others: list[Written], choose: random.Random) -> Iterator[Change]:
    alike: dict[tuple[str, ...], list[Element]] = defaultdict(list)
    foreign: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for element in page.elements:
        alike[_shape(page, element)].append(element)
    for other in (page, *others):
        for element in other.elements:
            foreign[_shape(other, element)].append(other.of(element.span))
    for shape, elements in alike.items():
        for element in elements if shape else ():
            yield _of_element(page, element, elements, foreign[shape], choose)


def _shape(page: Written, element: Element) -> tuple[str, ...]:
    """What another element must share to be taken for this one; () where it tells nothing of a record."""
    telling = sorted(filter(_is_telling, element.attributes))
    kinds = [kind for kind, words in _WORDS.items() if page.of(element.inner).strip() in words]
    return (element.tag, *kinds, *telling) if kinds or telling else ()


def _of_element(
    page: Written, element: Element, alike: list[Element], foreign: list[str], choose: random.Random
) -> Change:
    """One of its changes, by chance: it is dropped, or another stands in its place, or it in that of another."""
    own, changes = page.of(element.span), [("dropped", element.span, "")]
    if another := _another(foreign, own, choose):
        changes.append(("replaced", element.span, another))
    other = _another(alike, own, choose, lambda it: page.of(it.span))
    if other and not (other.span.start < element.span.end and element.span.start < other.span.end):
        first, second = sorted((element.span, other.span))
        between, both = page.content[first.end : second.start], Span(first.start, second.end)
        changes.append(("swapped", both, page.of(second) + between + page.of(first)))
        if between:
            changes.append(("moved", both, between + page.of(first) + page.of(second)))
    return "element", *choose.choice(changes)


MAKERS: tuple[Callable[[Written, list[Written], random.Random], Iterator[Change]], ...] = (
    _in_text,
    _in_attributes,
    _in_words,
    _in_links,
    _in_elements,
)
"""Each takes a page, its partners, and what chooses among edits that would do."""


# --- Trying them -----------------------------------------------------------------------------------------------------

FORMATS = {
    "tsi.json": "json",
    "datapackage.json": "data package",
    ".csv": "table",
    ".ics": "calendar",
    ".atom": "feed",
    ".bib": "bibtex",
    ".ris": "ris",
    ".json": "csl json",
}


SEARCH_INDEX = "search index"


def format_of(file: str) -> str:
    """What a file that is no page is, by the end of its path."""
    return next((name for end, name in FORMATS.items() if file.endswith(end)), SEARCH_INDEX)


class Attacker:
    """Makes the mutants of one built site and tries each on an audit."""

    def __init__(self, audit: Audit, site: Path):
        self.audit, self.site = audit, site
        self._base = reading_back.base(site)
        self._pages = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))

    @property
    def files(self) -> list[str]:
        """Everything that is attacked: the pages, the entries of the search index, the downloads."""
        entries = (entry for entry in self._entries if not entry.endswith("method/#attack"))
        return [*self._pages, *entries, *self.audit.files(self._base)]

    @cached_property
    def _entries(self) -> dict[str, str]:
        """The entries of the search index, each as if it were a file."""
        entries = json.loads((self.site / SEARCH).read_text(encoding="utf-8"))["docs"]
        return {f"{SEARCH}#{entry['location']}": json.dumps(entry, ensure_ascii=False) for entry in entries}

    @cached_property
    def _reports(self) -> dict[str, Report]:
        """By its address, what the audit has found on each page as it was built."""
        addresses = {_address(page): self.content(page) for page in self._pages}
        return {address: self.audit.accounts(content, address) for address, content in addresses.items()}

    @lru_cache(maxsize=8)  # noqa: B019 - there is one of these to a process
    def content(self, file: str) -> str:
        return self._entries[file] if file in self._entries else (self.site / file).read_bytes().decode()

    @lru_cache(maxsize=8)  # noqa: B019 - there is one of these to a process
    def _page(self, file: str) -> Written:
        return Written(file, self.content(file))

    def mutants(self, file: str, seed: int = SEED) -> Iterator[Mutant]:
        """Every mutant of one file, the same ones for the same seed."""
        choose = random.Random(f"{seed} {file}")
        made = self._of_page(file, choose) if file.endswith(".html") else self._of_file(file, choose)
        return (Mutant(family, edit, file, span, after) for family, edit, span, after in made)

    def _of_page(self, file: str, choose: random.Random) -> Iterator[Change]:
        page = self._page(file)
        beside = [other for other in self._pages if other != file and other.count("/") == file.count("/")]
        others = [self._page(other) for other in choose.sample(beside, min(PARTNERS, len(beside)))]
        return chain.from_iterable(maker(page, others, choose) for maker in MAKERS)

    def _of_file(self, file: str, choose: random.Random) -> Iterator[Change]:
        content = self.content(file)
        edits_of: dict[Span, list[str]] = defaultdict(list)
        for _, span, after in _of_figures(content, Span(0, len(content)), choose):
            edits_of[span].append(after)
        yield from (("file", format_of(file), span, choose.choice(wrong)) for span, wrong in edits_of.items())

    def outcome(self, mutant: Mutant) -> str:
        """`caught`, `not catchable` or `survived`."""
        before = self.content(mutant.file)
        after = mutant.of(before)
        if mutant.file.endswith(".html"):
            is_caught = self.audit.comparison(after, _address(mutant.file)).findings or self.is_caught_alone(mutant)
            is_same = not is_caught and _reading(before) == _reading(after)
            return "caught" if is_caught else "not catchable" if is_same else "survived"
        return "caught" if self._is_refused(mutant.file, after) else "survived"

    def is_caught_alone(self, mutant: Mutant) -> bool:
        """Whether a page is refused for what it says of itself, without comparing it with what it was made of."""
        after = mutant.of(self.content(mutant.file))
        return bool(self.audit.accounts(after, _address(mutant.file)).findings)

    def _is_refused(self, file: str, content: str) -> bool:
        if file not in self._entries:
            return bool(self.audit.file(file, content.encode(), self._base).findings)
        try:
            entry = json.loads(content)
        except ValueError:
            return True  # the index as a whole cannot be read then
        return bool(self.audit.search_entry(entry, self._reports).findings)


def _address(file: str) -> str:
    return file.removesuffix("index.html")


def _reading(content: str) -> tuple:
    """What readers and machines get of a page: its head, what is seen and heard of it, and where its links lead."""
    page = visible.Page(content, "")
    told = [(name, text) for _, name, text in page.attributes()]
    return [*page.head(), *page.addresses()], [block.text for block in page.blocks()], told, page.root.xpath("//@href")


# --- The report ------------------------------------------------------------------------------------------------------

MUST_BE_CAUGHT = ("text", "attribute", "head", "example", "word", "link", "element", "file")
"""The families in which no catchable mutant may survive."""


class Found(NamedTuple):
    """What became of mutants: how many of each class had which outcome; how many were tried on what the page says of
    itself alone, and caught; and the survivors, as the report lists them."""

    counted: Counter[tuple[str, str, str]]
    alone: Counter[str]
    survivors: list[dict]

    def add(self, other: Found) -> None:
        self.counted.update(other.counted)
        self.alone.update(other.alone)
        self.survivors.extend(other.survivors)


def attacked(attacker: Attacker, mutants: Iterable[Mutant]) -> Found:
    """Try some mutants."""
    found = Found(Counter(), Counter(), [])
    for mutant in mutants:
        outcome = attacker.outcome(mutant)
        found.counted[mutant.family, mutant.edit, outcome] += 1
        if outcome == "survived":
            found.survivors.append(_survivor(attacker, mutant))
        is_chosen = random.Random(f"{mutant.file} {mutant.span}").random() < 1 / ALONE
        if is_chosen and mutant.file.endswith(".html"):
            found.alone.update(tried=1, caught=attacker.is_caught_alone(mutant))
    return found


def _survivor(attacker: Attacker, mutant: Mutant) -> dict:
    around = slice(max(0, mutant.span.start - 40), mutant.span.end + 40)
    before = attacker.content(mutant.file)[around]
    return {"family": mutant.family, "edit": mutant.edit, "file": mutant.file, "in": before, "after": mutant.after}


_attacker: Attacker


def _load_in_worker(root: Path, site: Path) -> None:
    global _attacker
    _attacker = Attacker(Audit(load(root)), site)


def _attack_in_worker(files: Iterable[str], sample: int) -> Found:
    found = Found(Counter(), Counter(), [])
    for file in files:
        made = _attacker.mutants(file)
        found.add(attacked(_attacker, sampled(made, sample) if sample else made))
    return found


def run(library: Library, site: Path, sample: int = 0) -> dict:
    """Attack everything on all cores, showing the progress: with every mutant, or so many of each class of a file."""
    found, attacker = Found(Counter(), Counter(), []), Attacker(Audit(library), site)
    entries = [file for file in attacker.files if file.startswith(SEARCH)]
    largest_first = sorted({*attacker.files}.difference(entries), key=lambda file: -len(attacker.content(file)))
    parts = [entries, *([file] for file in largest_first)]
    with (
        ProcessPoolExecutor(os.cpu_count(), initializer=_load_in_worker, initargs=(library.root, site)) as pool,
        tqdm(total=len(parts), unit=" files", disable=None) as progress,
    ):
        for done in pool.map(partial(_attack_in_worker, sample=sample), parts):
            found.add(done)
            progress.update()
    return report(library.root, found)


def report(root: Path, found: Found) -> dict:
    """The table by class, every survivor, how many of a sample of the pages' mutants are caught by what the page says
    of itself alone, and the state of everything for which this holds."""
    counted: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for (family, edit, outcome), number in found.counted.items():
        counted[family, edit][outcome] += number
    alone = {name: found.alone[name] for name in ("tried", "caught")}
    return {"classes": rows(counted), "survivors": found.survivors, "alone": alone}
