"""The cards that other sites show: whole, escaped, with their citation, and without leave of any policy."""

import re
from xml.etree import ElementTree

import pytest
from lxml import html

from tests.projects import MINI_BUILD
from tsi.exports import embed
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Reference
from tsi.wording import addresses, citations, dataset, downloads, told
from tsi.wording.told import Fact

SITE = MINI_BUILD["SITE_URL"]
PRIZE = Reference("funding", "moss-prize")
SPENT = Reference("funding", "satellites-spent")


def written(card: bytes) -> str:
    """All that stands on a card, its lines joined, without white space."""
    texts = ElementTree.fromstring(card).iter("{http://www.w3.org/2000/svg}text")
    return "".join("".join(it.text or "" for it in texts).split())


def unspaced(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def cards(mini: Library) -> dict[str, bytes]:
    return dict(embed.files(mini, SITE))


def test_each_sum_and_each_undertaking_has_a_card_at_an_address_that_lasts(
    mini: Library, cards: dict[str, bytes]
) -> None:
    undertakings = [it for it in mini.references() if it.kind in ("funding", "partnerships")]
    assert list(cards) == [f"cite/{it}.svg" for it in undertakings]
    assert cards.keys() <= addresses.of(mini).standing.keys()


def test_a_card_tells_how_much_how_far_as_of_when_by_whom_and_how_to_cite_it(
    cards: dict[str, bytes], mini: Library
) -> None:
    card = written(cards[downloads.card_to_embed(PRIZE)])
    for told_ in (
        "Prize for moss batteries",
        "Amount: £40,000",
        "Status: announced, as of 14 June 2012, report",
        "Who pays: Oar & Sail",
        "Stated by Courier 2012, line 11.",
        citations.short(citations.work(mini, PRIZE, SITE)),
        f"{SITE}funding/moss-prize/",
        dataset.NOTE,
    ):
        assert unspaced(told_) in card


def test_what_a_weak_source_alone_states_is_marked(cards: dict[str, bytes]) -> None:
    assert unspaced("Amount: £7,500, from a tracker alone") in written(cards[downloads.card_to_embed(SPENT)])


@pytest.mark.parametrize(
    "name", ["A prize " * 40, "Unbroken" * 60, "<script>alert('&')</script>", "मॉस बैटरी के लिए पुरस्कार", '"; }<!-- ]]>']
)
def test_a_title_stands_whole_and_is_never_markup(name: str) -> None:
    card = embed._drawn(name, [embed._Text(name, 30)], [], PRIZE)
    assert unspaced(name) in written(card)
    assert {it.tag.rpartition("}")[2] for it in ElementTree.fromstring(card).iter()} == {"svg", "title", "rect", "text"}


def test_no_line_is_wider_than_the_card(cards: dict[str, bytes]) -> None:
    for card in cards.values():
        for line in ElementTree.fromstring(card).iter("{http://www.w3.org/2000/svg}text"):
            assert embed._fits(str(line.text), int(line.get("font-size", "")))


def test_a_card_needs_no_leave_of_a_policy_and_asks_nobody(cards: dict[str, bytes]) -> None:
    for card in cards.values():
        assert not re.search(rb"<style|style=|<script|\son[a-z]+=|href=|src=|url\(|@import|<foreignObject|<!", card)


def test_the_snippet_shows_the_card_reads_it_aloud_and_leads_to_the_page(mini: Library) -> None:
    snippet = html.fromstring(told.told("embed", Fact(mini, Place(PRIZE, ()), "", SITE)))
    (picture,) = snippet
    assert snippet.get("href") == f"{SITE}funding/moss-prize/"
    assert picture.get("src") == f"{SITE}cite/funding/moss-prize.svg"
    assert "Amount: £40,000; Status: announced, as of 14 June 2012" in picture.get("alt")


def test_without_an_address_there_is_nothing_to_embed(mini: Library) -> None:
    assert told.told("embed", Fact(mini, Place(PRIZE, ()))) == ""


def test_the_card_of_what_is_withdrawn_says_so_and_leads_to_why() -> None:
    card = written(embed.withdrawn("cite/funding/gone.svg", SITE))
    assert unspaced("This is withdrawn") in card
    assert f"{SITE}funding/gone/" in card
