"""Registered names: whole forms, longest first, capitals as written."""

import pytest

from tsi.evidence.names import Registry, holding
from tsi.records.types import Reference

INDIA, US, GUILD, MINERALS, AI = (
    Reference("places", "republic"),
    Reference("places", "us"),
    Reference("partnerships", "guild"),
    Reference("pillars", "minerals"),
    Reference("pillars", "ai"),
)
REGISTRY = Registry(
    {
        INDIA: ["India", "Indian"],
        US: ["US", "United States"],
        GUILD: ["Critical Minerals Guild"],
        MINERALS: ["critical minerals"],
        AI: ["AI", "health/bio tech"],
    }
)


def found(text: str) -> list[tuple[Reference, str]]:
    return [(mention.of, mention.printed) for mention in REGISTRY.find(text)]


def test_the_longest_form_is_taken_and_the_shorter_within_it_is_not():
    assert found("A Critical Minerals Guild for critical minerals") == [
        (GUILD, "Critical Minerals Guild"),
        (MINERALS, "critical minerals"),
    ]


def test_a_form_in_lower_case_matches_any_case():
    assert found("Critical Minerals and CRITICAL minerals") == [
        (MINERALS, "Critical Minerals"),
        (MINERALS, "CRITICAL minerals"),
    ]


@pytest.mark.parametrize("text", ["it helps us all", "said that", "MAINTAIN", "Indiana", "the USA", "ai"])
def test_a_name_is_never_found_inside_a_word_or_in_another_case(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["India’s", "India's", "UK-India", "India–UK", "(India)", "“India”"])
def test_possessives_hyphens_and_quotation_marks_do_not_hide_a_name(text):
    assert found(text) == [(INDIA, "India")]


@pytest.mark.parametrize("text", ["critical\u00a0minerals", "critical\u2009minerals"])
def test_a_no_break_or_thin_space_is_a_space(text):
    assert [mention for mention, _ in found(text)] == [MINERALS]


def test_positions_point_at_what_is_printed():
    text = "“India” and the US"
    assert all(text[m.start : m.end] == m.printed for m in REGISTRY.find(text))


def test_a_registry_of_no_names_finds_none():
    assert Registry({}).find("India") == ()


def test_a_source_line_mentions_the_names_within_a_longer_name_too():
    nested = REGISTRY.find_nested("A Critical Minerals Guild")
    assert [(mention.of, mention.printed) for mention in nested] == [
        (GUILD, "Critical Minerals Guild"),
        (MINERALS, "Critical Minerals"),
    ]


def test_a_name_within_another_word_is_none():
    assert REGISTRY.find_nested("Indiana, MAIN and _AI_") == REGISTRY.find("Indiana, MAIN and _AI_")
    assert [mention.start for mention in REGISTRY.find_nested("Indiana and India")] == [12]


@pytest.mark.parametrize("text", ["İ India", "İİ a Critical Minerals Guild"])
def test_a_letter_whose_small_form_is_longer_shifts_no_name(text: str):
    assert REGISTRY.find_nested(text)
    assert all(text[it.start : it.end] == it.printed for it in REGISTRY.find_nested(text))


def holders(of: Reference, text: str) -> tuple[Reference, ...]:
    return holding(of, REGISTRY.find_nested(text))


def test_a_name_whose_every_mention_stands_within_a_longer_name_is_held_by_that():
    assert holders(MINERALS, "The Critical Minerals Guild and a Critical Minerals Guild") == (GUILD,)


def test_a_name_that_stands_by_itself_anywhere_is_held_by_none():
    assert holders(MINERALS, "The Critical Minerals Guild is for critical minerals") == ()


@pytest.mark.parametrize("text", ["A Critical Minerals Guild", "India", ""])
def test_the_longest_name_and_a_name_that_is_not_there_are_held_by_none(text):
    assert holders(GUILD, text) == ()


def test_names_that_only_overlap_do_not_hold_each_other():
    chain, charter = Reference("organisations", "chain"), Reference("organisations", "charter")
    registry = Registry({chain: ["Minerals Supply"], charter: ["Supply Charter"]})
    mentions = registry.find_nested("A Minerals Supply Charter")
    assert len(mentions) == 2
    assert [holding(name, mentions) for name in (chain, charter)] == [(), ()]
