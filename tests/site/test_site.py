"""The built site: every link leads somewhere, every record and statement is there with its receipt, and nothing that
stands in the data can become markup."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from lxml import html

from tests import site_checks
from tests.conftest import MkdocsBuild
from tests.projects import ROOT, Data
from tests.site_checks import document
from tsi.library import counts, coverage
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.records.types import Citation, Reference
from tsi.text import dates
from tsi.wording import filters, links
from tsi.wording import words as wording

BASE = "https://example.invalid/"


# Tables


def test_beside_each_table_stands_the_download_that_has_its_rows(mini_site: Path) -> None:
    for page in site_checks.pages(mini_site):
        for scroll in page.document.xpath("//*[.//p[@class='table__tools']][contains(@class, 'table-scroll')]"):
            (tools,) = scroll.find_class("table__tools")
            assert tools.find_class("table__copy")
            (file,) = tools.xpath("./a/@href")
            assert (mini_site / page.address / file).resolve().is_file(), page.address


# What every page must keep to


def test_every_link_leads_somewhere(built_site: Path) -> None:
    faults, consulted = site_checks.dead_links(built_site, BASE)
    assert not faults
    assert consulted


def test_every_id_is_alone_on_its_page(built_site: Path) -> None:
    faults, consulted = site_checks.repeated_ids(built_site)
    assert not faults
    assert consulted


def test_nothing_is_fetched_from_elsewhere(built_site: Path) -> None:
    faults, consulted = site_checks.fetched_elsewhere(built_site, BASE)
    assert not faults
    assert consulted


@pytest.mark.parametrize(
    ("planted", "check"),
    [
        ('<a href="nowhere/">x</a>', "dead_links"),
        ('<a href="#nowhere">x</a>', "dead_links"),
        ('<a href="./#nowhere">x</a>', "dead_links"),
        ('<img src="nowhere.png" alt="">', "dead_links"),
        ('<svg><a xlink:href="nowhere/"><text>x</text></a></svg>', "dead_links"),
        ('<svg><a href="#nowhere"><text>x</text></a></svg>', "dead_links"),
        ('<p id="here"></p>', "repeated_ids"),
        ('<script src="https://example.org/x.js"></script>', "fetched_elsewhere"),
        ('<link rel="stylesheet" href="//example.org/x.css">', "fetched_elsewhere"),
        ('<img src="https://example.org/x.png" alt="">', "fetched_elsewhere"),
    ],
)
def test_the_checks_bite(tmp_path: Path, planted: str, check: str) -> None:
    page = (
        '<!doctype html><html><body><p id="here"><a href="#here">x</a> <a href="https://example.org">y</a></p>{}</body>'
    )
    run = {
        "dead_links": lambda: site_checks.dead_links(tmp_path, BASE),
        "repeated_ids": lambda: site_checks.repeated_ids(tmp_path),
        "fetched_elsewhere": lambda: site_checks.fetched_elsewhere(tmp_path, BASE),
    }[check]
    (tmp_path / "index.html").write_text(page.format(""), encoding="utf-8")
    assert run()[0] == []
    (tmp_path / "index.html").write_text(page.format(planted), encoding="utf-8")
    assert len(run()[0]) == 1


# Every record is there


def test_every_record_has_its_page(built_site: Path, library: Library) -> None:
    for kind in links.KINDS_WITH_PAGES:
        assert library.records[kind], kind
    for reference in (it for it in library.references() if links.has_page(library, it)):
        page = document(built_site, str(reference))
        assert page.xpath("//h1/@data-at") == [str(reference)]
        assert page.xpath("//title/text()")


def test_every_record_without_a_page_has_its_entry(mini_site: Path, mini: Library) -> None:
    entries = [it for kind in links.KINDS_WITH_PAGES for it in links.entries(mini, kind)]
    assert entries
    for reference in entries:
        page, _, anchor = links.where(mini, reference).partition("#")
        (entry,) = document(mini_site, page).xpath("//li[@id=$id]", id=anchor)
        assert entry.get("data-row") == str(reference)


def test_every_statement_has_an_address_and_a_receipt_for_each_citation(built_site: Path, library: Library) -> None:
    consulted = 0
    for reference in library.references():
        statements = getattr(library.get(reference), "statements", {})
        page = document(built_site, str(reference)) if statements else None
        for id_, statement in statements.items():
            shown = page.get_element_by_id(id_)
            assert statement.says in shown.text_content()
            (receipt,) = shown.find_class("receipt")
            note = page.get_element_by_id(receipt.get("href").removeprefix("#"))
            lines = {link.get("href").rpartition("sources/")[2] for link in note.find_class("note__line")}
            assert lines == {f"{source}/#line-{line}" for source, line in statement.cite}
            consulted += 1
    assert consulted


def test_every_milestone_stands_once_on_the_timeline(built_site: Path, library: Library) -> None:
    events = document(built_site, "timeline").find_class("event")
    assert sorted(event.get("id") for event in events) == sorted(library.records["milestones"])


def test_every_line_of_a_source_has_a_row(built_site: Path, library: Library) -> None:
    for source, index in library.index.items():
        rows = document(built_site, f"sources/{source}").xpath("//tr/@id[starts-with(., 'line-')]")
        assert rows == [f"line-{line.number}" for line in index.lines if not line.blank]


USE_WORDS = {"used": "used", "contested": "contested", "within": "within a longer name", "omitted": "omitted"}


def test_every_figure_and_name_on_a_source_line_says_what_became_of_it(built_site: Path, library: Library) -> None:
    pages = {source: document(built_site, f"sources/{source}") for source in library.index}
    for citation, line in library.lines_of_texts():
        if line.blank:
            continue
        figures, names, _ = pages[citation.source].get_element_by_id(f"line-{line.number}").xpath("./td")
        uses = [coverage.of_figure(library, citation, figure).word for figure in line.figures]
        assert [use.text for use in figures.find_class("use")] == [USE_WORDS[use] for use in uses]
        shown = {
            (name.get("data-row"), group.find_class("use")[0].text)
            for group in names.find_class("stated")
            for name in group.xpath("./span/span[@data-row]")
        }
        found = ((name, coverage.of_name(library, citation, name).word) for name in coverage.names_on(line))
        assert shown == {(str(name), USE_WORDS[use]) for name, use in found}


def test_what_is_contested_leads_to_the_disagreement_and_what_is_omitted_says_why(
    mini_site: Path, mini: Library
) -> None:
    page = document(mini_site, "sources/courier-2012")
    (stated,) = [it for it in page.find_class("stated") if "£2 million" in it.text_content()]
    assert "../../disagreements/money-for-satellites/" in stated.xpath("./span/a/@href")
    text = page.get_element_by_id("line-2").text_content()
    reasons = [it.reason for it in mini.omissions.values() if it.at == Citation("courier-2012", 2)]
    assert reasons
    assert all(reason in text for reason in reasons)


def test_the_ledger_marks_what_is_contested_and_tells_apart_what_only_differs(mini_site: Path, mini: Library) -> None:
    library = mini
    ledger, shown = document(mini_site, "figures"), {"contested": 0, "no-contradiction": 0}
    types = {id_: record.type for id_, record in library.records["disagreements"].items()}
    for mark, contradicts in (("contested", True), ("no-contradiction", False)):
        for use in ledger.find_class(f"use--{mark}"):
            ways = use.getnext().xpath("./a/@href")
            ids = [way.removeprefix("../disagreements/").rstrip("/") for way in ways]
            assert ids
            assert {types[id_] in coverage.CONTRADICTING for id_ in ids} == {contradicts}
            shown[mark] += 1
    places = [(place, figure) for place, proof in library.proofs.items() for figure in proof.figures]
    assert shown == {
        "contested": sum(bool(coverage.contested_in(library, *it)) for it in places),
        "no-contradiction": sum(bool(coverage.no_contradiction_in(library, *it)) for it in places),
    }
    assert all(shown.values())


def test_a_disagreement_is_told_in_short_on_every_page_that_it_touches(built_site: Path, library: Library) -> None:
    pages: dict[str, list[str]] = {}
    for id_, record in library.records["disagreements"].items():
        for touched in record.touches:
            pages.setdefault(str(touched), []).append(id_)
    assert pages
    for address, ids in pages.items():
        page = document(built_site, address)
        told = {it.get("data-row"): it for it in page.xpath("//ul[@class='differences']/li")}
        for id_ in ids:
            _tells_in_short(told[f"disagreements/{id_}"], library, id_)


def _tells_in_short(item: html.HtmlElement, library: Library, id_: str) -> None:
    """Its type, each account with its line, date and rank of source, the numbered rule and what would settle it."""
    record, text = library.records["disagreements"][id_], " ".join(item.text_content().split())
    number, rule = list(library.records["rules"]).index(record.rule) + 1, library.records["rules"][record.rule]
    assert item.find_class("links__kind")[0].text == record.type
    assert f"{number}. {rule.name}: {record.because}" in text
    assert record.settled_by in text
    assert text.count("we lead with this") == bool(record.leads)
    ways = {way.rpartition("/sources/")[2] for way in item.xpath(".//a/@href")}
    for position in record.positions.values():
        assert position.says in text
        assert {f"{source}/#line-{line}" for source, line in position.cite} <= ways
        for source in (library.records["sources"][citation.source] for citation in position.cite):
            assert f"{wording.RANKS[source.rank]}, {dates.words(source.published)}" in text


def test_every_figure_of_a_record_is_in_the_ledger(built_site: Path, library: Library) -> None:
    ledger = document(built_site, "figures")
    keys = set(ledger.xpath("//@data-key")) | {f"date|{when}||" for when in ledger.xpath("//@data-when")}
    figures = {figure.figure.key for proof in library.proofs.values() for figure in proof.figures}
    assert figures
    assert figures <= keys


def test_every_computed_number_is_what_its_function_computes(built_site: Path, library: Library) -> None:
    consulted = 0
    for page in site_checks.pages(built_site):
        for number in page.document.xpath("//data[starts-with(@data-as, 'count:')]"):
            of = Reference.parse(number.get("data-at")) if number.get("data-at") else None
            if function := counts.COUNTS.get(number.get("data-as").partition(":")[2]):
                value = function(library, of)
                assert (number.get("value"), number.text) == (str(value), wording.number(value)), page.address
                consulted += 1
    assert consulted


# What stands in the data cannot become markup

PLANT = (
    "\"'><b data-planted>x</b></p></title><script data-planted>alert()</script><img src=x data-planted onerror=alert()>"
    " {{ config.site_name }} {% raw %} {# note #} [x](javascript:alert()) <!-- &lt;i data-planted&gt; # -- ``` |"
)
TEXTS = {"name", "says", "question", "asks", "because", "settled_by", "note", "reason"}
SOURCE_TEXTS = {"title", "title_known", "short", "publisher", "author", "published_known", "caution", "url"}
AS_DESCRIBED = len("\"'><b data-planted>")
"""How much of a planted text is left in a description, which is cut."""


def test_nothing_in_the_data_becomes_markup(mini_copy: Path, mkdocs_build: MkdocsBuild) -> None:
    """Markup in every text that can hold it is shown as it was written; an id that a record had before leads to it.

    A single test, because it takes a build of its own."""
    planted = _plant_everywhere(mini_copy)
    outcome = mkdocs_build(mini_copy, mini_copy / "site", SITE_URL=BASE)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    site = mini_copy / "site"
    _no_text_became_markup(site)
    _all_is_shown_as_written(site, planted)
    page = document(site, "pillars/moss-batteries")
    assert page.xpath("count(//title[not(ancestor::svg)])") == 1
    assert PLANT in page.xpath("//head/title")[0].text
    assert PLANT[:AS_DESCRIBED] in page.xpath("//meta[@name='description']/@content")[0]
    old = document(site, "pillars/old-moss")
    assert old.xpath("//link[@rel='canonical']/@href") == [f"{BASE}pillars/moss-batteries/"]
    assert old.xpath("//p//a/@href") == ["../moss-batteries/"]
    assert PLANT in old.xpath("//head/title")[0].text
    fetched = old.xpath("//script/@src | //link[@rel='stylesheet']/@href")
    assert [(site / "pillars/old-moss" / way).resolve().is_file() for way in fetched] == [True, True]


def _plant_everywhere(project: Path) -> dict[str, str]:
    """Plant markup in all records; by its mark, the field of each plant."""
    planted: dict[str, str] = {}
    for path in sorted((project / "data").glob("*.yml")):
        records = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        for id_, record in records.items():
            title = record.get("title", "")
            _plant(record, (path.stem, id_), planted)
            if path.stem == "sources":
                _tell_the_evidence(project / f"data/evidence/{id_}.json", title, record["title"])
        if path.stem == "pillars":
            records["moss-batteries"]["redirect_from"] = ["old-moss"]
        path.write_text(yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=10**6), encoding="utf-8")
    return planted


def _plant(fields: dict, path: tuple[str, ...], planted: dict[str, str]) -> None:
    for key, value in fields.items():
        if isinstance(value, dict):
            _plant(value, (*path, key), planted)
        elif (path[0], key) == ("omissions", "name"):
            continue  # a reference
        elif key in TEXTS or (
            key in SOURCE_TEXTS and path[0] == "sources" and (key != "url" or path[-1] == "confidence")
        ):
            mark = _mark(len(planted))
            planted[mark] = ".".join((*path, key))
            fields[key] = f"{value} {mark}{PLANT}"


def _mark(number: int) -> str:
    """A word without digits that stands for a number: a digit in a text would be a figure without a citation."""
    return "planted" + "".join("abcdefghij"[int(digit)] for digit in f"{number:05}") + "end"


def _tell_the_evidence(index: Path, title: str, planted: str) -> None:
    """Give a source its planted title where the evidence repeats it: that of our notes does not."""
    text = index.read_text(encoding="utf-8")
    known = [f'"title": {json.dumps(it, ensure_ascii=False)}' for it in (title, planted)]
    index.write_text(text.replace(*known), encoding="utf-8")


def _elements(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for page in site_checks.pages(site):
        yield from ((page.address, element) for element in page.document.iter("*"))
    for entry in json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]:
        for text in (entry["title"], entry["text"], *entry.get("tags", ())):
            yield from (("search index", element) for element in html.fromstring(f"<div>{text}</div>").iter("*"))


def _no_text_became_markup(site: Path) -> None:
    consulted = 0
    for address, element in _elements(site):
        assert "data-planted" not in element.attrib, address
        assert not [name for name in element.attrib if name.startswith("on")], address
        assert not element.get("href", "").startswith("javascript:"), address
        consulted += 1
    assert consulted > 1_000


def _all_is_shown_as_written(site: Path, planted: dict[str, str]) -> None:
    text = " ".join(page.document.text_content() for page in site_checks.pages(site))
    shown = set(re.findall(r"(planted[a-j]{5}end)" + re.escape(PLANT), text))
    assert shown
    assert {field for mark, field in planted.items() if mark not in shown} == set()


# Reports of problems


def ways_to_report(site: Path) -> dict[str, list[str]]:
    """By its address, the ways to report a problem that each page of a record offers."""
    pages = [page for page in site_checks.pages(site) if page.document.xpath("//h1/@data-at")]
    return {page.address: [link.get("href") for link in page.document.find_class("report")] for page in pages}


def test_pages_offer_to_report_a_problem_where_the_site_names_an_address(mini_site: Path) -> None:
    offered = ways_to_report(mini_site)
    assert len(offered) > 10
    for address, ways in offered.items():
        assert ways, address
        assert all(way.startswith("mailto:keepers@lanterns.example?subject=") for way in ways), address


def test_pages_offer_none_where_the_site_names_no_address(mini_copy: Path, mkdocs_build: MkdocsBuild) -> None:
    settings = mini_copy / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "\n  report_problem: " in text
    settings.write_text(text.replace("\n  report_problem: ", "\n  # report_problem: "), encoding="utf-8")
    outcome = mkdocs_build(mini_copy, mini_copy / "site")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert not any(ways_to_report(mini_copy / "site").values())


def test_the_examples_of_an_address_for_reports_are_such() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    examples = re.findall(r'^  # report_problem: "(.*)"$', settings, re.MULTILINE)
    assert [example.partition(":")[0] for example in examples] == ["mailto", "https"]
    for example in examples:
        assert "{" not in links.report(example, **dict.fromkeys(links.REPORTED, "x"))


# A mistake stops the build


def test_a_new_record_has_its_page_and_links(mini_copy: Path, mkdocs_build: MkdocsBuild) -> None:
    before = list(load(mini_copy).milestones)[-1]
    with (mini_copy / "data/milestones.yml").open("a", encoding="utf-8") as milestones:
        milestones.write(
            "new-talks:\n"
            "  name: New talks\n"
            "  cite: courier-2012:7\n"
            "  kind: meeting\n"
            "  when: {is: unknown, cite: courier-2012:7}\n"
            "  pillars: {tidal-clocks: {cite: courier-2012:7}}\n"
        )
    outcome = mkdocs_build(mini_copy, mini_copy / "site")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    site = mini_copy / "site"
    assert document(site, "milestones/new-talks").xpath("//h1")[0].text_content() == "New talks"
    for address in ("timeline", "pillars/tidal-clocks", f"milestones/{before}", "sources/courier-2012"):
        ways = document(site, address).xpath("//a/@href")
        assert links.relative("milestones/new-talks/", f"{address}/") in ways, address
    assert "New talks" in (site / "search/search_index.json").read_text(encoding="utf-8")


def test_all_mistakes_are_told_before_the_first_page(mini_copy: Path, mkdocs_build: MkdocsBuild) -> None:
    data = Data(mini_copy)
    data.edit("funding", 'is: "£40,000"', 'is: "£50,000"')
    data.edit("pillars", "around January 2013", "around January 2014")
    outcome = mkdocs_build(mini_copy, mini_copy / "site")
    assert outcome.returncode == 1
    told = outcome.stdout + outcome.stderr
    assert re.search(r"data/funding\.yml:\d+: .*£50,000 is not stated", told)
    assert re.search(r"data/pillars\.yml:\d+: .*January 2014 is not stated", told)
    assert "Traceback" not in told
    assert not (mini_copy / "site/index.html").exists()


def test_a_mistyped_name_on_a_page_stops_the_build(mini_copy: Path, mkdocs_build: MkdocsBuild) -> None:
    (mini_copy / "docs/edit.md").write_text("# Edit\n\n{{ timelime() }}\n", encoding="utf-8")
    assert mkdocs_build(mini_copy, mini_copy / "site").returncode != 0


def test_a_dead_link_in_prose_stops_the_build(mini_copy: Path, mkdocs_build: MkdocsBuild) -> None:
    with (mini_copy / "docs/edit.md").open("a", encoding="utf-8") as page:
        page.write("\n[nowhere](timeline.md#nowhere)\n")
    outcome = mkdocs_build(mini_copy, mini_copy / "site")
    assert outcome.returncode != 0
    assert "#nowhere" in outcome.stdout + outcome.stderr


def test_a_choice_of_the_state_of_play_has_a_page_of_its_own(mini_site: Path, mini: Library) -> None:
    for choice in (it for options in filters.choices_in_play(mini).values() for it in options):
        rows = document(mini_site, choice.address).xpath("//tr[@data-tags]")
        assert rows
        assert all(choice.tag in row.get("data-tags").split() for row in rows)
