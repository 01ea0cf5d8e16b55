"""The preview: it shows the last good pages whatever an editor does, and says in the browser what is to be mended."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, expect

from tests import projects
from tests.projects import Data
from tsi.desk import building, preview
from tsi.evidence import index
from tsi.library import loading
from tsi.records import yaml_lines

pytestmark = pytest.mark.build

WAIT = 180
"""So many seconds a build may take on a busy machine."""


@dataclass
class Shown:
    """A project that is being shown at an address."""

    data: Data
    process: subprocess.Popen[str]
    address: str

    def page(self, path: str = "") -> str:
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.read().decode()
        except urllib.error.URLError:  # it says where it will be, and then is there
            return ""

    def comes_to_show(self, text: str, path: str = "") -> str:
        """The page, as soon as it has a text on it; the server lives all the while."""
        deadline = time.monotonic() + WAIT
        while text not in (page := self.page(path)).replace("&nbsp;", " "):
            assert self.process.poll() is None, "the server has ended"
            assert time.monotonic() < deadline, page[:2000]
            time.sleep(0.2)
        return page

    def is_good_again(self) -> None:
        deadline = time.monotonic() + WAIT
        while "preview" in self.page():
            assert time.monotonic() < deadline
            time.sleep(0.2)


def begun(project: Path, port: int) -> Shown:
    command = [sys.executable, "-m", "tsi.cli", "serve", "--root", str(project), "--address", f"127.0.0.1:{port}"]
    environment = {**os.environ, **projects.MINI_BUILD}
    process = subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, text=True)
    said = process.stdout.readline()
    return Shown(Data(project), process, re.match(r"http://\S+", said)[0])


def ended(shown: Shown) -> None:
    shown.process.terminate()
    shown.process.communicate(timeout=60)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The miniature set, shown from before it is built; each test leaves it as it was."""
    it = begun(projects.miniature(tmp_path_factory.mktemp("shown") / "mini"), preview.free_port("127.0.0.1", 8600))
    yield it
    ended(it)


@pytest.fixture
def edit(shown: Shown) -> Iterator[Callable[[str, str, str], None]]:
    """A function that replaces a text in a file of the project; after the test the file is as it was."""
    shown.comes_to_show("A prize of", PAGE)
    before: dict[Path, str] = {}

    def replace(file: str, old: str, new: str) -> None:
        path = shown.data.root / file
        before.setdefault(path, path.read_text(encoding="utf-8"))
        assert old in before[path]
        path.write_text(before[path].replace(old, new, 1), encoding="utf-8")

    yield replace
    for path, text in before.items():
        path.write_text(text, encoding="utf-8")
    shown.is_good_again()


PAGE = "pillars/moss-batteries/"
ADDRESS = "http://127.0.0.1:8000/"


@pytest.fixture(scope="module")
def mini_whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The miniature set, and the site that the preview builds of it."""
    project = projects.miniature(tmp_path_factory.mktemp("whole") / "mini")
    site = project.parent / "site"
    command = [sys.executable, "-m", "tsi.desk.building", str(project), str(site), ADDRESS]
    environment = {**os.environ, **projects.MINI_BUILD}
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert outcome.stdout.splitlines()[-1] == "[true, []]"
    return project, site


def test_before_anything_is_built_a_page_says_so_and_the_site_follows(shown: Shown) -> None:
    assert "No page stands here yet" in shown.comes_to_show("livereload")
    assert "Lantern Initiative" in shown.comes_to_show("Lantern Initiative")


def test_a_page_that_is_asked_for_while_the_site_is_built_behind_goes_first(
    mini_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is built behind never comes to an end here."""
    endless = [sys.executable, "-c", "import time; time.sleep(600)"]
    begin = partial(_instead, endless)
    monkeypatch.setattr(preview, "subprocess", SimpleNamespace(Popen=begin, PIPE=subprocess.PIPE))
    for name, value in projects.MINI_BUILD.items():
        monkeypatch.setenv(name, value)
    it = preview.Preview(mini_copy, "127.0.0.1", preview.free_port("127.0.0.1", 8900))
    thread = Thread(target=it.show)
    thread.start()
    try:
        shown = Shown(Data(mini_copy), _Lives(), it.url)
        shown.comes_to_show("Lantern Initiative")
        assert "No page stands here yet" in shown.page(PAGE)
        assert "goes first" in shown.page("no/such/page/")
        shown.comes_to_show("A prize of", PAGE)
        assert not Path(it.root, "sources/index.html").exists()
    finally:
        it.shutdown()
        thread.join(timeout=60)
    assert not thread.is_alive()
    assert capsys.readouterr().out.count("no/such/page") <= 1


@pytest.mark.parametrize(
    ("asked", "is_open"),
    [
        ("/", "index.html"),
        ("/timeline/", "timeline/index.html"),
        ("/timeline/part-2.html", "timeline/index.html"),
        ("/part-2.html", "index.html"),
        ("/404.html", "404.html"),
        ("/assets/x.css", "index.html"),
    ],
)
def test_the_page_that_is_open_is_the_one_that_is_built_first_whichever_part_of_it_is_read(
    mini_copy: Path, asked: str, is_open: str
) -> None:
    it = preview.Preview(mini_copy, "127.0.0.1", preview.free_port("127.0.0.1", 8900))
    try:
        list(it.serve_request({"PATH_INFO": asked, "REQUEST_METHOD": "GET"}, lambda *_: None))
        assert it.open_page == is_open
    finally:
        it.server_close()


def _instead(command: list[str], _: list[str], **named: object) -> object:
    return subprocess.Popen(command, **named)


class _Lives:
    """A process that does not end."""

    def poll(self) -> None:
        return None


def test_a_wrong_record_is_told_above_the_last_good_page(shown: Shown, edit) -> None:
    edit("data/pillars.yml", "A prize of £40,000", "A prize of £41,000")
    page = shown.comes_to_show("not stated at courier-2012:11", PAGE)
    assert "A prize of" in page.replace("&nbsp;", " ")
    file, line = re.search(r'href="vscode://file(/[^"]*pillars\.yml):(\d+)"', page).groups()
    assert "£41,000" in Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("docs/index.md", "{{ at_a_glance() }}", "{{ at_a_glancee() }}", "at_a_glancee"),
        ("mkdocs.yml", "nav:", "nav: [", "mkdocs.yml"),
        ("data/people.yml", "  name:", "\tname:", "a tab stands where YAML wants spaces"),
        ("tsi/render/templates/rules.html", "{% for", "{% four", "four"),
    ],
)
def test_nothing_that_an_editor_writes_ends_the_server(
    shown: Shown, edit, file: str, old: str, new: str, told: str
) -> None:
    edit(file, old, new)
    page = shown.comes_to_show(told)
    assert "Not built: below is the last good page" in page
    assert "Traceback" not in page


def test_what_cannot_be_published_is_shown_and_told(shown: Shown, edit) -> None:
    edit("docs/licence.md", "---\n\n#", "---\n\n[nowhere](nowhere.md)\n\n#")
    page = shown.comes_to_show("nowhere.md", "licence/")
    assert "cannot be published before it is mended" in shown.comes_to_show("cannot be published", "licence/")
    assert "Not built" not in page


def test_what_is_left_to_say_is_told_above_the_page_as_it_will_be(shown: Shown, edit) -> None:
    edit("data/people.yml", "aliases: [Tessa Vane]", "aliases: [Tessa Vane, Some]")
    page = shown.comes_to_show("‘Some’ (people/tessa-vane) on line 11 is given by no text", "people/tessa-vane/")
    assert "This is shown, but cannot be published before it is mended" in page
    assert "sings to the glass" in page
    assert Data(shown.data.root).check().status == 1


def test_the_whole_site_is_built_with_what_is_left_to_say(mini_copy: Path) -> None:
    Data(mini_copy).edit("people", "aliases: [Tessa Vane]", "aliases: [Tessa Vane, Some]")
    built = building.whole(mini_copy, str(mini_copy / "shown"), ADDRESS)
    assert built.is_good
    assert [it for it in built.messages if "is given by no text" in it]
    assert (mini_copy / "shown/sources/marsh-blog-2013/index.html").is_file()


def test_styles_change_without_a_build(shown: Shown, edit) -> None:
    page = shown.comes_to_show("A prize of", PAGE)
    sheet = re.search(r"assets/stylesheets/site\.\w+\.css", page)[0]
    rule = "\n.printed .figure {"
    edit("theme/assets/stylesheets/page.css", rule, f"\n.of-another-colour {{ color: red; }}{rule}")
    shown.comes_to_show("of-another-colour", sheet)
    assert sheet in shown.page(PAGE)


@pytest.mark.parametrize(
    "page",
    ["index.html", "timeline/index.html", "pillars/moss-batteries/index.html", "sources/courier-2012/index.html",
     "partnerships/index.html", "edit/index.html", "disagreements/index.html"],
)  # fmt: skip
def test_the_page_that_is_built_alone_is_that_of_the_whole_site(
    mini_whole: tuple[Path, Path], page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in projects.MINI_BUILD.items():
        monkeypatch.setenv(name, value)
    project, site = mini_whole
    into = site.parent / "alone"
    for _ in ("at first", "with what was kept of that"):
        assert building.alone(project, str(into), ADDRESS, page) == (True, ())
        assert (into / page).read_text(encoding="utf-8") == (site / page).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "page", "shown"),
    [
        ("data/pillars.yml", "A prize of £40,000", "A medal and £40,000", PAGE, "A medal and"),
        ("data/people.yml", "aliases: [Tessa Vane]", "aliases: [Tessa Vane, Some]", PAGE, ""),
        ("docs/licence.md", "\n\n#", "\n\nOnly moss.\n\n#", "licence/", "Only moss."),
    ],
)
def test_nothing_that_is_kept_between_builds_outlives_a_change(
    mini_copy: Path, file: str, old: str, new: str, page: str, shown: str
) -> None:
    """The page built after an edit is the one that a process without memory builds."""
    into, path = mini_copy / "alone", mini_copy / file
    building.alone(mini_copy, str(into), ADDRESS, f"{page}index.html")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    now = building.alone(mini_copy, str(into), ADDRESS, f"{page}index.html")
    for kept in (yaml_lines._parsed, index.from_json, index.index_notes, loading._registry_of):
        kept.cache_clear()
    assert now == building.alone(mini_copy, str(mini_copy / "anew"), ADDRESS, f"{page}index.html")
    made = (into / f"{page}index.html").read_text(encoding="utf-8")
    assert made == (mini_copy / "anew" / f"{page}index.html").read_text(encoding="utf-8")
    assert shown in made.replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_a_message_is_text_whatever_it_quotes(shown: Shown, edit) -> None:
    edit("data/pillars.yml", "  name: Moss batteries", "  name: <b>1999</b>")
    assert "&lt;b&gt;1999" in shown.comes_to_show("1999") or "1999 is not stated" in shown.page()
    assert "<b>1999</b>" not in shown.page()


@pytest.mark.browser
def test_an_open_page_shows_what_is_wrong_and_is_itself_again_when_that_is_mended(
    shown: Shown, edit, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(shown.address + PAGE)
    edit("data/pillars.yml", "A prize of £40,000", "A prize of £41,000")
    expect(page.get_by_role("alert")).to_contain_text("£41,000 is not stated", timeout=WAIT * 1000)
    edit("data/pillars.yml", "A prize of £40,000", "A prize of £40,000, as it were,")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=WAIT * 1000)
    page.close()


def test_the_next_port_is_taken_where_one_is_in_use_and_that_is_said_at_once(mini_copy: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        it = begun(mini_copy, taken)
        ended(it)
    assert taken < int(it.address.rstrip("/").rpartition(":")[2]) < taken + preview.PORTS


def test_wrong_records_are_shown_from_the_beginning(mini_copy: Path) -> None:
    Data(mini_copy).edit("pillars", "A prize of £40,000", "A prize of £41,000")
    it = begun(mini_copy, preview.free_port("127.0.0.1", 8700))
    try:
        assert "No page stands here yet" in it.comes_to_show("not stated at courier-2012:11")
    finally:
        ended(it)
    assert it.process.returncode == 0


def test_it_ends_when_it_is_told_even_while_it_builds(mini_copy: Path) -> None:
    it = begun(mini_copy, preview.free_port("127.0.0.1", 8800))
    it.comes_to_show("No page stands here yet")
    ended(it)
    assert it.process.returncode == 0
