"""An editor's day on a copy of the miniature set: each task with the slip that people make, and what the program says.

Whatever is typed here is what an editor types: commands, and changes of a file. At the end the project is ready."""

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import projects
from tests.projects import MINI, Data, Outcome

STATUS = "statuses.announced.cite"
"""The key under which a record says which line shows that its subject was announced."""
NOTES = [
    "[p1] Tarnia completed a flight of paper satellites over the Low Fens on 4 March 2013.",
    "[p2] Belmora announced £9,000 for paper satellites.",
    "[p3] Trials of paper satellites go on.",
    "[p4] The page asks its readers for lamp oil.",
    "[p5] Tarnia named kite farms as a field of the Lantern Initiative.",
    "[p6] An official said that 60 kites would fly from the kite farms.",
    "[p7] A person at the port said that 70 kites would fly.",
    "[p8] The Kite Office of Tarnia keeps the kites.",
]
SOURCE = (
    "title=Paper in the sky", "title_known=Printed on the page.", "short=Sky Post 2013", "publisher=Sky Post",
    "kind=trade press", "rank=report", "language=en", "read=whole", "url=https://sky.example/paper",
    "url_known=Certain.", "published=2013-03-20", "published_known=Printed on the page.", "published_sure=high",
)  # fmt: skip

DISAGREEMENT = """how-many-kites:
  question: How many kites were to fly?
  cite: [sky-post-2013:6, sky-post-2013:7]
  type: value
  positions:
    official:
      says: An official said that 60 would fly.
      cite: [sky-post-2013:6]
      voice: unnamed
    port:
      says: A person at the port said that 70 would fly.
      cite: [sky-post-2013:7]
      voice: unnamed
  leads: crew
  rule: nothing-decides
  because: Neither was there to count them.
  settled_by: A list of the kites.
  touches: [pillars/kite-farms]
"""
CORRECTION = """sum-for-paper-satellites:
  of: funding/sky-mony
  was: Belmora announced £90,000 for paper satellites.
  corrected: 2024-12-22
  because: The sum was typed wrongly.
"""


@dataclass
class Editor:
    """Somebody at work on a project: what a command says, and how the check takes it."""

    data: Data
    sources: Path

    def types(self, command: str, *arguments: str) -> str:
        """What a command says that must do what it is asked."""
        outcome = self.data.run(command, *arguments)
        assert outcome.status == 0, outcome.output
        return outcome.output

    def is_told(self, expected: str, outcome: Outcome | None = None) -> None:
        """The check, or the command just typed, refuses what stands and says this."""
        outcome = outcome or self.data.check()
        assert outcome.status != 0
        assert expected in outcome.output, outcome.output

    def is_done(self) -> None:
        outcome = self.data.check()
        assert outcome.status == 0, outcome.output

    def new(self, kind: str, id_: str, cite: str, **known: str) -> None:
        given = [argument for key, value in known.items() for argument in ("--set", f"{key}={value}")]
        self.types("new", kind, id_, "--cite", cite, *given)


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Editor:
    """One editor for the whole day; what was done before stands."""
    folder = tmp_path_factory.mktemp("day")
    data = Data(projects.miniature(folder / "project"))
    sources = folder / "sources"
    sources.mkdir()
    for path in (MINI / "sources").iterdir():
        (sources / path.name).write_bytes(path.read_bytes())
    return Editor(data, sources)


def test_a_wording_with_a_slip_in_its_sum(editor: Editor) -> None:
    editor.data.edit("pillars", "A prize of £40,000 for", "A sum of £4,000, as a prize for")
    editor.is_told("£4,000 is not stated at courier-2012:11")
    editor.data.edit("pillars", "A sum of £4,000, as a prize for", "A sum of £40,000, as a prize for")
    editor.is_done()


def test_a_source_of_notes_with_records_on_its_lines(editor: Editor, tmp_path: Path) -> None:
    page = tmp_path / "sky-post-2013.txt"
    page.write_text("\n".join(NOTES) + "\n", encoding="utf-8")
    given = [argument for it in SOURCE if not it.startswith("rank=") for argument in ("--set", it)]
    editor.is_told("sky-post-2013.rank: one of government, ", editor.data.run("source", str(page), *given))
    editor.data.edit("sources", "rank: TODO", "rank: report")
    assert "8 lines, 8 things left to say" in editor.types("source", str(page))
    editor.is_told("data/notes/sky-post-2013.txt:1: no record cites line 1 of the notes")


def test_a_milestone_on_the_wrong_day(editor: Editor) -> None:
    known = {"name": "Paper satellites fly over the Low Fens", "when.is": "2013-03-06"}
    editor.new("milestones", "flight-made", "sky-post-2013:1", **known)
    editor.is_told("flight-made.kind: ‘TODO’ may not stand here; expected announcement, ")
    editor.data.edit("milestones", "kind: TODO", "kind: launch")
    editor.is_told("6 March 2013 is not stated at sky-post-2013:1 (it states 4 March 2013)")
    editor.data.edit("milestones", "2013-03-06", "2013-03-04")


def test_a_statement_and_an_omission_for_what_is_left(editor: Editor) -> None:
    editor.data.edit(
        "pillars",
        "  aliases: [paper satellites]\n  statements:\n",
        "  aliases: [paper satellites]\n  statements:\n"
        "    trials-go-on:\n"
        "      says: Paper satellites are still on trial.\n"
        "      cite: [sky-post-2013:3]\n",
    )
    editor.new("omissions", "sky-post-oil", "sky-post-2013:4", reason="It tells nothing of the subject.")
    assert "5 things left to say" in editor.types("source", str(editor.data.root / "data/notes/sky-post-2013.txt"))


def test_a_sum_that_a_line_does_not_state(editor: Editor) -> None:
    known = {
        "name": "Money for paper satellites",
        "amount.is": "£90,000",
        STATUS: "sky-post-2013:2",
        "pillars": "paper-satelites",
    }
    editor.new("funding", "sky-money", "sky-post-2013:2", **known)
    editor.is_told("there is no record ‘paper-satelites’ in data/pillars.yml (did you mean ‘paper-satellites’?)")
    editor.data.edit("funding", "paper-satelites:", "paper-satellites:")
    editor.is_told("£90,000 is not stated at sky-post-2013:2 (it states £9,000)")
    editor.data.edit("funding", "£90,000", "£9,000")


def test_a_new_pillar_and_a_form_of_its_name_that_no_source_prints(editor: Editor) -> None:
    editor.new("pillars", "kite-farms", "sky-post-2013:5", name="Kite farms")
    editor.data.edit(
        "pillars",
        "  name: Kite farms\n  cite: [sky-post-2013:5]\n",
        "  name: Kite farms\n  cite: [sky-post-2013:5]\n  aliases: [kite farming]\n",
    )
    editor.is_told("nobody has looked for ‘kite farming’ in the source files")
    looked = editor.data.run("evidence", "--sources", str(editor.sources))
    editor.is_told("no source prints ‘kite farming’; remove it", looked)
    editor.data.edit("pillars", "[kite farming]", "[kite farms]")
    looked = editor.data.run("evidence", "--sources", str(editor.sources))
    editor.is_told("data/notes/sky-post-2013.txt:6: no record cites line 6", looked)


def test_an_organisation_whose_kind_is_still_to_be_said(editor: Editor) -> None:
    editor.new("organisations", "kite-office", "sky-post-2013:8", name="Kite Office")
    editor.is_told("kite-office.kind: ‘TODO’ may not stand here; expected government, ministry, agency")
    editor.data.edit("organisations", "kind: TODO", "kind: agency")


def test_a_disagreement_that_is_led_by_nobody(editor: Editor) -> None:
    editor.new("disagreements", "how-many-kites", "sky-post-2013:6", question="How many kites were to fly?")
    editor.is_told("how-many-kites.positions.TODO.says: this is still to be written; replace TODO")
    written = editor.data.text("disagreements")
    begun = written.index("how-many-kites:")
    editor.data.path("disagreements").write_text(written[:begun] + DISAGREEMENT, encoding="utf-8")
    editor.is_told("there is no position ‘crew’")
    editor.data.edit("disagreements", "  leads: crew\n", "")
    editor.is_done()


def test_a_correction_of_a_record_that_is_not_there(editor: Editor) -> None:
    corrections = editor.data.path("corrections")
    corrections.write_text(corrections.read_text(encoding="utf-8") + CORRECTION, encoding="utf-8")
    editor.is_told("there is no record ‘sky-mony’ in data/funding.yml (did you mean ‘sky-money’?)")
    editor.data.edit("corrections", "funding/sky-mony", "funding/sky-money")
    editor.is_done()


def test_an_undo(editor: Editor) -> None:
    before = editor.data.text("funding")
    editor.data.edit("funding", "£9,000", "£8,000")
    editor.is_told("£8,000 is not stated at sky-post-2013:2")
    editor.data.path("funding").write_text(before, encoding="utf-8")
    editor.is_done()


def test_a_rename_and_what_still_has_the_old_name(editor: Editor) -> None:
    editor.types("rename", "milestones/bridge-planned", "bridge-in-view")
    assert "marsh-blog-2013:13" in editor.types("explain", "milestones/bridge-in-view")
    editor.is_done()


def test_a_retirement_and_what_points_at_what_is_gone(editor: Editor) -> None:
    because = ("--because", "It is told by the pillar.", "--instead", "pillars/singing-glass")
    editor.types("retire", "milestones/handbook-completed", *because)
    editor.is_done()


def test_a_source_whose_lines_have_moved(editor: Editor) -> None:
    text = editor.sources / "marsh-blog-2013.txt"
    text.write_text("Printed anew.\n" + text.read_text(encoding="utf-8"), encoding="utf-8")
    old, new = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (MINI / "sources" / text.name, text))
    outcome = editor.data.run("evidence", "--sources", str(editor.sources))
    editor.is_told(f"the file has {new}", outcome)
    for path in (editor.sources / "provenance.yml", editor.data.path("sources")):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert "0 marked with ‘?’" in editor.types("evidence", "--sources", str(editor.sources))
    editor.is_done()


@pytest.mark.build
def test_at_the_end_of_the_day_all_is_ready(editor: Editor) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=editor.data.root, check=True)
    command = [sys.executable, "-m", "tsi.cli", "ready", "--root", str(editor.data.root)]
    environment = {**os.environ, **projects.MINI_BUILD, "TSI_SOURCES": ""}
    outcome = subprocess.run(command, cwd=projects.ROOT, env=environment, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr
    assert "Ready: commit what has changed" in outcome.stdout
    assert (editor.data.root / "site/milestones/bridge-in-view/index.html").is_file()
