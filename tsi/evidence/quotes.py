"""The few words of a source line that receipts may quote: those around its figures and the words that show a status.

The index holds the names of a line as checksums, so that these words, and the figures, are all that it shows of a line:
at most a fifth of its words, or fourteen if that is more, with what our texts quote of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

WORDS = 7
"""As many words as a quotation may have."""
_FEWEST, _SHARE = 14, 5
_WORD = re.compile(r"[£€₹$]?[^\W_]+(?:[.,'’:/&-]+[^\W_]+|%)*")
_SMALL = re.compile(r"a|an|and|as|at|been|but|by|for|from|ha[sd]|have|in|into|is|its|of|on|or|the|to|was|with", re.I)
_ENDS = re.compile(r"[.;:!?()“”\"]|\s[–—-]\s")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """Some words of a line: `text[start:end] == printed`. `shows` are the statuses that a word of them shows; the
    words are `first` where the text of the source has them nowhere before, so that a browser finds them here."""

    printed: str
    start: int
    end: int
    shows: tuple[str, ...] = ()
    first: bool = True

    @property
    def is_short(self) -> bool:
        return _length(self.printed) <= WORDS

    def holds(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end


def words(text: str) -> list[Span]:
    """Where the words of a text stand."""
    return [match.span() for match in _WORD.finditer(text)]


def _length(printed: str) -> int:
    """In words as `own_words` counts them: 1.8 is two."""
    return len(re.findall(r"[^\W_]+", printed))


def allowed(text: str) -> int:
    """How many words of a line index and pages may show."""
    return max(_FEWEST, len(words(text)) // _SHARE)


def chosen(text: str, figures: Iterable[Span], shown: Mapping[str, Span]) -> tuple[Quote, ...]:
    """What a receipt may quote of a line, in order: its figures, the words that show a status, and what is beside
    them while few words are shown. Seven words of those that are allowed are left to our texts, and half of a short
    line stays unsaid."""
    places = words(text)
    most = min(allowed(text) - WORDS, len(places) // 2)
    taken = {number for span in (*figures, *shown.values()) for number in _touched(places, span)}
    ends = (bool(_ENDS.search(text, before[1], after[0])) for before, after in pairwise(places))
    parts = list(accumulate(ends, initial=0))
    needed = frozenset(taken)
    lengths = [_length(text[start:end]) for start, end in places]
    _grow(taken, parts, lengths, most)
    small = {it for it, (start, end) in enumerate(places) if _SMALL.fullmatch(text[start:end])} - needed
    runs = (_trimmed(run, small) for run in _runs(taken, parts))
    found = (_quote(text, (places[run[0]][0], places[run[-1]][1]), shown) for run in runs)
    return tuple(quote for quote in found if quote.is_short)


def _quote(text: str, span: Span, shown: Mapping[str, Span]) -> Quote:
    quote = Quote(text[slice(*span)], *span)
    return Quote(quote.printed, *span, tuple(sorted(it for it, at in shown.items() if quote.holds(*at))))


def _touched(places: Sequence[Span], span: Span) -> Iterator[int]:
    return (number for number, (start, end) in enumerate(places) if start < span[1] and span[0] < end)


def _runs(taken: Collection[int], parts: Sequence[int]) -> Iterator[list[int]]:
    """The runs of words that follow each other in a part of a sentence."""
    for _, run in groupby(enumerate(sorted(taken)), key=lambda it: (it[1] - it[0], parts[it[1]])):
        yield [number for _, number in run]


def _grow(taken: set[int], parts: Sequence[int], lengths: Sequence[int], most: int) -> None:
    """Let each run have the next word behind it, or the one before it, by turns, as long as any may."""
    while new := {it for run in _runs(taken, parts) for it in _beside(run, taken, parts, lengths)[:1]}:
        for number in sorted(new):
            if len(taken) >= most:
                return
            taken.add(number)


def _trimmed(run: list[int], small: Collection[int]) -> list[int]:
    """A run without the small words at its ends."""
    while run[-1] in small:
        run = run[:-1]
    while run[0] in small:
        run = run[1:]
    return run


def _beside(run: list[int], taken: Collection[int], parts: Sequence[int], lengths: Sequence[int]) -> list[int]:
    """The words by which a run may grow: of the same part of a sentence, and to no more than it may have."""
    free = (it for it in (run[-1] + 1, run[0] - 1) if 0 <= it < len(parts) and parts[it] == parts[run[0]])
    grown = ((it, next(each for each in _runs({*taken, it}, parts) if it in each)) for it in free)
    return [it for it, wider in grown if sum(lengths[number] for number in wider) <= WORDS]


def marked(quotes: Iterable[Quote], number: int, lines: Sequence[str]) -> tuple[Quote, ...]:
    """The quotes of a line, each marked by whether its words stand first there of all lines of the text."""
    return tuple(
        Quote(it.printed, it.start, it.end, it.shows, _first(it.printed, lines) == (number, it.start)) for it in quotes
    )


def _first(printed: str, lines: Sequence[str]) -> tuple[int, int] | None:
    pattern = re.compile(rf"(?<!\w){re.escape(printed)}(?!\w)", re.IGNORECASE)
    found = ((number, match.start()) for number, line in enumerate(lines, 1) if (match := pattern.search(line)))
    return next(found, None)
