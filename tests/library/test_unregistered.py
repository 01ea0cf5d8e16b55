"""Names that nothing was compared with are told to editors, and are no mistake."""

import pytest

from tests.projects import Data

SAYS = "says: A first workshop"
NOTED = "Tarnia flew paper"


def told(data: Data) -> list[str]:
    lines = data.check().output.splitlines()
    return [line.split()[-1] for line in lines if line.strip().startswith("data/") and "‘" in line and "T5" not in line]


@pytest.mark.parametrize(
    ("file", "old", "new", "names"),
    [
        ("pillars", SAYS, "says: In Zorbia a first workshop", ["‘Zorbia’"]),
        ("pillars", SAYS, "says: With Zorbia’s help a first workshop", ["‘Zorbia’s’"]),
        ("pillars", SAYS, "says: Zorbian in kind, a first workshop", []),
        ("pillars", NOTED, "Tarnia threw paper", []),
        ("pillars", "over the Low Fens.", "over the Low Fens of Zorbia.", ["‘Zorbia’"]),
    ],
)
def test_a_capitalised_word_that_nothing_knows_is_told_at_its_line(
    mini_data: Data, file: str, old: str, new: str, names: list[str]
) -> None:
    before = told(mini_data)
    mini_data.edit(file, old, new)
    assert mini_data.check().status == 0
    assert [name for name in told(mini_data) if name not in before] == names
