"""Receipts, addresses and citations in a browser: by pointer, by keyboard, on a phone, without scripts.

The pages are those of the miniature set."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.projects import ROOT

STYLES = (ROOT / "theme/assets/stylesheets/receipts.css").read_text(encoding="utf-8")
PILLAR = "/pillars/moss-batteries/"
PHONE = {"width": 390, "height": 844}
TARGET = 24
"""Pixels: WCAG 2.2, 2.5.8."""

NewPage = Callable[..., Page]


@pytest.fixture
def page(mini_page: Page) -> Page:
    """An empty page on the site of the miniature set."""
    return mini_page


def card(page: Page) -> Locator:
    return page.locator(".card-receipt")


def mark(page: Page, number: int = 1) -> Locator:
    return page.locator(".statement a.receipt").nth(number)


def opened(page: Page) -> Locator:
    """A mark of the page, with its receipt open."""
    page.goto(PILLAR)
    mark(page).click()
    expect(card(page)).to_be_visible()
    return mark(page)


# A receipt opens where it is read


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_a_receipt_opens_stays_and_gives_focus_back(page: Page, way: str):
    page.goto(PILLAR)
    if way == "click":
        mark(page).click()
    else:
        mark(page).focus()
        page.keyboard.press("Enter")
    expect(card(page)).to_be_visible()
    expect(card(page)).to_be_focused()
    expect(mark(page)).to_have_attribute("aria-expanded", "true")
    assert "#note" not in page.url
    page.mouse.move(5, 5)
    page.mouse.wheel(0, 40)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(mark(page)).to_be_focused()
    expect(mark(page)).to_have_attribute("aria-expanded", "false")


def test_it_says_what_the_note_says(page: Page):
    link = opened(page)
    note = page.locator(link.get_attribute("href"))
    expect(card(page)).to_contain_text(note.locator(".note__lines").inner_text().strip())
    expect(card(page).locator(".note__line")).to_have_attribute("href", re.compile(r"/sources/.*#line-\d+"))
    expect(card(page).locator(".note__back")).to_have_count(0)


def test_it_tells_in_full_of_a_line_that_another_note_tells_of(page: Page):
    page.goto(PILLAR)
    again = page.locator(".note:has(.note__again)").first
    page.locator(f"a.receipt[href='#{again.get_attribute('id')}']").first.click()
    row = again.locator("li:has(.note__again)").first.get_attribute("data-row")
    told = page.locator(f".notes [data-row='{row}'] .note__full").inner_text()
    expect(card(page).locator(f"[data-row='{row}']")).to_contain_text(told)
    expect(card(page).locator(".note__again")).to_have_count(0)


def test_a_note_leads_to_the_one_above_that_tells_of_its_line_in_full(page: Page):
    page.goto(PILLAR)
    for link in page.locator(".note__again").all():
        row = link.evaluate("it => it.closest('[data-row]').dataset.row")
        assert page.locator(f"{link.get_attribute('href')} [data-row='{row}'] .note__full").count() == 1


def test_no_id_is_there_twice(page: Page):
    page.goto(PILLAR)
    page.evaluate("document.querySelectorAll('.note__line').forEach((link, at) => link.id = `planted-${at}`)")
    mark(page).click()
    expect(card(page)).to_be_visible()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(it => it.id)")
    assert "planted-0" in ids
    assert len(set(ids)) == len(ids)


def test_nothing_opens_under_a_pointer_that_rests(page: Page):
    page.goto(PILLAR)
    mark(page).hover()
    page.wait_for_timeout(300)
    expect(card(page)).to_have_count(0)


def test_the_button_a_second_tap_and_a_tap_elsewhere_dismiss_it(page: Page):
    link = opened(page)
    page.get_by_role("button", name="Close").click()
    expect(card(page)).to_have_count(0)
    expect(link).to_be_focused()
    link.click()
    link.click()
    expect(card(page)).to_have_count(0)
    link.click()
    page.locator("h1").click()
    expect(card(page)).to_have_count(0)


def test_one_is_open_at_a_time(page: Page):
    opened(page)
    page.locator(".record-head a.receipt").first.click()
    expect(card(page)).to_have_count(1)
    expect(card(page)).to_contain_text("Receipt 1")


def test_the_next_tab_goes_into_it_and_then_on_in_the_text(page: Page):
    opened(page)
    for _ in card(page).locator("a, button").all():
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.card-receipt') !== null")
    page.keyboard.press("Tab")
    expect(page.locator("li.statement:has(.card-receipt) :is(.label, .permalink)").first).to_be_focused()


def test_it_leads_to_all_receipts(page: Page):
    link = opened(page)
    page.get_by_role("link", name="All receipts").click()
    expect(page).to_have_url(re.compile(re.escape(link.get_attribute("href")) + "$"))
    expect(card(page)).to_have_count(0)
    assert page.evaluate("document.querySelector(':target').matches('.note')")


@pytest.mark.parametrize("address", [PILLAR, "/timeline/", "/disagreements/who-signed/"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 320, "height": 400}, {"width": 1280, "height": 720}])
def test_it_lies_within_the_window_and_under_nothing(new_mini_page: NewPage, viewport: dict, address: str):
    page = new_mini_page(viewport=viewport)
    page.goto(address)
    hidden = page.evaluate(
        """async () => {
            const hidden = [];
            for (const fold of document.querySelectorAll("details.fold")) fold.open = true;
            for (const mark of document.querySelectorAll("a.receipt")) {
                mark.scrollIntoView({block: "nearest"});
                mark.click();
                const card = document.querySelector(".card-receipt"), box = card.getBoundingClientRect();
                const seen = [box.left + 4, box.right - 4].every(x => [box.top + 4, box.bottom - 4].every(y =>
                    card.contains(document.elementFromPoint(x, y))));
                if (!seen || box.left < 0 || box.right > innerWidth) hidden.push([mark.id, JSON.stringify(box)]);
                mark.click();
            }
            return hidden;
        }"""
    )
    assert page.locator("a.receipt").count() > 1
    assert not hidden


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 720}])
def test_whatever_is_tapped_is_large_enough(new_mini_page: NewPage, viewport: dict):
    page = new_mini_page(viewport=viewport)
    opened(page)
    page.locator(".cite > summary").click()
    mark(page).click()
    for selector in ("a.receipt", "a.permalink", ".cite__copy", ".cite > summary", ".card-receipt__close"):
        sizes = page.locator(selector).evaluate_all(
            "found => found.map(it => it.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
        )
        assert sizes
        assert min(map(round, sizes)) >= TARGET, selector


# Without scripts


def test_without_scripts_a_receipt_is_a_link_to_its_note(new_mini_page: NewPage):
    page = new_mini_page(java_script_enabled=False)
    page.goto(PILLAR)
    way = mark(page).get_attribute("href")
    mark(page).click()
    expect(page).to_have_url(re.compile(f"{way}$"))
    expect(page.locator(way)).to_be_in_viewport()


def test_without_scripts_a_citation_can_be_selected(new_mini_page: NewPage):
    page = new_mini_page(java_script_enabled=False)
    page.goto(PILLAR)
    page.locator(".cite > summary").click()
    for text in page.locator(".cite__text").all():
        expect(text).to_be_visible()
        assert text.evaluate("it => getComputedStyle(it).userSelect") != "none"
    assert page.locator(".cite__copy").count()
    assert not any(button.is_visible() for button in page.locator(".cite__copy").all())


# Addresses and citations are copied


@pytest.fixture
def copying(new_mini_page: NewPage) -> Page:
    """A page that may use the clipboard."""
    page = new_mini_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PILLAR)
    return page


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def test_the_address_of_a_statement_is_copied_and_shown(copying: Page):
    statement = copying.locator("li.statement").nth(1)
    ground = statement.evaluate("it => getComputedStyle(it).backgroundColor")
    statement.locator(".permalink").click()
    expect(copying.get_by_role("status").filter(has_text="Address copied")).to_be_visible()
    assert clipboard(copying) == copying.url
    assert copying.url.endswith(f"{PILLAR}#{statement.get_attribute('id')}")
    assert statement.evaluate("it => it.matches(':target')")
    assert statement.evaluate("it => getComputedStyle(it).backgroundColor") != ground


def test_an_address_highlights_its_statement_on_arrival(copying: Page):
    address = copying.locator("li.statement .permalink").nth(1).evaluate("it => it.href")
    arrived = copying.context.new_page()
    arrived.goto(address)
    target = arrived.locator("li.statement:target")
    expect(target).to_be_in_viewport()
    grounds = [
        it.evaluate("it => getComputedStyle(it).backgroundColor") for it in arrived.locator("li.statement").all()
    ]
    assert grounds.count(target.evaluate("it => getComputedStyle(it).backgroundColor")) == 1


ELSEWHERE = {"a statement": "/", "a question": "/open-questions/", "an entry": "/timeline/pillar/moss-batteries/"}
"""Pages with the address of something that stands on another page."""


@pytest.mark.parametrize("address", ELSEWHERE.values(), ids=ELSEWHERE)
def test_the_address_of_what_stands_on_another_page_is_copied_as_well(copying: Page, address: str):
    copying.goto(address)
    here = copying.url
    link = copying.locator("article .permalink").first
    leads_to = link.evaluate("it => it.href")
    assert leads_to.partition("#")[0] != here
    link.click()
    expect(copying.get_by_role("status").filter(has_text="Address copied")).to_be_visible()
    assert clipboard(copying) == leads_to
    assert copying.url == here


def test_with_a_key_held_down_the_address_opens_as_any_link_does(copying: Page):
    copying.evaluate("navigator.clipboard.writeText('before')")
    copying.goto("/")
    link = copying.locator("article .permalink").first
    with copying.context.expect_page() as opened_page:
        link.click(modifiers=["ControlOrMeta"])
    assert opened_page.value.evaluate("location.href") == link.evaluate("it => it.href")
    assert clipboard(copying) == "before"


def test_a_table_is_copied_with_its_words_and_without_its_receipts(copying: Page) -> None:
    copying.goto("/funding/")
    copying.locator(".table-scroll", has_text="Who pays").locator(".table__copy").first.click()
    expect(copying.locator(".said")).to_contain_text("Table copied")
    head, *rows = (row.split("\t") for row in clipboard(copying).split("\n"))
    assert head == ["For what", "Amount", "Status", "Who pays", "Under"]
    assert rows
    assert {len(row) for row in rows} == {len(head)}
    shown = copying.locator("table td.sum .figure").first.inner_text().replace("\xa0", " ")
    assert any(shown in row[1] for row in rows)


@pytest.mark.parametrize("why", ["no scripts", "no clipboard"])
def test_where_nothing_can_be_copied_the_address_is_followed(new_mini_page: NewPage, why: str):
    page = new_mini_page(java_script_enabled=why != "no scripts")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto("/")
    link = page.locator("article .permalink").first
    way = link.get_attribute("href")
    link.click()
    expect(page).to_have_url(re.compile(re.escape(way) + "$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_every_form_of_citation_is_copied_at_a_tap(copying: Page):
    copying.locator(".cite > summary").click()
    items = copying.locator(".cite__item").all()
    assert items
    for item in items:
        item.locator(".cite__copy").click()
        label = item.locator(".cite__copy").get_attribute("data-done")
        expect(copying.get_by_role("status").filter(has_text=label)).to_be_visible()
        assert clipboard(copying) == item.locator(".cite__text").text_content()


def test_a_citation_is_copied_by_keyboard(copying: Page):
    copying.locator(".cite > summary").focus()
    copying.keyboard.press("Enter")
    copying.keyboard.press("Tab")
    copying.keyboard.press("Enter")
    expect(copying.get_by_role("status").filter(has_text="Copied: Short")).to_be_visible()
    assert "data of" in clipboard(copying)


def test_where_the_clipboard_is_refused_the_text_is_selected(page: Page):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(PILLAR)
    page.locator(".cite > summary").click()
    page.locator(".cite__copy").first.click()
    expect(page.get_by_role("status").filter(has_text="Selected")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == page.locator(".cite__text").first.inner_text()
    page.locator(".statement .permalink").first.click()
    expect(page.get_by_role("status").filter(has_text="where your browser shows it")).to_be_visible()


def test_a_file_of_a_citation_is_what_the_page_shows(page: Page):
    page.goto(PILLAR)
    page.locator(".cite > summary").click()
    items = page.locator(".cite__item:has(.cite__file)").all()
    assert items
    for item in items:
        with page.expect_download() as download:
            item.locator(".cite__file").click()
        content = download.value.path().read_bytes().decode()
        assert content.replace("\r\n", "\n").rstrip("\n") == item.locator(".cite__text").text_content()


# How it looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 720}])
def test_it_can_be_read_by_everyone(new_mini_page: NewPage, viewport: dict, scheme: str):
    page = new_mini_page(viewport=viewport, color_scheme=scheme)
    opened(page)
    page.locator(".cite > summary").click()
    mark(page).click()
    expect(card(page)).to_be_visible()
    outcome = Axe().run(page, context={"include": [[".card-receipt"], [".tools"], [".statements"]]})
    assert outcome.violations_count == 0, outcome.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_a_page_says_in_short_how_to_cite_it(page: Page):
    opened(page)
    page.emulate_media(media="print")
    expect(card(page)).to_be_hidden()
    shown = [text for text in page.locator(".cite__text").all() if text.is_visible()]
    assert [text.get_attribute("data-as") for text in shown] == ["citation:short"]
    assert not any(button.is_visible() for button in page.locator(".cite__copy, .cite__file, .permalink").all())


def test_its_styles_use_the_tokens_and_ask_nothing_of_other_hosts():
    assert STYLES
    assert not re.search(r"#[0-9a-f]{3,8}\b|@import|url\(", STYLES)
