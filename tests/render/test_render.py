"""Addresses, wording, order in time, counts and receipts, each on its own."""

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import html

from tsi.evidence.proof import Proof
from tsi.library import counts, selections
from tsi.library.counts import Total, total_funding
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, FundingItem, Listing, Milestone, Reference, Undertaking
from tsi.render import views
from tsi.render.page import Page
from tsi.text.figures import Figure, find
from tsi.wording import links, places
from tsi.wording import words as wording
from tsi.wording.chronology import chronology


@pytest.fixture
def library(mini: Library) -> Library:
    """The records of the miniature set."""
    return mini


@pytest.fixture
def page(library: Library) -> Page:
    pillar = Reference("pillars", "moss-batteries")
    return Page(library, f"{pillar}/", "https://example.org/tsi/", pillar)


# Addresses


@pytest.mark.parametrize(
    ("target", "page", "way"),
    [
        ("pillars/other/", "pillars/one/", "../other/"),
        ("sources/paper/#line-7", "pillars/one/", "../../sources/paper/#line-7"),
        ("pillars/one/#said", "pillars/one/", "#said"),
        ("pillars/one/", "pillars/one/", "./"),
        ("pillars/one/", "", "pillars/one/"),
        ("timeline/", "pillars/", "../timeline/"),
        ("", "pillars/one/", "../../"),
        ("data/tsi.json", "method/", "../data/tsi.json"),
    ],
)
def test_the_way_from_a_page_to_another(target: str, page: str, way: str) -> None:
    assert links.relative(target, page) == way


def test_rules_share_a_page() -> None:
    assert links.address(Reference("rules", "one")) == "method/rules/#one"


def test_a_text_fragment_escapes_what_divides_its_parts() -> None:
    way = links.original("https://example.org/a", "10-year, £6 million")
    assert way == "https://example.org/a#:~:text=10%2Dyear%2C%20%C2%A36%20million"


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("https://example.org/a#part", "https://example.org/a#part:~:text=5G"),
        ("https://example.org/a#", "https://example.org/a#:~:text=5G"),
        ("https://example.org/a#:~:text=Vision", "https://example.org/a#:~:text=Vision&text=5G"),
    ],
)
def test_a_text_fragment_stands_behind_the_fragment_of_an_address(address: str, way: str) -> None:
    assert links.original(address, "5G") == way
    assert links.original(address, "") == address


# Wording


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("£2.6 million", "£2,600,000"),
        ("up to US$5", "up to US$5"),
        ("£2.50", "£2.50"),
        ("24 July 2024", "24 July 2024"),
        ("July 24", "July 24"),
        ("10-year", "10 years"),
        ("seven", "7"),
        ("12.5 per cent", "12.5%"),
        ("third", "third"),
        ("5G", "5G"),
        ("£5–10 million", "£5–10 million"),
    ],
)
def test_the_wording_of_a_figure(printed: str, words: str) -> None:
    (figure,) = find(printed)
    assert wording.figure(figure) == words


def test_the_wording_of_a_figure_is_read_as_the_same_figure(library: Library) -> None:
    figures = [f.figure for place, proof in library.proofs.items() if place.path[-1] == "says" for f in proof.figures]
    assert figures
    for figure in figures:
        assert [again.key for again in find(wording.figure(figure))] == [figure.key]


def test_names_that_differ_in_capitals_alone_are_told_once(library: Library) -> None:
    page = Page(library, "pillars/cloud-looms/")
    views.record_page(page, "pillars/cloud-looms")
    told = [part.says for note in page.notes for line in note.lines for part in line.parts if "names" in part.says]
    assert told and all(says.lower().count("cloud looms") == 1 for says in told if "loom" in says.lower())


# Order in time


def _with_milestones(library: Library, dates: dict[str, str], **partnerships: list[str]) -> Library:
    """A library whose milestones are these: by id, the date, and the partnerships of some."""
    cite = "courier-2012:4"
    of = {id_: {"partnerships": {it: {"cite": cite} for it in found}} for id_, found in partnerships.items()}
    made = {
        id_: Milestone(
            name="A",
            cite=cite,
            kind="plan",
            when={"is": date, "cite": cite},
            **of.get(id_, {}),
        )
        for id_, date in dates.items()
    }
    return replace(library, records={**library.records, "milestones": made})


def test_milestones_stand_by_year_newest_first(library: Library) -> None:
    made = _with_milestones(
        library,
        {"year": "2024", "day": "2024-07-24", "window": "[2024-08-05..2024-08-11]", "span": "2021/2030", "old": "2020"},
    )
    years = chronology(made, selections.linked(made, None, "milestones")).years
    order = [(year, [milestone.id for milestone in milestones]) for year, milestones in years]
    assert order == [(2024, ["window", "day", "year"]), (2021, ["span"]), (2020, ["old"])]


@pytest.mark.parametrize("date", ["[..2024-07-24]", "[2023-12-30..2024-07-24]"])
def test_what_happened_by_some_day_stands_where_that_day_stands(library: Library, date: str) -> None:
    made = _with_milestones(library, {"by": date, "before": "2024-07-23", "after": "2024-07-25"})
    years = chronology(made, selections.linked(made, None, "milestones")).years
    assert [(year, [it.id for it in milestones]) for year, milestones in years] == [(2024, ["after", "by", "before"])]


def test_of_one_day_the_newest_is_the_last_in_the_file(library: Library) -> None:
    made = _with_milestones(library, dict.fromkeys(("one", "then", "last"), "2024-07-24"))
    in_time = chronology(made, selections.linked(made, None, "milestones"))
    assert [milestone.id for milestone in in_time.dated] == ["last", "then", "one"]


def test_of_one_day_what_builds_on_the_initiative_follows_it(mini: Library) -> None:
    of = {"call": ["moss-batteries-guild"], "launch": ["lantern-initiative"]}
    made = _with_milestones(mini, dict.fromkeys(of, "2024-07-24"), **of)
    in_time = chronology(made, selections.linked(made, None, "milestones")).oldest_first
    assert [milestone.id for milestone in in_time.dated] == ["launch", "call"]


@pytest.mark.parametrize("date", ["unknown", "[2024-07-24..]"])
def test_what_no_year_can_hold_is_told_apart(library: Library, date: str) -> None:
    made = _with_milestones(library, {"undated": date})
    in_time = chronology(made, selections.linked(made, None, "milestones"))
    assert [milestone.id for milestone in in_time.undated] == ["undated"]
    assert not in_time.years


def test_every_milestone_has_one_place(library: Library) -> None:
    milestones = selections.linked(library, None, "milestones")
    in_time = chronology(library, milestones)
    placed = [milestone for _, year in in_time.years for milestone in year] + list(in_time.undated)
    assert sorted(placed) == sorted(milestones)


# Counts and totals


def _with_funding(library: Library, **items: tuple[str, str, str]) -> Library:
    """A library whose funding items are these: by id, the amount (or ""), the stage and the partnership it is under."""
    made, proofs = {}, {}
    for id_, (amount, stage, under) in items.items():
        shape = {
            "name": "A",
            "cite": "courier-2012:4",
            "statuses": {stage: {"cite": "courier-2012:4"}},
            **({"part_of": {under: {"cite": "courier-2012:4"}}} if under else {}),
        }
        made[id_] = FundingItem(**shape, amount={"is": amount, "cite": "courier-2012:4"} if amount else None)
        proof, _ = library.evidence.prove(amount, (Citation("courier-2012", 4),))
        proofs[Place(Reference("funding", id_), ("amount", "is"))] = proof
    return replace(library, records={**library.records, "funding": made}, proofs=proofs)


def test_a_total_of_what_can_be_added(library: Library) -> None:
    made = _with_funding(library, a=("£6 million", "announced", "one"), b=("£2.6 million", "announced", "other"))
    assert total_funding(made) == Total(Decimal("8600000"), "GBP")


@pytest.mark.parametrize(
    ("other", "refusal", "because"),
    [
        (("", "announced", "other"), "unstated", ["b"]),
        (("up to £2 million", "announced", "other"), "inexact", ["b"]),
        (("£2–3 million", "announced", "other"), "inexact", ["b"]),
        (("$2 million", "announced", "other"), "currencies", ["a", "b"]),
        (("£2 million", "agreed", "other"), "statuses", ["a", "b"]),
        (("£2 million", "announced", "one"), "overlap", ["a", "b"]),
    ],
)
def test_a_total_that_means_nothing_is_refused(
    library: Library, other: tuple[str, str, str], refusal: str, because: list[str]
) -> None:
    total = total_funding(_with_funding(library, a=("£6 million", "announced", "one"), b=other))
    assert (total.refusal, [item.id for item in total.because]) == (refusal, because)
    assert total.amount == 0


@pytest.mark.parametrize(
    ("named_as", "counted"), [("founding", 1), ("potential", 1), ("expansion", 1), ("forerunner", 0)]
)
def test_a_source_lists_a_pillar_unless_it_names_it_for_a_forerunner(
    library: Library, named_as: str, counted: int
) -> None:
    pillar, source = Reference("pillars", "moss-batteries"), Reference("sources", "courier-2012")
    listing = Listing(**{"as": named_as, "cite": "courier-2012:4"})
    made = {pillar.id: library.get(pillar).model_copy(update={"listed": {source.id: listing}})}
    changed = replace(library, records={**library.records, "pillars": made})
    assert counts.count_sources_listing(changed, pillar) == counted
    assert counts.count_pillars_listed(changed, source) == counted


def test_every_count_has_a_formula() -> None:
    assert "count_sources" in counts.COUNTS
    for name in counts.COUNTS:
        assert counts.formula(name).endswith("."), name


def test_links_go_both_ways(library: Library) -> None:
    consulted = 0
    for kind in ("funding", "partnerships", "milestones"):
        for record in selections.linked(library, None, kind):
            for pillar in selections.linked(library, record, "pillars"):
                assert record in selections.linked(library, pillar, kind)
                consulted += 1
    assert consulted


# Receipts


def test_a_receipt_leads_to_what_the_line_prints(page: Page) -> None:
    note, mark = page.note(places.at(Reference("funding", "moss-prize"), "amount"))
    (line,) = note.lines
    assert (note.id, mark, note.verdict) == ("note-1", "mark-1", "matched")
    assert (str(line.citation), line.parts[0].quote) == ("courier-2012:11", "£40,000 for moss")


def test_the_same_lines_share_a_note(page: Page) -> None:
    amount = places.at(Reference("funding", "moss-prize"), "amount")
    page.note(amount)
    note, mark = page.note(amount)
    assert (len(page.notes), note.marks, mark) == (1, ["mark-1", "mark-1-2"], "mark-1-2")


def test_a_line_is_told_in_full_where_it_is_first_asked_for(page: Page) -> None:
    place = places.at(Reference("funding", "moss-prize"), "amount")
    page.note(place)
    page.note(place, places.at(Reference("milestones", "forum-set-up"), "when"))
    first, second = html.fromstring(views.notes(page)).find_class("note")
    assert not first.find_class("note__again")
    (again,) = second.find_class("note__again")
    assert again.get("href") == f"#{first.get('id')}"
    assert len(second.xpath(".//li[@data-row]")) > 1


def test_the_first_line_of_a_source_says_from_when_that_is_and_no_other_does(page: Page) -> None:
    for place in (("funding", "moss-prize", "amount"), ("milestones", "forum-set-up", "when")):
        page.note(places.at(Reference(*place[:2]), place[2]))
    rows = html.fromstring(views.notes(page)).xpath("//li[@data-row]")
    sources = [row.get("data-row").partition(".")[0] for row in rows]
    assert [len(row.find_class("note__of")) for row in rows] == [
        int(source not in sources[:number]) for number, source in enumerate(sources)
    ]
    assert len(set(sources)) < len(sources)


def test_a_receipt_says_what_was_inferred(library: Library) -> None:
    place, inferred = next(it for it in library.proofs.items() if it[1].verdict == "inferred")
    page = Page(library, "")
    note, _ = page.note(places.short(place))
    assert note.verdict == "inferred"
    assert f"“{inferred.infer.rule.replace('-', ' ')}”" in html.fromstring("".join(views.foot(page))).text_content()


WEAK = {
    "retelling": "from a retelling alone",
    "tracker": "from a tracker alone",
    "promoter": "from a promoter alone",
}


def test_a_status_that_rests_on_a_weak_source_alone_says_so(library: Library) -> None:
    told = set()
    for reference in (it for it in library.references() if isinstance(library.get(it), Undertaking)):
        shown = html.fromstring(views.record_page(Page(library, f"{reference}/"), str(reference)))
        rows = {row.get("data-row"): row for row in shown.find_class("statuses__one")}
        assert list(rows) == [place.on_page for place in selections.reached(library, reference)]
        for place, row in rows.items():
            cited = library.get(reference).statuses[place.rpartition(".")[2]].cite
            ranks = {library.sources[citation.source].rank for citation in cited}
            expected = [WEAK[it] for it in ranks if it in WEAK and len(ranks) == 1]
            assert [it.text_content() for it in row.find_class("alone")] == expected, place
            told.update(expected or ["nothing"])
    assert told == {WEAK["retelling"], WEAK["tracker"], "nothing"}


@pytest.mark.parametrize("rank", ["report", *WEAK])
def test_the_home_page_says_it_of_the_initiative_too(library: Library, rank: str) -> None:
    (initiative,) = (it for it in library.records["partnerships"].values() if it.standing == "itself")
    (source,) = {citation.source for citation in initiative.statuses[initiative.status].cite}
    changed = library.records["sources"][source].model_copy(update={"rank": rank})
    records = {**library.records, "sources": {**library.records["sources"], source: changed}}
    glance = html.fromstring(views.at_a_glance(Page(replace(library, records=records), "")))
    (shown,) = glance.xpath("//dt[text()='Status']/following-sibling::dd")
    assert [it.text_content() for it in shown.find_class("alone")] == ([WEAK[rank]] if rank in WEAK else [])


def test_a_page_without_receipts_has_no_notes(page: Page) -> None:
    assert "".join(views.foot(page)) == ""


# Texts


def test_a_text_is_shown_whole_and_escaped(library: Library) -> None:
    says = 'Spent £40,000 <b onclick="x">& more</b> {{ names }}'
    about, pillars = Reference("pillars", "moss-batteries"), library.records["pillars"]
    statements = pillars[about.id].statements
    statement = statements["prize"].model_copy(update={"says": says})
    figures = library.evidence.prove(says, statement.cite)[0].figures
    pillar = pillars[about.id].model_copy(update={"statements": {**statements, "prize": statement}})
    proofs = {**library.proofs, Place(about, ("statements", "prize", "says")): Proof(says, statement.cite, figures)}
    records = {**library.records, "pillars": {**pillars, about.id: pillar}}
    page = Page(replace(library, records=records, proofs=proofs), f"{about}/")
    shown = html.fromstring("<main>" + views.record_page(page, str(about)) + "</main>").get_element_by_id("prize")
    assert shown.find_class("statement__text")[0].text_content().startswith(says)
    assert [f.get("data-key") for f in shown.find_class("figure")] == ["money|40000|GBP|"]
    assert not shown.xpath(".//b")


def test_a_value_without_a_form_in_html_has_no_datetime() -> None:
    forms = {"2024-07-24": "2024-07-24", "--07-24": "07-24", "--07": "", "202X": "", "ambiguous": "", "[..2024]": ""}
    assert {value: wording.datetime_attribute(value) for value in forms} == forms


def test_a_figure_of_an_unknown_unit_is_shown_as_printed() -> None:
    assert wording.figure(Figure("duration", "3", "fortnight", "", "three fortnights", 0, 16)) == "three fortnights"
