"""People ask to be told what changes: confirmed by a link, taken back by a link, forgotten afterwards (E30, R31)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement import answering_issues, following, sorting
from engagement.models import EngagementRules, Follower
from localities.models import Locality
from tests.engagement.voices import an_activity, an_issue, link_in

SAID = {"email": "Jo@Home.example"}


def set_stage(cast):
    return {"activity": an_activity(cast), "issue": an_issue(cast), "draft": an_activity(cast, published_at=None)}


def waiting(cast) -> list[str]:
    with cast.inside():
        return list(Follower.objects.waiting().values_list("email", flat=True))


def test_somebody_is_told_only_after_they_confirmed_and_can_take_it_back(inside, made, mails):
    client, page = inside.client(), f"/have-your-say/{made['activity'].pk}/follow/"
    assert "You need no account" in client.get(page).content.decode()
    answer = client.post(page, SAID)
    assert answer.status_code == 302 and "home.example" not in answer.url
    assert "check your email" in client.get(answer.url).content.decode()
    (letter,) = mails(template="follower_to_confirm")
    assert (
        letter.to_address == "jo@home.example" and following.tell(made["activity"], "follower_to_confirm", key="x") == 0
    )
    link = link_in(letter, "following")
    shown = client.get(link)
    assert "Yes, tell me" in shown.content.decode() and shown["X-Robots-Tag"].startswith("noindex")
    assert not waiting(inside), "opening the page changes nothing"
    client.post(f"{link}confirmation/")
    client.post(f"{link}confirmation/")
    assert "delete my address" in client.get(link).content.decode() and waiting(inside) == ["jo@home.example"]
    client.post(page, SAID)
    assert len(mails(template="follower_to_confirm")) == 1, "who is there already gets no second message"
    client.post(f"{link}ending/")
    with inside.inside():
        gone = Follower.objects.get()
    assert (gone.email, gone.token_hash) == ("", "") and gone.left_at
    assert client.get(link).status_code == 404


def test_each_is_told_once_and_forgotten_after_the_last_time(inside, made, mails):
    follower = following.follow(made["issue"], email="jo@home.example")
    following.confirm(follower)
    for _ in range(2):
        following.tell(made["issue"], "follower_to_confirm", key="news")
    assert len(mails(key=f"follower:{follower.pk}:news")) == 1
    assert following.tell(made["issue"], "follower_to_confirm", key="end", last=True) == 1
    assert following.tell(made["issue"], "follower_to_confirm", key="more") == 0
    assert Follower.objects.get().email == ""


def test_who_is_signed_in_needs_no_link_for_their_own_address_alone(inside, made, mails):
    page, mine = f"/issues/{made['issue'].pk}/follow/", inside.users["resident"].email
    inside.client("resident").post(page, {"email": mine})
    assert waiting(inside) == [mine] and not mails(template="follower_to_confirm")
    inside.client("resident").post(page, SAID)
    assert waiting(inside) == [mine] and len(mails(template="follower_to_confirm")) == 1


def test_what_is_not_confirmed_runs_out_and_after_a_year_nothing_is_kept(inside, made, mails):
    stale, kept = (following.follow(about, email="jo@home.example") for about in (made["issue"], made["activity"]))
    following.confirm(kept)
    Follower.objects.filter(pk=stale.pk).update(asked_at=timezone.now() - datetime.timedelta(days=8))
    link = f"/following/{following.token(stale)}/"
    assert inside.client().get(link).status_code == 410
    EngagementRules.objects.create(confirm_days=9)
    assert inside.client().get(link).status_code == 200
    EngagementRules.objects.all().delete()
    with pytest.raises(ValidationError, match="run out"):
        following.confirm(stale)
    with inside.inside():
        following.forget()
        assert list(Follower.objects.all()) == [kept]
        Follower.objects.update(asked_at=timezone.now() - datetime.timedelta(days=366))
        own = EngagementRules.objects.create(locality=inside.locality, follower_days=400, confirm_days=2)
        following.forget()
        assert Follower.objects.get().email, "the locality's own rules keep it longer"
        own.delete()
        following.forget()
        assert Follower.objects.get().email == ""


def test_no_address_is_flooded_and_nobody_else_sees_one(inside, made, mails):
    for number in range(3):
        following.follow(an_activity(inside, title=f"Number {number}"), email="jo@home.example")
    answer = inside.client().post(f"/have-your-say/{made['activity'].pk}/follow/", SAID)
    assert answer.status_code == 422 and "Open the link in one of them first" in answer.content.decode()
    with inside.inside("draft:board:*"):
        assert not Follower.objects.exists()


def test_who_follows_an_issue_goes_with_it_to_another_team(inside, made, mails):
    other = Locality.objects.create(name="Elsewhere", slug="elsewhere")
    following.follow(made["issue"], email="jo@home.example")
    sorting.move(made["issue"], other, by=inside.users["clerk"])
    assert Follower.objects.get().locality == other


def test_who_follows_an_issue_is_told_once_what_came_of_it(inside, made, mails):
    answered = {"state": "answered", "answer": "We cut it", "answered_by": "The county", "answered_at": timezone.now()}
    issue = an_issue(inside, reference="HV-26-0002", **answered)
    following.confirm(following.follow(issue, email="jo@home.example"))
    answering_issues.feed_back(issue, outcome="changed", words="It is clean.", by=inside.users["clerk"])
    (letter,) = mails(template="issue_followed")
    assert "It is clean." in letter.body_text and "no longer hold" in letter.body_text
    assert Follower.objects.get().email == ""


@pytest.mark.parametrize("wrong", ["", "nowhere", "a@b" + "c" * 300 + ".example"])
def test_an_address_that_is_none_is_refused_with_what_was_typed(inside, made, wrong):
    answer = inside.client().post(f"/have-your-say/{made['activity'].pk}/follow/", {"email": wrong})
    assert answer.status_code == 422 and wrong in answer.content.decode()
    assert inside.client().get(f"/have-your-say/{made['draft'].pk}/follow/").status_code == 404


def test_a_machine_waits_and_what_it_typed_stays(inside, made):
    client, page = inside.client(), f"/have-your-say/{made['activity'].pk}/follow/"
    answers = [client.post(page, {"email": f"jo{n}@home.example"}, REMOTE_ADDR="203.0.113.77") for n in range(12)]
    assert answers[0].status_code == 302 and answers[-1].status_code == 422
    assert "wait" in answers[-1].content.decode() and "jo11@home.example" in answers[-1].content.decode()
    assert client.post(page, SAID, REMOTE_ADDR="203.0.113.78").status_code == 302
