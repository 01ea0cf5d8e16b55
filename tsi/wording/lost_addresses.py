"""No address is lost: what was published stands, leads to a single place, or is withdrawn with a reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tsi.library import loading
from tsi.library.library import Library
from tsi.library.loading import DataErrors, located
from tsi.records.faults import Fault, nearest
from tsi.records.files import NotRead, text_of
from tsi.records.types import RETIRED, Reference
from tsi.text import figures
from tsi.wording import links, searches
from tsi.wording.addresses import CITATION, LIST, Addresses, claims, milestone_at, of, written


def load(root: Path, left: loading.Told | None = None) -> Library:
    """Everything under `root/data`, if its site has every address that was published, and what answers the queries
    of its bank; `left` as for the records. Raises DataErrors."""
    library = loading.load(root, left)
    check(library)
    searches.check(library)
    return library


def check(library: Library) -> None:
    """Refuse a library whose site would lack an address that was published, or have it twice. Raises DataErrors."""
    try:
        addresses = of(library)
        faults = [*_wrong_claims(addresses), *_wrong_retirements(addresses), *_gone(addresses)]
        faults += _wrong_corrections(addresses)
    except FileNotFoundError:
        missing = "the file is missing; restore it, or run: make addresses if nothing was published yet"
        faults = [Fault.in_file(LIST, 1, missing)]
    except NotRead as refusal:
        faults = [refusal.fault]
    if faults:
        raise DataErrors([located(fault, library.documents) for fault in faults])


def _wrong_claims(addresses: Addresses) -> Iterator[Fault]:
    """What a thing was called is the address of nothing else, now or before."""
    leads: dict[str, str] = {}
    for at, old, now in claims(addresses.library):
        kind = old.partition("/")[0]
        if old in addresses.standing:
            remedy = "remove it here, or give what stands there another id"
            yield Fault.at(*at, f"{old} stands, so it leads nowhere else; {remedy}")
        elif leads.setdefault(old, now) != now:
            yield Fault.at(*at, f"{old} leads to {leads[old]} already; an address leads to a single place")
        elif old in addresses.retired:
            yield Fault.at(*at, f"{old} is withdrawn in data/{RETIRED}.yml; keep the one or the other")
        elif not old.startswith(links.INDEXES["rules"]) and kind not in links.KINDS_WITH_PAGES:
            hint = nearest(kind, links.KINDS_WITH_ADDRESSES)
            yield Fault.at(*at, f"there is no kind of record ‘{kind}’{hint}")


def _wrong_retirements(addresses: Addresses) -> Iterator[Fault]:
    """What is withdrawn was published and stands no more, for a reason without a figure; what leads on stands."""
    for text, retirement in addresses.library.retired.items():
        at, address = Reference(RETIRED, text), written(text)
        if address in addresses.standing:
            yield Fault.at(at, (), f"{address} stands; remove this, or remove what stands there")
        elif address not in addresses.published:
            hint = nearest(address, addresses.published)
            yield Fault.at(at, (), f"{address} was never published{hint}; correct it, or remove this")
        for figure in figures.find(retirement.because):
            message = f"‘{figure.printed}’ has no citation here; give the reason without a figure"
            yield Fault.at(at, ("because",), message, figure.printed)
        if retirement.instead and written(retirement.instead) not in addresses.standing:
            hint = nearest(written(retirement.instead), addresses.standing)
            yield Fault.at(at, ("instead",), f"nothing stands at {written(retirement.instead)}{hint}")


def _wrong_corrections(addresses: Addresses) -> Iterator[Fault]:
    """What was put right stands on the page of its record."""
    for id_, it in addresses.library.corrections.items():
        page = links.address(it.of)
        if it.part and f"{page}#{it.part}" not in addresses.standing:
            parts = (address.partition("#")[2] for address in addresses.standing if address.startswith(f"{page}#"))
            message = f"{page} has no part ‘{it.part}’{nearest(it.part, parts)}"
            yield Fault.at(Reference("corrections", id_), ("part",), message)


def _gone(addresses: Addresses) -> Iterator[Fault]:
    """A fault for each subject that was published and neither stands nor leads anywhere, at its first address."""
    lost: dict[str, list[str]] = defaultdict(list)
    for address in sorted(addresses.published - addresses.standing.keys()):
        if not addresses.answer(address):
            lost[_subject(addresses, address)].append(address)
    lines = text_of(addresses.library.root / LIST, LIST).split()
    for subject, gone in lost.items():
        yield Fault.in_file(LIST, lines.index(gone[0]) + 1, _remedy(addresses, subject, len(gone) - 1))


def _subject(addresses: Addresses, address: str) -> str:
    """What is lost where an address is: the page of a record, or the address itself."""
    page, _, anchor = address.partition("#")
    if milestone := milestone_at(page, anchor):
        return f"milestones/{milestone}/"
    if file := CITATION.fullmatch(address):
        return f"{file['page']}/"
    return address if page in addresses.standing or addresses.answer(page) else page


def _remedy(addresses: Addresses, subject: str, more: int) -> str:
    """What an editor is told of a subject that is lost, and of how many more addresses were its."""
    gone = f"{subject} was published and is gone" + (f", and so are {more} more of its addresses" if more else "")
    retire = f"write in data/{RETIRED}.yml: {_key(subject)}: {{because: …, instead: …}}"
    kind, _, id_ = subject.rstrip("/").replace("/#", "#").rpartition("#" if "#" in subject else "/")
    if kind.partition("/")[0] not in (*links.KINDS_WITH_PAGES, links.INDEXES["rules"].partition("/")[0]):
        return f"{gone}; restore it, or {retire}"
    before = subject.removesuffix("/").removesuffix(id_)
    hint = nearest(id_, (new.removeprefix(before).rstrip("/") for new in addresses.new if new.startswith(before)))
    called = re.sub(r"^(?:unknown|position)-", "", id_)
    return f"{gone}; if it has another id now{hint}, write there redirect_from: {called}; if it has none, {retire}"


def _key(subject: str) -> str:
    """An address as an editor writes it: `partnerships/vision-2035#aim`."""
    rule = subject.removeprefix(f"{links.INDEXES['rules']}#")
    return subject.rstrip("/").replace("/#", "#") if rule == subject else f"rules/{rule}"
