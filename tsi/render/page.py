"""The page being rendered: its place on the site, and the notes that its receipts lead to."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined

from tsi.evidence.proof import Proof
from tsi.library import counts
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, Reference
from tsi.render import policy
from tsi.text import dates
from tsi.wording import addresses, citations, downloads, editions, labels, links, lists, places, receipts, told
from tsi.wording import words as wording
from tsi.wording.told import Fact

TEMPLATES = FileSystemLoader(Path(__file__).parent / "templates")


def environment(loader: BaseLoader = TEMPLATES) -> Environment:
    """Everything that a template can call; tests render with templates of their own."""
    made = Environment(
        loader=loader,
        autoescape=True,
        extensions=["jinja2.ext.do"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"code": wording.code, "date_words": dates.words, "datetime": wording.datetime_attribute}
    made.globals |= {
        "KIND_WORDS": wording.KIND_WORDS,
        "Reference": Reference,
        "at": places.at,
        "abbreviation_anchor": links.abbreviation_anchor,
        "citations": citations,
        "downloads": downloads,
        "editions": editions,
        "entry_anchor": links.entry_anchor,
        "formula": counts.formula,
        "lists": lists,
        "places": places,
        "policy": policy,
        "receipts": receipts,
        "title": wording.title,
        "told_cited": told.cited,
        "words": wording,
        "written": places.written,
    }
    return made


ENVIRONMENT = environment()


@dataclass
class Note:
    """One entry of the notes: the lines that texts on the page rest on, and the marks that lead to it."""

    number: int
    lines: tuple[receipts.CitedLine, ...]
    marks: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"note-{self.number}"

    @property
    def verdict(self) -> str:
        return receipts.verdict(self.lines)

    @property
    def label(self) -> str:
        return receipts.label(self.number, self.verdict)


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
        environment: Environment | None = None,
    ):
        self.library, self.url, self.site_url, self.about = library, url, site_url, about
        self.report_form, self.built = report_form, built
        self._environment = environment or ENVIRONMENT
        self._notes: dict[tuple[receipts.CitedLine, ...], Note] = {}
        self._explained: set[str] = set()

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes.values())

    def notes_of(self, marks: Container[str]) -> tuple[Note, ...]:
        """The notes to which some of the marks lead, as though there were no others."""
        kept = (replace(note, marks=[mark for mark in note.marks if mark in marks]) for note in self.notes)
        return tuple(note for note in kept if note.marks)

    def render(self, template: str, **values: object) -> str:
        """The HTML of a template, in which what had another id before answers to that, too."""
        html = self.put_together(template, **values)
        for old, anchor in addresses.of(self.library).renamed(self.url):
            html = self._with_former_id(html, anchor, old)
        return html

    def put_together(self, template: str, **values: object) -> str:
        """The HTML of a template alone. Within it, `counts` are the functions of that module, asked of this library."""
        asked = {name: partial(function, self.library) for name, function in counts.COUNTS.items()}
        made = self._environment.get_template(template)
        return made.render(page=self, library=self.library, counts=asked, **values)

    def _with_former_id(self, html: str, anchor: str, old: str) -> str:
        """HTML in which an element answers to the id that it had before as well. A row of a table may hold cells alone,
        so there it is the first of these."""
        start = rf'<[^<>]* id="{re.escape(anchor)}"[^<>]*>(?:\s*<t[hd]\b[^<>]*>)?'
        former = self._environment.get_template("formerly.html").render(id=old).strip()
        return re.sub(start, lambda match: match[0] + former, html, count=1)

    def to(self, reference: Reference, anchor: str = "") -> str:
        return links.relative(links.where(self.library, reference, anchor), self.url)

    def to_place(self, place: Place) -> str:
        """The way to a text; an omission has no page and stands at its source line."""
        if place.reference.kind == "omissions":
            return self.to_line(self.library.omissions[place.reference.id].at)
        return self.to(place.reference, links.anchor(place.path))

    def to_line(self, citation: Citation) -> str:
        return self.to(Reference("sources", citation.source), f"line-{citation.line}")

    def to_file(self, path: str) -> str:
        return links.relative(path, self.url)

    def to_index(self, kind: str, anchor: str = "") -> str:
        return links.relative(links.INDEXES[kind] + (f"#{anchor}" if anchor else ""), self.url)

    def to_meaning(self, as_: str, said: str = "") -> str:
        """The way to what a label means that reads so; "" where it stood on the page before, and for any other fact."""
        anchor = labels.anchor(as_, said)
        if not anchor or anchor in self._explained:
            return ""
        self._explained.add(anchor)
        return links.relative(f"{labels.PAGE}#{anchor}", self.url)

    def explain_again(self) -> None:
        """Let labels lead to what they mean once more."""
        self._explained.clear()

    def absolute(self, reference: Reference, anchor: str = "") -> str:
        """The whole address of a record, for print and for search engines; from the root where the site has no host."""
        return (self.site_url or "/") + links.where(self.library, reference, anchor)

    def report(self, reference: Reference, anchor: str = "", said: str = "", *things: Place | Reference) -> str:
        """Where to tell of a problem with what is said at an anchor of a record's page and rests on what is at these
        places, or with the whole record; "" where the site names no address."""
        if not self.report_form:
            return ""
        cited = (citation for thing in things for citation in places.citations(self.library, places.as_place(thing)))
        return links.report(
            self.report_form,
            record=str(reference),
            statement=said,
            citation=" ".join(map(str, dict.fromkeys(cited) or self.library.citations(reference))),
            address=self.absolute(reference, anchor),
        )

    def by_mail(self, reference: Reference) -> str:
        """A letter of the reader's own with the citation of a record's page; "" where that has no address."""
        work = citations.work(self.library, reference, self.site_url)
        said = {"record": work.title, "statement": citations.short(work), "citation": "", "address": ""}
        return links.report("mailto:?subject={record}&body={statement}", **said) if work.address else ""

    def original(self, citation: Citation, printed: str) -> str:
        return places.original(self.library, citation, printed)

    def landing(self, figure: Place) -> str:
        return told.landing(self.fact("printed", figure))

    def fact(self, as_: str, place: Place | Reference | None = None) -> Fact:
        """What the tables of wordings are asked: `as_` is a wording or a list, with its argument behind a colon."""
        argument = as_.partition(":")[2]
        return Fact(self.library, None if place is None else places.as_place(place), argument, self.site_url)

    def told(self, as_: str, place: Place | Reference | None = None) -> str:
        return told.told(as_.partition(":")[0], self.fact(as_, place))

    def code(self, as_: str, place: Place | Reference | None = None) -> str:
        return told.code(as_.partition(":")[0], self.fact(as_, place))

    def attributes(self, as_: str, place: Place | Reference | None = None) -> Mapping[str, str | None]:
        return told.attributes(as_.partition(":")[0], self.fact(as_, place))

    def rows(self, name: str, place: Place | Reference | None = None) -> Sequence[lists.Row]:
        return lists.rows(name.partition(":")[0], self.fact(name, place))

    def proof(self, place: Place | Reference) -> Proof | None:
        return places.proof(self.library, places.as_place(place))

    def has(self, as_: str, place: Place) -> bool:
        """Whether there is anything to tell."""
        return bool(self.told(as_, place))

    def cited_by_source(self, as_: str, place: Place) -> list[tuple[Reference, list[Citation]]]:
        return told.cited_by_source(self.fact(as_, place))

    def note(self, *things: Place | Reference) -> tuple[Note, str]:
        """The note on what the texts or cited things at these places rest on, and the id of a new mark that leads to
        it."""
        lines = receipts.lines(self.library, [places.as_place(thing) for thing in things])
        note = self._notes.setdefault(lines, Note(len(self._notes) + 1, lines))
        note.marks.append(f"mark-{note.number}" + (f"-{len(note.marks) + 1}" if note.marks else ""))
        return note, note.marks[-1]
