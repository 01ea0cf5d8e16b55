"""What a page lists of other records: what a field says belongs to it. What merely names it is mentioned, no more."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from lxml import html

from tsi.library import selections
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import links

FIELDS = {
    ("funding", "funders"): "organisations", ("funding", "recipients"): "organisations",
    ("funding", "part_of"): "partnerships", ("funding", "pillars"): "pillars",
    ("partnerships", "parties"): "places", ("partnerships", "bodies"): "organisations",
    ("partnerships", "leads"): "organisations", ("partnerships", "hosts"): "organisations",
    ("partnerships", "pillars"): "pillars", ("milestones", "pillars"): "pillars",
    ("milestones", "partnerships"): "partnerships", ("organisations", "country"): "places",
    ("partnerships", "people"): "people", ("technologies", "pillar"): "pillars",
}  # fmt: skip
"""Every field in which an editor writes that a record belongs to another, by kind, and the kind of that other."""

KINDS = ("pillars", "funding", "partnerships", "milestones", "organisations", "people", "places", "technologies")


@pytest.fixture(scope="module")
def written(mini_root: Path) -> set[tuple[Reference, str, Reference]]:
    """Holder, field, target: every relation, as it stands in the files."""
    found = set()
    for (kind, field), target_kind in FIELDS.items():
        records = yaml.safe_load((mini_root / f"data/{kind}.yml").read_text(encoding="utf-8"))
        for id_, record in records.items():
            value = record.get(field) or ()
            targets = (value,) if isinstance(value, str) else value
            found |= {(Reference(kind, id_), field, Reference(target_kind, target)) for target in targets}
    people = yaml.safe_load((mini_root / "data/people.yml").read_text(encoding="utf-8")).items()
    offices = [(id_, office) for id_, record in people for office in record.get("offices", {}).values()]
    return found | {
        (Reference("people", id_), "organisation", Reference("organisations", it))
        for id_, office in offices
        for it in office.get("organisation", ())
    }


@pytest.fixture(scope="module")
def without_relations(mini: Library) -> Library:
    """The same records with the same texts, and nothing in the fields that say what belongs to what."""
    empty = {kind: {} for kind in KINDS}
    for kind, field in FIELDS:
        empty[kind][field] = {}
    empty["people"]["offices"] = {}
    records = {
        kind: {id_: it.model_copy(update=empty.get(kind, {})) for id_, it in of_kind.items()}
        for kind, of_kind in mini.records.items()
    }
    return replace(mini, records=records)


# What belongs to a record


def test_what_belongs_to_a_record_stands_in_a_field_of_one_of_the_two(mini: Library, written: set) -> None:
    pairs = {(one, other) for one, _, other in written} | {(other, one) for one, _, other in written}
    assert pairs
    for of in mini.references():
        for kind in KINDS if of.kind in KINDS else ():
            found = selections.linked(mini, of, kind)
            assert list(found) == [it for it in selections.linked(mini, None, kind) if (of, it) in pairs], (of, kind)


def test_a_record_that_is_only_named_belongs_to_nothing(without_relations: Library) -> None:
    named = [it for it in without_relations.references() if it.kind in KINDS and without_relations.mentioned_by(it)]
    assert {"organisations", "people", "places", "technologies"} <= {it.kind for it in named}
    for of in named:
        assert [selections.linked(without_relations, of, kind) for kind in KINDS] == [()] * len(KINDS)
        assert selections.actors(without_relations, of) == {}


def test_who_acts_is_who_takes_part_in_or_pays_for_what_belongs_to_the_record(mini: Library, written: set) -> None:
    consulted = 0
    for pillar in selections.linked(mini, None, "pillars"):
        own = {holder for holder, field, target in written if field == "pillars" and target == pillar}
        found = selections.actors(mini, pillar)
        for field in ("parties", "bodies", "leads", "hosts", "funders", "recipients"):
            expected = {target for holder, its_field, target in written if holder in own and its_field == field}
            assert set(found.get(field, ())) == expected
            assert len(found.get(field, ())) == len(expected)
            consulted += len(expected)
    assert consulted


# What mentions a record


def test_mentions_hold_each_other_record_that_names_it_and_whose_text_does_not_stand_on_its_page(mini: Library) -> None:
    consulted = 0
    for of in mini.references():
        naming = {
            place.reference
            for place, proof in mini.proofs.items()
            if place.reference != of
            and any(name.mention.of == of for name in proof.names)
            and place._replace(path=place.path[:2]) not in mini.told_of(of)
        }
        found = selections.mentions(mini, of)
        assert [place.reference for place in found] == [it for it in mini.references() if it in naming]
        for place in found:
            assert of in {name.mention.of for name in mini.proofs[place].names}
        consulted += len(found)
    assert consulted


def test_a_relation_adds_no_mention_and_takes_none_away(mini: Library, without_relations: Library) -> None:
    for of in mini.references():
        assert selections.mentions(mini, of) == selections.mentions(without_relations, of)


# The pages


def pages(site: Path, library: Library) -> list[tuple[Reference, html.HtmlElement]]:
    """Each page of a record that lists other records by kind."""
    parser = html.HTMLParser(encoding="utf-8")
    shown = [
        reference
        for reference in library.references()
        if reference.kind in KINDS and links.has_page(library, reference)
    ]
    return [(it, html.parse(str(site / links.address(it) / "index.html"), parser).getroot()) for it in shown]


def section(page: html.HtmlElement, name: str) -> html.HtmlElement | None:
    found = page.xpath(f"//section[@aria-labelledby='section-{name}']")
    return found[0] if found else None


def test_each_page_lists_where_its_record_is_mentioned_by_kind(mini_site: Path, mini: Library) -> None:
    told = set()
    for of, page in pages(mini_site, mini):
        mentioned = section(page, "elsewhere")
        expected: dict[str, list[str]] = {}
        for place in selections.mentions(mini, of):
            expected.setdefault(place.reference.kind, []).append(f"/{links.address(place.reference)}")
        groups = mentioned.find_class("mentions__kind") if mentioned is not None else []
        hrefs = [[urljoin(f"/{links.address(of)}", href) for href in group.xpath(".//li/a/@href")] for group in groups]
        assert [[href.partition("#")[0] for href in group] for group in hrefs] == list(expected.values()), of
        assert all(group.find("./h3").text_content().strip() for group in groups)
        told.add(bool(expected))
    assert told == {True, False}


@pytest.mark.parametrize("kind", ["funding", "partnerships"])
def test_a_table_of_undertakings_lists_those_that_belong_to_the_record(
    mini_site: Path, mini: Library, kind: str
) -> None:
    told = set()
    for of, page in pages(mini_site, mini):
        if of.kind in ("funding", "milestones"):
            continue
        shown = section(page, kind)
        rows = shown.xpath(".//tbody/tr/@data-row") if shown is not None else []
        assert rows == [str(it) for it in selections.linked(mini, of, kind)], of
        told.add(bool(rows))
    assert told == {True, False}


def test_a_timeline_lists_the_milestones_that_belong_to_the_record(mini_site: Path, mini: Library) -> None:
    for of, page in pages(mini_site, mini):
        shown = section(page, "timeline")
        events = shown.xpath(".//li[starts-with(@id, 'event-')]/@id") if shown is not None else []
        expected = {f"event-{it.id}" for it in selections.linked(mini, of, "milestones")}
        assert (set(events), len(events)) == (expected, len(expected)), of


@pytest.mark.parametrize(
    ("kind", "listed", "field"),
    [
        ("places", "actors", "country"),
        ("pillars", "technologies", "pillar"),
    ],
)
def test_a_page_lists_the_organisations_and_technologies_that_name_its_record_in_a_field(
    mini_site: Path, mini: Library, written: set, kind: str, listed: str, field: str
) -> None:
    told = set()
    for of, page in pages(mini_site, mini):
        if of.kind == kind:
            shown = section(page, listed)
            found = shown.xpath(".//li/@data-row") if shown is not None else []
            holders = {str(holder) for holder, its_field, target in written if (its_field, target) == (field, of)}
            assert (set(found), len(found)) == (holders, len(holders)), of
            told.add(bool(found))
    assert told == {True, False}


def test_what_was_a_list_of_what_names_the_record_is_answered_by_its_mentions(mini_site: Path, mini: Library) -> None:
    kinds = {"funding": "funding", "partnerships": "partnerships", "milestones": "timeline"}
    for of, page in pages(mini_site, mini):
        for place in selections.mentions(mini, of):
            anchor = kinds.get(place.reference.kind, "actors")
            assert len(page.xpath(f"//*[@id='section-{anchor}']")) == 1, (of, anchor)
