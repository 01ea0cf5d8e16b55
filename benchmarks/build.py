"""What a build costs beside a bare site: processor time, as ratios within this run.

    python -m benchmarks.build

builds the site as it is, and one of a thousand records more than the miniature set has, and beside each, with the same
MkDocs and a bare Material, the same text on as many pages. The bare site is 1.0. `pages` is what our build takes
without what it writes besides, which is told apart: downloads, the twins of pages, cards; and the audit, which
`make site` adds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import html
from markdownify import markdownify
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests import large_set, projects

ADDRESS = "https://lanterns.example/"
BARE = """site_name: Bare
site_url: https://lanterns.example/
theme: {name: material, language: en, font: false}
plugins: [search]
markdown_extensions: [attr_list, def_list, md_in_html, tables]
validation: {links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
"""
"""Links to files that only our site has cost it nothing."""
TOLD_APART = {"_downloads": "downloads", "_twins": "twins of pages"}
"""Functions of hooks.py, by what they write."""


def timed(part: str, spent: Counter[str], function: Callable[..., Iterable]) -> Callable[..., list]:
    """The function, with its processor time added up; of what it yields, all is made at once."""

    @wraps(function)
    def in_time(*arguments: Any) -> list:
        begun = time.process_time()
        made = list(function(*arguments))
        spent[part] += time.process_time() - begun
        return made

    return in_time


def build_here(config_file: str, site: str) -> Counter[str]:
    """Seconds of processor time of a build in this process, whole and by its parts."""
    spent: Counter[str] = Counter()
    begun = time.process_time()
    config = load_config(config_file, site_dir=site)
    for hooks in config.hooks.values():
        for name, part in TOLD_APART.items():
            setattr(hooks, name, timed(part, spent, getattr(hooks, name)))
        hooks.cards.card = _one(timed("cards", spent, lambda *its, card=hooks.cards.card: [card(*its)]))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    spent["whole"] = time.process_time() - begun
    return spent


def _one(function: Callable[..., list]) -> Callable[..., Any]:
    return lambda *arguments: function(*arguments)[0]


def bare(site: Path, to: Path) -> Path:
    """A bare Material site with the text of each page of a built one; its settings."""
    for page in site.rglob("index.html"):
        for article in html.parse(page).getroot().xpath("//article"):
            for unread in article.xpath(".//svg|.//script"):
                unread.drop_tree()
            path = page.parent.relative_to(site).as_posix()
            file = to / "docs" / ("index.md" if path == "." else f"{path}.md")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(markdownify(html.tostring(article, encoding="unicode"), heading_style="ATX"), "utf-8")
    (to / "mkdocs.yml").write_text(BARE, encoding="utf-8")
    return to / "mkdocs.yml"


def audited(root: Path, site: Path) -> float:
    """Seconds of processor time of the audit, without reading the records for it."""
    from tsi.audit.site import Audit
    from tsi.library.loading import load

    library = load(root)
    begun = time.process_time()
    Audit(library).site(site)
    return time.process_time() - begun


def apart(function: str, *arguments: Path) -> Any:
    """What a function of this module comes to in a process of its own, which shares nothing that is remembered."""
    call = f"import json; from benchmarks import build as b; from pathlib import Path; print(json.dumps(b.{function}(*"
    command = [sys.executable, "-c", f"{call}{[str(it) for it in arguments]!r})))"]
    environment = {"SITE_URL": ADDRESS, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(projects.ROOT)}
    done = subprocess.run(command, cwd=arguments[0].parent, env=environment, check=True, capture_output=True)
    return json.loads(done.stdout.splitlines()[-1])


def rows(project: Path, folder: Path) -> dict[str, float]:
    """What each part takes, as a ratio to the bare site."""
    site = folder / "site"
    ours = Counter(apart("build_here", project / "mkdocs.yml", site))
    audit = audited(project, site)
    unit = apart("build_here", bare(site, folder / "bare"), folder / "bare-site")["whole"]
    written = {part: ours[part] for part in (*TOLD_APART.values(), "cards")}
    parts = {"pages": ours["whole"] - sum(written.values()), **written, "audit": audit}
    return {"a page of the bare site, in ms": 1000 * unit / len([*site.rglob("index.html")])} | {
        part: seconds / unit for part, seconds in parts.items()
    }


def main() -> None:
    with TemporaryDirectory() as folder:
        large = projects.miniature(Path(folder) / "large")
        large_set.enlarge(large, 10, 60)
        (Path(folder) / "today").mkdir()
        today = projects.copied(Path(folder) / "today/project")
        for title, project in {"the site as it is": today, "a thousand records more": large}.items():
            print(title)
            (Path(folder) / title).mkdir()
            for part, ratio in rows(project, Path(folder) / title).items():
                print(f"{ratio:8.2f}  {part}", flush=True)


if __name__ == "__main__":
    main()
