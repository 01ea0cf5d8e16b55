"""The downloads: complete, the same every time, safe to open, and true to the records' proofs."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from edtf import OneOfASet, parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from tests.projects import MINI, MINI_BUILD, ROOT
from tsi import exports
from tsi.exports import milestones, tables
from tsi.library import counts, history
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, Reference
from tsi.text import dates
from tsi.wording import citations, dataset, downloads

SITE = "https://example.org/tsi/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def library(mini: Library) -> Library:
    """The records of the miniature set."""
    return mini


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, bytes]:
    return exports.files(library, SITE)


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def parsed(files: dict[str, bytes]) -> dict:
    return json.loads(files["data/tsi.json"])


@pytest.fixture(scope="module")
def events(files: dict[str, bytes]) -> dict[str, icalendar.Event]:
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(files["data/milestones.ics"]).events}


# All of them


def test_every_download_is_listed_and_says_what_it_is(files: dict[str, bytes]):
    of_pillars = {path for path in files if path.startswith("data/pillars/")}
    assert [path for path, _ in downloads.DOWNLOADS] == [path for path in files if path not in of_pillars]
    assert all(what for _, what in downloads.DOWNLOADS)


def test_every_download_names_the_version_of_its_form(files: dict[str, bytes], parsed: dict):
    package = json.loads(files["data/datapackage.json"])
    tables = {f"data/{resource['path']}": resource["form"] for resource in package["resources"]}
    calendar = icalendar.Calendar.from_ical(files["data/milestones.ics"])
    atoms = [path for path in files if path.endswith(".atom") and "pillars" not in path]
    feeds = {path: ElementTree.fromstring(files[path]).find(f"{ATOM}generator").get("version") for path in atoms}
    schema = json.loads(files["data/tsi.schema.json"])
    named = {
        "data/tsi.json": parsed["about"]["form"],
        "data/tsi.schema.json": schema["$defs"]["About"]["properties"]["form"]["const"],
        **tables,
        "data/datapackage.json": package["form"],
        "data/milestones.ics": calendar["prodid"].removesuffix("//EN").rpartition(" ")[2],
        **feeds,
    }
    elsewhere = {"data/tsi.xlsx", "data/checksums.txt", "llms.txt"}  # the workbook: test_package.py
    whole = {path for path in files if not path.startswith("data/pillars/")}
    assert named == dict.fromkeys(whole - elsewhere, dataset.FORM)


def test_the_same_data_gives_the_same_bytes_anywhere(files: dict[str, bytes], tmp_path: Path):
    elsewhere = {**os.environ, "TZ": "Asia/Kolkata", "PYTHONHASHSEED": "7", "LC_ALL": "C", **MINI_BUILD}
    command = [sys.executable, "-m", "tsi.cli", "export", "--root", str(MINI), str(tmp_path), "--site-url", SITE]
    subprocess.run(command, cwd=ROOT, env=elsewhere, check=True, capture_output=True)
    assert {path: (tmp_path / path).read_bytes() for path in files} == files


def test_without_an_address_of_the_site_downloads_name_none(library: Library):
    bare = exports.files(library, "")
    assert rows(bare, "pillars")[0]["address"].startswith("pillars/")
    assert json.loads(bare["data/tsi.json"])["about"]["address"] == ""
    assert "homepage" not in json.loads(bare["data/datapackage.json"])
    calendar = icalendar.Calendar.from_ical(bare["data/milestones.ics"])
    assert calendar.events
    assert not any("url" in part for part in (calendar, *calendar.events))
    feed = ElementTree.fromstring(bare["data/milestones.atom"])
    ways = [link.get("href") for link in feed.iter(f"{ATOM}link")]
    assert len(ways) == len(library.records["milestones"]) + 1
    assert all(way.startswith(("../milestones/", "../timeline/")) for way in ways)


def test_calendars_and_feeds_know_a_milestone_wherever_the_site_stands(library: Library, files: dict[str, bytes]):
    bare = exports.files(library, "")
    ids = re.compile(rb"<id>.*?</id>|^UID:.*$", re.MULTILINE)
    for path in ("data/milestones.atom", "data/milestones.ics"):
        assert ids.findall(bare[path]) == ids.findall(files[path]) != []


@pytest.mark.parametrize("character", ["\0", "\x02", "\x1b", "\x7f", "\x9b", "\ud800", "\ufffe", "\uffff"])
@pytest.mark.parametrize(
    "write", [milestones.feed, milestones.calendar, tables.rows, lambda *of: list(citations.files(*of))]
)
def test_a_character_that_a_format_forbids_stops_the_download_and_is_told_with_its_place(
    library: Library, write: Callable, character: str
):
    """The last guard: reading a record refuses these already."""
    id_, record = next(it for it in library.records["milestones"].items() if len(it[1].when.is_) == len("2024-07-24"))
    altered = {**library.records["milestones"], id_: record.model_copy(update={"name": f"A na{character}me"})}
    changed = replace(library, records=library.records | {"milestones": altered})
    with pytest.raises(ValueError, match=rf"milestones/{id_}: the character U\+{ord(character):04X} may stand in no"):
        write(changed, SITE)


def test_every_download_says_matched_and_never_verified(files: dict[str, bytes]):
    for path in ("data/tsi.json", "data/datapackage.json", "data/milestones.ics", "data/milestones.atom"):
        text = files[path].decode().replace("\r\n ", "")  # RFC 5545 folds lines
        assert "atched to source" in text
        assert "verified" not in text.replace("not verified fact", "")


# JSON


def test_the_json_holds_every_record_and_every_statement_with_its_citations(library: Library, parsed: dict):
    records = parsed["records"]
    assert {kind: list(found) for kind, found in records.items()} == {k: list(v) for k, v in library.records.items()}
    for kind, found in library.records.items():
        for id_, record in found.items():
            for key, statement in getattr(record, "statements", {}).items():
                written = records[kind][id_]["statements"][key]
                assert written["says"] == statement.says
                assert written["cite"] == [str(citation) for citation in statement.cite]
                assert written["verdict"] in ("matched", "inferred")


def test_every_figure_in_the_json_is_that_of_the_proof(library: Library, parsed: dict):
    checked = 0
    for place, proof in library.proofs.items():
        if not proof.citations:
            continue
        part = part_at(parsed, place)
        written = [figure for figure in part["figures"] if figure["in"] == place.path[-1]]
        assert len(written) == len(proof.figures)
        for shown, found in zip(written, proof.figures, strict=True):
            key = "|".join(shown[field] for field in ("kind", "value", "unit", "modifier"))
            assert (key, shown["printed"], shown["verdict"]) == (found.figure.key, found.figure.printed, found.verdict)
            assert [backing["at"] for backing in shown["stated"]] == [str(it.citation) for it in found.backings]
            for backing in shown["stated"]:
                line = library.evidence.line(Citation.parse(backing["at"]))
                assert not backing["printed"] or backing["printed"] in {figure.printed for figure in line.figures}
            checked += 1
    assert checked > 10


def part_at(parsed: dict, place: Place) -> dict:
    part = parsed["records"][place.reference.kind][place.reference.id]
    for step in place.path[:-1]:
        part = part[step]
    return part


def test_an_inference_and_the_lineage_of_a_source_are_told_in_the_terms_of_prov(library: Library, parsed: dict):
    written = parsed["records"]["sources"]
    known = {id_: source.lineage and f"lineages/{source.lineage}" for id_, source in library.sources.items()}
    assert {id_: written[id_]["prov"]["hadPrimarySource"] for id_ in known} == known
    assert None in known.values() and any(known.values())
    inferred = {id_: it.when.infer for id_, it in library.milestones.items() if it.when.infer}
    assert inferred
    for id_, infer in inferred.items():
        told = parsed["records"]["milestones"][id_]["when"]["infer"]
        assert told["prov"] == {"wasGeneratedBy": infer.rule, "used": f"sources/{infer.of}"}


def test_a_sum_has_the_code_of_iati_that_comes_nearest_to_its_status(library: Library, files: dict, parsed: dict):
    told = {library.funding[row["id"]].status: row["iati_status"] for row in rows(files, "funding")}
    nearest = {"proposed": "1", "announced": "1", "agreed": "1", "launched": "2", "operating": "2", "completed": "4"}
    assert told.items() <= (nearest | {"in-talks": "1", "ended": "", None: ""}).items()
    assert len(told) > 3
    written = parsed["records"]["funding"]
    assert all((written[row["id"]]["iati_status"] or "") == row["iati_status"] for row in rows(files, "funding"))


def test_a_position_has_its_rank_as_wikidata_has_it_and_none_is_deprecated(library: Library, files: dict, parsed: dict):
    for row in rows(files, "disagreements"):
        rank = parsed["records"]["disagreements"][row["id"]]["positions"][row["position"]]["rank"]
        leads = library.disagreements[row["id"]].leads == row["position"]
        assert row["rank"] == rank == ("preferred" if leads else "normal")


def test_what_a_line_states_has_the_selectors_of_web_annotation(parsed: dict):
    (figure,) = parsed["records"]["funding"]["moss-prize"]["amount"]["figures"]
    assert figure["stated"][0]["selector"] == {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc5147",
        "value": "line=10,11",
        "refinedBy": {"type": "TextQuoteSelector", "exact": "£40,000"},
    }


def test_a_statement_tells_since_when_it_is_said_what_stood_there_before_and_why(files: dict, parsed: dict):
    told = {
        (kind, id_): parsed["records"][kind][id_]["statements"]
        for kind, id_ in (("funding", "moss-prize"), ("pillars", "paper-satellites"), ("pillars", "tidal-clocks"))
    }
    prize, trials = told["funding", "moss-prize"]["prize"], told["pillars", "paper-satellites"]["trials"]
    assert (prize["since"], trials["since"]) == ("2024-12-20T15:00:00Z", "2024-11-21T07:00:00Z")
    (put_right,), (superseded,) = prize["before"], trials["before"]
    assert put_right == {
        "was": "The moss farmers announced a prize of £4,000.",
        "since": "2024-11-02",
        "until": "2024-12-20",
        "superseded": False,
        "because": "The line was misread, and the prize was taken for that of the farmers.",
    }
    assert superseded["superseded"]
    assert superseded["was"] == "Trials of paper satellites are planned for February 2013."
    assert all((it["since"], it["before"]) == (None, []) for it in told["pillars", "tidal-clocks"].values())
    since = {(row["kind"], row["record"], row["id"]): row["since"] for row in rows(files, "statements")}
    assert since["funding", "moss-prize", "prize"] == prize["since"]


def test_the_json_says_under_which_terms_and_how_old_it_is(library: Library, parsed: dict):
    about = parsed["about"]
    newest = max(dates.parse(source.published).latest for source in library.records["sources"].values())
    assert dates.parse(about["date"]).latest == newest
    assert about["licence"]["name"] == "CC-BY-4.0"
    assert about["note"].startswith("Matched to source, not verified fact")
    assert len(about["sha256"]) == 64


def test_inferences_are_declared_with_rule_and_reason(files: dict[str, bytes]):
    inferred = [row for row in rows(files, "figures") if row["verdict"] == "inferred"]
    assert inferred
    assert all(row["inference_rule"] and row["inference_reason"] for row in inferred)


# Tables


@pytest.mark.parametrize("table", tables.TABLES, ids=lambda table: table.name)
def test_a_table_is_as_its_description_says(files: dict[str, bytes], table: tables.Table):
    text = files[f"data/{table.name}.csv"].decode("utf-8-sig")
    header, *found = csv.reader(io.StringIO(text))
    assert header == [column.name for column in table.columns]
    assert found
    assert {len(row) for row in found} == {len(header)}
    keys = Counter(tuple(row[header.index(name)] for name in table.key) for row in found)
    assert max(keys.values()) == 1
    for column, cells in zip(table.columns, zip(*found, strict=True), strict=True):
        if column.type == "number":
            assert all(Decimal(cell).is_finite() for cell in cells if cell)
        if column.type == "date":
            assert all(datetime.fromisoformat(cell) for cell in cells if cell)


def test_every_figure_in_the_tables_is_that_of_the_proof(library: Library, files: dict[str, bytes]):
    found = rows(files, "figures")
    assert len(found) == sum(len(proof.figures) for proof in library.proofs.values()) > 10
    for row in found:
        proof = library.proofs[Place(Reference(row["kind"], row["record"]), tuple(row["field"].split(".")))]
        figure = proof.figures[int(row["number"]) - 1]
        key = "|".join(row[name].removeprefix("'") for name in ("figure_kind", "value", "unit", "modifier"))
        assert (row["printed"], key, row["verdict"]) == (figure.figure.printed, figure.figure.key, figure.verdict)
        assert row["citations"].split() == [str(backing.citation) for backing in figure.backings]


def test_a_contested_figure_names_the_disagreements_in_the_tables_and_in_the_json(
    files: dict[str, bytes], parsed: dict
):
    """A figure is contested in a disagreement that asks or answers with the same figure of the same source line."""
    sum_ = next(row for row in rows(files, "funding") if row["id"] == "satellite-grant")
    (figure,) = parsed["records"]["funding"]["satellite-grant"]["amount"]["figures"]
    (listed,) = [row for row in rows(files, "figures") if (row["record"], row["field"]) == (sum_["id"], "amount.is")]
    assert figure["contested_in"] == ["money-for-satellites"]
    assert sum_["amount_contested_in"] == listed["contested_in"] == "money-for-satellites"


def test_a_later_event_and_silence_are_told_apart_from_contradictions(library: Library, files: dict[str, bytes]):
    types = {id_: record.type for id_, record in library.records["disagreements"].items()}
    columns = {"contested_in": set(), "no_contradiction_in": set()}
    for row in (*rows(files, "figures"), *rows(files, "statements")):
        for column, found in columns.items():
            found.update(types[id_] for id_ in row[column].split())
    assert columns["no_contradiction_in"] & {"superseded", "silent"}
    assert columns["contested_in"] >= {"value", "date", "scope", "status"}
    assert not columns["contested_in"] & {"wording", "superseded", "silent"}
    assert columns["no_contradiction_in"] <= {"wording", "superseded", "silent"}


def test_a_disagreement_says_its_type_its_rule_and_of_what_kind_and_date_its_sources_are(
    library: Library, files: dict[str, bytes], parsed: dict
):
    numbers = {id_: number for number, id_ in enumerate(library.records["rules"], 1)}
    found = {(row["id"], row["position"]): row for row in rows(files, "disagreements")}
    for id_, record in library.records["disagreements"].items():
        written = parsed["records"]["disagreements"][id_]
        assert (written["type"], written["settled_by"]) == (record.type, record.settled_by)
        assert (written["rule"], written["rule_number"]) == (record.rule, numbers[record.rule])
        for key, position in record.positions.items():
            row = found.pop((id_, key))
            sources = [library.records["sources"][it] for it in dict.fromkeys(cited.source for cited in position.cite)]
            kinds, dated = [source.kind for source in sources], [source.published for source in sources]
            assert (row["type"], row["settled_by"], row["because"]) == (record.type, record.settled_by, record.because)
            assert (row["rule"], row["rule_number"]) == (record.rule, str(numbers[record.rule]))
            assert row["citations"].split() == [str(citation) for citation in position.cite]
            assert (row["source_kinds"].split(" | "), row["source_dates"].split()) == (kinds, dated)
            assert (row["leads"] == "true") == (key == record.leads)
            told = written["positions"][key]["sources"]
            assert [(it["kind"], it["published"]) for it in told] == list(zip(kinds, dated, strict=True))
    assert not found


def test_the_coverage_holds_every_figure_and_name_of_every_line_with_its_use(library: Library, files: dict[str, bytes]):
    found = rows(files, "coverage")
    for what, total in (("figure", counts.count_source_figures(library)), ("name", counts.count_source_names(library))):
        assert sum(row["what"] == what for row in found) == total > 0
    reasons = {omission.reason for omission in library.omissions.values() if omission.omitted}
    for row in found:
        because = {"contested": row["contested_in"], "within": row["within"], "omitted": row["reason"]}
        assert {use for use, told in because.items() if told} == {row["use"]} - {"used"}, row
    assert {row["reason"] for row in found} - {""} == reasons


def test_amounts_are_those_that_a_cited_line_states(library: Library, files: dict[str, bytes]):
    amounts = [row for row in rows(files, "funding") if row["amount"]]
    assert amounts
    for row in amounts:
        key = f"money|{row['amount']}|{row['currency']}|{row['modifier']}"
        for citation in row["amount_citations"].split():
            assert key in {figure.key for figure in library.evidence.line(Citation.parse(citation)).figures}


def test_dates_in_the_milestones_table_are_no_firmer_than_the_record(library: Library, files: dict[str, bytes]):
    found = rows(files, "milestones")
    assert found
    for row in found:
        period = dates.parse(library.get(Reference("milestones", row["id"])).when.is_)
        assert row["date_in_words"] == dates.words(row["date"])
        assert (row["earliest"], row["latest"]) == (str(period.earliest or ""), str(period.latest or ""))


def test_the_edtf_library_reads_a_single_day_within_bounds_as_one_of_a_set(files: dict[str, bytes], parsed: dict):
    of_table = {row["date"] for row in rows(files, "milestones")}
    of_json = {record["when"]["is"] for record in parsed["records"]["milestones"].values()}
    assert of_table == of_json
    for edtf in of_table - {dates.UNKNOWN}:
        within_bounds = dates.parse(edtf).form in ("window", "before", "after")
        assert isinstance(parse_edtf(edtf), OneOfASet) == within_bounds


def test_a_pillar_that_a_source_does_not_list_is_told(library: Library, files: dict[str, bytes]):
    found = rows(files, "pillars")
    assert len(found) == len(library.records["pillars"]) * len(library.records["sources"])
    assert {row["listed_as"] for row in found} >= {"founding", "not listed"}


FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A1", "'=1",
    "=cmd|' /C calc'!A1",
]  # fmt: skip


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_is_a_formula_is_defused(cell: str):
    assert tables.guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "£2.6 million", "-5.5", "-7", "2024", "a=b", "“=1”"])
def test_any_other_cell_stays_as_it_is(cell: str):
    assert tables.guarded(cell) == cell


WRITABLE = st.characters(
    exclude_categories=["Cs", "Cc"], include_characters="\t\r\n", exclude_characters="\ufffe\uffff"
)


@given(st.lists(st.text(WRITABLE), min_size=1))
def test_what_is_written_is_read_back(cells: list[str]):
    table = tables.Table("t", (), tuple(tables.Column(f"c{n}", "") for n in range(len(cells))), lambda *_: ())
    written = tables.csv_file(table, [tuple(cells)]).decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(written, newline=""))
    assert [cell[1:] if cell.startswith("'") else cell for cell in row] == cells
    assert not any(cell[:1] in "=@\t\r\n" for cell in row if cell)


# Calendar and feed


def test_only_milestones_dated_to_the_day_are_events(library: Library, events: dict[str, icalendar.Event]):
    assert 0 < len(events) < len(library.milestones)
    for id_, milestone in library.records["milestones"].items():
        reference = dataset.first_called(library, Reference("milestones", id_))
        event = events.get(str(dataset.lasting_id(reference)))
        period = dates.parse(milestone.when.is_)
        if period.form == "point" and not period.approximate and period.earliest == period.latest:
            assert event["dtstart"].dt == period.earliest
            assert event["summary"] == milestone.name
        else:
            assert event is None


def test_the_calendar_says_how_many_it_leaves_out(
    library: Library, files: dict[str, bytes], events: dict[str, icalendar.Event]
):
    shown = len(events)
    description = icalendar.Calendar.from_ical(files["data/milestones.ics"])["description"]
    assert f"Events in this calendar: {shown}." in description
    assert f": {len(library.records['milestones']) - shown}." in description


def test_where_no_change_is_known_the_clock_of_the_calendar_is_the_newest_cited_source(
    library: Library, events: dict[str, icalendar.Event]
):
    urls = {str(event["url"]).removeprefix(SITE).rstrip("/"): event for event in events.values()}
    unchanged = {url: event for url, event in urls.items() if not history.changes(library, url)}
    assert unchanged
    for url, event in unchanged.items():
        reference = Reference.parse(url)
        sources = {citation.source for citation in library.citations(reference)}
        newest = max(dates.parse(library.records["sources"][source].published).latest for source in sources)
        assert event["dtstamp"].dt == datetime(newest.year, newest.month, newest.day, tzinfo=UTC)


def test_the_feed_holds_every_milestone_once(library: Library, files: dict[str, bytes]):
    entries = ElementTree.fromstring(files["data/milestones.atom"]).findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    first = [dataset.first_called(library, Reference("milestones", id_)) for id_ in library.records["milestones"]]
    lasting = {dataset.lasting_id(reference).urn for reference in first}
    assert len(ids) == len(set(ids))
    assert set(ids) == lasting
    feed_updated = ElementTree.fromstring(files["data/milestones.atom"]).findtext(f"{ATOM}updated")
    assert feed_updated == max(entry.findtext(f"{ATOM}updated") for entry in entries)


def test_lasting_identifiers_never_change():
    lasting = dataset.lasting_id(Reference("milestones", "initiative-announced"))
    assert str(lasting) == "a2e22a1a-59d2-51f6-83d8-3b5046c73075"


def test_signs_of_markup_and_of_the_formats_come_through_as_text(library: Library):
    name = "A <b>name</b> & “quotes”; commas, back\\slashes"
    id_, record = next(iter(library.records["milestones"].items()))
    day = record.when.model_copy(update={"is_": "2012-07-24"})
    record = record.model_copy(update={"name": name, "when": day})
    planted = library.records | {"milestones": {**library.records["milestones"], id_: record}}
    changed = replace(library, records=planted)
    feed = ElementTree.fromstring(milestones.feed(changed, SITE))
    assert name in [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    calendar = icalendar.Calendar.from_ical(milestones.calendar(changed, SITE))
    assert name in [str(event["summary"]) for event in calendar.events]
    assert b"<b>" not in milestones.feed(changed, SITE)
