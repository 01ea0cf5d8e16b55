"""Source files -> evidence index: per source line its SHA-256, the figures it states, its capitalised runs by hashes,
in which registered names are found, the cues it gives on status, speech, negation and the nearness of dates, and the
few words that receipts may quote. It holds no sentence of a source. Of our notes, which every clone has, a checksum of
each line is kept and no more."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from tsi.evidence import nearness, notes, quotes, roles, runs
from tsi.evidence.names import Mention, Registry
from tsi.evidence.quotes import Quote
from tsi.evidence.runs import Looked, Run
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
_OFFICIAL = "official"
SAID = "said"
"""Of a name, that it stands beside a word of speech."""
_BESIDE = 60
"""How many characters may stand between a speaker and the word that tells of speech."""

KEPT = 256
"""So many indexes are kept as they were read, since a preview reads all of them at each change."""


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
    speakers = {voice: [it.span() for it in words.finditer(text)] for voice, words in _SPEAKER_PATTERNS.items()}
    speakers[_OFFICIAL] = [(it.start, it.end) for it in names if it.of.kind == "people"]
    return (voice for voice, spans in speakers.items() if any(_is_said(text, *span) for span in spans))


def _is_said(text: str, start: int, end: int) -> bool:
    """Whether a part of a line stands beside a word of speech."""
    speech = (it.span() for it in _SPEECH_PATTERN.finditer(text))
    return any(start - _BESIDE <= end_ and start_ <= end + _BESIDE for start_, end_ in speech)


def _beside(text: str, start: int, end: int) -> tuple[str, ...]:
    """What stands beside a part of a line: a word of speech, and those of `tsi.evidence.roles`."""
    found = {*roles.beside(text, start, end), *((SAID,) if _is_said(text, start, end) else ())}
    return tuple(sorted(found))


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
    """`bibliography` holds what was known of a source file when it was indexed: title, url, published and so on. In
    its runs names are found, and in those forms that were looked for when it was at hand."""

    source: str
    file: str
    sha256: str
    bibliography: Mapping[str, str]
    lines: tuple[Line, ...]
    runs: tuple[Run, ...] = ()
    looked_for: Looked = field(default_factory=dict)
    has_long_runs: bool = False

    @property
    def hashes(self) -> list[str | None]:
        """The lines, each by its SHA-256, a blank one as None."""
        return [None if line.blank else line.sha256 for line in self.lines]

    def unknown(self, registry: Registry) -> tuple[str, ...]:
        """The registered forms of which nobody can tell without the file whether it has them."""
        return tuple(runs.not_looked_for(registry, self.looked_for, self.has_long_runs))


def _line(number: int, text: str, names: tuple[Mention, ...]) -> Line:
    given = cues(text, names) | {it.cue for it in nearness.found(text)}
    checksum = hashlib.sha256(text.encode()).hexdigest()
    return Line(number, checksum, figures.find(text), names, given, not text.strip())


@lru_cache(maxsize=KEPT)
def index_notes(source: str, text: str, registry: Registry) -> SourceIndex:
    """Index our notes on a source. The place in the original, in front of a line, is no part of what the line states;
    the bibliography of notes is the record of their source."""
    stated = (note.text for note in notes.of(text))
    lines = tuple(_line(number, it, _named_in(it, registry)) for number, it in enumerate(stated, 1))
    return SourceIndex(source, f"{source}.txt", hashlib.sha256(text.encode()).hexdigest(), {}, lines)


def _named_in(text: str, registry: Registry) -> tuple[Mention, ...]:
    return tuple(replace(it, beside=_beside(text, it.start, it.end)) for it in registry.find_nested(text))


def index_source(source: str, file: Path, bibliography: Mapping[str, str], registry: Registry) -> SourceIndex:
    """Index one source file. Raises FileNotFoundError, NotRead and UnicodeDecodeError."""
    raw = files.bytes_of(file, str(file))
    texts = notes.lines(raw.decode("utf-8"))
    lines = tuple(_with_quotes(_line(number, it, ()), texts) for number, it in enumerate(texts, 1))
    checksum = hashlib.sha256(raw).hexdigest()
    made = runs.made(texts, checksum, registry, _beside)
    return _named(SourceIndex(source, file.name, checksum, dict(bibliography), lines, *made), registry)


def _with_quotes(line: Line, texts: list[str]) -> Line:
    text = texts[line.number - 1]
    chosen = quotes.chosen(text, [(it.start, it.end) for it in line.figures], showing(text))
    return replace(line, quotes=quotes.marked(chosen, line.number, texts))


def _named(index: SourceIndex, registry: Registry) -> SourceIndex:
    """The index of a source file with the names that the runs of its lines have, and the officials who speak there."""
    found = runs.names(index.runs, index.sha256, registry, index.looked_for)
    officials = {at for at, names in found.items() if any(it.of.kind == "people" and SAID in it.beside for it in names)}
    lines = (
        replace(it, names=found.get(it.number, ()), cues=it.cues | ({_OFFICIAL} if it.number in officials else set()))
        for it in index.lines
    )
    return replace(index, lines=tuple(lines))


def to_json(index: SourceIndex) -> str:
    """The index of a source file as it is committed: a line of JSON per source line, per run, and per form that was
    looked for, so that a change shows where it happened, and names that are found in the runs change nothing."""
    parts = {
        "lines": [_line_to_json(line) for line in index.lines],
        "runs": [asdict(run) for run in index.runs],
        "looked_for": [{"form": form, "printed": printed} for form, printed in index.looked_for.items()],
    }
    return _written(index, ("source", "file", "sha256", "has_long_runs", "bibliography"), parts)


def notes_to_json(index: SourceIndex) -> str:
    """What is committed of our notes on a source: the hash of each line, by which it is known again elsewhere."""
    return _written(index, ("source",), {"lines": index.hashes})


def _written(index: SourceIndex, fields: Iterable[str], parts: Mapping[str, Iterable]) -> str:
    head = json.dumps({field: getattr(index, field) for field in fields}, ensure_ascii=False, indent=2)[:-2]
    tables = (f',\n  "{part}": [{_rows(rows)}\n  ]' for part, rows in parts.items())
    return f"{head}{''.join(tables)}\n}}\n"


def _rows(rows: Iterable) -> str:
    return ",".join(f"\n    {json.dumps(row, ensure_ascii=False)}" for row in rows)


def _line_to_json(line: Line) -> dict:
    row: dict = {"line": line.number, "sha256": line.sha256}
    if line.blank:
        return row | {"blank": True}
    row |= {"figures": [_figure_row(figure) for figure in line.figures], "cues": sorted(line.cues - {_OFFICIAL})}
    return row | ({"quotes": [asdict(quote) for quote in line.quotes]} if line.quotes else {})


def _figure_row(figure: Figure) -> dict:
    row = figure._asdict()
    return row if row.pop("opaque") is False else row | {"opaque": True}


_Read = TypeVar("_Read", bound=BaseModel)


class _Stored(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


_Hash = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class _StoredLine(_Stored):
    line: int
    sha256: _Hash
    blank: bool = False
    figures: tuple[Figure, ...] = ()
    cues: frozenset[str] = frozenset()
    quotes: tuple[Quote, ...] = ()


class _StoredForm(_Stored):
    form: str
    printed: tuple[str, ...]


class _StoredIndex(_Stored):
    source: str
    file: str
    sha256: _Hash
    has_long_runs: bool
    bibliography: dict[str, str]
    lines: tuple[_StoredLine, ...]
    runs: tuple[Run, ...]
    looked_for: tuple[_StoredForm, ...]


class _StoredNotes(_Stored):
    source: str
    lines: tuple[_Hash | None, ...]


@lru_cache(maxsize=KEPT)
def from_json(text: str, registry: Registry) -> SourceIndex:
    """Read the committed index of a source file. Which names its runs have, the registry tells. Raises ValueError for
    one that this version did not write."""
    stored = _read(_StoredIndex, text)
    lines = tuple(Line(it.line, it.sha256, it.figures, (), it.cues, it.blank, it.quotes) for it in stored.lines)
    looked = {it.form: it.printed for it in stored.looked_for}
    head = stored.source, stored.file, stored.sha256, stored.bibliography
    return _named(SourceIndex(*head, lines, stored.runs, looked, stored.has_long_runs), registry)


def noted_hashes(text: str) -> list[str | None]:
    """The committed hashes of the lines of our notes on a source. Raises ValueError as above."""
    return list(_read(_StoredNotes, text).lines)


def _read(form: type[_Read], text: str) -> _Read:
    try:
        return form.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "as a whole"
        raise ValueError(f"not an evidence index of this version ({where}: {first['msg']})") from None


# --- What can be known without the file ------------------------------------------------------------------------------


def index_faults(index: SourceIndex, text: str, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """What in the committed text of an index cannot come from any source file: its 1-based line there, and why. `known`
    is what an index holds of a source.

    A line that a source has not, or another figure that is whole in itself, is found only with the file at hand."""
    if to_json(index) != text or {*index.bibliography} != {*known}:
        yield 1, "the index is not as the program writes it"
        return
    first = text[: text.index('  "lines": [')].count("\n") + 1
    for number, line in enumerate(index.lines, 1):
        yield from ((first + number, message) for message in _line_faults(number, line))
    stated = {number for number, line in enumerate(index.lines, 1) if not line.blank}
    yield from ((1, message) for message in runs.faults(index.runs, index.looked_for, stated))
    told = {it for run in index.runs for it in run.beside} - {SAID, *roles.WORDS, *roles.OFFICES}
    yield from ((1, f"‘{it}’ is nothing that can stand beside a name") for it in sorted(told))


def _line_faults(number: int, line: Line) -> Iterator[str]:
    if line.number != number:
        yield f"line {line.number} of the source stands where line {number} would"
    if line.blank and line != Line(line.number, line.sha256, (), (), frozenset(), True):
        yield f"line {number} is blank and states something"
    yield from (f"‘{cue}’ is no cue" for cue in sorted(line.cues) if not _CUE.fullmatch(cue))
    pieces: tuple[Figure | Quote, ...] = (*line.figures, *line.quotes)
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


def _prints(figure: Figure) -> bool:
    """Whether the printed form gives the figure. A date may have its month or its year from elsewhere on the line, as
    the first of “8 and 9 October” has."""
    found = figures.find(figure.printed)
    if figure.kind == "date":
        return any(it.key == figure.key or figure.value.endswith(it.value.lstrip("-").zfill(2)) for it in found)
    return [it.key for it in found] == [figure.key]
