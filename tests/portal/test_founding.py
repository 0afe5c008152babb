"""The platform administrator founds partnerships at the bare host, and sees nothing behind their walls."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from boards.models import BoardKind, ReportTemplate
from foundation import access, tenancy
from foundation.mail import CLEARED
from foundation.models import Act, Host, Message, Partnership, User
from localities.access import INVITATIONS
from localities.models import Invitation, Person
from portal.demo import PLATFORM
from portal.demo.building import open_platform
from portal.founding import found, invite_administrator

ADD = "/admin/foundation/partnership/add/"
PASSWORD = "tuesday-harbour-lantern"
GOOD = {
    "name": "Newshire Partnership", "short_name": "Newshire", "slug": "newshire", "domain": "newshire.localhost",
    "colour": "#0b5563", "administrator_name": "Ann First", "administrator_email": "ann@newshire.example",
}  # fmt: skip


@pytest.fixture
def platform(db, cast) -> Client:
    """The platform administrator's browser, at the bare host."""
    user = User.objects.create_superuser("platform@testshire.example", "a-good-password", name="Pat Platform")
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    session = client.session
    session["partnership"] = None
    session.save()
    return client


def mails(partnership):
    with tenancy.tenant(partnership.pk, [CLEARED]):
        return list(Message.objects.all())


def newshire() -> Partnership:
    return Partnership.objects.get(slug="newshire")


def test_a_founded_partnership_has_its_host_forms_and_kinds_and_its_administrator_is_invited(platform):
    answer = platform.post(ADD, GOOD)
    assert answer.status_code == 302, answer.content.decode()
    assert newshire().main_host == "newshire.localhost"
    with tenancy.tenant(newshire().pk, [INVITATIONS]):
        assert ReportTemplate.objects.count() == 2 and BoardKind.objects.filter(key="locality-board").exists()
        assert Invitation.objects.get().role == "administrator"
        assert Act.objects.get(verb="founded").by_name == "Pat Platform"
    (mail,) = mails(newshire())
    assert mail.to_address == "ann@newshire.example" and "newshire.localhost" in mail.body_text


def test_the_first_administrator_opens_the_account_and_may_manage(platform):
    platform.post(ADD, GOOD)
    token = mails(newshire())[0].body_text.partition("/invitations/")[2].partition("/")[0]
    ann = Client(headers={"host": "newshire.localhost"})
    assert ann.post(f"/invitations/{token}/", {"password": PASSWORD}).headers["Location"] == "/desk/"
    for address in ("/manage/partnership/", "/manage/roles/", "/manage/boards/new/"):
        assert ann.get(address).status_code == 200
    assert "Ann First" in ann.get("/manage/roles/").content.decode()


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"domain": "testshire.localhost"}, "Another partnership has this host."),
        ({"domain": "https://boards.example/"}, "Enter a host name alone"),
        ({"domain": "new.example:8000"}, "Enter a host name alone"),
        ({"slug": "testshire"}, "already exists"),
        ({"slug": "New Shire"}, "valid"),
        ({"colour": "#ffff00"}, "hard to read"),
        ({"administrator_email": "ann"}, "valid email"),
        ({"administrator_name": ""}, "required"),
    ],
)
def test_nothing_is_founded_by_half(platform, bad, words):
    answer = platform.post(ADD, GOOD | bad)
    assert answer.status_code == 200 and words in answer.content.decode()
    assert not Partnership.objects.filter(slug="newshire").exists()
    assert not Host.objects.filter(domain="newshire.localhost").exists()


def test_founding_it_twice_makes_one(platform):
    platform.post(ADD, GOOD)
    assert platform.post(ADD, GOOD).status_code == 200
    assert Partnership.objects.filter(slug="newshire").count() == 1 and len(mails(newshire())) == 1


def test_an_invitation_that_was_lost_is_sent_again_with_its_role(platform):
    platform.post(ADD, GOOD)
    change = f"/admin/foundation/partnership/{newshire().pk}/change/"
    host = Host.objects.get(domain="newshire.localhost")
    hosts = {
        "hosts-TOTAL_FORMS": "1", "hosts-INITIAL_FORMS": "1", "hosts-0-id": host.pk,
        "hosts-0-partnership": newshire().pk, "hosts-0-domain": host.domain, "hosts-0-is_main": "on",
    }  # fmt: skip
    who = {"administrator_name": "Ann First", "administrator_email": "ann@newshire.example"}
    facts = {"name": "Newshire", "short_name": "Newshire", "colour": "#0b5563", **who}
    without = platform.post(change, facts | hosts | {"hosts-0-DELETE": "on"})
    assert "A partnership has one main host" in without.content.decode() and len(mails(newshire())) == 1
    answer = platform.post(change, facts | hosts)
    assert answer.status_code == 302, answer.content.decode()
    with tenancy.tenant(newshire().pk, [INVITATIONS]):
        assert Person.objects.count() == 1 and Invitation.objects.get().role == "administrator"
    assert len(mails(newshire())) == 2 and newshire().name == "Newshire"


def test_who_has_an_account_in_the_partnership_becomes_administrator_at_once(inside):
    partner = inside.people["partner"]
    invite_administrator(inside.partnership, name=partner.name, email=partner.email.upper(), by=None)
    assert "administrator" in access.load(partner.user).roles["foundation.partnership", inside.partnership.pk]
    with inside.inside(INVITATIONS):
        assert not Invitation.objects.exists()


def test_a_host_that_was_taken_meanwhile_is_refused_before_anything_is_kept(db, cast):
    new = Partnership(slug="newshire", name="Newshire", short_name="Newshire")
    with pytest.raises(ValidationError, match="Another partnership"), transaction.atomic():
        found(new, domain=cast.host, name="Ann First", email="ann@newshire.example", by=None)
    assert not Partnership.objects.filter(slug="newshire").exists()


def test_the_command_line_founds_and_refuses_alike(db, cast, capsys):
    who = ["--administrator-name=Ann First", "--administrator-email=ann@newshire.example"]
    call_command("found", "newshire", "Newshire Partnership", "--domain=newshire.localhost", *who)
    assert "is founded" in capsys.readouterr().out and newshire().short_name == "Newshire Partnership"
    with pytest.raises(CommandError, match="Another partnership has this host"):
        call_command("found", "othershire", "Othershire", "--domain=newshire.localhost", *who)


@pytest.mark.parametrize("address", ["/admin/", "/admin/foundation/partnership/", ADD, "/admin/foundation/user/",
                                     "/admin/foundation/user/add/"])  # fmt: skip
def test_the_pages_of_the_platform_open_in_few_queries(platform, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        answer = platform.get(address)
    assert answer.status_code == 200
    assert "govuk" not in answer.content.decode()  # the Django admin has a look of its own


def test_the_platform_administrator_opens_and_closes_accounts_but_deletes_none(platform, cast):
    said = {"email": "Second@platform.example", "name": "Sam Second", "is_superuser": "on", "usable_password": "true"}
    platform.post("/admin/foundation/user/add/", said | {"password1": PASSWORD, "password2": PASSWORD})
    second = User.objects.get(email="second@platform.example")
    assert second.is_superuser and second.check_password(PASSWORD)
    platform.post(f"/admin/foundation/user/{second.pk}/change/", {"email": second.email, "name": "Sam"})
    second.refresh_from_db()
    assert not second.is_active and not second.is_superuser
    for address in (f"/admin/foundation/user/{second.pk}/delete/",
                    f"/admin/foundation/partnership/{cast.partnership.pk}/delete/"):  # fmt: skip
        assert platform.post(address, {"post": "yes"}).status_code == 403


def test_signing_in_at_the_bare_host_leads_the_platform_administrator_to_the_admin(platform):
    client = Client(headers={"host": "localhost"})
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/login/?next=/admin/"
    said = {"login": "platform@testshire.example", "password": "a-good-password"}
    assert client.post("/accounts/login/", said).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/manage/", "/manage/roles/", "/manage/roles/partnership/1/", "/manage/partnership/", "/manage/audit/",
     "/manage/register/", "/manage/mail/", "/desk/", "/boards/", "/meetings/", "/search/?q=x"],
)  # fmt: skip
def test_at_the_bare_host_there_is_nothing_of_any_partnership(platform, address):
    assert platform.get(address).status_code == 404
    assert Client(headers={"host": "localhost"}).get(address).status_code == 404


@pytest.mark.parametrize("who", ["admin", "clerk", "resident"])
def test_nobody_else_gets_in(inside, who):
    client = Client(headers={"host": "localhost"})
    client.force_login(inside.users[who])
    session = client.session
    session["partnership"] = None
    session.save()
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.post(ADD, GOOD, follow=True).status_code == 403
    assert not Partnership.objects.filter(slug="newshire").exists()


def test_the_admin_is_shut_at_a_partnership_s_own_host(inside, platform):
    user = User.objects.get(email="platform@testshire.example")
    client = inside.client()
    client.force_login(user)
    session = client.session
    session["partnership"] = inside.partnership.pk
    session.save()
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.get("/manage/roles/").status_code == 403


def test_the_example_installation_has_its_platform_administrator_once(db, cast, settings):
    settings.DEMO_PASSWORD = "locality-demo"
    for _ in range(2):
        open_platform()
    user = User.objects.get(email=PLATFORM)
    assert user.is_superuser and user.check_password("locality-demo")
