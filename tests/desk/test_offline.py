"""The site as a folder to take along: every link leads to a file, and nothing is asked of a network."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html
from playwright.sync_api import Browser

from tsi.desk import offline


@pytest.fixture(scope="module")
def folder(mini_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("stick") / "offline"
    assert offline.taken_along(mini_site, into) > 1_000
    return into


def targets(page: Path) -> list[Path]:
    """The files to which the links of a page lead within the site."""
    ways = [link.partition("#")[0] for link in html.parse(str(page)).xpath("//a/@href")]
    return [(page.parent / unquote(way)).resolve() for way in ways if way and ":" not in way]


def test_every_link_leads_to_a_file(folder: Path) -> None:
    pages = [page for page in folder.rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 50
    assert [str(target) for page in pages for target in targets(page) if not target.is_file()] == []


def test_each_page_says_what_it_said(folder: Path, mini_site: Path) -> None:
    for page in mini_site.rglob("index.html"):
        before, after = (html.parse(str(it)).getroot() for it in (page, folder / page.relative_to(mini_site)))
        assert before.find("body").text_content() == after.find("body").text_content()


@pytest.mark.browser
def test_a_reader_walks_from_page_to_page(folder: Path, browser: Browser) -> None:
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "index.html").as_uri())
    page.locator("a[href*='pillars/']:visible").first.click()
    page.wait_for_url("**/pillars/**/index.html")
    assert page.locator("h1").is_visible()
    assert all(address.startswith(("file:", "data:")) for address in asked)
    page.close()


@pytest.mark.browser
def test_the_search_finds_pages_and_leads_to_them(folder: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((folder / "pillars/moss-batteries/index.html").as_uri())
    page.locator("[data-md-component=search-query]").press_sequentially("paper satellites")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url((folder / "pillars/paper-satellites/index.html").as_uri() + "*")
    page.close()
