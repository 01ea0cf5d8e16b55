"""What editors are told of the keys of records is what the types say."""

import pytest

from tsi.records import fields
from tsi.records.types import KINDS, Record
from tsi.wording import keys

TOLD = keys.of_kinds()


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_that_a_kind_does_not_share_with_all_is_told(kind: str) -> None:
    told = {key.name for key in TOLD[f"{kind}.yml"]}
    shared = {it.key for it in fields.of(Record)}
    assert told | shared >= {it.key for it in fields.of(KINDS[kind])}
    assert not issubclass(KINDS[kind], Record) or not told & shared


@pytest.mark.parametrize(
    ("file", "key", "expected"),
    [
        ("milestones.yml", "pillars", (False, "ids from pillars.yml, each with", ("cite", "read"))),
        ("milestones.yml", "when", (True, "with its own keys", ("cite", "infer", "is", "note"))),
        ("places.yml", "kind", (True, "", ("country", "city", "region", "group"))),
        ("people.yml", "surname", (True, "your own words, ids or names", ())),
        ("sources.yml", "title", (True, "as you found it of the source", ())),
        ("omissions.yml", "at", (True, "source lines", ())),
        ("rules.yml", "says", (True, "your own words; the cited lines state each figure and name", ())),
    ],
)
def test_a_key_is_told_by_what_its_type_says(file: str, key: str, expected: tuple) -> None:
    assert next(it[1:] for it in TOLD[file] if it.name == key) == expected
