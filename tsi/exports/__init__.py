"""Library -> the files that readers download: JSON, tables for spreadsheets, a calendar, a feed.

All of them are functions of the library and of the site's address alone: the same data gives the same bytes.
"""

from tsi.exports import changes, document, llms, milestones, package, schema, tables, workbook
from tsi.library.library import Library


def files(library: Library, base: str) -> dict[str, bytes]:
    """Every download by its path below the site's root. `base` is the site's address with a slash at its end, "" where
    it has none: see `links.site_address`."""
    rows = tables.rows(library, base)
    csv_files = {f"{table.name}.csv": tables.csv_file(table, rows[table.name]) for table in tables.TABLES}
    files = {
        "data/tsi.json": document.json_file(library, base),
        schema.PATH: schema.json_file(base),
        **{f"data/{name}": content for name, content in csv_files.items()},
        "data/datapackage.json": package.descriptor(library, base, csv_files),
        "data/tsi.xlsx": workbook.workbook(library, base, rows),
        **milestones.files(library, base),
        **changes.files(library, base),
        llms.PATH: llms.text(library, base),
    }
    return files | {"data/checksums.txt": package.checksums(files)}
