"""Each command that the docs name is one that a reader can type: what it names is there, and those for editors do on
the miniature set what is said of them."""

import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.projects import ROOT
from tsi.cli import main

DOCS = ("README.md", "CONTRIBUTING.md", *(str(it.relative_to(ROOT)) for it in sorted((ROOT / "docs").rglob("*.md"))))
TEXT = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in DOCS)
MADE = sorted({*re.findall(r"`(?:\w+=\S+ )?(make [^`]+)`", TEXT), *re.findall(r"^    (make \w+)", TEXT, re.MULTILINE)})
"""Every `make` that the docs name."""
TYPED = sorted(set(re.findall(r"`tsi ([^`]+)`", TEXT)))
OF_THE_SET = {
    r"(?<=KIND=)(\w+) ID=\S+": r"\1 ID=something-new",
    r"(?<=CITE=)\S+": "courier-2012:5",
    r"(?<=ID=)pillars/\S+": "pillars/paper-satellites",
    r"(?<=ID=)funding/\S+": "funding/moss-workshop",
}
"""By what a command asks of the project, what there is of that sort in the miniature set, or is not yet there."""
WHOLE = [it for it in MADE if re.search(r"KIND=|ID=", it)]
"""Those for editors that are told with all that they need."""


def recipe(command: str) -> list[str]:
    """The lines that `make` would run. Raises AssertionError for a target that there is not."""
    _, *words = shlex.split(command)
    run = subprocess.run(["make", "--dry-run", *words], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def asked_of_tsi(lines: list[str]) -> list[list[str]]:
    """The arguments with which a recipe calls the command line."""
    called = (line.partition("-m tsi.cli ") for line in lines)
    return [shlex.split(arguments) for _, is_called, arguments in called if is_called]


def understood(arguments: list[str]) -> None:
    """Raises click.UsageError for a command or an option that there is not."""
    name, *rest = arguments
    command = main.get_command(click.Context(main), name)
    if command is None:
        raise click.UsageError(f"there is no {name}")
    command.make_parser(click.Context(command)).parse_args(rest)


def tried(command: str) -> None:
    """Raises AssertionError or click.UsageError for a `make` that asks for what is not there."""
    for arguments in asked_of_tsi(recipe(command)):
        understood(arguments)


@pytest.mark.parametrize("command", MADE)
def test_what_make_is_asked_for_is_there(command: str) -> None:
    tried(command)


@pytest.mark.parametrize("command", TYPED)
def test_what_tsi_is_asked_for_is_there(command: str) -> None:
    understood(shlex.split(command))


@pytest.mark.parametrize("wrong", ["make nothing", "make new KIND=milestones ARGS=--loudly"])
def test_a_command_that_is_not_there_is_noticed(wrong: str) -> None:
    with pytest.raises((AssertionError, click.UsageError)):
        tried(wrong)


@pytest.mark.parametrize("command", WHOLE)
def test_a_command_for_editors_does_its_work(command: str, mini_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TSI_SOURCES", raising=False)  # which are not those of the set
    for asked, there in OF_THE_SET.items():
        command = re.sub(asked, there, command)
    (arguments,) = asked_of_tsi(recipe(command))
    before = told(mini_copy)
    run = CliRunner().invoke(main, [*arguments, "--root", str(mini_copy)])
    assert run.exit_code == 0, run.output
    assert (told(mini_copy) == before) == ("explain" in command)


def told(project: Path) -> dict[Path, str]:
    """All that stands in the data of a project."""
    return {path: path.read_text(encoding="utf-8") for path in sorted((project / "data").rglob("*.yml"))}


def test_there_are_commands_to_try() -> None:
    assert len(MADE) > 20
    assert len(WHOLE) >= 4
