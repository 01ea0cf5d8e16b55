"""`tsi explain`: what a record, a part of one or a line says, rests on and is used by."""

import pytest

from tests.projects import Data


def explained(data: Data, called: str, *arguments: str) -> str:
    outcome = data.run("explain", called, *arguments)
    assert outcome.status == 0, outcome.output
    return outcome.output


def test_a_record_is_told_with_its_texts_and_how_each_is_proven(mini_data: Data) -> None:
    told = explained(mini_data, "milestones/forum-set-up")
    line = 1 + mini_data.text("milestones").splitlines().index("forum-set-up:")
    assert f"milestones/forum-set-up stands at data/milestones.yml:{line}\n" in told
    assert "  when.is: 2011 (inferred: courier-2012:9)\n" in told
    assert "    timeline/#forum-set-up\n" in told


def test_whoever_points_at_a_record_is_told(mini_data: Data) -> None:
    told = explained(mini_data, "pillars/moss-batteries")
    assert "moss-workshop.pillars.moss-batteries\n" in told
    assert "    funding/moss-prize.name\n" in told


def test_a_part_is_told_by_itself(mini_data: Data) -> None:
    told = explained(mini_data, "pillars/moss-batteries#prize")
    assert "  says: A prize of £40,000" in told
    assert "workshop" not in told
    assert "    pillars/moss-batteries/#prize\n" in told


def test_a_line_is_told_with_what_it_states_and_who_uses_that(mini_data: Data) -> None:
    told = explained(mini_data, "courier-2012:5")
    assert "    Up to £2 million: contested (pillars/paper-satellites.statements.grant.says" in told
    assert "    places/tarnia: used (" in told
    assert "    funding/satellite-grant.amount.is\n" in told


def test_the_words_of_a_source_are_shown_to_whoever_has_them(mini_data: Data, mini_root) -> None:
    words = (mini_root / "sources/courier-2012.txt").read_text(encoding="utf-8").splitlines()[4]
    assert words not in explained(mini_data, "courier-2012:5")
    assert f"courier-2012:5  {words}\n" in explained(
        mini_data, "courier-2012:5", "--sources", str(mini_root / "sources")
    )


def test_our_notes_are_shown_to_everybody(mini_data: Data) -> None:
    assert "It is kept by volunteers.\n    omitted (omissions/" in explained(mini_data, "lamp-tracker-2013:3")


def test_records_are_told_of_while_they_are_wrong(mini_data: Data) -> None:
    mini_data.edit("pillars", "£40,000", "£50,000")
    assert "  says: A prize of £50,000" in explained(mini_data, "pillars/moss-batteries#prize")


@pytest.mark.parametrize(
    ("called", "told"),
    [
        ("pillars/mos-batteries", "did you mean ‘moss-batteries’?"),
        ("courier-2012", "is not a citation; expected source:line"),
        ("courier:5", "there is no source ‘courier’"),
        ("courier-2012:500", "is past the end"),
    ],
)
def test_what_is_not_there_is_named(mini_data: Data, called: str, told: str) -> None:
    outcome = mini_data.run("explain", called)
    assert outcome.status == 1
    assert told in outcome.output
