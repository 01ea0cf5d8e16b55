"""The built site under audit: every figure that a reader, a search engine or a download can see is accounted for.

Each figure in the text of a page lies wholly inside an element that says where it comes from, and what that element
says is proven once more from the records and the evidence index. Attributes, head, search index and downloads repeat
figures of their page and hold no others.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree, html
from lxml.html import HtmlElement

from tsi import dates, exports, figures
from tsi.expected import Expected
from tsi.exports import citations, reading_back
from tsi.figures import Figure
from tsi.library import Library
from tsi.records import Reference
from tsi.rendered import Rendered, unspaced
from tsi.visible import Block, Mark, Page, squeezed

find = lru_cache(maxsize=100_000)(figures.find)


class Finding(NamedTuple):
    """One thing wrong: on which page or in which file, the text around it, and what was expected."""

    page: str
    around: str
    message: str


@dataclass
class Report:
    """What is wrong, and how much was checked by what it is. Of a page also the keys of the figures that are accounted
    for, those of each of its notes, and the text that search should find."""

    findings: list[Finding] = field(default_factory=list)
    checked: Counter[str] = field(default_factory=Counter)
    keys: set[str] = field(default_factory=set)
    notes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    searched: str = ""

    def refuse(self, page: str, around: str, message: str) -> None:
        self.findings.append(Finding(page, " ".join(around.split())[:120], message))

    def repeats(self, what: str, page: str, text: str, keys: Collection[str]) -> None:
        """Check a text that may repeat figures of its page and hold no others."""
        self.checked[what] += 1
        for figure in find(text):
            if figure.key not in keys:
                self.refuse(page, text, f"‘{figure.printed}’ is not a figure of the page")

    def add(self, other: Report) -> None:
        self.findings += other.findings
        self.checked += other.checked

    def messages(self) -> list[str]:
        """A line for each thing wrong; what is wrong on every page alike is told once."""
        pages = defaultdict(list)
        for finding in self.findings:
            pages[finding.around, finding.message].append(finding.page)
        return [
            f"{found[0]}{f' and {len(found) - 1} more' if len(found) > 1 else ''}: ‘{around}’: {message}"
            for (around, message), found in pages.items()
        ]


# --- Page furniture: figures that belong to the page and not to the subject; the list is closed -----------------------


def _is_note_mark(page: Page, element: HtmlElement, text: str) -> bool:
    """the number of the note that it leads to"""
    return element.get("href") == f"#note-{element.text}" and f"note-{element.text}" in page.ids


def _is_line_number(page: Page, element: HtmlElement, text: str) -> bool:
    """the number of the source line that it leads to, which in a note is the one that the figure beside it cites"""
    number, link = text.removeprefix("line "), next(element.iterancestors("a"), None)
    item = next(element.iterancestors("li"), None)
    cited = [] if item is None else item.xpath("./q//@data-cite")
    leads_there = link is not None and link.get("href", "").endswith(f"#line-{number}")
    return number.isdecimal() and leads_there and all(cite.endswith(f":{number}") for cite in cited)


def _is_year(page: Page, element: HtmlElement, text: str) -> bool:
    """the year in its heading's id, over milestones whose own dates are proven"""
    return element.getparent().get("id") == f"year-{text}"


def _is_axis_year(page: Page, element: HtmlElement, text: str) -> bool:
    """a year on the axis of a picture, from the first to the last of those that the page's dates and the newest source
    give it"""
    given = page.root.xpath("//@data-when | //*[@data-by='newest_source']/@datetime")
    years = [int(year) for date in given for year in re.findall(r"(?<!\d)\d{4}(?!\d)", date)]
    in_picture = element.tag == "text" and next(element.iterancestors("svg"), None) is not None
    return in_picture and bool(re.fullmatch(r"\d{4}", text)) and bool(years) and min(years) <= int(text) <= max(years)


_FURNITURE = {"note-mark": _is_note_mark, "line-number": _is_line_number, "year": _is_year, "axis": _is_axis_year}
SEARCH = "search/search_index.json"
_CITATION = "citation-text"
"""A text by which the page is cited, in one of the forms of `tsi.exports.citations`."""

_NAMES = {"licence": "CC BY 4.0", "hash-name": "SHA-256", "font-name": "STIX Two Text", "standard": "ISO 8601-2"}
"""Names of things that the site is made with, by their kind of furniture."""


# --- The audit -------------------------------------------------------------------------------------------------------


class Audit:
    """Audits pages and downloads against one library. What it has proven once it remembers."""

    def __init__(self, library: Library):
        self.library, self._expected, self._rendered = library, Expected(library), Rendered(library)

    # Pages

    def page(self, text: str, path: str) -> Report:
        """Audit one page. `path` is its address below the site's root, for example `pillars/telecoms/`."""
        report = self.accounts(text, path)
        report.add(self.comparison(text, path))
        return report

    def comparison(self, text: str, path: str) -> Report:
        """Whether a page holds, letter for letter, what it was made of."""
        report = Report()
        report.checked["pages compared"] += 1
        for around, message in self._rendered.differences(text, path):
            report.refuse(path, around, message)
        return report

    def accounts(self, text: str, path: str) -> Report:
        """Whether the records bear out everything that a page tells of them, whichever way it was made."""
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
        report.searched = page.searched()
        return report

    def _head(self, page: Page, report: Report) -> None:
        """Title and description are those of the record or the file; whatever else the head tells repeats the page."""
        expected = self._rendered.heads.get(page.path, {})
        for name, found in page.head():
            if found != expected.get(name, found):
                report.refuse(page.path, found, f"expected the {name} ‘{expected[name]}’")
            report.repeats("head", page.path, found, report.keys)

    def _block(self, page: Page, block: Block, report: Report) -> None:
        marks, refused = [mark for mark in block.marks if mark.start < mark.end], set()
        for mark in marks:
            report.checked[mark.kind] += 1
            if message := self._CHECKS[mark.kind](self, page, block, mark):
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
            known = (re.escape(known) for known in self._expected.bibliography[source] if known in text)
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
            is_printed = (key, text.lower(), cite) in self._expected.printed and not infer
            return "" if is_printed else f"{cite or 'no line'} does not print ‘{text}’"
        stands_alone = block.text.strip() == text
        if not any(stands_alone or known in block.text for known in self._expected.texts.get((key, cite, infer), ())):
            return f"no record says this, with ‘{text}’ resting on {cite or 'no line'} {infer}".rstrip()
        return self._expected.refused_figure(text, cite, infer)

    def _date(self, page: Page, block: Block, mark: Mark) -> str:
        element, text = mark.element, block.of(mark)
        edtf, cite, infer = (element.get(name, "") for name in ("data-when", "data-cite", "data-infer"))
        if _dated_records(page, element).isdisjoint(self._expected.dates.get((edtf, cite, infer), ())):
            return f"the record has no date {edtf} resting on {cite or 'no line'} {infer}".rstrip()
        if text != dates.words(edtf):
            return f"‘{text}’ is not the date of the record; expected ‘{dates.words(edtf)}’"
        return _wrong_datetime(element, edtf) or self._expected.refused_date(edtf, cite, infer)

    def _computed(self, page: Page, block: Block, mark: Mark) -> str:
        name, of = mark.element.get("data-by"), mark.element.get("data-of", "")
        try:
            value, words = self._expected.computed(name, Reference.parse(of) if "/" in of else None)
        except (KeyError, ValueError, AttributeError):
            return f"no function ‘{name}’ computes a number for ‘{of}’"
        found = mark.element.get("value", mark.element.get("datetime")), block.of(mark)
        return "" if found == (value, words) else f"{name} gives {value} (‘{words}’), not {found[0]} (‘{found[1]}’)"

    def _furniture(self, page: Page, block: Block, mark: Mark) -> str:
        kind, text = mark.element.get("data-furniture"), block.of(mark)
        if kind in _FURNITURE:
            is_such = _FURNITURE[kind](page, mark.element, text)
            return "" if is_such else f"‘{mark.element.text}’ is not {_FURNITURE[kind].__doc__}"
        if kind == _CITATION:
            return self._wrong_citation(page, mark.element)
        if kind in _NAMES:
            return "" if text == _NAMES[kind] else f"expected ‘{_NAMES[kind]}’"
        return f"‘{kind}’ is no kind of page furniture; expected {', '.join((*_FURNITURE, _CITATION, *_NAMES))}"

    def _wrong_citation(self, page: Page, element: HtmlElement) -> str:
        """A text to cite the page by is, letter for letter, what is written for the page's record."""
        try:
            expected = self._expected.citation(page.path, page.base, element.get("data-format", ""))
        except (KeyError, ValueError):
            return "this page is not cited in such a form"
        found = element.text_content()
        return "" if found == expected else reading_back.first_difference(found.encode(), expected.encode())[1]

    def _bibliographic(self, page: Page, block: Block, mark: Mark) -> str:
        source = self.library.records["sources"].get(mark.element.get("data-bibliographic"))
        return _wrong_datetime(mark.element, source.published) if source else "there is no such source"

    def _navigation(self, page: Page, block: Block, mark: Mark) -> str:
        """A menu carries titles: the text is that of the record, or of the section of the page, that it leads to."""
        href, text = mark.element.get("href", ""), block.of(mark)
        if not find(text):
            return ""
        if href.startswith("#"):
            title = " ".join(page.ids[href[1:]].text_content().split()) if href[1:] in page.ids else ""
        else:
            target = posixpath.normpath(posixpath.join(page.path, href)) + "/"
            title = self._rendered.titles.get(target, "")
        return "" if text == title else f"the link to {href} reads ‘{text}’; expected the title ‘{title}’"

    def _example(self, page: Page, block: Block, mark: Mark) -> str:
        prose = self._rendered.prose.get(page.path)
        is_known = prose and unspaced(mark.element.text_content()) in prose.examples
        return "" if is_known else "the page's file in docs/ has no such example"

    _CHECKS: Mapping[str, Callable[..., str]] = {
        "cited figures": _cited_figure,
        "dates of records": _date,
        "computed numbers": _computed,
        "page furniture": _furniture,
        "bibliographic data": _bibliographic,
        "navigation": _navigation,
        "examples": _example,
    }

    def _records_texts(self, page: Page, report: Report) -> None:
        """Each text of the page's record stands at its address; wherever a record is called, it is by its title."""
        for anchor, expected in self._expected.addressed.get(page.path, ()):
            element = page.ids.get(anchor) if anchor else page.root
            report.checked["texts at their addresses"] += 1
            if element is None or expected not in squeezed(element.text_content()):
                report.refuse(page.path, f"#{anchor}", f"the text of the record does not stand here: ‘{expected}’")
        for element in page.root.xpath("//*[@data-record]"):
            record, text = element.get("data-record"), squeezed(element.text_content()).strip()
            report.checked["titles of records"] += 1
            if text != self._expected.titles.get(record):
                report.refuse(page.path, text, f"{record} is called ‘{self._expected.titles.get(record)}’")

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

    # The rest of the site

    def search_index(self, content: str, pages: Mapping[str, Report]) -> Report:
        """Each entry is sound, and there is one for every record and statement."""
        report = Report()
        try:
            entries = json.loads(content)["docs"]
            locations = Counter(entry["location"] for entry in entries)
        except (ValueError, LookupError, TypeError) as error:
            report.refuse(SEARCH, content[:40], f"it cannot be read ({error})")
            return report
        for entry in entries:
            report.add(self.search_entry(entry, pages))
        for location in (*self._expected.found_statements, *self._expected.search_words):
            if locations[location] != 1:
                report.refuse(SEARCH, location, f"search finds this {locations[location]} times; expected once")
        return report

    def search_entry(self, entry: Mapping, pages: Mapping[str, Report]) -> Report:
        """What search finds stands on the page that it leads to, letter for letter; the entry of a statement, and the
        words under which a record is found as well, are what the record gives."""
        report, location = Report(), entry["location"]
        if expected := self._expected.found_statements.get(location):
            report.checked["search entries of statements"] += 1
            if entry != expected:
                report.refuse(SEARCH, entry["text"], f"expected for {location}: {expected}")
            return report
        report.checked["search entries"] += 1
        if entry.get("tags", []) != (words := self._expected.search_words.get(location, [])):
            report.refuse(SEARCH, ", ".join(entry.get("tags", [])), f"expected for {location}: {words}")
        page = pages.get(location.partition("#")[0], Report())
        text = _text_of(entry["text"])
        if unspaced(text) not in page.searched:
            report.refuse(SEARCH, text, f"this is not the text of {location}")
        title = _text_of(entry["title"])
        if title != self._rendered.titles.get(location, title) or unspaced(title) not in page.searched:
            report.refuse(SEARCH, title, f"this is not the title of {location}")
        report.repeats("search titles", SEARCH, title, page.keys)
        return report

    def downloads(self, folder: Path, pages: Mapping[str, Report]) -> Report:
        """Each download is what the records give, byte by byte, and its figures stand on the pages of the records."""
        report = Report()
        try:
            base = reading_back.base(folder)
        except ValueError as error:
            report.refuse("data/tsi.json", "", str(error))
            return report
        for path in self.files(base):
            found = (folder / path).read_bytes() if (folder / path).is_file() else b""
            compared = self.file(path, found, base)
            report.add(compared)
            for address, text in () if compared.findings else reading_back.texts(path, found):
                page = pages.get(address.removeprefix(base).partition("#")[0], Report())
                report.repeats("texts in downloads", path, text, page.keys)
        return report

    def file(self, path: str, content: bytes, base: str) -> Report:
        """Whether a download of a site at `base` is what the records give, byte by byte."""
        report, expected = Report(), self.files(base)[path]
        report.checked["downloads"] += 1
        if content != expected:
            report.refuse(path, *reading_back.first_difference(content, expected))
        return report

    @lru_cache(maxsize=2)  # noqa: B019 - there is one of these or two to a process
    def files(self, base: str) -> Mapping[str, bytes]:
        """By its path, everything that can be downloaded from a site at `base`."""
        return {**dict(citations.files(self.library, base)), **exports.files(self.library, base)}

    def site(self, folder: Path) -> Report:
        """Audit every page, the search index and every download. A check that checked nothing has failed."""
        report, pages = Report(), {}
        for file in sorted(folder.rglob("*.html")):
            path = file.relative_to(folder).as_posix().removesuffix("index.html")
            pages[path] = self.page(file.read_text(encoding="utf-8"), path)
            report.add(pages[path])
        for path in sorted(self._rendered.addresses.symmetric_difference(pages)):
            report.refuse(path, "", "no record or file has this page" if path in pages else "this page is missing")
        search = folder / SEARCH
        report.add(self.search_index(search.read_text(encoding="utf-8") if search.is_file() else '{"docs": []}', pages))
        report.add(self.downloads(folder, pages))
        for what in (*self._CHECKS, *_REPEATED):
            if not report.checked[what]:
                report.refuse("the site", what, "none of these was found; a check that checked nothing has failed")
        return report


_REPEATED = (
    "pages", "texts at their addresses", "titles of records", "attributes", "head", "search entries",
    "search entries of statements", "search titles", "downloads", "texts in downloads",
)  # fmt: skip


def _text_of(fragment: str) -> str:
    return html.fragment_fromstring(fragment, create_parent="div").text_content()


def _dated_records(page: Page, element: HtmlElement) -> set[str]:
    """The milestones that a date can be meant for: those that the item, fact or row round it leads to."""
    for around in element.iterancestors("li", "dd", "tr"):
        ways = (href.partition("#")[0] for href in around.xpath(".//a/@href"))
        targets = (posixpath.normpath(posixpath.join(page.path, way)) for way in ways)
        if milestones := {target for target in targets if target.startswith("milestones/")}:
            return milestones
    return set()


def _wrong_datetime(element: HtmlElement, *expected: str) -> str:
    found = element.get("datetime", expected[0])
    return "" if found in expected else f"the attribute ‘datetime’ is {found}; expected {expected[-1]}"
