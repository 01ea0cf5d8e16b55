"""Words that put a day or month without a year in some other year than that of the text: last July, 24 July last year.

What stands beside the date counts, and nothing else of the line: “last” in “talks last until July” does not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tsi.text import dates
from tsi.text.lexicon import MONTHS, SHORT_MONTHS

_ALL_MONTHS = MONTHS | SHORT_MONTHS
_GAP = r"[ \xa0-]{1,3}"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?:the{_GAP})?{_DAY}{_GAP}(?:of{_GAP})?)?"
    rf"(?P<month>{'|'.join(sorted(_ALL_MONTHS, key=len, reverse=True))})\b\.?"
    rf"(?:{_GAP}{_DAY}(?![0-9]))?"
)
_NO_YEAR = rf"(?!,?{_GAP}(?:of{_GAP})?'?[0-9]{{2,4}}\b)"
_TIME = r"(?:day|weekend|week|fortnight|month|quarter|year|decade|spring|summer|autumn|winter)"
_FILLERS = (
    rf"(?:,?{_GAP}(?:in|on|of|the|that|this|early|mid|late|back|during|by){_GAP}(?:(?:the|early|late|in|on){_GAP})?"
    rf"|,?{_GAP}\(?)"
)
_NEAR = r"last|past|next|coming|this|that|previous|following|preceding|prior|same"
_SHIFT = rf"{_TIME}s?{_GAP}(?:ago|earlier|later|before|previously)"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<near>last|next|this|(?:in|by|since|until|during|from){_GAP}that|previous|prior|preceding"
        rf"|(?:this|the){_GAP}(?:past|coming|previous|following|preceding|prior|last|next|same))"
        rf"{_GAP}{_DATE}{_NO_YEAR}",
        rf"\b(?P<near>{_NEAR}){_GAP}(?P<time>{_TIME})(?:['’]s)?{_FILLERS}{_DATE}{_NO_YEAR}",
        rf"\b{_SHIFT}{_FILLERS}{_DATE}{_NO_YEAR}",
        rf"\b{_DATE}{_FILLERS}(?P<near>{_NEAR}){_GAP}(?P<time>year)\b",
        rf"\b{_DATE}{_FILLERS}(?:[a-z]+|[0-9]+){_GAP}{_SHIFT}\b",
        rf"\b{_DATE}{_GAP}(?:before{_GAP}last|after{_GAP}next|(?:just{_GAP})?gone|(?:last|next)(?=[.,;:)]|$))",
        rf"day{_GAP}(?:last|next),{_GAP}{_DATE}{_NO_YEAR}",
    )
)
_A_MONTH = re.compile("|".join(SHORT_MONTHS | {"may": 5}), re.IGNORECASE)
_DIRECTIONS = {"last": "back", "past": "back", "next": "on", "coming": "on", "this": "same"}


class Nearness(NamedTuple):
    """A month, and where the word beside it puts it: `back` or `on` from the day of the text, in the `same` year, or
    in `another` one, which no rule tells. As a cue of a line it is written `back 07`."""

    direction: str
    month: int

    @property
    def cue(self) -> str:
        return f"{self.direction} {self.month:02}"


def found(text: str) -> frozenset[Nearness]:
    """What a line says of the nearness of the dates on it that have no year."""
    if not _A_MONTH.search(text):
        return frozenset()  # most lines, and each pattern needs one
    matches = (match for pattern in _PATTERNS for match in pattern.finditer(text))
    return frozenset(Nearness(_direction(match.groupdict()), _ALL_MONTHS[match["month"].lower()]) for match in matches)


def _direction(printed: dict[str, str | None]) -> str:
    if not printed.get("near"):
        return "another"
    word = re.split(_GAP, str(printed["near"]).lower())[-1]
    direction = _DIRECTIONS.get(word, "another")
    whole_year = (printed.get("time") or "").lower() == "year"
    return "another" if whole_year and direction != "same" else direction


def allows_same_year(cues: frozenset[str], day: str, published: str) -> bool:
    """Whether no word beside a day or month (`07-24`, `07`) puts it out of the year in which the text appeared (EDTF).

    “Last July” is in that year where its July was over when the text appeared, “next July” where it had not begun.
    Raises ValueError where the text has no date of two ends, or its year no such day."""
    appeared = dates.parse(published)
    event = dates.parse(f"{appeared.first.year:04}-{day}")
    agrees = {
        "back": event.last < appeared.first,
        "on": event.first > appeared.last,
        "another": False,
    }
    return all(agreed for direction, agreed in agrees.items() if Nearness(direction, int(day[:2])).cue in cues)
