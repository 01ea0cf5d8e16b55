"""A source file has changed: citations of lines that moved are mended where they stand, and never guessed."""

import hashlib
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import Mock

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tsi.cli import main
from tsi.evidence.changes import Drift, drift
from tsi.evidence.index import SourceIndex, index_line
from tsi.evidence.names import Registry
from tsi.records.types import KINDS

LINES = ("A call was announced in Town.", "", "It was for £7 million.", "It closed in 2020.", "Share", "", "Share")


def funding(first: int = 1, third: int = 3, fourth: int = 4, last: int = 7) -> str:
    """A data file that cites those lines in every way of writing, and names one where it is no citation."""
    return f"""\
# Sums; made-up:3 is the main line.
call:
  name: A call 🙂
  cite: made-up:{first}
  statements:
    sum:
      says: "It is for £7 million."  # made-up:3
      cite: ["made-up:{third}",   'made-up:{first}',
        made-up:{fourth}]
    furniture: {{says: Readers may share it., cite: [made-up:{last}]}}
  amount:
    is: £7 million
    cite: [made-up:{third}]
  status: {{is: announced, cite: [made-up:{first}]}}
"""


THING = {"name": "A thing", "cite": "made-up:1"}
DONE = {"is": "announced", "cite": "made-up:1"}
BY_PUBLICATION = {"is": "../2024-05-06", "cite": "made-up:1"} | {
    "infer": {"rule": "by-publication", "of": "made-up", "because": "It is told there."}
}
POSITION = {"says": "It was so.", "cite": "made-up:1"}
OTHERS = {
    "sources": dict.fromkeys(("title", "title_known", "short", "publisher", "published_known"), "Made up")
    | {"kind": "blog", "origin": "made-up", "url": "https://example.org/", "file": "made-up.txt", "sha256": "?"}
    | {"published": "2024-05-06", "confidence": {"url": "certain", "date": "high"}},
    "pillars": THING,
    "partnerships": THING | {"kind": "other", "standing": "beside", "status": DONE},
    "milestones": THING | {"kind": "plan", "when": BY_PUBLICATION, "status": DONE},
    "organisations": THING | {"kind": "group"},
    "people": THING | {"surname": "Nobody"},
    "places": THING | {"name": "Town", "aliases": "Town", "kind": "city"},
    "technologies": THING | {"kind": "field"},
    "disagreements": {"question": "Which?", "cite": "made-up:1", "type": "value", "rule": "made-up", "touches": []}
    | {"positions": {"one": POSITION, "other": POSITION}, "because": "It is so.", "settled_by": "Nothing."},
    "rules": {"name": "A rule", "says": "It is so."},
    "omissions": {"at": "made-up:4", "figure": "2020", "reason": "Made up."},
}


class _WrittenOut(yaml.SafeDumper):
    """Writes what stands at several places at each of them."""

    def ignore_aliases(self, data: object) -> bool:
        return True


class Project:
    """A project that rests on one source file, which is made up."""

    def __init__(self, root: Path):
        self.root, self.funding = root, root / "data/funding.yml"
        (root / "data").mkdir()
        (root / "sources").mkdir()
        self.funding.write_text(funding())
        for kind in KINDS.keys() - {"funding"}:
            (root / f"data/{kind}.yml").write_text(yaml.dump({"made-up": OTHERS[kind]}, Dumper=_WrittenOut))
        self.change(*LINES)
        self.rebuild()

    def change(self, *lines: str) -> None:
        """Give the source file these lines, and its checksum to all that tell it."""
        raw = "\n".join(lines).encode()
        known = {"title": "Made up", "url": "https://example.org/", "published": "2024-05-06"}
        known |= {"sha256": hashlib.sha256(raw).hexdigest()}
        (self.root / "sources/made-up.txt").write_bytes(raw)
        (self.root / "sources/provenance.yml").write_text(yaml.safe_dump({"made-up.txt": known}))
        record = self.root / "data/sources.yml"
        record.write_text(re.sub("sha256: .*", f"sha256: {known['sha256']}", record.read_text()))

    def run(self, *command: str) -> tuple[int, list[str]]:
        outcome = CliRunner().invoke(main, [command[0], "--root", str(self.root), *command[1:]])
        assert outcome.exception is None or isinstance(outcome.exception, SystemExit)
        return outcome.exit_code, outcome.output.splitlines()

    def rebuild(self, *options: str) -> tuple[int, list[str]]:
        return self.run("evidence", "--sources", str(self.root / "sources"), *options)

    def contents(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (self.root / "data").rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_the_made_up_project_is_without_fault(project: Project):
    assert project.run("check")[0] == 0


# --- What became of a line

TEXTS = st.lists(st.sampled_from(["", "one", "two", "three", "four", "five"]), min_size=1, max_size=7)


def drift_between(old: Sequence[str], new: Sequence[str]) -> Drift:
    def indexed(texts: Sequence[str]) -> SourceIndex:
        lines = tuple(index_line(number, text, Registry({})) for number, text in enumerate(texts, 1))
        return SourceIndex("made-up", "", "", "", {}, lines)

    return drift(indexed(old), indexed(new))


@given(TEXTS, TEXTS)
def test_each_line_stayed_or_is_known_again_wherever_its_text_stands_or_has_a_new_text_in_its_place(old, new):
    change = drift_between(old, new)
    for number, text in enumerate(old, 1):
        now = new[number - 1] if number <= len(new) else ""
        if text == "" or now == text:
            assert number not in {*change.moved, *change.reworded}
        elif number in change.reworded:
            assert text not in new and now not in {"", *old}
        else:
            assert change.moved[number] == tuple(n for n, other in enumerate(new, 1) if other == text)
    come = {number for number, text in enumerate(new, 1) if text not in {"", *old}}
    assert come == {*change.reworded, *change.new}


def test_a_line_is_reworded_in_its_place_only_between_lines_that_stayed():
    assert drift_between("abc", "aXc") == Drift({}, (2,), ())
    assert drift_between("abc", "XaYc").moved == {1: (2,), 2: (), 3: (4,)}
    assert drift_between("abc", "XYZc").moved == {1: (), 2: (), 3: (4,)}


# --- Mending


@pytest.mark.parametrize(("mark", "end"), [("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")])
def test_citations_of_lines_that_moved_are_mended_and_not_another_byte_changes(project: Project, mark: str, end: str):
    project.funding.write_bytes((mark + funding().replace("\n", end)).encode())
    project.funding.chmod(0o640)
    project.change("New", "New", *LINES[:4], "", "", LINES[6])
    status, said = project.rebuild()
    assert project.funding.read_bytes().decode() == mark + funding(3, 5, 6, 9).replace("\n", end)
    assert project.funding.stat().st_mode & 0o777 == 0o640
    assert {"made-up:4 is now made-up:6", "made-up:1 is new", "data/funding.yml:13: made-up:3 → made-up:5"} <= {*said}
    assert (status, project.run("check")[0]) == (0, 0)


def test_a_second_run_changes_nothing(project: Project):
    project.change("New", "New", *LINES[:4], "", "", LINES[6])
    project.rebuild()
    before = project.contents()
    status, said = project.rebuild()
    assert (status, said[-1]) == (0, "0 citations mended, 0 marked with ‘?’ for you to decide")
    assert project.contents() == before


def test_a_line_is_followed_even_where_another_that_states_the_same_has_its_number(project: Project):
    project.change(*LINES[:2], "Another one was for £7 million.", *LINES[2:5], LINES[6])
    project.rebuild()
    assert "    cite: [made-up:4]\n" in project.funding.read_text()


def test_a_citation_in_escapes_is_written_plainly_where_it_is_mended(project: Project):
    project.funding.write_text(funding().replace("'made-up:1'", r'"made\x2dup:1"'))
    project.change("New", *LINES)
    project.rebuild()
    assert '    cite: ["made-up:4",   made-up:2,\n' in project.funding.read_text()


@pytest.mark.parametrize(
    ("lines", "place", "told"),
    [
        (("New", *LINES), 10, "made-up:7 → made-up:7? (made-up:6 or made-up:8)"),
        ((*LINES[:2], *LINES[3:]), 13, "made-up:3 → made-up:3? (gone)"),
        (LINES[:4], 10, "made-up:7 → made-up:7? (gone)"),
        (("New", *LINES[:2], "It was for £9 million.", *LINES[3:]), 13, "made-up:3 → made-up:3? (gone)"),
    ],
    ids=["repeated", "gone", "past the end", "reworded elsewhere"],
)
def test_what_cannot_be_decided_is_marked_and_refused_until_it_is(project: Project, lines, place, told):
    project.change(*lines)
    status, said = project.rebuild()
    assert status == 1
    assert f"data/funding.yml:{place}: {told}" in said
    (refused,) = (line for line in project.run("check")[1] if line.startswith(f"data/funding.yml:{place}: "))
    assert refused.endswith("cite the line that states this now, without the question mark, or remove the citation")
    before = project.contents()
    assert project.rebuild()[0] == 1
    assert project.contents() == before


def test_a_line_that_was_reworded_in_its_place_stays_cited_and_what_it_leaves_unproven_is_told(project: Project):
    project.change(*LINES[:2], "It was for £9 million.", *LINES[3:])
    status, said = project.rebuild()
    assert (status, project.funding.read_text()) == (1, funding())
    cited_at = "data/funding.yml:8, data/funding.yml:13"
    assert f"made-up:3 is reworded; cited at {cited_at}" in said
    assert any("call.amount.is: £7 million is not stated at made-up:3 (it states £9 million)" in line for line in said)


def test_a_new_form_of_a_name_needs_the_same_command(project: Project):
    places = project.root / "data/places.yml"
    places.write_text(places.read_text().replace("aliases: Town", "aliases: [Town, call]"))
    assert project.run("check")[0] == 1
    _, said = project.rebuild()
    assert not any("names under ‘aliases’ have changed" in line for line in said)
    assert "data/evidence/made-up.json: 7 lines, 2 figures, 2 names" in said


def test_comparing_tells_the_same_and_writes_nothing(project: Project):
    project.change("New", *LINES)
    before = project.contents()
    compared = project.rebuild("--compare")
    assert project.contents() == before
    status, said = project.rebuild()
    assert (status, [line for line in compared[1] if "nothing was written" not in line]) == (compared[0], said)


# --- All or nothing


@pytest.mark.parametrize("stopped_at", range(3))
def test_a_run_that_is_stopped_while_it_puts_files_in_place_is_finished_by_the_next(
    project: Project, monkeypatch: pytest.MonkeyPatch, stopped_at: int
):
    project.change("New", "New", *LINES[:4], "", "", LINES[6])
    replace, replaced = Path.replace, []

    def stopping(self: Path, target: Path) -> Path:
        if len(replaced) == stopped_at:
            raise OSError("stopped")
        replaced.append(target)
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopping)
        assert project.rebuild()[0] == 1
    assert any("a rebuild was interrupted" in line for line in project.run("check")[1])
    assert project.rebuild()[0] == 0
    assert project.funding.read_text() == funding(3, 5, 6, 9)
    assert project.run("check")[0] == 0


def test_where_not_everything_can_be_written_nothing_is(project: Project, monkeypatch: pytest.MonkeyPatch):
    project.change("New", "New", *LINES)
    before = project.contents()
    monkeypatch.setattr(shutil, "copymode", Mock(side_effect=[None, None, OSError("no space is left")]))
    status, said = project.rebuild()
    assert (status, said) == (1, ["no space is left"])
    assert project.contents() == before
    assert not list((project.root / "data/evidence").glob(".*"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (r"(?s).*", "", "the file holds no records"),
        (r"(?s).*", "- made-up.txt", "the file holds no records"),
        (r"(?s).*", "made-up.txt: [", "this is not well-formed YAML"),
        (r"(?s).*", "made-up.txt: text", "made-up.txt: expected the fields"),
        (r"(?s).*", "other.txt: {title: Other}", "made-up.txt: expected the fields"),
        (r"title: .*", "", "made-up.txt.title: the key ‘title’ is missing"),
        (r"url: .*", "", "made-up.txt.url: the key ‘url’ is missing"),
        (r"published: .*", "", "made-up.txt.published: the key ‘published’ is missing"),
        (r"published: .*", "published: [a]", "made-up.txt.published: "),
        (r"published: .*", "published: unknown", "‘unknown’ is not the day, month or year"),
        (r"sha256: .*", "sha256: '0'", "made-up.txt.sha256: the file has "),
    ],
)
def test_evidence_is_not_rebuilt_of_a_file_of_which_too_little_is_told(project: Project, old, new, message):
    project.change("New", *LINES)
    provenance = project.root / "sources/provenance.yml"
    provenance.write_text(re.sub(old, new, provenance.read_text(), count=1))
    before = project.contents()
    status, said = project.rebuild()
    assert (status, said[1:]) == (1, ["", "1 to mend; see docs/edit.md"])
    assert said[0].startswith(f"{provenance}:") and message in said[0]
    assert project.contents() == before
