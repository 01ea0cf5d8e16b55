"""The report of an attack, the one that is kept, and the command."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.projects import MINI, ROOT
from tsi.attack import attacks, claims, report
from tsi.attack.report import CHECK, RESULTS, SURVIVED, Outcome
from tsi.cli import main
from tsi.wording import attacked

OUTCOMES = [
    Outcome("loop: turned round", "a.html:1", "a", "b", CHECK),
    Outcome("loop: turned round", "a.html:2", "c", "d", SURVIVED, "no page"),
    Outcome("condition: always true", "a.html:3", "e", "f", CHECK),
]


def test_a_report_counts_by_class_and_lists_each_survivor() -> None:
    found = report.report(OUTCOMES)
    assert [(row["class"], row["made"], row[CHECK], row[SURVIVED]) for row in found["classes"]] == [
        ("condition: always true", 1, 1, 0),
        ("loop: turned round", 2, 1, 1),
    ]
    assert found["survivors"] == [
        {"class": "loop: turned round", "where": "a.html:2", "before": "c", "after": "d", "why": "no page"}
    ]
    assert report.survivors(found) == ["loop: turned round, a.html:2: c → d (no page)"]


def test_the_table_has_a_line_for_each_class_and_one_for_all() -> None:
    lines = report.table(report.report(OUTCOMES)).split("\n")
    heads = [line.split("  ")[0] for line in lines]
    assert heads == ["class", "condition: always true", "loop: turned round", "together"]
    assert lines[-1].split()[1:] == ["3", "2", "0", "0", "0", "1"]


def test_one_attack_is_written_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    report.write(tmp_path, "records", {"classes": []})
    report.write(tmp_path, "wording", {"classes": [1]})
    kept = json.loads((tmp_path / report.REPORT).read_text(encoding="utf-8"))
    assert kept == {"records": {"classes": []}, "wording": {"classes": [1]}}


def test_the_page_tells_of_each_attack_and_of_each_result() -> None:
    assert tuple(attacks.ATTACKS) == attacked.ATTACKS
    assert tuple(attacked.RESULTS) == ("made", *RESULTS)
    assert tuple(attacked.CLAIMS) == claims.CLAIMS


def test_a_rate_is_told_with_its_share() -> None:
    assert attacked.claims(MINI) == ["status", "voice"]
    assert [attacked.rate(MINI, "voice", column) for column in attacked.RATES] == ["40", "10 (25%)", "120", "36 (30%)"]


def test_the_kept_report_accounts_for_every_edit_and_lists_every_survivor() -> None:
    """It holds for the day that it names: records that have changed since do not make it wrong."""
    kept = json.loads((ROOT / report.REPORT).read_text(encoding="utf-8"))
    assert kept
    assert kept.keys() <= attacks.ATTACKS.keys()
    for name, found in kept.items():
        for row in found["classes"]:
            assert row["made"] == sum(row[result] for result in RESULTS) > 0
            listed = sum(it["class"] == row["class"] for it in found["survivors"])
            assert row[SURVIVED] == listed or "rates" in found  # which tell of those that pass
        assert attacks.failures(name, found) == []


SURVIVORS = [
    ("templates", {"class": "loop: turned round"}, ["loop: turned round"]),
    ("templates", {"class": "loop: turned round", "why": "no page runs through it"}, []),
    ("wording", {"class": "table: a word changed"}, ["table: a word changed"]),
    ("wording", {"class": "function: words left out"}, []),
]


@pytest.mark.parametrize(("name", "survivor", "failed"), SURVIVORS)
def test_an_attack_fails_where_what_readers_see_survived(name: str, survivor: dict, failed: list[str]) -> None:
    assert attacks.failures(name, {"classes": [], "survivors": [survivor]}) == failed


def test_a_sample_is_printed_and_not_kept() -> None:
    before = (MINI / report.REPORT).read_bytes()
    done = CliRunner().invoke(main, ["attack", "records", "--root", str(MINI), "--sample", "1"])
    assert done.exit_code == 0, done.output
    assert "citation: neighbouring line" in done.stdout
    assert (MINI / report.REPORT).read_bytes() == before


@pytest.mark.parametrize("name", ["mutants", "record"])
def test_an_attack_that_is_none_is_refused_with_those_that_are(name: str) -> None:
    done = CliRunner().invoke(main, ["attack", name])
    assert done.exit_code == 2
    assert "expected one of records, claims, templates, wording" in done.stderr
