"""One page -> its faults, by three rules.

1. What an element tells is the wording of the record at its place, and the place is that of the row or page it is in.
2. Each fact has the marks that it owes, each list the rows that the records give, each row and page what it owes.
3. A figure stands in an element that tells a fact, or is furniture of the page, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from tsi.audit import furniture, owed
from tsi.audit.html import RECEIPT, Block, List, Marked, Page, Scope, record_of, squeezed
from tsi.audit.report import Report
from tsi.evidence.proof import Proof
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Listing, Office, OpenQuestion, Reached, Reference, Saying
from tsi.text import figures
from tsi.wording import labels, links, lists, places, receipts, told
from tsi.wording.told import Fact

find = lru_cache(maxsize=100_000)(figures.find)

NOTE = "note"
"""The list of the lines of a note: what it lists follows from the receipts that lead to it."""
SHOWN = "shown"
FORMER = "former"
"""The list of what answers at addresses of old, which the check of addresses proves: its rows lead where these say."""
_CODED = re.compile(r"(status|verdict|use|receipt)--(\S+)")
"""The classes by which styles know a fact."""
_ATTRIBUTES = ("value", "datetime", "data-key", "data-when", "data-cite", "data-infer")
"""What machines read of a fact."""


class Unknown(Exception):
    """A page names a wording, a list or a place that is none; says what was expected."""


class Auditor:
    """Checks pages against one library."""

    def __init__(self, library: Library):
        self.library = library

    def page(self, page: Page) -> Report:
        report = Report()
        report.checked["pages"] += 1
        for what, faults in (("facts", self._facts(page)), ("lists", self._lists(page)), ("owed", self._owed(page))):
            for element, place, message in faults:
                report.refuse(page.path, place, squeezed(element.text_content()), message)
            report.checked[what] += {"facts": len(page.facts), "lists": len(page.lists)}.get(what, 1)
        for fact in page.facts:
            report.checked[f"told as {fact.told_as.partition(':')[0]}"] += 1
        self._figures(page, report)
        report.searched, report.headings = page.searched(), page.headings()
        return report

    # --- Rule 1: what is told is what the records hold, where it is told ---------------------------------------------

    def _facts(self, page: Page) -> Iterator[tuple[HtmlElement, str, str]]:
        for fact in page.facts:
            try:
                messages = [*self._strays(fact), *self._told(page, fact)]
            except Unknown as error:
                messages = [str(error)]
            yield from ((fact.element, fact.at, message) for message in messages)

    def asked(self, told_as: str, at: str = "", base: str = "") -> tuple[str, Fact]:
        """A wording or a list, and what it is asked of. Raises Unknown for a place that is none."""
        name, _, argument = told_as.partition(":")
        try:
            place = Place.parse(at) if at else None
            if place:
                self.library.get(place.reference)
        except (ValueError, KeyError):
            raise Unknown(f"‘{at}’ is no place of a record; expected for example funding/a.amount") from None
        return name, Fact(self.library, place, argument, base)

    def text(self, told_as: str, at: str = "", base: str = "") -> str:
        """How a fact is told. Raises Unknown for a wording or a place that is none."""
        name, fact = self.asked(told_as, at, base)
        if name not in told.WORDINGS:
            raise Unknown(f"‘{name}’ is no way to tell a fact; expected one of {', '.join(told.WORDINGS)}")
        try:
            return squeezed(told.told(name, fact)).strip()
        except (KeyError, ValueError, IndexError, AttributeError, TypeError):
            raise Unknown(f"nothing can be told as ‘{told_as}’ of ‘{at}’") from None

    def _strays(self, fact: Marked) -> Iterator[str]:
        """A fact stands in a row, or on the page, of the record that it is about."""
        for at in fact.at.split():
            scope = next((it.about for it in fact.scope.around if record_of(it.about)), "")
            if not _belongs(at, scope):
                yield f"this is told in {scope or 'no row, on the page of no record'}; expected it with its own record"

    def _told(self, page: Page, fact: Marked) -> Iterator[str]:
        if fact.told_as == RECEIPT:
            yield from self._receipt(page, fact)
            return
        if fact.told_as == SHOWN:
            return
        expected = self.text(fact.told_as, fact.at, page.base)
        if fact.text != expected:
            yield f"expected ‘{expected}’" if expected else "there is nothing to tell here"
            return
        name, asked = self.asked(fact.told_as, fact.at)
        yield from _wrong_attributes(fact.element, name, asked)
        proof = places.proof(self.library, asked.place) if asked.place and name in (told.TEXT, "title") else None
        yield from _wrong_figures(fact.element, proof)
        yield from self._wrong_links(page, fact, asked, proof)
        yield from self._wrong_originals(fact, asked)
        yield from _wrong_meaning(page, fact)

    def _wrong_links(self, page: Page, fact: Marked, asked: Fact, proof: Proof | None) -> Iterator[str]:
        """A name in a text leads to its record, and so does what names a record and is a link."""
        ways = [page.target(link.get("href", "")) for link in fact.element.iterdescendants("a")]
        if fact.link is not None and asked.place and asked.place.reference.kind in links.KINDS_WITH_PAGES:
            way, own = page.target(fact.link.get("href", "")), links.where(self.library, asked.place.reference)
            names_it = fact.told_as.partition(":")[0] in _NAMING and not _is_former(fact)
            if names_it and own not in (way, way.partition("#")[0]):
                yield f"the link leads to {way}; expected {own}"
            target = places.relation(self.library, asked.place) if fact.told_as == "target" else None
            if target and way != links.where(self.library, target):
                yield f"the link leads to {way}; expected {links.where(self.library, target)}"
            home = f"{own}#{links.anchor(asked.place.path)}" if fact.told_as == "home" else way
            if way != home:
                yield f"the link leads to {way}; expected {home}"
            if fact.told_as == "line" and way != f"{own}#line-{asked.place.path[1]}":
                yield f"the link leads to {way}; expected line {asked.place.path[1]} of {own}"
        elif fact.told_as.partition(":")[0] == "cited":
            expected = [way for source, lines in told.cited_by_source(asked) for way in _ways(source, lines)]
            if ways != expected:
                yield f"the links lead to {', '.join(ways)}; expected {', '.join(expected)}"
        elif fact.told_as == told.TEXT and proof:
            named = [piece.name for piece in proof.segments if piece.name and str(piece.name) != page.scope.name]
            expected = [links.where(self.library, name) for name in named]
            if ways != expected:
                yield f"the names in this text lead to {', '.join(ways)}; expected {', '.join(expected)}"

    def _wrong_originals(self, fact: Marked, asked: Fact) -> Iterator[str]:
        """A figure of a source line leads to its place in the original, and the address of a source to itself."""
        if fact.told_as == "printed":
            url = self.library.sources[asked.about.reference.id].url
            yield from _wrong_originals(_external(fact.scope.element), links.original(url, told.landing(asked)))
        elif asked.place and asked.place.path == ("url",) and fact.link is not None:
            yield from _wrong_originals([fact.link], fact.text)

    # --- Receipts ----------------------------------------------------------------------------------------------------

    def _receipt(self, page: Page, fact: Marked) -> Iterator[str]:
        """Its number, its verdict in class and in what is read aloud, and the note that it leads to."""
        element = fact.element
        things = [asked.about for at in fact.at.split() for _, asked in [self.asked(told.TEXT, at)]]
        lines = receipts.lines(self.library, things)
        verdict = receipts.verdict(lines)
        if not fact.text.isdecimal() or element.get("href") != f"#note-{fact.text}":
            yield f"‘{fact.text}’ is not the number of the note that it leads to"
            return
        if element.get("aria-label") != (label := receipts.label(int(fact.text), verdict)):
            yield f"read aloud it is ‘{element.get('aria-label')}’; expected ‘{label}’"
        if _codes(element) != {("receipt", verdict)}:
            yield f"its class is ‘{element.get('class')}’; expected receipt--{verdict}"
        note = page.with_id(f"note-{fact.text}", page.part(element))
        listed = page.listed_in(note, NOTE) if note is not None else None
        if listed is None:
            yield "it leads to no note"
        else:
            yield from self._note(listed, lines)

    def _note(self, note: List, lines: tuple[receipts.CitedLine, ...]) -> Iterator[str]:
        """A note shows the lines on which the text rests, and of each what it backs."""
        found = [row.name for row in note.rows]
        expected = [places.line(line.citation).on_page for line in lines]
        if found != expected:
            yield f"its note shows {', '.join(found)}; expected {', '.join(expected)}"
            return
        for row, line in zip(note.rows, lines, strict=True):
            yield from self._note_line(row, line)

    def _note_line(self, row: Scope, line: receipts.CitedLine) -> Iterator[str]:
        """What the line backs, the verdict on each figure, and the way to the original."""
        shown = next((fact for fact in row.facts if fact.told_as == SHOWN), None)
        text, expected = shown.text if shown else "", squeezed(line.shown)
        if text != expected:
            yield f"its note says ‘{text}’ of {line.citation}; expected ‘{expected}’"
        verdicts = [code for _, code in _codes_within(shown.element)] if shown else []
        if verdicts != [part.verdict for part in line.parts if part.verdict]:
            yield f"its note marks figures of {line.citation} as {', '.join(verdicts) or 'nothing'}"
        way = places.original(self.library, line.citation, line.landing)
        yield from _wrong_originals(_external(row.element), way)

    # --- Rule 2: lists have their rows; pages, rows and facts have what they owe -------------------------------------

    def rows(self, name: str, of: str = "") -> list[str]:
        """The rows of a list. Raises Unknown for a list or a place that is none."""
        list_, fact = self.asked(name, of)
        try:
            return [lists.written(row) for row in lists.rows(list_, fact)]
        except (KeyError, ValueError, IndexError, AttributeError, TypeError):
            raise Unknown(f"nothing can be listed as ‘{name}’ of ‘{of}’") from None

    def _lists(self, page: Page) -> Iterator[tuple[HtmlElement, str, str]]:
        yield from ((row.element, row.name, "this row stands in no list") for row in page.strays)
        for listed in page.lists:
            try:
                messages = list(self._list(listed)) if listed.name not in (NOTE, FORMER) else []
            except Unknown as error:
                messages = [str(error)]
            yield from ((listed.element, f"{listed.name} {listed.of}".strip(), message) for message in messages)

    def _list(self, listed: List) -> Iterator[str]:
        alike = [it for it in listed.scope.lists if (it.name, it.of) == (listed.name, listed.of)]
        if listed in alike[1:]:
            yield "this list stands here twice"
        if listed.of and not any(_belongs(listed.of, scope.name) for scope in listed.scope.around):
            yield "this list stands with another record; expected it with its own"
        found, expected = [row.name for row in listed.rows], self.rows(listed.name, listed.of)
        if found != expected:
            yield f"the rows are {', '.join(found) or 'none'}; expected {', '.join(expected) or 'none'}"
        none = lists.NONE.get(listed.name.partition(":")[0])
        if not found and none and squeezed(listed.element.text_content()).strip() != none:
            yield f"expected ‘{none}’"

    def _owed(self, page: Page) -> Iterator[tuple[HtmlElement, str, str]]:
        specs = () if page.is_signpost else owed.of_page(page.path, page.scope.name)
        notes = _Notes(page)
        yield from self._missing(page.scope, specs, page.scope.name, "")
        for listed in page.lists:
            name, _, argument = listed.name.partition(":")
            heads = owed.HEADS.get(name, ())
            yield from self._missing(Scope("", listed.element, None, listed.facts), heads, listed.of, argument)
            for row in listed.rows:
                form = owed.ROWS.get(f"{name}|form") if "|" in row.name else None
                specs = notes.owed(row) if name == NOTE else form or owed.ROWS.get(name, ())
                yield from self._missing(row, specs, row.about, argument)
        for fact in page.facts:
            if fact.link is None or fact.link is fact.element:
                yield from ((fact.element, fact.at, message) for message in self._marks(fact))

    def _missing(
        self, scope: Scope, specs: owed.Owed, about: str, argument: str
    ) -> Iterator[tuple[HtmlElement, str, str]]:
        """What a page, a row or the head of a list owes and has not."""
        for ways in map(owed.read, specs):
            try:
                wanted = [it for way in ways for it in self._filled(way, scope.name, about, argument)]
                for alternatives in [wanted] if len(ways) > 1 else [[it] for it in wanted]:
                    if not any(self._is_there(scope, it, about) for it in alternatives) and any(
                        self._is_owed(scope, it, about) for it in alternatives
                    ):
                        yield scope.element, about, f"there is no {' or '.join(it.told_as for it in alternatives)} here"
            except Unknown as error:
                yield scope.element, about, str(error)

    def _filled(self, spec: owed.Spec, row: str, about: str, argument: str) -> list[owed.Spec]:
        """What is owed, with the words that it stands for in place of one in braces."""
        filled = spec.argument
        for word, value in (("row", row), ("argument", argument), ("form", row.partition("|")[2])):
            if f"{{{word}}}" in spec.argument and not value:
                return []
            filled = filled.replace(f"{{{word}}}", value)
        if spec.argument[:1] != "{" or filled != spec.argument:
            return [spec._replace(argument=filled)]
        return [spec._replace(argument=row) for row in self.rows(filled[1:-1], _place(about))]

    def _is_there(self, scope: Scope, spec: owed.Spec, about: str) -> bool:
        at = _place_of(scope, spec, about)
        if spec.is_list:
            return any((listed.name, listed.of) == (spec.told_as, at) for listed in scope.lists)
        known = {at, record_of(about)} if spec.name in _OF_RECORDS and not spec.path else {at}
        beside = [fact for fact in scope.facts if fact.told_as == spec.told_as]
        return any(spec.name == SHOWN or known.intersection(fact.at.split() or [""]) for fact in beside)

    def _is_owed(self, scope: Scope, spec: owed.Spec, about: str) -> bool:
        """Whether the records hold anything of which this tells."""
        at, has_words = _place_of(scope, spec, about), spec.name in lists.NONE and spec.mark != "?"
        if spec.is_list:
            return has_words or bool(self.rows(spec.told_as, at))
        if spec.name in (RECEIPT, SHOWN):
            return True
        if spec.mark == "?" and spec.name != "count":
            return places.value(self.library, Place.parse(at)) is not None
        return self.text(spec.told_as, at) not in ("", "0" if spec.mark == "?" else "")

    def _marks(self, fact: Marked) -> Iterator[str]:
        """The marks that stand with a fact wherever it is told: a text's receipt and voice, a date's verdict."""
        if fact.told_as not in (told.TEXT, "date", "day", "status", "outcome", "listing") or not fact.at:
            return
        try:
            _, asked = self.asked(fact.told_as, fact.at)
        except Unknown:
            return
        for told_as, is_owed in self._marks_of(fact.told_as, asked):
            ways = told_as.split("|")
            if is_owed and not any(it.told_as in ways and fact.at in it.at.split() for it in fact.scope.facts):
                yield f"there is no {told_as} beside this"

    def _marks_of(self, told_as: str, asked: Fact) -> Iterator[tuple[str, bool]]:
        """Ways to tell, one of which is owed beside a fact, and whether it is."""
        held, proof = asked.value if asked.about.path else None, asked.proof
        if told_as == "date":
            yield "verdict", asked.proven.verdict == "inferred"
            yield "weak", bool(told.weak_ranks(asked))
            yield "receipt|cited", True
        elif told_as == "day":
            yield "verdict", asked.proven.verdict == "inferred"
        elif told_as == "listing":
            yield "receipt", isinstance(held, Listing)
        elif told_as == "outcome":
            yield "receipt|cited", True
        elif told_as == "status" and isinstance(held, Reached):
            yield "weak", bool(told.weak_ranks(asked))
            yield "receipt|cited", True
        elif told_as == told.TEXT and isinstance(held, Saying):
            yield "receipt|cited", True
            yield "voice", held.voice != "reporter"
            yield "weak", bool(told.weak_ranks(asked))
        elif (
            told_as == told.TEXT
            and proof
            and (isinstance(held, OpenQuestion | Office) or asked.about.path == ("amount",))
        ):
            yield "receipt|cited", True
            yield "weak", asked.about.path == ("amount",) and bool(told.weak_ranks(asked))

    # --- Rule 3: no figure stands anywhere else ----------------------------------------------------------------------

    def _figures(self, page: Page, report: Report) -> None:
        accounting = {fact.element for fact in page.facts} | set(furniture.elements(page))
        for element in furniture.elements(page):
            report.checked["furniture"] += 1
            if message := furniture.fault(page, element):
                report.refuse(page.path, "", squeezed(element.text_content()), message)
        for block in page.blocks(accounting):
            for figure in find(block.text):
                if _is_accounted_for(block, figure):
                    report.keys.add(figure.key)
                else:
                    around = block.text[max(0, figure.start - 40) : figure.end + 40]
                    report.refuse(page.path, "", around, f"‘{figure.printed}’ stands in no element that tells a fact")
        self._attributes(page, report)

    def _attributes(self, page: Page, report: Report) -> None:
        """A cell's label is a heading of its table; all else that is read aloud holds figures of the page alone."""
        told_in_full = {fact.element for fact in page.facts if fact.told_as.partition(":")[0] in _READ_IN_FULL}
        for element, name, text in page.attributes():
            report.checked["attributes"] += 1
            if element in told_in_full or not find(text):
                continue
            if name == "data-label":
                headings = next(element.iterancestors("table"), element).xpath(".//thead//th")
                if text not in (" ".join(heading.text_content().split()) for heading in headings):
                    report.refuse(page.path, "", text, "the label is not a heading of the table")
            for figure in find(text):
                if figure.key not in report.keys:
                    report.refuse(page.path, "", text, f"‘{figure.printed}’ is not a figure of the page")


_NAMING = ("title", "surname-first", "printed-as", "type-of-question")
"""Ways to tell a fact that, where they stand in a link, lead to the record."""

_OF_RECORDS = ("title", "kind", "kind-name", "rank", "goes-back-to", "source-date")
"""Ways to tell what is of a record as a whole, in a row that is a part of it, too."""

_READ_IN_FULL = (RECEIPT, "count", "type-of-question")
"""Ways to tell a fact of which rule 1 checks what is read aloud, word for word."""


def _is_former(fact: Marked) -> bool:
    return any(scope.within and scope.within.name == FORMER for scope in fact.scope.around)


class _Notes:
    """What the lines of the notes of a page owe: less, where one leads to the note of the page that tells of the same
    line in full, and more, where it is the first of its source in its part of the page."""

    def __init__(self, page: Page):
        self._page = page
        self._first: dict[tuple[int, str], Scope] = {}
        for row in (row for listed in page.lists if listed.name == NOTE for row in listed.rows):
            self._first.setdefault(self._place(row), row)

    def _place(self, row: Scope) -> tuple[int, str]:
        return self._page.part(row.element), record_of(row.name)

    def owed(self, row: Scope) -> owed.Owed:
        if self._is_told_elsewhere(row):
            return owed.NOTE_AGAIN
        return owed.NOTE_OF_SOURCE if row is self._first[self._place(row)] else owed.NOTE

    def _is_told_elsewhere(self, row: Scope) -> bool:
        for way in row.element.xpath(".//a[@class='note__again']/@href"):
            note = self._page.with_id(way.removeprefix("#"), self._page.part(row.element))
            listed = self._page.listed_in(note, NOTE) if note is not None else None
            rows = (other for other in listed.rows if other.name == row.name) if listed else ()
            if any(fact.told_as == "rank" for other in rows for fact in other.facts):
                return True
        return False


def _place(about: str) -> str:
    """The place of a row, without the form of a name behind a bar."""
    return about.partition("|")[0] if record_of(about) else ""


def _place_of(scope: Scope, spec: owed.Spec, about: str) -> str:
    """The place of which a fact or a list that is owed tells."""
    if spec.mark == "^":
        return scope.within.of if scope.within else ""
    return "" if spec.mark == "!" or not _place(about) else ".".join(filter(None, (_place(about), spec.path)))


def _belongs(at: str, row: str) -> bool:
    """Whether a place is that of a row, within it, or the record that the row is a part of."""
    own = _place(row)
    return bool(own) and (at == own or at.startswith(f"{own}.") or at == record_of(row))


def _ways(source: Reference, citations: list) -> list[str]:
    return [links.address(source), *(links.address(source, f"line-{citation.line}") for citation in citations)]


def _codes(element: HtmlElement) -> set[tuple[str, str]]:
    return set(_CODED.findall(element.get("class", "")))


def _codes_within(element: HtmlElement) -> list[tuple[str, str]]:
    return [code for it in element.iterdescendants("span") for code in sorted(_codes(it))]


def _external(element: HtmlElement) -> list[HtmlElement]:
    return element.xpath(".//a[@rel='external']")


def _wrong_meaning(page: Page, fact: Marked) -> Iterator[str]:
    """A label that is a link leads to what it means."""
    anchor = labels.anchor(fact.told_as, fact.text)
    if anchor and fact.link is fact.element:
        way, expected = page.target(fact.element.get("href", "")), f"{labels.PAGE}#{anchor}"
        if way != expected:
            yield f"the link leads to {way}; expected {expected}"


def _wrong_originals(found: list[HtmlElement], expected: str) -> Iterator[str]:
    """Links to a source's own address that lead elsewhere."""
    for link in found:
        if link.get("href") != expected:
            yield f"the link leads to {link.get('href')}; expected {expected}"


def _wrong_attributes(element: HtmlElement, name: str, fact: Fact) -> Iterator[str]:
    expected = told.attributes(name, fact)
    for attribute in {*expected, *(_ATTRIBUTES if name in told.ATTRIBUTES else ())}:
        if element.get(attribute) != expected.get(attribute):
            yield f"the attribute ‘{attribute}’ is {element.get(attribute)}; expected {expected.get(attribute)}"
    if any(code != told.code(name, fact) for _, code in _codes(element)):
        yield f"the class is ‘{element.get('class')}’; expected one that ends in {told.code(name, fact) or 'no code'}"


def _wrong_figures(element: HtmlElement, proof: Proof | None) -> Iterator[str]:
    """The figures in a text, each with its key, its lines and its inference, are those of the proof, in their order."""
    found = [
        (squeezed(it.text_content()), {name: it.get(name) for name in _ATTRIBUTES if name in it.attrib})
        for it in element.iterdescendants("data", "time")
    ]
    expected = [
        (squeezed(printed), {key: value for key, value in attributes.items() if value is not None})
        for printed, attributes in (told.figures_of(proof) if proof else ())
    ]
    if found != expected:
        yield f"its figures are {found}; expected {expected}"


def _is_accounted_for(block: Block, figure: figures.Figure) -> bool:
    return any(span.start <= figure.start and figure.end <= span.end for span in block.spans)
