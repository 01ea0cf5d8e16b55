"""`tsi retire`: what is taken out leaves a reason at each of its addresses; what points at it is told."""

from pathlib import Path

import pytest

from tests.projects import Data
from tsi.wording import addresses, lost_addresses

WHY = ("--because", "It is told elsewhere.")


def test_a_record_leaves_a_reason_and_what_to_read_instead(mini_copy: Path) -> None:
    data = Data(mini_copy)
    outcome = data.run("retire", "milestones/handbook-completed", *WHY, "--instead", "pillars/singing-glass")
    assert outcome.status == 0
    assert data.check().faults == []
    answer = addresses.of(data.load()).answer("milestones/handbook-completed/")
    assert answer.address == "pillars/singing-glass/"
    assert answer.retired.because == "It is told elsewhere."


def test_a_part_of_a_record_leaves_a_reason(mini_copy: Path) -> None:
    data = Data(mini_copy)
    assert data.run("retire", "pillars/moss-batteries#prize", *WHY).status == 0
    assert "\npillars/moss-batteries#prize:\n  because: It is told elsewhere.\n" in data.text("retired")
    assert "prize:" not in data.text("pillars")


def test_whatever_it_was_called_before_leaves_the_reason_too(mini_copy: Path) -> None:
    data = Data(mini_copy)
    data.edit("milestones", "handbook-completed:\n", "handbook-completed:\n  redirect_from: [book, funding/book]\n")
    with (data.root / addresses.LIST).open("a", encoding="utf-8") as promised:
        promised.write("milestones/book/\nfunding/book/\n")
    data.run("retire", "milestones/handbook-completed", *WHY)
    assert lost_addresses.load(data.root).retired.keys() >= {"milestones/book", "funding/book"}


def test_what_was_never_published_leaves_nothing(mini_copy: Path) -> None:
    data = Data(mini_copy)
    before = data.text("retired")
    data.run("rename", "milestones/handbook-completed", "book-completed")
    data.edit("milestones", "  redirect_from: handbook-completed\n", "")
    data.run("retire", "milestones/book-completed", *WHY)
    assert data.text("retired") == before


def test_what_has_an_entry_of_an_index_leaves_a_reason_there(mini_copy: Path) -> None:
    data = Data(mini_copy)
    data.run("retire", "places/quayhaven", *WHY)
    assert "\nplaces-and-technologies/#places-quayhaven:\n" in data.text("retired")


def test_the_file_of_what_is_withdrawn_is_made_where_there_is_none(mini_copy: Path) -> None:
    data = Data(mini_copy)
    data.path("retired").unlink()
    data.run("retire", "milestones/handbook-completed", *WHY)
    assert data.text("retired").startswith("milestones/handbook-completed:\n")


def test_only_what_is_taken_out_goes(mini_data: Data) -> None:
    before = mini_data.text("milestones")
    record = before[before.index("forum-set-up:") : before.index("guild-established:")]
    mini_data.edit("milestones", "guild-established:", "\n# The guild.\nguild-established:")
    mini_data.run("retire", "milestones/forum-set-up", *WHY)
    assert mini_data.text("milestones") == before.replace(record, "\n# The guild.\n")


def test_a_key_that_would_be_left_empty_goes_too(mini_data: Data) -> None:
    mini_data.run("retire", "milestones/clocks-discussed#discussed", *WHY)
    text = mini_data.text("milestones")
    assert "clocks-discussed:\n  name: Talks on tidal clocks\n  cite: [courier-2012:7]\n  kind: meeting\n" in text


def test_the_places_that_point_at_it_are_told(mini_data: Data) -> None:
    outcome = mini_data.run("retire", "milestones/initiative-announced", *WHY)
    told = [line for line in outcome.output.splitlines() if "points at what is gone" in line]
    assert told
    assert len(told) == len(
        {fault.split(": ")[0] for fault in mini_data.check().faults if "there is no record" in fault}
    )


def test_a_source_that_is_cited_cannot_go(mini_data: Data) -> None:
    outcome = mini_data.run("retire", "sources/courier-2012", *WHY)
    assert outcome.status == 1
    assert "sources/courier-2012 is cited at data/" in outcome.output


@pytest.mark.parametrize("instead", ["pillars/singing-grass", "pillars/singing-glass#no-such-part"])
def test_what_to_read_instead_must_stand(mini_data: Data, instead: str) -> None:
    before = mini_data.text("milestones")
    assert mini_data.run("retire", "milestones/handbook-completed", *WHY, "--instead", instead).status == 1
    assert mini_data.text("milestones") == before


def test_what_stands_in_brackets_is_left_to_the_editor(mini_data: Data) -> None:
    mini_data.edit(
        "milestones",
        "    discussed:\n      says: The countries discussed tidal clocks.\n",
        "    talked: {says: They talked., cite: [courier-2012:7], differs: Shorter.}\n"
        "    discussed:\n      says: The countries discussed tidal clocks.\n",
    )
    assert mini_data.run("retire", "milestones/clocks-discussed#talked", *WHY).status == 0
    assert "They talked." not in mini_data.text("milestones")
