"""HTML as it is written -> where its texts, attributes and elements stand, so that one can be changed alone.

It reads what our templates write: values stand in quotation marks, and what is opened is closed, but for `_VOID`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_TOKEN = re.compile(
    r"<!--.*?-->|<style\b.*?</style>|<script\b(?![^>]*ld\+json).*?</script>|<![^>]*>"
    r"|</(?P<closed>[\w-]+)\s*>|<(?P<opened>[\w-]+)(?P<attributes>[^>]*)>|&[#\w]+;|(?P<text>[^<&]+)|[<&]",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))


class Span(NamedTuple):
    """From the character at `start` to the one before `end`."""

    start: int
    end: int


class Text(NamedTuple):
    """A run of characters between two tags or references to characters; `within` are the tags round it."""

    span: Span
    within: tuple[str, ...]


class Element(NamedTuple):
    """The whole of it, what stands within it, and the values of its attributes by their names."""

    span: Span
    inner: Span
    tag: str
    attributes: Mapping[str, Span]


class Markup(NamedTuple):
    """The texts of a page in their order, and its elements in the order in which they end."""

    texts: tuple[Text, ...]
    elements: tuple[Element, ...]


def read(content: str) -> Markup:
    """The parts of a page, but for scripts, styles and comments."""
    texts: list[Text] = []
    elements: list[Element] = []
    opened: list[Element] = []
    for token in _TOKEN.finditer(content):
        if token["text"]:
            texts.append(Text(Span(*token.span()), tuple(element.tag for element in opened)))
        elif token["opened"]:
            element = _opened(token)
            is_whole = element.tag in _VOID or token["attributes"].endswith("/")
            (elements if is_whole else opened).append(element)
        elif token["closed"] in (element.tag for element in opened):
            while (element := opened.pop()).tag != token["closed"]:
                pass  # an element that ends with the one round it
            inner = Span(element.inner.start, token.start())
            elements.append(element._replace(span=Span(element.span.start, token.end()), inner=inner))
    return Markup(tuple(texts), tuple(elements))


def _opened(token: re.Match[str]) -> Element:
    """An element as far as its first tag."""
    offset = token.start("attributes")
    values = _ATTRIBUTE.finditer(token["attributes"])
    attributes = {value[1]: Span(offset + value.start(2), offset + value.end(2)) for value in values}
    return Element(Span(*token.span()), Span(token.end(), token.end()), token["opened"], attributes)
