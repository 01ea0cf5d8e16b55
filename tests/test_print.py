"""Pages on paper: A4, the receipts with their addresses, no navigation, no table cut off, and not too many sheets."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

PILLAR, TIMELINE = "/pillars/telecoms/", "/timeline/"
NAVIGATION = ".masthead__tools, .masthead__bar, .rail, .skip, .permalink, .note__back, .colophon__links"
A4_WIDTH, A4_HEIGHT = 595, 842
"""Points."""
PRINTED_WIDTH = 658
"""CSS pixels between the margins of an A4 page, 18 mm each."""
MOST_SHEETS = {TIMELINE: 9, PILLAR: 8}


@pytest.fixture
def printed(page: Page) -> Iterator[Page]:
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": 930})
    page.emulate_media(media="print")
    return page


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("address", MOST_SHEETS)
def test_a_page_takes_few_sheets_of_a4(page: Page, address: str) -> None:
    page.goto(address)
    pdf = page.pdf(prefer_css_page_size=True)
    assert 1 < sheets(pdf) <= MOST_SHEETS[address]
    sizes = {tuple(round(float(it)) for it in box.split()) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf)}
    assert sizes == {(0, 0, A4_WIDTH, A4_HEIGHT)}


@pytest.mark.parametrize("address", [PILLAR, TIMELINE, "/disagreements/purpose-of-the-investment/"])
def test_paper_has_the_receipts_and_no_navigation(printed: Page, address: str) -> None:
    printed.goto(address)
    assert printed.locator("h1").is_visible()
    assert printed.locator(".note").count() > 1
    assert not [it for it in printed.locator(".note").all() if not it.is_visible()]
    assert not [it for it in printed.locator(NAVIGATION).all() if it.is_visible()]
    address_of_first = printed.evaluate(
        "getComputedStyle(document.querySelector('.notes [data-address]'), '::after').content"
    )
    assert "/sources/" in address_of_first, "a link on paper is its address"


@pytest.mark.parametrize("address", [PILLAR, TIMELINE, "/funding/", "/figures/", "/sources/mint-2023/"])
def test_nothing_is_cut_off_at_the_edge_of_the_paper(printed: Page, address: str) -> None:
    printed.goto(address)
    over = printed.evaluate(
        """() => [...document.querySelectorAll("article :is(table, p, li, svg, figure, pre)")]
          .filter((it) => it.getBoundingClientRect().right > innerWidth + 1)
          .map((it) => it.outerHTML.slice(0, 120))"""
    )
    assert not over
