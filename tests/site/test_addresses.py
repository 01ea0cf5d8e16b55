"""An address, once published, leads to its page and its anchor for good; which there are is known from the records."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from tests import site_checks
from tests.projects import ROOT
from tsi.audit.site import Audit
from tsi.exports import llms
from tsi.library.library import Library
from tsi.records.types import Former, Reference
from tsi.render import views
from tsi.render.page import Page
from tsi.wording import addresses, links

LASTING = "statement", "position", "entry", "event", "rule", "moved", "formerly"
"""Classes of the elements whose ids last."""
PREFIXES = "line-", "unknown-", "fact-", "listed-"
"""How the ids of source lines, open questions, facts and listings begin, which last as well."""


def offered(site: Path) -> Iterator[str]:
    """Every lasting address that a built site has, below its root. What stands in a part of a page has the address of
    the page, if that leads there."""
    answering = {page.address: set(page.document.xpath("//@id")) for page in site_checks.pages(site)}
    for page in site_checks.pages(site):
        address, number = links.page_of_part(page.address)
        if number == 1:
            yield address or "./"
        for element in page.document.xpath("//*[@id]"):
            classes = set((element.get("class") or "").split())
            is_lasting = classes.intersection(LASTING) or element.get("id").startswith(PREFIXES)
            if is_lasting and element.get("id") in answering[address]:
                yield f"{address}#{element.get('id')}"
    files = [file for folder in ("cite", "data") for file in (site / folder).rglob("*.*")]
    yield from (it.relative_to(site).as_posix() for it in (*files, site / llms.PATH) if it.suffix != ".html")


def answered(library: Library) -> set[str]:
    """Every address at which something answers for what stands elsewhere or is withdrawn."""
    pages = addresses.of(library).answers.items()
    return {f"{page}#{anchor}" if anchor else page for page, answers in pages for anchor in answers}


def test_the_addresses_that_the_records_tell_are_those_of_the_built_site(library: Library, built_site: Path) -> None:
    assert set(offered(built_site)) == addresses.of(library).standing.keys() | answered(library)


def test_every_address_ever_published_still_answers(library: Library, built_site: Path) -> None:
    published = addresses.published(ROOT)
    assert published
    assert published - set(offered(built_site)) == set()


def test_an_anchor_that_is_gone_is_noticed(library: Library, built_site: Path, tmp_path: Path) -> None:
    reference = next(it for it in library.references() if getattr(library.get(it), "statements", None))
    address, statement = links.address(reference), next(iter(library.get(reference).statements))
    shutil.copytree(built_site / address, tmp_path / address)
    for page in (tmp_path / address).glob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(f'id="{statement}"', 'id="renamed"'), encoding="utf-8")
    lost = set(offered(built_site)) - set(offered(tmp_path))
    assert {it for it in lost if it.startswith(f"{address}#")} == {f"{address}#{statement}"}


# Signposts at the old addresses of records

SITE = "https://example.org/"


def signpost(library: Library, reference: Reference) -> str:
    """The page at the address that a record had under another id."""
    return views.signpost(Page(library, f"{reference.kind}/old-{reference.id}/", SITE))


def with_pages(library: Library) -> list[Reference]:
    return [reference for reference in library.references() if links.has_page(library, reference)]


@pytest.fixture(scope="module")
def moved(library: Library) -> Library:
    """The library after every record has been given another id."""
    records = {kind: dict(of_kind) for kind, of_kind in library.records.items()}
    for kind, id_ in with_pages(library):
        former = (Former("", f"old-{id_}", ""),)
        records[kind][id_] = records[kind][id_].model_copy(update={"redirect_from": former})
    return replace(library, records=records)


def test_a_signpost_leads_from_every_anchor_to_the_same_one(moved: Library) -> None:
    consulted = 0
    for reference in with_pages(moved):
        page = links.address(reference)
        lasting = {it.removeprefix(f"{page}#") for it in addresses.of(moved).standing if it.startswith(f"{page}#")}
        ways = html.fromstring(signpost(moved, reference)).xpath("//li[@id]")
        assert {way.get("id") for way in ways} == lasting
        assert [way.xpath("./a/@href") for way in ways] == [[f"../{reference.id}/#{way.get('id')}"] for way in ways]
        consulted += len(ways)
    assert consulted


def test_every_figure_on_a_signpost_is_accounted_for(moved: Library) -> None:
    audit = Audit(moved)
    for reference in with_pages(moved):
        assert audit.page(signpost(moved, reference), f"{reference.kind}/old-{reference.id}/").messages() == []


def a_pillar(library: Library) -> Reference:
    return next(it for it in library.references() if it.kind == "pillars" and library.get(it).statements)


def test_a_signpost_that_says_what_no_record_does_is_found(moved: Library) -> None:
    """One change of each sort: of the own address, of a citation, of a title, of a place."""
    pillar = a_pillar(moved)
    text, path = signpost(moved, pillar), f"pillars/old-{pillar.id}/"
    changes = [
        (f'rel="canonical" href="{SITE}{links.address(pillar)}"', f'rel="canonical" href="{SITE}pillars/"'),
        ('data-cite="', 'data-cite="made-up:1 '),
        (f">{moved.get(pillar).name}<", ">Another<"),
        (f'data-at="{pillar}"', 'data-at="pillars/another"'),
    ]
    for before, after in changes:
        assert before in text
        assert Audit(moved).page(text.replace(before, after, 1), path).messages(), before


STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'"


def open_signpost(page: BrowserPage, moved: Library, anchor: str) -> None:
    body = signpost(moved, a_pillar(moved))
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": STRICT}
    path = f"pillars/old-{a_pillar(moved).id}/"
    page.route(f"**/{path}", lambda route: route.fulfill(body=body, headers=headers))
    page.goto(f"/{path}#{anchor}")


def a_statement(library: Library) -> str:
    return list(library.get(a_pillar(library)).statements)[-1]


def test_a_script_that_a_strict_policy_allows_carries_a_reader_to_the_same_statement(page, moved: Library) -> None:
    anchor = a_statement(moved)
    open_signpost(page, moved, anchor)
    page.wait_for_url(f"**/{links.address(a_pillar(moved))}#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_without_scripts_a_signpost_shows_the_way_to_the_same_statement(new_page, moved: Library) -> None:
    anchor = a_statement(moved)
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 480})
    open_signpost(page, moved, anchor)
    way = page.locator(f"#{anchor} > a")
    expect(way).to_be_in_viewport()
    way.click()
    page.wait_for_url(f"**/{links.address(a_pillar(moved))}#{anchor}")
