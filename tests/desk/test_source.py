"""`tsi source`: from the file of a source to a list of what is left to say."""

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml

from tests.projects import MINI, Data

NOTES = "[p1] Tarnia tried tidal clocks in March 2013.\n[p2] The tower is painted blue.\n"
KNOWN = {
    "title": "Clocks tried",
    "title_known": "Printed on the page.",
    "short": "Clock Trade 2013",
    "publisher": "Clock Trade",
    "kind": "trade press",
    "rank": "report",
    "language": "en",
    "read": "whole",
    "url": "https://clocks.example/tried",
    "url_known": "Certain.",
    "published": "2013-03-20",
    "published_known": "Printed on the page.",
    "published_sure": "high",
}


def known(*without: str) -> list[str]:
    return [argument for key, it in KNOWN.items() if key not in without for argument in ("--set", f"{key}={it}")]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of notes that the project does not have yet."""
    path = tmp_path / "clock-trade-2013.txt"
    path.write_text(NOTES, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the source files, with one more."""
    folder = Path(shutil.copytree(MINI / "sources", tmp_path / "sources"))
    (folder / "clock-trade-2013.txt").write_text(
        "Tarnia said on 20 March 2013 that 12 clocks ring.\n", encoding="utf-8"
    )
    return folder


def record(data: Data) -> dict[str, str]:
    return yaml.load(data.text("sources"), yaml.BaseLoader)["clock-trade-2013"]


def test_notes_are_taken_in_and_each_line_is_asked_for(mini_data: Data, page: Path) -> None:
    outcome = mini_data.run("source", str(page), *known())
    assert outcome.status == 0, outcome.output
    assert record(mini_data).items() >= KNOWN.items()
    assert record(mini_data)["held"] == "notes"
    assert (mini_data.root / "data/notes/clock-trade-2013.txt").read_text(encoding="utf-8") == NOTES
    assert "clock-trade-2013:1  Tarnia tried tidal clocks in March 2013.\n    to say: this line" in outcome.output
    assert "2 lines, 2 things left to say" in outcome.output


def test_what_is_not_known_is_asked_for_with_file_and_line(mini_data: Data, page: Path) -> None:
    outcome = mini_data.run("source", str(page), *known("rank", "publisher"))
    assert outcome.status == 1
    rank = 1 + mini_data.text("sources").splitlines().index("  rank: TODO")
    assert f"data/sources.yml:{rank}: clock-trade-2013.rank: one of government, reprint, " in outcome.output
    assert "publisher: write this" in outcome.output
    assert "run again: tsi source" in outcome.output


def test_it_goes_on_where_it_was_left(mini_data: Data, page: Path) -> None:
    mini_data.run("source", str(page), *known("rank"))
    mini_data.edit("sources", "rank: TODO", "rank: report")
    outcome = mini_data.run("source", str(page))
    assert outcome.status == 0
    assert "2 things left to say" in outcome.output


def test_the_worksheet_shrinks_as_records_are_written(mini_data: Data, page: Path) -> None:
    mini_data.run("source", str(page), *known())
    mini_data.add("omissions", "tower:\n  at: clock-trade-2013:2\n  reason: It tells nothing of the subject.\n")
    outcome = mini_data.run("source", str(page))
    assert "The tower is painted blue.\n    omitted (omissions/tower)" in outcome.output
    assert "2 lines, 1 things left to say" in outcome.output


def test_a_text_gets_its_checksum_and_is_described_in_its_folder(mini_data: Data, folder: Path) -> None:
    file = folder / "clock-trade-2013.txt"
    before = (folder / "provenance.yml").read_text(encoding="utf-8")
    outcome = mini_data.run("source", str(file), "--sources", str(folder), *known())
    assert outcome.status == 0, outcome.output
    checksum = hashlib.sha256(file.read_bytes()).hexdigest()
    assert record(mini_data).items() >= {"held": "text", "file": file.name, "sha256": checksum}.items()
    provenance = (folder / "provenance.yml").read_text(encoding="utf-8")
    assert provenance.startswith(before)
    assert yaml.safe_load(provenance)[file.name]["sha256"] == checksum
    assert "clock-trade-2013:1  Tarnia said on 20 March 2013 that 12 clocks ring." in outcome.output
    assert "    to say: 12 clocks" in outcome.output or "    to say: 12" in outcome.output
    assert "    to say: places/tarnia" in outcome.output


def test_a_text_stays_outside_the_project(mini_data: Data, folder: Path) -> None:
    mini_data.run("source", str(folder / "clock-trade-2013.txt"), "--sources", str(folder), *known())
    assert not any("12 clocks ring" in path.read_text(encoding="utf-8") for path in mini_data.root.rglob("*.*"))


def test_what_is_described_already_is_described_once(mini_data: Data, folder: Path) -> None:
    for _ in range(2):
        mini_data.run("source", str(folder / "clock-trade-2013.txt"), "--sources", str(folder), *known())
    assert mini_data.text("sources").count("clock-trade-2013:\n") == 1
    assert (folder / "provenance.yml").read_text(encoding="utf-8").count("clock-trade-2013.txt:\n") == 1


def test_a_dry_run_writes_nothing(mini_data: Data, page: Path) -> None:
    before = mini_data.text("sources")
    outcome = mini_data.run("source", str(page), "--dry-run", *known())
    assert "+clock-trade-2013:" in outcome.output
    assert mini_data.text("sources") == before
    assert not (mini_data.root / "data/notes/clock-trade-2013.txt").exists()


def test_the_id_is_made_of_the_name_of_the_file(mini_data: Data, page: Path) -> None:
    other = page.rename(page.with_name("Clock_Trade (2013).txt"))
    mini_data.run("source", str(other), *known())
    assert record(mini_data)
