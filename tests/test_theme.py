"""The look: colours that can be read, shapes for every status, nothing from other hosts, nothing unescaped."""

import re
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest
from mkdocs.theme import Theme

from tsi.records import Status

ROOT = Path(__file__).resolve().parent.parent
THEME = ROOT / "theme"
STYLES = (THEME / "assets/stylesheets/tsi.css").read_text(encoding="utf-8")
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
    ("ink-soft", "rule", SMALL_TEXT),  # the number of search results
    ("accent", "paper", SMALL_TEXT),
    ("accent", "shade", SMALL_TEXT),
    ("accent", "accent-wash", SMALL_TEXT),
    ("paper", "ink", SMALL_TEXT),  # the link past the masthead
    ("rule-strong", "paper", OUTLINE),
    ("accent", "paper", OUTLINE),
]

FONT_BYTES = 60_000
"""What the fonts of a page may weigh together."""


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
    rules = STYLES.partition("/* ---------- ground ---------- */")[2]
    screen = rules.partition("/* ---------- print ---------- */")[0]
    assert screen
    assert not re.findall(r":[^;{]*#[0-9a-f]{3,8}\b", re.sub(r"url\([^)]*\)", "", screen))


@pytest.mark.parametrize("status", get_args(Status))
def test_every_status_has_a_shape_of_its_own(status: str):
    shapes = dict(re.findall(r"\.status--([a-z-]+)::before,\n\.event--\1::after \{\n  --shape: (url\(.*\));", STYLES))
    assert list(shapes.values()).count(shapes[status]) == 1


def test_shapes_survive_print_and_forced_colours():
    for mark in (".status::before", ".event::after"):
        rule = re.search(rf"^{re.escape(mark)} {{(.*?)^}}", STYLES, flags=re.DOTALL | re.MULTILINE)[1]
        assert "forced-color-adjust: none" in rule
        assert "print-color-adjust: exact" in rule
    forced = STYLES.partition("(forced-colors: active)")[2]
    assert re.search(r"\.status::before,\s+\.event::after {\s+background: CanvasText", forced)


def test_styles_ask_nothing_of_other_hosts():
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", STYLES)
    assert addresses
    assert "@import" not in STYLES
    for address in addresses:
        assert address.startswith("data:image/svg+xml,") or (THEME / "assets/stylesheets" / address).is_file(), address


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_load_nothing_and_style_nothing_themselves(template: Path):
    text = template.read_text(encoding="utf-8")
    assert not [address for address in re.findall(r"https?://[^\s\"'<>]+", text) if urlsplit(address).hostname]
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script", text), "the security policy of a host would refuse it"


def test_fonts_are_light_and_licensed():
    fonts = sorted((THEME / "assets/fonts").glob("*.woff2"))
    used = set(re.findall(r"fonts/([a-z0-9-]+\.woff2)", STYLES))
    assert {font.name for font in fonts} == used
    assert sum(font.stat().st_size for font in fonts) <= FONT_BYTES
    assert "SIL Open Font License" in (THEME / "assets/fonts/OFL.txt").read_text(encoding="utf-8")


def _block(name: str, **page: object) -> str:
    """A block of main.html as rendered for a page with these attributes."""
    environment = Theme(name="material", custom_dir=str(THEME)).get_env()
    environment.filters["url"] = lambda address: address
    template = environment.get_template("main.html")
    config = {"site_name": "A & B", "site_description": "", "theme": {"favicon": "icon.svg"}}
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
