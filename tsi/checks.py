"""The checks: what must hold of the records, a small function a rule, listed in `CHECKS`.

A check takes the library and yields a finding for each place that breaks its rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from tsi import figures
from tsi.evidence import Evidence, Proof, Refusal
from tsi.records import Amount, Citation, Cited, Reference, Stage, Statement, When
from tsi.validation import nearest
from tsi.walk import RELATIONS, Claim, citations_with_paths, inferences, related

if TYPE_CHECKING:
    from tsi.library import Library


class Finding(NamedTuple):
    """What is wrong, and where: a record, the path of the field, and the part of its text that is at fault."""

    reference: Reference
    path: tuple
    message: str
    fragment: str = ""


# --- Each text by itself ---------------------------------------------------------------------------------------------


def prove(claim: Claim, evidence: Evidence) -> tuple[Proof, list[Finding]]:
    """The proof of a claim, and a finding for each part of it that no cited line states."""
    if len(evidence.lines(claim.citations)) < len(claim.citations):
        return Proof(claim.text, claim.citations), []  # a line that is not there is found by citations_exist
    proof, refusals = _proof(claim, evidence)
    holder, last = claim.holder, claim.place.path[-1]
    if last == "is" and isinstance(holder, Amount):
        refusals.extend(_amount_refusals(proof))
    if last == "says" and isinstance(holder, Statement):
        refusals.extend(evidence.cue_refusals(claim.text, holder.cite, holder.status, holder.voice))
    return proof, [Finding(*claim.place, refusal.message, refusal.fragment) for refusal in refusals]


def _proof(claim: Claim, evidence: Evidence) -> tuple[Proof, list[Refusal]]:
    holder = claim.holder
    is_own_text = claim.place.path[-1] in ("is", "says")
    infer = holder.infer if is_own_text and isinstance(holder, Cited) else None
    if not (is_own_text and isinstance(holder, When)):
        return evidence.prove(claim.text, claim.citations, infer)
    try:
        return evidence.prove_date(claim.text, claim.citations, infer)
    except ValueError as error:
        return Proof(claim.text, claim.citations), [Refusal(claim.text, str(error))]


def _amount_refusals(proof: Proof) -> Iterator[Refusal]:
    only = len(proof.figures) == 1 and proof.figures[0].figure
    if not (only and only.kind == "money" and only.printed == proof.text):
        message = f"‘{proof.text}’ is not a sum of money as a source prints it; expected for example £1.8 million"
        yield Refusal(proof.text, message)


# --- Records by themselves and with each other -----------------------------------------------------------------------


def citations_exist(library: Library) -> Iterator[Finding]:
    """Every cited source and line exists, and the line is not blank."""
    sources = library.records["sources"]
    for reference in library.references():
        for path, citation in citations_with_paths(library.get(reference)):
            try:
                library.evidence.line(citation)
            except KeyError as error:
                hint = nearest(citation.source, sources) if citation.source not in sources else ""
                yield Finding(reference, path, f"{error.args[0]}{hint}")


def ids_exist(library: Library) -> Iterator[Finding]:
    """Every id that a record points at is the id of a record."""
    for reference in library.references():
        for path, target in related(reference, library.get(reference)):
            if target.kind not in library.documents:
                yield Finding(
                    reference,
                    path,
                    f"there is no kind of record ‘{target.kind}’{nearest(target.kind, library.documents)}",
                )
            elif target.id not in library.documents[target.kind].content:
                hint = nearest(target.id, library.documents[target.kind].content)
                yield Finding(reference, path, f"there is no record ‘{target.id}’ in data/{target.kind}.yml{hint}")
        for path, inference in inferences(library.get(reference)):
            if inference.of not in library.records["sources"]:
                hint = nearest(inference.of, library.records["sources"])
                yield Finding(reference, (*path, "of"), f"there is no source ‘{inference.of}’{hint}")


def old_ids_are_free(library: Library) -> Iterator[Finding]:
    """An id that a record had before is nobody's id now, and no other record had it."""
    for kind, records in library.records.items():
        taken = set(records)
        for id_, record in records.items():
            for old in getattr(record, "moved_from", ()):
                if old in taken:
                    message = f"‘{old}’ is the id of another record; an address leads to a single place"
                    yield Finding(Reference(kind, id_), ("moved_from",), message, old)
                taken.add(old)


def forms_belong_to_one_record(library: Library) -> Iterator[Finding]:
    """A printed form names one record, or nobody could tell whom a line means."""
    owners: dict[str, Reference] = {}
    for reference, forms in library.evidence.registry.forms.items():
        for form in forms:
            owner = owners.setdefault(form, reference)
            if owner != reference:
                message = f"‘{form}’ is a form of {owner} already; a form belongs to a single record"
                yield Finding(reference, ("printed_as",), message, form)


def relations_are_named(library: Library) -> Iterator[Finding]:
    """A record points only at records that a line it cites names."""
    for reference in library.references():
        record = library.get(reference)
        if type(record) not in RELATIONS:
            continue
        cited = library.citations(reference)
        named = library.evidence.names_on(cited)
        for path, target in related(reference, record):
            if target not in named and target != reference and target.id in library.documents[target.kind].content:
                message = f"no line that this record cites names {target}; cite the line that does, or remove it"
                yield Finding(reference, path, f"{message} (cited: {', '.join(map(str, cited))})")


def listings_are_stated(library: Library) -> Iterator[Finding]:
    """A source lists a pillar where the cited line is its own and names the pillar."""
    for id_, pillar in library.records["pillars"].items():
        reference = Reference("pillars", id_)
        for source, listing in pillar.listed.items():
            path, cited = ("listed", source), ", ".join(map(str, listing.cite))
            if any(citation.source != source for citation in listing.cite):
                yield Finding(
                    reference, path, f"a listing by {source} rests on lines of {source} alone, not on {cited}"
                )
            if reference not in library.evidence.names_on(listing.cite):
                forms = ", ".join(pillar.printed_as)
                yield Finding(reference, path, f"{cited} does not name the pillar under any of its forms ({forms})")


def statuses_are_shown(library: Library) -> Iterator[Finding]:
    """A word on a cited line shows the stage of each undertaking."""
    for reference in library.references():
        status = getattr(library.get(reference), "status", None)
        if isinstance(status, Stage):
            for refusal in library.evidence.cue_refusals("", status.cite, status.is_):
                yield Finding(reference, ("status", "is"), refusal.message)


_BIBLIOGRAPHIC_TEXTS = ("short", "publisher", "author", "title_known", "published_known", "caution")


def sources_are_dated_alike(library: Library) -> Iterator[Finding]:
    """The texts about a source state no figure but parts of the date on which it appeared."""
    for id_, source in library.records["sources"].items():
        for field in _BIBLIOGRAPHIC_TEXTS:
            for figure in figures.find(getattr(source, field) or ""):
                if figure.kind != "date" or figure.value not in source.published:
                    message = (
                        f"{figure.printed} is no part of the date on which the source appeared, {source.published}"
                    )
                    yield Finding(Reference("sources", id_), (field,), message, figure.printed)


def disagreements_can_be_followed(library: Library) -> Iterator[Finding]:
    """A disagreement has several positions, and the one that leads is one of them."""
    for id_, record in library.records["disagreements"].items():
        reference = Reference("disagreements", id_)
        if record.leads and record.leads not in record.positions:
            message = f"there is no position ‘{record.leads}’{nearest(record.leads, record.positions)}"
            yield Finding(reference, ("leads",), message)
        if len(record.positions) < 2:
            yield Finding(reference, ("positions",), "a disagreement has at least two positions")


# --- All records against all sources ---------------------------------------------------------------------------------


def forms_are_printed(library: Library) -> Iterator[Finding]:
    """Every registered form occurs in some source."""
    lines = (line for index in library.index.values() for line in index.lines)
    printed = {(mention.of, mention.printed.lower()) for line in lines for mention in line.names}
    for reference, forms in library.evidence.registry.forms.items():
        for form in forms:
            if (reference, form.lower()) not in printed:
                yield Finding(reference, ("printed_as",), f"no source prints ‘{form}’; remove it", form)


def nothing_is_left_unsaid(library: Library) -> Iterator[Finding]:
    """Every figure of every source is used by a record, or omitted with a reason."""
    omitted = {(omission.at, omission.figure) for omission in library.records["omissions"].values()}
    for source, index in library.index.items():
        for line in index.lines:
            citation = Citation(source, line.number)
            for figure in line.figures:
                if figure.key not in library.used[citation] and (citation, figure.printed) not in omitted:
                    message = f"‘{figure.printed}’ on line {line.number} is used by no record"
                    remedy = "state it in a record, or omit it with a reason in data/omissions.yml"
                    yield Finding(Reference("sources", source), (), f"{message}; {remedy}")


def no_omission_is_idle(library: Library) -> Iterator[Finding]:
    """An omitted figure is on its line, and no record uses it."""
    for id_, omission in library.records["omissions"].items():
        reference = Reference("omissions", id_)
        stated = {f.key for f in library.evidence.line(omission.at).figures if f.printed == omission.figure}
        if not stated:
            message = f"{omission.at} states no figure ‘{omission.figure}’; remove the omission"
            yield Finding(reference, ("figure",), message)
        elif stated <= library.used[omission.at]:
            message = f"‘{omission.figure}’ at {omission.at} is used by a record; remove the omission"
            yield Finding(reference, ("figure",), message)


Check = Callable[["Library"], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    citations_exist, ids_exist, old_ids_are_free, forms_belong_to_one_record, relations_are_named, listings_are_stated,
    statuses_are_shown, sources_are_dated_alike, disagreements_can_be_followed,
)  # fmt: skip

WHOLE_CHECKS: tuple[Check, ...] = (forms_are_printed, nothing_is_left_unsaid, no_omission_is_idle)
"""Run once the rest is clean: a wrong figure in a record would be reported here a second time, as a figure of the
source that no record uses."""
