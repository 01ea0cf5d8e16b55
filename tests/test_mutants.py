"""The proof by attack: every wrong edit of the real records is caught, or listed."""

import json
from collections import Counter

import pytest

from tests.projects import ROOT
from tsi.attack import records as mutants

PER_CLASS = 40


@pytest.fixture(scope="module")
def made(library) -> list[mutants.Mutant]:
    return mutants.all_mutants(library)


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


def test_a_sample_of_every_class_gives_what_the_full_run_gave(library, made, committed):
    sample = mutants.sampled(made, PER_CLASS)
    found = mutants.report([mutants.attack(library, mutant) for mutant in sample])
    assert {(row["family"], row["edit"]) for row in found["classes"]} == {
        (row["family"], row["edit"]) for row in committed["classes"]
    }
    assert len(sample) > 1_000
    assert mutants.failures(found) == []


def test_the_same_seed_gives_the_same_sample(made):
    assert mutants.sampled(made, 3, seed=1) == mutants.sampled(made, 3, seed=1)
    assert mutants.sampled(made, 3, seed=1) != mutants.sampled(made, 3, seed=2)


def test_an_edit_that_changes_nothing_is_not_a_mutant(made):
    assert not any(mutant.before == mutant.after for mutant in made)
