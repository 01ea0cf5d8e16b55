"""Search: what readers type, in whichever way they write it, leads to every page that holds it."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from tests import site_checks
from tsi.library.library import Library
from tsi.render import search_words
from tsi.wording import links

INDEX = "search/search_index.json"
NEAR_THE_TOP = 3
"""Among how many pages that are found a reader looks."""


@pytest.fixture(scope="module")
def entries(built_site: Path) -> list[search_words.Entry]:
    return json.loads((built_site / INDEX).read_text(encoding="utf-8"))["docs"]


# Every word of the site

OWN_TEXTS = "statement__text", "unknown__asks"
"""Classes of what a record's page says of its record; its lists of other records are found by those."""
SAID_ELSEWHERE = re.compile(r"a-z/|open-questions/|timeline/.+|404\.html")
"""The addresses of pages that say again what others say, or nothing."""


def _without_excluded(element: html.HtmlElement) -> Iterator[str]:
    """The texts of an element and of those within it, but of what the search is told to pass over."""
    if element.get("data-search-exclude") is None and isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _without_excluded(child)
            yield child.tail or ""


def _words(elements: list[html.HtmlElement]) -> set[str]:
    """What stands between spaces, without punctuation around it, as a reader would copy it: “UK-India”, “£1.8”."""
    text = " ".join("".join(_without_excluded(element)) for element in elements)
    return {word for it in text.split() if (word := re.sub(r"^[^\w£$€₹]+|\W+$", "", it))}


@pytest.fixture(scope="module")
def pages_by_word(built_site: Path) -> dict[str, set[str]]:
    """By each word that readers see, the addresses of the pages that say it; a signpost says what another page does,
    and a statement of another record is found where it has its address."""
    found = defaultdict(set)
    for page in site_checks.pages(built_site):
        if SAID_ELSEWHERE.fullmatch(page.address) or "data-signpost" in page.document.attrib:
            continue
        heads = page.document.xpath("//article//header[@class='record-head']")
        own = [it for name in OWN_TEXTS for it in page.document.xpath(f"//article//*[@id]/span[@class='{name}']")]
        for word in _words([*heads, *own] if heads else page.document.xpath("//article")):
            found[word].add(f"/{page.address}")
    return found


@pytest.fixture(scope="module")
def search_page(browser: Browser, site_server: str) -> Iterator[Page]:
    """A page whose search all of these tests use; an error in it fails them."""
    context = browser.new_context(base_url=site_server)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.goto("/licence/")
    yield page
    context.close()
    assert not errors


ASK_ALL = "queries => document.forms.search.pagesFor(queries)"


@pytest.fixture(scope="module")
def asked(search_page: Page, pages_by_word: dict[str, set[str]]) -> dict[str, list[str]]:
    """What the search finds for every beginning of every word of the site: addresses, the best first."""
    beginnings = sorted({word[:length] for word in pages_by_word for length in range(1, len(word) + 1)})
    answers = search_page.evaluate(ASK_ALL, beginnings)
    return {query: [f"/{address}" for address in found] for query, found in zip(beginnings, answers, strict=True)}


def test_every_word_finds_every_page_that_says_it(
    pages_by_word: dict[str, set[str]], asked: dict[str, list[str]]
) -> None:
    assert len(pages_by_word) > 1_000
    missing = {word: pages - {*asked[word]} for word, pages in pages_by_word.items()}
    assert not {word: pages for word, pages in missing.items() if pages}


def test_every_beginning_of_a_word_finds_what_the_word_finds(
    pages_by_word: dict[str, set[str]], asked: dict[str, list[str]]
) -> None:
    lost = {
        (word[:length], page)
        for word, pages in pages_by_word.items()
        for length in range(1, len(word))
        if re.search(r"\w", word[:length])
        for page in pages - {*asked[word[:length]]}
    }
    assert not lost


def test_a_page_is_found_first_by_its_name(entries: list[search_words.Entry], search_page: Page) -> None:
    heads = [entry for entry in entries if "#" not in entry["location"] and "tags" in entry]
    answers = search_page.evaluate(ASK_ALL, [_text(head["title"]) for head in heads])
    assert heads
    assert [found[0] for found in answers] == [head["location"] for head in heads]


def test_case_and_accents_make_no_difference(asked: dict[str, list[str]], search_page: Page) -> None:
    query = max((query for query in asked if query.isalpha()), key=lambda query: len(asked[query]) * (len(query) > 5))
    accented = query.translate(str.maketrans("aeiouc", "áèîöüç"))
    assert accented != query
    answers = search_page.evaluate(ASK_ALL, [query, query.upper(), accented])
    assert answers[0]
    assert answers == [answers[0]] * 3


@pytest.mark.parametrize(
    "query", ["title:", "paper-2023:7", "-UK", "+", "*", "~", "^", '"', "£", "UK^", "a:b:c", "(", ""]
)
def test_signs_have_no_meaning_to_the_search(search_page: Page, query: str) -> None:
    (with_sign,), (without,) = (search_page.evaluate(ASK_ALL, [it]) for it in (query, re.sub(r"[^\w-]+", " ", query)))
    assert with_sign == without


# In the box

TYPED = (
    *("government", "gov", "go", "g", "it", "i", "UK-India", "5G", "£6 million", "May", "the", "or", "telecoms:"),
    *("uk", "INDIA", "Lammy", "minerals", "critical minerals", "who announced it", "government’s", "2024", "6G", "AI"),
    *("£2.6 million", "2,600,000", "paper-2023:7", "semi", "quan", "free trade", "trade deal", "iCET", "Quad", "NMDC"),
    *("university", "health/bio", "10-year", "July 2024", "women", "lithium"),
)


@pytest.fixture(scope="module")
def typed(search_page: Page) -> Callable[[str], Page]:
    """A function that types into the search as a person does, and returns the page with what is found."""

    def search(words: str) -> Page:
        box = search_page.get_by_role("searchbox", name="Search")
        box.fill("")
        expect(search_page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
        box.press_sequentially(words)
        expect(search_page.locator(".md-search-result__meta")).to_contain_text(re.compile("matching|No"))
        return search_page

    return search


def found(page: Page) -> list[str]:
    """The addresses of the pages that are shown, the best first."""
    return page.locator(".md-search-result__item").evaluate_all(
        "items => items.map(item => item.querySelector('a').pathname)"
    )


SHOWS = """
pages => {
  const links = [...document.querySelectorAll(".md-search-result__item > a:first-child")];
  return !links.length === !pages.length && links.every((link, place) => link.pathname === pages[place]);
}
"""
"""Whether what is shown is the beginning of a list of pages; the answer to the letter before may still be there."""


@pytest.mark.parametrize("words", TYPED)
def test_what_is_typed_finds_what_the_search_finds(typed: Callable[[str], Page], search_page: Page, words: str) -> None:
    (expected,) = search_page.evaluate(ASK_ALL, [words])
    page = typed(words)
    count = f"{len(expected) or 'No'} matching document{'s' * (len(expected) != 1)}"
    expect(page.locator(".md-search-result__meta")).to_have_text(count)
    page.wait_for_function(SHOWS, arg=[f"/{address}" for address in expected])


def test_whoever_scrolls_sees_every_page_that_is_found(typed: Callable[[str], Page], search_page: Page) -> None:
    (expected,) = search_page.evaluate(ASK_ALL, ["government"])
    page = typed("government")
    assert len(found(page)) < len(expected), "a test of what is shown at first alone"
    page.locator(".md-search__scrollwrap").hover()
    for _ in range(10 * len(expected)):
        page.mouse.wheel(0, 200)
        page.wait_for_timeout(10)
        if len(found(page)) == len(expected):
            break
    assert found(page) == [f"/{address}" for address in expected]


def test_words_are_found_that_no_key_has_typed(search_page: Page, typed: Callable[[str], Page]) -> None:
    typed("x")
    search_page.get_by_role("searchbox", name="Search").fill("")
    search_page.keyboard.insert_text("government")
    expect(search_page.locator(".md-search-result__meta")).to_contain_text("matching documents")


def test_a_result_shows_the_sentence_that_was_found(typed: Callable[[str], Page], library: Library) -> None:
    reference = next(it for it in library.references() if len(getattr(library.get(it), "statements", ())) > 1)
    id_, statement = list(library.get(reference).statements.items())[-1]
    page = typed(statement.says)
    link = page.locator(f".md-search-result__link[href$='#{id_}']").first
    expect(link).to_be_visible()
    expect(link).to_contain_text(statement.says)
    assert link.locator("mark").count()


def test_a_result_is_reached_and_opened_by_keyboard(page: Page, entries: list[search_words.Entry]) -> None:
    record = next(it for it in entries if it["location"].startswith("partnerships/") and "#" not in it["location"])
    page.goto("/")
    box = page.get_by_role("searchbox", name="Search")
    while not box.evaluate("box => box === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type(_text(record["title"]))
    expect(page.locator(".md-search-result__link").first).to_contain_text(_text(record["title"]))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(_text(record["title"]))


def test_other_names_find_their_record_near_the_top(library: Library, search_page: Page) -> None:
    titles = {getattr(library.get(it), "name", "") for it in library.references()}
    names = [
        (name, links.where(library, it))
        for it in library.references()
        for name in getattr(library.get(it), "aliases", ())
        if name not in titles
    ]
    answers = search_page.evaluate(ASK_ALL, [name for name, _ in names])
    assert len(names) > 10
    low = [
        name
        for (name, address), pages in zip(names, answers, strict=True)
        if address.partition("#")[0] not in pages[:NEAR_THE_TOP]
    ]
    assert not low


def test_a_sum_is_found_however_it_is_written(library: Library, search_page: Page) -> None:
    sums = [
        (it, library.proof(it, "amount", "is"))
        for it in library.references()
        if it.kind == "funding" and library.get(it).amount
    ]
    asked = [(written, links.address(it)) for it, proof in sums for written in search_words.sums(proof)]
    answers = search_page.evaluate(ASK_ALL, [written for written, _ in asked])
    assert asked
    assert not [written for (written, address), pages in zip(asked, answers, strict=True) if address not in pages]


# The index

MACHINE_TEXT = {
    "a checksum": r"\b(?=[a-f]*\d)[0-9a-f]{12,}\b",
    "an address": r"\w+://|\bwww\.|\w\.\w+/\w",
    "a path": r"\w/\w+/|\w/\w+\.\w",
    "the name of a file": r"\w\.(?:bib|css|csv|html|ics|js|json|md|py|ris|txt|xml|yml)\b",
    "a citation": r"\w-\w+:\d",
    "a date in EDTF": r"\b\d{4}-(?:\d\d|XX)\b|\b\d{4}[~%]|(?<!\.)\.\.(?!\.)",
    "code": r"[_{}\\<=]|\[(?!(?:\d{1,2} \w+ )?\d{4}\])|(?<!\d{4})\]|(?<!\w)\||\|(?!\w)",
    "words that run together": r"\b\w{30,}\b",
}
"""By what it is, how that is known which is not for reading. Brackets around a date are: a note of a source adds what
the source leaves to its readers."""


def _text(fragment: str) -> str:
    return html.fragment_fromstring(fragment, create_parent="div").text_content()


def _machine_text(text: str) -> list[str]:
    return [f"{what}: {it[0]}" for what, known_by in MACHINE_TEXT.items() for it in re.finditer(known_by, text)]


@pytest.mark.parametrize(
    "text",
    [
        "SHA-256 e13f354905b2dad1366f330af846e799aa794f554ead5a348c1c8b9852efc1d9",
        *(
            "https://example.org/a",
            "example.org/a",
            "data/funding.yml:14",
            "004_968e.txt",
            "paper-2023:7",
            "[2024-08-13..]",
        ),
        *("2024-07~", "count_sources", "{is: x}", "[x]", "SourceFiguresUsedContestedOmitted"),
    ],
)
def test_machine_text_is_known(text: str) -> None:
    assert _machine_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "UK-India 5G, £2.6 million; 7,000,000",
        "health/bio tech (2024–2025)",
        "livemint.com",
        "10-year",
        "agreement on ... trade",
        "Name|Name",
        "on Thursday [9 May 2024], on 5 March [2025]",
    ],
)
def test_what_is_for_reading_is_no_machine_text(text: str) -> None:
    assert not _machine_text(text)


def test_nothing_is_found_that_is_not_for_reading(entries: list[search_words.Entry]) -> None:
    assert entries
    told = {entry["location"]: _machine_text(_spaced(entry)) for entry in entries}
    assert not {location: faults for location, faults in told.items() if faults}


def _spaced(entry: search_words.Entry) -> str:
    """All that is found at an entry; what its markup parts stands apart."""
    parts = (html.fragment_fromstring(it, create_parent="div") for it in (entry["title"], entry["text"]))
    return " ".join([*(" ".join(part.itertext()) for part in parts), *entry.get("tags", [])])


def test_every_statement_and_question_is_found_with_its_source_lines(
    library: Library, entries: list[search_words.Entry]
) -> None:
    found = {entry["location"]: entry for entry in entries}
    looked_at = 0
    for reference in library.references():
        record = library.get(reference)
        for id_, statement in getattr(record, "statements", {}).items():
            entry = found[links.address(reference, id_)]
            assert all(f"line {citation.line}" in entry["title"] for citation in statement.cite)
            looked_at += 1
        for id_, question in getattr(record, "open_questions", {}).items():
            assert question.asks in _text(found[links.address(reference, f"unknown-{id_}")]["text"])
            looked_at += 1
    assert looked_at > 100


def test_every_record_is_found_once(library: Library, entries: list[search_words.Entry]) -> None:
    found = [entry["location"] for entry in entries]
    assert len(found) == len(set(found))
    assert {links.where(library, it) for it in library.references() if it.kind in links.KINDS_WITH_PAGES} <= set(found)
    assert not [entry["location"] for entry in entries if not entry["text"] and "#" in entry["location"]]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("6000000", "GBP", {"£6m", "6m", "£6 million", "6 million", "GBP 6 million", "£6,000,000", "6000000"}),
        ("2600000", "GBP", {"£2.6m", "2.6 million", "2,600,000", "GBP 2.6 million"}),
        ("2500000000", "USD", {"2.5bn", "2.5 billion", "2,500,000,000", "USD 2.5 billion"}),
        ("20", "EUR", {"€20", "20", "EUR 20"}),
    ],
)
def test_a_sum_is_written_in_every_common_way(value: str, unit: str, expected: set[str]) -> None:
    assert expected <= set(search_words.written(Decimal(value), unit))
