"""Lighthouse over each kind of page, on its phone profile, against a server that compresses as a host would.

    make site && npm install --prefix .cache/lighthouse lighthouse@13 && .venv/bin/python -m benchmarks.lighthouse

prints the scores (of a hundred) of performance, accessibility, best practices and SEO. Scores of performance depend on
the machine and on what else it does; the others do not. So a page below `ENOUGH` is measured twice more, and the
middle score of each category counts. The last scores are kept in `benchmarks/lighthouse.txt`. The pages are marked as
not to be indexed only by being served from this machine, so that rule of SEO is left out.
"""

import functools
import gzip
import http.server
import io
import json
import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = ROOT / ".cache/lighthouse/node_modules/.bin/lighthouse"
ENOUGH = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking"
PAGES = (
    "", "timeline/", "timeline/oldest-first/", "timeline/pillar/telecoms/", "pillars/", "pillars/critical-minerals/",
    "funding/", "funding/future-telecoms-call/", "partnerships/", "partnerships/technology-security-initiative/",
    "milestones/tsi-formalised/", "people-and-organisations/", "people/david-lammy/", "organisations/uk-government/",
    "places-and-technologies/", "places/india/", "technologies/6g/", "sources/", "sources/mint-2023/",
    "disagreements/", "disagreements/purpose-of-the-investment/", "open-questions/", "connections/", "figures/", "a-z/",
    "cite/", "edit/", "licence/", "method/", "method/rules/",
)  # fmt: skip
COMPRESSED = {".html", ".css", ".js", ".json", ".svg"}


class CompressingHandler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def send_head(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in COMPRESSED or not path.is_file():
            return super().send_head()
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def scores(address: str) -> list[int]:
    """The scores of a page in the order of `CATEGORIES`."""
    command = [LIGHTHOUSE, address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--skip-audits=is-crawlable"]
    environment = {"CHROME_PATH": "/usr/bin/chromium", **os.environ}
    report = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
    return [round(100 * report["categories"][category]["score"]) for category in CATEGORIES]


def middle_scores(address: str) -> list[int]:
    """The same, of three measurements where the first is not plainly good."""
    first = scores(address)
    if min(first) >= ENOUGH:
        return first
    return [int(median(of_category)) for of_category in zip(first, scores(address), scores(address), strict=True)]


def main(site: Path) -> None:
    handler = functools.partial(CompressingHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"Measured on {date.today().isoformat()}, {os.cpu_count()} cores, phone profile; see lighthouse.py.\n")
        print(f"{'page':<50}" + "".join(f"{category:>16}" for category in CATEGORIES))
        for page in PAGES:
            found = middle_scores(f"http://127.0.0.1:{server.server_port}/{page}")
            print(f"/{page:<49}" + "".join(f"{score:>16}" for score in found), flush=True)
        server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site")
