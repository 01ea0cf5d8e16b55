"""An address, once published, leads to its page and its anchor for good."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from tests import addresses
from tsi.audit import Audit
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.records.types import Reference
from tsi.render import views
from tsi.render.page import Page
from tsi.wording import links

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT)


@pytest.fixture(scope="module")
def offered(built_site: Path) -> set[str]:
    return set(addresses.offered(built_site))


def test_every_address_ever_published_still_leads_somewhere(offered: set[str]) -> None:
    gone = sorted({addresses.lasting(address) for address in addresses.published()} - offered)
    assert gone == [], "keep the id, or name the old id of a record under redirect_from"
    assert len(addresses.published()) > 1_000


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ("timeline/status/agreed/#tsi-formalised", "timeline/#tsi-formalised"),
        ("timeline/pillar/telecoms/#telecoms-pledge", "timeline/#telecoms-pledge"),
        ("timeline/status/agreed/", "timeline/status/agreed/"),
        ("timeline/oldest-first/#tsi-formalised", "timeline/oldest-first/#tsi-formalised"),
        ("pillars/telecoms/#event-telecoms-pledge", "pillars/telecoms/#event-telecoms-pledge"),
        ("timeline/#tsi-formalised", "timeline/#tsi-formalised"),
    ],
)
def test_an_entry_that_a_correction_takes_off_a_filtered_timeline_is_held_on_the_whole_one(address: str, held: str):
    assert addresses.lasting(address) == held


def test_every_page_of_a_record_is_among_the_published_addresses(offered: set[str]) -> None:
    pages = {address for address in offered if address.count("/") == 2 and "#" not in address}
    new = sorted(pages - addresses.published())
    assert new == [], "new pages; run: make addresses"


def test_an_anchor_that_is_gone_is_noticed(built_site: Path, tmp_path: Path) -> None:
    page = tmp_path / "pillars/telecoms/index.html"
    page.parent.mkdir(parents=True)
    text = (built_site / "pillars/telecoms/index.html").read_text(encoding="utf-8")
    statement = html.fromstring(text).xpath("//li[contains(@class, 'statement')]/@id")[0]
    page.write_text(text.replace(f'id="{statement}"', 'id="renamed"'), encoding="utf-8")
    assert f"pillars/telecoms/#{statement}" in addresses.published() - set(addresses.offered(tmp_path))


# Signposts at the old addresses of records


def signpost(library: Library, reference: Reference) -> str:
    """The page at the address that a record would have had under another id."""
    return views.moved(Page(library, f"{reference.kind}/old-{reference.id}/"), reference)


def renamed(library: Library) -> list[Reference]:
    kinds = set(links.KINDS_WITH_PAGES) - {"sources"}  # sources are known by one id for good
    return [reference for reference in library.references() if reference.kind in kinds]


def test_a_signpost_leads_from_every_published_anchor_to_the_same_one(library: Library, built_site: Path) -> None:
    consulted = 0
    for reference in renamed(library):
        ways = html.fromstring(signpost(library, reference)).xpath("//li[@id]")
        assert [way.xpath("./a/@href") for way in ways] == [[f"../{reference.id}/#{way.get('id')}"] for way in ways]
        page = html.parse(str(built_site / links.address(reference) / "index.html"))
        assert {way.get("id") for way in ways} <= set(page.xpath("//@id"))
        before = f"{links.address(reference)}#"
        promised = {it.removeprefix(before) for it in addresses.published() if it.startswith(before)}
        assert promised <= {way.get("id") for way in ways}
        consulted += len(promised)
    assert consulted > 500


@pytest.fixture(scope="module")
def moved(library: Library) -> Library:
    """The library after every record that can has been given another id."""
    records = {kind: dict(of_kind) for kind, of_kind in library.records.items()}
    for kind, id_ in renamed(library):
        records[kind][id_] = records[kind][id_].model_copy(update={"redirect_from": (f"old-{id_}",)})
    return replace(library, records=records)


def test_every_figure_on_a_signpost_is_accounted_for(moved: Library) -> None:
    audit = Audit(moved)
    for reference in renamed(moved):
        assert audit.page(signpost(moved, reference), f"{reference.kind}/old-{reference.id}/").messages() == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('rel="canonical" href="/pillars/telecoms/"', 'rel="canonical" href="/pillars/quantum/"'),
        ("../telecoms/#pledge", "../telecoms/#announced"),
        ('data-cite="', 'data-cite="mint-2023:1 '),
        ("This page has moved", "This page has gone"),
    ],
)
def test_a_signpost_that_is_not_as_it_was_made_is_found(moved: Library, before: str, after: str) -> None:
    text = signpost(moved, Reference("pillars", "telecoms"))
    assert before in text
    assert Audit(moved).page(text.replace(before, after, 1), "pillars/old-telecoms/").messages()


STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'"


def open_signpost(page: BrowserPage, library: Library, anchor: str) -> None:
    body = signpost(library, Reference("pillars", "telecoms"))
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": STRICT}
    page.route("**/pillars/old-telecoms/", lambda route: route.fulfill(body=body, headers=headers))
    page.goto(f"/pillars/old-telecoms/#{anchor}")


def a_statement(library: Library) -> str:
    return list(library.records["pillars"]["telecoms"].statements)[-1]


def test_a_script_that_a_strict_policy_allows_carries_a_reader_to_the_same_statement(page, library: Library) -> None:
    anchor = a_statement(library)
    open_signpost(page, library, anchor)
    page.wait_for_url(f"**/pillars/telecoms/#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_without_scripts_a_signpost_shows_the_way_to_the_same_statement(new_page, library: Library) -> None:
    anchor = a_statement(library)
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 480})
    open_signpost(page, library, anchor)
    way = page.locator(f"#{anchor} > a")
    expect(way).to_be_in_viewport()
    way.click()
    page.wait_for_url(f"**/pillars/telecoms/#{anchor}")
