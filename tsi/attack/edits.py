"""The wrong edits of a figure or a date, for the attacks on the records and on the built site.

Each is what a slip of the hand could make: another digit, scale, currency, unit, modifier, day, month and so on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from babel.dates import format_date

from tsi.text import dates, figures
from tsi.text.figures import Figure

_SCALES = ("thousand", "lakh", "million", "crore", "billion")
_CURRENCIES = ("£", "$", "€", "₹")
_UNITS = ("day", "week", "month", "year", "decade")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "both")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_GENERATIONS = ("3G", "4G", "5G", "6G", "7G")
_GROUPS = ("G7", "G8", "G20", "G77")
_MODIFIERS = ("up to", "about", "over", "under", "at least", "nearly")
_RELATIVES = ("last week", "last month", "last year", "this week", "this month", "this year", "next week", "next year")


def _swaps(words: Sequence[str]) -> Callable[[str], Iterator[str]]:
    """Texts in which one of `words` (its plural too) is another of them."""

    def edited(printed: str) -> Iterator[str]:
        for match in re.finditer(rf"(?<![^\W\d_])({'|'.join(map(re.escape, words))})(s?)(?![^\W\d_])", printed, re.I):
            for other in words:
                if other.lower() != match[1].lower():
                    yield printed[: match.start()] + other + match[2] + printed[match.end() :]

    return edited


def digits_changed(printed: str) -> Iterator[str]:
    for match in re.finditer(r"\d", printed):
        yield from (
            printed[: match.start()] + digit + printed[match.end() :] for digit in "0123456789" if digit != match[0]
        )


def _digits_dropped(printed: str) -> Iterator[str]:
    return _without(r"\d", printed)


def _without(pattern: str, printed: str) -> Iterator[str]:
    return (printed[: match.start()] + printed[match.end() :] for match in re.finditer(pattern, printed))


def _digits_added(printed: str) -> Iterator[str]:
    places = {place for match in re.finditer(r"\d", printed) for place in (match.start(), match.end())}
    return (printed[:place] + digit + printed[place:] for place in sorted(places) for digit in "0123456789")


def _digits_transposed(printed: str) -> Iterator[str]:
    for match in re.finditer(r"(?=(\d)(\d))", printed):
        if match[1] != match[2]:
            yield printed[: match.start()] + match[2] + match[1] + printed[match.start() + 2 :]


def _points_moved(printed: str) -> Iterator[str]:
    for match in re.finditer(r"\d+(?:\.\d+)?", printed):
        plain = match[0].replace(".", "")
        moved = [plain, *(f"{plain[:place]}.{plain[place:]}" for place in range(1, len(plain)))]
        yield from (printed[: match.start()] + other + printed[match.end() :] for other in moved if other != match[0])


def _signs_added(printed: str) -> Iterator[str]:
    yield "-" + printed


def _scales_dropped(printed: str) -> Iterator[str]:
    return _without(rf" ?({'|'.join(_SCALES)})", printed)


def _currencies_dropped(printed: str) -> Iterator[str]:
    return _without(f"[{''.join(_CURRENCIES)}]", printed)


def _qualified(printed: str) -> Iterator[str]:
    bare = re.sub(rf"^(?:{'|'.join(_MODIFIERS)}|early|mid|late)[ -]", "", printed, flags=re.I)
    yield from (text for text in (bare, *(f"{modifier} {bare}" for modifier in _MODIFIERS)) if text != printed)


_NUMERIC_EDITS: dict[str, Callable[[str], Iterable[str]]] = {
    "digit changed": digits_changed,
    "digit dropped": _digits_dropped,
    "digit added": _digits_added,
    "digits transposed": _digits_transposed,
    "decimal point": _points_moved,
    "sign": _signs_added,
    "modifier": _qualified,
}
_EDITS: dict[str, dict[str, Callable[[str], Iterable[str]]]] = {
    "money": {
        "scale": lambda printed: (*_swaps(_SCALES)(printed), *_scales_dropped(printed)),
        "currency": lambda printed: (*_currencies_swapped(printed), *_currencies_dropped(printed)),
    },
    "duration": {"unit": _swaps(_UNITS), "number word": _swaps(_NUMBERS)},
    "count": {"number word": _swaps(_NUMBERS)},
    "ordinal": {"ordinal": _swaps(_ORDINALS)},
    "designator": {"designator": lambda printed: (*_swaps(_GENERATIONS)(printed), *_swaps(_GROUPS)(printed))},
    "relative": {"relative date": _swaps(_RELATIVES)},
    "percentage": {},
}


def _currencies_swapped(printed: str) -> Iterator[str]:
    for match in re.finditer(f"[{''.join(_CURRENCIES)}]", printed):
        yield from (printed.replace(match[0], other) for other in _CURRENCIES if other != match[0])


def of_figure(figure: Figure) -> Iterator[tuple[str, str, str]]:
    """Every wrong edit of a figure: the family `figure` or `date`, the edit, and what is printed then."""
    is_date = figure.kind == "date"
    family, edits = ("date", _DATE_EDITS) if is_date else ("figure", {**_NUMERIC_EDITS, **_EDITS[figure.kind]})
    for edit, edited in edits.items():
        yield from ((family, edit, printed) for printed in dict.fromkeys(edited(figure.printed)))


def _date_edits(printed: str) -> Iterator[str]:
    """Another year, month or day; day and month swapped; a month or day added where none is stated."""
    value = next((figure.value for figure in figures.find(printed) if figure.kind == "date"), "")
    match = re.fullmatch(r"(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?", value)
    if match is None:
        return
    year, month, day = match[1].strip("-"), match[2] or "", match[3] or ""
    for other in _other_dates(year, month, day):
        yield _in_words(*other)


def _other_dates(year: str, month: str, day: str) -> Iterator[tuple[str, str, str]]:
    months, days = [f"{number:02}" for number in range(1, 13)], [f"{number:02}" for number in range(1, 29)]
    if year:
        yield from ((str(int(year) + step), month, day) for step in (-10, -2, -1, 1, 2, 10))
    yield from ((year, other, day) for other in months if other != month)
    if month:
        yield from ((year, month, other) for other in days if other != day)
    if day and day != month and int(day) <= 12:
        yield year, day, month


def _in_words(year: str, month: str, day: str) -> str:
    named = format_date(dates.parse(f"2024-{month}").earliest, "MMMM", locale=dates.LOCALE) if month else ""
    return " ".join(part for part in (day.lstrip("0"), named, year) if part)


_DATE_EDITS: dict[str, Callable[[str], Iterable[str]]] = {
    "digit changed": digits_changed,
    "date part": _date_edits,
    "modifier": _qualified,
}


def of_date(edtf: str) -> Iterator[tuple[str, str]]:
    """Every wrong edit of a date in EDTF: the edit, and the date then."""
    for point in re.finditer(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf):
        for other in _other_dates(point[1], point[2] or "", point[3] or ""):
            yield "date part", edtf[: point.start()] + "-".join(filter(None, other)) + edtf[point.end() :]
    for changed in digits_changed(edtf):
        yield "digit changed", changed
    yield "modifier", edtf.rstrip("~") if edtf.endswith("~") else f"{edtf}~"
    if dates.parse(edtf).form == "point":
        yield "precision", dates.by(edtf)
        yield "precision", dates.since(edtf)
