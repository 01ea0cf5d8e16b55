"""The A–Z index, the matrix of pillars by sources, what is open: what they show is what records hold."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page as BrowserPage

from tests.site_checks import document
from tsi.library import selections
from tsi.library.library import Library
from tsi.wording import alphabet, links
from tsi.wording import words as wording

# A–Z


@pytest.mark.parametrize(
    ("text", "filed"),
    [
        ("The trade deal", "trade deal"),
        ("A framework", "framework"),
        ("An agreement", "agreement"),
        ("Theatre", "theatre"),
        ("Bio-imaging", "bio imaging"),
        ("Élan", "elan"),
        ("UK–India", "uk india"),
    ],
)
def test_what_a_name_is_filed_under(text: str, filed: str) -> None:
    assert alphabet.filed(text) == filed


def test_numerals_are_filed_by_size() -> None:
    assert sorted(["10-year", "5G", "6G"], key=alphabet.filed) == ["5G", "6G", "10-year"]


def test_every_name_and_every_printed_form_is_in_the_index(library: Library) -> None:
    entries = [entry for _, group in alphabet.letters(library) for entry in group]
    keys = {(entry.reference, entry.filed) for entry in entries}
    consulted = 0
    for reference in library.references():
        if reference.kind in alphabet.LEFT_OUT:
            continue
        own = [filed for it, filed in keys if it == reference]
        for form in getattr(library.get(reference), "aliases", ()):
            if any(form in printed for _, printed in library.naming(reference)):
                assert any(filed.startswith(alphabet.filed(form)) for filed in own), (reference, form)
                consulted += 1
        assert own, reference
    assert consulted > 50
    assert len(keys) == len(entries), "something stands twice"


def test_the_index_is_in_order(built_site: Path, library: Library) -> None:
    page = document(built_site, "a-z")
    letters = [alphabet.filed(it) for it in page.xpath("//nav[@aria-label='Letters']//a/text()")]
    assert letters[0] == alphabet.NO_LETTER
    assert letters[1:-1] == sorted(letters[1:-1])
    for letter in letters[:-1]:
        items = page.get_element_by_id(f"section-{letter}").getparent().xpath(".//li/a[1]")
        names = [alphabet.filed(item.text_content()) for item in items]
        assert names
        assert names == sorted(names)
        assert letter == alphabet.NO_LETTER or {name[0] for name in names} == {letter}


def test_every_record_is_a_link_in_the_index(built_site: Path, library: Library) -> None:
    page = document(built_site, "a-z")
    found = {href.removeprefix("../").rstrip("/") for href in page.xpath("//article//li/a/@href")}
    records = (it for it in library.references() if it.kind in links.KINDS_WITH_PAGES)
    expected = {links.where(library, it).rstrip("/") for it in records}
    assert expected <= found


# The pages


def test_each_cell_of_the_matrix_says_how_a_source_lists_a_pillar(built_site: Path, library: Library) -> None:
    page = document(built_site, "pillars")
    *rows, sums = page.xpath("//table[.//caption[@id='caption-pillars']]/tbody/tr")
    assert len(rows) == len(library.records["pillars"])
    sources = [source.id for source in selections.listing(library)]
    for row, pillar in zip(rows, library.records["pillars"].values(), strict=True):
        for cell, source in zip(row.xpath("./td"), sources, strict=True):
            listing = pillar.listed.get(source)
            words = cell.text_content()
            assert words.startswith("not listed") == (not listing or not listing.lists)
            assert (listing.as_ if listing else "") in words
            notes = [page.get_element_by_id(it.get("href")[1:]) for it in cell.find_class("receipt")]
            lines = {line.get("href").rpartition("/")[2] for note in notes for line in note.find_class("note__line")}
            assert lines == ({f"#line-{citation.line}" for citation in listing.cite} if listing else set())
    pillars = library.records["pillars"].values()
    listed = [
        sum(source in it.listed and it.listed[source].as_ != "forerunner" for it in pillars) for source in sources
    ]
    assert [int(value) for value in sums.xpath("./td//data/@value")] == listed


def test_what_a_source_names_for_a_forerunner_is_told_apart_on_its_page(built_site: Path, library: Library) -> None:
    consulted = set()
    for source in library.records["sources"]:
        section = document(built_site, f"sources/{source}").get_element_by_id("section-pillars").getparent()
        apart = section.xpath("./p[@class='apart']/following-sibling::ul/li/@data-row")
        named = {
            f"pillars/{id_}.listed.{source}": it.listed.get(source) for id_, it in library.records["pillars"].items()
        }
        assert apart == [id_ for id_, listing in named.items() if listing and listing.as_ == "forerunner"]
        assert section.xpath("./ul/li/@data-row") == [id_ for id_, listing in named.items() if listing]
        assert bool(section.find_class("none")) == all(not it or it.as_ == "forerunner" for it in named.values())
        consulted.add(bool(apart))
    assert consulted == {True, False}


def test_of_a_pillar_the_head_counts_who_lists_it_and_the_section_tells_a_forerunner(
    built_site: Path, library: Library
) -> None:
    told = 0
    for id_, pillar in library.records["pillars"].items():
        page = document(built_site, f"pillars/{id_}")
        (fact,) = page.xpath("//dt[text()='Listed by']/following-sibling::dd")
        words = " ".join(fact.text_content().split())
        assert words.startswith(f"{sum(it.as_ != 'forerunner' for it in pillar.listed.values())} of ")
        for source, how in pillar.listed.items():
            (row,) = page.xpath(f"//tr[.//*[@data-at='pillars/{id_}.listed.{source}']]")
            assert ("forerunner" in row.text_content()) == (how.as_ == "forerunner")
            told += how.as_ == "forerunner"
    assert told


def test_every_open_question_stands_once_and_leads_to_its_place(built_site: Path, library: Library) -> None:
    ways = document(built_site, "open-questions").xpath("//li[@class='unknown']/a[@class='permalink']/@href")
    asked = [
        f"../{reference}/#unknown-{id_}"
        for reference in library.references()
        for id_ in getattr(library.get(reference), "open_questions", ())
    ]
    assert asked
    assert sorted(ways) == sorted(asked)


def test_home_says_what_the_initiative_is_in_cited_sentences(built_site: Path, library: Library) -> None:
    (glance,) = document(built_site, ".").find_class("front")
    initiative = next(it for it in library.records["partnerships"].values() if it.standing == "itself")
    first, *others = glance.find_class("statement")
    assert next(iter(initiative.statements.values())).says in first.text_content()
    assert others
    assert all(it.find_class("receipt") for it in (first, *others))
    assert glance.xpath(".//a[@href='disagreements/' and .//data] | .//a[@href='open-questions/' and .//data]/..")


# In a browser


@pytest.mark.parametrize("width", [1100, 1280])
def test_the_parts_of_the_site_fit_in_one_line(new_page: Callable[..., BrowserPage], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/a-z/")
    tops = page.locator(".masthead__row > ul > li").evaluate_all("all => all.map(it => it.getBoundingClientRect().top)")
    assert len(tops) > 5
    assert len(set(tops)) == 1


def test_the_wording_of_titles_is_the_one_that_is_filed(library: Library) -> None:
    own = {entry.reference: entry.filed for _, group in alphabet.letters(library) for entry in group if not entry.form}
    assert own
    assert all(filed == alphabet.filed(wording.title(library.get(it))) for it, filed in own.items())
