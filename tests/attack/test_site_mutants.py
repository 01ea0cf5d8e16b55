"""The proof by attack on the built site: nothing of a figure, date or citation survives the audit."""

import json
import random
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from tsi import cli, site_mutants
from tsi.attack import records as mutants
from tsi.audit import SEARCH, Audit
from tsi.findings import Report
from tsi.library.loading import load
from tsi.markup import Span
from tsi.site_mutants import Attacker, Mutant

ROOT = Path(__file__).resolve().parents[2]
OF_EACH_KIND = (
    "", "method/", "edit/", "licence/", "funding/", "pillars/", "timeline/status/proposed/", "technologies/5g/",
    "funding/future-telecoms-call/", "milestones/tsi-formalised/", "sources/mint-2023/", "disagreements/guild-stage/",
)  # fmt: skip
PER_CLASS = 2
"""Of each class, so many of each file."""


@pytest.fixture(scope="module")
def audit() -> Audit:
    return Audit(load(ROOT))


@pytest.fixture(scope="module")
def attacker(audit: Audit, built_site: Path) -> Attacker:
    return Attacker(audit, built_site)


@pytest.fixture(scope="module")
def pages(attacker: Attacker) -> list[str]:
    """A page of each kind, and some more."""
    built = [file for file in attacker.files if file.endswith(".html")]
    chosen = [f"{address}index.html" for address in OF_EACH_KIND]
    assert set(chosen) <= set(built)
    return list(dict.fromkeys([*chosen, *random.Random(1).sample(built, 6)]))


@pytest.fixture(scope="module")
def files(attacker: Attacker) -> list[str]:
    """A download of each format, and some entries of the search index."""
    others = [file for file in attacker.files if not file.endswith(".html")]
    entries = random.Random(1).sample([file for file in others if file.startswith(SEARCH)], 20)
    return [*{site_mutants.format_of(file): file for file in others if file not in entries}.values(), *entries]


@pytest.fixture(scope="module")
def of_pages(attacker: Attacker, pages: list[str]) -> list[Mutant]:
    return [mutant for page in pages for mutant in mutants.sampled(attacker.mutants(page), PER_CLASS)]


@pytest.fixture(scope="module")
def of_files(attacker: Attacker, files: list[str]) -> list[Mutant]:
    return [mutant for file in files for mutant in mutants.sampled(attacker.mutants(file), 5)]


@pytest.fixture(scope="module")
def found(attacker: Attacker, of_pages: list[Mutant], of_files: list[Mutant]) -> dict:
    return site_mutants.report(ROOT, site_mutants.attacked(attacker, [*of_pages, *of_files]))


def classes(report: dict) -> set[tuple[str, str]]:
    return {(row["family"], row["edit"]) for row in report["classes"]}


# What survives


def test_nothing_that_could_be_caught_survives(found: dict):
    assert found["survivors"] == []
    assert mutants.failures(found, site_mutants.MUST_BE_CAUGHT) == []
    assert {family for family, _ in classes(found)} == set(site_mutants.MUST_BE_CAUGHT)
    assert sum(row["made"] for row in found["classes"]) > 500


def test_every_format_is_attacked(found: dict):
    assert {edit for family, edit in classes(found) if family == "file"} == {
        *site_mutants.FORMATS.values(), site_mutants.SEARCH_INDEX,
    }  # fmt: skip


@pytest.fixture(scope="module")
def committed() -> dict:
    return json.loads((ROOT / mutants.REPORT).read_text(encoding="utf-8"))["site"]


def test_nothing_survived_the_full_run(committed: dict, found: dict):
    assert mutants.failures(committed, site_mutants.MUST_BE_CAUGHT) == []
    assert committed["survivors"] == []
    assert classes(committed) >= classes(found)
    assert committed["alone"]["tried"] >= committed["alone"]["caught"] > 0
    for row in committed["classes"]:
        assert row["made"] == row["caught"] + row["not_catchable"] + row["survived"]


# That it tells: what is unchanged passes, and what is not looked at comes through


def unchanged(attacker: Attacker, file: str) -> Mutant:
    return Mutant("text", "none", file, Span(0, 1), attacker.content(file)[:1])


def test_what_is_unchanged_is_not_caught(attacker: Attacker, pages: list[str], files: list[str]):
    assert {attacker.outcome(unchanged(attacker, page)) for page in pages} == {"not catchable"}
    assert {attacker.outcome(unchanged(attacker, file)) for file in files} == {"survived"}


def survivors(attacker: Attacker, tried: list[Mutant]) -> set[str]:
    """The families of which something survives."""
    return {survivor["family"] for survivor in site_mutants.attacked(attacker, tried).survivors}


def test_without_the_comparison_figures_are_caught_and_what_has_moved_comes_through(
    attacker: Attacker, of_pages: list[Mutant], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Audit, "comparison", lambda *_: Report())
    found = survivors(attacker, random.Random(1).sample(of_pages, 250))
    assert {"element", "word"} <= found
    assert not {"head", "example"} & found


def test_without_the_accounts_what_the_theme_shows_comes_through(
    attacker: Attacker, of_pages: list[Mutant], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Audit, "accounts", lambda *_: Report())
    assert {"head", "link", "text"} <= survivors(attacker, of_pages)


@pytest.mark.parametrize("check", ["file", "search_entry"])
def test_without_the_check_of_files_figures_come_through(
    attacker: Attacker, of_files: list[Mutant], monkeypatch: pytest.MonkeyPatch, check: str
):
    monkeypatch.setattr(Audit, check, lambda *_: Report())
    assert survivors(attacker, of_files) == {"file"}


# How it is made


def test_the_same_seed_makes_the_same_mutants(attacker: Attacker):
    page = "funding/future-telecoms-call/index.html"
    first, again, other = (list(attacker.mutants(page, seed)) for seed in (1, 1, 2))
    assert first == again != other


def test_every_digit_that_readers_see_is_attacked(attacker: Attacker):
    page = "funding/future-telecoms-call/index.html"
    content = attacker.content(page)
    body = content.index("<body")
    seen = re.sub(r"(?s)<script.*?</script>|<[^>]*>|&[^;]+;", lambda match: " " * len(match[0]), content[body:])
    digits = [body + match.start() for match in re.finditer(r"\d", seen)]
    spans = [mutant.span for mutant in attacker.mutants(page) if mutant.family in ("text", "example")]
    assert len(digits) > 50
    assert not [content[at - 40 : at + 9] for at in digits if not any(span.start <= at < span.end for span in spans)]


def test_what_it_makes_does_not_depend_on_the_report_that_the_site_shows(
    audit: Audit, attacker: Attacker, built_site: Path, tmp_path: Path
):
    page = "method/index.html"
    other = Path(shutil.copytree(built_site, tmp_path / "site", ignore=shutil.ignore_patterns("assets")))
    text = (other / page).read_text(encoding="utf-8")
    changed = re.sub(r'(<data[^>]* value=")\d+("[^>]*mutants[^>]*>)[\d,]+', r"\g<1>1234567\g<2>1,234,567", text)
    assert changed.count("1,234,567") > 40
    (other / page).write_text(changed, encoding="utf-8")

    def made(of: Attacker) -> Counter:
        return Counter((mutant.family, mutant.edit) for mutant in of.mutants(page))

    assert made(Attacker(audit, other)) == made(attacker)


# The command


def test_a_survivor_makes_the_command_fail(monkeypatch: pytest.MonkeyPatch, built_site: Path):
    row = {"family": "text", "edit": "sign", "made": 2, "caught": 1, "not_catchable": 0, "survived": 1}
    told = {"family": "text", "edit": "sign", "file": "index.html", "in": "it costs £7", "after": "-£7"}
    report = {"classes": [row], "survivors": [told], "alone": {"tried": 1, "caught": 1}}
    written = []
    monkeypatch.setattr(site_mutants, "run", lambda *_: report)
    monkeypatch.setattr(mutants, "write", lambda _, found: written.append(found))
    outcome = CliRunner().invoke(cli.main, ["mutants", "--site", str(built_site)])
    assert outcome.exit_code == 1
    assert "it costs £7" in outcome.output
    assert written == [{"site": report}]
    row |= {"caught": 2, "survived": 0}
    assert CliRunner().invoke(cli.main, ["mutants", "--site", str(built_site)]).exit_code == 0
