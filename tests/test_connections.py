"""Who with whom, the A–Z index, the matrix of pillars by sources, what is open: what they show is what records hold."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page as BrowserPage

from tsi.library import selections
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.records.claims import related
from tsi.records.types import Citation, Reference
from tsi.render import alphabet, connections
from tsi.render.connections import Group, Map, Order, Row
from tsi.wording import words as wording

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT)


@pytest.fixture(scope="module", params=connections.SIDES)
def drawn(request: pytest.FixtureRequest, library: Library) -> Map:
    return connections.draw(library, request.param)


def document(site: Path, address: str) -> html.HtmlElement:
    return html.parse(str(site / address / "index.html"), html.HTMLParser(encoding="utf-8")).getroot()


# The relations


@pytest.mark.parametrize("kind", connections.SIDES)
def test_the_rows_hold_every_relation_of_their_records_and_no_other(library: Library, kind: str) -> None:
    found = [(holder, target) for holder, _, target in connections.edges(connections.rows(library, kind))]
    records = library.records[kind].items()
    held = [(Reference(kind, id_), it) for id_, record in records for _, it in related(Reference(kind, id_), record)]
    assert found
    assert sorted(found) == sorted(held)


def test_a_receipt_leads_to_cited_lines_that_name_each_of_what_is_joined(library: Library) -> None:
    consulted = 0
    for kind in connections.SIDES:
        for row in connections.rows(library, kind):
            for field, targets in row.targets.items():
                proof = connections.naming(library, row, field)
                assert {name.mention.of for name in proof.names} == set(targets)
                assert set(proof.citations) <= set(library.citations(row.holder))
                for name in proof.names:
                    (backing,) = name.backings
                    printed = [it.printed for it in library.evidence.line(backing.citation).names]
                    assert backing.printed in printed
                    consulted += 1
    assert consulted > 50


def test_what_no_cited_line_names_has_no_line(library: Library) -> None:
    row = Row(Reference("funding", "future-telecoms-call"), {"part_of": (Reference("partnerships", "icet"),)})
    proof = connections.naming(library, row, "part_of")
    assert (proof.citations, proof.names) == ((), ())


def test_one_line_is_enough_where_it_names_all(library: Library) -> None:
    row = next(it for it in connections.rows(library, "funding") if it.holder.id == "future-telecoms-call")
    assert connections.naming(library, row, "funders").citations == (Citation("voip-review-2024", 7),)


def test_what_is_joined_with_nothing_is_told_apart(library: Library) -> None:
    held = {target for kind in connections.SIDES for _, _, target in connections.edges(connections.rows(library, kind))}
    apart = set(connections.apart(library, "organisations"))
    assert apart
    assert apart.isdisjoint(held)
    assert apart | held >= {Reference("organisations", id_) for id_ in library.records["organisations"]}


# The order


def _one(id_: str) -> Reference:
    return Reference("places", id_)


def _holder(id_: str) -> Reference:
    return Reference("partnerships", id_)


def _rows(**targets: str) -> list[Row]:
    """By holder, a letter for each party."""
    return [Row(_holder(id_), {"parties": tuple(map(_one, found))}) for id_, found in targets.items()]


def _order(left: str, middle: str) -> Order:
    return Order((Group("parties", tuple(map(_one, left))),), (Group("partnerships", tuple(map(_holder, middle))),), ())


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (_rows(x="a", y="b"), 0),
        (_rows(x="b", y="a"), 1),
        (_rows(x="ab", y="a"), 1),
        (_rows(x="a", y="a"), 0),
        (_rows(x="b", y="b"), 0),
    ],
)
def test_crossings_are_counted(held: list[Row], expected: int) -> None:
    assert connections.crossings(_order("ab", "xy"), held) == expected


def test_edges_are_untangled_where_they_can_be() -> None:
    held = _rows(x="c", y="b", z="a")
    order = _order("abc", "xyz")
    assert connections.crossings(order, held) == 3
    assert connections.crossings(connections.arranged(order, held), held) == 0


def test_an_order_without_crossings_stays() -> None:
    held = _rows(x="a", y="b", z="c")
    assert connections.arranged(_order("abc", "xyz"), held) == _order("abc", "xyz")


@pytest.mark.parametrize("kind", connections.SIDES)
def test_the_map_has_fewer_crossings_than_the_files_would_give_it(library: Library, kind: str) -> None:
    held = connections.rows(library, kind)
    order = connections.in_data_order(library, kind, held)
    assert connections.crossings(connections.arranged(order, held), held) < connections.crossings(order, held)


@pytest.mark.parametrize(
    ("numbers", "levelled"),
    [([], []), ([1, 2, 3], [1, 2, 3]), ([3, 1], [2, 2]), ([1, 5, 3, 9], [1, 4, 4, 9]), ([3, 2, 1], [2, 2, 2])],
)
def test_numbers_that_fall_are_levelled(numbers: list[float], levelled: list[float]) -> None:
    assert connections.in_order(numbers) == levelled


# The drawing


def _columns(drawn: Map) -> list[tuple]:
    return [drawn.left, drawn.middle, drawn.right]


def test_nothing_overlaps_and_everything_lies_in_the_drawing(drawn: Map) -> None:
    for column in _columns(drawn):
        assert column
        for upper, lower in pairwise(column):
            assert upper.bottom < lower.top
        for knot in column:
            assert 0 <= knot.left < knot.right <= connections.WIDTH
            assert knot.top >= 0
            assert knot.bottom <= drawn.height
            assert knot.bottom - knot.top >= 24
            for heading in drawn.headings:
                beside = heading.left != knot.left
                assert beside or heading.y + 4 < knot.top or heading.y - 12 > knot.bottom


def test_labels_are_whole_names_in_lines_that_fit(drawn: Map, library: Library) -> None:
    for knot in (knot for column in _columns(drawn) for knot in column):
        lines = ["".join(piece.text for piece in line) for line in knot.lines]
        assert "".join(lines) == library.get(knot.reference).name
        room = knot.label - knot.left if knot.label > knot.mark + 20 or knot in drawn.left else knot.right - knot.label
        assert all(connections.text_width(line.rstrip(), 12.5) <= room for line in lines)
        assert all(knot.top < y < knot.bottom for y in knot.baselines)


def test_a_figure_is_not_cut_over_two_lines(library: Library) -> None:
    proof = library.proof(Reference("partnerships", "roadmap-2030"), "name")
    lines = connections.broken(proof.segments, 1)
    assert ["".join(piece.text for piece in line) for line in lines] == ["India-UK ", "Roadmap 2030"]
    assert [piece.figure is not None for line in lines for piece in line] == [False, True]


def test_each_relation_is_a_line_from_the_one_to_the_other(drawn: Map, library: Library) -> None:
    relations = connections.edges(connections.rows(library, drawn.kind))
    middle = [tie for knot in drawn.middle for tie in knot.ties]
    assert len(middle) == len(relations)
    assert sorted(middle) == sorted(tie for side in (drawn.left, drawn.right) for knot in side for tie in knot.ties)


def test_the_same_records_give_the_same_drawing(drawn: Map, library: Library) -> None:
    assert connections.draw(library, drawn.kind) == drawn


def test_a_record_without_relations_is_drawn_without_lines(library: Library) -> None:
    alone = library.records["funding"]["future-telecoms-call"].model_copy(
        update={"funders": (), "part_of": (), "pillars": ()}
    )
    funding = {**library.records["funding"], "alone": alone}
    proofs = dict(library.proofs)
    proofs |= {
        place._replace(reference=Reference("funding", "alone")): proof
        for place, proof in proofs.items()
        if place.reference == Reference("funding", "future-telecoms-call")
    }
    made = connections.draw(replace(library, records={**library.records, "funding": funding}, proofs=proofs), "funding")
    (knot,) = (knot for knot in made.middle if knot.reference.id == "alone")
    assert knot.ties == ()


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


def test_people_are_filed_by_surname() -> None:
    assert alphabet.inverted("David Lammy", "Lammy") == "Lammy, David"
    assert alphabet.inverted("Lammy", "Lammy") == "Lammy"


def test_every_name_and_every_printed_form_is_in_the_index(library: Library) -> None:
    entries = [entry for _, group in alphabet.letters(library) for entry in group]
    keys = {(entry.reference, entry.filed) for entry in entries}
    consulted = 0
    for reference in library.references():
        if reference.kind in alphabet.LEFT_OUT:
            continue
        own = [filed for it, filed in keys if it == reference]
        for form in getattr(library.get(reference), "aliases", ()):
            if any(form in printed for _, printed in selections.naming_lines(library, reference)):
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
    expected = {str(it) for it in library.references() if it.kind not in ("omissions", "rules")}
    assert expected <= found


# The pages


def test_the_map_and_the_table_say_the_same(built_site: Path, library: Library) -> None:
    page = document(built_site, "connections")
    for kind in connections.SIDES:
        region = page.get_element_by_id(f"map-{kind}-caption").getparent()
        knots = {Reference.parse(it) for it in region.xpath(".//@data-knot")}
        rows = {
            tuple(map(Reference.parse, row.xpath(".//@data-record")))
            for row in page.get_element_by_id(f"table-{kind}").xpath(".//tbody/tr")
        }
        held = connections.rows(library, kind)
        assert rows == {(row.holder, *(it for found in row.targets.values() for it in found)) for row in held}
        assert knots == {it for row in rows for it in row}


def test_every_cell_that_joins_has_a_receipt_and_no_other(built_site: Path) -> None:
    cells = document(built_site, "connections").xpath("//table//td")
    joined = [cell for cell in cells if cell.xpath(".//@data-record")]
    assert joined
    assert all(len(cell.find_class("receipt")) == 1 for cell in joined)
    assert all(cell.text_content() == "not stated" for cell in cells if cell not in joined)


def test_the_map_needs_no_script_and_no_style_of_its_own(built_site: Path) -> None:
    drawings = document(built_site, "connections").find_class("map")
    assert len(drawings) == len(connections.SIDES)
    for drawing in drawings:
        assert not drawing.xpath(".//script | .//@style | .//@onclick")
        assert not drawing.xpath(".//a[not(@href)]")


def test_each_cell_of_the_matrix_says_how_a_source_lists_a_pillar(built_site: Path, library: Library) -> None:
    page = document(built_site, "pillars")
    *rows, sums = page.xpath("//table[.//caption[@id='caption-pillars']]/tbody/tr")
    assert len(rows) == len(library.records["pillars"])
    for row, pillar in zip(rows, library.records["pillars"].values(), strict=True):
        for cell, source in zip(row.xpath("./td"), library.records["sources"], strict=True):
            listing = pillar.listed.get(source)
            words = cell.text_content()
            assert words.startswith("not listed") == (not listing or not listing.lists)
            assert (listing.as_ if listing else "") in words
            notes = [page.get_element_by_id(it.get("href")[1:]) for it in cell.find_class("receipt")]
            lines = {line.get("href").rpartition("/")[2] for note in notes for line in note.find_class("note__line")}
            assert lines == ({f"#line-{citation.line}" for citation in listing.cite} if listing else set())
    pillars = library.records["pillars"].values()
    listed = [
        sum(source in it.listed and it.listed[source].as_ != "forerunner" for it in pillars)
        for source in library.records["sources"]
    ]
    assert [int(value) for value in sums.xpath("./td//data/@value")] == listed


def test_what_a_source_names_for_a_forerunner_is_told_apart_on_its_page(built_site: Path, library: Library) -> None:
    consulted = set()
    for source in library.records["sources"]:
        section = document(built_site, f"sources/{source}").get_element_by_id("section-pillars").getparent()
        apart = section.xpath("./p[@class='apart']/following-sibling::ul//@data-record")
        named = {f"pillars/{id_}": it.listed.get(source) for id_, it in library.records["pillars"].items()}
        assert apart == [id_ for id_, listing in named.items() if listing and listing.as_ == "forerunner"]
        assert section.xpath("./ul//@data-record") == [id_ for id_, listing in named.items() if listing]
        assert bool(section.find_class("none")) == all(not it or it.as_ == "forerunner" for it in named.values())
        consulted.add(bool(apart))
    assert consulted == {True, False}


def test_the_head_of_a_pillar_says_in_which_source_it_is_of_a_forerunner(built_site: Path, library: Library) -> None:
    for id_, pillar in library.records["pillars"].items():
        (fact,) = document(built_site, f"pillars/{id_}").xpath("//dt[text()='Listed by']/following-sibling::dd")
        words = " ".join(fact.text_content().split())
        assert words.startswith(f"{sum(it.as_ != 'forerunner' for it in pillar.listed.values())} of ")
        named = [library.records["sources"][it].short for it, how in pillar.listed.items() if how.as_ == "forerunner"]
        assert words.endswith(f"; forerunner in: {', '.join(named)}") == bool(named)


def test_every_open_question_stands_once_and_leads_to_its_place(built_site: Path, library: Library) -> None:
    ways = document(built_site, "open-questions").xpath("//li[@class='unknown']/a[@class='permalink']/@href")
    asked = [
        f"../{reference}/#unknown-{id_}"
        for reference in library.references()
        for id_ in getattr(library.get(reference), "open_questions", ())
    ]
    assert asked
    assert sorted(ways) == sorted(asked)


def test_home_says_what_the_initiative_is_in_five_cited_sentences(built_site: Path, library: Library) -> None:
    (glance,) = document(built_site, ".").find_class("glance")
    initiative = next(it for it in library.records["partnerships"].values() if it.standing == "itself")
    shown = glance.find_class("statement")
    for statement, item in zip(list(initiative.statements.values())[:5], shown, strict=True):
        assert statement.says in item.text_content()
        assert item.find_class("receipt")
    assert glance.xpath(".//a[@href='disagreements/' and .//data] | .//a[@href='open-questions/' and .//data]/..")


def test_each_number_on_a_card_leads_to_as_many_things(built_site: Path) -> None:
    consulted = 0
    for link in document(built_site, ".").xpath("//li[@class='card']//ul/li/a"):
        (number,) = link.xpath("./data/@value")
        page, _, anchor = link.get("href").partition("#")
        section = document(built_site, page).get_element_by_id(anchor).getparent()
        listed = ".//ul[@class='links' or @class='differences']/li"
        things = section.xpath(f".//li[@class='event'] | .//tbody/tr | {listed}")
        assert len(things) == int(number), link.get("href")
        consulted += 1
    assert consulted


# In a browser


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_map_scrolls_in_a_region_that_takes_the_focus(
    new_page: Callable[..., BrowserPage], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/connections/")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    region = page.locator(".map__scroll").first
    assert region.evaluate("it => it.scrollWidth > it.clientWidth")
    region.focus()
    assert region.evaluate("it => it === document.activeElement")


def test_the_keyboard_shows_what_a_name_is_joined_with(page: BrowserPage) -> None:
    page.goto("/connections/")
    knot = page.locator(".knot--left", has=page.locator("[data-knot='places/japan']"))
    ties = knot.locator(".knot__ties")
    assert ties.evaluate("it => getComputedStyle(it).visibility") == "hidden"
    knot.locator("a").focus()
    assert ties.evaluate("it => getComputedStyle(it).visibility") == "visible"


def test_no_words_of_the_map_overlap(page: BrowserPage) -> None:
    page.goto("/connections/")
    boxes = page.locator(".map__drawing text").evaluate_all(
        "all => all.map(it => { const b = it.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })"
    )
    assert len(boxes) > 20
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] + 1 or other[3] <= top + 1
            assert apart, (boxes[number], other)


@pytest.mark.parametrize("width", [1100, 1280])
def test_the_parts_of_the_site_fit_in_one_line(new_page: Callable[..., BrowserPage], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/a-z/")
    tops = page.locator(".masthead__list > li").evaluate_all("all => all.map(it => it.getBoundingClientRect().top)")
    assert len(tops) > 5
    assert len(set(tops)) == 1


def test_the_wording_of_titles_is_the_one_that_is_filed(library: Library) -> None:
    own = {entry.reference: entry.filed for _, group in alphabet.letters(library) for entry in group if not entry.form}
    assert own
    assert all(filed == alphabet.filed(wording.title(library.get(it))) for it, filed in own.items())
