"""What goes with the tables: the Data Package that describes their columns, and the checksums of all files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from tsi.exports import document
from tsi.exports.tables import TABLES, Column, Table
from tsi.library.library import Library
from tsi.wording import dataset

FOLDER = "data/"

_APOSTROPHES = (
    "Cells that a spreadsheet would take for a formula begin with an apostrophe, which is not part of the text."
)


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
    return document.as_json(content)


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
            "fields": [_field(column, column.name in table.key) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": list(columns), "reference": {"resource": other, "fields": list(theirs)}}
                for columns, (other, theirs) in table.leads.items()
            ],
            "missingValues": [""],
        },
    }


def _field(column: Column, is_key: bool) -> dict:
    constraints = ({"required": True} if is_key else {}) | ({"enum": list(column.words)} if column.words else {})
    described = {"name": column.name, "description": column.description, "type": column.type}
    return described | ({"constraints": constraints} if constraints else {})


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Of the files in the folder of downloads, as `sha256sum --check` reads them there."""
    within = ((path.removeprefix(FOLDER), content) for path, content in files.items() if path.startswith(FOLDER))
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in within).encode()
