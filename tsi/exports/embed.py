"""A card for each sum and undertaking, to be shown on other sites: an SVG that holds its own citation and address.

It uses presentation attributes alone, so that it needs no leave of a security policy for styles, and fetches nothing.
Where a reader has other typefaces than ours, lines may be wider; room is left for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from PIL import ImageFont

from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import citations, dataset, downloads, told, words

_FONT = Path(__file__).resolve().parents[2] / "theme/assets/fonts/stix-two-text-latin-400-normal.woff2"
_WIDTH, _MARGIN = 640, 32
_WIDER = 1.12
"""By how much another typeface may be wider than ours."""
_PAPER, _INK, _INK_SOFT, _ACCENT = "#fafaf6", "#1b1f20", "#54595a", "#0b5a61"
_SVG = "http://www.w3.org/2000/svg"


class _Text(NamedTuple):
    """A text on the card, its size in pixels, and its colour."""

    text: str
    size: int
    colour: str = _INK


def files(library: Library, base: str) -> Iterator[tuple[str, bytes]]:
    """Each card by its path below the site's root."""
    for reference in library.references():
        if reference.kind in downloads.EMBEDDED:
            yield downloads.card_to_embed(reference), card(library, reference, base)


def card(library: Library, reference: Reference, base: str) -> bytes:
    work, facts = citations.work(library, reference, base), told.in_short(library, reference)
    return _drawn(
        f"{work.title}: {'; '.join(facts)}",
        [
            _Text(words.KIND_WORDS[reference.kind][0].upper(), 14, _ACCENT),
            _Text(work.title, 28),
            *(_Text(line, 18) for line in facts),
        ],
        [
            *(_Text(line, 13, _INK_SOFT) for line in told.stated_by(library, reference)),
            _Text(f"{citations.short(work)}.", 13, _INK_SOFT),
            _Text(dataset.NOTE, 13, _INK_SOFT),
        ],
        reference,
    )


def withdrawn(path: str, base: str) -> bytes:
    """The card at `path` of a record that has none any more: the way to the page that tells why."""
    page = f"{path.removeprefix('cite/').removesuffix('.svg')}/"
    return _drawn(words.CARD_WITHDRAWN, [_Text(words.CARD_WITHDRAWN, 30)], [_Text(base + page, 13, _INK_SOFT)], page)


def _drawn(title: str, above: list[_Text], below: list[_Text], where: object) -> bytes:
    """The texts above a rule and those below it, each broken into lines; the title is read aloud."""
    over, under = ([(line, text) for text in texts for line in _lines(text)] for texts in (above, below))
    heights = list(accumulate((_height(text) for _, text in (*over, *under)), initial=_MARGIN))
    rule, height = heights[len(over)] + 12, heights[-1] + 24 + _MARGIN
    size = {"width": str(_WIDTH), "height": str(height), "viewBox": f"0 0 {_WIDTH} {height}"}
    root = ElementTree.Element("svg", {"xmlns": _SVG, "role": "img", "lang": "en", **size})
    ElementTree.SubElement(root, "title").text = dataset.fit(title, where)
    _rectangle(root, 0, height, _PAPER, 0, _WIDTH)
    _rectangle(root, 0, 8, _ACCENT, 0, _WIDTH)
    _rectangle(root, rule, 1, _INK, _MARGIN, _WIDTH - 2 * _MARGIN)
    for number, ((line, text), bottom) in enumerate(zip((*over, *under), heights[1:], strict=True)):
        y = bottom + (24 if number >= len(over) else 0)
        style = {"font-family": "Georgia, 'Times New Roman', serif", "font-size": str(text.size), "fill": text.colour}
        ElementTree.SubElement(root, "text", {"x": str(_MARGIN), "y": str(y), **style}).text = dataset.fit(line, where)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _rectangle(root: ElementTree.Element, y: int, height: int, colour: str, x: int, width: int) -> None:
    place = {"x": str(x), "y": str(y), "width": str(width), "height": str(height)}
    ElementTree.SubElement(root, "rect", {**place, "fill": colour})


def _height(text: _Text) -> int:
    return round(text.size * 1.35)


def _lines(text: _Text) -> Iterator[str]:
    """A text in lines that have room, all of it; a word that has none by itself, such as an address, is broken."""
    line = ""
    for word in text.text.split():
        if line and not _fits(f"{line} {word}", text.size):
            yield line
            line = ""
        line = f"{line} {word}".strip()
        while not _fits(line, text.size):
            cut = next(end for end in range(len(line) - 1, 0, -1) if end == 1 or _fits(line[:end], text.size))
            yield line[:cut]
            line = line[cut:]
    yield line


def _fits(line: str, size: int) -> bool:
    return _font(size).getlength(line) * _WIDER <= _WIDTH - 2 * _MARGIN


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size)
