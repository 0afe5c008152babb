"""Everybody entitled on the day is summoned once, and the proof says who was told, how and when."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from boards import changing_meetings, clock, replying, summoning, telling
from boards.models import BoardOffice, Meeting, Seat, SeatHolding, Summons
from boards.tokens import token
from foundation import mail
from foundation.links import hash_token
from foundation.models import Act, Message
from localities.models import Person
from tests.boards.dates import held, planned, working_day
from tests.cast import make_cast

SINCE = datetime.date(2024, 5, 6)


def substitute_of(cast, who: str, name: str = "Stand In", email: str = "stand-in@x.example") -> Person:
    holder = SeatHolding.objects.get(board=cast.board, person=cast.people[who])
    person = Person.objects.create(name=name, email=email)
    SeatHolding.objects.create(
        board=cast.board, seat=holder.seat, person=person, substitute_for=holder, starts_on=SINCE
    )
    return person


def summons_of(cast, meeting: Meeting, who: str) -> Summons:
    return Summons.objects.get(meeting=meeting, person=cast.people[who])


def test_members_substitutes_and_advisers_are_summoned_each_once(inside, mails):
    stand_in = substitute_of(inside, "county")
    adviser = Person.objects.create(name="Planner", email="planner@x.example")
    BoardOffice.objects.create(board=inside.board, person=adviser, kind="adviser", subject="Planning", starts_on=SINCE)
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    got = dict(Summons.objects.filter(meeting=meeting).values_list("person__name", "capacity"))
    members = {str(inside.people[who]): "member" for who in ("chair", "county", "parish", "partner")}
    assert got == members | {str(stand_in): "substitute", str(adviser): "adviser"}
    assert len(mails(template="summons")) == 6


def test_who_sits_is_asked_of_the_day_of_the_meeting(inside):
    leaver = SeatHolding.objects.get(board=inside.board, person=inside.people["parish"])
    leaver.ends_on = working_day(3)
    leaver.save()
    meeting = held(inside, weeks=6)
    summoning.summon(meeting, by=inside.users["clerk"])
    assert not Summons.objects.filter(meeting=meeting, person=inside.people["parish"]).exists()


def test_summoning_again_reaches_late_members_and_nobody_twice(inside, mails):
    meeting = held(inside)
    first = summoning.summon(meeting, by=inside.users["clerk"])
    assert summoning.summon(meeting, by=inside.users["clerk"]) == []
    late = Person.objects.create(name="Late", email="late@x.example")
    seat = Seat.objects.create(board=inside.board, label="Member", number=9, starts_on=SINCE)
    SeatHolding.objects.create(board=inside.board, seat=seat, person=late, starts_on=SINCE)
    assert [proof.person for proof in summoning.missing_summonses(meeting)] == [late]
    (again,) = summoning.summon(meeting, by=inside.users["clerk"])
    assert again.person == late and len(mails(template="summons")) == len(first) + 1


def test_summoning_makes_the_date_public(inside):
    meeting = held(inside, announced_at=None)
    summoning.summon(meeting, by=inside.users["clerk"])
    meeting.refresh_from_db()
    assert meeting.announced_at and meeting.summoned_at


def test_only_the_hash_of_the_link_is_kept_and_the_mail_has_the_link(inside, mails):
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    summons = summons_of(inside, meeting, "county")
    secret = token(summons)
    assert summons.token_hash == hash_token(secret) and secret not in str(summons.__dict__)
    (message,) = mails(template="summons", to_address=summons.email)
    assert f"/reply/{secret}/" in message.body_text.splitlines()[0]
    assert "BEGIN:VCALENDAR" in message.calendar and f"/meetings/{meeting.pk}/" in message.calendar


def test_links_of_two_people_and_two_meetings_differ(inside):
    first, second = held(inside, weeks=5), held(inside, weeks=9)
    for meeting in (first, second):
        summoning.summon(meeting, by=inside.users["clerk"])
    assert len({token(summons) for summons in Summons.objects.all()}) == Summons.objects.count() == 8


def test_the_outbox_tells_the_proof_that_a_summons_was_sent(inside, mails):
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    summons = summons_of(inside, meeting, "county")
    assert summons.is_on_its_way and not summons.is_served
    (message,) = mails(about=f"summons:{summons.pk}")
    with inside.inside(mail.CLEARED):
        mail.deliver(message.pk)
    summons.refresh_from_db()
    assert summons.is_served and summons.sent_at


def test_an_address_that_is_none_shows_as_failed_and_is_tried_again_at_the_new_one(inside, mails):
    person = Person.objects.get(pk=inside.people["parish"].pk)
    person.email = "not an address"
    person.save()
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    (missing,) = summoning.missing_summonses(meeting)
    assert missing.person == person and "is not an e-mail address" in missing.summons.failure
    person.email = "better@x.example"
    person.save()
    (again,) = summoning.summon(meeting, by=inside.users["clerk"])
    assert again.person == person and summoning.missing_summonses(meeting) == []
    assert [m.to_address for m in mails(about=f"summons:{again.pk}")] == ["not an address", "better@x.example"]


def test_somebody_without_email_is_missing_until_told_by_hand(inside):
    person = Person.objects.get(pk=inside.people["parish"].pk)
    person.email = ""
    person.save()
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    (finding,) = summoning.invitations(meeting)
    assert str(person) in finding.text and not finding.blocks
    with pytest.raises(ValidationError):
        summoning.tell_by_hand(summons_of(inside, meeting, "parish"), how=" ", by=inside.users["clerk"])
    summoning.tell_by_hand(summons_of(inside, meeting, "parish"), how="By post", by=inside.users["clerk"])
    assert summoning.invitations(meeting) == []


def test_a_member_who_left_stays_in_the_proof_as_no_longer_entitled(inside):
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    SeatHolding.objects.filter(person=inside.people["partner"]).update(ends_on=SINCE)
    last = summoning.proofs(meeting)[-1]
    assert last.person == inside.people["partner"] and not last.is_entitled


@pytest.mark.parametrize("state", ["cancelled", "past"])
def test_nobody_is_summoned_to_what_is_not_held(inside, state):
    meeting = held(inside, weeks=-2 if state == "past" else 4)
    if state == "cancelled":
        changing_meetings.cancel(meeting, because="Snow", by=inside.users["clerk"])
    with pytest.raises(ValidationError):
        summoning.summon(meeting, by=inside.users["clerk"])


def test_an_answer_may_be_changed_until_the_meeting_begins(inside):
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    summons = replying.reply(summons_of(inside, meeting, "county"), "attending", by=None)
    assert summons.replied_by_link and Act.objects.get(verb="answered").by_name == str(inside.people["county"])
    replying.reply(summons, "apologies", by=inside.users["county"], note="On leave")
    summons.refresh_from_db()
    assert (summons.reply, summons.note, summons.replied_by_link) == ("apologies", "On leave", False)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - datetime.timedelta(minutes=1))
    with pytest.raises(ValidationError, match="too late"):
        replying.reply(summons, "attending", by=None)


def test_a_substitute_of_the_seat_is_asked_by_mail(inside, mails):
    stand_in = substitute_of(inside, "county")
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    summons = summons_of(inside, meeting, "county")
    replying.reply(summons, "substitute", by=None, substitute=stand_in)
    (message,) = mails(template="substitute_asked")
    assert message.to_address == stand_in.email and str(inside.people["county"]) in message.subject


def test_a_stranger_to_the_seat_cannot_be_its_substitute_but_may_be_named(inside):
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    summons = summons_of(inside, meeting, "county")
    with pytest.raises(ValidationError, match="substitutes of this seat"):
        replying.reply(summons, "substitute", by=None, substitute=inside.people["partner"])
    with pytest.raises(ValidationError, match="in your place"):
        replying.reply(summons, "substitute", by=None)
    replying.reply(summons, "substitute", by=None, substitute_name="Cllr Someone")
    summons.refresh_from_db()
    assert summons.stand_in == "Cllr Someone"


def test_those_who_have_not_answered_are_reminded_once(inside, mails):
    meeting = held(inside, starts_at=timezone.now() + datetime.timedelta(days=3))
    summoning.summon(meeting, by=inside.users["clerk"])
    assert clock.remind() == 0  # just summoned
    Summons.objects.update(asked_at=timezone.now() - datetime.timedelta(days=4))
    replying.reply(summons_of(inside, meeting, "county"), "attending", by=None)
    for _ in range(2):
        clock.remind()
    assert len(mails(template="summons_reminder")) == 3


def test_a_summons_shows_to_its_holder_and_to_the_board_s_clerk_only(inside):
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    mine = summons_of(inside, meeting, "county")
    for cleared, seen in (
        (["draft:board:0"], 0), (["self:person:0"], 0), ([f"draft:board:{inside.board.pk}"], 4),
        ([f"self:person:{mine.person_id}"], 1), ([f"token:{mine.token_hash}"], 1),
    ):  # fmt: skip
        with inside.inside(*cleared), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM boards_summons")
            assert cursor.fetchone()[0] == seen, cleared


def test_the_outcome_of_a_mail_reaches_the_row_without_clearance(inside, mails):
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    summons = summons_of(inside, meeting, "county")
    (message,) = mails(about=f"summons:{summons.pk}")
    message.failed_at, message.failure = timezone.now(), "The mail server refused the address."
    with inside.inside(mail.CLEARED):
        telling.keep_outcome(summons.pk, message)
    assert summons_of(inside, meeting, "county").failure == message.failure
    assert planned(inside).state == "Not announced yet"


def test_a_substitute_is_told_and_an_answer_is_not_waited_for(inside, mails):
    stand_in = substitute_of(inside, "county")
    meeting = held(inside)
    summoning.summon(meeting, by=inside.users["clerk"])
    (message,) = mails(template="summons", to_address=stand_in.email)
    assert "may be asked" in message.subject and f"when {inside.people['county']} asks you" in message.body_text
    assert not Summons.objects.get(person=stand_in).is_asked


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_summon_at_once_send_one_summons_to_each(django_db_setup):
    cast = make_cast(f"twosummon{datetime.datetime.now():%H%M%S%f}")
    with cast.inside():
        meeting = held(cast)

    def send(client) -> None:
        client.post(f"/manage/meetings/{meeting.pk}/summons/sending/")
        connection.close()

    threads = [threading.Thread(target=send, args=[cast.client(who)]) for who in ("clerk", "admin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with cast.inside("draft:board:*", mail.CLEARED):
        assert Summons.objects.filter(meeting=meeting).count() == 4
        assert Message.objects.filter(template="summons").count() == 4
