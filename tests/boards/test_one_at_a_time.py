"""Two officers who set things up in the same moment: one result, and the other is told in words."""

import datetime
import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import setting_up, templating, terming
from boards.models import Board, BoardGrant, BoardKind, BoardOffice, ReportTemplate, TermsOfReference
from localities import recording
from localities.models import Post
from tests.boards.at_once import overtaken, together, within
from tests.boards.test_kinds import sent
from tests.boards.test_scheduling import date_boxes
from tests.cast import SINCE, make_cast

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, committed."""
    return make_cast(f"one-{uuid.uuid4().hex[:8]}")


def test_a_kind_that_somebody_adds_in_the_same_moment_is_there_once_and_the_other_is_told(cast):
    rules, admin = {"name": "Town panel", "plural": "Town panels"}, cast.client("admin")
    answer = overtaken(
        cast,
        lambda: setting_up.change_kind(BoardKind(**rules), by=cast.users["admin"]),
        lambda: admin.post("/manage/kinds/new/", sent()),
    )
    assert answer.status_code == 200 and "Another kind has this name." in answer.content.decode()


def test_copies_of_two_forms_of_report_made_in_the_same_moment_have_names_of_their_own(cast):
    with cast.inside():
        long = "a-form-of-report-with-a-very-long-name"
        forms = [ReportTemplate.objects.create(key=f"{long}{n}", name=f"Form {n}") for n in (1, 2)]
    copy = lambda form: templating.copy_template(form, by=cast.users["admin"])  # noqa: E731
    overtaken(cast, lambda: copy(forms[0]), within(cast, lambda: copy(forms[1])))
    with cast.inside():
        assert ReportTemplate.objects.filter(name__endswith="(copy)").count() == 2


def test_a_form_of_report_is_copied_once_when_the_button_is_pressed_twice(cast):
    admin = cast.client("admin")
    with cast.inside():
        form = ReportTemplate.objects.create(key="short", name="Short report")
    page = admin.get("/manage/report-templates/").content.decode()
    key = re.search(r'name="sending"[^>]* value="([^"]+)"', page)[1]
    pressed = [admin.post(f"/manage/report-templates/{form.pk}/copy/", {"sending": key}) for _ in range(2)]
    with cast.inside():
        copy = ReportTemplate.objects.get(name="Short report (copy)")
    assert [answer.url for answer in pressed] == [f"/manage/report-templates/{copy.pk}/"] * 2


def appointed(cast, **more):
    facts = {"person": cast.people["parish"], "kind": "lead", "starts_on": TODAY, **more}
    return setting_up.appoint_officer(cast.board, by=cast.users["admin"], **facts)


def test_an_office_given_twice_in_the_same_moment_is_held_once(cast):
    act = within(cast, lambda: appointed(cast))
    raised = [error for error in together(act, act) if error]
    assert [type(error) for error in raised] == [ValidationError]
    assert "holds this office already, without a last day" in raised[0].messages[0]
    with cast.inside():
        assert BoardOffice.objects.filter(kind="lead").count() == 1


def test_an_office_is_held_again_after_it_ended_and_refused_in_words_before(inside):
    appointed(inside, ends_on=TODAY + DAY)
    whom = {"kind": "lead", "person": inside.people["parish"].pk}
    page = inside.client("admin").post(
        f"/manage/boards/{inside.board.slug}/offices/", whom | date_boxes("starts_on", TODAY)
    )
    assert "holds this office already, until" in page.content.decode()
    appointed(inside, starts_on=TODAY + 2 * DAY)
    appointed(inside, kind="adviser", subject="Finance")
    appointed(inside, kind="adviser", subject="Housing")
    assert BoardOffice.objects.filter(person=inside.people["parish"]).count() == 4


def test_an_office_given_while_its_post_ends_opens_nothing_after_the_post(cast):
    admin, person = cast.users["admin"], cast.people["parish"]
    with cast.inside():
        post = Post.objects.create(
            person=person, title="Manager", employer=cast.organisations["county"], starts_on=SINCE
        )
    overtaken(
        cast,
        lambda: recording.end(post, TODAY - DAY, by=admin),
        within(cast, lambda: appointed(cast, post=post, starts_on=SINCE)),
    )
    with cast.inside():
        grant = BoardGrant.objects.get(user=person.user, permission__codename="clerk")
        assert grant.ends_on == TODAY - DAY


def test_terms_that_two_begin_in_the_same_moment_are_one_draft(cast):
    clerk = cast.client("clerk")
    answer = overtaken(
        cast,
        lambda: terming.draft_of(cast.board),
        lambda: clerk.get(f"/manage/boards/{cast.board.slug}/terms/"),
    )
    assert answer.status_code == 200
    with cast.inside():
        assert TermsOfReference.objects.filter(board=cast.board).count() == 1


def test_settings_saved_while_a_board_is_renamed_leave_its_new_name(cast):
    admin, board = cast.users["admin"], cast.board
    with cast.inside():
        seen = Board.objects.get(pk=board.pk)
    seen.about = "What it is for"
    overtaken(
        cast,
        lambda: setting_up.rename(board, "Hill panel", by=admin, on=TODAY),
        within(cast, lambda: setting_up.change(seen, by=admin, fields=["about"])),
    )
    with cast.inside():
        now = Board.objects.get(pk=board.pk)
        assert (now.name, now.about) == ("Hill panel", "What it is for")
