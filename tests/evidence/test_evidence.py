"""Evidence: what a source line states, and whether that proves a text of ours. The source here is made up."""

import json

import pytest

from tsi.evidence.index import from_json, index_source, to_json
from tsi.evidence.names import Registry
from tsi.evidence.proof import Evidence
from tsi.records.types import Citation, Inference, Reference

INDIA, UK, GUILD, LEE = (
    Reference("places", "republic"),
    Reference("places", "kingdom"),
    Reference("partnerships", "guild"),
    Reference("people", "lee"),
)
REGISTRY = Registry({INDIA: ["India"], UK: ["UK", "British"], GUILD: ["Minerals Guild"], LEE: ["Ann Lee", "Lee"]})

LINES = [
    "A first sum: £2.6 million for the Minerals Guild, signed on July 24.",
    "",
    "It began in 2024; up to 30 people came, about three weeks later.",
    "India could pay £12.6 million within 10 years, Ann Lee said last week.",
    "In April the UK did not reply.",
    "On 13 August 2024 the third meeting was held in talks on 5G under Vision 2035.",
    "The plan runs from 2024 until 2030.",
    "The guild began last year.",
    "Its hall was built late last year.",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    file = tmp_path_factory.mktemp("sources") / "made-up.txt"
    file.write_text("\n".join(LINES), encoding="utf-8")
    return index_source("made-up", file, {"published": "2024-08-13"}, REGISTRY)


@pytest.fixture(scope="module")
def evidence(index):
    return Evidence({"made-up": index}, REGISTRY, {"made-up": "2024-08-13"})


def cite(*lines: int) -> tuple[Citation, ...]:
    return tuple(Citation("made-up", line) for line in lines)


def refused(evidence, text: str, *lines: int, infer: Inference | None = None) -> list[str]:
    return [refusal.message for refusal in evidence.prove(text, cite(*lines), infer)[1]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The sum is £2.6 million.", [1]),
        ("The sum is £2.6m.", [1]),
        ("The sum is GBP 2,600,000.", [1]),
        ("It was signed on 24 July.", [1]),
        ("It was signed on 24 July 2024.", [1, 3]),
        ("It was signed in July 2024.", [1, 3]),
        ("It was held on 13 August.", [6]),
        ("It was held in August 2024.", [6]),
        ("Up to 30 people came.", [3]),
        ("It could be paid within ten years.", [4]),
        ("This was the 3rd meeting.", [6]),
        ("5G and Vision 2035 came up.", [6]),
        ("It happened last week.", [4]),
    ],
)
def test_a_figure_that_a_cited_line_states_is_matched(evidence, text, lines):
    proof, refusals = evidence.prove(text, cite(*lines))
    assert refusals == []
    assert proof.figures and proof.verdict == "matched"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The sum is £12.6 million.", [1]),
        ("The sum is £2.6 million.", [4]),
        ("The sum is £2.6 billion.", [1]),
        ("The sum is 2.6 million.", [1]),
        ("The sum is $2.6 million.", [1]),
        ("The sum is €2.6 million.", [1]),
        ("The sum is -£2.6 million.", [1]),
        ("The sum is up to £2.6 million.", [1]),
        ("The sum is £26 million.", [1]),
        ("The sum is £2.6 million.", [3]),
        ("30 people came.", [3]),
        ("At least 30 people came.", [3]),
        ("Three weeks passed.", [3]),
        ("About three years passed.", [3]),
        ("It runs for 10 weeks.", [4]),
        ("It was signed on 23 July.", [1]),
        ("It was signed on 24 June.", [1]),
        ("It was signed on 24 July 2024.", [1]),
        ("It was signed on 24 July 2023.", [1, 3]),
        ("It was held on 24 August 2024.", [1, 6]),
        ("It was held in April 2024.", [6]),
        ("This was the fourth meeting.", [6]),
        ("There were three meetings.", [6]),
        ("6G came up.", [6]),
        ("Vision 2030 came up.", [6]),
        ("Vision came up in 2035.", [6]),
        ("It happened last month.", [4]),
    ],
)
def test_a_figure_that_no_cited_line_states_is_refused(evidence, text, lines):
    messages = refused(evidence, text, *lines)
    assert len(messages) == 1 and "is not stated at" in messages[0]


def test_a_refusal_tells_what_the_line_states_and_where_the_figure_stands(evidence):
    (message,) = refused(evidence, "The sum is £2.6 million.", 4)
    assert message == (
        "£2.6 million is not stated at made-up:4 (it states £12.6 million, within 10 years, last week); "
        "it stands at made-up:1; correct the figure or the citation"
    )


def test_a_registered_name_must_be_on_a_cited_line_under_one_of_its_forms(evidence):
    assert refused(evidence, "Lee spoke for India.", 4) == []
    (message,) = refused(evidence, "Lee spoke for the UK.", 4)
    assert message.startswith("‘UK’ (places/kingdom) is not named at made-up:4; it is at made-up:5")


def test_each_figure_and_name_of_a_proof_tells_where_it_is_stated(evidence):
    proof, _ = evidence.prove("On 24 July 2024 the Minerals Guild was agreed.", cite(1, 3))
    assert [(str(b.citation), b.printed) for b in proof.figures[0].backings] == [
        ("made-up:1", "July 24"),
        ("made-up:3", "2024"),
    ]
    assert [(n.mention.of, n.backings[0].printed) for n in proof.names] == [(GUILD, "Minerals Guild")]


def test_the_pieces_of_a_text_are_the_text(evidence):
    text = "By the Vision 2035, India pays £12.6 million."
    proof, _ = evidence.prove(text, cite(4, 6))
    assert "".join(segment.text for segment in proof.segments) == text
    assert [segment.text for segment in proof.segments if segment.figure] == ["Vision 2035", "£12.6 million"]
    assert [segment.name for segment in proof.segments if segment.name] == [INDIA]


# --- Inference


def rule(name: str) -> Inference:
    return Inference(rule=name, of="made-up", because="The reason.")


def test_a_missing_year_follows_from_the_date_of_the_source_and_is_shown_as_inferred(evidence):
    proof, refusals = evidence.prove("It was in April 2024.", cite(5), rule("same-year"))
    assert refusals == [] and proof.verdict == "inferred"
    assert [(b.verdict, b.printed) for b in proof.figures[0].backings] == [("matched", "April"), ("inferred", "")]


@pytest.mark.parametrize("text", ["It was in April 2023.", "It was in May 2024.", "It was in 2024."])
def test_an_inferred_year_completes_a_stated_month_and_is_computed(evidence, text):
    assert len(refused(evidence, text, 5, infer=rule("same-year"))) >= 1


@pytest.mark.parametrize(
    ("edtf", "lines", "name", "verdict"),
    [
        ("2024-07-24", (1, 3), None, "matched"),
        ("2024-04", (5,), "same-year", "inferred"),
        ("[2024-08-05..2024-08-11]", (4,), "week-before", "inferred"),
        ("[..2024-08-13]", (5,), "by-publication", "inferred"),
        ("[2024-08-13..]", (5,), "after-publication", "inferred"),
        ("unknown", (5,), None, "matched"),
        ("2024/2030", (7,), None, "matched"),
    ],
)
def test_a_date_is_proven_part_by_part_or_by_a_rule(evidence, edtf, lines, name, verdict):
    proof, refusals = evidence.prove_date(edtf, cite(*lines), rule(name) if name else None)
    assert (refusals, proof.verdict) == ([], verdict)


@pytest.mark.parametrize(
    ("edtf", "lines", "name"),
    [
        ("2024-07-25", (1, 3), None),
        ("2024-07-24", (1,), None),
        ("2024-07-24~", (1, 3), None),
        ("2023-04", (5,), "same-year"),
        ("[2024-08-04..2024-08-11]", (4,), "week-before"),
        ("[2024-08-05..2024-08-11]", (5,), "week-before"),
        ("[..2024-08-14]", (5,), "by-publication"),
        ("2024-07/2024-09", (1, 3), None),
        ("[..2024-07-24]", (1, 3), None),
        ("[2024-07-24..]", (1, 3), None),
        ("2024/2029", (3, 7), None),
        ("2024/2030", (7,), "same-year"),
        ("2024", (3,), "same-year"),
        ("unknown", (5,), "same-year"),
    ],
)
def test_a_date_that_neither_lines_nor_rule_give_is_refused(evidence, edtf, lines, name):
    _, refusals = evidence.prove_date(edtf, cite(*lines), rule(name) if name else None)
    assert len(refusals) == 1


@pytest.mark.parametrize(("text", "stated"), [("in 2023", True), ("in about 2023", False), ("late in 2023", False)])
def test_a_rule_gives_a_date_without_a_modifier_that_the_line_does_not_have(evidence, text, stated):
    assert (refused(evidence, f"It was {text}.", 8, infer=rule("year-before")) == []) is stated


def test_a_modifier_of_a_relative_date_stays_with_the_date_that_a_rule_gives(evidence):
    assert refused(evidence, "It was in 2023.", 9, infer=rule("year-before")) != []
    assert refused(evidence, "It was late in 2023.", 9, infer=rule("year-before")) == []


def test_an_inference_that_is_not_needed_is_refused(evidence):
    assert refused(evidence, "It was on 13 August 2024.", 6, infer=rule("same-year")) == [
        "nothing here is inferred by the rule same-year; remove ‘infer’"
    ]


@pytest.mark.parametrize(
    ("printed", "edtf", "is_stated"),
    [
        ("the 2030s", "203X", True),
        ("the 2030s", "202X", False),
        ("the 2030s", "2030", False),
        ("2030", "203X", False),
        ("the early 2030s", "[2030..2033]", True),
        ("by 28 April 2026", "[..2026-04-28]", True),
        ("on 28 April 2026", "[..2026-04-28]", False),
        ("before 28 April 2026", "[..2026-04-28]", False),
        ("by 28 April 2026", "2026-04-28", False),
        ("the late 2030s", "[2030..2033]", False),
        ("the 2030s", "[2030..2033]", False),
        ("the early 2030s", "203X", False),
        ("2030", "2030?", True),
        ("2031", "2030?", False),
        ("about 2030", "2030%", True),
        ("2030", "2030%", False),
    ],
)
def test_a_decade_or_an_uncertain_date_is_stated_as_what_it_is(tmp_path, printed, edtf, is_stated):
    file = tmp_path / "made-up.txt"
    file.write_text(f"It is planned for {printed} they say.", encoding="utf-8")
    evidence = Evidence({"made-up": index_source("made-up", file, {}, REGISTRY)}, REGISTRY, {})
    assert (evidence.prove_date(edtf, cite(1), None)[1] == []) == is_stated


# --- A word beside a day or month


def same_year(tmp_path, printed: str, published: str, edtf: str) -> list[str]:
    """What is refused of a date whose year is to follow from that of the source, by what its line prints."""
    file = tmp_path / "made-up.txt"
    file.write_text(f"The bells were rung {printed}, to great joy.", encoding="utf-8")
    index = index_source("made-up", file, {"published": published}, REGISTRY)
    evidence = Evidence({"made-up": index}, REGISTRY, {"made-up": published})
    return [fault.message for fault in evidence.prove_date(edtf, cite(1), rule("same-year"))[1]]


@pytest.mark.parametrize(
    ("printed", "published", "edtf"),
    [
        ("last July", "2023-05-08", "2023-07"),
        ("this past July", "2023-05-08", "2023-07"),
        ("last 24 July", "2023-05-08", "2023-07-24"),
        ("July last year", "2023-11-08", "2023-07"),
        ("on 24 July of last year", "2023-11-08", "2023-07-24"),
        ("last year, in July", "2023-11-08", "2023-07"),
        ("next January", "2024-11-05", "2024-01"),
        ("next year in July", "2024-05-05", "2024-07"),
        ("last week, on 28 December", "2025-01-02", "2025-12-28"),
        ("in July, two years ago", "2023-11-08", "2023-07"),
        ("a year earlier, in July", "2023-11-08", "2023-07"),
        ("the following July", "2023-11-08", "2023-07"),
        ("the previous July", "2023-11-08", "2023-07"),
        ("last July", "2023-07-20", "2023-07"),
        ("in the July before last", "2023-11-08", "2023-07"),
        ("at last year's July fair", "2023-11-08", "2023-07"),
        ("in July (last year)", "2023-11-08", "2023-07"),
        ("a decade ago, in July", "2023-11-08", "2023-07"),
        ("ten years ago this July", "2023-11-08", "2023-07"),
        ("on 24 July last", "2023-11-28", "2023-07-24"),
        ("in July of that year", "2023-11-08", "2023-07"),
    ],
)
def test_a_word_that_puts_a_day_or_month_in_another_year_blocks_the_rule_same_year(tmp_path, printed, published, edtf):
    (message,) = same_year(tmp_path, printed, published, edtf)
    assert "where no word such as “last” puts the day in another year" in message


@pytest.mark.parametrize(
    ("printed", "published", "edtf"),
    [
        ("last March", "2023-05-08", "2023-03"),
        ("this July", "2023-05-08", "2023-07"),
        ("on 24 July this year", "2023-11-08", "2023-07-24"),
        ("next July", "2023-05-08", "2023-07"),
        ("last week, on 5 August", "2024-08-13", "2024-08-05"),
        ("earlier, in July", "2023-11-08", "2023-07"),
        ("at the last of the meetings, in July", "2023-11-08", "2023-07"),
        ("in July and told of last year", "2023-11-08", "2023-07"),
        ("for that long, in July", "2023-11-08", "2023-07"),
        ("and heard at last, in July", "2023-11-08", "2023-07"),
        ("at this year's July fair", "2023-11-08", "2023-07"),
    ],
)
def test_a_word_that_agrees_with_the_year_or_stands_apart_does_not(tmp_path, printed, published, edtf):
    assert same_year(tmp_path, printed, published, edtf) == []


# --- Cues


def cues_of(tmp_path, line: str) -> set[str]:
    file = tmp_path / "made-up.txt"
    file.write_text(line, encoding="utf-8")
    return set(index_source("made-up", file, {}, REGISTRY).lines[0].cues)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("A call is planned.", "proposed"),
        ("It is to open in May.", "proposed"),
        ("Talks go on.", "in-talks"),
        ("The guild was unveiled.", "announced"),
        ("Both signed the pact.", "agreed"),
        ("The hall was inaugurated.", "launched"),
        ("The hall has been operating since.", "operating"),
        ("The work was finished.", "completed"),
        ("The pact expired.", "ended"),
    ],
)
def test_a_line_shows_a_status_by_a_word_for_it(tmp_path, line, status):
    assert status in cues_of(tmp_path, line)
    assert status not in cues_of(tmp_path, "The guild has a hall.")


@pytest.mark.parametrize("before", ["is to be", "was not", "was never yet", "has yet to be"])
@pytest.mark.parametrize(
    ("word", "status"), [("signed", "agreed"), ("launched", "launched"), ("completed", "completed")]
)
def test_what_is_still_to_come_or_denied_shows_no_status_from_agreed_on(tmp_path, before, word, status):
    assert status in cues_of(tmp_path, f"The pact was {word}.")
    assert status not in cues_of(tmp_path, f"The pact {before} {word}.")


def test_a_denial_needs_a_line_that_denies(evidence):
    assert list(evidence.denial_faults("It did not reply.", cite(5))) == []
    (refusal,) = evidence.denial_faults("It did not begin.", cite(3))
    assert "‘not’ denies what no word at made-up:3 denies" in refusal.message


# --- The index


def test_the_index_read_back_is_the_index_written(index):
    assert from_json(to_json(index), REGISTRY) == index


def test_the_index_holds_no_sentence_of_the_source(index):
    stored = to_json(index)
    for line in filter(None, LINES):
        words = line.split()
        assert not any(" ".join(words[start : start + 8]) in stored for start in range(len(words) - 7))


def test_a_line_of_the_index_is_a_line_of_the_file(index):
    rows = json.loads(to_json(index))["lines"]
    assert [row["line"] for row in rows] == list(range(1, len(LINES) + 1))
    assert index.lines[1].blank


def test_a_foreign_file_is_refused_as_an_index():
    with pytest.raises(ValueError, match="not an evidence index of this version"):
        from_json("{}", REGISTRY)
