"""What a page can show: each function gathers what a template needs and returns its HTML."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import NamedTuple, get_args

from tsi import exports
from tsi.evidence.index import Line
from tsi.evidence.proof import FigureProof, Proof
from tsi.library import counts, coverage, selections
from tsi.library.coverage import Use, UseWord
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, DisagreementType, Partnership, Reference, Status
from tsi.render import addresses, alphabet, filters, matrix, styles
from tsi.render import timeline as drawn
from tsi.render.page import Page
from tsi.text.figures import Figure, Kind
from tsi.wording import citations
from tsi.wording import words as wording
from tsi.wording.chronology import Chronology, chronology

FIRMEST_FIRST = tuple(reversed(get_args(Status)))
STANDINGS = get_args(Partnership.model_fields["standing"].annotation)
USES = get_args(UseWord)


# --- A record’s own page ---------------------------------------------------------------------------------------------


def record_page(page: Page, reference: str) -> str:
    """The page of any record, for example `pillars/telecoms`."""
    about = page.about = Reference.parse(reference)
    work = citations.work(page.library, about, page.site_url)
    cited = {"work": work, "formats": citations.FORMATS.values()}
    if about.kind == "disagreements":
        return page.render("record.html", reference=about, **cited)
    gather = _of_source if about.kind == "sources" else _of_record
    return page.render("record.html", reference=about, **cited, **gather(page, about))


def _of_record(page: Page, about: Reference) -> dict:
    library, record = page.library, page.library.get(about)
    kinds = ("funding", "partnerships", "milestones", "people", "organisations")
    shown = {kind: selections.linked(library, about, kind) for kind in kinds}
    timeline = chronology(library, shown["milestones"])
    mentions = groupby(selections.mentions(library, about), key=lambda place: place.reference.kind)
    return {
        **shown,
        "timeline": timeline,
        "drawn": drawn.timeline(library, shown["milestones"], page.built) if about.kind == "pillars" else None,
        "newest": timeline.newest,
        "total": counts.total_funding(library, about),
        "actors": selections.actors(library, about),
        "disagreements": library.disagreements_touching(about),
        "sources": library.sources_of(about),
        "scope": [id_ for id_, statement in record.statements.items() if not statement.status],
        "staged": _staged(page, about),
        "listings": _listings(page, about),
        "mentions": [(kind, list(places)) for kind, places in mentions],
        "lines": selections.naming_lines(library, about),
    }


def _staged(page: Page, about: Reference) -> list[tuple[Status, list[str]]]:
    """The ids of the statements that are about an undertaking, by its stage, the firmest first."""
    statements = page.library.get(about).statements
    staged = ((stage, [id_ for id_, it in statements.items() if it.status == stage]) for stage in FIRMEST_FIRST)
    return [(stage, ids) for stage, ids in staged if ids]


def _listings(page: Page, about: Reference) -> list[tuple[str, list[str]]]:
    """The ids of the sources that name a pillar, by how they list it, or for a forerunner."""
    listed = getattr(page.library.get(about), "listed", {})
    ways = dict.fromkeys(listing.as_ for listing in listed.values())
    return [(way, [source for source, listing in listed.items() if listing.as_ == way]) for way in ways]


class Row(NamedTuple):
    """A source line that is not blank: its figures with what became of them, its names by what became of them, and by
    kind of record the first text of each record that rests on it."""

    citation: Citation
    figures: list[tuple[Figure, Use]]
    names: dict[str, list[tuple[Reference, Use]]]
    resting: dict[str, list[Place]]


def _of_source(page: Page, about: Reference) -> dict:
    library = page.library
    origin = library.get(about).origin
    positions = library.disagreements.items()
    pillars = library.pillars.items()
    named = [(Reference("pillars", id_), it.listed[about.id]) for id_, it in pillars if about.id in it.listed]
    return {
        "kin": [id_ for id_, it in library.sources.items() if it.origin == origin and id_ != about.id],
        "listed": [(pillar, listing) for pillar, listing in named if listing.lists],
        "forerunners": [(pillar, listing) for pillar, listing in named if not listing.lists],
        "disagreements": [
            id_ for id_, it in positions if any(c.source == about.id for p in it.positions.values() for c in p.cite)
        ],
        "rows": [_row(page, about.id, line) for line in library.index[about.id].lines if not line.blank],
    }


def _row(page: Page, source: str, line: Line) -> Row:
    library, citation = page.library, Citation(source, line.number)
    resting: dict[Reference, Place] = {}
    for place in library.resting_on(citation):
        resting.setdefault(place.reference, place)
    names = [(name, coverage.of_name(library, citation, name)) for name in coverage.names_on(line)]
    return Row(
        citation,
        [(figure, coverage.of_figure(library, citation, figure)) for figure in line.figures],
        {word: found for word in USES if (found := [(name, use) for name, use in names if use.word == word])},
        {kind: list(places) for kind, places in groupby(resting.values(), key=lambda place: place.reference.kind)},
    )


# --- Pages that gather records ---------------------------------------------------------------------------------------


def timeline(page: Page) -> str:
    """Every milestone by year, newest first, and those that no year can hold, each with a mark on one axis of time."""
    return _timeline(page, whole=True)


def timeline_oldest_first(page: Page) -> str:
    """The same by year, oldest first."""
    return _timeline(page, oldest_first=True)


def timeline_chosen(page: Page, tag: str) -> str:
    """The milestones that a choice leaves, for example `status:agreed`."""
    choices = filters.choices(page.library)
    return _timeline(page, chosen=next(choice for choice in choices[tag.partition(":")[0]] if choice.tag == tag))


def _timeline(page: Page, chosen: filters.Choice | None = None, oldest_first: bool = False, whole: bool = False) -> str:
    in_time = chronology(page.library, filters.left_by(page.library, chosen))
    return page.render(
        "timeline.html",
        timeline=in_time.oldest_first if oldest_first else in_time,
        tags={milestone: filters.tags(page.library, milestone) for milestone in in_time.all},
        choices=filters.choices(page.library),
        chosen=chosen,
        oldest_first=oldest_first,
        oldest_address=filters.OLDEST_FIRST,
        whole=whole,
        drawn=drawn.timeline(page.library, in_time.all, page.built),
    )


def _all_milestones(page: Page) -> Chronology:
    return chronology(page.library, selections.linked(page.library, None, "milestones"))


def pillar_cards(page: Page) -> str:
    """A card for each pillar, with what is known of it at a glance."""
    pillars = selections.linked(page.library, None, "pillars")
    return page.render("pillar_cards.html", pillars=pillars)


def pillar_index(page: Page) -> str:
    """The pillars by the sources: how each source lists each of them."""
    kinds = {kind: list(selections.linked(page.library, None, kind)) for kind in ("pillars", "sources")}
    return page.render("pillar_index.html", **kinds)


def funding_table(page: Page) -> str:
    """Every sum and fund, and their total or why there is none."""
    items = selections.linked(page.library, None, "funding")
    return page.render("funding.html", items=items, total=counts.total_funding(page.library))


def partnership_table(page: Page) -> str:
    """Every partnership, by where it stands towards the initiative."""
    partnerships = page.library.partnerships.items()
    by_standing = [
        (standing, [Reference("partnerships", id_) for id_, it in partnerships if it.standing == standing])
        for standing in STANDINGS
    ]
    return page.render("partnerships.html", groups=[(standing, items) for standing, items in by_standing if items])


def people_and_organisations(page: Page) -> str:
    return _indexes(page, "people", "organisations")


def places_and_technologies(page: Page) -> str:
    return _indexes(page, "places", "technologies")


def _indexes(page: Page, *kinds: str) -> str:
    return page.render("indexes.html", kinds=[(kind, selections.linked(page.library, None, kind)) for kind in kinds])


def source_index(page: Page) -> str:
    """Every source, and how much rests on it."""
    return page.render("source_index.html", sources=selections.linked(page.library, None, "sources"))


def source_coverage(page: Page) -> str:
    """What became of the figures and of the names of every source, counted."""
    return page.render("source_coverage.html", sources=selections.linked(page.library, None, "sources"))


def disagreement_index(page: Page) -> str:
    """Every disagreement by its type."""
    records = page.library.disagreements
    types = {type_: [id_ for id_, it in records.items() if it.type == type_] for type_ in get_args(DisagreementType)}
    return page.render("disagreement_index.html", groups=[(type_, ids) for type_, ids in types.items() if ids])


class Entry(NamedTuple):
    """A figure in a text of ours, where the text stands, its proof, and the disagreements that the figure is part of:
    those that contest it, and others."""

    place: Place
    proof: Proof
    figure: FigureProof
    contested: tuple[Reference, ...]
    no_contradiction: tuple[Reference, ...]


class LedgerRow(NamedTuple):
    """The texts of ours that state the same value."""

    entries: list[Entry]

    @property
    def order(self) -> tuple[bool, Decimal, str]:
        """By size where the value is a number, else by the value itself."""
        value = self.entries[0].figure.figure.value
        is_number = wording.PLAIN_NUMBER.fullmatch(value) is not None
        return not is_number, Decimal(value) if is_number else Decimal(), value

    @property
    def disagreements(self) -> list[str]:
        """The ids of those that any of the entries is part of."""
        found = (it for entry in self.entries for it in (*entry.contested, *entry.no_contradiction))
        return list(dict.fromkeys(it.id for it in found))


def figures_ledger(page: Page) -> str:
    """Every figure of every text of the records, each value once, and the functions that compute further numbers."""
    found: dict[str, dict[str, LedgerRow]] = {kind: {} for kind in get_args(Kind)}
    for entry in _entries(page.library):
        figure = entry.figure.figure
        found[figure.kind].setdefault(figure.key, LedgerRow([])).entries.append(entry)
    kinds = {kind: sorted(rows.values(), key=lambda row: row.order) for kind, rows in found.items() if rows}
    return page.render("figures.html", kinds=kinds, functions=(*counts.COUNTS, counts.total_funding.__name__))


def _entries(library: Library) -> Iterator[Entry]:
    for place, proof in library.proofs.items():
        for figure in proof.figures:
            disagreements = coverage.contested_in, coverage.no_contradiction_in
            yield Entry(place, proof, figure, *(found(library, place, figure) for found in disagreements))


def rules(page: Page) -> str:
    """The numbered editorial rules, with the disagreements that each has settled."""
    return page.render("rules.html", rules=selections.linked(page.library, None, "rules"))


def at_a_glance(page: Page) -> str:
    """What the initiative is, its newest milestone, and what is open."""
    partnerships = page.library.partnerships.items()
    initiative = next(Reference("partnerships", id_) for id_, it in partnerships if it.standing == "itself")
    return page.render("at_a_glance.html", initiative=initiative, newest=_all_milestones(page).newest)


def connections(page: Page) -> str:
    """Who is connected with whom: for each kind of record that holds relations a matrix of them."""
    library = page.library
    return page.render(
        "matrix.html",
        matrices=[_matrix(library, kind) for kind in matrix.FIELDS],
        apart=matrix.apart(library, "organisations"),
        naming=partial(matrix.naming, library),
    )


def _matrix(library: Library, kind: str) -> dict:
    """The columns by field, and the rows by where they stand towards the initiative, or under "" where that is no
    matter of theirs."""
    rows = matrix.rows(library, kind)
    by_standing = {
        standing: [row for row in rows if getattr(library.get(row.holder), "standing", "") == standing]
        for standing in (*STANDINGS, "")
    }
    return {"kind": kind, "columns": matrix.columns(library, kind), "groups": by_standing}


def a_z(page: Page) -> str:
    """Every record in alphabetical order; disagreements, which have questions for names, at the end."""
    questions = selections.linked(page.library, None, "disagreements")
    by_question = sorted(questions, key=lambda it: alphabet.filed(page.library.get(it).question))
    return page.render("a_z.html", letters=alphabet.letters(page.library), questions=by_question)


def open_questions(page: Page) -> str:
    """What no source answers, by the record about which it is asked."""
    asked = [it for it in page.library.references() if getattr(page.library.get(it), "open_questions", None)]
    kinds = [(kind, list(group)) for kind, group in groupby(asked, key=lambda it: it.kind)]
    return page.render("open_questions.html", kinds=kinds)


def what_was_checked(page: Page) -> str:
    """How much stands behind the site: what was counted when the records were checked."""
    return page.render("what_was_checked.html")


def attack_table(page: Page) -> str:
    """What the last full attack on the records found, by class, and where a wrong edit survived."""
    rows, report = counts.mutant_rows(page.library.root, "records"), counts.mutant_report(page.library.root)
    survivors = {Place(Reference.parse(it["reference"]), tuple(it["path"])) for it in report["survivors"]}
    standing = set(page.library.references())  # a record may have gone since
    return page.render("attack.html", rows=rows, survivors=sorted(it for it in survivors if it.reference in standing))


def site_attack_table(page: Page) -> str:
    """What the last full attack on the built site found, by class, and in which files a wrong edit survived."""
    rows, report = counts.mutant_rows(page.library.root, "site"), counts.mutant_report(page.library.root)["site"]
    survivors = {survivor["file"] for survivor in report["survivors"]}
    return page.render("site_attack.html", rows=rows, survivors=sorted(survivors))


def downloads(page: Page) -> str:
    """Everything that can be downloaded, and what it is."""
    files = [(page.to_file(path), path, what) for path, what in exports.DOWNLOADS]
    return page.render("downloads.html", downloads=files)


def foot(page: Page) -> list[str]:
    """What ends every page."""
    return [part for part in (notes(page), former(page)) if part]


def notes(page: Page) -> str:
    """The notes that the receipts on the page lead to; nothing where there are none."""
    return page.render("notes.html") if page.notes else ""


def former(page: Page) -> str:
    """What answers for things that stood on the page once; nothing where there are none."""
    elsewhere = addresses.of(page.library).elsewhere(page.url)
    return page.render("former.html", former=elsewhere) if elsewhere else ""


def signpost(page: Page) -> str:
    """A whole HTML page that stands at an address of old: where what stood there is now, and each part of it, or why it
    is withdrawn and what to read instead."""
    answers = addresses.of(page.library).signposts[page.url]
    whole = answers[""]
    return page.render(
        "signpost.html",
        whole=whole,
        here=[id_ for id_, answer in answers.items() if id_ and answer == whole],
        elsewhere={id_: answer for id_, answer in answers.items() if answer != whole},
        style_sheet=styles.joined(page.library.root).path,
    )
