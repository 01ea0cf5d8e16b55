"""Source files -> evidence index, and a text with its citations -> proof or refusal.

The index (`data/evidence/<source>.json`) keeps, per source line, its SHA-256, the figures it states, the registered
names it mentions and the cues it gives on stage, speech and negation. It holds no sentence of a source. A proof shows
for every figure and name of one of our texts where it is stated; what is not stated anywhere is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from tsi.evidence import changes as renumbering
from tsi.evidence.index import Line, SourceIndex
from tsi.evidence.names import Mention, Registry
from tsi.records.claims import Claim
from tsi.records.faults import Finding, Refusal
from tsi.records.types import (
    Amount,
    Citation,
    Cited,
    Inference,
    Reference,
    Statement,
    Status,
    When,
)
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

    def lines(self, citations: Iterable[Citation]) -> list[tuple[Citation, Line]]:
        """The cited lines that there are; a citation of any other is found by the check of citations."""
        indexed = ((citation, self.sources.get(citation.source)) for citation in citations)
        held = [(citation, index) for citation, index in indexed if index and citation.line <= len(index.lines)]
        lines = ((citation, index.lines[citation.line - 1]) for citation, index in held)
        return [(citation, line) for citation, line in lines if not line.blank]

    def prove(
        self, text: str, citations: tuple[Citation, ...], infer: Inference | None = None
    ) -> tuple[Proof, list[Refusal]]:
        """Match every figure and registered name of `text` to the cited lines, whole and never as a substring."""
        lines = self.lines(citations)
        proven = [self._figure(figure, lines, infer) for figure in figures.find(text)]
        named = [self._name(mention, lines) for mention in self.registry.find(text)]
        refusals = [
            *self._figure_refusals(proven, lines, infer),
            *self._name_refusals(named, lines),
            *_stumps(text, proven),
            *_idle_inference(infer, proven),
        ]
        return Proof(text, citations, tuple(proven), tuple(named), infer), refusals

    def prove_date(
        self, edtf: str, citations: tuple[Citation, ...], infer: Inference | None
    ) -> tuple[Proof, list[Refusal]]:
        """The same for a date in EDTF: each of its ends part by part, or the whole of it by a rule."""
        period, lines = dates.parse(edtf), self.lines(citations)
        if period.form == dates.UNKNOWN:
            idle = list(_idle_inference(infer, ()))
            return Proof(edtf, citations, infer=infer), idle
        whole = Figure("date", edtf, "", "", dates.words(edtf), 0, len(edtf))
        by_rule = period.form in ("window", "before", "after") or (infer and infer.rule != "same-year")
        if by_rule:
            backings = self._inferred_whole(edtf, lines, infer)
            refusals = [] if backings else [Refusal(edtf, self._not_stated(whole, lines, infer))]
        else:
            backings, refusals = self._ends(period, lines, infer)
        return Proof(edtf, citations, (FigureProof(whole, backings),), (), infer), refusals

    def _ends(
        self, period: dates.Period, lines: list, infer: Inference | None
    ) -> tuple[tuple[Backing, ...], list[Refusal]]:
        """The backings of a plain date, or of both ends of a span."""
        modifier = "about" if period.approximate else ""
        ends = [Figure("date", end.rstrip("~"), "", modifier, dates.words(end), 0, 0) for end in period.ends]
        proofs = [self._figure(end, lines, infer) for end in ends]
        backings = tuple(dict.fromkeys(backing for proof in proofs for backing in proof.backings))
        refusals = list(self._figure_refusals(proofs, lines, infer)) or list(_idle_inference(infer, proofs))
        return backings, refusals

    def keys(self, backing: Backing) -> set[str]:
        """The keys of the figures that stand on a line as the backing has them printed."""
        return {figure.key for figure in self.line(backing.citation).figures if figure.printed == backing.printed}

    # Figures

    def _figure(self, figure: Figure, lines: list, infer: Inference | None) -> FigureProof:
        if figure.kind == "date":
            return FigureProof(figure, self._date_backings(figure, lines, infer))
        return FigureProof(figure, self._whole_backings(figure, lines))

    def _figure_refusals(
        self, proofs: Iterable[FigureProof], lines: list, infer: Inference | None
    ) -> Iterator[Refusal]:
        for figure in (proof.figure for proof in proofs if not proof.backings):
            yield Refusal(figure.printed, self._not_stated(figure, lines, infer))

    @staticmethod
    def _whole_backings(figure: Figure, lines: list) -> tuple[Backing, ...]:
        stated = ((citation, other) for citation, line in lines for other in line.figures if other.key == figure.key)
        return tuple(dict.fromkeys(Backing(citation, other.printed) for citation, other in stated))

    def _date_backings(self, figure: Figure, lines: list, infer: Inference | None) -> tuple[Backing, ...]:
        """Day and month must stand together on a cited line; the year on any cited line, or follow by the rule."""
        whole = self._whole_backings(figure, lines)
        wanted = _date_parts(figure.value)
        if whole or wanted is None:
            return whole
        dated = [(citation, other) for citation, line in lines for other in line.figures if other.kind == "date"]
        stated = [(citation, other) for citation, other in dated if other.modifier == figure.modifier]
        year, day = wanted
        year_backing = _first_backing(stated, lambda parts: parts[0] == year)
        day_backing = _first_backing(
            stated, lambda parts: parts[1][: len(day)] == day and (not year or parts[0] in ("", year))
        )
        if day and day_backing and not year_backing and infer and infer.rule == "same-year":
            year_backing = self._inferred(year, lines, infer)
        parts = [backing for needed, backing in ((day, day_backing), (year, year_backing)) if needed]
        return self._inferred_whole(figure.value, lines, infer) if None in parts else tuple(dict.fromkeys(parts))

    def _inferred_whole(self, edtf: str, lines: list, infer: Inference | None) -> tuple[Backing, ...]:
        """A date that follows from a rule alone; the rule same-year only completes a day or month that is stated."""
        backing = self._inferred(edtf, lines, infer) if infer and infer.rule != "same-year" else None
        return (backing,) if backing else ()

    def _inferred(self, value: str, lines: list, infer: Inference) -> Backing | None:
        """The backing of `value` where the declared rule, applied to a cited source's date, computes exactly that."""
        word = dates.RELATIVE_WORDS.get(infer.rule)
        for citation, line in lines:
            printed = next((f.printed for f in line.figures if f.kind == "relative" and f.value == word), None)
            if citation.source != infer.of or (word and not printed):
                continue
            try:
                computed = dates.computed(infer.rule, self.published[infer.of])
            except ValueError:
                return None
            if computed == value:
                return Backing(citation, printed or "", "inferred", infer.rule, infer.because)
        return None

    def _not_stated(self, figure: Figure, lines: list, infer: Inference | None) -> str:
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
        word = dates.RELATIVE_WORDS.get(infer.rule, "").replace("-", " ")
        needs = f", where a cited line of that source says “{word}”" if word else ""
        return f"the rule {infer.rule} gives {dates.words(computed)}{needs}"

    # Names

    def _name(self, mention: Mention, lines: list) -> NameProof:
        stated = ((citation, other) for citation, line in lines for other in line.names if other.of == mention.of)
        return NameProof(mention, tuple(dict.fromkeys(Backing(citation, other.printed) for citation, other in stated)))

    def _name_refusals(self, proofs: Iterable[NameProof], lines: list) -> Iterator[Refusal]:
        for mention in (proof.mention for proof in proofs if not proof.backings):
            yield Refusal(mention.printed, self._not_named(mention, lines))

    def _not_named(self, mention: Mention, lines: list) -> str:
        message = f"‘{mention.printed}’ ({mention.of}) is not named at {_cited(lines)}"
        elsewhere = self._elsewhere(lambda line: any(other.of == mention.of for other in line.names))
        return message + (f"; it is at {elsewhere}" if elsewhere else "") + "; correct the name or the citation"

    def names_on(self, citations: Iterable[Citation]) -> set[Reference]:
        return {mention.of for _, line in self.lines(citations) for mention in line.names}

    def _elsewhere(self, states) -> str:
        found = [
            f"{index.source}:{line.number}" for index in self.sources.values() for line in index.lines if states(line)
        ]
        return ", ".join(found[:4])

    # Cues

    def cue_refusals(
        self, says: str, citations: tuple[Citation, ...], status: Status | None, voice: str = "reporter"
    ) -> list[Refusal]:
        """Status, speech and denial: a cited line must give a cue for each that the statement claims."""
        cues = {cue for _, line in self.lines(citations) for cue in line.cues}
        cited = ", ".join(map(str, citations))
        return [
            *_stage_refusals(status, cues, cited),
            *_voice_refusals(voice, cues, cited),
            *_denial_refusals(says, cues, cited),
        ]


def _cited(lines: list) -> str:
    return ", ".join(str(citation) for citation, _ in lines) or "any line (it has no citation)"


def _stage_refusals(status: Status | None, cues: set[str], cited: str) -> Iterator[Refusal]:
    if status and status not in cues:
        shown = ", ".join(stage for stage in get_args(Status) if stage in cues) or "none"
        message = f"no word at {cited} shows the status ‘{status}’ (shown there: {shown})"
        yield Refusal("", f"{message}; correct the status or the citation")


def _voice_refusals(voice: str, cues: set[str], cited: str) -> Iterator[Refusal]:
    if voice != "reporter" and "attributed" not in cues:
        message = f"no word at {cited} tells that the {voice} speaks"
        yield Refusal("", f"{message}; use the voice ‘reporter’ or cite the line that attributes it")


def _denial_refusals(says: str, cues: set[str], cited: str) -> Iterator[Refusal]:
    denial = _NEGATION_IN_OURS.search(says)
    if denial and "negated" not in cues:
        message = f"‘{denial[0]}’ denies what no word at {cited} denies; say what the line says"
        yield Refusal(denial[0], message)


def _idle_inference(infer: Inference | None, proofs: Iterable[FigureProof]) -> Iterator[Refusal]:
    if infer and not any(proof.verdict == "inferred" for proof in proofs):
        yield Refusal("", f"nothing here is inferred by the rule {infer.rule}; remove ‘infer’")


_STUMP = re.compile(r"[£€₹$]|(?<![^\W_])(?:thousand|lakh|million|crore|billion|trillion)s?(?![^\W_])", re.IGNORECASE)


def _stumps(text: str, proven: list[FigureProof]) -> Iterator[Refusal]:
    """Currency signs and scales that belong to no figure: what is left of a sum that has lost its number."""
    for match in _STUMP.finditer(text):
        if not any(proof.figure.start <= match.start() < proof.figure.end for proof in proven):
            yield Refusal(match[0], f"‘{match[0]}’ stands without a number; write the whole figure")


def _date_parts(value: str) -> tuple[str, str] | None:
    """A date figure's year and its "MM" or "MM-DD": `2024-07-24` -> ("2024", "07-24"); None for spans and decades."""
    match = re.fullmatch(r"(\d{4}|-)(?:-(\d{2}(?:-\d{2})?))?", value)
    return (match[1].strip("-"), match[2] or "") if match else None


def _first_backing(stated: list[tuple[Citation, Figure]], states) -> Backing | None:
    for citation, other in stated:
        parts = _date_parts(other.value)
        if parts and states(parts):
            return Backing(citation, other.printed)
    return None


# --- Each text by itself ---------------------------------------------------------------------------------------------


def prove(claim: Claim, evidence: Evidence) -> tuple[Proof, list[Finding]]:
    """The proof of a claim, and a finding for each part of it that no cited line states."""
    if len(evidence.lines(claim.citations)) < len(claim.citations):
        return Proof(claim.text, claim.citations), []  # a line that is not there is found by citations_exist
    proof, refusals = _proof(claim, evidence)
    holder, last = claim.holder, claim.place.path[-1]
    if last == "is" and isinstance(holder, Amount):
        refusals.extend(_amount_refusals(proof))
    if last == "says" and isinstance(holder, Statement):
        refusals.extend(evidence.cue_refusals(claim.text, holder.cite, holder.status, holder.voice))
    if any(renumbering.is_outdated(citation, evidence.sources) for citation in claim.citations):
        del refusals[1:]  # the others follow from the same mistake
    return proof, [Finding(*claim.place, refusal.message, refusal.fragment, claim.citations) for refusal in refusals]


def _proof(claim: Claim, evidence: Evidence) -> tuple[Proof, list[Refusal]]:
    holder = claim.holder
    is_own_text = claim.place.path[-1] in ("is", "says")
    infer = holder.infer if is_own_text and isinstance(holder, Cited) else None
    if not (is_own_text and isinstance(holder, When)):
        return evidence.prove(claim.text, claim.citations, infer)
    try:
        return evidence.prove_date(claim.text, claim.citations, infer)
    except ValueError as error:
        return Proof(claim.text, claim.citations), [Refusal(claim.text, str(error))]


def _amount_refusals(proof: Proof) -> Iterator[Refusal]:
    only = len(proof.figures) == 1 and proof.figures[0].figure
    if not (only and only.kind == "money" and only.printed == proof.text):
        message = f"‘{proof.text}’ is not a sum of money as a source prints it; expected for example £1.8 million"
        yield Refusal(proof.text, message)
