"""Wrong claims of records, and the rates of right ones read and of wrong ones that pass, on the miniature set."""

import pytest

from tsi.attack import claims
from tsi.attack.records import Mutant
from tsi.attack.report import CHECK, SURVIVED, Outcome
from tsi.library.library import Library
from tsi.records.types import Reference

PACT = Reference("partnerships", "lantern-initiative")


@pytest.fixture(scope="module")
def made(mini: Library) -> list[Mutant]:
    return list(claims.mutants(mini))


@pytest.fixture(scope="module")
def outcomes(mini: Library, made: list[Mutant]) -> list[Outcome]:
    return [claims.outcome(mini, mutant) for mutant in made]


def test_every_other_status_that_the_record_has_not_is_tried(mini: Library, made: list[Mutant]) -> None:
    reached = mini.get(PACT).statuses.keys()
    tried = {it.after for it in made if it.reference == PACT and it.family == "status"}
    assert (
        tried
        == {"proposed", "in-talks", "announced", "agreed", "launched", "operating", "completed", "ended"} - reached
    )


def test_every_other_voice_of_a_statement_is_tried(made: list[Mutant]) -> None:
    tried = {(it.before, it.after) for it in made if it.family == "voice"}
    voices = {"reporter", "government", "official", "unnamed"}
    assert tried >= {("reporter", voice) for voice in voices - {"reporter"}}
    assert all(before != after for before, after in tried)


def test_another_record_of_the_kind_is_tried_for_what_a_statement_is_about(made: list[Mutant]) -> None:
    tried = [it for it in made if it.family == "about"]
    assert tried
    for mutant in tried:
        before, after = Reference.parse(mutant.before), Reference.parse(mutant.after)
        assert before.kind == after.kind
        assert after not in (before, mutant.reference)


def test_another_record_of_the_kind_is_tried_for_one_that_a_record_is_related_to(mini: Library) -> None:
    tried = [it for it in claims.mutants(mini) if it.family == "relation" and it.reference == PACT]
    assert {it.after for it in tried if it.path == ("parties", "tarnia")} == mini.places.keys() - {"tarnia", "belmora"}


def test_a_wrong_relation_is_refused_where_no_line_names_the_other_record(mini: Library) -> None:
    wrong = Mutant("relation", "another", PACT, ("parties", "tarnia"), "tarnia", "low-fens")
    assert claims.outcome(mini, wrong).result == CHECK


def test_an_idle_reason_and_a_missing_one_are_refused(outcomes: list[Outcome]) -> None:
    swapped = [it for it in outcomes if it.kind.startswith("read:")]
    assert {it.kind for it in swapped} == {"read: added", "read: dropped"}
    assert {it.result for it in swapped} == {CHECK}


def test_an_expectation_is_dropped(outcomes: list[Outcome]) -> None:
    assert {it.after for it in outcomes if it.kind == "expected: dropped"} == {""}


def test_wrong_claims_are_refused_or_pass_as_a_word_shows_them(mini: Library, outcomes: list[Outcome]) -> None:
    wrong = [it for it in outcomes if it.kind == "status: another"]
    assert {it.result for it in wrong} == {CHECK, SURVIVED}
    assert {it.why for it in wrong if it.result == SURVIVED} == {""}


def test_a_reason_for_the_right_claim_does_not_help_a_wrong_one(mini: Library) -> None:
    reached = mini.get(PACT).statuses["agreed"]
    assert reached.read
    wrong = Mutant("status", "another", PACT, ("statuses", "agreed"), "agreed", "completed")
    assert claims.outcome(mini, wrong).result == CHECK


def test_the_rates_count_right_ones_read_and_wrong_ones_that_pass(mini: Library, outcomes: list[Outcome]) -> None:
    rows = {row["claim"]: row for row in claims.rates(mini, outcomes)}
    assert tuple(rows) == claims.CLAIMS
    held = [it for it in claims.claims(mini) if it.family == "status"]
    assert rows["status"]["true"] == len(held)
    assert rows["status"]["read"] == sum(bool(it.part.read) for it in held)
    assert rows["status"]["wrong"] == sum(len(it.others) for it in held)
    assert 0 < rows["status"]["passed"] < rows["status"]["wrong"]


def test_a_wrong_claim_beside_a_reason_for_something_else_does_not_pass_as_shown(mini: Library) -> None:
    tried = [Outcome("voice: another", "a", "reporter", "official", SURVIVED, claims.NOT_SHOWN)]
    row = claims.rates(mini, tried)[1]
    assert (row["wrong"], row["passed"]) == (1, 0)
