"""What search engines and cards show of a page: a line of its own, in whole words, with no figure but its own."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests import site_checks
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.text import figures
from tsi.wording import descriptions, filters, links
from tsi.wording.descriptions import LEAST, LONGEST

GOOD = "What is known of an initiative of two countries, and from whom."


@pytest.fixture
def library(mini: Library) -> Library:
    """The records of the miniature set."""
    return mini


def told(site: Path) -> dict[str, str]:
    """By page, its description; "" where it has none. A signpost at an old address needs none."""
    return {
        page.address: "".join(page.document.xpath("//head/meta[@name='description']/@content"))
        for page in site_checks.pages(site)
        if "data-signpost" not in page.document.attrib
    }


def faults(told: dict[str, str]) -> list[str]:
    """The pages whose description is that of another page, too short or too long. That of a part of a page says
    besides which it is."""
    every, part = list(told.values()), re.compile(r" \(part \d+ of \d+\)$")
    return [it for it, text in told.items() if every.count(text) > 1 or not LEAST <= len(part.sub("", text)) <= LONGEST]


def test_every_page_has_a_description_of_its_own(built_site: Path) -> None:
    described = told(built_site)
    assert faults(described) == []
    assert len(described) > len(links.KINDS_WITH_PAGES)


@pytest.mark.parametrize("text", ["", "Timeline", "A" * (LONGEST + 1), GOOD])
def test_the_check_bites(text: str) -> None:
    pages = {"": GOOD, "a/": f"Another page. {GOOD}"}
    assert faults(pages) == []
    assert faults({**pages, "b/": text})


# Of records


def test_a_milestone_is_told_with_its_date(library: Library) -> None:
    text = descriptions.of_record(library, Reference("milestones", "initiative-announced"))
    assert text.startswith("The Lantern Initiative is announced, 12 June 2012: ")


def test_a_name_is_not_said_twice(library: Library) -> None:
    vane = Reference("people", "tessa-vane")
    assert descriptions.of_record(library, vane).count("Tessa Vane") == 1
    renamed = library.get(vane).model_copy(update={"name": "Nobody"})
    people = {**library.people, vane.id: renamed}
    other = replace(library, records={**library.records, "people": people})
    assert descriptions.of_record(other, vane).startswith("Nobody: Tessa Vane sings")


def test_a_record_is_described_by_what_another_holds_about_it(library: Library) -> None:
    text = descriptions.of_record(library, Reference("milestones", "school-visited"))
    assert text.endswith(": The Quayhaven Glass School has 1,200 pupils of singing glass.")


def test_a_record_without_a_statement_is_described_too(library: Library) -> None:
    text = descriptions.of_record(library, Reference("pillars", "seed-boats"))
    assert text.startswith("Seed boats: what published sources say")


# Of views of the timeline


def test_a_view_of_the_timeline_names_what_it_shows(library: Library) -> None:
    view = filters.pages(library)["timeline/kind/visit/"]
    visits = [it.name for it in library.records["milestones"].values() if it.kind == "visit"]
    assert visits
    assert all(name in view.description for name in visits)


def test_names_for_which_there_is_no_room_are_left_out_whole(library: Library) -> None:
    named = library.get(Reference("milestones", "initiative-announced"))
    text = descriptions.of_records("Milestones", [named] * 20)
    assert LEAST < len(text) <= LONGEST
    assert set(text.removeprefix("Milestones: ").split("; ")) == {named.name, "…"}


# Cut


def test_what_fits_is_not_cut() -> None:
    text = "a " * (LONGEST // 2)
    assert descriptions.cut(text) == text


def test_a_text_is_cut_between_words() -> None:
    text = "word " * LONGEST
    short = descriptions.cut(text)
    assert LONGEST - len("word …") < len(short) <= LONGEST
    assert set(short.removesuffix("…").split()) == {"word"}


@pytest.mark.parametrize("figure", ["£6 million", "24 July 2024", "twenty-five years"])
def test_a_figure_is_never_cut_in_two(figure: str) -> None:
    whole = {it.key for it in figures.find(figure)}
    assert whole
    for before in range(LONGEST - len(figure) - 3, LONGEST):
        text = descriptions.cut("x" * before + f" {figure} more words")
        found = {it.key for it in figures.find(text)}
        assert found in (set(), whole), text
