"""An invitation makes an account once, for one person."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards.models import BoardOffice
from foundation.mail import CLEARED
from foundation.models import Message, User
from localities.access import INVITATIONS
from localities.inviting import accept, find, invite
from localities.models import Invitation, Person

PASSWORD = "tuesday-harbour-lantern"


@pytest.fixture
def newcomer(inside) -> Person:
    person = Person.objects.create(name="Nell New", email="Nell@new.example")
    BoardOffice.objects.create(board=inside.board, person=person, kind="adviser")
    return person


def token_sent(cast) -> str:
    with cast.inside(CLEARED):
        return Message.objects.latest("pk").body_text.partition("/invitations/")[2].partition("/")[0]


def test_an_invited_person_opens_an_account_and_is_signed_in_with_their_roles(inside, newcomer):
    inside.client("admin").post(f"/manage/people/{newcomer.pk}/invitation/")
    client, address = inside.client(), f"/invitations/{token_sent(inside)}/"
    assert "Welcome, Nell New" in client.get(address).content.decode()
    assert client.post(address, {"password": PASSWORD}).headers["Location"] == "/desk/"
    newcomer.refresh_from_db()
    assert newcomer.user.email == "nell@new.example" and client.session["partnership"] == inside.partnership.pk
    assert inside.client().get(address).status_code == 410


@pytest.mark.parametrize("password", ["", "short", "password123"])
def test_a_weak_password_is_refused_at_its_field(inside, newcomer, password):
    invite(newcomer, by=inside.users["admin"])
    answer = inside.client().post(f"/invitations/{token_sent(inside)}/", {"password": password})
    assert answer.status_code == 200 and "govuk-error-message" in answer.content.decode()
    assert not User.objects.filter(email="nell@new.example").exists()


def test_a_link_that_ended_was_tampered_with_or_replaced_opens_nothing(inside, newcomer):
    invite(newcomer, by=inside.users["admin"])
    first = token_sent(inside)
    assert find(first[:-1] + "x") is None
    invite(newcomer, by=inside.users["admin"])
    assert find(first) is None
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert inside.client().get(f"/invitations/{token_sent(inside)}/").status_code == 410


def test_a_link_answered_twice_makes_one_account(inside, newcomer):
    invitation = invite(newcomer, by=inside.users["admin"])
    accept(invitation, password=PASSWORD)
    with pytest.raises(ValidationError, match="used already"):
        accept(invitation, password=PASSWORD)


def test_an_address_that_has_an_account_joins_by_signing_in(inside, newcomer):
    user = User.objects.create_user("nell@new.example", PASSWORD)
    invitation = invite(newcomer, by=inside.users["admin"])
    with pytest.raises(ValidationError, match="has an account already"):
        accept(invitation, password="another-long-password")
    assert accept(invitation, user=user) == user


def test_nobody_but_the_administrator_invites(inside, newcomer, elsewhere):
    address = f"/manage/people/{newcomer.pk}/invitation/"
    assert inside.client().post(address).status_code == 302
    assert inside.client("resident").post(address).status_code == 404
    assert inside.client("auditor").post(address).status_code == 403
    assert elsewhere.client("admin").post(address).status_code == 404
    with inside.inside(INVITATIONS):
        assert not Invitation.objects.exists()


def test_who_was_invited_shows_to_officers_and_to_whoever_has_the_link(inside, newcomer):
    invite(newcomer, by=inside.users["admin"])
    token = token_sent(inside)
    with inside.inside("nothing"):
        assert not Invitation.objects.exists()
        assert find(token).person == newcomer
    for who in ("admin", "clerk", "auditor"):
        assert "Invited on" in inside.client(who).get(f"/manage/people/{newcomer.pk}/").content.decode()


def test_a_person_without_an_address_is_not_invited(inside):
    with pytest.raises(ValidationError, match="Add an e-mail address"):
        invite(Person.objects.create(name="No Address"), by=inside.users["admin"])
