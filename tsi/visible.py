"""HTML -> what readers, search engines and screen readers get of it: text, with the elements that mark parts of it.

The text of inline elements runs on in the text around them, so that a figure cut over two tags is seen whole.
"""

from __future__ import annotations

import copy
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

NOTE_MARK = "\ufffc"
"""Stands for a note mark in a text: small and raised, it is not read as a part of what it follows."""

_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr",
))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "template"))
_TOLD = "//*[local-name()='svg']//*[local-name()='title' or local-name()='desc']"
"""What a drawing says of its parts: shown and read aloud as an attribute is."""
READ_ALOUD = ("alt", "aria-description", "aria-label", "data-label", "label", "placeholder", "summary", "title")
_ADDRESSES = ("og:url", "og:image")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_PROSE_PAGES = re.compile(r"(?:edit|method)/")
"""The pages that may show examples in <code> and <pre>: how to edit, and how a figure is checked."""
_KINDS = {
    "data-when": "dates of records",
    "data-stage": "stages",
    "data-cite": "cited figures",
    "data-key": "cited figures",
    "data-by": "computed numbers",
    "data-furniture": "page furniture",
    "data-bibliographic": "bibliographic data",
    "data-name": "names in texts",
}
"""The attributes by which an element accounts for its figures, the telling ones before those that go with them."""


class Mark(NamedTuple):
    """An element that accounts for the figures in it, and the positions of its text in the block."""

    start: int
    end: int
    element: HtmlElement
    kind: str


@dataclass(slots=True)
class Block:
    """A run of text without a break; `note` is the id of the note it stands in, or ""."""

    note: str = ""
    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def of(self, mark: Mark) -> str:
        return self.text[mark.start : mark.end].strip()


class Page:
    """A page of the site; `path` is its address below the site's root. Raises lxml.etree.ParserError."""

    def __init__(self, text: str, path: str):
        self.path, self.root = path, html.document_fromstring(text)

    @cached_property
    def ids(self) -> dict[str, HtmlElement]:
        return {element.get("id"): element for element in self.root.xpath("//*[@id]")}

    @cached_property
    def years(self) -> list[int]:
        """The years of the dates that the page gives for milestones, for the newest source and for the build."""
        now = "//*[@data-by='newest_source' or @data-furniture='built']/@datetime"
        given = self.root.xpath(f"//@data-when | {now}")
        return [int(year) for date in given for year in re.findall(r"(?<!\d)\d{4}(?!\d)", date)]

    @property
    def base(self) -> str:
        """The address of the site, as the page's own has it; "" where the page has none."""
        return "".join(self.root.xpath("//head/link[@rel='canonical']/@href")).removesuffix(self.path)

    def target(self, href: str) -> str:
        """The address below the site's root of the page that a link leads to; an address elsewhere as it is."""
        if "://" in href:
            return href
        way = posixpath.join(posixpath.dirname(self.path), href.partition("#")[0])
        return "" if (path := posixpath.normpath(way)) == "." else f"{path}/"

    def sources_beside(self, element: HtmlElement) -> set[str]:
        """The sources to which something leads in the nearest part of an item or row that leads to any."""
        for around in element.iterancestors("span", "li", "tr"):
            if found := around.xpath(".//@data-record[starts-with(., 'sources/')]"):
                return {record.removeprefix("sources/") for record in found}
            if around.tag != "span":
                break
        return set()

    def blocks(self) -> list[Block]:
        reader = _Reader(self)
        reader.read(self.root.find("body"), "")
        return reader.blocks

    @cached_property
    def kinds(self) -> dict[HtmlElement, str]:
        """How elements account for the figures in them, those that do."""
        found = dict.fromkeys(self.root.xpath("//code | //pre") if _PROSE_PAGES.match(self.path) else (), "examples")
        found |= dict.fromkeys(self.root.xpath("//nav//a"), "navigation")
        for element in self.root.xpath(f"//*[{' or '.join(f'@{attribute}' for attribute in _KINDS)}]"):
            found[element] = next(kind for attribute, kind in _KINDS.items() if attribute in element.attrib)
        return found

    def attributes(self) -> Iterator[tuple[HtmlElement, str, str]]:
        """What readers see or hear of attributes: the element, the attribute's name, its text."""
        for value in self.root.xpath("|".join(f"//@{name}" for name in READ_ALOUD)):
            yield value.getparent(), value.attrname, str(value)
        for told in self.root.xpath(_TOLD):
            yield told, told.tag, told.text_content()

    def head(self) -> Iterator[tuple[str, str]]:
        """The texts of the head, each with the name of what holds it: `title`, `description`, `ld+json` and so on.
        Addresses of pages and pictures are none."""
        yield from (("title", str(text)) for text in self.root.xpath("//head/title/text()"))
        for meta in self.root.xpath("//head/meta[@content][not(@http-equiv)]"):
            name = meta.get("name", meta.get("property", ""))
            if name not in ("viewport", *_ADDRESSES):
                yield name, meta.get("content")
        for script in self.root.xpath("//script[@type='application/ld+json']/text()"):
            yield from (("ld+json", text) for text in strings(_json(str(script))))

    def addresses(self) -> Iterator[tuple[str, str]]:
        """The addresses in the head, each with the name of what holds it: the page's own, and those on its card."""
        yield from (("canonical", str(href)) for href in self.root.xpath("//head/link[@rel='canonical']/@href"))
        for meta in self.root.xpath("//head/meta[@property and @content]"):
            if meta.get("property") in _ADDRESSES:
                yield meta.get("property"), meta.get("content")

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


def squeezed(text: str) -> str:
    """The text as HTML shows it: white space, but for no-break spaces, shrinks to a single space."""
    return _SPACE.sub(" ", text)


def unspaced(text: str) -> str:
    """The text without white space, of which the way from a file to a page takes and adds some."""
    return "".join(text.split())


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


class _Reader:
    """Walks an element; a mark that spans several blocks is a mark in each of them."""

    def __init__(self, page: Page):
        self._kinds, self._block = page.kinds, Block()
        self._told = frozenset(page.root.xpath(_TOLD))
        self._open: list[list] = []  # [start, element, kind] of each mark that has begun and not ended
        self.blocks: list[Block] = []

    def read(self, element: HtmlElement, note: str) -> None:
        if not isinstance(element.tag, str) or element.tag in _UNSEEN or element in self._told:
            return
        breaks = element.tag not in _INLINE
        note = element.get("id", "") if element.get("class") == "note" else note
        if breaks:
            self._break(note)
        kind = self._kinds.get(element)
        if kind:
            self._open.append([len(self._block.text), element, kind])
        self._write(NOTE_MARK if element.get("data-furniture") == "note-mark" else element.text)
        for child in element:
            self.read(child, note)
            self._write(child.tail)
        if breaks:
            self._break(note)
        if kind:
            start, _, _ = self._open.pop()
            self._block.marks.append(Mark(start, len(self._block.text), element, kind))

    def _write(self, text: str | None) -> None:
        if text:
            text = squeezed(text)
            follows_space = self._block.text[-1:] in ("", " ")
            self._block.text += text[1:] if follows_space and text[0] == " " else text

    def _break(self, note: str) -> None:
        block = self._block
        if block.text.strip():
            block.marks += [Mark(start, len(block.text), element, kind) for start, element, kind in self._open]
            self.blocks.append(block)
        for mark in self._open:
            mark[0] = 0
        self._block = Block(note)
