"""The site with several hundred milestones more stays whole and readable: built for real, audited, and looked at."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from tests import large_set
from tests.conftest import MkdocsBuild, served
from tests.projects import miniature
from tests.site_checks import document
from tsi.audit.site import Audit, texts
from tsi.library import selections
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.text import dates
from tsi.wording import filters, links, words
from tsi.wording.chronology import chronology

PILLAR = "pillars/moss-batteries/"
SIZES = {"desktop": {"width": 1280, "height": 900}, "narrow": {"width": 320, "height": 640}}
HEAVIEST_PAGE = 250_000
"""Bytes before compression."""
PER_MARK = 600
"""Bytes of HTML that a mark may take."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = miniature(tmp_path_factory.mktemp("large") / "project")
    assert large_set.enlarge(project) >= 400
    return project


@pytest.fixture(scope="module")
def library(project: Path) -> Library:
    """Read by the checker, which refuses whatever a line does not state."""
    return load(project)


@pytest.fixture(scope="module")
def site(project: Path, mkdocs_build: MkdocsBuild) -> Path:
    outcome = mkdocs_build(project, project / "site")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return project / "site"


@pytest.fixture(scope="module", params=SIZES)
def tab(request: pytest.FixtureRequest, site: Path, browser: Browser) -> Iterator[Tab]:
    """The timeline at the size of a window; `tab.size` is its name."""
    with served(site) as address:
        context = browser.new_context(base_url=address, viewport=SIZES[request.param])
        tab = context.new_page()
        tab.size = request.param
        yield tab
        context.close()


# The set itself


def test_every_form_of_date_every_outcome_and_every_pillar_is_there_in_numbers(library: Library) -> None:
    milestones = selections.linked(library, None, "milestones")
    tags = Counter(tag for milestone in milestones for tag in filters.tags(library, milestone))
    of_pillars = {f"pillar:{id_}" for id_ in (*library.records["pillars"], filters.NONE)}
    of_kinds = {f"kind:{kind}" for kind in large_set.KINDS}
    of_outcomes = {f"outcome:{outcome}" for outcome in words.OUTCOMES}
    assert {tag for tag, times in tags.items() if times >= 20} >= of_pillars | of_kinds | of_outcomes
    forms = Counter(dates.parse(library.get(milestone).when.is_).form for milestone in milestones)
    assert {form for form, times in forms.items() if times >= 20} == {
        "point", "window", "span", "before", "after", "unknown",
    }  # fmt: skip


# The pages


@pytest.mark.parametrize("address", ["timeline/", "timeline/oldest-first/", "timeline/kind/visit/", PILLAR])
def test_every_figure_is_accounted_for(library: Library, site: Path, address: str) -> None:
    text, *parts = dict(texts(site))[address]
    report = Audit(library).page(text, address, *parts)
    assert report.messages() == []
    assert report.checked["told as date"] > 50


def test_the_list_is_complete_and_in_order(library: Library, site: Path) -> None:
    page = document(site, "timeline")
    in_time = chronology(library, selections.linked(library, None, "milestones"))
    assert [event.get("id") for event in page.find_class("event")] == [milestone.id for milestone in in_time.all]
    undated = page.xpath("//section[@aria-labelledby='section-undated']")
    assert sum(len(it.find_class("event")) for it in undated) == len(in_time.undated) > 50


def test_every_milestone_that_has_a_date_has_its_mark_in_its_row(library: Library, site: Path) -> None:
    rows = document(site, "timeline").find_class("event")
    dated = {id_ for id_, it in library.milestones.items() if it.when.is_ != "unknown"}
    assert {row.get("id") for row in rows if row.find_class("mark")} == dated
    for row in rows:
        (drawing,) = row.xpath("./svg")
        assert len(html.tostring(drawing)) < PER_MARK


# Its parts


def in_parts(site: Path) -> dict[str, list[str]]:
    """By its address, the texts of each page that comes in parts."""
    return {address: parts for address, parts in texts(site) if len(parts) > 1}


def test_no_page_weighs_too_much(site: Path) -> None:
    pages = {path: path.stat().st_size for path in site.rglob("*.html")}
    assert max(pages.values()) <= HEAVIEST_PAGE, max(pages, key=pages.__getitem__)


def test_what_stands_in_another_part_has_its_address_on_the_page(site: Path) -> None:
    consulted = 0
    for first, *others in in_parts(site).values():
        (listed,) = html.fromstring(first).find_class("parts__list")
        for number, part in enumerate(others, 2):
            for event in html.fromstring(part).find_class("event"):
                (way,) = listed.xpath("./li[.//*[@id=$id]]/a[1]/@href", id=event.get("id"))
                assert way == links.part("", number)
                consulted += 1
    assert consulted > 100


# In a browser


def test_an_address_leads_to_the_part_in_which_its_event_stands(tab: Tab, site: Path) -> None:
    event = html.fromstring(in_parts(site)["timeline/"][-1]).find_class("event")[-1].get("id")
    tab.goto(f"/timeline/#{event}")
    tab.wait_for_url(f"**/timeline/part-*.html#{event}")
    expect(tab.locator(f"#{event}")).to_be_in_viewport()


def test_a_receipt_opens_in_each_part(tab: Tab, site: Path) -> None:
    parts = len(in_parts(site)["timeline/"])
    assert parts > 1
    for number in range(1, parts + 1):
        tab.goto(f"/timeline/{links.part('', number)}")
        tab.locator(".event a.receipt").first.click()
        expect(tab.locator(".card-receipt")).to_contain_text("line")


def test_each_part_leads_to_every_other(tab: Tab, site: Path) -> None:
    parts = len(in_parts(site)["timeline/"])
    tab.goto(f"/timeline/{links.part('', parts)}")
    listed = tab.locator(".parts__list > li")
    expect(listed).to_have_count(parts)
    expect(listed.last).to_have_attribute("aria-current", "page")
    listed.first.get_by_role("link").first.click()
    tab.wait_for_url("**/timeline/")


def test_nothing_scrolls_sideways(tab: Tab) -> None:
    tab.goto("/timeline/")
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_years_of_the_axis_do_not_run_into_each_other(tab: Tab) -> None:
    tab.goto("/timeline/")
    tab.locator(".timeline__years").first.scroll_into_view_if_needed()
    room, names = tab.locator(".timeline__years .axis").first.bounding_box(), tab.locator(".axis__label")
    places = names.evaluate_all("(them) => them.map((it) => parseFloat(it.getAttribute('x')))")
    assert len(places) > 2
    assert all((after - before) / 100 * room["width"] > 30 for before, after in pairwise(places))


CHOOSE = """
async (choices) => {
  const outcomes = [];
  for (const [dimension, value] of choices) {
    const chosen = (it) => document.querySelector(`a[data-filter="${dimension}"][data-value="${it}"]`);
    const told = () => document.querySelector(".filters__count").textContent;
    chosen(value).click();
    while (!told()) await new Promise(requestAnimationFrame);
    const shown = [...document.querySelectorAll(".event")].filter((it) => !it.hidden).map((it) => it.id);
    outcomes.push([shown, told()]);
    chosen("").click();
    while (told()) await new Promise(requestAnimationFrame);
  }
  return outcomes;
}
"""
"""What each choice leaves, and what is said of it; what stands in other parts is fetched at the first."""


def test_every_choice_leaves_what_it_should_and_says_how_many(tab: Tab, library: Library) -> None:
    every = len(library.records["milestones"])
    choices = [choice for options in filters.choices(library).values() for choice in options]
    tab.goto("/timeline/")
    outcomes = tab.evaluate(CHOOSE, [[choice.dimension, choice.value] for choice in choices])
    assert len(outcomes) == len(choices) > 30
    for choice, (shown, told) in zip(choices, outcomes, strict=True):
        left = filters.left_by(library, choice)
        undated = len(chronology(library, left).undated)
        assert sorted(shown) == sorted(it.id for it in left), choice
        assert told == f"{len(left)} of {every} milestones, {undated or 'none'} of them not dated to a year"
