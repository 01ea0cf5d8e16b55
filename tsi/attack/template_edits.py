"""A template -> every wrong edit of it, of a few clear kinds.

Jinja's own lexer cuts a template into tags and the text between them, so that an edit changes what it means to and
nothing beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from jinja2 import Environment

TELLING = re.compile(r"aria-label|class|data-[a-z-]+|datetime|href|id|title|value")
"""The attributes that tell something: to a reader, to a style, to a program."""

CONSTANT = '"agreed"'
"""What stands in place of an expression that is made a constant: a word that tells something."""

_LEXER = Environment(extensions=["jinja2.ext.do"]).lexer
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_ELEMENT = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
_MASK = "\0"
_WORDS = re.compile(rf"[^<>{_MASK}]*[^\W\d_][^<>{_MASK}]*")
_NAMING_FILES = ("import", "from", "include", "extends")


class Token(NamedTuple):
    start: int
    end: int
    kind: str
    text: str


class Tag(NamedTuple):
    """A tag from brace to brace, with what stands between: `{{ x }}` has no keyword, `{% if x %}` the keyword `if`."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    is_block: bool

    @property
    def keyword(self) -> str:
        return self.tokens[0].text if self.is_block else ""

    @property
    def said(self) -> tuple[Token, ...]:
        """The expression: what stands behind the keyword."""
        return self.tokens[1:] if self.is_block else self.tokens


class Edit(NamedTuple):
    """What stands from `start` to `end` gives way to `after`; `kind` is the class in which the edit is counted."""

    kind: str
    start: int
    end: int
    after: str

    def made(self, source: str) -> str:
        return source[: self.start] + self.after + source[self.end :]


def edits(source: str) -> list[Edit]:
    """Every wrong edit of a template, in the order of its text, each text once."""
    found = tags(source)
    every = [
        *_expressions(source, found),
        *_conditions(source, found),
        *_loops(source, found),
        *_words(found),
        *_texts(source),
        *_attributes(source),
        *_parts(found),
    ]
    different = {edit.made(source): edit for edit in reversed(every)}
    different.pop(source, None)
    return sorted(different.values(), key=lambda edit: (edit.start, edit.end, edit.kind, edit.after))


@cache
def tags(source: str) -> tuple[Tag, ...]:
    """The tags of a template in their order, comments left out."""
    found: list[Tag] = []
    start, within = 0, list[Token]()
    for token in _tokens(source):
        if token.kind in ("variable_begin", "block_begin"):
            start, within = token.start, []
        elif token.kind in ("variable_end", "block_end"):
            found.append(Tag(start, token.end, tuple(within), token.kind == "block_end"))
        elif token.kind != "whitespace":
            within.append(token)
    return tuple(found)


def _tokens(source: str) -> Iterator[Token]:
    """What Jinja reads, each at its place; only white space, which a tag may swallow, lies between."""
    place = 0
    for _, kind, text in _LEXER.tokeniter(source, None):
        start = source.index(text, place)
        if source[place:start].strip():
            raise ValueError(f"the lexer has left out ‘{source[place:start]}’")
        place = start + len(text)
        yield Token(start, start + len(text.rstrip() if kind.endswith("_end") else text), kind, text)


# --- Edits of tags ---------------------------------------------------------------------------------------------------


def _expressions(source: str, found: Sequence[Tag]) -> Iterator[Edit]:
    """What is printed is a constant, nothing, or what is printed next to it."""
    printed = [(tag.said[0].start, tag.said[-1].end) for tag in found if not tag.is_block]
    for start, end in printed:
        yield Edit("expression: a constant", start, end, CONSTANT)
        yield Edit("expression: nothing", start, end, '""')
    beside = [*printed[1:], *printed[-2:-1]]
    for (start, end), (other_start, other_end) in zip(printed, beside, strict=len(printed) > 1):
        yield Edit("expression: the one beside it", start, end, source[other_start:other_end])


def _conditions(source: str, found: Sequence[Tag]) -> Iterator[Edit]:
    for tag in found:
        for start, end in _conditions_of(tag):
            yield Edit("condition: turned round", start, end, f"not ({source[start:end]})")
            yield Edit("condition: always true", start, end, "true")
            yield Edit("condition: always false", start, end, "false")


def _conditions_of(tag: Tag) -> Iterator[tuple[int, int]]:
    if tag.keyword in ("if", "elif"):
        yield tag.said[0].start, _end(tag.said, ("else", ","))
    for place, token in enumerate(tag.said):
        if token.kind == "name" and token.text == "if":
            within = tag.said[place + 1 :]
            yield within[0].start, _end(within, ("else", ",", "if"))


def _end(tokens: Sequence[Token], stops: Sequence[str]) -> int:
    """Where an expression ends: before a word that stops it or a bracket that was opened before it."""
    depth, end = 0, tokens[0].start
    for token in tokens:
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth < 0 or (depth == 0 and token.text in stops):
            break
        end = token.end
    return end


def _loops(source: str, found: Sequence[Tag]) -> Iterator[Edit]:
    for tag in found:
        if tag.keyword != "for":
            continue
        place = next(place for place, token in enumerate(tag.said) if token.text == "in")
        within = tag.said[place + 1 :]
        start, end = within[0].start, _end(within, ("if", "recursive"))
        rows = f"({source[start:end]}) | list"
        yield Edit("loop: the first row left out", start, end, f"({rows})[1:]")
        yield Edit("loop: the first row twice", start, end, f"({rows})[:1] + ({rows})")
        yield Edit("loop: turned round", start, end, f"{rows} | reverse")


def _words(found: Sequence[Tag]) -> Iterator[Edit]:
    """A word in quotes is the next other word in quotes of the template."""
    words = [it for tag in found if tag.keyword not in _NAMING_FILES for it in tag.tokens if it.kind == "string"]
    for place, word in enumerate(words):
        others = (other.text for other in (*words[place:], *words[:place]) if other.text[1:-1] != word.text[1:-1])
        yield from (Edit("word: another one", word.start, word.end, other) for other in list(others)[:1])


def _parts(found: Sequence[Tag]) -> Iterator[Edit]:
    """A part of a page, a cell or an included template is left out."""
    waiting: list[Tag] = []
    for tag in found:
        if tag.keyword == "include":
            yield Edit("part: left out", tag.start, tag.end, "")
        elif tag.keyword == "call":
            waiting.append(tag)
        elif tag.keyword == "endcall":
            yield Edit("part: left out", waiting.pop().start, tag.end, "")


# --- Edits of the text between tags ----------------------------------------------------------------------------------


def _masked(source: str) -> str:
    """The source with its tags and comments blotted out, letter for letter."""
    masked = list(_MASK * len(source))
    for token in _tokens(source):
        if token.kind == "data":
            masked[token.start : token.end] = token.text
    return "".join(masked)


def _texts(source: str) -> Iterator[Edit]:
    """Words that stand in the template itself are left out."""
    masked = _masked(source)
    ends = [(0, 0), *(match.span() for match in _ELEMENT.finditer(masked)), (len(source),) * 2]
    for (_, start), (end, _) in pairwise(ends):
        for match in _WORDS.finditer(masked, start, end):
            yield Edit("word: left out", *match.span(), "")


def _attributes(source: str) -> Iterator[Edit]:
    """An attribute is left out, or has what the next of its name has that holds no tag."""
    masked = _masked(source)
    found = [
        attribute
        for element in _ELEMENT.finditer(masked)
        for attribute in _ATTRIBUTE.finditer(masked, *element.span())
        if TELLING.fullmatch(attribute[1])
    ]
    for place, attribute in enumerate(found):
        yield Edit("attribute: left out", *attribute.span(), "")
        others = (
            other[2]
            for other in (*found[place:], *found[:place])
            if other[1] == attribute[1] and other[2] != attribute[2] and _MASK not in other[2]
        )
        yield from (Edit("attribute: another one", *attribute.span(2), other) for other in list(others)[:1])
