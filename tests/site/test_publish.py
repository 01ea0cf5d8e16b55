"""Publishing: `site/` is the last whole site, whoever else builds, and whenever a build fails or is killed.

A small made-up MkDocs project stands for ours, so that a build takes a second and can be held up where it hurts most.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.projects import ROOT
from tsi.desk import publish

pytestmark = pytest.mark.build

PAGES = 60
HELD_UP = """
import pathlib, time

def on_page_context(context, page, config, nav):
    while page.is_homepage is False and pathlib.Path("hold").exists():
        time.sleep(0.01)
"""
"""A hook that halts a build among its pages for as long as there is a file `hold`."""

COMMAND = """
import sys
from pathlib import Path
from tsi import cli

def audited(root, site):
    return [line for page in Path(site).rglob("index.html") for line in page.read_text().splitlines() if "£" in line]

cli.audited = audited
cli.main(["site", "--root", sys.argv[1]])
"""
"""`tsi site` with an audit that refuses pounds: there are no records to hold the made-up site against."""

Begin = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Made up\ntheme: {name: mkdocs, locale: en}\nhooks: [held_up.py]\n")
    (root / "held_up.py").write_text(HELD_UP)
    write(root, "first")
    return root


def write(project: Path, text: str) -> None:
    """Make `text` what every page says."""
    for number in range(PAGES):
        name = f"page-{number}" if number else "index"
        (project / f"docs/{name}.md").write_text(f"# A page\n\nThis is the {text} state.\n")


def is_whole(project: Path, text: str) -> bool:
    """Whether the site has every page, and each is of the same state."""
    pages = [page.read_text() for page in (project / "site").rglob("index.html")]
    return len(pages) == PAGES and all(f"the {text} state" in page for page in pages)


def left_over(project: Path) -> list[str]:
    return sorted(path.name for path in project.glob(".site*"))


@pytest.fixture
def begin(project: Path) -> Iterator[Begin]:
    """A function that begins to build and does not wait; what still runs at the end of the test is killed."""
    begun: list[subprocess.Popen[str]] = []

    def begin_one() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", COMMAND, str(project)]
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        begun.append(process)
        return process

    yield begin_one
    (project / "hold").unlink(missing_ok=True)
    for process in begun:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def built(process: subprocess.Popen[str]) -> str:
    """What a build said that had to succeed."""
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return said


def wait_for(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline, "this never happened"
        time.sleep(0.01)


def half_built(project: Path) -> list[Path]:
    return list(project.glob(".site-*/index.html"))


# Two at once


@pytest.mark.parametrize("apart", [0, 0.5, 2])
def test_builds_at_once_all_succeed_and_leave_a_whole_site(project: Path, begin: Begin, apart: float) -> None:
    begun = []
    for _ in range(2):
        begun.append(begin())
        time.sleep(apart)
    for process in begun:
        built(process)
    assert is_whole(project, "first")
    assert left_over(project) == []


def test_what_was_begun_last_is_published_last(project: Path, begin: Begin) -> None:
    (project / "hold").touch()
    slow = begin()
    wait_for(lambda: half_built(project))
    write(project, "second")
    late = begin()
    wait_for(lambda: "Another build is running" in late.stdout.readline())
    (project / "hold").unlink()
    built(slow)
    built(late)
    assert is_whole(project, "second")


# Failing


def test_a_build_that_fails_leaves_the_last_site_and_nothing_else(project: Path, begin: Begin) -> None:
    built(begin())
    (project / "docs/index.md").write_text("[nowhere](nowhere.md)")
    failing = begin()
    said, _ = failing.communicate(timeout=120)
    assert failing.returncode == 1
    assert "no site was built; site/ is as it was" in said
    assert "Traceback" not in said
    assert is_whole(project, "first")
    assert left_over(project) == []


def test_a_site_that_the_audit_refuses_leaves_the_last_one_and_says_why(project: Path, begin: Begin) -> None:
    built(begin())
    write(project, "£7")
    failing = begin()
    said, _ = failing.communicate(timeout=120)
    assert failing.returncode == 1
    assert "This is the £7 state." in said
    assert "the site is refused; site/ is as it was" in said
    assert is_whole(project, "first")
    assert left_over(project) == []


# Killing


@pytest.mark.parametrize("killed", ["the command alone", "MkDocs too"])
def test_a_build_that_is_killed_leaves_the_last_site_and_the_next_one_clears_up(
    project: Path, begin: Begin, killed: str
) -> None:
    built(begin())
    write(project, "second")
    (project / "hold").touch()
    process = begin()
    wait_for(lambda: half_built(project))
    if killed == "MkDocs too":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    assert is_whole(project, "first")
    write(project, "third")
    late = begin()
    (project / "hold").unlink()
    built(late)
    assert is_whole(project, "third")
    assert left_over(project) == []


@pytest.mark.parametrize("after", [0.1, 0.5, 1, 1.5])
def test_a_build_killed_at_any_moment_leaves_a_whole_site(project: Path, begin: Begin, after: float) -> None:
    built(begin())
    write(project, "second")
    process = begin()
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert is_whole(project, "first") or is_whole(project, "second")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_build_that_is_told_to_end_leaves_nothing_half_built(project: Path, begin: Begin, number: int) -> None:
    (project / "hold").touch()
    process = begin()
    wait_for(lambda: half_built(project))
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode != 0
    assert left_over(project) == []


def nothing_refused(_site: Path) -> list[str]:
    return []


def cannot_exchange(_one: Path, _other: Path) -> bool:
    return False


@pytest.mark.parametrize("exchange", [publish.exchange, cannot_exchange])
def test_a_site_is_replaced_whether_or_not_folders_can_be_exchanged(project: Path, exchange: publish.Exchange) -> None:
    for text in ("first", "second"):
        write(project, text)
        publish.publish(project, nothing_refused, exchange)
        assert is_whole(project, text)
        assert left_over(project) == []


def test_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert publish.exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one/other").exists()
    assert (tmp_path / "other/one").exists()
    assert not publish.exchange(tmp_path / "one", tmp_path / "absent")


@pytest.mark.parametrize("then", ["succeeds", "fails"])
def test_a_site_that_a_kill_left_set_aside_is_put_back_before_anything_else(
    project: Path, begin: Begin, then: str
) -> None:
    built(begin())
    (project / "site").rename(project / ".site-old")
    (project / ".site-new").mkdir()
    write(project, "second")
    if then == "fails":
        write(project, "[nowhere](nowhere.md)")
    process = begin()
    process.communicate(timeout=120)
    assert is_whole(project, "second" if then == "succeeds" else "first")
    assert left_over(project) == []


# An odd `site`


def test_a_site_that_nobody_may_write_to_is_replaced(project: Path, begin: Begin) -> None:
    built(begin())
    for folder in [project / "site", *(path for path in (project / "site").rglob("*") if path.is_dir())]:
        folder.chmod(0o555)
    write(project, "second")
    built(begin())
    assert is_whole(project, "second")
    assert left_over(project) == []
    assert os.access(project / "site", os.W_OK)


@pytest.mark.parametrize("odd", ["a file", "a link"])
def test_a_site_that_is_no_folder_is_refused_and_left_as_it_is(project: Path, begin: Begin, odd: str) -> None:
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    if odd == "a file":
        (project / "site").write_text("mine")
    else:
        (project / "site").symlink_to(elsewhere)
    process = begin()
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said == "Error: site is no folder but a file or a link; remove it, for the site is put in its place\n"
    assert (project / "site").is_symlink() or (project / "site").read_text() == "mine"
    assert left_over(project) == []


def test_a_reader_may_read_the_published_site(project: Path) -> None:
    publish.publish(project, nothing_refused)
    ordinary = project / "ordinary"
    ordinary.mkdir()
    assert (project / "site").stat().st_mode == ordinary.stat().st_mode
    shutil.rmtree(ordinary)
