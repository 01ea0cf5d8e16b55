"""What other sites show beside a link to a page: its title, its description, and a card on which the title stands."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from tests.projects import MINI_BUILD
from tests.site_checks import BuiltPage, pages
from tsi.render import cards

ADDRESS = MINI_BUILD["SITE_URL"]


@pytest.fixture(scope="module")
def published(mini_site: Path) -> Path:
    """A site that is built for an address that others can reach: that of the miniature set."""
    return mini_site


def told(page: BuiltPage, name: str) -> str:
    """What the head says under a name of the Open Graph protocol."""
    return "".join(page.document.xpath(f"//head/meta[@property='og:{name}']/@content"))


def with_an_address(site: Path) -> Iterator[BuiltPage]:
    """The pages that tell an address of their own; a signpost tells that of the page to which it leads."""
    own = (page for page in pages(site) if "data-signpost" not in page.document.attrib)
    return (page for page in own if page.document.xpath("//head/link[@rel='canonical']"))


def test_every_page_tells_its_title_description_and_address(published: Path) -> None:
    consulted = 0
    for page in with_an_address(published):
        assert told(page, "url") == ADDRESS + page.address
        assert told(page, "title")
        assert told(page, "title") in page.document.findtext(".//title")
        assert told(page, "description") == "".join(page.document.xpath("//meta[@name='description']/@content"))
        consulted += 1
    assert consulted > 10


def test_every_page_has_a_card_of_the_usual_size(published: Path) -> None:
    assert any(with_an_address(published))
    for page in with_an_address(published):
        with Image.open(published / told(page, "image").removeprefix(ADDRESS)) as card:
            assert (card.format, card.size) == ("PNG", cards.SIZE), page.address


def test_a_site_that_nobody_else_can_reach_has_no_cards(built_site: Path) -> None:
    home = html.parse(str(built_site / "index.html")).getroot()
    assert not told(BuiltPage("", home), "image")
    assert not (built_site / "cards").exists()


@pytest.mark.parametrize("title", ["AI", "Who is to receive it?" + " And what for?" * 15, "W" * 60])
def test_a_title_of_any_length_stays_within_its_place(title: str) -> None:
    card = Image.open(BytesIO(cards.card("pillar", title, "A site", "A line"))).convert("L")
    ink = card.point(lambda shade: 255 * (shade < 128)).crop((0, cards.TITLE_TOP, *cards.SIZE))
    above_the_rule = ink.crop((0, 0, cards.SIZE[0], cards.RULE_TOP - cards.TITLE_TOP - 10))
    left, _, right, bottom = above_the_rule.getbbox()
    assert left >= cards.MARGIN - 10
    assert right <= cards.SIZE[0] - cards.MARGIN + 10
    assert bottom <= cards.RULE_TOP - cards.TITLE_TOP - 20


@pytest.mark.parametrize(("title", "lacking"), [("£6 million, €5, é", ""), ("₹5 crore, ₹6", "₹"), ("भारत", "भारत")])
def test_what_a_card_cannot_show_is_known(title: str, lacking: str) -> None:
    assert cards.undrawn(title) == lacking
