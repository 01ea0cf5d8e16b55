"""The picture that other sites and messengers show beside a link to a page: its kind and its title, as on the page.

The size is the one that the Open Graph protocol's readers agree on (https://ogp.me/#structured).
"""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageText

FONTS = Path(__file__).resolve().parents[2] / "theme/assets/fonts"
SIZE = (1200, 630)
MARGIN, TITLE_TOP, RULE_TOP = 80, 150, 470
PAPER, INK, INK_SOFT, ACCENT = "#fafaf6", "#1b1f20", "#54595a", "#0b5a61"
SHADES = 32
"""Colours in the file: four, and what smooths the edges of letters."""


def card(kind: str, title: str, site_name: str, line: str) -> bytes:
    """A PNG of a page's kind (or ""), its title, and below a rule the name of the site and what it is."""
    image = Image.new("RGB", SIZE, PAPER)
    drawing = ImageDraw.Draw(image)
    width = SIZE[0] - 2 * MARGIN
    drawing.rectangle((0, 0, SIZE[0], 16), ACCENT)
    drawing.text((MARGIN, 84), kind.upper(), ACCENT, _font("600-normal", 30))
    words = ImageText.Text(title, _font("400-normal", 88), spacing=14)
    words.wrap(width, RULE_TOP - TITLE_TOP - 40, scaling="shrink")
    drawing.text((MARGIN, TITLE_TOP), words, INK)
    drawing.rectangle((MARGIN, RULE_TOP, MARGIN + width, RULE_TOP + 3), INK)
    drawing.rectangle((MARGIN, RULE_TOP + 8, MARGIN + width, RULE_TOP + 8), INK_SOFT)
    drawing.text((MARGIN, RULE_TOP + 30), site_name, INK, _font("400-normal", 38))
    drawing.text((MARGIN, RULE_TOP + 84), line, INK_SOFT, _font("400-italic", 30))
    file = BytesIO()
    image.quantize(SHADES, Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()


def undrawn(text: str) -> str:
    """The characters of a text for which the typeface of the cards has no shape: the rupee sign, other scripts."""
    font = _font("400-normal", 30)
    box = _shape(font, _NO_CHARACTER)
    return "".join(dict.fromkeys(it for it in text if not it.isspace() and _shape(font, it) == box))


_NO_CHARACTER = "\U0010ffff"
"""A code point that no typeface has a shape for (Unicode, section 23.7), and for which each shows its box."""


def _shape(font: ImageFont.FreeTypeFont, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)


@lru_cache
def _font(style: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"stix-two-text-latin-{style}.woff2", size)
