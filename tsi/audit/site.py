"""A whole built site -> its faults: every page, what heads and menus call it, and what search finds."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import yaml
from lxml import etree, html

from tsi.audit import furniture
from tsi.audit.html import Page, squeezed, unspaced
from tsi.audit.page import Auditor, find
from tsi.audit.report import Report
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import descriptions, editions, filters, links, searches, words

SEARCH = "search/search_index.json"
NOT_FOUND = "404.html"
"""The page that the theme alone makes."""
NEWEST = "count:newest_source"
LICENCE = "licence"
_MUST_BE_FOUND = (
    "pages", "facts", "lists", "heads", "menus", "furniture", "attributes", "search entries", "told as text",
    "told as title", "told as date", "told as status", "told as as-of", "told as weak", "told as verdict",
    "told as voice", "told as listing", "told as lead", "told as count", "told as receipt",
)  # fmt: skip


class Audit:
    """Audits the pages of a site against one library."""

    def __init__(self, library: Library):
        self.library, self._auditor = library, Auditor(library)

    @cached_property
    def site_name(self) -> str:
        settings = yaml.load((self.library.root / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
        return settings["site_name"]

    @cached_property
    def records(self) -> Mapping[str, Reference]:
        """By the address of its page, each record that has one."""
        return {links.address(it): it for it in self.library.references() if links.has_page(self.library, it)}

    @cached_property
    def entries(self) -> Mapping[str, str]:
        """By its address, what a record is called that has an entry in an index in place of a page."""
        references = (it for kind in links.KINDS_WITH_PAGES for it in links.entries(self.library, kind))
        return {links.where(self.library, it): words.title(self.library.get(it)) for it in references}

    @cached_property
    def called(self) -> Mapping[str, tuple[str, str]]:
        """By its address, what each page is called, and what it is about in a line."""
        views = {address: (it.title, it.description) for address, it in _views(self.library).items()}
        named = {
            address: (words.title(self.library.get(it)), descriptions.of_record(self.library, it))
            for address, it in self.records.items()
        }
        return {**dict(_prose(self.library.root / "docs")), **views, **named}

    def content(self, text: str, path: str) -> Report:
        """Audit what a page tells of the records, whatever its frame is. `path` is its address below the site's root,
        for example `pillars/telecoms/`."""
        page = self._read(text, path)
        return page if isinstance(page, Report) else self._auditor.page(page)

    def page(self, text: str, path: str, *parts: str) -> Report:
        """Audit one page as it is published: its content, its head, its menus and its foot; with those of its parts,
        from the second, where it is not sent at once."""
        page = self._read(text, path, parts)
        if isinstance(page, Report):
            return page
        report = self._auditor.page(page)
        report.is_signpost = page.is_signpost
        for check in (self._head, self._menus, self._foot):
            check(page, report)
        for number, part in enumerate(parts, 2):
            self._head(Page(part, links.part(path, number)), report, words.part(number, len(parts) + 1))
        return report

    def _read(self, text: str, path: str, parts: Sequence[str] = ()) -> Page | Report:
        """The page, or a report that it cannot be read."""
        try:
            return Page(text, path, str(self.records.get(path, "")), parts)
        except (etree.ParserError, ValueError) as error:
            report = Report()
            report.refuse(path, "", text[:40], f"it cannot be read ({error})")
            return report

    def _head(self, page: Page, report: Report, part: str = "") -> None:
        """A head calls the page what it is called, and holds no figure that the page has not; that of a part of a page
        says which it is."""
        report.checked["heads"] += 1
        is_called = links.page_of_part(page.path)[0] in self.called
        for name, expected in self._expected_head(page, part).items():
            if squeezed(page.head.get(name, expected)) != squeezed(expected):
                report.refuse(page.path, "", page.head[name], f"expected the {name} ‘{expected}’")
        for name in ("title", "description") if is_called else ():
            if name not in page.head:
                report.refuse(page.path, "", name, "the head does not tell this")
        for text in page.head.values() if is_called else ():
            for figure in find(text.replace(words.in_part(part), "") if "://" not in text else ""):
                if figure.key not in report.keys:
                    report.refuse(page.path, "", text, f"‘{figure.printed}’ is not a figure of the page")

    def _expected_head(self, page: Page, part: str) -> Mapping[str, str]:
        own = page.path if not page.is_signpost else self._own(page)
        whole_page, _ = links.page_of_part(page.path)
        if page.root.get("data-signpost") == "moved" and own in self.called:
            title = self.entries.get(self._way(page), self.called[own][0])
            return {"canonical": page.head.get("canonical", "").removesuffix(own) + own, "title": title}
        base = page.head.get("canonical", "").removesuffix(own)
        addresses = {"canonical": base + own, "og:url": base + own, "og:image": base + links.card(own)}
        if whole_page not in self.called:
            return addresses
        title, description = self.called[whole_page]
        title = title if whole_page else self.site_name
        whole = f"{title}{words.in_part(part)} – {self.site_name}" if whole_page else title
        described = {"description": description + words.in_part(part), "og:description": description}
        return {**addresses, "title": whole, "og:title": title, "og:image:alt": title, **described}

    def _own(self, page: Page) -> str:
        """The address that a signpost tells as its own: that of the page to which it leads first."""
        return self._way(page).partition("#")[0] or page.path

    def _way(self, page: Page) -> str:
        """The address to which a signpost leads first; "" where it leads nowhere."""
        ways = page.root.xpath("//article/p[1]//a/@href")
        return page.target(ways[0]) if ways else ""

    def _menus(self, page: Page, report: Report) -> None:
        """A menu with a figure in it calls pages and sections what they are called."""
        for link in page.root.xpath("//nav//a[@href][not(@data-furniture)][not(*[@data-furniture])]"):
            report.checked["menus"] += 1
            href, text = link.get("href"), squeezed(link.text_content()).strip()
            to, _, anchor = page.target(href).partition("#")
            section = page.heading(anchor) if to == page.path and anchor else None
            title = self.called.get(to, ("",))[0] if section is None else section.text_content()
            if find(text) and text != squeezed(title).strip():
                report.refuse(page.path, "", text, f"the link to {href} reads so; expected ‘{title}’")

    def _foot(self, page: Page, report: Report) -> None:
        """Every page of the site tells how recent the newest source is, and under which licence it stands."""
        if page.path not in self.called and page.path != NOT_FOUND:
            return
        told = {fact.told_as for fact in page.facts if next(fact.element.iterancestors("footer"), None) is not None}
        kinds = {element.get("data-furniture") for element in furniture.elements(page)}
        for name, is_there in ((NEWEST, NEWEST in told), (LICENCE, LICENCE in kinds)):
            if not is_there:
                report.refuse(page.path, "", "", f"the foot of the page does not tell {name}")

    def search_index(self, content: str, pages: Mapping[str, Report]) -> Report:
        """What search finds stands on its page; every record and every statement is found once."""
        report = Report()
        try:
            entries = json.loads(content)["docs"]
            locations = Counter(entry["location"] for entry in entries)
            for entry in entries:
                self._search_entry(entry, pages, report)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            report.refuse(SEARCH, "", content[:40], f"it cannot be read ({error})")
            return report
        for location in self.found_by_search:
            if locations[location] != 1:
                report.refuse(SEARCH, "", location, f"search finds this {locations[location]} times; expected once")
        return report

    def _search_entry(self, entry: Mapping[str, str], pages: Mapping[str, Report], report: Report) -> None:
        report.checked["search entries"] += 1
        path, _, anchor = entry["location"].partition("#")
        page, text, title = pages.get(path, Report()), _text_of(entry["text"]), _text_of(entry["title"])
        if unspaced(text) not in page.searched:
            report.refuse(SEARCH, "", text, f"this does not stand at {entry['location']}")
        known = page.headings.get(anchor, "") if anchor else unspaced(self.called.get(path, ("",))[0])
        lines = self.found_by_search.get(entry["location"])
        if lines and title != lines:
            report.refuse(SEARCH, "", title, f"expected for {entry['location']}: ‘{lines}’")
        for figure in find(title) if unspaced(title) != known and not lines else ():
            if figure.key not in page.keys:
                report.refuse(SEARCH, "", title, f"‘{figure.printed}’ is not a figure of {entry['location']}")

    @cached_property
    def found_by_search(self) -> Mapping[str, str]:
        """The addresses that search finds once each, and by which lines it calls those of statements."""
        found = dict.fromkeys((*self.records, *self.entries), "")
        for reference in self.records.values():
            record = self.library.get(reference)
            for id_, statement in getattr(record, "statements", {}).items():
                found[links.address(reference, id_)] = searches.lines(self.library, statement.cite)
            for id_ in getattr(record, "open_questions", ()):
                found[links.address(reference, links.anchor(("open_questions", id_)))] = ""
        return found

    def site(self, folder: Path) -> Report:
        """Audit every page and the search index. A check that checked nothing has failed."""
        report, pages = Report(), {}
        for path, parts in texts(folder):
            pages[path] = self.page(parts[0], path, *parts[1:])
            report.add(pages[path])
        signposts = {path for path, page in pages.items() if page.is_signpost}
        for path in sorted({*self.called, NOT_FOUND}.symmetric_difference(pages.keys() - signposts)):
            report.refuse(path, "", "", "no record or file has this page" if path in pages else "this page is missing")
        search = folder / SEARCH
        report.add(self.search_index(search.read_text(encoding="utf-8") if search.is_file() else '{"docs": []}', pages))
        report.missed(_MUST_BE_FOUND)
        return report


def texts(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Each page below a folder: its address, and its text with those of the parts in which it goes on."""
    files = {file.relative_to(folder).as_posix().removesuffix("index.html"): file for file in folder.rglob("*.html")}
    parts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for path in files:
        page, number = links.page_of_part(path)
        parts[page if page in files else path].append((number, path))
    for page in sorted(parts):
        yield page, [files[path].read_text(encoding="utf-8") for _, path in sorted(parts[page])]


def _views(library: Library) -> Mapping[str, filters.ListPage]:
    return filters.pages(library) | editions.pages(library)


def _prose(folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """By the address of its page, the title and the description of each file of prose."""
    for file in folder.rglob("*.md"):
        name = file.relative_to(folder).with_suffix("").as_posix().removesuffix("index").strip("/")
        head = yaml.load(file.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)
        yield f"{name}/" if name else "", (head["title"], head["description"])


def _text_of(fragment: str) -> str:
    return html.fragment_fromstring(fragment, create_parent="div").text_content()
