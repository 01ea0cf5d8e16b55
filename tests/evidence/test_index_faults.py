"""What can be known of a committed index without the source file: each edit by hand is refused by one rule alone."""

import json
from pathlib import Path

import pytest

from tests.projects import MINI, Data

SOURCE = "courier-2012"


@pytest.fixture
def evidence(mini_data: Data) -> Path:
    return mini_data.root / f"data/evidence/{SOURCE}.json"


def of_a_figure(line: dict) -> bool:
    return any(figure["printed"] == "£40,000" for figure in line.get("figures", ()))


def changed(figure: dict, **changes: object) -> None:
    figure |= changes


EDITS = {
    "the value is another": (lambda it: changed(it["figures"][0], value="400000"), "‘£40,000’ cannot be read as"),
    "the unit is another": (lambda it: changed(it["figures"][0], unit="USD"), "cannot be read as"),
    "the kind is another": (lambda it: changed(it["figures"][0], kind="count"), "cannot be read as"),
    "what is printed is another": (lambda it: changed(it["figures"][0], printed="£90,000"), "‘£90,000’ cannot be read"),
    "it ends elsewhere": (lambda it: changed(it["figures"][0], end=999), "does not reach from"),
    "it stands twice": (lambda it: it["figures"].append(it["figures"][0]), "figures lie one over the other"),
    "a cue is made up": (lambda it: it["cues"].append("true"), "‘true’ is no cue"),
    "the number is another": (lambda it: changed(it, line=99), "line 99 of the source stands where line 11 would"),
    "the hash is none": (lambda it: changed(it, sha256="0"), "not an evidence index of this version (lines.10.sha256"),
    "a number is a text": (lambda it: changed(it, line="11"), "not an evidence index of this version (lines.10.line"),
    "it is blank and states something": (lambda it: changed(it, blank=True), "the index is not as the program writes"),
    "a key is unknown": (lambda it: changed(it, extra="x"), "not an evidence index of this version"),
    "a figure has another key": (lambda it: changed(it["figures"][0], extra="x"), "not an evidence index"),
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_by_hand_is_refused(mini_data: Data, evidence: Path, what: str) -> None:
    edit, message = EDITS[what]
    rows = evidence.read_text(encoding="utf-8").splitlines()
    (at,) = [at for at, row in enumerate(rows) if row.startswith("    {") and of_a_figure(json.loads(row.rstrip(",")))]
    comma = "," if rows[at].endswith(",") else ""
    line = json.loads(rows[at].rstrip(","))
    edit(line)
    rows[at] = f"    {json.dumps(line, ensure_ascii=False)}{comma}"
    evidence.write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = [fault for fault in mini_data.check().faults if f"{SOURCE}.json" in fault]
    assert len(told) == 1, told
    assert message in told[0]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[",
        "{}",
        "[" * 200_000,
        "null",
        '{"lines": [1]}',
        '{"lines": NaN}',
        '{"bibliography": null}',
        "\0",
        "7" * 5_000,
    ],
)
def test_what_is_no_index_is_told_in_one_line(mini_data: Data, evidence: Path, content: str) -> None:
    evidence.write_text(content, encoding="utf-8")
    told = [fault for fault in mini_data.check().faults if f"{SOURCE}.json" in fault]
    assert len(told) == 1
    assert "not an evidence index of this version" in told[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('  "bibliography": {', '  "bibliography": {\n    "title": "Other",'),
        ('"title"', '"titel"'),
        ("{\n", "{ \n"),
    ],
)
def test_doubled_or_foreign_keys_of_the_head_are_refused(mini_data: Data, evidence: Path, old: str, new: str) -> None:
    evidence.write_text(evidence.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    outcome = mini_data.check()
    assert outcome.status == 1
    assert f"data/evidence/{SOURCE}.json:1: " in outcome.output


RUNS = {
    "words": ('"words": "', '"words": "Quayhaven ', "‘Quayhaven "),
    "line": ('{"line": 2, "words"', '{"line": 3, "words"', "is no run of words on line 3"),
    "printed": (
        '"printed": ["Cloud Looms"',
        '"printed": ["Cloud Loons"',
        "‘Cloud Loons’ is not how ‘cloud looms’ is printed",
    ),
}


@pytest.mark.parametrize("what", RUNS)
def test_an_edit_of_a_run_or_of_a_form_that_was_looked_for_is_refused(
    mini_data: Data, evidence: Path, what: str
) -> None:
    old, new, message = RUNS[what]
    evidence.write_text(evidence.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    told = [fault for fault in mini_data.check().faults if f"{SOURCE}.json:1: " in fault]
    assert len(told) == 1
    assert message in told[0]


@pytest.mark.parametrize(("old", "new"), [('    "', '    null, "'), ("\n    ", "\n     ")])
def test_evidence_of_notes_is_what_the_notes_state(mini_data: Data, old: str, new: str) -> None:
    file = mini_data.root / "data/evidence/lamp-tracker-2013.json"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    (fault,) = mini_data.check().faults
    assert fault.startswith("data/") and fault.endswith("run: make evidence")


# With the source files at hand

TOLD = "The evidence was checked for its form alone"


def test_a_check_without_the_source_files_says_so_in_its_last_line(mini_data: Data) -> None:
    assert mini_data.check().output.splitlines()[-1].startswith(TOLD)
    with_them = mini_data.run("check", "--sources", str(MINI / "sources"))
    assert (with_them.status, TOLD in with_them.output) == (0, False)


def test_a_false_sum_in_evidence_and_records_alike_is_refused_with_the_source_files(mini_data: Data) -> None:
    for file in (*(mini_data.root / "data").glob("*.yml"), *(mini_data.root / "data/evidence").glob("*.json")):
        text = file.read_text(encoding="utf-8").replace("£40,000", "£90,000").replace('"40000"', '"90000"')
        file.write_text(text, encoding="utf-8")
    assert mini_data.check().status == 0
    told = mini_data.run("check", "--sources", str(MINI / "sources"))
    assert told.status == 1
    (fault,) = told.faults
    assert fault.startswith(
        f"data/evidence/{SOURCE}.json:1: this is not what the source file states; run: make evidence"
    )
