"""Projects to test with: the repository's own, copies of it, and the miniature one in tests/mini."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from tsi.cli import main
from tsi.library.library import Library
from tsi.library.loading import load

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "tests/mini"
"""A made-up world with a record of every kind: `data/` and the made-up `sources/` that it cites."""

MINI_NAME = "Tarnia-Belmora Lantern Initiative"

MINI_BUILD = {"SOURCE_DATE_EPOCH": "1735732800", "SITE_URL": "https://lanterns.example/"}
"""The day of every build of the miniature site, 1 January 2025, and the address at which it would stand. All that its
records expect by a day has passed by then, as it has on the day of any test."""

_PROGRAM = ("tsi", "theme", "macros.py", "hooks.py")
MINI_REPORTS = "mailto:keepers@lanterns.example?subject={record}&body={citation}"
"""Where readers of the miniature site would report a problem."""

_SITE_NAME = re.compile(r"(?<=^site_name: ).*$", re.MULTILINE)
_REPORTS = re.compile(r"^  # report_problem: .*$", re.MULTILINE)
_FENCED = re.compile(r"^```[^`]*^```$", re.MULTILINE)
_SKELETON = re.compile(r"\A---\n(?:.+\n)+?---$|^#+ .*$|^\{\{ .* \}\}$", re.MULTILINE)
"""Of a page of docs/: its head, its headings and its macros."""


class Outcome(NamedTuple):
    """What a command came to: its exit status, and all that it printed."""

    status: int
    output: str

    @property
    def faults(self) -> list[str]:
        """The lines that tell of a mistake."""
        return [line for line in self.output.splitlines() if line.startswith("data/")]


@dataclass(frozen=True)
class Data:
    """A project of which a test changes the records: its folder, which holds `data/`."""

    root: Path

    @classmethod
    def copied(cls, project: Path, to: Path) -> "Data":
        """A copy of the records of a project and of their evidence."""
        shutil.copytree(project / "data", to / "data")
        return cls(to)

    def path(self, file: str) -> Path:
        """Of a file of records, for example `funding`."""
        return self.root / f"data/{file}.yml"

    def text(self, file: str) -> str:
        return self.path(file).read_text(encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> int:
        """Replace the only place where `old` stands in a file of records; tell the 1-based line of what replaces it."""
        text = self.text(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.path(file).write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def add(self, file: str, text: str) -> int:
        """Write something behind a file of records; tell the line on which it begins."""
        before = self.text(file)
        self.path(file).write_text(before + text, encoding="utf-8")
        return before.count("\n") + 1

    def run(self, command: str, *arguments: str) -> Outcome:
        """Run a command of the program on the project; no traceback may reach the editor. It knows of no folder of
        source files but one that the arguments name: that of the environment holds those of the project itself."""
        arguments = (command, "--root", str(self.root), *arguments)
        outcome = CliRunner(env={"TSI_SOURCES": None}).invoke(main, arguments)
        assert outcome.exception is None or isinstance(outcome.exception, SystemExit), "a traceback reached the editor"
        return Outcome(outcome.exit_code, outcome.output)

    def check(self) -> Outcome:
        return self.run("check")

    def load(self) -> Library:
        """Raises DataErrors."""
        return load(self.root)


def copied(to: Path) -> Path:
    """A copy of everything of the repository that a build reads, at `to`."""
    not_read = shutil.ignore_patterns(".*", "__pycache__", "site", "tests")
    return Path(shutil.copytree(ROOT, to, ignore=not_read))


def miniature(to: Path) -> Path:
    """A project at `to` that builds the site of the miniature set with the program and theme of the repository."""
    to.mkdir(parents=True)
    for name in _PROGRAM:
        _copy(ROOT / name, to / name)
    for name in ("data", "editions"):
        _copy(MINI / name, to / name)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = _SITE_NAME.sub(MINI_NAME, settings)
    with_reports = _REPORTS.sub(f'  report_problem: "{MINI_REPORTS}"', named, count=1)
    (to / "mkdocs.yml").write_text(with_reports, encoding="utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        skeleton = to / page.relative_to(ROOT)
        skeleton.parent.mkdir(parents=True, exist_ok=True)
        skeleton.write_text(_without_prose(page.read_text(encoding="utf-8")), encoding="utf-8")
    return to


def _copy(original: Path, to: Path) -> None:
    if original.is_dir():
        shutil.copytree(original, to, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(original, to)


def _without_prose(page: str) -> str:
    """Head, headings and macros of a page of docs/: what it says in words is about the real records."""
    parts = (match[0] for match in _SKELETON.finditer(_FENCED.sub("", page)))
    return "\n\n".join(re.sub(r"(?<=^description: ).*", "A page.", part, flags=re.MULTILINE) for part in parts) + "\n"


def build(project: Path, into: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a strict build with additional environment variables; tell its exit status and output, whatever they are.

    Without --quiet, under which MkDocs does not count the warnings that --strict is to fail on.
    """
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(into)],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        timeout=600,
    )


def built(project: Path, into: Path, **environment: str) -> Path:
    """The same into `into`, a folder that is there whole or not at all. Raises AssertionError with what was printed."""
    unfinished = into.with_name(f"{into.name}-unfinished")
    outcome = build(project, unfinished, **environment)
    assert outcome.returncode == 0, f"the site does not build:\n{outcome.stdout}{outcome.stderr}"
    return unfinished.rename(into)


def built_miniature(folder: Path) -> Path:
    """The site of the miniature set, built in `folder`."""
    return built(miniature(folder / "mini"), folder / "mini-site", **MINI_BUILD)
