"""The audit of the built site, from both sides: what it must let pass, and what it must not."""

import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tsi import dates, exports
from tsi.audit import Audit, Report
from tsi.library import Library, load
from tsi.records import Reference
from tsi.render import views
from tsi.render.page import Page

ROOT = Path(__file__).resolve().parent.parent

SUM = '<p><data class="figure" value="money|1800000|GBP|" data-key="money|1800000|GBP|" @sum>£1.8 million</data></p>'
PRINTED = (
    '<p>As <q><data value="money|1800000|GBP|" data-key="money|1800000|GBP|" data-cite="encryption-blog-2025:2">'
    "£1.8 million</data></q> there</p>"
)
WHEN = (
    '<li>On <time class="when" data-when="@date" @when datetime="@date">@words</time>'
    ' <a href="../milestones/@milestone/">this</a></li>'
)
COUNT = '<p>On <data class="computed" value="@count" data-by="count_sources">@count</data> sources</p>'
TIME = '<p>As of <time datetime="2024-08-13" data-bibliographic="business-standard-2024">13 August 2024</time></p>'
LIST = '<dl data-bibliographic="mint-2023"><dt>Published</dt><dd>8 May 2023</dd></dl>'
NOTE = (
    '<p>Told<a class="receipt" href="#note-7" data-furniture="note-mark" aria-label="Receipt 7: line 2">7</a></p>'
    '<ol><li class="note" id="note-7"><a href="../sources/mint-2023/#line-2"><span data-furniture="line-number">'
    "line 2</span></a></li></ol>"
)
YEAR = '<h2 id="year-2024"><span data-furniture="year">2024</span></h2>'
LICENCE = '<p><span data-furniture="licence">CC BY 4.0</span></p>'
TABLE = (
    '<table><thead><tr><th><span data-bibliographic="mint-2023">Mint 2023</span></th></tr></thead>'
    '<tr><td data-label="Mint 2023">listed</td></tr></table>'
)
MENU = '<nav><a href="../partnerships/vision-2035/">@vision</a></nav>'


@pytest.fixture(scope="module")
def audit() -> Audit:
    return Audit(load(ROOT))


def filled(library: Library, text: str) -> str:
    """The text with what the data says at present in place of the words that begin with @."""
    amount = library.proof(Reference("funding", "observatory-satellite-campus-investment"), "amount", "is")
    milestones = library.records["milestones"].items()
    milestone = next(id_ for id_, record in milestones if dates.is_certain(record.when.is_))
    when = library.proof(Reference("milestones", milestone), "when", "is")
    infer = f' data-infer="{when.infer.rule} {when.infer.of}"' if when.infer else ""
    values = {
        "@sum": f'data-cite="{" ".join(map(str, amount.citations))}"',
        "@date": when.text,
        "@milestone": milestone,
        "@words": dates.words(when.text),
        "@when": f'data-cite="{" ".join(map(str, when.citations))}"{infer}',
        "@count": str(len(library.records["sources"])),
        "@vision": library.get(Reference("partnerships", "vision-2035")).name,
    }
    return re.sub("|".join(values), lambda match: values[match[0]], text)


def audited(audit: Audit, body: str, head: str = "", path: str = "somewhere/") -> Report:
    body = filled(audit.library, body)
    return audit.page(f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>", path)


MUST_PASS = [
    SUM, PRINTED, WHEN, COUNT, TIME, LIST, NOTE, YEAR, LICENCE, TABLE, MENU,
    SUM.replace("£1.8 million", "<b>£1.8</b> million"),
    SUM.replace("£1.8 million", "£1.8\n    million"),
    SUM.replace("<p>", '<p aria-label="Amount: £1.8 million">'),
    NOTE.replace("Told", SUM.removeprefix("<p>").removesuffix("</p>")),
    "<p>It is one of the pillars, and no one else knows another.</p>",
    "<script>let year = 1999</script><style>p { width: 12px }</style><!-- 1999 --><p>Nothing</p>",
]  # fmt: skip


@pytest.mark.parametrize("body", MUST_PASS)
def test_what_is_accounted_for_passes(audit: Audit, body: str):
    assert audited(audit, body).messages() == []


NOWHERE = "stands in no element"
NOT_OF_THE_PAGE = "is not a figure of the page"
PLANTED = [
    ("<p>It costs £9 million.</p>", NOWHERE),
    ("<p>It costs <b>£1</b><i>8 million</i>.</p>", "‘£18 million’ stands in no element"),
    ("<p>£1" + NOTE.removeprefix("<p>Told").replace("</a></p>", "</a> million</p>", 1), NOWHERE),
    ('<p data-bibliographic="times-2024">2024</p>', "there is no such source"),
    (LIST.replace("</dl>", "<dd>£9 million</dd></dl>"), "does not stand so"),
    ('<span data-furniture="ornament">1999</span>', "no kind of page furniture"),
    ("<p><code>1999</code></p>", NOWHERE),
    ('<img alt="Growth to £9 million">', NOT_OF_THE_PAGE),
    (SUM.replace("<p>", '<p title="£1.9 million">'), NOT_OF_THE_PAGE),
    (SUM.replace("data-key", "title").replace("@sum", ""), NOWHERE),
    (SUM.replace("<p>", '<p aria-label="£1.9 million">'), NOT_OF_THE_PAGE),
    ("<svg><title>£9 million</title><text>1999</text></svg>", NOWHERE),
    (MENU.replace("nav>", "p>"), NOWHERE),
]


@pytest.mark.parametrize(("body", "message"), PLANTED)
def test_a_planted_figure_is_found(audit: Audit, body: str, message: str):
    found = audited(audit, body).messages()
    assert any(message in line for line in found), found


CHANGED = [
    (SUM, "<p>", "<p>up to ", NOWHERE),
    (SUM, "</data>", "</data>+", NOWHERE),
    (SUM, "<data", "1<data", NOWHERE),
    (SUM, " million</data>", "</data> million", "reads as"),
    (SUM, "£1.8", "£1.9", "reads as money|1900000|GBP|"),
    (SUM, "£1.8 million", "£1.8 billion", "reads as money|1800000000|GBP|"),
    (SUM, "£1.8", "€1.8", "reads as money|1800000|EUR|"),
    (SUM, ">£", ">over £", "reads as money|1800000|GBP|over"),
    (SUM, ">£", ">-£", "reads as"),
    (SUM, "million<", "million, 5G<", "reads as"),
    (SUM, 'data-key="money|1800000', 'data-key="money|1900000', "expected money|1900000|GBP|"),
    (SUM, ' value="money|1800000', ' value="money|1900000', "‘value’ is money|1900000|GBP|"),
    (SUM, "1800000", "1900000", "reads as money|1800000|GBP|"),
    (SUM, "@sum", "", "resting on no line"),
    (SUM, 'data-key="money|1800000|GBP|"', "", "expected a data-key"),
    (SUM, "@sum", 'data-cite="encryption-blog-2025:4"', "no record says this"),
    (SUM, "@sum", 'data-cite="mint-2023:2"', "no record says this"),
    (SUM, "@sum", 'data-cite="mint-2023:500"', "no record says this"),
    (SUM, "@sum", 'data-cite="no line at all"', "no record says this"),
    (SUM, "data-key", 'data-infer="same-year mint-2023" data-key', "no record says this"),
    (PRINTED, "2025:2", "2025:3", "encryption-blog-2025:3 does not print"),
    (PRINTED, "1.8", "1.9", "reads as"),
    (PRINTED, "q>", "b>", "no record says this"),
    (WHEN, ">@words", ">1 May 1999", "is not the date of the record"),
    (WHEN, ">@words", ">spring, @words", "is not the date of the record"),
    (WHEN, "On ", "about ", NOWHERE),
    (WHEN, 'data-when="@date', 'data-when="1999-05-01', "the record has no date"),
    (WHEN, ' datetime="@date', ' datetime="1999-05-01', "‘datetime’ is 1999-05-01"),
    (WHEN, "@when", 'data-cite="mint-2023:1"', "the record has no date"),
    (WHEN, "@when", "", "the record has no date"),
    (WHEN, "@milestone", "another", "the record has no date"),
    (COUNT, ">@count<", ">99<", "count_sources gives"),
    (COUNT, '"@count"', '"99"', "count_sources gives"),
    (COUNT, "@count", "99", "count_sources gives"),
    (COUNT, "count_sources", "count_wishes", "no function ‘count_wishes’"),
    (COUNT, "data-by", 'data-of="pillars/none" data-by', "no function"),
    (TIME, ">13", ">14", "does not stand so"),
    (TIME, "2024-08-13", "2024-08-14", "‘datetime’ is 2024-08-14"),
    (TIME, "business-standard-2024", "mint-2023", "expected 2023-05-08"),
    (LIST, "2023</dd>", "2024</dd>", "does not stand so"),
    (NOTE, ">7<", ">8<", "is not the number of the note"),
    (NOTE, 'id="note-7"', 'id="note-8"', "is not the number of the note"),
    (NOTE, "Receipt 7", "Receipt 2", "expected the number of the note, 7"),
    (NOTE, "7: line 2", "7: line 3", NOT_OF_THE_PAGE),
    (NOTE, ">line 2<", ">line 3<", "is not the number of the source line"),
    (YEAR, ">2024<", ">2023<", "is not the year"),
    (LICENCE, "4.0", "3.0", "expected ‘CC BY 4.0’"),
    (TABLE, 'label="Mint 2023', 'label="Mint 2024', "not a heading of the table"),
    (MENU, ">@vision<", ">@vision 2030<", "expected the title"),
    (MENU, "vision-2035", "roadmap-2030", "expected the title"),
]


@pytest.mark.parametrize(("body", "old", "new", "message"), CHANGED)
def test_a_change_is_found(audit: Audit, body: str, old: str, new: str, message: str):
    assert old in body
    found = audited(audit, body.replace(old, new)).messages()
    assert any(message in line for line in found), found


HEADS = {
    "title": "<title>£1.8 million</title>",
    "description": '<meta name="description" content="It costs £1.8 million.">',
    "card": '<meta property="og:title" content="It costs £1.8 million.">',
    "JSON-LD": '<script type="application/ld+json">{"headline": "It costs £1.8 million."}</script>',
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_head_repeats_figures_of_the_page_and_holds_no_others(audit: Audit, head: str):
    assert audited(audit, SUM, head).messages() == []
    assert audited(audit, SUM, head.replace("1.8", "1.9")).findings
    assert audited(audit, "<p>Nothing</p>", head).findings


def test_examples_stand_on_prose_pages_alone(audit: Audit):
    assert not audited(audit, "<pre><code>is: 1999</code></pre>", path="edit/").findings
    assert audited(audit, "<p>is: 1999</p>", path="edit/").findings


def test_a_page_that_cannot_be_read_is_a_finding(audit: Audit):
    assert "cannot be read" in audit.page("", "somewhere/").messages()[0]


# Pages as the templates make them


def rendered(audit: Audit, reference: str, text: Callable[[str], str] = str) -> Report:
    """The report on a record's page, rendered without the theme and changed by `text`."""
    page = Page(audit.library, f"{reference}/", "https://example.org/")
    told = audit._expected.heads[f"{reference}/"]
    address = f'<link rel="canonical" href="{page.site_url}{page.url}">'
    description = f'<meta name="description" content="{told["description"]}">'
    head = f"<head><title>{told['title']}</title>{description}{address}</head>"
    body = f"<article>{views.record_page(page, reference)}{views.notes(page)}</article>"
    return audit.page(text(f"<html>{head}<body>{body}</body></html>"), f"{reference}/")


RENDERED = "funding/observatory-satellite-campus-investment", "milestones/tsi-formalised", "sources/mint-2023"


@pytest.mark.parametrize("reference", RENDERED)
def test_a_record_page_passes(audit: Audit, reference: str):
    assert rendered(audit, reference).messages() == []


def cited_statement(text: str) -> re.Match[str]:
    """The first figure in a statement of the page, with its citations."""
    match = re.search(r'<li class="statement"[^>]*>\s*<span[^>]*>([^<]+)<data[^>]* data-cite="([^"]+)"', text)
    assert match
    return match


def test_a_statement_with_other_words_round_its_figure_fails(audit: Audit):
    found = rendered(audit, RENDERED[0], lambda text: text.replace(cited_statement(text)[1], "Beyond doubt "))
    assert any("no record says this" in line for line in found.messages())


def test_a_citation_swapped_for_one_that_states_the_figure_too_fails(audit: Audit):
    def swapped(text: str) -> str:
        start, end = cited_statement(text).span(2)
        assert text[start:end] == "encryption-blog-2025:2"
        return f"{text[:start]}encryption-blog-2025:5{text[end:]}"

    assert any("no record says this" in line for line in rendered(audit, RENDERED[0], swapped).messages())


def test_a_text_that_is_missing_from_its_address_is_found(audit: Audit):
    moved = rendered(audit, RENDERED[0], lambda text: text.replace('<li class="statement" id="', '<li id="not-'))
    assert any("does not stand here" in line for line in moved.messages())


def test_a_record_is_called_by_its_title(audit: Audit):
    found = rendered(audit, RENDERED[0], lambda text: re.sub(r"(<h1[^>]*>)[^<]+", r"\1Another", text))
    assert any("is called" in line for line in found.messages())


def test_title_and_description_are_those_of_the_record(audit: Audit):
    assert rendered(audit, RENDERED[2], lambda text: text.replace("<title>", "<title>Not ")).findings
    assert rendered(audit, RENDERED[0], lambda text: text.replace('content="', 'content="Not ', 1)).findings


TELLING = "value|datetime|data-key|data-cite|data-infer|data-when|data-of|data-bibliographic|aria-label|content"


@pytest.mark.parametrize("reference", RENDERED)
def test_every_digit_that_is_changed_is_noticed(audit: Audit, reference: str):
    seen: list[str] = []
    rendered(audit, reference, lambda text: seen.append(text) or text)
    telling = re.finditer(rf'>(?P<text>[^<>]+)<|\s(?:{TELLING})="(?P<attribute>[^"]*)"', seen[0])
    spans = [match.span(match.lastgroup) for match in telling]
    digits = [at for start, end in spans for at in range(start, end) if seen[0][at].isdecimal()]
    chosen = random.Random(reference).sample(digits, min(80, len(digits)))
    assert len(chosen) > 40
    for at in chosen:
        changed = seen[0][:at] + str((int(seen[0][at]) + 1) % 10) + seen[0][at + 1 :]
        assert audit.page(changed, f"{reference}/").findings, changed[max(0, at - 100) : at + 50]


# The whole site


@pytest.fixture(scope="module")
def site_report(audit: Audit, built_site: Path) -> Report:
    return audit.site(built_site)


def test_every_figure_of_the_built_site_is_accounted_for(site_report: Report):
    print(dict(site_report.checked))
    assert site_report.messages() == []


@pytest.fixture(scope="module")
def pages(audit: Audit, built_site: Path) -> dict[str, Report]:
    files = {file.relative_to(built_site).as_posix(): file for file in built_site.rglob("*.html")}
    addresses = {name.removesuffix("index.html"): file for name, file in files.items()}
    return {address: audit.page(file.read_text(encoding="utf-8"), address) for address, file in addresses.items()}


@pytest.mark.parametrize("path", [path for path, _ in exports.DOWNLOADS])
def test_every_digit_that_is_changed_in_a_download_is_noticed(
    audit: Audit, built_site: Path, pages: dict[str, Report], tmp_path: Path, path: str
):
    for folder in ("data", "cite"):
        shutil.copytree(built_site / folder, tmp_path / folder)
    assert audit.downloads(tmp_path, pages).messages() == []
    content = (tmp_path / path).read_bytes()
    for at in random.Random(path).sample([match.start() for match in re.finditer(rb"\d", content)], 2):
        digit = b"%d" % ((int(content[at : at + 1]) + 1) % 10)
        (tmp_path / path).write_bytes(content[:at] + digit + content[at + 1 :])
        assert path in {finding.page for finding in audit.downloads(tmp_path, pages).findings}
    (tmp_path / path).unlink()
    assert audit.downloads(tmp_path, pages).findings


def test_a_figure_that_a_download_has_and_the_page_has_not_is_noticed(
    audit: Audit, built_site: Path, pages: dict[str, Report]
):
    poorer = pages | {"funding/future-telecoms-call/": Report()}
    found = {finding.page for finding in audit.downloads(built_site, poorer).findings}
    assert found >= {"data/figures.csv", "data/funding.csv", "data/statements.csv", "data/tsi.json"}


def test_a_changed_search_index_is_noticed(audit: Audit, built_site: Path, pages: dict[str, Report]):
    content = (built_site / "search/search_index.json").read_text(encoding="utf-8")
    assert audit.search_index(content, pages).messages() == []
    entries = json.loads(content)["docs"]
    with_digit = [entry for entry in entries if re.search(r"\d", entry["text"])]
    assert len(with_digit) > 50
    for entry in random.Random(1).sample(with_digit, 40):
        digit = re.search(r"\d", entry["text"])[0]
        changed = entry | {"text": entry["text"].replace(digit, str((int(digit) + 1) % 10), 1)}
        assert audit.search_index(json.dumps({"docs": [changed]}), pages).findings, entry["location"]
    retitled = entries[0] | {"title": "£9 million"}
    assert audit.search_index(json.dumps({"docs": [retitled]}), pages).findings


def test_a_check_that_checked_nothing_has_failed(audit: Audit, tmp_path: Path):
    (tmp_path / "search").mkdir()
    (tmp_path / "search/search_index.json").write_text('{"docs": []}')
    (tmp_path / "index.html").write_text("<p>Nothing</p>")
    empty = {finding.around for finding in audit.site(tmp_path).findings if "checked nothing" in finding.message}
    assert {"cited figures", "computed numbers", "dates of records", "downloads", "search entries"} <= empty
