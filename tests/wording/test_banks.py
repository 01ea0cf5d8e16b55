"""The banks: every table of words, every way to tell a fact and every list has one, and says what its bank says."""

import pytest

from tests.projects import ROOT
from tsi.attack import banks
from tsi.attack.banks import Banks
from tsi.library.library import Library
from tsi.wording import lists, told

TABLES = {"told": told.WORDINGS, "rows": lists.LISTS, "code": told.CODES, "attributes": told.ATTRIBUTES}
"""By the question of which a bank asks it, each table of functions."""


@pytest.fixture(scope="module")
def kept() -> Banks:
    return banks.read(ROOT / banks.FOLDER)


def test_the_wording_is_that_of_the_banks(kept: Banks, mini: Library) -> None:
    assert list(banks.faults(kept, mini)) == []


def test_every_table_of_words_has_a_bank(kept: Banks) -> None:
    assert kept.tables.keys() == banks.tables().keys()


@pytest.mark.parametrize("question", TABLES)
def test_every_entry_of_a_table_of_functions_is_asked(kept: Banks, question: str) -> None:
    asked = {case[0].partition(":")[0] for case in kept.answers[question]}
    assert TABLES[question].keys() <= asked


def test_every_question_has_an_answer(kept: Banks) -> None:
    assert banks.QUESTIONS.keys() == {question for question, cases in kept.answers.items() if cases}


@pytest.mark.parametrize(
    "wrong",
    [
        Banks({"words.LEADS": "we reject this"}, {}),
        Banks({}, {"told": [["voice", "people/ada-quill.statements.start", "according to government"]]}),
        Banks({}, {"told": [["voice", "people/nobody", "according to a named official"]]}),
    ],
    ids=["a table", "an answer", "what cannot be told"],
)
def test_what_differs_from_a_bank_is_found(mini: Library, wrong: Banks) -> None:
    assert len(list(banks.faults(wrong, mini))) == 1


def test_a_table_that_is_not_words_needs_none() -> None:
    assert "words.PLAIN_NUMBER" not in banks.tables()
    assert "told.WORDINGS" not in banks.tables()
