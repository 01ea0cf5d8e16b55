"""One thing that is wrong with a record, where it stands, and what an editor can do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tsi.records.types import (
    Citation,
    Reference,
)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with the data: `file` relative to the project, 1-based `line`, and what to do about it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def nearest(word: str, choices: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.5)
    return f" (did you mean ‘{close[0]}’?)" if close else ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is not proven: `fragment` is the part of it that is at fault."""

    fragment: str
    message: str


class Finding(NamedTuple):
    """What is wrong, and where: a record, the path of the field, and the part of its text that is at fault; `cited`
    are the citations that could be to blame."""

    reference: Reference
    path: tuple
    message: str
    fragment: str = ""
    cited: tuple[Citation, ...] = ()
