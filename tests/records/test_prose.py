"""Pages of docs/ are data: what no browser may be given, and no program may run, is refused at its line."""

from functools import partial
from pathlib import Path

import pytest
from markdown import markdown

from tests.projects import ROOT
from tsi.records import prose

CALLS = {"timeline": ("",), "record_page": ("places/tarnia",)}
HEAD = "---\ntitle: A page\ndescription: About it.\n---\n"
AT = HEAD.count("\n") + 1

to_html = partial(
    markdown,
    extensions=["toc", "tables", "fenced_code", "attr_list", "def_list", "md_in_html"],
    extension_configs={"tables": {"use_align_attribute": True}},
)


def told(body: str, head: str = HEAD) -> list[str]:
    return [str(fault) for fault in prose.page_faults(head + body, "docs/page.md", CALLS, to_html)]


def test_a_page_of_markdown_and_macros_is_let_in() -> None:
    body = """# A heading {: #a-heading .wide }

Text with *stress*, `code`, a [link](other.md#x "Title"), <https://example.org/> and ![a picture](assets/x.png).

{{ timeline() }}

{{ record_page("places/tarnia") }}

<div class="table-scroll" role="region" tabindex="0" aria-label="A table" markdown>

| a | b |
|---|--:|
| 1 < 2 | & 3 |

</div>

```yaml
a: {b: "<script>"}
```
"""
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "is no call of a macro"),
        ("{% for a in b %}{% endfor %}", "is no call of a macro"),
        ("{# hidden #}", "is no call of a macro"),
        ("{{ timeline() | safe }}", "is no call of a macro"),
        ("Text {{ timeline() }}", "is no call of a macro"),
        ('`{{ timeline("x" ~ 1) }}`', "is no call of a macro"),
        ("{{ timelin() }}", "there is no macro ‘timelin’ (did you mean ‘timeline’?)"),
        ('{{ timeline("x") }}', "timeline shows nothing for ‘x’"),
        ('{{ record_page("places/tarnja") }}', "(did you mean ‘places/tarnia’?)"),
        ("<script>x</script>", "<script> may not stand"),
        ("<SCRIPT SRC=//x></SCRIPT>", "<SCRIPT may not stand"),
        ("<style>p {}</style>", "<style> may not stand"),
        ("<iframe></iframe>", "<iframe> may not stand"),
        ("<img src=x onerror=y>", "<img may not stand on a page as it does here"),
        ("<svg/onload=x>", "<svg/onload=x> may not stand"),
        ("<!-- hidden -->", "may not stand"),
        ('<link rel="stylesheet" href="x.css">', "<link may not stand"),
        ("A *word*{: onclick=x }", "the attribute ‘onclick’ may not stand"),
        ("A *word*{: style=color:red }", "the attribute ‘style’ may not stand"),
        ('<p data-at="funding/x.amount">£7</p>', "the attribute ‘data-at’ may not stand"),
        ("[a](javascript:x)", "is no address to lead to"),
        ("[a](JaVa&#115;cript:x)", "is no address to lead to"),
        ("[a](data:text/html,x)", "is no address to lead to"),
        ("[a](//elsewhere.example/)", "is no address to lead to"),
        ("[a](/\\elsewhere.example/)", "is no address to lead to"),
        ("<vbscript:x>", "may not stand"),
        ("![a](https://elsewhere.example/x.png)", "would be fetched from elsewhere"),
        ("![a](//elsewhere.example/x.png)", "would be fetched from elsewhere"),
        ("![a](data:image/png;base64,x)", "would be fetched from elsewhere"),
        ("</div></article>", "closes what is not open"),
        ("<div>\n\nopen", "<div> is not closed"),
        ("# A heading {: #page }", "is no anchor of a page"),
        ("# A heading {: #__search }", "is no anchor of a page"),
        ("agreed in \u202e1202", "an invisible character (U+202E)"),
        ("agreed in &#x202e;1202", "an invisible character (U+202E)"),
        ("S&#1072;ils", "mixes letters of two scripts"),
        ("٧ boats", "is a digit that is not read here"),
    ],
)
def test_what_may_not_stand_on_a_page_is_told_at_its_line(body: str, message: str) -> None:
    faults = told(f"First.\n\n{body}\n")
    assert faults
    assert all(fault.startswith(f"docs/page.md:{AT + 2}: ") for fault in faults), faults
    assert any(message in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("", "a page begins with its head"),
        ("title: A page\n\n", "a page begins with its head"),
        ("---\ntitle: A page\n---\n", "the head has no description"),
        (HEAD.replace("title:", "template: x.html\ntitle:"), "‘template’ may not say this in a head"),
        (HEAD.replace("title:", "render_macros: false\ntitle:"), "a page begins with its head"),
        (HEAD.replace("A page", "2024-07-24"), "‘title’ may not say this in a head"),
        (HEAD.replace("A page", "[a]"), "‘title’ may not say this in a head"),
        (HEAD.replace("A page", "2024-02-30"), "put them between quotation marks"),
        (HEAD.replace("A page", "{{ 7 * 7 }}"), ""),
        (HEAD.replace("A page", '"{{ 7 * 7 }}"'), "is no call of a macro"),
        (HEAD.replace("A page", '"A\\u202Epage"'), "an invisible character (U+202E)"),
        (HEAD.replace("A page", "[" * 3_000), "nested too deeply"),
        (HEAD.replace("A page", "a: b"), "not well-formed YAML"),
    ],
)
def test_a_head_is_a_title_and_a_description_in_text(head: str, message: str) -> None:
    faults = told("Text.\n", head)
    assert faults
    assert any(message in fault for fault in faults), faults


def page(folder: Path) -> None:
    (folder / "index.md").write_text(HEAD + "![A picture](assets/shown.png)\n", encoding="utf-8")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of a page and the two pictures that there are, of which it shows one."""
    (tmp_path / "assets").mkdir()
    for name in ("shown.png", "other.png"):
        (tmp_path / f"assets/{name}").write_bytes(b"\x89PNG\r\n\x1a\n")
    page(tmp_path)
    return tmp_path


def read(docs: Path) -> prose.Prose:
    return prose.read(docs, CALLS, to_html)


def test_pages_and_the_pictures_that_they_show_are_let_in(docs: Path) -> None:
    let_in = read(docs)
    assert let_in.faults == []
    assert (list(let_in.pages), let_in.pictures) == (["index.md"], {"assets/shown.png"})


@pytest.mark.parametrize("name", ["x.html", "x.js", "x.svg", "x.css", "x.md~", "README", "x.pdf", "x.markdown"])
def test_a_file_of_another_kind_is_told_of(docs: Path, name: str) -> None:
    (docs / name).write_text("x", encoding="utf-8")
    (fault,) = read(docs).faults
    assert str(fault).startswith(f"docs/{name}: no such file is published")


def test_a_picture_that_is_none_is_told_of(docs: Path) -> None:
    (docs / "assets/shown.png").write_text("<script>", encoding="utf-8")
    (fault,) = read(docs).faults
    assert "docs/assets/shown.png: no such file is published" in str(fault)


@pytest.mark.parametrize("target", ["index.md", "assets"])
def test_a_link_is_not_followed(docs: Path, target: str) -> None:
    (docs / "linked.md").symlink_to(docs / target)
    (fault,) = read(docs).faults
    assert str(fault) == "docs/linked.md: this is a link to a file; put the file itself here"


def test_the_pages_of_the_project_are_let_in() -> None:
    called = [call for page in (ROOT / "docs").rglob("*.md") for call in prose.called(page.read_text("utf-8"))]
    calls = {name: tuple(it[-1] if it[1:] else "" for it in called if it[0] == name) for name, *_ in called}
    let_in = prose.read(ROOT / "docs", calls, to_html)
    assert let_in.faults == []
    assert let_in.pages
