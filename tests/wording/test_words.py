"""The words that say how sure a thing is, who says it, as what it is listed and which account leads, each pinned.

A wrong word here would be wrong on every page, and the audit, which asks the same tables, would find nothing."""

from typing import get_args

import pytest

from tsi.evidence.proof import Backing
from tsi.library import counts, coverage
from tsi.records.types import Citation, Listing, Partnership, Person, Statement
from tsi.wording import receipts, words


def test_a_verdict_is_called_what_it_is() -> None:
    assert words.VERDICT_WORDS == {"matched": "matched to source", "inferred": "inferred"}


def test_each_voice_is_called_by_who_speaks() -> None:
    assert words.VOICES == {
        "reporter": "the source’s own",
        "government": "according to government",
        "official": "according to a named official",
        "unnamed": "according to a person not named",
    }
    assert words.VOICES.keys() == set(get_args(Statement.model_fields["voice"].annotation))


def test_a_weak_source_alone_is_called_what_it_is() -> None:
    assert words.WEAK_ALONE == {"blog": "from a blog alone", "reworded agency copy": "from reworded copy alone"}


def test_a_pillar_is_listed_in_the_words_of_its_record() -> None:
    assert words.LISTINGS == {
        "founding": "founding", "potential": "potential", "expansion": "expansion", "forerunner": "forerunner",
    }  # fmt: skip
    assert words.LISTINGS.keys() == set(get_args(Listing.model_fields["as_"].annotation))
    assert words.NOT_LISTED == "not listed"


def test_the_account_that_leads_is_told_as_leading() -> None:
    assert words.LEADS == "we lead with this"
    assert words.NO_ACCOUNT == "no account"
    assert words.WHETHER_ONE_LEADS == {True: "an account leads", False: "no account leads"}
    assert words.WHY_IT_LEADS == {True: "Why it leads", False: "Why none leads"}


def test_what_is_absent_is_not_stated() -> None:
    assert words.NOT_STATED == "not stated"
    assert words.ABSENT == {"role": "no role stated"}


def test_where_a_partnership_stands_is_told_in_a_list_and_of_one() -> None:
    assert words.STANDING_HEADINGS == {
        "itself": "The initiative",
        "framework": "The frameworks round it",
        "within": "Set up or planned within it",
        "earlier": "Earlier between the same parties",
        "beside": "Set beside it by the sources",
    }
    assert words.STANDING_GLOSSES == {
        "itself": "the initiative itself",
        "framework": "a framework round the initiative",
        "within": "set up or planned within the initiative",
        "earlier": "earlier than the initiative",
        "beside": "set beside the initiative by the sources",
    }
    standings = set(get_args(Partnership.model_fields["standing"].annotation))
    assert words.STANDING_HEADINGS.keys() == words.STANDING_GLOSSES.keys() == standings


def test_what_became_of_a_figure_is_told() -> None:
    assert words.USES == {
        "used": "used",
        "contested": "contested",
        "within": "within a longer name",
        "omitted": "omitted",
        "no-contradiction": "no contradiction",
    }
    assert set(get_args(coverage.UseWord)) < words.USES.keys()


def test_a_total_that_refuses_says_why() -> None:
    assert words.WHY_NO_TOTAL == {
        "unstated": "No total is given, because no source states an amount for",
        "inexact": "No total is given, because the amount is not stated exactly for",
        "currencies": "No total is given, because the amounts are in different currencies for",
        "stages": "No total is given, because these are at different stages:",
        "overlap": "No total is given, because these stand under the same arrangement and could be counted in each"
        " other:",
    }
    assert all(f"`{refusal}`" in (counts.total_funding.__doc__ or "") for refusal in words.WHY_NO_TOTAL)


def test_who_has_to_do_with_a_pillar_is_told_by_how() -> None:
    assert words.ACTING == {
        "parties": "parties to its partnerships", "bodies": "bodies in them", "funders": "who pays",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "surname", "filed"), [("Ada Quill", "Quill", "Quill, Ada"), ("Quill", "Quill", "Quill")]
)
def test_a_person_is_filed_by_surname(name: str, surname: str, filed: str) -> None:
    assert words.surname_first(Person(name=name, surname=surname, cite="a:1")) == filed


# What a receipt shows

LINE = Citation("courier-2012", 7)
RULE = Backing(LINE, "Last year", "inferred", "year-before", "It says so.")
SHOWN = [
    (receipts.CitedLine(LINE, (Backing(LINE, "£7 million"),)), "£7 million matched to source"),
    (receipts.CitedLine(LINE, (RULE,)), "Last year inferred by the rule “year before”: It says so."),
    (
        receipts.CitedLine(LINE, (Backing(LINE, "2020"), Backing(LINE, "5G"))),
        "2020 matched to source; 5G matched to source",
    ),
    (receipts.CitedLine(LINE, (), ("Ada", "Tarnia")), "Ada, Tarnia named there"),
    (receipts.CitedLine(LINE, (), (), ("under-way",)), "a word there shows the stage “under way”"),
    (receipts.CitedLine(LINE, (), ("Ada",), ("done",)), "Ada named there; a word there shows the stage “done”"),
    (receipts.CitedLine(LINE), "read for this; it holds no figure or name to match"),
]


@pytest.mark.parametrize(("line", "shown"), SHOWN)
def test_a_receipt_tells_what_a_line_backs(line: receipts.CitedLine, shown: str) -> None:
    assert line.shown == shown


def test_a_receipt_is_inferred_where_any_figure_of_it_is() -> None:
    matched = receipts.CitedLine(LINE, (Backing(LINE, "2020"),))
    assert receipts.verdict([matched]) == "matched"
    assert receipts.verdict([matched, receipts.CitedLine(LINE, (RULE,))]) == "inferred"
    assert receipts.label(3, "inferred") == "Receipt 3: inferred"
