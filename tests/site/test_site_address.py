"""The address of the site: checked once, whole wherever something is taken away, and absent where there is none."""

import json
import re
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import MkdocsBuild
from tests.projects import MINI_BUILD
from tests.site_checks import pages
from tsi.wording import links

ADDRESS = MINI_BUILD["SITE_URL"]
LOCAL = re.compile(rb"localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/tsi/", "https://example.org/tsi/"),
        ("http://example.org:8080/a%20b/~c", "http://example.org:8080/a%20b/~c/"),
        ("HTTPS://Example.org", "HTTPS://Example.org/"),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/"),
        ("http://192.0.2.1/", "http://192.0.2.1/"),
        ("https://localhost.example.org/", "https://localhost.example.org/"),
    ],
)
def test_an_address_of_a_site_ends_in_a_slash(written: str, address: str):
    assert links.site_address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "",
        "http://localhost",
        "http://LOCALHOST.:8000/tsi/",
        "http://tsi.localhost/",
        "http://localhost.localdomain/",
        "http://127.0.0.1:8000/",
        "http://127.8.9.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0.0.0.0:8000/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
    ],
)
def test_an_address_that_leads_each_reader_to_his_own_machine_is_none(written: str):
    assert links.site_address(written) == ""


WRONG = [
    'https://example.org/"><img src=x onerror=alert(1)>/',
    "https://example.org/'x'/",
    "https://example.org/?a=1",
    "https://example.org/#x",
    "https://[bad/",
    "https://[1:2]/",
    "https://example.org:99999/",
    "https://example.org/a b/",
    "https://example.org/%zz/",
    "https://user:word@example.org/",
    "https://example.org/\u202ex/",
    "https://exämple.org/",
    "https://example.org/\n",
    "https:///tsi/",
    "https://",
    "//example.org/",
    "example.org",
    "javascript:alert(1)",
    "ftp://example.org/",
    "file:///srv/site/",
]


@pytest.mark.parametrize("written", WRONG)
def test_what_is_no_address_of_a_site_is_refused_with_what_was_expected(written: str):
    with pytest.raises(ValueError, match=r"is no address of a site; expected one such as https://example.org/tsi/"):
        links.site_address(written)


def test_a_wrong_address_of_any_length_is_told_in_a_short_line():
    with pytest.raises(ValueError, match="is no address of a site") as told:
        links.site_address("https://example.org/ " + "x" * 5_000)
    assert len(str(told.value)) < 300


@pytest.mark.parametrize("written", ['https://example.org/"><script>', "https://[bad/", "12", "{a: b}"])
def test_a_wrong_address_stops_the_build_with_one_line(mkdocs_build: MkdocsBuild, mini_copy: Path, written: str):
    outcome = mkdocs_build(mini_copy, mini_copy / "site", SITE_URL=written)
    said = outcome.stdout + outcome.stderr
    assert outcome.returncode == 1
    assert len(re.findall("^ERROR.*SITE_URL: .*is no address of a site", said, re.MULTILINE)) == 1
    assert "Traceback" not in said
    assert not (mini_copy / "site").exists()


# A site without an address


def test_without_an_address_no_file_of_the_site_names_a_local_host(built_site: Path):
    files = [path for path in built_site.rglob("*") if path.is_file()]
    assert len(files) > 100
    assert [path.relative_to(built_site) for path in files if LOCAL.search(path.read_bytes())] == []


def test_without_an_address_no_page_claims_one(built_site: Path):
    for page in pages(built_site):
        assert page.document.xpath("//link[@rel='canonical'] | //meta[@property='og:url']") == [], page.address
    assert not list(built_site.glob("sitemap.xml*"))


PAGES_OWN = "//*[contains(@class, 'cite__text--short')]"
STATEMENTS = "//*[@data-as='citation:short' and not(contains(@class, 'cite__text--short'))]"


def cited_where(statement: object) -> str:
    """The address in the citation of a statement, which ends with its anchor."""
    return re.fullmatch(r".*, ([^ ]*)#[a-z0-9-]+", statement.text_content())[1]


def test_without_an_address_a_page_is_cited_by_its_path(built_site: Path):
    looked_at = 0
    for page in pages(built_site):
        for shown in page.document.xpath(PAGES_OWN):
            assert shown.text_content().endswith(f", {page.address}")
            looked_at += 1
        for statement in page.document.xpath(STATEMENTS):
            assert (built_site / cited_where(statement) / "index.html").is_file()
    assert looked_at
    for path in (built_site / "cite").rglob("*"):
        if path.is_file():
            assert not re.search(r"^  url = |^UR  - |\"URL\":", path.read_text(encoding="utf-8"), re.MULTILINE), path


def test_a_build_without_an_address_says_in_one_line_how_to_set_it(mkdocs_build: MkdocsBuild, mini_copy: Path):
    (mini_copy / "docs/index.md").write_text("[nowhere](nowhere.md)", encoding="utf-8")  # so that it ends soon
    for unset in ("", "http://localhost:8000/"):
        said = mkdocs_build(mini_copy, mini_copy / "site", SITE_URL=unset).stderr
        assert len([line for line in said.splitlines() if "SITE_URL=https://example.org/tsi/ make site" in line]) == 1


# A site with an address


def test_with_an_address_everything_that_is_taken_away_has_the_whole_of_it(mini_site: Path):
    looked_at = 0
    for page in pages(mini_site):
        for shown in page.document.xpath(PAGES_OWN):
            assert shown.text_content().endswith(f", {ADDRESS}{page.address}")
            assert page.document.xpath("//link[@rel='canonical']/@href") == [ADDRESS + page.address]
            looked_at += 1
        assert all(cited_where(statement).startswith(ADDRESS) for statement in page.document.xpath(STATEMENTS))
        for way in page.document.xpath("//@data-address"):
            assert way.startswith(ADDRESS)
    assert looked_at
    records = json.loads((mini_site / "data/tsi.json").read_bytes())["records"]
    assert all(it["address"].startswith(ADDRESS) for it in records["milestones"].values())
    feed = html.fromstring((mini_site / "data/milestones.atom").read_bytes())
    assert all(way.startswith(ADDRESS) for way in feed.xpath("//link/@href"))
    assert (mini_site / "sitemap.xml").read_text(encoding="utf-8").count(f"<loc>{ADDRESS}") > 20
    assert not any(LOCAL.search(path.read_bytes()) for path in mini_site.rglob("*") if path.is_file())
