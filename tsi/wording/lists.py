"""What a page lists: a closed table of selections, each the rows of a list in their order.

A page names the selection and what it is of (`data-rows="funding" data-of="pillars/a"`), and gives each row as the
selection does (`data-row="funding/b"`): a record, a place within one, or a word. An argument stands behind a colon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import get_args

from tsi.library import abbreviations, counts, coverage, history, matrix, selections, side_by_side
from tsi.library.library import Library, remembered
from tsi.records.claims import RELATIONS, Place, related, relation_field
from tsi.records.types import Citation, DisagreementType, Listing, Partnership, Reference
from tsi.text import dates, figures
from tsi.text.lexicon import Kind
from tsi.wording import alphabet, attacked, editions, filters, links, places, told, words
from tsi.wording.chronology import Chronology, chronology
from tsi.wording.told import Fact

Row = Place | Reference | str

STANDINGS = get_args(Partnership.model_fields["standing"].annotation)
SHOWN_AT_A_GLANCE = 3
"""Events and contested questions on the home page."""


def rows(name: str, fact: Fact) -> Sequence[Row]:
    """The rows of a list. Raises KeyError for a list or a record that is none."""
    return tuple(LISTS[name](fact))


def written(row: Row) -> str:
    """A row as a page has it."""
    return row.on_page if isinstance(row, Place) else str(row)


# --- What fields give ------------------------------------------------------------------------------------------------


def _field(name: str) -> Callable[[Fact], Iterable[Row]]:
    """The records that a record points at in a field."""
    found = lambda fact: related(fact.about.reference, fact.record)  # noqa: E731
    return lambda fact: [target for path, target in found(fact) if relation_field(path) == name]


def _parts(name: str) -> Callable[[Fact], Iterable[Row]]:
    """The parts of a record under a key, by their ids."""
    return lambda fact: [places.at(fact.about, name, id_) for id_ in getattr(fact.record, name, ())]


def _of_kind(kind: str) -> Callable[[Fact], tuple[Reference, ...]]:
    """The records of a kind that belong to a record; without one, all of them."""
    return lambda fact: selections.linked(fact.library, fact.place.reference if fact.place else None, kind)


def _all_of(fact: Fact) -> tuple[Reference, ...]:
    """All records of the kind that is the argument."""
    return selections.linked(fact.library, None, fact.argument)


def _pillars(fact: Fact) -> Iterable[Row]:
    """Those that a record is about, as it has them; without a record, all of them."""
    return _field("pillars")(fact) if fact.place else _of_kind("pillars")(fact)


def _participants(fact: Fact) -> Iterable[Row]:
    """Who takes part in a partnership, each once, as the first of its fields says."""
    found: dict[Reference, Place] = {}
    for path, target in related(fact.about.reference, fact.record):
        if path[0] in selections.ACTING["partnerships"]:
            found.setdefault(target, Place(fact.about.reference, path))
    return found.values()


def _on_page(fact: Fact) -> Sequence[Row]:
    """The statements of a record, and those of other records about it."""
    return selections.statements(fact.library, fact.about.reference)


def _reached(fact: Fact) -> tuple[Place, ...]:
    """The statuses that an undertaking has reached, the furthest first."""
    return selections.reached(fact.library, fact.about.reference)


def _officially_reached(fact: Fact) -> Iterable[Row]:
    """The furthest status that a source shows which speaks for a government, where that is not the furthest of all."""
    official = (it for it in _reached(fact) if selections.rests_on_official(fact.library, _citations(fact, it)))
    return [it for it in [*official][:1] if it not in _reached(fact)[:1]]


def _citations(fact: Fact, place: Place) -> tuple[Citation, ...]:
    return places.citations(fact.library, place)


def _told(field: str) -> Callable[[Fact], Iterable[Row]]:
    """The statements that an undertaking names in a field: what was promised, what is shown since."""
    return lambda fact: selections.told_statements(fact.library, fact.about.reference, field)


def _leading(fact: Fact) -> Iterable[Row]:
    leads = fact.record.leads
    return [places.at(fact.about, "positions", leads)] if leads else []


def _listings(fact: Fact) -> Iterable[Row]:
    """Of a pillar, every source that lists any: as what it lists the pillar, or that it does not."""
    return [places.at(fact.about, "listed", source.id) for source in selections.listing(fact.library)]


def _listed_by(fact: Fact, lists: bool) -> Iterable[Row]:
    """Of a source, the pillars that it lists, or names for a forerunner."""
    for id_, pillar in fact.library.pillars.items():
        listing: Listing | None = pillar.listed.get(fact.about.reference.id)
        if listing and listing.lists == lists:
            yield places.at(Reference("pillars", id_), "listed", fact.about.reference.id)


# --- Selections ------------------------------------------------------------------------------------------------------


def _of_outcome(fact: Fact, outcome: str, among: Iterable[Reference]) -> list[Reference]:
    return [it for it in among if selections.outcome(fact.library.milestones[it.id]) == outcome]


def _happened(fact: Fact) -> list[Reference]:
    """The events of a record that happened, the newest first; those that no year holds cannot be told to be new."""
    return _of_outcome(fact, "happened", chronology(fact.library, _of_kind("milestones")(fact)).dated)


def _expected(fact: Fact) -> list[Reference]:
    """The events of a record that are still to come."""
    return _of_outcome(fact, "expected", chronology(fact.library, _of_kind("milestones")(fact)).all)


def _steps(fact: Fact) -> Iterable[Row]:
    """The events in which the initiative is told in brief, the oldest first."""
    milestones = fact.library.milestones
    in_time = chronology(fact.library, selections.linked(fact.library, None, "milestones")).oldest_first
    return [it for it in in_time.all if milestones[it.id].step]


def _at_a_glance(fact: Fact) -> Iterable[Row]:
    """What an undertaking is, how it was launched, and what else its record tells in front of all others."""
    milestones = fact.library.milestones
    launches = [it for it in _happened(fact) if milestones[it.id].kind == "launch"]
    launched = [place for it in launches for place in selections.statements(fact.library, it)[:1]]
    own = list(_parts("statements")(fact))
    return [*own[:1], *launched, *own[1:2]]


def _state_of_play(fact: Fact) -> Iterable[Row]:
    """The undertakings of the initiative, by their pillars; with an argument, those that the choice of that tag
    leaves."""
    chosen = [it for it in selections.undertakings(fact.library) if _is_chosen(fact, it)]
    return sorted(chosen, key=lambda it: _first_pillar(fact.library, it))


def _first_pillar(library: Library, undertaking: Reference) -> int:
    """Where the first of the pillars of an undertaking stands among all; behind them where it has none."""
    pillars = [*library.pillars]
    own = [pillars.index(it.id) for path, it in related(undertaking, library.get(undertaking)) if path[0] == "pillars"]
    return min(own, default=len(pillars))


def _is_chosen(fact: Fact, undertaking: Reference) -> bool:
    return fact.argument in ("", *filters.tags_in_play(fact.library, undertaking))


def _first_reached(fact: Fact) -> Iterable[Row]:
    """The first status of several that an undertaking has reached."""
    return _reached(fact)[1:][-1:]


def _furthest(fact: Fact) -> Iterable[Row]:
    """The undertakings of a record that have come as far as any."""
    every = selections.furthest_first(fact.library, fact.about.reference)
    status = {it: selections.reached(fact.library, it)[0].path for it in every}
    return [it for it in every if status[it] == status[every[0]]]


def _awaited(fact: Fact) -> Iterable[Row]:
    """The undertakings of the initiative that are announced or agreed, and of which no source tells that they began."""
    statuses = {it: selections.reached(fact.library, it)[:1] for it in selections.undertakings(fact.library)}
    return [it for it, furthest in statuses.items() for place in furthest if place.path[1] in ("announced", "agreed")]


def _questions_around(fact: Fact) -> Iterable[Row]:
    """The open questions of the undertakings of a record."""
    for it in selections.furthest_first(fact.library, fact.about.reference):
        yield from _parts("open_questions")(replace(fact, place=places.at(it)))


def _funding(fact: Fact) -> Iterable[Row]:
    """The funding items of a record; with an argument, those `within` the initiative or those `around` it."""
    own, found = {*selections.undertakings(fact.library)}, _of_kind("funding")(fact)
    return [it for it in found if fact.argument in ("", "within" if it in own else "around")]


def _sums(fact: Fact) -> Iterable[Row]:
    return [item for item in _of_kind("funding")(fact) if fact.library.funding[item.id].amount]


def _sources(fact: Fact) -> Iterable[Row]:
    ids = fact.library.sources_of(fact.place.reference) if fact.place else fact.library.sources
    return [Reference("sources", id_) for id_ in ids]


def _kin(fact: Fact) -> Iterable[Row]:
    """The other sources of the same lineage, where it is known."""
    sources, lineage = fact.library.sources.items(), fact.record.lineage
    own = fact.about.reference.id
    return [Reference("sources", id_) for id_, it in sources if lineage and it.lineage == lineage and id_ != own]


def _disagreements(fact: Fact) -> list[Reference]:
    """Those that touch a record; of a source, those in which it is cited; of a figure, those that it is part of."""
    if fact.argument:
        found = [it for place in _stating_places(fact) for it in _part_of(fact, place)]
        return list(dict.fromkeys(found))
    of, records = fact.about.reference, fact.library.disagreements.items()
    if of.kind == "sources":
        ids = [id_ for id_, it in records if any(c.source == of.id for p in it.positions.values() for c in p.cite)]
    else:
        ids = list(fact.library.disagreements_touching(of))
    return [Reference("disagreements", id_) for id_ in ids]


NO_CONFLICT = ("superseded", "silent")
"""The types of disagreement that are none: a later event, a silence."""


def _conflicts(fact: Fact, real: bool) -> list[Reference]:
    return [it for it in _disagreements(fact) if (fact.library.disagreements[it.id].type not in NO_CONFLICT) == real]


def _in_contention(fact: Fact) -> Iterable[Row]:
    """The conflicts to be told first, one of a type: those in which no account leads, then those in which the source
    set against the lead stands nearest to the act."""
    first_of_type: dict[str, Reference] = {}
    for it in sorted(_conflicts(fact, True), key=lambda it: _weight(fact.library, it)):
        first_of_type.setdefault(fact.library.disagreements[it.id].type, it)
    return [*first_of_type.values()][:SHOWN_AT_A_GLANCE]


def _weight(library: Library, conflict: Reference) -> tuple[bool, int]:
    record = library.disagreements[conflict.id]
    return record.leads is not None, min(_nearness(library, it) for it in _others(library, conflict))


def _others(library: Library, conflict: Reference) -> list[Place]:
    """The accounts of a disagreement that do not lead it."""
    record = library.disagreements[conflict.id]
    return [Place(conflict, ("positions", id_)) for id_ in record.positions if id_ != record.leads]


def _nearness(library: Library, account: Place) -> int:
    """How near to the act the nearest source of an account stands; 0 is a government's own text."""
    return min([*words.RANKS].index(library.sources[it.source].rank) for it in places.citations(library, account))


def _set_against(fact: Fact) -> Iterable[Row]:
    """The account set against the lead whose source stands nearest to the act; where none leads, two."""
    others = sorted(_others(fact.library, fact.about.reference), key=lambda it: _nearness(fact.library, it))
    return others[: 1 if fact.record.leads else 2]


def _disagreements_of_type(fact: Fact) -> Iterable[Row]:
    records = fact.library.disagreements.items()
    return [Reference("disagreements", id_) for id_, it in records if it.type == fact.argument]


def _types(fact: Fact) -> Iterable[Row]:
    """The types of disagreement that there are, in the order of the closed list."""
    used = {it.type for it in fact.library.disagreements.values()}
    return [type_ for type_ in get_args(DisagreementType) if type_ in used]


def _standings(fact: Fact) -> Iterable[Row]:
    """How the partnerships that there are stand towards the initiative."""
    used = {it.standing for it in fact.library.partnerships.values()}
    return [standing for standing in STANDINGS if standing in used]


def _partnerships(fact: Fact) -> Iterable[Row]:
    """Those that belong to a record; with an argument, those that stand so towards the initiative."""
    found = _of_kind("partnerships")(fact)
    return [it for it in found if fact.argument in ("", fact.library.partnerships[it.id].standing)]


def _initiative(fact: Fact) -> Iterable[Row]:
    return [it for it in _of_kind("partnerships")(fact) if fact.library.partnerships[it.id].standing == "itself"]


def _asking(fact: Fact) -> Iterable[Row]:
    """The records of a kind about which a question is asked that no source answers."""
    records = fact.library.records[fact.argument].items()
    return [Reference(fact.argument, id_) for id_, record in records if getattr(record, "open_questions", None)]


def _mentioning(fact: Fact) -> Iterable[Row]:
    """The first text that names a record, in each other record of a kind."""
    found = selections.mentions(fact.library, fact.about.reference)
    return [places.short(place) for place in found if place.reference.kind == fact.argument]


def _told_in(fact: Fact) -> Iterable[Row]:
    """The statements of other records about a record, and the first text that names it in each record but these."""
    told_of = fact.library.told_of(fact.about.reference)
    homes = {place.reference for place in told_of}
    mentions = selections.mentions(fact.library, fact.about.reference)
    return [*told_of, *(places.short(place) for place in mentions if place.reference not in homes)]


def _kinds_mentioning(fact: Fact) -> Iterable[Row]:
    return dict.fromkeys(place.reference.kind for place in selections.mentions(fact.library, fact.about.reference))


def _matrix_columns(fact: Fact) -> Iterable[Row]:
    columns = matrix.columns(fact.library, fact.argument)
    return [target for targets in columns.values() for target in targets]


def _related(fact: Fact) -> Iterable[Row]:
    """What a record points at in the field that is the argument."""
    found = related(fact.about.reference, fact.record)
    return [Place(fact.about.reference, path) for path, _ in found if relation_field(path) == fact.argument]


def _relations(fact: Fact) -> Iterable[Row]:
    """What a record points at, in the order of the columns of its matrix."""
    for field, targets in matrix.columns(fact.library, fact.about.reference.kind).items():
        places_ = (places.at(fact.about, field, target.id) for target in targets)
        yield from (place for place in places_ if places.relation(fact.library, place))


def _total_because(fact: Fact) -> Iterable[Row]:
    return counts.total_funding(fact.library, fact.place.reference if fact.place else None).because


def _in_time(fact: Fact) -> Iterable[Row]:
    """The milestones that belong to a record, the newest first, and then those that no year can hold."""
    return chronology(fact.library, _of_kind("milestones")(fact)).all


UNDATED = "undated"
"""In place of a year: the milestones that no year can hold."""


@remembered
def _view(library: Library, view: str) -> Chronology:
    """The milestones of a view of the timeline: `newest` or `oldest` first, or what the choice of that tag leaves."""
    every = (choice for options in filters.choices(library).values() for choice in options)
    chosen = next((choice for choice in every if choice.tag == view), None)
    in_time = chronology(library, filters.left_by(library, chosen))
    return in_time.oldest_first if view == "oldest" else in_time


def _in_year(fact: Fact) -> Iterable[Row]:
    """The milestones of a year in a view; the argument is `2024:outcome:expected`."""
    year, _, view = fact.argument.partition(":")
    in_time = _view(fact.library, view)
    return in_time.undated if year == UNDATED else dict(in_time.years)[int(year)]


# --- Side by side ----------------------------------------------------------------------------------------------------


def _promised(fact: Fact) -> Iterable[Row]:
    """The undertakings of the initiative of which a source told by the end of the year of its launch."""
    return [it for it in selections.undertakings(fact.library) if _told_by_then(fact, it)]


def _told_by_then(fact: Fact, of: Reference) -> Iterable[Row]:
    return side_by_side.told_by(fact.library, of, side_by_side.year_of_launch(fact.library))


def _by_government(fact: Fact) -> Iterable[Row]:
    return side_by_side.told_by_government(fact.library, fact.about.reference, fact.argument)


def _accounts_of_governments(fact: Fact) -> Iterable[Row]:
    """The initiative and its pillars, where a text of any party's government tells something of its own."""
    every = (*side_by_side.initiative(fact.library), *_of_kind("pillars")(fact))
    told, parties = side_by_side.told_by_government, side_by_side.parties(fact.library)
    alone = (it for it in every if any(told(fact.library, it, party) for party in parties))
    return dict.fromkeys((*alone, *(it for it in every if side_by_side.told_by_all(fact.library, it))))


def _frameworks(fact: Fact) -> Iterable[Row]:
    """The frameworks round the initiative, and the agreements of trade beside it."""
    records = fact.library.partnerships.items()
    return [Reference("partnerships", id_) for id_, it in records if it.kind in ("framework", "trade")]


# --- Abbreviations ---------------------------------------------------------------------------------------------------


def _spelled_at(fact: Fact) -> Iterable[Row]:
    """The line that spells out the abbreviation which is the argument."""
    at = told.abbreviation(fact).at
    return [places.line(at)] if at else []


# --- Source lines ----------------------------------------------------------------------------------------------------


def _source_of_listing(fact: Fact) -> Iterable[Row]:
    return [Reference("sources", str(fact.about.path[1]))]


def _lines_of_listing(fact: Fact) -> Iterable[Row]:
    return map(places.line, fact.citations) if fact.value else []


def _where(field: str, fact: Fact, value: str) -> list[Reference]:
    """The sources that hold a value in a field, the newest first."""
    found = [(source.published, id_) for id_, source in fact.library.sources.items() if getattr(source, field) == value]
    by_date = sorted(found, key=lambda it: (dates.last_known_day(it[0]), it[1]), reverse=True)
    return [Reference("sources", id_) for _, id_ in by_date]


def _to_read(fact: Fact) -> Iterable[Row]:
    """What is to be read, the most pressing first."""
    wanted = sorted(fact.library.to_read.items(), key=lambda it: (it[1].by, it[0]))
    return [Reference("to-read", id_) for id_, _ in wanted]


def _of_texts(fact: Fact) -> Iterable[Row]:
    """The sources that are held as texts."""
    return [Reference("sources", id_) for id_, source in fact.library.sources.items() if source.held == "text"]


def _source_lines(fact: Fact) -> Iterable[Row]:
    """The lines of a source text that are not blank; none of notes, which are shown in full."""
    return () if fact.about.reference.id in fact.library.notes else _lines(fact)


def _notes(fact: Fact) -> Iterable[Row]:
    return _lines(fact) if fact.about.reference.id in fact.library.notes else ()


def _lines(fact: Fact) -> Iterable[Row]:
    index = fact.library.index[fact.about.reference.id]
    return [places.at(fact.about, "lines", line.number) for line in index.lines if not line.blank]


def _naming(fact: Fact) -> Iterable[Row]:
    """The sources that name a record."""
    sources = (citation.source for citation, _ in fact.library.naming(fact.about.reference))
    return [Reference("sources", source) for source in dict.fromkeys(sources)]


def _naming_in(fact: Fact) -> Iterable[tuple[Citation, tuple[str, ...]]]:
    """The lines of the source that is the argument which name a record, each with the forms that it prints."""
    lines = fact.library.naming(fact.about.reference)
    return [(at, forms) for at, forms in lines if at.source == Reference.parse(fact.argument).id]


def _naming_lines(fact: Fact) -> Iterable[Row]:
    return [places.line(citation) for citation, _ in _naming_in(fact)]


def _forms(fact: Fact) -> Iterable[Row]:
    """The forms of a record's name that the source prints which is the argument."""
    return dict.fromkeys(form for _, forms in _naming_in(fact) for form in forms)


def _figures_on_line(fact: Fact) -> Iterable[Row]:
    figures_ = fact.library.evidence.line(fact.line).figures
    return [places.at(fact.about, "figures", number) for number in range(len(figures_))]


def _uses_of_names(fact: Fact) -> dict[Reference, coverage.Use]:
    """What became of each name on a line."""
    names = coverage.names_on(fact.library.evidence.line(fact.line))
    uses = {name: coverage.of_name(fact.library, fact.line, name) for name in names}
    return {name: use for name, use in uses.items() if use}


def _names_on_line(fact: Fact) -> Iterable[Row]:
    """The names on a line of which the same became."""
    return [name for name, use in _uses_of_names(fact).items() if use.word == fact.argument]


def _uses_on_line(fact: Fact) -> Iterable[Row]:
    used = {use.word for use in _uses_of_names(fact).values()}
    return [word for word in words.USES if word in used]


def _kinds_on_line(fact: Fact) -> Iterable[Row]:
    resting = {place.reference.kind for place in fact.library.resting_on(fact.line)}
    return [kind for kind in fact.library.records if kind in resting]


def _because(fact: Fact, word: str) -> Iterable[Row]:
    """Because of which records a figure of a line, or the name that is the argument, was contested, omitted or within
    a longer name; none where something else became of it."""
    if fact.argument:
        use = coverage.of_name(fact.library, fact.line, Reference.parse(fact.argument))
    else:
        figure = fact.library.evidence.line(fact.line).figures[int(fact.about.path[3])]
        use = coverage.of_figure(fact.library, fact.line, figure)
    return use.because if use and use.word == word else ()


def _note_omitted(fact: Fact) -> Iterable[Row]:
    """Because of which record a line of notes was left out; none where a record cites it."""
    use = coverage.of_note(fact.library, fact.line)
    return use.because if use else ()


def _resting(fact: Fact) -> Iterable[Row]:
    """The first text of each record of a kind that rests on a line."""
    first: dict[Reference, Place] = {}
    for place in fact.library.resting_on(fact.line):
        first.setdefault(place.reference, places.short(place))
    return [place for place in first.values() if place.reference.kind == fact.argument]


# --- Every figure of our texts ---------------------------------------------------------------------------------------


def _kinds_of_figure(fact: Fact) -> Iterable[Row]:
    used = {it.figure.kind for proof in fact.library.proofs.values() for it in proof.figures}
    return [kind for kind in get_args(Kind) if kind in used]


def _values(fact: Fact) -> Iterable[Row]:
    """The keys of the figures of a kind in our texts, by size where the value is a number, else by the value."""
    found = {it.figure.key: it.figure for proof in fact.library.proofs.values() for it in proof.figures}
    of_kind = [figure for figure in found.values() if figure.kind == fact.argument]
    return [figure.key for figure in sorted(of_kind, key=_by_size)]


def _by_size(figure: figures.Figure) -> tuple:
    is_number = words.PLAIN_NUMBER.fullmatch(figure.value) is not None
    return not is_number, Decimal(figure.value) if is_number else Decimal(), figure.value


def _stating_places(fact: Fact) -> list[Place]:
    """The texts of ours that state a figure, once for each time."""
    proofs = fact.library.proofs.items()
    return [place for place, proof in proofs for it in proof.figures if it.figure.key == fact.argument]


def _part_of(fact: Fact, place: Place) -> list[Reference]:
    found = [it for it in fact.library.proofs[place].figures if it.figure.key == fact.argument]
    both = coverage.contested_in, coverage.no_contradiction_in
    return [it for figure in found[:1] for which in both for it in which(fact.library, place, figure)]


def _contested(fact: Fact, in_the_matter: bool) -> Iterable[Row]:
    """The disagreements that a figure of the text at the place is part of, and that contest it or do not."""
    which = coverage.contested_in if in_the_matter else coverage.no_contradiction_in
    return which(fact.library, fact.about, told.figure(fact))


# --- What has changed ------------------------------------------------------------------------------------------------

CHANGES_SHOWN, LATEST_SHOWN = 3, 20
"""Changes of a record on its page, and changed records on the page of changes: the newest."""


def _changes(fact: Fact) -> Iterable[Row]:
    """The last changes of a record: `2026-11-26:changed`."""
    noted = history.by_day(fact.library, str(fact.about.reference))
    return [f"{day}:{matter}" for day, matter in noted[:CHANGES_SHOWN]]


def _changed_records(fact: Fact) -> Iterable[Row]:
    """The records that were changed last, the newest change first."""
    library = fact.library
    noted = {
        it: history.changes(library, str(it))[-1:]
        for it in library.references()
        if it.kind in links.KINDS_WITH_ADDRESSES
    }
    found = sorted(((told[0].at, it) for it, told in noted.items() if told), reverse=True)
    return [it for _, it in found[:LATEST_SHOWN]]


def _corrections(fact: Fact) -> Iterable[Row]:
    """What was put right of a record, or of the part of it at the place; without a place, all; the newest first."""
    library, place = fact.library, fact.place
    found = sorted(library.corrections, key=lambda id_: (library.corrections[id_].corrected, id_), reverse=True)
    if place:
        part = links.anchor(place.path) if place.path else ""
        found = [it for it in library.corrected(place.reference) if part in ("", library.corrections[it].part)]
    return [Reference("corrections", id_) for id_ in found]


TALLIES = (
    "count_sources", "count_lines", "count_source_figures", "count_source_figures_used",
    "count_source_figures_contested", "count_source_figures_omitted", "count_source_names", "count_source_names_used",
    "count_source_names_contested", "count_source_names_within", "count_source_names_omitted", "count_statements",
    "count_figures", "count_figures_matched", "count_figures_inferred", "count_names", "count_disagreements",
)  # fmt: skip
"""What the method page tells of how much was checked."""

LISTS: Mapping[str, Callable[[Fact], Iterable[Row]]] = {
    **{name: _field(name) for fields in RELATIONS.values() for name in fields},
    **{name: _field(name) for name in ("touches", "rule")},
    **{kind: _of_kind(kind) for kind in ("people", "organisations", "places", "technologies", "rules")},
    "abbreviations": lambda fact: [it.short for it in abbreviations.every(fact.library)],
    "abbreviation-of": lambda fact: told.abbreviation(fact).of,
    "about": lambda fact: fact.library.told_of(fact.about.reference),
    "a-z": lambda fact: [entry.row for _, entries in alphabet.letters(fact.library) for entry in entries],
    "acting": lambda fact: selections.actors(fact.library, fact.about.reference),
    "acting-as": lambda fact: selections.actors(fact.library, fact.about.reference)[fact.argument],
    "apart": lambda fact: matrix.apart(fact.library, "organisations"),
    "applied": lambda fact: fact.library.related_to(fact.about.reference),
    "asking": _asking,
    "at-a-glance": _at_a_glance,
    "attack": lambda fact: attacked.groups(fact.library.root),
    "claims": lambda fact: attacked.claims(fact.library.root),
    "attacks": lambda fact: [name for name in attacked.ATTACKS if name in attacked.report(fact.library.root)],
    "conflicts": lambda fact: _conflicts(fact, True),
    "contested": lambda fact: _contested(fact, True),
    "disagreements": _disagreements_of_type,
    "figures-on-line": _figures_on_line,
    "forerunners": lambda fact: _listed_by(fact, False),
    "formulas": lambda fact: counts.COUNTS,
    "funding": _funding,
    "initiative": _initiative,
    "kin": _kin,
    "leading": _leading,
    "naming": _naming,
    "naming-lines": _naming_lines,
    "listed": _listings,
    "listings": _listings,
    "lists": lambda fact: _listed_by(fact, True),
    "milestones": _of_kind("milestones"),
    "names-on-line": _names_on_line,
    "newest": lambda fact: _happened(fact)[:1],
    "no-conflicts": lambda fact: _conflicts(fact, False),
    "no-contradiction": lambda fact: _contested(fact, False),
    "participants": _participants,
    "partnerships": _partnerships,
    "pillars": _pillars,
    "positions": _parts("positions"),
    "questions": lambda fact: alphabet.questions(fact.library),
    "resting": _resting,
    "notes": _notes,
    "note-omitted": _note_omitted,
    "source-lines": _source_lines,
    "sources": _sources,
    **dict.fromkeys(("status", "status-alone"), lambda fact: _reached(fact)[:1]),
    "statuses": _reached,
    "official-status": _officially_reached,
    "first-status": _first_reached,
    "furthest": _furthest,
    "state-of-play": _state_of_play,
    "steps": _steps,
    "state-of-pillars": _of_kind("pillars"),
    "main-sums": _sums,
    "latest": lambda fact: _happened(fact)[:SHOWN_AT_A_GLANCE],
    "expected": _expected,
    "in-contention": _in_contention,
    "set-against": _set_against,
    "awaited": _awaited,
    "in-play": lambda fact: selections.furthest_first(fact.library, fact.about.reference),
    "statements": _parts("statements"),
    "spelled-at": _spelled_at,
    "accounts-of-governments": _accounts_of_governments,
    "by-all-governments": lambda fact: side_by_side.told_by_all(fact.library, fact.about.reference),
    "by-government": _by_government,
    "context-with-others": lambda fact: side_by_side.with_others(fact.library),
    "governments": lambda fact: [Reference("places", it) for it in side_by_side.parties(fact.library)],
    "frameworks": _frameworks,
    "promised": _promised,
    "told-by-then": lambda fact: _told_by_then(fact, fact.about.reference),
    "stating": lambda fact: map(places.short, _stating_places(fact)),
    "sums": _sums,
    "total-because": _total_because,
    "open_questions": _parts("open_questions"),
    "questions-around": _questions_around,
    "offices": _parts("offices"),
    "offices-of": lambda fact: selections.offices_of(fact.library, fact.about.reference),
    "holders": lambda fact: selections.holders(fact.library, fact.argument),
    "promises": _told("promised"),
    "evidence": _told("shown"),
    "forms": _forms,
    "in-time": _in_time,
    "kinds-on-line": _kinds_on_line,
    "lines-of-listing": _lines_of_listing,
    "source-of-listing": _source_of_listing,
    "survivors": lambda fact: attacked.survivors(fact.library),
    "uses-on-line": _uses_on_line,
    "kinds-asking": lambda fact: [kind for kind in fact.library.records if _asking(replace(fact, argument=kind))],
    "kinds-of-figure": _kinds_of_figure,
    "standings": _standings,
    "tallies": lambda fact: TALLIES,
    "types": _types,
    "accounts": _parts("positions"),
    "contested-because": lambda fact: _because(fact, "contested"),
    "omitted-because": lambda fact: _because(fact, "omitted"),
    "used-because": lambda fact: (),
    "within-because": lambda fact: _because(fact, "within"),
    "changes": _changes,
    "editions": lambda fact: [it.day for it in fact.library.editions],
    "edition-changes": lambda fact: [f"{it[0]}:{it[1]}" for it in editions.changes(fact.library, fact.argument)],
    "edition-records": lambda fact: [f"then:{it}" for it in editions.on(fact.library, fact.argument).records],
    "changed-records": _changed_records,
    **dict.fromkeys(("corrections", "corrected"), _corrections),
    "corrected-record": _field("of"),
    "choices-in-play": lambda fact: [it.tag for it in filters.choices_in_play(fact.library)[fact.argument]],
    "choices": lambda fact: [choice.tag for choice in filters.choices(fact.library)[fact.argument]],
    "first-statement": lambda fact: _on_page(fact)[:1],
    "in-year": _in_year,
    "funding-matrix": _of_kind("funding"),
    "kinds-mentioning": _kinds_mentioning,
    "matrix-columns": _matrix_columns,
    "mentioning": _mentioning,
    "partnerships-matrix": _partnerships,
    "related": _related,
    "relations": _relations,
    "with-page": lambda fact: [it for it in _all_of(fact) if links.has_page(fact.library, it)],
    "without-page": lambda fact: links.entries(fact.library, fact.argument),
    "told-in": _told_in,
    "values": _values,
    "years": lambda fact: [*(str(year) for year, _ in _view(fact.library, fact.argument).years), UNDATED],
    "pillar-index": _of_kind("pillars"),
    "lineages": _of_kind("lineages"),
    "of-lineage": lambda fact: _where("lineage", fact, fact.about.reference.id),
    "ranks": lambda fact: [rank for rank in words.RANKS if _where("rank", fact, rank)],
    "source-index": lambda fact: _where("rank", fact, fact.argument),
    "to-read": _to_read,
    **dict.fromkeys(("listing-sources", "pillars-by-source"), lambda fact: selections.listing(fact.library)),
    **dict.fromkeys(("uses-of-figures", "uses-of-names"), _of_texts),
}
"""The rows of a list, by the word in `data-rows`."""

NONE: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "part_of",
            "participants",
            "parties",
            "status",
            "status-alone",
            "statuses",
            "in-play",
            "furthest",
            "sums",
        ),
        words.NOT_STATED,
    ),
    "funders": words.NO_PAYER,
    "leading": words.NO_ACCOUNT,
    "offices": words.NO_OFFICE,
    "spelled-at": words.NOT_SPELLED_OUT,
    "expected": words.NOTHING_EXPECTED,
    **dict.fromkeys(("figures-on-line", "uses-on-line"), "none"),
    "kinds-on-line": "nothing",
    "changes": words.NOT_NOTED,
    "corrections": words.NO_CORRECTION,
    "changed-records": words.NO_CHANGE,
    "editions": words.NO_EDITION,
    "edition-changes": words.NO_CHANGE_OF_EDITION,
}
"""What stands in place of a list that has no row, where a reader is to know it."""
