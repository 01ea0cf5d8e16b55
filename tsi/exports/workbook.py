"""All tables as one workbook (Office Open XML), a sheet a table; a text is never a formula there."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tsi.exports.tables import TABLES, Column, Rows
from tsi.library.library import Library
from tsi.wording import dataset

_EARLIEST = "1900-03-01"
"""Days before it are counted otherwise by some spreadsheets, so they stay texts."""
_WIDEST = 480
"""Pixels of a column."""


def workbook(library: Library, base: str, rows: Mapping[str, Rows]) -> bytes:
    """The file. Its only clock is the newest source, so that the same data gives the same bytes."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    newest = datetime.combine(dataset.newest_day(library, library.sources), time())
    book.set_properties({"title": dataset.TITLE, "comments": dataset.NOTE, "created": newest})
    head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    about = [Column(name, "") for name in ("what", "which", "means", "one of")]
    _fill(book.add_worksheet("about"), about, _about(library, base), head, day)
    for table in TABLES:
        _fill(book.add_worksheet(table.name), table.columns, rows[table.name], head, day)
    book.close()
    return file.getvalue()


def _about(library: Library, base: str) -> Rows:
    """What stands at the head of all downloads, and what each column means."""
    about = dataset.about(library, base)
    head = about | {"licence": about["licence"]["path"]}
    columns = ((table, column) for table in TABLES for column in table.columns)
    described = [(table.name, it.name, it.description, ", ".join(it.words)) for table, it in columns]
    return [*((key, str(value), "", "") for key, value in head.items()), *described]


def _fill(sheet: Worksheet, columns: tuple[Column, ...] | list[Column], rows: Rows, head: Format, day: Format) -> None:
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.name, head)
        for row, cells in enumerate(rows, 1):
            _write(sheet, row, number, column, cells[number], day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.autofit(_WIDEST)


def _write(sheet: Worksheet, row: int, number: int, column: Column, cell: str, day: Format) -> None:
    """A cell as what it is; a number that a spreadsheet would round stays a text."""
    if not cell:
        return
    if column.type == "date" and cell >= _EARLIEST:
        sheet.write_datetime(row, number, datetime.combine(date.fromisoformat(cell), time()), day)
    elif column.type == "boolean":
        sheet.write_boolean(row, number, cell == "true")
    elif column.type in ("number", "integer") and Decimal(float(cell)) == Decimal(cell):
        sheet.write_number(row, number, float(cell))
    else:
        sheet.write_string(row, number, cell)
