"""The site as it comes about: built anew at every change, and shown however wrong the newest change is.

A build that fails leaves the last good pages in their place, with what is wrong above each of them until it is mended.
What MkDocs would only warn of, and refuses when the site is published, is told in the same way above the new pages.
Built on the server that MkDocs has for this; MkDocs is no longer developed, so what is leaned on in it stays.
"""

from __future__ import annotations

import errno
import logging
import re
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from tsi.render import policy

PORTS = 20
"""So many ports are tried, one after another."""
EDITOR = "vscode://file/{path}:{line}"
"""The address at which an editor opens a file at a line (https://code.visualstudio.com/docs/configure/command-line)."""

_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
_PLACE = re.compile(r"(?P<file>[\w./-]+\.\w+):(?P<line>[0-9]+)(?=: )")
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


class Preview(LiveReloadServer):
    """Shows the project at `folder`, whatever becomes of a build."""

    def __init__(self, folder: Path, host: str, port: int):
        super().__init__(self.rebuild, host, port, root=mkdtemp(prefix="tsi-"))
        self.folder = folder
        self.messages: list[Message] = []
        self.is_good = False
        self.error_handler = self._not_there

    def show(self) -> None:
        """Serve until interrupted, beginning before anything is built."""
        self.watch(str(self.folder / "mkdocs.yml"))
        self._want_rebuild = True
        try:
            self.serve()
        finally:
            self.shutdown()
            shutil.rmtree(self.root, ignore_errors=True)

    def rebuild(self) -> None:
        """Build the site in a folder of its own and, if it is whole, show that one from now on."""
        # Nobody waits for a build: pages are served from the last one until it has ended.
        wanted, self._wanted_epoch = self._wanted_epoch, self._visible_epoch
        begun, into = time.monotonic(), mkdtemp(prefix="tsi-")
        with _told() as told:
            failure = self._failure(into)
        self.is_good = not failure
        self.messages = [self._message(text) for text in dict.fromkeys([*told, *failure])]
        self.root, old = (into, self.root) if self.is_good else (self.root, into)
        shutil.rmtree(old, ignore_errors=True)
        self._wanted_epoch = wanted
        self._report(time.monotonic() - begun)

    def _failure(self, into: str) -> list[str]:
        """What a build into a folder fails of; nothing where it does not. No error may end the server."""
        try:
            config = load_config(str(self.folder / "mkdocs.yml"), site_dir=into)
            for path in (config.docs_dir, *config.watch, *config.theme.dirs[:1]):
                self.watch(path)
            config.site_url = self.url
            config.plugins.on_startup(command="serve", dirty=False)
            build(config, serve_url=self.url)
        except SystemExit:  # what ended the build has said why
            return ["Mend this, and the site is built again"]
        except Exception as error:
            return str(error).splitlines() or [type(error).__name__]
        return []

    def _message(self, text: str) -> Message:
        text = _IN_FRONT.sub("", text)
        place = _PLACE.match(text)
        if not place:
            return Message(text, "", "")
        path = (self.folder / place["file"]).resolve()
        return Message(text[place.end() + 2 :], place[0], EDITOR.format(path=path, line=place["line"]))

    def _report(self, seconds: float) -> None:
        print(f"{time.strftime('%H:%M:%S')} {'built' if self.is_good else 'not built'} in {seconds:.1f} s", flush=True)
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


@contextmanager
def _told() -> Iterator[list[str]]:
    """What MkDocs and its plugins warn of meanwhile."""
    told: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.name != LiveReloadServer.__module__:
                message, _, _traceback = record.getMessage().partition("```")
                told.extend(filter(None, message.splitlines()))

    handler, logger = Kept(logging.WARNING), logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield told
    finally:
        logger.removeHandler(handler)
