"""Ids of records and of their parts: none takes an address or an anchor that the site itself uses."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.conftest import MkdocsBuild
from tests.site_checks import pages
from tsi.library.library import Library
from tsi.library.loading import DataErrors, load
from tsi.records.typed import id_fault
from tsi.records.types import ANCHORED_KINDS, KINDS, PartId
from tsi.wording import addresses, links


def part_fault(id_: str) -> str:
    """What is wrong with the id of a part; nothing where it can be its anchor."""
    try:
        TypeAdapter(PartId).validate_python(id_)
    except ValidationError as error:
        return str(error)
    return ""


TAKEN = [
    "page", "title", "notes", "note-1", "mark-1", "mark-1-2", "fact-amount", "fact-when", "unknown-shares",
    "section-cite", "caption-funding", "position-first", "listed-a-source", "event-a-launch", "line-7", "year-2024",
    "picture-caption", "map-organisations-caption", "table-places", "rail-page",
]  # fmt: skip


@pytest.mark.parametrize("id_", TAKEN)
def test_a_part_may_not_have_an_anchor_of_the_page_for_its_id(id_: str):
    assert f"‘{id_}’ is an anchor that the pages use themselves; choose another id" in part_fault(id_)


@pytest.mark.parametrize("id_", ["pages", "titled", "note", "noted-1", "annotated-1", "funding", "in-the-year-2024"])
def test_an_id_that_only_resembles_one_may_stand(id_: str):
    assert part_fault(id_) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_no_record_may_be_called_index(kind: str):
    assert "choose another id, for example ‘about-index’" in id_fault(kind, "index")


@pytest.mark.parametrize("kind", KINDS)
def test_records_that_have_an_anchor_on_a_shared_page_may_not_take_one_of_its_own(kind: str):
    for id_ in TAKEN:
        assert bool(id_fault(kind, id_)) == (kind in ANCHORED_KINDS), id_


def test_a_taken_id_is_told_at_its_line(mini_copy: Path):
    places = mini_copy / "data/places.yml"
    text = places.read_text(encoding="utf-8")
    place = text.partition(":")[0].splitlines()[-1]
    taken = f"{place}:\n  statements:\n    note-1:\n      says: There.\n      cite: [paper:1]\n"
    places.write_text(text.replace(f"{place}:\n", taken, 1), encoding="utf-8")
    line = taken.count("\n", 0, taken.index("note-1")) + text.partition(f"{place}:\n")[0].count("\n") + 1
    with pytest.raises(DataErrors) as told:
        load(mini_copy)
    assert [str(fault) for fault in told.value.faults if "note-1" in str(fault)] == [
        f"data/places.yml:{line}: {place}.statements.note-1: ‘note-1’ is an anchor that the pages use themselves; "
        "choose another id, for example ‘about-note-1’"
    ]


def former(library: Library) -> Mapping[str, Mapping[str, object]]:
    """By page, the ids that things had once: an id of today that is one of them is refused by a check of its own."""
    return addresses.of(library).answers


def test_whatever_else_has_an_id_on_the_page_of_a_record_is_taken(mini_site: Path, mini: Library):
    """Should a template begin to use another anchor, no statement must be able to have it."""
    records = {links.address(reference): mini.get(reference) for reference in mini.references()}
    looked_at = 0
    for page in pages(mini_site):
        if page.address in records:
            statements = getattr(records[page.address], "statements", {})
            own = set(page.document.xpath("//@id")) - set(statements) - set(former(mini).get(page.address, {}))
            assert [id_ for id_ in own if not part_fault(id_)] == [], page.address
            looked_at += len(own)
    assert looked_at > 100


@pytest.mark.parametrize("kind", ANCHORED_KINDS)
def test_whatever_else_has_an_id_on_a_page_that_lists_records_is_taken(mini_site: Path, mini: Library, kind: str):
    (page,) = (page for page in pages(mini_site) if page.address == links.INDEXES[kind])
    heading = page.document.xpath("//h1/@id")  # of the file in docs/, whose ids the build compares with the records'
    own = set(page.document.xpath("//@id")) - set(mini.records[kind]) - set(heading)
    own -= set(former(mini).get(page.address, {}))
    assert own
    assert [id_ for id_ in own if not id_fault(kind, id_)] == []


# What a build refuses


def refused(mkdocs_build: MkdocsBuild, project: Path) -> str:
    """What a build says that must fail, without a traceback."""
    outcome = mkdocs_build(project, project / "site")
    assert outcome.returncode != 0
    said = outcome.stdout + outcome.stderr
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("ending", [".md", "/index.md"])
def test_a_page_in_docs_may_not_have_the_address_of_a_record(
    mkdocs_build: MkdocsBuild, mini_copy: Path, mini: Library, ending: str
):
    reference = next(it for it in mini.references() if it.kind == "places")
    page = mini_copy / f"docs/{reference}{ending}"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("---\ntitle: Mine\ndescription: Mine.\n---\nMine.\n")
    said = refused(mkdocs_build, mini_copy)
    assert f"{reference}.md would take the place of {reference}{ending}; rename one of them" in said


def test_a_page_in_docs_may_not_have_the_address_of_another(mkdocs_build: MkdocsBuild, mini_copy: Path):
    (mini_copy / "docs/cite").mkdir()
    (mini_copy / "docs/cite/index.md").write_bytes((mini_copy / "docs/cite.md").read_bytes())
    said = refused(mkdocs_build, mini_copy)
    assert "would take the place of" in said
    assert "cite.md" in said


def test_a_heading_may_not_have_the_id_of_a_record_beside_it(mkdocs_build: MkdocsBuild, mini_copy: Path, mini: Library):
    id_ = next(iter(mini.records["milestones"]))
    with (mini_copy / "docs/timeline.md").open("a") as page:
        page.write(f"\n## A heading {{: #{id_} }}\n")
    assert f"timeline.md: the id ‘{id_}’ would stand twice on this page" in refused(mkdocs_build, mini_copy)


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\0"])
def test_a_page_in_docs_may_hold_no_invisible_character(mkdocs_build: MkdocsBuild, mini_copy: Path, character: str):
    with (mini_copy / "docs/licence.md").open("a", encoding="utf-8") as page:
        page.write(f"\nNot{character}hing.\n")
    said = refused(mkdocs_build, mini_copy)
    assert re.search(rf"docs/licence\.md:\d+: an invisible character \(U\+{ord(character):04X}\) stands here", said)
