"""The Chromium of the browser tests: found on the system or, when this is run as a program, installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# No sandbox: it cannot start as root or in most containers, and only our own pages are opened.
# The others keep the browser from calling its maker, which some networks answer by refusing everything.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PLAYWRIGHT_INSTALL = (sys.executable, "-m", "playwright", "install", "chromium")

HOW_TO_INSTALL = (
    "No Chromium was found for the browser tests. Install one and try again, on Debian with\n"
    "    apt-get install chromium\n"
    "elsewhere with\n"
    "    .venv/bin/python -m playwright install --with-deps chromium"
)


def find(playwright: Playwright) -> str | None:
    """Path of the first Chromium that starts: one of the system's, else Playwright's own; None when there is none."""
    candidates = [shutil.which(name) for name in NAMES] + [playwright.chromium.executable_path]
    return next((path for path in candidates if path and _starts(path)), None)


def _starts(path: str) -> bool:
    """Whether the program runs: some systems put a stub under the name that only asks for another package."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install_commands() -> list[tuple[str, ...]]:
    """What to run, in this order, until there is a browser."""
    as_root = () if os.geteuid() == 0 else ("sudo", "-n")
    if not _is_debian() or not shutil.which("apt-get") or (as_root and not shutil.which("sudo")):
        return [PLAYWRIGHT_INSTALL]
    return [
        (*as_root, "apt-get", "update", "--quiet"),
        (*as_root, "apt-get", "install", "--quiet", "--yes", "chromium"),
        PLAYWRIGHT_INSTALL,
    ]


def _is_debian() -> bool:
    """Whether this is Debian itself: the packages of that name in its derivatives may be stubs."""
    release = Path("/etc/os-release")
    return release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()


def main() -> int:
    """Make sure that there is a browser; the exit status is 1, and the message says what to do, when there is none."""
    with sync_playwright() as playwright:
        path = find(playwright)
        for command in () if path else _install_commands():
            print("Installing a browser for the tests:", " ".join(command), flush=True)
            outcome = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
            if outcome.returncode:
                print(outcome.stdout, outcome.stderr, sep="\n", file=sys.stderr)
            path = find(playwright)
            if path:
                break
    if not path:
        print(HOW_TO_INSTALL, file=sys.stderr)
        return 1
    print(f"Browser of the tests: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
