"""Library -> the files that readers download: JSON, tables for spreadsheets, a calendar and a feed.

All of them are functions of the library and of the site's address alone: the same data gives the same bytes.
"""

from tsi.exports import document, milestones, tables
from tsi.library.library import Library


def files(library: Library, base: str) -> dict[str, bytes]:
    """Every download by its path below the site's root. `base` is the site's address with a slash at its end, "" where
    it has none: see `links.site_address`."""
    csv_files = tables.files(library, base)
    return {
        "data/tsi.json": document.json_file(library, base),
        **{f"data/{name}": content for name, content in csv_files.items()},
        "data/datapackage.json": tables.descriptor(library, base, csv_files),
        "data/milestones.ics": milestones.calendar(library, base),
        "data/milestones.atom": milestones.feed(library, base),
    }
