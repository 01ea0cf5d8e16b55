"""The style sheets of the theme as one, under a name that changes with them: a browser shows nothing before it has
fetched every style sheet, and keeps what it has fetched under a name."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "assets/stylesheets"
ORDER = (
    "base",
    *("masthead", "search", "rail", "colophon"),
    *("page", "labels", "receipts", "tools", "facts", "words", "lists", "tables"),
    *("home", "filters", "timeline", "matrix", "print"),
)
"""In which they apply: the frame, what pages are made of, pages of their own kind, paper."""


class StyleSheet(NamedTuple):
    """Its path below the site's root, and what it holds."""

    path: str
    content: str


def joined(root: Path = ROOT) -> StyleSheet:
    """The style sheet of the site whose project is at `root`."""
    sheets = ((root / "theme" / FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in ORDER)
    content = "".join(map(squeezed, sheets))
    return StyleSheet(f"{FOLDER}/site.{sha256(content.encode()).hexdigest()[:8]}.css", content)


def squeezed(sheet: str) -> str:
    """A style sheet without its comments and its layout, which weigh a fifth of it."""
    plain = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)).strip()
    return re.sub(r" ?([{};]) ?", r"\1", plain).replace(";}", "}")
