"""Addresses: where each record and each text of it stands on the site, and how to get there from a page."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

from tsi.records.types import KINDS, Reference

INDEXES = {
    "pillars": "pillars/",
    "funding": "funding/",
    "partnerships": "partnerships/",
    "milestones": "timeline/",
    "organisations": "people-and-organisations/",
    "people": "people-and-organisations/",
    "places": "places-and-technologies/",
    "technologies": "places-and-technologies/",
    "sources": "sources/",
    "disagreements": "disagreements/",
    "rules": "method/rules/",
    "figures": "figures/",
}
"""The page that lists all records of a kind, or all figures."""

KINDS_WITH_PAGES = tuple(kind for kind in KINDS if kind not in ("rules", "omissions"))
"""Each record of these has a page of its own; rules share a page, omissions stand on the pages of their sources."""

REPORTED = ("record", "statement", "citation", "address")
"""What a form for reports may be prefilled with, each in braces."""

_ANCHOR_PREFIXES = {"statements": "", "open_questions": "unknown-", "positions": "position-", "listed": "listed-"}


def address(reference: Reference, anchor: str = "") -> str:
    """Where a record stands below the site's root: `pillars/telecoms/#pledge`, `method/rules/#silence`."""
    if reference.kind == "rules":
        return f"{INDEXES['rules']}#{reference.id}"
    return f"{reference.kind}/{reference.id}/" + (f"#{anchor}" if anchor else "")


def anchor(path: tuple[str | int, ...]) -> str:
    """The id, on its record's page, of the text at `path`: of a statement, its own; of the record's name, none."""
    if path[0] in _ANCHOR_PREFIXES:
        return f"{_ANCHOR_PREFIXES[path[0]]}{path[1]}"
    return "" if path[0] in ("name", "question") else f"fact-{path[0]}"


def relative(target: str, page: str) -> str:
    """The way from the page at `page` to a page or file, both below the site's root: what stands in a href."""
    path, mark, fragment = target.partition("#")
    if path == page:
        return f"#{fragment}" if fragment else "./"
    way = posixpath.relpath(path or ".", posixpath.dirname(page) or ".")
    slash = "/" if path.endswith("/") or not path else ""
    return f"{way}{slash}{mark}{fragment}"


def card(page: str) -> str:
    """The picture of a page that other sites show beside a link to it."""
    return f"cards/{page or 'home/'}".removesuffix("/") + ".png"


def report(form: str, **values: str) -> str:
    """The address of a form for reports, `mailto:` or `https:`, with the values of `REPORTED` in place of their names
    in braces. Raises ValueError, saying what was expected, for another scheme or another name."""
    if not form.startswith(("mailto:", "https://")):
        raise ValueError(f"‘{form}’ is no address for reports; expected one that begins with mailto: or https://")
    unknown = [name for name in re.findall(r"\{(.*?)\}", form) if name not in REPORTED]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in REPORTED)
        raise ValueError(f"‘{{{unknown[0]}}}’ is not known in an address for reports; expected one of {known}")
    return re.sub(r"\{(.*?)\}", lambda match: quote(values[match[1]], safe=""), form)


def original(url: str, printed: str) -> str:
    """A source's own address, pointing at a printed text (https://wicg.github.io/scroll-to-text-fragment/)."""
    # Hyphens and commas separate the parts of a text fragment, so they are escaped although addresses allow them.
    return f"{url}#:~:text={quote(printed, safe='').replace('-', '%2D')}" if printed else url
