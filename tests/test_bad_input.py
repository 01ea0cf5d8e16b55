"""What an editor gets wrong: each mistake is a single message with file and line, exit status 1 and no traceback."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.projects import ROOT
from tsi.cli import main

CALL = "amount: {is: £7 million, cite: [voip-review-2024:7]}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def checked(project: Path) -> tuple[int, str]:
    outcome = CliRunner().invoke(main, ["check", "--root", str(project)])
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), "a traceback reached the editor"
    return outcome.exit_code, outcome.output


def edit(project: Path, file: str, old: str, new: str) -> int:
    """Replace the only place where `old` stands; the 1-based line of what replaces it."""
    path = project / "data" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_records_as_they_are_pass_and_the_check_says_how_much_it_checked(project):
    status, output = checked(project)
    assert status == 0
    counts = {line.split("  ")[-1]: int(line.split()[0].replace(",", "")) for line in output.splitlines()}
    assert counts["records"] > 100 and counts["figures matched to source"] > 100


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("funding.yml", CALL, CALL.replace("£7 million", "£70 million"), "£70 million is not stated at voip-review-2024:7 (it states"),
        ("funding.yml", CALL, CALL.replace("£7 million", "£7 billion"), "£7 billion is not stated"),
        ("funding.yml", CALL, CALL.replace("£7 million", "$7 million"), "$7 million is not stated"),
        ("funding.yml", CALL, CALL.replace("£7 million", "-£7 million"), "-£7 million is not stated"),
        ("funding.yml", CALL, CALL.replace("£7 million", "up to £7 million"), "up to £7 million is not stated"),
        ("funding.yml", CALL, CALL.replace("£7 million", "seven pounds"), "seven pounds is not stated"),
        ("funding.yml", CALL, CALL.replace("£7 million", "a lot"), "is not a sum of money as a source prints it"),
        ("funding.yml", CALL, CALL.replace("amount", "amuont"), "the key ‘amuont’ is not known here (did you mean ‘amount’?)"),
        ("funding.yml", CALL, "amount: {is: £7 million}", "the key ‘cite’ is missing; expected the source line"),
        ("funding.yml", CALL, CALL.replace(":7]", ":70]"), "voip-review-2024:70 is past the end: voip-review-2024 has 7 lines"),
        ("funding.yml", CALL, CALL.replace("voip-review-2024:7", "business-standard-2024:8"), "business-standard-2024:8 is a blank line"),
        ("funding.yml", CALL, CALL.replace("voip-review-2024", "voip-reveiw-2024"), "there is no source ‘voip-reveiw-2024’ (did you mean ‘voip-review-2024’?)"),
        ("funding.yml", CALL, CALL.replace("voip-review-2024:7", "voip-review-2024"), "is not a citation; expected source:line"),
        ("funding.yml", CALL, CALL.replace("voip-review-2024:7", "voip-review-2024:0"), "is not a citation; expected source:line"),
        ("funding.yml", CALL, CALL.replace("[voip-review-2024:7]", "[voip-review-2024:7, voip-review-2024:7]"), "stands here twice"),
        ("funding.yml", "status: {is: announced, cite: [voip-review-2024:7]}", "status: {is: anounced, cite: [voip-review-2024:7]}", "‘anounced’ may not stand here (did you mean ‘announced’?)"),
        ("funding.yml", "status: {is: announced, cite: [voip-review-2024:7]}", "status: {is: agreed, cite: [voip-review-2024:1]}", "no word at voip-review-2024:1 shows the status ‘agreed’"),
        ("funding.yml", "part_of: [science-technology-and-innovation-partnership]", "part_of: [science-technology-and-inovation-partnership]", "did you mean ‘science-technology-and-innovation-partnership’?"),
        ("funding.yml", "part_of: [science-technology-and-innovation-partnership]", "part_of: [quad-critical-minerals-initiative]", "no line that this record cites names partnerships/quad-critical-minerals-initiative"),
        ("milestones.yml", "when: {is: 2024-07-24,", "when: {is: 2024-07-25,", "25 July 2024 is not stated at"),
        ("milestones.yml", "when: {is: 2024-07-24,", "when: {is: 2024-02-30,", "‘2024-02-30’ is not a date that exists"),
        ("milestones.yml", "when: {is: 2024-07-24,", "when: {is: 24 July 2024,", "is not a date that exists"),
        ("milestones.yml", 'is: "[2024-08-05..2024-08-11]"', 'is: "[2024-08-06..2024-08-11]"', "the rule week-before gives one day between 5 and 11 August 2024"),
        ("milestones.yml", "    is: 2022\n", "    is: 2021\n", "the rule year-before gives 2022"),
        ("people.yml", "lindy-cameron:", "lindy/cameron:", "‘lindy/cameron’ is not an id; expected small letters"),
        ("people.yml", "lindy-cameron:", "../lindy:", "‘../lindy’ is not an id"),
        ("rules.yml", "own-words:\n  name:", "own-words:\n   name:", "not well-formed YAML"),
        ("sources.yml", "published: 2023-05-08", "published: 2023-05-09", "is not what was known when the source was indexed"),
        ("sources.yml", "sha256: e13f", "sha256: e14f", "is not what was known when the source was indexed"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_file_and_line(project, file, old, new, message):
    line = edit(project, file, old, new)
    status, output = checked(project)
    told = [row for row in output.splitlines() if row.startswith("data/")]
    assert status == 1
    assert len(told) == 1, told
    where, _, rest = told[0].partition(": ")
    named_file, named_line = where.split(":")
    assert (named_file, message in rest) == (f"data/{file}", True), told
    assert line <= int(named_line) <= line + 2, told


def test_a_name_that_the_cited_line_does_not_print_is_told(project):
    line = edit(project, "funding.yml", "The money for the Future", "The money of NMDC for the Future")
    _, output = checked(project)
    assert f"data/funding.yml:{line}: future-telecoms-call.statements.providers.says: ‘NMDC’" in output


def test_all_mistakes_are_told_in_a_single_run_sorted_by_file_and_line(project):
    edit(project, "funding.yml", CALL, CALL.replace("£7 million", "£8 million"))
    edit(project, "milestones.yml", "when: {is: 2024-07-24,", "when: {is: 2024-07-25,")
    edit(project, "people.yml", "surname: Cameron", "surename: Cameron")
    status, output = checked(project)
    told = [row.split(":")[0] for row in output.splitlines() if row.startswith("data/")]
    assert (status, told) == (1, ["data/funding.yml", "data/milestones.yml", "data/people.yml", "data/people.yml"])


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "the file holds no records"),
        (b"call:\n\tname: x\n", 2, "a tab stands where YAML wants spaces"),
        (b"call: [", 1, "this is not well-formed YAML"),
        (b"call:\n  name: caf\xe9\n", 2, "not UTF-8"),
        (b"call:\n  name: " + b"x" * 10_000_000 + b"\n", 2, "10,000,000 characters long"),
        (b"call:\n  name: x\n  name: y\n", 3, "stands here a second time (see line 2)"),
        (b"call: &a\n  name: x\nother: *a\n", 1, "anchors (&) and aliases (*)"),
        (b"call: text\n", 1, "expected the fields of a record"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_line(project, content, line, message):
    (project / "data/funding.yml").write_bytes(content)
    status, output = checked(project)
    assert status == 1
    assert any(row.startswith(f"data/funding.yml:{line}: ") and message in row for row in output.splitlines()), output[
        :500
    ]


def test_a_missing_file_and_an_unexpected_file_are_told(project):
    (project / "data/funding.yml").rename(project / "data/fundings.yml")
    status, output = checked(project)
    assert status == 1
    assert "data/funding.yml:1: the file is missing" in output
    assert "data/fundings.yml:1: no kind of record is kept in this file (did you mean ‘funding’?)" in output


def test_evidence_that_is_missing_or_foreign_or_of_other_names_asks_to_be_rebuilt(project):
    (project / "data/evidence/mint-2023.json").unlink()
    (project / "data/evidence/bdbipl-2024.json").write_text("{}")
    (project / "data/evidence/nobody.json").write_text("{}")
    status, output = checked(project)
    assert status == 1
    assert "data/evidence/mint-2023.json is missing; run: tsi evidence --sources DIR" in output
    assert "data/evidence/bdbipl-2024.json:1: not an evidence index of this version" in output
    assert "data/evidence/nobody.json:1: no record in data/sources.yml has this evidence" in output


def test_a_new_printed_form_asks_for_the_evidence_to_be_rebuilt(project):
    edit(project, "people.yml", "aliases: [Lindy Cameron", "aliases: [L. Cameron, Lindy Cameron")
    status, output = checked(project)
    assert status == 1
    assert "the names under ‘aliases’ have changed since this was indexed" in output


def test_a_figure_of_a_source_that_no_record_uses_any_more_is_told(project):
    edit(
        project,
        "milestones.yml",
        "  when: {is: 2021, cite: [bdbipl-2024:7]}",
        "  when: {is: unknown, cite: [bdbipl-2024:7]}",
    )
    text = (project / "data/milestones.yml").read_text()
    (project / "data/milestones.yml").write_text(text.replace("agreed in 2021 on", "agreed on"))
    for file in ("partnerships", "disagreements", "pillars", "places"):
        path = project / f"data/{file}.yml"
        path.write_text(path.read_text().replace("in 2021", "then").replace("2021", "then"))
    status, output = checked(project)
    assert status == 1
    assert "‘2021’ on line 7 is used by no record; state it in a record, or omit it with a reason" in output


def test_an_omission_that_is_not_needed_is_told(project):
    with (project / "data/omissions.yml").open("a") as file:
        file.write("idle:\n  at: voip-review-2024:7\n  figure: £7 million\n  reason: None.\n")
        file.write("absent:\n  at: voip-review-2024:7\n  figure: £9 million\n  reason: None.\n")
    _, output = checked(project)
    assert "idle.figure: ‘£7 million’ at voip-review-2024:7 is used by a record; remove the omission" in output
    assert "absent.figure: voip-review-2024:7 states no figure ‘£9 million’; remove the omission" in output


def test_a_name_on_a_source_line_that_no_text_gives_any_more_is_told(project):
    line = (project / "data/sources.yml").read_text().splitlines().index("mint-2023:") + 1
    edit(project, "milestones.yml", "report has India and the UK explore", "report has them explore")
    status, output = checked(project)
    told = [row for row in output.splitlines() if row.startswith("data/")]
    assert (status, len(told)) == (1, 2), told
    assert told[0] == (
        f"data/sources.yml:{line}: mint-2023: ‘India’ (places/india) on line 1 is given by no text that rests on it; "
        "give it in a text that cites mint-2023:1, or omit it with a reason in data/omissions.yml"
    )
    assert "‘UK’ (places/united-kingdom) on line 1" in told[1]


def test_a_name_may_be_omitted_with_a_reason(project):
    edit(project, "milestones.yml", "report has India and the UK explore", "report has them explore")
    with (project / "data/omissions.yml").open("a") as file:
        file.write("one:\n  at: mint-2023:1\n  name: places/india\n  reason: None.\n")
        file.write("other:\n  at: mint-2023:1\n  name: places/united-kingdom\n  reason: None.\n")
    assert checked(project)[0] == 0


@pytest.mark.parametrize(
    ("at", "name", "message"),
    [
        ("voip-review-2024:5", "people/david-lammy", "‘people/david-lammy’ at voip-review-2024:5 is used by a record"),
        ("bdbipl-2024:6", "pillars/semiconductors", "at bdbipl-2024:6 stands within a longer name alone"),
        ("voip-review-2024:5", "people/peter-kyle", "voip-review-2024:5 does not name ‘people/peter-kyle’"),
    ],
)
def test_an_omission_of_a_name_that_is_not_needed_is_told_at_its_line(project, at, name, message):
    with (project / "data/omissions.yml").open("a") as file:
        file.write(f"idle:\n  at: {at}\n  name: {name}\n  reason: None.\n")
    line = (project / "data/omissions.yml").read_text().splitlines().index(f"  name: {name}") + 1
    status, output = checked(project)
    told = [row for row in output.splitlines() if row.startswith("data/")]
    assert (status, len(told)) == (1, 1), told
    assert told[0].startswith(f"data/omissions.yml:{line}: idle.name: ")
    assert message in told[0]
    assert told[0].endswith("; remove the omission")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("", "expected either ‘figure’, as printed, or ‘name’, for example places/africa"),
        ("  figure: today\n  name: organisations/mint\n", "expected either ‘figure’, as printed, or ‘name’"),
        ("  name: Mint\n", "‘Mint’ is not a reference; expected kind/id, for example pillars/telecoms"),
        ("  name: organisations/mnit\n", "there is no record ‘mnit’ in data/organisations.yml (did you mean ‘mint’?)"),
        ("  name: organization/mint\n", "there is no kind of record ‘organization’ (did you mean ‘organisations’?)"),
    ],
)
def test_an_omission_is_of_a_figure_or_of_a_name(project, fields, message):
    with (project / "data/omissions.yml").open("a") as file:
        file.write(f"wrong:\n  at: mint-2023:14\n{fields}  reason: None.\n")
    status, output = checked(project)
    told = [row for row in output.splitlines() if row.startswith("data/")]
    assert (status, len(told)) == (1, 1), told
    assert told[0].startswith("data/omissions.yml:")
    assert message in told[0]
