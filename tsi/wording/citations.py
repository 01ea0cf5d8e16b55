"""How other works cite a record's page: in words, and in the forms that reference managers read.

- BibTeX: the entry type `misc` of Oren Patashnik's “BibTeXing” (1988), with the fields `url` and, for the day, `date`,
  which present styles and programs read.
- RIS: the tags of Research Information Systems' specification, as revised in 2011, for the type ELEC (a web page).
- CSL-JSON: an item of the type `webpage` in the schema `csl-data.json` of the Citation Style Language.

Each form is a pure function of a `Work`, whose date is that of the data and never that of the build or of the reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from tsi.library import counts
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, Reference, Source
from tsi.text import dates
from tsi.wording import dataset, editions, links, places
from tsi.wording import words as wording

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The abbreviations that every BibTeX style defines."""

_IN_BIBTEX = {
    "\\": r"\textbackslash{}",
    # A brace counts for BibTeX even behind a backslash, so it is named and not escaped.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "#$%&_"},
}


class SourceLines(NamedTuple):
    """A source and those of its lines that a record rests on, in order; none where the record is the source itself."""

    source: Source
    lines: tuple[int, ...]

    @property
    def where(self) -> str:
        """“, line 7”, “, lines 2, 5 and 7” or “”."""
        *before, last = map(str, self.lines or ("",))
        if not last:
            return ""
        return f", lines {', '.join(before)} and {last}" if before else f", line {last}"


class Work(NamedTuple):
    """A page as it is cited. `path` leads to it from the root of the site, `address` from anywhere, "" where the site
    has none; `date` is that of the newest source of the site, in EDTF, `edition` the day of the newest edition
    in which it stands as it does today, or ""."""

    key: str
    title: str
    path: str
    address: str
    date: str
    sources: tuple[SourceLines, ...]
    edition: str = ""

    @property
    def date_parts(self) -> tuple[int, ...]:
        """The year, and the month and the day where they are known; of a span, its end."""
        period = dates.parse(self.date)
        if period.form == "stretch":
            return (period.last.year,)
        return tuple(map(int, dates.plain(period.ends[-1]).split("-")))

    @property
    def note(self) -> str:
        """The date of the data, the page where no address tells it, and the sources by their short names."""
        page = "" if self.address else f"Page {self.path}. "
        edition = f"Edition of {dates.words(self.edition)}. " if self.edition else ""
        return f"{edition}Data of {dates.words(self.date)}. {page}{self.listed(lambda source: source.short)}".rstrip()

    def listed(self, called: Callable[[Source], str]) -> str:
        """“Sources: ”, and each as it is called, with its lines."""
        if not self.sources:
            return ""
        sources = _on_one_line("; ".join(f"{called(it.source)}{it.where}" for it in self.sources))
        return f"{'Sources' if len(self.sources) > 1 else 'Source'}: {sources}."


def work(library: Library, thing: Reference | Place, base: str) -> Work:
    """The page of a record, or a statement on it, whose title is what it says. `base` is the site's address with a
    slash at its end, or "" where it has none yet."""
    place = places.as_place(thing)
    reference, proof = place.reference, places.proof(library, place) if place.path else None
    cited = set(proof.citations if proof else library.citations(reference))
    if reference.kind == "sources":
        cited.add(Citation(reference.id, 0))
    path = links.where(library, reference, links.anchor(place.path) if proof else "")
    return Work(
        key="-".join(("tsi", *reference, *map(str, place.path[1:]))),
        title=_on_one_line(proof.text if proof else wording.title(library.get(reference))),
        path=path,
        address=base + path if base else "",
        date=counts.newest_source(library),
        sources=tuple(
            SourceLines(source, tuple(sorted(line for at, line in cited if at == id_ and line)))
            for id_, source in library.sources.items()
            if any(at == id_ for at, _ in cited)
        ),
        edition=editions.named(library, reference),
    )


def of_page(library: Library, path: str, title: str, base: str) -> Work:
    """Any page of the site, by its path and its title; without sources."""
    address, date = base + path if base else "", counts.newest_source(library)
    return Work(path, _on_one_line(title), path or "index.html", address, date, sources=())


def _on_one_line(text: str) -> str:
    """No line break of a text may begin a line of its own in a file whose lines mean something."""
    return " ".join(text.split())


# --- In words --------------------------------------------------------------------------------------------------------


def short(work: Work) -> str:
    """The title, the name of this work, its edition, the date of the data and the address, or the path without one."""
    edition = f"edition of {dates.words(work.edition)}, " if work.edition else ""
    return f"“{work.title}”, {dataset.TITLE}, {edition}data of {dates.words(work.date)}, {work.address or work.path}"


def long(work: Work) -> str:
    """The same, and all sources with the lines that the page rests on."""
    return f"{short(work)}. {work.listed(_in_full)}".rstrip()


def _in_full(it: Source) -> str:
    said = (it.author, f"“{it.title}”", it.publisher, dates.words(it.published), it.url)
    return ", ".join(part for part in said if part)


# --- For reference managers ------------------------------------------------------------------------------------------


def bibtex(work: Work) -> str:
    """One entry. The title has braces of its own, without which styles would write its names in small letters."""
    year, *month = parts = work.date_parts
    fields = {
        "title": f"{{{{{_bibtex_text(work.title)}}}}}",
        "howpublished": f"{{{_bibtex_text(dataset.TITLE)}}}",
        "year": f"{{{year}}}",
        "month": _MONTHS[month[0] - 1] if month else "",
        "date": f"{{{year}-{parts[1]:02}-{parts[2]:02}}}" if len(parts) > 2 else "",
        "url": f"{{{_bibtex_address(work.address)}}}" if work.address else "",
        "note": f"{{{_bibtex_text(work.note)}}}",
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items() if value)
    return f"@misc{{{work.key},\n{lines}\n}}\n"


def _bibtex_text(text: str) -> str:
    return "".join(_IN_BIBTEX.get(character, character) for character in _on_one_line(text))


def _bibtex_address(address: str) -> str:
    """`url` is read letter for letter, but for the braces, which must be in pairs."""
    return re.sub(r"[{}\\\s]", lambda match: quote(match[0]), address)


def ris(work: Work) -> str:
    """One reference. A line is a tag of two letters, two spaces, a hyphen, a space and the content; it ends in CRLF."""
    date = [f"{part:02}" for part in work.date_parts]
    tags = {
        "TY": "ELEC",
        "ID": work.key,
        "TI": work.title,
        "T2": dataset.TITLE,
        "PY": date[0],
        "DA": "/".join(date),
        **({"UR": work.address} if work.address else {}),
        "N1": work.note,
        "ER": "",
    }
    return "".join(f"{tag}  - {_on_one_line(content)}\r\n" for tag, content in tags.items())


def csl_json(work: Work) -> str:
    """A list of one item."""
    issued = {"date-parts": [list(work.date_parts)]}
    item = {
        "id": work.key,
        "type": "webpage",
        "title": work.title,
        "container-title": dataset.TITLE,
        "issued": issued | ({"circa": True} if dates.parse(work.date).approximate else {}),
        **({"URL": work.address} if work.address else {}),
        "language": "en-GB",
        "note": work.note,
    }
    lines = ",\n".join(f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in item.items())
    return f"[{{\n{lines}\n}}]\n"


def tags(work: Work) -> dict[str, str]:
    """The page in the terms of Dublin Core (https://www.dublincore.org/specifications/dublin-core/dcmi-terms/), which
    reference managers read in its head."""
    return {
        "DC.title": work.title,
        "DC.date": "-".join(f"{part:02}" for part in work.date_parts),
        "DC.publisher": dataset.TITLE,
        "DC.language": "en-GB",
        "DC.rights": dataset.LICENCE["path"],
        **({"DC.identifier": work.address} if work.address else {}),
    }


class Format(NamedTuple):
    """A form of citation: its id, what readers call it, the ending and the media type of its file ("" where it has
    none)."""

    id: str
    label: str
    ending: str
    type: str
    write: Callable[[Work], str]

    def path(self, thing: Reference | Place) -> str:
        """Where the file of a record stands below the site's root; that of a statement stands with its page."""
        place = places.as_place(thing)
        if place.path:
            return f"{place.reference}/{links.anchor(place.path)}{self.ending}"
        return f"cite/{place.reference}{self.ending}"

    def shown(self, work: Work) -> str:
        """The citation as a page shows it: HTML knows no CRLF."""
        return self.write(work).replace("\r\n", "\n").rstrip("\n")


FORMATS = {
    it.id: it
    for it in (
        Format("short", "Short", "", "", short),
        Format("long", "With sources", "", "", long),
        Format("bibtex", "BibTeX", ".bib", "application/x-bibtex", bibtex),
        Format("ris", "RIS", ".ris", "application/x-research-info-systems", ris),
        Format("csl", "CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", csl_json),
    )
}


def files(library: Library, base: str) -> Iterator[tuple[str, bytes]]:
    """Every file of a citation by its path below the site's root."""
    for reference in library.references():
        if reference.kind in links.KINDS_WITH_PAGES:
            yield from _files(library, reference, base)


def files_of_statements(library: Library, base: str) -> Iterator[tuple[str, bytes]]:
    """The same of every statement that stands on a page of its record."""
    for place, _ in library.statements():
        if links.has_page(library, place.reference):
            yield from _files(library, place, base)


def _files(library: Library, thing: Reference | Place, base: str) -> Iterator[tuple[str, bytes]]:
    cited = work(library, thing, base)
    for it in FORMATS.values():
        if it.ending:
            yield it.path(thing), dataset.fit(it.write(cited), thing).encode()


def withdrawn_file(library: Library, path: str, base: str) -> bytes:
    """The file at `path` that a record had which is no more: it cites the page that tells why."""
    record, _, ending = path.removeprefix("cite/").rpartition(".")
    page = f"{record}/"
    work = Work(
        key=f"tsi-{record.replace('/', '-')}",
        title="Withdrawn",
        path=page,
        address=base + page if base else "",
        date=counts.newest_source(library),
        sources=(),
    )
    return next(it for it in FORMATS.values() if it.ending == f".{ending}").write(work).encode()
