"""What YAML would pass over or cut in silence, though an editor meant it as a part of a value.

A `#` behind white space begins a comment, so `£7 million #1 project` would be £7 million; a comma inside brackets
parts two values, so `[£1,800]` would be £1 and 800 (YAML 1.1, https://yaml.org/spec/1.1/). A remark is known by how it
is set off, as yamllint asks by default: on a line of its own, or two spaces behind a value; a space behind the `#`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_COMMENT = re.compile(r"#[^\n]*")
_REMARK = re.compile(r"#+(?:\s|$)")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\n]*)")
_THOUSANDS = re.compile(r"[0-9]{2,3}(?![0-9])")
_OPENING = re.compile(r" *(?:- +)*")
_QUOTE = "put the whole text between quotation marks"


class Scalar(NamedTuple):
    """Where a key or a value stands in the text of a file, quotation marks and the sign of a block included."""

    start: int
    end: int
    is_key: bool


def losses(text: str, scalars: list[Scalar]) -> Iterator[tuple[int, str]]:
    """The 1-based lines on which a part of a value would be lost or cut, each with what to write instead.

    `scalars` are all keys and values of the text in their order."""
    for scalar in scalars:
        yield from _block_losses(text, scalar)
    begin, end = Scalar(0, 0, False), Scalar(len(text), len(text), False)
    for before, after in pairwise([begin, *scalars, end]):
        gap = text[before.end : after.start]
        if gap == "," and _THOUSANDS.match(text, after.start) and text[before.end - 1].isdigit():
            yield _line(text, after.start), f"‘{text[before.start : after.end]}’ is cut at its comma; {_QUOTE}"
        for comment in _COMMENT.finditer(gap) if "#" in gap else ():
            if problem := _problem(text, before, after, comment):
                shown = comment[0][:60].rstrip()
                message = f"‘{shown}’ would be lost, because YAML takes it for a remark; {_QUOTE}, or {problem}"
                yield _line(text, before.end + comment.start()), message


def _block_losses(text: str, scalar: Scalar) -> Iterator[tuple[int, str]]:
    header = _BLOCK_HEADER.match(text, scalar.start, scalar.end)
    if header:
        message = f"‘{header[1][:60].rstrip()}’ would be lost; write the text on the lines below"
        yield _line(text, scalar.start), message


def _problem(text: str, before: Scalar, after: Scalar, comment: re.Match[str]) -> str:
    """How a comment between two scalars must be written to be known as a remark; "" where it is."""
    if not _REMARK.match(comment[0]):
        return "set a space behind the # of a remark"
    start = before.end + comment.start()
    line_start = text.rfind("\n", 0, start) + 1
    if text[line_start:start].strip():
        return "" if text.endswith("  ", 0, start) else "set two spaces before the # of a remark"
    continues = _lies_in_value(text, before, after, start, start - line_start)
    return "begin the line of a remark at the margin of its key" if continues else ""


def _lies_in_value(text: str, before: Scalar, after: Scalar, start: int, column: int) -> bool:
    """Whether a comment on a line of its own stands where the next line of a value would."""
    if before.is_key:
        between = _COMMENT.sub("", text[start : after.start])
        return not after.is_key and not between.strip()
    return before.end > 0 and column > _owner_column(text, before)


def _owner_column(text: str, value: Scalar) -> int:
    """The column of the key or of the dash that a value belongs to, which what continues it is right of."""
    line_start = text.rfind("\n", 0, value.start) + 1
    before = text[line_start : value.start]
    if not before.strip():  # the key stands on a line above
        line_start = text.rfind("\n", 0, len(text[: value.start].rstrip())) + 1
        before = text[line_start : value.start].partition("\n")[0]
    opening = _OPENING.match(before)
    return opening.end() if opening and opening.end() < len(before) else max(before.rfind("-"), 0)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
