"""What Zotero reads: its own translators on our pages and citations, in Node, fetched from npm at the first need."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests import site_checks
from tests.projects import MINI_BUILD, ROOT
from tsi.library.library import Library
from tsi.records.types import Reference
from tsi.wording import dataset, links

SITE = MINI_BUILD["SITE_URL"]
OWN = Path(__file__).parent / "zotero"
FETCHED = ROOT / ".cache/zotero"
FETCH = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(FETCHED)]
PRIZE = Reference("funding", "moss-prize")
DAY = "2013-03-05"

Read = Callable[[list[dict[str, str]]], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """A function that tells what Zotero makes of pages and of citations; without Node or npm, tests are skipped."""
    FETCHED.mkdir(parents=True, exist_ok=True)
    with FileLock(FETCHED / "lock"):
        shutil.copy(OWN / "package.json", FETCHED)
        if not shutil.which("node") or not shutil.which("npm") or subprocess.run(FETCH, timeout=300).returncode:
            pytest.skip("Zotero's translators need Node and npm")
    folder = tmp_path_factory.mktemp("zotero")

    def through_zotero(things: list[dict[str, str]]) -> list[dict[str, Any]]:
        (folder / "asked.json").write_text(json.dumps(things), encoding="utf-8")
        files = [str(it) for it in (OWN / "read.js", FETCHED, folder / "asked.json", folder / "told.json")]
        subprocess.run(["node", "--no-deprecation", *files], env=os.environ | {"DEBUG_LEVEL": "0"}, check=True)
        return json.loads((folder / "told.json").read_text(encoding="utf-8"))

    return through_zotero


def test_its_button_recognises_a_page_with_type_title_date_publisher_and_address(
    read: Read, mini_site: Path, mini: Library
) -> None:
    records = {it.kind: links.address(it) for it in mini.references() if links.has_page(mini, it)}
    pages = ["", "timeline/", "method/", *records.values()]
    html = {page: (mini_site / page / "index.html").read_text(encoding="utf-8") for page in pages}
    found = read([{"url": SITE + page, "html": text} for page, text in html.items()])
    for page, told in zip(pages, found, strict=True):
        (item,) = told["items"]
        (title,) = site_checks.document(mini_site, page).xpath("//h1")
        assert (told["by"], item["itemType"]) == ("Embedded Metadata", "webpage")
        assert page == "" or item["title"] == " ".join(title.text_content().split())
        assert (item["date"], item["publisher"], item["url"]) == (DAY, dataset.TITLE, SITE + page)
    assert len(records) > 8


@pytest.mark.parametrize(
    ("ending", "type_", "date"),
    [(".bib", "book", DAY), (".ris", "webpage", "March 5, 2013"), (".json", "webpage", "March 5, 2013")],
)
def test_it_takes_in_each_form_of_a_citation(read: Read, mini_site: Path, ending: str, type_: str, date: str) -> None:
    """To Zotero whatever BibTeX calls `misc` is a book."""
    text = (mini_site / f"cite/{PRIZE}{ending}").read_text(encoding="utf-8")
    ((item, *notes),) = [told["items"] for told in read([{"text": text}])]
    assert (item["itemType"], item["title"], item["date"]) == (type_, "Prize for moss batteries", date)
    assert item["url"] == f"{SITE}{PRIZE}/"
    assert "Courier 2012, line 11" in json.dumps([item, *notes])
