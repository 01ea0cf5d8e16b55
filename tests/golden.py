"""What the miniature set looks like on pages and in downloads, kept in tests/mini/golden for people to read.

`make golden` writes it anew; the difference in version control is what a change does to the site.
"""

from __future__ import annotations

import difflib
import posixpath
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lxml import html

from tests import projects
from tests.site_checks import pages

GOLDEN = projects.MINI / "golden"
_CHOICE = re.compile(r"timeline/[a-z]+/")
NOT_TEXT = {".xlsx"}
RENEW = "make golden"
INDENT = "  "
INLINE = frozenset(("a", "abbr", "b", "button", "cite", "code", "data", "em", "q", "small", "span", "strong", "time"))
"""Elements that stand within a sentence."""


def of_site(site: Path) -> dict[str, str]:
    """By its path below the golden folder, each page and each download of a built site, as it is kept.

    Of the pages that show a choice of the timeline, the first in each of their folders stands for all."""
    shown = {page.address: page.document for page in pages(site)}
    choices = [address for address in shown if _CHOICE.match(address)]
    alike = {address for address in choices if address != min(it for it in choices if _parent(it) == _parent(address))}
    texts = {f"pages/{_file(it)}": printed(_article(shown[it])) for it in shown.keys() - alike}
    files = (it for it in (site / "data").rglob("*.*") if it.suffix not in NOT_TEXT)
    return texts | {f"downloads/{it.relative_to(site / 'data')}": _plain(it.read_bytes()) for it in files}


def _file(address: str) -> str:
    return f"{(address or 'index').rstrip('/').removesuffix('.html')}.html"


def _parent(address: str) -> str:
    return posixpath.dirname(address.rstrip("/"))


def kept() -> dict[str, str]:
    """The same as the repository has it."""
    files = (path for path in sorted(GOLDEN.rglob("*")) if path.is_file())
    return {path.relative_to(GOLDEN).as_posix(): path.read_bytes().decode() for path in files}


def renew(site: Path) -> None:
    """Keep what a built site shows, and nothing else."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for path, text in of_site(site).items():
        (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / path).write_bytes(text.encode())


def difference(before: dict[str, str], after: dict[str, str], longest: int = 60) -> str:
    """What has changed, as a unified diff of at most so many lines; nothing where all is as before."""
    told = [line for path in sorted({*before, *after}) for line in _difference(path, before, after)]
    cut = [f"... and {len(told) - longest} lines more"] if len(told) > longest else []
    return "\n".join([*told[:longest], *cut])


def _difference(path: str, before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    sides = (texts.get(path, "").split("\n") for texts in (before, after))
    return difflib.unified_diff(*sides, f"golden/{path}", f"built/{path}", n=1, lineterm="")


def _article(document: html.HtmlElement) -> html.HtmlElement:
    """What a page has to say; a signpost says it in its body."""
    return next(iter(document.xpath("//article[@id='page']")), document.body)


def _plain(content: bytes) -> str:
    """A download with plain ends of lines, which version control leaves alone."""
    return content.decode().replace("\r\n", "\n")


def printed(element: html.HtmlElement) -> str:
    """An element and all in it, a tag or a text a line; one that holds nothing but a text stands on one line with it.

    A sign `+` before a line says that no space parts it from what stands before it in the same sentence."""
    return "\n".join(_lines(element, "")) + "\n"


def _lines(element: html.HtmlElement, before: str) -> Iterator[str]:
    start, pieces = _start(element), list(_pieces(element))
    if len(element):
        yield before + start
        for piece, joined in pieces:
            within = " " * len(before.replace("+", " ")) + INDENT + ("+" if joined else "")
            yield from [within + piece] if isinstance(piece, str) else _lines(piece, within)
        yield f"{before.replace('+', ' ')}</{element.tag}>"
    else:
        yield before + "".join([start, *(f"{text}</{element.tag}>" for text, _ in pieces)])


def _pieces(element: html.HtmlElement) -> Iterator[tuple[str | html.HtmlElement, bool]]:
    """The texts and the elements in it, and whether no space parts each from the one before."""
    joined = False
    for piece in (element.text, *(piece for child in element for piece in (child, child.tail))):
        if isinstance(piece, html.HtmlElement):
            yield piece, joined and piece.tag in INLINE
            joined = piece.tag in INLINE
        elif piece and piece.strip():
            yield " ".join(piece.split()), joined and not piece[0].isspace()
            joined = not piece[-1].isspace()
        elif piece:
            joined = False


def _start(element: html.HtmlElement) -> str:
    attributes = (f' {name}="{value}"' if value else f" {name}" for name, value in element.attrib.items())
    return f"<{element.tag}{''.join(attributes)}>"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = projects.built_miniature(Path(folder))
        before = kept()
        renew(site)
    after = kept()
    changed = [path for path in sorted({*before, *after}) if before.get(path) != after.get(path)]
    print(f"{len(after)} pages and downloads kept, {len(changed)} of them changed: git diff tests/mini/golden")


if __name__ == "__main__":
    main()
