"""What a page says of itself, proven once more: every figure, date, stage and name on it, from the records alone.

Each figure in the text of a page lies wholly inside an element that says where it comes from, and what that element
says is proven from the records and the evidence index. Attributes and head repeat figures of their page and hold no
others. The templates are not asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree
from lxml.html import HtmlElement

from tsi import furniture
from tsi.expected import Expected
from tsi.exports import reading_back
from tsi.findings import Report, find
from tsi.library import counts
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.rendered import Rendered
from tsi.text import dates
from tsi.text.figures import Figure
from tsi.visible import Block, Mark, Page, squeezed, unspaced
from tsi.wording import links
from tsi.wording import words as wording

_PAGE = re.compile(r"(?:[^./:][^.:]*/)?")
"""The address of a page of the site; files have an ending, other sites a colon."""

_IN_EVERY_HEAD = frozenset(("title", "description"))
"""What else a head tells is for cards that show a link: a site without an address has none of them."""


class Accounts:
    """Checks pages against one library. What it has proven once it remembers."""

    def __init__(self, library: Library, rendered: Rendered):
        self._library, self._rendered, self.expected = library, rendered, Expected(library)

    def page(self, text: str, path: str) -> Report:
        """Check everything that a page tells of the records, whichever way it was made."""
        report = Report()
        try:
            page = Page(text, path)
        except (etree.ParserError, ValueError) as error:
            report.refuse(path, text[:40], f"it cannot be read ({error})")
            return report
        report.checked["pages"] += 1
        for block in page.blocks():
            self._block(page, block, report)
        self._attributes(page, report)
        self._records_texts(page, report)
        self._head(page, report)
        report.searched, report.headings = page.searched(), page.headings()
        return report

    def _head(self, page: Page, report: Report) -> None:
        """Title and description are those of the record or the file, addresses those of the page; whatever else the
        head tells repeats the page."""
        expected = self._rendered.heads.get(page.path, {})
        for name, found in page.head():
            if found != expected.get(name, found):
                report.refuse(page.path, found, f"expected the {name} ‘{expected[name]}’")
            report.repeats("head", page.path, found, report.keys)
        own, known = self._rendered.own(page.path), dict(page.addresses())
        base = known.get("canonical", "").removesuffix(own)
        for name, found in known.items():
            address = base + (links.card(own) if name == "og:image" else own)
            if found != address:
                report.refuse(page.path, found, f"expected the {name} ‘{address}’")
        told = {name for name, _ in page.head()}
        for name in expected.keys() & _IN_EVERY_HEAD - told:
            report.refuse(page.path, name, "the head does not tell this")

    def _block(self, page: Page, block: Block, report: Report) -> None:
        marks, refused = [mark for mark in block.marks if mark.start < mark.end], set()
        for mark in marks:
            report.checked[mark.kind] += 1
            if message := self.CHECKS[mark.kind](self, page, block, mark):
                report.refuse(page.path, block.text, message)
                refused.add(mark)
        for figure in find(block.text):
            holding = [mark for mark in marks if mark.start <= figure.start and figure.end <= mark.end]
            if not refused.isdisjoint(holding):
                continue
            if message := self._unaccounted(figure, block, holding):
                report.refuse(page.path, block.text[max(0, figure.start - 40) : figure.end + 40], message)
            else:
                report.keys.add(figure.key)
                report.notes[block.note].add(figure.key)

    def _unaccounted(self, figure: Figure, block: Block, holding: list[Mark]) -> str:
        """Why the innermost element round a figure does not account for it, if so."""
        if not holding:
            return f"‘{figure.printed}’ stands in no element that says where it comes from"
        mark = min(holding, key=lambda mark: mark.end - mark.start)
        if mark.kind == "cited figures" and figure.key != mark.element.get("data-key"):
            return f"‘{figure.printed}’ reads as {figure.key} in this text; expected {mark.element.get('data-key')}"
        if mark.kind == "bibliographic data":
            source, text = mark.element.get("data-bibliographic"), block.text[mark.start : mark.end]
            start, end = figure.start - mark.start, figure.end - mark.start
            known = (re.escape(known) for known in self.expected.bibliography[source] if known in text)
            found = (match for pattern in known for match in re.finditer(pattern, text))
            if not any(match.start() <= start and end <= match.end() for match in found):
                return f"‘{figure.printed}’ does not stand so in the bibliographic record of ‘{source}’"
        return ""

    def _cited_figure(self, page: Page, block: Block, mark: Mark) -> str:
        element, text = mark.element, block.of(mark)
        key, cite, infer = (element.get(name, "") for name in ("data-key", "data-cite", "data-infer"))
        found = find(text)
        if [(figure.printed, figure.key) for figure in found] != [(text, key)]:
            read = ", ".join(figure.key for figure in found) or "no figure"
            return f"‘{text}’ reads as {read}; expected {key or 'a data-key'}"
        if element.tag == "data" and element.get("value") != key:
            return f"the attribute ‘value’ is {element.get('value')}; expected {key}"
        if message := _wrong_datetime(element, found[0].value, found[0].value.removeprefix("--")):
            return message
        if any(it.tag == "q" or it.get("class") == "note__because" for it in element.iterancestors()):
            is_printed = (key, text.lower(), cite) in self.expected.printed and not infer
            return "" if is_printed else f"{cite or 'no line'} does not print ‘{text}’"
        if not self._is_said(page, block, mark, self.expected.texts.get((key, cite, infer), {})):
            return f"no record says this here, with ‘{text}’ resting on {cite or 'no line'} {infer}".rstrip()
        return self.expected.refused_figure(text, cite, infer)

    def _is_said(self, page: Page, block: Block, mark: Mark, known: Mapping[str, set[str]]) -> bool:
        """Whether the text round a figure is one of these; whether a figure that is all that is told is told of one of
        their records."""
        text = block.of(mark)
        if any(told in block.text for told in known.keys() - {text}):
            return True
        near = _led_to(page, mark.element) | {self._rendered.own(page.path).removesuffix("/")}
        return (text in known or block.text.strip() == text) and any(near & records for records in known.values())

    def _date(self, page: Page, block: Block, mark: Mark) -> str:
        element, text = mark.element, block.of(mark)
        edtf, cite, infer = (element.get(name, "") for name in ("data-when", "data-cite", "data-infer"))
        if _led_to(page, element, "milestones/").isdisjoint(self.expected.dates.get((edtf, cite, infer), ())):
            return f"the record has no date {edtf} resting on {cite or 'no line'} {infer}".rstrip()
        if text != dates.words(edtf):
            return f"‘{text}’ is not the date of the record; expected ‘{dates.words(edtf)}’"
        return _wrong_datetime(element, edtf) or self.expected.refused_date(edtf, cite, infer)

    def _stage(self, page: Page, block: Block, mark: Mark) -> str:
        """A stage is that of a record near it, as of the dates of the sources that show it."""
        stage, cite = mark.element.get("data-stage"), mark.element.get("data-cite")
        if _led_to(page, mark.element).isdisjoint(self.expected.stages.get((stage, cite), ())):
            return f"no record that is meant here is {stage or 'as'} on {cite}"
        if stage:
            words = wording.code(stage)
            return "" if block.of(mark) == words else f"‘{block.of(mark)}’ is not the stage; expected ‘{words}’"
        found, expected = mark.element.xpath(".//@data-bibliographic"), self.expected.by_date(cite)
        return "" if found == expected else f"the stage is as of {', '.join(expected)}, not {', '.join(found)}"

    def _name(self, page: Page, block: Block, mark: Mark) -> str:
        """A name in a text leads to its record, and the whole text is a record's."""
        of, text = mark.element.get("data-name"), block.of(mark)
        if page.target(mark.element.get("href", "")) != f"{of}/":
            return f"the link with the name {of} leads to {mark.element.get('href')}"
        known = self.expected.naming.get((of, text), ())
        return "" if any(told in block.text for told in known) else f"no record says this of ‘{text}’"

    def _computed(self, page: Page, block: Block, mark: Mark) -> str:
        element = mark.element
        name, of = element.get("data-by"), element.get("data-of", "")
        try:
            value, words = self.expected.computed(name, Reference.parse(of) if "/" in of else None)
        except (KeyError, ValueError, AttributeError):
            return f"no function ‘{name}’ computes a number for ‘{of}’"
        found = element.get("value", element.get("datetime")), block.of(mark)
        if found != (value, words):
            return f"{name} gives {value} (‘{words}’), not {found[0]} (‘{found[1]}’)"
        if f"{of}/" in self._rendered.records.keys() - {page.path} and of not in self._meant(page, element):
            return f"{name} is about {of}, which is not meant here"
        formula = f"Computed: {counts.formula(name)}"
        return "" if element.get("title", formula) == formula else f"expected the formula ‘{formula}’"

    def _meant(self, page: Page, element: HtmlElement) -> set[str]:
        """The records that an element can be meant for, that of the heading of its column too."""
        labels = element.xpath("ancestor::td[1]/@data-label")
        return _led_to(page, element).union(*(self.expected.called.get(label, ()) for label in labels))

    def _furniture(self, page: Page, block: Block, mark: Mark) -> str:
        kind, text = mark.element.get("data-furniture"), block.of(mark)
        if kind in furniture.KINDS:
            is_such = furniture.KINDS[kind](page, mark.element, text)
            return "" if is_such else f"‘{mark.element.text}’ is not {furniture.KINDS[kind].__doc__}"
        if kind == furniture.CITATION:
            return self._wrong_citation(page, mark.element)
        if kind in furniture.NAMES:
            return "" if text == furniture.NAMES[kind] else f"expected ‘{furniture.NAMES[kind]}’"
        known = ", ".join((*furniture.KINDS, furniture.CITATION, *furniture.NAMES))
        return f"‘{kind}’ is no kind of page furniture; expected {known}"

    def _wrong_citation(self, page: Page, element: HtmlElement) -> str:
        """A text to cite the page by is, letter for letter, what is written for the page's record."""
        try:
            expected = self.expected.citation(page.path, page.base, element.get("data-format", ""))
        except (KeyError, ValueError):
            return "this page is not cited in such a form"
        found = element.text_content()
        return "" if found == expected else reading_back.first_difference(found.encode(), expected.encode())[1]

    def _bibliographic(self, page: Page, block: Block, mark: Mark) -> str:
        source = self._library.sources.get(mark.element.get("data-bibliographic"))
        if source is None:
            return "there is no such source"
        beside = page.sources_beside(mark.element)
        if beside and mark.element.get("data-bibliographic") not in beside:
            return f"this stands beside {', '.join(beside)}"
        return _wrong_datetime(mark.element, source.published)

    def _navigation(self, page: Page, block: Block, mark: Mark) -> str:
        """A menu carries titles: the text is that of the record, or of the section of the page, that it leads to."""
        href, text = mark.element.get("href", ""), block.of(mark)
        if href.startswith("#"):
            section = page.ids.get(href[1:])
            title = "" if section is None else squeezed(section.text_content()).strip()
            is_short = next(mark.element.iterancestors("article"), None) is not None
        else:
            title = self._rendered.titles.get(page.target(href), "")
            is_short = page.target(href) not in self._rendered.records
        if text == title or (is_short and not find(text) and text not in self.expected.called):
            return ""
        return f"the link to {href} reads ‘{text}’; expected the title ‘{title}’"

    def _example(self, page: Page, block: Block, mark: Mark) -> str:
        is_known = unspaced(mark.element.text_content()) in self._rendered.prose_of(page.path).examples
        return "" if is_known else "the page's file in docs/ has no such example"

    CHECKS: Mapping[str, Callable[..., str]] = {
        "cited figures": _cited_figure,
        "names in texts": _name,
        "stages": _stage,
        "dates of records": _date,
        "computed numbers": _computed,
        "page furniture": _furniture,
        "bibliographic data": _bibliographic,
        "navigation": _navigation,
        "examples": _example,
    }

    def _records_texts(self, page: Page, report: Report) -> None:
        """Each text of the page's record stands at its address; wherever a record is called, it is by its title."""
        for anchor, expected in self.expected.addressed.get(page.path, ()):
            element = page.ids.get(anchor) if anchor else page.root
            report.checked["texts at their addresses"] += 1
            if element is None or expected not in squeezed(element.text_content()):
                report.refuse(page.path, f"#{anchor}", f"the text of the record does not stand here: ‘{expected}’")
        for element in page.root.xpath("//*[@data-record]"):
            record, text = element.get("data-record"), squeezed(element.text_content()).strip()
            report.checked["titles of records"] += 1
            if text != self.expected.titles.get(record):
                report.refuse(page.path, text, f"{record} is called ‘{self.expected.titles.get(record)}’")
        for link in page.root.xpath("//a[@href] | //h1[@data-record]"):
            self._way(page, link, report)

    def _way(self, page: Page, link: HtmlElement, report: Report) -> None:
        """A link leads to something on the site, and one that is called by a record's title to that record; on a
        signpost it may lead to where the record is told of on the page that has moved."""
        href, text, record = link.get("href", ""), squeezed(link.text_content()).strip(), link.get("data-record")
        report.checked["links"] += 1
        target = page.target(href)
        meant = {record} if record else self.expected.called.get(text, ())
        ways = {links.address(Reference.parse(it)).partition("#")[0] for it in meant if it in self.expected.titles}
        here = {self._rendered.own(page.path)} - {page.path}
        if ways and target not in ways | here and (record or target in self._rendered.records):
            report.refuse(page.path, text, f"the link to {href} reads so; expected the way to {' or '.join(ways)}")
        is_missing = href.startswith("#") and href[1:] not in page.ids
        if is_missing or (_PAGE.fullmatch(target) and target not in self._rendered.addresses | {page.path}):
            report.refuse(page.path, text, f"the link to {href} leads to nothing")

    def _attributes(self, page: Page, report: Report) -> None:
        """A cell's label is a heading of its table, a note mark speaks of its note, all else of figures of the page."""
        for element, name, text in page.attributes():
            keys = report.keys
            if name == "data-label" and find(text):
                headings = next(element.iterancestors("table"), element).xpath(".//thead//th")
                if text not in (" ".join(heading.text_content().split()) for heading in headings):
                    report.refuse(page.path, text, "the label is not a heading of the table")
            elif element.get("data-furniture") == "note-mark":
                number = {figure.key for figure in find(element.text or "")}
                if not number <= {figure.key for figure in find(text)}:
                    report.refuse(page.path, text, f"expected the number of the note, {element.text}")
                keys = number | report.notes[element.get("href", "#")[1:]]
            report.repeats("attributes", page.path, text, keys)


def _wrong_datetime(element: HtmlElement, *expected: str) -> str:
    found = element.get("datetime", expected[0])
    return "" if found in expected else f"the attribute ‘datetime’ is {found}; expected {expected[-1]}"


def _led_to(page: Page, element: HtmlElement, kind: str = "") -> set[str]:
    """The records that an element can be meant for: those to which the item, fact, row or list of facts round it leads,
    whichever is the nearest to lead to any."""
    for around in element.iterancestors("li", "dd", "tr", "dl"):
        targets = {page.target(href) for href in around.xpath(".//a/@href")}
        if found := {target.removesuffix("/") for target in targets if target.startswith(kind) and "/" in target[:-1]}:
            return found
    return set()
