"""What words on the cited lines show: how far an undertaking has come, that an event was still to come, who speaks, how
records are related.

Each of these is a claim. It is shown where a cited line has a word of the lexicon for it (`tsi.evidence.index`) and, of
a status, tells of that undertaking. A relation is shown by a line that tells of its record and names the other beside a
word for the part that this has in it (`tsi.evidence.roles`). Else a person has read it so, and says why under `read`.
The checks refuse a claim that is neither, and a reason where a word shows the claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from tsi.evidence import names, roles
from tsi.evidence.index import SAID, Line
from tsi.evidence.names import Mention
from tsi.library import selections
from tsi.library.library import Library
from tsi.library.selections import OFFICIAL_RANKS
from tsi.records.claims import Place, cited, models_with_paths, related, relation_field
from tsi.records.faults import Fault
from tsi.records.types import (
    Citation,
    FundingItem,
    Milestone,
    Model,
    Office,
    Person,
    Reference,
    Relation,
    Saying,
    Statement,
    Undertaking,
    Voice,
)

# --- Whether a word shows it -----------------------------------------------------------------------------------------


def is_status_shown_at(library: Library, undertaking: Reference, status: str, citation: Citation) -> bool:
    """Whether a line has a word for a status and tells of the undertaking."""
    lines = library.evidence.lines([citation])
    return any(status in line.cues and _tells_of(library, undertaking, citation, line) for _, line in lines)


def _tells_of(library: Library, undertaking: Reference, citation: Citation, line: Line) -> bool:
    """Whether a line names an undertaking or is one on which its name rests; of a sum, also whether it states that."""
    record = library.get(undertaking)
    if citation in cited(record) or any(name.of == undertaking for name in line.names):
        return True
    amount = library.proofs.get(Place(undertaking, ("amount", "is"))) if isinstance(record, FundingItem) else None
    keys = {proof.figure.key for proof in amount.figures} if amount else set()
    return any(figure.key in keys for figure in line.figures)


PARTS = {
    "funders": ("pays",),
    "recipients": ("paid",),
    "parties": ("party",),
    "bodies": ("party",),
    "people": ("party", SAID),
    "leads": ("leads",),
    "hosts": ("hosts",),
    "part_of": ("holds",),
}
"""By the field of a relation, the parts for one of which a line must have a word beside the name; whoever acts for
something in office may answer for it, too. In the other fields there is no part to mistake, and naming suffices: a
field of technology, what an event is about, the country of an organisation, and the organisation of an office, whose
own word is asked for."""


def is_relation_shown(library: Library, holder: Reference, field: str, target: Reference, citation: Citation) -> bool:
    """Whether a line names a record, beside a word for its part, and tells of the one that points at it: it names that
    too, or the name of that, or a statement, rests on it."""
    for _, line in library.evidence.lines([citation]):
        named = [name for name in line.names if name.of == target]
        if any(_has_part(name, PARTS.get(field, ()), line) for name in named) and not _within_organisations(
            target, line
        ):
            is_named = any(name.of == holder for name in line.names)
            return is_named or citation in selections.own_lines(library, holder)
    return False


def _has_part(name: Mention, parts: tuple[str, ...], line: Line) -> bool:
    """Whether a word beside a name tells its part. A country is a party, too, where its name stands joined with that of
    another (“UK-India”)."""
    joined = "party" in parts and name.of.kind == "places" and any(_is_joined(name, it) for it in line.names)
    return not parts or joined or not set(parts).isdisjoint(name.beside)


def _is_joined(name: Mention, other: Mention) -> bool:
    return other.of.kind == "places" and 1 in (other.start - name.end, name.start - other.end)


def is_office_shown(library: Library, person: Reference, office: Office) -> bool:
    """Whether a cited line names a person beside a word of the office."""
    named = (name for _, line in library.evidence.lines(office.cite) for name in line.names if name.of == person)
    return any(not roles.office(office.is_).isdisjoint(name.beside) for name in named)


def _within_organisations(target: Reference, line: Line) -> bool:
    """Whether a name stands on a line only within the names of organisations: to name a department of telecoms is not
    to tell of the field."""
    longer = names.holding(target, line.names)
    return bool(longer) and all(it.kind == "organisations" for it in longer)


def is_expectation_shown(library: Library, citations: Iterable[Citation]) -> bool:
    """Whether a line has a word for what is still to come."""
    return any("proposed" in line.cues for _, line in library.evidence.lines(citations))


def is_voice_shown(library: Library, saying: Saying) -> bool:
    """Whether the lines show who speaks. A government's own text speaks for it, and has no reporter; elsewhere a
    reporter speaks on a line that shows nobody else speaking."""
    lines = library.evidence.lines(saying.cite)
    reported = [line for it, line in lines if not _is_official(library, it)]
    if saying.voice == "reporter":  # without lines, the check of citations finds fault
        return not lines or any(line.cues.isdisjoint(get_args(Voice)) for line in reported)
    speaks_for_itself = saying.voice == "government" and len(reported) < len(lines)
    return speaks_for_itself or any(saying.voice in line.cues for _, line in lines)


def _is_official(library: Library, citation: Citation) -> bool:
    return library.sources[citation.source].rank in OFFICIAL_RANKS


# --- The checks, each of a record by itself: see `tsi.library.checks` ------------------------------------------------

_OTHERWISE = "correct it, cite the line that does, or say under ‘read’ why a person reads it so"
_IDLE = "a word on a line cited here shows this, so nothing is read; remove it"


def statuses_are_shown(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """A word on a cited line shows each status of an undertaking, or a person has read it so."""
    for status, reached in record.statuses.items() if isinstance(record, Undertaking) else ():
        shown = any(is_status_shown_at(library, reference, status, it) for it in reached.cite)
        message = f"no word at {_listed(reached.cite)} shows that this was {status.replace('-', ' ')}"
        yield from _neither(reference, ("statuses", status), shown, reached.read, message)


def expectation_is_shown(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """A word on a cited line shows that an event was still to come, or a person has read it so."""
    if isinstance(record, Milestone) and (expected := record.expected):
        message = f"no word at {_listed(expected.cite)} tells of what is still to come"
        yield from _neither(
            reference, ("expected",), is_expectation_shown(library, expected.cite), expected.read, message
        )


def relations_are_shown(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """A cited line tells of a record and, by a word for its part, of the other that it is related to, or a person has
    read it so."""
    parts = dict(models_with_paths(record))
    for path, target in related(reference, record):
        relation = parts.get(path)
        if isinstance(relation, Relation) and target.id in library.documents[target.kind].content:
            field = relation_field(path)
            shown = any(is_relation_shown(library, reference, field, target, it) for it in relation.cite)
            message = f"{_listed(relation.cite)} does not tell of this record and name {target}{_as(field)}"
            yield from _neither(reference, path, shown, relation.read, message)


def offices_are_shown(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """A cited line names the person who holds an office beside a word of that, or a person has read it so."""
    for id_, office in record.offices.items() if isinstance(record, Person) else ():
        shown = is_office_shown(library, reference, office)
        message = f"{_listed(office.cite)} does not name this person beside a word of the office"
        yield from _neither(reference, ("offices", id_), shown, office.read, message)


def voices_are_shown(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """A cited line shows who speaks, or a person has read it so. No reading puts a reporter where all lines are of
    governments' own texts."""
    for path, saying in models_with_paths(record):
        if not isinstance(saying, Saying):
            continue
        shown = is_voice_shown(library, saying)
        if not shown and saying.voice == "reporter" and all(_is_official(library, it) for it in saying.cite):
            message = f"at {_listed(saying.cite)} a government’s own text speaks and no reporter, whatever is read"
            yield Fault.at(reference, (*path, "voice"), f"{message}; say who speaks, or cite the line of a reporter")
            continue
        read_of_another = isinstance(saying, Statement) and shown  # for what it is about: once.about_is_borne_out
        yield from _neither(
            reference, path, shown, None if read_of_another else saying.read, _voice_not_shown(saying), "voice"
        )


def _voice_not_shown(saying: Saying) -> str:
    at = _listed(saying.cite)
    if saying.voice == "reporter":
        return f"at {at} somebody else speaks and no reporter: another voice is expected"
    return f"no word at {at} tells that the {saying.voice} speaks"


def _as(field: str) -> str:
    return f" beside a word for ‘{field.replace('_', ' ')}’" if field in PARTS else ""


def _neither(
    reference: Reference, path: tuple, shown: bool, read: str | None, message: str, field: str = ""
) -> Iterator[Fault]:
    if not shown and not read:
        yield Fault.at(reference, (*path, *filter(None, (field,))), f"{message}; {_OTHERWISE}")
    elif shown and read:
        yield Fault.at(reference, (*path, "read"), _IDLE)


def _listed(citations: Iterable[Citation]) -> str:
    return ", ".join(map(str, citations))
