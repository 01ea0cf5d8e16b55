"""Dates as texts print them, read as EDTF (ISO 8601-2:2019) writes them."""

from __future__ import annotations

import re

from tsi.text import lexicon
from tsi.text.figures.fragments import GAP, LINK, NUMBER_ENDS, TO, WORD_ENDS, YEAR, YEAR_DIGITS, Pattern, any_of
from tsi.text.figures.numbers import number_at
from tsi.text.figures.patterns import Reading, Readings, Text, form, opaque, word_before
from tsi.text.figures.quantities import counts_something, is_dated, stands_alone

_DAY = rf"(?:0?[1-9]|[12][0-9]|3[01])(?: ?(?:st|nd|rd|th)\b)?{NUMBER_ENDS}"
_FIRST_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?: ?(?:st|nd|rd|th)\b)?(?![.,:]?[0-9])"
_MONTH = rf"(?:(?P<short>(?!may)[a-z]{{3}}|sept)\.|(?P<month>[a-z]{{3,9}})){WORD_ENDS}"
_SHORT_YEAR = r"(?P<short_year>'[0-9]{2}(?![0-9]))"
_MAYBE_YEAR = rf"(?:(?:,?{GAP}(?:of{GAP})?|-|,)(?:\[?(?P<year>{YEAR})\]?|{_SHORT_YEAR}))?"
_AND_DAYS = rf"(?P<days>(?:(?:,{GAP}|,?{GAP}(?:and|or|&){GAP}|{TO}|/)(?:the{GAP})?{_DAY}){{0,4}})"


@form(rf"({YEAR_DIGITS})([-/])(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])")
def iso_date(match: re.Match[str], cased: str) -> Reading:
    """2024-07-24; 2024/07/24."""
    return Reading(match.end(), "date", f"{match[1]}-{match[3]}-{match[4]}")


@form(rf"([0-9]{{1,2}})([-./])([0-9]{{1,2}})\2({YEAR})")
def numeric_date(match: re.Match[str], cased: str) -> Reading | None:
    """24/07/2024; 07/24/2024; 24.7.2024: where both numbers could be the month, the date is ambiguous."""
    low, high = sorted((int(match[1]), int(match[3])))
    if low == 0 or low > 12 or high > 31:
        return None
    ambiguous = low != high and high <= 12
    return Reading(match.end(), "date", "ambiguous" if ambiguous else f"{match[4]}-{low:02}-{high:02}")


def _month_number(match: re.Match[str], cased: str) -> int | None:
    """The number of the month, or None: "may" and "march" are verbs without a capital."""
    name = match["short"] or match["month"]
    if name in ("may", "march") and not cased[match.start("month")].isupper():
        return None
    return lexicon.MONTHS.get(name) or lexicon.SHORT_MONTHS.get(name)


def _year(match: re.Match[str], group: str = "year") -> str:
    """The year of a date, four digits; of two, those from 50 on are of the last century. Empty where there is none."""
    if match[group]:
        return match[group]
    short = match["short_year"]
    return "" if not short else ("19" if int(short[1:]) >= 50 else "20") + short[1:]


def _as_printed(cased: str, start: int, end: int) -> Reading:
    """A time that no date holds."""
    return opaque(cased, start, end)._replace(dated=True)


def _days(printed: str) -> list[int]:
    return [int(day) for day in re.findall("[0-9]+", printed)]


_SHORT_YEAR_ALONE = Pattern(rf"(?<=[a-z.]){GAP}(?P<year>[0-4][0-9])(?![\w.,:%/-]*[\w%])")
_DAY_OR_YEAR = Pattern("[a-z]+-[0-9]{2}")
_EACH_DAY = Pattern(r"(?<![0-9])(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?")


def _day_readings(match: re.Match[str], cased: str) -> Readings:
    """A day, a span of days or each of several; "3 March 22" is in 2022 where nothing stands behind that 22 counts."""
    number, further = _month_number(match, cased), match["days"]
    if number is None:
        return None
    short = _SHORT_YEAR_ALONE.match(match.string, match.end()) if not _year(match) else None
    if short and not stands_alone(Text(cased, cased, match.string), short.start("year")):
        short = None
    end, year = (short.end(), f"20{short['year']}") if short else (match.end(), _year(match) or "-")
    days = [match, *_EACH_DAY.finditer(match.string, match.start("days"), match.end("days"))]
    dates = [f"{year}-{number:02}-{int(re.sub('[a-z ]', '', day['day'])):02}" for day in days]
    if year == "-" and _DAY_OR_YEAR.fullmatch(match[0]):
        return _as_printed(cased, match.start(), end)  # Mar-24
    if match["between"] or not re.search(rf",|&|{GAP}(?:and|or){GAP}", further):
        spans = len(days) == 2 or (len(days) == 1 and not match["between"])
        return Reading(end, "date", "/".join(dates)) if spans else None
    if year == "-" and not re.search("[a-z&]", further):
        return _as_printed(cased, match.start(), end)  # March 3, 22
    starts = [None, *(day.start() for day in days[1:])]
    ends = [match.end("day"), *(day.end() for day in days[1:-1]), end]
    return [Reading(last, "date", day, start=start) for last, day, start in zip(ends, dates, starts, strict=True)]


day_month = form(
    rf"(?P<between>between{GAP}(?:the{GAP})?)?(?P<day>{_FIRST_DAY}){_AND_DAYS}(?:{GAP}of)?{LINK}{_MONTH}{_MAYBE_YEAR}",
    "24 July 2024; 3-5 June; 24, 25 and 26 July; between 24 and 26 July 2024; 3 Mar 22",
)(_day_readings)
month_day = form(
    rf"(?P<between>){_MONTH}{LINK}(?:the{GAP})?(?P<day>{_FIRST_DAY}){_AND_DAYS}{_MAYBE_YEAR}",
    "July 24, 2024; August 5 through 11, 2024",
)(_day_readings)


def _two_days(match: re.Match[str], cased: str) -> Readings:
    """24 July to 2 August 2024: the year is that of both."""
    first, last = (
        lexicon.MONTHS.get(match["first_month"]) or lexicon.SHORT_MONTHS.get(match["first_month"]),
        _month_number(match, cased),
    )
    if first is None or last is None:
        return None
    year = _year(match) or "-"
    low = f"{match['first_year'] or year}-{first:02}-{_days(match['day'])[0]:02}"
    high = f"{year}-{last:02}-{_days(match['last_day'])[0]:02}"
    if match["between"] or "and" not in match["joined"]:
        return Reading(match.end(), "date", f"{low}/{high}")
    return [
        Reading(match.end("first_year" if match["first_year"] else "first_month"), "date", low),
        Reading(match.end(), "date", high, start=match.start("last_day")),
    ]


_FIRST_YEAR = rf"(?:,?{GAP}(?P<first_year>{YEAR}))?"
days_of_two_months = form(
    rf"(?P<between>between{GAP}(?:the{GAP})?)?(?P<day>{_DAY}){LINK}(?P<first_month>[a-z]{{3,9}}){WORD_ENDS}{_FIRST_YEAR}"
    rf"(?P<joined>{TO}|{GAP}and{GAP})(?P<last_day>{_DAY}){LINK}{_MONTH}{_MAYBE_YEAR}",
    "24 July to 2 August 2024; between 24 July and 2 August",
)(_two_days)
two_months_of_days = form(
    rf"(?P<between>)(?P<first_month>[a-z]{{3,9}}){LINK}(?P<day>{_FIRST_DAY}){_FIRST_YEAR}(?P<joined>{TO}){_MONTH}{LINK}"
    rf"(?P<last_day>{_DAY}){_MAYBE_YEAR}",
    "July 24 - August 2, 2024",
)(_two_days)


@form(rf"(?P<day>{_DAY})-(?P<short>){_MONTH.replace('(?P<short>', '(?:')}-(?P<short_year>[0-9]{{2}})(?![0-9])")
def short_date(match: re.Match[str], cased: str) -> Reading | None:
    """27-Jul-19."""
    number = lexicon.MONTHS.get(match["month"] or "") or lexicon.SHORT_MONTHS.get(match["month"] or "")
    if number is None:
        return None
    century = "19" if int(match["short_year"]) >= 50 else "20"
    return Reading(match.end(), "date", f"{century}{match['short_year']}-{number:02}-{_days(match['day'])[0]:02}")


_DATE_WORDS = frozenset(
    ("in", "of", "since", "until", "till", "by", "last", "this", "next", "from", "to", "during", "before", "after",
     "through", "early", "mid", "late", "about", "around", "and", "or", "between")
)  # fmt: skip


@form(_MONTH + _MAYBE_YEAR)
def month(match: re.Match[str], cased: str) -> Reading | None:
    """July 2024; April; Sept. 2024: alone, a month is written out, and May and March stand behind a word that goes with
    dates."""
    number, start, end = _month_number(match, cased), match.start(), match.end()
    if number is None:
        return None
    if year := _year(match):
        return Reading(end, "date", f"{year}-{number:02}")
    if match["month"] not in lexicon.MONTHS or (match["month"] == "august" and not cased[start].isupper()):
        return None
    alone = not cased[max(0, start - 12) : start].strip() and not cased[end : end + 12].strip()
    sure = match["month"] not in ("may", "march") or alone or word_before(match.string, start) in _DATE_WORDS
    return Reading(end, "date", f"--{number:02}") if sure else None


_ALL_MONTHS = lexicon.MONTHS | lexicon.SHORT_MONTHS
_NAMED_MONTH = rf"{any_of(_ALL_MONTHS)}{WORD_ENDS}\.?(?:,?{GAP}{YEAR}(?!-[0-9]))?"
_EACH_MONTH = Pattern(
    rf"(?<![a-z])(?!(?:through|till|until|and|quarter)\b)(?P<name>[a-z]{{3,9}})\.?(?:,?{GAP}(?P<year>{YEAR}))?"
)


@form(
    rf"(?P<between>between{GAP})?(?P<first>{_NAMED_MONTH})(?P<further>(?:(?:{TO}|/|,?{GAP}(?:and|or|&){GAP}|,{GAP}){_NAMED_MONTH}){{1,4}})"
    rf"(?:(?:(?:{GAP}quarter)?{GAP}of)?{GAP}(?P<year>{YEAR_DIGITS})(?P<fiscal>[-/][0-9]{{2}})?(?![.,:/]?[0-9]))?"
)
def months(match: re.Match[str], cased: str) -> Readings:
    """July to September 2024; between April and June 2024; July, August and September 2024: the year is that of all."""
    named = list(_EACH_MONTH.finditer(match.string, match.start("first"), match.end("further")))
    year = match["year"] or named[-1]["year"]
    if not year or not all(cased[month.start()].isupper() for month in named):
        return None
    dates = [f"{month['year'] or year}-{_ALL_MONTHS[month['name']]:02}" for month in named]
    listed = re.search(rf",|&|{GAP}(?:and|or){GAP}", match["further"])
    if listed and not match["fiscal"] and not match["between"]:
        ends = [*(month.end() for month in named[:-1]), match.end()]
        starts = [None, *(month.start() for month in named[1:])]
        return [Reading(end, "date", day, start=start) for end, day, start in zip(ends, dates, starts, strict=True)]
    if "/" in match["further"] or match["fiscal"] or len(dates) > 2 or dates[0] >= dates[1]:
        return _as_printed(cased, match.start(), match.end())
    return Reading(match.end(), "date", "/".join(dates))


@form(rf"(?P<year>{YEAR_DIGITS}){GAP}(?P<month>[a-z]{{3,9}}){WORD_ENDS}\.?(?:{GAP}(?P<day>{_DAY}))?(?P<short>)")
def year_first(match: re.Match[str], cased: str) -> Reading | None:
    """2024 July 24; 2024 July."""
    number = _month_number(match, cased)
    day = f"-{_days(match['day'])[0]:02}" if match["day"] else ""
    return Reading(match.end(), "date", f"{match['year']}-{number:02}{day}") if number else None


@form(r"((?:1[5-9]|2[01])[0-9])0'?s")
def decade(match: re.Match[str], cased: str) -> Reading:
    """2030s; 1970's."""
    return Reading(match.end(), "date", f"{match[1]}X")


_OWNERS = ("his", "her", "their", "my", "our", "your")


@form(
    rf"(?P<part>(?:early|mid){LINK}to{LINK}(?:mid|late){LINK}(?:the{GAP})?)?"
    rf"(?P<round>[0-9][0-9,]{{0,7}}0'?s){WORD_ENDS}"
)
def short_decade(match: re.Match[str], cased: str) -> Reading:
    """90s; early to mid-90s; 100s: of a century that is not said, years of somebody's age, or seconds."""
    part = " ".join((match["part"] or "").replace("-", " ").split()).removesuffix(" the")
    before = word_before(match.string, match.start())
    before = before if before in _OWNERS or (before == "the" and not part) else ""
    value = " ".join(filter(None, (before, part, match["round"].replace("'", ""))))
    return Reading(match.end(), "designator", value, opaque=True, dated=True)


@form(
    rf"(?:(?P<first>(?:spring|summer|autumn|winter|q[1-4]|h[12]|(?:first|second|third)(?:{GAP}(?:quarter|half))?)"
    rf"{GAP}?(?:/|-|–|to|and|or|&){GAP}?)?"
    rf"(?P<part>{any_of(lexicon.PARTS_OF_YEAR).replace(GAP, LINK)})(?(first)s?)(?:{GAP}of)?{LINK}"
    rf"(?P<year>{YEAR_DIGITS})(?:[-/](?P<next>[0-9]{{2}}))?{NUMBER_ENDS}"
    rf"|(?P<year_first>{YEAR}){LINK}?(?P<behind>q[1-4]|h[12]){WORD_ENDS})"
)
def part_of_year(match: re.Match[str], cased: str) -> Reading:
    """spring 2025; Q1 2025; second half of 2025; winter 2023-24: by the numbers that EDTF has for them."""
    part = " ".join((match["part"] or match["behind"]).replace("-", " ").split())
    if match["first"] or (match["next"] and (part != "winter" or int(match["next"]) != int(match["year"][2:]) + 1)):
        return _as_printed(cased, match.start(), match.end())
    return Reading(match.end(), "date", f"{match['year'] or match['year_first']}-{lexicon.PARTS_OF_YEAR[part]}")


@form(
    rf"(?P<part>(?:first|second|last|third|1st|2nd|3rd){GAP}"
    rf"(?:half|week|fortnight|days|third|[a-z0-9]+{GAP}(?:day|week|month|quarter)s)){GAP}of{GAP}(?:(?P<alone>{YEAR})|{_MONTH}{_MAYBE_YEAR})"
)
def part_of_month(match: re.Match[str], cased: str) -> Reading | None:
    """second half of March 2022; first six months of 2024: the part is a modifier."""
    part = " ".join(match["part"].split())
    if match["alone"]:
        return Reading(match.end(), "date", match["alone"], modifier=f"{part} of")
    number = _month_number(match, cased)
    year = _year(match) or "-"
    return Reading(match.end(), "date", f"{year}-{number:02}", modifier=f"{part} of") if number else None


@form(rf"(?:(?P<tens>twenty|thirty){LINK})?(?P<word>[a-z]{{5,11}}){GAP}of{GAP}{_MONTH}{_MAYBE_YEAR}")
def day_in_words(match: re.Match[str], cased: str) -> Reading | None:
    """first of July; twenty-first of July 2024."""
    number = _month_number(match, cased)
    day = lexicon.TENS.get(match["tens"], 0) + lexicon.ORDINALS.get(match["word"], 0)
    known = number and match["word"] in lexicon.ORDINALS and day <= 31
    return Reading(match.end(), "date", f"{_year(match) or '-'}-{number:02}-{day:02}") if known else None


@form(r"'(?P<year>[0-9]{2})(?P<decade>'?s)?(?![0-9])")
def apostrophe_year(match: re.Match[str], cased: str) -> Reading:
    """'22; '90s."""
    year = ("19" if int(match["year"]) >= 50 else "20") + match["year"]
    return Reading(match.end(), "date", f"{year[:3]}X" if match["decade"] else year)


DECADES = {f"{tens[:-1]}ies": value // 10 for tens, value in lexicon.TENS.items()}


@form(
    rf"(?:(?P<century>fifteen|sixteen|seventeen|eighteen|nineteen|twenty){LINK})?(?P<decade>{any_of(DECADES)}){WORD_ENDS}"
)
def decade_in_words(match: re.Match[str], cased: str) -> Reading:
    """nineteen-nineties; nineties: of the second, no century is said."""
    if not match["century"]:
        return _as_printed(match.string, match.start(), match.end())
    return Reading(match.end(), "date", f"{_CENTURIES[match['century']]}{DECADES[match['decade']]}X")


@form(
    rf"(?:(?P<quarter>q[1-4]|h[12]|(?:first|second|third|fourth|last){LINK}(?:quarter|half)){GAP}(?:of{GAP})?(?:the{GAP})?)?"
    rf"(?P<label>{any_of(lexicon.FISCAL)}){LINK}?'?(?:(?P<year>{YEAR_DIGITS})(?:[-/](?P<last>(?:{YEAR_DIGITS}|[0-9]{{2}})))?"
    r"|(?P<two>[0-9]{2})(?:[-/](?P<last_two>[0-9]{2}))?)(?![0-9])"
)
def fiscal_year(match: re.Match[str], cased: str) -> Reading | None:
    """FY2025-26; FY 26; fiscal year 2025/26; Q2 FY26: with one year alone, it is not said which two."""
    if match["quarter"]:
        return _as_printed(cased, match.start(), match.end())
    first = match["year"] or f"20{match['two']}"
    last = match["last"] or match["last_two"]
    if last:
        last = last if len(last) == 4 else first[:2] + last
        return Reading(match.end(), "date", f"{first}/{last}") if first < last else None
    return Reading(match.end(), "designator", f"FY{first}", dated=True)


_SPAN = Pattern(
    rf"(?P<between>between{GAP})?(?P<first>{YEAR_DIGITS})(?(between){GAP}and{GAP}|(?:{TO}|/))"
    rf"(?P<last>{YEAR}|[0-9]{{2}}{NUMBER_ENDS})(?!/)"
)


def span(text: Text, start: int) -> Reading | None:
    """2021-2030; 2020-21; 2024 to 2030; between 2024 and 2030: in 2003-04 with a plain hyphen, the second number may be
    a month, and it is ambiguous."""
    match = _SPAN.match(text.small, start)
    if match is None or (counts_something(text.small, match.end()) and not is_dated(text.small, start)):
        return None
    first, last = match["first"], match["last"]
    if len(last) == 2 and 1 <= int(last) <= 12 and text.printed[match.end("first")] == "-":
        return Reading(match.end(), "date", "ambiguous" if first[2:] < last else f"{first}-{last}")
    last = first[:2] + last if len(last) == 2 else last
    return Reading(match.end(), "date", f"{first}/{last}") if first < last else None


def year_in_words(text: Text, start: int) -> Reading | None:
    """twenty twenty-five; nineteen ninety-nine; twenty oh five: two numbers below a hundred, the first a century."""
    match = _CENTURY.match(text.small, start)
    oh = _OH.match(text.small, match.end()) if match else None
    rest = number_at(text.small, oh.end() if oh else match.end()) if match else None
    if match and oh and rest and rest.value < 10:
        return Reading(rest.end, "date", f"{_CENTURIES[match['century']]}0{int(rest.value)}")
    if match is None or rest is None or not 10 <= rest.value <= 99 or rest.scale > 1 or rest.closed:
        return None
    return Reading(rest.end, "date", f"{_CENTURIES[match['century']]}{int(rest.value):02}")


_CENTURIES = {"fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}
_OH = Pattern(rf"oh{LINK}")
_CENTURY = Pattern(
    rf"(?P<century>{any_of(_CENTURIES)}){LINK}(?={any_of([*lexicon.TENS, 'ten', 'eleven', 'twelve', 'oh'])}|[a-z]+teen)"
)


@form(
    rf"(?:(?:later|earlier){GAP})?{any_of(lexicon.NEAR)}{GAP}"
    r"(?:weekend|weeks?|fortnight|months?|quarter|years?|decades?|century|spring|summer|autumn|winter)(?!-[a-z])"
    r"|yesterday|today|tomorrow"
)
def relative(match: re.Match[str], cased: str) -> Reading:
    """last week; next year; later this month; yesterday."""
    return Reading(match.end(), "relative", "-".join(match[0].split()))
