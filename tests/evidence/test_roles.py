"""The part that somebody named has in what a line tells of, by the words beside the name: from both sides."""

import pytest

from tsi.evidence import roles

PARTS = [
    ("The school was funded by Oar & Sail.", "pays"),
    ("Funding will be provided by the Moss Ministry and by Oar & Sail.", "pays"),
    ("The money comes from Oar & Sail.", "pays"),
    ("New Oar & Sail money is for glass.", "pays"),
    ("Oar & Sail will invest £3 million.", "pays"),
    ("A grant to Oar & Sail is for glass.", "paid"),
    ("The money for the furnace went to Oar & Sail.", "paid"),
    ("Oar & Sail received £4,000.", "paid"),
    ("Oar & Sail was awarded £4,000.", "paid"),
    ("The pact between Tarnia and Oar & Sail is old.", "party"),
    ("Tarnia and Oar & Sail signed a pact.", "party"),
    ("It was signed by Oar & Sail.", "party"),
    ("Oar & Sail belongs to it.", "party"),
    ("The guild is led by Oar & Sail.", "leads"),
    ("Oar & Sail leads the guild.", "leads"),
    ("It is co-chaired by Oar & Sail.", "leads"),
    ("The guild is to be hosted by Oar & Sail.", "hosts"),
    ("A new campus at Oar & Sail is set up.", "hosts"),
    ("Oar & Sail would host the guild.", "hosts"),
    ("The first round is part of Oar & Sail.", "holds"),
    ("It is paid for under Oar & Sail.", "holds"),
    ("The Moss Ministry’s money for Oar & Sail came.", "holds"),
    ("Keeper of Lanterns Oar & Sail rang the bell.", "keeper"),
    ("Oar & Sail, National Security Adviser, came.", "adviser"),
]  # fmt: skip

NO_PART = [
    ("A call was announced by Oar & Sail.", "pays"),
    ("Oar & Sail announced £4,000.", "pays"),
    ("Oar & Sail was funded by Tarnia.", "pays"),
    ("It is not funded by Oar & Sail.", "pays"),
    ("It may be funded by Oar & Sail.", "pays"),
    ("Oar & Sail funds the school.", "paid"),
    ("Oar & Sail visited the school.", "party"),
    ("The pact was signed by Tarnia, not by Oar & Sail.", "party"),
    ("The pact was signed. Oar & Sail wrote about it.", "party"),
    ("Oar & Sail is led by Tarnia.", "leads"),
    ("Oar & Sail could lead the guild.", "leads"),
    ("The Oar & Sail-led guild is old.", "leads"),
    ("The guild of Oar & Sail is hosted by Tarnia.", "hosts"),
    ("The guild is near Oar & Sail.", "hosts"),
    ("Oar & Sail is beside the guild.", "holds"),
    ("The Keeper came. Oar & Sail left.", "keeper"),
    ("Oar & Sail, and with many a lamp, many a bell and many a boat on the wide grey tide of the fens, money.", "pays"),
]  # fmt: skip


def told(line: str) -> set[str]:
    start = line.index("Oar & Sail")
    return set(roles.beside(line, start, start + len("Oar & Sail")))


@pytest.mark.parametrize(("line", "part"), PARTS)
def test_a_word_beside_a_name_tells_its_part(line: str, part: str) -> None:
    assert part in told(line)


@pytest.mark.parametrize(("line", "part"), NO_PART)
def test_a_word_for_something_else_denied_possible_or_far_away_does_not(line: str, part: str) -> None:
    assert part not in told(line)


def test_a_title_has_the_offices_of_which_it_has_a_word() -> None:
    assert roles.office("Minister of State for Mines") == {"minister"}
    assert roles.office("Permanent Under-Secretary at the Office of Tides") == {"secretary"}
    assert roles.office("Ringer of the tide bell") == frozenset()


def test_every_part_and_office_has_an_example_on_both_sides_or_is_a_mere_noun() -> None:
    assert {part for _, part in PARTS} >= roles.WORDS.keys()
    assert {part for _, part in NO_PART} >= roles.WORDS.keys()
