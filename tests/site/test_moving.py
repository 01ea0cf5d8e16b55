"""Whatever is renamed, becomes a record of another kind or a part of another record, or is withdrawn, as docs/edit.md
tells it: every address that was published answers, on whichever page it stood."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from lxml import html
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from tests import projects
from tests.conftest import MkdocsBuild, served
from tsi.audit.site import Audit
from tsi.cli import main
from tsi.evidence import notes
from tsi.library.loading import load
from tsi.records.types import Reference
from tsi.text import dates
from tsi.wording import addresses, dataset

LINES = (
    "The initiative was launched in Town on 5 May 2024.",
    "The Ministry joined the initiative on Chips.",
    "A fund of £6 million was announced.",
    "A plan was announced last week and dropped.",
    "Shared 12 times.",
)
LAST_WEEK = {"rule": "week-before", "of": "made-up", "because": "The line says no more."}
Records = dict[str, dict[str, dict]]


def cited(line: int, **fields: object) -> dict:
    return {**fields, "cite": f"made-up:{line}"}


BEFORE: Records = {
    "sources": {
        "made-up": dict.fromkeys(("title_known", "short", "publisher", "published_known"), "Made up")
        | {
            "title": "Made up",
            "kind": "website",
            "held": "text",
            "rank": "report",
            "lineage": "shared",
            "language": "en",
            "read": "whole",
            "read_on": "2024-05-07",
            "url": "https://example.org/",
            "url_known": "Made up",
            "file": "made-up.txt",
        }
        | {"published": "2024-05-06", "published_sure": "high"}
        | {"sha256": hashlib.sha256("\n".join(LINES).encode()).hexdigest()}
    },
    "pillars": {
        "chips": cited(2, name="Chips", aliases="Chips", listed={"made-up": cited(2, **{"as": "founding"})}),
    },
    "partnerships": {
        "initiative": cited(1, name="The initiative", aliases="initiative", kind="initiative", standing="itself")
        | {"statuses": {"launched": cited(1)}, "statements": {"begun": cited(1, says="It was launched in Town.")}}
        | {"open_questions": {"budget": {"asks": "What does it cost?", "consulted": "made-up:1"}}},
        "fund": cited(3, name="A fund", kind="fund", standing="context", statuses={"announced": cited(3)})
        | {"statements": {"sum": cited(3, says="It is for £6 million.")}},
    },
    "milestones": {
        "launch": cited(1, name="Launch of the initiative", kind="launch", when=cited(1, **{"is": "2024-05-05"}))
        | {"pillars": {"chips": cited(2)}, "partnerships": {"initiative": cited(1)}}
        | {"statements": {"told": cited(2, says="The Ministry joined the initiative, which is on Chips.")}},
        "plan": cited(4, name="A plan", kind="plan", when=cited(4, **{"is": "unknown"}))
        | {"statements": {"dropped": cited(4, says="It was dropped.")}},
        "talks": cited(4, name="Talks", kind="meeting")
        | {"when": cited(4, **{"is": dates.computed("week-before", "2024-05-06")}, infer=LAST_WEEK)},
        "rumour": cited(4, name="A rumour", kind="plan", when=cited(4, **{"is": "unknown"})),
        "visit": cited(1, name="A visit to Town", kind="visit", when=cited(1, **{"is": "2024-05-05"})),
    },
    "funding": {"call": cited(3, name="A call", statuses={"announced": cited(3)})},
    "organisations": {"ministry": cited(2, name="The Ministry", aliases="Ministry", kind="ministry")},
    "people": {"somebody": cited(1, name="Somebody", surname="Somebody")},
    "places": {"town": cited(1, name="Town", aliases="Town", kind="city")},
    "technologies": {"optics": cited(2, name="Optics", kind="field")},
    "disagreements": {
        "which": cited(1, question="Which was it?", type="value", rule="silence", touches=["milestones/launch"])
        | {"positions": {"this": cited(1, says="It was this."), "that": cited(2, says="It was that.")}}
        | {"because": "It is so.", "settled_by": "Nothing."},
    },
    "rules": {"silence": {"name": "A rule", "says": "It is so."}},
    "lineages": {"shared": {"name": "Made up", "says": "Made up."}},
    "to-read": {"shared": {"what": "Made up", "why": "Made up.", "by": "2024-06-01"}},
    "omissions": {"shared": {"at": "made-up:5", "figure": "12 times", "reason": "Made up."}},
}


def edited() -> Records:
    """The same after an editor has renamed, moved and withdrawn one thing of each sort."""
    records = deepcopy(BEFORE)
    partnerships, milestones = records["partnerships"], records["milestones"]
    milestones["opening"] = milestones.pop("launch") | {"redirect_from": "launch"}
    records["disagreements"]["which"]["touches"] = ["milestones/opening"]
    initiative = partnerships["initiative"]
    initiative["statements"] = {"begun-in-town": initiative["statements"]["begun"] | {"redirect_from": "begun"}}
    question = initiative.pop("open_questions")["budget"] | {"redirect_from": "partnerships/initiative#unknown-budget"}
    records["organisations"]["office"] = records["organisations"].pop("ministry") | {"redirect_from": "ministry"}
    records["organisations"]["office"]["open_questions"] = {"budget": question}
    fund = partnerships.pop("fund") | {"redirect_from": "partnerships/fund"}
    records["funding"]["seed-fund"] = {field: fund[field] for field in fund if field not in ("kind", "standing")}
    initiative["statements"]["dropped"] = milestones.pop("plan")["statements"]["dropped"] | {
        "redirect_from": "milestones/plan#dropped"
    }
    del milestones["visit"], milestones["rumour"]
    initiative["statements"]["visited"] = cited(
        1, says="Town was visited.", redirect_from="milestones/visit", differs="It tells of the visit."
    )
    positions = records["disagreements"]["which"]["positions"]
    positions["other"] = positions.pop("that") | {"redirect_from": "that"}
    records["rules"]["quiet"] = records["rules"].pop("silence") | {"redirect_from": "silence"}
    records["disagreements"]["which"]["rule"] = "quiet"
    return records


WHY = "It was never made </p><script>alert()</script> {{ page }}."
RETIRED = {
    "milestones/plan": {"because": WHY, "instead": "partnerships/initiative"},
    "milestones/rumour": {"because": WHY},
}


class Project:
    """A made-up project; whatever it publishes is promised."""

    def __init__(self, root: Path):
        self.root = root
        for file in (root / "data").rglob("*"):
            if file.suffix == ".yml" or file.parent.name == "evidence":
                file.unlink()
        (root / "sources").mkdir()
        (root / "sources/made-up.txt").write_text("\n".join(LINES))
        provenance = {"made-up.txt": {**BEFORE["sources"]["made-up"], "date": "2024-05-06"}}
        (root / "sources/provenance.yml").write_text(yaml.safe_dump(provenance))
        for folder in (notes.FOLDER, "data/history", "editions"):
            shutil.rmtree(root / folder)
        self.write(BEFORE)
        (root / addresses.LIST).write_text("")
        self.run("evidence", "--sources", str(root / "sources"))
        self.run("addresses")

    def write(self, records: Records, retired: dict | None = None) -> None:
        for kind in records:
            (self.root / f"data/{kind}.yml").write_text(yaml.safe_dump(records[kind], sort_keys=False))
        (self.root / "data/retired.yml").unlink(missing_ok=True)
        if retired:
            (self.root / "data/retired.yml").write_text(yaml.safe_dump(retired, sort_keys=False))

    def run(self, *command: str) -> str:
        arguments = [command[0], "--root", str(self.root), *command[1:]]
        outcome = CliRunner(env={"TSI_SOURCES": None}).invoke(main, arguments)
        assert outcome.exit_code == 0, outcome.output
        return outcome.output

    def faults(self) -> list[str]:
        outcome = CliRunner(env={"TSI_SOURCES": None}).invoke(main, ["check", "--root", str(self.root)])
        return [line for line in outcome.output.splitlines() if line.startswith("data/")]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(projects.miniature(tmp_path_factory.mktemp("moving") / "project"))


@pytest.fixture(scope="module")
def site(project: Project, mkdocs_build: MkdocsBuild) -> Path:
    """The site after the edits."""
    project.write(edited(), RETIRED)
    assert project.faults() == []
    outcome = mkdocs_build(project.root, project.root / "site", SITE_URL="https://example.org/")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return project.root / "site"


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def open_tab(browser: Browser, server: str) -> Iterator[Callable[..., Tab]]:
    """A function that opens an empty tab for the site; options as for `Browser.new_context`."""
    contexts = []

    def opened(**options: object) -> Tab:
        contexts.append(browser.new_context(base_url=server, **options))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def document(site: Path, page: str) -> html.HtmlElement:
    return html.parse(str(site / page / "index.html"), html.HTMLParser(encoding="utf-8")).getroot()


def at(site: Path, address: str) -> html.HtmlElement:
    """The element at an address."""
    page, _, anchor = address.partition("#")
    (element,) = document(site, page).xpath(f"//*[@id='{anchor}']")
    return element


def ways(element: html.HtmlElement) -> list[str]:
    return element.xpath(".//a/@href")


# Every address


def test_every_address_that_was_published_answers(project: Project, site: Path) -> None:
    lost = []
    published = addresses.published(project.root)
    for address in published:
        page, _, anchor = address.partition("#")
        file = site / page if (site / page).is_file() else site / page / "index.html"
        if not file.is_file() or (anchor and not document(site, page).xpath(f"//*[@id='{anchor}']")):
            lost.append(address)
    assert lost == []
    assert len(published) > 100


def test_every_page_after_the_edits_passes_the_audit(project: Project, site: Path) -> None:
    audit, looked_at = Audit(load(project.root)), 0
    for page in site.rglob("*.html"):
        path = page.relative_to(site).as_posix().removesuffix("index.html")
        assert audit.page(page.read_text(encoding="utf-8"), path).messages() == []
        looked_at += 1
    assert looked_at


# Where they lead


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("timeline/#launch", "opening"),
        ("timeline/oldest-first/#launch", "opening"),
        ("timeline/kind/launch/#launch", "opening"),
        ("pillars/chips/#event-launch", "event-opening"),
        ("partnerships/initiative/#event-launch", "event-opening"),
        ("partnerships/initiative/#begun", "begun-in-town"),
        ("disagreements/which/#position-that", "position-other"),
        ("method/rules/#silence", "quiet"),
    ],
)
def test_what_has_another_id_on_its_page_answers_to_the_old_one_in_its_place(site: Path, old: str, new: str):
    element = at(site, old)
    assert new in element.xpath("ancestor::*/@id")
    assert element.text is None


@pytest.mark.parametrize(
    ("old", "way"),
    [
        ("milestones/launch/#told", "../opening/#told"),
        ("milestones/launch/#fact-when", "../opening/#fact-when"),
        ("partnerships/fund/#sum", "../../funding/seed-fund/#sum"),
        ("partnerships/fund/#fact-status", "../../funding/seed-fund/#fact-status"),
        ("partnerships/initiative/#unknown-budget", "../../organisations/office/#unknown-budget"),
        ("milestones/plan/#dropped", "../../partnerships/initiative/#dropped"),
    ],
)
def test_what_stands_on_another_page_leaves_a_line_that_leads_there(site: Path, old: str, way: str) -> None:
    assert ways(at(site, old)) == [way]


def test_a_record_of_another_kind_and_one_made_a_part_leave_a_signpost(site: Path) -> None:
    assert ways(document(site, "partnerships/fund").find(".//main"))[0] == "../../funding/seed-fund/"
    assert ways(document(site, "milestones/visit").find(".//main"))[0] == "../../partnerships/initiative/#visited"
    assert document(site, "milestones/visit").get("data-signpost") == "moved"


def test_what_is_withdrawn_says_why_and_what_to_read_instead(site: Path) -> None:
    page = document(site, "milestones/plan")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert WHY in page.find(".//main/article/p").text_content()
    assert ways(page.find(".//main/article/p")) == ["../../partnerships/initiative/"]
    assert not page.xpath("//script | //link[@rel='canonical']")
    line = at(site, "timeline/#plan")
    assert WHY in line.text_content()
    assert ways(line) == ["../partnerships/initiative/"]


def test_what_is_withdrawn_or_has_moved_is_in_no_list_search_or_sitemap(site: Path) -> None:
    listing = ("search/search_index.json", "sitemap.xml", "data/milestones.csv", "data/milestones.atom")
    for file in listing:
        text = (site / file).read_text(encoding="utf-8")
        assert "opening" in text
        assert "milestones/plan" not in text
        assert "milestones/launch" not in text


def test_the_file_with_a_citation_is_found_under_its_old_name(site: Path) -> None:
    for old, new in (("milestones/launch", "milestones/opening"), ("milestones/plan", "partnerships/initiative")):
        assert (site / f"cite/{old}.bib").read_bytes() == (site / f"cite/{new}.bib").read_bytes()


def test_the_citation_of_what_is_withdrawn_for_nothing_else_names_the_page_that_says_so(site: Path) -> None:
    for ending in (".bib", ".ris", ".json"):
        text = (site / f"cite/milestones/rumour{ending}").read_text(encoding="utf-8")
        assert "Withdrawn" in text
        assert "milestones/rumour/" in text


def test_what_is_withdrawn_for_nothing_else_leads_nowhere(site: Path) -> None:
    for place in (document(site, "milestones/rumour").find(".//main"), at(site, "timeline/#rumour")):
        assert WHY in place.text_content()
        assert ways(place) == []


def test_calendars_and_feeds_know_a_renamed_milestone_again(project: Project, site: Path) -> None:
    was = dataset.lasting_id(Reference("milestones", "launch"))
    assert str(was) in (site / "data/milestones.ics").read_text()
    assert str(was) in (site / "data/milestones.atom").read_text()


def test_an_entry_that_a_list_has_no_more_leads_to_the_milestone(project: Project, site: Path) -> None:
    records = edited()
    del records["milestones"]["opening"]["pillars"]
    project.write(records, RETIRED)
    found = addresses.Addresses(load(project.root)).elsewhere("pillars/chips/")
    project.write(edited(), RETIRED)
    assert found["event-launch"].address == "milestones/opening/"


# In a browser


@pytest.mark.parametrize("anchor", ["launch", "plan"])
def test_a_reader_who_follows_an_old_link_arrives_without_scripts(open_tab: Callable[..., Tab], anchor: str) -> None:
    tab = open_tab(java_script_enabled=False, viewport={"width": 390, "height": 844})
    tab.goto(f"timeline/#{anchor}")
    expect(tab.locator("#opening" if anchor == "launch" else "#plan")).to_be_in_viewport()
    assert tab.locator(".former").is_visible() == (anchor == "plan")


def test_an_entry_with_an_old_id_stands_as_any_other(open_tab: Callable[..., Tab]) -> None:
    tab = open_tab()
    tab.goto("timeline/")
    boxes = [tab.locator(f"#{id_} .event__body").bounding_box() for id_ in ("opening", "talks")]
    assert boxes[0]["x"] == boxes[1]["x"]


@pytest.mark.parametrize(
    ("old", "arrives"),
    [
        ("partnerships/fund/#sum", "funding/seed-fund/#sum"),
        ("partnerships/fund/#section-notes", "funding/seed-fund/#section-notes"),
        ("milestones/visit/", "partnerships/initiative/#visited"),
        ("milestones/plan/", "milestones/plan/"),
    ],
)
def test_a_script_carries_a_reader_on_but_not_from_what_is_withdrawn(open_tab: Callable[..., Tab], old, arrives):
    tab = open_tab()
    tab.goto(old)
    tab.wait_for_url(f"**/{arrives}")
    tab.wait_for_load_state()
    assert tab.url.endswith(f"/{arrives}")


# What is refused


def lose(records: Records, retired: dict) -> None:
    records["milestones"]["start"] = records["milestones"].pop("opening")
    del records["milestones"]["start"]["redirect_from"]
    records["disagreements"]["which"]["touches"] = ["milestones/start"]


def lose_a_statement(records: Records, retired: dict) -> None:
    del records["partnerships"]["initiative"]["statements"]["begun-in-town"]["redirect_from"]


def claim_what_stands(records: Records, retired: dict) -> None:
    records["milestones"]["opening"]["redirect_from"] = ["launch", "funding/call"]


def claim_twice(records: Records, retired: dict) -> None:
    records["funding"]["call"]["redirect_from"] = "milestones/launch"


def claim_of_no_kind(records: Records, retired: dict) -> None:
    records["funding"]["call"]["redirect_from"] = "milestone/launched"


def claim_what_is_withdrawn(records: Records, retired: dict) -> None:
    records["funding"]["call"]["redirect_from"] = "milestones/plan"


def withdraw_what_stands(records: Records, retired: dict) -> None:
    retired["funding/call"] = {"because": "It was so."}


def withdraw_what_never_was(records: Records, retired: dict) -> None:
    retired["funding/calls"] = {"because": "It was so."}


def lead_to_nothing(records: Records, retired: dict) -> None:
    retired["milestones/plan"] |= {"instead": "partnerships/initiatives"}


def give_a_figure_as_a_reason(records: Records, retired: dict) -> None:
    retired["milestones/plan"] |= {"because": "It was dropped in 2024."}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lose, "milestones/launch/ was published and is gone, and so are "),
        (lose, "write there redirect_from: launch; if it has none, write in data/retired.yml: milestones/launch: {"),
        (lose_a_statement, "partnerships/initiative/#begun was published and is gone"),
        (lose_a_statement, "(did you mean ‘begun-in-town’?), write there redirect_from: begun; "),
        (claim_what_stands, "opening.redirect_from.1: funding/call/ stands, so it leads nowhere else"),
        (claim_twice, "milestones/launch/ leads to funding/call/ already"),
        (claim_of_no_kind, "there is no kind of record ‘milestone’ (did you mean ‘milestones’?)"),
        (claim_what_is_withdrawn, "call.redirect_from.0: milestones/plan/ is withdrawn in data/retired.yml"),
        (withdraw_what_stands, "funding/call/ stands; remove this"),
        (withdraw_what_never_was, "funding/calls/ was never published (did you mean ‘funding/call/’?)"),
        (lead_to_nothing, "nothing stands at partnerships/initiatives/ (did you mean ‘partnerships/initiative/’?)"),
        (give_a_figure_as_a_reason, "milestones/plan.because: ‘2024’ has no citation here"),
    ],
)
def test_an_address_that_is_lost_or_leads_to_two_places_is_refused(project: Project, edit: Callable, expected: str):
    records, retired = edited(), deepcopy(RETIRED)
    edit(records, retired)
    project.write(records, retired)
    faults = project.faults()
    project.write(edited(), RETIRED)
    assert len([fault for fault in faults if expected in fault]) == 1, faults


def test_a_list_that_is_missing_is_refused(project: Project) -> None:
    file = project.root / addresses.LIST
    kept = file.read_text()
    file.unlink()
    faults = project.faults()
    file.write_text(kept)
    assert [fault.startswith(f"{addresses.LIST}:1: the file is missing") for fault in faults] == [True]


def test_new_addresses_are_told_and_promised_by_a_command(project: Project) -> None:
    file = project.root / addresses.LIST
    kept = file.read_text()
    assert "new addresses; before you publish" in project.run("check")
    project.run("addresses")
    assert set(kept.split()) < addresses.published(project.root)
    assert "new addresses" not in project.run("check")
    file.write_text(kept)
