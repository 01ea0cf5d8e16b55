"""What pages and rows owe: the facts and lists that must stand in them, wherever the records hold something.

A fact is written as a page tells it, with the path below what owes it: `date@when`, `count:count_sources`. Marks
stand behind its name: `?` where it is owed only if the records hold anything there, or a count is not nought; `!` where
it is told of no place; `^` where it is told of the place that the list is of. Of several with `|` between them one is
enough. A list stands in brackets: `[funders]`.

Words in braces are filled in: `{row}` and `{argument}` by the row that owes it and the argument of its list, `{form}`
by what stands in the row behind a bar; any other is a list, for each row of which one is owed:
`[partnerships:{standings}]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from tsi.wording import attacked, citations

Owed = tuple[str, ...]


class Spec(NamedTuple):
    """A fact or a list that is owed: its name and its argument, `mark` being `?`, `!`, `^` or "", and the path."""

    is_list: bool
    name: str
    mark: str
    argument: str
    path: str

    @property
    def told_as(self) -> str:
        return f"{self.name}:{self.argument}" if self.argument else self.name


@cache
def read(text: str) -> tuple[Spec, ...]:
    """The facts or lists of which one is owed."""
    return tuple(map(_read, text.split("|")))


def _read(text: str) -> Spec:
    match = _SPEC.fullmatch(text)
    if match is None:
        raise ValueError(f"‘{text}’ is not what a page can owe")
    bracket, name, mark, argument, path = match.groups()
    return Spec(bool(bracket), name, mark, argument or "", path or "")


_SPEC = re.compile(r"(\[?)([a-z_-]+)([!?^]?)(?::([^\]@]*))?\]?(?:@(.*))?")

STATUS: Owed = ("[status]", "[official-status]")
REACHED: Owed = ("status", "weak", "receipt")
DATE: Owed = ("date@when", "weak@when", "receipt@when")
AMOUNT: Owed = ("text@amount", "weak@amount")
EVENT: Owed = ("title", *DATE, "outcome@expected", "text?@when.note", "[related:pillars]")
TOTAL: Owed = ("count:total_funding", "no-total")
DIFFERING: Owed = ("[conflicts]", "[no-conflicts]")
NAMED: Owed = (
    "title", "count:count_sources", "count?:count_lineages", "count?:count_disagreements", "[sources]", "receipt",
    "[about]", "[open_questions]", "[in-time]", "[kinds-mentioning]", "[naming]", *DIFFERING,
)  # fmt: skip
PAYING: Owed = ("[related:funders]|[funders]",)
IN_OFFICE: Owed = ("day?@from", "day?@until", "in-office", "weak", "receipt", "text?@read")
PROMISED: Owed = ("[promises]", "[evidence]", "newest-evidence")
UNDERTAKINGS: Owed = ("[statements]", "[funding]", "[partnerships]")
OF_SOURCES = ("figures", "figures_used", "figures_contested", "figures_omitted", "names", "names_used",
              "names_contested", "names_within", "names_omitted")  # fmt: skip
"""Of the figures and of the names in a source, what is counted."""

PAGES: Mapping[str, Owed] = {
    "pillars": (
        *NAMED, "count:count_sources_listing", "count!:count_listing_sources",
        "[in-play]", "[newest]", "[sums]", "[acting]", "[statements]", "[funding]", *TOTAL, "[partnerships]",
        "[listed]", "[questions-around]",
    ),
    "funding": (
        *NAMED, "[statuses]", *AMOUNT, "[related:funders]",
        *PAYING, "[related:recipients]", "[related:part_of]", "[related:pillars]",
        *PROMISED, "[statements]",
    ),
    "partnerships": (
        *NAMED, "[statuses]", "standing", "[related:parties]", "[related:bodies]", "[related:leads]",
        "[related:hosts]", "[related:people]", "[related:pillars]", "[newest]", "[sums]", "[offices-of]", *PROMISED,
        *UNDERTAKINGS, *TOTAL,
    ),
    "milestones": (
        *NAMED, "outcome@expected", "text?@expected.read", *DATE, "text?@when.note", "kind", "[related:partnerships]",
        "[related:pillars]", "[statements]",
    ),
    "organisations": (*NAMED, "kind", "[related:country]", "[offices-of]", *UNDERTAKINGS),
    "people": (*NAMED, "[offices]", "[related:organisation]", "[offices-of]", *UNDERTAKINGS),
    "places": (*NAMED, "kind", "[organisations]", *UNDERTAKINGS),
    "technologies": (*NAMED, "kind", "[related:pillar]", *UNDERTAKINGS),
    "sources": (
        "title", "text@title", "text@title_known", "text@publisher", "text?@author", "text@kind", "source-date",
        "rank", "lineage", "held", "language", "how-much-read", "read-on", "text@published_known",
        "text@published_sure", "text@url", "text@url_known", "text?@archived", "text?@file", "text?@sha256", "[kin]",
        "text?@caution", "count:count_resting", *(f"count?:count_source_{name}" for name in OF_SOURCES),
        "[lists]", "[forerunners]", *DIFFERING, "[source-lines]", "[notes]",
    ),
    "disagreements": (
        "title", "type", "count:count_positions", "[sources]", "receipt", "[leading]", "[rule]", "text@because",
        "text@settled_by", "[positions]", "[touches]",
    ),
}  # fmt: skip
"""By the kind of a record, what its own page owes."""

CHANGED: Owed = ("[changes]", "[corrections?]")
"""What every page of a record owes of its history."""

CITATIONS: Owed = tuple(f"citation:{name}" for name in citations.FORMATS)
"""What every page of a record owes: how to cite it."""

INDEXES: Mapping[str, Owed] = {
    "": ("[initiative]",),
    "state-of-play/": ("[state-of-play]", "[choices-in-play:pillar]", "[choices-in-play:status]"),
    "in-brief/": ("[steps]",),
    "timeline/": ("[years:newest]",),
    "timeline/oldest-first/": ("[years:oldest]",),
    "pillars/": ("[state-of-pillars]", "[pillar-index]", "[pillars-by-source]"),
    "funding/": ("[funding:within]", "[funding:around]", *TOTAL),
    "partnerships/": ("[partnerships:{standings}]",),
    "connections/": (
        "[matrix-columns:partnerships]", "[partnerships-matrix:{standings}]", "[matrix-columns:funding]",
        "[funding-matrix]", "[apart]",
    ),
    "people-and-organisations/": ("[people]", "[organisations]"),
    "places-and-technologies/": tuple(
        f"[{which}:{kind}]" for kind in ("places", "technologies") for which in ("with-page", "without-page")
    ),
    "sources/": ("[source-index:{ranks}]", "[lineages]", "[to-read]", "[uses-of-figures]", "[uses-of-names]"),
    "disagreements/": ("[disagreements:{types}]",),
    "corrections/": ("[corrections]", "[changed-records]", "history-begun!"),
    "editions/": ("[editions]",),
    "open-questions/": ("[asking:{kinds-asking}]",),
    "figures/": ("[values:{kinds-of-figure}]", "[formulas]"),
    "side-by-side/": (
        "launch-year", "[promised]", "[accounts-of-governments]", "[frameworks]",
        "[context-with-others]",
    ),
    "glossary/": ("[abbreviations]",),
    "a-z/": ("[a-z]", "[questions]"),
    "method/": (
        "[attack]", *(f"attack!:{result}" for result in attacked.RESULTS), "[claims]", "[attacks]",
        "[survivors]", "[tallies]",
    ),
    "method/rules/": ("[rules]",),
}  # fmt: skip
"""By its address, what a page that gathers records owes."""

LINKS = (
    "abbreviation-of", "acting-as", "applied", "awaited", "bodies", "corrected-record", "funders", "governments",
    "matrix-columns", "mentioning", "parties", "part_of", "pillars", "resting", "told-in",
    "total-because", "within-because",
)  # fmt: skip
"""Lists whose rows need do no more than name a record."""

SOURCES = ("kin", "of-lineage", "source-of-listing", "sources")
"""Lists of sources; beside the name of each stands how near it is to the act."""

ROWS: Mapping[str, Owed] = {
    **dict.fromkeys(LINKS, ("title",)),
    **dict.fromkeys(SOURCES, ("title", "rank")),
    # Records of a kind
    **dict.fromkeys(("organisations", "technologies", "apart", "with-page"), ("title", "kind")),
    "without-page": ("title", "kind", "[related:pillar]", "[told-in]"),
    "people": ("title", "[offices]"),
    "offices": ("text", *IN_OFFICE),
    "offices-of": ("office!:{row}", "[holders!:{row}]"),
    "holders": ("title", *IN_OFFICE),
    **dict.fromkeys(("promises", "evidence"), ("text", "dated-ranks")),
    "funding": ("title", *AMOUNT, *STATUS, *PAYING, "[related:part_of]|[part_of]"),
    "sums": ("title", *AMOUNT),
    **dict.fromkeys(("partnerships", "context-with-others"), ("title", "kind", *STATUS, "[participants]")),
    **dict.fromkeys(
        ("funding-matrix", "partnerships-matrix"), ("title", "[status-alone]", "[relations]")
    ),
    **dict.fromkeys(("related", "participants"), ("target", "weak", "receipt")),
    "relations": ("target", "receipt"),
    "initiative": (
        "title", *STATUS, "[related:parties]", "[related:bodies]", "[at-a-glance]", "[state-of-pillars]",
        "[main-sums]", "[latest]", "[expected]", "[awaited]", "[in-contention]", "count!:count_disagreements",
        "count!:count_unknown", "count!:count_sources", "[ranks!]", "read-size!:whole", "read-size!:beginning",
        "count!:newest_source",
    ),
    "rules": ("title", "count:rule_number", "text@says", "[applied]"),
    "rule": ("title", "count:rule_number"),
    "abbreviations": ("abbreviation:{row}", "spelled-out:{row}", "[spelled-at:{row}]", "[abbreviation-of:{row}]"),
    "spelled-at": ("title", "rank", "line"),
    "a-z": ("title|surname-first", "kind-name"),
    "a-z|form": ("printed-as:{form}", "title|surname-first"),
    **dict.fromkeys(("touches", "survivors"), ("kind-name", "title")),
    "kinds-mentioning": ("mentioning:{row}", "[mentioning:{row}]"),
    # Milestones
    "in-time": EVENT,
    "in-year": (*EVENT, "[first-statement]"),
    "newest": ("title", *DATE),
    "years": ("year:{row}", "[in-year:{row}:{argument}]"),
    **dict.fromkeys(("choices", "choices-in-play"), ("choice:{row}",)),
    # Statements and questions
    "statements": ("text", "voice-read", "citation:short", "since", "[corrected]"),
    **dict.fromkeys(("at-a-glance", "first-statement", "open_questions"), ("text",)),
    "about": ("text", "home", "text?@read"),
    "questions-around": ("text", "title"),
    **dict.fromkeys(("status", "first-status"), (*REACHED, "as-of", "day?@on")),
    "official-status": (*REACHED, "official-as-of", "day?@on"),
    "status-alone": REACHED,
    "statuses": (*REACHED, "as-of", "day?@on", "text?@read"),
    **dict.fromkeys(("furthest", "in-play"), ("title", "[status]")),
    "state-of-play": ("title", "kind-name", "[related:pillars]", "[promises]|[first-status]", *STATUS, *PROMISED[1:]),
    "state-of-pillars": ("title", "[furthest]", "[newest]", "[sums]"),
    "promised": ("title", "kind-name", "[told-by-then]", *STATUS),
    "told-by-then": (*REACHED, "as-of", "day?@on"),
    "accounts-of-governments": ("title", "[by-government:{governments}]", "[by-all-governments]"),
    "by-government": ("text",),
    "by-all-governments": ("text",),
    "frameworks": ("title", "standing", *STATUS, "[newest]", "[first-statement]"),
    "main-sums": ("title", *AMOUNT, *STATUS, *PAYING),
    "latest": ("title", *DATE),
    "steps": ("title", *DATE, "[first-statement]"),
    "expected": ("title", *DATE, "outcome@expected"),
    "in-contention": ("title", "[leading]", "[set-against]"),
    "asking": ("title", "[open_questions]"),
    # Pillars and how sources list them
    "pillar-index": ("title", "[listings]"),
    "pillars-by-source": ("count:count_pillars_listed",),
    "listings": ("listing",),
    "listed": ("listing", "text?@note", "[source-of-listing]", "[lines-of-listing]"),
    "lines-of-listing": ("line",),
    **dict.fromkeys(("lists", "forerunners"), ("way-of-listing", "title", "receipt")),
    "acting": ("acting-as!:{row}", "[acting-as:{row}]"),
    # Disagreements
    "disagreements": ("title", "count:count_positions", "[leading]", "[rule]"),
    "questions": ("title", "type"),
    **dict.fromkeys(
        ("conflicts", "no-conflicts"),
        ("type", "title", "one-leads", "[accounts]", "why-leads", "[rule]", "text@because", "text@settled_by"),
    ),
    "accounts": ("text", "lead", "cited", "dated-ranks", "text?@read"),
    **dict.fromkeys(("leading", "set-against"), ("text",)),
    "positions": ("text", "receipt", "lead", "cited", "dates-of-source", "ranks-of-source", "voice", "text?@read"),
    # Sources and their lines
    "source-index": (
        "title", "text@title", "text@publisher", "source-date", "text@published_known", "lineage", "language",
        "how-much-read", "held", "count:count_resting",
    ),
    "ranks": ("rank-size!:{row}",),
    "lineages": ("title", "text@says", "[of-lineage]"),
    "to-read": ("text@what", "text@why", "by", "overdue"),
    "uses-of-figures": ("title", *(f"count:count_source_{name}" for name in OF_SOURCES if "figures" in name)),
    "uses-of-names": ("title", *(f"count:count_source_{name}" for name in OF_SOURCES if "names" in name)),
    "notes": ("line-number", "note-place", "note", "[kinds-on-line]", "[note-omitted]"),
    "note-omitted": ("text@reason",),
    "source-lines": ("line-number", "[figures-on-line]", "[uses-on-line]", "[kinds-on-line]"),
    "figures-on-line": ("printed", "use", "[contested-because]", "[omitted-because]"),
    "uses-on-line": ("[names-on-line:{row}]",),
    "names-on-line": ("title", "[contested-because^:{row}]", "[omitted-because^:{row}]", "[within-because^:{row}]"),
    "omitted-because": ("text@reason",),
    **dict.fromkeys(("contested", "no-contradiction", "contested-because"), ("type-of-question",)),
    "kinds-on-line": ("[resting:{row}]",),
    "naming": ("title", "rank", "[naming-lines:{row}]", "[forms:{row}]"),
    "naming-lines": ("line",),
    "forms": ("printed-as:{row}",),
    # What has changed
    "changes": ("change:{row}",),
    "changed-records": ("title", "kind-name", "[changes]"),
    "corrections": ("text@was", "wrong-since", "correction", "correction-day", "text@because", "[corrected-record]"),
    "corrected": ("correction", "correction-day"),
    "editions": ("edition-day:{row}", "edition-size:{row}", "edition-until:{row}", "[edition-changes:{row}]"),
    "edition-changes": ("edition-change:{argument}:{row}",),
    "edition-records": ("edition-title:{argument}:{row}",),
    # Figures and computed numbers
    "values": ("value:{row}", "[stating:{row}]", "[conflicts:{row}]", "[no-conflicts:{row}]"),
    "stating": (
        "kind-name", "title", "cited:{argument}", "verdict:{argument}", "[contested:{argument}]",
        "[no-contradiction:{argument}]",
    ),
    "formulas": ("formula:{row}",),
    "tallies": ("count:{row}",),
    "attack": tuple(f"attack:{result}:{{row}}" for result in attacked.RESULTS),
    "claims": ("claim-name:{row}", *(f"claim-rate:{column}:{{row}}" for column in attacked.RATES)),
    "attacks": ("attack-day!:{row}",),
}  # fmt: skip
"""By the name of a list, what each of its rows owes; where a list is shown in more than one way, what all have. Behind
a bar, what rows owe that have one."""

HEADS: Mapping[str, Owed] = {
    "contested": ("use-word!:contested",),
    "names-on-line": ("use-word!:{argument}",),
    "no-contradiction": ("use-word!:no-contradiction",),
    **dict.fromkeys(("partnerships", "partnerships-matrix"), ("standings!:{argument}",)),
    "resting": ("kind-names!:{argument}",),
    "source-index": ("rank-word!:{argument}",),
}
"""By the name of a list, what stands in it beside its rows."""

NOTE_AGAIN: Owed = ("title", "line", "shown")
"""What a line of a note owes where another note of the page tells of it in full."""

NOTE: Owed = (*NOTE_AGAIN, "rank", "note-place", "note")
"""What each other line of a note owes."""

NOTE_OF_SOURCE: Owed = (*NOTE, "goes-back-to", "source-date", "from-notes")
"""What the first line of a source in the notes owes."""


def of_page(path: str, record: str) -> Owed:
    """What the page at an address owes, which is that of a record or, where `record` is "", gathers some."""
    if record:
        return (*PAGES[record.partition("/")[0]], *CHANGED, *CITATIONS)
    if edition := re.fullmatch(r"editions/([^/]+)/", path):
        return (f"edition-day:{edition[1]}", f"[edition-records:{edition[1]}]")
    view = re.fullmatch(r"(timeline|state-of-play)/([^/]+)/([^/]+)/", path)
    if not view:
        return INDEXES.get(path, ())
    name = "years" if view[1] == "timeline" else "state-of-play"
    return (f"[{name}:{view[2]}:{view[3]}]", f"choice:{view[2]}:{view[3]}")
