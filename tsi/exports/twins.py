"""A page of the site -> its twins: the same in Markdown, and of the page of a record, as JSON.

Both are made of the page itself, so that they tell what the page tells, in its order.
"""

from __future__ import annotations

import textwrap
from typing import Any
from urllib.parse import urljoin

from lxml import html as lxml_html
from lxml.html import HtmlElement
from markdownify import ATX, MarkdownConverter

from tsi.exports import document, schema
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import citations, dataset, downloads, links

_FOR_EYES = ("tools", "quoted", "report", "note__back", "filters", "key")
"""By its classes, what acts or leads about on the page."""
_FACTS = ".//*[@data-at or @data-as][not(@data-as='receipt')]"


def parsed(html: str) -> HtmlElement:
    """What stands on a page, read once for both of its twins."""
    page = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in (*page.iter("svg", "button"), *(it for name in _FOR_EYES for it in page.find_class(name))):
        element.drop_tree()
    return page


# --- Markdown --------------------------------------------------------------------------------------------------------


def markdown(page: HtmlElement, cited: citations.Work, base: str) -> bytes:
    """The twin in Markdown (CommonMark, with the tables and footnotes that GitHub reads). `page` is what stands on the
    page, `cited` the page as it is cited, `base` the site's address, or "" where it has none."""
    head = f"# {escaped(cited.title)}\n\n> {escaped(citations.short(cited))}"
    content = _Converter(cited.path, base).convert(lxml_html.tostring(page, encoding="unicode"))
    return f"{head}\n\n{content.strip()}\n".encode()


def escaped(text: str) -> str:
    """A text of which Markdown takes nothing for a sign of its own."""
    return _Converter("", "").escape(text, set())


class _Converter(MarkdownConverter):
    """The library's signs for each element, but that receipts lead to notes, which are footnotes here; that what has
    an address of its own tells it whole; and that the title stands at the head of the file already."""

    def __init__(self, page: str, base: str):
        super().__init__(heading_style=ATX, bullets="-", escape_misc=True, bs4_options="lxml")
        self.page, self.base = page, base

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        kinds = el.get("class", ())
        if "receipt" in kinds:
            return f"[^{text}]"
        if el["href"].startswith("#") and "permalink" not in kinds:
            return text
        el["href"] = _way(el["href"], self.page, self.base)
        return super().convert_a(el, text, parent_tags)

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"![{el.get('alt', '')}]({_way(el.get('src', ''), self.page, self.base)})"

    def convert_h1(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return ""

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if "note" not in el.get("class", ()):
            return super().convert_li(el, text, parent_tags)
        number = el["id"].removeprefix("note-")
        return f"\n\n[^{number}]:\n{textwrap.indent(text.strip(), '    ')}\n\n"


def _way(href: str, page: str, base: str) -> str:
    """A link of the page as the twin has it: a whole address, or the way from where the twin stands."""
    root = "https://site.invalid/"
    target = urljoin(root + page, href)
    if not target.startswith(root):
        return href
    below = target.removeprefix(root)
    return base + below if base else links.relative(below, downloads.twin(page, ".md"))


# --- JSON ------------------------------------------------------------------------------------------------------------


def json_file(library: Library, reference: Reference, page: HtmlElement, base: str) -> bytes:
    """The twin as JSON, in the form of `tsi.json`: the record, and under `told` what its page tells, of others too."""
    content = {
        "$schema": schema.address(base),
        "about": dataset.about(library, base),
        "records": {reference.kind: {reference.id: document.record(library, reference, base)}},
        "told": [_told(it) for it in page.xpath(_FACTS)],
    }
    return document.as_json(content)


def _told(element: HtmlElement) -> dict:
    """A fact on the page: of which place, as what, in which words, and the figures in it with their citations."""
    figures = [_figure(it) for it in element.iter() if "data-key" in it.attrib or "data-when" in it.attrib]
    as_ = element.get("data-as", "text")
    return {"at": element.get("data-at", ""), "as": as_, "text": _words(element), "figures": figures}


def _figure(element: HtmlElement) -> dict:
    key = element.get("data-key") or f"date|{element.get('data-when')}||"
    kind, value, unit, modifier = key.split("|")
    found = {"printed": _words(element), "kind": kind, "value": value, "unit": unit, "modifier": modifier}
    return found | {"cite": element.get("data-cite", "").split()}


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
