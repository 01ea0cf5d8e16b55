"""Citations of pages and statements as reference managers read them, and what the head of a page tells them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs

import pytest
import rispy
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from lxml import html
from playwright.sync_api import Page, expect
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

from tests import site_checks
from tests.projects import MINI_BUILD
from tsi.library import counts
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.text import dates
from tsi.wording import dataset, links

SITE = MINI_BUILD["SITE_URL"]


class OnPage(NamedTuple):
    """A statement of the miniature site where it stands with its citation."""

    place: Place
    element: html.HtmlElement

    @property
    def address(self) -> str:
        return f"{SITE}{self.place.reference}/#{self.place.path[1]}"

    def file(self, site: Path, form: str) -> str:
        """What stands in the file that the statement offers in a form."""
        (way,) = self.element.xpath(".//a[text()=$form]/@href", form=form)
        return (site / str(self.place.reference) / way).resolve().read_text("utf-8")


@pytest.fixture(scope="module")
def statements(mini_site: Path, mini: Library) -> list[OnPage]:
    places = [place for place, _ in mini.statements() if links.has_page(mini, place.reference)]
    assert len(places) > 20
    pages = {it: site_checks.document(mini_site, str(it)) for it in {place.reference for place in places}}
    return [OnPage(place, pages[place.reference].get_element_by_id(place.path[1])) for place in places]


def test_each_statement_shows_what_it_says_with_its_citation(mini: Library, statements: list[OnPage]):
    for it in statements:
        (shown,) = it.element.find_class("quoted__text")
        said = mini.get(it.place.reference).statements[it.place.path[1]].says
        assert shown.text_content().startswith(f"“{said}”, {dataset.TITLE}, ")
        assert ", data of 5 March 2013, " in shown.text_content()
        assert shown.text_content().endswith(it.address)


@pytest.mark.parametrize(
    ("page", "id_", "mark", "was"),
    [
        (
            "funding/moss-prize",
            "prize",
            "put right on 20 December 2024",
            "The moss farmers announced a prize of £4,000.",
        ),
        (
            "pillars/paper-satellites",
            "trials",
            "superseded on 21 November 2024",
            "Trials of paper satellites are planned for February 2013.",
        ),
    ],
)
def test_a_statement_leads_to_what_was_said_before_and_why(
    mini_site: Path, page: str, id_: str, mark: str, was: str
) -> None:
    document = site_checks.document(mini_site, page)
    statement = document.get_element_by_id(id_)
    (marked,) = [it for it in statement.xpath(".//a") if it.get("href") == "#section-corrections"]
    assert " ".join(marked.text_content().split()) == mark
    assert f"Said here in these words since {mark.partition(' on ')[2]}." in statement.text_content()
    told = document.xpath("//*[@id='section-corrections']")
    before = next(it for part in told for it in part.xpath("following::li[@class='correction']"))
    assert before.xpath("string(.//del)") == was
    assert before.xpath("string(./p[last()])")


def test_bibtex_sets_a_statement_with_its_date_and_address(mini_site: Path, mini: Library, statements: list[OnPage]):
    newest = dates.parse(counts.newest_source(mini)).latest
    style = find_plugin("pybtex.style.formatting", "plain")()
    text = find_plugin("pybtex.backends", "plaintext")()
    for it in statements:
        database = parse_string(it.file(mini_site, "BibTeX"), "bibtex")
        ((key, entry),) = database.entries.items()
        assert key == f"tsi-{it.place.reference.kind}-{it.place.reference.id}-{it.place.path[1]}"
        assert (entry.fields["url"], entry.fields["year"]) == (it.address, str(newest.year))
        (printed,) = [line.text.render(text) for line in style.format_bibliography(database)]
        assert mini.proof(it.place.reference, *it.place.path, "says").text.rstrip(".") in printed.replace("\\", "")
        assert it.address in printed


def test_a_page_is_sent_by_mail_with_its_citation_and_without_third_parties(mini_site: Path):
    (letter,) = site_checks.document(mini_site, "funding/moss-prize").xpath("//a[text()='Send it by mail']/@href")
    scheme, _, query = letter.partition("?")
    told = parse_qs(query)
    assert (scheme, told["subject"]) == ("mailto:", ["Prize for moss batteries"])
    assert told["body"][0].endswith(f"{SITE}funding/moss-prize/")


def test_a_ris_reader_reads_a_statement_with_its_sources(mini_site: Path, mini: Library, statements: list[OnPage]):
    for it in statements:
        (entry,) = rispy.loads(it.file(mini_site, "RIS"))
        cited = mini.proof(it.place.reference, *it.place.path, "says").citations
        assert entry["type_of_reference"] == "ELEC"
        assert entry["title"] == mini.proof(it.place.reference, *it.place.path, "says").text
        assert entry["urls"] == [it.address]
        assert all(mini.sources[citation.source].short in entry["notes"][0] for citation in cited)


def test_a_csl_processor_prints_the_reference(mini_site: Path, statements: list[OnPage]):
    items = json.loads(statements[0].file(mini_site, "CSL-JSON"))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Cited([CitationItem(items[0]["id"])]))
    (printed,) = map(str, bibliography.bibliography())
    assert items[0]["title"] in printed
    assert str(items[0]["issued"]["date-parts"][0][0]) in printed
    assert statements[0].address in printed


def test_the_head_of_a_page_tells_a_reference_manager_what_it_is(mini_site: Path, mini: Library):
    references = [it for it in mini.references() if links.has_page(mini, it)]
    for reference in references:
        page = site_checks.document(mini_site, str(reference))
        tags = {it.get("name"): it.get("content") for it in page.xpath("//head/meta[starts-with(@name, 'DC.')]")}
        (title,) = page.xpath("//h1")
        assert tags["DC.title"] == " ".join(title.text_content().split())
        assert tags["DC.identifier"] == f"{SITE}{reference}/" == page.xpath("string(//link[@rel='canonical']/@href)")
        assert tags["DC.date"] == dates.plain(dates.parse(counts.newest_source(mini)).ends[-1])
        assert tags["DC.publisher"] == dataset.TITLE
    assert references


def test_a_tap_copies_a_statement_with_its_citation(new_mini_page: Callable[..., Page]):
    page = new_mini_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/people/ada-quill/")
    quoted = page.locator("#start .quoted")
    quoted.locator("summary").click()
    quoted.get_by_role("button", name="Copy the statement with its citation").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == quoted.locator(".quoted__text").text_content()


def test_without_scripts_the_citation_can_be_read_and_its_files_fetched(new_mini_page: Callable[..., Page]):
    page = new_mini_page(java_script_enabled=False)
    page.goto("/people/ada-quill/")
    page.locator("#start .quoted summary").click()
    expect(page.locator("#start .quoted__text")).to_be_visible()
    expect(page.locator("#start .quoted__copy")).to_be_hidden()
    assert page.locator("#start .quoted__file").count() == 3
