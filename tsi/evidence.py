"""Source files -> evidence index, and a text with its citations -> proof or refusal.

The index (`data/evidence/<source>.json`) keeps, per source line, its SHA-256, the figures it states, the registered
names it mentions and the cues it gives on stage, speech and negation. It holds no sentence of a source. A proof shows
for every figure and name of one of our texts where it is stated; what is not stated anywhere is refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import get_args

from tsi import dates, figures
from tsi.figures import Figure
from tsi.names import Mention, Registry
from tsi.records import Citation, Inference, Reference, Status

_CUES: dict[str, str] = {
    "proposed": r"propos\w*|potential\w*|explor\w*|investigat\w*|consider\w*|could|plan\w*|aim\w*|expect\w*|hop\w+"
    r"|designed to|goal|ambitio\w*|would|will|promis\w*|seek\w*|determin\w*|look forward|scheduled|priority",
    "under-negotiation": r"negotiat\w*|talks|discuss\w*",
    "announced": r"announc\w*|unveil\w*|launch\w*|set out|newly?|outlin\w*",
    "agreed": r"agree\w*|signed|formalis\w*|pledg\w*|partner(?:ed)?|deal|accord|member",
    "under-way": r"under ?way|start\w*|exist\w*|already|actively|ongoing|track\w*|promoting|currently|has evolved"
    r"|has become|exploring|progress|pushed|expanding|long-standing",
    "done": r"complet\w*|launch\w*|establish\w*|set up|visited|met|nam(?:ed|ing)|unveil\w*|formalis\w*|signed"
    r"|announc\w*|agreed|did|driven|marked|stated|said|entered|anniversary|deal",
    "attributed": r"said|stat(?:ed|es)|explained|according to|announc\w*|learnt|told|press release|respon\w*|prais\w*"
    r"|hoped|agreed",
    "negated": r"not|no|never|without|nor|neither|none|\w+n['’]t|non",
}
"""The words by which a line shows a stage, that somebody speaks, or a denial. Quotation marks show speech too."""

_CUE_PATTERNS = {cue: re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE) for cue, words in _CUES.items()}
_CUE_PATTERNS["attributed"] = re.compile(rf'{_CUE_PATTERNS["attributed"].pattern}|[“”"]', re.IGNORECASE)
_NEGATION_IN_OURS = re.compile(
    r"(?<![^\W_])(?:not|no|never|without|nor|neither|none|cannot|\w+n['’]t)(?![^\W_])", re.IGNORECASE
)


# --- The index -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """What the index keeps of a source line. `blank` lines state nothing and cannot be cited."""

    number: int
    sha256: str
    figures: tuple[Figure, ...]
    names: tuple[Mention, ...]
    cues: frozenset[str]
    blank: bool


@dataclass(frozen=True, slots=True)
class SourceIndex:
    """`bibliography` holds what was known of the source when it was indexed: title, url, published and so on.

    `earlier` holds, by the number of a cited line, the SHA-256 of the line that a citation from before the file changed
    means, where another line has that number now. It is empty once the citations are mended (`tsi.renumbering`).
    """

    source: str
    file: str
    sha256: str
    names_sha256: str
    bibliography: Mapping[str, str]
    lines: tuple[Line, ...]
    earlier: Mapping[int, str] = field(default_factory=dict)

    def numbers(self, sha256: str) -> tuple[int, ...]:
        """The numbers of the lines that have this text."""
        return tuple(line.number for line in self.lines if line.sha256 == sha256)


def index_line(number: int, text: str, registry: Registry) -> Line:
    return Line(
        number,
        hashlib.sha256(text.encode()).hexdigest(),
        figures.find(text),
        registry.find_nested(text),
        frozenset(cue for cue, pattern in _CUE_PATTERNS.items() if pattern.search(text)),
        not text.strip(),
    )


def index_source(source: str, file: Path, bibliography: Mapping[str, str], registry: Registry) -> SourceIndex:
    """Index one source file. Lines are those that a reader counts: separated by a line feed, the first being 1."""
    raw = file.read_bytes()
    lines = raw.decode("utf-8").removesuffix("\n").split("\n")
    indexed = tuple(index_line(number, text.rstrip("\r"), registry) for number, text in enumerate(lines, 1))
    return SourceIndex(
        source, file.name, hashlib.sha256(raw).hexdigest(), registry.fingerprint, dict(bibliography), indexed
    )


def to_json(index: SourceIndex) -> str:
    """The index as it is committed: a line of JSON per source line, so that a change shows where it happened."""
    head = {field: getattr(index, field) for field in ("source", "file", "sha256", "names_sha256")}
    head["bibliography"] = dict(index.bibliography)
    if index.earlier:
        head["earlier"] = dict(index.earlier)
    rows = ",\n".join("    " + json.dumps(_line_to_json(line), ensure_ascii=False) for line in index.lines)
    return json.dumps(head, ensure_ascii=False, indent=2)[:-2] + f',\n  "lines": [\n{rows}\n  ]\n}}\n'


def _line_to_json(line: Line) -> dict:
    row: dict = {"line": line.number, "sha256": line.sha256}
    if line.blank:
        return row | {"blank": True}
    names = [{"printed": m.printed, "start": m.start, "end": m.end} for m in line.names]
    return row | {"figures": [asdict(figure) for figure in line.figures], "names": names, "cues": sorted(line.cues)}


def from_json(text: str, registry: Registry) -> SourceIndex:
    """Read a committed index. It keeps the forms that its lines print; whose they are, the registry tells, so that a
    record may have another id since. Raises ValueError for one that this version did not write."""
    try:
        stored = json.loads(text)
        return SourceIndex(
            *(stored[field] for field in ("source", "file", "sha256", "names_sha256", "bibliography")),
            tuple(_line_from_json(row, registry) for row in stored["lines"]),
            {int(number): sha256 for number, sha256 in dict(stored.get("earlier", {})).items()},
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not an evidence index of this version ({error})") from error


def _line_from_json(row: dict, registry: Registry) -> Line:
    owned = ((registry.owner(name["printed"]), name) for name in row.get("names", ()))
    names = (Mention(owner, name["printed"], name["start"], name["end"]) for owner, name in owned if owner)
    found = (Figure(**figure) for figure in row.get("figures", ()))
    return Line(
        row["line"], row["sha256"], tuple(found), tuple(names), frozenset(row.get("cues", ())), row.get("blank", False)
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


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is not proven: `fragment` is the part of it that is at fault."""

    fragment: str
    message: str


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
        qualifier = "about" if period.approximate else ""
        ends = [Figure("date", end.rstrip("~"), "", qualifier, dates.words(end), 0, 0) for end in period.ends]
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
        stated = [(citation, other) for citation, other in dated if other.qualifier == figure.qualifier]
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
        """Stage, speech and denial: a cited line must give a cue for each that the statement claims."""
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
        message = f"no word at {cited} shows the stage ‘{status}’ (shown there: {shown})"
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
