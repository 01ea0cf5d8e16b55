"""The bank of queries and the synonyms: whatever they name is on the site, or the check says which is not."""

import pytest

from tests.projects import Data
from tsi.library.library import Library
from tsi.wording import addresses, searches

BANK = "search/tuned-on"

WRONG = {
    "a record that is none": ("partnerships/lantern-initiative]", "partnerships/lantern]", "nothing stands at"),
    "a statement that is none": ("lantern-initiative#announced", "lantern-initiative#anounced", "(did you mean"),
    "a single answer without brackets": ("[partnerships/lantern-initiative]", "partnerships/x", "square brackets"),
    "queries without a group": ("keywords:\n", "keywords: [x]\nothers:\n", "expected queries below this"),
}


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_bank_is_refused_with_file_and_line(mini_data: Data, old: str, new: str, message: str) -> None:
    line = mini_data.edit(BANK, old, new)
    outcome = mini_data.check()
    assert outcome.status
    assert [fault for fault in outcome.faults if fault.startswith(f"data/{BANK}.yml:{line}: ") and message in fault]


def test_a_synonym_without_a_list_is_refused(mini_data: Data) -> None:
    line = mini_data.edit("search/synonyms", "[pupils]", "pupils")
    assert f"data/search/synonyms.yml:{line}: ‘kids’: expected a list in square brackets" in mini_data.check().output


def test_a_project_without_bank_and_synonyms_can_be_checked(mini_data: Data) -> None:
    for name in (searches.SYNONYMS, *searches.HALVES):
        mini_data.path(f"search/{name}").unlink(missing_ok=True)
    assert mini_data.check().status == 0
    assert searches.synonyms(mini_data.root) == searches.queries(mini_data.load(), "tuned-on") == {}


def test_an_answer_is_read_as_the_address_that_it_has(mini: Library) -> None:
    answers = searches.queries(mini, "tuned-on")["questions"]["Who makes moss batteries?"]
    assert answers == ("pillars/moss-batteries/#unknown-makers",)
    assert {*answers} <= addresses.of(mini).standing.keys()


def test_an_answer_that_has_moved_is_found_where_it_is_now(mini_data: Data) -> None:
    mini_data.edit("search/tuned-on", "lantern-initiative#announced", "lantern-initiative#was-announced")
    said = "    announced:\n      says"
    mini_data.edit("partnerships", said, said.replace("\n", "\n      redirect_from: was-announced\n", 1))
    answers = searches.queries(mini_data.load(), "tuned-on")["questions"]["When was the Lantern Initiative announced?"]
    assert "partnerships/lantern-initiative/#announced" in answers


def test_the_halves_of_the_bank_share_no_query(library: Library) -> None:
    one, other = (
        {query.casefold() for group in searches.queries(library, half).values() for query in group}
        for half in searches.HALVES
    )
    assert not one & other
