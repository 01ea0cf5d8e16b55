"""What is of our own words: whatever shares no run of words with a source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

RUN = 8
"""As many words in a row as a text of ours may not share with a source."""

Run = tuple[str, ...]


def runs(text: str) -> Iterator[Run]:
    """Every run of so many words in a text, whatever their case and the signs between them."""
    words = re.findall(r"[^\W_]+", text.lower())
    return (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def runs_of(texts: Iterable[str]) -> set[Run]:
    """The runs of all these texts."""
    return {run for text in texts for run in runs(text)}


def shared(text: str, taken: set[Run]) -> Iterator[str]:
    """The runs of a text that are among those taken, as words, in the order of the text."""
    return (" ".join(run) for run in runs(text) if run in taken)
