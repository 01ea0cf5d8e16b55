"""Two people who each add a name, none of them with the source files at hand, do not get in each other's way."""

import subprocess

import pytest

from tests.projects import ROOT, Data

NAMES = {
    "keeper-of-lanterns": ("organisations", "Keeper of Lanterns", "courier-2012:6"),
    "a-warden": ("people", "Lamp Warden", "council-notes-2012:2"),
    "warden-of-lamps": ("organisations", "Lamp Warden", "council-notes-2012:2"),
}
MORE = {"organisations": ("kind=agency",), "people": ("surname=Warden",)}


@pytest.fixture
def repository(mini_data: Data) -> Data:
    (mini_data.root / ".gitattributes").write_text((ROOT / ".gitattributes").read_text())
    git(mini_data, "init", "--quiet", "--initial-branch=main")
    commit(mini_data)
    return mini_data


def git(data: Data, *arguments: str) -> str:
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@lanterns.example")
    outcome = subprocess.run(["git", *who, *arguments], cwd=data.root, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


def commit(data: Data) -> None:
    git(data, "add", "--all")
    git(data, "commit", "--quiet", "--message", "data: as it is now")


def add(data: Data, id_: str) -> None:
    """Register a name on a branch of its own, whose texts the records have already."""
    kind, name, line = NAMES[id_]
    git(data, "switch", "--quiet", "--create", id_, "main")
    known = (f"name={name}", f"aliases={name}")
    given = [argument for it in (*known, *MORE[kind]) for argument in ("--set", it)]
    outcome = data.run("new", kind, id_, "--cite", line, *given)
    assert outcome.status == 0, outcome.output
    assert data.check().faults == []
    assert data.run("history").status == 0
    commit(data)


@pytest.mark.parametrize("other", ["a-warden", "warden-of-lamps"])
def test_two_branches_that_each_add_a_name_merge_and_pass(repository: Data, other: str) -> None:
    add(repository, "keeper-of-lanterns")
    add(repository, other)
    git(repository, "merge", "--quiet", "--no-edit", "keeper-of-lanterns")
    assert git(repository, "diff", "--name-only", "main", "--", "data/evidence") == ""
    assert repository.check().faults == []
    library = repository.load()
    named = {str(it.of) for _, line in library.lines() for it in line.names}
    assert {f"{NAMES[id_][0]}/{id_}" for id_ in ("keeper-of-lanterns", other)} <= named


def test_a_name_that_is_left_unsaid_is_told_without_the_source_files(repository: Data) -> None:
    repository.edit("people", "aliases: [Tessa Vane]", "aliases: [Tessa Vane, Some]")
    (fault,) = repository.check().faults
    assert "‘Some’ (people/tessa-vane) on line 11 is given by no text that rests on it" in fault
