"""`llms.txt` (https://llmstxt.org): where programs that read text begin, with the Markdown twin of every page."""

from __future__ import annotations

from collections.abc import Iterator

from tsi.exports import twins
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import dataset, descriptions, downloads, links
from tsi.wording import words as wording

PATH = "llms.txt"
_HOW = (
    "Cite the address of the page; each statement there has an address of its own. A receipt, here a footnote, names "
    "the source line on which a statement rests. Where sources disagree, each account is given with its source: do not "
    "merge them. What is not stated is not in what we read."
)


def text(library: Library, base: str) -> bytes:
    """`base` is the site's address, or "" where it has none: then links are relative to where the file stands."""
    parts = [f"# {dataset.TITLE}", f"> {dataset.NOTE}", _HOW, "## Data\n\n" + "\n".join(_downloads(base))]
    for kind in (it for it in wording.KIND_WORDS if it in links.KINDS_WITH_PAGES):
        parts.append(f"## {wording.KIND_WORDS[kind][1].capitalize()}\n\n" + "\n".join(_records(library, kind, base)))
    return ("\n\n".join(parts) + "\n").encode()


def _downloads(base: str) -> Iterator[str]:
    return (f"- [{path}]({base}{path}): {what}" for path, what in downloads.DOWNLOADS if path != PATH)


def _records(library: Library, kind: str, base: str) -> Iterator[str]:
    for reference in (Reference(kind, id_) for id_ in library.records[kind]):
        if links.has_page(library, reference):
            way = base + downloads.twin(links.where(library, reference), ".md")
            title = dataset.fit(wording.title(library.get(reference)), reference)
            yield f"- [{twins.escaped(title)}]({way}): {twins.escaped(descriptions.of_record(library, reference))}"
