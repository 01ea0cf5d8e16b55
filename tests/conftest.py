"""What several tests share: the built site, a server for it, a browser, copies of the project to break."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests import browser as browsers
from tests import projects
from tests import tour as tours
from tsi.audit.site import Audit
from tsi.library.library import Library
from tsi.library.loading import MAY_BE_MISSING, load

MkdocsBuild = Callable[..., subprocess.CompletedProcess[str]]

MARKED_BY = {"browser": {"browser"}, "build": {"built_site", "mini_site", "mkdocs_build"}}
"""By marker, the fixtures by whose use, direct or not, a test bears it, so that `-m "not browser and not build"` leaves
out what takes long."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        for marker in (name for name, fixtures in MARKED_BY.items() if used & fixtures):
            item.add_marker(marker)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, as half of the time of a browser test is waiting; four are enough."""
    return min(4, (os.cpu_count() or 1) + 1)


# The time of one example says nothing on a busy machine; in CI every run tries the same examples.
hypothesis.settings.register_profile("project", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.register_profile("proof", deadline=None, max_examples=20_000)
hypothesis.settings.load_profile("project")


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the source files, which TSI_SOURCES names; without it, the test is skipped."""
    named = os.environ.get("TSI_SOURCES")
    if not named:
        pytest.skip("TSI_SOURCES names no folder of source files")
    folder = Path(named).resolve()
    assert folder.is_dir(), f"TSI_SOURCES={named} is not a folder"
    return folder


@pytest.fixture(scope="session")
def library() -> Library:
    """The records of the project itself. What holds of them holds whatever they say; the rest is for `mini`.

    There are some of each kind, so that a test which goes through them looks at something."""
    return _of_each_kind(load(projects.ROOT))


@pytest.fixture(scope="session")
def mini_root() -> Path:
    """The folder of the miniature set: a made-up world with a record of every kind, and its sources."""
    return projects.MINI


@pytest.fixture(scope="session")
def mini() -> Library:
    """The records of the miniature set, of each kind some."""
    return _of_each_kind(load(projects.MINI))


def _of_each_kind(library: Library) -> Library:
    assert library.index
    assert all(records for kind, records in library.records.items() if kind not in MAY_BE_MISSING)
    return library


@pytest.fixture(scope="session")
def mini_audit(mini: Library) -> Audit:
    """The audit by the records of the miniature set, under the name of the project's site."""
    return Audit(replace(mini, root=projects.ROOT))


@pytest.fixture
def mini_data(tmp_path: Path) -> projects.Data:
    """The records of the miniature set in a folder of their own, for the test to change and check."""
    return projects.Data.copied(projects.MINI, tmp_path / "mini")


@pytest.fixture
def mini_copy(tmp_path: Path) -> Path:
    """A project of the miniature set that can be checked and built, for the test to change."""
    return projects.miniature(tmp_path / "mini")


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    """A copy of everything that a build reads, for the test to change."""
    return projects.copied(tmp_path / "project")


@pytest.fixture(scope="session")
def mkdocs_build() -> MkdocsBuild:
    """A function that builds the site of the project at `project` into `into`; see `projects.build`."""
    return projects.build


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a test run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def built_site(of_this_run: Path) -> Path:
    """The folder of the project's site, built once per test run; tests only read it."""
    site = of_this_run / "site"
    with FileLock(of_this_run / "site.lock"):
        return site if site.exists() else projects.built(projects.ROOT, site, SITE_URL="")


@pytest.fixture(scope="session")
def mini_site(of_this_run: Path) -> Path:
    """The folder of the site of the miniature set, built once per test run; tests only read it."""
    site = of_this_run / "mini-site"
    with FileLock(of_this_run / "mini-site.lock"):
        return site if site.exists() else projects.built_miniature(of_this_run)


@pytest.fixture(scope="session")
def tour(built_site: Path) -> dict[str, str]:
    """By name, the addresses of pages of every kind on the built site; see `tests.tour`."""
    return tours.addresses(built_site)


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet where a page was closed before it had everything; any other error is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a server that shows a site, for example `http://127.0.0.1:40123`."""
    handler = functools.partial(_QuietHandler, directory=str(site))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def site_server(built_site: Path) -> Iterator[str]:
    """The address of a server that shows the built site."""
    with served(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def mini_server(mini_site: Path) -> Iterator[str]:
    """The address of a server that shows the site of the miniature set."""
    with served(mini_site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window; where there is none, the test fails and says how to install one."""
    with sync_playwright() as playwright:
        path = browsers.find(playwright)
        if not path:
            pytest.fail(browsers.HOW_TO_INSTALL, pytrace=False)
        chromium = playwright.chromium.launch(executable_path=path, args=browsers.FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def outside_requests() -> Iterator[list[str]]:
    """The addresses beyond this machine that the pages of the test asked for, all refused; one left here fails it."""
    addresses: list[str] = []
    yield addresses
    assert not addresses, "a page asked a third party"


LAY_OUT_ALL = """
  document.addEventListener("DOMContentLoaded", () => {
    const style = new CSSStyleSheet();
    style.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(style);
  });
"""
"""A browser lays out what is far below when a reader comes near; tests look at the whole page at once."""


@contextmanager
def _opening(browser: Browser, server: str, outside_requests: list[str]) -> Iterator[Callable[..., Page]]:
    """A function that opens an empty page in a context of its own; options as for `Browser.new_context`. With
    `as_it_is`, it lays out what is in sight alone; with another `base_url`, addresses are those of another site.

    For example `new_page(viewport={"width": 390, "height": 844}, color_scheme="dark").goto("/timeline/")`.
    """
    contexts = []

    def refuse(route: Route) -> None:
        outside_requests.append(route.request.url)
        route.abort()

    def open_page(as_it_is: bool = False, **options: object) -> Page:
        context = browser.new_context(**{"base_url": server, **options})
        contexts.append(context)
        if not as_it_is:
            context.add_init_script(LAY_OUT_ALL)
        context.route(_is_outside, refuse)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def new_page(browser: Browser, site_server: str, outside_requests: list[str]) -> Iterator[Callable[..., Page]]:
    """A function that opens a page on the built site, see `_opening`."""
    with _opening(browser, site_server, outside_requests) as open_page:
        yield open_page


@pytest.fixture
def new_mini_page(browser: Browser, mini_server: str, outside_requests: list[str]) -> Iterator[Callable[..., Page]]:
    """A function that opens a page on the site of the miniature set, see `_opening`."""
    with _opening(browser, mini_server, outside_requests) as open_page:
        yield open_page


def _is_outside(address: str) -> bool:
    """Whether it leads beyond this machine; addresses of files and of data within a page name no host."""
    return urlsplit(address).hostname not in {None, "127.0.0.1"}


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """An empty page at the size of a desktop."""
    return new_page()


@pytest.fixture
def mini_page(new_mini_page: Callable[..., Page]) -> Page:
    """The same on the site of the miniature set."""
    return new_mini_page()
