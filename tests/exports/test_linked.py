"""What the head of a page tells programs in schema.org's vocabulary: words of it alone, and the record's own facts."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec_schemaorg.models as vocabulary
import pytest
import rdflib
from signposting.htmllinks import find_signposting_html

from tests import site_checks
from tests.projects import MINI_BUILD, ROOT
from tsi.exports import linked
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import dataset, links

SITE = MINI_BUILD["SITE_URL"]
SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def told(mini_site: Path) -> dict[str, dict]:
    """By the address of its page, what the head of each tells."""
    found = {
        page.address: json.loads(script)
        for page in site_checks.pages(mini_site)
        for script in page.document.xpath("//head/script[@type='application/ld+json']/text()")
    }
    assert len(found) > 10
    return found


def nodes(part: object) -> Iterator[dict]:
    """Each thing with a type in what is told."""
    if isinstance(part, dict):
        yield from [part] if "@type" in part else []
        part = list(part.values())
    if isinstance(part, list):
        for it in part:
            yield from nodes(it)


def test_every_type_and_every_property_is_in_the_vocabulary(told: dict[str, dict]):
    for page in told.values():
        assert page["@context"] == linked.CONTEXT
        for node in nodes(page):
            known = getattr(vocabulary, node["@type"]).__struct_fields__
            assert {key for key in node if not key.startswith("@")} <= set(known)


def test_the_page_of_terms_names_every_type(told: dict[str, dict]):
    terms = set(re.findall(r"`(\w+)`", (ROOT / "docs/method/terms.md").read_text(encoding="utf-8")))
    assert {node["@type"] for page in told.values() for node in nodes(page)} <= terms


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own
def test_a_json_ld_processor_reads_it_and_every_thing_has_its_page(told: dict[str, dict]):
    graph = rdflib.Graph()
    for page in told.values():
        graph.parse(data=json.dumps(page | {"@context": {"@vocab": str(SCHEMA)}}), format="json-ld")
    assert len(set(graph.subjects(SCHEMA.name))) > 10
    pages = {str(it) for it in graph.objects(predicate=SCHEMA.mainEntityOfPage)}
    assert pages == {SITE + address for address in told if address}


def test_the_home_page_tells_of_the_data_and_of_each_file(told: dict[str, dict], mini_site: Path):
    data = told[""]
    assert (data["@type"], data["license"], data["description"]) == ("Dataset", dataset.LICENCE["path"], dataset.NOTE)
    files = [mini_site / it["contentUrl"].removeprefix(SITE) for it in data["distribution"]]
    assert mini_site / "data/tsi.json" in files
    assert all(file.is_file() for file in files)


def test_an_event_is_told_only_where_its_date_is_a_day(told: dict[str, dict], mini: Library):
    for id_, record in mini.milestones.items():
        reference = Reference("milestones", id_)
        event = told.get(links.address(reference))
        assert (event is not None) == dataset.is_dated_to_the_day(mini, reference)
        assert event is None or (event["name"], event["startDate"]) == (record.name, record.when.is_)


def test_each_account_of_a_disagreement_is_a_claim_with_its_sources_and_no_rating(told: dict, mini: Library):
    for id_, record in mini.disagreements.items():
        page = told[f"disagreements/{id_}/"]
        assert [claim["text"] for claim in page["hasPart"]] == [it.says for it in record.positions.values()]
        for claim, position in zip(page["hasPart"], record.positions.values(), strict=True):
            cited = {mini.sources[citation.source].url for citation in position.cite}
            assert {it["url"] for it in claim["appearance"]} == cited
    assert not [node for page in told.values() for node in nodes(page) if "rating" in str(node).lower()]


def test_governments_are_told_from_other_organisations(told: dict[str, dict], mini: Library):
    types = {it.kind: told[f"organisations/{id_}/"]["@type"] for id_, it in mini.organisations.items()}
    assert types["ministry"] == types["government"] == "GovernmentOrganization"
    assert types["company"] != types["university"] != types["ministry"]


def test_a_page_says_how_it_is_cited_described_and_licensed(mini_site: Path, mini: Library):
    for reference in (it for it in mini.references() if links.has_page(mini, it)):
        head = site_checks.document(mini_site, str(reference)).find("head")
        found = {it.get("rel"): it.get("href") for it in head.iter("link")}
        assert found["cite-as"] == f"{SITE}{reference}/"
        assert found["license"] == dataset.LICENCE["path"]
        assert (mini_site / str(reference) / found["describedby"]).resolve().is_file()


def test_a_client_of_signposting_finds_what_a_page_is_how_it_is_cited_and_its_files(mini_server: str):
    for page, type_, items in (
        ("funding/moss-prize/", None, 0),
        ("people/ada-quill/", "Person", 0),
        ("", "Dataset", 10),
    ):
        found = find_signposting_html(f"{mini_server}/{page}")
        assert found.citeAs.target == f"{SITE}{page}"
        assert found.license.target == dataset.LICENCE["path"]
        types = {str(it.target) for it in found.types}
        assert types == {f"https://schema.org/{it}" for it in ("AboutPage", type_) if it}
        assert found.describedBy
        assert len(found.items) >= items
