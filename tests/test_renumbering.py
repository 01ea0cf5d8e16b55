"""A source file has changed: citations of lines that moved are told their new number, mended, and never guessed."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tsi.cli import main
from tsi.evidence import changes as renumbering
from tsi.evidence.index import SourceIndex, from_json, index_line, to_json
from tsi.evidence.names import Registry
from tsi.records.types import KINDS

LINES = ("A call was announced in Town.", "", "It was for £7 million.", "It closed in 2020.", "Share", "", "Share")
ALIKE = (*LINES[:2], "Another one was for £7 million.", *LINES[2:5], LINES[6])
"""Changed so that a line which states the same sum stands where the one that is cited stood."""


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
        self.root = root
        (root / "data").mkdir()
        (root / "sources").mkdir()
        (root / "data/funding.yml").write_text(funding())
        for kind in KINDS.keys() - {"funding"}:
            (root / f"data/{kind}.yml").write_text(yaml.dump({"made-up": OTHERS[kind]}, Dumper=_WrittenOut))
        self.rebuilt(*LINES)

    def run(self, *command: str) -> tuple[int, list[str]]:
        outcome = CliRunner().invoke(main, [command[0], "--root", str(self.root), *command[1:]])
        assert outcome.exception is None or isinstance(outcome.exception, SystemExit)
        return outcome.exit_code, outcome.output.splitlines()

    def rebuilt(self, *lines: str) -> list[str]:
        """Change the source file and rebuild the evidence; what the command says."""
        raw = "\n".join(lines).encode()
        known = {"title": "Made up", "url": "https://example.org/", "published": "2024-05-06"}
        known |= {"sha256": hashlib.sha256(raw).hexdigest()}
        (self.root / "sources/made-up.txt").write_bytes(raw)
        (self.root / "sources/provenance.yml").write_text(yaml.safe_dump({"made-up.txt": known}))
        record = self.root / "data/sources.yml"
        record.write_text(re.sub("sha256: .*", f"sha256: {known['sha256']}", record.read_text()))
        status, said = self.run("evidence", "--sources", str(self.root / "sources"))
        assert status == 0, said
        return said

    def faults(self, file: str = "data/") -> list[str]:
        status, said = self.run("check")
        faults = [line for line in said if line.startswith("data/")]
        assert status == bool(faults)
        return [line for line in faults if line.startswith(file)]

    @property
    def index(self) -> SourceIndex:
        return from_json((self.root / "data/evidence/made-up.json").read_text())

    @property
    def funding(self) -> str:
        return (self.root / "data/funding.yml").read_text()

    def contents(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (self.root / "data").rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_the_made_up_project_is_without_fault_and_its_evidence_remembers_nothing(project: Project):
    assert project.faults() == []
    assert project.index.earlier == {}
    assert "earlier" not in to_json(project.index)


# --- The messages of the checker


def test_a_text_whose_line_has_moved_is_told_the_new_number_in_a_single_message(project: Project):
    project.rebuilt("New", "New", *LINES)
    (told,) = (fault for fault in project.faults() if "call.amount.is: " in fault)
    assert told.startswith("data/funding.yml:12: call.amount.is: £7 million is not stated at made-up:3 (it states no")
    assert told.endswith("; made-up:3 is now made-up:5, so cite that")


def test_a_citation_past_the_end_and_one_of_a_blank_line_are_told_the_new_number(project: Project):
    project.rebuilt(LINES[3], "", "", LINES[0], LINES[2])
    faults = project.faults()
    assert any(
        "made-up:3 is a blank line" in it and it.endswith("made-up:3 is now made-up:5, so cite that") for it in faults
    )
    project.rebuilt(LINES[3], LINES[2], LINES[0])
    faults = project.faults("data/omissions.yml")
    assert [it.split("has 3 lines; ")[1] for it in faults] == ["made-up:4 is now made-up:1, so cite that"]


def test_what_the_line_of_that_number_proves_by_chance_is_refused_until_it_is_mended(project: Project):
    project.rebuilt(*ALIKE)
    told = project.faults("data/funding.yml:13")
    assert len(told) == 1
    assert "call.amount.cite: made-up:3 meant another line before the file changed" in told[0]
    assert told[0].endswith("; made-up:3 is now made-up:4, so cite that")
    project.run("renumber")
    assert "    cite: [made-up:4]\n" in project.funding
    assert [fault for fault in project.faults() if "used by no record" not in fault] == []


def test_a_line_that_was_reworded_where_it_stands_has_no_new_number(project: Project):
    project.rebuilt(*LINES[:2], "It was announced for £9 million.", *LINES[3:])
    faults = project.faults()
    assert any("£7 million is not stated at made-up:3" in fault for fault in faults)
    assert not any("is now" in fault or "meant another" in fault for fault in faults)


def test_a_line_that_is_gone_and_whose_number_another_has_taken_is_told_to_be_gone(project: Project):
    project.rebuilt(*LINES[:2], *LINES[3:])
    told = project.faults("data/funding.yml:12")
    assert len(told) == 1 and told[0].endswith("; what stood at made-up:3 is gone or reworded")


def test_of_a_line_that_the_file_repeats_every_place_is_named(project: Project):
    project.rebuilt("New", *LINES)
    told = project.faults("data/funding.yml:10")
    assert len(told) == 1 and told[0].endswith("; made-up:7 is now made-up:6 or made-up:8, so cite the one meant")


# --- What a rebuild tells and remembers


def test_a_rebuild_lists_every_citation_of_a_line_that_moved(project: Project):
    said = project.rebuilt("New", "New", *LINES)
    listed = [line for line in said if " → " in line]
    assert said[-1].startswith(f"{len(listed)} citations mean lines that have moved")
    assert {"data/funding.yml:8: made-up:3 → made-up:5", "data/omissions.yml:2: made-up:4 → made-up:6"} <= set(listed)
    assert listed == sorted(listed, key=lambda line: (line.split(":")[0], int(line.split(":")[1])))
    assert sum(line.startswith("data/funding.yml") for line in listed) == 6


def test_a_rebuild_from_the_same_file_changes_nothing(project: Project):
    project.rebuilt("New", "New", *LINES)
    before = project.contents()
    project.rebuilt("New", "New", *LINES)
    assert project.contents() == before


def test_who_rebuilds_twice_before_mending_is_led_from_the_first_file_to_the_last(project: Project):
    project.rebuilt("New", "New", *LINES)
    project.rebuilt("Newer", "New", "", "New", *LINES)
    project.run("renumber")
    assert "    cite: [made-up:7]\n" in project.funding
    assert "  cite: made-up:5\n" in project.funding


def test_a_change_that_is_taken_back_is_forgotten(project: Project):
    project.rebuilt("New", "New", *LINES)
    project.rebuilt(*LINES)
    assert project.faults() == []
    assert project.index.earlier == {}


TEXTS = st.lists(st.sampled_from(["", "one", "two", "three", "four", "five"]), min_size=1, max_size=7)


def indexed(texts: list[str], earlier: dict[int, str] | None = None) -> SourceIndex:
    lines = tuple(index_line(number, text, Registry({})) for number, text in enumerate(texts, 1))
    return SourceIndex("made-up", "", "", "", {}, lines, earlier or {})


def text_at(texts: list[str], number: int) -> str:
    return texts[number - 1] if number <= len(texts) else ""


@given(TEXTS, TEXTS, TEXTS)
def test_a_number_either_means_what_it_says_or_is_remembered_with_what_it_meant(first, second, third):
    cited = set(range(1, 8))
    before = indexed(second, renumbering.remembered(indexed(first), indexed(second), cited))
    now = indexed(third, renumbering.remembered(before, indexed(third), cited))
    for number, text in enumerate(first, 1):
        if number in before.earlier and text_at(third, number) != text:
            assert now.numbers(now.earlier[number]) == tuple(n for n, it in enumerate(third, 1) if it == text)
        elif number in before.earlier:
            assert number not in now.earlier
        elif text and text_at(second, number) != text:
            assert text not in second and text_at(second, number) not in set(first) - {""}


# --- Mending


@pytest.mark.parametrize(("mark", "end"), [("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")])
def test_mending_changes_the_numbers_of_citations_and_not_another_byte(project: Project, mark: str, end: str):
    file = project.root / "data/funding.yml"
    file.write_bytes((mark + funding().replace("\n", end)).encode())
    project.rebuilt("New", "New", *LINES)
    _, said = project.run("renumber")
    assert file.read_bytes().decode() == mark + funding(3, 5, 6).replace("\n", end)
    assert "data/funding.yml:13: made-up:3 → made-up:5" in said


def test_what_cannot_be_decided_is_marked_and_refused_where_it_stands(project: Project):
    project.rebuilt("New", *LINES)
    status, said = project.run("renumber")
    assert status == 1
    assert "data/funding.yml:10: made-up:7 → made-up:7? (made-up:6 or made-up:8)" in said
    (told,) = project.faults()
    assert told.startswith("data/funding.yml:10: ") and "‘made-up:7?’ is not a citation" in told


def test_mended_records_are_without_fault_and_nothing_is_remembered(project: Project):
    project.rebuilt("New", "New", *LINES[:4])
    (project.root / "data/funding.yml").write_text(project.funding.replace("made-up:7", "made-up:1"))
    assert project.run("renumber")[0] == 0
    assert (project.faults(), project.index.earlier) == ([], {})
    before = project.contents()
    assert project.run("renumber")[1] == ["0 citations mended, 0 marked with ‘?’ for you to decide"]
    assert project.contents() == before


def test_who_has_mended_by_hand_has_it_forgotten(project: Project):
    project.rebuilt(*ALIKE)
    (project.root / "data/funding.yml").write_text(funding(1, 4, 5))
    omissions = project.root / "data/omissions.yml"
    omissions.write_text(omissions.read_text().replace("made-up:4", "made-up:5"))
    assert any("made-up:4 meant another line" in fault for fault in project.faults())
    project.run("renumber", "--forget")
    assert project.index.earlier == {}
    assert not any("meant another line" in fault for fault in project.faults())
    assert funding(1, 4, 5) == project.funding


def test_nothing_is_mended_where_not_everything_can_be(project: Project, monkeypatch: pytest.MonkeyPatch):
    project.rebuilt("New", "New", *LINES)
    before = project.contents()
    copied: list[Path] = []

    def copy_two(source: Path, target: Path) -> None:
        copied.append(target)
        if len(copied) == 3:
            raise OSError("no space is left")

    monkeypatch.setattr(shutil, "copymode", copy_two)
    assert project.run("renumber")[0] == 1
    assert len(copied) == 3
    assert project.contents() == before
