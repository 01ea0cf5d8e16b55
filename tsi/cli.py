"""The command line: `tsi check`, `tsi site`, `tsi evidence`, `tsi attack` and what goes with them."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

import click

from tsi.evidence import notes
from tsi.library import coverage, day, history, loading, opaque, provenance, taken_up, unregistered, update
from tsi.library.library import Library
from tsi.library.loading import DataErrors
from tsi.records import history as kept
from tsi.records import settings
from tsi.records.faults import Fault
from tsi.text.characters import shown
from tsi.wording import addresses, lost_addresses

if TYPE_CHECKING:
    from tsi.desk.edits import Edit

ROOT = Path(__file__).resolve().parent.parent
_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_root = click.option("--root", type=_folder, default=ROOT, help="The project's folder.")
_sources = click.option(
    "--sources", "folder", type=_folder, envvar="TSI_SOURCES", help="The folder of the source files, if at hand."
)


@click.group()
def main() -> None:
    """Check the records of the UK-India Technology Security Initiative and rebuild their evidence."""
    try:
        day.of_build()
    except ValueError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@_root
@_sources
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
        click.echo(f"{len(new):>6,}  new addresses; before you publish, promise them: make ready")
    if late := history.behind(library):
        click.echo(f"{late:>6,}  changes that the history does not hold yet; before you publish, note them: make ready")
    _tell_opaque(library)
    for message in unregistered.told(library):
        click.echo(shown(message))
    if not folder:
        click.echo("The evidence was checked for its form alone: TSI_SOURCES=folder compares it with the source files.")


@main.command("addresses")
@_root
def promise(root: Path) -> None:
    """Add the addresses of the site to the list of those that answer for good; run this before you publish."""
    click.echo(f"{addresses.promise(_read(loading.load, root))} addresses added to {addresses.LIST}")


@main.command("history")
@_root
def history_(root: Path) -> None:
    """Note which records and statements have changed since this was run last; `tsi ready` does so, too."""
    library = _read(loading.load, root)
    new = history.noted(library, day.now())
    (root / kept.FOLDER).mkdir(exist_ok=True)
    for kind in kept.KEPT:
        (root / kept.file(kind)).write_text(kept.written(new, kind), encoding="utf-8")
    click.echo(f"{history.behind(library)} changes noted in {kept.FOLDER}")


def _settled(root: Path) -> None:
    """Raises DataErrors where the site's settings cannot be read."""
    if faults := settings.unfit(root / settings.FILE):
        raise DataErrors(faults)


def _compared(root: Path, folder: Path | None) -> Library:
    """The records, if the evidence is that of the source files, where these are at hand, and our notes share no run of
    words with one. Raises DataErrors and OSError."""
    _settled(root)
    library = lost_addresses.load(root)
    faults = list(_unlike(library, folder)) if folder else []
    if faults:
        raise DataErrors(faults)
    return library


def _unlike(library: Library, folder: Path) -> Iterator[Fault]:
    held = {id_: source for id_, source in library.sources.items() if source.held == "text"}
    for id_, index in provenance.new_indexes(folder, held, library.evidence.registry).items():
        if index != library.index[id_]:
            message = f"this is not what the source file states; {loading.REBUILD}"
            yield Fault.in_file(f"data/evidence/{id_}.json", 1, message)
    texts = [(folder / str(source.file)).read_text(encoding="utf-8") for source in held.values()]
    for source, line, words in notes.copied(library.notes, texts):
        message = f"‘{words}’ stands in a source file; say it in your own words"
        yield Fault.in_file(notes.file(source), line, message)


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
        click.echo(shown(str(error)), err=True)
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
@_sources
@click.option("--compare", "only_compare", is_flag=True, help="Write nothing; tell what the files would change.")
def evidence(root: Path, folder: Path | None, only_compare: bool) -> None:
    """Rebuild data/evidence/ from our notes and the source files in a folder, and mend the citations of lines that
    have moved. Without a folder our notes alone are indexed.

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
    """Build the site and audit it; site/ is replaced in one step, by a whole site that nothing is refused of."""
    from tsi.desk import publish

    _read(_settled, root)
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, lambda number, _: sys.exit(128 + number))
    try:
        publish.publish(root, partial(audited, root))
    except publish.NotPublished as error:
        raise click.ClickException(str(error)) from None


@main.command()
@_root
@click.option("--address", default="127.0.0.1:8000", help="Where to show it; where the port is taken, the next.")
def serve(root: Path, address: str) -> None:
    """Show the site at an address of this machine, built anew at every change, with what is wrong above each page."""
    from tsi.desk import preview

    host, _, port = address.rpartition(":")
    try:
        free = preview.free_port(host, int(port))
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{address}: {error}") from None
    taken = f" (the port {port} is taken)" if str(free) != port else ""
    click.echo(f"http://{host}:{free}/ shows the site from now on{taken}; Ctrl-C ends it")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        preview.Preview(root, host, free).show()


@main.command("offline")
@_root
@click.pass_context
def offline_(context: click.Context, root: Path) -> None:
    """Build the site and copy it into offline/, a folder that opens by a double click on its index.html."""
    from tsi.desk import offline, publish

    context.invoke(site, root=root)
    links = offline.taken_along(root / publish.SITE, root / offline.FOLDER)
    click.echo(f"{links:,} links lead to files; open {offline.FOLDER}/index.html")


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
    _refuse(audited(root, site))


def audited(root: Path, site: Path) -> list[str]:
    """What the audit refuses of a built site; it prints how much was checked."""
    from tsi.audit.site import Audit  # here, because a check need not wait for the libraries that read pages

    report = Audit(_loaded(root)).site(site)
    for what, count in sorted(report.checked.items()):
        click.echo(f"{count:>7,}  {what}")
    return [shown(message) for message in report.messages()]


@main.command("schema")
@_root
def schema_(root: Path) -> None:
    """Write schema/: what may stand in each file of data/, for the program in which you write it."""
    from tsi.desk import schema

    _, records, _ = _read(loading.read_registered, root)
    (root / schema.FOLDER).mkdir(exist_ok=True)
    for file, text in schema.files(records).items():
        (root / file).write_text(text, encoding="utf-8")


@main.command()
@_root
@_sources
@click.pass_context
def ready(context: click.Context, root: Path, folder: Path | None) -> None:
    """Do all that must be done before a proposal: write schema/, note what has changed, promise new addresses, check
    the records, build and audit the site, and, with the source files at hand, look for words of theirs in all of it."""
    for command, options in ((schema_, {}), (history_, {}), (promise, {}), (check, {"folder": folder}), (site, {})):
        context.invoke(command, root=root, **options)
    if folder:
        _refuse(_read(partial(_not_ours, folder=folder), root))
    told = "All words are ours" if folder else "Whether all words are ours was not looked at: make ready SOURCES=folder"
    click.echo(f"{told}. Ready: commit what has changed, and propose it.")


@main.command("edition")
@_root
@click.pass_context
def edition_(context: click.Context, root: Path) -> None:
    """Build the site and freeze what it says as the edition of this day, in editions/."""
    from tsi.desk import edition

    context.invoke(site, root=root)
    click.echo(_asked(lambda root: edition.frozen(lost_addresses.load(root), str(day.of_build())), root))


def _not_ours(root: Path, folder: Path) -> list[str]:
    """Where the project or its site shares a run of words with a source file. Raises DataErrors and OSError."""
    from tsi.desk import own_words, publish  # here, for the same reason

    library, site = loading.load(root), root / publish.SITE
    taken = own_words.source_runs(folder, library)
    texts = chain(own_words.in_project(root), own_words.on_site(site))
    shown = own_words.too_much(library, folder, own_words.quoted(library, site))
    return [*own_words.reproduced(texts, taken), *shown]


def _refuse(messages: list[str]) -> None:
    """Print what is wrong and exit with status 1, if anything is."""
    if messages:
        click.echo("\n".join(messages), err=True)
        sys.exit(1)


# --- For whoever writes records ---------------------------------------------------------------------------------------

_dry_run = click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
_given = click.option(
    "--set", "given", multiple=True, metavar="KEY=VALUE", help="What is known, as --set when.is=2024."
)


@main.command("new")
@_root
@_sources
@_dry_run
@_given
@click.argument("kind")
@click.argument("id_", metavar="[ID]", default="")
@click.option("--cite", multiple=True, metavar="SOURCE:LINE", help="A line that the record rests on; more of them.")
def new_(
    root: Path, folder: Path | None, dry_run: bool, given: tuple[str, ...], kind: str, id_: str, cite: tuple[str, ...]
) -> None:
    """Write a record of a KIND (such as milestones) behind the others, or a name where the alphabet has it, with TODO
    where words are wanted.

    It shows the lines that are cited and, at a terminal, asks for what it was not told."""
    from tsi.desk import explain, new

    for citation in cite:
        _tell(partial(explain.explained, called=citation, folder=folder), root)
    known = _pairs(given)
    if sys.stdin.isatty() and kind in new.KINDS:
        id_ = id_ or click.prompt("Its id, for good (small letters, digits, hyphens)")
        wanted = ((key, words) for key, words in new.wanted(kind) if key not in known)
        known |= {key: click.prompt(key, type=click.Choice(words)) for key, words in wanted}
    _edit(lambda root: new.made(root, kind, id_, cite, known), root, dry_run)


@main.command()
@_root
@_dry_run
@click.argument("called", metavar="KIND/ID[#PART]")
@click.argument("new_id", metavar="NEW-ID")
def rename(root: Path, dry_run: bool, called: str, new_id: str) -> None:
    """Give a record or a part of one another id, wherever that is written; its old addresses lead to it."""
    from tsi.desk import rename

    _edit(lambda root: rename.renamed(root, called, new_id), root, dry_run)


@main.command()
@_root
@_dry_run
@click.argument("called", metavar="KIND/ID[#PART]")
@click.option("--because", required=True, help="Why, in your own words and without a figure.")
@click.option("--instead", default="", metavar="KIND/ID[#PART]", help="What to read instead.")
def retire(root: Path, dry_run: bool, called: str, because: str, instead: str) -> None:
    """Take out a record or a part of one; its address then says why."""
    from tsi.desk import retire

    left: list[str] = []

    def retired(root: Path) -> Edit:
        edit, still_pointing = retire.retired(root, called, because, instead)
        left.extend(still_pointing)
        return edit

    _edit(retired, root, dry_run)
    for place in left:
        click.echo(f"{place} points at what is gone; take that out there, or name another record")


@main.command()
@_root
@_sources
@click.argument("called", metavar="KIND/ID[#PART]|SOURCE:LINE")
def explain(root: Path, folder: Path | None, called: str) -> None:
    """Tell what a record, a part of one or a source line says, rests on and is used by."""
    from tsi.desk import explain

    _tell(lambda root: explain.explained(root, called, folder), root)


@main.command("source")
@_root
@_sources
@_dry_run
@_given
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "id_", default="", help="The id of the source; without it, the name of the file.")
def source_(root: Path, folder: Path | None, dry_run: bool, given: tuple[str, ...], file: Path, id_: str) -> None:
    """Take in a source: FILE is a page of our notes or, where it stands in the folder of the source files, a text.

    It writes the bibliographic record, indexes the file, and tells line by line what is left to say. Run it again when
    you have written what it left as TODO, and as often as you like."""
    from tsi.desk import source

    it = source.of(file, id_, folder)
    _edit(lambda root: source.described(root, it, _pairs(given)), root, dry_run)
    if dry_run:
        return
    if left := list(source.unwritten(root, it)):
        _refuse([*left, f"Write these, then run again: tsi source {file}"])
    if _read(lambda root: source.told_of_file(root, it), root):
        click.echo(f"{file.parent / source.PROVENANCE}: {file.name} is described")
    _tell(lambda root: source.indexed(root, it), root)


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    """What was given as KEY=VALUE, by key."""
    for text in given:
        if "=" not in text:
            raise click.UsageError(f"‘{text}’ has no value; expected for example --set kind=launch")
    return dict(text.split("=", 1) for text in given)


def _edit(prepared: Callable[[Path], Edit], root: Path, dry_run: bool) -> None:
    """Show what an edit changes, make it, and say how to go on."""
    edit = _asked(prepared, root)
    for line in edit.shown(root):
        click.echo(shown(line))
    if dry_run:
        click.echo("nothing was written")
    elif edit.texts:
        edit.write(root)
        click.echo("written; now run: make check")


def _tell(reader: Callable[[Path], Iterator[str]], root: Path) -> None:
    for message in _asked(lambda root: list(reader(root)), root):
        click.echo(shown(message))


def _asked(reader: Callable[[Path], _Read], root: Path) -> _Read:
    """The same as `_read` of what an editor asks for, who may ask for what cannot be."""
    from tsi.desk.edits import CannotEdit

    try:
        return _read(reader, root)
    except CannotEdit as error:
        raise click.ClickException(shown(str(error))) from None


if __name__ == "__main__":
    main()
