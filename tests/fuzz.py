"""Edits at random of all that people write, let in at the door: what comes out is records or messages.

    python -m tests.fuzz 20000      # makes as many, by two processes; the exit status is 1 where one left a traceback

The n-th edit is the same in every run, so that `python -m tests.fuzz --only 1234` makes that one alone."""

import random
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
from markdown import markdown
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from tqdm import tqdm

import hooks
import macros
from tests import projects
from tests.projects import MINI
from tsi.library import loading, provenance
from tsi.library.loading import DataErrors
from tsi.records import prose, settings
from tsi.text.characters import shown
from tsi.wording import labels, lost_addresses

LONGEST_LINE = 2_000
"""Characters that a line of a message may have."""

ODD = [
    "", " ", "\n", "\t", "\0", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\U000e0041", "а", "٣", "⑨", "½", "é", "\ud7ff",
    "{", "}", "[", "]", "{}", "[]", "[a]", "{a: b}", ":", ": ", "- ", "? ", "#", " #1", "&a ", "*a", "!b ", "|", ">",
    "'", '"', "\\", "---\n", "...\n", "null", "NaN", "-1", "0", "1e999", "9" * 400, "x" * 5_000, "[" * 3_000,
    "{{ x() }}", '{{ record_page("x") }}', "{% raw %}", "{# x", "<script>", "</div>", "<a onclick=x>", "{: #page }",
    "[x](javascript:y)", "true", "2024-02-30", "../..", "courier-2012:99999", "places/nowhere", ",", "  ", "\r\n",
    "\u2028", '"\\u0000"', '"\\uD800"',
]  # fmt: skip
"""What may surprise whatever reads it."""


KINDS = (
    "data/*.yml", "data/*.yml", "data/addresses.txt", "data/notes/*", "data/evidence/*", "docs/**/*.md", "sources/*",
    "mkdocs.yml",
)  # fmt: skip
"""Of files, by where they stand; records are most of it."""


@dataclass(frozen=True)
class Project:
    """A copy of the miniature set with its sources, in which one file is wrong for a while."""

    root: Path

    @classmethod
    def made(cls, folder: Path) -> "Project":
        root = projects.miniature(folder / "project")
        shutil.copytree(MINI / "sources", root / "sources")
        return cls(root)

    def any_file(self, chance: random.Random) -> Path:
        """One of those that people write or that are committed, of each kind as often as of another."""
        return chance.choice(sorted(self.root.glob(chance.choice(KINDS))))

    def door(self, changed: Path) -> None:
        """Let in what a changed file is part of. Raises what a person is told, and whatever else goes wrong."""
        part = changed.relative_to(self.root).parts[0]
        if part == "data":
            lost_addresses.load(self.root)
        elif part == "sources":
            _, records, registry = loading.read_registered(self.root)
            held = {id_: source for id_, source in records["sources"].items() if source.held == "text"}
            provenance.new_indexes(self.root / "sources", held, registry)
        elif part == "docs":
            self._prose()
        else:
            self._settings()

    def _settings(self) -> None:
        if faults := settings.unfit(self.root / settings.FILE):
            raise DataErrors(faults)
        hooks._check_settings(load_config(str(self.root / settings.FILE)))

    def _prose(self) -> None:
        calls = dict.fromkeys((view.__name__ for view in macros.MACROS), ("",))
        calls["labels"] = list(labels.GROUPS)
        extensions = ["toc", "tables", "fenced_code", "attr_list", "def_list", "md_in_html"]
        read = prose.read(self.root / "docs", calls, partial(markdown, extensions=extensions))
        if read.faults:
            raise DataErrors(read.faults)


def edited(content: bytes, chance: random.Random) -> bytes:
    """One to three edits: something odd put in, something left out, doubled, exchanged or cut off."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        content = chance.choice(EDITS)(content, chance)
    return content


def _at(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(len(content), start + chance.choice((0, 1, 2, 8, 40, 400)))


def put_in(content: bytes, chance: random.Random) -> bytes:
    start, _ = _at(content, chance)
    return content[:start] + chance.choice(ODD).encode() + content[start:]


def put_in_place_of_a_word(content: bytes, chance: random.Random) -> bytes:
    words = content.split(b" ")
    words[chance.randrange(len(words))] = chance.choice(ODD).encode()
    return b" ".join(words)


def put_behind_a_key(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    key, colon, _ = lines[at].partition(b":")
    lines[at] = key + colon + b" " + chance.choice(ODD).encode()
    return b"\n".join(lines)


def left_out(content: bytes, chance: random.Random) -> bytes:
    start, end = _at(content, chance)
    return content[:start] + content[end:]


def line_left_out(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def line_elsewhere(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"\n".join(lines)


def cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: _at(content, chance)[0]]


def byte_changed(content: bytes, chance: random.Random) -> bytes:
    start, _ = _at(content, chance)
    return content[:start] + bytes([chance.randrange(256)]) + content[start + 1 :]


EDITS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    put_in, put_in_place_of_a_word, put_behind_a_key, put_behind_a_key, left_out, line_left_out, line_elsewhere,
    cut_off, byte_changed,
)  # fmt: skip


def failure(project: Project, number: int) -> str:
    """What the edit of that number led to that no person should see; "" where all went as it should."""
    chance = random.Random(number)
    path = project.any_file(chance)
    before = path.read_bytes()
    path.write_bytes(edited(before, chance))
    try:
        project.door(path)
    except (DataErrors, MkDocsException, OSError) as told:
        return _unfit(str(told), f"{number}: {path.relative_to(project.root)}")
    except BaseException:
        return f"{number}: {path.relative_to(project.root)}\n{traceback.format_exc()}"
    finally:
        path.write_bytes(before)
    return ""


def _unfit(told: str, where: str) -> str:
    """What is wrong with a message: it is empty, too long, or not fit for a terminal."""
    lines = told.split("\n")
    fit = told.strip() and max(map(len, lines)) <= LONGEST_LINE and len(lines) <= loading.TOLD_AT_MOST + 1
    return "" if fit and all(line == shown(line) for line in lines) else f"{where}: {told[:3_000]!r}"


def failures(numbers: range) -> Iterator[str]:
    """What the edits of these numbers led to that no person should see."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project.made(Path(folder))
        yield from filter(None, (failure(project, number) for number in numbers))


def _listed(numbers: range) -> list[str]:
    return list(failures(numbers))


@click.command()
@click.argument("count", type=int, default=20_000)
@click.option("--only", type=int, help="The number of an edit to be made alone.")
def main(count: int, only: int | None) -> None:
    numbers = range(count) if only is None else range(only, only + 1)
    parts = [numbers[start : start + 250] for start in range(0, len(numbers), 250)]
    left = 0
    with ProcessPoolExecutor(2) as pool:
        for found in tqdm(pool.map(_listed, parts), total=len(parts), unit="part"):
            left += len(found)
            for it in found:
                tqdm.write(it)
    click.echo(f"{len(numbers):,} edits, {left} that left a traceback or an unfit message")
    sys.exit(1 if left else 0)


if __name__ == "__main__":
    main()
