"""Where texts, attributes and elements stand in a page as it is written."""

from tsi import markup
from tsi.markup import Span

PAGE = (
    '<!doctype html><!-- <b>1</b> --><p id="a" class="">One<br>&amp;two <b data-key="x">3</b></p>'
    "<script>let a = '<p>4</p>'</script><style>p { width: 5px }</style>"
    '<script type="application/ld+json">{"year": "6"}</script>'
)


def read(content: str) -> tuple[list[tuple[str, tuple[str, ...]]], dict[str, str]]:
    """The texts with the tags round them, and by their tags the elements as they are written."""
    found = markup.read(content)
    texts = [(content[text.span.start : text.span.end], text.within) for text in found.texts]
    return texts, {element.tag: content[element.span.start : element.span.end] for element in found.elements}


def test_texts_stand_between_tags_and_references_to_characters():
    texts, _ = read(PAGE)
    assert texts == [
        ("One", ("p",)),
        ("two ", ("p",)),
        ("3", ("p", "b")),
        ('{"year": "6"}', ("script",)),
    ]


def test_elements_are_whole():
    _, elements = read(PAGE)
    assert elements["p"] == PAGE[PAGE.index("<p") : PAGE.index("</p>") + len("</p>")]
    assert elements["b"] == '<b data-key="x">3</b>'
    assert elements["br"] == "<br>"
    assert list(elements) == ["br", "b", "p", "script"]


def test_an_element_that_is_not_closed_ends_with_the_one_round_it():
    _, elements = read("<ul><li>One<li>Two</ul><p>Three</p>")
    assert elements["ul"] == "<ul><li>One<li>Two</ul>"
    assert elements["p"] == "<p>Three</p>"


def test_values_of_attributes_stand_within_their_quotation_marks():
    paragraph = next(element for element in markup.read(PAGE).elements if element.tag == "p")
    start = PAGE.index('"a"') + 1
    assert paragraph.attributes == {"id": Span(start, start + 1), "class": Span(start + 10, start + 10)}
    inner = PAGE[paragraph.inner.start : paragraph.inner.end]
    assert inner == 'One<br>&amp;two <b data-key="x">3</b>'
