"""The history: what has changed, on which day, kept by program and without version control."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.projects import MINI, Data
from tsi.library import history
from tsi.library.library import Library
from tsi.records.history import Change

NOW = datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC)
STAMP = "2025-02-03T04:05:06Z"
PRIZE, PRIZE_SAYS = "funding/moss-prize", "funding/moss-prize#prize"


def moved(data: Data) -> dict[str, str]:
    """By key, what the history says of each record and statement that has changed."""
    library = data.load()
    known, now = library.history.changes, history.noted(library, NOW).changes
    return {key: now[key][-1].matter for key in now if now[key] != known.get(key)}


def test_what_is_as_it_was_is_noted_as_it_was(mini: Library) -> None:
    assert history.noted(mini, NOW) == mini.history
    assert history.behind(mini) == 0


def test_another_wording_is_a_change_of_the_record_and_of_the_statement(mini_data: Data) -> None:
    mini_data.edit("funding", "Oar & Sail announced a prize of £40,000.", "Oar & Sail announced £40,000.")
    assert moved(mini_data) == {PRIZE: "changed", PRIZE_SAYS: "changed"}
    assert history.noted(mini_data.load(), NOW).changes[PRIZE][-1].at == STAMP


def test_another_citation_is_a_change_of_the_record_alone(mini_data: Data) -> None:
    mini_data.edit(
        "funding",
        "  cite: [courier-2012:11]\n  statements:",
        "  cite: [courier-2012:11, courier-2012:4]\n  statements:",
    )
    assert moved(mini_data) == {PRIZE: "changed"}


def test_another_status_is_a_change(mini_data: Data) -> None:
    mini_data.edit(
        "funding",
        "    proposed: {cite: [marsh-blog-2013:3]}",
        "    announced: {cite: [marsh-blog-2013:3], read: Somebody reads it so.}",
    )
    assert moved(mini_data) == {"funding/satellite-plan": "changed"}


def test_a_statement_changes_each_record_on_whose_page_it_stands(mini_data: Data) -> None:
    library = mini_data.load()
    place = next(it for it, statement in library.statements() if statement.about)
    said, about = library.proof(place.reference, *place.path, "says").text, library.told_of
    mini_data.edit(place.reference.kind, said, said.replace(".", " indeed."))
    told_on = {str(it) for it in library.references() if place in about(it)}
    assert moved(mini_data).keys() == {str(place.reference), f"{place.reference}#{place.path[1]}", *told_on}
    assert told_on


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  cite: [lamp-tracker-2013:2]\n  amount:", "  cite: lamp-tracker-2013:2\n  amount:"),
        ("satellites-spent:\n", "# A remark.\nsatellites-spent:\n"),
        ('{is: "£7,500", cite: [lamp-tracker-2013:2]}', '{cite: [lamp-tracker-2013:2], is: "£7,500"}'),
    ],
    ids=["a list of one", "a remark", "the order of keys"],
)
def test_how_it_is_written_is_no_change(mini_data: Data, old: str, new: str) -> None:
    mini_data.edit("funding", old, new)
    assert moved(mini_data) == {}


def test_what_is_new_was_added_and_what_goes_is_forgotten(mini_data: Data) -> None:
    for old, now in (("glass-lessons", "glass-hours"), ("moss-workshop", "moss-hall")):
        text = mini_data.text("funding")
        mini_data.path("funding").write_text(text.replace(f"{old}:\n", f"{now}:\n"), encoding="utf-8")
    assert moved(mini_data).keys() >= {"funding/glass-hours", "funding/moss-hall", "funding/moss-hall#money"}
    assert set(moved(mini_data).values()) == {"added"}
    assert "funding/glass-lessons" not in history.noted(mini_data.load(), NOW).changes


def test_a_renamed_record_keeps_its_history(mini_data: Data) -> None:
    assert mini_data.run("rename", "funding/glass-lessons", "glass-hours").status == 0
    before = history.changes(mini_data.load(), "funding/glass-lessons")
    told = history.noted(mini_data.load(), NOW).changes["funding/glass-hours"]
    assert told[:-1] == before
    assert (told[-1].matter, told[-1].at) == ("renamed", STAMP)


def test_a_renamed_statement_keeps_its_history(mini_data: Data) -> None:
    assert mini_data.run("rename", f"{PRIZE}#prize", "award").status == 0
    correction = "corrections/prize-of-the-club"
    assert moved(mini_data) == {PRIZE: "changed", f"{PRIZE}#award": "renamed", correction: "changed"}
    assert mini_data.load().corrections["prize-of-the-club"].part == "award"


def test_what_is_recorded_as_a_correction_is_told_to_be_one(mini_data: Data) -> None:
    mini_data.edit("funding", "Oar & Sail announced a prize of £40,000.", "Oar & Sail announced £40,000.")
    correction = "  of: funding/moss-prize\n  part: prize\n  was: A prize.\n  corrected: 2024-12-30\n  because: No.\n"
    mini_data.add("corrections", f"once-more:\n{correction}")
    assert moved(mini_data) == {PRIZE: "corrected", PRIZE_SAYS: "corrected", "corrections/once-more": "added"}


def test_before_it_began_nothing_is_known(mini_data: Data) -> None:
    for file in (mini_data.root / "data/history").iterdir():
        file.unlink()
    mini_data.path("corrections").unlink()
    begun = history.noted(mini_data.load(), NOW)
    assert begun.begun == "2025-02-03"
    assert {it.at for told in begun.changes.values() for it in told} == {"-"}


def test_two_changes_have_never_the_same_moment(mini_data: Data) -> None:
    mini_data.edit("funding", "Oar & Sail announced a prize of £40,000.", "Oar & Sail announced £40,000.")
    early = datetime(2024, 1, 1, tzinfo=UTC)
    told = history.noted(mini_data.load(), early).changes[PRIZE]
    assert [it.at for it in told] == sorted({it.at for it in told})


def test_a_day_on_which_a_record_was_added_is_told_once(mini: Library) -> None:
    assert history.by_day(mini, "milestones/initiative-announced") == [
        ("2024-12-21", "corrected"),
        ("2024-11-20", "renamed"),
    ]
    assert history.by_day(mini, "sources/courier-2012") == []


# What an editor sees


def test_the_check_tells_kindly_that_the_history_is_behind(mini_data: Data) -> None:
    mini_data.edit("funding", "Oar & Sail announced a prize of £40,000.", "Oar & Sail announced £40,000.")
    outcome = mini_data.check()
    assert outcome.status == 0
    assert "2  changes that the history does not hold yet; before you publish, note them: make ready" in outcome.output
    assert mini_data.run("history").status == 0
    assert "history does not hold" not in mini_data.check().output


def test_what_is_no_line_of_a_history_is_told_with_its_place(mini_data: Data) -> None:
    file = mini_data.root / "data/history/funding.txt"
    file.write_text(f"{file.read_text(encoding='utf-8')}<<<<<<< HEAD\n", encoding="utf-8")
    (fault,) = mini_data.check().faults
    line = file.read_text(encoding="utf-8").count("\n")
    assert fault.startswith(f"data/history/funding.txt:{line}: this is no line of a history")


def test_two_editors_who_change_or_add_different_records_do_not_conflict(tmp_path: Path) -> None:
    """Of two neighbours in the file one is changed here and the other there, and both add one in the same place."""

    def git(*arguments: str) -> str:
        who = ("-c", "user.name=Editor", "-c", "user.email=editor@lanterns.example")
        ran = subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True)
        return ran.stdout

    data = Data.copied(MINI, tmp_path)
    (tmp_path / ".gitattributes").write_bytes((MINI.parents[1] / ".gitattributes").read_bytes())
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message=before")
    for branch, turn in (("here", 0), ("there", 1)):
        git("checkout", "--quiet", "-b", branch, "main")
        file = tmp_path / "data/history/funding.txt"
        head, *lines = file.read_text(encoding="utf-8").splitlines()
        keys = list(dict.fromkeys(line.split()[0] for line in lines if "#" not in line))
        lines += [f"{key} {turn:016} {STAMP} changed" for key in keys[turn::2]]
        lines += [f"lamps-{branch} {turn:016} {STAMP} added"]
        file.write_text("\n".join([head, *sorted(lines)]) + "\n", encoding="utf-8")
        git("commit", "--quiet", "--all", f"--message={branch}")
    git("merge", "--quiet", "here", "--message=both")
    told = data.load().history.changes
    assert Change(STAMP, f"{0:016}", "changed") in told["funding/glass-furnace"]
    assert Change(STAMP, f"{1:016}", "changed") in told["funding/glass-lessons"]
    assert {"funding/lamps-here", "funding/lamps-there"} <= told.keys()
