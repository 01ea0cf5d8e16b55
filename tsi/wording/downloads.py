"""What can be downloaded: the path below the site's root of each file, and what a reader is told that it is."""

from tsi.library import selections
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import dataset

TABLES = {
    "milestones": "Milestones",
    "funding": "Funding",
    "partnerships": "Partnerships",
    "offices": "Offices, with each who held one",
    "state-of-play": "State of play: every undertaking of the initiative",
    "pillars": "Pillars and how each source lists them",
    "statements": "Statements",
    "figures": "Figures",
    "sources": "Sources",
    "disagreements": "Disagreements, a row for each position",
    "coverage": "What became of the figures and names on source lines",
    "records": "Every record, and when it was last changed",
    "corrections": "What this site said wrongly, and when it was put right",
    "glossary": "Abbreviations, with what each stands for",
    "attack": "The last full attacks, by kind of wrong edit",
    "claims": "Claims, right and wrong, and whether words on the lines show them",
    "relations": "Which record a field of another names",
    "citations": "Every source line that a field cites",
}
"""The tables by name, each with its title."""

DESCRIPTION = "data/datapackage.json"
DOWNLOADS = (
    ("data/tsi.json", "Every record, statement and figure with its citations and how it was matched, as JSON"),
    ("data/tsi.schema.json", "What each key of tsi.json means, and what may stand there (JSON Schema)"),
    *((f"data/{name}.csv", f"{title}, as a table for spreadsheets (CSV)") for name, title in TABLES.items()),
    (DESCRIPTION, "What each column of the tables means (Data Package)"),
    ("data/tsi.xlsx", "All tables in a workbook (Excel, LibreOffice)"),
    ("data/milestones.atom", "All milestones, as a feed (Atom)"),
    ("data/milestones.ics", "The milestones that are dated to the day, as a calendar (iCalendar)"),
    ("data/additions.atom", "Every record that was added, as a feed (Atom)"),
    ("data/changes.atom", "The last change of every record, and all that was withdrawn, as a feed (Atom)"),
    ("data/corrections.atom", "Everything that was put right, as a feed (Atom)"),
    ("llms.txt", "Every page in Markdown, for programs that read text"),
    ("data/checksums.txt", "The checksum of each file in that folder"),
)


def of_table(name: str) -> str:
    """The path of the download with the rows of a table. Raises ValueError where there is none of that name."""
    if name not in TABLES:
        raise ValueError(f"‘{name}’ is no download; expected one of {', '.join(TABLES)}")
    return f"data/{name}.csv"


TWINS = {".md": "Markdown", ".json": "JSON"}
"""The forms in which the page of a record stands beside it, by the ending of the file."""


def twin(page: str, ending: str) -> str:
    """The file beside a page, named like it, that holds the same in another form: `pillars/telecoms.md`."""
    return (page or "index").removesuffix("/") + ending


MILESTONES = "milestones"
CHANGES = {
    "additions": "What was added",
    "changes": "What has changed",
    "corrections": "What was put right",
}
"""What there are feeds of beside milestones."""

EMBEDDED = ("funding", "partnerships")
"""Kinds whose records have a card that other sites can show."""


def card_to_embed(reference: Reference) -> str:
    """Where the card of a record stands: with the files of its citation, so that it answers as long as these do."""
    return f"cite/{reference}.svg"


FEED, CALENDAR = "application/atom+xml", "text/calendar"
FOLLOWED = {FEED: "feed", CALENDAR: "calendar"}


def _folder(library: Library, of: Reference | None) -> str:
    """Of the files that are about a pillar, or about all; named by the first id of the pillar, so that whoever follows
    them does not lose them when it is renamed."""
    return f"data/{dataset.first_called(library, of)}" if of else "data"


def feeds_of_changes(library: Library, of: Reference | None) -> dict[str, str]:
    """By what they tell, the paths of the feeds of what is about a pillar, or about all."""
    return {what: f"{_folder(library, of)}/{what}.atom" for what in CHANGES}


def to_follow(library: Library, of: Reference | None) -> dict[str, str]:
    """By their types, the paths of the feed and of the calendar of the milestones of a pillar, or of all; of a pillar
    none of whose milestones is dated to the day, no calendar."""
    name = _folder(library, of) if of else f"data/{MILESTONES}"
    milestones = selections.linked(library, of, "milestones")
    has_event = any(dataset.is_dated_to_the_day(library, it) for it in milestones)
    return {FEED: f"{name}.atom"} | ({CALENDAR: f"{name}.ics"} if has_event or not of else {})
