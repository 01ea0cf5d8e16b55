"""The downloads of a built site, read by other means than those that wrote them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import icalendar

from tsi.findings import where_they_part

_ATOM = "{http://www.w3.org/2005/Atom}"
_TEXT_COLUMNS = (
    "name", "says", "question", "amount_as_printed", "date_in_words", "printed", "because", "settled_by", "rule_name",
    "reason",
)  # fmt: skip


def base(folder: Path) -> str:
    """The address for which the downloads in a built site were made. Raises ValueError where they do not say."""
    try:
        return json.loads((folder / "data/tsi.json").read_bytes())["about"]["address"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"it cannot be read ({error})") from error


def texts(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Every text of ours in a download, citations left out, behind the address of the record that it belongs to, or its
    lasting id where the download has that."""
    if path.endswith(".csv"):
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
            yield from ((row["address"], text) for column, text in row.items() if column in _TEXT_COLUMNS and text)
    elif path.endswith(".ics"):
        for event in icalendar.Calendar.from_ical(content).events:
            yield event["uid"], event["summary"]
            yield from ((event["uid"], line.rpartition(" [")[0]) for line in event["description"].split("\n"))
    elif path.endswith(".atom"):
        for entry in ElementTree.fromstring(content).iter(f"{_ATOM}entry"):
            lasting_id = entry.findtext(f"{_ATOM}id").removeprefix("urn:uuid:")
            lines = entry.findtext(f"{_ATOM}content").split("\n")
            yield lasting_id, entry.findtext(f"{_ATOM}title")
            yield from ((lasting_id, line.rpartition(" [")[0]) for line in lines)
    elif path.endswith("tsi.json"):
        for records in json.loads(content)["records"].values():
            for record in records.values():
                yield from ((record.get("address", ""), printed) for printed in _printed(record))


def _printed(part: object) -> Iterator[str]:
    """The figures in a record of the JSON document, as printed."""
    if isinstance(part, dict):
        yield from (figure["printed"] for figure in part.get("figures", ()))
        yield from (text for value in part.values() for text in _printed(value))


def first_difference(found: bytes, expected: bytes) -> tuple[str, str]:
    """What a download holds where it first differs from what was expected, and a message with what was."""
    at = where_they_part(found, expected)
    holds, ought = (content[max(0, at - 40) : at + 40].decode("utf-8", "replace") for content in (found, expected))
    line = expected.count(b"\n", 0, at) + 1
    return holds, f"line {line} is not what the records give; expected ‘{ought}’"
