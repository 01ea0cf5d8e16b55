"""The command line: `tsi check`, `tsi site`, `tsi evidence`, `tsi attack` and what goes with them."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import click

from tsi.evidence import notes
from tsi.library import coverage, day, loading, opaque, taken_up, update
from tsi.library.library import Library
from tsi.library.loading import DataErrors
from tsi.records.faults import Fault
from tsi.text.characters import shown
from tsi.wording import addresses, lost_addresses

ROOT = Path(__file__).resolve().parent.parent
_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_root = click.option("--root", type=_folder, default=ROOT, help="The project's folder.")


@click.group()
def main() -> None:
    """Check the records of the UK-India Technology Security Initiative and rebuild their evidence."""


@main.command()
@_root
@click.option("--sources", "folder", type=_folder, envvar="TSI_SOURCES", help="The folder of the source files.")
def check(root: Path, folder: Path | None) -> None:
    """Check every record in data/ and print how much was checked.

    With the source files at hand, the words of our notes are compared with theirs, too."""
    library = _read(partial(_compared, folder=folder), root)
    for what, count in checked(library).items():
        click.echo(f"{count:>6,}  {what}")
    for wanted in library.to_read.values():
        if wanted.by < str(day.of_build()):
            click.echo(f"overdue since {wanted.by}, to be read: {wanted.what}")
    if new := addresses.of(library).new:
        click.echo(f"{len(new):>6,}  new addresses; before you publish, promise them: tsi addresses")
    _tell_opaque(library)


@main.command("addresses")
@_root
def promise(root: Path) -> None:
    """Add the addresses of the site to the list of those that answer for good; run this before you publish."""
    click.echo(f"{addresses.promise(_read(loading.load, root))} addresses added to {addresses.LIST}")


def _compared(root: Path, folder: Path | None) -> Library:
    """The records, if our notes share no run of words with a source file. Raises DataErrors and OSError."""
    library = lost_addresses.load(root)
    texts = (path.read_text(encoding="utf-8") for path in folder.glob("*.txt")) if folder else ()
    if copied := list(notes.copied(library.notes, texts)):
        raise DataErrors(
            Fault.in_file(notes.file(source), line, f"‘{words}’ stands in a source file; say it in your own words")
            for source, line, words in copied
        )
    return library


_Read = TypeVar("_Read")


def _loaded(root: Path) -> Library:
    return _read(lost_addresses.load, root)


def _read(reader: Callable[[Path], _Read], root: Path) -> _Read:
    """What a reader makes of the records; where it cannot, all that is wrong with them, and exit status 1."""
    try:
        return reader(root)
    except DataErrors as errors:
        click.echo(str(errors), err=True)
        click.echo(f"\n{len(errors.faults)} to mend; see docs/edit.md", err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _tell_opaque(library: Library) -> None:
    for message in opaque.told(library):
        click.echo(shown(message))


_MAY_BE_NONE = ("lines of our notes", "of all these omitted with a reason")
"""Of what a check counts, what a project need not have."""


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
        "figures on source lines": sum(len(line.figures) for _, line in library.lines_of_texts()),
        "names on source lines, each once a line": sum(
            len(coverage.names_on(line)) for _, line in library.lines_of_texts()
        ),
        "lines of our notes": sum(1 for _ in library.lines_of_notes()),
        "of all these omitted with a reason": len(library.omissions),
    }
    if not all(count for what, count in counts.items() if what not in _MAY_BE_NONE):
        raise AssertionError(f"a check that checked nothing has failed: {counts}")
    return counts


@main.command()
@_root
@click.option(
    "--sources",
    "folder",
    type=_folder,
    envvar="TSI_SOURCES",
    help="The folder of the source files; without it, our notes alone are indexed.",
)
@click.option("--compare", "only_compare", is_flag=True, help="Write nothing; tell what the files would change.")
def evidence(root: Path, folder: Path | None, only_compare: bool) -> None:
    """Rebuild data/evidence/ from our notes and the source files in a folder, and mend the citations of lines that
    have moved.

    Then the records are checked. The exit status is 1 where anything is left to decide or to mend."""
    with _copied(root) if only_compare else nullcontext(root) as project:
        for message in _read(partial(_updated, folder=folder, any_sha256=only_compare), project):
            click.echo(message)
        if only_compare:
            click.echo("nothing was written; what is left to mend after it:")
        _tell_opaque(_loaded(project))


@contextmanager
def _copied(root: Path) -> Iterator[Path]:
    """A project with a copy of the records, to be changed in place of the real ones."""
    with TemporaryDirectory() as folder:
        shutil.copytree(root / "data", Path(folder) / "data")
        yield Path(folder)


def _updated(root: Path, folder: Path | None, any_sha256: bool) -> list[str]:
    """Update the evidence and the citations; what there is to tell. Raises DataErrors and OSError."""
    update.finish(root)
    new = update.prepared(root, folder, any_sha256)
    update.put_in_place(root, new.texts())
    return list(update.told(new))


@main.command("notes")
@_root
@click.argument("sources", nargs=-1)
@click.option("--unused", is_flag=True, help="Only the lines that no record cites.")
def notes_(root: Path, sources: tuple[str, ...], unused: bool) -> None:
    """Our notes on SOURCES, or on all, and what the records have made of each line."""
    for message in _read(partial(taken_up.told, of=sources, only_unused=unused), root):
        click.echo(message)


@main.command()
@_root
@click.argument("names", metavar="[records|templates|wording]...", nargs=-1)
@click.option("--sample", type=int, default=0, help="So many of each class instead of all.")
def attack(root: Path, names: tuple[str, ...], sample: int) -> None:
    """Make records, claims, templates and wording wrong in every way, and see whether that is refused.

    The exit status is 1 where a wrong edit of a class survived in which none may."""
    from tsi.attack import attacks, report  # what a check needs is imported above, and no more

    if unknown := [name for name in names if name not in attacks.ATTACKS]:
        raise click.UsageError(f"‘{unknown[0]}’ is no attack; expected one of {', '.join(attacks.ATTACKS)}")
    _loaded(root)
    failed = []
    for name in names or attacks.ATTACKS:
        found = attacks.attacked(root, name, sample)
        click.echo(f"{name}\n{report.table(found)}\n")
        for survivor in report.survivors(found):
            click.echo(f"not caught: {survivor}")
        failed += attacks.failures(name, found)
    for failure in failed:
        click.echo(f"none may survive of: {failure}", err=True)
    sys.exit(1 if failed else 0)


@main.command()
@_root
def site(root: Path) -> None:
    """Build the site into site/, which is replaced in one step and only by a whole site."""
    from tsi.desk import publish

    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, lambda number, _: sys.exit(128 + number))
    try:
        publish.publish(root)
    except publish.NotPublished as error:
        raise click.ClickException(str(error)) from None


@main.command()
@_root
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--site-url", default="", help="The address at which the site stands, for links in the downloads.")
def export(root: Path, folder: Path, site_url: str) -> None:
    """Write the downloads (JSON, tables, calendar, feed) into FOLDER."""
    from tsi import exports  # here, because a check need not wait for the libraries that write them
    from tsi.wording import links

    try:
        base = links.site_address(site_url)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--site-url") from None
    for path, content in exports.files(_loaded(root), base).items():
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
        click.echo(shown(message), err=True)
    for what, count in sorted(report.checked.items()):
        click.echo(f"{count:>7,}  {what}")
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
