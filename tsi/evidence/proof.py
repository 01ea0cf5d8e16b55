"""A claim with the lines that it cites -> its proof, and what no cited line states.

A proof shows for every figure and name of one of our texts where it is stated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from tsi.evidence import nearness
from tsi.evidence.index import Line, SourceIndex
from tsi.evidence.names import Mention, Registry
from tsi.records.claims import Claim, Place, claims
from tsi.records.faults import Fault
from tsi.records.types import Citation, Inference, Model, Reference, Saying
from tsi.text import dates, figures
from tsi.text.figures import Figure

_NEGATION_IN_OURS = re.compile(
    r"(?<![^\W_])(?:not|no|never|without|nor|neither|none|cannot|\w+n['’]t)(?![^\W_])", re.IGNORECASE
)


# --- The proof -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Backing:
    """Where (a part of) a figure or a name is stated: as printed on that line, or computed from the source's date."""

    citation: Citation
    printed: str
    verdict: str = "matched"
    rule: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class FigureProof:
    figure: Figure
    backings: tuple[Backing, ...]

    @property
    def verdict(self) -> str:
        return "inferred" if any(backing.verdict == "inferred" for backing in self.backings) else "matched"


@dataclass(frozen=True, slots=True)
class NameProof:
    mention: Mention
    backings: tuple[Backing, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text: plain, a figure, or a name (whose children are pieces where a figure stands in the name)."""

    text: str
    figure: FigureProof | None = None
    name: Reference | None = None
    children: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class Proof:
    """A text of ours, its citations, and for each of its figures and names the source lines that state it."""

    text: str
    citations: tuple[Citation, ...]
    figures: tuple[FigureProof, ...] = ()
    names: tuple[NameProof, ...] = ()
    infer: Inference | None = None

    @property
    def verdict(self) -> str:
        return "inferred" if any(proof.verdict == "inferred" for proof in self.figures) else "matched"

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        names = [(n.mention.start, n.mention.end, n) for n in self.names]
        inside = {
            f for f in self.figures if any(start <= f.figure.start and f.figure.end <= end for start, end, _ in names)
        }
        alone = [(f.figure.start, f.figure.end, f) for f in self.figures if f not in inside]
        free = [n for n in names if not any(n[0] < end and start < n[1] for start, end, _ in alone)]
        return tuple(self._cut(0, len(self.text), sorted([*free, *alone], key=lambda piece: piece[0]), inside))

    def _cut(self, start: int, end: int, pieces: list, inside: Iterable[FigureProof]) -> Iterable[Segment]:
        for first, last, proof in pieces:
            if first > start:
                yield Segment(self.text[start:first])
            if isinstance(proof, FigureProof):
                yield Segment(self.text[first:last], figure=proof)
            else:
                within = [(f.figure.start, f.figure.end, f) for f in inside if first <= f.figure.start < last]
                yield Segment(
                    self.text[first:last],
                    name=proof.mention.of,
                    children=tuple(self._cut(first, last, within, ())) if within else (),
                )
            start = last
        if start < end:
            yield Segment(self.text[start:end])


Lines = list[tuple[Citation, Line]]


class Evidence:
    """All indexed lines, and the questions one may ask of them. `published` is each source's date in EDTF."""

    def __init__(self, sources: Mapping[str, SourceIndex], registry: Registry, published: Mapping[str, str]):
        self.sources, self.registry, self.published = sources, registry, published

    def line(self, citation: Citation) -> Line:
        """Raises KeyError with a message that tells an editor what could be cited instead."""
        index = self.sources.get(citation.source)
        if index is None:
            raise KeyError(f"there is no source ‘{citation.source}’")
        if citation.line > len(index.lines):
            raise KeyError(f"{citation} is past the end: {citation.source} has {len(index.lines)} lines")
        line = index.lines[citation.line - 1]
        if line.blank:
            raise KeyError(f"{citation} is a blank line; cite the line that states it")
        return line

    def lines(self, citations: Iterable[Citation]) -> Lines:
        """The cited lines that there are; a citation of any other is found by the check of citations."""
        indexed = ((citation, self.sources.get(citation.source)) for citation in citations)
        held = [(citation, index) for citation, index in indexed if index and citation.line <= len(index.lines)]
        lines = ((citation, index.lines[citation.line - 1]) for citation, index in held)
        return [(citation, line) for citation, line in lines if not line.blank]

    def prove(
        self, text: str, citations: tuple[Citation, ...], infer: Inference | None = None
    ) -> tuple[Proof, list[Fault]]:
        """Match every figure and registered name of `text` to the cited lines, whole and never as a substring."""
        lines = self.lines(citations)
        proven = [self._figure(figure, lines, infer) for figure in figures.find(text)]
        named = [self._name(mention, lines) for mention in self.registry.find(text)]
        faults = [
            *self._figure_faults(proven, lines, infer),
            *self._name_faults(named, lines),
            *_stumps(text, proven),
            *_idle_inference(infer, proven),
        ]
        return Proof(text, citations, tuple(proven), tuple(named), infer), faults

    def prove_date(
        self, edtf: str, citations: tuple[Citation, ...], infer: Inference | None
    ) -> tuple[Proof, list[Fault]]:
        """The same for a date in EDTF: each of its ends part by part, or the whole of it by a rule."""
        period, lines = dates.parse(edtf), self.lines(citations)
        if period.form == dates.UNKNOWN:
            idle = list(_idle_inference(infer, ()))
            return Proof(edtf, citations, infer=infer), idle
        whole = Figure("date", edtf, "", "", dates.words(edtf), 0, len(edtf))
        if (part := dates.as_printed(period)) and not infer:
            stated = FigureProof(whole, self._whole_backings(Figure("date", part[1], "", part[0], "", 0, 0), lines))
            return Proof(edtf, citations, (stated,)), list(self._figure_faults([stated], lines, infer))
        by_rule = period.form in ("window", "before", "after") or (infer and infer.rule != "same-year")
        if by_rule:
            backings = self._inferred_whole(edtf, lines, infer)
            faults = [] if backings else [Fault(self._not_stated(whole, lines, infer), fragment=edtf)]
        else:
            backings, faults = self._ends(period, lines, infer)
        return Proof(edtf, citations, (FigureProof(whole, backings),), (), infer), faults

    def _ends(
        self, period: dates.Period, lines: Lines, infer: Inference | None
    ) -> tuple[tuple[Backing, ...], list[Fault]]:
        """The backings of a plain date, or of a span: printed as one on a line, or both of its ends."""
        modifier = "about" if period.approximate else ""
        one = Figure("date", "/".join(map(dates.plain, period.ends)), "", modifier, "", 0, 0)
        if period.form == "span" and (backings := self._whole_backings(one, lines)):
            return backings, list(_idle_inference(infer, ()))
        ends = [Figure("date", dates.plain(end), "", modifier, dates.words(end), 0, 0) for end in period.ends]
        proofs = [self._figure(end, lines, infer) for end in ends]
        backings = tuple(dict.fromkeys(backing for proof in proofs for backing in proof.backings))
        faults = list(self._figure_faults(proofs, lines, infer)) or list(_idle_inference(infer, proofs))
        return backings, faults

    def keys(self, backing: Backing) -> set[str]:
        """The keys of the figures that stand on a line as the backing has them printed."""
        return {figure.key for figure in self.line(backing.citation).figures if figure.printed == backing.printed}

    # Figures

    def _figure(self, figure: Figure, lines: Lines, infer: Inference | None) -> FigureProof:
        if figure.kind == "date":
            return FigureProof(figure, self._date_backings(figure, lines, infer))
        return FigureProof(figure, self._whole_backings(figure, lines))

    def _figure_faults(self, proofs: Iterable[FigureProof], lines: Lines, infer: Inference | None) -> Iterator[Fault]:
        for figure in (proof.figure for proof in proofs if not proof.backings):
            yield Fault(self._not_stated(figure, lines, infer), fragment=figure.printed)

    @staticmethod
    def _whole_backings(figure: Figure, lines: Lines) -> tuple[Backing, ...]:
        stated = ((citation, other) for citation, line in lines for other in line.figures if other.key == figure.key)
        return tuple(dict.fromkeys(Backing(citation, other.printed) for citation, other in stated))

    def _date_backings(self, figure: Figure, lines: Lines, infer: Inference | None) -> tuple[Backing, ...]:
        """Day and month must stand together on a cited line; the year on any cited line, or follow by the rule."""
        whole = self._whole_backings(figure, lines)
        wanted = _date_parts(figure.value)
        if whole or wanted is None:
            return whole
        stated = list(_stated_dates(lines, figure.modifier))
        year = next((backing for parts, backing in stated if parts.year == wanted.year), None)
        day = next((backing for parts, backing in stated if wanted.lies_in(parts)), None)
        if wanted.day and not year and infer and infer.rule == "same-year":
            stated = list(_stated_dates(self._near(lines, wanted, infer), figure.modifier, *_NEAR_MODIFIERS))
            day = next((backing for parts, backing in stated if wanted.lies_in(parts)), None)
            year = self._inferred(wanted.year, lines, infer) if day else None
        backings = [backing for needed, backing in ((wanted.day, day), (wanted.year, year)) if needed]
        if None in backings:
            return self._inferred_whole(figure.value, lines, infer, figure.modifier)
        return tuple(dict.fromkeys(backing for backing in backings if backing))

    def _near(self, lines: Lines, wanted: _DateParts, infer: Inference) -> Lines:
        """The lines on which no word beside a day or month puts it out of the year that the rule gives."""
        published = self.published.get(infer.of, "")
        try:
            return [it for it in lines if nearness.allows_same_year(it[1].cues, wanted.day, published)]
        except ValueError:  # the source is not dated so that the rule applies, or its year has no such day
            return []

    def _inferred_whole(
        self, edtf: str, lines: Lines, infer: Inference | None, modifier: str = ""
    ) -> tuple[Backing, ...]:
        """A date that follows from a rule alone; the rule same-year only completes a day or month that is stated."""
        backing = self._inferred(edtf, lines, infer, modifier) if infer and infer.rule != "same-year" else None
        return (backing,) if backing else ()

    def _inferred(self, value: str, lines: Lines, infer: Inference, modifier: str = "") -> Backing | None:
        """The backing of `value` where the declared rule, applied to a cited source's date, computes exactly that. A
        modifier follows only where the line has it too: late 2011 from “late last year”."""
        word = dates.RELATIVE_WORDS.get(infer.rule)
        for citation, line in lines:
            printed = next((f.printed for f in line.figures if f.key == f"relative|{word}||{modifier}"), None)
            if citation.source != infer.of or (not printed if word else modifier):
                continue
            try:
                computed = dates.computed(infer.rule, self.published[infer.of])
            except ValueError:
                return None
            if computed == value:
                return Backing(citation, printed or "", "inferred", infer.rule, infer.because)
        return None

    def _not_stated(self, figure: Figure, lines: Lines, infer: Inference | None) -> str:
        states = ", ".join(dict.fromkeys(other.printed for _, line in lines for other in line.figures)) or "no figure"
        message = f"{figure.printed} is not stated at {_cited(lines)} (it states {states})"
        if infer and infer.of in self.published:
            message += f"; {self._rule_in_words(infer)}"
        elsewhere = self._elsewhere(lambda line: any(other.key == figure.key for other in line.figures))
        return message + (f"; it stands at {elsewhere}" if elsewhere else "") + "; correct the figure or the citation"

    def _rule_in_words(self, infer: Inference) -> str:
        try:
            computed = dates.computed(infer.rule, self.published[infer.of])
        except ValueError as error:
            return str(error)
        if infer.rule == "same-year":
            return f"the rule same-year gives {computed}, where no word such as “last” puts the day in another year"
        word = dates.RELATIVE_WORDS.get(infer.rule, "").replace("-", " ")
        needs = f", where a cited line of that source says “{word}”" if word else ""
        return f"the rule {infer.rule} gives {dates.words(computed)}{needs}"

    # Names

    def _name(self, mention: Mention, lines: Lines) -> NameProof:
        stated = ((citation, other) for citation, line in lines for other in line.names if other.of == mention.of)
        return NameProof(mention, tuple(dict.fromkeys(Backing(citation, other.printed) for citation, other in stated)))

    def _name_faults(self, proofs: Iterable[NameProof], lines: Lines) -> Iterator[Fault]:
        for mention in (proof.mention for proof in proofs if not proof.backings):
            yield Fault(self._not_named(mention, lines), fragment=mention.printed)

    def _not_named(self, mention: Mention, lines: Lines) -> str:
        message = f"‘{mention.printed}’ ({mention.of}) is not named at {_cited(lines)}"
        elsewhere = self._elsewhere(lambda line: any(other.of == mention.of for other in line.names))
        return message + (f"; it is at {elsewhere}" if elsewhere else "") + "; correct the name or the citation"

    def names_on(self, citations: Iterable[Citation]) -> set[Reference]:
        return {mention.of for _, line in self.lines(citations) for mention in line.names}

    def _elsewhere(self, states: Callable[[Line], bool]) -> str:
        found = [
            f"{index.source}:{line.number}" for index in self.sources.values() for line in index.lines if states(line)
        ]
        return ", ".join(found[:4])

    # Cues

    def denial_faults(self, says: str, citations: tuple[Citation, ...]) -> Iterator[Fault]:
        """What a statement denies, a cited line must deny, too."""
        denial = _NEGATION_IN_OURS.search(says)
        if denial and not any("negated" in line.cues for _, line in self.lines(citations)):
            at = ", ".join(map(str, citations))
            message = f"‘{denial[0]}’ denies what no word at {at} denies; say what the line says"
            yield Fault(message, fragment=denial[0])


def _cited(lines: Lines) -> str:
    return ", ".join(str(citation) for citation, _ in lines) or "any line (it has no citation)"


_NEAR_MODIFIERS = ("last", "next", "this", "this year")
"""What the grammar makes of a word beside a month; whether it agrees with the year is for `tsi.evidence.nearness`."""


def _stated_dates(lines: Lines, *modifiers: str) -> Iterator[tuple[_DateParts, Backing]]:
    """The parts of the dates on these lines that have one of the modifiers, each with the place where it is printed."""
    for citation, line in lines:
        for figure in line.figures:
            parts = _date_parts(figure.value) if figure.kind == "date" and figure.modifier in modifiers else None
            if parts:
                yield parts, Backing(citation, figure.printed)


def _idle_inference(infer: Inference | None, proofs: Iterable[FigureProof]) -> Iterator[Fault]:
    if infer and not any(proof.verdict == "inferred" for proof in proofs):
        yield Fault(f"nothing here is inferred by the rule {infer.rule}; remove ‘infer’")


_STUMP = re.compile(r"[£€₹$]|(?<![^\W_])(?:thousand|lakh|million|crore|billion|trillion)s?(?![^\W_])", re.IGNORECASE)


def _stumps(text: str, proven: list[FigureProof]) -> Iterator[Fault]:
    """Currency signs and scales that belong to no figure: what is left of a sum that has lost its number."""
    for match in _STUMP.finditer(text):
        if not any(proof.figure.start <= match.start() < proof.figure.end for proof in proven):
            yield Fault(f"‘{match[0]}’ stands without a number; write the whole figure", fragment=match[0])


class _DateParts(NamedTuple):
    """A date figure as its year, "" where it has none, and its "MM" or "MM-DD"."""

    year: str
    day: str

    def lies_in(self, other: _DateParts) -> bool:
        """Whether the other names this day or a day of this month, and no other year."""
        return other.day.startswith(self.day) and (not self.year or other.year in ("", self.year))


def _date_parts(value: str) -> _DateParts | None:
    """The parts of a date: `2024-07-24` is 2024 and 07-24; None for spans and decades."""
    match = re.fullmatch(r"(\d{4}|-)(?:-(\d{2}(?:-\d{2})?))?", value)
    return _DateParts(match[1].strip("-"), match[2] or "") if match else None


# --- Each text by itself ---------------------------------------------------------------------------------------------


def prove_record(reference: Reference, record: Model, evidence: Evidence) -> tuple[dict[Place, Proof], list[Fault]]:
    """The proof of every claim of a record, and what no cited line states."""
    proven = {claim.place: prove(claim, evidence) for claim in claims(reference, record)}
    return (
        {place: proof for place, (proof, _) in proven.items()},
        [fault for _, faults in proven.values() for fault in faults],
    )


def prove(claim: Claim, evidence: Evidence) -> tuple[Proof, list[Fault]]:
    """The proof of a claim, and a fault for each part of it that no cited line states."""
    if len(evidence.lines(claim.citations)) < len(claim.citations):
        return Proof(claim.text, claim.citations), []  # a line that is not there is found by citations_exist
    proof, faults = _proof(claim, evidence)
    holder = claim.holder
    if claim.proven.read_as == "sum":
        faults.extend(_sum_faults(proof))
    if isinstance(holder, Saying) and claim.proven.inferable:
        faults.extend(evidence.denial_faults(claim.text, holder.cite))
    return proof, [replace(fault, place=claim.place) for fault in faults]


def _proof(claim: Claim, evidence: Evidence) -> tuple[Proof, list[Fault]]:
    if claim.proven.read_as != "date":
        return evidence.prove(claim.text, claim.citations, claim.infer)
    try:
        return evidence.prove_date(claim.text, claim.citations, claim.infer)
    except ValueError as error:
        return Proof(claim.text, claim.citations), [Fault(str(error), fragment=claim.text)]


def _sum_faults(proof: Proof) -> Iterator[Fault]:
    only = proof.figures[0].figure if len(proof.figures) == 1 else None
    if not (only and only.kind == "money" and only.printed == proof.text):
        message = f"‘{proof.text}’ is not a sum of money as a source prints it; expected for example £1.8 million"
        yield Fault(message, fragment=proof.text)
