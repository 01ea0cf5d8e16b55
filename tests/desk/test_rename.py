"""`tsi rename`: another id, wherever the old one stands, and nothing that was published is lost."""

from pathlib import Path

import pytest

from tests.projects import MINI, Data
from tsi.library.library import Library
from tsi.wording import links


@pytest.mark.parametrize("kind", [*links.KINDS_WITH_ADDRESSES, "lineages", "to-read", "omissions"])
def test_every_record_of_any_kind_can_have_another_id(mini_copy: Path, mini: Library, kind: str) -> None:
    data = Data(mini_copy)
    for id_ in mini.records[kind]:
        outcome = data.run("rename", f"{kind}/{id_}", f"{id_}-anew")
        assert outcome.status == 0, outcome.output
    assert data.check().faults == []
    assert list(data.load().records[kind]) == [f"{id_}-anew" for id_ in mini.records[kind]]


@pytest.mark.parametrize(
    "part",
    [
        "pillars/moss-batteries#prize",
        "pillars/moss-batteries#unknown-makers",
        "disagreements/who-signed#position-offices",
    ],
)
def test_a_part_of_a_record_can_have_another_id(mini_data: Data, part: str) -> None:
    outcome = mini_data.run("rename", part, "named-anew")
    assert outcome.status == 0, outcome.output
    assert mini_data.check().faults == []
    assert "redirect_from" in outcome.output


def test_what_a_thing_was_called_before_stays_in_front(mini_data: Data) -> None:
    for old, new in (("pact-signed", "pact-made"), ("pact-made", "pact-sealed"), ("pact-sealed", "pact-done")):
        mini_data.run("rename", f"milestones/{old}", new)
    assert "pact-done:\n  redirect_from: [pact-signed, pact-made, pact-sealed]\n" in mini_data.text("milestones")
    assert mini_data.check().faults == []


def test_a_list_that_is_written_with_dashes_gets_another_dash(mini_data: Data) -> None:
    mini_data.edit("milestones", "pact-signed:\n", "pact-signed:\n  redirect_from:\n    - pact-made\n")
    mini_data.run("rename", "milestones/pact-signed", "pact-done")
    assert "  redirect_from:\n    - pact-made\n    - pact-signed\n" in mini_data.text("milestones")


def test_a_thing_that_is_written_in_brackets_is_renamed_there(mini_data: Data) -> None:
    mini_data.edit(
        "milestones",
        "  statements:\n    discussed:\n",
        "  statements:\n    also: {says: They talked., cite: [courier-2012:7], differs: Shorter.}\n    discussed:\n",
    )
    assert mini_data.run("rename", "milestones/clocks-discussed#also", "too").status == 0
    assert "    too: {redirect_from: also, says: They talked.," in mini_data.text("milestones")


def test_remarks_and_spaces_stay(mini_data: Data) -> None:
    mini_data.edit("milestones", "pact-signed:\n", "# Here it is signed.\npact-signed:   # at last\n\n")
    mini_data.run("rename", "milestones/pact-signed", "pact-done")
    expected = "# Here it is signed.\npact-done:   # at last\n\n  redirect_from: pact-signed\n"
    assert expected in mini_data.text("milestones")


def test_what_to_read_instead_of_something_is_called_by_its_new_id(mini_data: Data) -> None:
    mini_data.run("rename", "milestones/bells-rung", "bells-heard")
    assert "instead: milestones/bells-heard" in mini_data.text("retired")


def test_an_id_that_only_begins_alike_is_left_alone(mini_data: Data) -> None:
    mini_data.edit("pillars", "moss-batteries:\n", "# moss-batteries-two is another\nmoss-batteries:\n")
    mini_data.run("rename", "pillars/moss-batteries", "cells")
    assert "moss-batteries-guild:\n" in mini_data.text("partnerships")
    assert "# moss-batteries-two is another\n" in mini_data.text("pillars")


@pytest.mark.parametrize("source", ["courier-2012", "lamp-tracker-2013"])
def test_a_source_takes_its_index_and_its_notes_along(mini_data: Data, source: str) -> None:
    assert mini_data.run("rename", f"sources/{source}", "renamed").status == 0
    assert mini_data.check().faults == []
    assert mini_data.run("evidence", "--sources", str(MINI / "sources")).status == 0
    assert not list(mini_data.root.glob(f"data/*/{source}.*"))


@pytest.mark.parametrize(
    ("called", "new", "told"),
    [
        (
            "milestones/pact-sined",
            "a",
            "there is no record ‘pact-sined’ in data/milestones.yml (did you mean ‘pact-signed’?)",
        ),
        ("milestone/pact-signed", "a", "there is no kind of record ‘milestone’ (did you mean ‘milestones’?)"),
        ("pillars/moss-batteries#price", "a", "has no part ‘price’ (did you mean ‘prize’?)"),
        ("milestones/pact-signed", "Pact", "‘Pact’ is not an id"),
        ("milestones/pact-signed", "guild-term", "‘guild-term’ is taken"),
        ("pillars/moss-batteries#prize", "note-1", "an anchor that the pages use themselves"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(mini_data: Data, called: str, new: str, told: str) -> None:
    before = {path: path.read_bytes() for path in mini_data.root.rglob("*.yml")}
    outcome = mini_data.run("rename", called, new)
    assert outcome.status == 1
    assert told in outcome.output
    assert {path: path.read_bytes() for path in mini_data.root.rglob("*.yml")} == before


def test_a_dry_run_shows_each_line_that_would_change(mini_data: Data) -> None:
    before = mini_data.text("milestones")
    outcome = mini_data.run("rename", "pillars/moss-batteries", "cells", "--dry-run")
    assert "+    cells: {cite" in outcome.output
    assert mini_data.text("milestones") == before
