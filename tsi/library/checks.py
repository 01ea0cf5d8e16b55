"""The checks: what must hold of the records, a small function a rule; each yields a fault for a place that breaks it.

`RECORD_CHECKS` look at a record by itself, `CHECKS` at all of them, `WHOLE_CHECKS` at all of them and all sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tsi.evidence import notes
from tsi.library import consistency, coverage, once, shown
from tsi.library.library import Library
from tsi.records import fields
from tsi.records.claims import (
    all_citations,
    citations_with_paths,
    inferences,
    models_with_paths,
    related,
    told_about,
)
from tsi.records.faults import Fault, nearest
from tsi.records.types import (
    Correction,
    Disagreement,
    Model,
    Omission,
    Pillar,
    Reference,
    Source,
)
from tsi.text import figures

# --- Each record by itself -------------------------------------------------------------------------------------------


def citations_exist(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """Every cited source and line exists, and the line is not blank."""
    sources = library.sources
    for path, citation in citations_with_paths(record):
        try:
            library.evidence.line(citation)
        except KeyError as error:
            hint = nearest(citation.source, sources) if citation.source not in sources else ""
            yield Fault.at(reference, path, f"{error.args[0]}{hint}")


def ids_exist(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """Every id that a record points at is the id of a record."""
    for path, target in (*related(reference, record), *told_about(record)):
        if target.kind not in library.records:
            hint = nearest(target.kind, library.records)
            yield Fault.at(reference, path, f"there is no kind of record ‘{target.kind}’{hint}")
        elif not _is_written(target, library):
            hint = nearest(target.id, library.documents[target.kind].content)
            yield Fault.at(reference, path, f"there is no record ‘{target.id}’ in data/{target.kind}.yml{hint}")
    for path, inference in inferences(record):
        if inference.of not in library.sources:
            hint = nearest(inference.of, library.sources)
            yield Fault.at(reference, (*path, "of"), f"there is no source ‘{inference.of}’{hint}")


def _is_written(reference: Reference, library: Library) -> bool:
    return reference.id in library.documents[reference.kind].content


def listings_are_stated(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """A source lists a pillar where the cited line is its own and names the pillar."""
    if not isinstance(record, Pillar):
        return
    for source, listing in record.listed.items():
        path, cited = ("listed", source), ", ".join(map(str, listing.cite))
        if any(citation.source != source for citation in listing.cite):
            yield Fault.at(reference, path, f"a listing by {source} rests on lines of {source} alone, not on {cited}")
        if reference not in library.evidence.names_on(listing.cite):
            forms = ", ".join(record.aliases)
            message = f"{cited} does not name the pillar under any of its forms ({forms})"
            yield Fault.at(reference, path, message)


_BIBLIOGRAPHIC_TEXTS = ("short", "author", "title_known", "url_known", "published_known", "caution")


def source_is_dated_alike(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """The texts about a source state no figure but parts of the date on which it appeared and of its publisher's
    name."""
    if not isinstance(record, Source):
        return
    named = {figure.key for figure in figures.find(record.publisher)}
    for field in _BIBLIOGRAPHIC_TEXTS:
        for figure in figures.find(getattr(record, field) or ""):
            if figure.key not in named and (figure.kind != "date" or figure.value not in record.published):
                message = f"{figure.printed} is no part of the date on which the source appeared, {record.published}"
                yield Fault.at(reference, (field,), message, figure.printed)


def touched_records_are_near(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """A disagreement touches a record that rests on one of its lines or is named on one."""
    if not isinstance(record, Disagreement):
        return
    cited = set(all_citations(record))
    named = library.evidence.names_on(cited)
    for touched in record.touches:
        known = library.records.get(touched.kind, {}).get(touched.id)
        if known and touched not in named and not cited.intersection(all_citations(known)):
            message = f"{touched} rests on no line that this disagreement cites, and none names it; remove it"
            yield Fault.at(reference, ("touches",), message, str(touched))


def disagreement_can_be_followed(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """A disagreement has several positions, and the one that leads is one of them."""
    if not isinstance(record, Disagreement):
        return
    if record.leads and record.leads not in record.positions:
        message = f"there is no position ‘{record.leads}’{nearest(record.leads, record.positions)}"
        yield Fault.at(reference, ("leads",), message)
    if len(record.positions) < 2:
        yield Fault.at(reference, ("positions",), "a disagreement has at least two positions")


def remarks_hold_no_figure(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """What we say of our own work (of a lineage, of what is to be read, of our reading of a statement) holds no figure:
    no line states it."""
    for path, remark in _remarks(record):
        for figure in figures.find(remark):
            message = f"{figure.printed} rests on no line; say it without a figure"
            yield Fault.at(reference, path, message, figure.printed)


def _remarks(record: Model) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where remarks of ours stand in a record, and what they say."""
    for path, model in models_with_paths(record):
        for field in fields.of(type(model)):
            if field.remark and (remark := getattr(model, field.name)):
                yield (*path, field.key), remark


def omission_is_of_its_source(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """Of a source text a figure or a name is omitted, and of notes a line."""
    if isinstance(record, Omission) and bool(record.omitted) == (record.at.source in library.notes):
        of_notes = "notes are omitted by the line; leave out ‘figure’ and ‘name’"
        of_text = "expected ‘figure’, as printed, or ‘name’, for example places/africa"
        yield Fault.at(reference, ("at",), of_notes if record.omitted else of_text)


def correction_is_of_what_changed(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """What was put right is not what a record still says."""
    if not isinstance(record, Correction):
        return
    of = library.records.get(record.of.kind, {}).get(record.of.id)
    said = [it.says for it in getattr(of, "statements", {}).values()]
    if of and record.was in said:
        message = f"{record.of} still says this; put it right there, or say what it said before"
        yield Fault.at(reference, ("was",), message)


RecordCheck = Callable[[Reference, Model, Library], Iterator[Fault]]

RECORD_CHECKS: tuple[RecordCheck, ...] = (
    citations_exist,
    ids_exist,
    listings_are_stated,
    shown.statuses_are_shown,
    shown.expectation_is_shown,
    shown.relations_are_shown,
    shown.offices_are_shown,
    consistency.promises_are_told,
    shown.voices_are_shown,
    source_is_dated_alike,
    touched_records_are_near,
    disagreement_can_be_followed,
    omission_is_of_its_source,
    consistency.quoted_words_are_noted,
    consistency.surname_is_of_the_name,
    consistency.places_are_of_a_fitting_kind,
    consistency.positions_differ,
    once.about_is_borne_out,
    once.entries_hold_no_text,
    remarks_hold_no_figure,
    correction_is_of_what_changed,
)


def check_record(reference: Reference, record: Model, library: Library) -> list[Fault]:
    """Whatever is wrong with a record by itself, its texts apart."""
    return [fault for check in RECORD_CHECKS for fault in check(reference, record, library)]


# --- All records with each other and against all sources -------------------------------------------------------------


def forms_belong_to_one_record(library: Library) -> Iterator[Fault]:
    """A printed form names one record, or nobody could tell whom a line means."""
    owners: dict[str, Reference] = {}
    for reference, forms in library.evidence.registry.forms.items():
        for form in forms:
            owner = owners.setdefault(form, reference)
            if owner != reference:
                message = f"‘{form}’ is a form of {owner} already; a form belongs to a single record"
                yield Fault.at(reference, ("aliases",), message, form)


def forms_are_printed(library: Library) -> Iterator[Fault]:
    """Every registered form occurs in some source."""
    lines = (line for index in library.index.values() for line in index.lines)
    printed = {(mention.of, mention.printed.lower()) for line in lines for mention in line.names}
    for reference, forms in library.evidence.registry.forms.items():
        for form in forms:
            if (reference, form.lower()) not in printed:
                yield Fault.at(reference, ("aliases",), f"no source prints ‘{form}’; remove it", form)


def no_figure_is_left_unsaid(library: Library) -> Iterator[Fault]:
    """Every figure of every source text is used by a record, or omitted with a reason."""
    for citation, line in library.lines_of_texts():
        for figure in line.figures:
            if not coverage.of_figure(library, citation, figure):
                message = f"‘{figure.printed}’ on line {line.number} is used by no record"
                remedy = "state it in a record, or omit it with a reason in data/omissions.yml"
                yield Fault.at(Reference("sources", citation.source), (), f"{message}; {remedy}")


def no_name_is_left_unsaid(library: Library) -> Iterator[Fault]:
    """Every registered name on every line of a source text is given by a text that rests on the line, stands within a
    longer name there, or is omitted with a reason."""
    for citation, line in library.lines_of_texts():
        for name in coverage.names_on(line):
            if not coverage.of_name(library, citation, name):
                printed = next(mention.printed for mention in line.names if mention.of == name)
                message = f"‘{printed}’ ({name}) on line {line.number} is given by no text that rests on it"
                remedy = f"give it in a text that cites {citation}, or omit it with a reason in data/omissions.yml"
                yield Fault.at(Reference("sources", citation.source), (), f"{message}; {remedy}")


def no_note_is_left_unsaid(library: Library) -> Iterator[Fault]:
    """Every line of our notes is cited by a record, or omitted with a reason."""
    for citation, _ in library.lines_of_notes():
        if not coverage.of_note(library, citation):
            message = f"no record cites line {citation.line} of the notes"
            remedy = "cite it, or omit it with a reason in data/omissions.yml"
            yield Fault.in_file(notes.file(citation.source), citation.line, f"{message}; {remedy}")


def no_omission_is_idle(library: Library) -> Iterator[Fault]:
    """What is omitted, a figure or a name or a line of notes, is there, and nothing else accounts for it."""
    for id_, omission in library.omissions.items():
        uses = set(_uses_of_omitted(library, omission))
        if "omitted" not in uses:
            field = "figure" if omission.figure else "name" if omission.name else "at"
            message = f"{_why_idle(omission, uses)}; remove the omission"
            yield Fault.at(Reference("omissions", id_), (field,), message)


def _why_idle(omission: Omission, uses: set[str]) -> str:
    if not omission.omitted:
        return f"a record cites {omission.at}"
    if not uses:
        return f"{omission.at} {'states no figure' if omission.figure else 'does not name'} ‘{omission.omitted}’"
    accounted = "stands within a longer name alone" if uses == {"within"} else "is used by a record"
    return f"‘{omission.omitted}’ at {omission.at} {accounted}"


def _uses_of_omitted(library: Library, omission: Omission) -> Iterator[str]:
    """What became of the things on the line that the omission can mean: nothing, where there are none."""
    if not omission.omitted:
        yield coverage.accounted(coverage.of_note(library, omission.at)).word
        return
    line = library.evidence.line(omission.at)
    figures_meant = [figure for figure in line.figures if figure.printed == omission.figure]
    uses = [coverage.of_figure(library, omission.at, figure) for figure in figures_meant]
    if omission.name in coverage.names_on(line):
        uses.append(coverage.of_name(library, omission.at, omission.name))
    yield from (coverage.accounted(use).word for use in uses)


Check = Callable[[Library], Iterator[Fault]]

CHECKS: tuple[Check, ...] = (
    forms_belong_to_one_record,
    consistency.one_partnership_is_the_initiative,
    consistency.an_office_is_called_alike,
    once.names_stand_once,
    once.statements_stand_once,
    once.sums_stand_once,
)

UNSAID: tuple[Check, ...] = (no_figure_is_left_unsaid, no_name_is_left_unsaid, no_note_is_left_unsaid)
"""What these find is not wrong, but left to be done."""

WHOLE_CHECKS: tuple[Check, ...] = (
    consistency.facts_rest_on_own_lines,
    forms_are_printed,
    *UNSAID,
    no_omission_is_idle,
)
"""Run once the rest is clean: a wrong figure in a record would be reported here a second time, as a figure of the
source that no record uses."""
