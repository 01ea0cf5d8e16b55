"""What a phone waits for: first paint beside that of the same text with one style sheet, and search in a large set.

    make site && .venv/bin/python -m benchmarks.paint

Pages are shown by Chromium as on a phone of four times less processor and on slow 4G, from a server that compresses. A
ratio is the middle of several first contentful paints of a page to that of its text with our style sheet alone. Then a
query is typed into the site of two thousand records more than the miniature set has: seconds from the last key to the
first result.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from lxml import html
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.lighthouse import PAGES, ROOT, CompressingHandler
from tests import browser as browsers
from tests import large_set, projects

RUNS = 5
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 204_800, "uploadThroughput": 93_750}
SLOWER = 4
VIEWPORT = {"width": 390, "height": 844}
SCALED = "<meta name='viewport' content='width=device-width, initial-scale=1'>"
QUERY = "moss batteries"
FIRST_PAINT = """() => new Promise((found) => new PerformanceObserver((list) => {
  const [entry] = list.getEntriesByName("first-contentful-paint");
  if (entry) found(entry.startTime);
}).observe({ type: "paint", buffered: true }))"""


class Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A tab that is closed takes no more of what it had asked for."""


@contextmanager
def compressed(site: Path) -> Iterator[str]:
    """The address of a server that shows a site as a host would."""
    with Server(("127.0.0.1", 0), partial(CompressingHandler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def phone(browser: Browser) -> Page:
    """A new tab of a slow phone, with nothing kept from before."""
    page = browser.new_context(viewport=VIEWPORT, has_touch=True, is_mobile=True).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    return page


def plain(page: Path) -> str:
    """The text of a page with its style sheet alone."""
    document = html.parse(page).getroot()
    (sheet,) = document.xpath("//link[@rel='stylesheet']")[:1]
    (article,) = document.xpath("//article")[:1]
    told = html.tostring(article, encoding="unicode")
    link = html.tostring(sheet, encoding="unicode", with_tail=False)
    return f"<!doctype html><html lang='en'><head><meta charset='utf-8'>{SCALED}{link}</head><body>{told}</body></html>"


def first_paint(browser: Browser, address: str) -> float:
    """Milliseconds until something of a page is seen."""
    page = phone(browser)
    page.goto(address)
    seen = page.evaluate(FIRST_PAINT)
    page.context.close()
    return float(seen)


def paints(browser: Browser, site: Path) -> Iterator[str]:
    with compressed(site) as address:
        for path in PAGES:
            text = plain(site / path / "index.html")
            (site / path / "plain.html").write_text(text, encoding="utf-8")
            pairs = [
                (first_paint(browser, f"{address}/{path}"), first_paint(browser, f"{address}/{path}plain.html"))
                for _ in range(RUNS)
            ]
            (site / path / "plain.html").unlink()
            ours, bare = (median(times) for times in zip(*pairs, strict=True))
            yield f"{ours / bare:8.2f}  /{path}"


def answered(browser: Browser, folder: Path) -> float:
    """Seconds from the last key of a query to the first result, in the large set."""
    project = projects.miniature(folder / "project")
    large_set.enlarge(project, 20, 60)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    with compressed(project / "site") as address:
        page = phone(browser)
        page.goto(f"{address}/licence/")
        page.locator("[data-md-component='search-query']").first.focus()
        page.wait_for_timeout(15_000)  # the index is fetched while somebody thinks
        page.evaluate("() => { window.begun = performance.now(); }")
        page.keyboard.type(QUERY)
        page.evaluate("() => { window.begun = performance.now(); }")
        page.locator("[data-md-component='search-result'] li a").first.wait_for()
        return float(page.evaluate("() => performance.now() - window.begun")) / 1000


def main() -> None:
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=browsers.find(playwright), args=list(browsers.FLAGS))
        for line in paints(browser, ROOT / "site"):
            print(line, flush=True)
        print(f"{answered(browser, Path(folder)):8.2f}  seconds from the last key to the first result")
        browser.close()


if __name__ == "__main__":
    main()
