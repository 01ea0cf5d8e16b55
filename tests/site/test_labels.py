"""Labels: each can be asked what it means, by pointer, by touch, by keyboard, and without scripts.

The pages are those of the miniature set."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import get_args
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Locator, Page, expect

from tsi.records.types import Status
from tsi.wording import labels, words

PILLAR = "/pillars/moss-batteries/"
PHONE = {"width": 390, "height": 844}

MIDDLE = """
(label) => {
  const around = label.getBoundingClientRect();
  const first = label.getClientRects()[0];
  return {x: first.x - around.x + first.width / 2, y: first.height / 2};
}
"""
"""Of its first line: a label may break."""

NewPage = Callable[..., Page]


@pytest.fixture
def page(mini_page: Page) -> Page:
    """An empty page on the site of the miniature set."""
    return mini_page


def card(page: Page) -> Locator:
    return page.locator(".card-receipt")


# What they mean


def test_every_word_that_can_stand_as_a_label_has_a_meaning_of_its_own():
    codes = {"status": get_args(Status), "outcome": words.OUTCOMES, "voice": words.VOICES, "rank": words.RANKS}
    assert {sort: set(own) for sort, own in codes.items()} == {sort: set(labels.MEANINGS[sort]) for sort in codes}
    told = [label for group in labels.GROUPS for label in labels.of(group)]
    assert len({label.anchor for label in told}) == len({label.meaning for label in told}) == len(told)
    assert {label.sort for label in told} == set(labels.MEANINGS)


def test_what_is_no_label_has_no_meaning():
    assert labels.anchor("title", "agreed") == ""


# Where they stand


def test_a_label_is_a_link_where_it_stands_first_on_a_page_and_nowhere_else(mini_site: Path):
    explained = html.parse(str(mini_site / "method/index.html")).getroot()
    ids = set(explained.xpath("//dt/@id"))
    linked: Counter[str] = Counter()
    for file in mini_site.rglob("*.html"):
        root = html.parse(str(file)).getroot()
        seen: Counter[str] = Counter()
        for told in root.xpath("//*[@data-as or contains(concat(' ', @class, ' '), ' label ')]"):
            sort = told.get("data-as", "differ")
            if anchor := labels.anchor(sort, " ".join(told.text_content().split())):
                seen[anchor] += 1
                assert (told.tag == "a") == (seen[anchor] == 1), f"{file}: {told.text_content()}"
            if told.tag == "a" and "label" in told.classes:
                assert urljoin(f"/{file.relative_to(mini_site)}", told.get("href")) == f"/{labels.PAGE}#{anchor}"
                assert anchor in ids
                linked[anchor] += 1
    assert len(linked) > len(labels.MEANINGS)


# Asked


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_a_label_tells_what_it_means_stays_and_gives_focus_back(page: Page, way: str):
    page.goto(PILLAR)
    label = page.locator("a.label.status").first
    if way == "click":
        label.click()
    else:
        label.press("Enter")
    meaning = labels.MEANINGS["status"][label.text_content().replace(" ", "-")]
    expect(card(page)).to_contain_text(meaning)
    expect(card(page)).to_be_focused()
    expect(label).to_have_attribute("aria-expanded", "true")
    assert "method" not in page.url
    page.mouse.move(5, 5)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(label).to_be_focused()
    expect(label).to_have_attribute("aria-expanded", "false")


def test_every_label_of_a_page_tells_what_it_means_at_a_tap(new_mini_page: NewPage):
    page = new_mini_page(viewport=PHONE, has_touch=True)
    page.goto("/state-of-play/")
    told = page.locator(".page [data-as]:visible")
    sorts = {labels.anchor(it.get_attribute("data-as"), it.inner_text()): it for it in told.all()}  # the last of each
    meanings = {label.anchor: label.meaning for group in labels.GROUPS for label in labels.of(group)}
    assert len(sorts) > 4
    for anchor, label in sorts.items():
        if anchor:
            label.tap(position=label.evaluate(MIDDLE))
            expect(card(page)).to_contain_text(meanings[anchor])
            page.get_by_role("button", name="Close").tap()
            expect(card(page)).to_have_count(0)


def test_the_card_of_a_label_leads_on_and_has_no_violation(page: Page):
    page.goto(PILLAR)
    page.locator("a.label").first.click()
    expect(card(page)).to_be_visible()
    assert not Axe().run(page, context=".card-receipt").response["violations"]
    card(page).get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/{labels.PAGE}#label-[\w-]+$"))


def test_without_scripts_a_label_leads_to_what_it_means(new_mini_page: NewPage):
    page = new_mini_page(java_script_enabled=False)
    page.goto(PILLAR)
    label = page.locator("a.label.status").first
    said = label.text_content()
    label.click()
    expect(page.locator("dt:target")).to_have_text(said)


def test_a_label_leads_there_where_nothing_can_be_fetched(page: Page):
    page.goto(PILLAR)
    page.route(
        f"**/{labels.PAGE}",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    page.locator("a.label").first.click()
    expect(page.locator("dt:target")).to_be_visible()
