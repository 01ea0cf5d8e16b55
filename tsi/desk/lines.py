"""What a source line states and names, and what the records have made of each: the worksheet of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tsi.library import coverage
from tsi.library.coverage import Use
from tsi.library.library import Library
from tsi.records.claims import Place
from tsi.records.types import Citation, Reference


def worksheet(library: Library, source: str, folder: Path | None = None) -> Iterator[str]:
    """Every line of a source that says something, and how much of it all is left to say. Raises OSError."""
    cited = [citation for citation, line in library.lines() if citation.source == source and not line.blank]
    left = 0
    for citation in cited:
        messages = list(told(library, citation, folder))
        left += sum(message.lstrip().startswith(LEFT) for message in messages)
        yield from messages
    yield f"{len(cited)} lines, {left} things left to say" if left else f"{len(cited)} lines, nothing left to say"


LEFT = "to say:"


def told(library: Library, citation: Citation, folder: Path | None = None) -> Iterator[str]:
    """A source line: its words where they are ours or at hand, and what became of all that it states and names. The
    words of a source file go to whoever has it, and nowhere else. Raises OSError."""
    line = library.evidence.line(citation)
    yield f"{citation}  {_words(library, citation, folder)}".rstrip()
    if citation.source in library.notes:
        use, places = coverage.of_note(library, citation), library.resting_on(citation)
        yield f"    {_became(use, places) if use else f'{LEFT} this line is neither cited nor omitted'}"
        return
    for figure in line.figures:
        use = coverage.of_figure(library, citation, figure)
        yield f"    {_outcome(figure.printed, use, library.uses(citation, figure.key))}"
    for name in coverage.names_on(line):
        use = coverage.of_name(library, citation, name)
        yield f"    {_outcome(str(name), use, library.uses(citation, name))}"


def _words(library: Library, citation: Citation, folder: Path | None) -> str:
    if notes := library.notes.get(citation.source):
        return notes[citation.line - 1].text
    file = library.sources[citation.source].file
    if folder is None or file is None:
        return ""
    return (folder / file).read_text(encoding="utf-8").split("\n")[citation.line - 1].strip()


def _outcome(what: str, use: Use | None, places: tuple[Place, ...]) -> str:
    return f"{what}: {_became(use, places)}" if use else f"{LEFT} {what}"


def _became(use: Use, places: tuple[Place, ...]) -> str:
    """What became of something, by the records that say or omit it."""
    by = ", ".join(dict.fromkeys(_short(it) for it in places or use.because))
    return f"{use.word} ({by})" if by else use.word


def _short(thing: Place | Reference) -> str:
    return thing.on_page if isinstance(thing, Place) else str(thing)
