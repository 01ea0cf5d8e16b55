"""An editor's day on a copy of the records as they are, whatever they hold: `make proof` plays it, as it takes minutes.

Each record is chosen by what it has, none by its id. What the program says is what `test_played_editor.py` hears on the
miniature set."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import projects
from tests.desk.test_played_editor import SOURCE, Editor
from tests.projects import ROOT, Data
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.records.types import Reference

NOTES = ("[p1] A trial of {} was completed on 4 March 2013.", "[p2] The page asks its readers for lamp oil.")
SUM = re.compile(r"(?<=£)[1-9](?=[\d,.]* (?:million|billion))")


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Editor:
    root = tmp_path_factory.mktemp("live") / "project"
    projects.copied(root)
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "as it is")):
        git(root, *command)
    editor = Editor(Data(root), Path())
    editor.is_done()
    return editor


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT)


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def undo(editor: Editor) -> None:
    git(editor.data.root, "checkout", "--quiet", "--", ".")
    git(editor.data.root, "clean", "--quiet", "--force", "-d")
    editor.is_done()


def test_a_wording_with_a_slip_in_its_sum(editor: Editor, library: Library) -> None:
    """In the first statement with a sum that a file holds once."""
    for place, statement in library.statements():
        text = editor.data.text(place.reference.kind)
        if SUM.search(statement.says) and text.count(statement.says) == 1:
            slip = SUM.sub(lambda digit: str(10 - int(digit[0])) if digit[0] != "5" else "4", statement.says, count=1)
            editor.data.edit(place.reference.kind, statement.says, slip)
            editor.is_told("is not stated at")
            undo(editor)
            return
    pytest.fail("no statement has a sum")


def test_a_source_of_notes_with_a_milestone_on_the_wrong_day(editor: Editor, library: Library, tmp_path: Path) -> None:
    form = next(iter(library.pillars.values())).aliases[0]
    page = tmp_path / "sky-post-2013.txt"
    page.write_text("\n".join(NOTES).format(form) + "\n", encoding="utf-8")
    editor.types("source", str(page), *(argument for it in SOURCE for argument in ("--set", it)))
    editor.is_told("data/notes/sky-post-2013.txt:1: no record cites line 1 of the notes")
    known = {"name": f"A trial of {form}", "when.is": "2013-03-06"}
    editor.new("milestones", "trial-of-lamp-oil", "sky-post-2013:1", **known)
    editor.data.edit("milestones", "kind: TODO", "kind: launch")
    editor.new("omissions", "sky-post-oil", "sky-post-2013:2", reason="It tells nothing of the subject.")
    editor.is_told("6 March 2013 is not stated at sky-post-2013:1 (it states 4 March 2013)")
    editor.data.edit("milestones", "2013-03-06", "2013-03-04")
    editor.is_done()


def test_a_line_more_in_front_of_notes_that_are_cited(editor: Editor, library: Library) -> None:
    source = next(iter(library.notes))
    notes = editor.data.root / f"data/notes/{source}.txt"
    notes.write_text("[front] The page is printed on lamp oil.\n" + notes.read_text(encoding="utf-8"), encoding="utf-8")
    editor.is_told(f"data/notes/{source}.txt:1: the notes have changed since they were indexed; run: make evidence")
    moved = editor.data.run("evidence")
    editor.is_told(f"data/notes/{source}.txt:1: no record cites line 1 of the notes", moved)
    editor.new("omissions", "printed-on-lamp-oil", f"{source}:1", reason="It tells nothing of the subject.")
    editor.is_done()


def test_a_rename(editor: Editor, library: Library) -> None:
    old = next(iter(library.milestones))
    editor.types("rename", f"milestones/{old}", f"{old}-anew")
    editor.is_done()


def test_a_retirement_of_what_nothing_else_rests_on(editor: Editor, library: Library) -> None:
    """Of the first milestone that may go without a trace: nothing points at it, and others rest on its lines."""
    git(editor.data.root, "add", "--all")
    git(editor.data.root, "commit", "--quiet", "--message", "the day so far")
    for milestone in _told_elsewhere(library):
        editor.types("retire", str(milestone), "--because", "It is told elsewhere.")
        if editor.data.check().status == 0:
            return
        undo(editor)
    pytest.fail("no milestone may go")


def _told_elsewhere(library: Library) -> Iterator[Reference]:
    lines = {it: set(library.citations(it)) for it in library.references()}
    for milestone in list(lines)[::-1]:
        others = set().union(*(cited for it, cited in lines.items() if it != milestone))
        if milestone.kind == "milestones" and lines[milestone] <= others:
            yield milestone


def test_at_the_end_of_the_day_all_is_ready(editor: Editor) -> None:
    command = [sys.executable, "-m", "tsi.cli", "ready", "--root", str(editor.data.root)]
    outcome = subprocess.run(command, cwd=ROOT, env={**os.environ, "TSI_SOURCES": ""}, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr[:3000]
    assert "Ready: commit what has changed" in outcome.stdout
