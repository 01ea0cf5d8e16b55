"""The proof by attack: every single wrong edit of the real records, run through the real checker.

A mutant is a record with one value changed. It is caught where the checker finds fault; it is not catchable where a
plain reading of the cited lines, made here without the checker, bears the changed text out; else it has survived.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial, reduce
from types import MappingProxyType
from typing import NamedTuple, get_args

from pydantic import ValidationError

from tsi.attack import edits
from tsi.attack.report import CHECK, HARMLESS, SURVIVED, Outcome
from tsi.evidence.index import Line
from tsi.evidence.proof import prove, prove_record
from tsi.library.checks import WHOLE_CHECKS, check_record
from tsi.library.library import Library
from tsi.library.loading import BIBLIOGRAPHY, bibliography_differences
from tsi.records import fields
from tsi.records.claims import RELATIONS, Claim, Place, all_citations, claims, models_with_paths, parts, related
from tsi.records.claims import Path as Keys
from tsi.records.fields import Field
from tsi.records.types import (
    KINDS,
    Citation,
    Disagreement,
    Inference,
    InferenceRule,
    Model,
    Reference,
    Source,
)
from tsi.text import dates, figures

MUST_BE_CAUGHT = ("figure", "date", "name", "citation")
"""The families of texts in which no catchable mutant may survive."""


class Mutant(NamedTuple):
    """`family` and `edit` are the class it is counted in; `path` leads to the changed scalar, as in the YAML file."""

    family: str
    edit: str
    reference: Reference
    path: tuple
    before: str
    after: str

    @property
    def kind(self) -> str:
        return f"{self.family}: {self.edit}"


# --- Making them -----------------------------------------------------------------------------------------------------


def text_mutants(library: Library) -> Iterator[Mutant]:
    """Wrong figures, dates, names and denials in every text that the library has proven."""
    kinds: dict[str, list[tuple[Reference, str]]] = defaultdict(list)
    for reference, forms in library.evidence.registry.forms.items():
        kinds[reference.kind].extend((reference, form) for form in forms[:1])
    for place, proof in library.proofs.items():
        made = partial(_mutant, place=place, before=proof.text)
        if place.path[-2:] == ("when", "is"):
            yield from (made("date", edit, after=after) for edit, after in edits.of_date(proof.text) if proof.figures)
            continue
        for figure in proof.figures:
            before, behind = proof.text[: figure.figure.start], proof.text[figure.figure.end :]
            changed = edits.of_figure(figure.figure)
            yield from (made(family, edit, after=before + printed + behind) for family, edit, printed in changed)
        for named in proof.names:
            start, end = named.mention.start, named.mention.end
            others = ((of, form) for of, form in kinds[named.mention.of.kind] if of != named.mention.of)
            for _, form in others:
                yield made("name", named.mention.of.kind, after=proof.text[:start] + form + proof.text[end:])
        if place.path[-1] == "says" and proof.citations:
            yield from (made("negation", edit, after=after) for edit, after in _negations(proof.text))


def _mutant(family: str, edit: str, *, place: Place, before: str, after: str) -> Mutant:
    return Mutant(family, edit, place.reference, place.path, before, after)


def _negations(text: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r" (?:not|no|never|neither|without)(?= )", text):
        yield "dropped", text[: match.start()] + text[match.end() :]
    for match in list(re.finditer(r" (?:is|are|was|were|has|have|will|would|can|could|may)(?= )", text))[:1]:
        yield "added", f"{text[: match.end()]} not{text[match.end() :]}"


class Value(NamedTuple):
    """A scalar of a record as the file has it: the type that it stands in, its field, its path and what it says."""

    holder: type[Model]
    field: Field
    path: Keys
    text: str


Edits = Iterator[tuple[str, str, str]]
"""The family and the edit that a wrong edit is counted in, and what the field says then."""


def field_mutants(library: Library) -> Iterator[Mutant]:
    """Wrong citations, rules of inference and ids, and wrong bibliographic data."""
    for reference in library.references():
        content = library.documents[reference.kind].content[reference.id]
        for value in _values(library.get(reference), content):
            for is_such, edited in _EDITS:
                for family, edit, after in edited(library, value) if is_such(value) else ():
                    yield Mutant(family, edit, reference, value.path, value.text, after)


def _values(model: Model, content: Mapping, path: Keys = ()) -> Iterator[Value]:
    """The scalars of a record and of its parts, in the order of their types."""
    for field in fields.of(type(model)):
        held = content.get(field.key)
        texts = {(): held} if isinstance(held, str) else {(n,): it for n, it in enumerate(held or ())}
        for place, text in texts.items():
            if isinstance(text, str) and not isinstance(held, Mapping):
                yield Value(type(model), field, (*path, field.key, *place), text)
    for part_path, part in parts(model):
        within = reduce(lambda held, key: held[key], part_path, content)
        yield from _values(part, within, (*path, *part_path))


def _citations(library: Library, value: Value) -> Edits:
    return (("citation", edit, str(other)) for edit, other in _other_citations(library, Citation.parse(value.text)))


def _other_rules(library: Library, value: Value) -> Edits:
    return (("date", "inference rule", rule) for rule in value.field.words if rule != value.text)


def _other_sources(library: Library, value: Value) -> Edits:
    return (("date", "inference source", source) for source in library.sources if source != value.text)


def _touched(library: Library, value: Value) -> Edits:
    target = Reference.parse(value.text)
    others = (Reference(target.kind, id_) for id_ in library.records[target.kind])
    return (("relation", value.field.key, str(other)) for other in others if other != target)


def _given(library: Library, value: Value) -> Edits:
    return (("figure", "bibliography", changed) for changed in edits.digits_changed(value.text))


_EDITS: tuple[tuple[Callable[[Value], object], Callable[[Library, Value], Edits]], ...] = (
    (lambda value: value.field.cites, _citations),
    (lambda value: value.field.words == get_args(InferenceRule), _other_rules),
    (lambda value: (value.holder, value.field.key) == (Inference, "of"), _other_sources),
    (lambda value: (value.holder, value.field.key) == (Disagreement, "touches"), _touched),
    (lambda value: value.field.given and value.field.key in BIBLIOGRAPHY, _given),
)
"""By what a field is, as its type says, the wrong edits of it."""


def _other_citations(library: Library, citation: Citation) -> Iterator[tuple[str, Citation]]:
    neighbours = (citation.line - 1, citation.line + 1)
    yield from (("neighbouring line", Citation(citation.source, line)) for line in neighbours if line)
    yield from (
        ("other source", Citation(source, citation.line)) for source in library.index if source != citation.source
    )


# --- Running them ----------------------------------------------------------------------------------------------------


def is_caught(library: Library, mutant: Mutant) -> bool:
    """Whether the checker finds fault with the library in which this one value is changed."""
    content = copy.deepcopy(library.documents[mutant.reference.kind].content[mutant.reference.id])
    _set(content, mutant.path, mutant.after)
    try:
        record = KINDS[mutant.reference.kind].model_validate(content)
    except ValidationError:
        return True
    if mutant.path[-1] in ("says", "name") and _claim_is_refused(library, record, mutant):
        return True  # the same proof as below, of the changed text alone
    return is_refused(library, mutant.reference, record)


def is_refused(library: Library, reference: Reference, record: Model) -> bool:
    """Whether the checker finds fault with the library in which this record stands in place of what it has."""
    proofs, unproven = prove_record(reference, record, library.evidence)
    if unproven or check_record(reference, record, library) or _is_foreign(library, reference, record):
        return True
    changed = _with(library, reference, record, proofs)
    return any(True for check in WHOLE_CHECKS for _ in check(changed))


def _is_foreign(library: Library, reference: Reference, record: Model) -> bool:
    """Whether a source's record is not what was known when the source was indexed."""
    return isinstance(record, Source) and any(bibliography_differences(record, library.index[reference.id]))


def _claim_is_refused(library: Library, record: Model, mutant: Mutant) -> bool:
    claim = next(claim for claim in claims(mutant.reference, record) if claim.place.path == mutant.path)
    return bool(prove(claim, library.evidence)[1])


def _set(content: dict | list, path: tuple, value: str) -> None:
    for part in path[:-1]:
        content = content[part]
    content[path[-1]] = value


def _with(library: Library, reference: Reference, record: Model, proofs: dict) -> Library:
    """The library with one record replaced."""
    records = dict(library.records)
    records[reference.kind] = MappingProxyType({**records[reference.kind], reference.id: record})
    kept = {place: proof for place, proof in library.proofs.items() if place.reference != reference}
    return replace(library, records=MappingProxyType(records), proofs=MappingProxyType({**kept, **proofs}))


# --- The plain reading -----------------------------------------------------------------------------------------------


def not_catchable(library: Library, mutant: Mutant) -> str:
    """Why nobody could catch a mutant from the cited lines alone; empty where one could."""
    before, after = (len(figures.find(text)) for text in (mutant.before, mutant.after))
    if mutant.family in ("figure", "date") and mutant.path[-1] != "published" and after < before:
        return "no figure is left"
    content = copy.deepcopy(library.documents[mutant.reference.kind].content[mutant.reference.id])
    _set(content, mutant.path, mutant.after)
    record = KINDS[mutant.reference.kind].model_validate(content)
    if mutant.family == "negation":
        return "the cited lines deny something" if mutant.edit == "added" else ""
    return "the cited lines bear it out" if _is_borne_out(library, mutant.reference, record) else ""


def _is_borne_out(library: Library, reference: Reference, record: Model) -> bool:
    """Whether each figure, name and relation of a record is found on the lines it cites, read as sets; what is as it
    was has been proven."""
    proven = {claim.place: claim for claim in claims(reference, library.get(reference))}
    for claim in claims(reference, record):
        if claim == proven.get(claim.place):
            continue
        lines = [line for _, line in library.evidence.lines(claim.citations)]
        if claim.place.path[-2:] == ("when", "is"):
            stated = _edtf_is_stated(claim.text, lines, _computed(library, claim))
        else:
            stated = _text_is_stated(library, claim, lines)
        if not stated:
            return False
    cited = set(all_citations(record))
    named = library.evidence.names_on(cited)
    if isinstance(record, Disagreement):
        return all(to in named or cited & set(all_citations(library.get(to))) for to in record.touches)
    return type(record) not in RELATIONS or all(
        target in named or _is_read(record, path) for path, target in related(reference, record)
    )


def _is_read(record: Model, path: Keys) -> bool:
    """Whether a person reads a relation so, for which no line need name the other record."""
    return getattr(dict(models_with_paths(record)).get(path), "read", None) is not None


def _text_is_stated(library: Library, claim: Claim, lines: list[Line]) -> bool:
    keys = {figure.key for line in lines for figure in line.figures}
    names = {mention.of for line in lines for mention in line.names}
    computed = _computed(library, claim)
    for figure in figures.find(claim.text):
        dated = figure.kind == "date" and _date_is_stated(figure.value, lines, computed, figure.modifier)
        if not dated and figure.key not in keys:
            return False
    return all(mention.of in names for mention in library.evidence.registry.find(claim.text))


def _computed(library: Library, claim: Claim) -> str:
    infer = getattr(claim.holder, "infer", None)
    try:
        return dates.computed(infer.rule, library.evidence.published[infer.of]) if infer else ""
    except ValueError:
        return ""


def _edtf_is_stated(edtf: str, lines: list[Line], computed: str) -> bool:
    """Whether a rule gives a date, a line prints it as one, or both of its ends are stated; approximate if it is."""
    if edtf == computed:
        return True
    period = dates.parse(edtf)
    modifier = "about" if period.approximate else ""
    ends = [dates.plain(end) for end in period.ends] if period.form in ("point", "stretch", "span") else [edtf]
    if any(figure.value == "/".join(ends) and figure.modifier == modifier for line in lines for figure in line.figures):
        return True
    return all(_date_is_stated(end, lines, computed, modifier) for end in ends)


def _date_is_stated(value: str, lines: list[Line], computed: str, modifier: str = "") -> bool:
    """Whether the year and the day of a date are among the years and days that the lines print or a rule gives."""
    printed = [figure for line in lines for figure in line.figures if figure.kind == "date"]
    values = {figure.value for figure in printed if figure.modifier == modifier}
    if value in values | {"" if modifier else computed, dates.UNKNOWN}:
        return True
    years = {year for stated in values for year in re.findall(r"^\d{4}", stated)} | {computed}
    days = {day for stated in values for day in re.findall(r"(?:^\d{4}|-)-(\d\d(?:-\d\d)?)$", stated)}
    days |= {day[:2] for day in days}
    match = re.fullmatch(r"(\d{4}|-)(?:-(\d\d(?:-\d\d)?))?", value)
    return match is not None and (match[1] == "-" or match[1] in years) and (not match[2] or match[2] in days)


# --- Running all of them ---------------------------------------------------------------------------------------------


def outcome(library: Library, mutant: Mutant) -> Outcome:
    """What becomes of a wrong edit."""
    what = (mutant.kind, Place(mutant.reference, mutant.path).on_page, mutant.before, mutant.after)
    if is_caught(library, mutant):
        return Outcome(*what, CHECK)
    why = not_catchable(library, mutant)
    return Outcome(*what, HARMLESS if why else SURVIVED, why)


def all_mutants(library: Library) -> list[Mutant]:
    """Every mutant, in the order of the data; an edit that leaves the same figure is none."""
    made = (mutant for source in (text_mutants, field_mutants) for mutant in source(library))
    return [mutant for mutant in dict.fromkeys(made) if not _is_the_same(mutant)]


def _is_the_same(mutant: Mutant) -> bool:
    """`£7 million` and `£07 million` are the same figure, and 2024-7 written anew may be the same date."""
    if mutant.before == mutant.after:
        return True
    is_in_prose = mutant.path[-2:] != ("when", "is") and mutant.path[-1] not in BIBLIOGRAPHY
    if not is_in_prose or mutant.family not in ("figure", "date") or mutant.edit == "inference rule":
        return False
    before, after = ([figure.key for figure in figures.find(text)] for text in (mutant.before, mutant.after))
    return before == after
