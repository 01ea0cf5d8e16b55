"""Claims that a word on a cited line shows, or a person reads there: how far something has come, that an event was
still to come, who speaks. Each is refused where it is neither, and a reason is refused where a word shows the claim."""

from datetime import datetime

import pytest

from tests.projects import Data
from tsi.library import selections, shown
from tsi.library.library import Library
from tsi.records.types import Citation, Reference, Saying

PRIZE = Reference("funding", "moss-prize")
LESSONS = Reference("funding", "glass-lessons")
INITIATIVE = Reference("partnerships", "lantern-initiative")
GUILD = Reference("partnerships", "moss-batteries-guild")

NEITHER = "say under ‘read’ why a person reads it so"
IDLE = "a word on a line cited here shows this, so nothing is read; remove it"
WHY = "read: It is meant so."


# How far an undertaking has come


@pytest.mark.parametrize(
    ("undertaking", "status", "at"),
    [
        (PRIZE, "announced", "courier-2012:11"),
        (GUILD, "launched", "marsh-blog-2013:4"),
        (INITIATIVE, "proposed", "wire-copy-2012:1"),
    ],
    ids=["its name rests on the line", "the line has another word for it", "the line prints its name"],
)
def test_a_line_shows_a_status_by_a_word_for_it_and_by_telling_of_the_undertaking(
    mini: Library, undertaking: Reference, status: str, at: str
) -> None:
    assert shown.is_status_shown_at(mini, undertaking, status, Citation.parse(at))


@pytest.mark.parametrize(
    ("undertaking", "status", "at"),
    [(PRIZE, "agreed", "courier-2012:11"), (INITIATIVE, "launched", "marsh-blog-2013:2")],
    ids=["no word for it", "the undertaking is not named"],
)
def test_it_does_not_where_either_is_lacking(mini: Library, undertaking: Reference, status: str, at: str) -> None:
    assert not shown.is_status_shown_at(mini, undertaking, status, Citation.parse(at))


def test_a_line_tells_of_a_sum_by_stating_it(mini_data: Data) -> None:
    """The name of the lessons rests on another line than their status."""
    named = "name: Lessons in singing glass\n  cite: "
    told = "statements:\n    given: {says: Lessons are given., cite: [marsh-blog-2013:6]}\n  "
    mini_data.edit("funding", f"{named}[marsh-blog-2013:6]\n  ", f"{named}[courier-2012:8]\n  {told}")
    library = mini_data.load()
    assert shown.is_status_shown_at(library, LESSONS, "operating", Citation.parse("marsh-blog-2013:6"))
    assert not shown.is_status_shown_at(library, LESSONS, "announced", Citation.parse("courier-2012:10"))


# How records are related

PACT_SIGNED = Reference("milestones", "pact-signed")
BATTERIES = Reference("pillars", "moss-batteries")
TARNIA = Reference("places", "tarnia")


EXCHANGE = Reference("partnerships", "glass-exchange")
SCHOOL = Reference("organisations", "quayhaven-glass-school")
UNIVERSITY = Reference("organisations", "river-league-university")


@pytest.mark.parametrize(
    ("holder", "field", "target", "at"),
    [
        (PRIZE, "pillars", BATTERIES, "courier-2012:11"),
        (INITIATIVE, "parties", TARNIA, "wire-copy-2012:1"),
        (GUILD, "pillars", BATTERIES, "marsh-blog-2013:4"),
    ],
    ids=["its name rests on the line", "the line prints its name", "within the name of what is no organisation"],
)
def test_a_line_shows_a_relation_by_naming_the_one_and_telling_of_the_other(
    mini: Library, holder: Reference, field: str, target: Reference, at: str
) -> None:
    assert shown.is_relation_shown(mini, holder, field, target, Citation.parse(at))


@pytest.mark.parametrize(
    ("holder", "field", "target", "at"),
    [
        (PRIZE, "pillars", BATTERIES, "courier-2012:10"),
        (PACT_SIGNED, "partnerships", INITIATIVE, "courier-2012:5"),
        (Reference("funding", "moss-workshop"), "pillars", TARNIA, "courier-2012:10"),
        (PRIZE, "funders", Reference("organisations", "oar-and-sail"), "courier-2012:11"),
    ],
    ids=[
        "it tells of something else",
        "it names the other by no name",
        "within the name of an organisation",
        "whoever announces money does not pay it for that",
    ],
)
def test_a_mere_mention_shows_no_relation(
    mini: Library, holder: Reference, field: str, target: Reference, at: str
) -> None:
    assert not shown.is_relation_shown(mini, holder, field, target, Citation.parse(at))


@pytest.mark.parametrize(
    ("holder", "target", "at", "fields"),
    [
        (EXCHANGE, UNIVERSITY, "glass-school-2013:2", {"leads"}),
        (EXCHANGE, SCHOOL, "glass-school-2013:2", {"hosts"}),
        (EXCHANGE, SCHOOL, "council-notes-2012:4", {"bodies"}),
        (Reference("funding", "glass-furnace"), SCHOOL, "glass-school-2013:3", {"recipients"}),
    ],
    ids=["leads", "is host", "takes part", "is paid"],
)
def test_a_line_shows_the_part_of_which_a_word_stands_beside_the_name_and_no_other(
    mini: Library, holder: Reference, target: Reference, at: str, fields: set[str]
) -> None:
    tried = {"funders", "recipients"} if holder.kind == "funding" else {"bodies", "leads", "hosts"}
    shown_as = {it for it in tried if shown.is_relation_shown(mini, holder, it, target, Citation.parse(at))}
    assert shown_as == fields


def test_a_country_is_a_party_where_its_name_stands_joined_with_that_of_another(mini: Library) -> None:
    """“Tarnia-Belmora”."""
    assert shown.is_relation_shown(mini, INITIATIVE, "parties", TARNIA, Citation.parse("courier-2012:4"))


QUILL = Reference("people", "ada-quill")


@pytest.mark.parametrize(("at", "is_shown"), [("courier-2012:6", True), ("council-notes-2012:2", False)])
def test_a_line_shows_an_office_by_a_word_of_it_beside_the_person(mini: Library, at: str, is_shown: bool) -> None:
    held = mini.people["ada-quill"].offices["keeper-of-lanterns"]
    assert shown.is_office_shown(mini, QUILL, held.model_copy(update={"cite": (Citation.parse(at),)})) is is_shown


# Each claim: shown, read, neither, idly read

CLAIMS = {
    "status": ("funding", "announced: {cite: [courier-2012:11]}", "agreed: {cite: [courier-2012:11]}", "}", ", {}}}"),
    "expectation": (
        "milestones", "expected: {cite: [courier-2012:13]}", "expected: {cite: [courier-2012:9]}", "}", ", {}}}",
    ),
    "relation": (
        "partnerships", "leads:\n    river-league-university: {cite: [glass-school-2013:2]}",
        "leads:\n    quayhaven-glass-school: {cite: [glass-school-2013:2]}", "}", ", {}}}",
    ),
    "voice of a statement": (
        "people", "cite: [courier-2012:6]\n      voice: official", "cite: [courier-2012:6]\n      voice: unnamed", "",
        "\n      {}",
    ),
    "voice of an account": (
        "disagreements", "says: They were discussed.\n      cite: [courier-2012:7]\n      voice: unnamed",
        "says: They were discussed.\n      cite: [courier-2012:7]\n      voice: official", "", "\n      {}",
    ),
}  # fmt: skip
"""By what is claimed: the file, a claim that a word shows, one that none shows, and how a reason is written into it."""


def with_reason(claim: str, end: str, reason: str) -> str:
    return claim.removesuffix(end) + reason.format(WHY)


@pytest.mark.parametrize(("file", "right", "wrong", "end", "reason"), CLAIMS.values(), ids=CLAIMS)
def test_a_claim_that_no_word_shows_and_nobody_reads_so_is_refused(
    mini_data: Data, file: str, right: str, wrong: str, end: str, reason: str
) -> None:
    mini_data.edit(file, right, wrong)
    (told,) = mini_data.check().faults
    assert NEITHER in told


@pytest.mark.parametrize(("file", "right", "wrong", "end", "reason"), CLAIMS.values(), ids=CLAIMS)
def test_a_claim_that_no_word_shows_stands_where_a_person_says_why_it_is_read_so(
    mini_data: Data, file: str, right: str, wrong: str, end: str, reason: str
) -> None:
    mini_data.edit(file, right, with_reason(wrong, end, reason))
    assert mini_data.check().faults == []


@pytest.mark.parametrize(("file", "right", "wrong", "end", "reason"), CLAIMS.values(), ids=CLAIMS)
def test_a_reason_where_a_word_shows_the_claim_is_refused(
    mini_data: Data, file: str, right: str, wrong: str, end: str, reason: str
) -> None:
    mini_data.edit(file, right, with_reason(right, end, reason))
    (told,) = mini_data.check().faults
    assert IDLE in told or "nothing is read: remove it" in told


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("status", "moss-prize.statuses.agreed: no word at courier-2012:11 shows that this was agreed"),
        ("expectation", "treaty-expected.expected: no word at courier-2012:9 tells of what is still to come"),
        (
            "relation",
            "glass-exchange.leads.quayhaven-glass-school: glass-school-2013:2 does not tell of this record and name "
            "organisations/quayhaven-glass-school beside a word for ‘leads’",
        ),
        ("voice of a statement", "ada-quill.statements.start.voice: no word at courier-2012:6 tells that the unnamed"),
    ],
)
def test_what_no_word_shows_is_told_at_its_place(mini_data: Data, claim: str, message: str) -> None:
    file, right, wrong, *_ = CLAIMS[claim]
    mini_data.edit(file, right, wrong)
    assert message in mini_data.check().output


# Who speaks


DENIED = "by the notes.\n      cite: [council-notes-2012:3]"


@pytest.mark.parametrize("reason", ["", f"\n      {WHY}"], ids=["unread", "read"])
def test_a_text_of_a_government_has_no_reporter_whatever_is_read(mini_data: Data, reason: str) -> None:
    mini_data.edit("organisations", f"{DENIED}\n      voice: government", f"{DENIED}{reason}")
    told = mini_data.check().faults
    assert any("at council-notes-2012:3 a government’s own text speaks and no reporter, whatever" in it for it in told)


def test_beside_a_text_of_a_government_a_line_of_a_report_has_a_reporter(mini_data: Data) -> None:
    both = DENIED.replace("]", f", {NOBODY_SPEAKS}]")
    mini_data.edit("organisations", f"{DENIED}\n      voice: government", both)
    assert not any("speaks and no reporter" in it for it in mini_data.check().faults)


def test_a_government_speaks_in_a_text_of_its_own_whatever_the_words(mini: Library) -> None:
    thanked = mini.organisations["moss-farmers"].statements["thanked"]
    assert thanked.voice == "government"
    assert shown.is_voice_shown(mini, thanked)


@pytest.mark.parametrize(
    ("voice", "at", "is_shown"),
    [
        ("official", "courier-2012:6", True),
        ("official", "courier-2012:7", False),
        ("unnamed", "courier-2012:7", True),
        ("unnamed", "courier-2012:6", False),
        ("government", "courier-2012:10", True),
        ("government", "courier-2012:7", False),
        ("reporter", "courier-2012:6", False),
    ],
)
def test_in_a_report_a_line_shows_who_speaks_by_telling_of_speech_and_of_such_a_speaker(
    mini: Library, voice: str, at: str, is_shown: bool
) -> None:
    saying = mini.people["ada-quill"].statements["start"]
    asked = saying.model_copy(update={"voice": voice, "cite": (Citation.parse(at),)})
    assert shown.is_voice_shown(mini, asked) is is_shown


# Whether an event has happened


@pytest.mark.parametrize(
    ("day", "outcome"), [("2012-06-20", "expected"), ("2012-12-31", "expected"), ("2013-01-01", "passed")]
)
def test_an_event_is_expected_until_the_day_by_which_it_was_has_passed(
    mini: Library, monkeypatch: pytest.MonkeyPatch, day: str, outcome: str
) -> None:
    built_on(monkeypatch, day)
    assert selections.outcome(mini.milestones["workshop-planned"]) == outcome


@pytest.mark.parametrize("event", ["treaty-expected", "bells-rung"])
def test_an_event_that_was_expected_by_no_day_stays_expected(
    mini: Library, monkeypatch: pytest.MonkeyPatch, event: str
) -> None:
    built_on(monkeypatch, "2090-01-01")
    assert selections.outcome(mini.milestones[event]) == "expected"


def test_an_event_that_nothing_says_is_to_come_has_happened(mini: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    built_on(monkeypatch, "2009-01-01")
    assert selections.outcome(mini.milestones["handbook-completed"]) == "happened"


def built_on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Let the day of the build be this one."""
    noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))


# How far it has come


def test_an_undertaking_has_come_as_far_as_the_last_status_in_order_that_it_has_reached(mini: Library) -> None:
    assert [place.path[1] for place in selections.reached(mini, INITIATIVE)] == ["launched", "agreed", "announced"]
    assert mini.partnerships["lantern-initiative"].status == "launched"
    assert mini.partnerships["cloud-looms-forum"].status == "ended"
    assert mini.partnerships["tide-dialogue"].status is None


def test_a_pillar_has_its_undertakings_by_how_far_they_have_come_but_for_the_initiative(mini: Library) -> None:
    found = selections.furthest_first(mini, Reference("pillars", "moss-batteries"))
    assert found == (GUILD, PRIZE, Reference("funding", "moss-workshop"))


OFFICIAL_SPEAKS = "courier-2012:6"
NOBODY_SPEAKS = "courier-2012:5"

VOICES = [
    ("official", [OFFICIAL_SPEAKS], True),
    ("unnamed", [OFFICIAL_SPEAKS], False),
    ("reporter", [OFFICIAL_SPEAKS], False),
    ("reporter", [NOBODY_SPEAKS], True),
    ("reporter", [OFFICIAL_SPEAKS, NOBODY_SPEAKS], True),
    ("official", [NOBODY_SPEAKS], False),
]


@pytest.mark.parametrize(("voice", "cite", "is_shown"), VOICES)
def test_a_reporter_speaks_on_a_line_that_shows_no_other_speaker(
    mini: Library, voice: str, cite: list[str], is_shown: bool
) -> None:
    saying = Saying.model_validate({"says": "The lamps are lit.", "voice": voice, "cite": cite})
    assert shown.is_voice_shown(mini, saying) is is_shown
