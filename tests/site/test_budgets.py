"""What pages weigh: each kind of page, and each file that all of them fetch, keeps to its budget in `budgets.yml`."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

BUDGETS = yaml.safe_load((Path(__file__).parent / "budgets.yml").read_text(encoding="utf-8"))


def over(sizes: Mapping[str, int], budgets: Mapping[str, int]) -> list[str]:
    """Which pages, given by address with their bytes, exceed the budget of the first kind that fits."""
    kinds = {address: next(kind for kind in budgets if re.match(kind, address)) for address in sizes}
    return [
        f"{it or '/'}: {sizes[it]:,} bytes of {budgets[kind]:,}"
        for it, kind in kinds.items()
        if sizes[it] > budgets[kind]
    ]


def test_no_page_exceeds_the_budget_of_its_kind(mini_site: Path) -> None:
    pages = {path.relative_to(mini_site).as_posix(): path.stat().st_size for path in mini_site.rglob("index.html")}
    assert len(pages) > 50
    assert over({address.removesuffix("index.html"): size for address, size in pages.items()}, BUDGETS["pages"]) == []


@pytest.mark.parametrize("pattern", BUDGETS["files"])
def test_no_file_exceeds_its_budget(mini_site: Path, pattern: str) -> None:
    files = list(mini_site.glob(pattern))
    assert files
    assert [file.name for file in files if file.stat().st_size > BUDGETS["files"][pattern]] == []


def test_a_page_that_is_too_heavy_is_noticed() -> None:
    most = BUDGETS["pages"]["$"]
    assert over({"": most + 1, "funding/x/": 1}, BUDGETS["pages"]) == [f"/: {most + 1:,} bytes of {most:,}"]
