"""Library -> what may stand on the pages of the site: figures with their citations, dates, titles, computed numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache

from tsi.evidence.proof import Proof
from tsi.library import counts
from tsi.library.library import Library
from tsi.records.claims import cited, models
from tsi.records.types import Citation, CitedStatus, Inference, Model, Reference
from tsi.render import search_words
from tsi.text import dates
from tsi.visible import squeezed, strings
from tsi.wording import citations, links
from tsi.wording import words as wording

Account = tuple[str, str, str]
"""How a figure is accounted for, as attributes have it: its key (or the date in EDTF), its citations, its inference."""


class Expected:
    """Asks one library, and remembers the answers."""

    def __init__(self, library: Library):
        self._library = library
        self._refusals: dict[tuple, str] = {}

    @cached_property
    def texts(self) -> Mapping[Account, Mapping[str, set[str]]]:
        """By the account of a figure: the texts of the records that state it so, each with these records."""
        texts = defaultdict(lambda: defaultdict(set))
        for (reference, _), proof in self._library.proofs.items():
            for found in proof.figures:
                account = found.figure.key, _cite(proof), _infer(proof) if found.verdict == "inferred" else ""
                texts[account][squeezed(proof.text)].add(str(reference))
        return texts

    @cached_property
    def printed(self) -> set[tuple[str, str, str]]:
        """Each figure of each source line: its key, as it is printed but for capitals, its citation."""
        lines = [(f"{id_}:{line.number}", line) for id_, index in self._library.index.items() for line in index.lines]
        return {(it.key, squeezed(it.printed).lower(), citation) for citation, line in lines for it in line.figures}

    @cached_property
    def dates(self) -> Mapping[Account, set[str]]:
        """By account: the records that are so dated."""
        dated = defaultdict(set)
        for (reference, path), proof in self._library.proofs.items():
            if path == ("when", "is"):
                dated[proof.text, _cite(proof), _infer(proof)].add(str(reference))
        return dated

    @cached_property
    def stages(self) -> Mapping[tuple[str, str], set[str]]:
        """By a stage, or "" for any, and the citations that show it: the records that are, or tell of, that stage."""
        staged = defaultdict(set)
        for reference in self._library.references():
            for stage, shown_by in _stages(self._library.get(reference)):
                for known in (stage, ""):
                    staged[known, " ".join(map(str, shown_by))].add(str(reference))
        return staged

    def by_date(self, cite: str) -> list[str]:
        """Of the sources cited, one for each date of appearance."""
        dated: dict[str, str] = {}
        for source in (Citation.parse(citation).source for citation in cite.split()):
            dated.setdefault(self._library.sources[source].published, source)
        return list(dated.values())

    @cached_property
    def naming(self) -> Mapping[tuple[str, str], set[str]]:
        """By a record and a form of its name: the texts that name it so."""
        texts = defaultdict(set)
        for proof in self._library.proofs.values():
            for name in proof.names:
                texts[str(name.mention.of), squeezed(name.mention.printed)].add(squeezed(proof.text))
        return texts

    @cached_property
    def bibliography(self) -> dict[str, tuple[str, ...]]:
        """By source, the texts of its bibliographic record, and its date in words."""
        sources = self._library.sources.items()
        return {id_: (*strings(it.model_dump()), dates.words(it.published)) for id_, it in sources}

    @cached_property
    def titles(self) -> dict[str, str]:
        """What each record is called."""
        called = (reference for reference in self._library.references() if reference.kind != "omissions")
        return {str(reference): squeezed(wording.title(self._library.get(reference))) for reference in called}

    @cached_property
    def called(self) -> Mapping[str, set[str]]:
        """By what it is called, each record."""
        called = defaultdict(set)
        for record, title in self.titles.items():
            called[title].add(record)
        return called

    @cached_property
    def found_statements(self) -> dict[str, search_words.Entry]:
        """By its address, what search shows of each statement and each open question."""
        pages = (reference for reference in self._library.references() if reference.kind in links.KINDS_WITH_PAGES)
        entries = (entry for page in pages for entry in search_words.texts(self._library, page))
        return {entry["location"]: entry for entry in entries}

    @cached_property
    def search_words(self) -> dict[str, list[str]]:
        """By page, the words under which search finds it besides its text."""
        pages = (reference for reference in self._library.references() if reference.kind in links.KINDS_WITH_PAGES)
        return {links.address(page): search_words.words(self._library, page) for page in pages}

    @cached_property
    def addressed(self) -> Mapping[str, list[tuple[str, str]]]:
        """By page, what must stand at an address on it: the id of an element, and a text of a record. Reasons of
        inferences stand in the notes; names and dates of milestones stand on the timeline as well."""
        addressed = defaultdict(list)
        for (reference, path), proof in self._library.proofs.items():
            text = dates.words(proof.text) if path == ("when", "is") else squeezed(proof.text)
            page, _, anchor = links.address(reference, links.anchor(path)).partition("#")
            if "infer" not in path:
                addressed[page].append((anchor, text))
            if reference.kind == "milestones" and path in (("name",), ("when", "is")):
                addressed[links.INDEXES["milestones"]].append((reference.id, text))
        return addressed

    @lru_cache(maxsize=10_000)  # noqa: B019 - there is one of these or two to a process
    def computed(self, name: str, of: Reference | None) -> tuple[str, str]:
        """A computed value as its attribute holds it and as readers see it; a text is a date. Raises KeyError."""
        if of and of not in counts.mutant_classes(self._library.root):
            self._library.get(of)
        if name == "total_funding":
            total = counts.total_funding(self._library, of)
            return str(total.amount), wording.money(total.amount, total.currency)
        value = counts.COUNTS[name](self._library, of)
        return (value, dates.words(value)) if isinstance(value, str) else (str(value), wording.number(value))

    def citation(self, page: str, base: str, format_: str) -> str:
        """How the record of a page is cited on a site at `base`. Raises ValueError or KeyError where there is none."""
        work = citations.work(self._library, Reference.parse(page.removesuffix("/")), base)
        return citations.FORMATS[format_].shown(work)

    def refused_figure(self, text: str, cite: str, infer: str) -> str:
        """What the evidence index refuses about a text that rests on these lines; "" where it proves it."""
        return self._refusal(self._library.evidence.prove, text, cite, infer)

    def refused_date(self, edtf: str, cite: str, infer: str) -> str:
        return self._refusal(self._library.evidence.prove_date, edtf, cite, infer)

    def _refusal(self, prove: Callable, text: str, cite: str, infer: str) -> str:
        asked = (prove.__name__, text, cite, infer)
        if asked not in self._refusals:
            rule, _, source = infer.partition(" ")
            inference = Inference(rule=rule, of=source, because="declared") if infer else None
            _, refusals = prove(text, tuple(map(Citation.parse, cite.split())), inference)
            self._refusals[asked] = "; ".join(refusal.message for refusal in refusals)
        return self._refusals[asked]


def _cite(proof: Proof) -> str:
    return " ".join(map(str, proof.citations))


def _infer(proof: Proof) -> str:
    return f"{proof.infer.rule} {proof.infer.of}" if proof.infer else ""


def _stages(record: Model) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """The stages of a record and of what its statements tell of, each with the citations that show it."""
    for part in models(record):
        status = getattr(part, "status", None)
        if isinstance(status, CitedStatus):
            yield status.is_, status.cite
        elif status:
            yield status, cited(part)
