"""A file that people keep -> its text, or the one thing that is wrong with it: what is no plain, readable text file of
a sensible size goes no further."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tsi.records.faults import Fault
from tsi.text import characters

LARGEST = 20_000_000
"""Bytes that a file of ours may hold: a hundred times what the largest holds today."""


class NotRead(Exception):
    """What is wrong with a file."""

    def __init__(self, fault: Fault):
        self.fault = fault
        super().__init__(str(fault))


def text_of(path: Path, file: str) -> str:
    """The text of a file, read once, without the mark that tells the order of bytes; in messages it is called `file`.

    Raises FileNotFoundError where there is none, and NotRead for whatever is no text file of ours."""
    content = bytes_of(path, file)
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotRead(
            Fault.in_file(file, line, "this is not UTF-8 text; save the file with the encoding UTF-8")
        ) from None


def bytes_of(path: Path, file: str) -> bytes:
    """The same before it is decoded. A link is not followed, a pipe not waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        with open(descriptor, "rb") as opened:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _not_read(file, f"this is no file of text; {_PUT}")
            content = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _not_read(file, _why(path, error)) from None
    if len(content) > LARGEST:
        raise _not_read(file, f"the file is longer than {LARGEST:,} bytes; divide it, or take out what is not meant")
    return content


_PUT = "put the file itself here"


def _why(path: Path, error: OSError) -> str:
    if path.is_symlink():
        return f"this is a link to a file; {_PUT}"
    if path.is_dir():
        return f"this is a folder; {_PUT}"
    return f"the file cannot be read ({error.strerror}); let everybody read it"


def _not_read(file: str, message: str) -> NotRead:
    return NotRead(Fault.in_file(file, 0, message))


def faults_of_text(text: str, file: str) -> list[Fault]:
    """The lines of a plain text on which something stands that no text of ours may hold."""
    lines = enumerate(text.replace("\r\n", "\n").split("\n"), 1)
    return [Fault.in_file(file, number, message) for number, line in lines for message in characters.faults(line)]
