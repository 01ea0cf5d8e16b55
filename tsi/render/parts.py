"""A page too heavy to be sent at once, in parts: each is a page that can be read by itself, with its receipts.

It is cut between sections, and a section that is too heavy by itself between the rows of its lists and tables, which go
on in the next part under their heading. The address of everything is still that of the page: the first part leads on to
what stands in another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import dataclass
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement
from markupsafe import Markup

from tsi.render import views
from tsi.render.page import Page
from tsi.wording import links, words

HEAVIEST = 246_000
"""Bytes, before compression, that a page may have with its frame."""

_FULL = 0.7
"""So full is a part that it may end where a section does; an emptier one takes in what it can of the next section."""
_STANDS_IN = 45
"""Bytes, or a little less, of what answers to the address of something on the first part."""
_AS_ABOVE = 60
"""Bytes of the words that stand for a line that was told of before."""
_HEADINGS = (
    "self::h2 or self::h3 or self::summary or self::caption or self::colgroup or self::thead or self::svg"
    " or self::tr[th/@scope='rowgroup'] or self::div[svg] or self::div[h2][not(.//@data-row)]"
)
"""What is said again where the rest stands in another part (XPath)."""
_OPENED = ("section", "details", "div", "ol", "ul", "table", "tbody")
"""What may be cut between what it holds."""


@dataclass(frozen=True)
class Part:
    """A part of a page: the first, or one that stands beside it in a file of its own."""

    number: int
    of: int
    file: str
    html: str
    anchors: Set[str]

    @property
    def called(self) -> str:
        """What is added to the title and the description of the page; nothing to those of the first."""
        return words.in_part(words.part(self.number, self.of)) if self.number > 1 else ""


def of(page: Page, content: str, room: int) -> list[Part]:
    """What an article holds (HTML), its notes included, in parts of at most so many bytes; what cannot be cut further
    may be heavier."""
    article = html.fragment_fromstring(content, create_parent="div")
    notes = _taken(article, "notes-section")
    former = Markup("").join(_written([it]) for it in _taken(article, "former"))
    costs = _Costs(notes)
    title = deepcopy(next(article.iter("h1")))
    ids = len([it for it in _ids([article]) if _is_anchor(it)])
    cuts = _cut(article, costs, room - len(former) - ids * _STANDS_IN)
    bodies = [list(_put_together(pieces)) for pieces in cuts]
    return list(_parts(page, title, bodies, former))


# --- Where to cut ----------------------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """Something that stays whole, and what it stands in, from without."""

    element: HtmlElement
    within: tuple[HtmlElement, ...] = ()

    @property
    def opened(self) -> Iterator[_Piece]:
        return (_Piece(it, (*self.within, self.element)) for it in self.element.xpath(f"*[not({_HEADINGS})]"))

    @property
    def can_be_opened(self) -> bool:
        return self.element.tag in _OPENED and len(self.element) > 0


class _Costs:
    """What the notes weigh that the marks in a piece lead to."""

    def __init__(self, notes: Iterable[HtmlElement]):
        self.of_notes: dict[str, int] = {}
        self.of_lines: dict[str, int] = {}
        self.lines: dict[str, Set[str]] = {}
        for note in (it for section in notes for it in section.xpath(".//li[@id]")):
            rows = note.xpath(".//li[@data-row]")
            told = {row.attrib["data-row"]: _bytes(*row.find_class("note__full")) for row in rows}
            self.of_notes[note.attrib["id"]] = _bytes(note) - sum(told.values()) + _AS_ABOVE * len(told)
            self.of_lines |= {line: weight for line, weight in told.items() if weight}
            self.lines[note.attrib["id"]] = told.keys()


@dataclass(frozen=True)
class _Load:
    """What a part weighs so far."""

    costs: _Costs
    weight: int = 0
    notes: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    within: frozenset[HtmlElement] = frozenset()

    def put(self, piece: _Piece) -> _Load:
        """What it weighs with a piece more, and with the headings of what that stands in."""
        notes = {it.attrib["href"][1:] for it in piece.element.find_class("receipt")} - self.notes
        lines = {line for note in notes for line in self.costs.lines.get(note, ())} - self.lines
        within = frozenset(piece.within) - self.within
        added = sum(self.costs.of_notes.get(note, 0) for note in notes)
        added += sum(self.costs.of_lines.get(line, 0) for line in lines)
        added += sum(_bytes(*it.xpath(f"*[{_HEADINGS}]")) for it in within)
        weight = self.weight + _bytes(piece.element) + added
        return _Load(self.costs, weight, self.notes | notes, self.lines | lines, self.within | within)


def _cut(article: HtmlElement, costs: _Costs, room: int) -> list[list[_Piece]]:
    """The pieces of each part."""
    empty = _Load(costs)
    parts: list[list[_Piece]] = [[]]
    load, left = empty, deque(map(_Piece, article))
    while left:
        piece = left.popleft()
        fuller, alone = load.put(piece), empty.put(piece)
        if fuller.weight <= room:
            parts[-1].append(piece)
            load = fuller
        elif piece.can_be_opened and (alone.weight > room or load.weight < room * _FULL):
            left.extendleft(reversed(list(piece.opened)))
        else:
            parts.append([piece])
            load = alone
    return [part for part in parts if part]


# --- What stands in a part -------------------------------------------------------------------------------------------


def _put_together(pieces: Iterable[_Piece]) -> Iterator[HtmlElement]:
    """The pieces of a part, each in what it stood in."""
    open_: list[tuple[HtmlElement, HtmlElement]] = []
    for piece in pieces:
        shared = [same for same, within in zip(open_, piece.within, strict=False) if same[0] is within]
        open_ = open_[: len(shared)]
        for within in piece.within[len(shared) :]:
            again = _again(within)
            if open_:
                open_[-1][1].append(again)
            else:
                yield again
            open_.append((within, again))
        if open_:
            open_[-1][1].append(piece.element)
        else:
            yield piece.element


def _again(element: HtmlElement) -> HtmlElement:
    """An element with its headings alone. From the second time that it stands in a part it says that it goes on, and of
    a list in its headings that it is there again."""
    again = element.makeelement(element.tag, element.attrib)
    again.extend(deepcopy(it) for it in element.xpath(f"*[{_HEADINGS}]"))
    if "data-continued" in element.attrib:
        for listed in (it for heading in again for it in heading.xpath(".//*[@data-rows]")):
            listed.set("data-again", "")
    element.set("data-continued", "")
    return again


def _parts(page: Page, title: HtmlElement, bodies: Sequence[Sequence[HtmlElement]], former: Markup) -> Iterator[Part]:
    listed = list(_listed(bodies))
    for number, body in enumerate(bodies, 1):
        here = set(_ids(body))
        marks = {mark.attrib["id"] for element in body for mark in element.find_class("receipt")}
        if number > 1:
            _lead_to_the_page(body, here)
            _explain_labels(page, body)
        made = page.put_together(
            "part.html",
            number=number,
            parts=listed,
            title=_written([title]),
            body=_written(body),
            notes=Markup(views.notes_on(page, page.notes_of(marks))),
            former=former if number == 1 else "",
        )
        yield Part(number, len(bodies), links.part("", number), made, here)


def _listed(bodies: Sequence[Sequence[HtmlElement]]) -> Iterator[Mapping[str, object]]:
    """Of each part its number, the way to it, its headings by their ids, and the ids that stand in none before it."""
    known: set[str] = set()
    for number, body in enumerate(bodies, 1):
        headings = [it for element in body for it in element.xpath("descendant-or-self::h2[@id]")]
        ids = dict.fromkeys(it for it in _ids(body) if _is_anchor(it) and it not in known)
        known.update(ids)
        titles = {it.get("id"): it.text_content().strip() for it in headings}
        yield {
            "number": number,
            "way": links.part("", number) or "./",
            "called": words.part(number, len(bodies)),
            "headings": titles,
            "anchors": ids,
        }


def _ids(body: Iterable[HtmlElement]) -> Iterator[str]:
    return (id_ for element in body for id_ in element.xpath("descendant-or-self::*/@id"))


def _lead_to_the_page(body: Iterable[HtmlElement], here: Set[str]) -> None:
    """Let links to what stands in another part, and what gives the address of something, lead to the page."""
    for link in (it for element in body for it in element.iter("a") if it.get("href", "").startswith("#")):
        anchor = link.attrib["href"][1:]
        is_note = "receipt" in link.classes
        if not is_note and (anchor not in here or "permalink" in link.classes):
            link.set("href", f"./#{anchor}")


def _explain_labels(page: Page, body: Iterable[HtmlElement]) -> None:
    """Let the first place of each label lead to what it means, on a later part as on the first."""
    page.explain_again()
    for told in (it for element in body for it in element.xpath("descendant-or-self::*[@data-as]")):
        way = page.to_meaning(told.get("data-as"), told.text_content())
        if way and told.tag == "span":
            told.tag = "a"
            told.classes.add("label")
            told.set("href", way)


def _is_anchor(id_: str) -> bool:
    """Whether an id is that of something that others may lead to, and not of a mark, which is of the part."""
    return not id_.startswith("mark-")


def _taken(article: HtmlElement, class_: str) -> list[HtmlElement]:
    """The elements of a class, which are then no more in the article."""
    found = article.find_class(class_)
    for element in found:
        element.drop_tree()
    return found


def _written(elements: Iterable[HtmlElement]) -> Markup:
    return Markup("").join(Markup(html.tostring(it, encoding="unicode")) for it in elements)


def _bytes(*elements: HtmlElement) -> int:
    return sum(len(html.tostring(it)) for it in elements)
