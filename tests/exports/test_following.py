"""Feeds and calendars as those who follow them read them: whole, by pillar, found from every page, stable."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import struct_time
from typing import NamedTuple

import fastfeedparser
import feedparser
import icalendar
import pytest
import vobject
from lxml import html

from tests import site_checks
from tests.projects import MINI_BUILD
from tsi import exports
from tsi.exports import milestones
from tsi.library import selections
from tsi.library.library import Library
from tsi.records.types import Citation, Reference
from tsi.wording import dataset, downloads, links
from tsi.wording.downloads import CALENDAR, FEED

SITE = MINI_BUILD["SITE_URL"]
NAMED = f"//head/link[@rel='alternate'][@type='{FEED}' or @type='{CALENDAR}']"
CLOCKS = Reference("pillars", "tidal-clocks")
REFRESHED = ("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")


@pytest.fixture(scope="module")
def files(mini: Library) -> dict[str, bytes]:
    return exports.files(mini, SITE)


def of_type(mini: Library, type_: str) -> Iterator[tuple[Reference | None, str]]:
    """The pillar of each feed or calendar, or None, and its path."""
    for of in (None, *(Reference("pillars", id_) for id_ in mini.pillars)):
        if path := downloads.to_follow(mini, of).get(type_):
            yield of, path


def lasting_ids(mini: Library, of: Reference | None) -> set[str]:
    milestones = selections.linked(mini, of, "milestones")
    return {dataset.lasting_id(dataset.first_called(mini, it)).urn for it in milestones}


# Feeds


def test_a_feed_reader_reads_every_feed_whole(mini: Library, files: dict[str, bytes]):
    for of, path in of_type(mini, FEED):
        feed = feedparser.parse(files[path])
        assert not feed.bozo
        assert feed.version == "atom10"
        assert {entry.id for entry in feed.entries} == lasting_ids(mini, of)
        assert all(entry.title and entry.link.startswith(SITE) for entry in feed.entries)
        assert all(isinstance(entry.updated_parsed, struct_time) for entry in (*feed.entries, feed.feed))
        assert [it.href for it in feed.feed.links if it.rel == "self"] == [SITE + path]


def test_another_feed_reader_reads_the_same(files: dict[str, bytes]):
    feeds = {path: content for path, content in files.items() if path.endswith(".atom")}
    for path, content in feeds.items():
        one, other = feedparser.parse(content).entries, fastfeedparser.parse(content).entries
        assert [(it.id, it.title, it.link, it.updated) for it in one] == [
            (it.id, it.title, it.link, it.updated) for it in other
        ], path
    assert len(feeds) > 4


def test_an_entry_is_readable_and_leads_to_the_lines_it_rests_on(files: dict[str, bytes]):
    for entry in feedparser.parse(files["data/milestones.atom"]).entries:
        (content,) = entry.content
        assert content.type == "text/html"
        read = html.fromstring(content.value)
        assert read.xpath("//p")[-2].text_content() == dataset.NOTE
        *cited, whole = read.xpath("//a")
        assert whole.get("href") == entry.link
        for link in cited:
            citation = Citation.parse(link.text_content())
            assert link.get("href") == SITE + links.line(citation)
        assert cited


class Stamp(NamedTuple):
    """Of an entry what a reader would notice."""

    title: str
    updated: str
    content: str


def stamps(content: bytes) -> dict[str, Stamp]:
    entries = feedparser.parse(content).entries
    return {it.id: Stamp(it.title, it.updated, it.content[0].value) for it in entries}


def test_a_change_of_one_record_moves_its_own_entry_alone(mini: Library, files: dict[str, bytes]):
    reference = Reference("milestones", "pact-signed")
    record = mini.milestones[reference.id]
    when = record.when.model_copy(update={"cite": (Citation("marsh-blog-2013", 5),)})
    altered = {**mini.milestones, reference.id: record.model_copy(update={"when": when})}
    changed = replace(mini, records={**mini.records, "milestones": altered})
    before, after = (stamps(it["data/milestones.atom"]) for it in (files, exports.files(changed, SITE)))
    moved = {id_ for id_ in before if before[id_] != after[id_]}
    assert moved == {dataset.lasting_id(dataset.first_called(mini, reference)).urn}
    assert all(before[id_].updated < after[id_].updated for id_ in moved)


def test_a_pillar_without_milestones_has_a_feed_without_entries(mini: Library):
    bare = {id_: it.model_copy(update={"pillars": ()}) for id_, it in mini.milestones.items()}
    changed = replace(mini, records={**mini.records, "milestones": bare})
    feed = feedparser.parse(milestones.feed(changed, SITE, CLOCKS))
    assert (feed.bozo, feed.entries) == (False, [])
    assert feed.feed.updated.startswith(mini.history.begun)


# Calendars


def test_a_calendar_program_reads_every_calendar(mini: Library, files: dict[str, bytes]):
    for of, path in of_type(mini, CALENDAR):
        calendar = icalendar.Calendar.from_ical(files[path])
        assert calendar.events
        assert not calendar.errors
        uids = [f"urn:uuid:{event['uid']}" for event in calendar.events]
        assert len(uids) == len(set(uids))
        assert set(uids) <= lasting_ids(mini, of)
        assert all(f"\r\n{hint}\r\n".encode() in files[path] for hint in REFRESHED)


def test_another_calendar_program_reads_the_same(mini: Library, files: dict[str, bytes]):
    for _, path in of_type(mini, CALENDAR):
        one = icalendar.Calendar.from_ical(files[path]).events
        other = vobject.readOne(files[path].decode()).vevent_list
        assert [(str(it["uid"]), str(it["summary"]), it["dtstart"].dt, it["last-modified"].dt) for it in one] == [
            (it.uid.value, it.summary.value, it.dtstart.value, it.last_modified.value) for it in other
        ]


def test_what_was_expected_and_is_not_known_to_have_happened_is_tentative(mini: Library):
    id_, expected = next(it for it in mini.milestones.items() if it[1].expected)
    dated = expected.model_copy(update={"when": expected.when.model_copy(update={"is_": "2012-12-31"})})
    changed = replace(mini, records={**mini.records, "milestones": {**mini.milestones, id_: dated}})
    events = icalendar.Calendar.from_ical(milestones.calendar(changed, SITE)).events
    tentative = [str(it["url"]) for it in events if it["status"] == "TENTATIVE"]
    assert tentative == [f"{SITE}milestones/{id_}/"]
    assert {str(it["status"]) for it in events} == {"TENTATIVE", "CONFIRMED"}


def test_a_pillar_without_a_day_has_a_feed_and_no_calendar(mini: Library):
    kept = [set(downloads.to_follow(mini, Reference("pillars", id_))) for id_ in mini.pillars]
    assert all(FEED in types for types in kept)
    assert {CALENDAR in types for types in kept} == {True, False}


# Found, and found again


def test_the_map_of_the_site_tells_the_day_of_the_last_change_where_it_is_known(mini_site: Path):
    listed = (mini_site / "sitemap.xml").read_text(encoding="utf-8").split("</url>")
    changed = {it.split("<loc>")[1].split("</loc>")[0]: "<lastmod>" in it for it in listed[:-1]}
    assert (changed[f"{SITE}funding/moss-prize/"], changed[f"{SITE}sources/courier-2012/"]) == (True, False)
    assert "<lastmod>2024-12-20</lastmod>" in next(it for it in listed if "/funding/moss-prize/" in it)


def followed(mini: Library, of: Reference | None) -> set[tuple[str, str]]:
    """By their types, the paths of all that can be followed of a pillar, or of all."""
    return {
        *downloads.to_follow(mini, of).items(),
        *((FEED, it) for it in downloads.feeds_of_changes(mini, of).values()),
    }


def test_every_page_names_feed_and_calendar_and_a_pillar_its_own(mini_site: Path, mini: Library):
    pillars = {links.address(Reference("pillars", id_)): Reference("pillars", id_) for id_ in mini.pillars}
    consulted = set()
    for page in site_checks.pages(mini_site):
        if not page.document.xpath("//article[@id='page']") or page.address == "404.html":
            continue
        found = set()
        for link in page.document.xpath(NAMED):
            file = (mini_site / page.address / link.get("href")).resolve()
            assert file.is_file()
            assert link.get("title")
            found.add((link.get("type"), file.relative_to(mini_site.resolve()).as_posix()))
        of = (None, pillars[page.address]) if page.address in pillars else (None,)
        assert found == {it for one in of for it in followed(mini, one)}
        consulted.add(page.address)
    assert consulted >= {"", "timeline/", *pillars}


def test_whoever_follows_a_pillar_does_not_lose_it_when_it_is_renamed(mini: Library):
    assert dataset.first_called(mini, CLOCKS) != CLOCKS
    assert downloads.to_follow(mini, CLOCKS)[FEED] == f"data/{dataset.first_called(mini, CLOCKS)}.atom"
