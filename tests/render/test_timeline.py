"""The timeline: where the mark of an event stands and what it says, and the filters, with scripts and without."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.site_checks import document
from tsi.library import counts, selections
from tsi.library.library import Library
from tsi.render import timeline
from tsi.render.timeline import Axis, Mark
from tsi.text import dates
from tsi.wording import filters
from tsi.wording.chronology import chronology

AXIS = Axis(2020, 2025)


def mark(when: str, hollow: bool = False, axis: Axis = AXIS) -> Mark:
    return timeline.mark(dates.parse(when), axis, hollow)


def at(day: date, axis: Axis = AXIS) -> float:
    return axis.at(day.toordinal())


# What a mark says


@pytest.mark.parametrize(
    ("when", "shape"),
    [
        ("2024-07-24", "dot"),
        ("2024-07", "whisker"),
        ("2024", "whisker"),
        ("2024-07-24~", "dot"),
        ("[2024-08-05..2024-08-11]", "whisker"),
        ("2021/2023", "bar"),
        ("2024-21", "whisker"),
        ("202X", "whisker"),
        ("[..2024-07-24]", "before"),
        ("[2024-07-24..]", "after"),
    ],
)
def test_the_shape_of_a_mark_tells_how_an_event_is_dated(when: str, shape: str) -> None:
    assert mark(when).shape == shape


@pytest.mark.parametrize(
    ("when", "dashed"), [("2024-07~", True), ("2024-07?", True), ("[..2024-07,2024-07~]", True), ("2024-07", False)]
)
def test_a_mark_is_dashed_where_the_date_is_rough(when: str, dashed: bool) -> None:
    assert mark(when).dashed == dashed


@pytest.mark.parametrize(
    ("when", "left", "right"),
    [
        ("2021", date(2021, 1, 1), date(2022, 1, 1)),
        ("2021-05", date(2021, 5, 1), date(2021, 6, 1)),
        ("2021-33", date(2021, 1, 1), date(2021, 4, 1)),
        ("2021/2022-03", date(2021, 1, 1), date(2022, 4, 1)),
        ("[2024-08-05..2024-08-11]", date(2024, 8, 5), date(2024, 8, 12)),
        ("[..2024-07-24]", date(2024, 7, 25), date(2024, 7, 25)),
        ("[2024-07-24..]", date(2024, 7, 24), date(2024, 7, 24)),
    ],
)
def test_a_mark_stands_from_the_begin_of_its_first_day_to_the_end_of_its_last(
    when: str, left: date, right: date
) -> None:
    assert (mark(when).left, mark(when).right) == (at(left), at(right))


def test_what_is_shorter_than_could_be_seen_is_told_to_be_short() -> None:
    assert [mark(when).is_short for when in ("2024-07", "2024", "2021/2023")] == [True, False, False]


def test_what_was_still_to_come_is_hollow_and_nothing_else(mini: Library) -> None:
    milestones = selections.linked(mini, None, "milestones")
    drawn = timeline.timeline(mini, milestones)
    hollow = {milestone for milestone, it in drawn.marks.items() if it.hollow}
    to_come = {it for it in milestones if mini.get(it).expected}
    assert hollow == to_come & drawn.marks.keys() != set()


def test_every_event_whose_date_is_known_has_a_mark(mini: Library) -> None:
    milestones = selections.linked(mini, None, "milestones")
    known = {it for it in milestones if mini.get(it).when.is_ != dates.UNKNOWN}
    assert timeline.timeline(mini, milestones).marks.keys() == known
    assert known < set(milestones)


# The axis


def test_an_axis_holds_whole_years_round_all_that_stands_on_it() -> None:
    periods = [dates.parse(when) for when in ("[..2019-03-01]", "2021/2030", "unknown")]
    assert timeline.axis_of(periods, date(2025, 7, 25)) == Axis(2019, 2030)
    assert timeline.axis_of([], date(2025, 7, 25)) == Axis(2025, 2025)


def test_a_day_of_the_last_year_that_can_be_written_stands_on_the_axis() -> None:
    axis = timeline.axis_of([dates.parse("9999-12-31")], date(2025, 7, 25))
    assert 99.9 < mark("9999-12-31", axis=axis).left < mark("[..9999-12-31]", axis=axis).left == 100


def test_time_runs_evenly() -> None:
    steps = [after - before for before, after in pairwise(AXIS.lines)]
    assert len(steps) == 5
    assert max(steps) == pytest.approx(min(steps), rel=0.01)


@pytest.mark.parametrize(
    ("axis", "years"),
    [
        (Axis(2022, 2025), [2022, 2023, 2024, 2025]),
        (Axis(2020, 2026), [2020, 2022, 2024, 2026]),
        (Axis(1947, 2026), [1960, 1980, 2000]),
        (Axis(1500, 2026), [1500, 1600, 1700, 1800, 1900]),
    ],
)
def test_years_have_their_numbers_where_there_is_room(axis: Axis, years: list[int]) -> None:
    assert [year for year, _ in axis.labels] == years


def test_where_lines_of_all_years_would_be_a_hatching_only_labelled_years_have_one() -> None:
    long_ago = Axis(1947, 2026)
    assert long_ago.lines == [place for _, place in long_ago.labels]


def test_the_day_of_the_newest_source_is_marked(mini: Library) -> None:
    drawn = timeline.timeline(mini, selections.linked(mini, None, "milestones"))
    assert drawn.newest == at(dates.parse(counts.newest_source(mini)).latest, drawn.axis)


def test_the_day_of_the_build_is_marked_where_it_is_told(mini: Library) -> None:
    told, untold = timeline.timeline(mini, [], "2031-03-04"), timeline.timeline(mini, [])
    assert (told.axis.last, told.built) == (2031, at(date(2031, 3, 4), told.axis))
    assert untold.built is None


def test_a_day_of_the_build_before_the_newest_source_is_that_of_a_wrong_clock_and_not_marked(mini: Library) -> None:
    assert timeline.timeline(mini, [], "1970-01-01").built is None
    assert timeline.timeline(mini, [], dates.parse(counts.newest_source(mini)).latest.isoformat()).built is not None


# On the pages


def test_each_row_has_its_own_mark(mini_site: Path, mini: Library) -> None:
    page = document(mini_site, "timeline")
    drawn = timeline.timeline(mini, selections.linked(mini, None, "milestones"))
    for milestone in selections.linked(mini, None, "milestones"):
        row = page.get_element_by_id(milestone.id)
        shapes = [it.get("class").split()[1] for it in row.find_class("mark")]
        assert shapes == ([f"mark--{drawn.marks[milestone].shape}"] if milestone in drawn.marks else [])


def test_a_pillar_shows_the_same_rows_of_its_own_milestones(mini_site: Path, mini: Library) -> None:
    for pillar in selections.linked(mini, None, "pillars"):
        rows = document(mini_site, str(pillar)).find_class("event")
        own = selections.linked(mini, pillar, "milestones")
        assert {row.get("id") for row in rows} == {f"event-{it.id}" for it in own}
        assert all(row.find_class("axis") for row in rows)


def test_drawings_bring_no_script_and_no_style_and_say_nothing_that_words_beside_them_do_not(mini_site: Path) -> None:
    drawings = document(mini_site, "timeline").xpath("//article//svg[not(ancestor::svg)]")
    assert len(drawings) > 10
    for drawing in drawings:
        assert not drawing.xpath(".//script | .//style | .//@style | .//@*[starts-with(name(), 'on')]")
        assert drawing.get("aria-hidden") == "true"


def test_the_marks_are_explained_in_words(mini_site: Path) -> None:
    page = document(mini_site, "timeline")
    (key,) = page.find_class("key")
    explained = {it.get("class") for it in key.find_class("mark")}
    used = {it.get("class").split()[1] for row in page.find_class("event") for it in row.find_class("mark")}
    assert used <= {name for classes in explained for name in classes.split()}
    assert all(item.text_content().strip() for item in key.findall("li"))


def test_each_choice_has_a_page_with_what_it_leaves(mini_site: Path, mini: Library) -> None:
    for choice in (choice for options in filters.choices(mini).values() for choice in options):
        page = document(mini_site, choice.address)
        left = filters.left_by(mini, choice)
        assert {event.get("id") for event in page.find_class("event")} == {it.id for it in left}
        assert page.xpath("//a[@aria-current='true']/@data-value") == [choice.value, ""]
        (none_undated,) = page.xpath("//*[@aria-labelledby='section-undated']/p")
        assert ("hidden" in none_undated.attrib) == bool(chronology(mini, left).undated)


def test_the_other_order_is_a_page_away(mini_site: Path) -> None:
    def order(address: str) -> list[list[str]]:
        years = document(mini_site, address).find_class("timeline__year")
        return [[event.get("id") for event in year.find_class("event")] for year in years]

    newest, oldest = order("timeline"), order("timeline/oldest-first")
    assert oldest == [year[::-1] for year in newest[-2::-1]] + newest[-1:]


def test_the_views_of_the_timeline_are_not_searched_twice(mini_site: Path) -> None:
    index = (mini_site / "search/search_index.json").read_text(encoding="utf-8")
    assert "timeline/" in index
    assert "timeline/outcome" not in index


# In a browser


@pytest.fixture
def new_tab(new_page: Callable[..., Tab], mini_server: str) -> Iterator[Callable[..., Tab]]:
    """A function that opens the timeline of the miniature set, or what stands below it."""

    def open_tab(below: str = "", **options: object) -> Tab:
        tab = new_page(base_url=mini_server, **options)
        tab.goto(f"/timeline/{below}")
        return tab

    return open_tab


@pytest.mark.parametrize("width", [1440, 800, 390, 320])
def test_no_mark_or_word_of_a_row_stands_over_another(new_tab: Callable[..., Tab], width: int) -> None:
    tab = new_tab(viewport={"width": width, "height": 900})
    rows = tab.evaluate(
        """() => [...document.querySelectorAll('.event')].map((row) =>
          [...row.querySelectorAll('.mark, .event__date, .event__name, .event__meta')].map((it) => {
            const {left, top, right, bottom} = it.getBoundingClientRect();
            return [left, top, right, bottom];
          }))"""
    )
    assert len(rows) > 10
    for one, other in (pair for row in rows for pair in combinations(row, 2)):
        across, down = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 1 or down <= 1, (one, other)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_mark_stands_beside_the_first_line_of_its_date(new_tab: Callable[..., Tab], width: int) -> None:
    tab = new_tab(viewport={"width": width, "height": 900})
    apart = tab.evaluate(
        """() => [...document.querySelectorAll('.event:has(.mark)')].map((row) => {
          const words = row.querySelector('.when').getClientRects()[0];
          const mark = row.querySelector('.mark').getBoundingClientRect();
          return (mark.top + mark.bottom) / 2 - (words.top + words.bottom) / 2;
        })"""
    )
    assert len(apart) > 10
    assert all(abs(it) < 5 for it in apart), apart


def test_the_years_of_the_axis_stay_in_sight(new_tab: Callable[..., Tab]) -> None:
    tab = new_tab()
    tab.locator(".timeline--drawn .event").last.evaluate("(it) => it.scrollIntoView({block: 'end'})")
    expect(tab.locator(".timeline__years").last).to_be_in_viewport()


@pytest.mark.parametrize("width", [1440, 390])
def test_an_address_of_an_entry_or_a_year_leads_to_it_uncovered(new_tab: Callable[..., Tab], width: int) -> None:
    tab = new_tab(viewport={"width": width, "height": 600})
    ids = tab.locator(".event, .timeline__title").evaluate_all("(them) => them.map((it) => it.id)")
    assert len(ids) > 10
    for id_ in ids:
        tab.evaluate("(id) => { location.hash = id }", id_)
        is_seen = tab.evaluate(
            """(id) => {
              const target = document.getElementById(id), it = target.querySelector(".when") || target;
              const {left, top, bottom} = it.getClientRects()[0];
              const seen = document.elementFromPoint(left + 5, (top + bottom) / 2);
              return it.contains(seen);
            }""",
            id_,
        )
        assert is_seen, id_


def _shown(tab: Tab) -> list[str]:
    return tab.locator(".event:visible").evaluate_all("(them) => them.map((it) => it.id)")


def _choose(tab: Tab, dimension: str, choice: filters.Choice, by: Callable[..., None]) -> None:
    by(tab.locator(".filter__name", has_text=dimension))
    by(tab.locator(f"details[open] [data-value='{choice.value}']"))


def _left(library: Library, *choices: filters.Choice) -> list[str]:
    milestones = chronology(library, selections.linked(library, None, "milestones")).all
    return [it.id for it in milestones if {choice.tag for choice in choices} <= set(filters.tags(library, it))]


def test_a_year_leaves_what_the_timeline_has_under_it_and_nothing_undated(mini: Library) -> None:
    in_time = chronology(mini, selections.linked(mini, None, "milestones"))
    years = {choice.value: set(filters.left_by(mini, choice)) for choice in filters.choices(mini)["year"]}
    assert years == {str(year): set(group) for year, group in in_time.years}
    assert in_time.undated and not set(in_time.undated) & set().union(*years.values())


@pytest.fixture(scope="module")
def combined(mini: Library) -> tuple[filters.Choice, filters.Choice]:
    """A pillar and an outcome that leave several milestones together, and not all of either."""
    choices = filters.choices(mini)
    return next(
        (pillar, outcome)
        for pillar in choices["pillar"]
        for outcome in choices["outcome"]
        if 0 < len(_left(mini, pillar, outcome)) < min(len(_left(mini, pillar)), len(_left(mini, outcome)))
    )


def test_filters_combine_and_the_address_can_be_shared(
    new_tab: Callable[..., Tab], mini: Library, combined: tuple[filters.Choice, filters.Choice]
) -> None:
    (pillar, outcome), every = combined, len(mini.records["milestones"])
    tab = new_tab()
    _choose(tab, "Pillar", pillar, lambda it: it.press("Enter"))
    _choose(tab, "Outcome", outcome, lambda it: it.press("Enter"))
    assert tab.url.endswith(f"/timeline/?pillar={pillar.value}&outcome={outcome.value}")
    left = _left(mini, pillar, outcome)
    assert _shown(tab) == left
    expect(tab.locator(".filters__count")).to_contain_text(f"{len(left)} of {every} milestones")
    expect(tab.locator(".filter__name:focus")).to_have_count(1)
    assert _shown(new_tab(f"?pillar={pillar.value}&outcome={outcome.value}")) == left
    tab.get_by_role("link", name="Show all milestones").click()
    assert len(_shown(tab)) == every
    tab.go_back()
    assert _shown(tab) == left


def test_a_choice_says_how_many_it_leaves_undated_and_that_there_are_none(
    new_tab: Callable[..., Tab], mini: Library
) -> None:
    undated = {
        choice: len(chronology(mini, filters.left_by(mini, choice)).undated) for choice in filters.choices(mini)["kind"]
    }
    assert 0 in undated.values() and any(undated.values())
    for choice, how_many in undated.items():
        tab = new_tab(f"?kind={choice.value}")
        expect(tab.locator(".filters__count")).to_contain_text(f"{how_many or 'none'} of them not dated to a year")
        expect(tab.locator(".timeline__year--none .none")).to_be_visible(visible=how_many == 0)


def test_a_choice_that_does_not_exist_is_passed_over(new_tab: Callable[..., Tab], mini: Library) -> None:
    tab = new_tab("?pillar=%22%5D&kind=nothing&constructor=1")
    assert len(_shown(tab)) == len(mini.records["milestones"])


def test_a_filtered_page_leads_on_to_combinations(
    new_tab: Callable[..., Tab], combined: tuple[filters.Choice, filters.Choice]
) -> None:
    pillar, outcome = combined
    tab = new_tab(f"pillar/{pillar.value}/")
    _choose(tab, "Outcome", outcome, lambda it: it.click())
    tab.wait_for_url(f"**/timeline/?pillar={pillar.value}&outcome={outcome.value}")


def test_the_order_turns_in_place(new_tab: Callable[..., Tab]) -> None:
    tab = new_tab()
    before = _shown(tab)
    tab.get_by_role("link", name="oldest on top").click()
    assert _shown(tab) == _shown(new_tab("oldest-first/", java_script_enabled=False)) != before
    tab.go_back()
    assert _shown(tab) == before


def test_escape_closes_the_choices_and_gives_the_focus_back(new_tab: Callable[..., Tab]) -> None:
    tab = new_tab()
    name = tab.locator(".filter__name", has_text="Kind")
    name.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Escape")
    expect(tab.locator("details.filter[open]")).to_have_count(0)
    expect(name).to_be_focused()


def test_without_scripts_each_choice_is_a_link(
    new_tab: Callable[..., Tab], mini: Library, combined: tuple[filters.Choice, filters.Choice]
) -> None:
    _, outcome = combined
    tab = new_tab(java_script_enabled=False)
    _choose(tab, "Outcome", outcome, lambda it: it.click())
    assert tab.url.endswith(f"/timeline/outcome/{outcome.value}/")
    assert _shown(tab) == _left(mini, outcome)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_timeline_has_no_barrier_that_a_program_finds(new_tab: Callable[..., Tab], scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = new_tab("?outcome=expected", viewport={"width": width, "height": 800}, color_scheme=scheme)
    menu = tab.locator(".filter__name").first
    # An open menu lies over some of the rows for as long as it is open, so the rows are tried with it closed.
    for part in (".chronicle", ".filters"):
        found = Axe().run(tab, context=part, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
        menu.click()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
