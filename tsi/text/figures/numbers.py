"""Numbers, whatever they count: in digits or words, with scales, with fractions."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from tsi.text import lexicon, units
from tsi.text.figures.fragments import GAP, LINK, LOOSE_LINK, TO, WORD_ENDS, Pattern, any_of
from tsi.text.figures.patterns import by_words, longest, word_before


class Number(NamedTuple):
    """A number and where it ends. `scale` is what it is multiplied by at its end ("5 to 7 million" gives that to the 5,
    too), and 1 where it has no scale; `closed` takes none. `of_money`: its scale is one that only sums have. `is_part`:
    a fraction of something that is not part of the number. `modifier`: what the words of the number say beside it."""

    end: int
    value: Fraction
    scale: int = 1
    closed: bool = False
    of_money: bool = False
    is_part: bool = False
    modifier: str = ""


TOO_LARGE = 10**21
_MOST_SCALES, _MOST_PARTS = 2, 6
"""Of a number; more are none that anybody writes, and would take time that grows with the square of the text."""
_VULGAR = "".join(lexicon.VULGAR_FRACTIONS)
_DIGITS = Pattern(
    r"(?:(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3}){1,6}|[1-9][0-9]?(?:,[0-9]{2}){1,6},[0-9]{3}"  # 1,800,000 and 18,00,000
    r"|[1-9][0-9]{0,2}(?:[ '][0-9]{3}(?![0-9])){1,6}"  # the same set off by spaces
    r"|0|[1-9][0-9]{0,17})(?P<decimals>\.[0-9]{1,12})?|(?P<point>\.[0-9]{1,12}))"
    rf"(?:{GAP}?(?P<vulgar>[{_VULGAR}])| (?P<above>[1-9])/(?P<below>[2-9])(?![0-9/]))?"
    rf"|(?P<alone>[{_VULGAR}])"
)
_SCALE = Pattern(
    rf"{LOOSE_LINK}?(?:(?P<scale>{any_of((*lexicon.SCALES, 'score'))})s?"
    rf"|(?P<letter>{any_of(lexicon.MONEY_SCALES)})(?!/s|[\^0-9]|{GAP}challenge))"
    rf"{WORD_ENDS}(?!\.[a-z])"
)
_WORD = Pattern(rf"(?P<link>{LINK})?(?P<and>and{LINK})?(?P<word>[a-z]+)")
_MORE = Pattern(rf"(?:,?{GAP}|-)(?P<and>and{LINK})?")
_PARTS = rf"(?:(?P<above>a|one|two|three){LINK})?(?P<below>half|quarter|third)s?"
_AND_A_PART = Pattern(rf"{LINK}and{LINK}{_PARTS}{WORD_ENDS}")
_OF_A = Pattern(rf"(?:{GAP}of)?{LINK}an?{LINK}|{LINK}")
_GROUP = Pattern(rf"an?{GAP}(?P<group>couple|{any_of(lexicon.GROUPS)})(?={GAP}of\b)(?P<of>{GAP}of{GAP})?")
_ALONE = Pattern(rf"(?P<word>both|twice|thrice|(?:an?{GAP})?baker's{GAP}dozen){WORD_ENDS}")
_ALONE_VALUES = {"both": 2, "twice": 2, "thrice": 3}
_DOZEN = Pattern(rf"(?:(?:an?|the){GAP})?dozen{WORD_ENDS}")
_ONE = Pattern(
    rf"an?{GAP}(?={any_of(lexicon.SCALES)}{WORD_ENDS}|percentage{GAP}point|per{GAP}cent|percent{WORD_ENDS}"
    rf"|{any_of(lexicon.TIMES)}{LINK}and{LINK}a{LINK}(?:half|quarter|third){WORD_ENDS})"
    rf"|(?=(?:hundred|thousand)(?:-plus|-odd|-strong|{GAP}"
    rf"(?:per{GAP}?cent|and{GAP}[a-z]|thousand|lakh|crore|million|billion|trillion)))"
)
BEHIND_ARTICLES = ("couple", "baker", "percentage", "per", "percent", *lexicon.GROUPS, *lexicon.SCALES, *lexicon.TIMES,
                   *lexicon.DENOMINATORS)  # fmt: skip
"""Words that make a number of the "a" or "an" before them."""


@lru_cache(maxsize=8)
def number_at(small: str, start: int) -> Number | None:
    """The number that starts at a position: "1,00,000", "2½ million", "Rs 1 crore 20 lakh" without its sign,
    "two hundred and six", "half a million", "two-thirds"."""
    alone = _ALONE.match(small, start)
    if alone:
        value = _ALONE_VALUES.get(alone["word"], 13)
        return Number(alone.end(), Fraction(value), closed=True, modifier="times" if alone["word"][-2:] == "ce" else "")
    first = fraction_at(small, start) or _group_at(small, start)
    if first is None:
        return None
    in_words = not small[start].isdigit() and small[start] != "."
    return _with_smaller_parts(small, _scaled(small, first), in_words=in_words)


def _group_at(small: str, start: int) -> Number | None:
    """A number without a scale, or with what takes the place of one: digits, words, "a" million, a pair of."""
    digits = _DIGITS.match(small, start)
    if digits:
        return _from_digits(small, digits)
    group = _GROUP.match(small, start)
    if group:
        end = group.end() if _SCALE.match(small, group.end()) else group.end("group")
        return Number(
            end, Fraction(lexicon.GROUPS.get(group["group"], 2)), modifier="about" * (group["group"] == "couple")
        )
    dozen = _DOZEN.match(small, start)
    if dozen:
        return Number(dozen.end(), Fraction(12), scale=12)
    one = _ONE.match(small, start)
    return Number(one.end(), Fraction(1)) if one else _words_at(small, start)


def _from_digits(small: str, digits: re.Match[str]) -> Number:
    """A number in digits, with the fraction behind them: 1,00,000; 2½; 2 1/2; 0.5 of a."""
    whole = re.sub(r"[^0-9]", "", digits["whole"] or "0")
    value = Fraction(whole + (digits["decimals"] or digits["point"] or "") if "." in digits[0] else int(whole))
    if digits["vulgar"] or digits["alone"]:
        value += lexicon.VULGAR_FRACTIONS[digits["vulgar"] or digits["alone"]]
    elif digits["above"]:
        value += Fraction(int(digits["above"]), int(digits["below"]))
    part = _of_a(small, digits.end(), value) if value < 1 else None
    if part and (digits["alone"] or not part.is_part):
        return part
    return _with_a_part(small, Number(digits.end(), value))


def _words_at(small: str, start: int) -> Number | None:
    """Number words without a scale: seven, twenty-five; four hundred and fifty, where a scale follows."""
    words = _below_hundred(small, start)
    if words is None:
        return None
    end, value = words
    hundreds = _HUNDREDS.match(small, end)
    rest = _below_hundred(small, hundreds.end()) if hundreds else None
    scale = _SCALE.match(small, rest[0]) if rest else None
    if rest and scale and scale["scale"] != "hundred":
        end, value = rest[0], value * 100 + rest[1]
    return _with_a_part(small, Number(end, Fraction(value)))


_HUNDREDS = Pattern(rf"{LINK}hundred{LINK}(?:and{LINK})?")


def _below_hundred(small: str, start: int) -> tuple[int, int] | None:
    """Where the words of a number below a hundred end, and the number."""
    match = _WORD.match(small, start)
    if match is None or match["link"] or match["and"] or match["word"] not in lexicon.NUMBER_WORDS:
        return None
    value, unit = lexicon.NUMBER_WORDS[match["word"]], _WORD.match(small, match.end())
    if match["word"] in lexicon.TENS and unit and unit["link"] and not unit["and"]:
        ones = lexicon.NUMBER_WORDS.get(unit["word"], 0)
        if 0 < ones < 10:
            return unit.end(), value + ones
    return match.end(), value


def _with_a_part(small: str, number: Number) -> Number:
    """The number with "and a half" behind it, of what it counts: of the scale before it, if it has one."""
    match = _AND_A_PART.match(small, number.end)
    if match is None:
        return number
    part = Fraction(lexicon.NUMERATORS[match["above"] or "a"], lexicon.DENOMINATORS[match["below"]])
    return number._replace(end=match.end(), value=number.value + part * number.scale, closed=number.scale > 1)


def _scaled(small: str, number: Number) -> Number:
    """The number times the scales behind it, and "and a half" of them."""
    scaled = number
    for _ in range(_MOST_SCALES):
        match = _SCALE.match(small, scaled.end)
        if match is None:
            break
        scale = lexicon.ALL_SCALES[match["scale"] or match["letter"]]
        scaled = scaled._replace(
            end=match.end(),
            value=scaled.value * scale,
            scale=scaled.scale * scale,
            of_money=scaled.of_money or bool(match["letter"]),
        )
    return _with_a_part(small, scaled) if scaled.scale > 1 else scaled


def _with_smaller_parts(small: str, number: Number, *, in_words: bool) -> Number:
    """The number with what is added to it: one million two hundred thousand, 1 crore 20 lakh, a hundred and fifty.

    What is added is less than the last scale. In digits it has a scale of its own: in "5 million 2024" nothing does."""
    whole = number
    for _ in range(_MOST_PARTS):
        link = _MORE.match(small, whole.end) if whole.scale > 1 and not whole.closed else None
        group = _group_at(small, link.end()) if link else None
        if link is None or group is None:
            break
        part = _scaled(small, group)
        unscaled_words = in_words and small[link.end()].isalpha() and small[whole.end] != ","
        if part.value >= whole.scale or (part.scale == 1 and not unscaled_words):
            break
        whole = part._replace(value=whole.value + part.value, closed=part.scale == 1)
    return whole._replace(closed=True) if whole is not number else whole


_BEHIND_HALVES = ("first", "second", "other", "latter", "better", "per", "one")
_FRACTION = Pattern(
    rf"(?:(?P<above>{any_of(lexicon.NUMERATORS)}|[1-9])(?P<link>{LINK}))?"
    rf"(?P<below>{any_of(lexicon.DENOMINATORS)})(?P<many>s?){WORD_ENDS}"
)
_IN_DIGITS = Pattern(rf"(?P<above>[0-9]{{1,3}})/(?P<below>[1-9][0-9]{{0,3}})(?={GAP}(?:of|the)\b)")
_OF = Pattern(
    rf"{GAP}(?:of|the|its|their|this|that|his|her|our|as|again|more|less|fewer|higher|lower|larger|smaller|faster)\b"
)
_BEFORE_PARTS = ("over", "than", "under", "almost", "nearly", "about", "around", "roughly", "least", "barely",
                 "exactly", "by", "in")  # fmt: skip
_PART_ENDS = Pattern(
    rf"(?={GAP}?(?:[.,;:)]|$)|{GAP}(?:to|in|from|since|over|by|and|or|on|at|this|last|between|compared|when|while|as|were"
    r"|was|are|is|had|have|has|will|came|said|went)\b)"
)
_AND_A_PART_MORE = Pattern(
    rf"{GAP}and{GAP}(?:{any_of(lexicon.NUMERATORS)}{LINK})?{any_of(lexicon.DENOMINATORS)}s?{WORD_ENDS}"
)
_TO_A_PART = Pattern(rf"{TO}(?:{any_of(lexicon.NUMERATORS)}{LINK})?{any_of(lexicon.DENOMINATORS)}s?{WORD_ENDS}")
UNIT_NAMES = by_words(units.NAMES)
_SHORTEST_UNIT = len("watt")
_PERIOD = Pattern(
    rf"(?:second|minute|hour|day|week|fortnight|month|year|decade|century|percentage{GAP}point|per{GAP}?cent|percent|"
    rf"basis{GAP}point|point|mile|kilomet(?:re|er)|tonne|ton|acre)s?{WORD_ENDS}"
)


def fraction_at(small: str, start: int) -> Number | None:
    """two-thirds, two thirds, a quarter of, half the, 2/3 of; half a million, half an hour, half-hour.

    Without hyphen and "of", a third is an ordinal and a quarter a time."""
    digits = _IN_DIGITS.match(small, start)
    if digits and int(digits["above"]) < int(digits["below"]):
        return Number(digits.end(), Fraction(int(digits["above"]), int(digits["below"])), is_part=True)
    match = _FRACTION.match(small, start)
    if match is None or (match["below"] in ("half", "halve") and word_before(small, start) in _BEHIND_HALVES):
        return None
    above = match["above"]
    value = Fraction(
        lexicon.NUMERATORS.get(above, int(above) if above and above.isdigit() else 1),
        lexicon.DENOMINATORS[match["below"]],
    )
    part = _of_a(small, match.end(), value)
    followed = any(behind.match(small, match.end()) for behind in (_OF, _TO_A_PART))
    followed = followed or (
        word_before(small, start) == "between" and _AND_A_PART_MORE.match(small, match.end()) is not None
    )
    followed = followed or (word_before(small, start) in _BEFORE_PARTS and bool(_PART_ENDS.match(small, match.end())))
    return part if _is_fraction(match, followed, counts=not part.is_part) else None


def _of_a(small: str, end: int, value: Fraction) -> Number:
    """A fraction, and what it is a part of where that is a scale or a unit: half a million, ½ a year."""
    of = _OF_A.match(small, end)
    unit = longest(UNIT_NAMES, small, of.end()) if of else None
    counts = of and (
        _SCALE.match(small, of.end() - 1 if of[0] == "-" else of.end())
        or _PERIOD.match(small, of.end())
        or (unit and unit[0] - of.end() >= _SHORTEST_UNIT)
    )
    return Number(of.end() if counts and of else end, value, is_part=not counts)


def _is_fraction(match: re.Match[str], followed: bool, *, counts: bool) -> bool:
    """Whether an ordinal, a quarter or a half is a part of something here."""
    above, below = match["above"], match["below"]
    if counts or (followed and (above or below == "half")):
        return True
    if above is None or above in ("a", "an"):
        return False
    if match["many"] or below == "halve":
        return below != "quarter" or match["link"] == "-"
    return (below in ("half", *lexicon.ORDINALS) and above == "one") or match["link"] == "-"
