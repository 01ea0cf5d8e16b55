"""What the Makefile promises about a build that fails."""

import subprocess
import sys
from pathlib import Path

import pytest


def make_site(project: Path) -> subprocess.CompletedProcess[str]:
    """Run `make site` in a copy of the project, with the environment in which the tests run."""
    (project / ".venv").symlink_to(Path(sys.prefix))
    command = ["make", "--old-file", ".venv/.installed", "site"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True)


@pytest.mark.build
def test_a_build_that_fails_leaves_the_last_good_site_as_it_was(project_copy: Path) -> None:
    good = project_copy / "site/index.html"
    good.parent.mkdir()
    good.write_text("the last good site")
    with (project_copy / "data/funding.yml").open("a", encoding="utf-8") as funding:
        funding.write("uncited-call:\n  name: A call\n")
    outcome = make_site(project_copy)
    assert outcome.returncode != 0
    said = outcome.stdout + outcome.stderr
    assert "uncited-call.cite: the key ‘cite’ is missing" in said
    assert "Traceback" not in said
    assert good.read_text() == "the last good site"
    assert sorted(path.name for path in project_copy.glob(".site-*")) == []
