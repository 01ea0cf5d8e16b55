"""What search finds: each record, statement, open question, account of a disagreement and line of our notes, and the
prose of the pages between them.

An entry is what the search of the theme reads: `location` (an address below the site's root), `title` and `text` (both
HTML); `tags`, the other names of what stands there; `also`, words that it is found by and does not print; `cites`, the
source lines that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypedDict

from markupsafe import escape

from tsi.library import abbreviations
from tsi.library.library import Library
from tsi.records.claims import Place, related
from tsi.records.types import Citation, Disagreement, FundingItem, Milestone, Model, Person, Reference, Rule, Source
from tsi.text import dates
from tsi.wording import addresses, links, searches
from tsi.wording import words as wording

UNANSWERED = "No source answers"
OUR_NOTES = "Our notes on the source"
_HEADING = re.compile(r"^#+ +(?P<title>.*?)(?: *\{:.*\})?$", re.MULTILINE)
_MACRO = "{{"


class Entry(TypedDict, total=False):
    location: str
    title: str
    text: str
    tags: list[str]
    also: str
    cites: str


def completed(library: Library, prose: Iterable[Entry]) -> list[Entry]:
    """The entries of the records, and of those of the built pages the prose: what a page lists of records is found at
    the records themselves."""
    entries = [it for reference in library.references() for it in _of_record(library, reference)]
    entries += map(_abbreviation, abbreviations.every(library))
    written = _written(library.root / "docs")
    for entry in prose:
        page, _, anchor = entry["location"].partition("#")
        is_prose = entry["title"] in written.get(page, ())
        if is_prose or not anchor:
            entries.append({**entry, "text": entry["text"] if is_prose else ""})
    return _with_synonyms(entries, searches.synonyms(library.root))


def _written(docs: Path) -> Mapping[str, set[str]]:
    """By address, the headings of a page of docs/ that have prose below them alone, and no macro."""
    found = {}
    for file in docs.rglob("*.md"):
        _, *parts = _HEADING.split(file.read_text(encoding="utf-8"))
        address = f"{file.relative_to(docs).with_suffix('').as_posix()}/".removesuffix("index/")
        found[address] = {
            str(escape(title)) for title, text in zip(parts[::2], parts[1::2], strict=True) if _MACRO not in text
        }
    return found


# --- Records ---------------------------------------------------------------------------------------------------------


def _of_record(library: Library, of: Reference) -> Iterator[Entry]:
    if of.kind in links.KINDS_WITH_ADDRESSES:
        yield _head(library, of)
    if links.has_page(library, of):
        for part in ("statements", "open_questions", "positions"):
            yield from (_part(library, Place(of, (part, id_))) for id_ in getattr(library.get(of), part, ()))
        yield from (_note(library, Citation(of.id, line)) for line in _noted(library, of))


def _head(library: Library, of: Reference) -> Entry:
    """A record as such, for its page."""
    record = library.get(of)
    cites = [Citation(of.id, line.number) for line in library.index[of.id].lines] if of.kind == "sources" else []
    return _entry(
        links.where(library, of),
        wording.title(record),
        _summary(library, of),
        tags=[str(escape(name)) for name in _other_names(record, of) if name],
        also=_facts(library, of),
        cites=cites,
    )


def _other_names(record: Model, of: Reference) -> Iterable[str | None]:
    """What else readers call a record: a source by its id, its publisher and its author, funding by its sum."""
    if isinstance(record, Source):
        return of.id, record.publisher, record.author
    if isinstance(record, FundingItem) and record.amount:
        return *record.aliases, record.amount.is_
    return getattr(record, "aliases", ())


def _part(library: Library, at: Place) -> Entry:
    """A statement, an open question or an account: the source lines that it rests on, and its text."""
    asks = at.path[0] == "open_questions"
    proof = library.proof(at.reference, *at.path, "asks" if asks else "says")
    title = UNANSWERED if asks else searches.lines(library, proof.citations)
    location = links.address(at.reference, links.anchor(at.path))
    return _entry(location, title, proof.text, cites=proof.citations)


def _noted(library: Library, of: Reference) -> Iterator[int]:
    notes = library.notes.get(of.id, ()) if of.kind == "sources" else ()
    return (number for number, note in enumerate(notes, 1) if note.text)


def _abbreviation(it: abbreviations.Abbreviation) -> Entry:
    location = f"glossary/#{links.abbreviation_anchor(it.short)}"
    return _entry(location, it.short, it.full or wording.NOT_SPELLED_OUT, cites=[it.at] if it.at else [])


def _note(library: Library, at: Citation) -> Entry:
    location = links.address(Reference("sources", at.source), f"line-{at.line}")
    text = library.notes[at.source][at.line - 1].text
    return _entry(location, OUR_NOTES, text, cites=[at])


def _entry(
    location: str,
    title: str,
    text: str,
    *,
    tags: list[str] | None = None,
    also: str = "",
    cites: Iterable[Citation] = (),
) -> Entry:
    entry: Entry = {"location": location, "title": str(escape(title)), "text": str(escape(text))}
    if tags:
        entry["tags"] = tags
    if also:
        entry["also"] = str(escape(also))
    if lines := " ".join(map(str, cites)):
        entry["cites"] = lines
    return entry


def _summary(library: Library, of: Reference) -> str:
    """What is said of a record as a whole: the headline of a source, the wording of a rule, why an account of a
    disagreement leads, the day of a milestone, the sum of funding, the last office of a person. Whatever else is said
    of a record, its statements say, which are found by themselves."""
    record = library.get(of)
    if isinstance(record, Source):
        return record.title
    if isinstance(record, Rule):
        return record.says
    if isinstance(record, Disagreement):
        return record.because
    if isinstance(record, Milestone):
        return dates.words(record.when.is_)
    if isinstance(record, Person):
        return [office.is_ for office in record.offices.values()][-1] if record.offices else ""
    return library.proof(of, "amount", "is").text if getattr(record, "amount", None) else ""


def _facts(library: Library, of: Reference) -> str:
    """What a record's fields say, for finding it: its kind, when and as what a source appeared, the records that it
    points at."""
    record = library.get(of)
    found = [wording.KIND_WORDS[of.kind][0]]
    if isinstance(record, Source):
        found += [dates.words(record.published), record.kind, record.rank]
    targets = (it for _, it in related(of, record) if it.kind not in ("rules", "lineages", "sources"))
    return " | ".join(dict.fromkeys([*found, *(wording.title(library.get(it)) for it in targets)]))


# --- Synonyms --------------------------------------------------------------------------------------------------------


def _with_synonyms(entries: list[Entry], synonyms: Mapping[str, tuple[str, ...]]) -> list[Entry]:
    """Each entry that says a thing in the words of the records, or is one of the records named, found by what readers
    say, too."""
    patterns = {
        said: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE) for said, words in synonyms.items()
    }
    named = {said: set(map(addresses.written, words)) for said, words in synonyms.items()}
    for entry in entries:
        for said in synonyms:
            if entry["location"] in named[said]:
                entry.setdefault("tags", []).append(str(escape(said)))
        text = " | ".join((entry["title"], entry["text"], *entry.get("tags", ()), entry.get("also", "")))
        if also := [str(escape(said)) for said, pattern in patterns.items() if pattern.search(text)]:
            entry["also"] = " | ".join(filter(None, (entry.get("also", ""), *also)))
    return entries
