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
_CURRENCIES = "£$€₹"
_UNITS = ("day", "week", "month", "year", "decade")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "both")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_GENERATIONS = ("3G", "4G", "5G", "6G", "7G")
_GROUPS = ("G7", "G8", "G20", "G77")
_MODIFIERS = ("up to", "about", "over", "under", "at least", "nearly")
_RELATIVES = ("last week", "last month", "last year", "this week", "this month", "this year", "next week", "next year")


Edit = Callable[[str], Iterable[str]]
"""What is printed -> what a slip could make of it."""


def _replaced(pattern: str, others: Callable[[re.Match], Iterable[str]]) -> Edit:
    """Each match of a pattern, one at a time, gives way to each other text."""

    def edited(printed: str) -> Iterator[str]:
        for match in re.finditer(pattern, printed, re.IGNORECASE):
            for other in others(match):
                yield printed[: match.start()] + other + printed[match.end() :]

    return edited


def _each_of(*edits: Edit) -> Edit:
    return lambda printed: (edited for edit in edits for edited in edit(printed))


def _dropped(pattern: str) -> Edit:
    return _replaced(pattern, lambda _: [""])


def _swaps(words: Sequence[str]) -> Edit:
    """One of `words` (its plural too) is another of them."""
    pattern = rf"(?<![^\W\d_])(?P<word>{'|'.join(map(re.escape, words))})(?P<plural>s?)(?![^\W\d_])"
    return _replaced(
        pattern, lambda match: (it + match["plural"] for it in words if it.lower() != match["word"].lower())
    )


def _transposed(printed: str) -> Iterator[str]:
    """Two digits side by side change places."""
    for place in range(len(printed) - 1):
        first, second = printed[place], printed[place + 1]
        if first != second and f"{first}{second}".isdecimal():
            yield printed[:place] + second + first + printed[place + 2 :]


def _points(number: re.Match) -> Iterator[str]:
    """The same digits with the decimal point elsewhere, or without one."""
    plain = number[0].replace(".", "")
    moved = [plain, *(f"{plain[:place]}.{plain[place:]}" for place in range(1, len(plain)))]
    return (other for other in moved if other != number[0])


def _qualified(printed: str) -> Iterator[str]:
    bare = re.sub(rf"^(?:{'|'.join(_MODIFIERS)}|early|mid|late)[ -]", "", printed, flags=re.I)
    yield from (text for text in (bare, *(f"{modifier} {bare}" for modifier in _MODIFIERS)) if text != printed)


digits_changed = _replaced(r"\d", lambda digit: (it for it in "0123456789" if it != digit[0]))

_NUMERIC_EDITS: dict[str, Edit] = {
    "digit changed": digits_changed,
    "digit dropped": _dropped(r"\d"),
    "digit added": _replaced(r"(?=\d)|(?<=\d)", lambda _: "0123456789"),
    "digits transposed": _transposed,
    "decimal point": _replaced(r"\d+(?:\.\d+)?", _points),
    "sign": _replaced("^", lambda _: ["-"]),
    "modifier": _qualified,
}
_EDITS: dict[str, dict[str, Edit]] = {
    "money": {
        "scale": _each_of(_swaps(_SCALES), _dropped(rf" ?({'|'.join(_SCALES)})")),
        "currency": _each_of(
            _replaced(f"[{_CURRENCIES}]", lambda sign: (it for it in _CURRENCIES if it != sign[0])),
            _dropped(f"[{_CURRENCIES}]"),
        ),
    },
    "duration": {"unit": _swaps(_UNITS), "number word": _swaps(_NUMBERS)},
    "count": {"number word": _swaps(_NUMBERS)},
    "ordinal": {"ordinal": _swaps(_ORDINALS)},
    "designator": {"designator": _each_of(_swaps(_GENERATIONS), _swaps(_GROUPS))},
    "relative": {"relative date": _swaps(_RELATIVES)},
    "percentage": {},
}


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


_DATE_EDITS: dict[str, Edit] = {
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
