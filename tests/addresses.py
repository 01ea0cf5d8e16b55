"""The addresses that the site has published: pages, and the anchors of whatever on them has an address of its own.

They are promised for good: whoever linked to or cited one must still arrive. `make addresses` adds those of the site
as it is now to tests/published_addresses.txt, from which nothing is ever removed.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests import site_checks
from tsi.wording import filters

PUBLISHED = Path(__file__).with_name("published_addresses.txt")
ANCHORED = "statement", "position", "event", "rule", "moved"
"""Classes of the elements whose ids are permanent; `moved` are those of the signposts at old addresses."""
PREFIXES = "line-", "unknown-", "fact-", "listed-", "event-"
"""How the ids of source lines, open questions, facts, listings and mentions of milestones begin, which are permanent as
well."""


_IN_FILTERED_TIMELINE = re.compile(rf"^timeline/(?:{'|'.join(filters.DIMENSIONS)})/[^/]+/(?=#)")


def lasting(address: str) -> str:
    """Where an address is held to lead: that of an entry on a filtered timeline, which a corrected status or pillar can
    take off it, to the entry on the whole one; any other where it says."""
    return _IN_FILTERED_TIMELINE.sub("timeline/", address)


def published() -> set[str]:
    return set(PUBLISHED.read_text(encoding="utf-8").split())


def offered(site: Path) -> Iterator[str]:
    """Every permanent address that a built site has, below its root."""
    for page in site_checks.pages(site):
        yield page.address or "./"
        for element in page.document.xpath("//*[@id]"):
            classes = set((element.get("class") or "").split())
            if classes.intersection(ANCHORED) or element.get("id").startswith(PREFIXES):
                yield f"{page.address}#{element.get('id')}"


def main() -> None:
    known = published() if PUBLISHED.exists() else set()
    new = set(offered(Path("site"))) - known
    PUBLISHED.write_text("\n".join(sorted(known | new)) + "\n", encoding="utf-8")
    print(f"{len(new)} addresses added, {len(known)} kept")


if __name__ == "__main__":
    main()
