"""Search: what readers type, in whichever way they write it, leads to the statement and its source."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tsi.findings import Report

from tsi.audit import Audit
from tsi.library.library import Library
from tsi.render import search_words
from tsi.wording import links

INDEX = "search/search_index.json"
CALL = "/funding/future-telecoms-call/"
NEAR_THE_TOP = 3
"""Among how many pages that are found a reader looks."""


@pytest.fixture(scope="module")
def entries(built_site: Path) -> list[search_words.Entry]:
    return json.loads((built_site / INDEX).read_text(encoding="utf-8"))["docs"]


# In the browser


@pytest.fixture(scope="module")
def searched(browser: Browser, site_server: str) -> Callable[[str], Page]:
    """A function that types into the search of one page, and returns the page with what is found."""
    context = browser.new_context(base_url=site_server)
    page = context.new_page()
    page.goto("/licence/")

    def search(words: str) -> Page:
        box = page.get_by_role("searchbox", name="Search")
        box.fill("")
        box.press("End")  # the search listens to keys
        expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
        box.fill(words)
        box.press("End")
        expect(page.locator(".md-search-result__meta")).to_contain_text(re.compile("matching|No"))
        return page

    yield search
    context.close()


def found(page: Page) -> list[str]:
    """The addresses of the pages that were found, the best first."""
    results = page.locator(".md-search-result__item > a.md-search-result__link").all()
    return [result.evaluate("link => link.pathname") for result in results[:NEAR_THE_TOP]]


def statements(page: Page) -> Locator:
    return page.locator(".md-search-result__item").first.locator("a.md-search-result__link")


@pytest.mark.parametrize(
    "written", ["£7m", "£7 million", "7 million", "7m", "7,000,000", "£7,000,000", "7000000", "GBP 7 million"]
)
def test_a_sum_is_found_however_it_is_written(searched: Callable[[str], Page], written: str) -> None:
    page = searched(written)
    assert found(page)[0] in (CALL, "/milestones/telecoms-call-announced/"), found(page)
    shown = statements(page).filter(has_text="£7 million").filter(has_text="line 7")
    expect(shown.first).to_contain_text("VoIP Review 2024")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Lammy", "/people/david-lammy/"),
        ("lammy", "/people/david-lammy/"),
        ("UKRI", "/organisations/uk-research-and-innovation/"),
        ("TSI", "/partnerships/technology-security-initiative/"),
        ("iCET", "/partnerships/icet/"),
        ("FTA", "/partnerships/free-trade-agreement/"),
        ("telecoms", "/pillars/telecoms/"),
        ("telecommunications", "/pillars/telecoms/"),
        ("6G", "/pillars/telecoms/"),
        ("biotech", "/pillars/health-and-biotech/"),
        ("lithium", "/pillars/critical-minerals/"),
        ("AI", "/pillars/artificial-intelligence/"),
    ],
)
def test_people_programmes_and_pillars_are_found_by_their_other_names(
    searched: Callable[[str], Page], words: str, address: str
) -> None:
    assert address in found(searched(words))


def test_a_result_shows_words_as_they_stand_on_the_page_and_no_others(searched: Callable[[str], Page]) -> None:
    page = searched("GBP 7 million")
    shown = page.locator(f".md-search-result__link[href*='{CALL}']").first
    expect(shown).to_contain_text(re.compile("Amount £7 million Who pays UK Research .* Status announced"))
    expect(page.locator(".md-search-result .md-tags").first).to_be_attached()
    assert not [it for it in page.locator(".md-search-result .md-tags").all() if it.is_visible()]


def test_a_result_is_reached_and_opened_by_keyboard(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("searchbox", name="Search")
    while not box.evaluate("box => box === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("GBP 7 million")
    expect(statements(page).filter(has_text="£7 million").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("future-telecoms-call"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Future Telecoms")


# The index


def test_every_statement_is_found_with_its_source_lines(library: Library, entries: list[search_words.Entry]) -> None:
    found = {entry["location"]: entry for entry in entries}
    consulted = 0
    for reference in library.references():
        for id_, statement in getattr(library.get(reference), "statements", {}).items():
            entry = found[links.address(reference, id_)]
            assert all(f"line {citation.line}" in entry["title"] for citation in statement.cite)
            consulted += 1
    assert consulted > 100


def test_every_record_is_found_once(library: Library, entries: list[search_words.Entry]) -> None:
    found = [entry["location"] for entry in entries]
    assert len(found) == len(set(found))
    assert {links.address(it) for it in library.references() if it.kind in links.KINDS_WITH_PAGES} <= set(found)
    assert not [entry["location"] for entry in entries if not entry["text"] and "#" in entry["location"]]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("7000000", "GBP", {"£7m", "7m", "£7 million", "7 million", "GBP 7 million", "£7,000,000", "7000000"}),
        ("1800000", "GBP", {"£1.8m", "1.8 million", "1,800,000", "GBP 1.8 million"}),
        ("2500000000", "USD", {"2.5bn", "2.5 billion", "2,500,000,000", "USD 2.5 billion"}),
        ("20", "EUR", {"€20", "20", "EUR 20"}),
    ],
)
def test_a_sum_is_written_in_every_common_way(value: str, unit: str, expected: set[str]) -> None:
    assert expected <= set(search_words.written(Decimal(value), unit))


# The audit of what is generated, from both sides


@pytest.fixture(scope="module")
def audit(library: Library) -> Audit:
    return Audit(library)


@pytest.fixture(scope="module")
def call(built_site: Path, audit: Audit) -> dict[str, Report]:
    """The report of the page that the entries below lead to."""
    path = CALL.removeprefix("/")
    return {path: audit.accounts((built_site / path / "index.html").read_text(encoding="utf-8"), path)}


@pytest.mark.parametrize("location", [CALL[1:], f"{CALL[1:]}#announced"])
def test_generated_entries_pass_the_audit_as_they_are_and_in_no_other_way(
    audit: Audit, call: dict[str, Report], entries: list[search_words.Entry], location: str
) -> None:
    (entry,) = [entry for entry in entries if entry["location"] == location]

    def findings(**changed: object) -> list:
        return audit.search_entry({**entry, **changed}, call).findings

    assert not findings()
    assert findings(tags=[*entry["tags"], "£8m"])
    assert findings(tags=entry["tags"][1:])
    assert findings(tags=[tag.replace("7", "8") for tag in entry["tags"]])
    assert findings(text=entry["text"].replace("£7 million", "£8 million"))
    assert findings(text=entry["text"] + " And more.")


def test_words_at_an_entry_that_has_none_are_noticed(audit: Audit, entries: list[search_words.Entry]) -> None:
    entry = next(entry for entry in entries if not entry.get("tags") and not entry["text"])
    told = [finding.message for finding in audit.search_entry(entry, {}).findings]
    with_words = audit.search_entry({**entry, "tags": ["telecoms"]}, {}).findings
    assert {finding.message for finding in with_words} - {*told}
