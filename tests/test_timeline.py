"""The timeline: its picture, which stays readable however much it shows, and its filters, with scripts and without."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tsi.audit import Audit
from tsi.library import selections
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.records.claims import Place
from tsi.records.types import Milestone, Reference
from tsi.render import picture, views
from tsi.render.page import Page
from tsi.render.picture import NARROW, WIDE, Entry, Event, Picture, Size
from tsi.text import dates
from tsi.wording import filters
from tsi.wording.chronology import chronology

ROOT = Path(__file__).resolve().parent.parent
NEWEST = date(2025, 7, 25)
LANES = {"telecoms": "Telecoms", "quantum": "Quantum", "materials": "Advanced materials"}
WORDS = ("agreement", "talks", "on", "a", "new", "joint", "call", "for", "research", "between", "ministries", "signed")


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT)


def event(when: str, name: str = "Talks", lanes: tuple[str, ...] = (), hollow: bool = False, id_: str = "a") -> Event:
    return Event(Reference("milestones", id_), name, dates.parse(when), hollow, lanes)


def hundreds_of_events(how_many: int = 400) -> list[Event]:
    """Milestones as they could be after years of editing: of every form of date, in every lane, named at length."""
    chance = random.Random(4)
    forms = ("{0}", "{0}", "{1}", "{2}", "../{0}", "{0}/..", "[{0}..{3}]", "{2}/{4}", "{1}~")
    made = []
    for number in range(how_many):
        day = date(2015, 1, 1) + timedelta(days=chance.randrange(3_800))
        parts = day, f"{day:%Y-%m}", f"{day:%Y}", day + timedelta(days=chance.randrange(1, 60)), day.year + 2
        name = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(2, 13))).capitalize()
        lanes = tuple(chance.sample(list(LANES), k=chance.choice((0, 1, 1, 1, 1, 2))))
        made.append(event(chance.choice(forms).format(*parts), name, lanes, chance.random() < 0.2, f"a-{number}"))
    return sorted(made, key=lambda it: (it.period.earliest or it.period.latest, it.name))


def boxes(drawn: Picture) -> list[tuple[float, float, float, float]]:
    """What each entry takes, and each lane's name: left, top, right, bottom."""
    of_entries = [(it.left, it.y - it.height / 2, it.right, it.y + it.height / 2) for it in drawn.entries]
    return of_entries + [(0, it.name_y - 12, it.name_width, it.name_y + 12) for it in drawn.lanes if it.name]


def overlaps(drawn: Picture) -> list[tuple]:
    def overlap(one: tuple, other: tuple) -> bool:
        return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

    return [pair for pair in combinations(boxes(drawn), 2) if overlap(*pair)]


def only(when: str, **fields: object) -> Entry:
    (entry,) = picture.draw_one([event(when, **fields)], NEWEST).entries
    return entry


# What a mark says


@pytest.mark.parametrize(
    ("when", "shape", "dashed"),
    [
        ("2024-07-24", "dot", False),
        ("2024-07", "whisker", False),
        ("2024", "whisker", False),
        ("2021/2023", "bar", False),
        ("2024-07~", "whisker", True),
        ("[2024-08-05..2024-08-11]", "whisker", False),
        ("../2024-07-24", "before", False),
        ("../2024-07~", "before", True),
        ("2024-07-24/..", "after", False),
    ],
)
def test_the_shape_of_a_mark_tells_how_it_is_dated(when: str, shape: str, dashed: bool) -> None:
    mark = only(when).mark
    assert (mark.shape, mark.dashed) == (shape, dashed)


def test_what_is_proposed_is_hollow(library: Library) -> None:
    drawn = picture.events(library, selections.linked(library, None, "milestones"))
    hollow = {it.reference.id for it in drawn if it.hollow}
    assert hollow == {id_ for id_, it in library.records["milestones"].items() if it.status.is_ == "proposed"} != set()


def test_a_mark_stands_where_its_time_is() -> None:
    drawn = picture.draw_one([event("2021"), event("2023-07-02")], NEWEST)
    year, day = (entry.mark for entry in drawn.entries)
    x = drawn.axis.x
    assert (year.left, year.right) == (x(date(2021, 1, 1)), x(date(2022, 1, 1)))
    assert day.middle == pytest.approx(x(date(2023, 7, 2)))
    assert drawn.newest == x(NEWEST)


def test_an_open_end_points_away_from_the_day_that_is_known() -> None:
    for when, open_side in (("../2024-07-24", "left"), ("2024-07-24/..", "right")):
        entry = only(when)
        axis = picture.draw_one([entry.event], NEWEST).axis
        known = axis.x(entry.event.period.latest + timedelta(days=1) if open_side == "left" else date(2024, 7, 24))
        assert getattr(entry.mark, "right" if open_side == "left" else "left") == pytest.approx(known)
        assert entry.mark.right - entry.mark.left > 20


def test_time_runs_evenly_and_years_have_their_numbers_where_there_is_room() -> None:
    long_ago = picture.draw_one([event("1950"), event("2024")], NEWEST, NARROW).axis
    assert [year for year, _ in long_ago.labelled] == [1960, 1980, 2000, 2020]
    steps = [after - before for (_, before), (_, after) in zip(long_ago.years, long_ago.years[1:], strict=False)]
    assert max(steps) == pytest.approx(min(steps), rel=0.01)
    gaps = [after[1] - before[1] for before, after in zip(long_ago.labelled, long_ago.labelled[1:], strict=False)]
    assert min(gaps) >= 30


def test_the_newest_source_is_marked_and_the_day_of_the_build_where_it_is_told(library: Library) -> None:
    told, untold = picture.of_all(library, "2031-03-04")[0], picture.of_all(library)[0]
    assert told.newest == told.axis.x(picture.newest_source(library))
    assert (told.axis.last, told.built) == (2031, told.axis.x(date(2031, 3, 4)))
    assert (untold.axis.last, untold.built) == (picture.newest_source(library).year, None)


def test_a_day_of_the_build_before_the_newest_source_is_that_of_a_wrong_clock_and_not_marked(library: Library) -> None:
    pillar = Reference("pillars", "telecoms")
    assert [drawn.built for drawn in picture.of_pillar(library, pillar, "1970-01-01")] == [None, None]
    newest = picture.newest_source(library)
    assert [drawn.built for drawn in picture.of_pillar(library, pillar, newest.isoformat())] != [None, None]


@pytest.mark.parametrize("address", ["timeline", "pillars/telecoms"])
def test_a_page_tells_the_day_of_its_build_beside_the_mark(built_site: Path, address: str) -> None:
    root = document(built_site, address)
    (told,) = root.xpath("//dl//*[@data-furniture='built']")
    on = datetime.fromtimestamp((built_site / address / "index.html").stat().st_mtime, UTC).date().isoformat()
    assert (told.get("datetime"), told.text_content()) == (on, dates.words(on))
    assert root.xpath("//figure//*[local-name()='text'][text()='site built']")


# Nothing is left out, nothing overlaps


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_hundreds_of_milestones_stay_apart_and_inside(size: Size) -> None:
    drawn = picture.draw(hundreds_of_events(), LANES, NEWEST, size)
    assert len(drawn.entries) > 400
    assert overlaps(drawn) == []
    for entry in drawn.entries:
        assert 0 <= entry.mark.left <= entry.mark.right <= size.width
        assert entry.left >= 0 and entry.right <= size.width
        assert entry.y - entry.height / 2 >= 0 and entry.y + entry.height / 2 <= drawn.height
        if entry.label:
            assert entry.right - entry.left >= picture.LEAST_TARGET
            assert entry.height >= picture.LEAST_TARGET


TALLEST = {"wide": 1600, "narrow": 1900}
"""Two screens or so."""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_hundreds_of_milestones_take_few_screens_and_some_have_no_words(size: Size) -> None:
    events = hundreds_of_events()
    for drawn in (picture.draw(events, LANES, NEWEST, size), picture.draw_one(events, NEWEST, size)):
        assert {entry.event for entry in drawn.entries} == set(events)
        assert drawn.height < TALLEST[size.name]
        assert drawn.is_thinned


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_each_of_some_dozen_milestones_has_words(size: Size) -> None:
    drawn = picture.draw(hundreds_of_events(30), LANES, NEWEST, size)
    assert not drawn.is_thinned
    assert {entry.event for entry in drawn.entries if entry.label} == {entry.event for entry in drawn.entries}


def test_words_that_are_left_out_are_left_out_of_every_lane_alike() -> None:
    drawn = picture.draw(hundreds_of_events(), LANES, NEWEST, WIDE)
    rows = [{entry.y for entry in lane.entries if entry.label} for lane in drawn.lanes]
    assert all(rows)
    assert max(map(len, rows)) - min(map(len, rows)) <= 1


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_the_milestones_of_the_site_stay_apart(library: Library, size: Size) -> None:
    for drawn in (*picture.of_all(library), *picture.of_pillar(library, Reference("pillars", "critical-minerals"))):
        assert drawn.entries
        assert overlaps(drawn) == []


def test_a_milestone_is_named_once_and_marked_in_each_of_its_lanes() -> None:
    drawn = picture.draw(
        [
            event("2024", "Of two", ("telecoms", "quantum")),
            event("2024", "Of one", ("quantum",)),
            event("2024", "Of none"),
        ],
        LANES,
        NEWEST,
    )
    named = {lane.id: [entry.label for entry in lane.entries] for lane in drawn.lanes}
    assert named == {"": ["Of two", "Of none"], "telecoms": [""], "quantum": ["", "Of one"], "materials": []}


def test_a_milestone_whose_date_is_not_known_is_not_drawn(library: Library) -> None:
    shape = {"name": "A", "cite": "mint-2023:7", "kind": "plan", "status": {"is": "done", "cite": "mint-2023:7"}}
    made = {"a": Milestone(**shape, when={"is": "unknown", "cite": "mint-2023:7"})}
    assert picture.of_all(replace(library, records={**library.records, "milestones": made})) == ()


def test_the_picture_says_how_many_it_leaves_out(library: Library) -> None:
    about = Reference("pillars", "telecoms")
    (known, *_) = selections.linked(library, about, "milestones")
    when = library.get(known).when.model_copy(update={"is_": "unknown"})
    changed = {**library.records["milestones"], known.id: library.get(known).model_copy(update={"when": when})}
    proof = replace(library.proof(known, "when", "is"), text="unknown")
    proofs = {**library.proofs, Place(known, ("when", "is")): proof}
    unknown = replace(library, records={**library.records, "milestones": changed}, proofs=proofs)
    for it, left_out in ((library, []), (unknown, ["1"])):
        shown = html.fromstring(f"<div>{views.record_page(Page(it, 'pillars/telecoms/'), str(about))}</div>")
        assert shown.xpath("//figure//data[@data-by='count_without_date']/text()") == left_out


def test_a_name_is_shortened_between_words_and_never_leaves_part_of_a_figure() -> None:
    name = "The two governments put £7 million into it"
    assert picture.shortened(name, 1_000, 10) == name
    assert picture.shortened("An agreement on research", 80, 10) == "An agreement…"
    assert picture.shortened(name, picture.text_width(name, 10) - 1, 10) == "The…"
    assert picture.shortened("£7 million for a call", 60, 10) == "…"


# On the pages


def document(site: Path, address: str) -> html.HtmlElement:
    return html.parse(str(site / address / "index.html"), html.HTMLParser(encoding="utf-8")).getroot()


def test_every_entry_of_the_picture_leads_to_the_same_entry_of_the_list(built_site: Path, library: Library) -> None:
    page = document(built_site, "timeline")
    for drawing in page.find_class("picture__drawing"):
        named = [it for it in drawing.find_class("entry") if not it.get("aria-hidden")]
        assert sorted(it.get("href") for it in named) == sorted(f"#{id_}" for id_ in library.records["milestones"])
        for entry in drawing.find_class("entry"):
            listed = page.get_element_by_id(entry.get("href")[1:])
            told = entry.find("title").text
            assert listed.find_class("event__name")[0].text_content() in told
            assert listed.find_class("when")[0].text_content() in told
            assert listed.find_class("status")[0].text_content() in told


def test_a_pillar_shows_its_own_milestones(built_site: Path, library: Library) -> None:
    for pillar in selections.linked(library, None, "pillars"):
        page = document(built_site, str(pillar))
        own = sorted(f"#event-{it.id}" for it in selections.linked(library, pillar, "milestones"))
        drawings = page.find_class("picture__drawing")
        assert len(drawings) == 2 * bool(own)
        for drawing in drawings:
            assert sorted(it.get("href") for it in drawing.find_class("entry")) == own
        assert all(page.get_element_by_id(href[1:]) is not None for href in own)


def test_the_picture_brings_no_script_and_no_style(built_site: Path) -> None:
    pages = [document(built_site, address) for address in ("timeline", "pillars/telecoms", "")]
    drawings = [svg for page in pages for svg in page.xpath("//article//svg")]
    assert drawings
    for drawing in drawings:
        assert not drawing.xpath(".//script | .//style | .//@style | .//@*[starts-with(name(), 'on')]")
        named = drawing.get("aria-hidden") == "true" or drawing.get("role") == "group"
        assert named, html.tostring(drawing)[:100]


def test_each_choice_has_a_page_with_what_it_leaves(built_site: Path, library: Library) -> None:
    milestones = selections.linked(library, None, "milestones")
    for choice in (choice for options in filters.choices(library).values() for choice in options):
        page = document(built_site, choice.address)
        left = {it.id for it in milestones if choice.tag in filters.tags(library, it)}
        assert {event.get("id") for event in page.find_class("event")} == left
        assert page.xpath("//a[@aria-current='true']/@data-value") == [choice.value, ""]
        (none_undated,) = page.xpath("//*[@aria-labelledby='section-undated']/p")
        assert ("hidden" in none_undated.attrib) == bool(
            chronology(library, [Reference("milestones", it) for it in left]).undated
        )


def test_the_other_order_is_a_page_away(built_site: Path) -> None:
    def order(address: str) -> list[list[str]]:
        years = document(built_site, address).find_class("timeline__year")
        return [[event.get("id") for event in year.find_class("event")] for year in years]

    newest, oldest = order("timeline"), order("timeline/oldest-first")
    assert oldest == [year[::-1] for year in newest[-2::-1]] + newest[-1:]


def test_the_views_of_the_timeline_are_not_searched_twice(built_site: Path) -> None:
    index = (built_site / "search/search_index.json").read_text(encoding="utf-8")
    assert "timeline/status" not in index
    assert "Several pillars or none" not in index


AXIS = (
    '<p><time class="computed" data-by="newest_source" data-of="sources" datetime="2025-07-25">25 July 2025</time></p>'
    '<svg><text data-furniture="axis">2025</text></svg>'
    '<p><time datetime="2026-01-02" data-furniture="built">2 January 2026</time></p>'
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (">2025</text>", ">2031</text>"),
        (">2025</text>", ">25</text>"),
        ("svg>", "p>"),
        ("<svg>", "<svg><title>In 1999</title>"),
        ('"2026-01-02"', '"2026-01-03"'),
        ('"2026-01-02"', '"2026-01"'),
        (">2 January 2026<", ">3 January 2026<"),
        ('2026-01-02" data-furniture="built">2 January 2026', '2025-01-02" data-furniture="built">2 January 2025'),
    ],
)
def test_the_axis_shows_years_that_the_page_gives_it_and_the_day_of_the_build_is_one(
    library: Library, right: str, wrong: str
) -> None:
    audit = Audit(library)
    assert audit.accounts(f"<html><body>{AXIS}</body></html>", "somewhere/").messages() == []
    changed = AXIS.replace(right, wrong)
    assert audit.accounts(f"<html><body>{changed}</body></html>", "somewhere/").messages()


# In a browser


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, {"width": 390, "height": 844}], ids=["desk", "phone"])
def test_labels_as_drawn_do_not_overlap(new_page: Callable[..., Tab], size: dict) -> None:
    tab = new_page(viewport=size)
    tab.goto("/timeline/")
    drawn = tab.evaluate(
        """() => [...document.querySelectorAll('.picture__drawing :is(.entry__label, .lane__name, .mark)')]
        .map((it) => it.getBoundingClientRect()).filter((it) => it.width)
        .map(({left, top, right, bottom}) => [left, top, right, bottom])"""
    )
    assert len(drawn) > 60
    for one, other in combinations(drawn, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 1 or down <= 5, (one, other)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _shown(tab: Tab) -> int:
    return tab.locator(".event:visible").count()


def test_filters_combine_and_the_address_can_be_shared(new_page: Callable[..., Tab], library: Library) -> None:
    tags = [filters.tags(library, it) for it in selections.linked(library, None, "milestones")]
    expected = sum({"pillar:critical-minerals", "status:proposed"} <= set(it) for it in tags)
    assert 0 < expected < len(tags)
    tab = new_page()
    tab.goto("/timeline/")
    for name, choice in (("Pillar", "Critical minerals"), ("Status", "proposed")):
        tab.locator(".filter__name", has_text=name).press("Enter")
        tab.locator("details[open]").get_by_role("link", name=choice).press("Enter")
    assert tab.url.endswith("/timeline/?pillar=critical-minerals&status=proposed")
    assert _shown(tab) == expected
    expect(tab.locator(".filters__count")).to_contain_text(f"{expected} of {len(tags)} milestones")
    expect(tab.locator(".filters__count")).to_contain_text("not dated to a year")
    expect(tab.locator(".filter__name:focus")).to_have_count(1)
    shared = new_page()
    shared.goto(tab.url)
    assert _shown(shared) == expected
    tab.get_by_role("link", name="Show all milestones").click()
    assert _shown(tab) == len(tags)
    tab.go_back()
    assert _shown(tab) == expected


def test_a_choice_that_leaves_nothing_undated_says_so(new_page: Callable[..., Tab]) -> None:
    tab = new_page()
    tab.goto("/timeline/?kind=visit")
    expect(tab.locator(".filters__count")).to_contain_text("none of them not dated")
    expect(tab.locator(".timeline__year--none .none")).to_be_visible()


def test_a_choice_that_does_not_exist_is_passed_over(new_page: Callable[..., Tab], library: Library) -> None:
    tab = new_page()
    tab.goto("/timeline/?pillar=%22%5D&kind=nothing&constructor=1")
    assert _shown(tab) == len(library.records["milestones"])


def test_a_filtered_page_leads_on_to_combinations(new_page: Callable[..., Tab]) -> None:
    tab = new_page()
    tab.goto("/timeline/pillar/critical-minerals/")
    tab.locator(".filter__name", has_text="Status").click()
    tab.locator("details[open]").get_by_role("link", name="agreed").click()
    tab.wait_for_url("**/timeline/?pillar=critical-minerals&status=agreed")


def test_the_order_turns_in_place(new_page: Callable[..., Tab]) -> None:
    tab = new_page()
    tab.goto("/timeline/")
    before = tab.locator(".event").evaluate_all("them => them.map((it) => it.id)")
    tab.get_by_role("link", name="oldest on top").click()
    turned = tab.locator(".event").evaluate_all("them => them.map((it) => it.id)")
    plain = new_page(java_script_enabled=False)
    plain.goto("/timeline/oldest-first/")
    assert turned == [it.get_attribute("id") for it in plain.locator(".event").all()]
    tab.go_back()
    assert before == tab.locator(".event").evaluate_all("them => them.map((it) => it.id)")


def test_escape_closes_the_choices_and_gives_the_focus_back(new_page: Callable[..., Tab]) -> None:
    tab = new_page()
    tab.goto("/timeline/")
    name = tab.locator(".filter__name", has_text="Kind")
    name.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Escape")
    expect(tab.locator("details.filter[open]")).to_have_count(0)
    expect(name).to_be_focused()


def test_without_scripts_each_choice_is_a_link(new_page: Callable[..., Tab], library: Library) -> None:
    tab = new_page(java_script_enabled=False)
    tab.goto("/timeline/")
    tab.locator(".filter__name", has_text="Status").click()
    tab.locator("details[open]").get_by_role("link", name="proposed").click()
    assert tab.url.endswith("/timeline/status/proposed/")
    expected = sum(it.status.is_ == "proposed" for it in library.records["milestones"].values())
    assert _shown(tab) == expected


def test_the_keyboard_passes_the_picture_in_one_step(new_page: Callable[..., Tab]) -> None:
    tab = new_page()
    tab.goto("/timeline/")
    tab.locator(".picture__past").focus()
    expect(tab.locator(".picture__past")).to_be_in_viewport()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(tab.locator(".filter__name:focus")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_timeline_has_no_barrier_that_a_program_finds(
    new_page: Callable[..., Tab], scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab.goto("/timeline/?status=proposed")
    tab.locator(".filter__name").first.click()
    found = Axe().run(tab, context=".chronicle", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
