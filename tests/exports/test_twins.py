"""The twins of a page: each tells what its page tells, no more and no less, and is read by whoever reads its form."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import html
from markdown_it import MarkdownIt
from markupsafe import escape

from tests import site_checks
from tests.projects import MINI_BUILD
from tsi.exports import llms, schema, twins
from tsi.library.library import Library
from tsi.text.figures import find
from tsi.wording import citations, downloads, links

SITE = MINI_BUILD["SITE_URL"]
LEFT_OUT = "svg, button, h1, .tools, .quoted, .permalink, .report, .note__back, .filters, .key"
MARKDOWN = MarkdownIt("commonmark").enable("table")


def with_twins(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """The address and the article of each page that has a twin."""
    for page in site_checks.pages(site):
        if page.document.xpath("//link[@rel='alternate'][@type='text/markdown']"):
            (article,) = page.document.xpath("//article[@id='page']")
            for element in article.cssselect(LEFT_OUT):
                element.drop_tree()
            yield page.address, article


@pytest.fixture(scope="module")
def pages(mini_site: Path) -> dict[str, html.HtmlElement]:
    found = dict(with_twins(mini_site))
    assert len(found) > 20
    return found


def squeezed(text: str) -> str:
    return " ".join(text.split())


def read_back(markdown: str) -> html.HtmlElement:
    return html.document_fromstring(MARKDOWN.render(markdown))


def printed(element: html.HtmlElement) -> list[str]:
    """Each figure of a page as it is printed there."""
    return [squeezed(it.text_content()) for it in element.xpath(".//*[@data-key or @data-when or @value or @datetime]")]


def test_every_page_of_a_record_and_of_prose_has_its_twins(mini_site: Path, mini: Library, pages: dict):
    records = {links.address(it) for it in mini.references() if links.has_page(mini, it)}
    assert pages.keys() >= records | {"", "timeline/", "funding/", "method/"}
    assert all((mini_site / downloads.twin(page, ".md")).is_file() for page in pages)
    assert all((mini_site / downloads.twin(page, ".json")).is_file() for page in records)


def test_a_page_s_own_twin_holds_every_figure_of_the_page(mini_site: Path, pages: dict):
    compared = 0
    for page, article in pages.items():
        twin = squeezed(read_back((mini_site / downloads.twin(page, ".md")).read_text("utf-8")).text_content())
        missing = [it for it in printed(article) if it not in twin]
        assert not missing, page
        compared += len(printed(article))
    assert compared > 500


def test_the_twin_as_json_holds_every_figure_of_the_page(mini_site: Path, pages: dict):
    for page, article in pages.items():
        if not (file := mini_site / downloads.twin(page, ".json")).is_file():
            continue
        told = json.loads(file.read_bytes())["told"]
        figures = [figure for fact in told for figure in fact["figures"]]
        keys = {"|".join((it["kind"], it["value"], it["unit"], it["modifier"])) for it in figures}
        dated = {f"date|{when}||" for when in article.xpath(".//@data-when")}
        assert {*article.xpath(".//*[@data-key]/@data-key"), *dated} <= keys
        texts = [fact["text"] for fact in told]
        assert [it for it in printed(article) if not any(it in text for text in texts)] == []


def test_a_twin_holds_no_figure_that_the_page_has_not(mini_site: Path, pages: dict):
    for page, article in pages.items():
        twin = read_back((mini_site / downloads.twin(page, ".md")).read_text("utf-8"))
        blocks = [it for it in twin.xpath("//p | //li | //td | //h2 | //h3") if "[^" not in it.text_content()]
        own = squeezed(article.text_content())
        strange = [f.printed for it in blocks[1:] for f in find(squeezed(it.text_content())) if f.printed not in own]
        assert not strange, page


def test_the_twin_as_json_keeps_to_the_published_schema_and_holds_the_record(mini_site: Path, mini: Library):
    validator = Draft202012Validator(schema.schema(SITE))
    whole = json.loads((mini_site / "data/tsi.json").read_bytes())["records"]
    references = [it for it in mini.references() if links.has_page(mini, it)]
    for reference in references:
        twin = json.loads((mini_site / downloads.twin(links.address(reference), ".json")).read_bytes())
        assert [it.message for it in validator.iter_errors(twin)] == []
        assert twin["records"] == {reference.kind: {reference.id: whole[reference.kind][reference.id]}}
        assert twin["told"]


def test_every_footnote_of_a_twin_is_there_and_every_link_leads_somewhere(mini_site: Path, pages: dict):
    for page in pages:
        text = (mini_site / downloads.twin(page, ".md")).read_text("utf-8")
        assert set(re.findall(r"\[\^(\d+)\](?!:$)", text, re.MULTILINE)) == set(
            re.findall(r"^\[\^(\d+)\]:$", text, re.MULTILINE)
        )
        ways = [way.partition("#")[0] for way in read_back(text).xpath("//a/@href") if way.startswith(SITE)]
        files = [mini_site / way.removeprefix(SITE) for way in ways]
        assert [str(it) for it in files if not (it / "index.html").is_file() and not it.is_file()] == []


HOSTILE = "<script>alert(1)</script> [a](javascript:x) *b* _c_ `d` # e"


def test_what_stands_in_the_data_is_text_in_the_twin_and_never_markup():
    page = f"<p>{escape(HOSTILE)}</p>"
    cited = citations.Work("k", HOSTILE, "a/b/", "", "2013-03-05", ())
    read = read_back(twins.markdown(twins.parsed(page), cited, "").decode())
    assert read.xpath("//script | //a | //em | //code") == []
    assert [squeezed(it.text_content()) for it in read.xpath("//h1 | //p")[::2]] == [HOSTILE, HOSTILE]


def test_without_an_address_of_the_site_links_lead_from_where_the_twin_stands():
    cited = citations.Work("k", "A", "pillars/a/", "", "2013-03-05", ())
    page = '<p><a href="../../sources/b/#line-2">b</a> <a href="https://other.example/">c</a></p>'
    ways = read_back(twins.markdown(twins.parsed(page), cited, "").decode()).xpath("//a/@href")
    assert ways == ["../sources/b/#line-2", "https://other.example/"]


def test_llms_txt_names_the_twin_of_every_record_once(mini_site: Path, mini: Library):
    read = read_back((mini_site / llms.PATH).read_text("utf-8"))
    ways = read.xpath("//li/a/@href")
    records = [SITE + downloads.twin(links.address(it), ".md") for it in mini.references() if links.has_page(mini, it)]
    assert sorted(way for way in ways if way.endswith(".md")) == sorted(records)
    assert all((mini_site / way.removeprefix(SITE)).is_file() for way in ways)
    for entry in (it for it in read.xpath("//li") if it.find("a").get("href").endswith(".md")):
        page = site_checks.document(mini_site, entry.find("a").get("href").removeprefix(SITE).removesuffix(".md"))
        (called,), (described,) = page.xpath("//h1"), page.xpath("//meta[@name='description']/@content")
        assert squeezed(entry.text_content()) == f"{squeezed(called.text_content())}: {squeezed(described)}"
    assert len(read.xpath("//h1")) == len(read.xpath("//blockquote")) == 1
