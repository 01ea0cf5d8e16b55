"""What readers come for, done as they would do it: by pointer, by keyboard, on a phone, without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}
WAYS = {
    "on a desktop": {},
    "on a phone": {"viewport": PHONE, "has_touch": True},
    "without scripts": {"java_script_enabled": False},
    "on a phone without scripts": {"viewport": PHONE, "java_script_enabled": False},
}
MOST_TABS = 60
"""How far a reader would go by the tab key."""

NewPage = Callable[..., Page]


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def reader(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    page = new_page(**request.param)
    page.goto("/")
    return page


def to_section(page: Page, name: str) -> None:
    """Follow the contents in the masthead, which a small window folds away."""
    if page.locator(".menu__summary").is_visible():
        page.locator(".menu__summary").click()
    page.get_by_role("navigation", name="Contents").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def tab_to(page: Page, name: str) -> None:
    """Go by the tab key to the link, button or summary of this name."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
        )
        if focused == name:
            return
    pytest.fail(f"{MOST_TABS} tabs do not reach ‘{name}’")


def test_a_reader_finds_who_announced_the_initiative_and_its_source_line(reader: Page) -> None:
    to_section(reader, "Disagreements")
    reader.get_by_role("link", name=re.compile("Who announced")).first.click()
    expect(reader.locator("article")).to_contain_text("Lammy")
    reader.locator("article a.receipt").first.click()
    reader.locator(".note__line:visible").first.click()
    expect(reader).to_have_url(re.compile(r"/sources/[a-z0-9-]+/#line-\d+$"))
    expect(reader.locator(":target")).to_be_in_viewport()


def test_a_reader_finds_how_to_cite_it(reader: Page) -> None:
    reader.goto("/disagreements/who-announced-it/")
    reader.locator("details.cite > summary").click()
    text = reader.locator(".cite__text:visible").first
    expect(text).to_contain_text("/disagreements/who-announced-it/")


def test_a_reader_finds_everything_on_telecoms(reader: Page) -> None:
    to_section(reader, "Pillars")
    reader.locator("article").get_by_role("link", name="Telecoms", exact=True).first.click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Telecoms")
    for section in ("Funding", "Partnerships", "Timeline", "Where sources differ", "What is not known"):
        expect(reader.get_by_role("heading", name=section, exact=True)).to_be_attached()
    expect(reader.locator("article")).to_contain_text("£7 million")


def test_a_reader_finds_where_sources_differ_on_a_sum(reader: Page) -> None:
    to_section(reader, "Funding")
    reader.locator("article").get_by_role("link", name=re.compile("satellite campus")).first.click()
    expect(reader.locator("article")).to_contain_text("£1.8 million")
    section = reader.locator("section", has=reader.get_by_role("heading", name="Where sources differ", exact=True))
    section.get_by_role("link").first.click()
    expect(reader).to_have_url(re.compile("/disagreements/."))
    expect(reader.locator(".position").nth(1)).to_be_visible()


def test_the_keyboard_alone_leads_from_the_home_page_to_a_source_line(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    tab_to(page, "Pillars")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/pillars/$"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, "Telecoms")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/pillars/telecoms/$"))
    page.locator(".statement a.receipt").first.focus()
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".card-receipt .note__line").first.inner_text())
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sources/[a-z0-9-]+/#line-\d+$"))


# Where nothing stands


def test_an_address_that_leads_nowhere_offers_ways_on(reader: Page) -> None:
    reader.goto("/404.html")
    expect(reader.get_by_role("heading", level=1)).to_have_text("No such page")
    ways = reader.locator("article a")
    assert ways.count() >= 10
    ways.filter(has_text="Pillars").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Pillars")
