"""The look: colours that can be read, shapes for every status, nothing from other hosts, nothing unescaped."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest
from lxml import html
from mkdocs.theme import Theme
from playwright.sync_api import Page, expect

from tests.projects import ROOT
from tsi.records.types import Status
from tsi.render import policy, styles

THEME = ROOT / "theme"
SHEETS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((THEME / "assets/stylesheets").glob("*.css"))}
STYLES = "".join(SHEETS.values())
TEMPLATES = sorted(THEME.rglob("*.html"))

BODY_TEXT, SMALL_TEXT, OUTLINE = 7.0, 4.5, 3.0
"""Contrast ratios: WCAG 2.2 asks for 4.5 of text (1.4.3) and 3 of what bounds a control (1.4.11); the text that people
read at length has the 7 of level AAA."""

PAIRS = [
    ("ink", "paper", BODY_TEXT),
    ("ink", "shade", BODY_TEXT),
    ("ink", "accent-wash", BODY_TEXT),
    ("ink-soft", "paper", SMALL_TEXT),
    ("ink-soft", "shade", SMALL_TEXT),
    ("ink-soft", "accent-wash", SMALL_TEXT),
    ("accent", "paper", SMALL_TEXT),
    ("accent", "shade", SMALL_TEXT),
    ("accent", "accent-wash", SMALL_TEXT),
    ("paper", "ink", SMALL_TEXT),  # the link past the masthead
    ("rule-strong", "paper", OUTLINE),
    ("accent", "paper", OUTLINE),
]

FONT_BYTES = 28_000
"""What the fonts of a page may weigh together that has no letters with accents."""


def _colours(styles: str) -> dict[str, tuple[str, str]]:
    """The colour tokens: name -> the colour in light and in dark, as #rrggbb."""
    found = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", styles)
    return {name: (light, dark) for name, light, dark in found}


def _luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, from 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_defines_it():
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_colours_can_be_told_apart(front: str, ground: str, least: float, scheme: str):
    colours = _colours(STYLES)
    which = ("light", "dark").index(scheme)
    assert _contrast(colours[front][which], colours[ground][which]) >= least


def test_every_colour_has_a_token():
    screen = "".join(sheet for name, sheet in SHEETS.items() if name != "print")
    screen = re.sub(r"/\* -+ tokens -+ \*/.*?(?=/\* -)", "", screen, flags=re.DOTALL)
    assert len(screen) > 1_000
    assert not re.findall(r":[^;{]*#[0-9a-f]{3,8}\b", re.sub(r"url\([^)]*\)", "", screen))


@pytest.mark.parametrize("status", get_args(Status))
def test_every_status_has_a_shape_of_its_own(status: str):
    shapes = dict(re.findall(r"\.status--([a-z-]+)::before \{\n  --shape:([^;]*);", STYLES))
    assert list(shapes.values()).count(shapes[status]) == 1


def test_shapes_survive_print_and_forced_colours():
    painted = re.findall(r"^([^{}]+) {([^{}]*background: var\(--shape[^{}]*)}", STYLES, flags=re.MULTILINE)
    drawn = " ".join(selector for selector, _ in painted)
    assert all(mark in drawn for mark in (".status", ".use--contested", ".use--no-contradiction"))
    for _, rule in painted:
        assert "forced-color-adjust: none" in rule
        assert "print-color-adjust: exact" in rule
    forced = STYLES.partition("(forced-colors: active)")[2]
    assert re.search(r"\.status::before {\s+color: CanvasText", forced)


def test_styles_ask_for_nothing_but_the_fonts_of_the_theme():
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", STYLES)
    assert addresses
    assert "@import" not in STYLES
    for address in addresses:
        assert (THEME / "assets/stylesheets" / address).is_file(), address


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_load_nothing_and_style_nothing_themselves(template: Path):
    text = template.read_text(encoding="utf-8")
    text = re.sub(r"{#.*?#}|<link rel=\"(?:license|type)\"[^>]*>", "", text, flags=re.DOTALL)
    assert not [address for address in re.findall(r"https?://[^\s\"'<>]+", text) if urlsplit(address).hostname]
    inline = r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]* type=\"application/(?:ld\+)?json\")[^>]*>\s*[^<\s]"
    assert not re.search(inline, text), "the security policy of a host would refuse it"


def test_fonts_are_light_and_licensed():
    fonts = sorted((THEME / "assets/fonts").glob("*.woff2"))
    used = set(re.findall(r"fonts/([a-z0-9-]+\.woff2)", STYLES))
    assert {font.name for font in fonts} == used
    assert sum(font.stat().st_size for font in fonts if "-basic-" in font.name) <= FONT_BYTES
    assert "SIL Open Font License" in (THEME / "assets/fonts/OFL.txt").read_text(encoding="utf-8")


def _block(name: str, **page: object) -> str:
    """A block of main.html as rendered for a page with these attributes."""
    environment = Theme(name="material", custom_dir=str(THEME)).get_env()
    environment.filters["url"] = lambda address: address
    template = environment.get_template("main.html")
    config = {
        "site_name": "A & B",
        "site_description": "",
        "theme": {"favicon": "icon.svg"},
        "extra": {"policy": policy},
    }
    return "".join(template.blocks[name](template.new_context({"page": page, "config": config})))


HOSTILE = '</title><script>alert("1")</script>'
AS_HOOKS_ESCAPE_IT = "&lt;/title&gt;&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;"


@pytest.mark.parametrize("title", [HOSTILE, AS_HOOKS_ESCAPE_IT])
def test_titles_and_descriptions_are_escaped(title: str):
    title_block = _block("htmltitle", title=title, meta={"title": title}, is_homepage=False)
    assert title_block.count("<") == 2, "only the title element itself"
    assert "A &amp; B" in title_block
    meta_block = _block("site_meta", meta={"description": title}, canonical_url="")
    assert "<script" not in meta_block
    assert 'alert("' not in meta_block


def test_escaped_titles_are_not_escaped_twice():
    assert "Research &amp; Innovation" in _block("htmltitle", meta={"title": "Research &amp; Innovation"})


# What is loaded


def test_a_page_waits_for_one_style_sheet_and_for_no_script_but_that_of_the_colours(built_site: Path):
    head = html.parse(str(built_site / "index.html")).getroot()
    assert len(head.xpath("//link[@rel='stylesheet']")) == 1
    scripts = head.xpath("//script[@src][not(@type='text/plain')]")
    assert scripts
    waited_for = [Path(script.get("src")).name for script in scripts if "defer" not in script.attrib]
    assert waited_for == ["scheme.js"]
    assert (THEME / "assets/javascripts/scheme.js").stat().st_size < 2_000


def test_the_style_sheet_is_renamed_when_it_changes_and_holds_every_style_of_ours(built_site: Path):
    (sheet,) = (built_site / "assets/stylesheets").iterdir()
    published = sheet.read_text(encoding="utf-8")
    assert sheet.name == f"site.{sha256(published.encode()).hexdigest()[:8]}.css"
    assert sorted(styles.ORDER) == sorted(SHEETS)
    for name, style in SHEETS.items():
        assert styles.squeezed(style) in published, name


def test_a_style_sheet_is_published_without_comments_and_layout():
    sheet = "/* a\n note */\n.a :is(b, c) {\n  color: red;\n  margin: 0 1px;\n}\n\n.d {\n}\n"
    assert styles.squeezed(sheet) == ".a :is(b, c){color: red;margin: 0 1px}.d{}"


SIGNPOST = ROOT / "tsi/render/templates/signpost.html"
"""The page at a record's old address, of which a site may have none."""


def test_every_script_that_is_published_is_used(built_site: Path):
    scripts = {path for path in (built_site / "assets/javascripts").rglob("*") if path.is_file()}
    users = [*built_site.rglob("*.html"), *scripts, SIGNPOST]
    texts = {user: user.read_text(encoding="utf-8") for user in users}
    assert len(scripts) > 1
    for script in scripts:
        by = re.compile(rf"""[/"']{re.escape(script.name)}["']""")
        assert any(by.search(text) for user, text in texts.items() if user != script), script.name


@pytest.fixture
def fetched(page: Page) -> list[str]:
    """The names of the scripts that the page fetches, in order."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url) if request.resource_type == "script" else None)
    page.goto("/funding/", wait_until="networkidle")
    return names


def of_material(names: list[str]) -> list[str]:
    return [name for name in names if "bundle" in name]


def test_reading_fetches_nothing_of_the_search(page: Page, fetched: list[str]):
    page.mouse.wheel(0, 4_000)
    page.locator("a.receipt").first.click()
    assert fetched
    assert not of_material(fetched)


def test_reaching_for_the_search_fetches_it_once(page: Page, fetched: list[str]):
    page.get_by_role("searchbox", name="Search").click()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.get_by_role("heading", level=1).click()
    page.get_by_role("searchbox", name="Search").click()
    assert len(of_material(fetched)) == 1


def test_the_first_tap_changes_the_colours_and_the_next_page_keeps_them(new_page: Callable[..., Page]):
    page = new_page(color_scheme="light", has_touch=True, viewport={"width": 390, "height": 844})
    page.goto("/funding/")
    page.get_by_title("Use the dark page").tap()
    expect(page.locator("body")).to_have_css("color-scheme", "dark")
    page.goto("/pillars/")
    expect(page.locator("body")).to_have_css("color-scheme", "dark")
    page.get_by_title("Use the light page").tap()
    expect(page.locator("body")).to_have_css("color-scheme", "light")


def test_a_tap_on_the_glass_opens_the_search_ready_to_type(new_page: Callable[..., Page]):
    page = new_page(has_touch=True, viewport={"width": 390, "height": 844})
    page.goto("/funding/")
    page.locator("label.masthead__search").tap()
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()


@pytest.mark.parametrize("key", ["f", "s", "/"])
def test_no_single_key_moves_the_focus(page: Page, key: str):
    page.goto("/funding/")
    page.get_by_role("searchbox", name="Search").focus()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.get_by_role("link", name="Pillars").first.focus()
    page.keyboard.press(key)
    expect(page.get_by_role("link", name="Pillars").first).to_be_focused()


# What is far below is laid out when it comes near


def test_an_address_far_below_is_reached_although_nothing_above_it_was_laid_out(
    new_page: Callable[..., Page], tour: dict[str, str]
):
    page = new_page(as_it_is=True)
    page.goto(tour["one of pillars"])
    for far_below in (page.locator(".note").last, page.get_by_role("heading", level=2).last):
        anchor = far_below.get_attribute("id")
        page.goto("about:blank")
        page.goto(f"{tour['one of pillars']}#{anchor}")
        expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_what_is_out_of_sight_is_not_laid_out_on_a_screen_and_is_on_paper(new_page: Callable[..., Page]):
    page = new_page(as_it_is=True)
    page.goto("/timeline/")
    expect(page.locator(".notes-section")).to_have_css("content-visibility", "auto")
    page.emulate_media(media="print")
    expect(page.locator(".notes-section")).to_have_css("content-visibility", "visible")


def test_seven_doors_lead_to_every_page_of_prose_in_one_step_more(built_site: Path):
    home = html.fromstring((built_site / "index.html").read_bytes())
    assert len(home.find_class("masthead__row")[0].xpath("./ul[1]/li")) <= 7
    folded = {link.get("href") for link in home.find_class("menu__list")[0].iter("a")}
    prose = {path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert folded == {f"{name.removesuffix('index')}/".replace("//", "/") for name in prose - {"index"}}
