"""The proof by attack: every wrong edit of the records is caught, or listed.

The whole of the real records is attacked before an edition; here its report is read, and the miniature set attacked."""

import json
from collections import Counter

import pytest

from tests.projects import ROOT
from tsi.attack import records as mutants

PER_CLASS = 40


@pytest.fixture(scope="module")
def made(mini) -> list[mutants.Mutant]:
    return mutants.all_mutants(mini)


@pytest.fixture(scope="module")
def committed() -> dict:
    return json.loads((ROOT / mutants.REPORT).read_text(encoding="utf-8"))


def test_no_catchable_mutant_of_a_figure_date_name_or_citation_survived_the_full_run(committed):
    assert mutants.failures(committed) == []
    assert {row["family"] for row in committed["classes"]} >= set(mutants.MUST_BE_CAUGHT)


def test_every_survivor_of_the_full_run_is_listed_and_every_mutant_is_accounted_for(committed):
    listed = Counter((survivor["family"], survivor["edit"]) for survivor in committed["survivors"])
    for row in committed["classes"]:
        assert row["survived"] == listed[row["family"], row["edit"]]
        assert row["made"] == row["caught"] + row["not_catchable"] + row["survived"]


def test_of_a_sample_of_every_class_none_that_must_be_caught_survives(mini, made):
    sample = mutants.sampled(made, PER_CLASS)
    found = mutants.report([mutants.attack(mini, mutant) for mutant in sample])
    assert {row["family"] for row in found["classes"]} >= set(mutants.MUST_BE_CAUGHT)
    assert {(row["family"], row["edit"]) for row in found["classes"]} == {(it.family, it.edit) for it in made}
    assert sum(row["made"] for row in found["classes"]) == len(sample)
    assert mutants.failures(found) == []


def test_a_survivor_that_must_be_caught_is_a_failure(made):
    caught = next(it for it in made if it.family == "figure")
    assert mutants.failures(mutants.report([mutants.Outcome(caught, "survived")]))


def test_the_same_seed_gives_the_same_sample(made):
    assert mutants.sampled(made, 3, seed=1) == mutants.sampled(made, 3, seed=1)
    assert mutants.sampled(made, 3, seed=1) != mutants.sampled(made, 3, seed=2)
