"""A source file that has changed: what moved, what came and went, and what is left unproven."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tsi.cli import main
from tsi.evidence import changes
from tsi.evidence.index import index_source
from tsi.evidence.names import Registry

BEFORE = ["In 2020 it began.", "It cost £7 million.", "", "It ended in 2024."]


@pytest.fixture
def compared(tmp_path):
    def of(now: list[str]) -> changes.Drift:
        indexes = []
        for name, lines in (("before", BEFORE), ("now", now)):
            (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
            indexes.append(index_source("made-up", tmp_path / name, {}, Registry({})))
        return changes.between(*indexes)

    return of


def printed(figures: tuple) -> list[tuple[int, str]]:
    return [(line, figure.printed) for line, figure in figures]


def test_a_file_that_has_not_changed_shows_no_drift(compared):
    assert not compared(BEFORE)


def test_a_line_that_moved_is_known_by_its_hash(compared):
    found = compared(["Another line.", *BEFORE])
    assert found.moved == {1: (2,), 2: (3,), 4: (5,)}
    assert (found.changed, found.new, found.gone, found.come) == ((), (1,), (), ())


def test_of_a_line_that_the_file_repeats_every_place_is_told(compared):
    assert compared([BEFORE[1], *BEFORE[1:3], "More.", BEFORE[1]]).moved == {}
    assert compared(["More.", "More.", *BEFORE[1:3], BEFORE[1]]).moved == {2: (3, 5)}


def test_a_line_that_was_reworded_tells_the_figures_that_went_and_came(compared):
    found = compared(["In 2020 it began.", "It cost £9 million.", "", "It ended in 2024."])
    assert (found.moved, found.changed, found.new) == ({}, (2,), (2,))
    assert (printed(found.gone), printed(found.come)) == ([(2, "£7 million")], [(2, "£9 million")])


def test_a_line_that_is_gone_tells_its_figures(compared):
    found = compared(BEFORE[:2])
    assert (found.changed, printed(found.gone)) == ((4,), [(4, "2024")])


@pytest.fixture
def changed_sources(sources: Path, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(sources, tmp_path / "sources", copy_function=shutil.copyfile))
    folder.chmod(0o755)
    return folder


def compare(folder: Path) -> tuple[int, str]:
    outcome = CliRunner().invoke(main, ["evidence", "--sources", str(folder), "--compare"])
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit)
    return outcome.exit_code, outcome.output


def test_the_files_as_they_are_indexed_differ_in_nothing(changed_sources):
    status, output = compare(changed_sources)
    assert (status, output.splitlines()[-1].split(": ")[1]) == (0, "0 differ, 0 texts are left unproven")


def test_a_changed_figure_names_the_records_that_rest_on_it_and_what_is_unproven(changed_sources):
    file = changed_sources / "002_328125ae0df417ed.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("£7 million", "£9 million"), encoding="utf-8")
    status, output = compare(changed_sources)
    assert status == 1
    assert "voip-review-2024:7 has changed; figures gone: £7 million; cited by" in output
    assert "future-telecoms-call.amount.is: £7 million is not stated at voip-review-2024:7" in output


def test_a_citation_of_a_line_that_was_renumbered_is_told_its_new_number(changed_sources):
    file = changed_sources / "002_328125ae0df417ed.txt"
    file.write_text("A line before all others.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    status, output = compare(changed_sources)
    faults = [line for line in output.splitlines() if line.startswith("data/")]
    told = [line for line in faults if "future-telecoms-call.amount.is" in line]
    assert status == 1
    assert len(told) == 1 and "voip-review-2024:7 is now voip-review-2024:8" in told[0]


def test_comparing_writes_nothing(changed_sources):
    evidence = Path(__file__).parent.parent / "data/evidence"
    before = {path: path.read_bytes() for path in evidence.iterdir()}
    file = changed_sources / "002_328125ae0df417ed.txt"
    file.write_text(file.read_text(encoding="utf-8") + "\nMore.", encoding="utf-8")
    compare(changed_sources)
    assert {path: path.read_bytes() for path in evidence.iterdir()} == before
