"""The built site under audit: every figure that a reader, a search engine or a download can see is accounted for.

A page is proven twice: by what it says of itself (`tsi.accounts`), and letter for letter by what it was made of
(`tsi.rendered`). Search index and downloads are what the records give, and hold no figure that their page has not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from lxml import html

from tsi import exports
from tsi.accounts import Accounts
from tsi.exports import reading_back
from tsi.findings import Report
from tsi.library.library import Library
from tsi.rendered import Rendered
from tsi.visible import unspaced
from tsi.wording import citations, dataset, links

SEARCH = "search/search_index.json"


class Audit:
    """Audits pages and downloads against one library. What it has proven once it remembers."""

    def __init__(self, library: Library):
        self.library, self._rendered = library, Rendered(library)
        self._accounts = Accounts(library, self._rendered)

    def page(self, text: str, path: str) -> Report:
        """Audit one page. `path` is its address below the site's root, for example `pillars/telecoms/`."""
        report = self.accounts(text, path)
        report.add(self.comparison(text, path))
        return report

    def accounts(self, text: str, path: str) -> Report:
        """Whether the records bear out everything that a page tells of them, whichever way it was made."""
        return self._accounts.page(text, path)

    def comparison(self, text: str, path: str) -> Report:
        """Whether a page holds, letter for letter, what it was made of."""
        report = Report()
        report.checked["pages compared"] += 1
        for around, message in self._rendered.differences(text, path):
            report.refuse(path, around, message)
        return report

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
        for location in (*self._accounts.expected.found_statements, *self._accounts.expected.search_words):
            if locations[location] != 1:
                report.refuse(SEARCH, location, f"search finds this {locations[location]} times; expected once")
        return report

    def search_entry(self, entry: Mapping, pages: Mapping[str, Report]) -> Report:
        """What search finds stands on the page that it leads to, letter for letter; the entry of a statement, and the
        words under which a record is found as well, are what the record gives."""
        report, location = Report(), entry["location"]
        if expected := self._accounts.expected.found_statements.get(location):
            report.checked["search entries of statements"] += 1
            if entry != expected:
                report.refuse(SEARCH, entry["text"], f"expected for {location}: {expected}")
            return report
        report.checked["search entries"] += 1
        if entry.get("tags", []) != (words := self._accounts.expected.search_words.get(location, [])):
            report.refuse(SEARCH, ", ".join(entry.get("tags", [])), f"expected for {location}: {words}")
        page = pages.get(location.partition("#")[0], Report())
        text = _text_of(entry["text"])
        if unspaced(text) not in page.searched:
            report.refuse(SEARCH, text, f"this is not the text of {location}")
        title, anchor = _text_of(entry["title"]), location.partition("#")[2]
        known = page.headings.get(anchor, "") if anchor else self._rendered.titles.get(location, "")
        if unspaced(title) != unspaced(known):
            report.refuse(SEARCH, title, f"{location} is called ‘{known}’")
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
        lasting = {str(dataset.lasting_id(it)): links.address(it) for it in self.library.references()}
        for path in self.files(base):
            found = (folder / path).read_bytes() if (folder / path).is_file() else b""
            compared = self.file(path, found, base)
            report.add(compared)
            for address, text in () if compared.findings else reading_back.texts(path, found):
                own = lasting.get(address, address.removeprefix(base).partition("#")[0])
                page = pages.get(own, Report())
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
        for what in (*self._accounts.CHECKS, *_REPEATED):
            if not report.checked[what]:
                report.refuse("the site", what, "none of these was found; a check that checked nothing has failed")
        return report


_REPEATED = (
    "pages", "texts at their addresses", "titles of records", "attributes", "head", "search entries",
    "search entries of statements", "search titles", "downloads", "texts in downloads",
)  # fmt: skip


def _text_of(fragment: str) -> str:
    return html.fragment_fromstring(fragment, create_parent="div").text_content()
