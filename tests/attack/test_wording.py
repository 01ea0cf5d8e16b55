"""Wrong words: tables and functions are made wrong, refused by the banks, and as they were when that is done."""

import pytest

from tests.projects import ROOT
from tsi.attack import report, wording
from tsi.attack.report import KEPT
from tsi.attack.wording import Attack, Mutant
from tsi.wording import told, words

PER_CLASS = 15


@pytest.fixture(scope="module")
def attack() -> Attack:
    return Attack(ROOT)


@pytest.fixture(scope="module")
def made() -> list[Mutant]:
    return wording.all_mutants()


def of(made: list[Mutant], where: str, kind: str) -> list[Mutant]:
    return [it for it in made if it.where.startswith(where) and it.kind == kind]


TABLES = ["words.VERDICT_WORDS", "words.VOICES", "words.WEAK_ALONE", "words.LISTINGS", "words.STANDING_GLOSSES",
          "words.USES", "words.WHY_NO_TOTAL", "words.KIND_WORDS", "dates._WORDS", "citations._MONTHS",
          "told.WORDINGS", "lists.LISTS"]  # fmt: skip
ENTRIES = ["table: two entries swapped", "table: a word changed", "table: an entry left out"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("kind", ENTRIES)
def test_a_table_is_wrong_in_each_way_and_refused(attack: Attack, made: list[Mutant], table: str, kind: str) -> None:
    tried = of(made, table, kind)
    assert tried
    assert {attack.outcome(mutant).result for mutant in tried[:3]} == {KEPT}


FUNCTIONS = ["words.money", "words.number", "words.figure", "dates.words", "dates._window_words", "told._listing",
             "told._leads", "told._as_of", "receipts.verdict", "chronology.Chronology.oldest_first",
             "descriptions.of_record", "citations.short"]  # fmt: skip


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_that_tells_nothing_is_refused(attack: Attack, made: list[Mutant], function: str) -> None:
    tried = of(made, f"{function}:", "function: nothing told")
    assert [attack.outcome(mutant).result for mutant in tried] == [KEPT]


def test_a_modifier_that_is_dropped_is_refused(attack: Attack, made: list[Mutant]) -> None:
    tried = [it for it in of(made, "words.figure:", "function: a part left out") if "modifier" in it.before]
    assert tried
    assert {attack.outcome(mutant).result for mutant in tried} == {KEPT}


def test_what_was_made_wrong_is_right_again(attack: Attack, made: list[Mutant]) -> None:
    tables, code = [dict(words.VOICES), dict(told.WORDINGS)], words.money.__code__
    tried = of(made, "words.", "table: two entries swapped")[:5] + of(made, "words.money:", "function: nothing told")
    for mutant in tried:
        attack.outcome(mutant)
    assert [dict(words.VOICES), dict(told.WORDINGS)] == tables
    assert words.money.__code__ is code


def test_a_sample_of_every_kind_is_refused(attack: Attack, made: list[Mutant]) -> None:
    """A survivor of the whole attack is listed in its report; by chance there is one among a few hundred."""
    outcomes = [attack.outcome(mutant) for mutant in report.sampled(made, PER_CLASS)]
    assert {it.kind for it in outcomes} == {mutant.kind for mutant in made}
    assert [it for it in outcomes if it.result != KEPT] == []


def test_the_same_edits_are_made_each_time(made: list[Mutant]) -> None:
    again = wording.all_mutants()
    assert [(it.kind, it.where, it.before) for it in made] == [(it.kind, it.where, it.before) for it in again]
