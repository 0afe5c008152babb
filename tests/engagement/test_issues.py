"""An issue from the day it was raised to the day it was closed: one owner, every step dated, nobody named. J1, D36."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import agenda_building, changing_meetings
from boards.models import ItemProposal
from engagement import answering_issues, following, mending, placing, raising, sorting
from engagement.models import Issue, IssueContact, IssueStep
from foundation.models import SearchEntry
from localities.models import Locality, Register, RegisterEntry
from tests.engagement.issues import ABOUT, ADDRESS, CANARY, SAID, coming, of, raised, sorted_issue

ANSWER = "The drain is cleaned in March, and twice a year from then on."
State = Issue.State


def set_stage(cast):
    """One issue that was sorted, and the meeting to which it may go."""
    return {"meeting": coming(cast), "issue": sorted_issue(cast)}


@pytest.fixture
def issue(made):
    return made["issue"]


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


def steps(issue) -> list[str]:
    return list(issue.steps.values_list("verb", flat=True))


def fresh(issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def test_from_raising_to_closing_each_step_is_dated_and_public(inside, made, issue, clerk, mails):
    assert (issue.locality, issue.reference[:6]) == (inside.locality, f"TE-{timezone.localdate():%y}-")
    issue = placing.place_on_agenda(issue, made["meeting"], by=clerk)
    assert (issue.owner, issue.item.title, issue.item.meeting) == (str(inside.board), issue.title, made["meeting"])
    assert issue.due_on > made["meeting"].date
    issue = answering_issues.take_answer(issue, ANSWER, by=clerk)
    assert (issue.owner_kind, issue.answered_by) == ("team", str(inside.board))
    following.confirm(following.follow(issue, email="ro@tarn.example"))
    told = answering_issues.feed_back(issue, outcome="will-change", words="Cleaned from March.", by=clerk)
    assert told == 2 and "Cleaned from March." in mails(template="issue_followed")[0].body_text
    issue = answering_issues.close(fresh(issue), because="It is done.", by=clerk)
    assert steps(issue) == ["received", "sorted", "placed", "answered", "fed back", "closed"]
    assert not issue.steps.filter(published_at=None).exists()
    letters = mails(to_address=ADDRESS)
    assert [mail.template for mail in letters] == ["issue_to_confirm", "issue_step", "issue_fed_back"]
    assert "Cleaned from March." in letters[-1].body_text and SAID not in letters[-1].body_text


def test_words_for_everybody_name_nobody_who_raised_it(inside, issue, clerk):
    for words in (f"{CANARY} says", f"{CANARY.upper()} says", f"Write to {ADDRESS}"):
        with pytest.raises(ValidationError, match="Take out"):
            sorting.sort(issue, by=clerk, about=words)
        with pytest.raises(ValidationError, match="Take out"):
            answering_issues.take_answer(issue, words, by=clerk)
        with pytest.raises(ValidationError, match="Take out"):
            placing.take_no_action(issue, because=words, by=clerk)


def test_an_issue_of_another_locality_goes_to_no_board_of_this_one(inside, made, issue, clerk):
    other = Locality.objects.create(name="Far", slug="far")
    issue = sorting.move(issue, other, by=clerk)
    assert {*issue.contacts.values_list("locality", flat=True), *issue.steps.values_list("locality", flat=True)} == {
        other.pk
    }
    with pytest.raises(ValidationError, match="same locality"):
        placing.place_on_agenda(issue, made["meeting"], by=clerk)
    assert issue.steps.last().text == "Passed from the team for Hill and Vale to the team for Far."


def test_a_published_agenda_gets_a_proposal_and_the_issue_follows_it(inside, made, issue, clerk, monkeypatch):
    monkeypatch.setattr("engagement.placing._is_out", lambda meeting: True)
    issue = placing.place_on_agenda(issue, made["meeting"], by=clerk)
    assert issue.item is None and "Put forward" in issue.steps.last().text
    item = agenda_building.accept_proposal(ItemProposal.objects.get(), by=clerk)
    assert mending.mend() == 0 and fresh(issue).item == item


def test_two_issues_share_one_item(inside, made, issue, clerk):
    first = placing.place_on_agenda(issue, made["meeting"], by=clerk)
    second = placing.place_on_agenda(sorted_issue(inside), made["meeting"], by=clerk, item=first.item)
    assert second.item == first.item and made["meeting"].items.count() == 1


@pytest.mark.parametrize("end", ["removed", "cancelled", "board"])
def test_what_leaves_an_agenda_comes_back_to_the_team(inside, made, issue, clerk, end):
    issue = placing.place_on_agenda(issue, made["meeting"], by=clerk)
    if end == "removed":
        agenda_building.remove_item(issue.item, by=clerk)
    elif end == "cancelled":
        changing_meetings.cancel(made["meeting"], because="Snow", by=clerk)
    else:
        inside.board.closed_on = timezone.localdate()
        inside.board.save()
    assert mending.mend() == 1
    issue = fresh(issue)
    assert (issue.state, issue.owner_kind, issue.item) == (State.SORTED, "team", None)
    assert issue.steps.last().text.startswith(f"Back from {inside.board}:") and issue.steps.last().by is None


def test_an_agency_and_a_project_that_end_give_it_back(inside, issue, clerk):
    police = inside.organisations["police"]
    issue = placing.give_to_agency(issue, police, by=clerk)
    police.ends_on = timezone.localdate() - datetime.timedelta(days=1)
    police.save()
    assert mending.mend() == 1
    register = Register.objects.create(name="Community projects", slug=placing.PROJECTS, opened_at=timezone.now())
    project = RegisterEntry.objects.create(register=register, name="Clean streets", opened_at=timezone.now())
    issue = placing.give_to_project(fresh(issue), project, by=clerk)
    assert issue.owner == "Clean streets"
    project.ends_on = timezone.localdate() - datetime.timedelta(days=1)
    project.save()
    assert mending.mend() == 1 and fresh(issue).owner_kind == "team"


def test_a_joined_issue_follows_and_its_people_are_told(inside, made, issue, clerk, mails):
    other = of(raising.confirm(raised(inside, name="Ro Tarn", email="ro@tarn.example")))
    sorting.join(other, issue, by=clerk)
    assert fresh(issue).voices == 2
    answering_issues.take_answer(fresh(issue), ANSWER, by=clerk)
    with pytest.raises(ValidationError, match="together with"):
        answering_issues.take_answer(other, ANSWER, by=clerk)
    assert answering_issues.feed_back(fresh(issue), outcome="changed", words="It is clean.", by=clerk) == 2
    assert (fresh(other).state, fresh(other).answer) == (State.FED_BACK, ANSWER)
    sorting.part(other, by=clerk)
    assert (fresh(other).state, fresh(other).joined_to, fresh(issue).voices) == (State.RECEIVED, None, 1)
    assert mails(to_address="ro@tarn.example", template="issue_fed_back")


def test_who_joins_a_joined_one_joins_the_one_that_leads(inside, issue, clerk):
    second, third = of(raised(inside)), of(raised(inside))
    sorting.join(third, second, by=clerk)
    sorting.join(fresh(second), issue, by=clerk)
    assert {fresh(second).joined_to_id, fresh(third).joined_to_id} == {issue.pk}
    assert fresh(issue).voices == 3
    for each, left in ((second, 2), (third, 1)):
        sorting.part(each, by=clerk)
        assert (fresh(issue).voices, fresh(each).voices) == (left, 1), "each is counted once"
    sorting.join(fresh(second), issue, by=clerk)
    with pytest.raises(IntegrityError, match="the others follow"), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(joined_to=second)


def test_who_is_joined_to_an_issue_of_another_locality_lies_with_its_team(inside, issue, clerk):
    far = sorting.move(of(raised(inside)), Locality.objects.create(name="Fells", slug="fells"), by=clerk)
    sorting.join(far, issue, by=clerk)
    assert fresh(far).owner == fresh(issue).owner and fresh(far).contacts.get().locality == issue.locality


def test_spam_is_kept_never_shown_and_can_be_taken_back(inside, issue, clerk):
    issue = sorting.set_aside(issue, because="An advertisement", by=clerk)
    assert not issue.is_public and not issue.steps.exclude(published_at=None).exists()
    assert not SearchEntry.objects.filter(series=f"issue:{issue.pk}").exists()
    with pytest.raises(ValidationError, match="set aside"):
        sorting.sort(issue, by=clerk, about=ABOUT)
    issue = sorting.take_back(issue, by=clerk)
    assert issue.state == State.RECEIVED and issue.is_open


def test_whoever_raised_it_says_within_the_time_that_it_is_not_solved(inside, issue, clerk):
    contact = issue.contacts.get()
    with pytest.raises(ValidationError, match="open already"):
        answering_issues.say_not_solved(contact, "Still wet")
    answering_issues.feed_back(answering_issues.take_answer(issue, ANSWER, by=clerk), outcome="changed", words="Done",
                               by=clerk)  # fmt: skip
    issue = answering_issues.say_not_solved(contact, "Still wet at number nine")
    assert issue.state == State.SORTED and issue.answer == "" and "number nine" not in issue.steps.last().text
    assert "number nine" in issue.contacts.get().said
    answering_issues.feed_back(answering_issues.take_answer(issue, ANSWER, by=clerk), outcome="changed", words="Done",
                               by=clerk)  # fmt: skip
    Issue.objects.update(fed_back_at=timezone.now() - datetime.timedelta(days=29))
    assert mending.close_told() == 1
    with pytest.raises(ValidationError, match="time to open it again is over"):
        answering_issues.say_not_solved(contact, "Still wet")


def test_whoever_takes_it_back_leaves_no_word_and_others_go_on(inside, issue):
    raising.add_voice(issue, said="Mine too", email="ro@tarn.example")
    raising.withdraw(issue.contacts.get(part="raised"))
    mine = IssueContact.objects.get(issue=issue, part="raised")
    assert (mine.said, mine.name, mine.email, mine.token_hash) == ("", "", "", "") and fresh(issue).is_open
    alone = raised(inside)
    raising.withdraw(alone)
    assert (of(alone).state, of(alone).closed_because) == (State.CLOSED, "Whoever raised it took it back.")


def test_voices_are_counted_once_each_and_a_closed_issue_takes_none(inside, issue, clerk):
    for email in ("ro@tarn.example", "RO@tarn.example", "al@tarn.example"):
        raising.add_voice(issue, email=email)
    for mark in ("a", "a", "b"):
        raising.add_voice(issue, fingerprint=mark)
    assert fresh(issue).voices == 5


def test_the_same_device_is_flagged_and_nothing_is_lost(inside):
    marks = [raised(inside, fingerprint="same", email="").issue.signals for _ in range(3)]
    assert marks == [[], [raising.SAME_DEVICE], [raising.SAME_DEVICE]]


def test_addresses_that_nobody_confirmed_and_old_words_are_deleted(inside, issue, clerk):
    contact = raised(inside)
    IssueContact.objects.filter(pk=contact.pk).update(at=timezone.now() - datetime.timedelta(days=8))
    answering_issues.feed_back(answering_issues.take_answer(issue, ANSWER, by=clerk), outcome="changed", words="Done",
                               by=clerk)  # fmt: skip
    answering_issues.close(fresh(issue), because="Done", by=clerk)
    Issue.objects.filter(pk=issue.pk).update(closed_at=timezone.now() - datetime.timedelta(days=366))
    assert mending.forget() == 2
    assert IssueContact.objects.get(pk=contact.pk).email == "" and issue.contacts.get().said == ""


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"owner_kind": "board"}, "exactly_one_owner"),
        ({"state": "placed"}, "placed_issue"),
        ({"state": "answered"}, "answered_issue"),
        ({"state": "closed"}, "closed_issue"),
        ({"refused_at": timezone.now(), "refused_because": "Spam"}, "refused_issue"),
        ({"about": ""}, "public_issue"),
        ({"title": ""}, "issue_has_a_title"),
    ],
)
def test_the_database_refuses_an_issue_that_cannot_be(inside, issue, change, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(**change)


def test_what_happened_is_neither_rewritten_nor_deleted_nor_out_of_order(inside, issue):
    step = issue.steps.first()
    for act in (
        lambda: issue.steps.filter(pk=step.pk).update(text="Otherwise"),
        step.delete,
        lambda: IssueStep.objects.create(issue=issue, verb="x", text="x", owner="x", at=step.at.replace(year=2000)),
        lambda: Issue.objects.filter(pk=issue.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
