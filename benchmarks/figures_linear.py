"""Shows that reading figures takes time in proportion to the length of the text, whatever the text.

    python -m benchmarks.figures_linear

prints, for ordinary prose and for texts built to lead a grammar astray, the processor time per character at 10 kB to
10 MB, and how the slowest of them compares with that at 10 kB. Exits with 1 where this ratio is above `HIGHEST_RATIO`.
`once` is how often a plain pattern could go over the same text, character by character, in the time of the grammar.
Takes some twenty minutes and half a gigabyte of memory, for the millions of figures that the longest texts hold.
"""

import gc
import re
import sys
import time
from collections.abc import Callable

from tsi.text.figures import find

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
HIGHEST_RATIO = 3.0
"""Above one, since a text of 10 MB no longer fits the processor's caches."""

PATTERNS = {
    "prose without figures": "The parties agreed to work together on research and to meet again when they can. ",
    "prose with figures": "On 24 July 2024 up to £7 million went to two partners over three weeks, a third more. ",
    "one word": "a",
    "one number": "1",
    "grouped digits": "1,",
    "versions": "1.2.",
    "number words": "two hundred and ",
    "modifiers": "up to about ",
    "days and months": "24 July ",
    "ranges": "2024-",
    "sides": "five by ",
    "slashes": "1 / ",
    "numbers behind a name": "COP 1 and ",
    "dates from one to another": "July 2024 to 2023 - ",
    "hyphens": "-",
    "hyphenated capitals": "G-",
    "glue": "a-1/",
    "line breaks": "\n ",
    "addresses": "https://",
    "unclosed brackets": "([",
    "joined without width": "1\u200b",
    "scales": "million ",
    "lists of numbers": "24, ",
    "short lists": "5, ",
    "uncertainty": "5 ± ",
    "denied bounds": "not more than ",
    "compound numbers": "one hundred and one thousand ",
    "ranges of months": "July to ",
    "lists of labels": "sections 3, ",
    "fractions of": "half of ",
}


EVERY_CHARACTER = re.compile(r"(?s:.)")


def read_once(text: str) -> None:
    """The least that a pattern can do with a text."""
    for _ in EVERY_CHARACTER.finditer(text):
        pass


def read_anew(text: str) -> None:
    """The grammar, without what it remembers of a text."""
    find.cache_clear()
    find(text)


def time_per_character(pattern: str, size: int, runs: int, read: Callable[[str], object] = read_anew) -> float:
    """Nanoseconds of processor time per character of a text that repeats the pattern, the best of some runs."""
    text = (pattern * (size // len(pattern) + 1))[:size]
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        read(text)
        best = min(best, time.process_time() - start)
    return best / len(text) * 1e9


def main() -> int:
    print(f"{'nanoseconds per character':24}" + "".join(f"{size:>12,}" for size in SIZES) + f"{'ratio':>8}{'once':>8}")
    worst = 0.0
    for name, pattern in PATTERNS.items():
        times = [time_per_character(pattern, size, runs=max(1, 100_000 // size)) for size in SIZES]
        ratio = max(times) / times[0]
        worst = max(worst, ratio)
        once = times[1] / time_per_character(pattern, SIZES[1], runs=3, read=read_once)
        print(f"{name:24}" + "".join(f"{each:12.0f}" for each in times) + f"{ratio:8.1f}{once:8.1f}", flush=True)
    print(f"highest ratio {worst:.1f} over {len(PATTERNS)} texts, at most {HIGHEST_RATIO} is linear")
    return int(worst > HIGHEST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
