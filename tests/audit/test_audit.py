"""The audit of the built site, from both sides: what it must let pass, and what it must not."""

import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tsi import exports
from tsi.audit import SEARCH, Audit
from tsi.findings import Report
from tsi.library import counts
from tsi.library.library import Library
from tsi.library.loading import load
from tsi.records.types import Citation, Reference
from tsi.render import views
from tsi.render.page import Page
from tsi.text import dates

ROOT = Path(__file__).resolve().parents[2]

FUNDED = '<a href="../funding/observatory-satellite-campus-investment/">for this</a>'
FIGURE = '<data class="figure" value="money|1800000|GBP|" data-key="money|1800000|GBP|" @sum>£1.8 million</data>'
SUM = f"<li><p>{FIGURE}</p>{FUNDED}</li>"
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
LINE = (
    '<ol><li><a href="../sources/mint-2023/" data-record="sources/mint-2023"><span data-bibliographic="mint-2023">'
    'Mint 2023</span></a>, <time datetime="2023-05-08" data-bibliographic="mint-2023">8 May 2023</time>,'
    ' <a href="../sources/mint-2023/#line-7"><span data-furniture="line-number">line 7</span></a>:'
    ' <q><data value="@key" data-key="@key" data-cite="mint-2023:7">@printed</data></q></li></ol>'
)
YEAR = '<h2 id="year-2024"><span data-furniture="year">2024</span></h2>'
LICENCE = '<p><span data-furniture="licence">CC BY 4.0</span></p>'
TABLE = (
    '<table><thead><tr><th><span data-bibliographic="mint-2023">Mint 2023</span></th></tr></thead>'
    '<tr><td data-label="Mint 2023">listed</td></tr></table>'
)
MENU = '<nav><a href="../partnerships/vision-2035/">@vision</a></nav>'
STAGE = (
    '<li><a href="../milestones/@milestone/">this</a> <span data-stage="@stage" @shown>@stage</span>'
    ' <span data-stage="" @shown>as of <span data-bibliographic="@source">@dated</span></span></li>'
)
NAME = '<p>@before<a href="../@named/" data-name="@named">@form</a>@behind</p>'
LINK = '<p><a href="../pillars/telecoms/">Telecoms</a> <a href="#there">there</a></p><p id="there"></p>'
OF = (
    '<li><a href="../pillars/telecoms/">Telecoms</a>: <data value="@listing" data-by="count_sources_listing"'
    ' data-of="pillars/telecoms" title="Computed: @formula">@listing</data></li>'
)


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
    status, pillar = library.get(Reference("milestones", milestone)).status, Reference("pillars", "telecoms")
    sources = {library.records["sources"][citation.source].published: citation.source for citation in status.cite}
    telecoms = (library.proof(pillar, "statements", id_, "says") for id_ in library.get(pillar).statements)
    told = next(proof for proof in telecoms if len(proof.names) == 1 and not proof.figures)
    name = told.names[0]
    printed = library.evidence.line(Citation("mint-2023", 7)).figures[0]
    values = {
        "@key": printed.key,
        "@printed": printed.printed,
        "@stage": status.is_,
        "@shown": f'data-cite="{" ".join(map(str, status.cite))}"',
        "@source": next(iter(sources.values())),
        "@dated": dates.words(next(iter(sources))),
        "@before": told.text[: name.mention.start],
        "@behind": told.text[name.mention.end :],
        "@named": str(name.mention.of),
        "@listing": str(counts.count_sources_listing(library, pillar)),
        "@formula": counts.formula("count_sources_listing"),
        "@form": name.mention.printed,
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
    return audit.accounts(f"<!doctype html><head>{head}</head><body><article>{body}</article></body>", path)


MUST_PASS = [
    SUM, PRINTED, WHEN, COUNT, TIME, LIST, NOTE, YEAR, LICENCE, LINE, TABLE, MENU, STAGE, NAME, LINK, OF,
    SUM.replace("£1.8 million", "<b>£1.8</b> million"),
    SUM.replace("£1.8 million", "£1.8\n    million"),
    SUM.replace("<p>", '<p aria-label="Amount: £1.8 million">'),
    f"<li>{NOTE.replace('Told', FIGURE)}{FUNDED}</li>",
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
    (SUM, "observatory-satellite-campus-investment", "future-telecoms-call", "no record says this here"),
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
    (OF, "../pillars/telecoms", "../pillars/quantum", "which is not meant here"),
    (OF, "@formula", "Another.", "expected the formula"),
    (STAGE, ">@stage", ">hoped for", "is not the stage"),
    (STAGE, '"@stage"', '"proposed"', "no record that is meant here is proposed"),
    (STAGE, "@shown>@", 'data-cite="mint-2023:1">@', "no record that is meant here is"),
    (STAGE, "@milestone", "another", "no record that is meant here is"),
    (STAGE, '"@source"', '"mint-2023"', "the stage is as of"),
    (NAME, "@form", "Someone", "no record says this of"),
    (NAME, "@behind", " says otherwise", "no record says this of"),
    (NAME, 'href="../@named/"', 'href="../people/none/"', "the link with the name"),
    (LINK, "/telecoms", "/quantum", "expected the way to pillars/telecoms/"),
    (LINK, 'href="#there"', 'href="#nowhere"', "leads to nothing"),
    (LINK, "/pillars/", "/columns/", "leads to nothing"),
    (TIME, ">13", ">14", "does not stand so"),
    (TIME, "2024-08-13", "2024-08-14", "‘datetime’ is 2024-08-14"),
    (TIME, "business-standard-2024", "mint-2023", "expected 2023-05-08"),
    (LIST, "2023</dd>", "2024</dd>", "does not stand so"),
    (NOTE, ">7<", ">8<", "is not the number of the note"),
    (NOTE, 'id="note-7"', 'id="note-8"', "is not the number of the note"),
    (NOTE, "Receipt 7", "Receipt 2", "expected the number of the note, 7"),
    (NOTE, "7: line 2", "7: line 3", NOT_OF_THE_PAGE),
    (NOTE, ">line 2<", ">line 3<", "is not the number of the source line"),
    (LINE, "/mint-2023/#", "/voip-review-2024/#", "is not the number of the source line"),
    (LINE, "2023:7", "2023:8", "is not the number of the source line"),
    (LINE, "2023-05-08", "2024-08-13", "‘datetime’ is 2024-08-13"),
    (LINE, '"mint-2023">8', '"business-standard-2024">8', "this stands beside mint-2023"),
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


EXAMPLE, NO_EXAMPLE = "<pre><code>2024-07-24</code></pre>", "no such example"


def test_an_example_stands_in_the_file_of_its_page(audit: Audit):
    def messages(body: str, path: str) -> str:
        return " ".join(audited(audit, body, path=path).messages())

    assert "2024" not in messages(EXAMPLE, "edit/")
    assert NO_EXAMPLE in messages(EXAMPLE.replace("24<", "25<"), "edit/")
    assert NO_EXAMPLE in messages(EXAMPLE, "method/")
    assert NOWHERE in messages(EXAMPLE, "somewhere/")
    assert NOWHERE in messages("<p>2024-07-24</p>", "edit/")


def test_a_page_that_cannot_be_read_is_a_finding(audit: Audit):
    assert "cannot be read" in audit.accounts("", "somewhere/").messages()[0]


# Pages as the templates make them


FOOT = (
    '<footer><time datetime="@date" data-by="newest_source" data-of="sources">@words</time>'
    ' <span data-furniture="licence">CC BY 4.0</span></footer>'
)


def whole(audit: Audit, reference: str) -> str:
    """A record's page without the theme, but for what is told at the foot of every page."""
    page = Page(audit.library, f"{reference}/", "https://example.org/")
    head = audit._rendered.heads[f"{reference}/"]
    newest = counts.newest_source(audit.library)
    foot = FOOT.replace("@date", newest).replace("@words", dates.words(newest))
    return (
        f'<html><head><title>{head["title"]}</title><meta name="description" content="{head["description"]}">'
        f'<link rel="canonical" href="{page.site_url}{page.url}"></head>'
        f"<body><article>{views.record_page(page, reference)}{''.join(views.foot(page))}</article>{foot}</body></html>"
    )


def rendered(audit: Audit, reference: str, text: Callable[[str], str] = str) -> Report:
    """What a record's page, changed by `text`, says of itself."""
    return audit.accounts(text(whole(audit, reference)), f"{reference}/")


RENDERED = "funding/observatory-satellite-campus-investment", "milestones/tsi-formalised", "sources/mint-2023"


@pytest.mark.parametrize("reference", RENDERED)
def test_a_record_page_passes(audit: Audit, reference: str):
    assert audit.page(whole(audit, reference), f"{reference}/").messages() == []


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
    assert rendered(audit, RENDERED[0], lambda text: text.replace('name="description"', 'name="other"')).findings


OWN = (
    '<link rel="canonical" href="https://example.org/tsi/somewhere/">'
    '<meta property="og:url" content="https://example.org/tsi/somewhere/">'
    '<meta property="og:image" content="https://example.org/tsi/cards/somewhere.png">'
)


def test_the_addresses_in_the_head_are_those_of_the_page(audit: Audit):
    assert audited(audit, "<p>Nothing</p>", OWN).messages() == []
    assert OWN.count(".org/tsi") == OWN.count("somewhere") == 3
    for part in (".org/tsi", "somewhere"):
        for which in range(3):
            before, after = OWN.split(part)[: which + 1], OWN.split(part)[which + 1 :]
            changed = f"{part.join(before)}{part}else{part.join(after)}"
            assert audited(audit, "<p>Nothing</p>", changed).findings, changed


@pytest.mark.parametrize("wrong", ["../../timeline/", "../../partnerships/roadmap-2030/", "../../none/", "#title"])
def test_a_link_with_the_name_of_a_record_leads_to_it(audit: Audit, wrong: str):
    right = 'href="../../partnerships/technology-security-initiative/"'
    found = rendered(audit, RENDERED[1], lambda text: text.replace(right, f'href="{wrong}"', 1))
    assert any("the link" in line for line in found.messages())


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
        assert audit.accounts(changed, f"{reference}/").findings, changed[max(0, at - 100) : at + 50]


# Pages letter for letter


STATEMENT = r'(<li class="statement".*?</li>)'
FOREIGN = "nothing that the records give"
NOT_AT_THE_FOOT = "the foot of the page has no"
COMPARED = {
    "a heading": ("What the sources say", "What is true", "expected here"),
    "two statements": (f"{STATEMENT}(.*?){STATEMENT}", r"\3\2\1", "expected here"),
    "the receipts": ("<section class=.section notes.*</section>", "", "expected here"),
    "a paragraph more": ("</article>", "<p>More</p></article>", "expected here: ‘’"),
    "a link more": ("</article>", '<a href="../more/"></a></article>', "the links of the file"),
    "a sum in the frame": ("<footer>", f"<footer>{FIGURE}", FOREIGN),
    "another number there": ("newest_source", "count_sources", FOREIGN),
    "no date there": ("<footer><time.*?</time>", "<footer>", NOT_AT_THE_FOOT),
    "no licence there": ("</time> <span.*?</span>", "</time>", NOT_AT_THE_FOOT),
}


@pytest.mark.parametrize(("old", "new", "message"), COMPARED.values(), ids=COMPARED)
def test_a_page_that_is_not_as_it_was_made_is_found(audit: Audit, old: str, new: str, message: str):
    text = whole(audit, "milestones/tsi-formalised")
    assert audit.comparison(text, "milestones/tsi-formalised/").messages() == []
    changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
    assert changed != text
    found = audit.comparison(changed, "milestones/tsi-formalised/").messages()
    assert any(message in line for line in found), found


PROSE = {
    "an example": ("edit/", "2024-07-24", "2024-07-25"),
    "a word": ("edit/", "No programming", "Some programming"),
    "a link": ("edit/", 'href="../method/#dates"', 'href="../method/#names"'),
    "another site": ("licence/", "licenses/by/4.0", "licenses/by/3.0"),
    "a stage": ("", ">done<", ">agreed<"),
}


@pytest.mark.parametrize(("path", "old", "new"), PROSE.values(), ids=PROSE)
def test_prose_is_that_of_its_file(audit: Audit, built_site: Path, path: str, old: str, new: str):
    text = (built_site / path / "index.html").read_text(encoding="utf-8")
    assert audit.comparison(text, path).messages() == []
    assert old in text
    assert audit.comparison(text.replace(old, new, 1), path).messages()


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
    return {address: audit.accounts(file.read_text(encoding="utf-8"), address) for address, file in addresses.items()}


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


@pytest.fixture(scope="module")
def search_index(built_site: Path) -> str:
    return (built_site / SEARCH).read_text(encoding="utf-8")


def test_a_changed_search_entry_is_noticed(audit: Audit, search_index: str, pages: dict[str, Report]):
    entries = json.loads(search_index)["docs"]
    with_digit = [entry for entry in entries if re.search(r"\d", entry["text"])]
    assert len(with_digit) > 50
    for entry in random.Random(1).sample(with_digit, 40):
        assert audit.search_entry(entry, pages).messages() == []
        digit = re.search(r"\d", entry["text"])[0]
        changed = entry | {"text": entry["text"].replace(digit, str((int(digit) + 1) % 10), 1)}
        assert audit.search_entry(changed, pages).findings, entry["location"]
        assert audit.search_entry(entry | {"title": "Another"}, pages).findings, entry["location"]
        assert audit.search_entry(entry | {"location": "nowhere/"}, pages).findings, entry["location"]


INDEXES = {
    "cut off": lambda index: index[:-9],
    "without entries": lambda index: '{"docs": 1}',
    "statements missing": lambda index: json.dumps(
        {"docs": [it for it in json.loads(index)["docs"] if "#announced" not in it["location"]]}
    ),
    "an entry twice": lambda index: json.dumps({"docs": 2 * json.loads(index)["docs"]}),
}


@pytest.mark.parametrize("change", INDEXES.values(), ids=INDEXES)
def test_a_search_index_that_is_not_whole_is_noticed(
    audit: Audit, search_index: str, pages: dict[str, Report], change: Callable[[str], str]
):
    assert audit.search_index(search_index, pages).messages() == []
    assert audit.search_index(change(search_index), pages).findings


def test_a_page_that_is_missing_and_one_that_nobody_made_are_noticed(audit: Audit, tmp_path: Path):
    (tmp_path / "somewhere").mkdir()
    (tmp_path / "somewhere/index.html").write_text("<p>Nothing</p>")
    found = {finding.page: finding.message for finding in audit.site(tmp_path).findings}
    assert found["somewhere/"] == "no record or file has this page"
    assert found["timeline/"] == found["404.html"] == "this page is missing"


def test_a_check_that_checked_nothing_has_failed(audit: Audit, tmp_path: Path):
    (tmp_path / "search").mkdir()
    (tmp_path / "search/search_index.json").write_text('{"docs": []}')
    (tmp_path / "index.html").write_text("<p>Nothing</p>")
    empty = {finding.around for finding in audit.site(tmp_path).findings if "checked nothing" in finding.message}
    assert {"cited figures", "computed numbers", "dates of records", "downloads", "search entries"} <= empty
