"""What the attack does to a template: each kind of edit, at its place, and nothing where nothing is told."""

import pytest
from jinja2 import Environment

from tsi.attack.template_edits import edits, tags


def made(source: str, kind: str) -> list[str]:
    return [edit.made(source) for edit in edits(source) if edit.kind == kind]


EDITS = [
    ("expression: a constant", "<b>{{ a }}</b>", ['<b>{{ "agreed" }}</b>']),
    ("expression: nothing", "<b>{{- a -}} </b>", ['<b>{{- "" -}} </b>']),
    ("expression: the one beside it", "{{ a }} {{ b }}", ["{{ b }} {{ b }}", "{{ a }} {{ a }}"]),
    ("condition: turned round", "{% if a %}x{% endif %}", ["{% if not (a) %}x{% endif %}"]),
    ("condition: always true", "{{ a if (b or c) else d }}", ["{{ a if true else d }}"]),
    ("condition: always false", "{{ f(a if b, c) }}", ["{{ f(a if false, c) }}"]),
    ("loop: the first row left out", "{% for a in b %}{% endfor %}", ["{% for a in ((b) | list)[1:] %}{% endfor %}"]),
    (
        "loop: the first row twice",
        "{% for a in b if c %}{% endfor %}",
        ["{% for a in ((b) | list)[:1] + ((b) | list) if c %}{% endfor %}"],
    ),
    ("loop: turned round", "{% for a in b %}{% endfor %}", ["{% for a in (b) | list | reverse %}{% endfor %}"]),
    ("word: another one", '{% do f("a", "b") %}', ['{% do f("b", "b") %}', '{% do f("a", "a") %}']),
    ("word: left out", "<p title='x'>Together {{ a }}</p>", ["<p title='x'>{{ a }}</p>"]),
    ("attribute: left out", '<p class="a--{{ b }}" role="note">', ['<p role="note">']),
    (
        "attribute: another one",
        '<p class="a"><p class="b">',
        ['<p class="b"><p class="b">', '<p class="a"><p class="a">'],
    ),
    ("part: left out", "{% call f() %}{% call g() %}x{% endcall %}{% endcall %}", ["", "{% call f() %}{% endcall %}"]),
    ("part: left out", '{% include "a.html" %}x', ["x"]),
]


@pytest.mark.parametrize(("kind", "source", "expected"), EDITS)
def test_an_edit_of_each_kind(kind: str, source: str, expected: list[str]) -> None:
    assert sorted(made(source, kind)) == sorted(expected)


SILENT = ["{# {{ a }} aria-label='x' #}", '{% import "a.html" as a %}', '<p role="note"> </p>']


@pytest.mark.parametrize("source", SILENT)
def test_what_tells_nothing_is_left_alone(source: str) -> None:
    assert edits(source) == []


def test_two_edits_to_the_same_end_count_once() -> None:
    source = '{{ "" }} {{ a }}'
    wrong = [edit.made(source) for edit in edits(source)]
    assert len(wrong) == len(set(wrong))
    assert source not in wrong


def test_tags_are_found_at_their_places() -> None:
    source = "<p>\n  {%- if a -%}\n  x {{ b }}{% endif %}"
    assert [source[tag.start : tag.end] for tag in tags(source)] == ["{%- if a -%}", "{{ b }}", "{% endif %}"]


def test_an_edit_is_a_template_still() -> None:
    source = (
        '{% macro f(a, b="c") -%}{% for d in a[:1] %}<i class="e--{{ d if b else "f" }}">{{ d }}</i>{% endfor %}'
        "{% endmacro %}"
    )
    for edit in edits(source):
        Environment().parse(edit.made(source))
