"""A page in the vocabulary of https://schema.org, as JSON-LD for its head: what its record is, or the data as a whole.

An event is one only where its date is a day; what sources answer to a question is a claim, and nothing rates it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tsi.library.library import Library
from tsi.records.claims import related
from tsi.records.types import Disagreement, Milestone, Organisation, Person, Reference
from tsi.wording import dataset, downloads, links

CONTEXT = "https://schema.org"

_ORGANISATIONS = {
    **dict.fromkeys(("government", "ministry", "agency"), "GovernmentOrganization"),
    "company": "Corporation",
    "university": "CollegeOrUniversity",
}
_FORMATS = {".json": "application/json", ".csv": "text/csv", ".atom": downloads.FEED, ".ics": downloads.CALENDAR}


def of_record(library: Library, reference: Reference, base: str) -> dict | None:
    """What a record is; None where the vocabulary has no word for it. `base` is the address of the site."""
    describe = _DESCRIBED.get(reference.kind)
    found = describe(library, reference, base) if describe else None
    if found is None:
        return None
    address = dataset.address(library, base, reference)
    return {"@context": CONTEXT, "@id": f"{address}#title", "mainEntityOfPage": address, **found}


def items(is_home: bool) -> Iterator[tuple[str, str, str, str]]:
    """What the page of the data as a whole leads to, in the terms of FAIR Signposting: how each file stands to it, its
    type, its path, and what it is called."""
    for path, what in downloads.DOWNLOADS if is_home else ():
        if type_ := _FORMATS.get(f".{path.rpartition('.')[2]}"):
            yield "describedby" if path == downloads.DESCRIPTION else "item", type_, path, what


def of_data(library: Library, base: str) -> dict:
    """The data as a whole, with each file of it."""
    about = dataset.about(library, base)
    files = ((path, what, f".{path.rpartition('.')[2]}") for path, what in downloads.DOWNLOADS)
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": f"{base}#title",
        "name": about["title"],
        "description": about["note"],
        "url": base,
        "license": about["licence"]["path"],
        "version": about["form"],
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "name": what, "contentUrl": base + path, "encodingFormat": _FORMATS[ending]}
            for path, what, ending in files
            if ending in _FORMATS
        ],
    }


def _organisation(library: Library, reference: Reference, base: str) -> dict:
    record: Organisation = library.organisations[reference.id]
    type_ = _ORGANISATIONS.get(record.kind, "Organization")
    return {"@type": type_, "name": record.name, "alternateName": list(record.aliases)}


def _person(library: Library, reference: Reference, base: str) -> dict:
    record: Person = library.people[reference.id]
    found: dict = {"@type": "Person", "name": record.name, "familyName": record.surname}
    held = dict.fromkeys(it for _, it in related(reference, record))
    if held:
        found["affiliation"] = [{"@id": f"{dataset.address(library, base, it)}#title"} for it in held]
    return found


def _event(library: Library, reference: Reference, base: str) -> dict | None:
    record: Milestone = library.milestones[reference.id]
    if not dataset.is_dated_to_the_day(library, reference):
        return None
    return {"@type": "Event", "name": record.name, "startDate": record.when.is_}


def _claims(library: Library, reference: Reference, base: str) -> dict:
    record: Disagreement = library.disagreements[reference.id]
    return {
        "@type": "CreativeWork",
        "name": record.question,
        "hasPart": [
            {
                "@type": "Claim",
                "@id": dataset.address(library, base, reference, links.anchor(("positions", key))),
                "text": position.says,
                "appearance": [
                    {"@type": "CreativeWork", "name": source.title, "url": source.url}
                    for source in (library.sources[id_] for id_ in dict.fromkeys(it.source for it in position.cite))
                ],
            }
            for key, position in record.positions.items()
        ],
    }


_DESCRIBED: dict[str, Callable[[Library, Reference, str], dict | None]] = {
    "organisations": _organisation,
    "people": _person,
    "milestones": _event,
    "disagreements": _claims,
}
