"""Our reading notes: how a line is read and indexed, and that its words are ours."""

import pytest

from tsi.evidence import notes
from tsi.evidence.index import index_notes
from tsi.evidence.names import Registry
from tsi.evidence.notes import Note

SENTENCE = "The keeper of the lanterns will light the whole of the coast by spring"


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("[p3] Lanterns are lit.", Note("p3", "Lanterns are lit.")),
        ("[tech-001 status] Lit [in May].", Note("tech-001 status", "Lit [in May].")),
        ("Lanterns are lit.", Note("", "Lanterns are lit.")),
        ("", Note("", "")),
    ],
)
def test_the_place_in_the_original_stands_in_brackets_at_the_start(line, note):
    assert notes.parse(line) == note


def test_the_place_is_no_part_of_what_a_note_states():
    (line,) = index_notes("made-up", "[12 June 2012] The prize is £400.\n", Registry({})).lines
    assert [figure.printed for figure in line.figures] == ["£400"]


def test_a_line_is_known_again_where_its_place_was_put_right():
    texts = (f"[{place}] Lanterns are lit.\n" for place in ("p1", "p2"))
    assert len({index_notes("made-up", text, Registry({})).lines[0].sha256 for text in texts}) == 1


def test_eight_words_in_a_row_of_a_source_are_not_ours():
    held = {"made-up": (Note("p1", "Lanterns."), Note("p2", f"He says: {SENTENCE.upper()}!"))}
    assert [(source, line) for source, line, _ in notes.copied(held, [SENTENCE])] == [("made-up", 2)]


def test_seven_words_in_a_row_may_be():
    seven = " ".join(SENTENCE.split()[:7])
    assert not list(notes.copied({"made-up": (Note("p1", f"Of {seven} he speaks."),)}, [SENTENCE]))
