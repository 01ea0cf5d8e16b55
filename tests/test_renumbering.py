"""A source file has changed: citations of lines that moved are told their new number, mended, and never guessed."""

import hashlib
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from tsi.cli import main
from tsi.evidence.index import SourceIndex, from_json
from tsi.records.types import KINDS

LINES = ("A call was announced in Town.", "", "It was for £7 million.", "It closed in 2020.", "Share", "", "Share")
ALIKE = (*LINES[:2], "Another one was for £7 million.", *LINES[2:5], LINES[6])
"""Changed so that a line which states the same sum stands where the one that is cited stood."""


def funding(first: int = 1, third: int = 3, fourth: int = 4, last: int = 7) -> str:
    """A data file that cites those lines in every way of writing, and names one where it is no citation."""
    return f"""\
# Sums; made-up:3 is the main line.
call:
  name: A call 🙂
  cite: made-up:{first}
  statements:
    sum:
      says: "It is for £7 million."  # made-up:3
      cite: ["made-up:{third}",   'made-up:{first}',
        made-up:{fourth}]
    furniture: {{says: Readers may share it., cite: [made-up:{last}]}}
  amount:
    is: £7 million
    cite: [made-up:{third}]
  status: {{is: announced, cite: [made-up:{first}]}}
"""


THING = {"name": "A thing", "cite": "made-up:1"}
DONE = {"is": "announced", "cite": "made-up:1"}
BY_PUBLICATION = {"is": "[..2024-05-06]", "cite": "made-up:1"} | {
    "infer": {"rule": "by-publication", "of": "made-up", "because": "It is told there."}
}
POSITION = {"says": "It was so.", "cite": "made-up:1"}
OTHERS = {
    "sources": dict.fromkeys(("title", "title_known", "short", "publisher", "published_known"), "Made up")
    | {"kind": "blog", "origin": "made-up", "url": "https://example.org/", "file": "made-up.txt", "sha256": "?"}
    | {"published": "2024-05-06", "confidence": {"url": "certain", "date": "high"}},
    "pillars": THING,
    "partnerships": THING | {"kind": "other", "standing": "beside", "status": DONE},
    "milestones": THING | {"kind": "plan", "when": BY_PUBLICATION, "status": DONE},
    "organisations": THING | {"kind": "group"},
    "people": THING | {"surname": "Nobody"},
    "places": THING | {"name": "Town", "aliases": "Town", "kind": "city"},
    "technologies": THING | {"kind": "field"},
    "disagreements": {"question": "Which?", "cite": "made-up:1", "type": "value", "rule": "made-up", "touches": []}
    | {"positions": {"one": POSITION, "other": POSITION}, "because": "It is so.", "settled_by": "Nothing."},
    "rules": {"name": "A rule", "says": "It is so."},
    "omissions": {"at": "made-up:4", "figure": "2020", "reason": "Made up."},
}


class _WrittenOut(yaml.SafeDumper):
    """Writes what stands at several places at each of them."""

    def ignore_aliases(self, data: object) -> bool:
        return True


class Project:
    """A project that rests on one source file, which is made up."""

    def __init__(self, root: Path):
        self.root = root
        (root / "data").mkdir()
        (root / "sources").mkdir()
        (root / "data/funding.yml").write_text(funding())
        for kind in KINDS.keys() - {"funding"}:
            (root / f"data/{kind}.yml").write_text(yaml.dump({"made-up": OTHERS[kind]}, Dumper=_WrittenOut))
        self.rebuilt(*LINES)

    def run(self, *command: str) -> tuple[int, list[str]]:
        outcome = CliRunner().invoke(main, [command[0], "--root", str(self.root), *command[1:]])
        assert outcome.exception is None or isinstance(outcome.exception, SystemExit)
        return outcome.exit_code, outcome.output.splitlines()

    def rebuilt(self, *lines: str) -> list[str]:
        """Change the source file and rebuild the evidence; what the command says."""
        raw = "\n".join(lines).encode()
        known = {"title": "Made up", "url": "https://example.org/", "published": "2024-05-06"}
        known |= {"sha256": hashlib.sha256(raw).hexdigest()}
        (self.root / "sources/made-up.txt").write_bytes(raw)
        (self.root / "sources/provenance.yml").write_text(yaml.safe_dump({"made-up.txt": known}))
        record = self.root / "data/sources.yml"
        record.write_text(re.sub("sha256: .*", f"sha256: {known['sha256']}", record.read_text()))
        status, said = self.run("evidence", "--sources", str(self.root / "sources"))
        assert status == 0, said
        return said

    def faults(self, file: str = "data/") -> list[str]:
        status, said = self.run("check")
        faults = [line for line in said if line.startswith("data/")]
        assert status == bool(faults)
        return [line for line in faults if line.startswith(file)]

    @property
    def index(self) -> SourceIndex:
        return from_json((self.root / "data/evidence/made-up.json").read_text())

    @property
    def funding(self) -> str:
        return (self.root / "data/funding.yml").read_text()

    def contents(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (self.root / "data").rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_the_made_up_project_is_without_fault(project: Project):
    assert project.faults() == []
