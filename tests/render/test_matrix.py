"""Who with whom: a mark for each relation that a partnership or a sum holds, with its receipt, and for nothing else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page as BrowserPage

from tests.site_checks import document
from tsi.library import matrix
from tsi.library.library import Library
from tsi.records.claims import Place, related
from tsi.records.types import Reference
from tsi.wording import places, words

# The relations


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_the_rows_hold_every_relation_of_their_records_and_no_other(mini: Library, kind: str) -> None:
    found = [(holder, target) for holder, _, target in matrix.relations(matrix.rows(mini, kind))]
    records = mini.records[kind].items()
    pairs = ((Reference(kind, id_), related(Reference(kind, id_), record)) for id_, record in records)
    held = [(holder, it) for holder, found in pairs for _, it in found if it.kind != "people"]
    assert found
    assert sorted(found) == sorted(held)


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_there_is_a_column_for_each_thing_that_a_row_points_at_in_the_order_of_the_files(
    mini: Library, kind: str
) -> None:
    columns = matrix.columns(mini, kind)
    assert columns
    for field, targets in columns.items():
        (target_kind,) = {target.kind for target in targets}
        held = {id_ for record in mini.records[kind].values() for id_ in getattr(record, field)}
        assert [target.id for target in targets] == [id_ for id_ in mini.records[target_kind] if id_ in held]


def test_a_field_of_which_no_row_makes_use_has_no_columns(mini: Library) -> None:
    alone = {id_: it.model_copy(update={"funders": ()}) for id_, it in mini.records["funding"].items()}
    made = replace(mini, records={**mini.records, "funding": alone})
    assert list(matrix.columns(mini, "funding")) == ["funders", *matrix.columns(made, "funding")]


def test_a_receipt_leads_to_the_lines_of_the_relation_and_the_names_on_them(mini: Library) -> None:
    looked_at = 0
    for kind in matrix.FIELDS:
        for holder, field, target in matrix.relations(matrix.rows(mini, kind)):
            place = places.at(holder, field, target.id)
            proof = places.proof(mini, place)
            assert proof and proof.citations == getattr(mini.get(holder), field)[target.id].cite
            for name in proof.names:
                (backing,) = name.backings
                printed = {(it.of, it.printed) for it in mini.evidence.line(backing.citation).names}
                assert (target, name.mention.printed) in printed
                looked_at += 1
    assert looked_at


def test_what_is_joined_with_nothing_is_told_apart(mini: Library) -> None:
    held = {target for kind in matrix.FIELDS for _, _, target in matrix.relations(matrix.rows(mini, kind))}
    apart = set(matrix.apart(mini, "organisations"))
    assert apart
    assert apart.isdisjoint(held)
    assert apart | held >= {Reference("organisations", id_) for id_ in mini.records["organisations"]}


# The page


def table(site: Path, kind: str) -> html.HtmlElement:
    return document(site, "connections").get_element_by_id(f"table-{kind}").find(".//table")


def headings(built: html.HtmlElement) -> list[Reference]:
    """The records that the columns are of, in order."""
    return [Reference.parse(it) for it in built.xpath("./thead/tr[2]/th/@data-row")]


def holders(built: html.HtmlElement) -> dict[Reference, html.HtmlElement]:
    """By the record that it is of, each row."""
    rows = {Reference.parse(row.get("data-row")): row for row in built.xpath("./tbody/tr[td]")}
    assert rows
    return rows


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_a_mark_stands_where_the_row_holds_the_column_and_nowhere_else(
    mini_site: Path, mini: Library, kind: str
) -> None:
    built = table(mini_site, kind)
    columns, rows = headings(built), holders(built)
    assert set(rows) == {Reference(kind, id_) for id_ in mini.records[kind]}
    fields = [(field, target) for field, targets in matrix.columns(mini, kind).items() for target in targets]
    assert columns == [target for _, target in fields]
    for row in matrix.rows(mini, kind):
        held = {f"{row.holder}.{field}.{target.id}" for field, it in row.targets.items() for target in it}
        for (field, column), cell in zip(fields, rows[row.holder].xpath("./td")[1:], strict=True):
            place = f"{row.holder}.{field}.{column.id}"
            assert cell.get("data-row") == (place if place in held else None)


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_a_mark_has_its_receipt_and_an_empty_cell_says_nothing(mini_site: Path, mini: Library, kind: str) -> None:
    page = document(mini_site, "connections")
    for holder, row in holders(table(mini_site, kind)).items():
        for cell in row.xpath("./td")[1:]:
            if not cell.find_class("tie"):
                assert (cell.text_content().strip(), len(cell)) == ("", 0)
                continue
            (receipt,) = cell.find_class("receipt")
            place = Place.parse(cell.get("data-row"))
            assert place.reference == holder
            lines = page.get_element_by_id(receipt.get("href")[1:]).find_class("note__line")
            for line, citation in zip(lines, places.citations(mini, place), strict=True):
                assert line.get("href").endswith(f"sources/{citation.source}/#line-{citation.line}")


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_headings_and_marks_lead_to_the_records(mini_site: Path, kind: str) -> None:
    columns = table(mini_site, kind).xpath("./thead/tr[2]/th")
    marks = table(mini_site, kind).find_class("tie")
    assert columns and marks
    assert all(it.xpath(".//a/@href") == [f"../{it.get('data-row')}/"] for it in columns)
    assert {mark.get("href") for mark in marks} <= {f"../{it.get('data-row')}/" for it in columns}


@pytest.mark.parametrize("kind", matrix.FIELDS)
def test_ears_are_told_what_each_heading_is_the_heading_of(mini_site: Path, kind: str) -> None:
    built = table(mini_site, kind)
    (caption,) = built.xpath("./caption")
    assert caption.text_content().strip()
    assert built.xpath("./thead//th/@scope").count("colgroup") == len(built.xpath("./thead/tr[1]/th[@colspan]")) > 0
    assert set(built.xpath("./thead/tr[2]/th/@scope")) == {"col"}
    assert set(built.xpath("./tbody/tr[td]/th/@scope")) == {"row"}
    assert set(built.xpath("./tbody/tr[not(td)]/th/@scope")) <= {"rowgroup"}


def test_each_row_tells_its_stage_with_a_receipt(mini_site: Path, mini: Library) -> None:
    for kind in matrix.FIELDS:
        for holder, row in holders(table(mini_site, kind)).items():
            cell = row.find("./td")
            known = [words.code(status) for status in [mini.get(holder).status] if status]
            assert [it.text for it in cell.find_class("status")] == known
            assert len(cell.find_class("receipt")) == len(known)


def test_the_matrix_needs_no_script_and_no_style_of_its_own(mini_site: Path) -> None:
    for kind in matrix.FIELDS:
        assert not table(mini_site, kind).xpath(".//script | .//@style | .//@onclick")


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
    """At the top of the page, or of the region of its own in which a matrix of many columns scrolls: so the page comes
    no further than the last row needs, as when a reader scrolls down."""
    page.goto("/connections/")
    region = page.locator(".matrix-scroll").first
    last = region.locator("tbody tr").last
    last.evaluate("it => it.scrollIntoView({block: 'nearest'})")
    heads, row = region.locator("thead").bounding_box(), last.bounding_box()
    top = max(0, region.bounding_box()["y"])
    assert heads["y"] == pytest.approx(top, abs=2)
    assert heads["y"] + heads["height"] <= row["y"] < page.viewport_size["height"]


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
