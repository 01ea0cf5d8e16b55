"""The published JSON Schema of `tsi.json`: the file keeps to it, and it refuses what the file may not hold."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from tests import projects
from tsi.exports import document, schema
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.records.types import KINDS
from tsi.wording import dataset

SITE = "https://example.org/tsi/"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema.schema(SITE), format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture
def content(mini: Library) -> dict:
    return json.loads(document.json_file(mini, SITE))


def test_it_is_a_json_schema_that_names_its_address_and_the_version_of_the_form(content: dict):
    Draft202012Validator.check_schema(schema.schema(SITE))
    assert schema.schema(SITE)["$id"] == content["$schema"] == f"{SITE}{schema.PATH}"
    assert schema.schema(SITE)["$defs"]["About"]["properties"]["form"]["const"] == content["about"]["form"]
    assert "$id" not in schema.schema("")


@pytest.mark.parametrize("root", [projects.ROOT, projects.MINI], ids=["project", "miniature"])
def test_the_file_keeps_to_it(validator: Draft202012Validator, root: Path):
    content = json.loads(document.json_file(load(root), SITE))
    assert [(list(it.absolute_path), it.message) for it in validator.iter_errors(content)] == []


def test_another_validator_says_the_same(content: dict):
    validator = jsonschema_rs.Draft202012Validator(schema.schema(SITE), validate_formats=True)
    assert validator.is_valid(content)
    assert not validator.is_valid(changed(content, *WRONG["a word outside a closed list"]))


def test_it_describes_every_kind_of_record(content: dict):
    assert list(schema.schema(SITE)["properties"]["records"]["properties"]) == list(KINDS) == list(content["records"])


def changed(content: dict, path: str, change: Callable[[dict, str], Any]) -> dict:
    """The content with what stands at `path`, its keys parted by slashes, changed."""
    *steps, last = path.split("/")
    part = content
    for step in steps:
        part = part[int(step)] if isinstance(part, list) else part[step]
    change(part, last)
    return content


GRANT = "records/funding/satellite-grant"
WRONG = {
    "a key that no type has": (f"{GRANT}/price", lambda part, key: part.update({key: "£1"})),
    "a key that is missing": (f"{GRANT}/funders", lambda part, key: part.pop(key)),
    "a word outside a closed list": ("records/sources/courier-2012/rank", lambda part, key: part.update({key: "best"})),
    "a citation without a line": (f"{GRANT}/cite", lambda part, key: part.update({key: ["courier-2012"]})),
    "a figure of no kind": (f"{GRANT}/amount/figures/0/kind", lambda part, key: part.update({key: "price"})),
    "an id that no address could hold": (f"{GRANT}", lambda part, key: part.update({"A grant": part.pop(key)})),
    "another form": ("about/form", lambda part, key: part.update({key: "0"})),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_it_refuses(validator: Draft202012Validator, content: dict, mistake: str):
    assert not validator.is_valid(changed(content, *WRONG[mistake]))


def test_the_changes_of_the_form_are_told():
    told = (projects.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"### Downloads: form {dataset.FORM}\n" in told


def test_it_says_in_words_what_a_type_is_for():
    described = {name: it.get("description") for name, it in schema.schema(SITE)["$defs"].items()}
    assert all(described[model.__name__] for model in KINDS.values() if model.__doc__)
