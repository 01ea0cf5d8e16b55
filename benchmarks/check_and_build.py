"""How long a check and a build take, as ratios within this run: seconds differ from machine to machine.

Compared with starting Python and importing the libraries that a check needs (1.0), each the median of five runs:
`tsi check`, loading the library once more in the same process, the share that the grammar of figures has in it, and a
build of the whole site. Run it with

    .venv/bin/python -m benchmarks.check_and_build
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tsi.library.library import Library
from tsi.library.loading import load
from tsi.text.figures import find

ROOT = Path(__file__).resolve().parent.parent
IMPORTS = "import click, yaml, pydantic, babel.dates"


def median_seconds(action: Callable[[], object], runs: int = 5) -> float:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def python(*arguments: str) -> Callable[[], object]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def _read_figures(library: Library) -> None:
    find.cache_clear()
    for proof in library.proofs.values():
        find(proof.text)


def main() -> None:
    library = load(ROOT)
    unit = median_seconds(python("-c", IMPORTS))
    with tempfile.TemporaryDirectory() as folder:
        build = median_seconds(python("-m", "mkdocs", "build", "--quiet", "--site-dir", folder), runs=1)
    rows = {
        "start Python, import the libraries": unit,
        "tsi check": median_seconds(python("-m", "tsi.cli", "check")),
        "load the library in a running process": median_seconds(lambda: load(ROOT)),
        "of that, read the figures of all records": median_seconds(lambda: _read_figures(library)),
        "build the site": build,
    }
    for what, seconds in rows.items():
        print(f"{seconds / unit:6.2f}  {what}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{peak:6.0f}  MiB at the peak of the largest of these processes")


if __name__ == "__main__":
    main()
