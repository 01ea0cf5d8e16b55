"""A page that is too heavy to be sent at once comes in parts, each of which can be read by itself; the audit reads them
as one page, from both sides."""

import re
from collections.abc import Callable

import pytest
from lxml import html

from tsi.audit.site import Audit
from tsi.library.library import Library
from tsi.render import parts, views
from tsi.render.page import Page
from tsi.render.parts import Part

TIMELINE, PILLAR, MATRIX = "timeline/", "pillars/paper-satellites/", "connections/"
ROOM = 30_000
VIEWS: dict[str, Callable[[Page], str]] = {
    TIMELINE: views.timeline,
    PILLAR: lambda page: views.record_page(page, PILLAR.rstrip("/")),
    MATRIX: views.connections,
}


APART = "parts", "part-head", "former", "notes-section"
"""Classes of what stands round the text of a part."""
AGAIN = ".//*[@data-continued]/*[self::thead or self::h2 or self::div[h2] or self::tr[th/@scope='rowgroup']]"
"""The headings that are said once more (XPath)."""


def whole(library: Library, address: str) -> tuple[Page, str]:
    """A page, and what its article holds."""
    page = Page(library, address)
    made = VIEWS[address](page)
    title = "" if "<h1" in made else "<h1>A page</h1>"
    return page, title + "".join([made, *views.foot(page)])


def cut(library: Library, address: str, room: int = ROOM) -> list[Part]:
    return parts.of(*whole(library, address), room)


def documents(made: list[Part]) -> list[html.HtmlElement]:
    return [html.fragment_fromstring(part.html, create_parent="article") for part in made]


@pytest.fixture(scope="module", params=VIEWS)
def address(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def made(mini: Library, address: str) -> list[Part]:
    return cut(mini, address)


def test_no_part_is_heavier_than_it_may_be(made: list[Part]) -> None:
    assert len(made) > 1
    assert max(len(part.html.encode()) for part in made) <= ROOM


def test_every_text_stands_in_one_part_and_in_its_order(mini: Library, made: list[Part], address: str) -> None:
    def told(article: html.HtmlElement) -> list[str]:
        around = [it for class_ in APART for it in article.find_class(class_)]
        for element in (*around, *article.xpath(AGAIN)):
            element.drop_tree()
        return [" ".join(it.text_content().split()) for it in article.xpath(".//*[@data-row][not(.//*[@data-row])]")]

    _, text = whole(mini, address)
    expected = told(html.fragment_fromstring(text, create_parent="article"))
    assert [row for article in documents(made) for row in told(article)] == expected
    assert len(expected) > 10


def test_the_receipts_of_a_part_lead_to_notes_in_it(made: list[Part]) -> None:
    for article in documents(made):
        notes = {note.get("id") for note in article.find_class("note")}
        assert {mark.get("href")[1:] for mark in article.find_class("receipt")} == notes
        again = {link.get("href")[1:] for link in article.find_class("note__again")}
        assert again <= notes


def test_what_goes_on_says_so_under_its_heading_once_more(mini: Library) -> None:
    first, second, *_ = documents(cut(mini, MATRIX))
    (table,) = second.xpath("./section[@data-continued]//table[@data-continued]")
    assert table.xpath("./thead//th/text()") == first.xpath(".//table")[0].xpath("./thead//th/text()")
    assert second.xpath("./section[@data-continued]/h2/text()") == first.xpath("./section/h2/text()")[:1]


def test_every_id_answers_on_the_first_part_and_stands_in_the_part_that_is_named_there(made: list[Part]) -> None:
    first = documents(made)[0]
    for part in made[1:]:
        for id_ in part.anchors:
            (answer,) = first.xpath(".//*[@id=$id]", id=id_) if not id_.startswith("mark-") else [None]
            listed = next((it for it in answer.iterancestors("li")), None) if answer is not None else None
            if answer is not None and id_ not in made[0].anchors:
                assert listed.find("a").get("href") == next(it.file for it in made[1:] if id_ in it.anchors)


def test_a_link_to_what_stands_in_another_part_leads_to_the_page(made: list[Part]) -> None:
    for article in documents(made)[1:]:
        here = set(article.xpath(".//@id"))
        ways = [it.get("href") for it in article.xpath(".//a[starts-with(@href, '#')]")]
        assert {way[1:] for way in ways} <= here


def test_a_permalink_gives_the_address_of_the_page_and_not_of_the_part(mini: Library) -> None:
    links = [it.get("href") for article in documents(cut(mini, PILLAR))[1:] for it in article.find_class("permalink")]
    assert links
    assert all(link.startswith(("./#", "../")) for link in links)


# The audit

OF_THE_FRAME = "the foot of the page|the head does not tell"
HEAD = "<!doctype html><html><head></head><body><article>{}</article></body></html>"


def audited(mini_audit: Audit, address: str, texts: list[str]) -> list[str]:
    first, *others = (HEAD.format(text) for text in texts)
    return [it for it in mini_audit.page(first, address, *others).messages() if not re.search(OF_THE_FRAME, it)]


def test_a_page_in_parts_passes_as_the_whole_page_does(mini_audit: Audit, made: list[Part], address: str) -> None:
    assert audited(mini_audit, address, [part.html for part in made]) == []


EVENT = r'<li class="event(?:.(?!<li class="event))*?</li>\s*(?=<li class="event)'
NOTE = r'<li class="note".*?</li>\s*</ul>\s*</li>'
WRONG = {
    "a row is left out": (EVENT, "", "the rows are", 1),
    "a part has another number": (r'"part">Part 2 of', '"part">Part 3 of', "is not the number of the part", 1),
    "a heading is another one": (r'"heading">[^<]+', '"heading">In 1999', "is not the heading", 1),
    "a note is left out": (NOTE, "", "it leads to no note", 1),
    "a list does not say that it goes on": (r' data-continued(?:="")?', "", "stands here twice", 0),
}
"""What is replaced, by what, what the audit says, and how often in each part (0: everywhere)."""


@pytest.mark.parametrize("change", WRONG)
def test_what_is_wrong_in_a_later_part_is_refused(mini_audit: Audit, mini: Library, change: str) -> None:
    old, new, message, times = WRONG[change]
    texts = [part.html for part in cut(mini, TIMELINE)]
    changed = [texts[0], *(re.sub(old, new, text, count=times, flags=re.DOTALL) for text in texts[1:])]
    assert changed != texts
    found = audited(mini_audit, TIMELINE, changed)
    assert any(message in it for it in found), found


def test_a_part_that_is_missing_is_noticed(mini_audit: Audit, mini: Library) -> None:
    texts = [part.html for part in cut(mini, TIMELINE)]
    assert any("the rows are" in it for it in audited(mini_audit, TIMELINE, texts[:-1]))
