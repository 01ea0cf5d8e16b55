"""What a receipt shows: the source lines that some texts rest on, and what of these texts each line backs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tsi.evidence.index import Line, showing
from tsi.evidence.proof import Backing
from tsi.evidence.quotes import WORDS, Quote
from tsi.evidence.quotes import words as words_of
from tsi.library import shown
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, Expectation, Listing, Reached, Reference, Relation
from tsi.text.figures import Figure
from tsi.wording import places, words

NAMED_THERE = "{} named there"
NAMED_BESIDE = "stands on this line, which names {}"
SHOWS = "shows {}"
READ = "read by a person as showing {}"
THE_STATUS = "the status “{}”"
STILL_TO_COME = "that it was still to come"
ONLY_READ = "read as a whole, as no figure or name of this text stands there"
BY_THE_RULE = "by the rule “{}”: "


class Shown(NamedTuple):
    """What a receipt tells of a line: some words of it, and what they bear out. A `verdict` is that on a figure."""

    quote: str
    says: str
    verdict: str = ""
    because: str = ""

    @property
    def text(self) -> str:
        return " ".join(filter(None, (self.quote, self.says, self.because)))


class CitedLine(NamedTuple):
    """A line of a receipt: the source line, and what of the text it backs (nothing, where no program can match a word
    of a note, which is shown in full). `landing` are the words at which a link into the original points."""

    citation: Citation
    parts: tuple[Shown, ...] = ()
    landing: str = ""

    @property
    def shown(self) -> str:
        """What the receipt says of the line, quotation marks left out: “£7 million matched to source”."""
        return "; ".join(part.text for part in self.parts)


def lines(library: Library, things: Sequence[Place]) -> tuple[CitedLine, ...]:
    """What the note on the texts or cited things at these places shows."""
    citations = (citation for thing in things for citation in places.citations(library, thing))
    return tuple(_line(library, citation, things) for citation in dict.fromkeys(citations))


def verdict(shown: Sequence[CitedLine]) -> str:
    """Of a whole note: `inferred` where any figure of it is."""
    inferred = any(part.verdict == "inferred" for line in shown for part in line.parts)
    return "inferred" if inferred else "matched"


def label(number: int, verdict: str) -> str:
    """What is read aloud of the mark that leads to a note."""
    return f"Receipt {number}: {verdict}"


def landing(library: Library, citation: Citation, *figures: Figure) -> str:
    """The quotable words of a line that hold a figure, where they lead to this line: a browser stops at the first."""
    quotes = library.evidence.line(citation).quotes
    held = (quote for it in figures for quote in quotes if quote.holds(it.start, it.end))
    return next((quote.printed for quote in held if quote.first), "")


def _line(library: Library, citation: Citation, things: Sequence[Place]) -> CitedLine:
    """At most seven words of the line are quoted together; a figure that stands in more is quoted by itself."""
    parts = tuple(dict.fromkeys((*_matched(library, citation, things), *_claims(library, citation, things))))
    quotes = library.evidence.line(citation).quotes
    if not parts and citation.source not in library.notes:
        parts = (Shown(quotes[0].printed if quotes else "", ONLY_READ),)
    quoted = {part.quote for part in parts}
    return CitedLine(citation, parts, next((it.printed for it in quotes if it.first and it.printed in quoted), ""))


def _matched(library: Library, citation: Citation, things: Sequence[Place]) -> Iterator[Shown]:
    """The figures that the line states; of texts without any, the names that it gives."""
    proofs = [proof for thing in things if (proof := places.proof(library, thing))]
    backings = (backing for proof in proofs for figure in proof.figures for backing in figure.backings)
    if found := [it for it in dict.fromkeys(backings) if it.citation == citation]:
        line, left = library.evidence.line(citation), WORDS
        for backing in found:
            quote = next((it for it in line.quotes if _holds(it, backing, line)), None)
            fits = quote is not None and len(words_of(quote.printed)) <= left
            printed = quote.printed if quote and fits else backing.printed
            left -= len(words_of(printed))
            yield _figure(printed, backing)
        return
    names = [b.printed for proof in proofs for name in proof.names for b in name.backings if b.citation == citation]
    held = [(thing.reference, places.value(library, thing)) for thing in things]
    names += _forms(library, citation, {reference for reference, thing in held if isinstance(thing, Listing)})
    if names:
        # In an order of their own: names in the order of the line would copy a list out of the source. What differs in
        # its capitals alone is told once.
        once = {name.casefold(): name for name in sorted(names)}
        yield _named(library, citation, set(names), ", ".join(once[name] for name in sorted(once)))


def _holds(quote: Quote, backing: Backing, line: Line) -> bool:
    return any(it.printed == backing.printed and quote.holds(it.start, it.end) for it in line.figures)


def _figure(printed: str, backing: Backing) -> Shown:
    because = f"{BY_THE_RULE.format(words.code(backing.rule))}{backing.because}" if backing.rule else ""
    return Shown(printed, words.VERDICT_WORDS[backing.verdict], backing.verdict, because)


def _named(library: Library, citation: Citation, names: set[str], listed: str) -> Shown:
    """That a line names them: with quotable words that hold one of them, or else with others, by which to find it."""
    quotes = library.evidence.line(citation).quotes
    held = (it.printed for it in quotes for name in names if name.casefold() in it.printed.casefold())
    if quote := next(held, ""):
        return Shown(quote, NAMED_THERE.format(listed))
    beside = max((it for it in quotes if it.first), key=lambda it: len(it.printed), default=None)
    return Shown(beside.printed, NAMED_BESIDE.format(listed)) if beside else Shown("", NAMED_THERE.format(listed))


def _claims(library: Library, citation: Citation, things: Sequence[Place]) -> Iterator[Shown]:
    """Of a status that an undertaking has reached, and of an event that was still to come, the words that show it, or
    that a person has read it so; of a relation, how a person read it."""
    for thing in things:
        held = places.value(library, thing)
        if isinstance(held, Relation):
            if held.read:
                yield Shown("", words.READ_SO.format(held.read).rstrip("."))
        elif isinstance(held, Reached | Expectation) and citation in held.cite:
            yield from _claim(library, thing, held, citation)


def _claim(library: Library, thing: Place, held: Reached | Expectation, citation: Citation) -> Iterator[Shown]:
    if isinstance(held, Expectation):
        status, what, is_shown = "proposed", STILL_TO_COME, shown.is_expectation_shown(library, [citation])
    else:
        status = str(thing.path[-1])
        what = THE_STATUS.format(words.code(status))
        is_shown = shown.is_status_shown_at(library, thing.reference, status, citation)
    if is_shown:
        yield Shown(_showing(library, citation, status), SHOWS.format(what))
    elif held.read:
        yield Shown("", READ.format(what))


def _showing(library: Library, citation: Citation, status: str) -> str:
    """The words of a line by which it shows a status; of a note, the one word."""
    if noted := library.notes.get(citation.source):
        text = noted[citation.line - 1].text
        return text[slice(*showing(text)[status])]
    return next((it.printed for it in library.evidence.line(citation).quotes if status in it.shows), "")


def _forms(library: Library, citation: Citation, of: set[Reference]) -> list[str]:
    """The forms under which a line names some records."""
    return [name.printed for name in library.evidence.line(citation).names if name.of in of]
