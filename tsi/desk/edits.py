"""Changes of data files as their text: whatever is not meant stays as it is, comments and spacing too."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tsi.library import update
from tsi.records.yaml_lines import Document, Path_

_INDENT = "  "
_LONGEST_LINE = 110
_PLAIN = re.compile(r"[^\W_](?:(?!: | #)[^\n\"'\[\]{}&*|>%@`])*(?<![:\s])")
"""Text that YAML reads as it stands; in brackets, a comma would cut it."""


class CannotEdit(Exception):
    """Why a command cannot do what is asked, and what to do instead."""


@dataclass(frozen=True)
class Edit:
    """The new text of each file that changes, by its path in the project, and the files that go."""

    texts: Mapping[str, str]
    gone: tuple[str, ...] = ()

    def shown(self, root: Path) -> Iterator[str]:
        """The lines that change, as `diff -u` tells them."""
        for file, text in self.texts.items():
            old = (root / file).read_text(encoding="utf-8") if (root / file).exists() else ""
            yield from difflib.unified_diff(old.splitlines(), text.splitlines(), file, file, n=1, lineterm="")
        yield from (f"{file} is removed" for file in self.gone)

    def write(self, root: Path) -> None:
        """Put all of it in place, or nothing. Raises OSError."""
        update.put_in_place(root, self.texts)
        for file in self.gone:
            (root / file).unlink()


# --- Writing ---------------------------------------------------------------------------------------------------------


def scalar(text: str, in_brackets: bool = False) -> str:
    """A text as YAML has it, between quotation marks where it needs them."""
    plain = _PLAIN.fullmatch(text) and not (in_brackets and "," in text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def record(id_: str, value: Mapping) -> str:
    """A record as it stands in a data file."""
    return "\n".join([f"{scalar(id_)}:", *_block(value, _INDENT)]) + "\n"


def _block(value: Mapping, indent: str) -> Iterator[str]:
    """The lines of a mapping, a key a line where that is short enough."""
    for key, part in value.items():
        line = f"{indent}{key}: {_inline(part)}"
        nested = isinstance(part, Mapping) and (len(line) > _LONGEST_LINE or any(map(_is_nested, part.values())))
        if nested:
            yield f"{indent}{key}:"
            yield from _block(part, indent + _INDENT)
        else:
            yield line


def _is_nested(value: object) -> bool:
    return isinstance(value, Mapping)


def _inline(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_within(part)}' for key, part in value.items())}}}"
    return _within(value) if isinstance(value, list) else scalar(str(value))


def _within(value: object) -> str:
    """A value that stands in brackets, or a list, which has its own."""
    if isinstance(value, list):
        return f"[{', '.join(scalar(item, in_brackets=True) for item in value)}]"
    return _inline(value) if isinstance(value, Mapping) else scalar(str(value), in_brackets=True)


def added(text: str, block: str) -> str:
    """A file with a record behind the others."""
    return (text if not text or text.endswith("\n") else f"{text}\n") + block


def added_in_order(document: Document, id_: str, block: str) -> str:
    """A file with a record behind that whose id is the next before its own in the alphabet, so that two people who each
    add one seldom write in the same place; a record that is the first so stands behind all."""
    before = max((it for it in document.content if it < id_), default=None)
    at = _line_start(document, _line_behind(document, (before,))) if before else len(document.text)
    return added(document.text[:at], block) + document.text[at:]


# --- Replacing -------------------------------------------------------------------------------------------------------


class Replacement(NamedTuple):
    """From where to where the text of a file gives way to another."""

    start: int
    end: int
    new: str


def replaced(document: Document, replacements: Iterable[Replacement]) -> str:
    """The text of a file with all of these made, from the end, so that none moves before its turn."""
    text = document.text
    for it in sorted(set(replacements), reverse=True):
        text = text[: it.start] + it.new + text[it.end :]
    return text


def value(document: Document, path: Path_, new: str) -> Replacement:
    """An id, or what is written like one, in the place of a value."""
    return Replacement(*document.positions[path], new)


def key(document: Document, path: Path_, new: str) -> Replacement:
    """Another name in the place of a key."""
    (start, end), _ = _key(document, path)
    return Replacement(start, end, new)


def _key(document: Document, path: Path_) -> tuple[tuple[int, int], str | None]:
    """Where a key stands, and the spaces in front of it on its line: None for a key within brackets.

    Raises CannotEdit where it cannot be found by itself."""
    start = _line_start(document, document.spans[path][0])
    written = rf"(?P<mark>[\"']?){re.escape(str(path[-1]))}(?P=mark)(?=\s*:)"
    if match := re.compile(rf"( *){written}").match(document.text, start):
        return (match.end(1), match.end()), match[1]
    within = list(re.compile(rf"(?<=[{{,\s]){written}").finditer(document.text, start, _line_end(document, start)))
    if len(within) != 1:
        line = document.spans[path][0]
        raise CannotEdit(f"{document.file}:{line}: ‘{path[-1]}’ cannot be told from the rest; change it by hand")
    return within[0].span(), None


def first_within(document: Document, path: Path_, name: str, text: str) -> Replacement:
    """A key with a value in front of all that a record or a part of one has."""
    first = next(iter(content(document, path)))
    (start, _), indent = _key(document, (*path, first))
    return Replacement(start, start, f"{name}: {text}, " if indent is None else f"{name}: {text}\n{indent}")


def one_more(document: Document, path: Path_, new: str) -> Replacement:
    """One more item behind those that a key has; a key with a single item may have it without brackets."""
    if isinstance(content(document, path), str):
        start, end = document.positions[path]
        return Replacement(start, end, f"[{document.text[start:end]}, {new}]")
    start, end = document.positions[(*path, len(content(document, path)) - 1)]
    opening = re.compile(r" *- +").match(document.text, document.text.rfind("\n", 0, start) + 1)
    return Replacement(end, end, f"\n{opening[0]}{new}" if opening else f", {new}")


def without(document: Document, path: Path_) -> Replacement:
    """Take a record, or a part of one, out of a file; what would be left empty goes with it. Remarks in front of what
    follows stay. Raises CannotEdit."""
    while len(path) > 1 and len(content(document, path[:-1])) == 1:
        path = path[:-1]
    if _key(document, path)[1] is None:
        raise CannotEdit(f"{document.file}:{document.spans[path][0]}: it stands within brackets; take it out by hand")
    first = _line_start(document, document.spans[path][0])
    return Replacement(first, _line_start(document, _line_behind(document, path)), "")


def _line_behind(document: Document, path: Path_) -> int:
    """The line behind a record or a part of one, in front of any remarks on what follows."""
    first = document.spans[path][0]
    later = (span[0] for other, span in document.spans.items() if len(other) <= len(path) and span[0] > first)
    lines = document.text.splitlines()
    last = min(later, default=len(lines) + 1)
    while last - 1 > first and (not lines[last - 2].strip() or lines[last - 2].startswith("#")):
        last -= 1
    return last


def content(document: Document, path: Path_) -> Any:
    """What a file holds at a path. Raises LookupError."""
    found = document.content
    for step in path:
        found = found[step]
    return found


def _line_start(document: Document, line: int) -> int:
    """Where a 1-based line of the text begins; of one behind the last, the end of the text."""
    start = 0
    for _ in range(line - 1):
        following = document.text.find("\n", start) + 1
        if not following:
            return len(document.text)
        start = following
    return start


def _line_end(document: Document, start: int) -> int:
    end = document.text.find("\n", start)
    return len(document.text) if end < 0 else end
