"""The tables: what stands in each, and how it is written for a spreadsheet as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, cast, get_args

from tsi.evidence.proof import Backing, FigureProof
from tsi.library import abbreviations, counts, coverage, history, selections
from tsi.library.coverage import Use
from tsi.library.library import Library
from tsi.records import claims, fields, types
from tsi.records.claims import Place
from tsi.records.history import ADDED, CHANGED, CORRECTED, RENAMED
from tsi.records.types import KINDS, Reference, Status, Undertaking
from tsi.text import dates, lexicon
from tsi.wording import attacked, dataset, downloads, links, places
from tsi.wording import words as wording

_FORMULA = re.compile(r"[=+\-@\t\r\n'＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection).

    Where it begins with one of `= + - @`, their full-width forms, a tab, a line end or an apostrophe, an apostrophe is
    put before it. Taking one leading apostrophe away gives the text back. Plain numbers stay as they are."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


class Column(NamedTuple):
    """`type` is one of Table Schema's (https://datapackage.org/standard/table-schema/); `words` are those of the closed
    list that a cell is one of."""

    name: str
    description: str
    type: str = "string"
    words: tuple[str, ...] = ()


Leads = Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]]
"""By columns that hold the key of a row of another table, that table and the columns of its key."""


class Table(NamedTuple):
    """`rows` gives a cell for each column; `key` are the columns that tell one row from another."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Library, str], Iterable[tuple[str, ...]]]
    leads: Leads = MappingProxyType({})

    @property
    def title(self) -> str:
        return downloads.TABLES[self.name]


Rows = list[tuple[str, ...]]


def rows(library: Library, base: str) -> dict[str, Rows]:
    """The rows of each table by its name. Raises ValueError, naming the row, for a character that no file may hold."""
    return {table.name: list(_fitting(table, table.rows(library, base))) for table in TABLES}


def _fitting(table: Table, rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    names = [column.name for column in table.columns]
    key = [names.index(name) for name in table.key]
    for row in rows:
        where = "/".join((table.name, *(row[column] for column in key)))
        yield tuple(dataset.fit(cell, where) for cell in row)


def csv_file(table: Table, rows: Rows) -> bytes:
    """It begins with a byte order mark, or spreadsheets show “£” as two other characters."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(guarded, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


# --- Cells -----------------------------------------------------------------------------------------------------------


def _several(items: Iterable[object]) -> str:
    return " ".join(map(str, items))


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _inference(backings: Iterable[Backing]) -> tuple[str, str]:
    """The rule by which a part was inferred, and why; two empty cells where none was."""
    return next(((backing.rule, backing.because) for backing in backings if backing.rule), ("", ""))


def _proof_cells(library: Library, place: Place) -> tuple[str, ...]:
    proof = library.proofs[place]
    backings = (backing for figure in proof.figures for backing in figure.backings)
    in_dispute = _disagreement_cells(library, place, proof.figures)
    return (proof.verdict, _several(proof.citations), *_inference(backings), *in_dispute)


def _disagreement_cells(library: Library, place: Place, figures: Iterable[FigureProof]) -> Iterator[str]:
    """The ids of the disagreements that the figures of a text are part of: those that contest them, and others."""
    for disagreements in (coverage.contested_in, coverage.no_contradiction_in):
        yield _several(dict.fromkeys(it.id for figure in figures for it in disagreements(library, place, figure)))


def _words(model: type[types.Model], name: str) -> tuple[str, ...]:
    """The closed list of a field of a record type."""
    return next(field.words for field in fields.of(model) if field.name == name)


_VERDICTS = ("matched", "inferred")
_RULES = _words(types.Inference, "rule")

_PROOF = (
    Column("verdict", "matched: the cited lines state it; inferred: a declared rule gives a part", words=_VERDICTS),
    Column("citations", "The source lines it rests on, source:line, separated by spaces"),
    Column("inference_rule", "The rule that gave what no line states; empty where nothing was inferred", words=_RULES),
    Column("inference_reason", "Why that rule was applied"),
    Column("contested_in", "Ids of the disagreements that contest a figure of it; see the column contests there"),
    Column("no_contradiction_in", "Ids of the others that a figure of it is in: of type wording, superseded or silent"),
)
_ID = Column("id", "The record's permanent id")
_NAME = Column("name", "What we call it")
_ADDRESS = Column("address", "Its page on the site")
_PILLARS = Column("pillars", "Ids of the pillars it belongs to, separated by spaces")
_STATUS = (
    Column("status", "The furthest that it is known to have reached", words=get_args(Status)),
    Column("status_on", "The day on which it did (EDTF)"),
    Column("status_as_of", "When the sources appeared that show the status (EDTF)"),
    Column("status_citations", "The source lines that show the status"),
    Column("statuses", "All that it is known to have reached, the furthest first, separated by spaces"),
)


def _status_cells(library: Library, reference: Reference) -> tuple[str, ...]:
    statuses = cast(Undertaking, library.get(reference)).statuses
    furthest_first = [status for status in reversed(get_args(Status)) if status in statuses]
    if not furthest_first:
        return ("",) * len(_STATUS)
    reached = statuses[furthest_first[0]]
    return (
        furthest_first[0], reached.on or "", _several(dataset.published(library, reached.cite)), _several(reached.cite),
        _several(furthest_first),
    )  # fmt: skip


# --- Rows ------------------------------------------------------------------------------------------------------------


def _milestones(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for id_, record in library.milestones.items():
        reference, period = Reference("milestones", id_), dates.parse(record.when.is_)
        days = (str(day) if day else "" for day in (period.earliest, period.latest))
        yield (
            id_, record.name, record.when.is_, dates.words(record.when.is_), *days,
            *_proof_cells(library, Place(reference, ("when", "is"))), record.when.note or "", record.kind,
            selections.outcome(record), _several(record.expected.cite) if record.expected else "",
            _several(record.pillars), _several(record.partnerships),
            dataset.address(library, base, reference),
        )  # fmt: skip


def _funding(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for id_, record in library.funding.items():
        reference = Reference("funding", id_)
        amount: tuple[str, ...] = ("",) * (4 + len(_PROOF))
        if record.amount:
            place = Place(reference, ("amount", "is"))
            figure = library.proofs[place].figures[0].figure
            amount = (figure.printed, figure.value, figure.unit, figure.modifier, *_proof_cells(library, place))
        yield (
            id_, record.name, *amount, *_status_cells(library, reference),
            dataset.IATI.get(record.status or "", ""), _several(record.funders),
            _several(record.recipients), _several(record.part_of), _several(record.pillars),
            dataset.address(library, base, reference),
        )  # fmt: skip


def _partnerships(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for id_, record in library.partnerships.items():
        yield (
            id_, record.name, record.kind, record.standing, *_status_cells(library, Reference("partnerships", id_)),
            _several(record.parties), _several(record.bodies), _several(record.leads), _several(record.hosts),
            _several(record.people), _several(record.pillars),
            dataset.address(library, base, Reference("partnerships", id_)),
        )  # fmt: skip


def _offices(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for place in selections.offices(library):
        held = selections.office(library, place)
        yield (
            *place.reference, str(place.path[1]), held.is_, _several(held.organisation), held.from_ or "",
            held.until or "", _several(selections.named_in_office(library, place)), _several(held.cite),
            held.read or "", dataset.address(library, base, place.reference),
        )  # fmt: skip


def _glossary(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for it in abbreviations.every(library):
        yield it.short, it.full, str(it.at or ""), _several(it.of)


def _attack(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    report = attacked.report(library.root)
    for attack in attacked.ATTACKS:
        for row in report[attack]["classes"] if attack in report else ():
            yield attack, row["class"], *(str(row[result]) for result in attacked.RESULTS)


def _claims(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for row in attacked.report(library.root).get("claims", {}).get("rates", ()):
        yield row["claim"], *(str(row[rate]) for rate in attacked.RATES)


def _state_of_play(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for reference in selections.undertakings(library):
        record = cast(types.FundingItem | types.Partnership, library.get(reference))
        *_, first = [None, *selections.reached(library, reference)[1:]]
        earliest = (str(first.path[1]), _several(places.citations(library, first))) if first else ("", "")
        official = [it for it in selections.reached(library, reference) if _is_official(library, it)]
        yield (
            reference.kind, reference.id, record.name, _several(record.pillars), *earliest,
            *_status_cells(library, reference), str(official[0].path[1]) if official else "",
            _several(record.promised), _several(record.shown), dataset.address(library, base, reference),
        )  # fmt: skip


def _is_official(library: Library, place: Place) -> bool:
    return selections.rests_on_official(library, places.citations(library, place))


def _pillars(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for id_, record in library.pillars.items():
        for source in library.sources:
            listing = record.listed.get(source)
            listed = (listing.as_, _several(listing.cite)) if listing else (_NOT_LISTED, "")
            yield id_, record.name, source, *listed, dataset.address(library, base, Reference("pillars", id_))


def _statements(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for place, proof in library.proofs.items():
        reference, (field, *part) = place
        if part[1:] != ["says"] or not proof.citations:
            continue
        statement = getattr(library.get(reference), str(field))[part[0]]
        noted = history.changes(library, history.key(reference, str(part[0])))[-1:]
        yield (
            reference.kind, reference.id, str(field), str(part[0]), proof.text,
            _several(getattr(statement, "about", ())), noted[0].at if noted else "", statement.voice,
            *_proof_cells(library, place), dataset.address(library, base, reference, links.anchor(place.path)),
        )  # fmt: skip


def _figures(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for place, proof in library.proofs.items():
        for number, found in enumerate(proof.figures, 1):
            figure, backings = found.figure, found.backings
            yield (
                place.reference.kind, place.reference.id, ".".join(map(str, place.path)), str(number), figure.printed,
                figure.kind, figure.value, figure.unit, figure.modifier, found.verdict,
                _several(backing.citation for backing in backings),
                " | ".join(backing.printed for backing in backings), *_inference(backings),
                *_disagreement_cells(library, place, [found]),
                dataset.address(library, base, place.reference, links.anchor(place.path)),
            )  # fmt: skip


def _sources(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for id_, source in library.sources.items():
        yield (
            id_, source.title, source.title_known, source.short, source.publisher, source.author or "", source.kind,
            source.held, source.rank, source.lineage or "", source.language, source.read, source.read_on,
            source.published, dates.words(source.published), source.published_known, source.published_sure,
            source.url, source.url_known, source.archived or "", source.caution or "", source.file or "",
            source.sha256 or "",
            dataset.address(library, base, Reference("sources", id_)),
        )  # fmt: skip


def _disagreements(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for id_, record in library.disagreements.items():
        reference, rule = Reference("disagreements", id_), Reference("rules", record.rule)
        for key, position in record.positions.items():
            sources = [library.sources[it] for it in dict.fromkeys(cited.source for cited in position.cite)]
            yield (
                id_, record.question, record.type, _boolean(coverage.contests(library, reference)), key,
                position.says, position.voice, _boolean(key == record.leads),
                "preferred" if key == record.leads else "normal",
                *_proof_cells(library, Place(reference, ("positions", key, "says"))),
                " | ".join(source.kind for source in sources), _several(source.published for source in sources),
                record.rule, str(counts.rule_number(library, rule)), library.rules[record.rule].name, record.because,
                record.settled_by, _several(record.touches),
                dataset.address(library, base, reference, f"position-{key}"),
            )  # fmt: skip


def _coverage(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for citation, line in library.lines_of_texts():
        address = base + links.line(citation)
        where = citation.source, str(citation.line)
        for number, figure in enumerate(line.figures, 1):
            described = figure.printed, "", figure.kind, figure.value, figure.unit, figure.modifier
            use = _use_cells(library, coverage.accounted(coverage.of_figure(library, citation, figure)))
            yield *where, "figure", str(number), *described, *use, address
        for number, name in enumerate(coverage.names_on(line), 1):
            printed = next(mention.printed for mention in line.names if mention.of == name)
            use = _use_cells(library, coverage.accounted(coverage.of_name(library, citation, name)))
            yield *where, "name", str(number), printed, str(name), "", "", "", "", *use, address


def _records(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for reference in library.references():
        addressed = reference.kind in links.KINDS_WITH_ADDRESSES
        address = dataset.address(library, base, reference) if addressed else ""
        noted = history.changes(library, history.key(reference))[-1:]
        last = (noted[0].at, noted[0].matter) if noted else ("", "")
        yield *reference, wording.title(library.get(reference)) if addressed else "", address, *last


def _corrections(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for id_, it in library.corrections.items():
        address = dataset.address(library, base, it.of, it.part or "")
        right = it.corrected, _boolean(it.superseded), it.because
        yield id_, *it.of, it.part or "", it.was, it.since or "", *right, address


def _relations(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for reference in library.references():
        for path, target in claims.related(reference, library.get(reference)):
            held = places.value(library, Place(reference, path))
            cited, read = (held.cite, held.read or "") if isinstance(held, types.Relation) else ((), "")
            yield *reference, ".".join(map(str, path[:-1] or path)), *target, _several(cited), read


def _citations(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for reference in library.references():
        for path, citation in claims.citations_with_paths(library.get(reference)):
            yield *reference, ".".join(map(str, path)), citation.source, str(citation.line), base + links.line(citation)


def _use_cells(library: Library, use: Use) -> tuple[str, ...]:
    omission = library.omissions[use.because[0].id].reason if use.word == "omitted" else ""
    contested = _several(it.id for it in use.because if use.word == "contested")
    within = _several(it for it in use.because if use.word == "within")
    return use.word, contested, within, omission


# --- Tables ----------------------------------------------------------------------------------------------------------

_WHERE = (
    Column("kind", "The kind of record it is part of", words=tuple(KINDS)),
    Column("record", "That record's id"),
)
_TO_RECORD: Leads = {("kind", "record"): ("records", ("kind", "id"))}
_TO_SOURCE: Leads = {("source",): ("sources", ("id",))}
_FIGURES = get_args(lexicon.Kind)
_NOT_LISTED = "not listed"
_VOICE = (Column("voice", "Who speaks on the cited line", words=_words(types.Saying, "voice")),)

TABLES = (
    Table("milestones", ("id",), (
        _ID, _NAME,
        Column("date", "EDTF (ISO 8601-2), no more precise than the sources; ‘unknown’ where none dates it"),
        Column("date_in_words", "The same for readers"),
        Column("earliest", "The first day that it can be; empty where that is open", "date"),
        Column("latest", "The last day that it can be; empty where that is open", "date"),
        *(column._replace(name=f"date_{column.name}") for column in _PROOF),
        Column("date_note", "What is unsure about the date"),
        Column("kind", "What sort of event it is", words=_words(types.Milestone, "kind")),
        Column("outcome", "Passed: it was expected by a day that lies before that of the build",
               words=tuple(wording.OUTCOMES)),
        Column("expected_citations", "The source lines that tell of it as still to come"),
        _PILLARS, Column("partnerships", "Ids of the partnerships it belongs to"), _ADDRESS,
    ), _milestones),
    Table("funding", ("id",), (
        _ID, _NAME,
        Column("amount_as_printed", "The sum as we give it, modifier included; empty where no source states one"),
        Column("amount", "The sum in units of its currency, all digits", "number"),
        Column("currency", "ISO 4217 code"),
        Column("modifier", "‘up to’, ‘about’, ‘over’ and so on; empty where the source has none"),
        *(column._replace(name=f"amount_{column.name}") for column in _PROOF),
        *_STATUS,
        Column("iati_status", "The code of IATI’s list ActivityStatus to which the status comes nearest",
               words=tuple(dict.fromkeys(dataset.IATI.values()))),
        Column("funders", "Ids of the organisations that pay; empty where no source says"),
        Column("recipients", "Ids of the organisations that are paid"),
        Column("part_of", "Ids of the partnerships it falls under"), _PILLARS, _ADDRESS,
    ), _funding),
    Table("partnerships", ("id",), (
        _ID, _NAME, Column("kind", "What sort of partnership it is", words=_words(types.Partnership, "kind")),
        Column("standing", "Where it stands towards the initiative", words=_words(types.Partnership, "standing")),
        *_STATUS, Column("parties", "Ids of the places that are its parties"),
        Column("bodies", "Ids of the organisations that take part"),
        Column("leads", "Ids of the organisations that lead it"),
        Column("hosts", "Ids of the organisations at which it stands"),
        Column("people", "Ids of the people who act for it in office"), _PILLARS, _ADDRESS,
    ), _partnerships),
    Table("offices", ("record", "office"), (
        *_WHERE, Column("office", "The id of the office, the same for each who held it"),
        Column("is", "What it is"), Column("organisation", "Ids of the organisations that it is one of"),
        Column("from", "From when it was held, if a line says so (EDTF)"),
        Column("until", "Until when, if a line says so (EDTF)"),
        Column("named", "When the sources appeared that name its holder so (EDTF), separated by spaces"),
        Column("citations", "The source lines that tell of it"),
        Column("read", "Why a person reads it so, where no line names the holder"), _ADDRESS,
    ), _offices, _TO_RECORD),
    Table("state-of-play", ("kind", "record"), (
        *_WHERE, _NAME, _PILLARS,
        Column("earliest", "The first that it is known to have reached, if it has more", words=get_args(Status)),
        Column("earliest_citations", "The source lines that show that"), *_STATUS,
        Column("status_by_government", "The furthest that a government’s own text or a reprint of one shows",
               words=get_args(Status)),
        Column("promised", "Statements that tell what was promised: ids of its own, or kind/id#statement"),
        Column("shown", "Statements that tell what is shown since, likewise"),
        _ADDRESS,
    ), _state_of_play, _TO_RECORD),
    Table("pillars", ("id", "source"), (
        _ID, _NAME, Column("source", "Id of the source"),
        Column("listed_as", "As what the source names it; ‘not listed’ where it does not",
               words=(*_words(types.Listing, "as_"), _NOT_LISTED)),
        Column("citations", "The source lines that list it"), _ADDRESS,
    ), _pillars, _TO_SOURCE),
    Table("statements", ("kind", "record", "part", "id"), (
        *_WHERE, Column("part", "Positions are what sources answer", words=("statements", "positions")),
        Column("id", "Its id within the record"), Column("says", "The statement, in our own words"),
        Column("about", "The other records that it is about, kind/id, separated by spaces"),
        Column("since", "Since when the site says it so; empty where that is not known", "datetime"), *_VOICE, *_PROOF,
        Column("address", "Its place on the site"),
    ), _statements, _TO_RECORD),
    Table("figures", ("kind", "record", "field", "number"), (
        *_WHERE, Column("field", "The field that it stands in, as in the data files"),
        Column("number", "Its place among the figures of that field, from 1", "integer"),
        Column("printed", "The figure as our text prints it; for a date of its own, in words"),
        Column("figure_kind", "What sort of figure it is", words=_FIGURES),
        Column("value", "Its value: plain decimals, or a date in EDTF"),
        Column("unit", "Currency (ISO 4217) or unit; empty where it has none"),
        Column("modifier", "‘up to’, ‘about’, ‘over’ and so on"),
        _PROOF[0], Column("citations", "The source lines that state it or a part of it, separated by spaces"),
        Column("printed_in_source", "The figure as each of those lines prints it, separated by ‘ | ’"), *_PROOF[2:],
        Column("address", "The place on the site of the text that it stands in"),
    ), _figures, _TO_RECORD),
    Table("sources", ("id",), (
        _ID, Column("title", "Its title"), Column("title_known", "How the title is known"),
        Column("short", "What we call it"), Column("publisher", "Who published it"),
        Column("author", "Who wrote it; empty where no one is named"),
        Column("kind", "What kind of source it is", words=_words(types.Source, "kind")),
        Column("held", "text (a file outside the project) or notes (our own)", words=_words(types.Source, "held")),
        Column("rank", "How near it stands to the act, the nearest first", words=_words(types.Source, "rank")),
        Column("lineage", "The release, statement or event that it goes back to; empty where that is not known"),
        Column("language", "Its language (ISO 639-1)", words=_words(types.Source, "language")),
        Column("read", "How much of it was read", words=_words(types.Source, "read")),
        Column("read_on", "The day on which it was read", "date"),
        Column("published", "When it appeared (EDTF)"), Column("published_in_words", "The same for readers"),
        Column("published_known", "How that date is known"),
        Column("published_sure", "How sure that date is", words=_words(types.Source, "published_sure")),
        Column("original", "The address of the original"), Column("original_known", "How that address is known"),
        Column("archived", "The address of the stored copy that was read, where it is another"),
        Column("caution", "What to bear in mind when reading it"),
        Column("file", "Name of the file that was indexed; empty for a source held as notes"),
        Column("sha256", "SHA-256 of that file"), _ADDRESS,
    ), _sources),
    Table("disagreements", ("id", "position"), (
        _ID, Column("question", "What sources answer differently"),
        Column("type", "In what sources differ", words=_words(types.Disagreement, "type")),
        Column("contests", "Whether it is of type value, date, scope, status or attribution", "boolean"),
        Column("position", "The position's id"), Column("says", "The position, in our own words"), *_VOICE,
        Column("leads", "Whether we lead with this position", "boolean"),
        Column("rank", "The same as Wikidata’s rank; ‘because’ is its reason", words=("preferred", "normal")), *_PROOF,
        Column("source_kinds", "Of what kind the cited sources are, separated by ‘ | ’"),
        Column("source_dates", "When they appeared (EDTF), in the same order, separated by spaces"),
        Column("rule", "Id of the editorial rule that chose the lead, or chose none"),
        Column("rule_number", "The number of that rule", "integer"), Column("rule_name", "What that rule is called"),
        Column("because", "Why that rule applies"), Column("settled_by", "What would settle the question"),
        Column("touches", "The records it touches, kind/id, separated by spaces"), _ADDRESS,
    ), _disagreements),
    Table("coverage", ("source", "line", "what", "number"), (
        Column("source", "Id of the source"), Column("line", "The number of the line, from 1", "integer"),
        Column("what", "A name stands here once a line", words=("figure", "name")),
        Column("number", "Its place among the figures, or the names, of the line, from 1", "integer"),
        Column("printed", "The figure, or the first form of the name, as the line prints it"),
        Column("record", "Of a name, the record that it names, kind/id"),
        Column("figure_kind", "Of a figure, what sort it is of", words=_FIGURES),
        Column("value", "Its value: plain decimals, or a date in EDTF"),
        Column("unit", "Currency (ISO 4217) or unit; empty where it has none"),
        Column("modifier", "‘up to’, ‘about’, ‘over’ and so on"),
        Column("use", "What became of it; within: in a longer name alone", words=get_args(coverage.UseWord)),
        Column("contested_in", "Ids of the disagreements that contest it: they ask about it or answer with it"),
        Column("within", "The longer names that it stands within, kind/id"),
        Column("reason", "Why it was omitted"),
        Column("address", "The line's place on the site"),
    ), _coverage, _TO_SOURCE),
    Table("records", ("kind", "id"), (
        Column("kind", "The kind of record", words=tuple(KINDS)), _ID,
        Column("name", "What we call it; of a disagreement its question"), _ADDRESS,
        Column("changed", "When it was last changed; empty where that is not known", "datetime"),
        Column("change", "What happened to it then", words=(ADDED, CHANGED, CORRECTED, RENAMED)),
    ), _records),
    Table("corrections", ("id",), (
        _ID, *_WHERE, Column("part", "The anchor of the part on its page; empty where it is all of it"),
        Column("was", "What this site had said and says no more"),
        Column("since", "The day from which on it said so; empty where that is not known", "date"),
        Column("corrected", "The day on which it was put right", "date"),
        Column("superseded", "Whether it was right until a newer source had more to say", "boolean"),
        Column("because", "Why it was wrong, or what superseded it"),
        Column("address", "Where it stands as it is now"),
    ), _corrections, _TO_RECORD),
    Table("glossary", ("abbreviation",), (
        Column("abbreviation", "As it is written"),
        Column("stands_for", "What a line spells it out as; empty where none that we read does"),
        Column("citations", "The first line that spells it out"),
        Column("records", "The records that go by it, kind/id"),
    ), _glossary),
    Table("attack", ("attack", "class"), (
        Column("attack", "What was made wrong", words=attacked.ATTACKS), Column("class", "In which way"),
        *(Column(result, title, "integer") for result, title in attacked.RESULTS.items()),
    ), _attack),
    Table("claims", ("claim",), (
        Column("claim", "What is claimed"),
        *(Column(rate, title, "integer") for rate, title in attacked.RATES.items()),
    ), _claims),
    Table("relations", ("kind", "record", "field", "to_kind", "to"), (
        *_WHERE, Column("field", "The field that says it, as in the data files"),
        Column("to_kind", "The kind of the other record", words=tuple(KINDS)), Column("to", "The other record's id"),
        Column("citations", "The source lines that tell of it; empty where the field needs none"),
        Column("read", "Why a person reads it so, where no word on these lines shows it"),
    ), _relations, {**_TO_RECORD, ("to_kind", "to"): ("records", ("kind", "id"))}),
    Table("citations", ("kind", "record", "field", "source", "line"), (
        *_WHERE, Column("field", "The field that cites the line, as in the data files"),
        Column("source", "Id of the source"), Column("line", "The number of the line, from 1", "integer"),
        Column("address", "The line's place on the site"),
    ), _citations, {**_TO_RECORD, **_TO_SOURCE}),
)  # fmt: skip
