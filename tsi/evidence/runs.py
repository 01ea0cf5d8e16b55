"""The capitalised runs of the lines of a source file, each word of them as a hash: by these the registered names are
found on a line without the file at hand, those too that nobody had registered when the file was last read.

Nothing is told of the words between the runs, nor which run comes first or where it stands; no run has more words than
may be quoted. So whoever tries every word of a dictionary learns which capitalised words stand together on a line. What
cannot be found so is looked for with the file at hand, and kept with the forms that were: names with small letters
beyond `of` and the like, and every name of a source that has a longer run.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from tsi.evidence.names import Mention, Registry, folded

LONGEST = 7
"""So many words of a line may stand in a row in a quotation, and in a run."""

_WORD = re.compile(r"[^\W_]+")
_HASH = re.compile("[0-9a-f]{8}")
_CAPITAL = r"[^\W_]*[A-Z0-9][^\W_]*"
_SIGN = r"(?: & | \(|[ &/'.-])"
_SMALL = rf"(?:and|the|(?:of|for|on|in)(?:{_SIGN}the)?)"
_RUN = re.compile(rf"(?<![^\W_]){_CAPITAL}(?:{_SIGN}(?:{_SMALL}{_SIGN})?{_CAPITAL})*(?![^\W_])")
"""As many words with a capital or a digit as follow each other, small words between them: what a name of such words
begins and ends with, on whatever line it stands, begins and ends within one."""


@dataclass(frozen=True, order=True, slots=True)
class Run:
    """A run on a line of a source, each word a hash, and what stands `beside` it (`tsi.evidence.names.Mention`)."""

    line: int
    words: str
    beside: tuple[str, ...]


Looked = Mapping[str, tuple[str, ...]]
"""The forms that were looked for with the file at hand, each with how it is printed there."""


def is_found(form: str) -> bool:
    """Whether a name stands within one run wherever it stands: it may be looked for by hashes alone."""
    return form != form.lower() and bool(_RUN.fullmatch(folded(form))) and _length(form) <= LONGEST


def _length(text: str) -> int:
    return len(_WORD.findall(text))


def hashed(text: str, salt: str) -> str:
    """A text with each word as a hash; the signs between them stay."""
    return _WORD.sub(lambda word: _hash(word[0], salt), text)


@lru_cache(maxsize=200_000)
def _hash(word: str, salt: str) -> str:
    return hashlib.sha256(f"{salt} {word}".encode()).hexdigest()[:8]


# --- With the file at hand -------------------------------------------------------------------------------------------


def made(
    lines: Iterable[str], salt: str, registry: Registry, beside: Callable[[str, int, int], tuple[str, ...]]
) -> tuple[tuple[Run, ...], Looked, bool]:
    """The runs of the lines of a source file, in no order of the text, the forms that had to be looked for, and whether
    a run is too long to be kept."""
    texts = dict(enumerate(lines, 1))
    capitalised = {number: [it.span() for it in _RUN.finditer(folded(text))] for number, text in texts.items()}
    is_long = any(_length(texts[at][start:end]) > LONGEST for at, spans in capitalised.items() for start, end in spans)
    looked: dict[str, set[str]] = {form: set() for form in registry.owners if is_long or not is_found(form)}
    runs = []
    for number, text in texts.items():
        found = list(registry.places(text, looked))
        for form, printed, _ in found:
            looked[form].add(printed)
        short = (span for span in capitalised[number] if _is_kept(text[slice(*span)]))
        for start, end in _joined(text, [*short, *((start, start + len(printed)) for _, printed, start in found)]):
            runs.append(Run(number, hashed(text[start:end], salt), beside(text, start, end)))
    return tuple(sorted(runs)), {form: tuple(sorted(looked[form])) for form in sorted(looked)}, is_long


def _is_kept(run: str) -> bool:
    return _length(run) <= LONGEST and run != run.lower()


def _joined(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, those that overlap or have only a bracket between them as one."""
    begun: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if begun and (start <= begun[1] or text[begun[1] : start] == " ("):
            begun = begun[0], max(begun[1], end)
            continue
        if begun:
            yield begun
        begun = start, end
    if begun:
        yield begun


def faults(runs: Iterable[Run], looked: Looked, lines: Collection[int]) -> Iterator[str]:
    """What of runs and forms as committed comes from no source file with such lines."""
    for run in runs:
        words = _WORD.findall(run.words)
        if run.line not in lines or not words or not all(map(_HASH.fullmatch, words)):
            yield f"‘{run.words}’ is no run of words on line {run.line}"
    for form, printed in looked.items():
        yield from (f"‘{it}’ is not how ‘{form}’ is printed" for it in printed if form not in (it, it.lower()))


# --- Without it ------------------------------------------------------------------------------------------------------


def not_looked_for(registry: Registry, looked: Looked, is_long: bool) -> Iterator[str]:
    """The registered forms of which nobody can tell whether the source has them."""
    return (form for form in registry.owners if form not in looked and (is_long or not is_found(form)))


def names(runs: Iterable[Run], salt: str, registry: Registry, looked: Looked) -> dict[int, tuple[Mention, ...]]:
    """The registered names by the lines on which they stand, in the order of the registry. Positions are those in the
    runs of a line, and tell which name stands within which."""
    printed = [it for form in registry.owners for it in looked.get(form, (form,) if is_found(form) else ())]
    words = {_hash(word, salt): word for form in printed for word in _WORD.findall(form)}
    forms = defaultdict(list)
    for it in printed:
        if owner := registry.owners.get(registry.form(it)):
            forms[owner].append(hashed(it, salt))
    by_hash, by_line = Registry(forms), defaultdict(list)
    for run in runs:
        by_line[run.line].append(run)
    order = {owner: number for number, owner in enumerate(registry.forms)}
    found = {}
    for line, runs_there in by_line.items():
        text = "\n".join(run.words for run in runs_there)
        mentions = sorted(by_hash.find_nested(text), key=lambda it: order[it.of])
        found[line] = tuple(_in_words(it, words, runs_there[text.count("\n", 0, it.start)]) for it in mentions)
    return found


def _in_words(mention: Mention, words: Mapping[str, str], run: Run) -> Mention:
    printed = _WORD.sub(lambda word: words[word[0]], mention.printed)
    return replace(mention, printed=printed, beside=run.beside)
