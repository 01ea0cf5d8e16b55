"""The same records give the same files, wherever, whenever and by whomever they are built."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MkdocsBuild
from tests.projects import MINI_BUILD

LATER = """
import datetime, time

DAYS = 40
clock, real = time.time, datetime.datetime
time.time = lambda: clock() + DAYS * 86400

class Kind(type):
    def __instancecheck__(cls, it):
        return isinstance(it, real)

class Later(real, metaclass=Kind):
    @classmethod
    def now(cls, tz=None):
        return real.fromtimestamp(time.time(), tz)

    utcnow = today = now

datetime.datetime = Later
"""
"""Read by Python before anything else: the clock of a build some weeks after."""


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """A folder from which Python takes another clock."""
    (tmp_path / "later").mkdir()
    (tmp_path / "later/sitecustomize.py").write_text(LATER)
    return tmp_path / "later"


def test_another_folder_zone_day_user_and_order_of_hashes_make_no_difference(
    mkdocs_build: MkdocsBuild, mini_copy: Path, mini_site: Path, later: Path
) -> None:
    elsewhere = mini_copy.rename(mini_copy.with_name("a folder elsewhere, très loin"))
    before = os.umask(0o077)
    try:
        outcome = mkdocs_build(
            elsewhere,
            elsewhere / "built",
            **MINI_BUILD,
            HOME=str(later),
            LANG="C",
            LOGNAME="somebody",
            PYTHONHASHSEED="4711",
            PYTHONPATH=str(later),
            TZ="Pacific/Kiritimati",
            USER="somebody",
        )
    finally:
        os.umask(before)
    assert outcome.returncode == 0, outcome.stderr
    one, other = contents(mini_site), contents(elsewhere / "built")
    assert len(one) > 100
    assert [path for path in one.keys() | other.keys() if one.get(path) != other.get(path)] == []


def test_the_other_clock_is_another(later: Path) -> None:
    asked = "import datetime; print(datetime.datetime.now(datetime.UTC).date())"
    answers = {
        subprocess.run(
            [sys.executable, "-c", asked], env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True
        ).stdout
        for path in ("", str(later))
    }
    assert len(answers) == 2
