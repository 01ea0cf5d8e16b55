"""What readers come for, done as they would do it: by the mouse, by the keyboard alone, on a phone by touch, and
without scripts. Twenty tasks, on the site of the miniature set."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.test_print import sheets
from tsi.library.library import Library
from tsi.records.types import Disagreement
from tsi.text import figures

PHONE = {"width": 390, "height": 844}
MOST_TABS, FARTHEST = 60, 100
"""How far a reader goes by the tab key to look round, and to reach what stands far down on the page."""

NewPage = Callable[..., Page]

FOCUS = """
() => {
  const focused = document.activeElement;
  if (focused === document.body) return null; // behind the last stop of the page
  // A hidden radio button shows its focus by the label that follows it.
  const shown = focused.getBoundingClientRect().width ? focused : focused.nextElementSibling;
  const style = getComputedStyle(shown.querySelector(".entry__target") || shown);
  const isMarked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) ||
    (shown.ownerSVGElement && style.stroke !== "none");
  const isThere = (x, y) => shown.contains(document.elementFromPoint(x, y));
  const isOnTop = [...shown.getClientRects()].some((box) => {
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const shares = [0.05, 0.5, 0.95];
    return left < right && top < bottom && shares.some((across) => shares.some((down) =>
      isThere(left + (right - left) * across, top + (bottom - top) * down)));
  });
  const name = (focused.getAttribute("aria-label") || shown.textContent).trim().slice(0, 40);
  return {name, isMarked, isOnTop};
}
"""
"""What has the focus, whether a ring shows it, and whether some of it can be seen: within the window, under nothing."""
AT_THE_SEARCH = """
() => {
  const was = window.isAtTheSearch;
  window.isAtTheSearch = document.activeElement.closest(".masthead") !== null;
  return was || window.isAtTheSearch;
}
"""
"""Whether the focus is there, or was the last time that this was asked."""
PAUSE = 120
"""Milliseconds between two keys, in which the search opens and closes; hardly anybody is faster."""


def pressed(page: Page, key: str) -> str:
    """Press a key; tell what is wrong with how the focus is shown then, "" where nothing is."""
    page.keyboard.press(key)
    if page.evaluate(AT_THE_SEARCH):
        page.wait_for_timeout(PAUSE)
    focus = page.evaluate(FOCUS)
    facts = (("isMarked", "no ring"), ("isOnTop", "out of sight")) if focus else ()
    faults = [words for fact, words in facts if not focus[fact]]
    return f"{focus['name']}: {', '.join(faults)}" if faults else ""


class Reader:
    """Somebody at a page, who uses links, buttons and summaries in one way."""

    copies = True

    def __init__(self, page: Page):
        self.page = page
        page.goto("/")

    def use(self, target: Locator) -> None:
        """Go to a link, button or summary, and do with it what one does, once the whole page is there: before, a mark
        is a plain link still."""
        target.wait_for(state="attached")
        self.page.wait_for_load_state()
        self.act_on(target)

    def act_on(self, target: Locator) -> None:
        raise NotImplementedError

    def finds(self, page_name: str, section: str) -> None:
        """Arrive at a page by searching for its name or, where there is no search, by a section of the contents."""
        raise NotImplementedError

    def skips_to_the_page(self) -> None:
        """Pass what stands at the head of every page, if there is anything to pass."""

    def to_section(self, name: str, title: str = "") -> None:
        """By the contents in the masthead, which a small window folds away."""
        if (folded := self.page.locator(".menu__summary")).is_visible():
            self.use(folded)
        contents = self.page.get_by_role("navigation", name="Contents")
        self.use(contents.get_by_role("link", name=name, exact=True).first)
        self.is_at(title or name)
        self.page.wait_for_load_state()  # a heading stands before the rest of a long page
        self.skips_to_the_page()

    def follows(self, name: str, title: str = "", within: str = "article") -> None:
        """A link, to the page with that title."""
        self.use(self.page.locator(within).get_by_role("link", name=name, exact=True).first)
        self.is_at(title or name)

    def is_at(self, title: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def reads(self, *texts: str, within: str = "article") -> None:
        """Words that can be seen without unfolding anything."""
        for text in texts:
            expect(self.page.locator(within).get_by_text(text).first).to_be_visible()

    def saves(self, link: Locator) -> Path:
        """The file of a link."""
        with self.page.expect_download() as file:
            self.use(link)
        return file.value.path().rename(file.value.path().with_name(file.value.suggested_filename))


class ByMouse(Reader):
    def act_on(self, target: Locator) -> None:
        target.hover()
        target.click()

    def finds(self, page_name: str, section: str) -> None:
        self.page.get_by_role("searchbox", name="Search").click()
        self.page.keyboard.insert_text(page_name)
        self.page.locator(".md-search-result__link").filter(has_text=page_name).first.click()
        self.is_at(page_name)


class ByKeyboard(Reader):
    def act_on(self, target: Locator) -> None:
        self._goes_to(target)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(PAUSE)

    def finds(self, page_name: str, section: str) -> None:
        self._goes_to(self.page.get_by_role("searchbox", name="Search"))
        self.page.keyboard.type(page_name)
        result = self.page.locator(".md-search-result__link").filter(has_text=page_name).first
        expect(result).to_be_visible()
        for _ in range(MOST_TABS):
            assert pressed(self.page, "ArrowDown") == ""
            if result.evaluate("it => it === document.activeElement"):
                break
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(page_name)

    def skips_to_the_page(self) -> None:
        self.page.keyboard.press("Tab")
        expect(self.page.get_by_role("link", name="Skip to the page")).to_be_focused()
        self.page.keyboard.press("Enter")

    def _goes_to(self, target: Locator) -> None:
        for _ in range(FARTHEST):
            assert pressed(self.page, "Tab") == ""
            if target.evaluate("it => it === document.activeElement"):
                return
        pytest.fail(f"{FARTHEST} tabs do not reach {target}")


class ByTouch(Reader):
    def act_on(self, target: Locator) -> None:
        target.tap()

    def finds(self, page_name: str, section: str) -> None:
        self.page.locator("label.masthead__search").tap()
        self.page.get_by_role("searchbox", name="Search").press_sequentially(page_name)
        self.page.locator(".md-search-result__link").filter(has_text=page_name).first.tap()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(page_name)


class WithoutScripts(Reader):
    copies = False

    def act_on(self, target: Locator) -> None:
        target.click()

    def finds(self, page_name: str, section: str) -> None:
        expect(self.page.get_by_role("searchbox")).to_have_count(0)
        self.to_section(section)
        self.use(self.page.locator("article").get_by_role("link", name=page_name))
        self.is_at(page_name)


WAYS = {
    "by mouse": (ByMouse, {}),
    "by keyboard": (ByKeyboard, {}),
    "on a phone": (ByTouch, {"viewport": PHONE, "has_touch": True, "is_mobile": True}),
    "without scripts": (WithoutScripts, {"java_script_enabled": False}),
}


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def reader(request: pytest.FixtureRequest, new_mini_page: NewPage) -> Reader:
    way, options = request.param
    page = new_mini_page(**options)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return way(page)


# The main sums and their status, what is new, who, what is expected


def test_a_reader_sees_the_main_sums_and_how_far_each_is(reader: Reader) -> None:
    sums = reader.page.get_by_role("heading", name="The sums").locator("xpath=following::ul[1]")
    expect(sums).to_contain_text(re.compile("Up to £2 million.*proposed.*paid by", re.DOTALL))
    reader.follows("Grant for paper satellites")
    reader.reads("Amount", "Status", "Who pays", within=".record-head")


def test_a_reader_sees_what_is_new_and_reads_on(reader: Reader) -> None:
    news = reader.page.get_by_role("heading", name="What is new").locator("xpath=following::ul[1]")
    reader.skips_to_the_page()
    link = news.locator("a.name").first
    title = link.inner_text()
    reader.use(link)
    reader.is_at(title)
    reader.reads("When", within=".record-head")


def test_a_reader_learns_who_signed(reader: Reader) -> None:
    reader.to_section("Timeline")
    reader.follows("The pact is signed")
    reader.follows("Tarnia-Belmora Lantern Initiative")
    reader.reads("Moss Ministry", "Office of Tides", within=".record-head")


def test_a_reader_learns_who_pays_for_what(reader: Reader) -> None:
    reader.to_section("Money", "Funding")
    row = reader.page.get_by_role("row").filter(has_text="Prize for moss batteries")
    expect(row).to_contain_text("Oar & Sail")
    reader.use(row.get_by_role("link", name="Oar & Sail"))
    reader.is_at("Oar & Sail")
    reader.reads("£40,000")


def test_a_reader_sees_what_is_expected(reader: Reader) -> None:
    reader.to_section("Timeline")
    reader.use(reader.page.locator(".filter__name").filter(has_text="Outcome"))
    reader.use(reader.page.locator("details[open]").get_by_role("link", name="expected", exact=True))
    expect(reader.page).to_have_url(re.compile("outcome[=/]expected"))
    reader.reads("A treaty on tides")
    expect(reader.page.locator(".event:visible").filter(has_text="The pact is signed")).to_have_count(0)


def test_a_reader_is_told_the_whole_in_steps_that_can_be_checked(reader: Reader) -> None:
    reader.to_section("In brief")
    steps = reader.page.locator("li.step")
    assert steps.count() > 1
    assert all(step.locator("a.receipt").count() for step in steps.all())
    reader.follows("The pact is signed")


# What differs, what is not known, how good the sources are


@pytest.fixture
def disagreement(mini: Library) -> tuple[str, Disagreement]:
    """The first disagreement that a reader can search for in plain words, and its id."""
    return next((id_, it) for id_, it in mini.records["disagreements"].items() if not figures.find(it.question))


def test_a_reader_finds_what_sources_differ_on_and_copies_a_citation(
    reader: Reader, disagreement: tuple[str, Disagreement]
) -> None:
    id_, record = disagreement
    reader.finds(record.question, "Disagreements")
    page = reader.page
    for position in record.positions.values():
        expect(page.locator(".positions")).to_contain_text(position.says)
    reader.use(page.get_by_text("Cite this", exact=True))
    text = page.locator(".cite__text").first
    expect(text).to_contain_text(f"disagreements/{id_}/")
    if reader.copies:
        reader.use(page.get_by_role("button", name="Copy: Short"))
        expect(page.get_by_role("status").filter(has_text="Copied: Short")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == text.text_content()
    else:
        assert not page.locator(".cite__copy").first.is_visible()
        text.click(click_count=3)
        assert text.inner_text().startswith(page.evaluate("getSelection().toString().trim()"))
    assert reader.saves(page.get_by_role("link", name=".bib file")).name == f"{id_}.bib"


def test_a_reader_sees_where_sources_differ_and_the_line_of_each(
    reader: Reader, disagreement: tuple[str, Disagreement]
) -> None:
    _, record = disagreement
    reader.to_section("Disagreements")
    page = reader.page
    reader.use(page.locator("article").get_by_role("link", name=record.question))
    expect(page.locator(".position")).to_have_count(len(record.positions))
    reader.use(page.locator(".position a.receipt").first)
    lines = page.locator(".note__line:visible" if not reader.copies else ".card-receipt .note__line")
    reader.use(lines.last)
    expect(page).to_have_url(re.compile(r"/sources/[a-z0-9-]+/#line-\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_a_reader_learns_what_is_not_known_of_what(reader: Reader) -> None:
    reader.to_section("Open questions", "What no source answers")
    reader.reads("How much is there for seed boats?")
    reader.follows("Money for seed boats")


def test_a_reader_learns_how_good_a_source_is(reader: Reader) -> None:
    reader.to_section("Sources and method", "Sources")
    reader.reads("government text", "retelling")
    reader.follows("Courier 2012")
    reader.reads("Rank", "Read", "Goes back to", within=".record-head")


def test_a_reader_checks_a_figure_at_its_source(reader: Reader) -> None:
    reader.to_section("Money", "Funding")
    row = reader.page.get_by_role("row").filter(has_text="Prize for moss batteries")
    reader.use(row.locator("a.receipt").first)
    shown = reader.page.locator(".card-receipt" if reader.copies else ".note:target")
    expect(shown.locator("q").first).to_contain_text("£40,000")
    expect(shown).to_contain_text("report")
    original = shown.get_by_role("link", name="in the original")
    assert original.get_attribute("href").startswith("https://courier.example/2012/lantern-pact#:~:text=%C2%A340%2C000")
    reader.use(shown.locator(".note__line").first)
    expect(reader.page.locator(":target")).to_contain_text("£40,000")


def test_a_reader_sees_what_stands_side_by_side(reader: Reader) -> None:
    reader.to_section("State of play")
    reader.to_section("Side by side")
    reader.reads("Told by the end of the year of the launch, and shown since")


# A pillar, how far things are, who with whom


def test_a_reader_finds_everything_on_a_pillar(reader: Reader) -> None:
    reader.to_section("Pillars")
    reader.follows("Moss batteries")
    page = reader.page
    for section in ("Funding", "Partnerships", "Technologies", "Timeline", "What is not known"):
        expect(page.get_by_role("heading", name=section, exact=True, level=2)).to_be_visible()
    reader.reads("How far", "Newest event", "How much", "Who", within=".record-head")


def test_a_reader_prints_the_page_of_a_pillar(reader: Reader) -> None:
    """By the browser's own command; a receipt that is open is not printed over the text."""
    reader.to_section("Pillars")
    reader.follows("Moss batteries")
    page = reader.page
    reader.use(page.locator(".record-head a.receipt").first)
    assert sheets(page.pdf(prefer_css_page_size=True))
    page.emulate_media(media="print")
    expect(page.locator(".card-receipt:visible")).to_have_count(0)
    expect(page.locator(".note").last).to_be_visible()
    expect(page.locator(".cite__text--short")).to_be_visible()


def test_a_reader_filters_the_timeline_by_pillar_and_shares_the_address(reader: Reader, new_mini_page: NewPage) -> None:
    reader.to_section("Timeline")
    page = reader.page
    every = page.locator(".event:visible").count()
    reader.use(page.locator(".filter__name").filter(has_text="Pillar"))
    reader.use(page.locator("details[open]").get_by_role("link", name="Moss batteries"))
    expect(page).to_have_url(re.compile(r"/timeline/(\?pillar=[a-z0-9-]+|pillar/[a-z0-9-]+/)$"))
    page.wait_for_load_state()
    left = page.locator(".event:visible").count()
    assert 0 < left < every
    if reader.copies:
        expect(page.get_by_role("status").filter(has_text=f"{left} of {every} milestones")).to_be_visible()
    shared = new_mini_page()
    shared.goto(page.url)
    assert shared.locator(".event:visible").count() == left


def test_a_reader_sees_which_undertakings_have_come_how_far(reader: Reader, new_mini_page: NewPage) -> None:
    reader.to_section("State of play")
    page = reader.page
    reader.use(page.locator(".filter__name").filter(has_text="How far"))
    reader.use(page.locator("details[open]").get_by_role("link", name="proposed"))
    expect(page).to_have_url(re.compile("status[=/]proposed"))
    for it in (page, new_mini_page()):
        it.goto(page.url)
        expect(it.get_by_role("row").filter(has_text="Glass Exchange")).to_be_visible()
        expect(it.get_by_role("row").filter(has_text="Moss Batteries Guild")).to_be_hidden()


def test_a_reader_sees_who_works_with_whom(reader: Reader) -> None:
    reader.to_section("Who", "People and organisations")
    reader.to_section("Who with whom")
    row = reader.page.get_by_role("row").filter(has_text="Glass Exchange")
    reader.use(row.get_by_role("link", name="River League University").first)
    reader.is_at("River League University")


# Words, files, what is to be kept


def test_a_reader_finds_a_name_in_the_alphabet(reader: Reader) -> None:
    reader.to_section("A–Z")
    reader.use(reader.page.locator("article").get_by_role("link", name="L", exact=True).first)
    reader.follows("TBLI", "Tarnia-Belmora Lantern Initiative")


def test_a_reader_saves_a_table(reader: Reader) -> None:
    reader.to_section("Money", "Funding")
    saved = reader.saves(reader.page.locator("article").get_by_role("link", name="CSV", exact=True).first)
    assert saved.name == "funding.csv"
    assert "£40,000" in saved.read_text(encoding="utf-8")


def test_a_reader_keeps_a_statement_with_its_citation(reader: Reader) -> None:
    statement = reader.page.locator("li.statement").first
    reader.use(statement.get_by_text("cite", exact=True))
    expect(statement).to_contain_text("partnerships/lantern-initiative/#announced")
    assert "announced" in reader.saves(statement.get_by_role("link", name="BibTeX")).read_text(encoding="utf-8")


def test_a_reader_takes_the_dates_into_a_calendar(reader: Reader) -> None:
    reader.to_section("Pillars")
    reader.follows("Moss batteries")
    reader.use(reader.page.get_by_text("Cite this", exact=True))
    saved = reader.saves(reader.page.get_by_role("link", name="calendar"))
    assert saved.read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")


# The keyboard


def test_a_receipt_is_opened_left_and_passed_by_keyboard_alone(page: Page) -> None:
    reader = ByKeyboard(page)
    mark = page.locator("article a.receipt").first
    reader.use(mark)
    card = page.locator(".card-receipt")
    expect(card).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(mark).to_be_focused()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE, {"width": 320, "height": 256}], ids=str)
@pytest.mark.parametrize("name", ["home", "timeline", "one of pillars", "one of sources", "edit"])
def test_the_focus_can_be_seen_wherever_it_goes(
    new_page: NewPage, tour: dict[str, str], name: str, size: dict[str, int]
) -> None:
    page = new_page(viewport=size, reduced_motion="reduce")
    page.goto(tour[name])
    faults = [pressed(page, key) for key in ("Tab",) * MOST_TABS + ("Shift+Tab",) * (MOST_TABS // 2)]
    assert not {fault for fault in faults if fault}


STYLED = """(rules) => {
  const style = new CSSStyleSheet();
  style.replaceSync(rules);
  document.adoptedStyleSheets.push(style);
}"""
"""Styles that a page gets in spite of its security policy."""


def test_a_focus_that_cannot_be_seen_is_noticed(page: Page) -> None:
    page.goto("/licence/")
    assert pressed(page, "Tab") == ""
    page.evaluate(STYLED, ":focus-visible { outline: none !important }")
    assert "no ring" in pressed(page, "Tab")
    page.evaluate(STYLED, "body::after { content: ''; position: fixed; inset: 0; z-index: 99 }")
    assert "out of sight" in pressed(page, "Tab")


# Where nothing stands


def test_an_address_that_leads_nowhere_offers_ways_on(reader: Reader) -> None:
    page = reader.page
    page.goto("/404.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("No such page")
    assert page.locator("article a").count() >= 10
    reader.skips_to_the_page()
    reader.use(page.locator("article").get_by_role("link", name="Pillars", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Pillars")
