"""The wrong edits of a figure or a date, for the attacks on the records and on the built site.

Each is what a slip of the hand could make: another digit, scale, currency, unit, modifier, day, month and so on. The
words are those of the grammar's own tables, one for each meaning, so that a new row of a table is attacked at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tsi.text import currencies, dates, figures, lexicon, units
from tsi.text.figures import Figure
from tsi.text.figures.fragments import any_of


def _one_for_each(table: Mapping[str, object]) -> tuple[str, ...]:
    """The first word or sign of a table for each of its meanings."""
    return tuple({meaning: word for word, meaning in reversed(tuple(table.items()))}.values())


_SCALES = _one_for_each(lexicon.SCALES)
_CURRENCIES = _one_for_each(currencies.SIGNS)
_BEFORE = (*_one_for_each(lexicon.ALL_MODIFIERS), "twice", "three times", "half of", "a third of", "5% of")
_BEHIND = (*_one_for_each(lexicon.TRAILING_MODIFIERS), *_one_for_each(lexicon.RATES), "± 1")
_PARTS_OF_YEAR = (*_one_for_each(lexicon.PARTS_OF_YEAR), lexicon.FISCAL[0])
_VAGUE = (*lexicon.SEVERAL, "half a", "a")
_LABELS = sorted(word.capitalize() for word in lexicon.LABELS | lexicon.CAPITAL_LABELS | lexicon.PROGRAMMES)
_SYMBOLS = _one_for_each(units.SYMBOLS)
_UNITS = ("day", "week", "month", "year", "decade")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "both")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_GENERATIONS = ("3G", "4G", "5G", "6G", "7G")
_GROUPS = ("G7", "G8", "G20", "G77")
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


def _added(*endings: str) -> Edit:
    return lambda printed: (printed + ending for ending in endings)


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


_MODIFIED = re.compile(rf"^{any_of(lexicon.ALL_MODIFIERS)}[ -]", re.IGNORECASE)


def _qualified(printed: str) -> Iterator[str]:
    """Without the modifier in front of it, or with another; "last" is none in "last week"."""
    bare = _MODIFIED.sub("", printed)
    bare = bare if figures.find(bare) else printed
    yield from (text for text in (bare, *(f"{words} {bare}" for words in _BEFORE)) if text != printed)


def _followed(printed: str) -> Iterator[str]:
    """With a modifier, a rate or an uncertainty behind it."""
    return (printed + ("" if words[0] in "+/" else " ") + words for words in _BEHIND)


def _measured(printed: str) -> Iterator[str]:
    """With another unit, or with one where there is none: prefixes and powers are units of their own."""
    bare = re.sub(
        rf"(?<=[\d ])(?:{'|'.join(map(re.escape, sorted(units.SYMBOLS, key=len, reverse=True)))})$", "", printed
    )
    return (f"{bare.rstrip()} {symbol}" for symbol in _SYMBOLS if bare[-1:].isdigit() or bare != printed)


def _in_lists(printed: str) -> Iterator[str]:
    """As the end of a span, and as the first part of a word."""
    yield from (
        f"{opening} to {printed}"
        for opening in ("1", "2001", "January")
        if printed[0].isdigit() == (opening != "January")
    )
    yield f"{printed}-born"


digits_changed = _replaced(r"\d", lambda digit: (it for it in "0123456789" if it != digit[0]))

_NUMERIC_EDITS: dict[str, Edit] = {
    "digit changed": digits_changed,
    "digit dropped": _dropped(r"\d"),
    "digit added": _replaced(r"(?=\d)|(?<=\d)", lambda _: "0123456789"),
    "digits transposed": _transposed,
    "decimal point": _replaced(r"\d+(?:\.\d+)?", _points),
    "sign": _replaced("^", lambda _: ["-"]),
    "modifier": _qualified,
    "what follows": _followed,
    "range": _replaced(r"(?<![\d.,])(?=\d)", lambda _: ["0.5 to "]),
}
_EDITS: dict[str, dict[str, Edit]] = {
    "money": {
        "scale": _each_of(_swaps(_SCALES), _dropped(rf" ?({'|'.join(_SCALES)})")),
        "vague": _replaced(rf"[\d.,]+ ?(?={any_of(lexicon.SCALES)})", lambda _: (f"{word} " for word in _VAGUE)),
        "more of it": _added(" and a half", " x 2", "L", "MM", " and 50 pence"),
        "currency": _each_of(
            _replaced(any_of(_CURRENCIES), lambda sign: (f"{word} {sign[0]}" for word in ("Taiwan", "AU"))),
            _replaced(any_of(_CURRENCIES), lambda sign: (it for it in _CURRENCIES if it != sign[0].lower())),
            _dropped(any_of(_CURRENCIES)),
        ),
    },
    "duration": {
        "unit": _swaps(_UNITS),
        "number word": _swaps(_NUMBERS),
        "more of it": _added(" and a half", " and 6 weeks"),
    },
    "count": {
        "number word": _swaps(_NUMBERS),
        "unit": _measured,
        "more of it": _added(" and a half", " x 2", " to 1", " BTC"),
    },
    "ordinal": {"ordinal": _swaps(_ORDINALS)},
    "designator": {"designator": _each_of(_swaps(_GENERATIONS), _swaps(_GROUPS), _swaps(_LABELS))},
    "relative": {"relative date": _swaps(_RELATIVES)},
    "percentage": {"unit": _replaced(r"%| ?per cent", lambda _: ("‰", " percentage points", " basis points", ""))},
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
    named = lexicon.MONTH_NAMES[int(month) - 1] if month else ""
    return " ".join(part for part in (day.lstrip("0"), named, year) if part)


_DATE_EDITS: dict[str, Edit] = {
    "digit changed": digits_changed,
    "date part": _date_edits,
    "modifier": _qualified,
    "what follows": _followed,
    "span or word": _in_lists,
    "part of year": _replaced(r"(?<!\d)(?=\d{4}$)", lambda _: (f"{part} " for part in _PARTS_OF_YEAR)),
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
