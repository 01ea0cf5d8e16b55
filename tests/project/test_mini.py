"""The miniature set holds a case of everything that a record can hold, so that tests need no other records.

What it must hold is read off the types: whoever adds a word to a closed list, or a field, is asked for a case of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal, get_args, get_origin

import pytest

from tests import projects
from tsi.library import counts, coverage, selections, update
from tsi.records.claims import RELATIONS, models_with_paths, related, relation_field
from tsi.records.types import KINDS, Model, Reference
from tsi.text import dates, figures
from tsi.text.lexicon import Kind


def types_within(annotation: object) -> Iterator[object]:
    """A type and all types that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from types_within(part)


def model_types() -> list[type[Model]]:
    """The types of records and of their parts."""
    found: list[type[Model]] = []
    waiting = list(KINDS.values())
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.append(model)
            within = [it for field in model.model_fields.values() for it in types_within(field.annotation)]
            waiting += [it for it in within if isinstance(it, type) and issubclass(it, Model)]
    return found


def own_fields(model: type[Model]) -> Iterator[tuple[str, object]]:
    """The fields that a type does not have from another one."""
    inherited = {name for base in model.__bases__ for name in getattr(base, "model_fields", ())}
    return ((name, field) for name, field in model.model_fields.items() if name not in inherited)


FIELDS = [(model, name, field) for model in model_types() for name, field in own_fields(model)]
WORDS = [
    (model, name, word)
    for model, name, field in FIELDS
    for listed in types_within(field.annotation)
    if get_origin(listed) is Literal
    for word in get_args(listed)
]
OPTIONAL = [
    (model, name, field.get_default(call_default_factory=True))
    for model, name, field in FIELDS
    if not field.is_required()
]


@pytest.fixture(scope="module")
def held(mini) -> list[Model]:
    """Every record of the miniature set and every part of one."""
    return [part for reference in mini.references() for _, part in models_with_paths(mini.get(reference))]


def values(held: list[Model], model: type[Model], field: str) -> list:
    return [getattr(it, field) for it in held if isinstance(it, model)]


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_records_of_each_kind(mini, kind):
    assert mini.records[kind]


@pytest.mark.parametrize(("model", "field", "word"), WORDS, ids=lambda it: getattr(it, "__name__", str(it)))
def test_it_uses_each_word_of_each_closed_list(held, model, field, word):
    assert word in values(held, model, field)


@pytest.mark.parametrize(("model", "field", "default"), OPTIONAL, ids=lambda it: getattr(it, "__name__", str(it)))
def test_it_gives_and_leaves_out_each_field_that_may_be_left_out(held, model, field, default):
    assert {value == default for value in values(held, model, field)} == {True, False}


def test_there_are_words_and_fields_to_ask_for():
    assert len(WORDS) > 60
    assert len(OPTIONAL) > 20


FORMS_OF_DATES = {
    "day": ("point", 10), "month": ("point", 7), "year": ("point", 4), "around": ("point", 8), "window": ("window", 10),
    "span": ("span", 4), "by a day": ("before", 10), "after a day": ("after", 10),
}  # fmt: skip
"""By what it is called, each form of a date and the length of its ends."""


@pytest.mark.parametrize("form", FORMS_OF_DATES.values(), ids=FORMS_OF_DATES)
def test_a_milestone_has_each_form_of_a_date(mini, form):
    periods = [dates.parse(milestone.when.is_) for milestone in mini.records["milestones"].values()]
    assert form in {(period.form, len(period.ends[0])) for period in periods if period.ends}


def test_a_milestone_has_no_known_date(mini):
    assert dates.UNKNOWN in {milestone.when.is_ for milestone in mini.records["milestones"].values()}


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_text_states_each_kind_of_figure(mini, kind):
    assert kind in {figure.figure.kind for proof in mini.proofs.values() for figure in proof.figures}


@pytest.mark.parametrize("modifier", ["up to", "about", "over", "at least", "end of"])
def test_a_text_states_a_figure_with_each_usual_modifier(mini, modifier):
    assert modifier in {figure.figure.modifier for proof in mini.proofs.values() for figure in proof.figures}


@pytest.mark.parametrize("verdict", ["matched", "inferred"])
def test_a_statement_has_each_verdict(mini, verdict):
    proofs = [proof for place, proof in mini.proofs.items() if place.path[0] == "statements"]
    assert verdict in {proof.verdict for proof in proofs}


@pytest.mark.parametrize("word", get_args(coverage.UseWord))
def test_a_name_on_a_line_comes_to_each_use(mini, word):
    uses = (coverage.of_name(mini, at, name) for at, line in mini.lines() for name in coverage.names_on(line))
    assert word in {use.word for use in uses}


@pytest.mark.parametrize("word", [it for it in get_args(coverage.UseWord) if it != "within"])
def test_a_figure_on_a_line_comes_to_each_use(mini, word):
    uses = (coverage.of_figure(mini, at, figure) for at, line in mini.lines() for figure in line.figures)
    assert word in {use.word for use in uses}


@pytest.mark.parametrize("refusal", ["", "unstated", "inexact", "currencies", "statuses", "overlap"])
def test_a_total_is_computed_and_one_refused_for_each_reason(mini, refusal):
    totals = {of: counts.total_funding(mini, of) for of in (None, *mini.references())}
    assert refusal in {total.refusal for of, total in totals.items() if len(selections.linked(mini, of, "funding")) > 1}


@pytest.mark.parametrize("rank", selections.WEAK_RANKS)
def test_a_statement_rests_on_a_weak_rank_alone(mini, rank):
    cited = [it.cite for record in mini.records["pillars"].values() for it in record.statements.values()]
    assert (rank,) in {selections.rests_only_on(mini, citations) for citations in cited}


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, to in RELATIONS.items() for field in to])
def test_each_relation_holds_somewhere(mini, kind, field):
    records = ((it, mini.get(it)) for it in mini.references())
    assert any(relation_field(path) == field for it, r in records if type(r) is kind for path, _ in related(it, r))


def test_a_name_of_a_record_holds_a_figure(mini):
    names = (mini.proof(reference, "name") for reference in mini.references() if reference.kind == "partnerships")
    assert any(piece.children for proof in names for piece in proof.segments)


def test_names_hold_signs_that_html_has_a_meaning_for(mini):
    assert any("&" in mini.get(Reference("organisations", id_)).name for id_ in mini.records["organisations"])


def test_several_sources_go_back_to_one_text(mini):
    known = [source.lineage for source in mini.records["sources"].values() if source.lineage]
    assert len(set(known)) < len(known)


def test_a_line_of_notes_is_used_and_another_omitted(mini):
    assert {coverage.accounted(coverage.of_note(mini, at)).word for at, _ in mini.lines_of_notes()} == {
        "used",
        "omitted",
    }


def test_something_to_read_is_overdue_and_something_is_not(mini):
    built = datetime.fromtimestamp(int(projects.MINI_BUILD["SOURCE_DATE_EPOCH"]), UTC).date()
    assert {wanted.by < str(built) for wanted in mini.to_read.values()} == {True, False}


def test_a_line_is_blank(mini):
    assert any(line.blank for _, line in mini.lines())


REBUILD = "run: python -m tsi.cli evidence --root tests/mini --sources tests/mini/sources"


def test_its_evidence_is_what_its_sources_give(mini_root):
    for file, text in update.prepared(mini_root, mini_root / "sources").texts().items():
        assert (mini_root / file).read_text(encoding="utf-8") == text, REBUILD


def test_its_sources_are_short(mini):
    assert sum(not line.blank for _, line in mini.lines()) < 50


def test_its_names_are_those_of_no_record_of_the_project(mini, library):
    """Nothing in the made-up world can be taken for a fact of the real one."""
    names = {reference for text in sources() for reference in library.evidence.registry.find(text)}
    assert not {mention.printed for mention in names}


def sources() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in (projects.MINI / "sources").glob("*.txt")]


def test_its_figures_are_read_whole(mini):
    """A designator is what the grammar makes of whatever it does not understand; there are only those meant."""
    found = {figure.printed for text in sources() for figure in figures.find(text) if figure.kind == "designator"}
    assert found == {"Vision 2040", "T5"}
