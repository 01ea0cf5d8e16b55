"""Labels: a word or two beside a fact, which say how far a thing has come, how sure a text is, or who says it; and what
each means, which stands on the page of the method and is shown where a reader asks for it."""

from __future__ import annotations

import re
from typing import NamedTuple

from tsi.wording import words

PAGE = "method/"
"""Where each is told."""

STATUSES = {
    "proposed": "planned, considered or hoped for",
    "in-talks": "talks are being held",
    "announced": "made public as something that is to be done",
    "agreed": "signed, pledged or settled between the parties",
    "launched": "begun, opened or set up",
    "operating": "work under it goes on",
    "completed": "what it was for is done",
    "ended": "stopped, replaced or run out",
}
OUTCOMES = {
    "happened": "a source tells of it as past",
    "expected": "it was still to come when the source was written",
    "passed": "its day has passed; what we read does not show whether it happened",
}
VERDICTS = {
    "matched": "the cited line states every figure and name; it may still be wrong",
    "inferred": "a part of the date stands on no line; a named rule worked it out from the day of the source",
}
VOICES = {
    "reporter": "the source speaks for itself",
    "government": "a government says so, or a text of one",
    "official": "an official whom the source names says so",
    "unnamed": "somebody says so whom the source does not name",
}
RANKS = {
    "government": "a government’s own text",
    "reprint": "such a text copied or summed up by others",
    "report": "what an agency or a newspaper tells",
    "promoter": "what an institution or a company tells of its own part",
    "tracker": "an outsider’s file on what has become of each promise",
    "retelling": "what retells the reports of others, mostly without saying whose",
}
ALIKE = {
    "as-of": "when the newest source appeared that shows it, and its rank; it may have changed since",
    "weak": "no government, agency or newspaper that we read says so: only sources of that rank do",
    "differ": "sources answer a question differently; every answer is shown, and a rule says whether any leads",
}
"""Labels of a sort that mean the same, whatever they read."""

MEANINGS = {
    "status": STATUSES,
    "outcome": OUTCOMES,
    "verdict": VERDICTS,
    "voice": VOICES,
    "rank": RANKS,
    **{sort: {"": meaning} for sort, meaning in ALIKE.items()},
}
"""What a label means, by what it tells of and its code."""

_SAID = {
    "status": {code: words.code(code) for code in MEANINGS["status"]},
    "outcome": words.OUTCOMES,
    "as-of": {"": "as of a day"},
    "weak": {"": "from a … alone"},
    "differ": {"": "Sources differ"},
    "verdict": words.VERDICT_WORDS,
    "voice": words.VOICES,
    "rank": words.RANKS,
}
"""How the label reads."""

GROUPS = {
    "status": ("status",),
    "outcome": ("outcome",),
    "source": ("as-of", "weak", "verdict", "voice", "differ"),
    "rank": ("rank",),
}
"""What is told of together."""

_SAME = {"official-as-of": "as-of"}


class Label(NamedTuple):
    """A label as the page of the method tells of it."""

    sort: str
    code: str
    words: str
    meaning: str

    @property
    def anchor(self) -> str:
        return anchor(self.sort, self.words)


def of(group: str) -> list[Label]:
    """The labels of a group."""
    told = ((sort, code, meaning) for sort in GROUPS[group] for code, meaning in MEANINGS[sort].items())
    return [Label(sort, code, _short(_SAID[sort][code]), meaning) for sort, code, meaning in told]


def anchor(sort: str, said: str) -> str:
    """The id at which it stands what a label means that reads so; "" for what is no label. receipts.js finds it so,
    too."""
    sort = _SAME.get(sort, sort)
    if sort not in MEANINGS:
        return ""
    return "label-" + (sort if sort in ALIKE else re.sub(r"[^\w]+", "-", _short(said)))


def _short(said: str) -> str:
    return said.partition(";")[0]
