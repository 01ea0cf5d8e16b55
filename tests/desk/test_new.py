"""`tsi new`: a well-formed record of any kind, whatever its type asks for, and nothing else touched."""

from typing import get_args

import pytest
import yaml

from tests.projects import Data
from tsi.desk import edits, new
from tsi.records import fields
from tsi.records.types import KINDS, Milestone

LINE = "courier-2012:13"


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_of_any_kind_has_each_key_that_its_type_asks_for(mini_data: Data, kind: str) -> None:
    assert mini_data.run("new", kind, "made-anew", "--cite", LINE).status == 0
    record = yaml.load(mini_data.text(kind), yaml.BaseLoader)["made-anew"]
    model = KINDS[kind]
    assert record.keys() == {it.key for it in fields.of(model) if model.model_fields[it.name].is_required()}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "omissions"])
def test_the_checker_asks_for_whatever_is_still_to_do_and_for_nothing_else(mini_data: Data, kind: str) -> None:
    mini_data.run("new", kind, "made-anew", "--cite", LINE)
    faults = mini_data.check().faults
    lines = mini_data.text(kind).splitlines()
    assert faults
    assert all(
        "TODO" in lines[int(fault.split(":")[1]) - 1] for fault in faults if fault.startswith(f"data/{kind}.yml")
    )


def test_all_that_stood_in_the_file_stays_as_it_was(mini_data: Data) -> None:
    mini_data.add("milestones", "\n# A remark at the end.\n")
    before = mini_data.text("milestones")
    mini_data.run("new", "milestones", "made-anew")
    assert mini_data.text("milestones").startswith(before + "made-anew:\n")


def test_what_is_known_is_filled_in_and_passes(mini_data: Data) -> None:
    known = {
        "name": "Recycled sails",
        "kind": "technology",
        "statements.paper.says": "Sails become paper: they are used again.",
        "statements.paper.cite": "courier-2012:14",
    }
    given = [argument for key, value in known.items() for argument in ("--set", f"{key}={value}")]
    assert mini_data.run("new", "technologies", "recycled-sails", "--cite", "courier-2012:14", *given).status == 0
    assert mini_data.check().faults == []
    assert mini_data.load().technologies["recycled-sails"].statements["paper"].says == known["statements.paper.says"]


def test_the_cited_line_is_shown(mini_data: Data) -> None:
    outcome = mini_data.run("new", "milestones", "made-anew", "--cite", "courier-2012:5")
    assert "courier-2012:5" in outcome.output
    assert "Up to £2 million" in outcome.output


def test_a_dry_run_shows_the_record_and_writes_nothing(mini_data: Data) -> None:
    before = mini_data.text("people")
    outcome = mini_data.run("new", "people", "made-anew", "--dry-run")
    assert "+made-anew:" in outcome.output
    assert "nothing was written" in outcome.output
    assert mini_data.text("people") == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("milestone", "made-anew"), "there is no kind of record ‘milestone’ (did you mean ‘milestones’?)"),
        (("milestones", "Made Anew"), "‘Made Anew’ is not an id"),
        (("milestones",), "‘’ is not an id"),
        (("milestones", "pact-signed"), "‘pact-signed’ is there already"),
        (("milestones", "made-anew", "--set", "wen.is=2024"), "‘wen’ is not known (did you mean ‘when’?)"),
        (("milestones", "made-anew", "--set", "kind"), "‘kind’ has no value"),
        (("milestones", "made-anew", "--cite", "courier-2012"), "is not a citation"),
        (("milestones", "made-anew", "--cite", "courier-2012:99"), "is past the end"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_expected(mini_data: Data, arguments: tuple, told: str) -> None:
    before = mini_data.text("milestones")
    outcome = mini_data.run("new", *arguments)
    assert outcome.status != 0
    assert told in outcome.output
    assert mini_data.text("milestones") == before


def test_the_words_to_choose_from_are_those_of_the_type() -> None:
    wanted = dict(new.wanted("milestones"))
    assert wanted["kind"] == get_args(Milestone.model_fields["kind"].annotation)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words",
        "a: b",
        "a #1 prize",
        "£9 million",
        "- a",
        "a, b",
        "[a]",
        "*",
        "“Quoted”",
        '"Quoted"',
        "",
        "no",
        "2024",
        "It’s",
    ],
)
@pytest.mark.parametrize("shape", [{"says": ...}, {"when": {"is": ...}}, {"cite": [...]}, {"when": {"cite": [...]}}])
def test_any_text_is_read_as_it_was_written(text: str, shape: dict) -> None:
    def filled(part):
        if isinstance(part, dict):
            return {key: filled(inner) for key, inner in part.items()}
        return [filled(inner) for inner in part] if isinstance(part, list) else text

    assert yaml.load(edits.record("made-anew", filled(shape)), yaml.BaseLoader) == {"made-anew": filled(shape)}
