"""What readers come for, done as they would do it: by the keyboard alone, on a phone by touch, and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.test_print import sheets
from tsi.library import selections
from tsi.library.library import Library
from tsi.records.types import Disagreement, Reference
from tsi.text import figures

PHONE = {"width": 390, "height": 844}
MOST_TABS = 60
"""How far a reader would go by the tab key."""

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

    def to_section(self, name: str) -> None:
        """By the contents in the masthead, which a small window folds away."""
        if (folded := self.page.locator(".menu__summary")).is_visible():
            self.use(folded)
        contents = self.page.get_by_role("navigation", name="Contents")
        self.use(contents.get_by_role("link", name=name, exact=True))
        expect(self.page.get_by_role("heading", level=1)).to_have_text(name)
        self.page.wait_for_load_state()  # a heading stands before the rest of a long page
        self.skips_to_the_page()


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
        for _ in range(MOST_TABS):
            assert pressed(self.page, "Tab") == ""
            if target.evaluate("it => it === document.activeElement"):
                return
        pytest.fail(f"{MOST_TABS} tabs do not reach {target}")


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
        expect(self.page.get_by_role("heading", level=1)).to_have_text(page_name)


WAYS = {
    "by keyboard": (ByKeyboard, {}),
    "on a phone": (ByTouch, {"viewport": PHONE, "has_touch": True, "is_mobile": True}),
    "without scripts": (WithoutScripts, {"java_script_enabled": False}),
}


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def reader(request: pytest.FixtureRequest, new_page: NewPage) -> Reader:
    way, options = request.param
    page = new_page(**options)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return way(page)


# The tasks, on whatever the records are about


@pytest.fixture
def pillar(library: Library) -> str:
    """The name of the pillar with most to read, of those with a sum, a milestone, a difference and a question."""
    full = [it for it in selections.linked(library, None, "pillars") if all(_belonging(library, it))]
    return library.get(max(full, key=lambda it: len(library.citations(it)))).name


def _belonging(library: Library, pillar: Reference) -> list[object]:
    linked = [selections.linked(library, pillar, kind) for kind in ("funding", "partnerships", "milestones")]
    return [*linked, library.disagreements_touching(pillar), library.get(pillar).open_questions]


@pytest.fixture
def disagreement(library: Library) -> tuple[str, Disagreement]:
    """The first disagreement that a reader can search for in plain words, and its id."""
    return next((id_, it) for id_, it in library.records["disagreements"].items() if not figures.find(it.question))


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
    with page.expect_download() as file:
        reader.use(page.get_by_role("link", name=".bib file"))
    assert file.value.suggested_filename == f"{id_}.bib"


def test_a_reader_finds_everything_on_a_pillar(reader: Reader, pillar: str) -> None:
    reader.to_section("Pillars")
    page = reader.page
    reader.use(page.locator("article").get_by_role("link", name=pillar, exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(pillar)
    for section in ("Funding", "Partnerships", "Timeline", "Where sources differ", "What is not known"):
        expect(page.get_by_role("heading", name=section, exact=True, level=2)).to_be_visible()
    reader.use(page.locator(".record-head").get_by_role("link", name=re.compile("^on .* questions?$")))
    expect(page.get_by_role("heading", name="Where sources differ", exact=True)).to_be_in_viewport()


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


def test_a_reader_filters_the_timeline_by_pillar_and_shares_the_address(
    reader: Reader, new_page: NewPage, pillar: str
) -> None:
    reader.to_section("Timeline")
    page = reader.page
    every = page.locator(".event:visible").count()
    reader.use(page.locator(".filter__name").filter(has_text="Pillar"))
    reader.use(page.locator("details[open]").get_by_role("link", name=pillar))
    expect(page).to_have_url(re.compile(r"/timeline/(\?pillar=[a-z0-9-]+|pillar/[a-z0-9-]+/)$"))
    page.wait_for_load_state()
    left = page.locator(".event:visible").count()
    assert 0 < left < every
    if reader.copies:
        expect(page.get_by_role("status").filter(has_text=f"{left} of {every} milestones")).to_be_visible()
    shared = new_page()
    shared.goto(page.url)
    assert shared.locator(".event:visible").count() == left


def test_a_reader_prints_the_page_of_a_pillar(reader: Reader, pillar: str) -> None:
    """By the browser's own command; a receipt that is open is not printed over the text."""
    reader.to_section("Pillars")
    page = reader.page
    reader.use(page.locator("article").get_by_role("link", name=pillar, exact=True))
    reader.use(page.locator(".record-head a.receipt").first)
    assert sheets(page.pdf(prefer_css_page_size=True))
    page.emulate_media(media="print")
    expect(page.locator(".card-receipt:visible")).to_have_count(0)
    expect(page.locator(".note").last).to_be_visible()
    expect(page.locator(".cite__text--short")).to_be_visible()


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
