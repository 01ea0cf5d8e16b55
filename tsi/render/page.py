"""The page being rendered: its place on the site, and the notes that its receipts lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tsi.evidence.proof import Backing, FigureProof, Proof, Segment
from tsi.library import counts, selections
from tsi.library.library import Library
from tsi.records.claims import Place, cited
from tsi.records.types import Citation, CitedStatus, Model, Reference
from tsi.render import addresses
from tsi.text import dates
from tsi.text.figures import find
from tsi.wording import links
from tsi.wording import words as wording

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    extensions=["jinja2.ext.do"],
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {
    "code": wording.code,
    "date_words": dates.words,
    "datetime": wording.datetime_attribute,
    "figure_words": wording.figure,
    "money": wording.money,
    "number": wording.number,
}
_ENVIRONMENT.globals |= {
    "KIND_WORDS": wording.KIND_WORDS,
    "Reference": Reference,
    "formula": counts.formula,
    "mutant_class": counts.mutant_class,
    "weak_source_alone": selections.weak_source_alone,
    "title": wording.title,
}


class CitedLine(NamedTuple):
    """A line of a note: the source line, and what of the text it backs (nothing, where no program can match a word)."""

    citation: Citation
    figures: tuple[Backing, ...] = ()
    names: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The first thing to look for on the line."""
        return next((text for text in (*(backing.printed for backing in self.figures), *self.names) if text), "")


@dataclass
class Note:
    """One entry of the notes: the lines that texts on the page rest on, and the marks that lead to it."""

    number: int
    lines: tuple[CitedLine, ...]
    marks: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"note-{self.number}"

    @property
    def verdict(self) -> str:
        inferred = any(backing.verdict == "inferred" for line in self.lines for backing in line.figures)
        return "inferred" if inferred else "matched"


class Page:
    """What the templates ask about the page at `url` (below the site's root); `about` is the record it is for, `built`
    the day of the build (ISO 8601; "" where none is to be told)."""

    def __init__(
        self,
        library: Library,
        url: str,
        site_url: str = "",
        about: Reference | None = None,
        report_form: str = "",
        built: str = "",
    ):
        self.library, self.url, self.site_url, self.about = library, url, site_url, about
        self.report_form, self.built = report_form, built
        self._notes: dict[tuple[CitedLine, ...], Note] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes.values())

    def render(self, template: str, **values: object) -> str:
        """The HTML of a template. Within it, `counts` are the functions of that module, asked of this library."""
        asked = {name: partial(function, self.library) for name, function in counts.COUNTS.items()}
        html = _ENVIRONMENT.get_template(template).render(page=self, library=self.library, counts=asked, **values)
        for old, anchor in addresses.of(self.library).renamed(self.url):
            html = _with_former_id(html, anchor, old)
        return html

    def to(self, reference: Reference, anchor: str = "") -> str:
        return links.relative(links.address(reference, anchor), self.url)

    def to_place(self, place: Place) -> str:
        """The way to a text; an omission has no page and stands at its source line."""
        if place.reference.kind == "omissions":
            return self.to_line(self.library.get(place.reference).at)
        return self.to(place.reference, links.anchor(place.path))

    def to_line(self, citation: Citation) -> str:
        return self.to(Reference("sources", citation.source), f"line-{citation.line}")

    def to_file(self, path: str) -> str:
        return links.relative(path, self.url)

    def to_index(self, kind: str, anchor: str = "") -> str:
        return links.relative(links.INDEXES[kind] + (f"#{anchor}" if anchor else ""), self.url)

    def absolute(self, reference: Reference, anchor: str = "") -> str:
        """The whole address of a record, for print and for search engines; from the root where the site has no host."""
        return (self.site_url or "/") + links.address(reference, anchor)

    def report(self, reference: Reference, anchor: str = "", said: str = "", *citing: Proof | Model) -> str:
        """Where to tell of a problem with what is said at an anchor of a record's page and rests on these things, or
        with the whole record; "" where the site names no address."""
        if not self.report_form:
            return ""
        citations = dict.fromkeys(citation for thing in citing for citation in _citations(thing))
        return links.report(
            self.report_form,
            record=str(reference),
            statement=said,
            citation=" ".join(map(str, citations or self.library.citations(reference))),
            address=self.absolute(reference, anchor),
        )

    def original(self, citation: Citation, printed: str) -> str:
        return links.original(self.library.sources[citation.source].url, printed)

    def by_date(self, citations: tuple[Citation, ...]) -> list[str]:
        """Of the sources cited, one for each date of appearance."""
        dated: dict[str, str] = {}
        for citation in citations:
            dated.setdefault(self.library.sources[citation.source].published, citation.source)
        return list(dated.values())

    def pieces(self, printed: str, citation: Citation) -> tuple[Segment, ...]:
        """A text that a source line prints, cut into its figures and the rest, so that they are marked up as cited."""
        figures = tuple(FigureProof(figure, (Backing(citation, figure.printed),)) for figure in find(printed))
        return Proof(printed, (citation,), figures).segments

    def note(self, *things: Proof | Model, naming: Reference | None = None) -> tuple[Note, str]:
        """The note on what these texts or cited things rest on, and the id of a new mark that leads to it.

        Of a thing that is no text, such as a listing, `naming` tells which record its lines name."""
        citations = (citation for thing in things for citation in _citations(thing))
        lines = tuple(self._cited_line(citation, things, naming) for citation in dict.fromkeys(citations))
        note = self._notes.setdefault(lines, Note(len(self._notes) + 1, lines))
        note.marks.append(f"mark-{note.number}" + (f"-{len(note.marks) + 1}" if note.marks else ""))
        return note, note.marks[-1]

    def _cited_line(self, citation: Citation, things: tuple[Proof | Model, ...], naming: Reference | None) -> CitedLine:
        proofs = [thing for thing in things if isinstance(thing, Proof)]
        figures = (backing for proof in proofs for figure in proof.figures for backing in figure.backings)
        names = [b.printed for proof in proofs for name in proof.names for b in name.backings if b.citation == citation]
        names += [name.printed for name in self.library.evidence.line(citation).names if name.of == naming]
        stages = (thing.is_ for thing in things if isinstance(thing, CitedStatus) and citation in thing.cite)
        return CitedLine(
            citation,
            tuple(dict.fromkeys(backing for backing in figures if backing.citation == citation)),
            # In an order of their own: names in the order of the line would copy a list out of the source.
            tuple(sorted(set(names), key=lambda name: (name.casefold(), name))),
            tuple(dict.fromkeys(stages)),
        )


def _with_former_id(html: str, anchor: str, old: str) -> str:
    """HTML in which an element answers to the id that it had before as well. A row of a table may hold cells alone, so
    there it is the first of these."""
    start = rf'<[^<>]* id="{re.escape(anchor)}"[^<>]*>(?:\s*<t[hd]\b[^<>]*>)?'
    former = _ENVIRONMENT.get_template("formerly.html").render(id=old).strip()
    return re.sub(start, lambda match: match[0] + former, html, count=1)


def _citations(thing: Proof | Model) -> tuple[Citation, ...]:
    return thing.citations if isinstance(thing, Proof) else cited(thing)
