"""Many people who send at the same moment, each on a connection of their own: nothing is lost, nothing is doubled."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement import answering, inviting
from engagement.models import EVERY_DRAFT, AnswerDraft, EqualityAnswer, Response, SurveyInvitation
from foundation import tenancy
from foundation.links import hash_token
from tests.boards.at_once import together
from tests.cast import make_cast
from tests.engagement.answering_people import BUS, DISABLED, LONG, see_all
from tests.engagement.surveyed import a_survey

ALL = ("draft:engagement:*", EVERY_DRAFT)


def test_sends_at_the_same_moment_lose_and_double_nothing(transactional_db):
    cast = make_cast(f"sends{timezone.now():%H%M%S%f}"[:20])
    with cast.inside(*ALL):
        soon = timezone.now() + datetime.timedelta(days=9)
        survey = a_survey(cast, BUS, LONG, DISABLED, closed=False, closes_at=soon)
        drafts = [_a_draft(survey, number) for number in range(4)]
        made = SurveyInvitation.objects.create(survey=survey, locality=survey.locality, token_hash=hash_token("one"))
        twins = [_a_draft(survey, number, inviting.find("one")) for number in (10, 11)]
    by = cast.users["clerk"]

    def sends(draft):
        return _inside(cast, lambda: answering.send(AnswerDraft.objects.get(pk=draft.pk)))

    def enters():
        return _inside(cast, lambda: answering.enter(survey, {"bus": "yes"}, by=by, how="paper"))

    raised = together(*map(sends, [*drafts, *drafts[:2], *twins]), enters(), enters())
    refused = [type(error) for error in raised if error]
    assert refused == [ValidationError], "one invitation takes one answer"
    with cast.inside(*ALL):
        rows = list(Response.objects.filter(survey=survey))
        said = sorted(row.answers["more"] for row in rows if "more" in row.answers)
        assert len(said) == len(set(said)) == 5
        assert sorted(row.number for row in rows if row.number) == [1, 2]
        assert EqualityAnswer.objects.filter(survey=survey).count() == 5
        made.refresh_from_db()
        assert made.is_used


def _a_draft(survey, number, invitation=None):
    token = answering.begin(survey, invitation=invitation)
    see_all()
    draft = AnswerDraft.objects.get(token_hash=hash_token(token))
    return answering.keep(draft, {"bus": "no", "more": f"Words {number}", "disabled": "no"})


def _inside(cast, act):
    def run():
        with tenancy.tenant(cast.partnership.pk, ALL):
            act()

    return run
