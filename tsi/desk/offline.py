"""A built site as a folder that opens by a double click: a browser that reads files does not look for `index.html`,
fetches no data and starts no worker, and each file is a site of its own to it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from tsi.render import policy

FOLDER = "offline"
_TO_FOLDER = re.compile(
    r'(?P<start>\shref=")(?!https?:|mailto:|data:|//)(?P<way>(?:[^"#]*/)?(?:\.{1,2})?)(?<=[./])(?P<anchor>#[^"]*)?(?=")'
)
"""A link that leads to a folder of the site, and to a place on its page."""
_POLICY = re.compile(policy.META)
_SCRIPT = re.compile(r'<script src="(?P<way>[^"]*)material\.js" defer></script>')

_SCRIPTS = "assets/javascripts"
_OWN = Path(__file__).parent / "templates"


def taken_along(site: Path, into: Path) -> int:
    """Copy a site, with each link to a folder leading to the page in it; how many links there were. What was at `into`
    before is gone. Raises OSError."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(site, into)
    for name in ("offline.js", "search.html"):
        shutil.copy(_OWN / name, into / _SCRIPTS)
    _write_index(into / "search")
    return sum(_change(page) for page in into.rglob("*.html"))


def _change(page: Path) -> int:
    """Make a page ready to be opened as a file; how many of its links were changed. A policy of what is the site's own
    would allow it nothing."""
    text, links = _TO_FOLDER.subn(_to_page, _POLICY.sub("", page.read_text(encoding="utf-8")))
    text = _SCRIPT.sub(lambda script: f'<script src="{script["way"]}offline.js" defer></script>{script[0]}', text)
    page.write_text(text, encoding="utf-8")
    return links


def _write_index(folder: Path) -> None:
    """The index of the search under the name by which Material's script asks for it where it cannot fetch data."""
    index = json.loads((folder / "search_index.json").read_bytes())
    for entry in index["docs"]:
        path, sign, anchor = entry["location"].partition("#")
        entry["location"] = f"{path}index.html{sign}{anchor}"
    (folder / "search_index.js").write_text(f"var __index = {json.dumps(index, ensure_ascii=False)};", encoding="utf-8")


def _to_page(link: re.Match[str]) -> str:
    return f"{link['start']}{link['way'].rstrip('/')}/index.html{link['anchor'] or ''}"
