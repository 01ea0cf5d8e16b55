"""Wrong claims in records: another status or voice, another record that a statement is about or that a record is
related to, the same one in another part (who pays as who is paid); an expectation dropped; a reason where a word shows
the claim, or none where no word does.

A wrong claim is caught where the check refuses it, or where no word shows it and it stands beside the reason that a
person gave for something else. The rates tell how many pass all the same, and how many right ones no word shows.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import getitem
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError

from tsi.attack.records import Mutant, is_refused
from tsi.attack.report import CHECK, SURVIVED, Outcome
from tsi.library import once, shown
from tsi.library.library import Library
from tsi.records.claims import RELATIONS, Place, models_with_paths, related, relation_field
from tsi.records.claims import Path as Keys
from tsi.records.types import (
    KINDS,
    Expectation,
    Model,
    Office,
    Reached,
    Reference,
    Relation,
    Saying,
    Statement,
    Status,
    Voice,
)

CLAIMS = ("status", "voice", "about", "relation", "part")
_KEYS = ("status", "relation", "part")
"""The claims that are keys of what they rest on."""
NOT_SHOWN = "no word shows it; a reason for something else stands beside it"
_A_REASON = "The line is read so."


class Claim(NamedTuple):
    """What a part of a record claims, and the `others` of its closed list that it might claim wrongly."""

    family: str
    reference: Reference
    path: Keys
    part: Any
    value: str
    others: tuple[str, ...]


def claims(library: Library) -> Iterator[Claim]:
    """Every status, voice, `about` and relation of the records, and the part in which each is related."""
    for reference in library.references():
        for path, part in models_with_paths(library.get(reference)):
            yield from _claims_of(library, reference, path, part)


def _claims_of(library: Library, reference: Reference, path: Keys, part: Model) -> Iterator[Claim]:
    if isinstance(part, Reached):
        reached = library.get(reference).statuses  # type: ignore[attr-defined]
        others = tuple(status for status in get_args(Status) if status not in reached)
        yield Claim("status", reference, path, part, str(path[-1]), others)
    if isinstance(part, Relation):
        held = {reference.id, *(it.id for at, it in related(reference, library.get(reference)) if at[:-1] == path[:-1])}
        others = tuple(id_ for id_ in library.records[_kind(library, reference, path)] if id_ not in held)
        yield Claim("relation", reference, path, part, str(path[-1]), others)
        if parts := _other_parts(library, reference, path):
            yield Claim("part", reference, path, part, relation_field(path), parts)
    if isinstance(part, Saying):
        others = tuple(voice for voice in get_args(Voice) if voice != part.voice)
        yield Claim("voice", reference, (*path, "voice"), part, part.voice, others)
    if isinstance(part, Statement):
        for target in part.about:
            of_the_kind = (Reference(target.kind, id_) for id_ in library.records[target.kind])
            others = tuple(str(other) for other in of_the_kind if other not in (*part.about, reference))
            yield Claim("about", reference, (*path, "about"), part, str(target), others)


def _other_parts(library: Library, reference: Reference, path: Keys) -> tuple[str, ...]:
    """The other fields of a record in which the one that it is related to might stand and does not."""
    held, kind = library.get(reference), _kind(library, reference, path)
    fields = RELATIONS[type(held)].items() if path[0] in shown.PARTS else ()
    return tuple(field for field, of in fields if of == kind and path[-1] not in getattr(held, field))


def _kind(library: Library, reference: Reference, path: Keys) -> str:
    """The kind of record at which a relation points."""
    return RELATIONS[type(library.get(reference))][relation_field(path)]


def is_shown(library: Library, claim: Claim, value: str) -> bool:
    """Whether the lines that a claim rests on show this value of it."""
    if claim.family == "status":
        return any(shown.is_status_shown_at(library, claim.reference, value, it) for it in claim.part.cite)
    if claim.family in ("relation", "part"):
        is_part = claim.family == "part"
        target = Reference(_kind(library, claim.reference, claim.path), str(claim.path[-1]) if is_part else value)
        field = value if is_part else relation_field(claim.path)
        return any(shown.is_relation_shown(library, claim.reference, field, target, it) for it in claim.part.cite)
    if claim.family == "voice":
        return shown.is_voice_shown(library, claim.part.model_copy(update={"voice": value}))
    return once.is_named(library, claim.part, Reference.parse(value))


# --- Making and trying the wrong ones --------------------------------------------------------------------------------


def mutants(library: Library) -> Iterator[Mutant]:
    """Every wrong claim; `before` or `after` is empty where a field is added or dropped."""
    for claim in claims(library):
        for other in claim.others:
            yield Mutant(claim.family, "another", claim.reference, claim.path, claim.value, other)
    for reference in library.references():
        for path, part in models_with_paths(library.get(reference)):
            if isinstance(part, Expectation):
                yield Mutant("expected", "dropped", reference, path, str(path[-1]), "")
            if isinstance(part, Saying | Reached | Expectation | Relation | Office):
                edit = ("dropped", part.read, "") if part.read else ("added", "", _A_REASON)
                yield Mutant("read", edit[0], reference, (*path, "read"), *edit[1:])


def outcome(library: Library, mutant: Mutant) -> Outcome:
    """What becomes of a wrong claim. A reason for the right one goes with it: it says nothing of the wrong one."""
    what = (mutant.kind, Place(mutant.reference, mutant.path).on_page, mutant.before, mutant.after)
    content = copy.deepcopy(library.documents[mutant.reference.kind].content[mutant.reference.id])
    right = _right(library, mutant)
    if right and not is_shown(library, right, right.value):
        _held(content, right).pop("read")
    _edit(content, mutant)
    try:
        record = KINDS[mutant.reference.kind].model_validate(content)
    except ValidationError:
        return Outcome(*what, CHECK)
    if is_refused(library, mutant.reference, record):
        return Outcome(*what, CHECK)
    passes_as_shown = right is None or is_shown(library, right, mutant.after)
    return Outcome(*what, SURVIVED, "" if passes_as_shown else NOT_SHOWN)


def _right(library: Library, mutant: Mutant) -> Claim | None:
    """The right claim in whose place a wrong one stands; None where a field was added or dropped."""
    if mutant.family not in CLAIMS:
        return None
    parts = dict(models_with_paths(library.get(mutant.reference)))
    part = parts[mutant.path if mutant.family in _KEYS else mutant.path[:-1]]
    return Claim(mutant.family, mutant.reference, mutant.path, part, mutant.before, ())


def _held(content: dict, claim: Claim) -> dict:
    """The part of a record that makes a claim, as the file has it."""
    return reduce(getitem, claim.path if claim.family in _KEYS else claim.path[:-1], content)


def _edit(content: dict, mutant: Mutant) -> None:
    """Make the one wrong edit. A status, a related record and its part are keys; what a statement is about may be
    written as one text or as a list."""
    holder, key = reduce(getitem, mutant.path[:-1], content), mutant.path[-1]
    if mutant.family == "part":
        content.setdefault(mutant.after, {})[key] = holder.pop(key)
        if not holder:
            del content[mutant.before]
    elif mutant.family in _KEYS:
        holder[mutant.after] = holder.pop(mutant.before)
    elif mutant.family == "about":
        held = [holder[key]] if isinstance(holder[key], str) else holder[key]
        holder[key] = [mutant.after if it == mutant.before else it for it in held]
    elif mutant.after:
        holder[key] = mutant.after
    else:
        del holder[key]


# --- The rates -------------------------------------------------------------------------------------------------------


def rates(library: Library, outcomes: Iterable[Outcome]) -> list[Mapping[str, str | int]]:
    """A row for each sort of claim: how many there are (`true`), how many of these no word shows (`read`), how many
    wrong ones were made (`wrong`), and how many of these pass as shown (`passed`)."""
    held = list(claims(library))
    tried = list(outcomes)
    return [_rate(library, family, [it for it in held if it.family == family], tried) for family in CLAIMS]


def _rate(library: Library, family: str, held: list[Claim], tried: list[Outcome]) -> Mapping[str, str | int]:
    wrong = [it for it in tried if it.kind.partition(":")[0] == family]
    return {
        "claim": family,
        "true": len(held),
        "read": sum(not is_shown(library, claim, claim.value) for claim in held),
        "wrong": len(wrong),
        "passed": sum(it.result == SURVIVED and not it.why for it in wrong),
    }
