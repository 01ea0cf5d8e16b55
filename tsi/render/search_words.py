"""What search finds besides the text of the pages: each statement with its source, and the words that readers may
look for it by where it is written otherwise.

An entry is what the search of the theme reads: `location` (an address below the site's root), `title` and `text` (both
HTML) and `tags` (words that weigh more than any text).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypedDict

from babel.numbers import get_currency_symbol
from markupsafe import escape

from tsi.evidence.proof import Proof
from tsi.library import selections
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import FundingItem, Reference
from tsi.text.dates import LOCALE
from tsi.wording import links
from tsi.wording import words as wording
from tsi.wording.told import Fact, told

SCALES = ((10**9, "billion", "bn"), (10**6, "million", "m"), (10**3, "thousand", "k"))
HEAD = "#title"
"""The address of the first section of a record's page, which search is to find as the page itself."""


class Entry(TypedDict, total=False):
    location: str
    title: str
    text: str
    tags: list[str]


def completed(library: Library, found: Iterable[Entry]) -> list[Entry]:
    """The entries of the built pages, those of the records' pages with what belongs to them.

    A record's head stands for its page. Its lists of other records are left out, which are found by their own pages,
    and so are sections without any text."""
    records = {links.address(reference): reference for reference in _with_pages(library)}
    entries: list[Entry] = []
    for entry in found:
        page, _, anchor = entry["location"].partition("#")
        reference = records.get(page)
        if reference is None or (anchor and f"#{anchor}" != HEAD and reference.kind in ("sources", "disagreements")):
            entries += [entry] if entry["text"] or not anchor else []
        elif f"#{anchor}" == HEAD:
            entries.append({**entry, "location": page, "tags": words(library, reference)})
            entries += texts(library, reference)
    return entries + [_entry(library, it) for kind in links.KINDS_WITH_PAGES for it in links.entries(library, kind)]


def _entry(library: Library, of: Reference) -> Entry:
    """A record that has no page, but an entry in an index."""
    title = wording.title(library.get(of))
    text = told("kind", Fact(library, Place(of, ())))
    return {
        "location": links.where(library, of),
        "title": str(escape(title)),
        "text": str(escape(text)),
        "tags": words(library, of),
    }


def words(library: Library, of: Reference) -> list[str]:
    """The words under which search finds a record: its kind, its pillars, its other names, its sum however written; a
    pillar also by the technologies that belong to it."""
    record = library.get(of)
    pillars = [library.pillars[pillar.id].name for pillar in selections.linked(library, of, "pillars")]
    found = [wording.KIND_WORDS[of.kind][0], *pillars, *getattr(record, "aliases", ())]
    if of.kind == "pillars":
        found += [form for it in sorted(_technologies(library, of)) for form in library.technologies[it.id].aliases]
    if isinstance(record, FundingItem) and record.amount:
        found += sums(library.proof(of, "amount", "is"))
    return [str(escape(word)) for word in dict.fromkeys(found)]


def texts(library: Library, of: Reference) -> Iterator[Entry]:
    """An entry for each statement and each open question of a record."""
    yield from _statements(library, of)
    for id_ in getattr(library.get(of), "open_questions", ()):
        proof = library.proof(of, "open_questions", id_, "asks")
        location = links.address(of, links.anchor(("open_questions", id_)))
        yield {"location": location, "title": "No source answers", "text": str(escape(proof.text)), "tags": []}


def _statements(library: Library, of: Reference) -> Iterator[Entry]:
    """An entry for each statement of a record: its source lines, its text, and its sums however written."""
    for id_ in getattr(library.get(of), "statements", ()):
        proof = library.proof(of, "statements", id_, "says")
        lines = "; ".join(f"{library.sources[it.source].short}, line {it.line}" for it in proof.citations)
        yield {
            "location": links.address(of, id_),
            "title": str(escape(lines)),
            "text": str(escape(proof.text)),
            "tags": [str(escape(word)) for word in sums(proof)],
        }


def sums(proof: Proof) -> list[str]:
    """Every sum of a text as readers may write it: “£7m”, “7 million”, “7,000,000”, “GBP 7 million”."""
    found: list[str] = []
    for figure in (it.figure for it in proof.figures):
        if figure.kind == "money" and wording.PLAIN_NUMBER.fullmatch(figure.value):
            found += written(Decimal(figure.value), figure.unit)
    return list(dict.fromkeys(found))


def written(value: Decimal, currency: str) -> list[str]:
    """A sum as readers may write it, in full and by its scale, rupees by lakh and crore too, with its sign, without,
    and with its code."""
    symbol = get_currency_symbol(currency, LOCALE)
    forms = [f"{value:,f}", f"{value:f}"]
    if currency == "INR" and (indian := wording.in_lakh_or_crore(value)):
        forms.insert(0, indian)
    if scale := next((scale for scale in SCALES if abs(value) >= scale[0]), None):
        size, word, letter = scale
        scaled = f"{(value / size).normalize():f}"
        forms[:0] = [f"{scaled}{letter}", f"{scaled} {word}"]
    return [f"{sign}{form}" for form in forms for sign in (symbol, "", f"{currency} ")]


def _technologies(library: Library, pillar: Reference) -> set[Reference]:
    """Those that are shown under a pillar, and those that its statements name."""
    technologies = library.technologies.items()
    under = {Reference("technologies", id_) for id_, it in technologies if it.pillar == pillar.id}
    told = selections.statements(library, pillar)
    proofs = (library.proof(place.reference, *place.path, "says") for place in told)
    named = {name.mention.of for proof in proofs for name in proof.names}
    return under | {reference for reference in named if reference.kind == "technologies"}


def _with_pages(library: Library) -> Iterator[Reference]:
    return (reference for reference in library.references() if links.has_page(library, reference))
