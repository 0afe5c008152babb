"""Partners agree on words in versions: each signs, signs with reservations, or has not yet (E8, E27, E43, E44)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagement import signing_texts
from engagement.models import PartnerSignature, SharedText, SharedTextVersion, SignatureContact
from foundation.models import Act, Edition
from tests.engagement.voices import in_days, link_in
from tests.localities.test_people import days

PARTNER = ("police", "partner")  # the organisation, and its officer
WORDS = "We ask before it is decided."


def set_stage(cast):
    text = SharedText(kind="definition", title="What we mean by consulting", locality=cast.locality)
    return signing_texts.save_text(text, by=cast.users["clerk"])


def put(cast, text, words=WORDS) -> SharedTextVersion:
    partners = [(cast.organisations[kind], f"{kind}@partner.example") for kind in ("county", "police")]
    return signing_texts.put(text, words=words, sign_by=in_days(20), partners=partners, by=cast.users["clerk"])


def test_an_officer_puts_it_to_the_partners_who_sign_by_link(inside, made, mails):
    clerk, page = inside.client("clerk"), f"/manage/engagement/agreed/{made.pk}/"
    said = {"words": WORDS, **days("sign_by", in_days(20))}
    lines = "Testshire County Council, county@partner.example\nTestshire Police, police@partner.example"
    for wrong, told in (
        ("Nobody, x@partner.example", "no organisation of the list"),
        ("Testshire Police, nowhere", "no email address"),
        (f"{lines}\nTestshire Police, b@partner.example", "stands there twice"),
    ):
        answer = clerk.post(page, {**said, "partners": wrong})
        assert answer.status_code == 422 and told in answer.content.decode() and WORDS in answer.content.decode()
    assert clerk.post(page, {**said, "partners": lines}).url == page
    links = {letter.to_address: link_in(letter, "agreed/signatures") for letter in mails(template="signature_asked")}
    partner, county, police = inside.client(), links["county@partner.example"], links["police@partner.example"]
    assert WORDS in partner.get(county).content.decode()
    for wrong, told in (
        ({"answer": "reserved"}, "Enter your reservations"),
        ({"answer": "signed", "reservations": "But"}, "You wrote reservations"),
        ({"answer": "signed", "signed_by": ""}, "Enter who signs"),
    ):
        answer = partner.post(county, {"signed_by": "A. Name", **wrong})
        assert answer.status_code == 422 and told in answer.content.decode(), told
    reserved = {"answer": "reserved", "reservations": "Not for roads", "signed_by": "A. Name, chief executive"}
    assert partner.post(county, reserved).url == f"/agreed/{made.pk}/"
    shown = partner.get(f"/agreed/{made.pk}/").content.decode()
    assert "Not for roads" in shown and "Not yet" in shown and "partner.example" not in shown
    assert "1 of 2 partners has signed" in partner.get("/agreed/").content.decode()
    assert partner.post(police, {"answer": "signed", "signed_by": "B. Name"}).status_code == 302
    again = partner.post(police, {"answer": "signed", "signed_by": "C. Name"})
    assert again.status_code == 422 and "has signed already" in again.content.decode()
    with inside.inside():
        assert Edition.objects.get(series=f"agreed:{made.pk}").number == 1


def asked_by_account(cast, text, words=WORDS) -> tuple[SharedTextVersion, str]:
    """Ask two partners whose people have accounts; return the version and the county's page."""
    asked = [(cast.organisations[kind], cast.people[who].email) for kind, who in (("county", "county"), PARTNER)]
    version = signing_texts.put(text, words=words, sign_by=in_days(20), partners=asked, by=cast.users["clerk"])
    return version, f"/my/agreed/{version.signatures.get(organisation=cast.organisations['county']).pk}/"


def test_who_was_asked_and_has_an_account_signs_from_their_desk(inside, elsewhere, made, mails):
    version, page = asked_by_account(inside, made)
    assert page in mails(template="signature_asked", to_address=inside.people["county"].email)[0].body_text
    member, others = inside.client("county"), [inside.client(who) for who in ("clerk", PARTNER[1])]
    assert page in member.get("/desk/").content.decode() and WORDS in member.get(page).content.decode()
    for other in (*others, elsewhere.client("clerk")):
        sent = other.post(page, {"answer": "signed", "signed_by": "Not asked"})
        assert sent.status_code == other.get(page).status_code == 404
        assert page not in other.get("/desk/").content.decode()
    assert inside.client().get(page).status_code == 302, "who is not signed in is asked to"
    assert member.post(page, {"answer": "signed", "signed_by": ""}).status_code == 422
    assert member.post(page, {"answer": "signed", "signed_by": "A. Name, leader"}).status_code == 302
    assert PartnerSignature.objects.get(version=version, answer="signed").signed_by == "A. Name, leader"
    assert Act.objects.get(verb="signed").by == inside.users["county"]
    again = member.post(page, {"answer": "signed", "signed_by": "B. Name"})
    assert again.status_code == 422 and "has signed already" in again.content.decode()
    assert page not in member.get("/desk/").content.decode()


def test_a_text_that_was_replaced_meanwhile_takes_no_signature_by_account(inside, made, mails):
    (_, old), member = asked_by_account(inside, made), inside.client("county")
    _, new = asked_by_account(inside, made, "We ask early.")
    late = member.post(old, {"answer": "signed", "signed_by": "A. Name"})
    assert late.status_code == 422 and "newer version" in late.content.decode()
    desk = member.get("/desk/").content.decode()
    assert new in desk and old not in desk


def test_a_new_version_asks_again_and_the_old_one_takes_no_signature(inside, made, mails):
    first = put(inside, made)
    with pytest.raises(ValidationError, match="nothing has changed"):
        put(inside, made)
    second = put(inside, made, "We ask early, before it is decided.")
    assert len(mails(template="signature_asked")) == 4
    with pytest.raises(ValidationError, match="newer version"):
        signing_texts.sign(first.signatures.first(), signed_by="A. Name")
    PartnerSignature.objects.filter(version=second).exists()
    SharedTextVersion.objects.filter(pk__in=[first.pk, second.pk]).update(sign_by=in_days(5))
    signing_texts.remind()
    signing_texts.remind()
    assert len(mails(template="signature_asked")) == 6, "of the newest version, once"
    SharedTextVersion.objects.filter(pk__in=[first.pk, second.pk]).update(sign_by=in_days(-1))
    assert (signing_texts.publish_due(), signing_texts.publish_due()) == (1, 0)
    with pytest.raises(ValidationError, match="last day to sign"):
        signing_texts.sign(second.signatures.first(), signed_by="A. Name")
    with inside.inside("draft:board:*"):
        assert not SignatureContact.objects.exists() and PartnerSignature.objects.exists()


def test_the_database_takes_no_half_of_a_signature(inside, made):
    row = put(inside, made).signatures.first()
    for half in (
        {"answer": "signed"},
        {"answer": "reserved", "signed_by": "A", "signed_at": timezone.now()},
        {"signed_by": "A"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartnerSignature.objects.filter(pk=row.pk).update(**half)
    for wrong in ({"sign_by": timezone.localdate()}, {"words": " "}, {"partners": []}):
        usual = {"words": "x", "sign_by": in_days(3), "partners": [(inside.organisations["police"], "a@b.example")]}
        with pytest.raises(ValidationError):
            signing_texts.put(made, **{**usual, **wrong}, by=inside.users["clerk"])
