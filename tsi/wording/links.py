"""Addresses: where each record and each text of it stands on the site, and how to get there from a page."""

from __future__ import annotations

import posixpath
import re
import socket
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from tsi.library.library import Library
from tsi.records.types import KINDS, PART_ANCHORS, Citation, Former, Reference
from tsi.text.characters import shown

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

KINDS_WITHOUT_PAGES = ("rules", "lineages", "to-read", "omissions", "corrections")
KINDS_WITH_PAGES = tuple(kind for kind in KINDS if kind not in KINDS_WITHOUT_PAGES)
"""Each record of these has a page of its own; rules share a page, and so do corrections; the others stand with the
sources."""

KINDS_WITH_ADDRESSES = (*KINDS_WITH_PAGES, "rules")

REPORTED = ("record", "statement", "citation", "address")
"""What a form for reports may be prefilled with, each in braces."""


def has_page(library: Library, reference: Reference) -> bool:
    """Whether a record has a page of its own; one that is not there has none."""
    record = library.records.get(reference.kind, {}).get(reference.id)
    return record is not None and reference.kind in KINDS_WITH_PAGES and getattr(record, "page", True)


def entries(library: Library, kind: str) -> tuple[Reference, ...]:
    """The records of a kind that have an entry in its index in place of a page."""
    every = (Reference(kind, id_) for id_ in library.records[kind])
    return tuple(it for it in every if kind in KINDS_WITH_PAGES and not has_page(library, it))


def where(library: Library, reference: Reference, anchor: str = "") -> str:
    """Where a record stands: on its page or at its entry in an index, `places-and-technologies/#places-dhanbad`."""
    if reference.kind in KINDS_WITH_PAGES and not has_page(library, reference):
        return f"{INDEXES[reference.kind]}#{entry_anchor(reference)}"
    return address(reference, anchor)


def entry_anchor(reference: Reference) -> str:
    """The id of a record's entry in an index."""
    return f"{reference.kind}-{reference.id}"


def abbreviation_anchor(short: str) -> str:
    """The id of an abbreviation in the glossary."""
    return f"short-{short}"


def address(reference: Reference, anchor: str = "") -> str:
    """Where a record with a page stands below the site's root: `pillars/telecoms/#pledge`, `method/rules/#silence`."""
    if reference.kind == "rules":
        return f"{INDEXES['rules']}#{reference.id}"
    return f"{reference.kind}/{reference.id}/" + (f"#{anchor}" if anchor else "")


def line(citation: Citation) -> str:
    """Where a source line stands."""
    return address(Reference("sources", citation.source), f"line-{citation.line}")


def anchor(path: tuple[str | int, ...]) -> str:
    """The id, on its record's page, of the text at `path`: of a statement, its own; of the record's name, none."""
    if path[0] in PART_ANCHORS:
        return f"{PART_ANCHORS[path[0]]}{path[1]}"
    return "" if path[0] in ("name", "question") else f"fact-{_ANCHORED_AS.get(str(path[0]), path[0])}"


_ANCHORED_AS = {"statuses": "status", "expected": "status", "offices": "role"}
"""By field, what the anchor of a fact calls it which had that anchor before the field had its name."""


def former(old: Former, reference: Reference, path: tuple[str | int, ...] = ()) -> str:
    """The address of what a record, or the part of it at `path`, was called before."""
    if path and not old.kind:
        return address(reference, anchor((path[0], old.id)))
    return address(Reference(old.kind or reference.kind, old.id), old.anchor)


def relative(target: str, page: str) -> str:
    """The way from the page at `page` to a page or file, both below the site's root: what stands in a href."""
    path, mark, fragment = target.partition("#")
    if path == page:
        return f"#{fragment}" if fragment else "./"
    way = posixpath.relpath(path or ".", posixpath.dirname(page))
    slash = "/" if path.endswith("/") or not path else ""
    return f"{way}{slash}{mark}{fragment}"


_SITE_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?|\[[0-9a-f:.]+\])(?::[0-9]+)?"
    r"(?:/(?:[a-z0-9._~+,:@=/-]|%[0-9a-f]{2})*)?",
    re.IGNORECASE | re.ASCII,
)


def site_address(written: str) -> str:
    """The address at which the site is published, with a slash at its end; "" where none is written, or one that leads
    each reader to his own machine. Raises ValueError, saying what was expected."""
    expected = f"‘{shown(written[:80])}’ is no address of a site; expected one such as https://example.org/tsi/"
    if written and not _SITE_ADDRESS.fullmatch(written):
        raise ValueError(f"{expected}, without a query, a fragment or quotation marks")
    try:
        address = urlsplit(written)
        _ = address.port  # raises ValueError for one that is too high
        local = not written or _is_local(str(address.hostname))
    except ValueError as error:
        raise ValueError(f"{expected} ({error})") from None
    return "" if local else f"{written.rstrip('/')}/"


def _is_local(host: str) -> bool:
    """Whether a host is the machine of whoever asks for it, however its number is written (127.1, 0x7f.1)."""
    if f".{host.rstrip('.')}".endswith((".localhost", ".localdomain")):
        return True
    try:
        number = ip_address(host if ":" in host else socket.inet_aton(host))
    except OSError:
        return False
    number = getattr(number, "ipv4_mapped", None) or number
    return number.is_loopback or number.is_unspecified


def card(page: str) -> str:
    """The picture of a page that other sites show beside a link to it."""
    return f"cards/{page or 'home/'}".removesuffix("/") + ".png"


_PART = re.compile(r"(?P<page>(?:.*/)?)part-(?P<number>[1-9]\d*)\.html")


def part(page: str, number: int) -> str:
    """The address of a part of a page that is too heavy to be sent at once; that of the page itself for the first."""
    return f"{page}part-{number}.html" if number > 1 else page


def page_of_part(address: str) -> tuple[str, int]:
    """The page of which an address is that of a part, and which part; the first where it is no such address."""
    match = _PART.fullmatch(address)
    return (match["page"], int(match["number"])) if match else (address, 1)


def report(form: str, **values: str) -> str:
    """The address of a form for reports, `mailto:` or `https:`, with the values of `REPORTED` in place of their names
    in braces. Raises ValueError, saying what was expected, for another scheme or another name."""
    if not form.startswith(("mailto:", "https://")):
        raise ValueError(
            f"‘{shown(form[:80])}’ is no address for reports; expected one that begins with mailto: or https://"
        )
    unknown = [name for name in re.findall(r"\{(.*?)\}", form) if name not in REPORTED]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in REPORTED)
        raise ValueError(f"‘{{{unknown[0]}}}’ is not known in an address for reports; expected one of {known}")
    return re.sub(r"\{(.*?)\}", lambda match: quote(values[match[1]], safe=""), form)


def original(url: str, printed: str) -> str:
    """A source's own address, pointing at a printed text (https://wicg.github.io/scroll-to-text-fragment/): behind a
    fragment of the address itself, and behind another text at which it points already."""
    if not printed:
        return url
    # Hyphens and commas separate the parts of a text fragment, so they are escaped although addresses allow them.
    text = quote(printed, safe="").replace("-", "%2D")
    before = "&" if ":~:" in url else ":~:" if "#" in url else "#:~:"
    return f"{url}{before}text={text}"
