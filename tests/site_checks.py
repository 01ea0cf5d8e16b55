"""What must hold of every page of a built site, whatever it says: links lead somewhere, ids are unique, nothing is
fetched from elsewhere. Each check returns the faults it found and how many things it looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, takewhile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

from tsi.wording.links import part

LINKING = ("href", "src", "action", "poster", "data", "xlink:href")
FETCHING = ("script", "link", "img", "iframe", "source", "audio", "video", "object", "embed", "use", "image", "form")
"""Elements that make a browser ask for their address; an `a` only offers it."""
NOT_FETCHED = {"canonical", "prev", "next", "alternate", "cite-as", "describedby", "license", "type", "item"}
"""Values of `rel` at which a `link` element fetches nothing."""


@dataclass(frozen=True)
class BuiltPage:
    """A page of the site: its address below the root (`pillars/one/`) and its parsed document."""

    address: str
    document: html.HtmlElement


def document(site: Path, address: str) -> html.HtmlElement:
    """The page of a site at an address, for example `timeline` or `pillars/one`, with what stands in its parts, each in
    an article of its own; what says that it is a part, or stands in for what is in another, is left out."""
    page = _parsed(site / address / "index.html")
    if page.find_class("parts"):
        files = (site / address / part("", number) for number in count(2))
        for path in takewhile(Path.is_file, files):
            page.append(_parsed(path).find(".//article"))
    for of_parts in (*page.find_class("parts"), *page.find_class("part-head")):
        of_parts.drop_tree()
    return page


def _parsed(path: Path) -> html.HtmlElement:
    return html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()


def pages(site: Path) -> Iterator[BuiltPage]:
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        yield BuiltPage(address, _parsed(path))


def links(page: BuiltPage) -> Iterator[tuple[html.HtmlElement, str]]:
    """Every address in a page, SVG included, as it is written."""
    for element in page.document.iter("*"):
        for attribute in LINKING:
            if (value := element.get(attribute)) is not None and (element.tag, attribute) != ("data", "value"):
                yield element, value.strip()


def dead_links(site: Path, base: str) -> tuple[list[str], int]:
    """Addresses below `base`, the site’s own such as `https://example.org/`, at which no file or no id stands."""
    built = list(pages(site))
    ids = {page.address: {e.get("id") for e in page.document.iter("*")} - {None} for page in built}
    faults, consulted = [], 0
    for page in built:
        # A host may show the page of errors at any address, so its links are written from the root.
        for _, written in links(page):
            target, fragment = urldefrag(urljoin(base + page.address, written))
            if not target.startswith(base) and urlsplit(target).netloc != urlsplit(base).netloc:
                continue
            consulted += 1
            way = unquote(urlsplit(target).path).removeprefix(urlsplit(base).path)
            if way not in ids and not (site / way).is_file():
                faults.append(f"{page.address or '/'}: {written} leads to no file")
            elif fragment and way in ids and unquote(fragment) not in ids[way]:
                faults.append(f"{page.address or '/'}: {written} leads to no id")
    return faults, consulted


def repeated_ids(site: Path) -> tuple[list[str], int]:
    """Ids that stand more than once in a page."""
    faults, consulted = [], 0
    for page in pages(site):
        counted = Counter(id_ for element in page.document.iter("*") if (id_ := element.get("id")))
        consulted += counted.total()
        faults += [f"{page.address or '/'}: the id {id_} is not alone" for id_, times in counted.items() if times > 1]
    return faults, consulted


def fetched_elsewhere(site: Path, base: str) -> tuple[list[str], int]:
    """Whatever a page makes a browser fetch from another host."""
    faults, consulted = [], 0
    for page in pages(site):
        for element, written in links(page):
            if element.tag not in FETCHING or (element.tag == "link" and element.get("rel") in NOT_FETCHED):
                continue
            consulted += 1
            host = urlsplit(urljoin(base + page.address, written)).netloc
            if host and host != urlsplit(base).netloc:
                faults.append(f"{page.address or '/'}: <{element.tag}> fetches {written}")
    return faults, consulted
