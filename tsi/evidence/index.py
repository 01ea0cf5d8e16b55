"""Source files -> evidence index: per source line its SHA-256, the figures it states, the registered names it mentions
and the cues it gives on status, speech, negation and the nearness of dates. It holds no sentence of a source."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from tsi.evidence import nearness, notes
from tsi.evidence.names import Mention, Registry
from tsi.text import figures
from tsi.text.figures import Figure

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
"""The words by which a line show a status, that somebody speaks, or a denial. Quotation marks show speech too."""

_CUE_PATTERNS = {cue: re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE) for cue, words in _CUES.items()}
_CUE_PATTERNS["attributed"] = re.compile(rf'{_CUE_PATTERNS["attributed"].pattern}|[“”"]', re.IGNORECASE)


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
    """`bibliography` holds what was known of a source file when it was indexed: title, url, published and so on."""

    source: str
    file: str
    sha256: str
    names_sha256: str
    bibliography: Mapping[str, str]
    lines: tuple[Line, ...]


def index_line(number: int, text: str, registry: Registry) -> Line:
    return Line(
        number,
        hashlib.sha256(text.encode()).hexdigest(),
        figures.find(text),
        registry.find_nested(text),
        frozenset(cue for cue, pattern in _CUE_PATTERNS.items() if pattern.search(text))
        | {it.cue for it in nearness.found(text)},
        not text.strip(),
    )


def index_notes(source: str, file: Path, registry: Registry) -> SourceIndex:
    """Index our notes on a source. The place in the original, in front of a line, is no part of what the line states;
    the bibliography of notes is the record of their source."""
    return _indexed(source, file, {}, registry, lambda line: notes.parse(line).text)


def index_source(source: str, file: Path, bibliography: Mapping[str, str], registry: Registry) -> SourceIndex:
    """Index one source file. Lines are those that a reader counts: separated by a line feed, the first being 1."""
    return _indexed(source, file, bibliography, registry, lambda line: line)


def _indexed(
    source: str, file: Path, bibliography: Mapping[str, str], registry: Registry, stated: Callable[[str], str]
) -> SourceIndex:
    raw = file.read_bytes()
    lines = raw.decode("utf-8").removesuffix("\n").split("\n")
    indexed = tuple(index_line(number, stated(text.rstrip("\r")), registry) for number, text in enumerate(lines, 1))
    return SourceIndex(
        source, file.name, hashlib.sha256(raw).hexdigest(), registry.fingerprint, dict(bibliography), indexed
    )


def to_json(index: SourceIndex) -> str:
    """The index as it is committed: a line of JSON per source line, so that a change shows where it happened."""
    head = {field: getattr(index, field) for field in ("source", "file", "sha256", "names_sha256")}
    head["bibliography"] = dict(index.bibliography)
    rows = ",\n".join("    " + json.dumps(_line_to_json(line), ensure_ascii=False) for line in index.lines)
    return json.dumps(head, ensure_ascii=False, indent=2)[:-2] + f',\n  "lines": [\n{rows}\n  ]\n}}\n'


def _line_to_json(line: Line) -> dict:
    row: dict = {"line": line.number, "sha256": line.sha256}
    if line.blank:
        return row | {"blank": True}
    names = [{"printed": m.printed, "start": m.start, "end": m.end} for m in line.names]
    return row | {
        "figures": [_figure_row(figure) for figure in line.figures],
        "names": names,
        "cues": sorted(line.cues),
    }


def _figure_row(figure: Figure) -> dict:
    row = asdict(figure)
    return row if row.pop("opaque") is False else row | {"opaque": True}


def from_json(text: str, registry: Registry) -> SourceIndex:
    """Read a committed index. It keeps the forms that its lines print; whose they are, the registry tells, so that a
    record may have another id since. Raises ValueError for one that this version did not write."""
    try:
        stored = json.loads(text)
        head = {field: stored[field] for field in ("source", "file", "sha256", "names_sha256", "bibliography")}
        return SourceIndex(**head, lines=tuple(_line_from_json(row, registry) for row in stored["lines"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not an evidence index of this version ({error})") from error


def _line_from_json(row: dict, registry: Registry) -> Line:
    owned = ((registry.owner(name["printed"]), name) for name in row.get("names", ()))
    names = (Mention(owner, name["printed"], name["start"], name["end"]) for owner, name in owned if owner)
    found = (Figure(**figure) for figure in row.get("figures", ()))
    return Line(
        row["line"], row["sha256"], tuple(found), tuple(names), frozenset(row.get("cues", ())), row.get("blank", False)
    )
