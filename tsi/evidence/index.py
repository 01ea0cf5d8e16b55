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

_STATUS_CUES: dict[str, str] = {
    "proposed": r"propos\w*|potential\w*|explor\w*|investigat\w*|consider\w*|could|plan\w*|aim\w*|expect\w*|hop\w+"
    r"|designed to|goal|ambitio\w*|would|will|promis\w*|seek\w*|determin\w*|look\w* forward|scheduled|priority|due"
    r"|foresee\w*|foreseen|(?:is|are|was|were) to|to be",
    "in-talks": r"negotiat\w*|talks?|talked|talking|discuss\w*",
    "announced": r"announc\w*|unveil\w*|set out|outlin\w*|presented|made public",
    "agreed": r"agree\w*|signed|signing|formalis\w*|pledg\w*|commit\w*|partner(?:ed)?|deal|accord|memorandum|MoU"
    r"|adopted|endorsed|concluded|joined|member",
    "launched": r"launched|launches|launching|inaugurated|set up|established|opened|founded|began|begun|started|created"
    r"|launch of|formal launch",
    "operating": r"operat\w*|under ?way|start(?:s|ed)|exist\w*|already|active|actively|ongoing|track\w*"
    r"|promoting|currently|has evolved|has become|exploring|progress\w*|pushed|driv(?:es|ing|en)|expand\w*"
    r"|long-standing|work(?:s|ing)|met|meets|so far|going on|being built|goes on",
    "completed": r"completed|finished|fulfilled|delivered|concluded",
    "ended": r"ended|expired|closed|lapsed|replaced|superseded|dissolved|terminated|stopped|discontinued|cancelled",
}
"""The words by which a line shows how far something has come. What is denied or still to come, "is to be launched",
shows none but the first three."""

_STILL_TO_COME = r"(?<!\bbe )(?<!\bto )(?<!\bnot )(?<!\byet )"
_OF_WHAT_IS = {status: rf"{_STILL_TO_COME}(?:{words})" for status, words in list(_STATUS_CUES.items())[3:]}
_CUES: dict[str, str] = (
    _STATUS_CUES
    | _OF_WHAT_IS
    | {
        "attributed": r"spokes\w+|said|says|stat(?:ed|es)|statement|explained|according to|announc\w*|learnt|told"
        r"|press release|respon\w*|prais\w*|hoped|agreed|wrote|noted|called|credit\w*",
        "government": r"governments?|ministr(?:y|ies)|MEA|FCDO|DSIT|Foreign Office|statement|release|prime ministers?"
        r"|both sides|both countries|two countries",
        "unnamed": r"officials?|sources?|persons?|people|learnt|aware",
        "negated": r"not|no|never|without|nor|neither|none|\w+n['’]t|non",
    }
)
"""The words by which a line shows a status, that somebody speaks and who does, or a denial. Quotation marks show speech
too."""

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
