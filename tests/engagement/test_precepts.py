"""A parish's precept is consulted on once a year, and everybody reads what was asked, said and set (E14)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from engagement.models import PreceptConsultation
from engagement.recording_precepts import record_precept
from localities.models import Organisation

PUBLIC_QUERIES = 8
OF_THE_TEST = 2  # a savepoint instead of a transaction
ASKED = {
    "year": 2026,
    "question": "Should we mow the green twice?",
    "how": "A leaflet",
    "precept": 1234550,
    "band_d": 4210,
}


def row(cast, **facts) -> PreceptConsultation:
    return PreceptConsultation(**{"council": cast.organisations["parish"], "locality": cast.locality, **ASKED, **facts})


def test_an_officer_records_it_in_pounds_and_everybody_reads_it(inside):
    clerk, new = inside.client("clerk"), "/manage/engagement/precepts/new/"
    parish, place = inside.organisations["parish"].pk, inside.locality.pk
    sent = {**ASKED, "council": parish, "locality": place, "precept": "12,345.50", "band_d": "42.10"}
    half = clerk.post(new, {**sent, "in_favour": "10"})
    assert half.status_code == 422 and "all three numbers" in half.content.decode()
    assert (
        clerk.post(new, {**sent, "precept": "-1"}).status_code
        == clerk.post(new, {**sent, "band_d": "x"}).status_code
        == 422
    )
    fine = clerk.post(new, {**sent, "precept": "1.234", "band_d": ""}).content.decode()
    assert "Precept proposed must have 2 decimal places or fewer" in fine and "Enter the band D charge a year" in fine
    assert clerk.post(new, {**sent, "council": inside.organisations["county"].pk}).status_code == 422
    assert clerk.post(new, {**sent, "locality": ""}).status_code == 422, "an officer of a locality names it"
    answers = {"in_favour": "120", "against": "30", "other": "0"}
    assert clerk.post(new, {**sent, **answers}).status_code == 302
    twice = clerk.post(new, sent)
    assert twice.status_code == 422 and "for that year is recorded" in twice.content.decode()
    page = inside.client().get("/precepts/").content.decode()
    assert all(
        words in page for words in ("£12,345.50", "£42.10", "2026/27", "120 for, 30 against, 0 other", "Not yet")
    )
    with inside.inside():
        kept = PreceptConsultation.objects.get()
    change = f"/manage/engagement/precepts/{kept.pk}/"
    assert inside.client("auditor").get(change).status_code == 403
    decided = {"decision": "Mow twice", "decided": "12000", "decided_on_0": "", **dict(zip(
        ("decided_on-day", "decided_on-month", "decided_on-year"), ("5", "1", "2026"), strict=True))}  # fmt: skip
    assert clerk.post(change, {**sent, **answers, **decided}).status_code == 302
    assert "£12,000 on 5 January 2026. Mow twice" in inside.client().get("/precepts/?year=2026").content.decode()
    assert "No consultation" in inside.client().get("/precepts/?year=2020").content.decode()
    assert inside.client().get("/precepts/?year=x&council=y&page=z").status_code == 200


def test_the_database_takes_one_a_year_and_no_half_of_a_decision(inside):
    record_precept(row(inside), by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="for that year is recorded"):
        record_precept(row(inside), by=inside.users["clerk"])
    for wrong in ({}, {"year": 2025, "decision": "Yes"}, {"year": 2025, "against": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row(inside, **wrong).save()


def test_the_table_costs_the_same_with_many(inside, django_assert_max_num_queries):
    for number in range(30):
        council = Organisation.objects.create(kind="parish", name=f"Parish {number}")
        row(inside, council=council).save()
    with django_assert_max_num_queries(PUBLIC_QUERIES + OF_THE_TEST):
        assert inside.client().get("/precepts/").content.decode().count("£42.10") == 30
