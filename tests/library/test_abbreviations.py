"""What abbreviations stand for: only what a source line or a note spells out."""

from dataclasses import replace

import pytest

from tsi.evidence.notes import Note
from tsi.library import abbreviations
from tsi.library.library import Library
from tsi.records.types import Citation

NOTED = "glass-school-2013"


def spelled(library: Library, note: str) -> dict[str, str]:
    """By abbreviation, what stands for it where a note says this."""
    notes = {**library.notes, NOTED: (Note("p2", note), *library.notes[NOTED][1:])}
    return {it.short: it.full for it in abbreviations.every(replace(library, notes=notes))}


def test_a_source_line_that_names_a_record_by_both_forms_spells_it_out(mini: Library):
    (found,) = (it for it in abbreviations.every(mini) if it.short == "TBLI")
    assert (found.full, found.at) == ("Tarnia-Belmora Lantern Initiative", Citation.parse("courier-2012:4"))


@pytest.mark.parametrize(
    ("note", "full"),
    [
        ("It is for the Lamp and Oil Trial (LOT).", "Lamp and Oil Trial"),
        ("It is for the Lamp and Oil Trial (LAOT).", "Lamp and Oil Trial"),
        ("LOT is spelled out: Lamp and Oil Trial.", "Lamp and Oil Trial"),
        ("It is for the Lamp Prize (LOT).", None),
    ],
)
def test_a_note_spells_out_what_begins_with_its_letters(mini: Library, note: str, full: str | None):
    found = spelled(mini, note)
    assert full in found.values() if full else not found.get("LOT")


@pytest.mark.parametrize(("word", "is_one"), [("TBLI", True), ("DoT", True), ("McHugh", False), ("IndiaTalks", False)])
def test_a_name_run_together_is_no_abbreviation(word: str, is_one: bool):
    assert abbreviations.is_one(word) == is_one
