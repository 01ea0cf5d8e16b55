"""What the search finds for the queries of `data/search/`, by its own worker in a browser.

    make site && .venv/bin/python -m benchmarks.search           # the rates of both halves, the bytes, the time
    make site && .venv/bin/python -m benchmarks.search tuned-on  # what goes wrong in the half that may be looked at

A page is right where it has one of the answers of a query; an answer is read where it stands unfolded in the first
result. The last rates are kept in `benchmarks/search.txt`.
"""

import gzip
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

import material
from playwright.sync_api import Page, sync_playwright

from tests import browser as browsers
from tests.conftest import served
from tsi.library.loading import load
from tsi.wording import searches

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
NEAR_THE_TOP = 3
FETCHED = ("search/search_index.json", "assets/javascripts/search.js", "assets/javascripts/minisearch.js")
"""What the first query waits for, beside Material's script that draws the box."""

MATERIALS = next(Path(material.__file__).parent.glob("templates/assets/javascripts/workers/search.*.min.js"))
"""The worker of Material's own search, for comparison: it reads the same index."""

ASK = """
async ({ queries, program }) => {
  const { base, search } = JSON.parse(document.getElementById("__config").textContent);
  const index = await (await fetch(new URL("search/search_index.json", new URL(base, location)))).json();
  const worker = new Worker(program ? URL.createObjectURL(new Blob([program])) : search);
  const ask = message => new Promise((resolve, reject) => {
    const began = performance.now();
    worker.onerror = reject;
    worker.onmessage = ({ data }) => resolve([performance.now() - began, data.data?.items]);
    worker.postMessage(message);
  });
  const docs = index.docs.map(({ tags = [], ...doc }) => ({ tags, ...doc }));
  const [ready] = await ask({ type: 0, data: { ...index, docs, options: {} } });
  const answers = [];
  for (const query of queries) {
    const [took, items] = await ask({ type: 2, data: query });
    const unfolded = items.map(item => item.filter(it => it.score >= item[0].score).map(it => it.location));
    answers.push({ took, found: unfolded });
  }
  worker.terminate();
  return { ready, answers };
}
"""


class Asked(NamedTuple):
    """A query, the addresses that answer it, and by page found, the best first, the addresses that stand unfolded."""

    query: str
    answers: tuple[str, ...]
    found: list[list[str]]

    @property
    def place(self) -> int:
        """The place of the first page that is right, 1 for the first; 0 for none."""
        pages = {answer.partition("#")[0] for answer in self.answers}
        places = (at for at, unfolded in enumerate(self.found, 1) if unfolded[0].partition("#")[0] in pages)
        return next(places, 0)

    @property
    def is_read(self) -> bool:
        return bool(self.found) and not {*self.answers}.isdisjoint(self.found[0])


def rates(asked: list[Asked]) -> str:
    first = sum(it.place == 1 for it in asked)
    near = sum(1 <= it.place <= NEAR_THE_TOP for it in asked)
    read = sum(it.is_read for it in asked)
    return "".join(f"{count:>12} ({count / len(asked):.0%})" for count in (first, near, read))


def ask(page: Page, half: str, program: str = "") -> tuple[dict[str, list[Asked]], float, list[float]]:
    """By group of a half, what was found by our worker, or by another whose text is given; milliseconds until the index
    is read, and of each query."""
    groups = searches.queries(load(ROOT), half)
    every = [query for group in groups.values() for query in group]
    told = page.evaluate(ASK, {"queries": every, "program": program})
    found = dict(zip(every, (answer["found"] for answer in told["answers"]), strict=True))
    asked = {
        name: [Asked(query, answers, found[query]) for query, answers in group.items()]
        for name, group in groups.items()
    }
    return asked, told["ready"], [answer["took"] for answer in told["answers"]]


def table(page: Page) -> Iterator[str]:
    yield f"Measured on {date.today().isoformat()}; see search.py.\n"
    for name, program in (("our worker, on MiniSearch", ""), ("Material's, on lunr", MATERIALS.read_text("utf-8"))):
        yield f"{name:<28}{'of':>4}{'right first':>18}{'in first three':>18}{'answer read':>18}"
        for half in searches.HALVES:
            asked, ready, took = ask(page, half, program)
            yield from (f"{half:<14}{name:<14}{len(group):>4}{rates(group)}" for name, group in asked.items())
        yield f"index read in {ready:.0f} ms, then {median(took):.0f} ms a query, {max(took):.0f} at most\n"
    for path in (*(SITE / fetched for fetched in FETCHED), MATERIALS):
        content = path.read_bytes()
        yield f"{path.name:<28}{len(content):>9,} bytes{len(gzip.compress(content)):>9,} compressed"


def misses(page: Page, half: str) -> Iterator[str]:
    for name, group in ask(page, half)[0].items():
        yield f"{name}: {rates(group)}"
        for it in group:
            if it.place != 1 or not it.is_read:
                yield f"\n{it.place}{' read' if it.is_read else ''}  {it.query}\n   wanted {it.answers}"
                yield from (f"   {unfolded}" for unfolded in it.found[:NEAR_THE_TOP])


def main(half: str = "") -> None:
    with served(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.find(playwright), args=browsers.FLAGS)
        page = browser.new_page()
        page.goto(f"{address}/licence/")
        for line in misses(page, half) if half else table(page):
            print(line)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
