"""Ordinals: third, 21st, twenty-first."""

from __future__ import annotations

import re

from tsi.text.figures.fragments import GAP, LINK, WORD_ENDS, any_of
from tsi.text.figures.patterns import Reading, form, word_before
from tsi.text.lexicon import ORDINALS, TENS


@form(
    rf"(?P<digits>[0-9]{{1,4}})(?:st|nd|rd|th)|(?:(?P<tens>{any_of(TENS)}){LINK})?(?P<word>[a-z]{{5,11}})"
    rf"{WORD_ENDS}(?!-hand\b|{GAP}of{GAP}all\b|{GAP}and{GAP}foremost\b)"
)
def ordinal(match: re.Match[str], cased: str) -> Reading | None:
    """third; 21st; twenty-first: but not "at first", "first of all" and "second-hand"."""
    if match["digits"]:
        return Reading(match.end(), "ordinal", str(int(match["digits"])))
    if match["word"] not in ORDINALS or word_before(match.string, match.start()) in ("at", "per", "split"):
        return None
    return Reading(match.end(), "ordinal", str(TENS.get(match["tens"], 0) + ORDINALS[match["word"]]))
