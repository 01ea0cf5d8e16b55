"""Feeds of what was added, changed and put right: whole, stable, moved by the changes of their own records alone."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import feedparser
import icalendar
import pytest

from tests.projects import MINI_BUILD, Data
from tsi import exports
from tsi.library import history
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import dataset, downloads

SITE = MINI_BUILD["SITE_URL"]
LATER = {"SOURCE_DATE_EPOCH": str(int(datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC).timestamp()))}
SAYS = "The countries discussed tidal clocks."
DISCUSSED = Reference("milestones", "clocks-discussed")
INSTEAD = ("--instead", "funding/moss-prize")


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER["SOURCE_DATE_EPOCH"])


class Stamp(NamedTuple):
    """Of an entry or an event what a reader would notice, and its stamp."""

    told: tuple[str, ...]
    updated: str


def entries(files: Mapping[str, bytes]) -> dict[tuple[str, str], Stamp]:
    """By its file and its id, each entry of each feed."""
    feeds = {path: feedparser.parse(content) for path, content in files.items() if path.endswith(".atom")}
    return {
        (path, it.id): Stamp((it.title, it.link, it.content[0].value), it.updated)
        for path, feed in feeds.items()
        for it in feed.entries
    }


def events(files: Mapping[str, bytes]) -> dict[tuple[str, str], Stamp]:
    """The same of each event of each calendar."""
    calendars = {path: content for path, content in files.items() if path.endswith(".ics")}
    return {
        (path, str(it["uid"])): Stamp((str(it["summary"]), str(it["description"])), _stamped(it))
        for path, content in calendars.items()
        for it in icalendar.Calendar.from_ical(content).events
    }


def _stamped(event: icalendar.Event) -> str:
    return f"{event['last-modified'].dt} {event['dtstamp'].dt} {event['sequence']}"


def told(files: Mapping[str, bytes], what: str) -> list[str]:
    return [it.title for it in feedparser.parse(files[f"data/{what}.atom"]).entries]


@pytest.fixture
def files(mini: Library) -> dict[str, bytes]:
    return exports.files(mini, SITE)


def test_what_was_added_changed_and_put_right_is_told_newest_first(files: dict[str, bytes]) -> None:
    assert told(files, "additions") == ["Lessons in singing glass: added", "A bridge of lanterns: added"]
    assert told(files, "changes") == [
        "The Lantern Initiative is announced: corrected",
        "Prize for moss batteries: corrected",
        "Paper satellites: changed",
        "A workshop for moss batteries opens: changed",
        "Milestone bell-cast: withdrawn",
    ]
    assert told(files, "corrections") == [
        "Put right: The moss farmers announced a prize of £4,000.",
        "Put right: The Lantern Initiative was announced in May 2012.",
        "Superseded: Trials of paper satellites are planned for February 2013.",
    ]


def test_a_pillar_has_those_of_its_own_records(mini: Library, files: dict[str, bytes]) -> None:
    satellites = downloads.feeds_of_changes(mini, Reference("pillars", "paper-satellites"))
    found = [it.title for it in feedparser.parse(files[satellites["changes"]]).entries]
    assert found == ["The Lantern Initiative is announced: corrected", "Paper satellites: changed"]
    assert feedparser.parse(files[satellites["additions"]]).entries == []


def test_a_withdrawal_is_an_entry_of_its_own_that_tells_why_and_what_instead(mini_data: Data) -> None:
    assert mini_data.run("retire", "pillars/moss-batteries#prize", "--because", "No.", *INSTEAD).status == 0
    assert mini_data.run("history").status == 0
    library = mini_data.load()
    after, batteries = exports.files(library, SITE), Reference("pillars", "moss-batteries")
    for path in (it["changes"] for it in (downloads.feeds_of_changes(library, of) for of in (None, batteries))):
        (entry,) = [it for it in feedparser.parse(after[path]).entries if "prize: withdrawn" in it.title]
        assert (entry.title, entry.updated) == ("Moss batteries, prize: withdrawn", "2025-02-03T04:05:06+00:00")
        assert (entry.link, [it.term for it in entry.tags]) == (f"{SITE}pillars/moss-batteries/#prize", ["withdrawn"])
        assert "Why: No." in entry.content[0].value
        assert f'<a href="{SITE}funding/moss-prize/">Instead: Prize for moss batteries</a>' in entry.content[0].value


def test_what_was_withdrawn_before_the_history_began_says_so(files: dict[str, bytes]) -> None:
    (entry,) = [it for it in feedparser.parse(files["data/changes.atom"]).entries if "withdrawn" in it.title]
    assert "Withdrawn before 1 October 2024." in entry.content[0].value
    assert entry.link == f"{SITE}milestones/bell-cast/"
    assert "Instead: " in entry.content[0].value


def test_a_feed_reader_reads_each_whole(mini: Library, files: dict[str, bytes]) -> None:
    for of in (None, *(Reference("pillars", id_) for id_ in mini.pillars)):
        for path in downloads.feeds_of_changes(mini, of).values():
            feed = feedparser.parse(files[path])
            assert (feed.bozo, feed.version) == (False, "atom10")
            assert [it.href for it in feed.feed.links if it.rel == "self"] == [SITE + path]
            assert all(it.link.startswith(SITE) and f'href="{it.link}"' in it.content[0].value for it in feed.entries)
            assert len({it.id for it in feed.entries}) == len(feed.entries)


def test_a_change_of_one_record_moves_its_own_entries_and_no_other(mini_data: Data, files: dict[str, bytes]) -> None:
    mini_data.edit("milestones", SAYS, "The countries have discussed tidal clocks.")
    assert mini_data.run("history").status == 0
    library = mini_data.load()
    after = exports.files(library, SITE)
    before, now = entries(files), entries(after)
    moved = {key for key in now if now[key] != before.get(key)}
    milestone = dataset.lasting_id(DISCUSSED).urn
    stamp = history.changes(library, str(DISCUSSED))[-1].at
    change = dataset.lasting_id(f"change of {DISCUSSED} at {stamp}").urn
    clocks = Reference("pillars", "tidal-clocks")
    whole, own = downloads.feeds_of_changes(library, None), downloads.feeds_of_changes(library, clocks)
    feeds = [downloads.to_follow(library, of)[downloads.FEED] for of in (None, clocks)]
    assert moved == {*((path, milestone) for path in feeds), (whole["changes"], change), (own["changes"], change)}
    assert {now[key].updated for key in moved} == {"2025-02-03T04:05:06+00:00"}
    assert before.keys() <= now.keys()


def test_what_moves_has_moved_its_stamp_and_what_does_not_has_not(mini_data: Data, files: dict[str, bytes]) -> None:
    mini_data.edit("milestones", "name: The Lantern Initiative is announced", "name: The Lantern Initiative begins")
    assert mini_data.run("history").status == 0
    after = exports.files(mini_data.load(), SITE)
    for read in (entries, events):
        before, now = read(files), read(after)
        same = before.keys() & now.keys()
        assert {key for key in same if before[key].told != now[key].told} == {
            key for key in same if before[key].updated != now[key].updated
        }
        assert any(before[key] != now[key] for key in same)


def test_an_event_counts_its_changes(mini_data: Data, files: dict[str, bytes]) -> None:
    mini_data.edit("milestones", "name: The Lantern Initiative is announced", "name: The Lantern Initiative begins")
    assert mini_data.run("history").status == 0
    after = exports.files(mini_data.load(), SITE)
    before, now = (_sequences(it["data/milestones.ics"]) for it in (files, after))
    assert [now[uid] - before[uid] for uid in now if now[uid] != before[uid]] == [1]


def _sequences(content: bytes) -> dict[str, int]:
    return {str(it["uid"]): int(it["sequence"]) for it in icalendar.Calendar.from_ical(content).events}


def test_a_correction_moves_the_feed_of_corrections(mini_data: Data, files: dict[str, bytes]) -> None:
    said = "  of: milestones/clocks-discussed\n  was: They agreed.\n  corrected: 2025-02-01\n  because: No.\n"
    mini_data.add("corrections", f"talks:\n{said}")
    assert mini_data.run("history").status == 0
    before, now = (
        feedparser.parse(it["data/corrections.atom"]) for it in (files, exports.files(mini_data.load(), SITE))
    )
    assert now.entries[0].title == "Put right: They agreed."
    assert [it.updated for it in now.entries[1:]] == [it.updated for it in before.entries]
    assert before.feed.updated < now.feed.updated == "2025-02-03T04:05:06+00:00"


def test_an_expected_day_that_passes_moves_the_entry_and_its_stamp(
    mini: Library, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2014, 1, 1, tzinfo=UTC).timestamp())))
    before, now = entries(exports.files(mini, SITE)), entries(files)
    term = "data/milestones.atom", dataset.lasting_id(Reference("milestones", "guild-term")).urn
    assert before[term].told != now[term].told
    assert before[term].updated < now[term].updated == "2016-01-01T00:00:00+00:00"


def test_a_renamed_record_keeps_its_entries(mini_data: Data, files: dict[str, bytes]) -> None:
    assert mini_data.run("rename", "funding/glass-lessons", "glass-hours").status == 0
    assert mini_data.run("history").status == 0
    after = exports.files(mini_data.load(), SITE)
    assert [it.id for it in feedparser.parse(after["data/additions.atom"]).entries] == [
        it.id for it in feedparser.parse(files["data/additions.atom"]).entries
    ]
