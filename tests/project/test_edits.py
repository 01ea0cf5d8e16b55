"""An editor who does what docs/edit.md tells is not refused; `python -m tests.edits` runs the tests after each edit."""

from pathlib import Path

import pytest

from tests import edits
from tests.projects import Data


@pytest.mark.parametrize("name", edits.EDITS)
def test_an_edit_as_it_is_told_passes_the_check(project_copy: Path, name: str) -> None:
    data = Data(project_copy)
    before = contents(data)
    edits.EDITS[name](data)
    assert contents(data) != before
    assert data.check().faults == []


def contents(data: Data) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in data.root.glob("data/*.yml")}
