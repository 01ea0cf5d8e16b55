"""What can be downloaded: the path below the site's root of each file, and what a reader is told that it is."""

TABLES = {
    "milestones": "Milestones",
    "funding": "Funding",
    "partnerships": "Partnerships",
    "pillars": "Pillars and how each source lists them",
    "statements": "Statements",
    "figures": "Figures",
    "sources": "Sources",
    "disagreements": "Disagreements, a row for each position",
    "coverage": "What became of the figures and names on source lines",
}
"""The tables by name, each with its title."""

DOWNLOADS = (
    ("data/tsi.json", "Every record, statement and figure with its citations and how it was matched, as JSON"),
    *((f"data/{name}.csv", f"{title}, as a table for spreadsheets (CSV)") for name, title in TABLES.items()),
    ("data/datapackage.json", "What each column of the tables means (Data Package)"),
    ("data/milestones.ics", "The milestones that are dated to the day, as a calendar (iCalendar)"),
    ("data/milestones.atom", "All milestones, as a feed (Atom)"),
)
