"""Source files -> evidence index: per source line its SHA-256, the figures it states, checksums of the registered names
it mentions, the cues it gives on status, speech, negation and the nearness of dates, and the few words of a text that
receipts may quote. It holds no sentence of a source."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from tsi.evidence import nearness, notes, quotes
from tsi.evidence.names import Mention, Registry, digest
from tsi.evidence.quotes import Quote
from tsi.records import files
from tsi.text import characters, figures
from tsi.text.figures import Figure

_STATUS_CUES: dict[str, str] = {
    "proposed": r"propos\w*|potential\w*|explor\w*|investigat\w*|consider(?:s|ed|ing)?|could|plan(?:s|ned|ning)?|aim\w*"
    r"|expect\w*|hop(?:e|es|ed|ing)|designed to|goal|ambitio\w*|would|will|promis\w*|seek\w*|determin\w*"
    r"|look\w* forward|scheduled|priority|due|foresee\w*|foreseen|(?:is|are|was|were) to|to be",
    "announced": r"announc\w*|unveil\w*|set out|outlin\w*|presented|made public",
    "in-talks": r"negotiat\w*|talks?|talked|talking|discuss\w*",
    "agreed": r"agree[sd]?|signed|signing|formalis\w*|pledg\w*|commit(?:s|ted)|partnered|adopted|endorsed|concluded"
    r"|joined|(?:became|made|named) an? (?:member|partner)",
    "launched": r"launched|launches|launching|inaugurated|set up|established|opened|founded|began|begun|started|created"
    r"|launch of|formal launch",
    "operating": r"operat\w*|under ?way|exist\w*|already|active|actively|ongoing|track\w*|promoting|currently"
    r"|has evolved|has become|exploring|progress\w*|pushed|driv(?:es|ing|en)|expand\w*|long-standing"
    r"|work(?:s|ing)|met|meets|so far|going on|being built|goes on",
    "completed": r"completed|finished|fulfilled|delivered",
    "ended": r"ended|expired|closed|lapsed|replaced|superseded|dissolved|terminated|stopped|discontinued|cancelled",
}
"""The words by which a line shows how far something has come."""
_OF_PLANS = ("proposed", "announced")
"""What words show that are still to come or denied as well."""

_AUXILIARY = r"(?:to|not(?! only)|never|cannot|\w+n['’]t|will|would|can|could|shall|should|must|might|(?-i:may))"
_INTENT = r"(?:plan(?:s|ned)?|propos(?:al|als|ed)|potential|possible|future|upcoming|intended|expected|due)"
_FILLER = r"(?:to|not|be|been|being|have|yet|also|soon|now|then|further|for|the|an?|its|their|formal|\w+ly)"
_CONDITION = r"(?:no|nor|neither|none|without|if|once|unless|until|before|ahead of)"
_NOT_DONE = re.compile(
    rf"\b(?:(?:{_AUXILIARY}|{_INTENT})(?:\s+{_FILLER})*\s+\w+(?:\s+(?:up|(?:and|or)\s+\w+))?|{_CONDITION}\b[^,;:.]*)",
    re.IGNORECASE,
)
"""What is still to come, denied or conditional: "is to be launched", "will set up", "was to have been agreed", "not yet
signed", "a planned launch", "no deal", "once it is launched"."""

_SPEECH = (
    r"spokes\w+|said|says|saying|stated|statement|explained|according to|announc\w*|learnt|told|press release"
    r"|respon(?:d|ds|ded|se)|prais\w*|hoped|agreed|wrote|noted|called|emphasi[sz]\w*|credit\w*"
)
_SPEAKERS = {
    "government": r"governments?(?! officials?)|ministr(?:y|ies)|MEA|FCDO|DSIT|Foreign Office|joint statement"
    r"|press release|prime ministers?|both sides|both countries|two countries",
    "unnamed": r"officials?(?! (?:release|statement|text))|sources?|persons?|people|learnt|aware",
}
"""The words for those who speak; a named official is one by name."""
_BESIDE = 60
"""How many characters may stand between a speaker and the word that tells of speech."""


def _words(words: str) -> re.Pattern:
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)


_STATUS_PATTERNS = {status: _words(words) for status, words in _STATUS_CUES.items()}
_SPEECH_PATTERN = re.compile(rf'{_words(_SPEECH).pattern}|[“”"]', re.IGNORECASE)
_SPEAKER_PATTERNS = {voice: _words(words) for voice, words in _SPEAKERS.items()}
_DENIAL = _words(r"not|no|never|without|nor|neither|none|\w+n['’]t|non")


def cues(text: str, names: Iterable[Mention]) -> frozenset[str]:
    """The statuses that words of a line show, those who speak there, and a denial (`negated`)."""
    return frozenset((*showing(text), *_speaking(text, names), *(("negated",) if _DENIAL.search(text) else ())))


def showing(text: str) -> dict[str, tuple[int, int]]:
    """The statuses that words of a line show, each with where the first such word stands."""
    done = _NOT_DONE.sub(lambda match: " " * len(match[0]), text)
    found = ((it, words.search(text if it in _OF_PLANS else done)) for it, words in _STATUS_PATTERNS.items())
    return {status: match.span() for status, match in found if match}


def _speaking(text: str, names: Iterable[Mention]) -> Iterator[str]:
    """The voices of which a speaker stands beside a word of speech or a quotation mark."""
    speech = [it.span() for it in _SPEECH_PATTERN.finditer(text)]
    speakers = {voice: [it.span() for it in words.finditer(text)] for voice, words in _SPEAKER_PATTERNS.items()}
    speakers["official"] = [(it.start, it.end) for it in names if it.of.kind == "people"]
    for voice, spans in speakers.items():
        if any(start - _BESIDE <= end_ and start_ <= end + _BESIDE for start, end in spans for start_, end_ in speech):
            yield voice


_CUE = re.compile(
    rf"{'|'.join((*_STATUS_CUES, *_SPEAKERS, 'official', 'negated'))}|(?:back|on|same|another) (?:0[1-9]|1[0-2])"
)
"""What a line can be said to give: of the above, and how near a month is (`tsi.evidence.nearness`)."""


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
    quotes: tuple[Quote, ...] = ()


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
    names = registry.find_nested(text)
    return Line(
        number,
        hashlib.sha256(text.encode()).hexdigest(),
        figures.find(text),
        names,
        cues(text, names) | {it.cue for it in nearness.found(text)},
        not text.strip(),
    )


def index_notes(source: str, text: str, registry: Registry) -> SourceIndex:
    """Index our notes on a source. The place in the original, in front of a line, is no part of what the line states;
    the bibliography of notes is the record of their source."""
    return _indexed(source, f"{source}.txt", text.encode(), {}, registry, lambda line: notes.parse(line).text)


def index_source(source: str, file: Path, bibliography: Mapping[str, str], registry: Registry) -> SourceIndex:
    """Index one source file. Raises FileNotFoundError, NotRead and UnicodeDecodeError."""
    raw = files.bytes_of(file, str(file))
    index = _indexed(source, file.name, raw, bibliography, registry, lambda line: line)
    texts = notes.lines(raw.decode("utf-8"))
    quoted = (_with_quotes(line, text, texts) for line, text in zip(index.lines, texts, strict=True))
    return replace(index, lines=tuple(quoted))


def _with_quotes(line: Line, text: str, texts: list[str]) -> Line:
    chosen = quotes.chosen(text, [(it.start, it.end) for it in line.figures], showing(text))
    return replace(line, quotes=quotes.marked(chosen, line.number, texts))


def _indexed(
    source: str, file: str, raw: bytes, known: Mapping[str, str], registry: Registry, stated: Callable[[str], str]
) -> SourceIndex:
    lines = enumerate(notes.lines(raw.decode("utf-8")), 1)
    indexed = tuple(index_line(number, stated(text), registry) for number, text in lines)
    return SourceIndex(source, file, hashlib.sha256(raw).hexdigest(), registry.fingerprint, dict(known), indexed)


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
    names = [{"form": digest(m.printed), "start": m.start, "end": m.end} for m in line.names]
    row |= {"figures": [_figure_row(figure) for figure in line.figures], "names": names, "cues": sorted(line.cues)}
    return row | ({"quotes": [asdict(quote) for quote in line.quotes]} if line.quotes else {})


def _figure_row(figure: Figure) -> dict:
    row = asdict(figure)
    return row if row.pop("opaque") is False else row | {"opaque": True}


class _Stored(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


_Hash = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class _StoredName(_Stored):
    form: Annotated[str, StringConstraints(pattern="^[0-9a-f]{12}$")]
    start: int
    end: int


class _StoredLine(_Stored):
    line: int
    sha256: _Hash
    blank: bool = False
    figures: tuple[Figure, ...] = ()
    names: tuple[_StoredName, ...] = ()
    cues: frozenset[str] = frozenset()
    quotes: tuple[Quote, ...] = ()


class _StoredIndex(_Stored):
    source: str
    file: str
    sha256: _Hash
    names_sha256: _Hash
    bibliography: dict[str, str]
    lines: tuple[_StoredLine, ...]


def from_json(text: str, registry: Registry) -> SourceIndex:
    """Read a committed index. It keeps checksums of the forms that its lines print; whose they are, the registry tells,
    so that a record may have another id since. Raises ValueError for one that this version did not write."""
    try:
        stored = _StoredIndex.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "as a whole"
        raise ValueError(f"not an evidence index of this version ({where}: {first['msg']})") from None
    lines = tuple(_line(stored_line, registry) for stored_line in stored.lines)
    return SourceIndex(stored.source, stored.file, stored.sha256, stored.names_sha256, stored.bibliography, lines)


def _line(stored: _StoredLine, registry: Registry) -> Line:
    forms = ((registry.form(name.form), name) for name in stored.names)
    owned = ((registry.owner(form), form, name) for form, name in forms)
    names = tuple(Mention(owner, form, name.start, name.end) for owner, form, name in owned if owner)
    return Line(stored.line, stored.sha256, stored.figures, names, stored.cues, stored.blank, stored.quotes)


# --- What can be known without the file ------------------------------------------------------------------------------


def index_faults(index: SourceIndex, text: str, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """What in the committed text of an index cannot come from any source file: its 1-based line there, and why. `known`
    is what an index holds of a source.

    A line that a source has not, or another figure that is whole in itself, is found only with the file at hand."""
    if to_json(index) != text or {*index.bibliography} != {*known}:
        yield 1, "the index is not as the program writes it"
        return
    first = text.count("\n") - 2 - len(index.lines)
    for number, line in enumerate(index.lines, 1):
        yield from ((first + number, message) for message in _line_faults(number, line))


def _line_faults(number: int, line: Line) -> Iterator[str]:
    if line.number != number:
        yield f"line {line.number} of the source stands where line {number} would"
    if line.blank and line != Line(line.number, line.sha256, (), (), frozenset(), True):
        yield f"line {number} is blank and states something"
    yield from (f"‘{cue}’ is no cue" for cue in sorted(line.cues) if not _CUE.fullmatch(cue))
    pieces: tuple[Figure | Mention | Quote, ...] = (*line.figures, *line.names, *line.quotes)
    for piece in pieces:
        if piece.end - piece.start != len(piece.printed) or piece.start < 0:
            yield f"‘{piece.printed}’ does not reach from {piece.start} to {piece.end}"
        yield from characters.faults(piece.printed)
    yield from (f"‘{it.printed}’ cannot be read as {it.key}" for it in line.figures if not _prints(it))
    if any(before.end > after.start for before, after in pairwise(line.figures)):
        yield "figures lie one over the other, or in another order than on the line"
    yield from (f"‘{it.printed}’ is too long a quotation" for it in line.quotes if not it.is_short)
    if any(before.end > after.start for before, after in pairwise(line.quotes)):
        yield "quotations lie one over the other, or in another order than on the line"
    if any({*it.shows} - ({*_STATUS_CUES} & line.cues) for it in line.quotes):
        yield "a quotation shows a status of which the line has no word"
    if len(set(line.names)) < len(line.names):
        yield "a name stands twice at one place"


def _prints(figure: Figure) -> bool:
    """Whether the printed form gives the figure. A date may have its month or its year from elsewhere on the line, as
    the first of “8 and 9 October” has."""
    found = figures.find(figure.printed)
    if figure.kind == "date":
        return any(it.key == figure.key or figure.value.endswith(it.value.lstrip("-").zfill(2)) for it in found)
    return [it.key for it in found] == [figure.key]
