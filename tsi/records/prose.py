"""`docs/` -> the text of its pages, or all that may not stand there.

Prose is data as records are: a page is a head, Markdown and calls of macros, `{{ macro("argument") }}` on a line of its
own, and what it becomes in a browser holds the elements, attributes and addresses listed here and no others."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tsi.records import files, yaml_lines
from tsi.records.faults import Fault, nearest
from tsi.text import characters

FOLDER = "docs"

Calls = Mapping[str, Collection[str]]
"""By the name of a macro, the arguments with which a page may call it; "" where it takes none."""

_HEAD = re.compile(r"---\n((?:[a-z]+:.*\n(?: +[a-z]+: .*\n)*)+)---\n")
_HEAD_KEYS = {"title": str, "description": str, "search": {"exclude": True}}
_CALL = re.compile(r'^\{\{ (\w+)\((?:"([^"\\{}\n]*)")?\) \}\}$', re.MULTILINE)
_JINJA = re.compile(r"\{\{|\{%|\{#")

_ELEMENTS = {
    "a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "li", "ol", "p", "pre", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_WITHOUT_END = ("br", "hr", "img")
_ATTRIBUTES = {
    "align", "alt", "aria-hidden", "aria-label", "class", "data-furniture", "href", "id", "rel", "role", "src", "start",
    "tabindex", "title",
}  # fmt: skip
_TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z-]+="[^"<>\n]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES_OF_LINKS = ("https", "http", "mailto")

_ANCHOR = re.compile(r"(?!page$|rail-)[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""What an anchor may be called: the shell of the page has the others. One that a macro makes, too, stops the build."""

_PICTURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".webp": b"RIFF"}
"""How the files begin that a page may show, by their ending."""


@dataclass
class Prose:
    """What `docs/` holds, by path below it: the text of each page as it was read, the pictures that some page shows,
    and all that is wrong."""

    pages: dict[str, str] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def read(folder: Path, calls: Calls, to_html: Callable[[str], str]) -> Prose:
    """Read every file of a folder, which messages call `docs`; `to_html` is what makes HTML of Markdown."""
    prose, shown = Prose(), set()
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            if path.suffix == ".md":
                text = files.text_of(path, f"{FOLDER}/{name}").replace("\r\n", "\n")
                prose.faults += page_faults(text, f"{FOLDER}/{name}", calls, to_html)
                prose.pages[name] = text
                shown |= set(re.findall(r"[\w-]+(?:\.png|\.jpg|\.webp)", text))
            else:
                prose.faults += _faults_of_picture(path, f"{FOLDER}/{name}")
                prose.pictures.add(name)
        except files.NotRead as refusal:
            prose.faults.append(refusal.fault)
    prose.pictures = {name for name in prose.pictures if Path(name).name in shown}
    return prose


def _files(folder: Path) -> Iterator[Path]:
    """All but what is hidden, which is not published; a link to a folder is a file here."""
    for path in sorted(folder.glob("[!.]*")):
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _faults_of_picture(path: Path, file: str) -> Iterator[Fault]:
    begins = _PICTURES.get(path.suffix)
    if not begins or not files.bytes_of(path, file).startswith(begins):
        yield Fault.in_file(
            file, 0, "no such file is published; expected a page (.md) or a picture (.png, .jpg, .webp)"
        )


def page_faults(text: str, file: str, calls: Calls, to_html: Callable[[str], str]) -> list[Fault]:
    """What may not stand on a page, by line. A page of odd characters or programs is not looked at any further."""
    if deceiving := files.faults_of_text(text, file):
        return deceiving
    before = [*_head_faults(text), *_call_faults(text, calls)]
    if before:
        return [Fault.in_file(file, _line(text, at), message) for at, message in before]
    body = _HEAD.sub("", text, count=1)
    made = to_html(_CALL.sub("", body))
    spelt_out = ((message, "&") for message in characters.faults(html.unescape(made)))
    begins = len(text) - len(body)
    found = dict.fromkeys((*_markup_faults(made), *spelt_out))
    places = ((text.find(printed, begins), message) for message, printed in found)
    return [Fault.in_file(file, _line(text, max(at, begins)), message) for at, message in places]


def called(text: str) -> list[tuple[str, ...]]:
    """The macros that a page calls, each with its argument if it has one."""
    return [tuple(filter(None, call.groups())) for call in _CALL.finditer(text)]


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _head_faults(text: str) -> Iterator[tuple[int, str]]:
    head = _HEAD.match(text)
    if not head:
        yield 0, "a page begins with its head: ---, then title: and description:, then ---"
        return
    told = yaml_lines.parsed(head[1], "")[1]
    if told:
        yield from ((head.start(1), fault.message) for fault in told)
        return
    try:
        written = yaml.load(head[1], yaml.CSafeLoader)
    except ValueError:  # 2024-02-30
        yield head.start(1), "title and description are no text; put them between quotation marks"
        return
    for key, value in written.items():
        expected = _HEAD_KEYS.get(key)
        if not (isinstance(value, expected) if isinstance(expected, type) else value == expected):
            yield (
                head.start(1),
                f"‘{str(key)[:40]}’ may not say this in a head; expected title and description, as text",
            )
    if missing := [key for key in ("title", "description") if key not in written]:
        yield head.start(1), f"the head has no {missing[0]}"


def _call_faults(text: str, calls: Calls) -> Iterator[tuple[int, str]]:
    for found in _CALL.finditer(text):
        name, argument = found[1], found[2] or ""
        if name not in calls:
            yield found.start(), f"there is no macro ‘{name[:80]}’{nearest(name, calls)}"
        elif argument not in calls[name]:
            hint = nearest(argument, calls[name])
            yield found.start(), f"{name} shows nothing for ‘{argument[:80]}’{hint}"
    rest = _CALL.sub(lambda call: " " * len(call[0]), text)
    for left in _JINJA.finditer(rest):
        expected = 'expected {{ macro("argument") }} on a line of its own, and no other program'
        yield (
            left.start(),
            f"‘{rest[left.start() : left.start() + 30].splitlines()[0]}’ is no call of a macro; {expected}",
        )


def _markup_faults(made: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the HTML that a page becomes, and the text that is printed in the source for it."""
    opened: list[str] = []
    for start in (match.start() for match in re.finditer("<", made)):
        tag = _TAG.match(made, start)
        if not tag or tag["name"] not in _ELEMENTS:
            name = re.split(r"(?<=>)|\s", made[start : start + 30])[0]
            yield f"{name} may not stand on a page as it does here; write Markdown", name
            continue
        if tag["name"] not in _WITHOUT_END and not tag["end"]:
            opened.append(tag["name"])
        elif tag["end"] and (not opened or opened.pop() != tag["name"]):
            yield f"{tag[0]} closes what is not open; open and close each element in turn", tag[0]
            return
        for attribute, value in _ATTRIBUTE.findall(tag["attributes"]):
            if message := _attribute_fault(attribute, html.unescape(value)):
                yield message, value or attribute
    yield from ((f"<{name}> is not closed; write </{name}> behind it", f"<{name}") for name in opened)


def _attribute_fault(attribute: str, value: str) -> str:
    if attribute not in _ATTRIBUTES:
        return f"the attribute ‘{attribute[:40]}’ may not stand on a page; remove it"
    if attribute == "id" and not _ANCHOR.fullmatch(value):
        return (
            f"‘{value[:80]}’ is no anchor of a page; expected small letters, digits and hyphens, not ‘page’ or ‘rail-…’"
        )
    if attribute not in ("href", "src"):
        return ""
    address = re.sub(r"[\s\x00-\x20]", "", value)
    scheme = _SCHEME.match(address)
    if attribute == "src" and (scheme or address.startswith("/")):
        return f"‘{value[:80]}’ would be fetched from elsewhere; show a picture of docs/"
    if "\\" in address or address.startswith("//") or (scheme and scheme[1].lower() not in _SCHEMES_OF_LINKS):
        return f"‘{value[:80]}’ is no address to lead to; expected a page of docs/, https: or mailto:"
    return ""
