"""Library -> what a built page must hold, letter for letter: what the templates make of the records, and the prose of
its file in `docs/`.

Nothing here proves what a page says: a wrong template makes the same wrong page twice. It shows that between the
templates and the page nothing was changed, moved or lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

import markdown
import yaml
from lxml import html

from tsi.library import Library
from tsi.records import Reference
from tsi.render import filters, links, page, views, wording
from tsi.visible import Page

NOT_FOUND = "404.html"
"""The page that the theme alone makes."""

_CALL = re.compile(r'\{\{ (\w+)\((?:"([^"]*)")?\) \}\}')
_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_ALWAYS = ("toc", "tables", "fenced_code")
"""The extensions of Markdown that MkDocs adds to those of mkdocs.yml."""

_OF_RECORDS = ("cited figures", "dates of records", "computed numbers", "bibliographic data")
"""What stands nowhere but in what the templates make of the records, the date of the newest source aside."""


class Prose(NamedTuple):
    """A file of `docs/`: its front matter, the macros that it calls with their arguments, its text without white space,
    and the texts that it shows as examples."""

    head: Mapping[str, str]
    calls: tuple[tuple[str, ...], ...]
    text: str
    examples: frozenset[str]


class Rendered:
    """The pages of one library's site by their addresses below its root."""

    def __init__(self, library: Library):
        self._library = library

    @cached_property
    def settings(self) -> Mapping:
        """What mkdocs.yml holds, every scalar as text."""
        return yaml.load((self._library.root / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)

    @cached_property
    def prose(self) -> Mapping[str, Prose]:
        folder = self._library.root / self.settings["docs_dir"]
        files = {file.relative_to(folder).with_suffix("").as_posix(): file for file in folder.rglob("*.md")}
        return {_address(name): self._read(file.read_text(encoding="utf-8")) for name, file in files.items()}

    def _read(self, text: str) -> Prose:
        file, options = _FILE.fullmatch(text), {name: {} for name in _ALWAYS}
        for extension in self.settings["markdown_extensions"]:
            options |= {extension: {}} if isinstance(extension, str) else extension
        made = markdown.markdown(_CALL.sub("", file["body"]), extensions=[*options], extension_configs=options)
        root = html.fragment_fromstring(made, create_parent="div")
        return Prose(
            yaml.load(file["head"], yaml.BaseLoader),
            _calls(file["body"]),
            unspaced(root.text_content()),
            frozenset(unspaced(example.text_content()) for example in root.iter("code", "pre")),
        )

    @cached_property
    def calls(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """By page, the macros that make it, each with its arguments."""
        return {
            **{address: prose.calls for address, prose in self.prose.items()},
            **{address: (("record_page", str(reference)),) for address, reference in self.records.items()},
            **{address: _calls(f"{{{{ {it.call} }}}}") for address, it in self._lists.items()},
        }

    @cached_property
    def records(self) -> Mapping[str, Reference]:
        """By the address of its page, each record that has one."""
        return {links.address(it): it for it in self._library.references() if it.kind in links.KINDS_WITH_PAGES}

    @cached_property
    def _lists(self) -> Mapping[str, filters.ListPage]:
        return {_address(file.removesuffix(".md")): it for file, it in filters.pages(self._library).items()}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each page is called."""
        return {
            **{address: it.head["title"] for address, it in self.prose.items()},
            **{address: it.title for address, it in self._lists.items()},
            **{address: wording.title(self._library.get(it)) for address, it in self.records.items()},
        }

    @cached_property
    def heads(self) -> Mapping[str, Mapping[str, str]]:
        """By page, the title and the description in its head."""
        site, general = self.settings["site_name"], self.settings["site_description"]
        descriptions = {
            **dict.fromkeys(self._lists, general),
            **{address: it.head["description"] for address, it in self.prose.items()},
            **{address: wording.description(self._library.get(it)) for address, it in self.records.items()},
        }
        titles = {address: f"{title} – {site}" if address else site for address, title in self.titles.items()}
        return {address: {"title": titles[address], "description": it} for address, it in descriptions.items()}

    @cached_property
    def moved(self) -> Mapping[str, Reference]:
        """By the address that it had before, each record that has moved."""
        records = ((of, self._library.get(of)) for of in self._library.references())
        former = ((of, id_) for of, record in records for id_ in getattr(record, "moved_from", ()))
        return {links.address(Reference(of.kind, id_)): of for of, id_ in former}

    @property
    def addresses(self) -> frozenset[str]:
        """Where the pages of the site stand."""
        return frozenset((*self.calls, *self.moved, NOT_FOUND))

    @lru_cache(maxsize=1_000)  # noqa: B019 - there is one of these or two to a process
    def parts(self, path: str, base: str) -> tuple[str, ...]:
        """The HTML of each macro of a page, and of the notes at its end, on a site at `base`; of a signpost, all."""
        shown = page.Page(self._library, path, base, report_form=self.settings["extra"].get("report_problem") or "")
        if path in self.moved:
            return (views.moved(shown, self.moved[path]).strip(),)
        made = [getattr(views, name)(shown, *arguments) for name, *arguments in self.calls.get(path, ())]
        return tuple(part.strip() for part in (*made, views.notes(shown)) if part)

    def differences(self, text: str, path: str) -> Iterator[tuple[str, str]]:
        """What of a built page is not as it was made: the text around, and what was expected."""
        own = _CANONICAL.search(text)
        rest = ""
        for part in self.parts(path, own[1].removesuffix(path) if own else ""):
            before, found, text = text.partition(part)
            if not found:
                yield _where_it_ends(part, before)
                return
            rest += before
        if rest := f"{rest}{text}".strip():
            yield from self._beside(Page(rest, path))

    def _beside(self, rest: Page) -> Iterator[tuple[str, str]]:
        """The same of what stands beside the parts that the templates make."""
        prose, known = unspaced("".join(rest.root.xpath("//article//text()"))), self.prose.get(rest.path)
        expected = known.text if known else ""
        if prose != expected and rest.path != NOT_FOUND:
            yield _where_it_ends(expected, prose)
        for element, kind in rest.kinds.items():
            if kind in _OF_RECORDS and element.get("data-by") != "newest_source":
                yield element.text_content(), "nothing that the records give stands here"


def _where_it_ends(expected: str, text: str) -> tuple[str, str]:
    """As far as a text has the beginning of what was expected: what stands there, and a message."""
    size = bisect_left(range(len(expected)), True, key=lambda last: expected[: last + 1] not in text)
    at = text.find(expected[:size]) + size
    return text[max(0, at - 40) : at + 40], f"expected here: ‘{expected[max(0, size - 40) : size + 40]}’"


def unspaced(text: str) -> str:
    """The text without white space, of which the way from a file to a page takes and adds some."""
    return "".join(text.split())


def _address(name: str) -> str:
    """`method/index` -> `method/`; `index` -> "", the home page."""
    return "" if name == "index" else f"{name.removesuffix('/index')}/"


def _calls(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(filter(None, call.groups())) for call in _CALL.finditer(text))
