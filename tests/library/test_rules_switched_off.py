"""Every check is needed: with it, a wrong edit of the miniature set is refused; without it, the edit gets through.

What the prover refuses stands in test_bad_input, each with the only message that it gives."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.projects import MINI, Data
from tsi.library import checks, consistency, loading, once, shown
from tsi.library.loading import DataErrors

LISTS = (checks, "RECORD_CHECKS"), (loading, "CHECKS"), (loading, "WHOLE_CHECKS")
"""Where a run of the checker reads what it is to check."""


class Rule(NamedTuple):
    """A check, and an edit that it refuses: in `file`, `old` becomes `new`. `renames` where that changes the names, so
    that the evidence is rebuilt; `with_it` is a check that refuses the same for another reason."""

    check: Callable
    file: str
    old: str
    new: str
    renames: bool = False
    with_it: Callable | None = None


DATELINE = "courier-dateline:\n  at: courier-2012:2\n  figure: 14 June 2012\n"
PLACE = "courier-dateline-place:\n  at: courier-2012:2\n  name: places/quayhaven\n"
VOLUNTEERS = (
    "lamp-tracker-volunteers:\n  at: lamp-tracker-2013:3\n  reason: It tells of the tracker and not of the subject.\n"
)
IDLE = "  reason: Furniture.\nidle:\n  at: courier-2012:11\n"

RULES = [
    Rule(checks.citations_exist, "funding", 'is: "£40,000", cite: [', 'is: "£40,000", cite: [courier-2012:70, '),
    Rule(checks.ids_exist, "funding", "    oar-and-sail: {", "    nobody: {cite: [courier-2012:11]}\n    oar-and-sail: {"),
    Rule(shown.offices_are_shown, "people", "      read: The line tells of the Keeper, whom the line before names.\n", ""),
    Rule(consistency.promises_are_told, "partnerships", "promised: [coast]", "promised: [light]"),
    Rule(consistency.promises_are_told, "partnerships", "  promised: [proposed]\n", ""),
    Rule(consistency.promises_are_told, "partnerships", "shown: [led]", "shown: [proposed]"),
    Rule(consistency.an_office_is_called_alike, "people", "is: Keeper of Lanterns at the Moss Ministry\n      from", "is: Keeper of all Lanterns at the Moss Ministry\n      from"),
    Rule(shown.relations_are_shown, "partnerships", "leads:\n    river-league-university", "leads:\n    moss-ministry"),
    Rule(checks.listings_are_stated, "pillars", "{as: potential, cite: [courier-2012:4]}", "{as: potential, cite: [courier-2012:5]}"),
    Rule(checks.listings_are_stated, "pillars", "{as: potential, cite: [courier-2012:4]}", "{as: potential, cite: [marsh-blog-2013:6]}"),
    Rule(shown.statuses_are_shown, "funding", "announced: {cite: [courier-2012:11]}", "agreed: {cite: [courier-2012:11]}"),
    Rule(shown.expectation_is_shown, "milestones", "expected: {cite: [courier-2012:13]}", "expected: {cite: [courier-2012:14]}"),
    Rule(shown.voices_are_shown, "organisations", "by the notes.\n      cite: [council-notes-2012:3]\n      voice: government\n", "by the notes.\n      cite: [council-notes-2012:3]\n"),
    Rule(checks.source_is_dated_alike, "sources", "short: Courier 2012", "short: Courier 2011"),
    Rule(checks.touched_records_are_near, "disagreements", "touches: [funding/moss-prize]", "touches: [funding/moss-prize, places/low-fens]"),
    Rule(checks.disagreement_can_be_followed, "disagreements", "leads: newspaper\n", "leads: nobody\n"),
    Rule(consistency.facts_rest_on_own_lines, "funding", 'cite: [lamp-tracker-2013:2]\n  amount', 'cite: [lamp-tracker-2013:1]\n  amount', with_it=shown.relations_are_shown),
    Rule(consistency.quoted_words_are_noted, "pillars", "Tarnia flew paper", "Tarnia “threw” paper"),
    Rule(consistency.surname_is_of_the_name, "people", "surname: Vane", "surname: Vain"),
    Rule(consistency.places_are_of_a_fitting_kind, "places", "  cite: [courier-2012:1]\n  aliases: [Belmora, Belmoran]\n  kind: country", "  cite: [courier-2012:1]\n  aliases: [Belmora, Belmoran]\n  kind: city"),
    Rule(consistency.positions_differ, "disagreements", "says: Over £3 million.\n      cite: [marsh-blog-2013:3]", "says: Up to £2 million.\n      cite: [courier-2012:5, marsh-blog-2013:3]", with_it=once.statements_stand_once),
    Rule(consistency.one_partnership_is_the_initiative, "partnerships", "standing: framework", "standing: itself"),
    Rule(once.about_is_borne_out, "pillars", "about: [technologies/fen-copper]", "about: [technologies/fen-copper, people/ada-quill]"),
    Rule(once.entries_hold_no_text, "places", "  kind: region\n", "  kind: region\n  page: false\n"),
    Rule(checks.remarks_hold_no_figure, "pillars", "read: The later account gives", "read: The 2 later accounts give"),
    Rule(once.names_stand_once, "funding", "name: Furnace for singing glass", "name: Lessons in singing glass"),
    Rule(once.statements_stand_once, "milestones", "      differs: It tells that they talked, not how sure a deal is.\n", ""),
    Rule(once.sums_stand_once, "funding", 'amount: {is: "£20,000"', 'amount: {is: "£10,000"', with_it=checks.no_figure_is_left_unsaid),
    Rule(checks.forms_belong_to_one_record, "organisations", "aliases: [Moss Ministry]", "aliases: [Moss Ministry, Office of Tides]", True, checks.forms_are_printed),
    Rule(checks.forms_are_printed, "places", "aliases: [Low Fens]", "aliases: [Low Fens, High Fens]", True),
    Rule(checks.no_figure_is_left_unsaid, "omissions", f"{DATELINE}  reason: The day of the paper, which its bibliographic record has.\n", ""),
    Rule(checks.no_name_is_left_unsaid, "omissions", f"{PLACE}  reason: Where the paper was printed, which tells nothing of the subject.\n", ""),
    Rule(checks.no_note_is_left_unsaid, "omissions", VOLUNTEERS, ""),
    Rule(checks.omission_is_of_its_source, "omissions", DATELINE, f"whole:\n  at: courier-2012:2\n  reason: None.\n{DATELINE}"),
    Rule(checks.remarks_hold_no_figure, "to-read", "what: The budget of Tarnia", "what: The budget of £9"),
    Rule(checks.correction_is_of_what_changed, "corrections", "was: The moss farmers announced a prize of £4,000.", "was: Oar & Sail announced a prize of £40,000."),
    Rule(checks.no_omission_is_idle, "omissions", VOLUNTEERS, f"{VOLUNTEERS}idle:\n  at: lamp-tracker-2013:1\n  reason: None.\n"),
    Rule(checks.no_omission_is_idle, "omissions", DATELINE, f"{DATELINE}{IDLE}  figure: £40,000\n"),
    Rule(checks.no_omission_is_idle, "omissions", PLACE, f"{PLACE}{IDLE}  name: organisations/oar-and-sail\n"),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.check.__name__)
def test_a_wrong_edit_is_refused_and_gets_through_where_its_check_is_switched_off(
    rule: Rule, mini_data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    mini_data.edit(rule.file, rule.old, rule.new)
    if rule.renames:
        mini_data.run("evidence", "--sources", str(MINI / "sources"))
    with pytest.raises(DataErrors):
        mini_data.load()
    for module, name in LISTS:
        left = tuple(it for it in getattr(module, name) if it not in (rule.check, rule.with_it))
        monkeypatch.setattr(module, name, left)
    assert mini_data.load().proofs


def test_every_check_is_switched_off() -> None:
    assert {rule.check for rule in RULES} == {check for module, name in LISTS for check in getattr(module, name)}
