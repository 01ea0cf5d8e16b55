"""Reverse coverage: what became of each figure and name on the source lines, and which disagreements a figure is in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tsi.evidence.proof import Backing, NameProof, Proof
from tsi.library import counts, coverage
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, Reference

DAY = Reference("disagreements", "day-of-the-initiative")
SATELLITES = Reference("disagreements", "money-for-satellites")
CONFLICTS = {"value", "date", "scope", "status", "attribution"}


@pytest.fixture
def library(mini: Library) -> Library:
    """The records of the miniature set."""
    return mini


def with_types(library: Library, type_: str) -> Library:
    """The same library, all its disagreements of one type."""
    records = library.records["disagreements"]
    changed = {id_: record.model_copy(update={"type": type_}) for id_, record in records.items()}
    return replace(library, records={**library.records, "disagreements": changed})


def uses(library: Library) -> Iterator[tuple[Citation, str | Reference, coverage.Use]]:
    for citation, line in library.lines():
        yield from ((citation, it.key, coverage.of_figure(library, citation, it)) for it in line.figures)
        yield from ((citation, it, coverage.of_name(library, citation, it)) for it in coverage.names_on(line))


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("count_source_figures", ("used", "contested", "omitted")),
        ("count_source_names", ("used", "contested", "within", "omitted")),
    ],
)
def test_the_parts_add_up_to_the_whole_for_each_source_and_for_all(library, whole, parts):
    texts = [Reference("sources", id_) for id_, source in library.sources.items() if source.held == "text"]
    names = [f"{whole}_{part}" for part in parts]
    for of in (*texts, None):
        assert sum(counts.COUNTS[name](library, of) for name in names) == counts.COUNTS[whole](library, of) > 0, of
    for name in (whole, *names):
        assert sum(counts.COUNTS[name](library, of) for of in texts) == counts.COUNTS[name](library, None), name


def test_contested_is_what_asks_or_answers_in_a_disagreement_about_the_matter_itself(library):
    expected = set()
    for id_, record in library.records["disagreements"].items():
        paths = [("question",), *(("positions", key, "says") for key in record.positions)]
        for proof in (library.proof(Reference("disagreements", id_), *path) for path in paths):
            if record.type in CONFLICTS:
                named = [(b.citation, name.mention.of) for name in proof.names for b in name.backings]
                stated = [(b.citation, key) for it in proof.figures for b in it.backings for key in keys(library, b)]
                expected.update((*named, *stated))
    contested = {(citation, stated) for citation, stated, use in uses(library) if use.word == "contested"}
    assert contested == expected
    assert {stated for _, stated in contested if isinstance(stated, str)} > {"money|3000000|GBP|over"}
    assert Reference("pillars", "singing-glass") in {stated for _, stated in contested}


def keys(library: Library, backing: Backing) -> set[str]:
    line = library.evidence.line(backing.citation)
    return {figure.key for figure in line.figures if figure.printed == backing.printed}


@pytest.mark.parametrize("type_", ["wording", "superseded", "silent"])
def test_accounts_that_differ_in_words_in_time_or_by_silence_contest_nothing(library, type_):
    words = {use.word for _, _, use in uses(with_types(library, type_))}
    assert words == {"used", "within", "omitted"}


def test_what_is_contested_names_the_disagreements(library):
    citation = Citation("courier-2012", 5)
    (sum_,) = (it for it in library.evidence.line(citation).figures if it.kind == "money")
    assert coverage.of_figure(library, citation, sum_) == coverage.Use("contested", (SATELLITES,))


def test_a_reason_that_repeats_a_figure_does_not_contest_it(library):
    citation, said = Citation("marsh-blog-2013", 2), Place(DAY, ("positions", "blog", "says"))
    (day,) = library.evidence.line(citation).figures
    words = {
        path: coverage.of_figure(replace(library, proofs={Place(DAY, path): library.proofs[said]}), citation, day).word
        for path in (said.path, ("question",), ("because",), ("settled_by",))
    }
    assert list(words.values()) == ["contested", "contested", "used", "used"]


HELD = Citation("council-notes-2012", 4), Reference("places", "quayhaven")
"""A line that names a place within the name of a school alone."""


def test_a_name_within_a_longer_name_tells_which(library):
    school = Reference("organisations", "quayhaven-glass-school")
    assert coverage.of_name(library, *HELD) == coverage.Use("within", (school,))


def test_a_name_within_a_longer_name_that_a_text_gives_is_used_all_the_same(library):
    citation, name = HELD
    (mention,) = (it for it in library.evidence.line(citation).names if it.of == name)
    proof = Proof("", (citation,), names=(NameProof(mention, (Backing(citation, mention.printed),)),))
    given = replace(library, proofs={Place(name, ("statements", "a", "says")): proof})
    assert coverage.of_name(given, citation, name).word == "used"


def test_what_is_omitted_names_the_omission(library):
    citation = Citation("courier-2012", 2)
    (day,) = library.evidence.line(citation).figures
    of_figure = coverage.of_figure(library, citation, day)
    of_name = coverage.of_name(library, citation, Reference("places", "quayhaven"))
    assert of_figure == coverage.Use("omitted", (Reference("omissions", "courier-dateline"),))
    assert of_name == coverage.Use("omitted", (Reference("omissions", "courier-dateline-place"),))


def test_what_nothing_accounts_for_has_no_use(library):
    bare = replace(library, proofs={}, records={**library.records, "omissions": {}})
    assert {use and use.word for _, _, use in uses(bare)} == {None, "within"}


# Figures of ours

SUM = Place(Reference("funding", "satellite-grant"), ("amount", "is"))
PRIZE = Place(Reference("funding", "moss-prize"), ("amount", "is"))


def contested_in(library: Library, place: Place) -> tuple[Reference, ...]:
    return coverage.contested_in(library, place, library.proofs[place].figures[0])


def no_contradiction_in(library: Library, place: Place) -> tuple[Reference, ...]:
    return coverage.no_contradiction_in(library, place, library.proofs[place].figures[0])


def test_a_figure_of_ours_is_contested_where_its_source_figure_is(library):
    assert contested_in(library, SUM) == (SATELLITES,)


@pytest.mark.parametrize("type_", ["wording", "superseded", "silent"])
def test_a_figure_of_a_disagreement_without_contradiction_is_told_apart(library, type_):
    changed = with_types(library, type_)
    assert (contested_in(changed, SUM), no_contradiction_in(changed, SUM)) == ((), (SATELLITES,))


def test_a_figure_in_any_text_of_a_disagreement_belongs_to_it(library):
    reason = Place(DAY, ("because",))
    repeating = replace(library, proofs={reason: library.proofs[PRIZE]})
    assert contested_in(repeating, reason) == (DAY,)


def test_a_figure_that_no_disagreement_uses_is_in_none(library):
    alone = replace(library, proofs={PRIZE: library.proofs[PRIZE]})
    assert (contested_in(alone, PRIZE), no_contradiction_in(alone, PRIZE)) == ((), ())
