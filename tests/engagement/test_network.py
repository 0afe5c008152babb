"""Leaders and champions join by consent, are shown only by a consent of its own, and leave nothing behind (E6, R34)."""

import datetime

import pytest
from django.utils import timezone

from engagement import networking
from engagement.models import Audience, NetworkListing, NetworkMember
from foundation.models import Act
from tests.engagement.voices import link_in

SAID = {
    "name": "Jo Canary", "email": "jo@home.example", "role": "leader", "community_kind": "place", "offers": "A room",
    "community": "Mill Lane estate", "age": "18", "agrees": "on",
}  # fmt: skip


def joined(cast, name: str, **facts) -> NetworkMember:
    said = {**{key: value for key, value in SAID.items() if key != "agrees"}, "email": f"{name}@home.example"}
    member = networking.ask_to_join(cast.partnership, locality=cast.locality, wants_listing=False, **{**said, **facts})
    return networking.confirm(member)


def test_somebody_joins_is_shown_and_leaves_nothing_behind(inside, mails):
    client, clerk, sent = inside.client(), inside.client("clerk"), {**SAID, "locality": inside.locality.pk}
    assert client.post("/network/join/", {**sent, "wants_listing": "on"}).url == "/network/sent/"
    (letter,) = mails(template="network_to_confirm")
    link = link_in(letter, "network/members")
    assert "Nobody waits" in clerk.get("/manage/engagement/network/").content.decode()
    client.post(f"{link}confirmation/")
    assert "Jo Canary" in clerk.get("/manage/engagement/network/").content.decode()
    with inside.inside():
        member = NetworkMember.objects.get()
    assert member.consent.startswith("I agree") and member.consent_version == networking.consent_to(member.consent)
    clerk.post(f"/manage/engagement/network/{member.pk}/acceptance/")
    clerk.post(f"/manage/engagement/network/{member.pk}/refusal/")
    page = client.get("/network/").content.decode()
    assert "Jo Canary" in page and "Mill Lane estate" in page and "home.example" not in page
    client.post("/network/join/", {**sent, "name": "Somebody else"})
    assert len(mails(template="network_to_confirm")) == 2, "the owner of the address hears of it, and nobody else"
    client.post(f"{link}unlisting/")
    assert "Jo Canary" not in client.get("/network/").content.decode()
    client.post(f"{link}leaving/")
    assert client.get(link).status_code == 404
    with inside.inside():
        left = NetworkMember.objects.get()
        assert not any((left.name, left.email, left.community, left.offers, left.token_hash)) and left.left_at
        assert not NetworkListing.objects.exists() and not Act.objects.filter(target_name__contains="Canary").exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"age": "under-13"}, "people who are 13 or older"),
        ({"age": ""}, "How old are you?"),
        ({"agrees": ""}, "Tick the box to agree"),
        ({"email": "nowhere"}, "Enter an email address in the correct format"),
        ({"community": "", "name": ""}, "Enter your name"),
        ({"offers": "x" * 1001}, "must be 1000 characters or fewer"),
    ],
)
def test_who_is_too_young_or_agrees_to_nothing_is_told_so(inside, wrong, words):
    answer = inside.client().post("/network/join/", {**SAID, "locality": inside.locality.pk, **wrong})
    page = answer.content.decode()
    assert (answer.status_code == 422 and words in page and 'value="Mill Lane' in page) or not wrong.get(
        "community", "x"
    )
    with inside.inside():
        assert not NetworkMember.objects.exists()


def test_the_network_is_counted_by_year_without_small_numbers(inside):
    clerk, last_year = inside.users["clerk"], timezone.now() - datetime.timedelta(days=366)
    older = Audience.objects.create(key="older", name="Older people")
    for number in range(6):
        networking.accept(joined(inside, f"older{number}", audience=older), by=clerk)
    networking.accept(joined(inside, "one"), by=clerk)
    NetworkMember.objects.filter(email__startswith="older").update(accepted_at=last_year, confirmed_at=last_year)
    networking.leave(NetworkMember.objects.first())
    before, now = networking.growth()
    assert (before["joined"], before["members"], before["left"]) == ("6", "6", "0")
    assert (now["joined"], now["left"], now["members"]) == ("fewer than 5", "fewer than 5", "6")
    assert networking.diversity() == [("No audience named", "fewer than 5"), ("Older people", "5")]
    with inside.inside("draft:board:*"):
        assert not NetworkMember.objects.exists()


def test_what_is_not_confirmed_is_removed_and_what_is_declined_is_emptied(inside, mails):
    stale = joined(inside, "stale")
    NetworkMember.objects.update(confirmed_at=None, asked_at=timezone.now() - datetime.timedelta(days=8))
    assert inside.client().get(f"/network/members/{networking.token(stale)}/").status_code == 410
    with inside.inside():
        networking.forget()
        assert not NetworkMember.objects.exists()
        networking.decline(joined(inside, "jo"), by=inside.users["clerk"])
        assert NetworkMember.objects.get().email == "" and len(mails(template="network_declined")) == 1
