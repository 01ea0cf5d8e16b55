"""Which statuses and voices the words of a line show."""

import pytest

from tsi.evidence.index import cues
from tsi.evidence.names import Registry
from tsi.records.types import Reference

QUILL = Registry({Reference("people", "ada-quill"): ("Ada Quill",)})

DONE = [
    ("The lamp school was launched in May.", "launched"),
    ("The launch of the school was welcomed.", "launched"),
    ("The pact was signed to light the coast.", "agreed"),
    ("The two sides discuss a pact.", "in-talks"),
    ("It was launched not only in Tarnia.", "launched"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "status"), DONE)
def test_a_word_of_what_is_shows_a_status(line: str, status: str) -> None:
    assert status in cues(line, ())


NOT_DONE = [
    "The school is to be launched.", "It has not been launched.", "They hope to launch it.", "It will be set up.",
    "It was to have been agreed.", "It would not be signed.", "It is expected to be completed.", "It may be launched.",
    "The planned launch of the school", "ahead of the launch of the school", "Once it is launched, money follows.",
    "No pact was signed.", "It will be planned and launched.", "The pact hasn’t been signed.",
]  # fmt: skip


@pytest.mark.parametrize("line", NOT_DONE)
def test_what_is_to_come_denied_or_conditional_shows_nothing_firmer_than_announced(line: str) -> None:
    assert cues(line, ()) <= {"proposed", "announced", "negated"}


def test_a_name_that_holds_a_word_of_agreement_shows_none() -> None:
    assert cues("The Lamp Trade Agreement and the Committee of Members", ()) == frozenset()


VOICES = [
    ("Ada Quill said that it is a start.", {"official"}),
    ("The ministry said so.", {"government"}),
    ("A government official said so.", {"unnamed"}),
    ("Ada Quill opened the school.", set()),
    ("The ministry has a school.", set()),
    ("Ada Quill opened the school, which has rooms for lamps, glass and clocks, and a visitor called it good.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("line", "voices"), VOICES)
def test_a_voice_is_shown_where_a_speaker_stands_beside_a_word_of_speech(line: str, voices: set[str]) -> None:
    assert cues(line, QUILL.find(line)) & {"government", "official", "unnamed"} == voices
