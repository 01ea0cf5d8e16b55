"""What a receipt shows: the source lines that some texts rest on, and what of these texts each line backs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tsi.evidence.proof import Backing
from tsi.library import shown
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, Expectation, Listing, Reached, Reference, Relation
from tsi.wording import places, words

NAMED_THERE = " named there"
SHOWN = "a word there shows {}"
READ = "read by a person as showing {}"
THE_STATUS = "the status “{}”"
STILL_TO_COME = "that it was still to come"
ONLY_READ = "read for this; it holds no figure or name to match"
BY_THE_RULE = "by the rule “{}”: "


class CitedLine(NamedTuple):
    """A line of a note: the source line, and what of the text it backs (nothing, where no program can match a word)."""

    citation: Citation
    figures: tuple[Backing, ...] = ()
    names: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The first thing to look for on the line."""
        return next((text for text in (*(backing.printed for backing in self.figures), *self.names) if text), "")

    @property
    def shown(self) -> str:
        """What the note says of the line, quotation marks left out: “£7 million matched to source”."""
        named = [", ".join(self.names) + NAMED_THERE] if self.names else []
        return "; ".join((*(map(_shown, self.figures) if self.figures else named), *self.claims)) or ONLY_READ


def _shown(backing: Backing) -> str:
    because = f"{BY_THE_RULE.format(words.code(backing.rule))}{backing.because}" if backing.rule else ""
    return " ".join(filter(None, (backing.printed, words.VERDICT_WORDS[backing.verdict], because)))


def lines(library: Library, things: Sequence[Place]) -> tuple[CitedLine, ...]:
    """What the note on the texts or cited things at these places shows."""
    citations = (citation for thing in things for citation in places.citations(library, thing))
    return tuple(_line(library, citation, things) for citation in dict.fromkeys(citations))


def verdict(shown: Sequence[CitedLine]) -> str:
    """Of a whole note: `inferred` where any figure of it is."""
    inferred = any(backing.verdict == "inferred" for line in shown for backing in line.figures)
    return "inferred" if inferred else "matched"


def label(number: int, verdict: str) -> str:
    """What is read aloud of the mark that leads to a note."""
    return f"Receipt {number}: {verdict}"


def _line(library: Library, citation: Citation, things: Sequence[Place]) -> CitedLine:
    proofs = [proof for thing in things if (proof := places.proof(library, thing))]
    figures = (backing for proof in proofs for figure in proof.figures for backing in figure.backings)
    names = [b.printed for proof in proofs for name in proof.names for b in name.backings if b.citation == citation]
    held = [(thing.reference, places.value(library, thing)) for thing in things]
    listed = {reference for reference, thing in held if isinstance(thing, Listing)}
    names += _forms(library, citation, listed)
    claims = (_claim(library, thing, citation) for thing in things)
    return CitedLine(
        citation,
        tuple(dict.fromkeys(backing for backing in figures if backing.citation == citation)),
        # In an order of their own: names in the order of the line would copy a list out of the source.
        tuple(sorted(set(names), key=lambda name: (name.casefold(), name))),
        tuple(dict.fromkeys(filter(None, claims))),
    )


def _claim(library: Library, thing: Place, citation: Citation) -> str:
    """Of a status that an undertaking has reached, and of an event that was still to come, whether a word on the line
    shows it; of a relation, that a person read it so; "" of anything else."""
    held = places.value(library, thing)
    if isinstance(held, Relation):
        return words.READ_SO.format(held.read).rstrip(".") if held.read else ""
    if not isinstance(held, Reached | Expectation) or citation not in held.cite:
        return ""
    if isinstance(held, Expectation):
        what, is_shown = STILL_TO_COME, shown.is_expectation_shown(library, [citation])
    else:
        status = str(thing.path[-1])
        what = THE_STATUS.format(words.code(status))
        is_shown = shown.is_status_shown_at(library, thing.reference, status, citation)
    return SHOWN.format(what) if is_shown else READ.format(what) if held.read else ""


def _forms(library: Library, citation: Citation, of: set[Reference]) -> list[str]:
    """The forms under which a line names some records."""
    return [name.printed for name in library.evidence.line(citation).names if name.of in of]
