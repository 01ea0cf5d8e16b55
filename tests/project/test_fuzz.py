"""Whatever people write, the door answers with records or messages; `make proof` tries many times as many edits."""

import random
from pathlib import Path

import pytest

from tests import fuzz


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> fuzz.Project:
    return fuzz.Project.made(tmp_path_factory.mktemp("fuzz"))


def test_no_edit_of_a_sample_leads_to_a_traceback_or_an_unfit_message() -> None:
    assert list(fuzz.failures(range(200))) == []


def test_the_files_as_they_are_are_let_in(project: fuzz.Project) -> None:
    for kind in fuzz.KINDS:
        for path in project.root.glob(kind):
            project.door(path)


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError("x"), SystemExit(1)])
def test_a_traceback_would_be_noticed(
    project: fuzz.Project, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(fuzz.Project, "door", broken)
    assert type(error).__name__ in fuzz.failure(project, 0)


@pytest.mark.parametrize("message", ["", "x" * 3_000, "\x1b[2J", "x\n" * 1_000])
def test_an_unfit_message_would_be_noticed(
    project: fuzz.Project, monkeypatch: pytest.MonkeyPatch, message: str
) -> None:
    def told(*_: object) -> None:
        raise OSError(message)

    monkeypatch.setattr(fuzz.Project, "door", told)
    assert fuzz.failure(project, 0)


def test_an_edit_is_the_same_each_time_and_leaves_the_file_as_it_was(project: fuzz.Project) -> None:
    contents = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
    fuzz.failure(project, 7)
    assert contents == {path: path.read_bytes() for path in contents}
    path: Path = project.root / "data/funding.yml"
    assert fuzz.edited(contents[path], random.Random(7)) == fuzz.edited(contents[path], random.Random(7))
