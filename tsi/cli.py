"""The command line: `tsi check`, `tsi evidence`, `tsi mutants` and what goes with them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click
import yaml

from tsi.evidence import changes
from tsi.evidence import changes as renumbering
from tsi.evidence.index import SourceIndex, index_source, to_json
from tsi.library import coverage, loading, update
from tsi.library.library import Library
from tsi.library.loading import DataErrors
from tsi.records.claims import citations_with_paths

ROOT = Path(__file__).resolve().parent.parent
_root = click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT, help="The project's folder."
)


@click.group()
def main() -> None:
    """Check the records of the UK-India Technology Security Initiative and rebuild their evidence."""


@main.command()
@_root
def check(root: Path) -> None:
    """Check every record in data/ and print how much was checked."""
    library = _loaded(root)
    for what, count in checked(library).items():
        click.echo(f"{count:>6,}  {what}")


_Read = TypeVar("_Read")


def _loaded(root: Path) -> Library:
    return _read(loading.load, root)


def _read(reader: Callable[[Path], _Read], root: Path) -> _Read:
    """What a reader makes of the records; where it cannot, all that is wrong with them, and exit status 1."""
    try:
        return reader(root)
    except DataErrors as errors:
        click.echo(str(errors), err=True)
        click.echo(f"\n{len(errors.faults)} to mend; see docs/edit.md", err=True)
        sys.exit(1)


def checked(library: Library) -> dict[str, int]:
    """How much a check has looked at, by what it is. Raises AssertionError where it looked at nothing."""
    proofs = library.proofs.values()
    figures = [figure for proof in proofs for figure in proof.figures]
    counts = {
        "records": sum(len(records) for records in library.records.values()),
        "texts proven": len(library.proofs),
        "figures matched to source": sum(figure.verdict == "matched" for figure in figures),
        "figures inferred by a declared rule": sum(figure.verdict == "inferred" for figure in figures),
        "names found on a cited line": sum(len(proof.names) for proof in proofs),
        "citations followed": sum(len(proof.citations) for proof in proofs),
        "figures on source lines": sum(len(line.figures) for _, line in library.lines()),
        "names on source lines, each once a line": sum(len(coverage.names_on(line)) for _, line in library.lines()),
        "of all these omitted with a reason": len(library.records["omissions"]),
    }
    if not all(count for what, count in counts.items() if "omitted" not in what):
        raise AssertionError(f"a check that checked nothing has failed: {counts}")
    return counts


@main.command()
@_root
@click.option(
    "--sources",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="TSI_SOURCES",
    required=True,
    help="The folder of the source files.",
)
@click.option("--compare", "only_compare", is_flag=True, help="Write nothing; tell what the files change.")
def evidence(root: Path, folder: Path, only_compare: bool) -> None:
    """Rebuild data/evidence/ from the source files in a folder (and its provenance.yml)."""
    try:
        indexes = built_indexes(root, folder, only_compare)
    except (DataErrors, OSError, UnicodeDecodeError, ValueError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    if only_compare:
        _compare(_loaded(root), indexes)
        return
    target = root / "data/evidence"
    target.mkdir(parents=True, exist_ok=True)
    for index in indexes:
        (target / f"{index.source}.json").write_text(to_json(index), encoding="utf-8")
        figures, names = (sum(len(getattr(line, what)) for line in index.lines) for what in ("figures", "names"))
        click.echo(f"data/evidence/{index.source}.json: {len(index.lines)} lines, {figures} figures, {names} names")
    if found := _outdated(root, indexes):
        click.echo(f"{len(found)} citations mean lines that have moved; before you mend any by hand, run: tsi renumber")


def _outdated(root: Path, indexes: list[SourceIndex]) -> list[update.Outdated]:
    """The citations that mean lines that have moved, each told with what it is to be. Raises DataErrors."""
    documents, _, _ = loading.read_registered(root)
    found = update.outdated(documents.values(), {index.source: index for index in indexes})
    for citation in found:
        click.echo(str(citation))
    return found


@main.command()
@_root
@click.option("--forget", is_flag=True, help="Change no citation: all are right as they stand.")
def renumber(root: Path, forget: bool) -> None:
    """Mend the citations of lines that moved when their source file changed, and forget that they did."""
    _, records, _ = _read(loading.read_registered, root)
    indexes = [index for id_ in records["sources"] if (index := loading.committed_index(root, id_))]
    found = [] if forget else _outdated(root, indexes)
    try:
        update.mend(root, found, indexes)
    except OSError as error:
        raise click.ClickException(str(error)) from None
    undecided = sum(len(citation.now) != 1 for citation in found)
    click.echo(f"{len(found) - undecided} citations mended, {undecided} marked with ‘?’ for you to decide")
    sys.exit(1 if undecided else 0)


def _compare(library: Library, indexes: list[SourceIndex]) -> None:
    """Tell what the files change, and which statements they leave unproven; exit status 1 where there is any."""
    from tsi.library import update as drift

    drifts = {index.source: changes.between(library.index[index.source], index) for index in indexes}
    told = [line for found in drifts.values() for line in drift.described(found, library)]
    faults = sorted(set(drift.unproven(library, {index.source: index for index in indexes})))
    for line in [*told, *map(str, faults)]:
        click.echo(line)
    lines = sum(len(index.lines) for index in indexes)
    click.echo(f"{lines} lines compared: {len(told)} differ, {len(faults)} texts are left unproven")
    sys.exit(1 if told or faults else 0)


@main.command("mutants")
@_root
@click.option("--sample", type=int, default=0, help="So many of each class instead of all.")
def attack(root: Path, sample: int) -> None:
    """Change every figure, date, name and citation in every wrong way, and see whether it is caught."""
    from tsi.attack import records as mutants  # what a check needs is imported above, and no more

    made = mutants.all_mutants(_loaded(root))
    found = mutants.report(mutants.run(root, mutants.sampled(made, sample) if sample else made))
    click.echo(mutants.table(found))
    for survivor in found["survivors"]:
        click.echo(f"survived: {', '.join(map(str, survivor.values()))}")
    if not sample:
        mutants.write(root, found)
        click.echo(f"written to {mutants.REPORT}")
    sys.exit(1 if mutants.failures(found) else 0)


def built_indexes(root: Path, folder: Path, may_have_changed: bool = False) -> list[SourceIndex]:
    """Index every source of data/sources.yml from the files in `folder`. Raises DataErrors, OSError or ValueError."""
    _, records, registry = loading.read_registered(root)
    cited = {it for kind in records.values() for record in kind.values() for _, it in citations_with_paths(record)}
    provenance = yaml.load((folder / "provenance.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    indexes = []
    for id_, source in records["sources"].items():
        known = {**provenance.get(source.file, {}), "file": source.file}
        bibliography = {field: known.get(field, "") for field in loading.BIBLIOGRAPHY}
        index = index_source(id_, folder / source.file, bibliography, registry)
        if index.sha256 != known.get("sha256") and not may_have_changed:
            raise ValueError(
                f"{folder / source.file} is not the file that provenance.yml describes (SHA-256 {index.sha256})"
            )
        if before := loading.committed_index(root, id_):
            numbers = {citation.line for citation in cited if citation.source == id_}
            index = replace(index, earlier=renumbering.remembered(before, index, numbers))
        indexes.append(index)
    return indexes


@main.command()
@_root
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--site-url", default="", help="The address at which the site stands, for links in the downloads.")
def export(root: Path, folder: Path, site_url: str) -> None:
    """Write the downloads (JSON, tables, calendar, feed) into FOLDER."""
    from tsi import exports  # here, because a check need not wait for the libraries that write them

    for path, content in exports.files(_loaded(root), site_url).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        click.echo(f"{len(content):>9,} bytes  {folder / path}")


@main.command()
@_root
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def audit(root: Path, site: Path) -> None:
    """Look for figures in the built SITE that nothing accounts for, and print how much was checked."""
    from tsi.audit.site import Audit  # here, for the same reason

    report = Audit(_loaded(root)).site(site)
    for message in report.messages():
        click.echo(message, err=True)
    for what, count in sorted(report.checked.items()):
        click.echo(f"{count:>7,}  {what}")
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
