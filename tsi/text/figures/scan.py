"""From a text to all its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tsi.text import currencies, lexicon
from tsi.text.figures import dates, designators, modifiers
from tsi.text.figures.fragments import CURRENCY_SIGNS, END, GAP, GLUE, JOINERS, TO, YEAR_DIGITS, Pattern, any_of
from tsi.text.figures.numbers import BEHIND_ARTICLES
from tsi.text.figures.ordinals import ordinal
from tsi.text.figures.patterns import Figure, Form, Reading, Text, fold, word_before
from tsi.text.figures.quantities import fold_range_at, multiplied_at, quantity_at, ratio_at, time_at

_ADDRESS = r"(?:https?://|www\.)[^\s<>\"|]*[\w/]"
_FRACTIONS = "".join(lexicon.VULGAR_FRACTIONS)
_CANDIDATE = Pattern(
    rf"[^\W\d_{_FRACTIONS}]+|\.?[0-9]+|[{_FRACTIONS}]|[+(\[](?=[0-9])|\+/-|-(?=[.0-9a-z]|[{CURRENCY_SIGNS}])"
    rf"|[{CURRENCY_SIGNS}~≈<>≥≤±§]|'(?=[0-9]{{2}})"
)
_WORD = Pattern(r"(?P<first>[^\W\d_]+)(?:[-.& ]{1,5}(?:the[- ]{1,3})?(?P<second>[^\W\d_]+))?")
_YEAR_START = Pattern(YEAR_DIGITS)
_WHOLE_ADDRESS = Pattern(_ADDRESS)
_TOKEN = Pattern(
    rf"{_ADDRESS}|[-+#§~±{CURRENCY_SIGNS}]{{0,3}}\w++(?:[{GLUE}×]++\w++)*+[%‰×{JOINERS}]*+"
    rf"(?:(?<![A-Za-z]){GAP}(?i:{any_of(lexicon.ALL_SCALES)})s?(?!\w))?"
)

_OPENED_BY_YEAR: tuple[Form, ...] = (
    designators.programme, dates.iso_date, dates.year_first, dates.decade, dates.part_of_year, dates.span,
    designators.mark, ordinal,
    ratio_at, fold_range_at, quantity_at,
)  # fmt: skip
_OPENED_BY_DIGIT: tuple[Form, ...] = (
    dates.short_decade, designators.generation, designators.street, designators.mark, dates.numeric_date,
    dates.short_date, dates.days_of_two_months, dates.day_month, ordinal, ratio_at, fold_range_at, quantity_at,
)  # fmt: skip
_OPENED_BY_ORDINAL: tuple[Form, ...] = (dates.part_of_year, dates.part_of_month, *_OPENED_BY_DIGIT)
_OPENED_BY_SIGN: tuple[Form, ...] = (dates.apostrophe_year, designators.label, designators.mark, quantity_at)
_ARTICLES = tuple(f"{article} {word}" for article in ("a", "an") for word in BEHIND_ARTICLES)
_Openings = tuple[tuple[Iterable[str], tuple[Form, ...]], ...]
_OPENINGS_IN_CAPITALS: _Openings = (
    (lexicon.PROGRAMMES, (designators.programme,)),
    (("g",), (designators.generation,)),
    (lexicon.CAPITAL_LABELS, (designators.label,)),
    (lexicon.STANDARDS, (designators.standard,)),
    (designators.NUMERAL_WORDS, (designators.numeral,)),
)
_OPENINGS: _Openings = (
    (lexicon.ALL_MODIFIERS, ()),
    (("http", "https", "www"), ()),
    ((*lexicon.LABELS, *(f"{label}s" for label in lexicon.LABELS)), (designators.label,)),
    ([name for word in lexicon.VAGUE for name in (f"{word}s", f"multi{word}")], (designators.vague,)),
    (lexicon.SEVERAL, (designators.vague,)),
    (lexicon.FISCAL, (dates.fiscal_year,)),
    (lexicon.PARTS_OF_YEAR, (dates.part_of_year, dates.part_of_month, dates.fiscal_year)),
    (("first", "second", "third", "last"), (dates.part_of_year, dates.part_of_month)),
    (("early", "mid"), (dates.short_decade,)),
    (("between",), (dates.days_of_two_months, dates.months, dates.day_month, dates.span, quantity_at)),
    ((*lexicon.MONTHS, *lexicon.SHORT_MONTHS), (dates.months, dates.two_months_of_days, dates.month_day, dates.month)),
    ((*lexicon.NEAR, "later", "earlier", "yesterday", "today", "tomorrow"), (dates.relative,)),
    (lexicon.NUMBER_WORDS, (dates.decade_in_words, dates.year_in_words, designators.oclock)),
    (("half", "quarter"), (designators.oclock,)),
    (dates.DECADES, (dates.decade_in_words,)),
    (("hundred", "thousand", *(f"{word}fold" for word in (*lexicon.NUMBER_WORDS, *lexicon.SCALES))), (multiplied_at,)),
    ([f"{stem}{ending}" for stem in lexicon.MULTIPLYING for ending in ("e", "ed", "es", "ing")], (multiplied_at,)),
    ((*lexicon.TENS, *lexicon.ORDINALS), (dates.day_in_words, ordinal)),
    ((*_ARTICLES, *lexicon.NUMBER_WORDS), (ratio_at, fold_range_at)),
    ((*_ARTICLES, *lexicon.NUMBER_WORDS, *lexicon.VULGAR_FRACTIONS, "half", "halve", "quarter", "both",
      "twice", "thrice", "dozen", "hundred", "thousand", "minus", "negative", *currencies.NAMES,
      *(f"{name}s" for name in currencies.NAMES)), (quantity_at,)),
)  # fmt: skip
"""Which words open which forms, each with the more particular form first. Where a word stands behind, it must be the
second of an entry that has one, but for "the"."""
FORMS = {
    time_at,
    designators.capitals,
    designators.version,
    *_OPENED_BY_YEAR,
    *_OPENED_BY_DIGIT,
    *_OPENED_BY_SIGN,
}.union(*(forms for _, forms in (*_OPENINGS_IN_CAPITALS, *_OPENINGS)))
"""Every form of the grammar."""


class _Opened(NamedTuple):
    """What a word opens, and the words that may stand behind it; with nothing among them, any may."""

    forms: dict[Form, None]
    seconds: set[str]


def _index(openings: _Openings) -> dict[str, _Opened]:
    index: defaultdict[str, _Opened] = defaultdict(lambda: _Opened({}, set()))
    for entries, forms in openings:
        ordered = dict.fromkeys(forms)
        for word in filter(None, map(_WORD.match, entries)):
            first, second = word.groups()
            opened = index[first]
            opened.forms.update(ordered)
            opened.seconds.update((second, f"{second}s") if second not in (None, "the") else ("",))
    return dict(index)


_NOTHING = _Opened({}, set())
_OPENED_BY_WORD = _index(_OPENINGS)
_OPENED_BY_CAPITAL = _OPENED_BY_WORD | {
    word: _Opened(opened.forms | small.forms, opened.seconds | small.seconds)
    for word, opened in _index(_OPENINGS_IN_CAPITALS).items()
    for small in [_OPENED_BY_WORD.get(word, _NOTHING)]
}


@lru_cache(maxsize=20_000)
def find(text: str) -> tuple[Figure, ...]:
    """All figures of a text, by position, never overlapping; `text[figure.start:figure.end] == figure.printed`.

    Every character with a numeric value lies in exactly one of them. The time is linear in the length of the text.
    """
    folded = fold(text)
    figures = _joined(folded, text, _understood(folded, text))
    if _has_numeral(folded.cased):
        figures.extend(_left_over(folded, text, figures))
        figures.sort(key=lambda figure: figure.start)
    return tuple(figures)


def _has_numeral(text: str) -> bool:
    """Whether a character has a numeric value: 7, ½, Ⅻ, 七."""
    return bool(_DIGIT.search(text)) if text.isascii() else any(map(str.isnumeric, text))


_DIGIT = Pattern(r"\d")


def _understood(folded: Text, text: str) -> Iterator[Figure]:
    """The figures that a form reads. Web addresses are left to the catch-all."""
    end, cased = 0, folded.cased
    for candidate in _CANDIDATE.finditer(folded.small):
        opening, start = candidate[0], candidate.start()
        if start < end or (opening not in _OPENED_BY_CAPITAL and cased[start].islower()):
            continue  # most words of most texts
        if not _may_open(opening, folded, start):
            continue
        address = _WHOLE_ADDRESS.match(folded.small, start) if opening in ("http", "https", "www") else None
        if address:
            end = address.end()
        elif _is_clear(folded.small, start, end):
            for figure in _figures_at(folded, text, start):
                end = figure.end
                yield figure


_TO = Pattern(TO)
_AND = Pattern(rf"{GAP}and{GAP}")


def _joined(folded: Text, text: str, figures: Iterable[Figure]) -> list[Figure]:
    """The figures, where two dates that no form reads as one span are kept as printed: July 2019 to 2024."""
    joined: list[Figure] = []
    for figure in figures:
        last = joined[-1] if joined else None
        if last and last.kind == figure.kind == "date" and figure.start - last.end <= len(" through "):
            between = word_before(folded.small, last.start) == "between"
            to = _TO.match(folded.small, last.end) or (between and _AND.match(folded.small, last.end))
            if to and figure.start <= to.end() < figure.end:
                start, end = last.start, figure.end
                if last.modifier == "from":
                    start = folded.cased.index(folded.cased[start:end].split()[1], start)
                value = " ".join(folded.cased[start:end].split())
                joined[-1] = Figure("designator", value, "", "", text[start:end], start, end, opaque=True)
                continue
        joined.append(figure)
    return joined


def _may_open(word: str, folded: Text, start: int) -> bool:
    """Whether a form can begin with a word or sign: capitals may be a currency, a name in front of a version."""
    capital = folded.cased[start].isupper()
    opened = (_OPENED_BY_CAPITAL if capital else _OPENED_BY_WORD).get(word)
    if opened:
        behind = None if "" in opened.seconds else _WORD.match(folded.small, start)
        if behind is None or behind["second"] is None or behind["second"] in opened.seconds:
            return True
    elif not word[0].isalpha():
        return True
    return capital and _NUMBER_BEHIND.match(folded.small, start + len(word)) is not None


_NUMBER_BEHIND = Pattern(r"\D{0,3}\d")
_BEHIND_WORD = Pattern(r"(?<=\w)|(?<=\w')")
_BEHIND_GLUE = Pattern(rf"(?<=[\w.])|(?<=[\w%][{GLUE}])|(?<=[{CURRENCY_SIGNS}][*(\[])|(?<=\*\*)|(?<=\^-)|(?<=×)")


def _is_clear(small: str, start: int, end: int) -> bool:
    """Whether a token starts here. A number does not where a sign glues it to a word (COVID-19), unless a hyphen,
    slash or comma parts it from the figure that ended at `end`."""
    if small[start].isalpha():
        return not _BEHIND_WORD.match(small, start)
    return not _BEHIND_GLUE.match(small, start) or (start - 1 == end > 0 and small[end] in "-/,;")


def _figures_at(folded: Text, text: str, start: int) -> list[Figure]:
    """The figure that starts at a position, with the modifiers around it; several, of a list."""
    for in_front in modifiers.before(folded.small, start):
        if figures := _modified(folded, text, start, in_front):
            return figures
    return []


def _modified(folded: Text, text: str, start: int, in_front: modifiers.Modified) -> list[Figure]:
    readings = _read(folded, in_front.end)
    if not readings and in_front.modifiers and not _is_multiple(in_front.modifiers[-1]):
        readings = list(filter(None, [time_at(folded, in_front.end)]))
    if not readings:
        return []
    found = [(start if reading.start is None else reading.start, reading) for reading in readings]
    last = len(found) - 1
    figures = [
        _figure(folded, text, at, reading, in_front.modifiers if number == 0 else (), is_last=number == last)
        for number, (at, reading) in enumerate(found)
    ]
    return [figure for figure in figures if figure] if all(figures) else []


def _figure(
    folded: Text, text: str, start: int, reading: Reading, in_front: tuple[str, ...], *, is_last: bool
) -> Figure | None:
    """The figure of a reading, or None where its kind takes no such modifier."""
    may_have = lexicon.MAY_HAVE["date" if reading.dated else reading.kind] if not reading.unmodified else _RATES_ALONE
    if not may_have.issuperset(word for word in in_front if not _is_multiple(word)):
        return None
    if any(map(_is_multiple, in_front)) and reading.kind not in ("money", "count", "duration", "percentage"):
        return None
    if "from" in in_front and "/" in reading.value:
        return None  # from 2024 to 2030: a span, whose word this is
    behind = modifiers.behind(folded.small, reading.end) if is_last else modifiers.Modified(reading.end, ())
    if not behind.modifiers and is_last and reading.kind == "count" and not reading.unit:
        behind = modifiers.behind_noun(folded.small, reading.end)
    if "from" in in_front and "since" in behind.modifiers:
        return None  # from 2024 onwards
    if not _takes(may_have, reading, behind.modifiers):
        behind = modifiers.Modified(reading.end, ())
    part = modifiers.part_before(folded.small, start) if reading.kind == "money" else ""
    words = (*in_front, reading.modifier, *behind.modifiers, part)
    modifier = " ".join(filter(None, words))
    end = behind.end
    return Figure(reading.kind, reading.value, reading.unit, modifier, text[start:end], start, end, reading.opaque)


_RATES_ALONE = frozenset(("per year", "per month", "per week"))


def _takes(may_have: frozenset[str], reading: Reading, words: tuple[str, ...]) -> bool:
    """Whether a kind of figure takes what stands behind it; rates go with whatever is measured or counted."""
    measured = reading.kind in ("money", "count", "duration", "percentage")
    return all(word in may_have or (measured and word.startswith("per ")) for word in words)


def _is_multiple(modifier: str) -> bool:
    return modifier[0].isdigit()


def _opened(folded: Text, start: int) -> Iterable[Form]:
    """The forms that can start at a position."""
    small = folded.small
    if small[start : start + 1].isdecimal():
        if _YEAR_START.match(small, start):
            return _OPENED_BY_YEAR
        return _OPENED_BY_ORDINAL if small[start + 1 : start + 3] in ("st", "nd", "rd", "th") else _OPENED_BY_DIGIT
    word = _WORD.match(small, start)
    if word is None:
        return _OPENED_BY_SIGN
    capital = folded.cased[start].isupper()
    opened = (_OPENED_BY_CAPITAL if capital else _OPENED_BY_WORD).get(word["first"])
    forms = opened.forms if opened else ()
    return (designators.capitals, *forms, designators.version, quantity_at) if capital else forms


def _read(folded: Text, start: int) -> list[Reading]:
    """What the first form that fits makes of the text from `start`, up to the end of a token."""
    for form in _opened(folded, start):
        found = form(folded, start)
        readings = found if isinstance(found, list) else [found] if found else []
        if readings and all(END.match(folded.small, reading.end) for reading in readings):
            return readings
    return []


def _left_over(folded: Text, text: str, figures: list[Figure]) -> Iterator[Figure]:
    """An opaque designator for each token, or rest of one, whose numerals no figure covers."""
    pieces, position = [], 0
    for figure in figures:
        pieces += [folded.cased[position : figure.start], " " * (figure.end - figure.start)]
        position = figure.end
    rest = "".join([*pieces, folded.cased[position:]])
    if not _has_numeral(rest):
        return
    for token in _TOKEN.finditer(rest):
        if _has_numeral(token[0]):
            printed = text[token.start() : token.end()]
            value = " ".join(token[0].split())
            yield Figure("designator", value, "", "", printed, *token.span(), opaque=True)
