"""Each figure in an export equals the same figure on the page and in the record: every one, in every format.

The exports, the pages and the records are each read here by means of their own and compared as figures."""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import icalendar
import pytest
from lxml import html

from tests import site_checks
from tsi.exports import tables
from tsi.library import counts
from tsi.library.library import Library
from tsi.records.claims import all_citations
from tsi.records.types import Citation, Reference
from tsi.text import dates
from tsi.text.figures import find
from tsi.wording import dataset, links

ATOM = "{http://www.w3.org/2005/Atom}"


class Told(NamedTuple):
    """A figure: its key, and how it is put for readers."""

    key: str
    words: str


Figures = Mapping[str, set[Told]]
"""By address below the site's root (of a page, or of a text on it), the figures there."""

Exported = Iterator[tuple[str, Told]]


def told_in(text: str) -> list[Told]:
    return [Told(figure.key, figure.printed) for figure in find(text)]


def dated(edtf: str) -> Told:
    return Told(f"date|{edtf}||", dates.words(edtf))


def place_of(reference: Reference, path: tuple[str | int, ...]) -> str:
    """Where a text stands; the reason of an inference stands in a receipt, so on its page."""
    return links.address(reference, "" if "infer" in path else links.anchor(path))


# What is compared: the project's own site, and that of the miniature set


@pytest.fixture(scope="module", params=["project", "miniature"])
def is_miniature(request: pytest.FixtureRequest) -> bool:
    return request.param == "miniature"


@pytest.fixture(scope="module")
def library(is_miniature: bool, library: Library, mini: Library) -> Library:
    return mini if is_miniature else library


@pytest.fixture(scope="module")
def built_site(is_miniature: bool, built_site: Path, mini_site: Path) -> Path:
    return mini_site if is_miniature else built_site


@cache
def document(file: Path) -> html.HtmlElement:
    return html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()


# What the records hold


@pytest.fixture(scope="module")
def recorded(library: Library) -> Figures:
    """The figures of every text of a record, at the address of the text and at that of the page; the dates of the
    sources that show its stage, and of a source its own."""
    figures = defaultdict(set)
    for (reference, path), proof in library.proofs.items():
        for address in (links.where(library, reference), links.address(reference), place_of(reference, path)):
            figures[address] |= {Told(found.figure.key, found.figure.printed) for found in proof.figures}
    for place, statement in library.statements():
        for other in statement.about:
            proof = library.proof(place.reference, *place.path, "says")
            figures[links.where(library, other)] |= {Told(it.figure.key, it.figure.printed) for it in proof.figures}
    for reference in library.references():
        reached = getattr(library.get(reference), "statuses", {}).values()
        for citation in (it for status in reached for it in status.cite):
            figures[links.address(reference)].add(dated(library.sources[citation.source].published))
    for id_, source in library.records["sources"].items():
        figures[f"sources/{id_}/"] |= {dated(source.published), *told_in(source.title), *told_in(source.short)}
        for line in (it for it in library.index[id_].lines if it.figures):
            figures[f"sources/{id_}/#line-{line.number}"] = {Told(it.key, it.printed) for it in line.figures}
    return figures


# What the pages show


def shown_in(element: html.HtmlElement, library: Library) -> Iterator[Told]:
    for figure in element.xpath(".//*[@data-key]"):
        yield Told(figure.get("data-key"), " ".join(figure.text_content().split()))
    for date in element.xpath(".//*[@data-when]"):
        yield Told(f"date|{date.get('data-when')}||", date.text_content())
    for part in element.xpath(
        "descendant-or-self::*[starts-with(@data-at, 'sources/') or @data-as='as-of' or @data-as='shown']"
    ):
        told = part.text_content()
        yield from told_in(told)
        every = (dated(source.published) for source in library.records["sources"].values())
        yield from (published for published in every if published.words in told)


@pytest.fixture(scope="module")
def shown(library: Library, built_site: Path, recorded: Figures) -> Figures:
    """The figures that the pages mark as such, at the same addresses."""
    figures = defaultdict(set)
    for address in recorded:
        page, _, anchor = address.partition("#")
        if (built_site / page / "index.html").is_file():
            root = site_checks.document(built_site, page)
            elements = root.xpath("//*[@id=$id]", id=anchor) if anchor else root.xpath("//article")
            assert elements
            figures[address] = {told for element in elements for told in shown_in(element, library)}
    return figures


# What the exports tell


def base_of(site: Path) -> str:
    """The address for which the downloads of a site were made."""
    return json.loads((site / "data/tsi.json").read_bytes())["about"]["address"]


def cited_at(row: str) -> str:
    """`sources/paper-2023.lines.7` -> `paper-2023:7`."""
    return row.removeprefix("sources/").replace(".lines.", ":")


def of_json(site: Path, base: str) -> Exported:
    for kind, records in json.loads((site / "data/tsi.json").read_bytes())["records"].items():
        for id_, record in records.items():
            yield from _of_part(record, Reference(kind, id_), ())
            if kind == "sources":
                yield f"sources/{id_}/", dated(record["published"])


def _of_part(part: object, reference: Reference, path: tuple[str, ...]) -> Exported:
    if not isinstance(part, dict):
        return
    for figure in part.get("figures", ()):
        key = "|".join(figure[field] for field in ("kind", "value", "unit", "modifier"))
        yield place_of(reference, (*path, figure["in"])), Told(key, figure["printed"])
    if path == ("when",) and part["is"] != dates.UNKNOWN:
        yield links.address(reference, "fact-when"), Told(f"date|{part['is']}||", part["words"])
    for field, value in part.items():
        yield from _of_part(value, reference, (*path, field))


TEXTS = ("name", "says", "amount_as_printed", "date_note", "short", "title")
OF_THE_PAGE = ("question", "because", "settled_by")
"""Columns that stand in each row of a disagreement and on its page once."""


def of_table(name: str, site: Path, base: str) -> Exported:
    rows = csv.DictReader(io.StringIO((site / f"data/{name}.csv").read_bytes().decode("utf-8-sig")))
    for row in rows:
        address = row.get("address", "").removeprefix(base)
        cells = {column: cell.removeprefix("'") for column, cell in row.items()}
        page = address.partition("#")[0]
        yield from ((address, told) for column in TEXTS for told in told_in(cells.get(column, "")))
        yield from ((page, told) for column in OF_THE_PAGE for told in told_in(cells.get(column, "")))
        yield from ((address, dated(edtf)) for edtf in cells.get("status_as_of", "").split())
        key = "|".join(cells.get(column, "") for column in ("figure_kind", "value", "unit", "modifier"))
        if name == "coverage" and cells["what"] == "figure":
            yield address, Told(key, cells["printed"])
        if name == "figures":
            reference = Reference(cells["kind"], cells["record"])
            yield place_of(reference, tuple(cells["field"].split("."))), Told(key, cells["printed"])
        if name == "funding" and cells["amount"]:
            key = f"money|{cells['amount']}|{cells['currency']}|{cells['modifier']}"
            yield address, Told(key, cells["amount_as_printed"])
        if name == "milestones" and cells["date"] != dates.UNKNOWN:
            yield address, Told(f"date|{cells['date']}||", cells["date_in_words"])
        if name == "sources":
            yield address, Told(f"date|{cells['published']}||", cells["published_in_words"])


def milestones_by_lasting_id(site: Path) -> dict[str, str]:
    """The address of each milestone by the identifier that calendars and feeds know it by: that of its first id."""
    records = json.loads((site / "data/tsi.json").read_bytes())["records"]["milestones"]
    first = {}
    for id_, record in records.items():
        whole = (old for old in record["redirect_from"] if "#" not in old)  # the others name a part of a page
        kind, _, old = next(whole, id_).rpartition("/")
        first[str(dataset.lasting_id(Reference(kind or "milestones", old)))] = links.address(
            Reference("milestones", id_)
        )
    return first


def of_calendar(site: Path, base: str) -> Exported:
    addresses = milestones_by_lasting_id(site)
    for event in icalendar.Calendar.from_ical((site / "data/milestones.ics").read_bytes()).events:
        address = addresses[str(event["uid"])]
        yield address, dated(str(event["dtstart"].dt))
        yield from of_milestone(address, str(event["summary"]), str(event["description"]))


def of_feed(site: Path, base: str) -> Exported:
    addresses = milestones_by_lasting_id(site)
    for entry in ElementTree.fromstring((site / "data/milestones.atom").read_bytes()).iter(f"{ATOM}entry"):
        address = addresses[entry.findtext(f"{ATOM}id").removeprefix("urn:uuid:")]
        lines = html.fromstring(entry.findtext(f"{ATOM}content")).xpath("//p")
        yield from of_milestone(
            address, entry.findtext(f"{ATOM}title"), "\n".join(line.text_content() for line in lines)
        )


def of_milestone(address: str, name: str, text: str) -> Exported:
    """The figures of a milestone in plain text: name, date, outcome, statements, each line but its citations."""
    date, *told = (re.sub(r" \[[^\]]*\]$", "", line) for line in text.split("\n"))
    words = re.fullmatch(r"Date: (.*?)(?: \(inferred: .*\))?", date)[1]
    if words != dates.words(dates.UNKNOWN):
        yield address, Told("a date", words)
    yield from ((address, figure) for line in (name, *told) for figure in told_in(line))


FORMATS: dict[str, Callable[[Path, str], Exported]] = {
    "json": of_json,
    **{f"{table.name}.csv": partial(of_table, table.name) for table in tables.TABLES},
    "calendar": of_calendar,
    "feed": of_feed,
}


def matching(told: Told, figures: set[Told]) -> bool:
    """Whether a figure is among others: key and words alike; a date in words, whose key is not told, by its words."""
    return told in figures or (told.key == "a date" and told.words in {figure.words for figure in figures})


@pytest.mark.parametrize("format_", FORMATS)
def test_each_figure_in_an_export_is_the_same_in_the_record_and_on_the_page(
    recorded: Figures, shown: Figures, built_site: Path, format_: str
) -> None:
    for address, told in FORMATS[format_](built_site, base_of(built_site)):
        assert matching(told, recorded[address]), (address, told)
        assert matching(told, shown[address]), (address, told)


def test_there_are_figures_to_compare(built_site: Path) -> None:
    base = base_of(built_site)
    found = {format_: len(list(exported(built_site, base))) for format_, exported in FORMATS.items()}
    without = {"pillars.csv", "relations.csv", "citations.csv", "corrections.csv", "offices.csv"}
    without |= {"glossary.csv", "attack.csv", "claims.csv"}
    assert {format_ for format_, number in found.items() if not number} <= without


@pytest.mark.parametrize("format_", ["json", "figures.csv"])
def test_each_figure_of_the_records_is_in_the_exports_of_all(library: Library, built_site: Path, format_: str) -> None:
    exported = set(FORMATS[format_](built_site, base_of(built_site)))
    assert library.proofs
    for (reference, path), proof in library.proofs.items():
        for found in proof.figures if proof.citations else ():
            assert (place_of(reference, path), Told(found.figure.key, found.figure.printed)) in exported


def test_what_a_source_line_prints_is_the_same_in_the_exports_and_in_the_receipts(
    library: Library, built_site: Path
) -> None:
    rows = csv.DictReader(io.StringIO((built_site / "data/figures.csv").read_bytes().decode("utf-8-sig")))
    base, consulted = base_of(built_site), 0
    for row in rows:
        file = built_site / row["address"].removeprefix(base).partition("#")[0] / "index.html"
        page = document(file)
        noted = page.xpath("//*[@class='notes']//*[@data-row]")
        receipts = {(cited_at(it.get("data-row")), q.text_content()) for it in noted for q in it.iter("q")}
        printed = [text.removeprefix("'") for text in row["printed_in_source"].split(" | ")]
        for citation, text in zip(row["citations"].split(), printed, strict=True):
            line = library.evidence.line(Citation.parse(citation))
            quoted = [words for at, words in receipts if at == citation and text in words]
            assert not text or (text in {figure.printed for figure in line.figures} and quoted)
            consulted += bool(text)
    assert consulted


# Citations of a page


NOTED = re.compile(r"(?:Edition of [^.]+\. )?Data of (.*?)\. (?:Page (\S+)\. )?Sources?: (.*)\.")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def of_csl(text: str) -> tuple[str, tuple[int, ...], str | None, str]:
    (item,) = json.loads(text)
    return item["title"], tuple(item["issued"]["date-parts"][0]), item.get("URL"), item["note"]


def of_ris(text: str) -> tuple[str, tuple[int, ...], str | None, str]:
    tags = dict(line.split("  - ", 1) for line in text.splitlines())
    assert tags["PY"] == tags["DA"].partition("/")[0]
    return tags["TI"], tuple(map(int, tags["DA"].split("/"))), tags.get("UR"), tags["N1"]


def of_bibtex(text: str) -> tuple[str, tuple[int, ...], str | None, str]:
    fields = dict(re.findall(r"^  (\w+) = (.*?),?$", text, re.MULTILINE))
    plain = {name: re.sub(r"\\(.)", r"\1", value.strip("{}")) for name, value in fields.items()}
    return plain["title"], (int(plain["year"]), MONTHS.index(plain["month"]) + 1), plain.get("url"), plain["note"]


CITATIONS = {".json": of_csl, ".ris": of_ris, ".bib": of_bibtex}


@pytest.mark.parametrize("ending", CITATIONS)
def test_each_number_in_a_citation_is_the_same_in_the_record_and_on_the_page(
    library: Library, built_site: Path, ending: str
) -> None:
    base, sources = base_of(built_site), library.records["sources"]
    newest = counts.newest_source(library)
    for reference in (it for it in library.references() if links.has_page(library, it)):
        title, date, address, note = CITATIONS[ending]((built_site / f"cite/{reference}{ending}").read_text("utf-8"))
        page = document(built_site / f"{reference}/index.html")
        assert title == " ".join(page.xpath("//h1")[0].text_content().split())
        assert newest.split("-")[: len(date)] == [f"{part:02}" for part in date]
        words, path, cited = NOTED.fullmatch(note).groups()
        assert (address or path) == f"{base}{reference}/"
        assert page.xpath("//link[@rel='canonical']/@href") == ([address] if base else [])
        assert words == dates.words(newest) == page.xpath("//footer//time")[0].text_content()
        expected = {(sources[it.source].short, it.line) for it in all_citations(library.get(reference))}
        if reference.kind == "sources":
            assert cited == sources[reference.id].short
        else:
            assert set(lines_of(cited)) == expected
        form = f"citation:{CITATIONS[ending].__name__.removeprefix('of_')}"
        shown = page.xpath("//*[@data-as=$form]", form=form)[0].text_content()
        assert shown.split() == (built_site / f"cite/{reference}{ending}").read_text("utf-8").split()


def lines_of(cited: str) -> Iterator[tuple[str, int]]:
    """“Paper 2024, lines 2, 5 and 7; Blog, line 3”, taken apart."""
    for part in cited.split("; "):
        short, numbers = re.fullmatch(r"(.*?), lines? ([\d, and]+)", part).groups()
        yield from ((short, int(number)) for number in re.findall(r"\d+", numbers))
