"""People sign up without an account, wait, take it back and are forgotten; staff count who came, by group alone."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from engagement import counting_heads, scheduling, signing_up
from engagement.models import HeadCount, SignUp
from engagement.telling_sign_ups import sign_up_token
from foundation.models import Act
from tests.engagement.plans import audiences, in_days, plan


def set_stage(cast):
    return {
        "small": plan(cast, "Tea for six", at=2, sign_up_until=in_days(2), places=6),
        "held": plan(cast, "A fair", at=-30, heard=("residents", "carers"), sign_up_until=in_days(-30)),
    }


def send(cast, activity, **typed):
    return cast.client().post(f"/have-your-say/{activity.pk}/sign-up/", {"people": "2", **typed})


def kept(cast, activity) -> list[tuple[int, bool]]:
    with cast.inside():
        return [(row.people, bool(row.placed_at)) for row in SignUp.objects.standing().filter(activity=activity)]


def test_somebody_signs_up_with_nothing_but_a_number_and_gives_the_place_back_by_link(inside, made):
    small = made["small"]
    answer = send(inside, small, people="4")
    page = inside.client().get(answer["Location"]).content.decode()
    assert "You have signed up" in page and "Keep the address of this page" in page
    assert "2 of 6 places are free" in inside.client().get(small.get_absolute_url()).content.decode()
    inside.client().post(f"{answer['Location']}withdrawal/")
    assert "You gave your place back" in inside.client().get(answer["Location"]).content.decode()
    assert kept(inside, small) == [] and signing_up.free_places(small) == 6
    assert inside.client().get("/have-your-say/sign-ups/made-up/").status_code == 404


def test_who_comes_later_waits_and_has_the_place_that_is_given_back(inside, made, mails):
    small = made["small"]
    first = signing_up.sign_up(small, people=5, email="first@example.org", name="Jo")
    waits = signing_up.sign_up(small, people=3, email="waits@example.org", needs="A ramp")
    fits = signing_up.sign_up(small, people=1)
    assert kept(inside, small) == [(5, True), (3, False), (1, True)]
    queue = inside.client().get(f"/have-your-say/sign-ups/{sign_up_token(waits)}/").content.decode()
    assert "Leave the waiting list" in queue and "Give the place back" not in queue
    assert "All 6 places are taken" in inside.client().get(f"/have-your-say/{small.pk}/sign-up/").content.decode()
    signing_up.withdraw(first)
    assert kept(inside, small) == [(3, True), (1, True)] and signing_up.free_places(small) == 2
    assert [(m.to_address, m.template) for m in mails()] == [
        ("first@example.org", "sign_up_placed"), ("waits@example.org", "sign_up_waits"),
        ("waits@example.org", "sign_up_placed"),
    ]  # fmt: skip
    assert f"/have-your-say/sign-ups/{sign_up_token(waits)}/" in mails()[-1].body_text
    page = inside.client("clerk").get(f"/manage/engagement/activities/{small.pk}/sign-ups/").content.decode()
    assert "4 people have a place, of 6" in page and "A ramp" in page and "waits@example.org" not in page
    with inside.inside():
        first.refresh_from_db()
    assert fits.placed_at and (first.name, first.email) == ("", "")
    assert not Act.objects.filter(target_name__contains="Jo").exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"people": ""}, "How many of you will come"), ({"people": "0"}, "must be 1 or more"),
     ({"people": "21"}, "20 or less"), ({"people": "7"}, "There are 6 places in all"),
     ({"email": "no address"}, "correct format"),
     ({"needs": "x" * 501}, "500 characters or fewer")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(inside, made, wrong, words):
    answer = send(inside, made["small"], name="Jo <script>", **wrong)
    page = answer.content.decode()
    assert (
        answer.status_code == 422 and words in page and "Jo &lt;script&gt;" in page and not kept(inside, made["small"])
    )


def test_more_places_take_in_who_waits(inside, made):
    small = made["small"]
    signing_up.sign_up(small, people=5)
    signing_up.sign_up(small, people=3)
    small.places = 8
    scheduling.keep_activity(small, audiences("residents"), by=inside.users["clerk"])
    assert kept(inside, small) == [(5, True), (3, True)]
    small.places = 7
    scheduling.keep_activity(small, audiences("residents"), by=inside.users["clerk"])
    with inside.inside(), pytest.raises(IntegrityError, match="7 places and 8 are taken"), transaction.atomic():
        SignUp.objects.create(activity=small, locality=small.locality, placed_at=small.created_at)
    assert kept(inside, small) == [(5, True), (3, True)]  # who has a place keeps it


def test_nobody_signs_up_for_what_is_over_or_is_flooded_with_mail(inside, made):
    assert "Signing up has ended" in send(inside, made["held"]).content.decode()
    with pytest.raises(ValidationError, match="any more"):
        signing_up.sign_up(made["held"], people=1)
    with inside.inside():
        for _ in range(5):
            signing_up.sign_up(made["small"], people=1, email="same@example.org")
        assert SignUp.objects.filter(email="same@example.org").count() == signing_up.MOST_MAILS
    statuses = [send(inside, made["small"], people="1").status_code for _ in range(21)]
    assert 429 in statuses and statuses[0] == 302


def test_those_who_signed_up_are_reminded_told_of_a_cancellation_and_forgotten(inside, made, mails):
    small = made["small"]
    row = signing_up.sign_up(small, people=1, email="jo@example.org", needs="A ramp")
    assert signing_up.remind() == 0  # a moment after they were told
    SignUp.objects.filter(pk=row.pk).update(at=row.at - datetime.timedelta(days=3))
    assert (signing_up.remind(), signing_up.remind()) == (1, 0)
    scheduling.cancel(small, "The hall is flooded", by=inside.users["clerk"])
    assert [m.template for m in mails()][-2:] == ["sign_up_reminder", "sign_up_cancelled"]
    assert "The hall is flooded" in mails()[-1].body_text
    SignUp.objects.filter(pk=row.pk).update(activity=made["held"])
    assert (signing_up.forget_contacts(), signing_up.forget_contacts()) == (1, 0)
    row.refresh_from_db()
    assert (row.name, row.email, row.needs, row.token_hash) == ("", "", "", "")
    assert inside.client().get(f"/have-your-say/sign-ups/{sign_up_token(row)}/").status_code == 404


def test_staff_count_who_came_by_group_and_never_more_than_all(inside, made):
    residents, carers = audiences("residents", "carers")
    path, held = f"/manage/engagement/activities/{made['held'].pk}/counts/", made["held"]
    wrong = inside.client("clerk").post(path, {"in_all": "40", f"group_{carers.pk}": "41"})
    assert wrong.status_code == 422 and "must be 40 or less" in wrong.content.decode()
    sent = {"in_all": "40", f"group_{residents.pk}": "31", f"group_{carers.pk}": "3"}
    assert inside.client("clerk").post(path, sent).status_code == 302
    assert counting_heads.counts_of(held) == {None: 40, residents.pk: 31, carers.pk: 3}
    with pytest.raises(ValidationError, match="not begun"):
        counting_heads.count_heads(made["small"], in_all=3, groups={}, by=inside.users["clerk"])
    with inside.inside("draft:board:*"):
        assert not HeadCount.objects.exists() and not SignUp.objects.exists()
    for who in ("resident", "chair", "auditor"):
        assert inside.client(who).post(path, sent).status_code in (403, 404)
