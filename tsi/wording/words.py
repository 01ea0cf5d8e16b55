"""How values that records hold as codes are put for readers."""

from __future__ import annotations

import re
from decimal import Decimal

from tsi.records.types import Model, Person
from tsi.text import dates, lexicon
from tsi.text.figures import Figure, find
from tsi.text.lexicon import ALL_MODIFIERS

KIND_WORDS = {
    "pillars": ("pillar", "pillars"),
    "funding": ("funding", "funding"),
    "partnerships": ("partnership", "partnerships"),
    "milestones": ("milestone", "milestones"),
    "organisations": ("organisation", "organisations"),
    "people": ("person", "people"),
    "places": ("place", "places"),
    "technologies": ("technology", "technologies"),
    "sources": ("source", "sources"),
    "disagreements": ("disagreement", "disagreements"),
    "rules": ("editorial rule", "editorial rules"),
    "lineages": ("lineage", "lineages"),
    "to-read": ("to be read", "to be read"),
    "omissions": ("omission", "omissions"),
    "corrections": ("correction", "corrections"),
}
"""A record's kind, and several of it."""

VERDICT_WORDS = {"matched": "matched to source", "inferred": "inferred"}
"""What a verdict of `tsi.evidence` is called beside a text."""

VOICES = {
    "reporter": "the source’s own",
    "government": "according to government",
    "official": "according to a named official",
    "unnamed": "according to a person not named",
}
"""Whose words a statement gives; where nothing is said of them, they are the source's own."""

WEAK_ALONE = {"promoter": "a promoter", "tracker": "a tracker", "retelling": "a retelling"}
"""By a weak rank: on what a fact rests alone."""

RANKS = {
    "government": "government text",
    "reprint": "reprint",
    "report": "report",
    "promoter": "promoter",
    "tracker": "tracker",
    "retelling": "retelling",
}
"""How near a source stands to the act, in a word or two."""
OF_RANKS = {
    "government": "governments’ own texts",
    "reprint": "reprints and summaries of such texts",
    "report": "reports of agencies and newspapers",
    "promoter": "releases of institutions that take part",
    "tracker": "trackers",
    "retelling": "retellings",
}
"""The sources of a rank."""

HELD = {"text": "as a file that is no part of this project", "notes": "as our own reading notes"}
READ = {"whole": "the whole", "beginning": "the beginning"}
LANGUAGES = {"en": "English", "hi": "Hindi", "ta": "Tamil"}
NO_LINEAGE = "not known"
OVERDUE = "overdue"
FROM_NOTES = "From our notes of a stored copy, not of the live page ({language}; we read {read})."

OUTCOMES = {
    "happened": "happened",
    "expected": "expected",
    "passed": "was expected; what we read does not show whether it happened",
}
"""What is known of an event; one that was expected by a day which has passed may have happened or not."""

LISTINGS = {
    "founding": "founding",
    "named": "named",
    "potential": "potential",
    "expansion": "expansion",
    "forerunner": "forerunner",
}
"""As what a source lists a pillar: of one that is only named it does not say since when; a forerunner of the initiative
is not listed."""

NOT_LISTED = "not listed"
NOT_STATED = "not in what we read"
"""What stands in place of what no record holds: most sources were read at their beginning only."""
NO_PAYER = "no body named, in what we read"
NOTHING_SHOWN = "nothing shown since, in what we read"
NO_OFFICE = "no office stated"
NAMED_BY = "named so by a source of {}"
NAMED_IN = "named so by sources of {}"
NAMED_BETWEEN = "named so by sources of {} to {}"
EVIDENCE_OF = "newest evidence: {}, {}"

LEADS = "we lead with this"
"""Beside the account of a disagreement that leads."""

READ_SO = "Read so by a person: {}"
NOTHING_EXPECTED = "no dated event, in what we read"
WHETHER_ONE_LEADS = {True: "an account leads", False: "no account leads"}
WHY_IT_LEADS = {True: "Why it leads", False: "Why none leads"}
NO_ACCOUNT = "no account"
NOT_SPELLED_OUT = "no line that we read spells it out"

STANDING_HEADINGS = {
    "itself": "The initiative",
    "framework": "The frameworks round it",
    "within": "Set up or planned within it",
    "earlier": "Earlier between the same parties",
    "not-said": "Beside it: placed within it by no source",
    "context": "Context: not the initiative’s",
}
"""What heads the partnerships that stand so towards the initiative."""

STANDING_GLOSSES = {
    "itself": "the initiative itself",
    "framework": "a framework round the initiative",
    "within": "set up or planned within the initiative",
    "earlier": "earlier than the initiative",
    "not-said": "beside the initiative; placed within it by no source",
    "context": "context, and not the initiative’s",
}
"""The same said of a single partnership."""

MATTERS = {it: it for it in ("added", "changed", "corrected", "renamed", "withdrawn")}
"""What has happened to a record."""

NOT_NOTED = "not known"
SAID_SINCE = "Said here in these words since {}."
SAID_SINCE_UNKNOWN = "Since when it is said here in these words is not known."
NO_CHANGE = "Nothing has changed since the history began."
NO_CORRECTION = "Nothing has been put right yet."
PUT_RIGHT = {False: "put right", True: "superseded"}
"""What became of what the site had said, by whether a newer source has superseded it."""
WRONG_SINCE = "since {}"
WRONG_SINCE_UNKNOWN = "since when is not known"

CARD_WITHDRAWN = "This is withdrawn"
WHO = {"funders": "Who pays", "parties": "Parties", "bodies": "Bodies"}
"""Who has to do with an undertaking, by the field that says so."""

EDITION = "Edition of {}"
EDITION_TELLS = "What this site said on a day, kept as it stood then, with the way to what it says now."
EDITION_MATTERS = {"added": "added", "changed": "changed", "gone": "gone"}
"""What has become of a record between two editions."""
NO_EDITION = "No edition has been made yet."
NO_CHANGE_OF_EDITION = "no record"
UNTIL_NEXT, UNTIL_NOW = "what has changed up to the next", "what has changed up to now"

ACTING = {
    "parties": "parties to its partnerships",
    "bodies": "bodies in them",
    "leads": "who leads them",
    "hosts": "who hosts them",
    "funders": "who pays",
    "recipients": "who is paid",
}
"""Who has to do with a pillar, by the field of an undertaking that says so."""

USES = {
    "used": "used",
    "contested": "contested",
    "within": "within a longer name",
    "omitted": "omitted",
    "no-contradiction": "no contradiction",
}
"""What became of a figure or a name on a source line, and how a figure of ours stands to a disagreement."""

WHY_NO_TOTAL = {
    "unstated": "No total is given, because no source states an amount for",
    "inexact": "No total is given, because the amount is not stated exactly for",
    "currencies": "No total is given, because the amounts are in different currencies for",
    "statuses": "No total is given, because these are at different statuses:",
    "overlap": "No total is given, because these stand under the same arrangement and could be counted in each other:",
}
"""By the refusal of a total (`tsi.counts.total_funding`)."""

PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
"""The value of a figure that is a single number, and no range of them."""

_LOCALE = "en_GB"
_UNITS_OF_BABEL = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century")
_VALID_DATETIME = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?|--\d{2}-\d{2})")


def title(record: Model) -> str:
    """What a record is called in lists, in the navigation and in the browser's tab."""
    fields = ("short", "question", "name", "what", "was")
    return next(getattr(record, field) for field in fields if hasattr(record, field))


def part(number: int, of: int) -> str:
    """What a part of a page is called that comes in so many."""
    return f"part {number} of {of}"


def in_part(part: str) -> str:
    """What is added to what a page is called where it is a part of it."""
    return f" ({part})" if part else ""


def surname_first(person: Person) -> str:
    """A person's name with the surname in front: “Lammy, David”."""
    given = person.name.removesuffix(person.surname).strip()
    return f"{person.surname}, {given}" if given and given != person.name else person.name


def wrong_since(day: str | None) -> str:
    """Since when the site said something wrongly."""
    return WRONG_SINCE.format(dates.words(day)) if day else WRONG_SINCE_UNKNOWN


def number(value: int) -> str:
    """A computed number as readers see it, with thousands set apart."""
    return f"{value:,}"


def digits(value: Decimal) -> str:
    """A decimal with all of its digits, whatever their number, and its thousands set apart: “1,800,000.00001”."""
    return f"{value:,f}"


def money(amount: str | Decimal, currency: str, modifier: str = "") -> str:
    """A sum in full, behind its modifier: “£1,800,000”; pence only where there are any, and then all digits. Rupees
    also as Indian sources count them: “₹282 crore (₹2,820,000,000)”."""
    sum_ = Decimal(amount)
    forms = [_pence(sum_)]
    if currency == "INR" and (scaled := in_lakh_or_crore(sum_)):
        forms.insert(0, scaled)
    in_words = [f"{modifier} {_signed(form, currency)}".strip() for form in forms]
    return in_words[0] if len(in_words) == 1 else f"{in_words[0]} ({in_words[1]})"


def _pence(sum_: Decimal) -> str:
    whole, _, decimals = digits(sum_).partition(".")
    return f"{whole}.{decimals:0<2}" if decimals.strip("0") else whole


def _signed(form: str, currency: str) -> str:
    sign = _sign(currency)
    return f"-{sign}{form[1:]}" if form.startswith("-") else f"{sign}{form}"


def _sign(currency: str) -> str:
    """The sign of a currency; its code where the sign is that of several, so that it would be read as another."""
    # No check needs it, and to read all that babel knows of English takes a tenth of one.
    from babel.numbers import get_currency_symbol

    symbol = get_currency_symbol(currency, _LOCALE)
    is_read = [it.key for it in find(f"{symbol}1")] == [f"money|1|{currency}|"]
    return symbol if is_read and not symbol.isalpha() else f"{currency}\xa0"


def in_lakh_or_crore(rupees: Decimal) -> str:
    """“282 crore”; "" for less than a lakh, and for a sum that would need more than two decimals."""
    word = next((word for word in ("crore", "lakh") if abs(rupees) >= lexicon.SCALES[word]), "")
    if not word:
        return ""
    scaled = rupees / lexicon.SCALES[word]
    is_exact = scaled * lexicon.SCALES[word] == rupees and scaled == round(scaled, 2)
    return f"{digits(scaled.normalize())} {word}" if is_exact else ""


def figure(figure: Figure) -> str:
    """A figure in the site's own wording, the same whichever way a source prints it, with all digits of its value;
    else as printed. What is worded is read as the same figure (`tsi.text.figures`)."""
    if figure.modifier and figure.modifier not in ALL_MODIFIERS:
        return figure.printed  # "a year", "each" and the like stand behind it
    if figure.kind == "money" and PLAIN_NUMBER.fullmatch(figure.value):
        return money(figure.value, figure.unit, figure.modifier)
    words = _value(figure)
    return f"{figure.modifier} {words}".strip() if words else figure.printed


def _value(figure: Figure) -> str:
    value, kind = figure.value, figure.kind
    if kind == "date" and not figure.modifier:
        return _date(value)
    if not PLAIN_NUMBER.fullmatch(value):
        return ""
    number = digits(Decimal(value))
    if figure.unit in _UNITS_OF_BABEL:
        from babel.units import format_unit  # as above

        named = format_unit(1 if number.strip("-") == "1" else 2, figure.unit, locale=_LOCALE)
        return f"{number} {named.partition(' ')[2]}"
    if kind == "percentage" and not figure.unit:
        return f"{number}%"
    return number if kind == "count" and not figure.unit else ""


def _date(value: str) -> str:
    try:
        return dates.words(value)
    except ValueError:
        return ""  # a part of a date, a decade, an ambiguous date: shown as printed


def datetime_attribute(value: str) -> str:
    """The value as the `datetime` attribute of HTML may hold it, or "" where HTML has no form for it."""
    return value.removeprefix("--") if _VALID_DATETIME.fullmatch(value) else ""


def code(value: str) -> str:
    """A word of a closed list as readers see it: `in-talks` -> “in talks”."""
    return value.replace("-", " ")
