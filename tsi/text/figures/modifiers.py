"""What changes a figure, before it and behind it. A modifier binds only where it touches the figure, or a listed filler
stands between; elsewhere it is text."""

from __future__ import annotations

import re
from typing import NamedTuple

from tsi.text.figures.numbers import fraction_at, number_at
from tsi.text.figures.patterns import GAP, LINK, any_of, look_up, plain
from tsi.text.lexicon import ALL_MODIFIERS, FILLERS, RATES, TRAILING_MODIFIERS

_BEFORE = re.compile(
    rf"(?P<word>{any_of(word for word in ALL_MODIFIERS if word[-1].isalpha())}){LINK}(?:{any_of(FILLERS)}{LINK})?"
    rf"|(?P<sign>{any_of(word for word in ALL_MODIFIERS if not word[-1].isalpha())}){GAP}?"
)
_OF_WHICH = rf"(?:{GAP}of)?(?:{GAP}(?:the|its|their|this|that|a{GAP}total{GAP}of|an{GAP}estimated|some|about))?{GAP}"
_OF = re.compile(_OF_WHICH)
_MULTIPLE = re.compile(rf"(?:(?P<word>twice|thrice|double|triple|treble|quadruple){_OF_WHICH})(?=\S)")
_TIMES = re.compile(rf"{LINK}(?:times|x){_OF_WHICH}")
_MULTIPLES = {"twice": "2 times", "double": "2 times", "thrice": "3 times", "triple": "3 times", "treble": "3 times",
              "quadruple": "4 times"}  # fmt: skip
_PART_BEFORE = re.compile(rf"(?:%|\bper{LINK}?cent|\bpct){_OF_WHICH}$")
_BEHIND = re.compile(
    r"(?P<plus>\+(?!\w)|(?<=\w)-plus\b)"
    rf"|(?:{GAP}|-)(?P<word>{any_of(word for word in TRAILING_MODIFIERS if word not in ('+', 'plus'))})(?![\w-])"
)
_NOT_A_RATE = rf"(?!{GAP}(?:ago|later|earlier|before|after|from|since|into|in{GAP}which|that|when|of|long|old|on)\b|[\w-])"
_RATE = re.compile(
    rf"(?:(?:{GAP}|-){any_of(rate for rate in RATES if rate[0] != '/').replace(GAP, LINK)}|{any_of(rate for rate in RATES if rate[0] == '/')})"
    rf"{_NOT_A_RATE}"
)


class Modified(NamedTuple):
    """Modifiers, and the position behind (or, of those in front, where the figure itself begins)."""

    end: int
    modifiers: tuple[str, ...]


def before(small: str, start: int) -> list[Modified]:
    """The modifiers in front of a figure: two at most ("by the end of", "up to about"), then a multiple ("twice"). All
    of them first, then fewer, then none: in "early next year", "next" is no modifier."""
    found = [Modified(start, ())]
    while len(found) < 3 and (match := _BEFORE.match(small, found[-1].end)):
        found.append(Modified(match.end(), (*found[-1].modifiers, look_up(ALL_MODIFIERS, match["word"] or match["sign"]))))
    multiple = _multiple_at(small, found[-1].end)
    if multiple:
        found.append(Modified(multiple.end, (*found[-1].modifiers, *multiple.modifiers)))
    return found[::-1]


def _multiple_at(small: str, start: int) -> Modified | None:
    """twice, three times, half of, a quarter of the: where a figure of its own stands behind."""
    word = _MULTIPLE.match(small, start)
    if word:
        return Modified(word.end(), (_MULTIPLES[word["word"]],))
    part = fraction_at(small, start)
    of = part and _OF.match(small, part.end)
    if part and of and "of" in of[0] or (part and of and " the" in of[0]):
        return Modified(of.end(), (f"{plain(part.value)} of",))
    number = None if part else number_at(small, start)
    times = number and _TIMES.match(small, number.end)
    return Modified(times.end(), (f"{plain(number.value)} times",)) if number and times else None


def part_before(small: str, start: int) -> str:
    """The modifier of a figure of which a percentage is told: 5% of £7 million."""
    return "part of" if _PART_BEFORE.search(small[max(0, start - 40) : start]) else ""


def behind(small: str, end: int) -> Modified:
    """What follows a figure: a rate and a modifier, in either order; the end is unchanged where there is neither."""
    found: list[str] = []
    while len(found) < 2:
        rate, trailing = _RATE.match(small, end), _BEHIND.match(small, end)
        if rate:
            found.append(RATES[" ".join(rate[0].lstrip(" \xa0-").replace("-", " ").split())])
            end = rate.end()
        elif trailing:
            found.append(look_up(TRAILING_MODIFIERS, (trailing["plus"] or trailing["word"]).strip("-")))
            end = trailing.end()
        else:
            break
    return Modified(end, tuple(found))
