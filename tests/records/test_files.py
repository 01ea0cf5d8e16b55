"""The files that people keep: what is none of ours is told of in one line."""

import os
from pathlib import Path

import pytest

from tests.projects import Data
from tsi.records import files


def linked(path: Path) -> None:
    path.rename(path.with_name(".elsewhere"))
    path.symlink_to(".elsewhere")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def endless(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(files.LARGEST + 1)


def other_encoding(path: Path) -> None:
    path.write_bytes("été".encode("latin-1"))


ODD = {
    linked: "this is a link to a file; put the file itself here",
    folder: "this is a folder; put the file itself here",
    pipe: "this is no file of text; put the file itself here",
    endless: "the file is longer than 20,000,000 bytes",
    other_encoding: "this is not UTF-8 text",
}
FILES = [
    "data/funding.yml",
    "data/retired.yml",
    "data/notes/lamp-tracker-2013.txt",
    "data/evidence/courier-2012.json",
    "data/addresses.txt",
]


@pytest.mark.parametrize("spoil", ODD)
@pytest.mark.parametrize("file", FILES)
def test_an_odd_file_is_told_of_in_one_line(mini_data: Data, file: str, spoil) -> None:
    spoil(mini_data.root / file)
    told = [fault for fault in mini_data.check().faults if fault.startswith(f"{file}:")]
    assert len(told) == 1
    assert ODD[spoil] in told[0]


@pytest.mark.parametrize("odd", ["funding.yaml", "funding.yml~", "sub/funding.yml", "notes.txt"])
def test_a_file_that_would_be_passed_over_is_told_of(mini_data: Data, odd: str) -> None:
    (mini_data.root / "data" / odd).parent.mkdir(exist_ok=True)
    (mini_data.root / "data" / odd).write_text(mini_data.text("funding"), encoding="utf-8")
    (fault,) = mini_data.check().faults
    assert f"data/{odd.partition('/')[0]}:1: no kind of record is kept in this file" in fault


def test_a_hidden_file_of_an_editor_is_left_alone(mini_data: Data) -> None:
    (mini_data.root / "data/.funding.yml.swp").write_bytes(b"\0")
    assert mini_data.check().status == 0


def test_many_faults_of_a_kind_are_told_in_a_bounded_list(mini_data: Data) -> None:
    mini_data.path("omissions").write_text("".join(f"Wrong {number}:\n  at: x\n" for number in range(5_000)))
    outcome = mini_data.check()
    assert outcome.status == 1
    assert "more of these; mend the first ones and check again" in outcome.output
    assert len(outcome.output) < 100_000


def test_a_message_is_bounded_however_long_what_it_quotes(mini_data: Data) -> None:
    with (mini_data.root / "data/addresses.txt").open("a", encoding="utf-8") as addresses:
        addresses.write(f"{'x' * 1_000_000}/\n")
    assert max(map(len, mini_data.check().output.splitlines())) < 1_500
