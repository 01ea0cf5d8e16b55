"""What changes a figure, before it and behind it. A modifier binds only where it touches the figure, or a listed filler
stands between; elsewhere it is text."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from tsi.text.currencies import SIGNS
from tsi.text.figures.fragments import CURRENCY_SIGNS, GAP, LINK, Pattern, any_of
from tsi.text.figures.numbers import Number, fraction_at, number_at
from tsi.text.figures.patterns import by_words, longest, matched, plain
from tsi.text.lexicon import ALL_MODIFIERS, FILLERS, NUMBER_WORDS, NUMERATORS, RATES, SCALES, TRAILING_MODIFIERS

_WORDS = by_words(ALL_MODIFIERS)
_BEHIND_WORD = Pattern(
    rf"(?:(?<=imum):)?{LINK}(?P<filler>{any_of(FILLERS)}{LINK}|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?{GAP})?"
)
_SIGN = Pattern(
    rf"(?P<sign>{any_of(word for word in ALL_MODIFIERS if not word[-1].isalpha())}"
    rf"|ca?(?={GAP}[{CURRENCY_SIGNS}])){GAP}?"
)
_EXTREME = Pattern(rf"(?P<word>minimum|maximum){GAP}(?!of\b)[a-z]+(?:{GAP}of|:){GAP}")
_OF_WHICH = rf"(?:{GAP}of)?(?:{GAP}(?:the|its|their|this|that|a{GAP}total{GAP}of|an{GAP}estimated|some|about))?{GAP}"
_OF = Pattern(_OF_WHICH)
_MULTIPLE = Pattern(rf"(?:(?P<word>twice|thrice|double|triple|treble|quadruple){_OF_WHICH})(?=\S)")
_LETTERS = Pattern(r"[^\W\d_]+")
_MULTIPLE_OPENINGS = frozenset(
    (*NUMERATORS, *NUMBER_WORDS, *(f"{word}fold" for word in NUMBER_WORDS), "half", "halve", "twice", "thrice",
     "double", "triple", "treble", "quadruple", "quarter")
)  # fmt: skip
_FOLD = Pattern(rf"(?P<number>[a-z]+)fold{GAP}(?=[^a-z])")
_EVERY = Pattern(rf"{GAP}every{GAP}(?P<number>[a-z]+|[0-9]+){GAP}(?P<time>day|week|month|quarter|year)s(?!\w)")
_HALF = Pattern(rf"half{GAP}(?=[{CURRENCY_SIGNS}])")
_OF_ONE = Pattern(rf"{GAP}of{GAP}(?:the{GAP})?(?=[0-9{CURRENCY_SIGNS}]|one\b)")
_GAP = Pattern(rf"{GAP}?")
_TIMES = Pattern(rf"(?:{LINK}times|{LINK}?[x×](?!{GAP}?[0-9])){_OF_WHICH}")
_TRAILING = by_words({words: meaning for words, meaning in TRAILING_MODIFIERS.items() if words not in ("+", "plus")})
_PLUS = Pattern(rf"\+(?!\w)|(?<=[\w%])-plus\b|{GAP}plus(?={GAP}?(?:[.,;:)]|$))")
_RATES = by_words({words: meaning for words, meaning in RATES.items() if "/" not in words})
_RATE_SIGN = Pattern(rf"{GAP}?/{GAP}?(?P<time>year|yr|month|day)(?!\w)|{GAP}?(?P<yearly>p/a)(?!\w)")
_NOT_A_RATE = Pattern(
    rf"{GAP}(?:ago|later|earlier|before|after|from|since|into|in{GAP}which|that|when|of|long|old|on)\b"
)
_ENDS = Pattern(r"[.,;:)]|$")
_NO_MORE = Pattern(rf"[\w-]|{GAP}than\b")
_MULTIPLES = {"twice": "2 times", "double": "2 times", "thrice": "3 times", "triple": "3 times", "treble": "3 times",
              "quadruple": "4 times"}  # fmt: skip
_TURNED = {"over": "at most", "under": "at least", "at least": "under", "at most": "over"}
_DENIED = Pattern(rf"(?:\b(?:not|never|cannot)|n't){GAP}(?:(?!(?:only|just|merely|simply)\b)[a-z]+{GAP}){{0,2}}$")
_PART_BEFORE = Pattern(rf"(?:%|\bper{LINK}?cent|\bpct){_OF_WHICH}$")
_TIMES_BEHIND = Pattern(rf"{LINK}times(?:{GAP}over)?(?![\w-])")
_LINK = Pattern(rf"{GAP}|-")
_OPEN_LINK = Pattern(rf"(?P<comma>,{GAP}(?=(?:at|if|or|give)\b))|{GAP}(?P<bracket>\()?|-")
_PER_UNIT = Pattern(
    rf"(?:{GAP}per{GAP}|/|{GAP}/{GAP}(?!(?:{any_of(NUMBER_WORDS)})\b|[a-z.]+{GAP}?[0-9{CURRENCY_SIGNS}]))(?!cent|se\b|mill|the\b|its\b|our\b|their\b)"
    rf"(?P<unit>(?:(?:sq|square|cu|cubic)\.?{GAP})?[a-z]+?)s?(?!\w)"
)
_NOUN = Pattern(rf"{GAP}(?:[a-z]{{2,}}[a-rt-z]s|people|staff)(?=,?{GAP})")
_SCALE_ALONE = Pattern(r"(?P<scale>hundred|thousand|lakh|million)(?!\w)")
_PER_SIGN = Pattern(rf"{GAP}?/{GAP}?(?P<sign>[{CURRENCY_SIGNS}])(?!{GAP}?[0-9])")
_PER = Pattern(
    rf"{GAP}(?:per|for{GAP}every|in{GAP}every|/(?={GAP}10{{1,2}}(?:,?000)?\b)){GAP}(?P<sign>[{CURRENCY_SIGNS}]?)(?=[0-9a-z])"
)


class Modified(NamedTuple):
    """Modifiers, and the position behind (or, of those in front, where the figure itself begins)."""

    end: int
    modifiers: tuple[str, ...]


def before(small: str, start: int) -> list[Modified]:
    """The modifiers in front of a figure: two at most ("by the end of", "up to about"), then a multiple ("twice"). All
    of them first, then fewer, then none: in "early next year", "next" is no modifier."""
    found = [Modified(start, ())]
    while len(found) < 3 and (one := _one_before(small, found[-1].end)):
        end, modifier = one
        if modifier in _TURNED and _DENIED.search(small[max(0, start - 40) : start]):
            modifier = _TURNED[modifier]
        found.append(Modified(end, (*found[-1].modifiers, modifier)))
    multiple = _multiple_at(small, found[-1].end)
    if multiple:
        found.append(Modified(multiple.end, (*found[-1].modifiers, *multiple.modifiers)))
    return found[::-1]


def _one_before(small: str, start: int) -> tuple[int, str] | None:
    """Where a modifier and a filler behind it end, and the modifier."""
    if small[start : start + 1].isdigit():
        return None
    extreme = _EXTREME.match(small, start) if small.startswith(("min", "max"), start) else None
    if extreme:
        return extreme.end(), ALL_MODIFIERS[extreme["word"]]
    words = longest(_WORDS, small, start)
    behind = _BEHIND_WORD.match(small, words[0]) if words else None
    if words and behind and not (words[1] == "not" and behind["filler"]):
        return behind.end(), words[1]
    sign = None if small[start : start + 1].isalpha() and small[start] != "c" else _SIGN.match(small, start)
    return (sign.end(), ALL_MODIFIERS.get(" ".join(sign["sign"].split()), "about")) if sign else None


def _multiple_at(small: str, start: int) -> Modified | None:
    """twice, three times, half of, 0.5 of, a quarter of the: where a figure of its own stands behind."""
    letters = _LETTERS.match(small, start)
    if letters[0] not in _MULTIPLE_OPENINGS if letters else not small[start : start + 1].isdigit():
        return None
    word = _MULTIPLE.match(small, start)
    if word:
        return Modified(word.end(), (_MULTIPLES[word["word"]],))
    half = _HALF.match(small, start)
    if half:
        return Modified(half.end(), ("0.5 of",))
    part = fraction_at(small, start)
    of = part and _OF.match(small, part.end)
    if part and of and (of[0].strip(" ") or small[of.end() : of.end() + 1] in SIGNS):
        return Modified(of.end(), (f"{plain(part.value)} of",))
    fold = _FOLD.match(small, start)
    times_ = number_at(fold["number"], 0) if fold else None
    if fold and times_:
        return Modified(fold.end(), (f"{plain(times_.value)} times",))
    number = None if part else number_at(small, start)
    times = number and _TIMES.match(small, number.end)
    if number and times:
        return Modified(times.end(), (f"{plain(number.value)} times",))
    of_one = _OF_ONE.match(small, number.end) if number and 0 < number.value < 1 else None
    return Modified(of_one.end(), (f"{plain(number.value)} of",)) if number and of_one else None


def part_before(small: str, start: int) -> str:
    """The modifier of a figure of which a percentage is told: 5% of £7 million."""
    return "part of" if _PART_BEFORE.search(small[max(0, start - 40) : start]) else ""


def _opens_the_next(small: str, words: str, end: int) -> bool:
    """Whether what looks like a modifier belongs to what follows: £1.3 billion and over 10,000 jobs."""
    if not words.startswith("and"):
        return False
    begins = matched(_GAP, small, end).end()
    return small[begins : begins + 1] in SIGNS or number_at(small, begins) is not None


def _scale_at(small: str, start: int) -> Number | None:
    """A scale without a number: 5 per thousand."""
    scale = _SCALE_ALONE.match(small, start)
    return Number(scale.end(), Fraction(SCALES[scale["scale"]])) if scale else None


def behind_noun(small: str, end: int) -> Modified:
    """The same with the noun that a number counts between them: 5 labs at most, 12 labs a year."""
    noun = _NOUN.match(small, end)
    found = behind(small, noun.end()) if noun else Modified(end, ())
    return found if found.modifiers else Modified(end, ())


def behind(small: str, end: int) -> Modified:
    """What follows a figure: how many times, rates and a modifier; the end is unchanged where there is nothing."""
    times = _TIMES_BEHIND.match(small, end)
    found, end = (["times"], times.end()) if times else ([], end)
    while len(found) < 3:
        one = _every(small, end) or _rate(small, end) or _per(small, end) or _trailing(small, end)
        if one is None:
            break
        end, modifier = one
        found.append(modifier)
    return Modified(end, tuple(found))


def _every(small: str, end: int) -> tuple[int, str] | None:
    """£3 million every two years."""
    every = _EVERY.match(small, end)
    often = number_at(every["number"], 0) if every else None
    return (every.end(), f"per {plain(often.value)} {every['time']}") if every and often else None


def _rate(small: str, end: int) -> tuple[int, str] | None:
    """£3 million a year, each, per head; but not "a year ago"."""
    sign = _RATE_SIGN.match(small, end)
    if sign:
        return sign.end(), RATES["p/a" if sign["yearly"] else f"/{sign['time']}"]
    link = _LINK.match(small, end)
    rate = longest(_RATES, small, link.end()) if link else None
    if rate is None or link is None or _NO_MORE.match(small, rate[0]):
        return None
    return None if small[link.end()] == "a" and _NOT_A_RATE.match(small, rate[0]) else rate


def _per(small: str, end: int) -> tuple[int, str] | None:
    """5 per 1,000; $3 per tonne; £5 / kg; ₹80 / $."""
    per = _PER.match(small, end)
    number = (number_at(small, per.end()) or _scale_at(small, per.end())) if per else None
    if per and number:
        return number.end, f"per {per['sign']}{plain(number.value)}"
    sign = _PER_SIGN.match(small, end)
    if sign:
        return sign.end(), f"per {sign['sign']}"
    unit = _PER_UNIT.match(small, end)
    rate = f"per {unit['unit']}" if unit else ""
    return (unit.end(), RATES.get(rate, rate)) if unit else None


def _trailing(small: str, end: int) -> tuple[int, str] | None:
    """£3 million or more, 5+; behind a comma only where nothing follows: £3 million, at most."""
    plus = _PLUS.match(small, end)
    if plus:
        return plus.end(), TRAILING_MODIFIERS["+"]
    link = _OPEN_LINK.match(small, end)
    words = longest(_TRAILING, small, link.end()) if link else None
    if link is None or words is None or _NO_MORE.match(small, words[0]):
        return None
    if link["comma"] and not _ENDS.match(small, words[0]):
        return None
    if link["bracket"]:
        return (words[0] + 1, words[1]) if small.startswith(")", words[0]) else None
    return None if _opens_the_next(small, small[link.end() : words[0]], words[0]) else words
