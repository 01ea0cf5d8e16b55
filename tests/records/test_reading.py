"""Reading YAML: every scalar is text, every value knows its line, surprises are refused with file and line."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tsi.records.yaml_lines import read


@pytest.fixture
def reading(tmp_path: Path):
    def of(content: str | bytes):
        file = tmp_path / "funding.yml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(file, "data/funding.yml")

    return of


@pytest.mark.parametrize("scalar", ["no", "2024", "2024-07-24", "012", "12:30", "1e3", "~", "true", "0x1F"])
def test_a_scalar_is_text_whatever_yaml_would_guess(reading, scalar):
    document, faults = reading(f"a:\n  b: {scalar}\n")
    assert (document.content, faults) == ({"a": {"b": scalar}}, [])


def test_a_value_knows_its_line(reading):
    document, _ = reading("a:\n  b: x\n  c:\n    - y\n    - z\n")
    assert [document.line(path) for path in [("a",), ("a", "b"), ("a", "c", 1)]] == [1, 2, 5]


def test_a_fragment_is_found_on_its_own_line_of_a_long_text(reading):
    document, _ = reading("a:\n  b: >\n    the money\n    is £6 million\n    or so\n")
    assert document.line(("a", "b"), "£6 million") == 4


def test_the_line_of_a_missing_key_is_that_of_the_record(reading):
    document, _ = reading("x:\n  y: z\na:\n  b: c\n")
    assert document.line(("a", "cite")) == 3


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("a:\n  b: x\n  b: y\n", 3, "‘b’ stands here a second time (see line 2)"),
        ("a:\n  b: x\na:\n  b: y\n", 3, "‘a’ stands here a second time (see line 1)"),
        ("a:\n\tb: x\n", 2, "a tab stands where YAML wants spaces"),
        ("a:\n  b: x\n   c: y\n", 3, "not well-formed YAML"),
        ("a:\n  b: 'x\n", 3, "not well-formed YAML"),
        ("a: &x\n  b: c\nd: *x\n", 1, "anchors (&) and aliases (*) are not used here"),
        ("a: !!python/object:os.system x\n", 1, "every value is plain text"),
        ("a:\n  &b c: x\n", 2, "anchors (&) and aliases (*) are not used here"),
        ("a:\n  !b c: x\n", 2, "every value is plain text"),
        ("a:\n  b:\n", 2, "‘b’ is empty"),
        ("a:\n  b: ''\n", 2, "‘b’ is empty"),
        ("a: x\n---\nb: y\n", 2, "a second document starts here"),
        ("- a\n- b\n", 1, "holds no records"),
        ("", 1, "holds no records"),
        ("# nothing but a remark\n", 1, "holds no records"),
        ("a:" + "\n  b:".replace("\n", "\n") + " x\n? [c]\n: d\n", 3, "a key must be plain text"),
        (b"a:\n  b: caf\xe9\n", 2, "not UTF-8"),
        ("a:\n  b: x\x00y\n", 2, "an invisible character (U+0000)"),
        ("a:\n  b: £7\u200b0 million\n", 2, "an invisible character (U+200B)"),
        ("a:\n  b: \u202eanalq\n", 2, "an invisible character (U+202E)"),
        ("a:\n  b: " + "x" * 10_000_000 + "\n", 2, "is 10,000,000 characters long"),
    ],
)
def test_what_would_surprise_an_editor_is_refused_at_its_line(reading, content, line, message):
    _, faults = reading(content)
    assert [fault.line for fault in faults] == [line]
    assert message in faults[0].message


ESCAPES = [
    r"\0", r"\a", r"\b", r"\v", r"\f", r"\r", r"\e", r"\x02", r"\x7F", r"\N", r"\x9B", r"\L", r"\P", r"\u00AD",
    r"\u034F", r"\u061C", r"\u115F", r"\u1160", r"\u17B4", r"\u17B5", r"\u180B", r"\u180E", r"\u180F", r"\u200A",
    r"\u200B", r"\u200D", r"\u202E", r"\u2060", r"\u2066", r"\u206A", r"\u206F", r"\u2800", r"\u3164", r"\uE000",
    r"\uFDD0", r"\uFE00", r"\uFE0F", r"\uFEFF", r"\uFFA0", r"\uFFF9", r"\uFFFB", r"\uFFFE", r"\uFFFF",
    r"\U0001D173", r"\U000E0001", r"\U000E0041", r"\U000E0100", r"\U000F0000", r"\U0010FFFF",
]  # fmt: skip


@pytest.mark.parametrize("escape", ESCAPES)
def test_an_invisible_character_is_refused_whether_it_stands_in_the_file_or_is_spelt_out(reading, escape):
    document, faults = reading(f'a:\n  b: "agreed in {escape}1202"\n')
    assert [(fault.line, fault.message.startswith("a.b: an invisible character (U+")) for fault in faults] == [
        (2, True)
    ]
    assert document.content == {"a": {"b": "agreed in 1202"}}
    character = yaml.safe_load(f'"{escape}"')
    _, faults = reading(f"a:\n  b: agreed in {character}1202\n")
    assert [fault.line for fault in faults] == [2]
    assert faults[0].message.startswith("an invisible character (U+")


@pytest.mark.parametrize("text", ["S\\u0430ils", "Sаils", "\\u0667 sails", "٧ sails", "\\uFF37ind", "\\U0001D416ind"])
@pytest.mark.parametrize("place", ["value", "key"])
def test_what_looks_like_other_characters_is_refused_written_or_spelt_out(reading, text, place):
    _, faults = reading(f'a:\n  b: "{text}"\n' if place == "value" else f'a:\n  "{text}": x\n')
    assert {fault.line for fault in faults} == {2}


@pytest.mark.parametrize("escape", ["\\u202E", "\\e", "\\0"])
def test_an_invisible_character_in_a_key_is_refused_and_the_key_still_read(reading, escape):
    document, faults = reading(f'a:\n  "b{escape}": x\n')
    assert [fault.line for fault in faults] == [2]
    assert document.content == {"a": {"b": "x"}}


@pytest.mark.parametrize("escape", ["\\_", "\\t", "\\n", "\\u00E9", "\\u0301", "\\u2013"])
def test_what_readers_see_and_white_space_may_be_spelt_out(reading, escape):
    document, faults = reading(f'a:\n  b: "x{escape}y"\n')
    assert (document.content["a"]["b"], faults) == (yaml.safe_load(f'"x{escape}y"'), [])


def test_a_message_is_one_line_that_a_terminal_can_show_whatever_it_quotes(reading):
    _, faults = reading('"\\e]0;title\\a\\n\\u202Eid": x\n')
    assert "‘\\x1b]0;title\\x07\\n\\u202eid’" in str(faults[0])
    assert all(character.isprintable() for character in str(faults[0]))


def test_deep_nesting_is_refused_without_exhausting_the_stack(reading):
    _, faults = reading("a: " + "[" * 100_000)
    assert len(faults) == 1 and ("nested too deeply" in faults[0].message or "well-formed" in faults[0].message)


def test_several_faults_of_a_file_are_reported_together(reading):
    _, faults = reading("a:\n  b: x\n  b: y\n  c:\n  d: ''\n")
    assert [fault.line for fault in faults] == [3, 4, 5]


# What YAML would pass over or cut


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("a:\n  b: £9 million #1 project\n", 2, "‘#1 project’ would be lost"),
        ("a:\n  b: £9 million # 1 project\n", 2, "set two spaces before the # of a remark"),
        ("a:\n  b: £9 million  #1 project\n", 2, "set a space behind the # of a remark"),
        ("a:\n  b: £9 million\n    # 1 project\n  c: x\n", 3, "at the margin of its key"),
        ("a:\n  b:\n    # 1 project\n    pays £9 million\n", 3, "at the margin of its key"),
        ("a:\n  b:\n    pays £9 million\n    # 1 project\n", 4, "at the margin of its key"),
        ("a:\n  - £9 million\n    # 1 project\n", 3, "at the margin of its key"),
        ("a:\n  b: >  #1 project\n    pays £9 million\n", 2, "write the text on the lines below"),
        ("a:\n  b: |\n      pays £9 million\n    # 1 project\n  c: x\n", 4, "at the margin of its key"),
        ("a:\n  b: [£9 million #1\n     ]\n", 2, "‘#1’ would be lost"),
        ("a: [£1,800]\n", 1, "‘£1,800’ is cut at its comma"),
        ("a: {is: [18,00,000], c: d}\n", 1, "‘18,00’ is cut at its comma"),
    ],
)
def test_what_would_be_lost_or_cut_in_silence_is_refused_with_what_to_write(reading, content, line, message):
    _, faults = reading(content)
    assert faults and faults[0].line == line
    assert message in faults[0].message
    assert "put the whole text between quotation marks" in faults[0].message or "lines below" in faults[0].message


@pytest.mark.parametrize(
    "content",
    [
        "# a remark\n\na:\n  b: x\n# a remark\n",
        "a:\n  # a remark\n  b: x  # a remark\n  # a remark\n  c: y\n",
        "a:\n  b:\n    x\n  # a remark\n  c: y\n",
        "a:  # a remark\n  # a remark\n  - b: x\n    # a remark\n    c: y\n  # a remark\n  - d\n",
        'a: "£9 million #1 project"\n',
        "a: |\n  £9 million\n  #1 project\n",
        "a: C#1\n",
        'a: {is: [..2024-07,2024-07~], cite: "£1,800"}\n',
    ],
)
def test_a_remark_that_is_set_off_is_no_loss_and_what_is_quoted_neither(reading, content):
    _, faults = reading(content)
    assert faults == []


PIECES = ["£7", "1_000", "7.10", ".5", "1e3", "0o17", "12:30:45", "~", "null", "yes", "2024?", "%", "#1", "# 1", "#",
          "'", '"', ": ", ":", ",", ", ", "-", "- ", "? ", "[", "]", "{", "}", "&a", "*a", "!", "| ", ">", "<<",
          "---", "...", "@", "`", "\n    ", "\n\n    ", "\n  ", "\t", "x", "1,800"]  # fmt: skip
"""What YAML takes for something of its own, and plain text between."""
WRITTEN = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(("", " ", "  ")))).map(
    lambda parts: "".join(piece + link for piece, link in parts)
)


def _letters(value: object) -> str:
    """All that a value or the values and keys in it hold, without white space, quotation marks and brackets."""
    if isinstance(value, dict):
        return "".join(_letters(key) + _letters(part) for key, part in value.items())
    return "".join(map(_letters, value)) if isinstance(value, list) else re.sub(r"\s|[-'\":,?\[\]{}|>\\]", "", value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRITTEN)
def test_what_an_editor_writes_is_kept_or_refused_and_nothing_of_it_lost(reading, written):
    document, faults = reading(f"a:\n  b: {written}\n  c: end\n")
    remarks = re.compile(r"(?:  |^ *)#+(?=\s|$).*", re.MULTILINE)
    # Between quotation marks, what looks like a remark is text: any of them may be the first that is one.
    begins = [
        len(written),
        *(match.end() for match in re.finditer(r"(?=  #)|^(?= *#)|(?<=['\"])", written, re.MULTILINE)),
    ]
    kept = [_letters(f"a b {written[:at]}{remarks.sub('', written[at:])} c end") for at in begins]
    assert faults or _letters(document.content) in kept
