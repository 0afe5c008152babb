"""Work of engagement that time starts."""

from celery import shared_task
from django.utils import timezone

from engagement import (
    answering,
    answering_others,
    challenging,
    counting,
    escalating,
    following,
    forgetting_answers,
    inviting,
    keeping_services,
    mending,
    networking,
    opening,
    publishing_results,
    reminding_feedback,
    signing_texts,
    signing_up,
)
from engagement.access import EVERYWHERE
from engagement.models import EVERY_DRAFT
from foundation import work


@shared_task(name="engagement.clock.morning")
def morning() -> None:
    """Each morning, in each partnership: forget what is needed no more, mend issues, remind who owes."""
    for _ in work.each_partnership((EVERYWHERE, EVERY_DRAFT)):
        following.forget()
        answering.forget_unsent()
        forgetting_answers.forget()
        networking.forget()
        mending.nightly()
        challenging.remind(timezone.localdate())
        reminding_feedback.remind()
        signing_up.remind()
        signing_up.forget_contacts()
        keeping_services.hand_over()
        escalating.chase(timezone.localdate())
        answering_others.remind()
        signing_texts.remind()
        signing_texts.publish_due()


@shared_task(name="engagement.clock.owed")
def owed() -> None:
    """Each minute, in each partnership: close surveys that came to their day, hand on what is not counted or sent."""
    for _ in work.each_partnership((EVERYWHERE,)):
        for survey in counting.owed():
            counting.ask(survey)
        opening.close_due()
        for survey_id in inviting.owed():
            work.later("engagement.send_invitations", survey_id=survey_id)
        publishing_results.ask_for_owed()
