"""Pages on paper: A4, the receipts with their addresses, no navigation, nothing cut off, nothing too small to read, and
not too many sheets."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.tour import NAMES

PILLAR, TIMELINE, DISAGREEMENT = "one of pillars", "timeline", "one of disagreements"
"""Pages of the tour."""
NAVIGATION = (
    ".masthead__tools, .masthead__bar, .rail, .skip, .permalink, .note__back, .note__original, .colophon__links,"
    " .filters, .picture__past, .letters, .cite__how"
)
A4_WIDTH, A4_HEIGHT = 595, 842
"""Points."""
PRINTED_WIDTH = 658
"""CSS pixels between the margins of an A4 page, 18 mm each."""
WORDS_A_SHEET = 120
"""As many words as a sheet holds at least, the first two apart: a table or a list takes more room than a paragraph."""
LEAST_TYPE = 8
"""CSS pixels: 6 points."""


@pytest.fixture
def printed(page: Page) -> Iterator[Page]:
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": 930})
    page.emulate_media(media="print")
    return page


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_takes_few_sheets_of_a4(page: Page, tour: dict[str, str], name: str) -> None:
    page.goto(tour[name])
    pdf = page.pdf(prefer_css_page_size=True)
    words = page.locator("article").inner_text().split()
    assert 1 <= sheets(pdf) <= 2 + len(words) / WORDS_A_SHEET
    sizes = {tuple(round(float(it)) for it in box.split()) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf)}
    assert sizes == {(0, 0, A4_WIDTH, A4_HEIGHT)}


def test_sheets_are_counted(page: Page) -> None:
    page.set_content("<p>One sheet</p><p id='second'>or two</p>")
    assert sheets(page.pdf()) == 1
    page.evaluate("document.getElementById('second').style.breakBefore = 'page'")
    assert sheets(page.pdf()) == 2


@pytest.mark.parametrize("name", [PILLAR, TIMELINE, DISAGREEMENT, "home", "a-z", "connections"])
def test_paper_has_no_navigation(printed: Page, tour: dict[str, str], name: str) -> None:
    printed.goto(tour[name])
    assert printed.locator("h1").is_visible()
    assert printed.locator(NAVIGATION).count() > 1
    assert not [it for it in printed.locator(NAVIGATION).all() if it.is_visible()]


@pytest.mark.parametrize("name", [PILLAR, TIMELINE, DISAGREEMENT, "open-questions"])
def test_paper_has_the_receipts_with_their_addresses(printed: Page, tour: dict[str, str], name: str) -> None:
    printed.goto(tour[name])
    assert printed.locator(".note").count() > 1
    assert not [it for it in printed.locator(".note").all() if not it.is_visible()]
    addresses = printed.evaluate(
        "[...document.querySelectorAll('.notes [data-address]')].map((it) => getComputedStyle(it, '::after').content)"
    )
    assert addresses
    assert all(re.search(r"<(?:http.*)?/sources/[a-z0-9-]+/#line-\d+>", it) for it in addresses)


def _over_the_edge(page: Page) -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll("article :is(table, td, th, p, li, dd, svg, figure, pre), .colophon p")]
          .filter((it) => it.getBoundingClientRect().right > innerWidth + 1)
          .map((it) => it.outerHTML.slice(0, 120))"""
    )


def _covered(page: Page) -> list[str]:
    """The kinds that stand before links, and whatever stands over them."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".links__kind")].filter((kind) => {
            const box = kind.getBoundingClientRect();
            const rest = document.createRange();
            rest.setStartAfter(kind);
            rest.setEndAfter(kind.parentElement.lastChild);
            return [...rest.getClientRects()].some((it) => it.width > 1 && it.left < box.right - 1 &&
              it.right > box.left + 1 && it.top < box.bottom - 3 && it.bottom > box.top + 3);
          }).map((kind) => kind.parentElement.textContent.trim().slice(0, 80))"""
    )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_off_and_nothing_stands_over_anything_else(
    printed: Page, tour: dict[str, str], name: str
) -> None:
    printed.goto(tour[name])
    assert not _over_the_edge(printed)
    assert not _covered(printed)


def go_to_last_part(page: Page, address: str) -> None:
    """Open a page, and of one that comes in parts the last."""
    page.goto(address)
    parts = page.locator(".parts__list > li > a").all()
    page.goto(address + (parts[-1].get_attribute("href") or "") if parts else address)


def test_these_checks_bite(printed: Page, tour: dict[str, str]) -> None:
    printed.goto(tour[PILLAR])
    printed.evaluate("document.querySelector('article p').style.marginInlineStart = '200px'")
    printed.evaluate("document.querySelector('article p').style.inlineSize = '600px'")
    assert _over_the_edge(printed)
    go_to_last_part(printed, tour[PILLAR])
    printed.evaluate("document.querySelector('.links__kind').style.inlineSize = '300px'")
    assert _covered(printed)


@pytest.mark.parametrize("name", [PILLAR, TIMELINE, "home", "connections", "figures", "one of sources"])
def test_nothing_is_printed_smaller_than_can_be_read(printed: Page, tour: dict[str, str], name: str) -> None:
    """Of a drawing, what its letters shrink to with it."""
    printed.goto(tour[name])
    small, consulted = printed.evaluate(
        """(least) => {
          const shown = [...document.querySelectorAll("body *")].filter((it) => it.checkVisibility() &&
            [...it.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.nodeValue.trim()));
          const size = (it) => {
            const drawing = it.ownerSVGElement;
            const scale = drawing ? drawing.getScreenCTM().a : 1;
            return parseFloat(getComputedStyle(it).fontSize) * scale;
          };
          const small = shown.filter((it) => size(it) < least - 0.05);
          return [small.map((it) => `${size(it)}: ${it.outerHTML.slice(0, 100)}`), shown.length];
        }""",
        LEAST_TYPE,
    )
    assert small == []
    assert consulted > 50


@pytest.mark.parametrize("name", [PILLAR, "licence"])
def test_the_date_of_the_data_stands_beside_the_name_of_the_site(
    printed: Page, tour: dict[str, str], name: str
) -> None:
    """At the end of a page it would at times be alone on a sheet."""
    printed.goto(tour[name])
    name, date = (printed.locator(it).bounding_box() for it in (".masthead__name a", ".colophon"))
    assert printed.locator(".colophon [data-as='count:newest_source']").is_visible()
    assert printed.locator(".colophon [data-furniture='licence']").is_visible()
    assert name["x"] + name["width"] <= date["x"]
    rule = printed.locator(".masthead").bounding_box()
    assert date["y"] >= 0 and date["y"] + date["height"] <= rule["y"] + rule["height"]


def test_a_function_is_printed_on_a_line_of_its_own(printed: Page) -> None:
    go_to_last_part(printed, "/figures/")
    heights = printed.locator("dt code").evaluate_all("them => them.map((it) => it.getClientRects().length)")
    assert heights
    assert set(heights) == {1}
