"""The few words of a source line that a receipt may quote."""

import re

import pytest

from tsi.evidence import quotes
from tsi.evidence.index import showing
from tsi.text import figures

LONG = (
    "Ministers met by the harbour and spoke at length of lamps, oars and the price of reeds. The office then launched "
    "a prize of £40,000 for whoever builds a better lantern, which nobody in the town had seen done since 1950, and "
    "went home by the last boat."
)


def quoted(text: str) -> list[str]:
    found = [(it.start, it.end) for it in figures.find(text)]
    return [quote.printed for quote in quotes.chosen(text, found, showing(text))]


def test_the_words_around_figures_and_those_that_show_a_status_are_quoted():
    assert all(any(word in it for it in quoted(LONG)) for word in ("launched", "£40,000", "1950"))


@pytest.mark.parametrize("text", [LONG, LONG * 4, "A prize of £40,000 was launched."])
def test_a_quotation_has_at_most_seven_words_and_all_leave_room_for_our_texts(text: str):
    found = quoted(text)
    assert found
    assert all(len(it.split()) <= quotes.WORDS for it in found)
    assert sum(len(it.split()) for it in found) <= quotes.allowed(text) - quotes.WORDS or len(found) > 2


def test_no_quotation_reaches_over_the_end_of_a_part_of_a_sentence():
    assert not any("." in it.strip(".") for it in quoted("Lamps burned. In 1950 boats came; 20 were lost."))


def test_half_of_a_short_line_stays_unsaid():
    assert len(" ".join(quoted("The lamps of Quayhaven burned in 1950")).split()) <= 3


def test_of_a_line_without_figures_and_statuses_nothing_is_quoted():
    assert quoted("The lamps of Quayhaven burn every night") == []


def test_small_words_end_no_quotation():
    assert not any(it.split()[-1] in ("the", "of", "a") or it.split()[0] in ("the", "of", "a") for it in quoted(LONG))


def test_words_that_stand_earlier_in_the_text_lead_to_no_line():
    lines = ["A prize of £5 came.", "", "Then a prize of £5 went."]
    made = [quotes.Quote("prize of £5", 2, 13), quotes.Quote("£5 went", 16, 23)]
    assert [it.first for it in quotes.marked(made, 3, lines)] == [False, True]


def test_links_into_an_original_point_at_words_that_stand_first_on_their_line(mini, mini_root):
    led = 0
    for citation, line in mini.lines_of_texts():
        text = (mini_root / "sources" / mini.index[citation.source].file).read_text(encoding="utf-8")
        before = sum(len(it) + 1 for it in text.split("\n")[: line.number - 1])
        for quote in (it for it in line.quotes if it.first):
            found = re.search(rf"(?<!\w){re.escape(quote.printed.lower())}(?!\w)", text.lower())
            assert found
            assert found.start() == before + quote.start, f"{citation} {quote.printed}"
            led += 1
    assert led
