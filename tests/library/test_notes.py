"""Sources that are held as our own notes: what the check asks of them, and what their rank and lineage come to."""

from dataclasses import replace

import pytest

from tests.projects import MINI
from tsi.library import counts, day, selections
from tsi.records.types import Citation, Reference

NOTES = "lamp-tracker-2013"
OMISSION = (
    "lamp-tracker-volunteers:\n  at: lamp-tracker-2013:3\n  reason: It tells of the tracker and not of the subject.\n"
)


def note_file(data, source=NOTES):
    return data.root / f"data/notes/{source}.txt"


def test_a_note_that_no_record_cites_or_omits_is_asked_for_at_its_line(mini_data):
    mini_data.edit("omissions", OMISSION, "")
    assert mini_data.check().faults == [
        "data/notes/lamp-tracker-2013.txt:3: no record cites line 3 of the notes; "
        "cite it, or omit it with a reason in data/omissions.yml"
    ]


def test_a_note_that_a_record_cites_needs_no_omission(mini_data):
    line = mini_data.add("omissions", "idle:\n  at: lamp-tracker-2013:1\n  reason: None.\n") + 1
    (fault,) = mini_data.check().faults
    assert fault.startswith(f"data/omissions.yml:{line}: idle.at: a record cites lamp-tracker-2013:1")


def test_the_figures_and_names_of_a_note_need_no_record(mini_data):
    note_file(mini_data).write_text(note_file(mini_data).read_text().replace("volunteers", "9 volunteers of Tarnia"))
    assert mini_data.run("evidence").status == 0


def test_of_notes_a_line_is_omitted_and_of_a_text_a_figure_or_a_name(mini_data):
    mini_data.edit("omissions", "lamp-tracker-2013:3\n", "lamp-tracker-2013:3\n  figure: '9'\n")
    mini_data.add("omissions", "whole:\n  at: courier-2012:14\n  reason: None.\n")
    whole, part = sorted(mini_data.check().faults, key=lambda fault: "lamp" in fault)
    assert "expected ‘figure’, as printed, or ‘name’" in whole
    assert "notes are omitted by the line" in part


def test_notes_that_changed_since_they_were_indexed_are_refused(mini_data):
    note_file(mini_data).write_text("[p1] Nothing.\n")
    (fault,) = mini_data.check().faults
    assert (
        fault
        == "data/notes/lamp-tracker-2013.txt:1: the notes have changed since they were indexed; run: make evidence"
    )


def test_notes_are_indexed_without_the_source_files(mini_data):
    note_file(mini_data).write_text("[new] First of all.\n" + note_file(mini_data).read_text())
    mini_data.add("omissions", "first:\n  at: lamp-tracker-2013:1\n  reason: None.\n")
    outcome = mini_data.run("evidence")
    assert "lamp-tracker-2013:1 is now lamp-tracker-2013:2" in outcome.output
    assert "cite: [lamp-tracker-2013:2]" in mini_data.text("pillars"), "the citation follows its line"


def test_a_source_of_notes_needs_its_notes(mini_data):
    note_file(mini_data).unlink()
    (fault,) = mini_data.check().faults
    assert "data/notes/lamp-tracker-2013.txt is missing" in fault


def test_notes_need_a_source(mini_data):
    note_file(mini_data, "stray").write_text("[p1] Nothing.\n")
    (fault,) = mini_data.check().faults
    assert fault.startswith("data/notes/stray.txt:1: no record in data/sources.yml is called like this")


@pytest.mark.parametrize(
    ("old", "new"),
    [("  held: notes\n  rank: tracker", "  held: text\n  rank: tracker"), ("  file: courier-2012.txt\n", "")],
)
def test_a_text_names_its_file_and_notes_name_none(mini_data, old, new):
    mini_data.edit("sources", old, new)
    assert "has ‘file’ and ‘sha256’" in mini_data.check().output


def test_a_lineage_is_one_of_the_list(mini_data):
    mini_data.edit("sources", "lineage: lamp-tracker", "lineage: lamp-trackers")
    (fault,) = mini_data.check().faults
    assert "there is no record ‘lamp-trackers’ in data/lineages.yml" in fault


@pytest.mark.parametrize(("file", "old"), [("lineages", "what has become of the pact"), ("to-read", "none gives it")])
def test_a_remark_states_no_figure(mini_data, file, old):
    mini_data.edit(file, old, f"{old}, for £9")
    (fault,) = mini_data.check().faults
    assert "£9 rests on no line" in fault


def test_sources_of_the_same_lineage_count_once(mini):
    pillar, sources = Reference("pillars", "paper-satellites"), mini.sources
    named = {id_: source for id_, source in sources.items() if id_ != "marsh-blog-2013"}
    known = named | {"marsh-blog-2013": sources["marsh-blog-2013"].model_copy(update={"lineage": "lamp-tracker"})}
    library = replace(mini, records={**mini.records, "sources": known})
    assert counts.count_sources(library, pillar) == 5
    assert counts.count_lineages(library, pillar) == 3


def test_where_a_lineage_is_not_known_none_are_counted(mini):
    assert counts.count_lineages(mini, Reference("pillars", "paper-satellites")) == 0


@pytest.mark.parametrize(
    ("cited", "ranks"),
    [
        (["marsh-blog-2013"], ("retelling",)),
        (["marsh-blog-2013", "lamp-tracker-2013", "marsh-blog-2013"], ("tracker", "retelling")),
        (["marsh-blog-2013", "courier-2012"], ()),
        (["wire-copy-2012"], ()),
    ],
)
def test_a_fact_rests_on_weak_ranks_alone_where_no_other_source_is_cited(mini, cited, ranks):
    assert selections.rests_only_on(mini, tuple(Citation(source, 1) for source in cited)) == ranks


@pytest.mark.parametrize(("built", "overdue"), [("1370000000", ["signed"]), ("1365000000", [])])
def test_what_is_overdue_is_told_and_is_no_mistake(mini_data, monkeypatch, built, overdue):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", built)
    outcome = mini_data.run("check", "--sources", str(MINI / "sources"))
    told = [line for line in outcome.output.splitlines() if line.startswith("overdue since")]
    assert [word for word in ("signed", "budget") if any(word in line for line in told)] == overdue
    assert outcome.status == 0


def test_the_day_of_a_build_can_be_given(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert str(day.of_build()) == "1970-01-01"


def test_notes_that_share_a_run_of_words_with_a_source_file_are_refused(mini_data):
    taken = max((MINI / "sources/courier-2012.txt").read_text(encoding="utf-8").splitlines(), key=len)
    note_file(mini_data).write_text(note_file(mini_data).read_text().replace("It is kept by volunteers.", taken))
    mini_data.run("evidence")
    (fault,) = mini_data.run("check", "--sources", str(MINI / "sources")).faults
    assert "stands in a source file; say it in your own words" in fault


def test_a_note_may_hold_nothing_that_deceives(mini_data):
    note_file(mini_data).write_text(note_file(mini_data).read_text().replace("volunteers", "v\u043elunteers\u202e"))
    told = mini_data.check().faults
    assert [fault.partition(": ")[0] for fault in told] == ["data/notes/lamp-tracker-2013.txt:3"] * 2


def test_an_editor_sees_what_became_of_each_note(mini_data):
    output = mini_data.run("notes", NOTES).output
    assert "pillars/paper-satellites" in output
    assert "omitted: It tells of the tracker" in output


def test_an_editor_sees_the_notes_that_no_record_cites(mini_data):
    mini_data.edit("omissions", OMISSION, "")
    output = mini_data.run("notes", "--unused").output
    assert "kept by volunteers" in output and "not used" in output
    assert "Trials of paper satellites" not in output
