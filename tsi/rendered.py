"""Library -> what a built page must hold, letter for letter: what the templates make of the records, and the prose of
its file in `docs/`.

Nothing here proves what a page says: a wrong template makes the same wrong page twice. It shows that between the
templates and the page nothing was changed, moved or lost.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

import markdown
import yaml
from lxml import html

from tsi.findings import where_they_part
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.render import addresses, filters, page, views
from tsi.visible import Page, unspaced
from tsi.wording import descriptions, links
from tsi.wording import words as wording

_CALL = re.compile(r'\{\{ (\w+)\((?:"([^"]*)")?\) \}\}')
_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_BUILT = re.compile(r'<time datetime="([^"]*)" data-furniture="built">')
_ALWAYS = ("toc", "tables", "fenced_code")
"""The extensions of Markdown that MkDocs adds to those of mkdocs.yml."""

_OF_RECORDS = (
    "cited figures", "dates of records", "stages", "computed numbers", "bibliographic data", "names in texts",
)  # fmt: skip
"""What stands nowhere but in what the templates make of the records, the date at the foot of each page aside."""

NEWEST = ("newest_source", "sources")
"""The function that computes that date, and what of: `data-by` and `data-of`."""


class Prose(NamedTuple):
    """A file of `docs/`: its front matter, the macros that it calls with their arguments, its text without white space,
    where its links lead, and the texts that it shows as examples."""

    head: Mapping[str, str]
    calls: tuple[tuple[str, ...], ...]
    text: str
    ways: list[str]
    examples: frozenset[str]


_NO_PROSE = Prose({}, (), "", [], frozenset())


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
        return {_address(name): self._read(name, file.read_text(encoding="utf-8")) for name, file in files.items()}

    def prose_of(self, path: str) -> Prose:
        """The file of a page; an empty one for a page that has none."""
        return self.prose.get(path, _NO_PROSE)

    def _read(self, name: str, text: str) -> Prose:
        file, options = _FILE.fullmatch(text), {extension: {} for extension in _ALWAYS}
        for extension in self.settings["markdown_extensions"]:
            options |= {extension: {}} if isinstance(extension, str) else extension
        made = markdown.markdown(_CALL.sub("", file["body"]), extensions=[*options], extension_configs=options)
        root = html.fragment_fromstring(made, create_parent="div")
        return Prose(
            yaml.load(file["head"], yaml.BaseLoader),
            _calls(file["body"]),
            unspaced(root.text_content()),
            [_way(name, href) for href in root.xpath("//a/@href")],
            frozenset(unspaced(example.text_content()) for example in root.iter("code", "pre")),
        )

    @cached_property
    def calls(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """By page, the macros that make it, each with its arguments."""
        return {
            **{address: prose.calls for address, prose in self.prose.items()},
            **{address: (("record_page", str(reference)),) for address, reference in self.records.items()},
            **{address: _calls(f"{{{{ {it.call} }}}}") for address, it in self._views.items()},
        }

    @cached_property
    def records(self) -> Mapping[str, Reference]:
        """By the address of its page, each record that has one."""
        return {links.address(it): it for it in self._library.references() if it.kind in links.KINDS_WITH_PAGES}

    @cached_property
    def _views(self) -> Mapping[str, filters.ListPage]:
        return filters.pages(self._library)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each page is called."""
        return {
            **{address: it.head["title"] for address, it in self.prose.items()},
            **{address: it.title for address, it in self._views.items()},
            **{address: wording.title(self._library.get(it)) for address, it in self.records.items()},
        }

    @cached_property
    def heads(self) -> Mapping[str, Mapping[str, str]]:
        """By page, what its head tells of it, by the names that a head has for that."""
        site = self.settings["site_name"]
        described = {
            **{address: it.description for address, it in self._views.items()},
            **{address: it.head["description"] for address, it in self.prose.items()},
            **{address: descriptions.of_record(self._library.get(it)) for address, it in self.records.items()},
        }
        return {address: _head(site, self.titles[address] if address else "", it) for address, it in described.items()}

    @cached_property
    def signposts(self) -> frozenset[str]:
        """The pages at which nothing but a way to another stands, or the reason why there is none."""
        return frozenset(addresses.of(self._library).signposts)

    def own(self, path: str) -> str:
        """The address that a page tells as its own: of a signpost, that of the page to which it leads."""
        if path not in self.signposts:
            return path
        return addresses.of(self._library).signposts[path][""].address.partition("#")[0]

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Where the pages of the site stand."""
        return frozenset((*self.calls, *self.signposts, addresses.NOT_FOUND))

    @lru_cache(maxsize=1_000)  # noqa: B019 - there is one of these or two to a process
    def parts(self, path: str, base: str, built: str) -> tuple[str, ...]:
        """The HTML of each macro of a page, and of the notes at its end, on a site at `base` that was built on the day
        `built`; of a signpost, all."""
        form = self.settings["extra"].get("report_problem") or ""
        shown = page.Page(self._library, path, base, report_form=form, built=built)
        if path in self.signposts:
            return (views.signpost(shown).strip(),)
        made = [getattr(views, name)(shown, *arguments) for name, *arguments in self.calls.get(path, ())]
        return tuple(part.strip() for part in (*made, *views.foot(shown)) if part)

    def differences(self, text: str, path: str) -> Iterator[tuple[str, str]]:
        """What of a built page is not as it was made: the text around, and what was expected."""
        own = _CANONICAL.search(text)
        base = own[1].removesuffix(self.own(path)) if own else ""
        rest = ""
        for part in self.parts(path, base, _built(text)):
            # By its beginning, because a long text that has been changed takes long to be sought in vain.
            start = text.find(part[:200])
            if not text.startswith(part, start):
                yield _first_difference(text[start:], part)
                return
            rest, text = rest + text[:start], text[start + len(part) :]
        if rest := f"{rest}{text}".strip():
            yield from self._beside(Page(rest, path))

    def _beside(self, rest: Page) -> Iterator[tuple[str, str]]:
        """The same of what stands beside the parts that the templates make."""
        if rest.path != addresses.NOT_FOUND:
            yield from self._beside_in_prose(rest)
        for element, kind in rest.kinds.items():
            if kind in _OF_RECORDS and (element.get("data-by"), element.get("data-of")) != NEWEST:
                yield element.text_content(), "nothing that the records give stands here"
        for told in (f"@data-by='{NEWEST[0]}'", "@data-furniture='licence'"):
            if rest.path not in self.signposts and not rest.root.xpath(f"//footer//*[{told}]"):
                yield "", f"the foot of the page has no element with {told}"

    def _beside_in_prose(self, rest: Page) -> Iterator[tuple[str, str]]:
        known, text = self.prose_of(rest.path), unspaced("".join(rest.root.xpath("//article//text()")))
        if text != known.text:
            yield _first_difference(text, known.text)
        ways = [_built_way(rest, href) for href in rest.root.xpath("//article//a/@href")]
        if ways != known.ways:
            yield " ".join(ways), f"the links of the file in docs/ lead to {' '.join(known.ways)}"


def _built(text: str) -> str:
    """The day of the build, as a page tells it; "" where it tells none."""
    found = _BUILT.search(text)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else ""
    except ValueError:
        return ""


def _head(site: str, title: str, description: str) -> Mapping[str, str]:
    """The texts of a head; the home page is called by the name of the site."""
    called, told = title or site, {"description": description, "og:description": description}
    return {"title": f"{title} – {site}" if title else site, "og:title": called, "og:image:alt": called, **told}


def _way(name: str, href: str) -> str:
    """Where a link of the file of that name leads: on the page itself, below the site's root, or elsewhere."""
    path, mark, fragment = href.partition("#")
    if not path or "://" in href:
        return href
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    return f"{_address(target.removesuffix('.md'))}{mark}{fragment}"


def _built_way(page: Page, href: str) -> str:
    """The same of a link of a page."""
    path, mark, fragment = href.partition("#")
    return href if not path or "://" in href else page.target(path) + mark + fragment


def _first_difference(found: str, expected: str) -> tuple[str, str]:
    """What stands where a text is first other than what was expected, and a message."""
    at = where_they_part(found, expected)
    holds, ought = (text[max(0, at - 40) : at + 40] for text in (found, expected))
    return holds, f"expected here: ‘{ought}’"


def _address(name: str) -> str:
    """`method/index` -> `method/`; `index` -> "", the home page."""
    return "" if name == "index" else f"{name.removesuffix('/index')}/"


def _calls(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(filter(None, call.groups())) for call in _CALL.finditer(text))
