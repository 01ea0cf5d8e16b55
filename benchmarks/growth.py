"""How check, load and build grow with the records: processor time and memory per record, as ratios within this run.

    python -m benchmarks.growth          # a thousand, three thousand and ten thousand records; builds of the first two
    python -m benchmarks.growth whole    # the builds of all three (a quarter of an hour)

Each set is the miniature one with generated records of all kinds, each proven by a line. A row is compared with the
first; `yaml` is what reading the records' YAML takes, in the same process as `load`, and `citations` how many are
followed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import large_set, projects

SETS = {1_000: 10, 3_000: 30, 10_000: 100}
"""By how many records there are about, how many generated sources."""
OTHERS = 60
"""Records of a source besides its milestones."""
BUILT = (1_000, 3_000)

MEASURE = """
import json, resource, sys, time
from pathlib import Path
import yaml
from tsi.library.loading import load
begun = time.process_time()
for file in Path("data").glob("*.yml"):
    yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
read = time.process_time()
library = load(Path("."))
loaded = time.process_time()
citations = sum(len(proof.citations) for proof in library.proofs.values())
print(json.dumps({"records": sum(1 for _ in library.references()), "citations": citations, "yaml": read - begun,
                  "load": loaded - read}))
"""


def measured(command: list[str], project: Path) -> tuple[float, float, str]:
    """Seconds of processor time, mebibytes at the peak, and what was printed."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "", "PYTHONPATH": str(projects.ROOT)}
    process = subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed


def figures(project: Path, builds: bool) -> dict[str, float]:
    """What there is to tell of a set: seconds, mebibytes, numbers."""
    found: dict[str, float] = json.loads(measured([sys.executable, "-c", MEASURE], project)[2])
    found["check"], found["check MiB"], _ = measured([sys.executable, "-m", "tsi.cli", "check"], project)
    if builds:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
        found["build"], found["build MiB"], _ = measured(command, project)
    return found


def lines(every: dict[int, dict[str, float]]) -> Iterator[str]:
    first = next(iter(every.values()))
    yield f"{'records':>8}{'citations':>11}" + "".join(f"{what:>12}" for what in ("yaml", "load", "check", "build"))
    for found in every.values():
        ratios = [
            f"{found[what] / found['records'] / (first[what] / first['records']):12.2f}" if what in found else ""
            for what in ("yaml", "load", "check", "build")
        ]
        yield f"{found['records']:8,.0f}{found['citations']:11,.0f}{''.join(ratios)}"
    yield ""
    for found in every.values():
        megabytes = ", ".join(f"{what} {found[what]:.0f}" for what in ("check MiB", "build MiB") if what in found)
        yield f"{found['records']:8,.0f}  load {found['load'] / found['yaml']:.2f} times reading YAML; {megabytes}"


def main() -> None:
    every = {}
    with TemporaryDirectory() as folder:
        for records, sources in SETS.items():
            project = projects.miniature(Path(folder) / str(records))
            large_set.enlarge(project, sources, OTHERS)
            every[records] = figures(project, records in BUILT or "whole" in sys.argv[1:])
            print(f"{records:,} measured", file=sys.stderr, flush=True)
    print(*lines(every), sep="\n")


if __name__ == "__main__":
    main()
