"""Freeze what the built site says as an edition, under the day on which it is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tsi.desk import publish
from tsi.desk.edits import CannotEdit
from tsi.exports.editions import CHECKSUMS
from tsi.library.library import Library
from tsi.records.editions import DATA, FOLDER, PAGES, RECORDS
from tsi.wording import editions

LARGEST = 3_000_000
"""Bytes that an edition may take up in the project."""


def frozen(library: Library, day: str) -> str:
    """Write the edition of a day from the site that was built last; what there is to tell. Raises CannotEdit."""
    file = library.root / FOLDER / f"{day}.zip"
    if file.exists():
        raise CannotEdit(f"{FOLDER}/{file.name} is there already, and an edition is never changed")
    content = packed(_contents(library, library.root / publish.SITE))
    if len(content) > LARGEST:
        raise CannotEdit(f"it would take up {len(content):,} bytes, and may take up {LARGEST:,}")
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    return f"{FOLDER}/{file.name}: {len(content):,} bytes; build the site anew, and commit it"


def _contents(library: Library, site: Path) -> dict[str, bytes]:
    """By its name in the edition: the text of each page, which is its twin, and the records."""
    twins = {it.relative_to(site).with_suffix(".txt").as_posix(): it.read_bytes() for it in site.rglob("*.md")}
    held = json.dumps(editions.today(library), ensure_ascii=False, indent=0)
    return {
        DATA: (site / "data" / DATA).read_bytes(),
        RECORDS: held.encode(),
        **{f"{PAGES}{name}": twins[name] for name in sorted(twins)},
    }


def packed(contents: Mapping[str, bytes]) -> bytes:
    """A file of all these and their checksums: of the same contents, the same bytes."""
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=9) as opened:
        for name, content in {**contents, CHECKSUMS: sums.encode()}.items():
            opened.writestr(ZipInfo(name), content, ZIP_DEFLATED, 9)
    return file.getvalue()
