"""What editors do all the time, done to the records of the project as docs/edit.md tells it, whatever they say.

Run as a program, it does each to a copy of the last commit and runs the tests there that need no browser: none may fail
for what the records say. `python -m tests.edits [name ...]` takes some minutes for each.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.projects import ROOT, Data

KIND = "milestones"
IN_PARALLEL = "--numprocesses", "auto", "--dist", "loadfile"
TESTS = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *IN_PARALLEL, "-m", "not browser")
_SAYS = re.compile(r"^ +says: (?P<words>[A-Z][^:#\"'\n]*[^.:#\"'\n])\.$", re.MULTILINE)


def reword(data: Data) -> None:
    """Say a statement in more words, which are no figure and no name."""
    says = _SAYS.search(data.text(KIND))
    data.edit(KIND, says["words"], f"{says['words']}, as this account has it")


def rename(data: Data) -> None:
    """Give a record another id, in whatever points at it too, and write what it was called before."""
    id_ = next(id_ for id_, block in _blocks(data) if "redirect_from" not in block)
    data.edit(KIND, f"{id_}:\n", f"{id_}-anew:\n  redirect_from: {id_}\n")
    for path in data.root.glob("data/*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"\b{KIND}/{id_}(?![\w-])", r"\g<0>-anew", text), encoding="utf-8")


def retire(data: Data) -> None:
    """Take out a record without which all the rest still holds, say why, and leave out what it alone told of notes."""
    before = {path: path.read_text(encoding="utf-8") for path in data.root.glob("data/*.yml")}
    for id_, block in _blocks(data):
        for path, text in before.items():
            path.write_text(_without_mentions(text.replace(block, "", 1), f"{KIND}/{id_}"), encoding="utf-8")
        said = before.get(data.path("retired"), "")
        data.path("retired").write_text(f"{said}{KIND}/{id_}:\n  because: It is told elsewhere.\n", encoding="utf-8")
        data.add("omissions", _omissions(data.check().faults))
        if not data.check().faults:
            return
    raise AssertionError(f"each of {KIND} is needed for something")


def _without_mentions(text: str, reference: str) -> str:
    """A file of records in which no statement is about a record that is taken out."""
    alone = rf"^ +about: (?:\[{reference}\]|{reference})\n"
    return re.sub(rf"{alone}|, {reference}(?=[,\]])|(?<=\[){reference}, ", "", text, flags=re.MULTILINE)


_UNSAID = re.compile(r"data/notes/(?P<source>[a-z0-9-]+)\.txt:(?P<line>\d+): no record cites")


def _omissions(faults: list[str]) -> str:
    """An omission for each line of notes that no record cites any more."""
    lines = (match for match in map(_UNSAID.match, faults) if match)
    return "".join(
        f"retired-{source}-{line}:\n  at: {source}:{line}\n  reason: It is told elsewhere.\n"
        for source, line in (match.groups() for match in lines)
    )


def add(data: Data) -> None:
    """Add a record of which no line tells the day."""
    record = next(iter(data.load().milestones.values()))
    cite = ", ".join(map(str, record.cite))
    data.add(
        KIND,
        f"added-step:\n  name: A step\n  cite: [{cite}]\n  kind: plan\n  when: {{is: unknown, cite: [{cite}]}}\n",
    )


EDITS: dict[str, Callable[[Data], None]] = {it.__name__: it for it in (reword, rename, retire, add)}


def _blocks(data: Data) -> Iterator[tuple[str, str]]:
    """Each record of the kind by its id: the lines that it takes in the file."""
    return ((it[1], it[0]) for it in re.finditer(r"^([\w-]+):\n(?:[ #].*\n|\n)+", data.text(KIND), re.MULTILINE))


def main() -> int:
    before = _failures(lambda _: None)
    print(f"as it is: {len(before)} failed")
    new = {name: _failures(EDITS[name]) - before for name in sys.argv[1:] or EDITS}
    for name, failures in new.items():
        print(f"{name}: {len(failures)} more failed", *sorted(failures), sep="\n  ")
    return int(any(new.values()))


def _failures(edit: Callable[[Data], None]) -> set[str]:
    """The tests that fail in a copy of the repository after an edit. Raises AssertionError where none were run."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(copy)], cwd=ROOT, check=True)
        try:
            edit(Data(copy))
            told = subprocess.run(TESTS, cwd=copy, capture_output=True, text=True).stdout
            assert " passed" in told, told
            return set(re.findall(r"^(?:FAILED|ERROR) (\S+)", told, re.MULTILINE))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(copy)], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
