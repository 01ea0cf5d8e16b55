"""Page furniture: figures on a page that belong to the page and not to the subject. The list is closed.

The docstring of each function says what such a figure is."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from tsi.text import dates
from tsi.visible import Page

_NEWEST = "//*[@data-by='newest_source']/@datetime"


def _is_note_mark(page: Page, element: HtmlElement, text: str) -> bool:
    """the number of the note that it leads to"""
    return element.get("href") == f"#note-{element.text}" and f"note-{element.text}" in page.ids


def _is_line_number(page: Page, element: HtmlElement, text: str) -> bool:
    """the number of the source line that it leads to, of the source and of the figures that stand beside it"""
    link, number = next(element.iterancestors("a"), None), text.removeprefix("line ")
    if link is None or not number.isdecimal() or not link.get("href", "").endswith(f"#line-{number}"):
        return False
    source = page.target(link.get("href")).removeprefix("sources/").removesuffix("/")
    item = next(element.iterancestors("li"), None)
    cited = [] if item is None else item.xpath("./q//@data-cite")
    return {*page.sources_beside(link)} <= {source} and {*cited} <= {f"{source}:{number}"}


def _is_year(page: Page, element: HtmlElement, text: str) -> bool:
    """the year in its heading's id, over milestones whose own dates are proven"""
    return element.getparent().get("id") == f"year-{text}"


def _is_axis_year(page: Page, element: HtmlElement, text: str) -> bool:
    """a year on the axis of a picture, from the first to the last of those that the page's dates and the newest source
    give it"""
    in_picture = element.tag == "text" and next(element.iterancestors("svg"), None) is not None
    is_year = re.fullmatch(r"\d{4}", text) is not None
    return in_picture and is_year and bool(page.years) and min(page.years) <= int(text) <= max(page.years)


def _is_day_of_the_build(page: Page, element: HtmlElement, text: str) -> bool:
    """the day of the build, no earlier than the newest source, as `datetime` has it"""
    built = element.get("datetime", "")
    try:
        words = dates.words(built)
    except ValueError:
        return False
    return text == words and all(built >= newest for newest in page.root.xpath(_NEWEST))


KINDS = {
    "note-mark": _is_note_mark,
    "line-number": _is_line_number,
    "year": _is_year,
    "axis": _is_axis_year,
    "built": _is_day_of_the_build,
}

CITATION = "citation-text"
"""A text by which the page is cited, in one of the forms of `tsi.wording.citations`."""

NAMES = {"licence": "CC BY 4.0", "hash-name": "SHA-256", "font-name": "STIX Two Text", "standard": "ISO 8601-2"}
"""Names of things that the site is made with, by their kind of furniture."""
