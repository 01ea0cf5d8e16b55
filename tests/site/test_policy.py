"""What a page may do in a browser: nothing is lost under the security policy, and what is injected does nothing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.site_checks import pages
from tsi.render import policy

NewPage = Callable[..., Page]

VIOLATIONS = """
  window.violations = [];
  window.hits = 0;
  window.hit = function () { hits += 1; };
  document.addEventListener("securitypolicyviolation", (it) => violations.push(`${it.effectiveDirective}`));
"""


@pytest.fixture
def watched(new_mini_page: NewPage) -> Page:
    """A page that notes whatever the policy refuses, on itself or in the console."""
    page = new_mini_page()
    page.add_init_script(VIOLATIONS)
    return page


def test_every_page_has_the_policy_before_anything_that_it_is_about(mini_site: Path) -> None:
    looked_at = 0
    for page in pages(mini_site):
        metas = page.document.xpath("//head/meta[@http-equiv='Content-Security-Policy']")
        assert [meta.get("content") for meta in metas] == [policy.CONTENT], page.address
        assert not metas[0].xpath("preceding-sibling::*[self::link or self::script or self::style]"), page.address
        assert page.document.xpath("//head/meta[@name='referrer']/@content") == [policy.REFERRER]
        looked_at += 1
    assert looked_at > 50


def test_hosts_are_told_the_same_policy(mini_site: Path) -> None:
    told = (mini_site / "_headers").read_text(encoding="utf-8")
    assert f"Content-Security-Policy: {policy.CONTENT}; frame-ancestors 'none'\n" in told
    assert f"Referrer-Policy: {policy.REFERRER}\n" in told


def test_the_policy_lets_in_what_is_the_sites_own_and_nothing_else() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy.CONTENT.split("; "))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    assert set(rules.values()) == {"'self'"}


def test_no_page_is_refused_anything(mini_site: Path, watched: Page) -> None:
    told: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" or "Security Policy" in message.text:
            told.append(message.text)

    watched.on("console", note)
    watched.on("pageerror", lambda error: told.append(str(error)))
    for page in pages(mini_site):
        watched.goto(f"/{page.address}")
        assert watched.evaluate("violations") + told == [], page.address


def test_search_colours_receipts_and_filters_work_under_it(watched: Page) -> None:
    watched.goto("/timeline/")
    watched.get_by_role("searchbox", name="Search").fill("lantern")
    expect(watched.locator(".md-search-result__item").first).to_be_visible()
    watched.keyboard.press("Escape")
    watched.get_by_title("Use the dark page").click()
    expect(watched.locator("body")).to_have_css("color-scheme", "dark")
    watched.locator("details.filter summary").first.click()
    watched.locator("details.filter[open] a[data-filter]").last.click()
    expect(watched).to_have_url(re.compile(r"\?"))
    watched.locator("a.receipt:visible").first.click()
    expect(watched.locator(".card-receipt")).to_be_visible()
    assert watched.evaluate("violations") == []


ADD = "void document.body.append(Object.assign(document.createElement('{}'), {}))".format
INJECTED = {
    "a script in the page": ADD("script", "{textContent: 'hit()'}"),
    "a handler": "document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror=hit()>')",
    "a script of data": ADD("script", "{src: 'data:,hit()'}"),
    "a style": ADD("style", "{textContent: '*{color:red}'}"),
    "a picture of another host": ADD("img", "{src: 'https://elsewhere.example/x.png'}"),
    "a frame": ADD("iframe", "{src: '/'}"),
    "a base": ADD("base", "{href: 'https://elsewhere.example/'}"),
    "a form": "document.body.insertAdjacentHTML('beforeend', '<form id=f action=/x></form>'), f.submit()",
}


@pytest.mark.parametrize("what", INJECTED)
def test_what_is_injected_is_blocked(watched: Page, what: str) -> None:
    watched.goto("/")
    watched.evaluate(INJECTED[what])
    watched.wait_for_timeout(200)
    assert watched.evaluate("hits") == 0
    assert watched.evaluate("violations.length") > 0


BLOCKED = """
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
  }
"""


def spoilt(content: str) -> str:
    return f"localStorage.setItem('/.__palette', {content!r});"


@pytest.mark.parametrize(
    "storage",
    [BLOCKED, spoilt("{"), spoilt("5"), spoilt('{"index":"x"}'), spoilt('{"index":0,"color":{"scheme":"<x>"}}')],
    ids=["blocked", "cut off", "a number", "half", "odd"],
)
def test_where_storage_is_blocked_or_spoilt_everything_else_works(watched: Page, storage: str) -> None:
    faults: list[str] = []
    watched.on("pageerror", lambda error: faults.append(str(error)))
    watched.add_init_script(storage)
    watched.goto("/funding/")
    watched.get_by_title("Use the dark page").click()
    expect(watched.locator("body")).to_have_css("color-scheme", "dark")
    watched.get_by_role("searchbox", name="Search").fill("lantern")
    expect(watched.locator(".md-search-result__item").first).to_be_visible()
    assert faults == []


def test_a_chosen_colour_is_there_before_the_page_is_shown(new_mini_page: NewPage) -> None:
    page = new_mini_page(color_scheme="light")
    page.goto("/funding/")
    page.get_by_title("Use the dark page").click()
    expect(page.locator("body")).to_have_css("color-scheme", "dark")
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => { window.first = getComputedStyle(document.body).colorScheme })"""
    )
    page.goto("/pillars/")
    assert page.evaluate("first") == "dark"


def test_a_page_from_a_file_shows_its_look_and_its_marks(new_mini_page: NewPage, mini_site: Path) -> None:
    page = new_mini_page()
    page.goto((mini_site / "funding/index.html").as_uri())
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"STIX Two Text\"'))")
    mark = "getComputedStyle(document.querySelector('.status'), '::before').backgroundImage"
    assert "gradient" in page.evaluate(mark)
