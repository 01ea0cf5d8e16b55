"""A page of the site -> its twins: the same in Markdown, and of the page of a record, as JSON.

Both are made of the page itself, so that they tell what the page tells, in its order.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from lxml import html as lxml_html
from lxml.html import HtmlElement
from markdownify import ATX, MarkdownConverter

from tsi.exports import document, schema
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import citations, dataset, downloads, links

_TAGS_FOR_EYES = frozenset(("svg", "button"))
_CLASSES_FOR_EYES = frozenset(("tools", "quoted", "permalink", "report", "note__back", "filters", "key"))
"""What draws, acts or leads about on the page."""


# --- Markdown --------------------------------------------------------------------------------------------------------


def markdown(html: str, cited: citations.Work, base: str) -> bytes:
    """The twin in Markdown (CommonMark, with the tables and footnotes that GitHub reads). `html` is what stands on the
    page, `cited` the page as it is cited, `base` the site's address, or "" where it has none."""
    converter = _Converter(cited.path, base)
    head = f"# {escaped(cited.title)}\n\n> {escaped(citations.short(cited))}"
    return f"{head}\n\n{converter.convert_soup(BeautifulSoup(html, 'html.parser')).strip()}\n".encode()


def escaped(text: str) -> str:
    """A text of which Markdown takes nothing for a sign of its own."""
    return _Converter("", "").escape(text, set())


class _Converter(MarkdownConverter):
    """Receipts lead to notes, which are footnotes here; the title stands at the head of the file already."""

    def __init__(self, page: str, base: str):
        super().__init__(heading_style=ATX, bullets="-", escape_misc=True)
        self.page, self.base = page, base

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        left_out = node.name in _TAGS_FOR_EYES or not _CLASSES_FOR_EYES.isdisjoint(node.get_attribute_list("class"))
        return "" if left_out or node.name == "h1" else super().process_tag(node, parent_tags)

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href", "#"))
        if "receipt" in el.get_attribute_list("class"):
            return f"[^{text}]"
        if href.startswith("#"):
            return text
        el["href"] = _way(href, self.page, self.base)
        return super().convert_a(el, text, parent_tags)

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "note" in el.get_attribute_list("class"):
            number = str(el["id"]).removeprefix("note-")
            return f"\n\n[^{number}]:\n{textwrap.indent(text.strip(), '    ')}\n\n"
        return super().convert_li(el, text, parent_tags)


def _way(href: str, page: str, base: str) -> str:
    """A link of the page as the twin has it: a whole address, or the way from where the twin stands."""
    root = "https://site.invalid/"
    target = urljoin(root + page, href)
    if not target.startswith(root):
        return href
    below = target.removeprefix(root)
    return base + below if base else links.relative(below, downloads.twin(page, ".md"))


# --- JSON ------------------------------------------------------------------------------------------------------------


def json_file(library: Library, reference: Reference, html: str, base: str) -> bytes:
    """The twin as JSON, in the form of `tsi.json`: the record, and under `told` what its page tells, of others too."""
    content = {
        "$schema": schema.address(base),
        "about": dataset.about(library, base),
        "records": {reference.kind: {reference.id: document.record(library, reference, base)}},
        "told": list(_told(lxml_html.fragment_fromstring(html, create_parent="div"))),
    }
    return document.as_json(content)


def _told(element: HtmlElement) -> Iterator[dict]:
    """Each fact in an element: of which place, as what, in which words, and the figures in it with their citations."""
    if element.tag in _TAGS_FOR_EYES or not _CLASSES_FOR_EYES.isdisjoint(element.get("class", "").split()):
        return
    as_ = element.get("data-as", "text")
    if ("data-at" in element.attrib or "data-as" in element.attrib) and as_ != "receipt":
        figures = [_figure(it) for it in element.iter() if "data-key" in it.attrib or "data-when" in it.attrib]
        yield {"at": element.get("data-at", ""), "as": as_, "text": _words(element), "figures": figures}
    for child in element.iterchildren("*"):
        yield from _told(child)


def _figure(element: HtmlElement) -> dict:
    key = element.get("data-key") or f"date|{element.get('data-when')}||"
    kind, value, unit, modifier = key.split("|")
    found = {"printed": _words(element), "kind": kind, "value": value, "unit": unit, "modifier": modifier}
    return found | {"cite": element.get("data-cite", "").split()}


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
