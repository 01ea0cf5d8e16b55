"""What the grammar of figures does not know is told to the editor, and is no mistake."""

from dataclasses import replace

import pytest

from tests.projects import MINI, Data
from tsi.evidence.proof import Evidence
from tsi.library import opaque
from tsi.library.library import Library
from tsi.library.opaque import Opaque


def test_an_unknown_figure_is_told_with_the_source_line_and_with_the_line_of_the_record(mini: Library) -> None:
    on_source, in_record = opaque.of(mini)
    assert on_source == Opaque("marsh-blog-2013:9", "T5")
    assert in_record.printed == "T5"
    file, _, number = in_record.place.rpartition(":")
    assert file == "data/pillars.yml"
    assert "T5" in mini.documents["pillars"].text.split("\n")[int(number) - 1]


def test_a_check_and_a_rebuilt_index_tell_of_it_without_failing(mini_data: Data) -> None:
    for arguments in (["check"], ["evidence", "--sources", str(MINI / "sources")]):
        status, output = mini_data.run(*arguments)
        assert status == 0
        assert "marsh-blog-2013:9 ‘T5’" in output


def test_without_any_there_is_nothing_to_tell(mini: Library) -> None:
    without = Evidence({}, mini.evidence.registry, {})
    assert list(opaque.told(replace(mini, evidence=without, proofs={}))) == []


@pytest.mark.parametrize(("number", "last"), [(20, "        9:20 ‘X9’"), (27, "        and 7 more")])
def test_the_first_twenty_are_told_and_the_others_counted(
    mini: Library, monkeypatch: pytest.MonkeyPatch, number: int, last: str
) -> None:
    found = tuple(Opaque(f"9:{line}", "X9") for line in range(1, number + 1))
    monkeypatch.setattr(opaque, "of", lambda library: found)
    head, *listed = opaque.told(mini)
    assert head.split()[0] == str(number)
    assert listed[:20] == [f"        {it.place} ‘X9’" for it in found[:20]]
    assert listed[-1] == last
