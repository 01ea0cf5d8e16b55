"""Every kind of page in a real browser: no violation of WCAG that a program can find, in light and dark, on a phone and
on a desktop; nothing wider than a narrow window; no motion for whoever asks for none."""

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 256}
"""What is left of a window 1280 pixels wide at 400% (WCAG 1.4.10)."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK_AXE = """
async ([rules, colours]) => {
  const ofColours = {type: "rule", values: ["color-contrast", "link-in-text-block"]};
  const runOnly = colours ? ofColours : {type: "tag", values: rules};
  const found = await axe.run(document, {runOnly, resultTypes: ["violations"], preload: false});
  return [
    found.violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`)),
    found.passes.length,
  ];
}
"""
REPEATED = 6
"""How many of the rows of a table, or of the items of a list, are looked at: the others are made by the same template,
and axe takes minutes over thousands of them."""
SHORTEN = """
(most) => {
  for (const list of document.querySelectorAll("article :is(tbody, ul, ol)")) {
    for (const item of [...list.children].slice(most)) item.remove();
  }
}
"""
FOREIGN = r"[\u0370-\u058F\u0600-\u06FF\u0900-\u0DFF\u0E00-\u0E7F\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]"
"""Scripts in which no English word is written."""


@pytest.mark.parametrize(
    ("size", "schemes"), [(PHONE, ["light"]), (DESKTOP, ["light", "dark"])], ids=["phone", "desktop"]
)
def test_no_page_has_a_violation_in_light_or_dark(
    new_page: Callable[..., Page], size: dict[str, int], schemes: list[str], tour: dict[str, str]
) -> None:
    """Colours do not depend on the size of the window, nor the other rules on the colours."""
    page = new_page(viewport=size, reduced_motion="reduce")
    faults = []
    for kind, address in tour.items():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        page.evaluate(SHORTEN, REPEATED)
        page.evaluate(AXE_SCRIPT)
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            found, passed = page.evaluate(ASK_AXE, [RULES, scheme == "dark"])
            assert passed, f"nothing was checked: {kind}, {scheme}"
            faults += [f"{kind}, {scheme}: {fault}" for fault in found]
    assert not faults


def test_the_check_bites(page: Page) -> None:
    page.goto("/licence/")
    page.evaluate(AXE_SCRIPT)
    page.evaluate("document.querySelector('article p').style.color = '#bbb'")
    page.evaluate("document.querySelector('article').append(document.createElement('button'))")
    found, _ = page.evaluate(ASK_AXE, [RULES, False])
    assert {fault.partition(":")[0] for fault in found} == {"button-name", "color-contrast"}


def _too_wide(page: Page) -> str:
    """The elements that reach over the edge of a page that scrolls sideways; "" where it does not."""
    return page.evaluate(
        """() => {
          const edge = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= edge) return "";
          const over = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > edge);
          return over.slice(0, 3).map((it) => it.outerHTML.slice(0, 120)).join(" | ") || "the page";
        }"""
    )


def test_no_page_scrolls_sideways_in_a_narrow_window(new_page: Callable[..., Page], tour: dict[str, str]) -> None:
    page = new_page(viewport=NARROW)
    faults = {}
    for kind, address in tour.items():
        page.goto(address)
        faults[kind] = _too_wide(page)
    assert not {kind: fault for kind, fault in faults.items() if fault}
    page.evaluate("document.querySelector('h1').style.inlineSize = '400px'")
    assert _too_wide(page)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_margin_column_is_drawn_only_where_it_holds_something(
    new_page: Callable[..., Page], size: dict[str, int], tour: dict[str, str]
) -> None:
    page = new_page(viewport=size)
    drawn = {}
    for kind, address in tour.items():
        page.goto(address)
        if (rail := page.locator(".rail")).is_visible():
            drawn[kind] = rail.locator(".rail__part:visible").count()
    assert drawn
    assert all(drawn.values()), drawn


def test_nothing_moves_for_whoever_asks_for_no_motion(new_page: Callable[..., Page], tour: dict[str, str]) -> None:
    page = new_page(reduced_motion="reduce")
    for kind in ("home", "timeline", "one of pillars"):
        page.goto(tour[kind])
        moving = page.evaluate(
            """() => [document.documentElement, ...document.querySelectorAll("body *")].filter((element) => {
              const style = getComputedStyle(element);
              const moves = style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
              return moves || style.animationName !== "none" || style.scrollBehavior === "smooth";
            }).map((element) => element.outerHTML.slice(0, 120)).slice(0, 3)"""
        )
        assert not moving, kind


def test_pages_tell_their_language_and_show_no_words_in_another_script(page: Page, tour: dict[str, str]) -> None:
    for kind, address in tour.items():
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == "en", kind
        unmarked = page.evaluate(
            f"""() => {{
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              const found = [];
              while (walker.nextNode()) {{
                const {{ nodeValue, parentElement }} = walker.currentNode;
                if (/{FOREIGN}/.test(nodeValue) && parentElement.closest("[lang]") === document.documentElement) {{
                  found.push(nodeValue);
                }}
              }}
              return found;
            }}"""
        )
        assert not unmarked, kind
