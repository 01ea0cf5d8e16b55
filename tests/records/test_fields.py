"""What a field is, its type says: nothing that readers see can be added and stay unproven."""

from typing import Annotated

import pytest

from tsi.evidence.names import Registry
from tsi.evidence.proof import Evidence, prove_record
from tsi.records.claims import cited, claims, related
from tsi.records.types import Citation, Citations, Given, Id, Milestone, Model, Prose, Record, Reference, To

REFERENCE = Reference("milestones", "made-up")
WRITTEN = {"name": "A meeting", "cite": "made-up-2001:1"}


def test_a_new_field_of_prose_is_proven_without_another_line_of_code():
    class WithRemark(Record):
        remark: Prose | None = None

    record = WithRemark(**WRITTEN, remark="It cost £5 million.")
    assert ("remark",) in [claim.place.path for claim in claims(REFERENCE, record)]
    _, faults = prove_record(REFERENCE, record, Evidence({}, Registry({}), {}))
    assert faults == []  # the line it cites does not exist, which another check tells

    class WithoutLines(Model):
        remark: Prose

    _, faults = prove_record(REFERENCE, WithoutLines(remark="It cost £5 million."), Evidence({}, Registry({}), {}))
    assert [fault.fragment for fault in faults] == ["£5 million"]


@pytest.mark.parametrize("annotation", [str, str | None, tuple[str, ...], dict[Id, str]])
def test_a_field_of_text_that_does_not_say_what_it_is_makes_no_record_type(annotation):
    with pytest.raises(TypeError, match=r"Silent\.remark is text of no kind; expected Prose"):
        type("Silent", (Record,), {"__annotations__": {"remark": annotation}, "__module__": __name__})


@pytest.mark.parametrize("annotation", [Prose, Given, Id, tuple[Prose, ...], Citations])
def test_a_field_that_says_what_it_is_makes_one(annotation):
    made = type("Telling", (Record,), {"__annotations__": {"remark": annotation}, "__module__": __name__})
    assert "remark" in made.model_fields


def test_a_new_relation_is_followed_by_its_type():
    class WithHosts(Milestone):
        hosts: Annotated[tuple[Id, ...], To("places")] = ()

    dated = {"is": "2001", "cite": "made-up-2001:1"}
    record = WithHosts(**WRITTEN, when=dated, kind="meeting", hosts=("tarnia",))
    assert (("hosts",), Reference("places", "tarnia")) in list(related(REFERENCE, record))


def test_a_new_field_of_citations_is_followed_by_its_type():
    class WithSeen(Record):
        seen: Citations

    record = WithSeen(**WRITTEN, seen="made-up-2001:2")
    assert cited(record) == (Citation("made-up-2001", 1), Citation("made-up-2001", 2))
