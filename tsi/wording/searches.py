"""What readers type into the search, kept in `data/search/`: queries with the addresses that answer them, in two
halves, and the words that readers use for what the records call otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tsi.library.library import Library
from tsi.library.loading import DataErrors
from tsi.records.faults import Fault, nearest
from tsi.records.types import Citation
from tsi.records.yaml_lines import Document, read
from tsi.text import dates
from tsi.wording import addresses

FOLDER = "data/search"
SYNONYMS = "synonyms"
HALVES = ("tuned-on", "kept-aside")
"""The files of queries: those by which the search is tuned, and those at whose results nobody looks meanwhile."""

_YEAR = re.compile(r"\d{4}")
_LISTS = "expected a list in square brackets"


def queries(library: Library, half: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By group of a half, by query, the addresses that answer it, as they are now; none where there is no such file.
    Raises DataErrors."""
    content = _document(library.root, half).content
    return {
        group: {
            query: tuple(now for answer in answers if (now := _standing(library, answer)))
            for query, answers in of_group.items()
        }
        for group, of_group in content.items()
    }


def _standing(library: Library, answer: str) -> str | None:
    """The address at which an answer stands now; "" for one that was withdrawn, None for one that never stood."""
    address, known = addresses.written(answer), addresses.of(library)
    if address in known.standing:
        return address
    now = known.answer(address)
    return now.address if now else None


def synonyms(root: Path) -> Mapping[str, tuple[str, ...]]:
    """By what readers say, the words of the records for it. Raises DataErrors."""
    document = _document(root, SYNONYMS)
    if faults := [
        _no_list(document, (said,)) for said, words in document.content.items() if not isinstance(words, list)
    ]:
        raise DataErrors(faults)
    return {said: tuple(words) for said, words in document.content.items()}


def lines(library: Library, citations: Iterable[Citation]) -> str:
    """The source lines on which a text rests, as a result of the search names them: by source, with its date where its
    short name has none. “Mint, May 2023, line 7, line 9; bdbipl, around July 2024, line 2”."""
    by_source: dict[str, list[str]] = {}
    for citation in citations:
        by_source.setdefault(citation.source, []).append(f"line {citation.line}")
    return "; ".join(", ".join((_dated(library, source), *numbers)) for source, numbers in by_source.items())


def _dated(library: Library, source: str) -> str:
    record = library.sources[source]
    return record.short if _YEAR.search(record.short) else f"{record.short}, {dates.words(record.published)}"


def check(library: Library) -> None:
    """Refuse a bank of queries in which an answer is nowhere on the site, and never was. Raises DataErrors."""
    synonyms(library.root)
    if faults := [fault for half in HALVES for fault in _wrong(library, _document(library.root, half))]:
        raise DataErrors(faults)


def _wrong(library: Library, document: Document) -> Iterator[Fault]:
    for group, of_group in document.content.items():
        if not isinstance(of_group, dict):
            message = "expected queries below this, each followed by a colon and by what answers it"
            yield Fault.in_file(document.file, document.line((group,)), message)
            continue
        for query, answers in of_group.items():
            if not isinstance(answers, list):
                yield _no_list(document, (group, query))
                continue
            for place, answer in enumerate(answers):
                if _standing(library, answer) is None:
                    hint = nearest(addresses.written(answer), addresses.of(library).standing)
                    message = f"nothing stands at {addresses.written(answer)}{hint}; correct it, or remove it"
                    yield Fault.in_file(document.file, document.line((group, query, place)), message)


def _no_list(document: Document, path: tuple[str, ...]) -> Fault:
    return Fault.in_file(document.file, document.line(path), f"‘{path[-1]}’: {_LISTS}")


def _document(root: Path, name: str) -> Document:
    """A file of the folder, an empty one where it is not there. Raises DataErrors."""
    file = f"{FOLDER}/{name}.yml"
    if not (root / file).is_file():
        return Document(file, {})
    document, faults = read(root / file, file)
    if faults:
        raise DataErrors(faults)
    return document
