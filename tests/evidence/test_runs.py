"""Names found by the hashes of capitalised runs: without the source file, and without telling what stands in it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsi.evidence import runs
from tsi.evidence.index import SourceIndex, from_json, index_source, to_json
from tsi.evidence.names import Registry, folded, holding
from tsi.records.types import Reference

GUILD, MINERALS, CLERK = (
    Reference("organisations", "guild"),
    Reference("pillars", "minerals"),
    Reference("people", "clerk"),
)
LINES = [
    "Zora Lind, Clerk of the Minerals Guild (MG), said that critical minerals of the UK–Tarnia Pact are rare.",
    "Later the Guild of Lamps & Sails wrote to Zora Lind about lamps, sails and the Critical Minerals Guild.",
]
KNOWN = {MINERALS: ["critical minerals"]}
LONG = "The Great Hall of Lamps and Sails and Bells in Tarnia rang."


@pytest.fixture
def indexed(tmp_path: Path):
    def index(lines: list[str], forms: dict = KNOWN) -> SourceIndex:
        file = tmp_path / "made-up.txt"
        file.write_text("\n".join(lines), encoding="utf-8")
        return index_source("made-up", file, {}, Registry(forms))

    return index


def names(index: SourceIndex) -> list[tuple[int, str]]:
    return sorted((line.number, it.printed) for line in index.lines for it in line.names)


@pytest.mark.parametrize(
    "form", ["Zora Lind", "Minerals Guild", "MG", "UK-Tarnia Pact", "Clerk", "Guild of Lamps & Sails"]
)
def test_a_name_in_capitals_is_found_that_was_registered_after_the_file_was_read(indexed, form: str) -> None:
    registry = Registry({**KNOWN, GUILD: [form]})
    index = from_json(to_json(indexed(LINES)), registry)
    expected = [(at, it.printed) for at, line in enumerate(LINES, 1) for it in registry.find_nested(line)]
    assert index.unknown(registry) == ()
    assert names(index) == sorted(expected)
    assert any(folded(printed) == form for _, printed in expected)


def test_registering_such_a_name_leaves_the_evidence_as_it_is(indexed) -> None:
    assert to_json(indexed(LINES)) == to_json(
        indexed(LINES, {**KNOWN, GUILD: ["Minerals Guild"], CLERK: ["Zora Lind"]})
    )


@pytest.mark.parametrize(
    "form",
    [
        "lamps",
        "lamps, sails",
        "Minerals Guild, Clerk",
        "Zora Lind said",
        "A Guild in the City and the Country of Lamps",
    ],
)
def test_of_any_other_form_nobody_can_tell_before_it_was_looked_for(indexed, form: str) -> None:
    registry = Registry({**KNOWN, GUILD: [form]})
    assert from_json(to_json(indexed(LINES)), registry).unknown(registry) == (form,)
    assert from_json(to_json(indexed(LINES, {**KNOWN, GUILD: [form]})), registry).unknown(registry) == ()


def test_of_a_source_with_a_long_run_of_capitals_nobody_can_tell_of_any_form(indexed) -> None:
    registry = Registry({GUILD: ["Zora"]})
    index = from_json(to_json(indexed([LONG, *LINES])), registry)
    assert index.unknown(registry) == ("Zora",)
    assert runs.hashed("Lamps", index.sha256) not in {
        word for it in index.runs if it.line == 1 for word in it.words.split()
    }


def test_who_speaks_is_known_of_a_person_who_is_registered_later(indexed) -> None:
    before = indexed(LINES)
    after = from_json(to_json(before), Registry({**KNOWN, CLERK: ["Zora Lind"]}))
    assert ["official" in line.cues for line in (*before.lines, *after.lines)] == [False, False, True, True]


def test_a_name_within_a_longer_one_is_still_held_by_that(indexed) -> None:
    index = from_json(to_json(indexed(LINES)), Registry({**KNOWN, GUILD: ["Critical Minerals Guild"]}))
    assert [holding(MINERALS, line.names) for line in index.lines] == [(), (GUILD,)]


# What it does not tell


def test_no_word_of_the_runs_is_told(indexed) -> None:
    told = to_json(indexed(LINES, {}))
    assert not any(re.search(rf"\b{word}\b", told) for line in LINES for word in re.findall(r"[A-Z]\w+", line))


def test_a_word_in_small_letters_that_is_no_part_of_a_name_has_no_hash(indexed) -> None:
    index = indexed(LINES)
    kept = {word for run in index.runs for word in re.findall(r"\w+", run.words)}
    small = {word for line in LINES for word in re.findall(r"\b[a-z]+\b", line)} - {"critical", "minerals"}
    assert {word for word in small if runs.hashed(word, index.sha256) in kept} == {"of", "the"}


def test_the_runs_of_a_line_tell_nothing_of_their_order(indexed) -> None:
    turned = [", ".join(reversed(line.removesuffix(".").split(", "))) for line in LINES]
    salted = [
        sorted((it.line, it.words) for it in runs.made(lines, "salt", Registry(KNOWN), lambda *_: False)[0])
        for lines in (LINES, turned)
    ]
    assert salted[0] == salted[1] == sorted(salted[0])


WORDS = st.sampled_from(
    ["Ann", "Lee", "UK", "of", "the", "and", "for", "lamps", "5G", "2024", "é", "Élan", "iCET", "on"]
)
SIGNS = st.sampled_from([" ", " ", " ", "-", "’", ", ", " (", ") ", ". ", " & ", "/", "—", "\u00a0", "_"])
TEXT = st.lists(st.tuples(WORDS, SIGNS), min_size=1, max_size=12).map(lambda it: "".join(map("".join, it)))
FORM = st.lists(st.tuples(WORDS, SIGNS), min_size=1, max_size=4).map(
    lambda it: "".join(map("".join, it)).strip(" (),.—_-’&/\u00a0")
)


@given(TEXT, st.lists(FORM.filter(bool), min_size=1, max_size=5, unique_by=folded))
def test_whatever_is_found_without_the_file_is_what_stands_in_it(text: str, forms: list[str]) -> None:
    registry = Registry({Reference("places", f"it-{number}"): [form] for number, form in enumerate(forms)})
    made, looked, is_long = runs.made([text], "salt", Registry({}), lambda *_: False)
    if any(True for _ in runs.not_looked_for(registry, looked, is_long)):
        made, looked, is_long = runs.made([text], "salt", registry, lambda *_: False)
    found = runs.names(made, "salt", registry, looked).get(1, ())
    assert sorted((it.of, it.printed) for it in found) == sorted(
        (it.of, it.printed) for it in registry.find_nested(text)
    )
