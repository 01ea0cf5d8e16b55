"""What pages and rows owe: the facts and lists that must stand in them, wherever the records hold something.

A fact is written as a page tells it, with the path below what owes it: `status@status`, `count:count_sources`. Behind
`?` it is owed where the record holds anything there, or a count is not nought; behind `!` it is told of no place, behind
`^` of that of the list; of several with `|` between them
one is enough. A list stands in brackets: `[funders]`. `{row}` and `{argument}` are the row that owes it and the argument
of its list, `{form}` what stands in the row behind a bar; any other word in braces is a list, for each row of which one
is owed: `[statements:{stages}]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from tsi.wording import attacked

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

STATUS: Owed = ("status@status", "as-of@status", "weak@status", "receipt@status")
DATE: Owed = ("date@when", "receipt@when")
_DIFFERING: Owed = ("[conflicts]", "[no-conflicts]")
_NAMED: Owed = (
    "title", "count:count_sources", "count:count_origins", "count?:count_disagreements", "[sources]", "receipt", "[open_questions]", "[in-time]",
    "[kinds-mentioning]", "[lines]", *_DIFFERING,
)  # fmt: skip
_OF_SOURCES = ("figures", "figures_used", "figures_contested", "figures_omitted", "names", "names_used",
               "names_contested", "names_within", "names_omitted")  # fmt: skip

PAGES: Mapping[str, Owed] = {
    "pillars": (
        *_NAMED, "count:count_sources_listing", "count!:count_sources", "[ways-of-listing]", "[stages]", "[newest]", "[sums]", "[acting]",
        "[scope]", "[statements:{stages}]", "[funding]", "count:total_funding", "no-total", "[partnerships]", "[listed]",
    ),
    "funding": (*_NAMED, *STATUS, "text@amount", "[funders]", "[part_of?]", "[pillars]", "[statements]"),
    "partnerships": (
        *_NAMED, *STATUS, "standing", "[parties?]", "[bodies]", "[pillars]", "[newest]", "[sums]",
        "[statements]", "[funding]", "count:total_funding", "no-total", "[partnerships]",
    ),
    "milestones": (
        *_NAMED, *STATUS, *DATE, "text?@when.note", "kind", "[of-partnerships]", "[pillars]", "[statements]",
    ),
    "organisations": (*_NAMED, "kind", "[country]", "[people]", "[statements]", "[funding]", "[partnerships]"),
    "people": (*_NAMED, "text@role", "[organisation]", "[statements]", "[funding]", "[partnerships]"),
    "places": (*_NAMED, "kind", "[organisations]", "[statements]", "[funding]", "[partnerships]"),
    "technologies": (*_NAMED, "kind", "[pillar]", "[statements]", "[funding]", "[partnerships]"),
    "sources": (
        "title", "text@title", "text@title_known", "text@publisher", "text?@author", "text@kind", "source-date",
        "text@published_known", "text@confidence.url", "text@confidence.date", "text@url", "text@file", "text@sha256",
        "[kin]", "text?@caution", "count:count_resting", *(f"count:count_source_{name}" for name in _OF_SOURCES),
        "[lists]", "[forerunners]", *_DIFFERING, "[source-lines]",
    ),
    "disagreements": (
        "title", "type", "count:count_positions", "[sources]", "receipt", "[leading]", "[rule]", "text@because",
        "text@settled_by", "[positions]", "[touches]",
    ),
}  # fmt: skip
"""By the kind of a record, what its own page owes."""

INDEXES: Mapping[str, Owed] = {
    "": ("[initiative]", "[pillar-cards]"),
    "pillars/": ("[pillar-index]", "[pillars-by-source]"),
    "funding/": ("[funding]", "count:total_funding", "no-total"),
    "partnerships/": ("[partnerships:{standings}]",),
    "people-and-organisations/": ("[people]", "[organisations]"),
    "places-and-technologies/": ("[places]", "[technologies]"),
    "sources/": ("[source-index]", "[uses-of-figures]", "[uses-of-names]"),
    "disagreements/": ("[disagreements:{types}]",),
    "open-questions/": ("[asking:{kinds-asking}]",),
    "figures/": ("[values:{kinds-of-figure}]", "[formulas]"),
    "a-z/": ("[a-z]", "[questions]"),
    "connections/": (
        "[matrix-columns:partnerships]",
        "[partnerships-matrix:{standings}]",
        "[matrix-columns:funding]",
        "[funding-matrix]",
        "[apart]",
    ),
    "timeline/": ("[years:newest]",),
    "timeline/oldest-first/": ("[years:oldest]",),
    "method/": ("[attack]", "[attacks]", "[tallies]"),
    "method/rules/": ("[rules]",),
}
"""By its address, what a page that gathers records owes."""

_EVENT: Owed = ("title", *DATE, *STATUS, "text?@when.note", "[pillars]")

ROWS: Mapping[str, Owed] = {
    **dict.fromkeys(
        (
            "acting-as", "applied", "bodies", "country", "funders", "kin", "listed-as",
            "of-partnerships", "organisation", "parties", "part_of", "participants", "pillar", "pillars", "resting", "source-of-listing",
            "sources", "total-because", "within-because",
        ),
        ("title",),
    ),
    **dict.fromkeys(("organisations", "places", "technologies", "apart"), ("title", "kind")),
    **dict.fromkeys(
        ("conflicts", "no-conflicts"),
        ("type", "title", "one-leads", "[accounts]", "why-leads", "[rule]", "text@because", "text@settled_by"),
    ),
    **dict.fromkeys(("touches", "survivors"), ("kind-name", "title")),
    **dict.fromkeys(("statements", "scope", "at-a-glance", "leading", "open_questions"), ("text",)),
    **dict.fromkeys(("lists", "forerunners"), ("way-of-listing", "title", "receipt")),
    **dict.fromkeys(("contested", "no-contradiction"), ("type-of-question",)),
    "acting": ("acting-as!:{row}", "[acting-as:{row}]"),
    "a-z": ("title|surname-first", "kind-name"),
    "a-z|form": ("printed-as:{form}", "title"),
    "accounts": ("text", "lead", "cited", "dated-kinds"),
    "asking": ("title", "[open_questions]"),
    "attack": tuple(f"attack:{result}:{{row}}" for result in attacked.RESULTS),
    "attacks": ("attack-day!:{row}",),
    "disagreements": ("title", "count:count_positions", "[leading]", "[rule]"),
    "choices": ("choice:{row}",),
    "contested-because": ("type-of-question",),
    "figures-on-line": ("printed", "use", "[contested-because]", "[omitted-because]"),
    "forms": ("printed-as:{row}",),
    "formulas": ("formula:{row}",),
    "funding": ("title", "text@amount", *STATUS, "[funders]", "[part_of]"),
    "first-statement": ("text",),
    "in-time": _EVENT,
    "in-year": (*_EVENT, "[first-statement]"),
    "initiative": ("title", *STATUS, "[parties]", "[at-a-glance]", "count!:count_disagreements", "count!:count_unknown"),
    **dict.fromkeys(("funding-matrix", "partnerships-matrix"), ("title", "status@status", "weak@status", "[relations]")),
    "kinds-mentioning": ("mentioning:{row}", "[mentioning:{row}]"),
    "kinds-on-line": ("[resting:{row}]",),
    "lines": ("title", "line"),
    "lines-of-listing": ("line",),
    "listed": ("listing", "text?@note"),
    "listings": ("listing",),
    "names-on-line": ("title", "[contested-because^:{row}]", "[omitted-because^:{row}]", "[within-because^:{row}]"),
    "matrix-columns": ("title",),
    "mentioning": ("title",),
    "newest": ("title", *DATE),
    "omitted-because": ("text@reason",),
    "partnerships": ("title", "kind", *STATUS, "[participants]"),
    "people": ("title", "text@role"),
    "pillar-cards": (
        "title", "count:count_sources_listing", "count!:count_sources", "count?:count_milestones", "count?:count_funding",
        "count?:count_partnerships", "count?:count_disagreements",
    ),
    "pillar-index": ("title", "[listings]"),
    "pillars-by-source": ("count:count_pillars_listed",),
    "positions": ("text", "receipt", "lead", "cited", "dates-of-source", "kinds-of-source", "voice"),
    "questions": ("title", "type"),
    "relations": ("target", "receipt"),
    "rule": ("title", "count:rule_number"),
    "rules": ("title", "count:rule_number", "text@says", "[applied]"),
    "source-index": ("title", "text@title", "kind", "source-date", "count:count_resting"),
    "source-lines": ("line-number", "[figures-on-line]", "[uses-on-line]", "[kinds-on-line]"),
    "stages": ("stage!:{row}",),
    "stating": (
        "kind-name", "title", "cited:{argument}", "verdict:{argument}", "[contested:{argument}]",
        "[no-contradiction:{argument}]",
    ),
    "sums": ("title", "text@amount"),
    "tallies": ("count:{row}",),
    "uses-of-figures": ("title", *(f"count:count_source_{name}" for name in _OF_SOURCES if "figures" in name)),
    "uses-of-names": ("title", *(f"count:count_source_{name}" for name in _OF_SOURCES if "names" in name)),
    "uses-on-line": ("[names-on-line:{row}]",),
    "values": ("value:{row}", "[stating:{row}]", "[conflicts:{row}]", "[no-conflicts:{row}]"),
    "years": ("year:{row}", "[in-year:{row}:{argument}]"),
    "ways-of-listing": ("listing-word!:{row}", "[listed-as:{row}]"),
}  # fmt: skip
"""By the name of a list, what each of its rows owes; where a list is told of in more than one way, what all have."""

HEADS: Mapping[str, Owed] = {
    "contested": ("use-word!:contested",),
    "names-on-line": ("use-word!:{argument}",),
    "no-contradiction": ("use-word!:no-contradiction",),
    **dict.fromkeys(("partnerships", "partnerships-matrix"), ("standings!:{argument}",)),
    "resting": ("kind-names!:{argument}",),
    "statements": ("stage!:{argument}",),
}
"""By the name of a list, what stands in it beside its rows."""

NOTE: Owed = ("title", "source-date", "line", "shown")
"""What each line of a note owes."""


def of_page(path: str, record: str) -> Owed:
    """What the page at an address owes, which is that of a record or, where `record` is "", gathers some."""
    if record:
        return PAGES.get(record.partition("/")[0], ())
    view = re.fullmatch(r"timeline/([^/]+)/([^/]+)/", path)
    return (f"[years:{view[1]}:{view[2]}]", f"choice:{view[1]}:{view[2]}") if view else INDEXES.get(path, ())
