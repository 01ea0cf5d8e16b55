"""The pages and downloads of the miniature set are those that the repository keeps for people to read."""

import pytest
from lxml import html

from tests import golden


def test_the_site_of_the_miniature_set_shows_what_is_kept(mini_site):
    if told := golden.difference(golden.kept(), golden.of_site(mini_site)):
        pytest.fail(f"{told}\n\nIf this is what the change is meant to do, run: {golden.RENEW}", pytrace=False)


def test_a_difference_names_the_file_and_shows_the_line():
    told = golden.difference({"pages/a.html": "<p>agreed</p>\n"}, {"pages/a.html": "<p>announced</p>\n"}).split("\n")
    assert told[:2] == ["--- golden/pages/a.html", "+++ built/pages/a.html"]
    assert told[3:5] == ["-<p>agreed</p>", "+<p>announced</p>"]


@pytest.mark.parametrize(("before", "after"), [({}, {"a": "x\n"}), ({"a": "x\n"}, {})], ids=["new", "gone"])
def test_a_page_that_comes_or_goes_is_a_difference(before, after):
    assert "x" in golden.difference(before, after)


def test_a_long_difference_is_cut_and_says_so():
    told = golden.difference({}, {"a": "\n".join("abcdefgh")}, longest=5).split("\n")
    assert len(told) == 6
    assert told[-1] == "... and 7 lines more"


def printed(element: str) -> list[str]:
    return golden.printed(html.fromstring(element)).removesuffix("\n").split("\n")


def test_an_element_stands_on_a_line_of_its_own_with_its_text():
    assert printed("<div><dt>Status</dt>\n <dd>agreed <b>as of</b></dd></div>") == [
        "<div>",
        "  <dt>Status</dt>",
        "  <dd>",
        "    agreed",
        "    <b>as of</b>",
        "  </dd>",
        "</div>",
    ]


def test_words_that_run_together_are_marked():
    assert printed("<p>12 June <b>inferred</b>, twice<b>1</b> <b>2</b></p>") == [
        "<p>",
        "  12 June",
        "  <b>inferred</b>",
        "  +, twice",
        "  +<b>1</b>",
        "  <b>2</b>",
        "</p>",
    ]
