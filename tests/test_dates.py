"""Dates: what may be written, what readers see, and what an inference rule computes."""

from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

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
        ("../2025-07-25", "by 25 July 2025"),
        ("../2024-07~", "by around July 2024"),
        ("2024-08-13/..", "after 13 August 2024"),
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
        "2024-W30",
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_what_was_expected(edtf):
    with pytest.raises(ValueError, match="expected for example 2024"):
        dates.parse(edtf)


@pytest.mark.parametrize("edtf", ["2030/2021", "[2024-08-11..2024-08-05]"])
def test_a_span_or_window_that_runs_backwards_is_refused(edtf):
    with pytest.raises(ValueError, match="ends before it begins"):
        dates.parse(edtf)


def test_a_window_lies_between_its_ends():
    period = dates.parse("[2024-08-05..2024-08-11]")
    assert (period.form, period.earliest, period.latest) == ("window", date(2024, 8, 5), date(2024, 8, 11))


def test_an_open_end_stays_open():
    assert dates.parse("../2025-07-25").earliest is None
    assert dates.parse("2024-08-13/..").latest is None


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
        ("by-publication", "2024-07~", "../2024-07~"),
        ("after-publication", "2024-08-13", "2024-08-13/.."),
    ],
)
def test_a_rule_computes_a_date_from_the_day_the_source_appeared(rule, published, computed):
    assert dates.computed(rule, published) == computed


@pytest.mark.parametrize(
    ("rule", "published"),
    [("week-before", "2024-07~"), ("same-week", "2024-07"), ("month-before", "2024"), ("rest-of-year", "2024-07~")],
)
def test_a_rule_is_refused_where_the_source_is_dated_less_precisely_than_it_needs(rule, published):
    with pytest.raises(ValueError, match="cannot be applied"):
        dates.computed(rule, published)


@pytest.mark.parametrize("edtf", ["2024", "2024-07", "2024-07-24"])
def test_only_a_plain_day_month_or_year_is_certain(edtf):
    assert dates.is_certain(edtf)
    assert not dates.is_certain(f"../{edtf}")
    assert not dates.is_certain(f"{edtf}~")


@pytest.mark.parametrize("edtf", ["2024", "2023-02", "2024-02", "2024-12", "2024-07-24", "2024-02-29", "2021/2030"])
def test_a_date_lies_between_the_days_that_the_edtf_library_reads(edtf):
    period, read = dates.parse(edtf), parse_edtf(edtf)
    bounds = [date(*bound()[:3]) for bound in (read.lower_strict, read.upper_strict)]
    assert [period.earliest, period.latest] == bounds


@pytest.mark.parametrize("edtf", ["2024-07~", "[2024-08-05..2024-08-11]", "../2025-07-25", "2024-08-13/.."])
def test_every_form_of_date_is_edtf(edtf):
    assert dates.parse(edtf) and parse_edtf(edtf)


@pytest.mark.parametrize("edtf", ["2023-02-30", "2024-13", "2024-00", "2024-06-31"])
def test_the_edtf_library_refuses_the_dates_that_are_refused_here(edtf):
    with pytest.raises(EDTFParseException):
        parse_edtf(edtf)
    with pytest.raises(ValueError, match="not a date that exists"):
        dates.parse(edtf)
