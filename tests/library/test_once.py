"""Say it once: what stands twice is refused, and what a statement is about is borne out and shows it."""

import pytest

from tests.projects import Data
from tsi.library import selections
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Reference
from tsi.wording import addresses, links

COPPER = Reference("technologies", "fen-copper")
SCHOOL = Reference("organisations", "quayhaven-glass-school")
TRIED = "about: [technologies/fen-copper]"
LATER = "      read: The later account gives no name to what the grant became.\n"
DISCUSSED = "says: The countries discussed tidal clocks."
DIFFERS = "      differs: It tells that they talked, not how sure a deal is.\n"
TWICE = "this stands at pillars/tidal-clocks.statements.no-certainty already"


# What stands twice


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("milestones", DIFFERS, "", TWICE),
        ("milestones", DISCUSSED, "says: A deal on  tidal clocks is not certain.", TWICE),
        ("funding", 'amount: {is: "£20,000"', 'amount: {is: "£10,000"', "is that of funding/glass-lessons already"),
        (
            "funding",
            "name: Furnace for singing",
            "name: lessons in  singing",
            "is the name of funding/glass-lessons already",
        ),
        ("pillars", TRIED, f"{TRIED}\n      differs: It adds the tower.", "no other statement on these lines"),
        ("pillars", "read: The later account gives", "read: The 2 later accounts give", "2 rests on no line"),
    ],
)
def test_what_stands_twice_is_told_unless_it_says_what_it_adds(
    mini_data: Data, file: str, old: str, new: str, message: str
) -> None:
    mini_data.edit(file, old, new)
    (told,) = mini_data.check().faults
    assert message in told


def test_a_line_that_states_a_sum_twice_backs_two_items(mini: Library) -> None:
    rounds = [item for id_, item in mini.funding.items() if id_.startswith("harbour-")]
    assert len({(item.amount.is_, item.amount.cite) for item in rounds}) == 1 < len(rounds)


# What a statement is about


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (TRIED, "about: [people/ada-quill]", "no line cited here names people/ada-quill"),
        (TRIED, "about: [funding/moss-prize]", "no line cited here names funding/moss-prize"),
        (TRIED, "about: [pillars/moss-batteries]", "stands with pillars/moss-batteries already"),
        (TRIED, "about: [rules/silence]", "no statement stands on the page of rules/silence"),
        (TRIED, "about: [people/ada-quil]", "did you mean ‘ada-quill’?"),
        (TRIED, f"{TRIED}\n      read: It is made there.", "nothing is read: remove it"),
        (LATER, "", "no line cited here names funding/satellite-grant"),
    ],
)
def test_what_no_line_names_is_told_unless_a_person_says_why_it_is_read_so(
    mini_data: Data, old: str, new: str, message: str
) -> None:
    mini_data.edit("pillars", old, new)
    (told,) = mini_data.check().faults
    assert message in told


def test_on_a_page_its_own_statements_come_first_and_what_is_shown_in_full_is_not_mentioned(mini: Library) -> None:
    told = Place(Reference("pillars", "singing-glass"), ("statements", "school"))
    assert selections.statements(mini, SCHOOL) == (told,)
    assert selections.statements(mini, told.reference)[-1].reference == told.reference
    assert told not in tuple(selections.mentions(mini, SCHOOL))


def test_what_another_record_holds_about_it_counts_among_the_sources_of_a_record(mini: Library) -> None:
    assert mini.sources_of(Reference("funding", "satellite-grant")) == ("courier-2012", "marsh-blog-2013")


# Records without a page


def test_a_record_without_a_page_stands_in_an_index_to_which_its_old_address_leads(mini: Library) -> None:
    entry = "places-and-technologies/#technologies-fen-copper"
    known = addresses.of(mini)
    assert links.where(mini, COPPER) == entry
    assert entry in known.standing
    assert links.address(COPPER) not in known.standing
    for old in (links.address(COPPER), f"{links.address(COPPER)}#section-lines"):
        answer = known.answer(old)
        assert answer and answer.address == entry


def test_a_record_without_a_page_holds_no_text(mini_data: Data) -> None:
    mini_data.edit("places", "  kind: region\n", "  kind: region\n  page: false\n")
    (told,) = mini_data.check().faults
    assert "a record without a page has none" in told
