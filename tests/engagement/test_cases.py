"""Agencies talk over a case: a place, never a resident, and nobody else sees a word of it. Source: D39, E16."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement import conferring
from engagement.models import Case, CaseEntry, CaseParty
from engagement.screening_names import refused, suspected
from foundation.models import Act, File
from localities.models import Area, Person
from tests.cast import browser
from tests.foundation.upload_files import a_pdf

NEW = "/manage/engagement/cases/new/"
SECRET = "Fires behind the market"


def set_stage(cast):
    """A case of the clerk and the police, in which the police wrote."""
    with cast.inside("draft:engagement:*"):
        case = conferring.open_case(
            by=cast.users["clerk"], title=SECRET, about="Who secures the yard?",
            organisation=cast.organisations["district"], area=Area.objects.get(kind="ward", name="Hill"),
        )  # fmt: skip
        conferring.add_party(
            case, by=cast.users["clerk"], organisation=cast.organisations["police"], person=cast.people["partner"]
        )
        conferring.write(case, by=cast.users["partner"], text="We board up the doors.")
    return case.pk


def test_only_the_parties_see_it(inside, elsewhere, made):
    path = f"/cases/{made}/"
    for who in ("clerk", "partner"):
        assert "We board up the doors." in inside.client(who).get(path).content.decode()
        assert SECRET in inside.client(who).get("/cases/").content.decode()
    for who in ("admin", "auditor", "chair", "county", "resident"):
        client = inside.client(who)
        assert client.get(path).status_code == client.post(path, {"text": "x"}).status_code == 404
        assert SECRET not in client.get("/cases/").content.decode()
        assert client.get(f"{path}parties/new/").status_code == client.post(f"{path}closing/").status_code == 404
    assert "/accounts/login/" in inside.client().get(path).headers["Location"]
    assert browser(inside, elsewhere.users["admin"]).get(path).status_code in (403, 404)
    assert SECRET not in inside.client("admin").get("/manage/audit/").content.decode()
    assert "Nothing" in inside.client().get("/search/", {"q": SECRET}).content.decode()


def test_the_wall_is_the_databases(inside, made):
    with inside.inside("draft:engagement:*", "draft:board:*", "exempt:board:*", f"case:{made + 1}"):
        for model in (Case, CaseParty, CaseEntry, Case.history.model):
            assert not model.objects.exists()
    with inside.inside(f"case:{made}"):
        assert Case.objects.get().title == SECRET and CaseEntry.objects.count() == 1


def test_the_log_and_the_mails_say_that_there_is_something_and_not_what(inside, made, mails):
    acts = Act.objects.filter(target_kind="engagement.case")
    assert set(acts.values_list("target_name", flat=True)) == {f"Case {made}"} and not any(
        acts.values_list("detail", flat=True)
    )
    told = mails(template="case_news")
    assert {mail.to_address for mail in told} == {inside.users["partner"].email, inside.users["clerk"].email}
    for mail in told:
        assert "market" not in mail.subject + mail.body_text and f"/cases/{made}/" in mail.body_text


def test_a_file_is_read_by_parties_alone(inside, made):
    path = f"/cases/{made}/"
    file = SimpleUploadedFile("yard.pdf", a_pdf(), "application/pdf")
    assert inside.client("partner").post(path, {"file": file}).status_code == 302
    with inside.inside(f"case:{made}", f"draft:case:{made}"):
        stored = File.objects.get(root=f"case:{made}")
    assert inside.client("clerk").get(f"{path}files/{stored.pk}/").getvalue().startswith(b"%PDF")
    for who in ("admin", "resident"):
        assert inside.client(who).get(f"{path}files/{stored.pk}/").status_code == 404
        assert inside.client(who).get(stored.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("Ask jo@home.example", "e-mail address"),
        ("Call 01946 960 123", "telephone number"),
        ("NHS 943 476 5919", "NHS number"),
        ("Mrs Bell has a dog", "write “a resident”"),
        ("born, DOB 1.1.80", "date of birth"),
    ],
)
def test_what_leads_to_a_resident_is_refused_by_form_act_and_database(inside, made, said, refusal):
    clerk = inside.client("clerk")
    page = clerk.post(f"/cases/{made}/", {"text": said})
    assert page.status_code == 422 and refusal in page.content.decode() and said in page.content.decode()
    with pytest.raises(ValidationError, match=refusal), inside.inside():
        conferring.see(inside.users["clerk"])
        conferring.write(Case.objects.get(pk=made), by=inside.users["clerk"], text=said)
    if "@" in said or "NHS" in said or "Call" in said:
        with inside.inside(f"case:{made}"), pytest.raises(IntegrityError), transaction.atomic():
            CaseEntry.objects.create(case_id=made, party=CaseParty.objects.filter(case=made).first(), text=said)


def test_what_may_be_a_name_is_asked_about_once_more(inside, made):
    clerk, path = inside.client("clerk"), f"/cases/{made}/"
    asked = clerk.post(path, {"text": "Jane Hodgson leaves rubbish in Main Street"})
    assert asked.status_code == 422 and "Is “Jane Hodgson” somebody’s name?" in asked.content.decode()
    file = SimpleUploadedFile("Jane_Hodgson.pdf", a_pdf(), "application/pdf")
    assert "Is “Jane Hodgson" in clerk.post(path, {"file": file}).content.decode()
    kept = clerk.post(path, {"text": "The Ship Inn yard", "checked": "on"})
    assert kept.status_code == 302
    assert suspected("Near Main Street in Hill, Testshire Police said, on Monday Morning") == ["Monday Morning"]


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_no_text_breaks_the_check(text):
    assert isinstance(refused(text), list)


def test_who_opened_it_names_the_others_and_closes_it(inside, made, mails):
    clerk, partner, path = inside.client("clerk"), inside.client("partner"), f"/cases/{made}/"
    parish = {"organisation": inside.organisations["parish"].pk, "person": inside.people["parish"].pk}
    assert "Only who opened the case" in partner.post(f"{path}parties/new/", parish).content.decode()
    again = {"organisation": inside.organisations["police"].pk, "person": inside.people["partner"].pk}
    assert "sees the case already" in clerk.post(f"{path}parties/new/", again).content.decode()
    clerk.post(f"{path}parties/new/", parish)
    member = inside.client("parish")
    assert member.get(path).status_code == 200
    with inside.inside(f"case:{made}"):
        party = CaseParty.objects.get(user=inside.users["parish"])
        lead = CaseParty.objects.get(user=inside.users["clerk"])
    assert partner.post(f"{path}parties/{party.pk}/leaving/").status_code == 302
    assert member.get(path).status_code == 200  # another party may not end theirs
    clerk.post(f"{path}parties/{lead.pk}/leaving/")
    assert clerk.get(path).status_code == 200
    clerk.post(f"{path}parties/{party.pk}/leaving/")
    assert member.get(path).status_code == 404
    assert "Enter the what came of it" not in clerk.post(f"{path}closing/", {}).content.decode()
    clerk.post(f"{path}closing/", {"outcome": "The yard is locked."})
    page = partner.get(path).content.decode()
    assert "The yard is locked." in page and "Send to the parties" not in page
    assert "This case is closed" in partner.post(path, {"text": "More"}).content.decode()


def test_an_officer_opens_a_case(inside, made):
    clerk = inside.client("clerk")
    said = {
        "title": "Bins at the beach",
        "about": "They overflow.",
        "organisation": inside.organisations["district"].pk,
    }
    assert inside.client("partner").get(NEW).status_code == inside.client("resident").get(NEW).status_code == 403
    assert "Enter the place or the problem" in clerk.post(NEW, {}).content.decode()
    page = clerk.post(NEW, said).headers["Location"]
    assert "Only you see it" in clerk.get(page).content.decode()
    Person.objects.filter(user=inside.users["clerk"]).update(user=None)
    assert "belongs to no person" in clerk.post(NEW, said | {"title": "Bins"}).content.decode()


def test_lists_ask_as_much_for_thirty_as_for_one(inside, made, django_assert_max_num_queries):
    with inside.inside(f"case:{made}"):
        case, party = Case.objects.get(), CaseParty.objects.get(user=inside.users["partner"])
        for number in range(29):
            CaseEntry.objects.create(case=case, party=party, text=f"Visit {number}")
    clerk = inside.client("clerk")
    with django_assert_max_num_queries(20):
        clerk.get(f"/cases/{made}/")
    with django_assert_max_num_queries(20):
        clerk.get("/cases/")
