"""A source file has changed: citations of lines that moved are mended where they stand, and never guessed."""

import hashlib
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.projects import MINI
from tsi.cli import main
from tsi.evidence.changes import Drift, drift
from tsi.evidence.index import SourceIndex, index_line
from tsi.evidence.names import Registry, digest

LINES = tuple((MINI / "sources/courier-2012.txt").read_text().splitlines())
PRIZE = 11
"""The number of the line of a prize of £40,000, which is cited in several files."""
AMOUNT = '  amount: {is: "£40,000", cite: [courier-2012:11]}\n'


class Project:
    """A copy of the miniature set with its sources, one of which changes."""

    def __init__(self, root: Path):
        self.root, self.funding = root, root / "data/funding.yml"
        shutil.copytree(MINI / "data", root / "data")
        shutil.copytree(MINI / "sources", root / "sources")

    def change(self, *lines: str) -> None:
        """Give the source file these lines, and its checksum to all that tell it."""
        file = self.root / "sources/courier-2012.txt"
        old = hashlib.sha256(file.read_bytes()).hexdigest()
        file.write_text("\n".join(lines))
        new = hashlib.sha256(file.read_bytes()).hexdigest()
        for told in (self.root / "sources/provenance.yml", self.root / "data/sources.yml"):
            told.write_bytes(told.read_bytes().replace(old.encode(), new.encode()))

    def run(self, *command: str) -> tuple[int, list[str]]:
        arguments = [command[0], "--root", str(self.root), *command[1:]]
        outcome = CliRunner(env={"TSI_SOURCES": None}).invoke(main, arguments)
        assert outcome.exception is None or isinstance(outcome.exception, SystemExit)
        return outcome.exit_code, outcome.output.splitlines()

    def rebuild(self, *options: str) -> tuple[int, list[str]]:
        return self.run("evidence", "--sources", str(self.root / "sources"), *options)

    def contents(self, pattern: str = "data/**/*") -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.root.glob(pattern) if path.is_file()}

    def amount_cites(self) -> str:
        """What is cited for the amount of the prize."""
        return re.search(r"£40,000\", cite: \[(.*)\]", self.funding.read_text())[1]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def shifted(texts: dict[Path, bytes], by: int) -> dict[Path, bytes]:
    """The data files with every number of a line of the source raised."""
    return {
        path: re.sub(rb"(?<=courier-2012:)\d+", lambda number: b"%d" % (int(number[0]) + by), text)
        for path, text in texts.items()
    }


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
    for path, text in project.contents("data/*.yml").items():
        path.write_bytes((mark + text.decode().replace("\n", end)).encode())
    project.funding.chmod(0o640)
    project.change("New", "", *LINES)
    before = project.contents("data/*.yml")
    status, said = project.rebuild()
    assert project.contents("data/*.yml") == shifted(before, 2) != before
    assert project.funding.stat().st_mode & 0o777 == 0o640
    place = f"data/funding.yml:{funding_line(AMOUNT)}"
    told = ["courier-2012:11 is now courier-2012:13", "courier-2012:1 is new"]
    assert {*told, f"{place}: courier-2012:11 → courier-2012:13"} <= set(said)
    assert (status, project.run("check")[0]) == (0, 0)


def funding_line(text: str) -> int:
    """The number of the line on which a text stands in data/funding.yml."""
    before, _, _ = (MINI / "data/funding.yml").read_text().partition(text)
    return before.count("\n") + 1


def test_a_number_in_a_comment_stays(project: Project):
    comment = "# The prize stands on courier-2012:11.\n"
    project.funding.write_text(project.funding.read_text() + comment)
    project.change("New", *LINES)
    project.rebuild()
    assert project.funding.read_text().endswith(comment)
    assert project.amount_cites() == "courier-2012:12"


def test_a_second_run_changes_nothing(project: Project):
    project.change("New", *LINES)
    project.rebuild()
    before = project.contents()
    status, said = project.rebuild()
    assert status == 0 and "0 citations mended, 0 marked with ‘?’ for you to decide" in said
    assert project.contents() == before


def test_a_line_is_followed_even_where_another_that_states_the_same_has_its_number(project: Project):
    project.change(*LINES[: PRIZE - 1], "Oar & Sail announced another prize of £40,000.", *LINES[PRIZE - 1 :])
    project.rebuild()
    assert project.amount_cites() == "courier-2012:12"


def test_a_citation_in_escapes_is_written_plainly_where_it_is_mended(project: Project):
    escaped = AMOUNT.replace("courier-2012:11", r'"courier\x2d2012:11"')
    project.funding.write_text(project.funding.read_text().replace(AMOUNT, escaped))
    project.change("New", *LINES)
    project.rebuild()
    assert project.amount_cites() == "courier-2012:12"


REWORDED = "Oar & Sail of Belmora announced a prize of £50,000 for moss batteries."


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("New", *LINES, LINES[PRIZE - 1]), "courier-2012:12 or courier-2012:16"),
        ((*LINES[: PRIZE - 1], *LINES[PRIZE:]), "gone"),
        (LINES[: PRIZE - 1], "gone"),
        (("New", *LINES[: PRIZE - 1], REWORDED, *LINES[PRIZE:]), "gone"),
    ],
    ids=["repeated", "gone", "past the end", "reworded elsewhere"],
)
def test_what_cannot_be_decided_is_marked_and_refused_until_it_is(project: Project, lines, why):
    project.change(*lines)
    status, said = project.rebuild()
    assert status == 1
    place = f"data/funding.yml:{funding_line(AMOUNT)}: "
    assert f"{place}courier-2012:11 → courier-2012:11? ({why})" in said
    assert project.amount_cites() == "courier-2012:11?"
    (refused,) = (line for line in project.run("check")[1] if line.startswith(place))
    assert refused.endswith("cite the line that states this now, without the question mark, or remove the citation")
    before = project.contents()
    assert project.rebuild()[0] == 1
    assert project.contents() == before


def test_a_line_that_was_reworded_in_its_place_stays_cited_and_what_it_leaves_unproven_is_told(project: Project):
    project.change(*LINES[: PRIZE - 1], REWORDED, *LINES[PRIZE:])
    before = project.contents("data/*.yml")
    status, said = project.rebuild()
    assert (status, project.contents("data/*.yml")) == (1, before)
    (told,) = (line for line in said if line.startswith("courier-2012:11 is reworded; cited at "))
    assert f"data/funding.yml:{funding_line(AMOUNT)}, " in told
    assert any("amount.is: £40,000 is not stated at courier-2012:11 (it states £50,000)" in line for line in said)


def test_a_new_form_of_a_name_needs_the_same_command(project: Project):
    places = project.root / "data/places.yml"
    places.write_text(places.read_text().replace("aliases: [", "aliases: [sails, ", 1))
    assert any("names under ‘aliases’ have changed" in line for line in project.run("check")[1])
    project.rebuild()
    assert not any("names under ‘aliases’ have changed" in line for line in project.run("check")[1])
    assert f'"form": "{digest("sails")}"' in (project.root / "data/evidence/courier-2012.json").read_text()


def test_comparing_tells_the_same_and_writes_nothing(project: Project):
    project.change("New", *LINES, LINES[PRIZE - 1])
    before = project.contents()
    compared = project.rebuild("--compare")
    assert project.contents() == before
    status, said = project.rebuild()
    assert (compared[0], [line for line in compared[1] if "nothing was written" not in line]) == (status, said)


# --- All or nothing


@pytest.mark.parametrize("stopped_at", range(4))
def test_a_run_that_is_stopped_while_it_puts_files_in_place_is_finished_by_the_next(
    project: Project, monkeypatch: pytest.MonkeyPatch, stopped_at: int
):
    project.change("New", *LINES)
    before, replace, replaced = project.contents("data/*.yml"), Path.replace, []

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
    assert project.contents("data/*.yml") == shifted(before, 1)


def test_where_not_everything_can_be_written_nothing_is(project: Project, monkeypatch: pytest.MonkeyPatch):
    project.change("New", *LINES)
    before = project.contents()
    monkeypatch.setattr(shutil, "copymode", Mock(side_effect=[None, None, OSError("no space is left")]))
    assert project.rebuild() == (1, ["no space is left"])
    assert project.contents() == before
    assert not list((project.root / "data/evidence").glob(".*"))


ENTRY = r"(?s)courier-2012.txt:.*?(?=^\S)"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (r"(?s).*", "", "the file holds no records"),
        (r"(?s).*", "- courier-2012.txt", "the file holds no records"),
        (r"(?s).*", "courier-2012.txt: [", "this is not well-formed YAML"),
        (ENTRY, "courier-2012.txt: text\n", "courier-2012.txt: expected the fields"),
        (ENTRY, "", "courier-2012.txt: expected the fields"),
        (r"title: .*", "", "courier-2012.txt.title: the key ‘title’ is missing"),
        (r"url: .*", "", "courier-2012.txt.url: the key ‘url’ is missing"),
        (r"published: .*", "", "courier-2012.txt.published: the key ‘published’ is missing"),
        (r"published: .*", "published: [a]", "courier-2012.txt.published: "),
        (r"published: .*", "published: unknown", "‘unknown’ is not the day, month or year"),
        (r"sha256: .*", "sha256: '0'", "courier-2012.txt.sha256: the file has "),
    ],
)
def test_evidence_is_not_rebuilt_of_a_file_of_which_too_little_is_told(project: Project, old, new, message):
    project.change("New", *LINES)
    provenance = project.root / "sources/provenance.yml"
    provenance.write_text(re.sub(old, new, provenance.read_text(), count=1, flags=re.MULTILINE))
    before = project.contents()
    status, said = project.rebuild()
    assert (status, said[1:]) == (1, ["", "1 to mend; see docs/edit.md"])
    assert said[0].startswith(f"{provenance}:") and message in said[0]
    assert project.contents() == before
