"""Search: what readers type, in whichever way they write it, leads to every page that holds it."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Route, expect

from tests import projects, site_checks
from tsi.library.library import Library
from tsi.records.types import Citation
from tsi.render import search_words
from tsi.wording import links, searches

INDEX = "search/search_index.json"
WORKER = projects.ROOT / "theme/assets/javascripts/search.js"
NEAR_THE_TOP = 3
"""Among how many pages that are found a reader looks."""


@pytest.fixture(scope="module")
def entries(mini_site: Path) -> list[search_words.Entry]:
    return json.loads((mini_site / INDEX).read_text(encoding="utf-8"))["docs"]


@pytest.fixture(scope="module")
def search_page(browser: Browser, mini_server: str) -> Iterator[Page]:
    """A page whose search all of these tests use; an error in it fails them."""
    context = browser.new_context(base_url=mini_server)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.goto("/licence/")
    yield page
    context.close()
    assert not errors


Search = Callable[..., list[list[str]]]


@pytest.fixture(scope="module")
def search(search_page: Page) -> Search:
    """A function that tells of each of some queries the addresses of the pages found, the best first."""
    return lambda *queries: search_page.evaluate("queries => document.forms.search.pagesFor(queries)", list(queries))


# Every word of the records

OWN_TEXTS = "statement__text", "unknown__asks"
"""Classes of what a record's page says of its record; its lists of other records are found by those."""


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
def pages_by_word(mini_site: Path) -> dict[str, set[str]]:
    """By each word in the name of a record or in what it says itself, the addresses of the pages that say it; a
    statement of another record is found where it has its address."""
    found = defaultdict(set)
    for page in site_checks.pages(mini_site):
        if not page.document.xpath("//article//header[@class='record-head']"):
            continue
        own = [it for name in OWN_TEXTS for it in page.document.xpath(f"//article//*[@id]/span[@class='{name}']")]
        for word in _words([*page.document.xpath("//article//h1"), *own]):
            found[word].add(page.address)
    assert len(found) > 200
    return found


STOP_WORDS = set(re.search(r"`([^`]+)`\.split", WORKER.read_text(encoding="utf-8"))[1].split())


def _missed(pages_by_word: dict[str, set[str]], search: Search, queries: dict[str, str]) -> dict[str, set[str]]:
    """By query, the pages with its word that the search does not find."""
    answers = dict(zip(queries, search(*queries), strict=True))
    missed = {query: pages_by_word[word] - {*answers[query]} for query, word in queries.items()}
    return {query: pages for query, pages in missed.items() if pages}


def test_every_word_finds_every_page_that_says_it(pages_by_word: dict[str, set[str]], search: Search) -> None:
    assert not _missed(pages_by_word, search, {word: word for word in pages_by_word})


def test_every_beginning_of_a_word_finds_what_the_word_finds(
    pages_by_word: dict[str, set[str]], search: Search
) -> None:
    beginnings = {word[:length]: word for word in pages_by_word for length in range(1, len(word))}
    typed = {it: word for it, word in beginnings.items() if re.search(r"\w", it) and it.lower() not in STOP_WORDS}
    assert not _missed(pages_by_word, search, typed)


def test_a_stop_word_is_not_the_beginning_of_others(entries: list[search_words.Entry], search: Search) -> None:
    (found,) = search("or")
    says = {entry["location"].partition("#")[0] for entry in entries if re.search(r"\bor\b", str(entry), re.IGNORECASE)}
    assert found
    assert {*found} <= says


def test_a_stop_word_that_no_text_has_is_one_that_is_being_typed(search: Search) -> None:
    assert "me" in STOP_WORDS
    assert search("me") != [[]]


def test_a_page_is_found_first_by_its_name(mini: Library, entries: list[search_words.Entry], search: Search) -> None:
    pages = {links.address(it) for it in mini.references() if links.has_page(mini, it)}
    heads = [entry for entry in entries if entry["location"] in pages]
    assert len(heads) == len(pages)
    found = search(*(_text(head["title"]) for head in heads))
    assert [pages[0] for pages in found] == [head["location"] for head in heads]


def test_other_names_find_their_record_near_the_top(mini: Library, search: Search) -> None:
    titles = {getattr(mini.get(it), "name", "") for it in mini.references()}
    names = [
        (name, links.where(mini, it).partition("#")[0])
        for it in mini.references()
        for name in getattr(mini.get(it), "aliases", ())
        if name not in titles
    ]
    found = search(*(name for name, _ in names))
    assert names
    assert not [name for (name, address), it in zip(names, found, strict=True) if address not in it[:NEAR_THE_TOP]]


def test_the_queries_of_the_bank_find_what_answers_them_first(mini: Library, search: Search) -> None:
    groups = searches.queries(mini, "tuned-on").values()
    answers = {
        query: {it.partition("#")[0] for it in of_query} for group in groups for query, of_query in group.items()
    }
    found = search(*answers)
    assert answers
    assert not [query for query, pages in zip(answers, found, strict=True) if pages[0] not in answers[query]]


# However it is written

GUILD = "partnerships/moss-batteries-guild/"
SAME = {
    "case": ("Quayhaven Glass", "QUAYHAVEN GLASS", "quayhaven glass"),
    "accents": ("Quayhaven", "Quáyhavèn", "Quäyhaven"),
    "hyphens": ("Tarnia-Belmora", "Tarnia Belmora", "Tarnia–Belmora"),
    "apostrophes": ("Ada Quill", "Ada Quill’s", "Ada Quill's"),
    "quotation marks": ("harbour fund", "“harbour fund”", '"harbour fund"', "‘harbour fund’"),
    "question marks": ("Who makes moss batteries", "who makes moss batteries?"),
    "what is pasted": ("moss batteries", " moss\u00a0batteries\n", "moss bat\u00adteries", "moss\u200b batteries"),
    "spelled letters": ("TBLI", "T B L I", "T.B.L.I."),
    "sums": ("£40,000", "£40k", "40 thousand", "GBP 40,000", "0.4 lakh", "0.004 crore"),
    "days": ("12 June 2012", "2012-06-12", "12/06/2012", "12.6.2012", "June 12, 2012", "12th of June 2012"),
    "months": ("June 2012", "2012-06", "Jun 2012"),
}  # fmt: skip


@pytest.mark.parametrize("queries", SAME.values(), ids=SAME)
def test_it_makes_no_difference_to_what_is_found_first(search: Search, queries: tuple[str, ...]) -> None:
    found = [pages[0] for pages in search(*queries)]
    assert found == [found[0]] * len(queries)


def test_a_sum_in_words_is_found(search: Search) -> None:
    in_words, in_figures, with_letter = search("two million", "£2,000,000", "£2m")
    assert in_figures[0] == "funding/satellite-grant/"
    assert with_letter[0] == in_words[0] == in_figures[0]


def test_a_source_line_finds_its_source_and_then_what_rests_on_it(search: Search) -> None:
    (found,) = search("marsh-blog-2013:4")
    assert found[0] == "sources/marsh-blog-2013/"
    assert GUILD in found


def test_a_mistyped_word_finds_what_was_meant(search: Search) -> None:
    assert [pages[0] for pages in search("Quayhavn Glas Scool", "satelites")] == [
        "organisations/quayhaven-glass-school/",
        search("satellites")[0][0],
    ]


def test_a_synonym_finds_what_the_records_call_otherwise(search: Search) -> None:
    words, record = search("kids", "the lamps")
    assert words[0] == "pillars/singing-glass/"
    assert record[0] == "partnerships/lantern-initiative/"


@pytest.mark.parametrize(
    "query", ["title:", "paper-2023:7", "-UK", "+", "*", "~", "^", '"', "£", "UK^", "moss:glass:", "(", "", "__proto__"]
)
def test_signs_have_no_meaning_to_the_search(search: Search, query: str) -> None:
    assert search(query) == search(re.sub(r"[^\w-]+", " ", query))


def test_a_long_text_that_was_pasted_is_searched_for(search: Search, pages_by_word: dict[str, set[str]]) -> None:
    assert search(" ".join([*pages_by_word] * 20)) != [[]]


# In the box

TYPED = (
    "moss",
    "m",
    "go",
    "it",
    "Tarnia-Belmora",
    "£40,000",
    "May",
    "the",
    "or",
    "pupils:",
    "courier-2012:4",
    "2012-06",
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


def shown(page: Page) -> list[str]:
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
def test_what_is_typed_finds_what_the_search_finds(
    typed: Callable[[str], Page], search_page: Page, search: Search, words: str
) -> None:
    (expected,) = search(words)
    page = typed(words)
    count = f"{len(expected) or 'No'} matching document{'s' * (len(expected) != 1)}"
    expect(page.locator(".md-search-result__meta")).to_have_text(count)
    page.wait_for_function(SHOWS, arg=[f"/{address}" for address in expected])


def test_whoever_scrolls_sees_every_page_that_is_found(
    typed: Callable[[str], Page], search_page: Page, search: Search
) -> None:
    (expected,) = search("tarnia")
    page = typed("tarnia")
    assert len(shown(page)) < len(expected), "a test of what is shown at first alone"
    page.locator(".md-search__scrollwrap").hover()
    for _ in range(10 * len(expected)):
        page.mouse.wheel(0, 200)
        page.wait_for_timeout(10)
        if len(shown(page)) == len(expected):
            break
    assert shown(page) == [f"/{address}" for address in expected]


def test_words_are_found_that_no_key_has_typed(search_page: Page, typed: Callable[[str], Page]) -> None:
    typed("x")
    search_page.get_by_role("searchbox", name="Search").fill("")
    search_page.keyboard.insert_text("satellites")
    expect(search_page.locator(".md-search-result__meta")).to_contain_text("matching documents")


def test_a_result_shows_the_sentence_that_answers_with_its_source_lines(typed: Callable[[str], Page]) -> None:
    page = typed("How many moss farmers are in the guild?")
    first = page.locator(".md-search-result__item").first
    link = first.locator(f":scope > a[href$='{GUILD}#members']")
    expect(link).to_be_visible()
    expect(link).to_contain_text("at least 40 moss farmers")
    expect(link).to_contain_text(re.compile(r"2013, line 4"))
    assert link.locator("p mark, mark").count()


def test_a_page_that_is_found_by_its_name_alone_shows_the_first_that_it_says(typed: Callable[[str], Page]) -> None:
    page = typed("Cloud Looms Forum")
    link = page.locator(".md-search-result__item").first.locator("a[href$='#set-up']")
    expect(link).to_contain_text("The River League set up the Cloud Looms Forum in 2011.")


def test_enter_opens_the_first_page_that_is_found(mini_page: Page, search: Search) -> None:
    (expected,) = search("pact signed")
    mini_page.goto("/licence/")
    mini_page.get_by_role("searchbox", name="Search").click()
    mini_page.keyboard.type("pact signed")
    mini_page.wait_for_function(SHOWS, arg=[f"/{address}" for address in expected])
    mini_page.keyboard.press("Enter")
    mini_page.wait_for_url(f"**/{expected[0]}*")


def test_a_result_is_reached_and_opened_by_keyboard(mini_page: Page) -> None:
    mini_page.goto("/")
    box = mini_page.get_by_role("searchbox", name="Search")
    while not box.evaluate("box => box === document.activeElement"):
        mini_page.keyboard.press("Tab")
    mini_page.keyboard.type("Moss Batteries Guild")
    expect(mini_page.locator(".md-search-result__link").first).to_contain_text("Moss Batteries Guild")
    mini_page.keyboard.press("ArrowDown")
    mini_page.keyboard.press("Enter")
    expect(mini_page.get_by_role("heading", level=1)).to_have_text("Moss Batteries Guild")


# Its address


def test_an_address_with_a_query_shows_what_is_found(mini_page: Page) -> None:
    mini_page.goto("/licence/?q=moss%20farmers")
    expect(mini_page.get_by_role("searchbox", name="Search")).to_have_value("moss farmers")
    expect(mini_page.locator(".md-search-result__item").first).to_be_visible()


def test_a_query_is_in_the_address_while_the_search_is_open(mini_page: Page) -> None:
    mini_page.goto("/licence/")
    mini_page.get_by_role("searchbox", name="Search").click()
    mini_page.keyboard.type("moss farmers?")
    expect(mini_page.locator(".md-search-result__item").first).to_be_visible()
    assert mini_page.url.endswith("/licence/?q=moss+farmers%3F")
    mini_page.keyboard.press("Escape")
    mini_page.wait_for_url("**/licence/")


POLICY = "script-src 'self' 'unsafe-inline'; worker-src 'self'"
"""Under it a browser runs the scripts of the site, and nothing that makes a script of a text."""


def test_the_search_runs_where_no_text_may_become_a_script(mini_page: Page) -> None:
    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})

    mini_page.context.route("**/*", with_policy)
    mini_page.goto("/licence/?q=moss")
    expect(mini_page.locator(".md-search-result__item").first).to_be_visible()
    mini_page.evaluate("setTimeout(() => { try { eval('1') } catch (error) { document.title = error.name } })")
    expect(mini_page).to_have_title("EvalError")


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


PARTS = {"statements": "says", "open_questions": "asks", "positions": "says"}


def test_every_statement_question_and_account_is_found_with_its_source_lines(
    mini: Library, entries: list[search_words.Entry]
) -> None:
    found = {entry["location"]: entry for entry in entries}
    looked_at = set()
    for reference in (it for it in mini.references() if links.has_page(mini, it)):
        for part, says in PARTS.items():
            for id_, it in getattr(mini.get(reference), part, {}).items():
                entry = found[links.address(reference, links.anchor((part, id_)))]
                assert _text(entry["text"]) == getattr(it, says)
                asked = part == "open_questions"
                assert {*entry["cites"].split()} == {*map(str, it.consulted if asked else it.cite)}
                assert _text(entry["title"]) == search_words.UNANSWERED if asked else searches.lines(mini, it.cite)
                looked_at.add(part)
    assert looked_at == {*PARTS}


def test_every_line_of_our_notes_is_found_at_its_source(mini: Library, entries: list[search_words.Entry]) -> None:
    found = {entry["location"]: _text(entry["text"]) for entry in entries}
    noted = [(it, note.text) for it, notes in mini.notes.items() for note in notes]
    assert noted
    assert {text for _, text in noted if text} <= {*found.values()}


def test_source_lines_are_told_with_a_year(mini: Library) -> None:
    for source in mini.sources:
        told = searches.lines(mini, [Citation(source, 1), Citation(source, 3)])
        assert re.search(r"\d{4}.*, line 1, line 3$", told), told


def test_every_record_is_found_once(mini: Library, entries: list[search_words.Entry]) -> None:
    found = [entry["location"] for entry in entries]
    assert len(found) == len(set(found))
    assert {links.where(mini, it) for it in mini.references() if it.kind in links.KINDS_WITH_ADDRESSES} <= set(found)


def test_lists_of_records_are_found_by_their_names_alone(entries: list[search_words.Entry]) -> None:
    found = {entry["location"]: entry for entry in entries}
    lists = [found[page] for kind, page in links.INDEXES.items() if kind != "rules"]
    assert not [entry for entry in lists if entry["text"]]
