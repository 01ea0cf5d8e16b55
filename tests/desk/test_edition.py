"""Editions: what the site says on a day, frozen for good, published, compared and cited."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests import site_checks
from tests.projects import MINI_BUILD, Data
from tsi.desk import edition
from tsi.desk.edits import CannotEdit
from tsi.exports import editions as exported
from tsi.library.library import Library
from tsi.records import editions as kept
from tsi.wording import citations, editions

SITE = MINI_BUILD["SITE_URL"]
DAY = "2025-02-03"


def beside(library: Library, site: Path, root: Path) -> Library:
    """The library of a project in which a site was built."""
    (root / "site").symlink_to(site)
    return replace(library, root=root)


def frozen(library: Library) -> ZipFile:
    edition.frozen(library, DAY)
    return ZipFile(BytesIO((library.root / f"editions/{DAY}.zip").read_bytes()))


def test_an_edition_holds_the_text_of_each_page_the_data_and_the_checksum_of_each(
    mini: Library, mini_site: Path, tmp_path: Path
) -> None:
    with frozen(beside(mini, mini_site, tmp_path)) as opened:
        texts = {it.relative_to(mini_site).with_suffix(".txt").as_posix() for it in mini_site.rglob("*.md")}
        assert {name.removeprefix("pages/") for name in opened.namelist() if name.startswith("pages/")} == texts
        assert json.loads(opened.read("tsi.json"))["records"].keys() == mini.records.keys()
        sums = dict(reversed(line.split("  ")) for line in opened.read("checksums.txt").decode().splitlines())
        assert sums.keys() == {*opened.namelist()} - {"checksums.txt"}
        assert all(hashlib.sha256(opened.read(name)).hexdigest() == sum_ for name, sum_ in sums.items())
        assert b"\xc2\xa340,000" in opened.read("pages/funding/moss-prize.txt")


def test_the_same_site_gives_the_same_edition(mini: Library, mini_site: Path, tmp_path: Path) -> None:
    contents = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        library = beside(mini, mini_site, tmp_path / name)
        edition.frozen(library, DAY)
        contents.append((library.root / f"editions/{DAY}.zip").read_bytes())
    assert contents[0] == contents[1]


def test_an_edition_is_never_changed(mini: Library, mini_site: Path, tmp_path: Path) -> None:
    library = beside(mini, mini_site, tmp_path)
    edition.frozen(library, DAY)
    with pytest.raises(CannotEdit, match=f"{DAY}.zip is there already"):
        edition.frozen(library, DAY)


def test_one_that_is_too_large_is_not_made(
    mini: Library, mini_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition, "LARGEST", 1_000)
    with pytest.raises(CannotEdit, match="may take up 1,000"):
        edition.frozen(beside(mini, mini_site, tmp_path), DAY)
    assert not (tmp_path / "editions").exists()


def test_an_edition_of_the_project_has_room(library: Library, built_site: Path, tmp_path: Path) -> None:
    with frozen(beside(library, built_site, tmp_path)):
        assert (tmp_path / f"editions/{DAY}.zip").stat().st_size < edition.LARGEST


def test_what_was_frozen_is_what_stands_until_something_changes(mini: Library, mini_site: Path, tmp_path: Path) -> None:
    edition.frozen(beside(mini, mini_site, tmp_path), DAY)
    read, faults = kept.read(tmp_path)
    assert not faults
    library = replace(mini, editions=(*read, *mini.editions))
    assert list(editions.changes(library, DAY)) == []
    funding = {f"funding/{it}" for it in ("moss-prize", "moss-workshop", "satellite-grant")}
    changed = {("changed", it) for it in (*funding, "partnerships/harbour-fund", "sources/council-notes-2012")}
    assert {it[:2] for it in editions.changes(library, "2024-12-31")} == changed


def test_a_citation_names_the_edition_in_which_the_record_stands_as_it_does_now(mini: Library) -> None:
    cited, changed = (citations.short(citations.work(mini, it, SITE)) for it in _two(mini))
    assert "edition of 31 December 2024" in cited
    assert "edition" not in changed


def _two(mini: Library) -> list:
    named = {str(it): it for it in mini.references()}
    return [named["funding/satellite-plan"], named["partnerships/harbour-fund"]]


def test_a_text_of_an_edition_says_that_it_is_one_and_leads_to_its_page_of_now(mini: Library) -> None:
    files = dict(exported.files(mini, SITE))
    text = files["editions/2024-12-31/funding/moss-prize.txt"].decode()
    head = "Edition of 31 December 2024: kept as it stood, but for its links, which lead to what stands there now."
    assert text.splitlines()[0] == f"\ufeff{head} This page now: {SITE}funding/moss-prize/"
    assert files["editions/2024-12-31/index.txt"].decode().splitlines()[0].endswith(f": {SITE}")


@pytest.fixture
def later(mini: Library, mini_site: Path, mini_data: Data) -> Library:
    """The miniature set after an edition: a record renamed, a statement renamed, another withdrawn."""
    (mini_data.root / "editions").mkdir()
    content = edition.packed(edition._contents(mini, mini_site))
    (mini_data.root / f"editions/{DAY}.zip").write_bytes(content)
    mini_data.run("rename", "funding/moss-workshop", "moss-hall")
    mini_data.run("rename", "funding/moss-prize#prize", "money")
    mini_data.run("retire", "pillars/moss-batteries#prize", "--because", "No.", "--instead", "funding/moss-prize")
    return mini_data.load()


@pytest.mark.parametrize(
    ("page", "then", "now"),
    [
        ("funding/moss-prize", "funding/moss-prize/#prize", "funding/moss-prize/#money"),
        ("funding/moss-workshop", "funding/moss-workshop/#money", "funding/moss-hall/#money"),
        ("pillars/moss-batteries", "pillars/moss-batteries/#prize", "pillars/moss-batteries/#prize"),
        ("milestones/pact-signed", "milestones/pact-signed/#fact-when", "milestones/pact-signed/#fact-when"),
    ],
    ids=["one that was renamed", "one whose record was renamed", "one that says why it is withdrawn", "as it was"],
)
def test_each_statement_of_an_edition_leads_to_where_it_stands_today(
    later: Library, page: str, then: str, now: str
) -> None:
    with ZipFile(later.editions[0].file) as opened:
        assert f"[¶]({SITE}{then})" in opened.read(f"pages/{page}.txt").decode()
    for base, way in (("https://elsewhere.example/", f"https://elsewhere.example/{now}"), ("", f"../../../{now}")):
        text = dict(exported.files(later, base))[f"editions/{DAY}/{page}.txt"].decode()
        assert f"[¶]({way})" in text
        assert SITE not in text.split("\n", 8)[-1]


def test_the_page_of_an_edition_leads_from_each_record_to_what_stands_there_now(mini_site: Path) -> None:
    page = site_checks.document(mini_site, "editions/2024-10-31")
    (bell,) = page.xpath("//li[@data-row='then:milestones/bell-cast']")
    assert bell.text_content().split("as it")[0].strip() == "A bell is cast"
    assert [it.get("href") for it in bell.xpath(".//a")] == ["../../milestones/bell-cast/"]
    (prize,) = page.xpath("//li[@data-row='then:funding/moss-prize']")
    assert [it.get("href") for it in prize.xpath(".//a")] == ["funding/moss-prize.txt", "../../funding/moss-prize/"]


def test_a_file_that_is_no_edition_is_told(mini_data: Data) -> None:
    (mini_data.root / "editions").mkdir()
    (mini_data.root / "editions/2024-01-01.zip").write_bytes(b"no")
    (mini_data.root / "editions/first.zip").write_bytes(b"no")
    outcome = mini_data.check()
    assert outcome.status == 1
    assert "editions/2024-01-01.zip: this is no edition (File is not a zip file); take it out" in outcome.output
    assert "editions/first.zip: this is no edition (it is not called after a day" in outcome.output
