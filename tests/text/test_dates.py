"""Dates: what may be written, what readers see, and what an inference rule computes."""

import re
from datetime import date
from itertools import product

import pytest
import yaml
from edtf import Date as PlainDate
from edtf import (
    Interval,
    Level1Interval,
    Level2Interval,
    Level2Season,
    OneOfASet,
    Season,
    UncertainOrApproximate,
    Unspecified,
    parse_edtf,
)
from edtf.parser.edtf_exceptions import EDTFParseException

from tsi.records.types import When
from tsi.text import dates


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024", "2024"),
        ("2024-07", "July 2024"),
        ("2024-07-24", "24 July 2024"),
        ("2024-07~", "around July 2024"),
        ("[2024-08-05..2024-08-11]", "one day between 5 and 11 August 2024"),
        ("[2024-07-29..2024-08-04]", "one day between 29 July and 4 August 2024"),
        ("[2023-12-30..2024-01-02]", "one day between 30 December 2023 and 2 January 2024"),
        ("[2023-05-08..2023-12-31]", "one day between 8 May and 31 December 2023"),
        ("2021/2030", "2021 to 2030"),
        ("[..2025-07-25]", "by 25 July 2025"),
        ("[..2024-07,2024-07~]", "by around July 2024"),
        ("[2024-08-13..]", "after 13 August 2024"),
        ("[2024~,2024..]", "after around 2024"),
        ("unknown", "date not known"),
    ],
)
def test_a_reader_sees_words_and_never_the_code(edtf, words):
    assert dates.words(edtf) == words


@pytest.mark.parametrize(
    "edtf",
    [
        "2023-02-30",
        "2024-13",
        "2024-00",
        "2024-7",
        "24 July 2024",
        "",
        "2024-07-24T10:00",
        "[2024-08-05",
        "../..",
        "[..]",
        "[..2024-07,2024-08,2024-08~]",
        "[2024-07]",
        "2024-W30",
        "٢٠٢٤",
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_what_was_expected(edtf):
    with pytest.raises(ValueError, match="expected for example 2024"):
        dates.parse(edtf)


@pytest.mark.parametrize("edtf", ["2030/2021", "[2024-08-11..2024-08-05]"])
def test_a_span_or_window_that_runs_backwards_is_refused(edtf):
    with pytest.raises(ValueError, match="ends before it begins"):
        dates.parse(edtf)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("../2025-07-25", "[..2025-07-25]"),
        ("2024-08-13/..", "[2024-08-13..]"),
        ("../2024-07~", "[..2024-07,2024-07~]"),
        ("2024~/..", "[2024~,2024..]"),
        ("[..2024-07~]", "[..2024-07,2024-07~]"),
        ("[2024-07~..]", "[2024-07~,2024-07..]"),
        ("[..2024-06,2024-07~]", "[..2024-07,2024-07~]"),
        ("[..2024-06,2024-07]", "[..2024-07]"),
    ],
)
def test_an_open_end_that_edtf_has_otherwise_is_refused_with_what_to_write_instead(written, instead):
    message = f"for a single day {dates.words(instead)}, write {instead}"
    with pytest.raises(ValueError, match=f"{re.escape(message)}$"):
        dates.parse(written)


def test_an_interval_is_refused_for_a_single_day_with_the_reason():
    with pytest.raises(ValueError, match=r"‘\.\./2025-07-25’ is an interval, for something that lasted"):
        dates.parse("../2025-07-25")


@pytest.mark.parametrize("edtf", ["[2024-07~..2024-08]", "[2024-07..2024-08-03]", "[2024~..2025~]"])
def test_a_window_whose_bounds_are_unlike_or_approximate_is_refused(edtf):
    with pytest.raises(ValueError, match="expected two days, two months or two years"):
        dates.parse(edtf)


def test_a_window_lies_between_its_ends():
    period = dates.parse("[2024-08-05..2024-08-11]")
    assert (period.form, period.earliest, period.latest) == ("window", date(2024, 8, 5), date(2024, 8, 11))


def test_an_open_end_stays_open():
    assert dates.parse("[..2025-07-25]").earliest is None
    assert dates.parse("[2024-08-13..]").latest is None


@pytest.mark.parametrize(
    ("rule", "published", "computed"),
    [
        ("same-year", "2023-05-08", "2023"),
        ("same-year", "2024-07~", "2024"),
        ("year-before", "2023-05-08", "2022"),
        ("month-before", "2023-05-08", "2023-04"),
        ("month-before", "2024-01-15", "2023-12"),
        ("same-week", "2024-08-13", "[2024-08-12..2024-08-18]"),
        ("same-week", "2024-07~", "2024-07~"),
        ("week-before", "2024-08-13", "[2024-08-05..2024-08-11]"),
        ("rest-of-year", "2023-05-08", "[2023-05-08..2023-12-31]"),
        ("by-publication", "2024-07~", "[..2024-07,2024-07~]"),
        ("by-publication", "2024-08-13", "[..2024-08-13]"),
        ("by-publication", "[2024-08-05..2024-08-11]", "[..2024-08-11]"),
        ("after-publication", "2024-08-13", "[2024-08-13..]"),
        ("after-publication", "2024-07~", "[2024-07~,2024-07..]"),
        ("after-publication", "2023/2024", "[2023..]"),
    ],
)
def test_a_rule_computes_a_date_from_the_day_the_source_appeared(rule, published, computed):
    assert dates.computed(rule, published) == computed


@pytest.mark.parametrize(
    ("rule", "published"),
    [
        ("week-before", "2024-07~"),
        ("same-week", "2024-07"),
        ("month-before", "2024"),
        ("rest-of-year", "2024-07~"),
        ("by-publication", "unknown"),
        ("by-publication", "[2024..]"),
        ("after-publication", "[..2024]"),
    ],
)
def test_a_rule_is_refused_where_the_source_is_dated_less_precisely_than_it_needs(rule, published):
    with pytest.raises(ValueError, match="cannot be applied"):
        dates.computed(rule, published)


@pytest.mark.parametrize("edtf", ["2024", "2024-07", "2024-07-24"])
def test_only_a_plain_day_month_or_year_is_certain(edtf):
    assert dates.is_certain(edtf)
    assert not dates.is_certain(f"[..{edtf}]")
    assert not dates.is_certain(f"{edtf}~")
    assert not dates.is_certain(f"{edtf}?")


@pytest.mark.parametrize("edtf", ["[..2025-07-25]", "[2024-08-05..2024-08-11]", "[..2024-07,2024-07~]"])
def test_a_record_may_leave_out_the_quotes_round_a_set(edtf):
    written = yaml.load(f"{{is: {edtf}, cite: made-up:1}}", yaml.BaseLoader)
    assert When.model_validate(written).is_ == edtf


# As the edtf library reads them

PLAIN = ["2023", "2023-02", "2024-02", "2024-12", "2024-02-29", "2024-07-24"]
POINTS = [*PLAIN, *(f"{plain}~" for plain in PLAIN)]
ENDS = [f"2025{plain[4:]}" for plain in ("2023", "2023-02", "2023-07-24")]
EVERY_FORM = {
    PlainDate: PLAIN,
    UncertainOrApproximate: [f"{plain}{mark}" for plain in PLAIN for mark in "~?%"],
    Unspecified: ["202X", "203X~", "203X?", "203X%"],
    Season: ["2025-21", "2025-22", "2025-23"],
    Level2Season: ["2025-33", "2025-34", "2025-35", "2025-36", "2025-37", "2025-38", "2025-39", "2025-40", "2025-41"],
    Level2Interval: ["202X/203X"],
    Interval: [f"{first}/{last}" for first, last in product(PLAIN, ENDS)],
    Level1Interval: [f"{first}~/{last}~" for first, last in product(PLAIN, ENDS)],
    OneOfASet: [
        *(f"[{first}..{last}]" for first, last in product(PLAIN, ENDS) if len(first) == len(last)),
        *map(dates.by, POINTS),
        *map(dates.since, POINTS),
    ],
}
"""By what the library makes of it."""


def _day(read) -> date | None:
    return date(*read[:3]) if isinstance(read, tuple) else None


@pytest.mark.parametrize(("kind", "edtf"), [(kind, edtf) for kind, forms in EVERY_FORM.items() for edtf in forms])
def test_the_edtf_library_reads_each_form_as_what_it_is_with_the_same_bounds(kind, edtf):
    period, read = dates.parse(edtf), parse_edtf(edtf)
    assert type(read) is kind
    assert [period.earliest, period.latest] == [_day(read.lower_strict()), _day(read.upper_strict())]
    assert (period.earliest is None) == (read.lower_strict() == float("-inf"))
    assert (period.latest is None) == (read.upper_strict() == float("inf"))


def test_every_form_but_the_unknown_is_read():
    assert {dates.parse(edtf).form for forms in EVERY_FORM.values() for edtf in forms} == {
        "point", "stretch", "span", "window", "before", "after",
    }  # fmt: skip


def test_a_winter_runs_into_the_next_year_which_the_edtf_library_cuts_off():
    assert type(parse_edtf("2023-24")) is Season
    assert (dates.parse("2023-24").earliest, dates.parse("2023-24").latest) == (date(2023, 12, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    "edtf", ["2025-20", "2025-25", "2025-32", "2025-42", "2025-21~", "20XX", "2024-XX", "[..203X]"]
)
def test_a_stretch_that_is_not_held_is_refused(edtf):
    with pytest.raises(ValueError, match="expected for example"):
        dates.parse(edtf)


@pytest.mark.parametrize(
    ("edtf", "instead"),
    [
        ("2024-XX", "2024"),
        ("2024-07-XX", "2024-07"),
        ("2024-XX-XX", "2024"),
        ("20XX", "2000/2099"),
        ("2025-26", "2025-21"),
    ],
)
def test_a_form_of_edtf_that_is_not_held_is_refused_with_what_to_write_instead(edtf, instead):
    with pytest.raises(ValueError, match=f"written otherwise here: .*{re.escape(instead)}"):
        dates.parse(edtf)


@pytest.mark.parametrize("edtf", ["203X", "2025-21", "2025-33"])
@pytest.mark.parametrize("rule", ["same-year", "month-before", "rest-of-year"])
def test_no_day_is_computed_from_a_source_that_appeared_in_a_stretch(edtf, rule):
    with pytest.raises(ValueError, match="cannot be applied"):
        dates.computed(rule, edtf)


@pytest.mark.parametrize("edtf", ["2023-02-30", "2024-13", "2024-00", "2024-06-31"])
def test_the_edtf_library_refuses_the_dates_that_are_refused_here(edtf):
    with pytest.raises(EDTFParseException):
        parse_edtf(edtf)
    with pytest.raises(ValueError, match="not a date that exists"):
        dates.parse(edtf)


@pytest.mark.parametrize(("edtf", "day"), [("2024-07", "2024-07-31"), ("[2020-11-04..]", "2020-11-04")])
def test_the_last_day_known_of_an_open_date_is_that_from_which_it_is_open(edtf: str, day: str):
    assert str(dates.last_known_day(edtf)) == day


def test_of_a_date_that_is_unknown_no_day_is_known():
    with pytest.raises(ValueError, match="has no known day"):
        dates.last_known_day(dates.UNKNOWN)
