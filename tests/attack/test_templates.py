"""Wrong templates: by whom each is refused, on the miniature set."""

import pytest

from tests.projects import ROOT
from tsi.attack import report, templates
from tsi.attack.report import AUDIT, CHECK, HARMLESS, KEPT, SURVIVED
from tsi.attack.template_edits import Edit
from tsi.attack.templates import Mutant, Site

PER_CLASS = 2


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(ROOT)


@pytest.fixture(scope="module")
def made() -> list[Mutant]:
    return templates.all_mutants()


def changed(template: str, before: str, after: str) -> Mutant:
    """A template in which the first occurrence of a text is another one."""
    start = templates.sources()[template].index(before)
    return Mutant(template, Edit("made up", start, start + len(before), after))


WRONG = {
    "a verdict is always the same": ("expression: a constant", 'tell(as, place, "verdict")'),
    "a receipt is always read aloud the same": ("expression: a constant", "note.label"),
    "a named official speaks as somebody else": ("expression: a constant", 'tell("voice", place, "voice")'),
    "every pillar is listed alike": ("expression: a constant", 'tell("listing", place, "" if '),
    "what leads is told as something else": ("expression: a constant", 'tell("lead", place, "lead")'),
    "a weak source alone is never told": ("expression: nothing", 'tell("weak", place, "alone")'),
}


@pytest.mark.parametrize(("kind", "before"), WRONG.values(), ids=WRONG)
def test_what_would_mislead_readers_is_made_and_refused_by_the_audit(
    site: Site, made: list[Mutant], kind: str, before: str
) -> None:
    source = templates.sources()["_parts.html"]
    tried = [it for it in made if (it.template, it.kind) == ("_parts.html", kind)]
    tried = [it for it in tried if source[it.edit.start : it.edit.end].startswith(before)]
    assert tried
    assert {site.outcome(mutant).result for mutant in tried} == {AUDIT}


TOLD = "{{ attributes | xmlattr }}>{{ text }}"
RESULTS = {
    "a template that does not render": ("_parts.html", TOLD, "{{ attributes | xmlattr }}>{{ page.nothing }}", CHECK),
    "a fact that is another": ("_parts.html", TOLD, "{{ attributes | xmlattr }}>another", AUDIT),
    "a word beside the facts": ("_parts.html", "What would settle it", "What would never settle it", KEPT),
    "white space": ("_parts.html", "<dt>What would settle it", "<dt> What would settle it", HARMLESS),
    "a remark for who reads the template": ("attack.html", "{# ", "{# Once more: ", HARMLESS),
}


@pytest.mark.parametrize(("template", "before", "after", "result"), RESULTS.values(), ids=RESULTS)
def test_a_changed_template_is_refused_by_whom_it_should(
    site: Site, template: str, before: str, after: str, result: str
) -> None:
    assert site.outcome(changed(template, before, after)).result == result


def test_a_sample_of_every_kind_is_refused(site: Site, made: list[Mutant]) -> None:
    outcomes = [site.outcome(mutant) for mutant in report.sampled(made, PER_CLASS)]
    assert {it.kind for it in outcomes} == {mutant.kind for mutant in made}
    assert [it for it in outcomes if it.result == SURVIVED and it.why != templates.NOT_REACHED] == []


def test_the_same_edits_are_made_each_time(made: list[Mutant]) -> None:
    assert made == templates.all_mutants()


def test_an_outcome_tells_file_and_line(site: Site) -> None:
    found = site.outcome(changed("attack.html", "Together", "Apart"))
    line = templates.sources()["attack.html"].split("Together")[0].count("\n") + 1
    assert (found.where, found.before, found.after) == (f"attack.html:{line}", "Together", "Apart")
