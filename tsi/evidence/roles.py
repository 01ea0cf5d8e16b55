"""Words beside a name that tell what part the one named has in what a line tells of: who pays, is paid, takes part,
leads or is host, what holds another thing, and which office a person holds.

The words of a part stand before the name (“funded by”) or after it (“funds”), in the same sentence and not far off; in
what is denied or merely possible they tell nothing. What is still to come tells of a part all the same: whoever is to
be host of what is planned is its host, and how far that has come its status says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

REACH = 80
"""How many characters may stand between a name and the word that tells its part."""

_BE = r"(?:is|are|was|were|be|been|being)"
_ACTIVE = "".join(rf"(?<!\b{be} )" for be in ("is", "are", "was", "were", "be", "been", "being")) + r"(?<!-)"
"""In front of a participle: it is no passive one."""
_MONEY = r"(?:money|funding|funds?|grants?|investments?|sums?|prizes?|awards?|million|crore|billion)"
_STANDS = r"(?:campus|campuses|centre|hub|laboratory|office|seat|institute|facility|secretariat|observatory)"
_PLAN = r"(?:plan|framework|vision|initiative|accord|fund|body|council|programme|project)"
_JOINT = (
    r"(?:talks|negotiations?|negotiat\w+|dialogue|collaborat\w+|cooperat\w+|agreements?|deal(?! with)|pact|memorandum"
    r"|treaty)"
)
_PAID = r"(?:funded|financed|paid|backed|provided|matched|supported|sponsored|given|granted|awarded)"
_DONE = r"(?:signed|agreed|proposed|launched|announced|adopted|endorsed|established|set up|delivered|carried out)"
_LED = r"(?:led|spearheaded|headed|chaired|run|managed|coordinated|steered|directed|overseen)"

WORDS: dict[str, tuple[str, str]] = {
    "pays": (
        rf"{_PAID}(?: \w+)? by|{_MONEY} (?:\w+ ){{0,2}}from|(?:comes?|came) from|(?:backed|paid|matched) with",
        rf"{_ACTIVE}(?:{_PAID}|pledged)(?! by)|funds|finances?|pays?|invest(?:s|ed)?|provides?|contribut\w+|grants"
        r"|awards|gives|gave|money|funding",
    ),
    "paid": (
        rf"{_MONEY}\b[^.;]{{0,20}}? (?:to|goes to)|(?:went|goes|go|came|paid|awarded|granted|given) to",
        rf"receiv\w+|gets?|got|wins?|won|{_BE} (?:\w+ )?(?:given|awarded|granted|paid|funded)"
        r"|(?:have|has|had) an? (?:\w+ )?grant",
    ),
    "party": (
        rf"between|{_DONE}(?: \w+)? by|(?:signed|agreed|together|along|talk\w*|join\w*) with|meet(?:s|ing)?|met"
        rf"|{_JOINT}|partner\w*|parties are|take part are|as responsible|{_PLAN} (?:of|by)",
        rf"{_ACTIVE}(?:{_DONE}|joined|discussed)(?! by)|sign|agrees?|joins?|launch(?:es|ing)?|announc(?:e|es|ing)"
        rf"|establish(?:es|ing)?|sets up|partner\w*|take[sn]? part|took part|together|jointly|{_JOINT}|in talks|meets?"
        r"|met|talks?|talked|discuss(?:es)?|commit\w*|pledg\w*|belong\w*|members?|(?:is|are) a party|have had",
    ),
    "leads": (
        rf"{_LED}(?: \w+)? by|leaders?(?: of| is| are)|leadership of",
        rf"{_ACTIVE}(?:{_LED})(?! by)|leads|leading|spearheads|heads|chairs|co-chairs?|runs|coordinates|steers"
        r"|(?:as|is|are) (?:its |the )?leaders?",
    ),
    "hosts": (
        rf"hosted(?: \w+)? by|hosts? (?:is|are)|(?:based|housed|located|sited|established|set up) (?:at|in)"
        rf"|{_STANDS}(?: \w+)? (?:at|of)|home at",
        rf"hosts?|{_ACTIVE}hosted(?! by)|hosting|houses|(?:is|be|as) (?:its |the )?(?:host|home)",
    ),
    "holds": (
        rf"(?:part|phase|round|programme|work|arm|element) of|within|under|belongs? to"
        rf"|{_MONEY}\b[^.;]{{0,40}}? (?:for|of|in|into)|is for",
        r"has|includes?|comprises?|contains?|covers?|holds|completed|began",
    ),
}
"""By part, the words for it that stand before a name, and those that stand after it. They are written small: what has
a capital is a name."""

_PLAIN = ("director", "commissioner", "president", "chair", "ambassador", "head", "chief", "keeper", "governor")
OFFICES = {office: rf"{office}s?" for office in _PLAIN} | {
    "minister": r"ministers?|PMs?",
    "secretary": r"secretar(?:y|ies)",
    "adviser": r"advis[eo]rs?|NSAs?",
}
"""The words for those who hold an office, with the forms that they have on a line."""

_DENIED = r"not(?! only)|never|neither|nor|none|no|without|unless|if|may|might|could|\w+n['’]t"
_UNSURE = re.compile(rf"\b(?:{_DENIED})\b[^,;:.]*")
_BREAK = re.compile(rf"(?<![A-Z])[.;!?](?=[\s”\"’)]|$)|\b(?:{_DENIED})\b")
"""What stands between two words of which one tells nothing of the other: the end of a sentence, or a denial."""
_CLAUSE = re.compile(r", (?:and|but|while)\b")
"""What begins a clause of its own behind a name; behind a word it may go on with a list."""


def _small(words: str) -> re.Pattern:
    return re.compile(rf"\b(?:{words})(?!\w)")


_BEFORE = {part: _small(words) for part, (words, _) in WORDS.items()}
_AFTER = {part: _small(words) for part, (_, words) in WORDS.items()}
_HOLDING = {office: re.compile(rf"\b(?i:{words})\b") for office, words in OFFICES.items()}


def office(title: str) -> frozenset[str]:
    """The offices of which a title has a word: `minister` of “Minister of State for Mines”."""
    return frozenset(it for it, words in _HOLDING.items() if words.search(title))


def beside(text: str, start: int, end: int) -> Iterator[str]:
    """The parts and offices of whoever is named at `text[start:end]`; a title may be part of the name."""
    for word in _words(text):
        if word.end <= start:
            near = word.is_before and _is_near(text, word.end, start)
        elif word.start >= end:
            near = word.is_after and _is_near(text, end, word.start) and not _CLAUSE.search(text, end, word.start)
        else:
            near = word.is_before and word.is_after
        if near:
            yield word.tells


def _is_near(text: str, first: int, last: int) -> bool:
    return last - first <= REACH and not _BREAK.search(text, first, last)


class _Word(NamedTuple):
    tells: str
    start: int
    end: int
    is_before: bool
    is_after: bool


@lru_cache(maxsize=4)
def _words(text: str) -> tuple[_Word, ...]:
    """The words of a text that tell a part or an office, each with the side of a name on which it tells that."""
    small = text[:1].lower() + text[1:]
    sure = _UNSURE.sub(lambda match: " " * len(match[0]), small)
    tables = (_BEFORE, sure, (True, False)), (_AFTER, sure, (False, True)), (_HOLDING, text, (True, True))
    return tuple(
        _Word(tells, *match.span(), *sides)
        for patterns, searched, sides in tables
        for tells, pattern in patterns.items()
        for match in pattern.finditer(searched)
    )
