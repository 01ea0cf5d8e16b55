"""The tables for spreadsheets, a CSV file a kind (RFC 4180), and the Data Package that describes their columns."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, cast, get_args

from tsi.evidence.proof import Backing, FigureProof
from tsi.library import counts, coverage, selections
from tsi.library.coverage import Use
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Reference, Status, Undertaking
from tsi.text import dates
from tsi.wording import dataset, downloads, links

_FORMULA = re.compile(r"[=+\-@\t\r\n'＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection).

    Where it begins with one of `= + - @`, their full-width forms, a tab, a line end or an apostrophe, an apostrophe is
    put before it. Taking one leading apostrophe away gives the text back. Plain numbers stay as they are."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


class Column(NamedTuple):
    """`type` is one of Table Schema's (https://datapackage.org/standard/table-schema/)."""

    name: str
    description: str
    type: str = "string"


class Table(NamedTuple):
    """`rows` gives a cell for each column; `key` are the columns that tell one row from another."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Library, str], Iterable[tuple[str, ...]]]

    @property
    def title(self) -> str:
        return downloads.TABLES[self.name]


def files(library: Library, base: str) -> dict[str, bytes]:
    """The CSV files by name. Each begins with a byte order mark, or spreadsheets show “£” as two other characters."""
    return {f"{table.name}.csv": _csv(table, table.rows(library, base)) for table in TABLES}


def _csv(table: Table, rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    names = [column.name for column in table.columns]
    key = [names.index(name) for name in table.key]
    writer.writerow(names)
    for row in rows:
        where = "/".join((table.name, *(row[column] for column in key)))
        writer.writerow(guarded(dataset.fit(cell, where)) for cell in row)
    return text.getvalue().encode("utf-8-sig")


def descriptor(library: Library, base: str, csv_files: Mapping[str, bytes]) -> bytes:
    """`datapackage.json` (https://datapackage.org/standard/data-package/), with the size and SHA-256 of each table."""
    about = dataset.about(library, base)
    content = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "uk-india-technology-security-initiative",
        "title": about["title"],
        "form": about["form"],
        "description": f"{about['note']} {_APOSTROPHES}",
        "licenses": [about["licence"]],
        "sources": [{"title": source.title, "path": source.url} for source in library.sources.values()],
        "resources": [_resource(table, csv_files[f"{table.name}.csv"]) for table in TABLES],
    }
    if base:
        content["homepage"] = base
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


_APOSTROPHES = (
    "Cells that a spreadsheet would take for a formula begin with an apostrophe, which is not part of the text."
)


def _resource(table: Table, content: bytes) -> dict:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": table.name,
        "title": table.title,
        "form": dataset.FORM,
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [column._asdict() for column in table.columns],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


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


_PROOF = (
    Column("verdict", "matched: the cited lines state it; inferred: a declared rule gives a part of its date"),
    Column("citations", "The source lines it rests on, source:line, separated by spaces"),
    Column("inference_rule", "The rule that gave what no line states; empty where nothing was inferred"),
    Column("inference_reason", "Why that rule was applied"),
    Column("contested_in", "Ids of the disagreements that contest a figure of it; see the column contests there"),
    Column("no_contradiction_in", "Ids of the others that a figure of it is in: of type wording, superseded or silent"),
)
_ID = Column("id", "The record's permanent id")
_NAME = Column("name", "What we call it")
_ADDRESS = Column("address", "Its page on the site")
_PILLARS = Column("pillars", "Ids of the pillars it belongs to, separated by spaces")
_STATUS = (
    Column("status", f"The furthest that it is known to have reached of {', '.join(get_args(Status))}"),
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
            id_, record.name, *amount, *_status_cells(library, reference), _several(record.funders),
            _several(record.part_of), _several(record.pillars), dataset.address(library, base, reference),
        )  # fmt: skip


def _partnerships(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for id_, record in library.partnerships.items():
        yield (
            id_, record.name, record.kind, record.standing, *_status_cells(library, Reference("partnerships", id_)),
            _several(record.parties), _several(record.bodies), _several(record.pillars),
            dataset.address(library, base, Reference("partnerships", id_)),
        )  # fmt: skip


def _pillars(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for id_, record in library.pillars.items():
        for source in library.sources:
            listing = record.listed.get(source)
            listed = (listing.as_, _several(listing.cite)) if listing else ("not listed", "")
            yield id_, record.name, source, *listed, dataset.address(library, base, Reference("pillars", id_))


def _statements(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for place, proof in library.proofs.items():
        reference, (field, *part) = place
        if part[1:] != ["says"] or not proof.citations:
            continue
        statement = getattr(library.get(reference), str(field))[part[0]]
        yield (
            reference.kind, reference.id, str(field), str(part[0]), proof.text,
            _several(getattr(statement, "about", ())), statement.voice,
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
                *_proof_cells(library, Place(reference, ("positions", key, "says"))),
                " | ".join(source.kind for source in sources), _several(source.published for source in sources),
                record.rule, str(counts.rule_number(library, rule)), library.rules[record.rule].name, record.because,
                record.settled_by, _several(record.touches),
                dataset.address(library, base, reference, f"position-{key}"),
            )  # fmt: skip


def _coverage(library: Library, base: str) -> Iterator[tuple[str, ...]]:
    for citation, line in library.lines_of_texts():
        address = dataset.address(library, base, Reference("sources", citation.source), f"line-{citation.line}")
        where = citation.source, str(citation.line)
        for number, figure in enumerate(line.figures, 1):
            described = figure.printed, "", figure.kind, figure.value, figure.unit, figure.modifier
            use = _use_cells(library, coverage.accounted(coverage.of_figure(library, citation, figure)))
            yield *where, "figure", str(number), *described, *use, address
        for number, name in enumerate(coverage.names_on(line), 1):
            printed = next(mention.printed for mention in line.names if mention.of == name)
            use = _use_cells(library, coverage.accounted(coverage.of_name(library, citation, name)))
            yield *where, "name", str(number), printed, str(name), "", "", "", "", *use, address


def _use_cells(library: Library, use: Use) -> tuple[str, ...]:
    omission = library.omissions[use.because[0].id].reason if use.word == "omitted" else ""
    contested = _several(it.id for it in use.because if use.word == "contested")
    within = _several(it for it in use.because if use.word == "within")
    return use.word, contested, within, omission


# --- Tables ----------------------------------------------------------------------------------------------------------

_WHERE = (Column("kind", "The kind of record it is part of"), Column("record", "That record's id"))
_VOICE = (Column("voice", "Who speaks on the cited line: reporter, government, official or unnamed"),)

TABLES = (
    Table("milestones", ("id",), (
        _ID, _NAME,
        Column("date", "EDTF (ISO 8601-2), no more precise than the sources; ‘unknown’ where none dates it"),
        Column("date_in_words", "The same for readers"),
        Column("earliest", "The first day that it can be; empty where that is open", "date"),
        Column("latest", "The last day that it can be; empty where that is open", "date"),
        *(Column(f"date_{column.name}", column.description) for column in _PROOF),
        Column("date_note", "What is unsure about the date"),
        Column("kind", "announcement, agreement, meeting, visit, funding, launch, plan or publication"),
        Column("outcome", "happened, expected, or passed: expected by a day that lies before that of the build"),
        Column("expected_citations", "The source lines that tell of it as still to come"),
        _PILLARS, Column("partnerships", "Ids of the partnerships it belongs to"), _ADDRESS,
    ), _milestones),
    Table("funding", ("id",), (
        _ID, _NAME,
        Column("amount_as_printed", "The sum as we give it, modifier included; empty where no source states one"),
        Column("amount", "The sum in units of its currency, all digits", "number"),
        Column("currency", "ISO 4217 code"),
        Column("modifier", "‘up to’, ‘about’, ‘over’ and so on; empty where the source has none"),
        *(Column(f"amount_{column.name}", column.description) for column in _PROOF),
        *_STATUS,
        Column("funders", "Ids of the organisations that pay; empty where no source says"),
        Column("part_of", "Ids of the partnerships it falls under"), _PILLARS, _ADDRESS,
    ), _funding),
    Table("partnerships", ("id",), (
        _ID, _NAME, Column("kind", "initiative, framework, body, science, trade, dialogue, fund or other"),
        Column("standing", "Towards the initiative: itself, framework, earlier, within, not-said or context"),
        *_STATUS, Column("parties", "Ids of the places that are its parties"),
        Column("bodies", "Ids of the organisations that take part"), _PILLARS, _ADDRESS,
    ), _partnerships),
    Table("pillars", ("id", "source"), (
        _ID, _NAME, Column("source", "Id of the source"),
        Column("listed_as", "founding, potential, expansion or forerunner; ‘not listed’ where the source does not"),
        Column("citations", "The source lines that list it"), _ADDRESS,
    ), _pillars),
    Table("statements", ("kind", "record", "part", "id"), (
        *_WHERE, Column("part", "‘statements’, or ‘positions’ for what a source answers in a disagreement"),
        Column("id", "Its id within the record"), Column("says", "The statement, in our own words"),
        Column("about", "The other records that it is about, kind/id, separated by spaces"), *_VOICE, *_PROOF,
        Column("address", "Its place on the site"),
    ), _statements),
    Table("figures", ("kind", "record", "field", "number"), (
        *_WHERE, Column("field", "The field that it stands in, as in the data files"),
        Column("number", "Its place among the figures of that field, from 1", "integer"),
        Column("printed", "The figure as our text prints it; for a date of its own, in words"),
        Column("figure_kind", "money, date, relative, duration, count, ordinal, percentage or designator"),
        Column("value", "Its value: plain decimals, or a date in EDTF"),
        Column("unit", "Currency (ISO 4217) or unit; empty where it has none"),
        Column("modifier", "‘up to’, ‘about’, ‘over’ and so on"),
        _PROOF[0], Column("citations", "The source lines that state it or a part of it, separated by spaces"),
        Column("printed_in_source", "The figure as each of those lines prints it, separated by ‘ | ’"), *_PROOF[2:],
        Column("address", "The place on the site of the text that it stands in"),
    ), _figures),
    Table("sources", ("id",), (
        _ID, Column("title", "Its title"), Column("title_known", "How the title is known"),
        Column("short", "What we call it"), Column("publisher", "Who published it"),
        Column("author", "Who wrote it; empty where no one is named"), Column("kind", "What kind of source it is"),
        Column("held", "text (a file outside the project) or notes (our own reading notes)"),
        Column("rank", "government, reprint, report, promoter, tracker or retelling"),
        Column("lineage", "The release, statement or event that it goes back to; empty where that is not known"),
        Column("language", "Its language (ISO 639-1)"), Column("read", "How much of it was read: whole or beginning"),
        Column("read_on", "The day on which it was read"),
        Column("published", "When it appeared (EDTF)"), Column("published_in_words", "The same for readers"),
        Column("published_known", "How that date is known"),
        Column("published_sure", "How sure that date is: high, medium or low"),
        Column("original", "The address of the original"), Column("original_known", "How that address is known"),
        Column("archived", "The address of the stored copy that was read, where it is another"),
        Column("caution", "What to bear in mind when reading it"),
        Column("file", "Name of the file that was indexed; empty for a source held as notes"),
        Column("sha256", "SHA-256 of that file"), _ADDRESS,
    ), _sources),
    Table("disagreements", ("id", "position"), (
        _ID, Column("question", "What sources answer differently"),
        Column("type", "value, date, scope, status, attribution, wording, superseded or silent"),
        Column("contests", "Whether it is of type value, date, scope, status or attribution", "boolean"),
        Column("position", "The position's id"), Column("says", "The position, in our own words"), *_VOICE,
        Column("leads", "Whether we lead with this position", "boolean"), *_PROOF,
        Column("source_kinds", "Of what kind the cited sources are, separated by ‘ | ’"),
        Column("source_dates", "When they appeared (EDTF), in the same order, separated by spaces"),
        Column("rule", "Id of the editorial rule that chose the lead, or chose none"),
        Column("rule_number", "The number of that rule", "integer"), Column("rule_name", "What that rule is called"),
        Column("because", "Why that rule applies"), Column("settled_by", "What would settle the question"),
        Column("touches", "The records it touches, kind/id, separated by spaces"), _ADDRESS,
    ), _disagreements),
    Table("coverage", ("source", "line", "what", "number"), (
        Column("source", "Id of the source"), Column("line", "The number of the line, from 1", "integer"),
        Column("what", "figure or name; a name stands here once a line"),
        Column("number", "Its place among the figures, or the names, of the line, from 1", "integer"),
        Column("printed", "The figure, or the first form of the name, as the line prints it"),
        Column("record", "Of a name, the record that it names, kind/id"),
        Column("figure_kind", "Of a figure: money, date, relative, duration, count, ordinal, percentage or designator"),
        Column("value", "Its value: plain decimals, or a date in EDTF"),
        Column("unit", "Currency (ISO 4217) or unit; empty where it has none"),
        Column("modifier", "‘up to’, ‘about’, ‘over’ and so on"),
        Column("use", "used, contested, within (a longer name alone) or omitted"),
        Column("contested_in", "Ids of the disagreements that contest it: they ask about it or answer with it"),
        Column("within", "The longer names that it stands within, kind/id"),
        Column("reason", "Why it was omitted"),
        Column("address", "The line's place on the site"),
    ), _coverage),
)  # fmt: skip
