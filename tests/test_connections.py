"""Who with whom, the A–Z index, the matrix of pillars by sources, what is open: what they show is what records hold."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page as BrowserPage

from tsi.library import selections
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.records.claims import related, stating_citations
from tsi.records.types import Reference
from tsi.render import alphabet, matrix
from tsi.wording import words as wording

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT)


def document(site: Path, address: str) -> html.HtmlElement:
    return html.parse(str(site / address / "index.html"), html.HTMLParser(encoding="utf-8")).getroot()


# The relations


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_the_rows_hold_every_relation_of_their_records_and_no_other(library: Library, kind: str) -> None:
    found = [(holder, target) for holder, _, target in matrix.relations(matrix.rows(library, kind))]
    records = library.records[kind].items()
    held = [(Reference(kind, id_), it) for id_, record in records for _, it in related(Reference(kind, id_), record)]
    assert found
    assert sorted(found) == sorted(held)


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_there_is_a_column_for_each_thing_that_a_row_points_at_in_the_order_of_the_files(
    library: Library, kind: str
) -> None:
    columns = matrix.columns(library, kind)
    assert columns
    for field, targets in columns.items():
        (target_kind,) = {target.kind for target in targets}
        held = {id_ for record in library.records[kind].values() for id_ in getattr(record, field)}
        assert [target.id for target in targets] == [id_ for id_ in library.records[target_kind] if id_ in held]


def test_a_field_of_which_no_row_makes_use_has_no_columns(library: Library) -> None:
    alone = {id_: it.model_copy(update={"funders": ()}) for id_, it in library.records["funding"].items()}
    made = replace(library, records={**library.records, "funding": alone})
    assert list(matrix.columns(library, "funding")) == ["funders", *matrix.columns(made, "funding")]


def test_a_receipt_leads_to_a_line_that_the_record_cites_and_that_names_what_is_joined(library: Library) -> None:
    looked_at = 0
    for kind in matrix.FIELDS:
        for holder, _, target in matrix.relations(matrix.rows(library, kind)):
            proof = matrix.naming(library, holder, target)
            (name,), (citation,) = proof.names, proof.citations
            assert name.mention.of == target
            assert citation in library.citations(holder)
            assert (target, name.mention.printed) in {
                (it.of, it.printed) for it in library.evidence.line(citation).names
            }
            looked_at += 1
    assert looked_at


def test_a_line_consulted_in_vain_shows_a_relation_only_where_no_other_line_does(library: Library) -> None:
    for kind in matrix.FIELDS:
        for holder, _, target in matrix.relations(matrix.rows(library, kind)):
            stating = stating_citations(library.get(holder))
            shown = [it for it in stating if any(name.of == target for name in library.evidence.line(it).names)]
            (citation,) = matrix.naming(library, holder, target).citations
            assert not shown or citation == shown[0]


def test_a_relation_that_no_cited_line_names_is_an_error_and_no_empty_receipt(library: Library) -> None:
    holder = next(row.holder for row in matrix.rows(library, "funding"))
    named = library.evidence.names_on(library.citations(holder))
    unnamed = next(Reference("places", id_) for id_ in library.records["places"] if ("places", id_) not in named)
    with pytest.raises(LookupError, match=f"{holder} cites names {unnamed}"):
        matrix.naming(library, holder, unnamed)


def test_what_is_joined_with_nothing_is_told_apart(library: Library) -> None:
    held = {target for kind in matrix.FIELDS for _, _, target in matrix.relations(matrix.rows(library, kind))}
    apart = set(matrix.apart(library, "organisations"))
    assert apart
    assert apart.isdisjoint(held)
    assert apart | held >= {Reference("organisations", id_) for id_ in library.records["organisations"]}


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


def table(site: Path, kind: str) -> html.HtmlElement:
    return document(site, "connections").get_element_by_id(f"table-{kind}").find(".//table")


def headings(built: html.HtmlElement) -> list[Reference]:
    """The records that the columns are of, in order."""
    return [Reference.parse(it) for it in built.xpath("./thead/tr[2]/th//@data-record")]


def holders(built: html.HtmlElement) -> dict[Reference, html.HtmlElement]:
    """By the record that it is of, each row."""
    return {Reference.parse(row.xpath("./th//@data-record")[0]): row for row in built.xpath("./tbody/tr[td]")}


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_a_mark_stands_where_the_row_holds_the_column_and_nowhere_else(
    built_site: Path, library: Library, kind: str
) -> None:
    built = table(built_site, kind)
    columns, rows = headings(built), holders(built)
    assert set(rows) == {Reference(kind, id_) for id_ in library.records[kind]}
    assert columns == [target for targets in matrix.columns(library, kind).values() for target in targets]
    for row in matrix.rows(library, kind):
        held = {target for targets in row.targets.values() for target in targets}
        for column, cell in zip(columns, rows[row.holder].xpath("./td")[1:], strict=True):
            assert cell.xpath(".//@data-record") == ([str(column)] if column in held else [])


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_a_mark_has_its_receipt_and_an_empty_cell_says_nothing(built_site: Path, library: Library, kind: str) -> None:
    page = document(built_site, "connections")
    for holder, row in holders(table(built_site, kind)).items():
        for cell in row.xpath("./td")[1:]:
            if not cell.find_class("tie"):
                assert (cell.text_content().strip(), len(cell)) == ("", 0)
                continue
            (target,), (receipt,) = cell.xpath(".//@data-record"), cell.find_class("receipt")
            (line,) = page.get_element_by_id(receipt.get("href")[1:]).find_class("note__line")
            (citation,) = matrix.naming(library, holder, Reference.parse(target)).citations
            assert line.get("href").endswith(f"sources/{citation.source}/#line-{citation.line}")


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_headings_and_marks_lead_to_the_records(built_site: Path, kind: str) -> None:
    links = table(built_site, kind).xpath(".//a[@data-record]")
    assert links
    assert all(link.get("href") == f"../{link.get('data-record')}/" for link in links)


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_ears_are_told_what_each_heading_is_the_heading_of(built_site: Path, kind: str) -> None:
    built = table(built_site, kind)
    (caption,) = built.xpath("./caption")
    assert caption.text_content().strip()
    assert built.xpath("./thead//th/@scope").count("colgroup") == len(built.xpath("./thead/tr[1]/th[@colspan]")) > 0
    assert set(built.xpath("./thead/tr[2]/th/@scope")) == {"col"}
    assert set(built.xpath("./tbody/tr[td]/th/@scope")) == {"row"}
    assert set(built.xpath("./tbody/tr[not(td)]/th/@scope")) <= {"rowgroup"}


def test_each_row_tells_its_stage_with_a_receipt(built_site: Path, library: Library) -> None:
    for kind in matrix.FIELDS:
        for holder, row in holders(table(built_site, kind)).items():
            cell = row.find("./td")
            assert cell.xpath(".//@data-stage") == [library.get(holder).status.is_]
            assert len(cell.find_class("receipt")) == 1


def test_the_matrix_needs_no_script_and_no_style_of_its_own(built_site: Path) -> None:
    for kind in matrix.FIELDS:
        assert not table(built_site, kind).xpath(".//script | .//@style | .//@onclick")


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
        things = section.xpath(f".//li[contains(@class, 'event ')] | .//tbody/tr | {listed}")
        assert len(things) == int(number), link.get("href")
        consulted += 1
    assert consulted


# In a browser


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_each_row_lists_by_name_what_it_is_joined_with(
    new_page: Callable[..., BrowserPage], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page.goto("/connections/")
    marks = page.locator(".matrix__cell--joined")
    assert marks.count()
    for mark in marks.all():
        name = mark.locator(".tie__name").bounding_box()
        assert name["height"] > 10
        assert 0 <= name["x"] < name["x"] + name["width"] <= width
    assert page.locator(".matrix__cell:not(.matrix__cell--joined)").first.is_hidden()


@pytest.mark.parametrize("width", [320, 390, 720, 800, 1000, 1240, 1440])
def test_no_matrix_makes_the_page_wider_than_the_screen(new_page: Callable[..., BrowserPage], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/connections/")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_matrix_too_wide_for_the_screen_scrolls_in_a_region_of_its_own_past_the_names_of_its_rows(
    new_page: Callable[..., BrowserPage],
) -> None:
    page = new_page(viewport={"width": 740, "height": 800})
    page.goto("/connections/")
    region = page.locator(".matrix-scroll").first
    assert region.evaluate("it => it.scrollWidth > it.clientWidth && it.scrollHeight > it.clientHeight")
    region.focus()
    assert region.evaluate("it => it === document.activeElement")
    kept = []
    for left, top in ((0, 100), (80, 300)):
        region.evaluate("(it, [left, top]) => it.scrollTo(left, top)", [left, top])
        row, head = region.locator("tbody th[scope=row]").last, region.locator("thead")
        kept.append((row.bounding_box()["x"], head.bounding_box()["y"]))
    assert kept[0] == kept[1]


def test_the_headings_stay_in_sight_while_the_rows_pass_by(page: BrowserPage) -> None:
    page.goto("/connections/")
    region = page.locator(".matrix-scroll").first
    region.locator("tbody tr").last.evaluate("it => it.scrollIntoView({block: 'center'})")
    assert region.locator("thead").bounding_box()["y"] == 0


@pytest.mark.parametrize("width", [800, 1440])
def test_no_words_of_the_headings_overlap(new_page: Callable[..., BrowserPage], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto("/connections/")
    for heads in page.locator(".matrix thead").all():
        boxes = [it.bounding_box() for it in heads.locator(".matrix__upright, .matrix__field").all()]
        assert boxes
        for number, box in enumerate(boxes):
            for other in boxes[number + 1 :]:
                aside = box["x"] + box["width"] <= other["x"] + 1 or other["x"] + other["width"] <= box["x"] + 1
                assert aside or box["y"] + box["height"] <= other["y"] + 1


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
