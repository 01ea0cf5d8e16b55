"""Settings are checked once, and refused in one line; one that is empty counts as not set."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import MkdocsBuild
from tests.projects import Data
from tsi.records import settings


@pytest.mark.parametrize("written", [None, ""])
def test_a_day_that_is_empty_is_not_set(written: str | None) -> None:
    assert settings.epoch(written) is None


def test_a_day_is_given_in_seconds() -> None:
    assert settings.epoch("1370000000") == datetime(2013, 5, 31, 11, 33, 20, tzinfo=UTC)


@pytest.mark.parametrize("written", ["x", "-1", "1e9", "2024-01-01", " 1", "1.5", "٧", "9" * 12, "\x1b[2J", "0x10"])
def test_what_is_no_day_is_refused_with_what_was_expected(written: str) -> None:
    with pytest.raises(ValueError, match=r"SOURCE_DATE_EPOCH: .* is no time; expected the seconds since 1970") as told:
        settings.epoch(written)
    assert str(told.value).isprintable()


def test_a_check_refuses_it_in_one_line(mini_data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    outcome = mini_data.check()
    assert outcome.status == 1
    assert outcome.output.count("\n") == 1


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("A \u202ename", "site_name: an invisible character (U+202E)"),
        ("Sаil", "site_name: the word ‘Sаil’ mixes letters"),
        ("{{ config }}", "site_name: {{, {% and {# begin a program"),
        (["a"], "site_name: expected a text"),
        (None, "site_name: expected a text"),
        (7, "site_name: expected a text"),
        ("x" * 5_000, "site_name: this is 5,000 characters long"),
    ],
)
def test_a_text_that_pages_show_is_held_to_what_records_are(value: object, message: str) -> None:
    (fault,) = settings.faults({"site_name": value})
    assert message in str(fault)


def test_a_remark_may_hold_nothing_invisible_either(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("a: b\n# \u200b\n", encoding="utf-8")
    (fault,) = settings.unfit(tmp_path / "mkdocs.yml")
    assert str(fault).startswith("mkdocs.yml:2: an invisible character")


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: 2024-02-30",
        "a: " + "[" * 3_000,
        "\ta: b",
        "a: *b",
        "a: &a [*a]x",
        "a: !!python/x y\n- b",
        "- a",
        "theme: {custom_dir: {a: b}}",
        "theme: {name: {a: b}}",
        f"a: {'[' * 50}{']' * 50}",
    ],
)
def test_settings_that_cannot_be_read_are_told_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    (fault,) = settings.unfit(tmp_path / "mkdocs.yml")
    assert str(fault).startswith("mkdocs.yml")
    assert "not well-formed YAML" in str(fault)


def test_settings_as_they_are_can_be_read(mini_copy: Path) -> None:
    assert settings.unfit(mini_copy / "mkdocs.yml") == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("nav:\n", 'nav:\n  - "A \\u200Bpage": cite.md\n', "nav: an invisible character (U+200B)"),
        ("hooks:", "extra_css: [https://elsewhere.example/x.css]\nhooks:", "extra_css, extra_javascript: pages load"),
        ("extra:\n", "extra:\n  line: [a]\n  x:\n", "extra.line: expected a text"),
    ],
)
def test_a_build_refuses_a_wrong_setting_in_one_line(
    mkdocs_build: MkdocsBuild, mini_copy: Path, old: str, new: str, message: str
) -> None:
    file = mini_copy / "mkdocs.yml"
    text = file.read_text(encoding="utf-8").replace("  line: What", "  was: What")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    outcome = mkdocs_build(mini_copy, mini_copy / "site")
    assert outcome.returncode != 0
    assert message in outcome.stderr
    assert "Traceback" not in outcome.stderr
