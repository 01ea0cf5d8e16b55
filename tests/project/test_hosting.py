"""What hosts and forges are told: well formed, in line with the Makefile, and the same wherever it is said twice."""

import configparser
import functools
import http.server
import json
import re
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, expect

from tests.projects import ROOT
from tsi.records.faults import Fault
from tsi.render import policy

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def loaded(path: Path) -> dict:
    """A file as YAML 1.2 has it, in which `on` is a word."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def steps(workflow: dict) -> Iterator[dict]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda it: it.stem)
def test_a_workflow_says_when_it_runs_what_it_may_and_how_long(path: Path) -> None:
    workflow = loaded(path)
    assert workflow.keys() >= {"name", "on", "permissions", "jobs"}
    assert all(job.keys() >= {"runs-on", "timeout-minutes", "steps"} for job in workflow["jobs"].values())
    assert all(len({"run", "uses"} & step.keys()) == 1 for step in steps(workflow))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda it: it.stem)
def test_whatever_a_workflow_uses_has_a_version(path: Path) -> None:
    used = [step["uses"] for step in steps(loaded(path)) if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@v\d+", it) for it in used)


@pytest.mark.parametrize(
    "file", [".github/workflows/check.yml", ".github/workflows/pages.yml", ".gitlab-ci.yml", "netlify.toml",
             "hosting/Dockerfile", ".ci/run", "README.md", "CONTRIBUTING.md", "docs/edit.md"],
)  # fmt: skip
def test_every_command_that_is_named_is_there(file: str) -> None:
    named = set(
        re.findall(
            r"(?:`|run: |- |\" |^|' ?|/\" )make ([a-z]+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    assert named
    assert named <= TARGETS


@pytest.mark.parametrize("file", [".github/workflows/check.yml", ".gitlab-ci.yml", ".ci/run"])
def test_whatever_checks_a_proposal_runs_what_an_editor_runs(file: str) -> None:
    assert re.search(r"make ready$", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_a_mistake_in_a_record_is_shown_at_its_line() -> None:
    (matcher,) = json.loads((ROOT / ".github/problems.json").read_text(encoding="utf-8"))["problemMatcher"]
    (pattern,) = matcher["pattern"]
    found = re.match(pattern["regexp"], str(Fault.in_file("data/funding.yml", 14, "this: is wrong")))
    assert [found[pattern[what]] for what in ("file", "line", "message")] == [
        "data/funding.yml",
        "14",
        "this: is wrong",
    ]


@pytest.mark.parametrize("path", FORMS, ids=lambda it: it.stem)
def test_a_form_asks_for_something_and_says_what(path: Path) -> None:
    form = loaded(path)
    assert form.keys() >= {"name", "description", "body"}
    assert {field["type"] for field in form["body"]} <= {"input", "textarea", "dropdown", "checkboxes", "markdown"}
    assert len({field["id"] for field in form["body"]}) == len(form["body"])
    assert all(field["attributes"]["label"] for field in form["body"])


@pytest.mark.parametrize(
    ("file", "key"), [("netlify.toml", ("build", "publish")), ("wrangler.toml", ("pages_build_output_dir",))]
)
def test_hosts_serve_the_folder_that_is_built(file: str, key: tuple[str, ...]) -> None:
    settings = functools.reduce(dict.__getitem__, key, tomllib.loads((ROOT / file).read_text(encoding="utf-8")))
    assert settings == "site"


def test_a_container_is_made_of_what_is_there() -> None:
    dockerfile = (ROOT / "hosting/Dockerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(\S+) ", dockerfile, re.MULTILINE)
    assert copied
    assert all((ROOT / path).exists() for path in copied)
    assert "COPY --from=build /tsi/site " in dockerfile


def test_what_is_cited_is_the_version_that_there_is() -> None:
    cited = loaded(ROOT / "CITATION.cff")
    assert cited.keys() >= {"cff-version", "message", "title", "authors"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert cited["version"] == project["version"]
    assert cited["license"].lower() in project["license"].lower()


def test_editors_are_told_how_files_are_written() -> None:
    told = configparser.ConfigParser()
    told.read_string("[all]\n" + (ROOT / ".editorconfig").read_text(encoding="utf-8"))
    assert told["*"]["charset"] == "utf-8"
    assert told["Makefile"]["indent_style"] == "tab"


# Headers


def headers() -> dict[str, dict[str, str]]:
    """By the pattern of paths, what is sent with each file."""
    told: dict[str, dict[str, str]] = {}
    for line in policy.HEADERS.splitlines():
        if line.startswith("/"):
            last = told.setdefault(line, {})
        else:
            name, _, value = line.strip().partition(": ")
            last[name] = value
    return told


def test_nginx_sends_the_same_headers() -> None:
    conf = (ROOT / "hosting/nginx.conf").read_text(encoding="utf-8")
    assert conf.count("{") == conf.count("}")
    content = re.search(r'set \$policy "(.*)";', conf)[1]
    blocks = {match[1]: match[2] for match in re.finditer(r"location (\S+) \{(.*?)\}", conf, re.DOTALL)}
    blocks["/"] = re.sub(r"location \S+ \{.*?\}", "", conf, flags=re.DOTALL)
    everywhere = headers()["/*"]
    for path, own in headers().items():
        sent = dict(re.findall(r"add_header (\S+) (.*?) always;", blocks[path.removesuffix("*")]))
        sent = {name: content if value == "$policy" else value.strip('"') for name, value in sent.items()}
        assert sent == {**everywhere, **own}


class _WithHeaders(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        for name, value in headers()["/*"].items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "timeline/", "sources/"])
def test_the_policy_of_the_site_forbids_nothing_that_it_needs(mini_site: Path, browser: Browser, path: str) -> None:
    handler = functools.partial(_WithHeaders, directory=str(mini_site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page, said = browser.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
        page.keyboard.press("/")
        page.get_by_role("searchbox", name="Search").fill("moss")
        expect(page.locator(".md-search-result__meta")).to_contain_text("matching", timeout=30_000)
        page.close()
        server.shutdown()
    assert [text for text in said if "Content Security Policy" in text or "Content-Security-Policy" in text] == []
