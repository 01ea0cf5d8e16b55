"""Every page of a library as the templates make it: without prose and without the frame, and so without MkDocs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment

from tsi.library.library import Library
from tsi.records import prose
from tsi.render import views
from tsi.render.page import ENVIRONMENT, Page
from tsi.wording import editions, filters, links

DOCS = Path(__file__).resolve().parents[2] / "docs"


def every_page(
    library: Library, environment: Environment = ENVIRONMENT, docs: Path = DOCS
) -> Iterator[tuple[str, str]]:
    """The address below the site's root and the HTML of each page that shows something of the records: that of each
    record, and those on which files in `docs` call a macro."""
    for address, calls in calls_by_address(library, docs).items():
        yield address, rendered(Page(library, address, environment=environment), calls)


def rendered(page: Page, calls: list[tuple[str, ...]]) -> str:
    """A page with what some macros make, and with its notes."""
    made = [getattr(views, name)(page, *arguments) for name, *arguments in calls]
    article = "\n".join([*made, *views.foot(page)])
    return f"<!doctype html><html><head></head><body><article>{article}</article></body></html>"


def calls_by_address(library: Library, docs: Path = DOCS) -> dict[str, list[tuple[str, ...]]]:
    """By its address, the macros that make a page, each with its arguments."""
    pages = {
        _address(file.relative_to(docs)): prose.called(file.read_text(encoding="utf-8")) for file in docs.rglob("*.md")
    }
    chosen = {
        address: prose.called(f"{{{{ {it.call} }}}}")
        for address, it in {**filters.pages(library), **editions.pages(library)}.items()
    }
    records: dict[str, list[tuple[str, ...]]] = {
        links.address(it): [("record_page", str(it))] for it in library.references() if links.has_page(library, it)
    }
    return {address: calls for address, calls in (records | chosen | pages).items() if calls}


def _address(file: Path) -> str:
    name = file.with_suffix("").as_posix().removesuffix("index").strip("/")
    return f"{name}/" if name else ""
