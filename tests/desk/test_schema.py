"""What editors' programs are told of the records: as much as the types say, and up to date."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.projects import MINI, ROOT, Data
from tsi.desk import schema
from tsi.library.library import Library
from tsi.records.types import KINDS, RETIRED

FILES = (*KINDS, RETIRED)


@pytest.fixture(scope="module")
def schemas(mini: Library) -> dict[str, Any]:
    """Those of the miniature set, by the names of their files."""
    return {Path(file).name: json.loads(text) for file, text in schema.files(mini.records).items()}


def faults(schemas: dict[str, Any], kind: str, text: str) -> list[str]:
    """What a program with these schemas would mark in the text of a data file."""
    resources = [(name, Resource.from_contents(contents)) for name, contents in schemas.items()]
    validator = Draft202012Validator(schemas[f"{kind}.json"], registry=Registry().with_resources(resources))
    return [error.message for error in validator.iter_errors(yaml.load(text, Undated))]


class Undated(yaml.SafeLoader):
    """Reads YAML as editors' programs do, by version 1.2: a day is a text, and so is ‘on’."""


Undated.add_constructor("tag:yaml.org,2002:timestamp", yaml.SafeLoader.construct_yaml_str)
Undated.add_constructor(
    "tag:yaml.org,2002:bool", lambda _, node: {"true": True, "false": False}.get(node.value, node.value)
)


@pytest.mark.parametrize("kind", FILES)
def test_records_that_pass_the_check_are_marked_nowhere(schemas: dict[str, Any], kind: str) -> None:
    assert faults(schemas, kind, (MINI / f"data/{kind}.yml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("milestones", "kind: visit", "kind: visitt"),
        ("milestones", "    cloud-looms: {cite", "    cloud-loom: {cite"),
        ("milestones", "cite: [wire-copy-2012:3]", "cite: [wire-copy:3]"),
        ("milestones", "name: Talks on", "nane: Talks on"),
        ("milestones", "clocks-discussed:", "Clocks_discussed:"),
        ("pillars", "about: [technologies/fen-copper]", "about: [technologies/fen-coper]"),
        ("places", "page: false", "page: never"),
        ("sources", "url: https://courier", "url: courier"),
        ("pillars", "courier-2012: {as: potential", "courier: {as: potential"),
    ],
)
def test_a_slip_is_marked(schemas: dict[str, Any], kind: str, right: str, wrong: str) -> None:
    text = (MINI / f"data/{kind}.yml").read_text(encoding="utf-8")
    assert right in text
    assert len(faults(schemas, kind, text.replace(right, wrong, 1))) in (1, 2)


@pytest.mark.parametrize("date", ["2024", "2024-07", "2024-07-24", "[2024-08-13..]", '"[2024-08-13..]"', "2021/2030"])
def test_a_date_needs_no_quotation_marks(schemas: dict[str, Any], date: str) -> None:
    text = (MINI / "data/milestones.yml").read_text(encoding="utf-8")
    assert "is: 2010-05-09" in text
    assert faults(schemas, "milestones", text.replace("is: 2010-05-09", f"is: {date}")) == []


def test_a_key_tells_what_it_is_for(schemas: dict[str, Any]) -> None:
    person = schemas["people.json"]["$defs"]["Person"]["properties"]
    assert person["surname"]["description"] == "By which the person is put in order."
    assert "cited lines must state" in person["name"]["description"]


@pytest.mark.parametrize("file", [f"{kind}.json" for kind in FILES])
def test_what_is_committed_is_what_the_types_say(schemas: dict[str, Any], file: str) -> None:
    committed = (ROOT / schema.FOLDER / file).read_text(encoding="utf-8")
    assert json.loads(committed) == schemas[file], "run: python -m tsi.cli schema"


def test_a_new_record_is_known_once_the_schema_is_written_anew(mini_data: Data) -> None:
    mini_data.run("rename", "pillars/moss-batteries", "moss-cells")
    assert mini_data.run("schema").status == 0
    written = json.loads((mini_data.root / "schema/records.json").read_text(encoding="utf-8"))
    assert "moss-cells" in written["$defs"]["pillars"]["enum"]
    assert "pillars/moss-batteries" not in written["$defs"]["reference"]["enum"]


def test_vs_code_is_told_the_schema_of_each_file() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {f"./schema/{kind}.json": f"data/{kind}.yml" for kind in FILES}
