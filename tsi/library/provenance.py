"""A folder of source files, and what its `provenance.yml` tells of them -> a new index for each source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict

from tsi.evidence.index import SourceIndex, index_source
from tsi.evidence.names import Registry
from tsi.library.loading import BIBLIOGRAPHY, DataErrors
from tsi.records import files
from tsi.records.faults import Fault
from tsi.records.typed import fitted
from tsi.records.types import Given, Model, Source
from tsi.records.yaml_lines import read
from tsi.text import dates


def _point(edtf: str) -> str:
    if dates.parse(edtf).form != "point":
        raise ValueError(f"‘{edtf}’ is not the day, month or year in which a source appeared")
    return edtf


class Provenance(Model):
    """What `provenance.yml` must tell of a file under its name; it may tell more."""

    model_config = ConfigDict(extra="ignore")
    title: Given
    url: Given
    sha256: Given
    published: Annotated[Given, AfterValidator(_point)]


def new_indexes(
    folder: Path, sources: Mapping[str, Source], registry: Registry, any_sha256: bool = False
) -> dict[str, SourceIndex]:
    """Index the file of every source that is held as a text, by the id of the source. With `any_sha256` it need not be
    the file described.

    Raises OSError, and DataErrors where too little is told of a file or it is not the one described."""
    document, faults = read(folder / "provenance.yml", str(folder / "provenance.yml"))
    if faults:
        raise DataErrors(faults)
    indexes = {}
    for id_, source in sources.items():
        file = str(source.file)  # of a source held as a text, which all of these are
        told, misfits = fitted(Provenance, document.content.get(file))
        if told:
            indexes[id_] = _indexed(id_, folder / file, told, registry)
            if not any_sha256 and indexes[id_].sha256 != told.sha256:
                message = f"the file has {indexes[id_].sha256}; give that one if the file was meant to change"
                misfits.append((("sha256",), message))
        for path, message in misfits:
            where = (file, *path)
            faults.append(Fault.in_file(document.file, document.line(where), f"{'.'.join(map(str, where))}: {message}"))
    if faults:
        raise DataErrors(faults)
    return indexes


def _indexed(id_: str, path: Path, told: Provenance, registry: Registry) -> SourceIndex:
    known = told.model_dump() | {"file": path.name}
    try:
        return index_source(id_, path, {field: known[field] for field in BIBLIOGRAPHY}, registry)
    except files.NotRead as refusal:
        raise DataErrors([refusal.fault]) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message = "this is not UTF-8 text; save the file with the encoding UTF-8"
        raise DataErrors([Fault.in_file(str(path), line, message)]) from None
