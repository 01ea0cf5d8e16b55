"""Our own words: no sentence of a source stands anywhere in the project or on the site."""

import json
from pathlib import Path

import pytest

from tests.projects import ROOT
from tsi.desk import own_words
from tsi.evidence.own_words import Run, runs_of, shared
from tsi.records.types import Citation


@pytest.fixture(scope="module")
def source_runs(sources: Path, library) -> set[Run]:
    found = own_words.source_runs(sources, library)
    assert len(found) > 1_000, "the sources were not read"
    return found


def test_the_project_reproduces_no_sentence_of_a_source(source_runs):
    assert list(own_words.reproduced(own_words.in_project(ROOT), source_runs)) == []


def test_the_site_reproduces_no_sentence_of_a_source(source_runs, built_site):
    assert list(own_words.reproduced(own_words.on_site(built_site), source_runs)) == []


def test_a_reproduced_sentence_is_found(sources, source_runs):
    longest = [max(path.read_text(encoding="utf-8").splitlines(), key=len) for path in sources.glob("*.txt")]
    for line in longest:
        assert next(shared(f"Somebody wrote: {line.upper()}", source_runs), "")
    assert not next(shared("Somebody wrote something else that no source holds in these very words.", source_runs), "")


def test_a_title_of_a_source_may_be_given(source_runs, library):
    assert not runs_of(source.title for source in library.sources.values()) & source_runs


def test_a_sentence_is_found_in_an_attribute_of_a_page(tmp_path):
    sentence = "the keeper of the lanterns lights them all by spring"
    (tmp_path / "index.html").write_text(f'<p title="{sentence}">Lanterns</p>', encoding="utf-8")
    (found,) = own_words.reproduced(own_words.on_site(tmp_path), runs_of([sentence]))
    assert found.startswith("index.html: ‘the keeper of")


# How much of a line may be shown


def test_a_sentence_is_found_in_a_text_of_json_and_not_over_two(tmp_path):
    sentence = "The keepers of the coast agreed to light every tower by the spring."
    taken = runs_of([sentence])
    (tmp_path / "over.json").write_text(json.dumps({"says": sentence[:36], "of": sentence[36:]}), encoding="utf-8")
    assert list(own_words.reproduced(own_words.on_site(tmp_path), taken)) == []
    (tmp_path / "whole.json").write_text(json.dumps({"records": [{"says": sentence}]}), encoding="utf-8")
    (found,) = own_words.reproduced(own_words.on_site(tmp_path), taken)
    assert found.startswith("whole.json: ")


def test_of_no_line_of_a_source_more_words_are_shown_than_may_be(sources, library, built_site):
    quoted = own_words.quoted(library, built_site)
    assert quoted
    assert list(own_words.too_much(library, sources, quoted)) == []


def test_the_same_holds_of_the_miniature_set(mini, mini_root, mini_site):
    assert list(own_words.too_much(mini, mini_root / "sources", own_words.quoted(mini, mini_site))) == []


def test_several_quotations_of_a_line_add_up(mini, mini_root):
    line = next(it for it, _ in mini.lines_of_texts() if it.source == "courier-2012")
    file = mini_root / "sources" / mini.index[line.source].file
    words = file.read_text(encoding="utf-8").splitlines()[line.line - 1].split()
    quoted = {line: {" ".join(words[start : start + 4]) for start in range(0, len(words), 4)}}
    faults = list(own_words.too_much(mini, mini_root / "sources", quoted))
    assert bool(faults) == (len(words) > 14)
    assert all(str(line) in fault for fault in faults)


def test_what_stands_between_quotation_marks_on_a_page_is_of_the_line_of_its_row(mini, tmp_path):
    (tmp_path / "a.html").write_text('<p data-row="sources/courier-2012.lines.2">It has <q>few words</q></p>', "utf-8")
    assert "few words" in own_words.quoted(mini, tmp_path)[Citation("courier-2012", 2)]


def test_a_search_that_reads_nothing_has_failed(tmp_path):
    with pytest.raises(AssertionError, match="checked nothing"):
        list(own_words.reproduced(own_words.on_site(tmp_path), set()))


def test_a_folder_without_source_files_is_named(tmp_path, library):
    with pytest.raises(OSError, match="holds no source files"):
        own_words.source_runs(tmp_path, library)
