"""A way through a built site that shows every kind of page, whatever the records hold: each page of docs/, and of the
records of each kind the page with most to show."""

from pathlib import Path

from tests.projects import ROOT
from tsi.wording.links import KINDS_WITH_PAGES

CHOICE = "a choice of the timeline"
_PROSE = sorted(path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in ROOT.glob("docs/**/*.md"))
_FOLDERS = [page.removesuffix("/index") for page in _PROSE if page != "index"]
FIXED = {"home": "/", **{folder: f"/{folder}/" for folder in _FOLDERS}, "no such page": "/404.html"}
"""By its name, the address of each page that is there without any record."""
OF_RECORDS = [f"one of {kind}" for kind in KINDS_WITH_PAGES]
NAMES = [*FIXED, CHOICE, *OF_RECORDS]
"""What the pages of a tour are called."""


def addresses(site: Path) -> dict[str, str]:
    """By its name, the address of each page of the tour."""
    records = {f"one of {kind}": f"/{kind}/{_longest(site / kind)}/" for kind in KINDS_WITH_PAGES}
    return {**FIXED, CHOICE: f"/timeline/pillar/{_longest(site / 'timeline/pillar')}/", **records}


def _longest(folder: Path) -> str:
    """The name of the page in a folder that has most to show, with its parts."""
    pages = sorted(page.parent for page in folder.glob("*/index.html"))
    return max(pages, key=lambda page: sum(part.stat().st_size for part in page.glob("*.html"))).name
