"""Every way to tell a fact and every list, each pinned on the miniature set: what it says, and where it is silent."""

import pytest

from tests.projects import MINI
from tsi.audit.page import Auditor, Unknown
from tsi.library.loading import load
from tsi.wording import lists, told


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    """Asks the tables as a page names facts and lists: by a wording and a place."""
    return Auditor(load(MINI))


TOLD = [
    ("text", "funding/moss-prize.amount", "£40,000"),
    ("text", "funding/seed-boats.amount", "not stated"),
    ("text", "people/tessa-vane.role", "no role stated"),
    ("text", "pillars/moss-batteries.statements.prize", "A prize of £40,000 for moss batteries was announced."),
    ("text", "sources/courier-2012.publisher", "The Courier (Quayhaven)"),
    ("title", "sources/courier-2012", "Courier 2012"),
    ("title", "disagreements/who-signed", "Who signed the pact?"),
    ("title", "people/ada-quill", "Ada Quill"),
    ("surname-first", "people/ada-quill", "Quill, Ada"),
    ("surname-first", "places/tarnia", ""),
    ("printed", "sources/courier-2012.lines.11.figures.0", "£40,000"),
    ("printed-as:Quill", "people/ada-quill", "Quill"),
    ("printed-as:Vane", "people/ada-quill", ""),
    ("value:money|40000|GBP|", "", "£40,000"),
    ("date", "milestones/forum-set-up.when", "2011"),
    ("date", "milestones/guild-term.when", "2012 to 2015"),
    ("source-date", "sources/courier-2012", "14 June 2012"),
    ("status", "funding/moss-prize.status", "announced"),
    ("status", "pillars/moss-batteries.statements.work", "under way"),
    ("status", "pillars/moss-batteries.statements.trials", ""),
    ("stage:under-way", "", "under way"),
    ("as-of", "funding/moss-prize.status", "as of 14 June 2012"),
    ("as-of", "pillars/moss-batteries.statements.trials", ""),
    ("verdict", "milestones/forum-set-up.when", "inferred"),
    ("verdict", "milestones/handbook-completed.when", "matched to source"),
    ("verdict:money|40000|GBP|", "funding/moss-prize.amount", "matched to source"),
    ("voice", "people/ada-quill.statements.start", "according to a named official"),
    ("voice", "pillars/moss-batteries.statements.named-by-government", "according to government"),
    ("voice", "disagreements/tidal-clocks-then-and-later.positions.talks", "according to a person not named"),
    ("voice", "pillars/moss-batteries.statements.prize", "the source’s own"),
    ("weak", "pillars/moss-batteries.statements.trials", "from a blog alone"),
    ("weak", "pillars/moss-batteries.statements.work", "from reworded copy alone"),
    ("weak", "pillars/moss-batteries.statements.prize", ""),
    ("listing", "pillars/singing-glass.listed.courier-2012", "potential"),
    ("listing", "pillars/singing-glass.listed.marsh-blog-2013", "not listed"),
    ("way-of-listing", "pillars/singing-glass.listed.courier-2012", "potential"),
    ("listing-word:founding", "", "founding"),
    ("kind", "organisations/moss-ministry", "ministry"),
    ("kind-name", "people/ada-quill", "person"),
    ("kind-names:people", "", "people"),
    ("lead", "disagreements/day-of-the-initiative.positions.courier", "we lead with this"),
    ("lead", "disagreements/day-of-the-initiative.positions.blog", ""),
    ("one-leads", "disagreements/day-of-the-initiative", "an account leads"),
    ("one-leads", "disagreements/who-signed", "no account leads"),
    ("why-leads", "disagreements/day-of-the-initiative", "Why it leads"),
    ("why-leads", "disagreements/who-signed", "Why none leads"),
    ("type", "disagreements/who-signed", "attribution"),
    ("type-of-question", "disagreements/who-signed", "attribution"),
    ("standing", "partnerships/lantern-initiative", "the initiative itself"),
    ("standings:within", "", "Set up or planned within it"),
    ("use", "sources/courier-2012.lines.11.figures.0", "used"),
    ("use", "sources/courier-2012.lines.5.figures.1", "contested"),
    ("use-word:within", "", "within a longer name"),
    ("line", "sources/courier-2012.lines.11", "line 11"),
    ("line-number", "sources/courier-2012.lines.11", "11"),
    ("cited", "disagreements/how-far-the-initiative-is", "Courier 2012, line 5; Marsh Blog 2013, line 2"),
    ("cited:money|40000|GBP|", "funding/moss-prize.amount", "Courier 2012, line 11"),
    ("dates-of-source", "disagreements/how-far-the-initiative-is.positions.agreed", "14 June 2012"),
    ("kinds-of-source", "disagreements/how-far-the-initiative-is.positions.proposed", "reworded agency copy"),
    ("dated-kinds", "disagreements/how-far-the-initiative-is.positions.proposed", "reworded agency copy, 16 June 2012"),
    ("count:count_sources", "", "4"),
    ("count:count_positions", "disagreements/who-signed", "2"),
    ("count:newest_source", "", "5 March 2013"),
    ("count:total_funding", "pillars/moss-batteries", "£100,000"),
    ("count:total_funding", "pillars/paper-satellites", ""),
    ("count:total_funding", "pillars/seed-boats", ""),
    ("no-total", "", "No total is given, because no source states an amount for"),
    ("no-total", "pillars/paper-satellites", "No total is given, because the amount is not stated exactly for"),
    ("no-total", "pillars/moss-batteries", ""),
    ("no-total", "pillars/tidal-clocks", "No total is given, because the amounts are in different currencies for"),
    ("no-total", "pillars/singing-glass", "No total is given, because these are at different stages:"),
    (
        "no-total",
        "partnerships/harbour-fund",
        "No total is given, because these stand under the same arrangement and could be counted in each other:",
    ),
    (
        "formula:count_sources",
        "",
        "The records in data/sources.yml; of a record, the sources that state something of it.",
    ),
    ("acting-as:funders", "", "who pays"),
    ("target", "funding/moss-prize.funders.oar-and-sail", "Oar & Sail"),
    ("target", "funding/moss-prize.funders.moss-ministry", ""),
    ("mentioning:people", "organisations/moss-ministry", "Person"),
    ("mentioning:pillars", "places/tarnia", ""),
    ("choice:status:under-negotiation", "", "under negotiation"),
    ("choice:source:courier-2012", "", "Courier 2012"),
    ("choice:pillar:none", "", "no pillar"),
    ("year:2012", "", "2012"),
    ("year:1999", "", ""),
    ("attack:made:figure: scale", "", "1,200"),
]
"""A wording, a place ("" where it is about everything), and what is told; "" where there is nothing to tell."""


@pytest.mark.parametrize(("told_as", "at", "text"), TOLD)
def test_what_is_told_of_a_place(auditor: Auditor, told_as: str, at: str, text: str) -> None:
    assert auditor.text(told_as, at) == text


def test_no_wording_is_left_out() -> None:
    """The texts to cite a page by have tests of their own."""
    assert {told_as.partition(":")[0] for told_as, _, _ in TOLD} == told.WORDINGS.keys() - {"citation"}


LISTED = [
    ("funders", "funding/moss-prize", ["organisations/oar-and-sail"]),
    ("part_of", "funding/harbour-first-round", ["partnerships/harbour-fund"]),
    (
        "pillars",
        "partnerships/lantern-initiative",
        ["pillars/moss-batteries", "pillars/paper-satellites", "pillars/tidal-clocks"],
    ),
    (
        "pillars",
        "",
        [
            "pillars/moss-batteries",
            "pillars/paper-satellites",
            "pillars/singing-glass",
            "pillars/tidal-clocks",
            "pillars/cloud-looms",
            "pillars/seed-boats",
        ],
    ),
    ("parties", "partnerships/lantern-initiative", ["places/tarnia", "places/belmora"]),
    ("bodies", "partnerships/lantern-initiative", ["organisations/moss-ministry", "organisations/office-of-tides"]),
    (
        "participants",
        "partnerships/lantern-initiative",
        ["places/tarnia", "places/belmora", "organisations/moss-ministry", "organisations/office-of-tides"],
    ),
    ("of-partnerships", "milestones/guild-established", ["partnerships/moss-batteries-guild"]),
    ("country", "organisations/moss-ministry", ["places/tarnia"]),
    ("organisation", "people/ada-quill", ["organisations/moss-ministry"]),
    ("pillar", "technologies/fen-copper", ["pillars/moss-batteries"]),
    (
        "touches",
        "disagreements/who-signed",
        ["partnerships/lantern-initiative", "organisations/moss-ministry", "organisations/river-league-university"],
    ),
    ("rule", "disagreements/who-signed", ["rules/nothing-decides"]),
    (
        "rules",
        "",
        ["rules/own-words", "rules/nearer-the-event", "rules/later-event", "rules/silence", "rules/nothing-decides"],
    ),
    ("applied", "rules/silence", ["disagreements/prize-elsewhere"]),
    ("people", "", ["people/ada-quill", "people/tessa-vane"]),
    ("people", "organisations/moss-ministry", ["people/ada-quill"]),
    ("organisations", "places/belmora", ["organisations/office-of-tides", "organisations/oar-and-sail"]),
    ("places", "", ["places/tarnia", "places/belmora", "places/quayhaven", "places/low-fens", "places/river-league"]),
    ("technologies", "", ["technologies/fen-copper", "technologies/reed-silk", "technologies/tide-reading"]),
    (
        "sources",
        "",
        ["sources/courier-2012", "sources/marsh-blog-2013", "sources/council-notes-2012", "sources/wire-copy-2012"],
    ),
    ("sources", "funding/moss-prize", ["sources/courier-2012"]),
    ("kin", "sources/wire-copy-2012", ["sources/council-notes-2012"]),
    ("funding", "pillars/moss-batteries", ["funding/moss-prize", "funding/moss-workshop"]),
    ("sums", "pillars/seed-boats", []),
    ("sums", "pillars/moss-batteries", ["funding/moss-prize", "funding/moss-workshop"]),
    ("total-because", "pillars/tidal-clocks", ["funding/tidal-dollars", "funding/tidal-pounds"]),
    ("partnerships:framework", "", ["partnerships/harbour-vision"]),
    ("partnerships", "pillars/paper-satellites", ["partnerships/lantern-initiative"]),
    ("partnerships-matrix:within", "", ["partnerships/moss-batteries-guild", "partnerships/glass-exchange"]),
    ("initiative", "", ["partnerships/lantern-initiative"]),
    ("standings", "", ["itself", "framework", "earlier", "within", "beside"]),
    (
        "milestones",
        "pillars/moss-batteries",
        ["milestones/guild-term", "milestones/initiative-announced", "milestones/workshop-planned"],
    ),
    (
        "in-time",
        "pillars/moss-batteries",
        ["milestones/workshop-planned", "milestones/initiative-announced", "milestones/guild-term"],
    ),
    ("newest", "pillars/moss-batteries", ["milestones/workshop-planned"]),
    ("years:newest", "", ["2013", "2012", "2011", "2010", "undated"]),
    ("years:oldest", "", ["2010", "2011", "2012", "2013", "undated"]),
    ("years:status:under-negotiation", "", ["2012", "undated"]),
    ("in-year:2011:newest", "", ["milestones/forum-set-up"]),
    (
        "in-year:undated:newest",
        "",
        ["milestones/treaty-expected", "milestones/seed-boats-announced", "milestones/bells-rung"],
    ),
    (
        "choices:status",
        "",
        ["status:proposed", "status:under-negotiation", "status:announced", "status:agreed", "status:done"],
    ),
    ("statements", "funding/moss-prize", ["funding/moss-prize.statements.prize"]),
    ("statements:announced", "pillars/moss-batteries", ["pillars/moss-batteries.statements.prize"]),
    ("scope", "pillars/singing-glass", ["pillars/singing-glass.statements.school"]),
    ("stages", "pillars/moss-batteries", ["under-way", "announced", "proposed"]),
    ("at-a-glance", "people/ada-quill", ["people/ada-quill.statements.start"]),
    ("first-statement", "pillars/moss-batteries", ["pillars/moss-batteries.statements.first-field"]),
    ("open_questions", "pillars/moss-batteries", ["pillars/moss-batteries.open_questions.makers"]),
    ("asking:pillars", "", ["pillars/moss-batteries"]),
    ("kinds-asking", "", ["pillars", "funding", "partnerships"]),
    (
        "positions",
        "disagreements/who-signed",
        ["disagreements/who-signed.positions.offices", "disagreements/who-signed.positions.university"],
    ),
    (
        "accounts",
        "disagreements/who-signed",
        ["disagreements/who-signed.positions.offices", "disagreements/who-signed.positions.university"],
    ),
    ("leading", "disagreements/who-signed", []),
    ("leading", "disagreements/day-of-the-initiative", ["disagreements/day-of-the-initiative.positions.courier"]),
    ("conflicts", "pillars/paper-satellites", ["disagreements/money-for-satellites"]),
    ("no-conflicts", "funding/moss-prize", ["disagreements/prize-elsewhere"]),
    ("conflicts", "funding/moss-prize", []),
    (
        "conflicts",
        "sources/council-notes-2012",
        ["disagreements/singing-glass-at-first", "disagreements/who-signed", "disagreements/title-of-quill"],
    ),
    ("disagreements:date", "", ["disagreements/day-of-the-initiative"]),
    ("types", "", ["value", "date", "scope", "status", "attribution", "wording", "superseded", "silent"]),
    (
        "questions",
        "",
        [
            "disagreements/tidal-clocks-then-and-later",
            "disagreements/money-for-satellites",
            "disagreements/day-of-the-initiative",
            "disagreements/prize-elsewhere",
            "disagreements/singing-glass-at-first",
            "disagreements/how-far-the-initiative-is",
            "disagreements/title-of-quill",
            "disagreements/who-signed",
        ],
    ),
    (
        "listed",
        "pillars/seed-boats",
        [
            "pillars/seed-boats.listed.courier-2012",
            "pillars/seed-boats.listed.marsh-blog-2013",
            "pillars/seed-boats.listed.council-notes-2012",
            "pillars/seed-boats.listed.wire-copy-2012",
        ],
    ),
    (
        "listings",
        "pillars/seed-boats",
        [
            "pillars/seed-boats.listed.courier-2012",
            "pillars/seed-boats.listed.marsh-blog-2013",
            "pillars/seed-boats.listed.council-notes-2012",
            "pillars/seed-boats.listed.wire-copy-2012",
        ],
    ),
    ("listed-as:founding", "pillars/singing-glass", ["sources/council-notes-2012"]),
    ("ways-of-listing", "pillars/singing-glass", ["potential", "founding"]),
    (
        "lists",
        "sources/courier-2012",
        [
            "pillars/moss-batteries.listed.courier-2012",
            "pillars/paper-satellites.listed.courier-2012",
            "pillars/singing-glass.listed.courier-2012",
        ],
    ),
    ("forerunners", "sources/courier-2012", ["pillars/cloud-looms.listed.courier-2012"]),
    ("source-of-listing", "pillars/singing-glass.listed.courier-2012", ["sources/courier-2012"]),
    ("lines-of-listing", "pillars/singing-glass.listed.courier-2012", ["sources/courier-2012.lines.4"]),
    ("lines-of-listing", "pillars/seed-boats.listed.courier-2012", []),
    ("acting", "pillars/moss-batteries", ["parties", "bodies", "funders"]),
    (
        "acting-as:funders",
        "pillars/moss-batteries",
        ["organisations/government-of-tarnia", "organisations/oar-and-sail"],
    ),
    ("apart", "", ["organisations/courier", "organisations/marsh-blog"]),
    ("kinds-mentioning", "technologies/fen-copper", ["pillars"]),
    ("mentioning:pillars", "technologies/fen-copper", ["pillars/moss-batteries.statements.trials"]),
    (
        "matrix-columns:funding",
        "",
        [
            "organisations/government-of-tarnia",
            "organisations/oar-and-sail",
            "partnerships/harbour-fund",
            "pillars/moss-batteries",
            "pillars/paper-satellites",
            "pillars/singing-glass",
            "pillars/tidal-clocks",
            "pillars/seed-boats",
        ],
    ),
    (
        "relations",
        "funding/moss-prize",
        ["funding/moss-prize.funders.oar-and-sail", "funding/moss-prize.pillars.moss-batteries"],
    ),
    (
        "source-lines",
        "sources/wire-copy-2012",
        ["sources/wire-copy-2012.lines.1", "sources/wire-copy-2012.lines.2", "sources/wire-copy-2012.lines.3"],
    ),
    ("lines", "people/tessa-vane", ["sources/marsh-blog-2013.lines.10"]),
    ("forms:courier-2012:6", "people/ada-quill", ["Ada Quill", "Quill"]),
    ("figures-on-line", "sources/courier-2012.lines.11", ["sources/courier-2012.lines.11.figures.0"]),
    ("uses-on-line", "sources/courier-2012.lines.8", ["used", "within"]),
    (
        "names-on-line:used",
        "sources/courier-2012.lines.11",
        ["organisations/oar-and-sail", "places/belmora", "pillars/moss-batteries"],
    ),
    ("contested-because", "sources/courier-2012.lines.5.figures.1", ["disagreements/money-for-satellites"]),
    ("omitted-because", "sources/courier-2012.lines.2.figures.0", ["omissions/courier-dateline"]),
    ("within-because:places/quayhaven", "sources/courier-2012.lines.8", ["organisations/quayhaven-glass-school"]),
    ("kinds-on-line", "sources/courier-2012.lines.11", ["pillars", "funding", "organisations", "disagreements"]),
    ("resting:funding", "sources/courier-2012.lines.11", ["funding/moss-prize.name"]),
    ("kinds-of-figure", "", ["money", "date", "relative", "duration", "count", "ordinal", "percentage", "designator"]),
    ("values:percentage", "", ["percentage|12.5||"]),
    ("stating:percentage|12.5||", "", ["partnerships/harbour-vision.statements.light"]),
    ("contested:money|2000000|GBP|up to", "funding/satellite-grant.amount", ["disagreements/money-for-satellites"]),
    ("no-contradiction:money|40000|GBP|", "funding/moss-prize.amount", ["disagreements/prize-elsewhere"]),
    ("attack", "", ["figure: scale", "negation: dropped"]),
    ("survivors", "", ["people/tessa-vane.statements.sings"]),
]
"""A list, of which place it is ("" where it is of everything), and its rows."""
SAME = {
    "pillars": ("pillar-cards", "pillar-index"),
    "sources": ("pillars-by-source", "source-index", "uses-of-figures", "uses-of-names"),
    "rules": (),
}
"""Lists of all records of a kind that go by several names, because their rows tell different things."""


@pytest.mark.parametrize(("name", "of", "rows"), LISTED)
def test_the_rows_of_a_list(auditor: Auditor, name: str, of: str, rows: list[str]) -> None:
    assert auditor.rows(name, of) == rows


@pytest.mark.parametrize(("name", "others"), SAME.items())
def test_lists_of_a_whole_kind(auditor: Auditor, name: str, others: tuple[str, ...]) -> None:
    kind = [str(reference) for reference in auditor.library.references() if reference.kind == name]
    assert all(auditor.rows(other) == kind for other in (name, *others))


def test_what_a_figure_or_a_name_was_used_for_needs_no_reason(auditor: Auditor) -> None:
    assert auditor.rows("used-because", "sources/courier-2012.lines.11.figures.0") == []


def test_the_matrix_of_funding_has_a_row_for_each(auditor: Auditor) -> None:
    assert auditor.rows("funding-matrix") == [f"funding/{id_}" for id_ in auditor.library.funding]


def test_the_numbers_that_the_method_page_counts_have_formulas(auditor: Auditor) -> None:
    assert set(auditor.rows("tallies")) < set(auditor.rows("formulas"))
    assert auditor.rows("formulas")[-1] == "total_funding"


def test_the_index_from_a_to_z_has_names_and_forms_in_one_order(auditor: Auditor) -> None:
    assert auditor.rows("a-z")[:4] == [
        "rules/nearer-the-event", "people/ada-quill|Ada Quill", "places/belmora", "places/belmora|Belmoran",
    ]  # fmt: skip


def test_no_list_is_left_out() -> None:
    listed = {name.partition(":")[0] for name, _, _ in LISTED} | {it for others in SAME.values() for it in others}
    assert listed == lists.LISTS.keys() - {"a-z", "formulas", "funding-matrix", "tallies", "used-because"}


NOT_TOLD = [
    ("status", ""), ("text", "funding/no-such"), ("count:no_such", ""), ("value:money|1|GBP|", ""),
    ("stage", "no place"), ("weather", "funding/moss-prize"), ("printed", "sources/courier-2012.lines.11.figures.9"),
]  # fmt: skip


@pytest.mark.parametrize(("told_as", "at"), NOT_TOLD)
def test_what_is_no_wording_or_no_place_is_refused(auditor: Auditor, told_as: str, at: str) -> None:
    with pytest.raises(Unknown):
        assert auditor.text(told_as, at) is None


ATTRIBUTES = [
    ("date", "milestones/forum-set-up.when", {"datetime": "2011", "data-when": "2011", "data-cite": "courier-2012:9",
                                              "data-infer": "year-before courier-2012"}),
    ("date", "milestones/guild-term.when", {"datetime": None, "data-when": "2012/2015",
                                            "data-cite": "marsh-blog-2013:4", "data-infer": None}),
    ("source-date", "sources/courier-2012", {"datetime": "2012-06-14"}),
    ("type-of-question", "disagreements/who-signed", {"title": "Who signed the pact?",
                                                      "aria-label": "attribution: Who signed the pact?"}),
    ("value:money|40000|GBP|", "", {"value": "money|40000|GBP|", "data-key": "money|40000|GBP|"}),
    ("attack:made:figure: scale", "", {"value": "1200"}),
]  # fmt: skip


@pytest.mark.parametrize(("told_as", "at", "attributes"), ATTRIBUTES)
def test_what_machines_read_of_a_fact(auditor: Auditor, told_as: str, at: str, attributes: dict[str, str]) -> None:
    assert told.attributes(*auditor.asked(told_as, at)) == attributes


CODES = [
    ("status", "pillars/moss-batteries.statements.work", "under-way"), ("stage:done", "", "done"),
    ("verdict", "milestones/forum-set-up.when", "inferred"), ("use-word:within", "", "within"),
    ("use", "sources/courier-2012.lines.2.figures.0", "omitted"), ("title", "people/ada-quill", ""),
]  # fmt: skip


@pytest.mark.parametrize(("told_as", "at", "code"), CODES)
def test_the_word_by_which_styles_know_a_fact(auditor: Auditor, told_as: str, at: str, code: str) -> None:
    assert told.code(*auditor.asked(told_as, at)) == code
