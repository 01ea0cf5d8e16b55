"""Page furniture: figures on a page that belong to the page and not to the subject. The list is closed.

The docstring of each function says what such a figure is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from tsi.audit.html import Page, squeezed
from tsi.text import dates
from tsi.wording import links, words

_EXAMPLES = re.compile(r"(?:edit|method)/")
"""The pages that may show examples in <code> and <pre>: how to edit, and how a figure is checked."""


_NEWEST = "//*[@data-as='count:newest_source']/@datetime"


def _is_axis_year(page: Page, element: HtmlElement, text: str) -> bool:
    """a year on the axis of a drawing, from the first to the last of those that the dates of the page give it"""
    in_drawing = element.tag == "text" and next(element.iterancestors("svg"), None) is not None
    given = page.root.xpath(f"//@data-when | {_NEWEST} | //*[@data-furniture='built']/@datetime")
    years = [int(year) for date in given for year in re.findall(r"(?<!\d)\d{4}(?!\d)", date)]
    return in_drawing and text.isdecimal() and bool(years) and min(years) <= int(text) <= max(years)


def _is_day_of_the_build(page: Page, element: HtmlElement, text: str) -> bool:
    """the day of the build, no earlier than the newest source, as `datetime` has it"""
    built = element.get("datetime", "")
    try:
        words = dates.words(built)
    except ValueError:
        return False
    return text == words and all(built >= day for day in page.root.xpath(_NEWEST))


def _is_part(page: Page, element: HtmlElement, text: str) -> bool:
    """the number of the part of the page in which it stands, or to which it leads"""
    link = next(element.iterancestors("a"), None)
    number = page.part(element) if link is None else _led_to(page, link)[0]
    return text.lower() == words.part(number, len(page.bodies)) and number <= len(page.bodies)


def _is_heading_of_part(page: Page, element: HtmlElement, text: str) -> bool:
    """the heading to which it leads"""
    part, id_ = _led_to(page, element)
    heading = page.with_id(id_, part)
    return heading is not None and text == squeezed(heading.text_content()).strip()


def _led_to(page: Page, link: HtmlElement) -> tuple[int, str]:
    """The part of the page to which a link leads, 0 where it leads to another page, and the id there."""
    href = link.get("href", "")
    way, _, id_ = page.target(href).partition("#")
    if href.startswith("#"):
        return page.part(link), id_
    to, part = links.page_of_part(way)
    return part if to == page.path else 0, id_


KINDS = {
    "axis": _is_axis_year,
    "built": _is_day_of_the_build,
    "part": _is_part,
    "heading": _is_heading_of_part,
}

NAMES = {"licence": "CC BY 4.0", "hash-name": "SHA-256", "font-name": "STIX Two Text"}
"""Names of things that the site is made with, by their kind of furniture."""


def elements(page: Page) -> Iterator[HtmlElement]:
    """The elements of a page that say that they are furniture, its menus, and where it may show examples, these."""
    yield from page.root.xpath("//*[@data-furniture or self::a[ancestor::nav]]")
    if _EXAMPLES.match(page.path):
        yield from page.root.xpath("//article//code | //article//pre")


def fault(page: Page, element: HtmlElement) -> str:
    """Why an element is no furniture; "" where it is."""
    kind, text = element.get("data-furniture"), squeezed(element.text_content()).strip()
    if kind is None:
        return ""
    if kind in KINDS:
        return "" if KINDS[kind](page, element, text) else f"‘{text}’ is not {KINDS[kind].__doc__}"
    if kind in NAMES:
        return "" if text == NAMES[kind] else f"expected ‘{NAMES[kind]}’"
    return f"‘{kind}’ is no kind of page furniture; expected {', '.join((*KINDS, *NAMES))}"
