"""An address, once published, leads to its page and its anchor for good."""

from pathlib import Path

import pytest
from lxml import html

from tests import addresses


@pytest.fixture(scope="module")
def offered(built_site: Path) -> set[str]:
    return set(addresses.offered(built_site))


def test_every_address_ever_published_still_leads_somewhere(offered: set[str]) -> None:
    gone = sorted({addresses.lasting(address) for address in addresses.published()} - offered)
    assert gone == [], "keep the id, or name the old id of a record under moved_from"
    assert len(addresses.published()) > 1_000


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ("timeline/status/agreed/#tsi-formalised", "timeline/#tsi-formalised"),
        ("timeline/pillar/telecoms/#telecoms-pledge", "timeline/#telecoms-pledge"),
        ("timeline/status/agreed/", "timeline/status/agreed/"),
        ("timeline/oldest-first/#tsi-formalised", "timeline/oldest-first/#tsi-formalised"),
        ("pillars/telecoms/#event-telecoms-pledge", "pillars/telecoms/#event-telecoms-pledge"),
        ("timeline/#tsi-formalised", "timeline/#tsi-formalised"),
    ],
)
def test_an_entry_that_a_correction_takes_off_a_filtered_timeline_is_held_on_the_whole_one(address: str, held: str):
    assert addresses.lasting(address) == held


def test_every_page_of_a_record_is_among_the_published_addresses(offered: set[str]) -> None:
    pages = {address for address in offered if address.count("/") == 2 and "#" not in address}
    new = sorted(pages - addresses.published())
    assert new == [], "new pages; run: make addresses"


def test_an_anchor_that_is_gone_is_noticed(built_site: Path, tmp_path: Path) -> None:
    page = tmp_path / "pillars/telecoms/index.html"
    page.parent.mkdir(parents=True)
    text = (built_site / "pillars/telecoms/index.html").read_text(encoding="utf-8")
    statement = html.fromstring(text).xpath("//li[contains(@class, 'statement')]/@id")[0]
    page.write_text(text.replace(f'id="{statement}"', 'id="renamed"'), encoding="utf-8")
    assert f"pillars/telecoms/#{statement}" in addresses.published() - set(addresses.offered(tmp_path))
