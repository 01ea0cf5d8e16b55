"""The whole library as one JSON document: the records as they are written, with the proof of every text beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from tsi.evidence.proof import Backing, FigureProof, NameProof
from tsi.exports import schema
from tsi.library import counts, coverage, history
from tsi.library.library import Library
from tsi.records import fields
from tsi.records.claims import Place
from tsi.records.history import KEPT
from tsi.records.types import (
    Citation,
    Disagreement,
    Former,
    FundingItem,
    Inference,
    Model,
    Position,
    Reference,
    Source,
    Statement,
    When,
)
from tsi.text import dates
from tsi.wording import dataset, links

_LINES = "http://tools.ietf.org/rfc/rfc5147"
"""The lines of a plain text, counted between them."""


def json_file(library: Library, base: str) -> bytes:
    records = {
        kind: {id_: record(library, Reference(kind, id_), base) for id_ in records}
        for kind, records in library.records.items()
    }
    content = {"$schema": schema.address(base), "about": dataset.about(library, base), "records": records}
    return as_json(content)


def as_json(content: object) -> bytes:
    """Text of one key a line, so that two versions of a file can be compared."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def record(library: Library, reference: Reference, base: str) -> dict:
    """A record as it is written, with the proofs of its texts and, where it has one, its address."""
    part = _part(library, reference, library.get(reference), ())
    if reference.kind in KEPT:
        noted = history.changes(library, history.key(reference))
        part["history"] = [{"at": change.at, "what": change.matter} for change in noted]
    if reference.kind not in links.KINDS_WITH_ADDRESSES:
        return part
    return {**part, "address": dataset.address(library, base, reference)}


def _part(library: Library, reference: Reference, model: Model, path: tuple) -> dict:
    """A record or a part of it. `figures` and `names` are those of its own texts; `in` is the field they stand in."""
    written = {field.key: getattr(model, field.name) for field in fields.of(type(model))}
    part = {field: _value(library, reference, value, (*path, field)) for field, value in written.items()}
    part |= _added(library, reference, model, path)
    proofs = {field: proof for field in written if (proof := library.proofs.get(Place(reference, (*path, field))))}
    if any(proof.citations for proof in proofs.values()):
        part["verdict"] = "inferred" if any(proof.verdict == "inferred" for proof in proofs.values()) else "matched"
        part["figures"] = [
            _figure(library, Place(reference, (*path, field)), figure)
            for field, proof in proofs.items()
            for figure in proof.figures
        ]
        part["names"] = [_name(field, name) for field, proof in proofs.items() for name in proof.names]
    return part


def _added(library: Library, reference: Reference, model: Model, path: tuple) -> dict:
    """What is told of a part beyond what is written, by its type."""
    if isinstance(model, When):
        period = dates.parse(model.is_)
        return {"words": dates.words(model.is_), "earliest": _day(period.earliest), "latest": _day(period.latest)}
    if isinstance(model, Statement):
        noted = history.changes(library, history.key(reference, str(path[1])))
        return {"since": noted[-1].at if noted else None, "before": list(_before(library, reference, str(path[1])))}
    if isinstance(model, Disagreement):
        number = counts.rule_number(library, Reference("rules", model.rule))
        contests = coverage.contests(library, reference)
        return {"contests": contests, "rule_number": number, "rule_name": library.rules[model.rule].name}
    if isinstance(model, FundingItem):
        return {"iati_status": dataset.IATI.get(model.status or "")}
    if isinstance(model, Position):
        rank = "preferred" if library.disagreements[reference.id].leads == path[1] else "normal"
        return {
            "rank": rank,
            "sources": [_source(library, id_) for id_ in dict.fromkeys(it.source for it in model.cite)],
        }
    if isinstance(model, Inference):
        return {"prov": {"wasGeneratedBy": model.rule, "used": f"sources/{model.of}"}}
    if isinstance(model, Source):
        return {"prov": {"hadPrimarySource": f"lineages/{model.lineage}" if model.lineage else None}}
    return {}


def _before(library: Library, reference: Reference, statement: str) -> Iterator[dict]:
    """What the site said in place of a statement, the newest first."""
    for it in (library.corrections[id_] for id_ in library.corrected(reference)):
        if it.part == statement:
            told = {"was": it.was, "since": it.since, "until": it.corrected}
            yield told | {"superseded": it.superseded, "because": it.because}


def _value(library: Library, reference: Reference, value: object, path: tuple) -> object:
    if isinstance(value, Model):
        return _part(library, reference, value, path)
    if isinstance(value, Mapping):
        return {key: _value(library, reference, item, (*path, key)) for key, item in value.items()}
    if isinstance(value, Citation | Former | Reference):
        return str(value)
    return [_value(library, reference, item, path) for item in value] if isinstance(value, tuple) else value


def _source(library: Library, id_: str) -> dict:
    source = library.sources[id_]
    return {"source": id_, "kind": source.kind, "published": source.published}


def _day(day: date | None) -> str | None:
    return str(day) if day else None


def _figure(library: Library, place: Place, proof: FigureProof) -> dict:
    figure = proof.figure
    return {
        "in": place.path[-1],
        "printed": figure.printed,
        "kind": figure.kind,
        "value": figure.value,
        "unit": figure.unit,
        "modifier": figure.modifier,
        "verdict": proof.verdict,
        "contested_in": [it.id for it in coverage.contested_in(library, place, proof)],
        "no_contradiction_in": [it.id for it in coverage.no_contradiction_in(library, place, proof)],
        "stated": [_backing(backing) for backing in proof.backings],
    }


def _name(field: str, proof: NameProof) -> dict:
    return {
        "in": field,
        "printed": proof.mention.printed,
        "record": str(proof.mention.of),
        "stated": [_backing(backing) for backing in proof.backings],
    }


def _backing(backing: Backing) -> dict:
    stated: dict = {"at": str(backing.citation), "printed": backing.printed, "verdict": backing.verdict}
    stated["selector"] = _selector(backing)
    return stated | {"rule": backing.rule, "because": backing.because} if backing.rule else stated


def _selector(backing: Backing) -> dict:
    """Where it stands in the text of the source, and which words: selectors of the Web Annotation model."""
    line = backing.citation.line
    words = {"refinedBy": {"type": "TextQuoteSelector", "exact": backing.printed}} if backing.printed else {}
    return {"type": "FragmentSelector", "conformsTo": _LINES, "value": f"line={line - 1},{line}"} | words
