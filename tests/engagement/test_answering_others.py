"""What other bodies consult on is answered before the last day, by who may agree it, and the copy is public (A44)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagement import answering_others
from engagement.models import OutsideAnswer, OutsideConsultation
from foundation.models import Edition
from tests.engagement.voices import in_days
from tests.localities.test_people import days

FACTS = {
    "asked_by": "Testshire County Council", "title": "The local plan", "kind": "planning", "officer": "Ash of Planning",
    "officer_email": "ash@hill.example",
}  # fmt: skip


def known(cast, closes_in=20, **facts) -> OutsideConsultation:
    row = OutsideConsultation(**{**FACTS, "locality": cast.locality, "closes_on": in_days(closes_in), **facts})
    return answering_others.record_consultation(row, by=cast.users["clerk"])


def test_an_officer_records_answers_sends_and_publishes(inside):
    clerk, today = inside.client("clerk"), timezone.localdate()
    said = {**FACTS, "locality": inside.locality.pk, **days("closes_on", in_days(20))}
    assert clerk.post("/manage/engagement/others/new/", {**said, "title": ""}).status_code == 422
    page = clerk.post("/manage/engagement/others/new/", said).url
    with inside.inside():
        row = OutsideConsultation.objects.get()
    public = f"/answers-to-others/{row.pk}/"
    assert "The local plan" in inside.client().get("/answers-to-others/").content.decode()
    assert "ash@hill.example" not in inside.client().get(public).content.decode()
    assert clerk.post(page, {"text": "We object to the houses on the meadow"}).status_code == 302
    assert "meadow" not in inside.client().get(public).content.decode()
    clerk.post(f"{page}publication/")
    unagreed = clerk.post(page, {"text": "We object", **days("sent_on", today)})
    assert unagreed.status_code == 422 and "Say which decision agreed it" in unagreed.content.decode()
    sent = {
        "text": "We object to the houses",
        "delegated": "The chair",
        **days("agreed_on", today),
        **days("sent_on", today),
    }
    assert clerk.post(page, sent).status_code == 302
    clerk.post(f"{page}publication/")
    shown = inside.client().get(public).content.decode()
    assert "We object to the houses" in shown and "The chair" in shown
    assert "cannot be changed" in clerk.post(page, {**sent, "text": "Other"}).content.decode()
    with inside.inside():
        assert Edition.objects.filter(series=f"outside:{row.pk}").count() == 1
    assert inside.client("auditor").post(page, sent).status_code == 403


def test_an_answer_after_the_last_day_warns_and_wants_a_reason(inside):
    row, today = known(inside, closes_in=-3), timezone.localdate()
    assert (
        "need not read what comes later"
        in inside.client("clerk").get(f"/manage/engagement/others/{row.pk}/").content.decode()
    )
    assert "No answer sent" in inside.client().get("/answers-to-others/").content.decode()
    with inside.inside():
        late = OutsideAnswer(text="We object", delegated="The chair", agreed_on=today, sent_on=today)
        with pytest.raises(ValidationError, match="need not read"):
            answering_others.save_answer(row, late, by=inside.users["clerk"])
        late.late_because = "They gave us until Friday"
        answering_others.save_answer(row, late, by=inside.users["clerk"])
        with pytest.raises(ValidationError, match="not come yet"):
            late.sent_on = in_days(1)
            answering_others.save_answer(row, late, by=inside.users["clerk"])
        with pytest.raises(IntegrityError), transaction.atomic():
            OutsideAnswer.objects.filter(pk=late.pk).update(delegated="")
    with inside.inside("draft:board:*"):
        assert not OutsideAnswer.objects.exists()


def test_whoever_writes_it_is_reminded_before_the_last_day_and_on_it(inside, mails):
    known(inside, closes_in=30)
    known(inside, closes_in=5, not_answered_because="It is not about us")
    soon = known(inside, closes_in=7)
    for _ in range(2):
        answering_others.remind()
    OutsideConsultation.objects.filter(pk=soon.pk).update(closes_on=timezone.localdate())
    answering_others.remind()
    assert [mail.about for mail in mails(template="outside_due")] == [f"outside:{soon.pk}"] * 2
