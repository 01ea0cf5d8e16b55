"""The site is built beside `site/` and audited there, and replaces it in one step: nothing unaudited is published.

Whatever ends a build, and whenever, `site/` is the last whole site; the next build clears away what it left. One build
runs at a time and others wait for it, so that what is published last was also begun last.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SITE = "site"
BESIDE = ".site-"
"""How the names begin of all that stands beside the site for a while."""
SET_ASIDE = f"{BESIDE}old"
"""The last site for the moment between two renamings, where a file system cannot exchange folders."""
LOCK = ".cache/site.lock"

Exchange = Callable[[Path, Path], bool]
Refused = Callable[[Path], Iterable[str]]
"""What is wrong with a built site, a message for each thing; nothing where it may be published."""


class NotPublished(Exception):
    """Why there is no new site. The last one stands as it was."""


def exchange(one: Path, other: Path) -> bool:
    """Give each of two folders the name of the other in one step; False where the system or the file system cannot
    (renameat2, Linux 3.15: https://man7.org/linux/man-pages/man2/rename.2.html)."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    here, exchanging = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return renameat2 is not None and renameat2(here, os.fsencode(one), here, os.fsencode(other), exchanging) == 0


def publish(root: Path, refused: Refused, exchange: Exchange = exchange) -> None:
    """Build the site of the project at `root` and put it at `root/site` if nothing is refused of it. Raises
    NotPublished."""
    try:
        with _alone(root) as lock:
            _clear(root)
            built = root / f"{BESIDE}{os.getpid()}"
            try:
                _build(root, built, lock)
                if wrong := list(refused(built)):
                    raise NotPublished("\n".join([*wrong, f"the site is refused; {SITE}/ is as it was"]))
                _replace(root / SITE, built, exchange)
            finally:
                _remove(built)
    except OSError as error:
        raise NotPublished(f"{error}; {SITE}/ is as it was") from None


@contextmanager
def _alone(root: Path) -> Iterator[int]:
    """Wait until no other build runs; gives what holds the lock, which ends with the last process that has it."""
    (root / LOCK).parent.mkdir(exist_ok=True)
    with (root / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is running here; this one begins when that has ended.", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def _clear(root: Path) -> None:
    """Mend and remove what builds have left that were killed. Raises NotPublished where `site` is no folder of ours."""
    site, set_aside = root / SITE, root / SET_ASIDE
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise NotPublished(f"{SITE} is no folder but a file or a link; remove it, for the site is put in its place")
    if set_aside.is_dir() and not site.exists():
        set_aside.rename(site)
    for left in root.glob(f"{BESIDE}*"):
        _remove(left)


def _build(root: Path, built: Path, lock: int) -> None:
    # MkDocs shares the lock: should this process be killed, no other build begins before MkDocs has ended, too. Without
    # --quiet, under which it does not count the warnings that --strict is to fail on.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(built)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    outcome = subprocess.run(command, cwd=root, env=environment, pass_fds=[lock])
    if outcome.returncode or not (built / "index.html").is_file():
        raise NotPublished(f"no site was built; {SITE}/ is as it was")


def _replace(site: Path, built: Path, exchange: Exchange) -> None:
    """Put a built site in the place of the last one, which then has its name, or none any more."""
    if not site.exists():
        built.rename(site)
    elif not exchange(built, site):
        _replace_in_two_steps(site, built)


def _replace_in_two_steps(site: Path, built: Path) -> None:
    set_aside = site.with_name(SET_ASIDE)
    site.rename(set_aside)
    try:
        built.rename(site)
    except OSError:
        set_aside.rename(site)
        raise
    _remove(set_aside)


def _remove(path: Path) -> None:
    """Remove a folder with all that is in it, even if nothing may be written there; or a file; or nothing."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        with suppress(OSError):  # what belongs to somebody else stays, and is in nobody's way
            _make_writable(path)
        shutil.rmtree(path, ignore_errors=True)


def _make_writable(folder: Path) -> None:
    folder.chmod(0o700)
    for parent, names, _ in os.walk(folder):
        for inner in (Path(parent, name) for name in names):
            if not inner.is_symlink():
                inner.chmod(0o700)
