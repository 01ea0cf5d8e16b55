"""A page of the site -> its twins: the same in Markdown, and of the page of a record, as JSON.

Both are made of the page itself, so that they tell what the page tells, in its order.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin

from lxml import html as lxml_html
from lxml.html import HtmlElement
from markdownify import ATX, MarkdownConverter, re_extract_newlines, re_newline_whitespace, re_whitespace

from tsi.exports import document, schema
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import citations, dataset, downloads, links

_TAGS_FOR_EYES = frozenset(("svg", "button"))
_CLASSES_FOR_EYES = frozenset(("tools", "quoted", "permalink", "report", "note__back", "filters", "key"))
"""What draws, acts or leads about on the page."""


# --- Markdown --------------------------------------------------------------------------------------------------------


def markdown(page: HtmlElement, cited: citations.Work, base: str) -> bytes:
    """The twin in Markdown (CommonMark, with the tables and footnotes that GitHub reads). `page` is what stands on the
    page, `cited` the page as it is cited, `base` the site's address, or "" where it has none."""
    head = f"# {escaped(cited.title)}\n\n> {escaped(citations.short(cited))}"
    return f"{head}\n\n{_Converter(cited.path, base).within(page, frozenset()).strip()}\n".encode()


def parsed(html: str) -> HtmlElement:
    """What stands on a page, read once for both of its twins."""
    return lxml_html.fragment_fromstring(html, create_parent="div")


def escaped(text: str) -> str:
    """A text of which Markdown takes nothing for a sign of its own."""
    return _Converter("", "").escape(text, set())


_INLINE = ("td", "th", "h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(("p", "blockquote", "article", "div", "section", "ol", "ul", "li", "dl", "dt", "dd", *_INLINE)) | {
    *("table", "thead", "tbody", "tfoot", "tr"),
}
"""At the edges of these white space says nothing."""
_CONTEXTS = {
    **dict.fromkeys(_INLINE, ("_inline",)),
    **dict.fromkeys(("code", "kbd", "samp"), ("_noformat",)),
    "pre": ("_noformat", "pre"),
    "li": ("li",),
}
"""What elements tell the library's converter of what stands in them."""


class _Converter(MarkdownConverter):
    """The library's signs for each element, over the tree that the JSON is made of, too: its own way through another
    tree takes longer than all else of a build. Receipts lead to notes, which are footnotes here; the title stands at
    the head of the file already."""

    def __init__(self, page: str, base: str):
        super().__init__(heading_style=ATX, bullets="-", escape_misc=True)
        self.page, self.base = page, base

    def within(self, element: HtmlElement, around: frozenset[str]) -> str:
        """What stands in an element; between two blocks, one empty line at most."""
        parts = [""]
        for part in filter(None, self._parts(element, around)):
            if "pre" in around:
                parts.append(part)
                continue
            before, content, after = re_extract_newlines.match(part).groups()
            if parts[-1] and before:
                before = "\n" * min(2, max(len(parts.pop()), len(before)))
            parts += (before, content, after)
        return "".join(parts)

    def _parts(self, element: HtmlElement, around: frozenset[str]) -> Iterator[str]:
        children = list(element.iterchildren("*"))
        outer = element if element.tag in _BLOCKS and element.getparent() is not None else None
        for before, after in pairwise((None, *children, None)):
            text = (element.text if before is None else before.tail) or ""
            yield self._text(text, outer if before is None else before, outer if after is None else after, around)
            if after is not None:
                yield self._element(after, around)

    def _text(self, text: str, before: HtmlElement | None, after: HtmlElement | None, around: frozenset[str]) -> str:
        left, right = (it is not None and (it.tag in _BLOCKS or it.tag == "pre") for it in (before, after))
        if not text or ((left or right) and not text.strip()):
            return ""
        if "pre" not in around:
            text = re_whitespace.sub(" ", re_newline_whitespace.sub("\n", text))
        if "_noformat" not in around:
            text = self.escape(text, around)
        text = text.lstrip(" \t\r\n") if left else text
        return text.rstrip() if right else text

    def _element(self, element: Any, around: frozenset[str]) -> str:
        if _is_for_eyes(element) or element.tag == "h1":
            return ""
        text = self.within(element, around.union(_CONTEXTS.get(element.tag, ())))
        convert = self.get_conv_fn_cached(element.tag)
        return convert(element, text, around) if convert else text

    def convert_a(self, el: Any, text: str, parent_tags: frozenset[str]) -> str:
        href = el.get("href", "#")
        if "receipt" in _classes(el):
            return f"[^{text}]"
        if href.startswith("#"):
            return text
        el.set("href", _way(href, self.page, self.base))
        return super().convert_a(el, text, parent_tags)

    def convert_img(self, el: Any, text: str, parent_tags: frozenset[str]) -> str:
        return f"![{el.get('alt', '')}]({_way(el.get('src', ''), self.page, self.base)})"

    def convert_list(self, el: Any, text: str, parent_tags: frozenset[str]) -> str:
        if "li" in parent_tags:
            return "\n" + text.rstrip()
        behind = el.getnext()
        ends = bool((el.tail or "").strip()) or (behind is not None and behind.tag not in ("ul", "ol"))
        return "\n\n" + text + ("\n" if ends else "")

    convert_ul = convert_ol = convert_list

    def convert_li(self, el: Any, text: str, parent_tags: frozenset[str]) -> str:
        if "note" in _classes(el):
            number = el.get("id").removeprefix("note-")
            return f"\n\n[^{number}]:\n{textwrap.indent(text.strip(), '    ')}\n\n"
        parent = el.getparent()
        bullet = f"{int(parent.get('start', 1)) + parent.index(el)}. " if parent.tag == "ol" else "- "
        return bullet + textwrap.indent(text.strip(), " " * len(bullet))[len(bullet) :] + "\n" if text.strip() else "\n"

    def convert_td(self, el: Any, text: str, parent_tags: frozenset[str]) -> str:
        return " " + text.strip().replace("\n", " ") + " |" * int(el.get("colspan", 1))

    convert_th = convert_td

    def convert_tr(self, el: Any, text: str, parent_tags: frozenset[str]) -> str:
        """A table begins with a row of heads, or an empty one; so does each body of it that has heads of its own."""
        rows = el.getparent()
        columns = sum(int(cell.get("colspan", 1)) for cell in el)
        rule = "| " + " | ".join(["---"] * columns) + " |\n"
        if el.getprevious() is not None:
            return f"|{text}\n"
        if rows.tag == "thead" or all(cell.tag == "th" for cell in el):
            return f"|{text}\n{rule}"
        behind_heads = rows.tag == "tbody" and rows.getprevious() is not None
        return f"|{text}\n" if behind_heads else "| " + " | ".join([""] * columns) + f" |\n{rule}|{text}\n"


def _is_for_eyes(element: HtmlElement) -> bool:
    return element.tag in _TAGS_FOR_EYES or not _CLASSES_FOR_EYES.isdisjoint(_classes(element))


def _classes(element: HtmlElement) -> list[str]:
    return element.get("class", "").split()


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
        "told": list(_told(page)),
    }
    return document.as_json(content)


def _told(element: HtmlElement) -> Iterator[dict]:
    """Each fact in an element: of which place, as what, in which words, and the figures in it with their citations."""
    if _is_for_eyes(element):
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
