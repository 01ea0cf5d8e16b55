"""What stands side by side: what was told by the end of a year, and what one government alone tells."""

from dataclasses import replace

from tsi.library import selections, side_by_side
from tsi.library.library import Library
from tsi.records.types import Reference

INITIATIVE = Reference("partnerships", "lantern-initiative")


def test_the_status_told_by_a_year_is_the_furthest_that_a_source_of_that_year_shows(mini: Library):
    then = side_by_side.told_by(mini, INITIATIVE, "2012")
    assert [place.path[1] for place in then] == ["agreed"]
    assert selections.reached(mini, INITIATIVE)[0] not in then


def test_nothing_was_told_before_the_first_source(mini: Library):
    assert side_by_side.told_by(mini, INITIATIVE, "2011") == ()


def test_what_a_text_of_one_government_tells_is_that_government_s_alone(mini: Library):
    official = {**mini.sources, "courier-2012": mini.sources["courier-2012"].model_copy(
        update={"rank": "government", "publisher": "Moss Ministry of Tarnia"})}  # fmt: skip
    told = replace(mini, records={**mini.records, "sources": official})
    assert side_by_side.told_by_government(told, INITIATIVE, "tarnia")
    assert not side_by_side.told_by_government(told, INITIATIVE, "belmora")


def test_what_a_joint_text_tells_is_told_by_all(mini: Library):
    title = "Joint statement of Tarnia and Belmora"
    joint = {**mini.sources, "courier-2012": mini.sources["courier-2012"].model_copy(
        update={"rank": "government", "publisher": "Moss Ministry of Tarnia", "title": title})}  # fmt: skip
    told = replace(mini, records={**mini.records, "sources": joint})
    by_all = side_by_side.told_by_all(told, INITIATIVE)
    assert by_all and not {*by_all} & {*side_by_side.told_by_government(told, INITIATIVE, "tarnia")}


def test_what_the_parties_have_with_each_other_is_nothing_agreed_on_with_others(mini: Library):
    accord = Reference("partnerships", "lamp-oil-accord")
    assert side_by_side.with_others(mini) == (accord,)
    own = mini.partnerships["lantern-initiative"].parties
    changed = {**mini.partnerships, accord.id: mini.partnerships[accord.id].model_copy(update={"parties": own})}
    assert side_by_side.with_others(replace(mini, records={**mini.records, "partnerships": changed})) == ()
