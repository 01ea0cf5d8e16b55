"""What the fields of a record say of each other: facts, kinds and quotations that cannot all be right.

The first function and the last look at all records, the others at one by itself; see `tsi.library.checks`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tsi.library import selections
from tsi.library.library import Library
from tsi.records.claims import claims
from tsi.records.faults import Fault, nearest
from tsi.records.types import (
    Amount,
    Citation,
    Disagreement,
    Model,
    Organisation,
    Partnership,
    Person,
    Reference,
    Undertaking,
    When,
)

_QUOTED = re.compile(r"“([^“”]+)”")


def facts_rest_on_own_lines(library: Library) -> Iterator[Fault]:
    """A sum or a date rests on a line on which the record's name, or a statement about it, rests as well: a line on
    another matter may state a figure, too."""
    for reference in library.references():
        record = library.get(reference)
        for field in ("amount", "when"):
            fact = getattr(record, field, None)
            if isinstance(fact, Amount | When) and selections.own_lines(library, reference).isdisjoint(fact.cite):
                message = f"neither the name nor a statement of this record rests on {', '.join(map(str, fact.cite))}"
                yield Fault.at(reference, (field,), f"{message}; cite the line that tells of it")


def quoted_words_are_noted(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """Words between quotation marks stand in the notes that a text cites, where it cites nothing but notes."""
    for claim in claims(reference, record):
        noted = [library.notes[it.source][it.line - 1].text for it in claim.citations if _is_noted(library, it)]
        if len(noted) < len(claim.citations):
            continue
        for words in _QUOTED.findall(claim.text):
            if not any(words.rstrip(".,").casefold() in text.casefold() for text in noted):
                cited = ", ".join(map(str, claim.citations))
                message = (
                    f"no line cited here has the words “{words}” ({cited}); quote the line, or leave out the marks"
                )
                yield Fault(message, claim.place, words)


def _is_noted(library: Library, citation: Citation) -> bool:
    return 0 < citation.line <= len(library.notes.get(citation.source, ()))


def surname_is_of_the_name(reference: Reference, record: Model, _library: Library) -> Iterator[Fault]:
    """The surname by which a person is put in order ends the name or stands in it."""
    if isinstance(record, Person) and not re.search(rf"(?<!\w){re.escape(record.surname)}(?!\w)", record.name):
        hint = nearest(record.surname, record.name.split())
        yield Fault.at(reference, ("surname",), f"‘{record.surname}’ is no part of the name ‘{record.name}’{hint}")


def places_are_of_a_fitting_kind(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """The parties of a partnership are countries or groups of them, and an organisation is of a country."""
    asked: Iterable[str] = ()
    kinds: tuple[str, ...] = ("country", "group")
    if isinstance(record, Partnership):
        asked, field = record.parties, "parties"
    elif isinstance(record, Organisation):
        asked, field, kinds = record.country, "country", ("country",)
    for id_ in asked:
        kind = getattr(library.places.get(id_), "kind", None)
        if kind and kind not in kinds:
            message = f"‘{id_}’ is a {kind}; expected a {' or a '.join(kinds)}, or correct its kind in data/places.yml"
            yield Fault.at(reference, (field,), message, id_)


def positions_differ(reference: Reference, record: Model, _library: Library) -> Iterator[Fault]:
    """No two positions of a disagreement say the same."""
    if isinstance(record, Disagreement):
        first: dict[str, str] = {}
        for id_, position in record.positions.items():
            said = first.setdefault(position.says.casefold().rstrip("."), id_)
            if said != id_:
                yield Fault.at(reference, ("positions", id_), f"this says what ‘{said}’ says; remove one of them")


def promises_are_told(reference: Reference, record: Model, library: Library) -> Iterator[Fault]:
    """What was promised of an undertaking, or is shown since, is a statement on its page, and not both at once."""
    if not isinstance(record, Undertaking):
        return
    if record.shown and not record.promised:
        yield Fault.at(reference, ("shown",), "nothing is named as promised; name it under ‘promised’, or remove this")
    for field in ("promised", "shown"):
        for told in getattr(record, field):
            if not selections.statement(library, reference, told):
                message = f"no statement ‘{told}’ stands on the page of this record"
                yield Fault.at(reference, (field,), f"{message}; name one of its own, or one that is about it", told)
            elif field == "shown" and told in record.promised:
                yield Fault.at(reference, (field,), f"‘{told}’ was promised; it does not show what came of it", told)


def an_office_is_called_alike(library: Library) -> Iterator[Fault]:
    """An office is called the same with each who held it."""
    first: dict[str, str] = {}
    for person, record in library.people.items():
        for id_, office in record.offices.items():
            if office.is_ != (name := first.setdefault(id_, office.is_)):
                message = f"this office is called ‘{name}’ elsewhere; call it so, or give this one another id"
                yield Fault.at(Reference("people", person), ("offices", id_, "is"), message, office.is_)


def one_partnership_is_the_initiative(library: Library) -> Iterator[Fault]:
    """One partnership, and no other, is the initiative itself."""
    itself = [id_ for id_, record in library.partnerships.items() if record.standing == "itself"]
    for id_ in itself[1:]:
        message = f"the initiative itself is ‘{itself[0]}’ already; say where this one stands towards it"
        yield Fault.at(Reference("partnerships", id_), ("standing",), message)
