"""What an editor gets wrong: each mistake is a single message with file and line, exit status 1 and no traceback.

Each of these edits is refused by one rule alone: without the rule it would get through."""

import re

import pytest

from tests.projects import MINI, Data

PRIZE = 'amount: {is: "£40,000", cite: [courier-2012:11]}'
STATUS = "announced: {cite: [courier-2012:11]}"
LAUNCHED = "launched: {on: 2012-05, cite: [marsh-blog-2013:4]}"
SAID = "says: Oar & Sail announced a prize of £40,000.\n      cite: [courier-2012:11]"
DAY = "when: {is: 2010-05-09, cite: [wire-copy-2012:3]}"
TREATY = "says: A treaty on tides is expected.\n      cite: [courier-2012:13]"
LAST_MONTH = "is: 2012-05\n    cite: [courier-2012:8]\n    infer: {rule: month-before, of: courier-2012, because: The line says last month.}"
OTHER_LINE = (
    "is: 2012-05\n    cite: [courier-2012:7]\n    infer: {rule: month-before, of: courier-2012, because: None.}"
)
PLAN = "asks for 12.5% more light"
OF_WHOM = "a plan of Tarnia and Belmora, asks"


def paid(instead: str) -> str:
    """The amount, the sum written in another way."""
    return PRIZE.replace('"£40,000"', f'"{instead}"')


def resting_on(instead: str) -> str:
    """The amount, its citation written in another way."""
    return PRIZE.replace("courier-2012:11", instead)


def dated(instead: str) -> str:
    return DAY.replace("2010-05-09", instead)


def test_the_records_as_they_are_pass_and_the_check_says_how_much_it_checked(mini_data: Data) -> None:
    status, output = mini_data.run("check")
    assert status == 0
    lines = re.findall(r"^ *([\d,]+)  (.+)$", output, re.MULTILINE)
    counts = {what: int(count.replace(",", "")) for count, what in lines}
    assert counts["records"] > 50 and counts["figures matched to source"] > 50


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("funding", PRIZE, paid("£400,000"), "£400,000 is not stated at courier-2012:11 (it states £40,000)"),
        ("funding", PRIZE, paid("£40 million"), "£40 million is not stated"),
        ("funding", PRIZE, paid("$40,000"), "$40,000 is not stated"),
        ("funding", PRIZE, paid("-£40,000"), "-£40,000 is not stated"),
        ("funding", PRIZE, paid("up to £40,000"), "up to £40,000 is not stated"),
        ("funding", PRIZE, paid("forty pounds"), "forty pounds is not stated"),
        ("funding", PRIZE, paid("a lot"), "is not a sum of money as a source prints it"),
        ("funding", PRIZE, paid("a prize of £40,000"), "is not a sum of money as a source prints it"),
        ("funding", PRIZE, PRIZE.replace("amount", "amuont"), "the key ‘amuont’ is not known here (did you mean ‘amount’?)"),
        ("funding", PRIZE, 'amount: {is: "£40,000"}', "the key ‘cite’ is missing; expected the source line"),
        ("funding", PRIZE, resting_on("courier-2012:110"), "courier-2012:110 is past the end: courier-2012 has 14 lines"),
        ("funding", PRIZE, resting_on("courier-2012:3"), "courier-2012:3 is a blank line"),
        ("funding", PRIZE, resting_on("courrier-2012:11"), "there is no source ‘courrier-2012’ (did you mean ‘courier-2012’?)"),
        ("funding", PRIZE, resting_on("courier-2012"), "is not a citation; expected source:line"),
        ("funding", PRIZE, resting_on("[courier-2012:11]"), "is not a citation; expected source:line"),
        ("funding", PRIZE, resting_on("{a: b}"), "is not a citation; expected source:line"),
        ("funding", PRIZE, resting_on("courier-2012:0"), "is not a citation; expected source:line"),
        ("funding", PRIZE, resting_on("courier-2012:11, courier-2012:11"), "stands here twice"),
        ("funding", STATUS, STATUS.replace("announced", "anounced"), "‘anounced’ may not stand here (did you mean ‘announced’?)"),
        ("partnerships", LAUNCHED, LAUNCHED.replace("05", "06"), "June 2012 is not stated at marsh-blog-2013:4"),
        ("partnerships", LAUNCHED, LAUNCHED.replace("2012-05", "May 2012"), "‘May 2012’ is not a date"),
        ("funding", "oar-and-sail: {cite", "oar-and-sale: {cite", "did you mean ‘oar-and-sail’?"),
        ("partnerships", "leads:\n    river-league-university", "leads:\n    moss-ministry", "glass-school-2013:2 does not tell of this record and name organisations/moss-ministry beside a word for ‘leads’"),
        ("funding", "  recipients:\n    quayhaven-glass-school: {cite: [glass-school-2013:3]}\n", "  recipients: [quayhaven-glass-school]\n", "expected each by its id with lines of its own, for example quayhaven-glass-school: {cite: "),
        ("people", "moss-ministry: {cite: [courier-2012:6]}", "office-of-tides: {cite: [courier-2012:6]}", "courier-2012:6 does not tell of this record and name organisations/office-of-tides"),
        ("funding", SAID, SAID.replace("£40,000", "£"), "‘£’ stands without a number"),
        ("funding", SAID, SAID.replace("Sail announced", "Sail of Tarnia announced"), "‘Tarnia’ (places/tarnia) is not named at courier-2012:11"),
        ("pillars", "says: A first workshop", "says: 1 workshop", "1 is not stated at courier-2012:10"),
        ("milestones", TREATY, TREATY.replace("is expected", "is not expected"), "‘not’ denies what no word at courier-2012:13 denies"),
        ("milestones", TREATY, f"{TREATY}\n      voice: official", "no word at courier-2012:13 tells that the official speaks"),
        ("milestones", DAY, dated("2010-05-10"), "10 May 2010 is not stated at"),
        ("milestones", DAY, dated("2011-05-09"), "9 May 2011 is not stated at"),
        ("milestones", DAY, dated("2010-02-30"), "‘2010-02-30’ is not a date that exists"),
        ("milestones", DAY, dated("9 May 2010"), "‘9 May 2010’ is not a date"),
        ("milestones", DAY, dated("2010-05-09, infer: {rule: same-year, of: wire-copy-2012, because: None.}"), "nothing here is inferred by the rule same-year"),
        ("milestones", 'is: "[2012-06-04..2012-06-10]"', 'is: "[2012-06-05..2012-06-10]"', "the rule week-before gives one day between 4 and 10 June 2012"),
        ("milestones", "    is: 2011\n", "    is: 2010\n", "the rule year-before gives 2011"),
        ("milestones", LAST_MONTH, OTHER_LINE, "where a cited line of that source says “last month”"),
        ("people", "ada-quill:", "ada/quill:", "‘ada/quill’ is not an id; expected small letters"),
        ("people", "ada-quill:", "../quill:", "‘../quill’ is not an id"),
        ("people", "ada-quill:\n  name:", "ada-quill:\n   name:", "not well-formed YAML"),
        ("sources", "published: 2012-06-14", "published: 2012-06-15", "is not what was known when the source was indexed"),
        ("sources", "sha256: 2412", "sha256: 2413", "is not what was known when the source was indexed"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_file_and_line(mini_data: Data, file: str, old: str, new: str, message: str) -> None:
    line = mini_data.edit(file, old, new)
    outcome = mini_data.check()
    status, told = outcome.status, outcome.faults
    assert status == 1
    assert len(told) == 1, told
    where, _, rest = told[0].partition(": ")
    named_file, named_line = where.split(":")
    assert (named_file, message in rest) == (f"data/{file}.yml", True), told
    assert line <= int(named_line) <= line + new.count("\n") + 1, told


def test_a_name_that_the_cited_line_does_not_print_is_told(mini_data: Data) -> None:
    line = mini_data.edit("funding", SAID, SAID.replace("Sail announced", "Sail of Tarnia announced"))
    assert f"data/funding.yml:{line}: moss-prize.statements.prize.says: ‘Tarnia’" in mini_data.check().output


def test_all_mistakes_are_told_in_a_single_run_sorted_by_file_and_line(mini_data: Data) -> None:
    mini_data.edit("funding", PRIZE, paid("£80,000"))
    mini_data.edit("milestones", DAY, dated("2010-05-10"))
    mini_data.edit("people", "surname: Quill", "surename: Quill")
    status, output = mini_data.check()
    told = [row.split(":")[0] for row in output.splitlines() if row.startswith("data/")]
    assert (status, told) == (1, ["data/funding.yml", "data/milestones.yml", "data/people.yml", "data/people.yml"])


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "the file holds no records"),
        (b"call: [", 1, "this is not well-formed YAML"),
        (b"call:\n\tname: x\n", 2, "a tab stands where YAML wants spaces"),
        (b"call:\n  name: caf\xe9\n", 2, "not UTF-8"),
        (b"call:\n  name: " + b"x" * 10_000_000 + b"\n", 2, "10,000,000 characters long"),
        (b"call:\n  name: x\n  name: y\n", 3, "stands here a second time (see line 2)"),
        (b"call: &a\n  name: x\nother: *a\n", 1, "anchors (&) and aliases (*)"),
        (b"call: text\n", 1, "expected the fields of a record"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_line(mini_data: Data, content, line, message):
    mini_data.path("funding").write_bytes(content)
    status, output = mini_data.check()
    assert status == 1
    told = [row for row in output.splitlines() if row.startswith(f"data/funding.yml:{line}: ")]
    assert any(message in row for row in told), output[:500]


def test_a_missing_file_and_an_unexpected_file_are_told(mini_data: Data):
    mini_data.path("funding").rename(mini_data.path("fundings"))
    status, output = mini_data.check()
    assert status == 1
    assert "data/funding.yml:1: the file is missing" in output
    assert "data/fundings.yml:1: no kind of record is kept in this file (did you mean ‘funding’?)" in output


def test_evidence_that_is_missing_or_foreign_or_of_other_names_asks_to_be_rebuilt(mini_data: Data) -> None:
    evidence = mini_data.root / "data/evidence"
    (evidence / "courier-2012.json").unlink()
    (evidence / "marsh-blog-2013.json").write_text("{}")
    (evidence / "nobody.json").write_text("{}")
    status, output = mini_data.check()
    assert status == 1
    assert "data/evidence/courier-2012.json is missing; run: make evidence SOURCES=folder" in output
    assert "data/evidence/marsh-blog-2013.json:1: not an evidence index of this version" in output
    assert "data/evidence/nobody.json:1: no record in data/sources.yml has this evidence" in output


def test_a_new_form_that_no_hash_can_find_asks_for_the_source_files(mini_data: Data) -> None:
    line = mini_data.edit("people", "aliases: [Ada Quill", "aliases: [the old quill, Ada Quill")
    (fault,) = mini_data.check().faults
    assert fault.startswith(f"data/people.yml:{line}: ada-quill.aliases: nobody has looked for ‘the old quill’ in the")
    mini_data.run("evidence", "--sources", str(MINI / "sources"))
    assert [fault.partition("aliases: ")[2] for fault in mini_data.check().faults] == [
        "no source prints ‘the old quill’; remove it"
    ]


def test_a_figure_of_a_source_that_no_record_uses_any_more_is_told(mini_data: Data) -> None:
    mini_data.edit("partnerships", PLAN, "asks for more light")
    told = mini_data.check().faults
    assert len(told) == 1, told
    assert "‘12.5 per cent’ on line 12 is used by no record; state it in a record, or omit it with a reason" in told[0]


def test_an_omission_that_is_not_needed_is_told(mini_data: Data) -> None:
    mini_data.add("omissions", "idle:\n  at: courier-2012:11\n  figure: £40,000\n  reason: None.\n")
    mini_data.add("omissions", "absent:\n  at: courier-2012:11\n  figure: £90,000\n  reason: None.\n")
    _, output = mini_data.check()
    assert "idle.figure: ‘£40,000’ at courier-2012:11 is used by a record; remove the omission" in output
    assert "absent.figure: courier-2012:11 states no figure ‘£90,000’; remove the omission" in output


def test_a_name_on_a_source_line_that_no_text_gives_any_more_is_told(mini_data: Data) -> None:
    line = mini_data.path("sources").read_text(encoding="utf-8").splitlines().index("courier-2012:") + 1
    mini_data.edit("partnerships", OF_WHOM, "a plan, asks")
    told = mini_data.check().faults
    assert len(told) == 2, told
    assert told[0] == (
        f"data/sources.yml:{line}: courier-2012: ‘Belmora’ (places/belmora) on line 12 is given by no text that rests on"
        " it; give it in a text that cites courier-2012:12, or omit it with a reason in data/omissions.yml"
    )
    assert "‘Tarnia’ (places/tarnia) on line 12" in told[1]


def test_a_name_may_be_omitted_with_a_reason(mini_data: Data) -> None:
    mini_data.edit("partnerships", OF_WHOM, "a plan, asks")
    for place in ("tarnia", "belmora"):
        mini_data.add("omissions", f"{place}:\n  at: courier-2012:12\n  name: places/{place}\n  reason: None.\n")
    assert mini_data.check().status == 0


@pytest.mark.parametrize(
    ("at", "name", "message"),
    [
        ("courier-2012:11", "organisations/oar-and-sail", "‘organisations/oar-and-sail’ at courier-2012:11 is used"),
        ("council-notes-2012:4", "places/quayhaven", "at council-notes-2012:4 stands within a longer name alone"),
        ("courier-2012:11", "people/ada-quill", "courier-2012:11 does not name ‘people/ada-quill’"),
    ],
)
def test_an_omission_of_a_name_that_is_not_needed_is_told_at_its_line(
    mini_data: Data, at: str, name: str, message: str
) -> None:
    line = mini_data.add("omissions", f"idle:\n  at: {at}\n  name: {name}\n  reason: None.\n") + 2
    outcome = mini_data.check()
    status, told = outcome.status, outcome.faults
    assert (status, len(told)) == (1, 1), told
    assert told[0].startswith(f"data/omissions.yml:{line}: idle.name: ")
    assert message in told[0]
    assert told[0].endswith("; remove the omission")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("", "expected ‘figure’, as printed, or ‘name’, for example"),
        ("  figure: £1\n  name: organisations/courier\n", "expected either ‘figure’, as printed, or ‘name’"),
        ("  name: Courier\n", "‘Courier’ is not a reference; expected kind/id, for example"),
        (
            "  name: organisations/courrier\n",
            "no record ‘courrier’ in data/organisations.yml (did you mean ‘courier’?)",
        ),
        ("  name: organization/courier\n", "no kind of record ‘organization’ (did you mean ‘organisations’?)"),
    ],
)
def test_an_omission_is_of_a_figure_or_of_a_name(mini_data: Data, fields: str, message: str) -> None:
    mini_data.add("omissions", f"wrong:\n  at: courier-2012:14\n{fields}  reason: None.\n")
    outcome = mini_data.check()
    status, told = outcome.status, outcome.faults
    assert (status, len(told)) == (1, 1), told
    assert told[0].startswith("data/omissions.yml:")
    assert message in told[0]
