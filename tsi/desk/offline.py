"""A built site as a folder that opens by a double click: a browser that reads files does not look for `index.html`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

FOLDER = "offline"
_TO_FOLDER = re.compile(
    r'(?P<start>\shref=")(?!https?:|mailto:|data:|//)(?P<way>(?:[^"#]*/)?(?:\.{1,2})?)(?<=[./])(?P<anchor>#[^"]*)?(?=")'
)
"""A link that leads to a folder of the site, and to a place on its page."""


def taken_along(site: Path, into: Path) -> int:
    """Copy a site, with each link to a folder leading to the page in it; how many links there were. What was at `into`
    before is gone. Raises OSError."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(site, into)
    changed = 0
    for page in into.rglob("*.html"):
        text, links = _TO_FOLDER.subn(_to_page, page.read_text(encoding="utf-8"))
        page.write_text(text, encoding="utf-8")
        changed += links
    return changed


def _to_page(link: re.Match[str]) -> str:
    return f"{link['start']}{link['way'].rstrip('/')}/index.html{link['anchor'] or ''}"
