"""The tables as a Data Package, as a workbook and with checksums, each opened by what people open it with."""

import csv
import hashlib
import io
import json
import subprocess
from datetime import date, datetime
from pathlib import Path

import frictionless
import openpyxl
import pytest

from tsi import exports
from tsi.exports import tables
from tsi.library.library import Library
from tsi.records import claims
from tsi.records.types import Reference
from tsi.wording import dataset

SITE = "https://example.org/tsi/"


@pytest.fixture(scope="module")
def files(mini: Library) -> dict[str, bytes]:
    return exports.files(mini, SITE)


@pytest.fixture
def folder(files: dict[str, bytes], tmp_path: Path) -> Path:
    """The folder of the downloads, as somebody has fetched it."""
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path / "data"


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode("utf-8-sig"))))


# The Data Package


def validated(folder: Path) -> list[list[str]]:
    """The faults that frictionless finds: of each its type and the table."""
    with frictionless.system.use_context(trusted=True):
        report = frictionless.validate(str(folder / "datapackage.json"))
    assert len(report.tasks) == len(tables.TABLES)
    return [[error.type, task.name] for task in report.tasks for error in task.errors]


def test_frictionless_finds_no_fault(folder: Path):
    assert validated(folder) == []


MISTAKES = {
    "a word outside a closed list": ("milestones", ",launch,", ",party,", "constraint-error"),
    "a citation of a source that is none": ("citations", ",courier-2012,", ",courier-2092,", "foreign-key"),
    "a statement of a record that is none": (
        "statements",
        "pillars,paper-satellites",
        "pillars,tin-kites",
        "foreign-key",
    ),
    "a relation to a record that is none": ("relations", ",places,tarnia", ",places,tarnium", "foreign-key"),
    "a row that stands twice": ("records", "pillars,paper-satellites", "pillars,moss-batteries", "primary-key"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_frictionless_finds(folder: Path, mistake: str):
    table, old, new, fault = MISTAKES[mistake]
    text = (folder / f"{table}.csv").read_text("utf-8")
    assert old in text
    (folder / f"{table}.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [fault, table] in validated(folder)


def test_the_data_package_describes_the_files(files: dict[str, bytes]):
    package = json.loads(files["data/datapackage.json"])
    assert [resource["path"] for resource in package["resources"]] == [f"{table.name}.csv" for table in tables.TABLES]
    for resource in package["resources"]:
        written = files[f"data/{resource['path']}"]
        assert resource["bytes"] == len(written)
        assert resource["hash"] == f"sha256:{hashlib.sha256(written).hexdigest()}"
        header = written.decode("utf-8-sig").split("\r\n")[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header


# The tables that join the others


def test_every_relation_of_the_records_is_a_row_and_names_a_line_that_states_it(mini: Library, files: dict[str, bytes]):
    written = [
        (row["kind"], row["record"], row["field"], row["to_kind"], row["to"]) for row in rows(files, "relations")
    ]
    related = {
        (*reference, ".".join(path[:-1] or path), *target)
        for reference in mini.references()
        for path, target in claims.related(reference, mini.get(reference))
    }
    assert set(written) == related
    assert len(written) == len(related) > 20
    must = {field for fields in claims.RELATIONS.values() for field in fields}
    assert all(row["citations"] for row in rows(files, "relations") if row["field"].rpartition(".")[2] in must)


def test_every_citation_of_the_records_is_a_row(mini: Library, files: dict[str, bytes]):
    written = {(row["kind"], row["record"], f"{row['source']}:{row['line']}") for row in rows(files, "citations")}
    assert written == {
        (*reference, str(citation))
        for reference in mini.references()
        for _, citation in claims.citations_with_paths(mini.get(reference))
    }


def test_every_record_is_a_row(mini: Library, files: dict[str, bytes]):
    assert [Reference(row["kind"], row["id"]) for row in rows(files, "records")] == list(mini.references())


# The workbook


@pytest.fixture(scope="module")
def workbook(files: dict[str, bytes]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(files["data/tsi.xlsx"]))


def as_text(value: object) -> str:
    """A cell of a sheet as the table has it."""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def test_the_workbook_holds_every_cell_of_every_table(workbook: openpyxl.Workbook, mini: Library):
    assert workbook.sheetnames == ["about", *(table.name for table in tables.TABLES)]
    for table in tables.TABLES:
        head, *found = workbook[table.name].iter_rows(values_only=True)
        assert list(head) == [column.name for column in table.columns]
        assert [tuple(map(as_text, row)) for row in found] == list(table.rows(mini, SITE))


def test_in_the_workbook_sums_are_numbers_and_days_are_days(workbook: openpyxl.Workbook):
    types = {
        "funding": ("amount", {int, float}),
        "milestones": ("earliest", {datetime}),
        "disagreements": ("leads", {bool}),
    }
    for name, (column, expected) in types.items():
        head, *found = workbook[name].iter_rows(values_only=True)
        cells = [row[head.index(column)] for row in found]
        assert {type(cell) for cell in cells if cell is not None} <= expected
        assert any(cell is not None for cell in cells)


def test_nothing_in_the_workbook_is_a_formula(workbook: openpyxl.Workbook):
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 1000
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_the_workbook_says_what_it_is_and_what_each_column_means(workbook: openpyxl.Workbook):
    about = {row[0]: row[1] for row in workbook["about"].iter_rows(values_only=True)}
    assert (about["form"], about["note"]) == (dataset.FORM, dataset.NOTE)
    described = {(row[0], row[1]) for row in workbook["about"].iter_rows(values_only=True) if row[2]}
    assert described >= {(table.name, column.name) for table in tables.TABLES for column in table.columns}


# Checksums


def test_sha256sum_knows_every_file_again_and_notices_a_change(folder: Path):
    check = ["sha256sum", "--check", "--strict", "checksums.txt"]
    whole = subprocess.run(check, cwd=folder, capture_output=True, text=True)
    listed = {line.partition(":")[0] for line in whole.stdout.splitlines()}
    assert whole.returncode == 0
    there = {it.relative_to(folder).as_posix() for it in folder.rglob("*") if it.is_file()}
    assert listed == there - {"checksums.txt"}
    (folder / "funding.csv").write_bytes(b"id\r\n")
    assert subprocess.run(check, cwd=folder, capture_output=True).returncode == 1
