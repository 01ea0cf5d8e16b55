"""The audit of pages, from both sides: what it must let pass, and what it must not.

Templates are broken one at a time and rendered in memory; small pages are written by hand. All of it is of the
miniature set in tests/mini.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, DictLoader

from tsi.audit.report import Report
from tsi.audit.site import Audit
from tsi.library.library import Library
from tsi.records.faults import Fault
from tsi.render import views
from tsi.render.page import TEMPLATES, Page, environment
from tsi.render.pages import every_page
from tsi.wording import dataset, links, words


@pytest.fixture(scope="module")
def audit(mini: Library) -> Audit:
    return Audit(mini)


# Broken templates


def faults_with(audit: Audit, template: str, *changes: tuple[str, str]) -> Iterator[Fault]:
    """What the audit finds on the pages of the set where a template is changed."""
    source = (Path(TEMPLATES.searchpath[0]) / template).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in source, f"{template} does not hold {old}"
        source = source.replace(old, new)
    loader = ChoiceLoader([DictLoader({template: source}), TEMPLATES])
    for address, text in every_page(audit.library, environment(loader)):
        yield from audit.content(text, address).faults


def test_every_page_that_the_templates_make_passes(audit: Audit):
    assert list(faults_with(audit, "_parts.html")) == []


MARK = '<span class="{0}"{{{{ from(as, place) }}}}>{1}</span>'
WRONG_TEMPLATES = {
    "a label leads to what another means": (
        "_parts.html",
        "page.to_meaning(as, text)",
        'page.to_meaning("rank", "report") if as == "rank" else ""',
        "expected method/#label-",
    ),
    "a verdict is always “matched to source”": (
        "_parts.html",
        '{{ tell(as, place, "verdict") }}',
        MARK.format("verdict verdict--matched", "matched to source"),
        "expected ‘inferred’",
    ),
    "a receipt is always read aloud as matched": (
        "_parts.html",
        'aria-label="{{ note.label }}"',
        'aria-label="Receipt {{ note.number }}: matched"',
        "read aloud",
    ),
    "a named official speaks as a government": (
        "_parts.html",
        '{{ tell("voice", place, "voice") }}',
        '<span class="voice"{{ from("voice", place) }}>according to government</span>',
        f"expected ‘{words.VOICES['official']}’",
    ),
    "every pillar is listed as founding": (
        "_parts.html",
        '{{ tell("listing", place, "" if is_named and is_named.lists else "not-stated") }}',
        '<span{{ from("listing", place) }}>founding</span>',
        f"expected ‘{words.NOT_LISTED}’",
    ),
    "we reject what leads": (
        "_parts.html",
        '{{ tell("lead", place, "lead") }}',
        '<span class="lead"{{ from("lead", place) }}>we reject this</span>',
        f"expected ‘{words.LEADS}’",
    ),
    "a weak source alone is never told": (
        "_parts.html",
        '{{ tell("weak", place, "alone") }}',
        "",
        "there is no weak",
    ),
    "a statement of another record seems to be of this one": (
        "_parts.html",
        '{{ from("home", place) }}>{{ page.told("home", place) }}',
        ">",
        "there is no home",
    ),
    "the home of a statement is the page that it stands on": (
        "_parts.html",
        'href="{{ page.to(reference, id) }}"{{ from("home", place) }}',
        'href="#title"{{ from("home", place) }}',
        "the link leads to ",
    ),
    "nobody learns that a person read a statement so": (
        "_parts.html",
        '{{ plain(at(place, "read")) }}',
        "",
        "there is no text here",
    ),
    "what other records hold about a record is left out": (
        "_sections.html",
        '{% set told_elsewhere = page.rows("about", reference) %}',
        "{% set told_elsewhere = () %}",
        "there is no about",
    ),
    "a record without a page has no entry": (
        "indexes_with_entries.html",
        '{{ parts.entries("without-page:" ~ kind) }}',
        "",
        "there is no without-page:",
    ),
    "an entry does not lead to what is told of it": (
        "_parts.html",
        '{{ rows_of("told-in", reference) }}',
        "",
        "there is no told-in",
    ),
    "nobody learns how to cite a record": (
        "record.html",
        '{% include "_cite.html" %}',
        "",
        "there is no citation:short",
    ),
    "the verdict in a note looks like another": (
        "notes.html",
        "verdict--{{ part.verdict }}",
        "verdict--matched",
        "its note marks figures",
    ),
    "the original of a line is another page": (
        "notes.html",
        "{{ page.original(line.citation, line.landing) }}",
        "https://elsewhere.example/",
        "the link leads to https://elsewhere.example/",
    ),
    "the original of a source is another page": (
        "_bibliography.html",
        'href="{{ record.url }}"',
        'href="https://elsewhere.example/"',
        "the link leads to https://elsewhere.example/",
    ),
    "nobody learns where a source lists a pillar": (
        "_sections.html",
        '{{ parts.rows_of("lines-of-listing", place) }}',
        "",
        "there is no lines-of-listing",
    ),
    "the statements of a pillar stand twice": (
        "_sections.html",
        '{{ parts.statements("statements", reference) }}',
        '{{ parts.statements("statements", reference) * 2 }}',
        "this list stands here twice",
    ),
    "how far it has come by a government is left out": (
        "_parts.html",
        '{%- for place in page.rows("official-status", reference) %}',
        "{%- for place in () %}",
        "there is no official-status",
    ),
    "an earlier status seems the furthest": (
        "_parts.html",
        '{% for place in page.rows("statuses", reference) %}',
        '{% for place in page.rows("statuses", reference) | reverse %}',
        "expected",
    ),
    "the day of a status is left out": (
        "_parts.html",
        "{% if page.proof(day) %}",
        "{% if false %}",
        "there is no day",
    ),
    "what was expected seems to have happened": (
        "_parts.html",
        '{{ tell("outcome", place, "status") }}',
        '<span class="status status--happened"{{ from("outcome", place) }}>happened</span>',
        f"expected ‘{words.OUTCOMES['passed']}’",
    ),
    "a form of a name leads elsewhere": (
        "a_z.html",
        '<a class="name" href="{{ page.to(it.reference) }}">{{ parts.tell("printed-as',
        '<a class="name" href="../">{{ parts.tell("printed-as',
        "the link leads to ; expected",
    ),
}


@pytest.mark.parametrize(("template", "old", "new", "message"), WRONG_TEMPLATES.values(), ids=WRONG_TEMPLATES)
def test_a_wrong_template_is_refused(audit: Audit, template: str, old: str, new: str, message: str):
    found = faults_with(audit, template, (old, new))
    assert any(message in fault.message for fault in found)


def test_each_word_of_a_record_that_a_template_prints_as_another_is_refused(audit: Audit):
    printed = "{{ text }}</{{ tag }}>"
    for wrong in ("{{ text | upper }}", "{{ text }} so", "", "never"):
        assert next(faults_with(audit, "_parts.html", (printed, f"{wrong}</{{{{ tag }}}}>")), None), wrong


# What a page tells: by hand

HEAD = "<!doctype html><html><head></head><body><article>{}</article></body></html>"
PRIZE, SET_UP, SIGNED, FIELD = (
    "funding/moss-prize", "milestones/forum-set-up", "disagreements/day-of-the-initiative", "pillars/moss-batteries",
)  # fmt: skip

FIGURE = '<data value="money|40000|GBP|" data-key="money|40000|GBP|" data-cite="courier-2012:11">£40,000</data>'
LINE = (
    '<li data-row="sources/courier-2012.lines.@line"><a href="../../sources/courier-2012/"'
    ' data-at="sources/courier-2012" data-as="title">Courier 2012</a> <span data-at="sources/courier-2012"'
    ' data-as="rank">report</span>, <span data-at="sources/courier-2012" data-as="goes-back-to">'
    'The Courier’s own reporting</span>, <time datetime="2012-06-14"'
    ' data-at="sources/courier-2012" data-as="source-date">14 June 2012</time>,'
    ' <a href="../../sources/courier-2012/#line-@line" data-at="sources/courier-2012.lines.@line" data-as="line">'
    'line @line</a>: <span data-as="shown">@shown</span></li>'
)


def receipt(at: str, line: int, shown: str, number: int = 1, verdict: str = "matched") -> str:
    """A receipt and the note that it leads to, each verdict in it with its mark."""
    for code, words_ in words.VERDICT_WORDS.items():
        shown = shown.replace(words_, f'<span class="verdict verdict--{code}">{words_}</span>')
    return (
        f'<a class="receipt receipt--{verdict}" href="#note-{number}" data-at="{at}" data-as="receipt"'
        f' aria-label="Receipt {number}: {verdict}">{number}</a><ol><li class="note" id="note-{number}">'
        f'<ul data-rows="note">{LINE.replace("@line", str(line)).replace("@shown", shown)}</ul></li></ol>'
    )


MATCHED = receipt(f"{PRIZE}.amount", 11, "£40,000 for moss matched to source")
SUM = f'<p>So much: <span data-at="{PRIZE}.amount">{FIGURE}</span>{MATCHED}</p>'
LAST_YEAR = "Last year the River inferred by the rule “year before”: The line says last year."
DATE = (
    f'<p><time data-at="{SET_UP}.when" data-as="date" datetime="2011" data-when="2011" data-cite="courier-2012:9"'
    f' data-infer="year-before courier-2012">2011</time> <span class="verdict verdict--inferred"'
    f' data-at="{SET_UP}.when" data-as="verdict">inferred</span>'
    + receipt(f"{SET_UP}.when", 9, LAST_YEAR, 1, "inferred")
    + "</p>"
)
REACHED = f"{PRIZE}.statuses.announced"
STATUS = (
    f'<p data-rows="status" data-of="{PRIZE}"><span data-row="{REACHED}"><span class="status status--announced"'
    f' data-at="{REACHED}" data-as="status">announced</span> <span data-at="{REACHED}" data-as="as-of"'
    f' data-day="2012-06-14">as of 14 June'
    f" 2012, report</span>" + receipt(REACHED, 11, "announced a prize shows the status “announced”") + "</span></p>"
)
QUILL = "will light the coast within 18 months stands on this line, which names Ada Quill, Quill"
STATEMENT = (
    '<ul data-rows="at-a-glance" data-of="people/ada-quill"><li data-row="people/ada-quill.statements.start"><span'
    ' data-at="people/ada-quill.statements.start">To Quill, the pact is a start.</span> <span class="voice"'
    ' data-at="people/ada-quill.statements.start" data-as="voice">according to a named official</span>'
    + receipt("people/ada-quill.statements.start", 6, QUILL)
    + "</li></ul>"
)
NAMED = (
    f'<ul data-rows="at-a-glance" data-of="{PRIZE}"><li data-row="{PRIZE}.statements.prize"><span'
    f' data-at="{PRIZE}.statements.prize"><a href="../../organisations/oar-and-sail/">Oar &amp; Sail</a> announced'
    f" a prize of {FIGURE}.</span>"
    + receipt(f"{PRIZE}.statements.prize", 11, "£40,000 for moss matched to source")
    + "</li></ul>"
)
FUNDERS = (
    f'<p data-rows="funders" data-of="{PRIZE}"><a href="../../organisations/oar-and-sail/"'
    ' data-row="organisations/oar-and-sail" data-at="organisations/oar-and-sail" data-as="title">Oar &amp; Sail</a></p>'
)
PARTIES = '<p data-rows="parties" data-of="partnerships/lantern-initiative">@rows</p>'
COUNT = (
    '<p><data value="7" data-as="count:count_sources" title="Computed: The records in data/sources.yml; of a record,'
    ' the sources that state something of it.">7</data> sources</p>'
)
LICENCE = '<p><span data-furniture="licence">CC BY 4.0</span></p>'
TABLE = '<table><thead><tr><th>5 columns</th></tr></thead><tr><td data-label="5 columns">listed</td></tr></table>'
LEAD = (
    f'<ul data-rows="leading" data-of="{SIGNED}"><li data-row="{SIGNED}.positions.courier"><span'
    f' data-at="{SIGNED}.positions.courier">On <time datetime="2012-06-12" data-key="date|2012-06-12||"'
    f' data-cite="courier-2012:4" data-infer="same-year courier-2012">12 June 2012</time>, when it was announced.'
    f"</span>"
    f' <span data-at="{SIGNED}.positions.courier" data-as="lead">we lead with this</span> <span'
    f' data-at="{SIGNED}.positions.courier" data-as="cited"><a href="../../sources/courier-2012/">Courier 2012</a>, <a'
    f' href="../../sources/courier-2012/#line-4">line 4</a></span></li></ul>'
)


def messages(audit: Audit, body: str, record: str = "") -> list[str]:
    """What is wrong with a page that holds this body and nothing else, but for what a page of the record lacks."""
    path = f"{record}/" if record else "somewhere/"
    lacking = {fault.message for fault in audit.content(HEAD.format("<p></p>"), path).faults}
    faults = audit.content(HEAD.format(body), path).faults
    return [fault.message for fault in faults if fault.message not in lacking]


RIGHT = [
    (SUM, PRIZE), (DATE, SET_UP), (STATUS, PRIZE), (STATEMENT, "people/ada-quill"), (NAMED, PRIZE), (FUNDERS, PRIZE),
    (LEAD, SIGNED), (COUNT, ""), (LICENCE, ""), (TABLE.replace("5 ", ""), ""),
    (SUM.replace("£40,000<", "£40,<b>000</b><"), PRIZE),
    (SUM.replace("<p>", '<p aria-label="The prize: £40,000">'), PRIZE),
    ("<p>It is one of the pillars, and no one else knows another.</p>", ""),
    ("<script>let year = 1999</script><style>p { width: 12px }</style><!-- 1999 --><p>Nothing</p>", ""),
]  # fmt: skip


@pytest.mark.parametrize(("body", "record"), RIGHT)
def test_what_the_records_bear_out_passes(audit: Audit, body: str, record: str):
    assert messages(audit, body, record) == []


TOLD_WRONGLY = [
    (SUM, "£40,000</data>", "£41,000</data>", "expected ‘£40,000’"),
    (SUM, "£40,000</data>", "</data>", "expected ‘£40,000’"),
    (SUM, FIGURE, "", "expected ‘£40,000’"),
    (SUM, f">{FIGURE}", f">up to {FIGURE}", "expected ‘£40,000’"),
    (SUM, 'value="money|40000', 'value="money|41000', "its figures are"),
    (SUM, 'data-key="money|40000|GBP|"', 'data-key="money|40000|USD|"', "its figures are"),
    (SUM, ":11", ":10", "its figures are"),
    (SUM, ' data-cite="courier-2012:11"', "", "its figures are"),
    (SUM, "data-key", 'data-infer="same-year courier-2012" data-key', "its figures are"),
    (SUM, f"{PRIZE}.amount", "funding/moss-workshop.amount", "expected it with its own record"),
    (SUM, f"{PRIZE}.amount", "funding/no-prize.amount", "no place of a record"),
    (SUM, f'"{PRIZE}.amount"', f'"{PRIZE}.amount" data-as="sum"', "no way to tell a fact"),
    (DATE, ">2011<", ">2012<", "expected ‘2011’"),
    (DATE, 'datetime="2011"', 'datetime="2012"', "the attribute ‘datetime’ is 2012; expected 2011"),
    (DATE, 'datetime="2011"', "", "the attribute ‘datetime’ is None; expected 2011"),
    (DATE, ' data-infer="year-before courier-2012"', "", "the attribute ‘data-infer’ is None"),
    (DATE, "courier-2012:9", "courier-2012:8", "the attribute ‘data-cite’ is courier-2012:8"),
    (DATE, ">inferred<", ">matched to source<", "expected ‘inferred’"),
    (DATE, "verdict--inferred", "verdict--matched", "expected one that ends in inferred"),
    (DATE, "Receipt 1: inferred", "Receipt 1: matched", "expected ‘Receipt 1: inferred’"),
    (DATE, "receipt--inferred", "receipt--matched", "expected receipt--inferred"),
    (DATE, "Last year the", "Next year the", "its note says"),
    (DATE, "verdict--inferred\">inferred</span> by", "verdict--matched\">inferred</span> by", "its note marks figures"),
    (DATE, "lines.9", "lines.10", "its note shows"),
    (DATE, ">line 9<", ">line 10<", "expected ‘line 9’"),
    (DATE, "#line-9", "#line-10", "expected line 9"),
    (DATE, ">14 June", ">13 June", "expected ‘14 June 2012’"),
    (DATE, "#note-1", "#note-2", "not the number of the note"),
    (DATE, 'id="note-1"', 'id="note-2"', "it leads to no note"),
    (STATUS, ">announced<", ">agreed<", "expected ‘announced’"),
    (STATUS, "status--announced", "status--agreed", "expected one that ends in announced"),
    (STATUS, "as of 14 June", "as of 13 June", "expected ‘as of 14 June 2012, report’"),
    (STATEMENT, "a named official", "government", "expected ‘according to a named official’"),
    (STATEMENT, "is a start", "is no start", "expected ‘To Quill, the pact is a start.’"),
    (NAMED, "organisations/oar-and-sail", "organisations/quayhaven-glass-school", "the names in this text lead to"),
    (FUNDERS, 'href="../../organisations/oar-and-sail/"', 'href="../../organisations/"', "the link leads to"),
    (FUNDERS, ">Oar &amp; Sail<", ">Oar<", "expected ‘Oar & Sail’"),
    (LEAD, "we lead with this", "we reject this", "expected ‘we lead with this’"),
    (LEAD, ">line 4<", ">line 5<", "expected ‘Courier 2012, line 4’"),
    (LEAD, "#line-4", "#line-5", "the links lead to"),
    (COUNT, ">7<", ">5<", "expected ‘7’"),
    (COUNT, 'value="7"', 'value="5"', "the attribute ‘value’ is 5"),
    (COUNT, "of a record", "of no record", "the attribute ‘title’"),
    (COUNT, "count_sources", "count_wishes", "nothing can be told"),
]  # fmt: skip
OF = {
    SUM: PRIZE,
    DATE: SET_UP,
    STATUS: PRIZE,
    STATEMENT: "people/ada-quill",
    NAMED: PRIZE,
    FUNDERS: PRIZE,
    LEAD: SIGNED,
}


@pytest.mark.parametrize(("body", "old", "new", "message"), TOLD_WRONGLY)
def test_what_is_told_is_the_wording_of_the_record(audit: Audit, body: str, old: str, new: str, message: str):
    assert old in body
    found = messages(audit, body.replace(old, new), OF.get(body, ""))
    assert any(message in line for line in found), found


def without(body: str, told_as: str) -> str:
    """The body without the elements that tell a fact so."""
    return re.sub(rf'<(span|a)[^>]*data-as="{told_as}"[^>]*>.*?</\1>', "", body)


OWED = [
    (SUM, "receipt"), (DATE, "receipt"), (DATE, "verdict"), (STATUS, "receipt"),
    (STATEMENT, "voice"), (STATEMENT, "receipt"), (NAMED, "receipt"),
    (LEAD, "cited"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "mark"), OWED)
def test_a_fact_has_the_marks_that_it_owes(audit: Audit, body: str, mark: str):
    assert without(body, mark) != body
    found = messages(audit, without(body, mark), OF[body])
    assert any("beside this" in line and mark in line for line in found), found


def test_what_only_a_weak_source_says_is_marked_so(audit: Audit):
    place = "disagreements/day-of-the-initiative.positions.blog"
    text = next(text for address, text in every_page(audit.library) if address == f"{SIGNED}/")
    (weak,) = re.findall(rf'<(?:a|span) [^<>]*data-at="{place}" data-as="weak">[^<]*</(?:a|span)>', text)
    assert "from a retelling alone" in weak
    assert audit.content(text, f"{SIGNED}/").faults == []
    found = audit.content(text.replace(weak, ""), f"{SIGNED}/").faults
    assert [fault.message.rpartition(": ")[2] for fault in found] == ["there is no weak beside this"]


def test_an_account_that_does_not_lead_is_not_told_as_leading(audit: Audit):
    place = f"{SIGNED}.positions.blog"
    (message, *_) = messages(audit, f'<p><span data-at="{place}" data-as="lead">we lead with this</span></p>', SIGNED)
    assert message == f"{place}: there is nothing to tell here"


LINKED = '<a href="../../places/{0}/" data-row="places/{0}" data-at="places/{0}" data-as="title">{1}</a>'
BOTH = [LINKED.format("tarnia", "Tarnia"), LINKED.format("belmora", "Belmora")]
LISTS = {
    "a row left out": BOTH[:1],
    "another order": BOTH[::-1],
    "a row more": [*BOTH, LINKED.format("quayhaven", "Quayhaven")],
    "a row twice": [*BOTH, BOTH[0]],
    "no row": [],
    "a row without what it owes": [BOTH[0], '<span data-row="places/belmora">Belmora</span>'],
}


def test_a_list_with_the_rows_that_its_field_gives_passes(audit: Audit):
    assert messages(audit, PARTIES.replace("@rows", ", ".join(BOTH)), "partnerships/lantern-initiative") == []


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
def test_a_list_holds_every_row_that_its_field_gives_in_order(audit: Audit, rows: list[str]):
    assert messages(audit, PARTIES.replace("@rows", ", ".join(rows)), "partnerships/lantern-initiative")


def test_a_list_stands_with_its_own_record(audit: Audit):
    found = messages(audit, PARTIES.replace("@rows", ", ".join(BOTH)), PRIZE)
    assert any("this list stands with another record" in line for line in found)


def test_a_fact_stands_in_the_row_of_its_own_record(audit: Audit):
    swapped = [BOTH[0].replace('data-row="places/tarnia"', 'data-row="places/belmora"')]
    found = messages(audit, PARTIES.replace("@rows", "".join(swapped)), "partnerships/lantern-initiative")
    assert any("places/tarnia: this is told in places/belmora" in line for line in found)


def test_a_row_stands_in_a_list(audit: Audit):
    found = messages(audit, f'<div data-row="{PRIZE}">{SUM}</div>')
    assert any("this row stands in no list" in line for line in found)


def whole(audit: Audit, reference: str) -> str:
    page = Page(audit.library, f"{reference}/")
    return HEAD.format("".join([views.record_page(page, reference), *views.foot(page)]))


DROPPED = re.compile(r'<(?P<tag>span|a|time|data|p|q)\b[^>]*\bdata-(?:at|as)="[^>]*>[^<]*</(?P=tag)>')


@pytest.mark.parametrize("reference", [PRIZE, SET_UP, SIGNED, "sources/courier-2012", "people/ada-quill"])
def test_a_record_page_owes_each_fact_on_it(audit: Audit, reference: str):
    """Whichever fact is dropped from the page of a record, the audit misses it, but for the texts to cite it by."""
    text = whole(audit, reference)
    assert audit.content(text, f"{reference}/").faults == []
    facts = [found for found in DROPPED.finditer(text) if 'data-as="citation' not in found[0]]
    assert len(facts) > 15
    missed = [
        found[0]
        for found in facts
        if not audit.content(text[: found.start()] + text[found.end() :], f"{reference}/").faults
    ]
    assert missed == []


NOWHERE = "stands in no element"
NOT_OF_THE_PAGE = "is not a figure of the page"
PLANTED = [
    ("<p>It costs £9 million.</p>", NOWHERE),
    ("<p>It costs <b>£1</b><i>8 million</i>.</p>", "‘£18 million’ stands in no element"),
    (SUM.replace("<p>So much: ", "<p>over "), NOWHERE),
    (SUM.replace("</span><a", "</span>+<a"), NOWHERE),
    (COUNT.replace("</data>", "</data>th"), NOWHERE),
    ('<span data-furniture="ornament">1999</span>', "no kind of page furniture"),
    (LICENCE.replace("4.0", "3.0"), "expected ‘CC BY 4.0’"),
    ("<p><code>1999</code></p>", NOWHERE),
    ('<img alt="Growth to £9 million">', NOT_OF_THE_PAGE),
    ('<p title="£1.9 million">Nothing</p>', NOT_OF_THE_PAGE),
    ("<svg><title>£9 million</title><text>1999</text></svg>", NOWHERE),
    (TABLE.replace('label="5', 'label="6'), "not a heading of the table"),
]


@pytest.mark.parametrize(("body", "message"), PLANTED)
def test_a_figure_stands_nowhere_but_in_a_fact(audit: Audit, body: str, message: str):
    found = messages(audit, body, PRIZE if "moss-prize" in body else "")
    assert any(message in line for line in found), found


def test_examples_stand_on_the_pages_that_show_how(audit: Audit):
    example = HEAD.format("<pre><code>2024-07-24</code></pre>")
    assert not any("2024" in fault.message for fault in audit.content(example, "edit/").faults)
    assert any(NOWHERE in fault.message for fault in audit.content(example, "somewhere/").faults)


def test_a_page_that_cannot_be_read_is_a_fault(audit: Audit):
    assert "cannot be read" in audit.content("", "somewhere/").faults[0].message


def test_a_text_to_cite_a_page_by_is_letter_for_letter_what_is_written_for_the_record(audit: Audit):
    dated = "edition of 31 December 2024, data of 5 March 2013"
    cited = f"“Plan for paper satellites”, {{}}, {dated}, https://example.org/funding/satellite-plan/"
    told = f'<p data-at="funding/satellite-plan" data-as="citation:short">{cited.format(dataset.TITLE)}</p>'
    own = '<head><link rel="canonical" href="https://example.org/funding/satellite-plan/"></head>'

    def faults(text: str) -> list[str]:
        page = HEAD.format(text).replace("<head></head>", own)
        found = audit.content(page, "funding/satellite-plan/").faults
        return [it.message for it in found if "expected ‘“" in it.message]

    assert faults(told) == []
    for old, new in (("2013", "2014"), ("data of ", ""), ("satellite-plan/", "moss-workshop/"), ("org", "com")):
        assert faults(told.replace(old, new)), old


AXIS = (
    '<p><time data-as="count:newest_source" datetime="2013-03-05" title="Computed: The date in EDTF on which the newest'
    ' source appeared; one of which only a day before it is known counts by that day.">'
    '5 March 2013</time></p><svg><text data-furniture="axis">2013</text></svg>'
    '<p><time datetime="2026-01-02" data-furniture="built">2 January 2026</time></p>'
)


def test_a_line_of_a_note_tells_all_or_leads_to_the_note_that_does(audit: Audit):
    told = receipt(f"{PRIZE}.amount", 11, "@shown")
    start, end = (
        told.index(' <span data-at="sources/courier-2012"'),
        told.index(' <a href="../../sources/courier-2012/#'),
    )
    rest = told[start:end]
    again = told.replace(rest, ' <a class="note__again" href="#note-@to">as above</a>').replace("note-1", "note-2")

    def faults(text: str) -> list[str]:
        return [it for it in messages(audit, text, PRIZE) if "there is no rank" in it]

    assert faults(told) == []
    assert faults(told + again.replace("@to", "1")) == []
    for wrong in ("2", "3"):
        assert faults(told + again.replace("@to", wrong)), wrong
    assert faults(told.replace("lines.11", "lines.9") + again.replace("@to", "1"))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (">2013</text>", ">2031</text>"),
        (">2013</text>", ">13</text>"),
        ("svg>", "p>"),
        ("<svg>", "<svg><title>In 1999</title>"),
        ('"2026-01-02"', '"2026-01-03"'),
        ('"2026-01-02"', '"2026-01"'),
        (">2 January 2026<", ">3 January 2026<"),
        ('2026-01-02" data-furniture="built">2 January 2026', '2012-01-02" data-furniture="built">2 January 2012'),
    ],
)
def test_an_axis_shows_years_that_the_page_gives_it_and_the_day_of_the_build_is_one(
    audit: Audit, right: str, wrong: str
):
    assert messages(audit, AXIS) == []
    assert right in AXIS
    assert messages(audit, AXIS.replace(right, wrong))


# What heads, menus and feet tell

FRAME = """<!doctype html><html><head><title>@title</title><meta name="description" content="@description">
<link rel="canonical" href="https://example.org/tsi/funding/moss-prize/">
<meta property="og:title" content="@called"><meta property="og:description" content="@description">
<meta property="og:url" content="https://example.org/tsi/funding/moss-prize/">
<meta property="og:image" content="https://example.org/tsi/cards/funding/moss-prize.png"></head><body>
<nav><a href="../../partnerships/harbour-vision/">@vision</a> <a href="../">Funding</a></nav><article>@article</article>
<footer>@newest <span data-furniture="licence">CC BY 4.0</span></footer></body></html>"""


@pytest.fixture(scope="module")
def frame(mini: Library) -> str:
    page = Page(mini, f"{PRIZE}/", "https://example.org/tsi/")
    values = {
        "@title": "Prize for moss batteries – UK-India Technology Security Initiative",
        "@called": "Prize for moss batteries",
        "@description": "Prize for moss batteries: Oar &amp; Sail announced a prize of £40,000.",
        "@vision": "Harbour Vision 2040",
        "@article": "".join([views.record_page(page, PRIZE), *views.foot(page)]),
        "@newest": AXIS.partition("</p>")[0].removeprefix("<p>"),
    }
    return re.sub("|".join(values), lambda match: values[match[0]], FRAME)


def test_a_page_in_its_frame_passes(mini_audit: Audit, frame: str):
    assert mini_audit.page(frame, f"{PRIZE}/").messages() == []


WRONG_FRAMES = {
    "another title": ("<title>Prize", "<title>Price", "expected the title"),
    "no title": (r"<title>.*</title>", "", "the head does not tell this"),
    "another description": ('name="description" content="Prize', 'name="description" content="Price', "description"),
    "no description": ('name="description"', 'name="other"', "the head does not tell this"),
    "another card": ("cards/funding", "cards/pillars", "expected the og:image"),
    "another address": ("org/tsi/funding/moss-prize/\">\n<meta property=\"og:title", "com/\"><meta name=\"x", "og:url"),
    "a figure of another page": ('og:title" content="', 'og:x" content="£9 million, ', "is not a figure of the page"),
    "a menu with another figure": ("Vision 2040<", "Vision 2041<", "expected ‘Harbour Vision 2040’"),
    "a menu that leads elsewhere": ("partnerships/harbour-vision/", "partnerships/harbour-fund/", "expected ‘Harbour"),
    "no date at the foot": ("<footer><time.*?</time>", "<footer>", "does not tell count:newest_source"),
    "no licence at the foot": ('<span data-furniture="licence">CC BY 4.0</span>', "", "does not tell licence"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), WRONG_FRAMES.values(), ids=WRONG_FRAMES)
def test_a_wrong_frame_is_refused(mini_audit: Audit, frame: str, old: str, new: str, message: str):
    changed = re.sub(old, new, frame, count=1)
    assert changed != frame
    found = mini_audit.page(changed, f"{PRIZE}/").messages()
    assert any(message in line for line in found), found


# The search index and the whole site


@pytest.fixture(scope="module")
def pages(audit: Audit) -> dict[str, Report]:
    return {address: audit.content(text, address) for address, text in every_page(audit.library)}


@pytest.fixture(scope="module")
def index(mini: Library) -> list[dict[str, str]]:
    """An entry for each record, each statement and each open question."""
    entries = []
    for reference in (it for it in mini.references() if it.kind in links.KINDS_WITH_PAGES):
        record, own = mini.get(reference), links.where(mini, reference)
        entries.append({"location": own, "title": words.title(record), "text": ""})
        for id_, statement in getattr(record, "statements", {}).items():
            lines = "; ".join(f"{mini.sources[it.source].short}, line {it.line}" for it in statement.cite)
            entries.append({"location": f"{own}#{id_}", "title": lines, "text": statement.says})
        for id_, question in getattr(record, "open_questions", {}).items():
            entries.append({"location": f"{own}#unknown-{id_}", "title": "No source answers", "text": question.asks})
    return entries


WRONG_INDEXES = {
    "one left out": lambda entries: entries[1:],
    "one twice": lambda entries: [*entries, entries[5]],
    "another word": lambda entries: [{**it, "text": it["text"].replace("announced", "agreed")} for it in entries],
    "another figure": lambda entries: [{**it, "text": it["text"].replace("£40,000", "£41,000")} for it in entries],
    "a title of another page": lambda entries: [*entries, {"location": f"{PRIZE}/#x", "title": "£9", "text": ""}],
    "another line": lambda entries: [{**it, "title": it["title"].replace("line 11", "line 12")} for it in entries],
    "no text": lambda entries: [{"location": it["location"]} for it in entries],
}  # fmt: skip


def test_a_search_index_of_what_the_pages_say_passes(audit: Audit, index: list, pages: dict[str, Report]):
    assert audit.search_index(json.dumps({"docs": index}), pages).messages() == []


@pytest.mark.parametrize("change", WRONG_INDEXES.values(), ids=WRONG_INDEXES)
def test_a_wrong_search_index_is_refused(audit: Audit, index: list, pages: dict[str, Report], change: Callable):
    assert audit.search_index(json.dumps({"docs": change(index)}), pages).faults
    assert audit.search_index(json.dumps({"docs": index})[:-9], pages).faults


def test_a_page_that_is_missing_and_one_that_nobody_made_are_faults(mini_audit: Audit, tmp_path: Path):
    (tmp_path / "somewhere").mkdir()
    (tmp_path / "somewhere/index.html").write_text("<p>Nothing</p>")
    found = {fault.file: fault.message for fault in mini_audit.site(tmp_path).faults}
    assert found["somewhere/"] == "no record or file has this page"
    assert found["timeline/"] == found["404.html"] == "this page is missing"


def test_a_check_that_checked_nothing_has_failed(mini_audit: Audit, tmp_path: Path):
    (tmp_path / "index.html").write_text("<p>Nothing</p>")
    empty = {fault.fragment for fault in mini_audit.site(tmp_path).faults if "checked nothing" in fault.message}
    assert {"facts", "lists", "search entries", "told as verdict", "told as voice"} <= empty


def test_the_built_site_passes(library: Library, built_site: Path):
    assert Audit(library).site(built_site).messages() == []
