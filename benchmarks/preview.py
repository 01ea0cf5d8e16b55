"""Where the time goes between saving a record and its page standing anew, as CPU seconds: others may use the machine.

For the project as it is, and for the miniature set with a thousand records: the page that is open (the median of three
edits in a server that has run a while), the parts of that, and the platform's own rebuild of the whole site, which is
what an editor would wait for without the preview. The share that is no part is MkDocs between them. Run it with

    .venv/bin/python -m benchmarks.preview
"""

import logging
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from mkdocs.commands import build

from tests import large_set, projects
from tsi.desk import building, preview
from tsi.library import loading
from tsi.records import prose

ADDRESS = "http://127.0.0.1:8000/"
TOTAL = "until the page stands anew, and of that:"
PARTS = {
    "read and check the records": (loading, "load"),
    "read the prose of docs/": (prose, "read"),
    "find the files": (building, "get_files"),
    "write the page from its records": (build, "_populate_page"),
    "put it in the frame of the site": (build, "_build_page"),
}


@contextmanager
def timed(spent: dict[str, float]) -> Iterator[None]:
    """The CPU seconds that each part takes meanwhile."""
    begun = {
        what: patch.object(room, name, _timed(what, getattr(room, name), spent)) for what, (room, name) in PARTS.items()
    }
    for it in begun.values():
        it.start()
    try:
        yield
    finally:
        for it in begun.values():
            it.stop()


def _timed(what: str, action: Callable, spent: dict[str, float]) -> Callable:
    def run(*arguments: object, **named: object) -> object:
        start = time.process_time()
        try:
            return action(*arguments, **named)
        finally:
            spent[what] = time.process_time() - start

    return run


def of_page(project: Path, into: Path, page: str) -> dict[str, float]:
    """The whole of it, and its parts, of an edit in a server that has run a while."""
    runs = []
    edited = project / "data/pillars.yml"
    for _ in range(4):
        edited.write_text(edited.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
        spent: dict[str, float] = {}
        start = time.process_time()
        with timed(spent):
            built = building.alone(project, str(into), ADDRESS, page)
        assert built.is_good, built.messages
        runs.append({TOTAL: time.process_time() - start, **spent})
    return {what: statistics.median(run[what] for run in runs[1:]) for what in runs[0]}


def of_whole(project: Path, into: Path) -> float:
    start = time.process_time()
    built = building.whole(project, str(into), ADDRESS)
    assert built.is_good, built.messages
    return time.process_time() - start


def told(name: str, project: Path, folder: Path) -> None:
    """Of a page of a record, and of the longest page that there is."""
    records = loading.load(project).records
    whole = of_whole(project, folder / "whole")
    print(f"{name}: {sum(map(len, records.values())):,} records")
    print(f"  {whole:6.2f} s  the whole site, by the platform")
    print(f"  {preview.POLL + preview.STILL:6.2f} s  at most until a change is seen, which is waiting alone")
    for page in (f"pillars/{next(iter(records['pillars']))}/index.html", "timeline/index.html"):
        rows = of_page(project, folder / "page", page)
        print(f"  {page}: the whole takes {whole / rows[TOTAL]:.0f} times as long")
        print("\n".join(f"    {seconds:6.2f} s  {what}" for what, seconds in rows.items()), flush=True)


def main() -> None:
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        live = folder / "live-project"
        projects.copied(live)
        told("The project", live, folder / "live")
        large = projects.miniature(folder / "large-project")
        large_set.enlarge(large, 10, 60)
        told("The miniature set, enlarged", large, folder / "large")


if __name__ == "__main__":
    main()
