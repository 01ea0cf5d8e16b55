"""With the source files at hand: the committed evidence is what they give, and nothing in them is left unsaid."""

import hashlib

import yaml

from tests.projects import ROOT
from tsi.library import update
from tsi.records.types import Citation


def test_the_committed_evidence_is_what_the_source_files_give(sources):
    for file, text in update.prepared(ROOT, sources).texts().items():
        assert text == (ROOT / file).read_text(encoding="utf-8"), f"{file} is out of date; run: make evidence"


def test_every_source_file_has_a_record_and_every_record_a_file(sources, library):
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sources.glob("*.txt")}
    assert {source.file: source.sha256 for source in library.sources.values() if source.held == "text"} == files
    assert files


def test_what_is_known_of_a_source_is_what_its_record_says(sources, library):
    provenance = yaml.load((sources / "provenance.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    texts = [source for source in library.sources.values() if source.held == "text"]
    assert texts
    for source in texts:
        known = provenance[source.file]
        assert (source.title, source.url, source.published) == (known["title"], known["url"], known["published"])


def test_every_figure_of_every_source_is_matched_by_a_record_or_omitted_with_a_reason(library):
    omitted = {(omission.at, omission.figure): omission.reason for omission in library.omissions.values()}
    for source, index in library.index.items():
        if source in library.notes:
            continue
        figures = [(Citation(source, line.number), figure) for line in index.lines for figure in line.figures]
        used = [figure for citation, figure in figures if library.uses(citation, figure.key)]
        left = [figure for citation, figure in figures if (citation, figure.printed) in omitted]
        assert len(used) + len(left) == len(figures), source
        assert used, f"no figure of {source} is used"
    assert library.index


def test_every_record_rests_on_lines_of_the_sources(library):
    cited = {citation for reference in library.references() for citation in library.citations(reference)}
    assert cited
    lines = list(library.lines_of_texts())
    furniture = {omission.at for omission in library.records["omissions"].values()}
    stating = {citation for citation, line in lines if line.figures or line.names} - furniture
    uncited = sorted(str(citation) for citation in stating - cited)
    assert uncited == [], "lines that state something and that no record cites"
