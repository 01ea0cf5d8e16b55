"""Every number that a page computes, one function each, and the selections of records that they count.

The docstring of a counting function is its formula: pages show it beside the number. Each takes the library and the
record that the number is about, or None where it is about everything. Whatever is public here but `formula` is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from inspect import isfunction
from typing import NamedTuple

from tsi.evidence.index import Line
from tsi.evidence.proof import FigureProof, Proof
from tsi.library import coverage
from tsi.library.library import Library
from tsi.library.selections import OFFICIAL_RANKS, Of, linked, listing
from tsi.records.types import Citation, Reference
from tsi.text import dates


def _proofs(library: Library, of: Of) -> Iterator[Proof]:
    return (proof for place, proof in library.proofs.items() if of in (None, place.reference))


def _figures(library: Library) -> Iterator[FigureProof]:
    return (figure for proof in library.proofs.values() for figure in proof.figures)


def _source_lines(library: Library, of: Of) -> Iterator[tuple[Citation, Line]]:
    """The lines of a source text, or of all of them."""
    return ((citation, line) for citation, line in library.lines_of_texts() if of is None or of.id == citation.source)


def _figures_that_are(library: Library, of: Of, word: str) -> int:
    uses = (
        coverage.of_figure(library, citation, figure)
        for citation, line in _source_lines(library, of)
        for figure in line.figures
    )
    return sum(coverage.accounted(use).word == word for use in uses)


def _names_that_are(library: Library, of: Of, word: str) -> int:
    uses = (
        coverage.of_name(library, citation, name)
        for citation, line in _source_lines(library, of)
        for name in coverage.names_on(line)
    )
    return sum(coverage.accounted(use).word == word for use in uses)


def _sources(library: Library, of: Of) -> tuple[str, ...]:
    return library.sources_of(of) if of else tuple(library.sources)


def _parts(library: Library, of: Of, field: str) -> int:
    references = (of,) if of else library.references()
    return sum(len(getattr(library.get(reference), field, ())) for reference in references)


# --- Counts ----------------------------------------------------------------------------------------------------------


def count_sources(library: Library, of: Of = None) -> int:
    """The records in data/sources.yml; of a record, the sources that state something of it."""
    return len(_sources(library, of))


def count_official_sources(library: Library, of: Of = None) -> int:
    """The sources that speak for a government: its own texts, and reprints or summaries of them."""
    return sum(library.sources[id_].rank in OFFICIAL_RANKS for id_ in _sources(library, of))


def count_sources_listing(library: Library, of: Reference) -> int:
    """The sources under ‘listed’ of the pillar, but for those that name it for a forerunner of the initiative."""
    return sum(it.lists for it in library.pillars[of.id].listed.values())


def count_listing_sources(library: Library, of: Of = None) -> int:
    """The sources that stand under ‘listed’ of any pillar."""
    return len(listing(library))


def count_pillars_listed(library: Library, of: Reference) -> int:
    """The pillars under whose ‘listed’ the source stands, but for those that it names for a forerunner of the
    initiative."""
    listings = (pillar.listed.get(of.id) for pillar in library.pillars.values())
    return sum(it is not None and it.lists for it in listings)


def count_funding(library: Library, of: Of = None) -> int:
    """The records in data/funding.yml; of a record, those that belong to it."""
    return len(linked(library, of, "funding"))


def count_partnerships(library: Library, of: Of = None) -> int:
    """The records in data/partnerships.yml; of a record, those that belong to it."""
    return len(linked(library, of, "partnerships"))


def count_milestones(library: Library, of: Of = None) -> int:
    """The records in data/milestones.yml; of a record, those that belong to it."""
    return len(linked(library, of, "milestones"))


def count_disagreements(library: Library, of: Of = None) -> int:
    """The records in data/disagreements.yml; of a record, those that touch it."""
    return len(library.disagreements_touching(of) if of else library.disagreements)


def count_positions(library: Library, of: Reference) -> int:
    """The positions of the disagreement."""
    return len(library.disagreements[of.id].positions)


def count_unknown(library: Library, of: Of = None) -> int:
    """The questions under ‘open_questions’ that no source answers."""
    return _parts(library, of, "open_questions")


def count_statements(library: Library, of: Of = None) -> int:
    """The sentences under ‘statements’."""
    return _parts(library, of, "statements")


def count_figures(library: Library, of: Of = None) -> int:
    """The figures in all texts of the records, dates of milestones and sums included."""
    return sum(len(proof.figures) for proof in _proofs(library, of))


def count_figures_matched(library: Library, of: Of = None) -> int:
    """Of these, the figures that the cited lines state whole."""
    return sum(figure.verdict == "matched" for figure in _figures(library))


def count_figures_inferred(library: Library, of: Of = None) -> int:
    """Of these, the figures of which a declared rule gives a part."""
    return sum(figure.verdict == "inferred" for figure in _figures(library))


def count_names(library: Library, of: Of = None) -> int:
    """The registered names in all texts of the records, each found on a cited line."""
    return sum(len(proof.names) for proof in _proofs(library, of))


def count_citations(library: Library, of: Of = None) -> int:
    """The citations of all texts of the records."""
    return sum(len(proof.citations) for proof in _proofs(library, of))


def count_lines(library: Library, of: Of = None) -> int:
    """The lines of the source files that are not blank."""
    return sum(not line.blank for _, line in _source_lines(library, of))


def count_source_figures(library: Library, of: Of = None) -> int:
    """The figures that the lines of the source files print: those used, those contested and those omitted together."""
    return sum(len(line.figures) for _, line in _source_lines(library, of))


def count_source_figures_used(library: Library, of: Of = None) -> int:
    """The figures of the source files that back a text of some record, but for the contested ones, which are counted
    by themselves."""
    return _figures_that_are(library, of, "used")


def count_source_figures_contested(library: Library, of: Of = None) -> int:
    """The figures of the source files that back the question or an account of a disagreement about a value, a date, a
    scope, a status or an attribution; they are not counted as used."""
    return _figures_that_are(library, of, "contested")


def count_source_figures_omitted(library: Library, of: Of = None) -> int:
    """The figures of the source files that back no text and that data/omissions.yml lists with a reason."""
    return _figures_that_are(library, of, "omitted")


def count_source_names(library: Library, of: Of = None) -> int:
    """The registered names that the lines of the source files print, each once a line: those used, those contested,
    those within longer names and those omitted together."""
    return sum(len(coverage.names_on(line)) for _, line in _source_lines(library, of))


def count_source_names_used(library: Library, of: Of = None) -> int:
    """The registered names, each once a line, that a text resting on the line gives, but for the contested ones, which
    are counted by themselves."""
    return _names_that_are(library, of, "used")


def count_source_names_contested(library: Library, of: Of = None) -> int:
    """The registered names, each once a line, that the question or an account of a disagreement about a value, a date,
    a scope, a status or an attribution gives on the strength of the line; they are not counted as used."""
    return _names_that_are(library, of, "contested")


def count_source_names_within(library: Library, of: Of = None) -> int:
    """The registered names, each once a line, that no text resting on the line gives and that stand on it within longer
    registered names alone."""
    return _names_that_are(library, of, "within")


def count_source_names_omitted(library: Library, of: Of = None) -> int:
    """The registered names, each once a line, that no text resting on the line gives and that data/omissions.yml lists
    with a reason."""
    return _names_that_are(library, of, "omitted")


def count_lineages(library: Library, of: Of = None) -> int:
    """The lineages of the sources that state something of the record: what these go back to, each counted once. Nought
    where that is not known of every one of them."""
    lineages = {library.sources[id_].lineage for id_ in _sources(library, of)}
    return 0 if None in lineages else len(lineages)


def rule_number(library: Library, of: Reference) -> int:
    """The place of the rule in data/rules.yml."""
    return list(library.rules).index(of.id) + 1


def count_resting(library: Library, of: Reference) -> int:
    """The texts of records that cite a line of the source."""
    return sum(any(citation.source == of.id for citation in proof.citations) for proof in library.proofs.values())


def newest_source(library: Library, of: Of = None) -> str:
    """The date in EDTF on which the newest source appeared; one of which only a day before it is known counts by
    that day."""
    dates_of = (source.published for source in library.sources.values())
    return max(dates_of, key=dates.last_known_day)


# --- Totals ----------------------------------------------------------------------------------------------------------


class Total(NamedTuple):
    """A sum of amounts in one currency, or why there is none: `refusal` is a code, `because` the items at fault."""

    amount: Decimal = Decimal()
    currency: str = ""
    refusal: str = ""
    because: tuple[Reference, ...] = ()


def total_funding(library: Library, of: Of = None) -> Total:
    """The amounts of the funding items, added where all are stated exactly, in the same currency and at the same
    status, and no item can be a part of another.

    Refusals: `unstated`, `inexact`, `currencies`, `statuses`, `overlap`."""
    items = linked(library, of, "funding")
    if unstated := tuple(item for item in items if not library.funding[item.id].amount):
        return Total(refusal="unstated", because=unstated)
    amounts = {item: library.proof(item, "amount", "is").figures[0].figure for item in items}
    if inexact := tuple(item for item, amount in amounts.items() if amount.modifier or ".." in amount.value):
        return Total(refusal="inexact", because=inexact)
    if len({amount.unit for amount in amounts.values()}) > 1:
        return Total(refusal="currencies", because=items)
    if len({library.funding[item.id].status for item in items}) > 1:
        return Total(refusal="statuses", because=items)
    if overlapping := tuple(item for item in items if _shares_arrangement(library, item, items)):
        return Total(refusal="overlap", because=overlapping)
    currency = next((amount.unit for amount in amounts.values()), "")
    return Total(sum((Decimal(amount.value) for amount in amounts.values()), Decimal()), currency)


def _shares_arrangement(library: Library, item: Reference, items: tuple[Reference, ...]) -> bool:
    """Whether another item is under one of the same partnerships: either could be counted in the other."""
    own = set(library.funding[item.id].part_of)
    return any(own & set(library.funding[other.id].part_of) for other in items if other != item)


# --- All of them -----------------------------------------------------------------------------------------------------

COUNTS: Mapping[str, Callable[..., int | str | Total]] = {
    name: function
    for name, function in globals().items()
    if isfunction(function) and function.__module__ == __name__ and not name.startswith("_")
}
"""Every public function above, by its name."""


def formula(name: str) -> str:
    """The docstring of a counting function, as a line."""
    return " ".join((COUNTS[name].__doc__ or "").split("\n\n")[0].split())
