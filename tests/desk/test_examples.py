"""Each example of records in docs/edit.md is what the loader takes, whatever the records of the day are called."""

import re
from typing import Any

import pytest

from tests.projects import MINI, ROOT
from tsi.records.typed import typed
from tsi.records.types import KINDS, RETIRED, Reference, Retirement
from tsi.records.yaml_lines import parsed, read

EDIT = (ROOT / "docs/edit.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", EDIT, flags=re.DOTALL | re.MULTILINE)
WHOLE = {"when": "milestones", "was": "corrections", "at": "omissions", "instead": RETIRED}
"""By a key that its kind alone has, the kind of an example that is a record."""
PARTS = {
    "statuses": "partnerships", "funders": "funding", "offices": "people", "promised": "partnerships",
    "when": "milestones", "says": "milestones",
}  # fmt: skip
"""Those that are a part of a record."""
ELSEWHERE = {"extra", "chips"}
"""What is set elsewhere than in a file of records, and has a test of its own."""


def first_key(example: str) -> str:
    return example.partition(":")[0]


def misfits(kind: str, id_: str, value: object) -> list[Any]:
    return list(typed(Reference(kind, id_), value, Retirement if kind == RETIRED else KINDS[kind])[1])


def of_a_record(example: str) -> list[Any]:
    """What of an example does not fit: of records by themselves, of a part of one within one of the miniature set."""
    document, faults = parsed(example, "example")
    key = first_key(example)
    if key not in PARTS:
        kind = next(kind for own, kind in WHOLE.items() if f"\n  {own}:" in example)
        return [*faults, *(it for id_, value in document.content.items() for it in misfits(kind, id_, value))]
    kind = PARTS[key]
    id_, record = next(iter(read(MINI / f"data/{kind}.yml", kind)[0].content.items()))
    part = {"statements": {"a-statement": document.content}} if key == "says" else document.content
    return [*faults, *misfits(kind, id_, {**record, **part})]


@pytest.mark.parametrize("example", [it for it in EXAMPLES if first_key(it) not in ELSEWHERE], ids=first_key)
def test_an_example_is_taken(example: str) -> None:
    assert of_a_record(example) == []


@pytest.mark.parametrize("example", [it for it in EXAMPLES if first_key(it) not in ELSEWHERE], ids=first_key)
def test_a_slip_in_an_example_is_found(example: str) -> None:
    """A key that no record has, beside its last."""
    last = example.rstrip("\n").splitlines()[-1]
    margin = last[: len(last) - len(last.lstrip())]
    assert of_a_record(f"{example}{margin}slip: of the pen\n")
