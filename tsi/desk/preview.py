"""The site as it comes about: built anew at every change, and shown however wrong the newest change is.

The page that is open is built first and shown; the whole site follows in a process of its own, which ends where a newer
change comes. A build that fails leaves the last good pages in their place, with what is wrong above each of them until
it is mended. What keeps a site from being published and a page not from being shown, such as a figure that no record
uses yet, is told in the same way above the new pages. Built on the server that MkDocs has for this; MkDocs is no longer
developed, so what is leaned on in it stays.
"""

from __future__ import annotations

import errno
import json
import logging
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp
from threading import RLock, Thread
from typing import Any, NamedTuple
from urllib.parse import urlparse

from jinja2 import Environment, FileSystemLoader
from mkdocs.livereload import LiveReloadServer

from tsi.desk import building
from tsi.desk.building import Built
from tsi.render import policy, styles
from tsi.wording import links

PORTS = 20
"""So many ports are tried, one after another."""
EDITOR = "vscode://file/{path}:{line}"
"""The address at which an editor opens a file at a line (https://code.visualstudio.com/docs/configure/command-line)."""

_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
_PLACE = re.compile(r"(?P<file>[\w./-]+\.\w+):(?P<line>[0-9]+)(?=: )")
_WATCHED = ("docs", "data", "editions", "theme", "tsi", "hooks.py", "macros.py", "mkdocs.yml")
"""What the site is made of."""
POLL, STILL = 0.2, 0.05
"""So many seconds lie between two looks at the files, and after a change before it is taken for whole."""
_IN_FRONT = re.compile(r"^(?:WARNING|ERROR) +- +|^Error reading page '[^']*': ")
_BODY = re.compile(rb"<body[^>]*>")
_POLICY = re.compile(policy.META.encode())
"""What a published page lets run, which is not what reloads it here."""


class Message(NamedTuple):
    """Something that is wrong, and the address at which an editor opens the place; "" where it has none."""

    text: str
    place: str
    link: str


def free_port(host: str, port: int) -> int:
    """The port, or the next one that nobody listens at. Raises OSError where all of them are taken."""
    for candidate in range(port, port + PORTS):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((host, candidate))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
            else:
                return candidate
    raise OSError(
        f"the ports {port} to {port + PORTS - 1} are all taken; name another: make serve ADDRESS=127.0.0.1:9000"
    )


def _written(path: Path) -> int:
    """When a file was last written; one that is gone meanwhile was not."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


class Preview(LiveReloadServer):
    """Shows the project at `folder`, whatever becomes of a build."""

    def __init__(self, folder: Path, host: str, port: int):
        root = mkdtemp(prefix="tsi-")
        super().__init__(self.rebuild, host, port, root=root, polling_interval=POLL)
        self.build_delay = STILL
        self.folder = folder
        self.messages: list[Message] = []
        self.is_good = False
        self.open_page = "index.html"
        self.error_handler = self._not_there
        self._files: dict[Path, int] = {}
        self._put_first: set[str] = set()  # the pages built since the last change, before the whole stands
        self._is_begun = self._is_code_new = False
        self._behind: subprocess.Popen[str] | None = None
        self._turn = RLock()  # held by whoever changes what is shown

    def show(self) -> None:
        """Serve until interrupted, beginning before anything is built."""
        logging.getLogger("mkdocs").addHandler(logging.NullHandler())
        for name in _WATCHED:
            if (self.folder / name).exists():
                self.watch(str(self.folder / name))
        self._want_rebuild = True
        try:
            self.serve()
        finally:
            self._drop()
            self.shutdown()
            shutil.rmtree(self.root, ignore_errors=True)

    def serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Remember which page is open: the last one that was asked for, itself or a part of it, or that asks whether it
        has changed."""
        asked = environ["PATH_INFO"]
        path = urlparse(environ.get("HTTP_REFERER", "")).path if asked.startswith("/livereload/") else asked
        if path.endswith(("/", ".html")):
            page, _ = links.page_of_part(path.lstrip("/"))
            self.open_page = page + ("index.html" if page.endswith("/") or not page else "")
            if self._is_waited_for():
                with self._rebuild_cond:
                    self._want_rebuild = True
                    self._rebuild_cond.notify_all()
        return super().serve_request(environ, start_response)

    def rebuild(self) -> None:
        """Show what has changed on the page that is open, and begin to build the whole."""
        # Nobody waits for a build: pages are served from the last one until it has ended.
        wanted, self._wanted_epoch = self._wanted_epoch, self._visible_epoch
        begun, changed = time.monotonic(), self._changed()
        if changed and all(it.suffix == ".css" for it in changed):
            self._put_style_sheet()
        elif changed:
            self._show_anew(begun, changed)
        elif self._behind and not self._is_code_new and self._is_waited_for():
            self._show_open(begun)
        else:
            return
        self._wanted_epoch = wanted

    def _is_waited_for(self) -> bool:
        """Whether the page that is open stands nowhere yet, and nobody has tried to build it since the last change."""
        return self.open_page not in self._put_first and not Path(self.root, self.open_page).is_file()

    def _show_open(self, begun: float) -> None:
        """Build the page that is open, in front of what is being built behind."""
        with self._turn:
            page = self.open_page
            self._put_first.add(page)
            self._take(building.alone(self.folder, self.root, self.url, page))
            self._report(f"/{page.removesuffix('index.html')}", begun)

    def _show_anew(self, begun: float, changed: Iterable[Path]) -> None:
        """Build the page that is open and, where that is good, the whole; otherwise what is being built is still that
        of the last good state."""
        self._is_code_new |= self._is_begun and any(it.suffix == ".py" for it in changed)
        self._is_begun = True
        self._put_first.clear()
        with self._turn:
            if not self._is_code_new:
                self._show_open(begun)
                if not self.is_good:
                    return
            self._drop()
            self._build_behind(begun)

    def _changed(self) -> set[Path]:
        """The files of the project that are new, gone or written anew since this was last asked."""
        roots = (self.folder / name for name in _WATCHED)
        paths = (path for root in roots for path in ([root] if root.is_file() else root.rglob("*")))
        before = self._files
        self._files = {it: _written(it) for it in paths if it.is_file() and it.parent.name != "__pycache__"}
        return {path for path, _ in before.items() ^ self._files.items()}

    def _put_style_sheet(self) -> None:
        """Give the pages as they are the styles that have changed."""
        try:
            sheet = styles.joined(self.folder)
            for path in Path(self.root, styles.FOLDER).glob("site.*.css"):
                path.write_text(sheet.content, encoding="utf-8")
        except OSError as error:
            print(f"{time.strftime('%H:%M:%S')} {error}", flush=True)

    def _take(self, built: Built) -> None:
        self.is_good, self.messages = built.is_good, [self._message(text) for text in built.messages]

    # The whole site

    def _build_behind(self, begun: float) -> None:
        """Begin to build the whole site; it is shown once it stands, unless it is dropped before."""
        into = mkdtemp(prefix="tsi-")
        command = [sys.executable, "-m", building.__name__, str(self.folder), into, self.url]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._behind = process
        Thread(target=self._show_whole, args=(process, into, begun)).start()

    def _drop(self) -> None:
        """Let go of a build of the whole that has not ended."""
        with self._turn:
            process, self._behind = self._behind, None
        if process:
            process.kill()

    def _show_whole(self, process: subprocess.Popen[str], into: str, begun: float) -> None:
        said, failed = process.communicate()
        with self._turn:
            if process is self._behind:
                self._behind = None
                before = self._seen()
                last = (failed.strip().splitlines() or ["the build was ended"])[-1]
                self._take(
                    Built(*json.loads(said.splitlines()[-1])) if not process.returncode else Built(False, (last,))
                )
                if self.is_good:
                    self.root, into = into, self.root
                    self._put_style_sheet()  # it may have changed meanwhile
                if before != self._seen():
                    self._report("the site", begun)
                    self._reload()
        shutil.rmtree(into, ignore_errors=True)

    def _seen(self) -> tuple[object, ...]:
        """What whoever has the page open sees of it."""
        page = Path(self.root, self.open_page)
        return self.is_good, self.messages, page.read_bytes() if page.is_file() else None

    def _reload(self) -> None:
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch = max(round(time.monotonic() * 1000), self._visible_epoch + 1)
            self._epoch_cond.notify_all()

    def _message(self, text: str) -> Message:
        text = _IN_FRONT.sub("", text)
        place = _PLACE.match(text)
        if not place:
            return Message(text, "", "")
        path = (self.folder / place["file"]).resolve()
        return Message(text[place.end() + 2 :], place[0], EDITOR.format(path=path, line=place["line"]))

    def _report(self, what: str, begun: float) -> None:
        how = f"{'built' if self.is_good else 'not built'} in {time.monotonic() - begun:.1f} s"
        print(f"{time.strftime('%H:%M:%S')} {what} {how}", flush=True)
        for message in self.messages:
            print(f"  {': '.join(filter(None, (message.place, message.text)))}", flush=True)

    def _not_there(self, _code: int) -> bytes:
        """What is shown where there is no page: that of the site for this, or that there is no site yet."""
        own = Path(self.root) / "404.html"
        page = own.read_bytes() if own.exists() else _TEMPLATES.get_template("waiting.html").render().encode()
        return self._inject_js_into_html(page, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """A page with what reloads it, and what is wrong in front of all else."""
        page: bytes = super()._inject_js_into_html(_POLICY.sub(b"", content, count=1), epoch)
        if not self.messages:
            return page
        banner = _TEMPLATES.get_template("banner.html").render(messages=self.messages, is_good=self.is_good).encode()
        body = _BODY.search(page)
        start = body.end() if body else 0
        return page[:start] + banner + page[start:]
