"""`tsi ready`: the one command before a proposal."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import projects
from tests.projects import MINI, Data

pytestmark = pytest.mark.build


SENTENCE = "The keeper of the lanterns lights the whole of the coast by spring."


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The source files of the miniature set, and one of a sentence that its records do not say, as they may say the
    others."""
    folder = tmp_path / "sources"
    shutil.copytree(MINI / "sources", folder)
    (folder / "ledger.txt").write_text(SENTENCE, encoding="utf-8")
    return folder


def ready(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an editor does, on a project under git."""
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    environment = {**os.environ, **projects.MINI_BUILD, "TSI_SOURCES": ""}
    command = [sys.executable, "-m", "tsi.cli", "ready", "--root", str(project), *arguments]
    return subprocess.run(command, cwd=projects.ROOT, env=environment, capture_output=True, text=True)


def test_what_is_right_is_published_and_its_addresses_promised(mini_copy: Path) -> None:
    addresses = mini_copy / "data/addresses.txt"
    promised = addresses.read_text(encoding="utf-8").splitlines()
    addresses.write_text("\n".join(it for it in promised if it != "404.html") + "\n", encoding="utf-8")
    outcome = ready(mini_copy)
    assert outcome.returncode == 0, outcome.stderr
    assert "was not looked at: make ready SOURCES=folder. Ready" in outcome.stdout
    assert set(promised) <= set(addresses.read_text(encoding="utf-8").splitlines())
    assert (mini_copy / "site/index.html").is_file()


def test_a_wrong_record_is_refused_before_anything_is_built(mini_copy: Path) -> None:
    Data(mini_copy).edit("pillars", "name: Singing glass", "name: Singing glass of 1999")
    outcome = ready(mini_copy)
    assert outcome.returncode == 1
    assert "1999" in outcome.stderr
    assert not (mini_copy / "site").exists()


def test_a_sentence_of_a_source_is_refused_wherever_it_stands(mini_copy: Path, sources: Path) -> None:
    (mini_copy / "remarks.txt").write_text(SENTENCE.upper(), encoding="utf-8")
    outcome = ready(mini_copy, "--sources", str(sources))
    assert outcome.returncode == 1
    assert any(line.startswith("remarks.txt: ‘the keeper of") for line in outcome.stderr.splitlines())
