"""Reverse coverage: what became of each figure and each registered name on the source lines, and the disagreements
that a figure is part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from tsi.evidence import names
from tsi.evidence.index import Line
from tsi.evidence.proof import FigureProof
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, Reference
from tsi.text.figures import Figure

CONTRADICTING = ("value", "date", "scope", "status", "attribution")
"""The types of disagreement that contest what they ask about and answer with: their accounts differ in the matter, and
whether they can be true together is for a rule to say. Those of other types differ in words, in time or by silence."""


UseWord = Literal["used", "contested", "within", "omitted"]


class Use(NamedTuple):
    """What became of a figure or a name on a source line, and because of which records: the disagreements in which it
    is `contested`, the longer names that it stands `within`, or the omission by which it is `omitted`."""

    word: UseWord | Literal["unsaid"]
    because: tuple[Reference, ...] = ()


def of_figure(library: Library, citation: Citation, figure: Figure) -> Use | None:
    """What became of a figure of a source line; None where it is left unsaid."""
    return _of_used(library, citation, figure.key) or _of_omitted(library, citation, figure.printed)


def of_name(library: Library, citation: Citation, name: Reference) -> Use | None:
    """What became of a registered name on a source line; None where it is left unsaid."""
    return (
        _of_used(library, citation, name) or _of_held(library, citation, name) or _of_omitted(library, citation, name)
    )


def of_note(library: Library, citation: Citation) -> Use | None:
    """What became of a line of notes; None where no record cites it and none omits it."""
    if library.is_cited(citation):
        return Use("used")
    return _of_omitted(library, citation, None)


def _of_used(library: Library, citation: Citation, stated: str | Reference) -> Use | None:
    places = library.uses(citation, stated)
    contested = tuple(it for it in _asked_or_answered(places) if contests(library, it))
    return Use("contested", contested) if contested else Use("used") if places else None


def _of_held(library: Library, citation: Citation, name: Reference) -> Use | None:
    longer = names.holding(name, library.evidence.line(citation).names)
    return Use("within", longer) if longer else None


def _of_omitted(library: Library, citation: Citation, stated: str | Reference | None) -> Use | None:
    omissions = (id_ for id_, omission in library.omitted(citation) if omission.omitted == stated)
    return next((Use("omitted", (Reference("omissions", id_),)) for id_ in omissions), None)


def accounted(use: Use | None) -> Use:
    """What became of a figure, a name or a note. Unsaid is only what an editor has not come to: a library that has
    passed its checks leaves nothing so."""
    return use or Use("unsaid")


def names_on(line: Line) -> tuple[Reference, ...]:
    """The registered names on a source line, each once."""
    return tuple(dict.fromkeys(mention.of for mention in line.names))


def contests(library: Library, disagreement: Reference) -> bool:
    """Whether the accounts of a disagreement differ in the matter itself, by its type."""
    return library.disagreements[disagreement.id].type in CONTRADICTING


def contested_in(library: Library, place: Place, figure: FigureProof) -> tuple[Reference, ...]:
    """The disagreements that a figure of a text of ours is part of and whose accounts differ in the matter."""
    return tuple(it for it in _disagreements_on(library, place, figure) if contests(library, it))


def no_contradiction_in(library: Library, place: Place, figure: FigureProof) -> tuple[Reference, ...]:
    """Those whose accounts differ in words, in time or by silence alone."""
    return tuple(it for it in _disagreements_on(library, place, figure) if not contests(library, it))


def _disagreements_on(library: Library, place: Place, figure: FigureProof) -> tuple[Reference, ...]:
    """The one that the text itself belongs to, and those that ask or answer with a source figure which backs it."""
    own = (place.reference,) if place.reference.kind == "disagreements" else ()
    return tuple(dict.fromkeys((*own, *_asked_or_answered(_sharing(library, figure)))))


def _sharing(library: Library, figure: FigureProof) -> Iterator[Place]:
    """The texts of ours that are backed by a source figure which backs this one."""
    for backing in figure.backings:
        for key in library.evidence.keys(backing):
            yield from library.uses(backing.citation, key)


def _asked_or_answered(places: Iterable[Place]) -> tuple[Reference, ...]:
    """The disagreements of which some of these texts are the question or an account."""
    parts = (place.reference for place in places if place.path[0] in ("question", "positions"))
    return tuple(dict.fromkeys(parts))
