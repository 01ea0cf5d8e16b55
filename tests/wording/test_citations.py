"""How pages are cited: every form says the same, means what its specification says, and is what the records give."""

import json
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from mkdocs.exceptions import PluginError

import hooks
import macros
from tests.projects import ROOT
from tsi.library import counts, selections
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.render import views
from tsi.render.page import Page
from tsi.text import dates
from tsi.wording import citations, dataset, links
from tsi.wording.citations import FORMATS, SourceLines, Work

SITE = "https://example.org/tsi/"
PRIZE = Reference("funding", "moss-prize")
SOURCE = Reference("sources", "courier-2012")

TEXTS = st.text(st.sampled_from("aZ9 \\{}\"~^#$%&_@,='é£–\n\r\t*")) | st.text()


@pytest.fixture(scope="module")
def library(mini: Library) -> Library:
    """The records of the miniature set."""
    return mini


@pytest.fixture(scope="module")
def references(library: Library) -> list[Reference]:
    found = [reference for reference in library.references() if reference.kind in links.KINDS_WITH_PAGES]
    assert found
    return found


def work(title: str = "A title", date: str = "2025-07-25", address: str = f"{SITE}funding/a/") -> Work:
    source = SimpleNamespace(
        title="On a call", author="A. Writer", publisher="A paper", published="2024-07~", url="https://example.org/b",
        short="Paper 2024",
    )  # fmt: skip
    other = SimpleNamespace(**{**vars(source), "author": None, "short": "Paper again"})
    lines = SourceLines(source, (2, 5, 7)), SourceLines(other, (3,))
    return Work("tsi-funding-a", title, "funding/a/", address, date, lines)


def test_without_an_address_of_the_site_a_citation_gives_title_site_date_and_path():
    cited = work(address="")
    assert citations.short(cited).endswith(f", {dataset.TITLE}, data of 25 July 2025, funding/a/")
    for write in (citations.bibtex, citations.ris, citations.csl_json):
        text = write(cited)
        assert "Page funding/a/. Sources: " in text
        assert not re.search(r"\burl\b|^UR|://", text, re.IGNORECASE | re.MULTILINE)


# What is cited


def test_a_work_is_dated_by_the_newest_source_and_names_every_line(library: Library, references: list[Reference]):
    for reference in references:
        cited = citations.work(library, reference, SITE)
        assert cited.date == counts.newest_source(library)
        assert cited.address == f"{SITE}{links.where(library, reference)}"
        ids = {id(source): id_ for id_, source in library.records["sources"].items()}
        lines = {(ids[id(it.source)], line) for it in cited.sources for line in it.lines}
        assert lines == {(citation.source, citation.line) for citation in library.citations(reference)}
        assert cited.sources


def test_the_page_of_a_source_cites_the_source(library: Library):
    cited = citations.work(library, SOURCE, SITE)
    assert [it.source for it in cited.sources] == [library.get(SOURCE)]
    assert library.get(SOURCE).url in FORMATS["long"].write(cited)


def test_every_key_is_alone(library: Library, references: list[Reference]):
    keys = [citations.work(library, reference, SITE).key for reference in references]
    assert len(set(keys)) == len(keys) > 10
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)


def test_in_words():
    assert citations.short(work()) == (
        "“A title”, UK-India Technology Security Initiative knowledge base, data of 25 July 2025,"
        " https://example.org/tsi/funding/a/"
    )
    assert citations.long(work()) == citations.short(work()) + (
        ". Sources: A. Writer, “On a call”, A paper, around July 2024, https://example.org/b, lines 2, 5 and 7;"
        " “On a call”, A paper, around July 2024, https://example.org/b, line 3."
    )


@pytest.mark.parametrize(
    ("date", "parts"),
    [("2025", (2025,)), ("2024-07~", (2024, 7)), ("2025-07-25", (2025, 7, 25)), ("2024/2025-01", (2025, 1))],
)
def test_what_is_known_of_a_date_alone_is_given(date: str, parts: tuple[int, ...]):
    assert work(date=date).date_parts == parts
    assert json.loads(citations.csl_json(work(date=date)))[0]["issued"]["date-parts"] == [list(parts)]
    assert ris_fields(citations.ris(work(date=date)))["DA"] == "/".join(f"{part:02}" for part in parts)
    assert ("month" in bibtex_fields(citations.bibtex(work(date=date)))) == (len(parts) > 1)
    assert ("date" in bibtex_fields(citations.bibtex(work(date=date)))) == (len(parts) > 2)
    assert dates.words(date) in citations.short(work(date=date))


# The forms, read by means of their own


MEANT = {command: character for character, command in (
    ("\\", r"\textbackslash{}"), ("{", r"\textbraceleft{}"), ("}", r"\textbraceright{}"),
    ("~", r"\textasciitilde{}"), ("^", r"\textasciicircum{}"), *((it, f"\\{it}") for it in "#$%&_"),
)}  # fmt: skip


def bibtex_fields(entry: str) -> dict[str, str]:
    """The fields of an entry, read as BibTeX does: by braces; and as TeX prints them."""
    fields, at = {}, entry.index(",")
    while start := re.compile(r",\s*(\w+) = ").match(entry, at):
        name, at = start[1], start.end()
        if entry[at] != "{":
            end = re.compile(r"\w+").match(entry, at).end()
            fields[name], at = entry[at:end], end
            continue
        depth, begin = 0, at
        while depth or at == begin:
            depth += {"{": 1, "}": -1}.get(entry[at], 0)
            at += 1
        fields[name] = entry[begin + 1 : at - 1]
    assert entry[at:] == "\n}\n"
    return fields


def as_printed(text: str) -> str:
    """What TeX makes of a text; nothing in it may be left that TeX would take for a command."""
    printed = re.sub("|".join(map(re.escape, MEANT)), lambda match: MEANT[match[0]], text)
    rest = re.sub("|".join(map(re.escape, MEANT)), "", text)
    assert not set(rest) & set("\\{}~^#$%&_")
    return printed


def ris_fields(reference: str) -> dict[str, str]:
    """The contents by their tags; each line must be one, and end in CRLF."""
    *lines, rest = reference.split("\r\n")
    assert not rest
    matches = [re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n]*)", line) for line in lines]
    assert all(matches)
    assert (matches[0][1], matches[-1][1]) == ("TY", "ER")
    return {match[1]: match[2] for match in matches}


@given(TEXTS)
def test_bibtex_keeps_any_title(title: str):
    fields = bibtex_fields(citations.bibtex(work(title)))
    assert list(fields) == ["title", "howpublished", "year", "month", "date", "url", "note"]
    assert as_printed(fields["title"].removeprefix("{").removesuffix("}")) == " ".join(title.split())


def test_bibtex_keeps_the_address_as_it_is():
    assert bibtex_fields(citations.bibtex(work()))["url"] == work().address
    odd = citations.bibtex(work(address="https://example.org/{a_b}%20/#c"))
    assert bibtex_fields(odd)["url"] == "https://example.org/%7Ba_b%7D%20/#c"


@given(TEXTS)
def test_ris_keeps_any_title_on_its_line(title: str):
    fields = ris_fields(citations.ris(work(title)))
    assert list(fields) == ["TY", "ID", "TI", "T2", "PY", "DA", "UR", "N1", "ER"]
    assert fields["TI"] == " ".join(title.split())
    assert fields["TY"] == "ELEC"


@given(TEXTS)
def test_csl_json_keeps_any_title(title: str):
    (item,) = json.loads(citations.csl_json(work(title)))
    assert item["title"] == title
    assert item["type"] == "webpage"
    assert set(item) == {"id", "type", "title", "container-title", "issued", "URL", "language", "note"}


def test_an_uncertain_date_is_said_to_be_uncertain():
    assert json.loads(citations.csl_json(work(date="2024-07~")))[0]["issued"]["circa"] is True
    assert "circa" not in json.loads(citations.csl_json(work()))[0]["issued"]


def test_every_form_has_the_address_the_title_and_the_date_of_the_data(library: Library, references: list[Reference]):
    for reference in references:
        cited = citations.work(library, reference, SITE)
        for it in FORMATS.values():
            text = it.write(cited)
            assert cited.address in text
            assert dates.words(cited.date) in text
            assert it.id == "short" or all(source.where in text for source in cited.sources)


# On the pages


def rendered(library: Library, reference: Reference, form: str = "") -> html.HtmlElement:
    page = Page(library, f"{reference}/", SITE, report_form=form)
    return html.fromstring(f"<div>{views.record_page(page, str(reference))}</div>")


def test_every_record_page_shows_every_form_and_leads_to_its_files(library: Library, references: list[Reference]):
    files = dict(citations.files(library, SITE))
    for reference in references:
        root, cited = rendered(library, reference), citations.work(library, reference, SITE)
        shown = {
            element.get("data-as").partition(":")[2]: element.text_content()
            for element in root.find_class("cite__text")
            if element.get("data-as") != "embed"
        }
        assert shown == {it.id: it.shown(cited) for it in FORMATS.values()}
        every = [element.get("href") for element in root.find_class("cite__file")]
        ways = [way for way in every if not way.endswith(".svg")]
        assert [f"cite/{reference}{it.ending}" for it in FORMATS.values() if it.ending] == [
            way.removeprefix("../../") for way in ways
        ]
        assert {way.removeprefix("../../") for way in ways} <= set(files)
    assert len(files) == 3 * len(references)


def test_without_scripts_nothing_offers_to_copy(library: Library):
    root = rendered(library, PRIZE)
    buttons = root.find_class("cite__copy")
    assert len(buttons) == len(root.find_class("cite__text")) > len(FORMATS)
    assert all("hidden" in button.attrib for button in buttons)


# Where to report a problem

MAIL = "mailto:editors@example.org?subject={record}&body={statement}%0A{citation}%0A{address}"
FORM = "https://example.org/issues/new?title={record}&body={statement}%0A{citation}%0A{address}"
ROLE = Reference("people", "ada-quill")
PILLAR = Reference("pillars", "moss-batteries")
EVENT = Reference("milestones", "initiative-announced")


class Reported(NamedTuple):
    """What a form for reports is filled in with."""

    record: str
    statement: str
    citation: str
    address: str


def reported(element: html.HtmlElement) -> list[Reported]:
    """What each link for reports in an element fills in."""
    found = []
    for link in element.find_class("report"):
        assert re.fullmatch(r"[\w%&=?:/.@~-]+", link.get("href"), re.ASCII)
        query = parse_qs(urlsplit(link.get("href")).query, keep_blank_values=True)
        assert query.keys() in ({"subject", "body"}, {"title", "body"})
        (record,), (body,) = query.values()
        found.append(Reported(record, *body.split("\n")))
    return found


def shown_on(library: Library, url: str, view: Callable[..., str], form: str = FORM) -> html.HtmlElement:
    return html.fromstring(f"<div>{view(Page(library, url, SITE, report_form=form))}</div>")


@pytest.mark.parametrize("reference", [PRIZE, SOURCE, ROLE, PILLAR, EVENT], ids=str)
def test_without_an_address_nothing_offers_to_report(library: Library, reference: Reference):
    assert not rendered(library, reference).find_class("report")
    assert rendered(library, reference, FORM).find_class("report")


@pytest.mark.parametrize(
    ("url", "view"), [("timeline/", views.timeline), ("open-questions/", views.open_questions), ("", views.at_a_glance)]
)
def test_nor_do_pages_that_gather_records(library: Library, url: str, view: Callable[..., str]):
    assert not shown_on(library, url, view, form="").find_class("report")
    assert shown_on(library, url, view).find_class("report")


@pytest.mark.parametrize("form", [MAIL, FORM])
def test_a_report_is_filled_in_with_record_statement_citation_and_address(library: Library, form: str):
    root = rendered(library, PRIZE, form)
    for id_, statement in library.get(PRIZE).statements.items():
        told = Reported(str(PRIZE), statement.says, " ".join(map(str, statement.cite)), f"{SITE}{PRIZE}/#{id_}")
        assert reported(root.get_element_by_id(id_)) == [told]


def test_a_report_on_a_page_names_all_its_lines(library: Library):
    (tools,) = rendered(library, PRIZE, FORM).find_class("tools")
    lines = " ".join(map(str, library.citations(PRIZE)))
    assert reported(tools) == [Reported(str(PRIZE), "", lines, f"{SITE}{PRIZE}/")]


@pytest.mark.parametrize(
    ("reference", "fact", "said"),
    [
        (PRIZE, "amount", "£40,000"),
        (PRIZE, "status", "announced"),
        (EVENT, "when", "12 June 2012"),
        (ROLE, "role", "Keeper of Lanterns at the Moss Ministry"),
    ],
)
def test_a_fact_can_be_reported(library: Library, reference: Reference, fact: str, said: str):
    record = library.get(reference)
    if fact == "role":
        (held,) = record.offices.values()
    else:
        held = record.statuses[record.status] if fact == "status" else getattr(record, fact)
    lines = " ".join(map(str, held.cite))
    root = rendered(library, reference, FORM)
    told = Reported(str(reference), said, lines, f"{SITE}{reference}/#fact-{fact}")
    assert reported(root.get_element_by_id(f"fact-{fact}")) == [told]


def test_each_account_of_a_disagreement_can_be_reported_and_why_one_leads(library: Library):
    id_, record = next(iter(library.records["disagreements"].items()))
    root = rendered(library, Reference("disagreements", id_), FORM)
    told = {it.address.partition("#")[2]: it.statement for it in reported(root)}
    assert told == {
        "": "",
        **{f"position-{key}": position.says for key, position in record.positions.items()},
        "fact-because": record.because,
        "fact-settled_by": record.settled_by,
    }


def test_how_a_source_lists_a_pillar_can_be_reported(library: Library):
    glass = Reference("pillars", "singing-glass")
    root, pillar = rendered(library, glass, FORM), library.get(glass)
    for source in (reference.id for reference in selections.listing(library)):
        row = reported(root.get_element_by_id(f"listed-{source}"))
        if listing := pillar.listed.get(source):
            said, lines = f"{pillar.name}: {listing.as_}", " ".join(map(str, listing.cite))
            assert row == [Reported(str(glass), said, lines, f"{SITE}{glass}/#listed-{source}")]
        else:
            assert row == []
    assert 0 < len(pillar.listed) < len(selections.listing(library))


def test_an_open_question_can_be_reported_where_it_is_asked_and_where_all_are(library: Library):
    everywhere = reported(shown_on(library, "open-questions/", views.open_questions))
    asked = counts.count_unknown(library, None)
    assert len(everywhere) == asked > 1
    own = rendered(library, PILLAR, FORM)
    for id_, unknown in library.get(PILLAR).open_questions.items():
        told = Reported(
            str(PILLAR), unknown.asks, " ".join(map(str, unknown.consulted)), f"{SITE}{PILLAR}/#unknown-{id_}"
        )
        assert reported(own.get_element_by_id(f"unknown-{id_}")) == [told]
        assert told in everywhere


def test_an_entry_of_the_timeline_can_be_reported(library: Library):
    record = library.get(EVENT)
    lines = dict.fromkeys((*record.cite, *record.when.cite))
    said = f"{record.name}, 12 June 2012, happened"
    told = Reported(str(EVENT), said, " ".join(map(str, lines)), f"{SITE}{EVENT}/")
    whole = shown_on(library, "timeline/", views.timeline)
    assert reported(whole.get_element_by_id(EVENT.id)) == [told]
    (pillar, *_) = record.pillars
    of_pillar = rendered(library, Reference("pillars", pillar), FORM)
    assert reported(of_pillar.get_element_by_id(f"event-{EVENT.id}")) == [told]


def test_every_character_of_a_report_is_escaped():
    values = dict.fromkeys(links.REPORTED, "a&b=c?d#e/f %20 “é”\n+")
    address = links.report("https://example.org/?q={statement}", **values)
    assert address.partition("q=")[2] == "a%26b%3Dc%3Fd%23e%2Ff%20%2520%20%E2%80%9C%C3%A9%E2%80%9D%0A%2B"


def settings(**extra: str) -> SimpleNamespace:
    """What MkDocs tells the hooks of mkdocs.yml."""
    return SimpleNamespace(
        site_name="A site",
        extra_css=[],
        extra_javascript=[],
        nav=None,
        extra={"address": SITE, **extra},
        site_url=None,
        config_file_path=str(ROOT / "mkdocs.yml"),
        markdown_extensions=["attr_list", "def_list", "md_in_html", "tables", "toc"],
        mdx_configs={},
        docs_dir=str(ROOT / "docs"),
    )


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("javascript:alert()", "expected one that begins with mailto: or https://"),
        ("http://example.org/", "expected one that begins"),
        ("mailto:a@example.org?subject={title}", "‘{title}’ is not known"),
        ("mailto:a@example.org?subject={record.name}", "‘{record.name}’ is not known"),
    ],
)
def test_an_address_for_reports_that_no_page_could_use_stops_the_build(form: str, message: str):
    config = settings(report_problem=form)
    with pytest.raises(PluginError, match=re.escape(message)):
        hooks.on_config(config)


@pytest.mark.parametrize("form", ["", MAIL])
def test_the_setting_reaches_the_pages(library: Library, form: str):
    config = settings(report_problem=form) if form else settings()
    assert hooks.on_config(config) is config
    conf = {"site_url": config.site_url, "extra": config.extra}
    env = SimpleNamespace(library=library, page=SimpleNamespace(url=""), conf=conf)
    macros.on_pre_page_macros(env)
    assert env.shown.report_form == form
