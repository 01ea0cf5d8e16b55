"""HTML -> what readers, search engines and screen readers get of it, with the facts, rows and lists that mark it.

The text of inline elements runs on in the text around them, so that a figure cut over two tags is seen whole.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

from tsi.records.types import KINDS

NOTE_MARK = "\ufffc"
"""Stands for the mark of a receipt in a text: small and raised, it is not read as a part of what it follows."""

_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr",
))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "template"))
_TOLD = "//*[local-name()='svg']//*[local-name()='title' or local-name()='desc']"
"""What a drawing says of its parts: shown and read aloud as an attribute is."""
_READ_ALOUD = ("alt", "aria-description", "aria-label", "data-label", "label", "placeholder", "summary", "title")
_SPACE = re.compile(r"[ \t\n\r\f]+")

RECEIPT = "receipt"


@dataclass(eq=False)
class Marked:
    """An element that tells a fact: how, of which places, and in which scope."""

    element: HtmlElement
    scope: Scope

    @property
    def told_as(self) -> str:
        return self.element.get("data-as", "text")

    @property
    def at(self) -> str:
        """The place, or several of a receipt; "" where it is about everything."""
        return self.element.get("data-at", "")

    @cached_property
    def text(self) -> str:
        return squeezed(self.element.text_content()).strip()

    @cached_property
    def link(self) -> HtmlElement | None:
        """The link that the element is, or in which it stands."""
        return next((it for it in (self.element, *self.element.iterancestors()) if it.tag == "a"), None)


@dataclass(eq=False)
class Scope:
    """What facts stand in: a row of a list, or the page, with the facts and the lists in it, but for what stands in
    rows of these lists. `name` is what the row is (or the record of the page; "" where there is none)."""

    name: str
    element: HtmlElement
    within: List | None = None
    facts: list[Marked] = field(default_factory=list)
    lists: list[List] = field(default_factory=list)

    @property
    def about(self) -> str:
        """The place that the row is, or that its list is of where the row is a word."""
        return self.within.of if self.within and not record_of(self.name) else self.name

    @property
    def around(self) -> Iterator[Scope]:
        """This one, and those in which it stands."""
        yield self
        if self.within:
            yield from self.within.scope.around


@dataclass(eq=False)
class List:
    """An element that lists a selection: which, of which place, its rows, and the facts in it that are in no row."""

    element: HtmlElement
    scope: Scope
    rows: list[Scope] = field(default_factory=list)
    facts: list[Marked] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.element.get("data-rows", "")

    @property
    def of(self) -> str:
        return self.element.get("data-of", "")


class Span(NamedTuple):
    """The part of a block's text that stands in an element that accounts for its figures."""

    start: int
    end: int
    element: HtmlElement


@dataclass(slots=True)
class Block:
    """A run of text without a break."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)


class Page:
    """A page of the site; `path` is its address below the site's root, `record` the record that it is about, as
    `pillars/telecoms`, or "". What stands in its parts is read as though it stood on the page, each in a body of its
    own; a list or a row that goes on in another part is one, and a list in a heading that is said again there is no
    second one of its scope. Raises lxml.etree.ParserError."""

    def __init__(self, text: str, path: str, record: str = "", parts: Iterable[str] = ()):
        self.path, self.root = path, html.document_fromstring(text)
        self.root.extend(body for part in parts for body in html.document_fromstring(part).findall("body"))
        self.scope = Scope(record, self.root)
        self.facts: list[Marked] = []
        self.lists: list[List] = []
        self.strays: list[Scope] = []
        self._gather(self.root, self.scope, None)

    def _gather(self, element: HtmlElement, scope: Scope, within: List | None) -> None:
        if "data-row" in element.attrib:
            rows = within.rows if within else self.strays
            goes_on = "data-continued" in element.attrib and rows and rows[-1].name == element.get("data-row")
            scope = rows[-1] if goes_on else Scope(element.get("data-row", ""), element, within)
            rows.extend([] if goes_on else [scope])
            within = None
        if "data-at" in element.attrib or "data-as" in element.attrib:
            fact = Marked(element, scope)
            for facts in (self.facts, scope.facts, *([within.facts] if within else [])):
                facts.append(fact)
        if "data-rows" in element.attrib:
            within = _continued(element, scope) or List(element, scope)
            if within.element is element:
                scope.lists.extend([within] if "data-again" not in element.attrib else [])
                self.lists.append(within)
        for child in element.iterchildren("*"):
            self._gather(child, scope, within)

    @property
    def is_signpost(self) -> bool:
        """Whether nothing but an answer stands here, at an address that the site once had."""
        return "data-signpost" in self.root.attrib

    @cached_property
    def bodies(self) -> list[HtmlElement]:
        """The body of each part in which the page comes."""
        return self.root.findall("body")

    @cached_property
    def _ids(self) -> list[dict[str, HtmlElement]]:
        """The elements that have an id, by it, of each body."""
        return [{it.get("id"): it for it in body.xpath(".//*[@id]")} for body in self.bodies]

    def part(self, element: HtmlElement) -> int:
        """The number of the part in which an element stands, from 1."""
        return self.bodies.index(next(element.iterancestors("body"))) + 1

    @cached_property
    def _by_element(self) -> dict[HtmlElement, List]:
        return {listed.element: listed for listed in self.lists}

    def listed_in(self, element: HtmlElement, name: str) -> List | None:
        """The first list of that name in an element."""
        found = (self._by_element.get(it) for it in element.iter())
        return next((listed for listed in found if listed and listed.name == name), None)

    def with_id(self, id_: str, part: int) -> HtmlElement | None:
        """The element with an id in a part of the page."""
        return self._ids[part - 1].get(id_) if 0 < part <= len(self._ids) else None

    def heading(self, id_: str) -> HtmlElement | None:
        """The heading with an id; where it is said again, in which part does not matter."""
        found = (ids[id_] for ids in self._ids if id_ in ids)
        return next((it for it in found if it.tag in ("h1", "h2", "h3")), None)

    def target(self, href: str) -> str:
        """Where a link leads, below the site's root and with its fragment; an address elsewhere as it is."""
        if "://" in href:
            return href
        way, mark, fragment = href.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), way)) if way else self.path.rstrip("/")
        path += "" if path.endswith(".html") else "/"
        return ("" if path in ("./", "/") else path) + mark + fragment

    def attributes(self) -> Iterator[tuple[HtmlElement, str, str]]:
        """What readers see or hear of attributes: the element, the attribute's name, its text."""
        for element in (it for body in self.bodies for it in body.iter("*")):
            yield from ((element, name, element.attrib[name]) for name in _READ_ALOUD if name in element.attrib)
        for told in self.root.xpath(_TOLD):
            yield told, told.tag, told.text_content()

    @cached_property
    def head(self) -> dict[str, str]:
        """The texts and addresses of the head by what holds them: `title`, `description`, `og:url`, `canonical`."""
        found = dict(zip(("title",), map(str, self.root.xpath("//head/title/text()")), strict=False))
        for meta in self.root.xpath("//head/meta[@content][not(@http-equiv)][not(@name='viewport')]"):
            found[meta.get("name", meta.get("property", ""))] = meta.get("content")
        return found | dict(
            zip(("canonical",), map(str, self.root.xpath("//head/link[@rel='canonical']/@href")), strict=False)
        )

    @property
    def base(self) -> str:
        """The address of the site, as the page's own has it; "" where the page has none."""
        return self.head.get("canonical", "").removesuffix(self.path)

    def searched(self) -> str:
        """What search should find on the page, without white space."""
        articles = copy.deepcopy(self.root.xpath("//article"))
        for excluded in (part for article in articles for part in article.xpath(".//*[@data-search-exclude]")):
            excluded.drop_tree()
        return unspaced("".join(article.text_content() for article in articles))

    def headings(self) -> dict[str, str]:
        """The headings by their ids, without white space."""
        found = self.root.xpath("//article//*[self::h1 or self::h2 or self::h3][@id]")
        return {heading.get("id"): unspaced(heading.text_content()) for heading in found}

    def blocks(self, accounting: set[HtmlElement]) -> list[Block]:
        """The text of the page, and where in it these elements stand."""
        reader = _Reader(accounting, set(self.root.xpath(_TOLD)))
        for body in self.root.findall("body"):
            reader.read(body)
        return reader.blocks


def _continued(element: HtmlElement, scope: Scope) -> List | None:
    """The list that goes on in an element, if it says so."""
    listed = (element.get("data-rows", ""), element.get("data-of", ""))
    alike = [it for it in scope.lists if (it.name, it.of) == listed]
    return alike[-1] if alike and "data-continued" in element.attrib else None


def record_of(row: str) -> str:
    """The record that a row is, or is a part of; "" for a row that is a word."""
    match = re.match(r"[a-z-]+/[a-z0-9-]+(?=$|[.|])", row)
    return match[0] if match and match[0].partition("/")[0] in KINDS else ""


def squeezed(text: str) -> str:
    """The text as HTML shows it: white space, but for no-break spaces, shrinks to a single space."""
    return _SPACE.sub(" ", text)


def unspaced(text: str) -> str:
    """The text without white space, of which the way from a file to a page takes and adds some."""
    return "".join(text.split())


class _Reader:
    """Reads the text of an element; what spans several blocks has a span in each of them."""

    def __init__(self, accounting: set[HtmlElement], unseen: set[HtmlElement]):
        self._accounting, self._unseen = accounting, unseen
        self._block = Block()
        self._open: dict[HtmlElement, int] = {}
        self.blocks: list[Block] = []

    def read(self, element: HtmlElement) -> None:
        if not isinstance(element.tag, str) or element.tag in _UNSEEN or element in self._unseen:
            return
        breaks = element.tag not in _INLINE
        if breaks:
            self._break()
        if element in self._accounting:
            self._open[element] = len(self._block.text)
        if element.get("data-as") == RECEIPT:
            self._write(NOTE_MARK)
        else:
            self._write(element.text)
            for child in element:
                self.read(child)
                self._write(child.tail)
        if breaks:
            self._break()
        if element in self._open:
            self._block.spans.append(Span(self._open.pop(element), len(self._block.text), element))

    def _write(self, text: str | None) -> None:
        if text:
            text = squeezed(text)
            follows_space = self._block.text[-1:] in ("", " ")
            self._block.text += text[1:] if follows_space and text[0] == " " else text

    def _break(self) -> None:
        block = self._block
        if block.text.strip():
            block.spans += [Span(start, len(block.text), element) for element, start in self._open.items()]
            self.blocks.append(block)
        self._open = dict.fromkeys(self._open, 0)
        self._block = Block()
