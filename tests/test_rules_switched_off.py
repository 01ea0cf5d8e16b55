"""Every rule of the checker is needed: with it, a wrong edit of the real records is refused; without it, it gets
through."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.projects import ROOT
from tsi.evidence import proof as evidence
from tsi.evidence.proof import Backing, Evidence
from tsi.library import checks, loading
from tsi.library.loading import DataErrors, load
from tsi.text import dates

CALL = "amount: {is: £7 million, cite: [voip-review-2024:7]}"
UNDER = "part_of: [science-technology-and-innovation-partnership]"


def _nothing(*_: object) -> tuple:
    return ()


def _without(*removed: Callable) -> Callable[[pytest.MonkeyPatch], None]:
    def switch_off(patch: pytest.MonkeyPatch) -> None:
        for module, name in ((checks, "RECORD_CHECKS"), (loading, "CHECKS"), (loading, "WHOLE_CHECKS")):
            patch.setattr(module, name, tuple(check for check in getattr(module, name) if check not in removed))

    return switch_off


def _blind_to(part: str) -> Callable[[pytest.MonkeyPatch], None]:
    """Compare figures without their kind, value, unit or modifier."""
    compared = [other for other in ("kind", "value", "unit", "modifier") if other != part]

    def alike(figure, lines):
        stated = [(citation, other) for citation, line in lines for other in line.figures]
        return tuple(
            Backing(citation, other.printed)
            for citation, other in stated
            if all(getattr(other, name) == getattr(figure, name) for name in compared) and "date" not in other.kind
        )

    return lambda patch: patch.setattr(Evidence, "_whole_backings", staticmethod(alike))


def _any_date_part(patch: pytest.MonkeyPatch) -> None:
    class Anything(str):
        __hash__ = str.__hash__

        def __eq__(self, other):
            return True

        def startswith(self, *_):
            return True

    stated = evidence._stated_dates
    alike = evidence._DateParts(Anything(), Anything())
    patch.setattr(evidence, "_stated_dates", lambda *read: ((alike, backing) for _, backing in stated(*read)))
    patch.setattr(evidence, "_idle_inference", _nothing)  # every year is then found, and none inferred


def _any_inference(patch: pytest.MonkeyPatch) -> None:
    inferred = evidence.Evidence._inferred

    def lenient(self, value, lines, infer):
        return inferred(self, value, lines, infer) or Backing(lines[0][0], "", "inferred", infer.rule, infer.because)

    patch.setattr(Evidence, "_inferred", lenient)


def _any_name(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Evidence, "_name_faults", _nothing)


class Rule(NamedTuple):
    """A rule, how it is switched off, and the edit that then gets through: in `file`, `old` becomes `new`."""

    states: str
    switch_off: Callable[[pytest.MonkeyPatch], None]
    file: str
    old: str
    new: str


RULES = [
    Rule("a citation leads to a line", _without(checks.citations_exist), "funding", CALL, CALL.replace(":7]", ":7, voip-review-2024:70]")),
    Rule("an id is that of a record", _without(checks.ids_exist), "funding", UNDER, UNDER.replace("[", "[nowhere-partnership, ")),
    Rule("a relation is named", _without(checks.relations_are_named), "funding", UNDER, UNDER.replace("[", "[quad-critical-minerals-initiative, ")),
    Rule("a listing is stated", _without(checks.listings_are_stated), "pillars", "cite: [voip-review-2024:3, voip-review-2024:2]\n    encryption-blog-2025:\n      as: founding\n      cite: [encryption-blog-2025:1, encryption-blog-2025:5]\n      note: Counted among the initial areas.\n    mint-2023:", "cite: [voip-review-2024:5]\n    encryption-blog-2025:\n      as: founding\n      cite: [encryption-blog-2025:1, encryption-blog-2025:5]\n      note: Counted among the initial areas.\n    mint-2023:"),
    Rule("a status is shown", _without(checks.status_is_shown), "funding", "status: {is: announced, cite: [voip-review-2024:7]}", "status: {is: announced, cite: [voip-review-2024:2]}"),
    Rule("a source is dated alike", _without(checks.source_is_dated_alike), "sources", "short: Mint 2023", "short: Mint 2022"),
    Rule("a disagreement touches what is near", _without(checks.touched_records_are_near), "disagreements", "touches: [funding/observatory-satellite-campus-investment,", "touches: [places/red-sea, funding/observatory-satellite-campus-investment,"),
    Rule("a lead is a position", _without(checks.disagreement_can_be_followed), "disagreements", "leads: satellite-campus\n", "leads: nobody\n"),
    Rule("a form belongs to a single record", _without(checks.forms_belong_to_one_record, checks.forms_are_printed), "pillars", "aliases: [telecom,", "aliases: [Lindy Cameron, telecom,"),
    Rule("every figure of a source is used or omitted", _without(checks.no_figure_is_left_unsaid), "milestones", "A university partnership of both sides", "A university partnership of the sides"),
    Rule("every name on a source line is given or omitted", _without(checks.no_name_is_left_unsaid), "milestones", "report has India and the UK explore", "report has them explore"),
    Rule("no omission of a figure is idle", _without(checks.no_omission_is_idle), "omissions", "figure: today", "figure: today\n  reason: Furniture.\nidle:\n  at: voip-review-2024:7\n  figure: £7 million"),
    Rule("no omission of a name is idle", _without(checks.no_omission_is_idle), "omissions", "name: organisations/mint", "name: organisations/mint\n  reason: Furniture.\nidle:\n  at: voip-review-2024:5\n  name: people/david-lammy"),
    Rule("the value counts", _blind_to("value"), "funding", CALL, CALL.replace("£7", "£8")),
    Rule("the unit counts", _blind_to("unit"), "funding", CALL, CALL.replace("£7", "$7")),
    Rule("the modifier counts", _blind_to("modifier"), "funding", CALL, CALL.replace("£7", "up to £7")),
    Rule("the kind counts", _blind_to("kind"), "pillars", "as India’s third major", "as India’s 3 major"),
    Rule("a day is stated", _any_date_part, "milestones", "is: 2024-07-24,", "is: 2024-07-25,"),
    Rule("a year is stated", _any_date_part, "milestones", "is: 2024-07-24,", "is: 2025-07-24,"),
    Rule("an inference is computed", _any_inference, "milestones", "    is: 2022\n", "    is: 2021\n"),
    Rule("a rule needs its words", lambda patch: patch.setattr(dates, "RELATIVE_WORDS", {}), "milestones", "    cite: [business-standard-2024:11]\n    infer: {rule: week-before, of: business-standard-2024, because: The line says last week.}", "    cite: [business-standard-2024:9]\n    infer: {rule: week-before, of: business-standard-2024, because: None.}"),
    Rule("an inference is needed", lambda patch: patch.setattr(evidence, "_idle_inference", _nothing), "milestones", "when: {is: 2021, cite: [bdbipl-2024:7]}", "when: {is: 2021, cite: [bdbipl-2024:7], infer: {rule: same-year, of: bdbipl-2024, because: None.}}"),
    Rule("a name is on a cited line", _any_name, "funding", "The money for the Future Telecoms call", "The money of NMDC for the Future Telecoms call"),
    Rule("a stage is shown", lambda patch: patch.setattr(evidence, "_status_faults", _nothing), "pillars", "      cite: [bdbipl-2024:6]\n      status: proposed\n    research-and-resilience:", "      cite: [bdbipl-2024:6]\n      status: done\n    research-and-resilience:"),
    Rule("a voice is attributed", lambda patch: patch.setattr(evidence, "_voice_faults", _nothing), "pillars", "      cite: [bdbipl-2024:5]\n      status: proposed\n    what-they-are:", "      cite: [bdbipl-2024:5]\n      status: proposed\n      voice: official\n    what-they-are:"),
    Rule("a denial is on a cited line", lambda patch: patch.setattr(evidence, "_denial_faults", _nothing), "funding", "The Future Telecoms call falls under", "The Future Telecoms call never falls under"),
    Rule("a sum has a number", lambda patch: patch.setattr(evidence, "_stumps", _nothing), "funding", "announced a call of £7 million for", "announced a call of £ million for"),
    Rule("an amount is a sum", lambda patch: patch.setattr(evidence, "_sum_faults", _nothing), "funding", CALL, CALL.replace("£7", "a call of £7")),
    Rule("a source is what was indexed", lambda patch: patch.setattr(loading, "bibliography_differences", _nothing), "sources", "published: 2023-05-08", "published: 2023-05-09"),
]  # fmt: skip


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[Rule], Path]:
    def project(rule: Rule) -> Path:
        shutil.copytree(ROOT / "data", tmp_path / "data")
        (path,) = (tmp_path / "data").glob(f"{rule.file}.*")
        text = path.read_text(encoding="utf-8")
        assert text.count(rule.old) == 1, f"{rule.old!r} stands {text.count(rule.old)} times"
        path.write_text(text.replace(rule.old, rule.new), encoding="utf-8")
        return tmp_path

    return project


@pytest.mark.parametrize("rule", RULES, ids=[rule.states for rule in RULES])
def test_a_wrong_edit_is_refused_and_gets_through_where_its_rule_is_switched_off(rule, edited, monkeypatch):
    project = edited(rule)
    with pytest.raises(DataErrors):
        load(project)
    rule.switch_off(monkeypatch)
    assert load(project).proofs


def test_a_form_that_no_source_prints_is_refused(edited, monkeypatch):
    project = edited(Rule("", _nothing, "people", "aliases: [Lindy Cameron", "aliases: [L. Cameron, Lindy Cameron"))
    _, _, registry = loading.read_registered(project)
    for file in (project / "data/evidence").iterdir():
        file.write_text(re.sub(r'(?<="names_sha256": ")\w+', registry.fingerprint, file.read_text(encoding="utf-8")))
    with pytest.raises(DataErrors, match=r"no source prints ‘L\. Cameron’"):
        load(project)
    _without(checks.forms_are_printed)(monkeypatch)
    assert load(project).proofs


def test_every_check_has_been_switched_off():
    all_checks = {*checks.RECORD_CHECKS, *checks.CHECKS, *checks.WHOLE_CHECKS}
    switched = {check for check in all_checks for rule in RULES if _removes(rule, check)}
    assert all_checks - switched == set()


def _removes(rule: Rule, check: Callable) -> bool:
    patch = pytest.MonkeyPatch()
    try:
        rule.switch_off(patch)
        return all(check not in checks_ for checks_ in (checks.RECORD_CHECKS, loading.CHECKS, loading.WHOLE_CHECKS))
    finally:
        patch.undo()
