"""From any state and by any acts an open request lies with exactly one organisation, and always did. Source: D36."""

import datetime
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement import answering_requests, escalating, requesting, routing
from engagement.models import RequestStep, Service, ServiceManager, ServiceRequest
from engagement.tokens import request_token
from tests.engagement.asked import ANSWER, a_request, make_services

set_stage = make_services
ACTS = ("answer", "promise", "ask", "reply", "lights", "roads", "patrol", "back", "close", "hand", "chase", "retire")


def do(act: str, asked: ServiceRequest, made, clerk, by_link: bool) -> None:
    who = {"by": None, "link": request_token(asked)} if by_link else {"by": clerk}
    today = timezone.localdate()
    acts = {
        "answer": lambda: answering_requests.answer(asked, **who, **ANSWER),
        "promise": lambda: answering_requests.answer(asked, **who, **{**ANSWER, "outcome": "will"}, promised_on=today),
        "ask": lambda: answering_requests.ask_more(asked, question="Which?", **who),
        "reply": lambda: answering_requests.reply(asked, by=clerk, text="That one"),
        "back": lambda: routing.take_back(asked, by=clerk, because="No longer"),
        "close": lambda: routing.close(asked, by=clerk),
        "hand": lambda: ServiceManager.objects.filter(service=asked.service).delete() and routing.hand_over(asked),
        "chase": lambda: escalating.chase(today + datetime.timedelta(days=40)),
        "retire": lambda: Service.objects.filter(pk=made.patrol.pk).update(retired_at=timezone.now()),
    }
    for name in ("lights", "roads", "patrol"):
        service = getattr(made, name)
        acts[name] = lambda to=service: routing.pass_on(
            asked, Service.objects.select_related("owner").get(pk=to.pk), because="There", **who
        )
    acts[act]()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.booleans()), min_size=3, max_size=6))
def test_a_request_lies_with_exactly_one_organisation_whatever_is_done(inside, made, acts):
    mark = transaction.savepoint()
    asked = a_request(inside, made.lights)
    for act, by_link in acts:
        before = ServiceRequest.objects.select_related(*requesting.RELATED).get(pk=asked.pk)
        try:
            with transaction.atomic():
                do(act, before, made, inside.users["clerk"], by_link)
        except ValidationError:
            continue
        now = ServiceRequest.objects.select_related("owner", "service").get(pk=asked.pk)
        steps = list(RequestStep.objects.filter(request=asked).order_by("at", "pk"))
        assert now.owner_id == now.service.owner_id and now.due_on
        assert steps[0].kind == "sent" and (steps[-1].owner_id, steps[-1].due_on) == (now.owner_id, now.due_on)
        for one, then in pairwise(steps):  # no hole: each has it until the next is named
            assert then.owner_id == one.owner_id or then.kind == "routed"
        assert now.is_waiting == (now.answered_at is None and now.closed_at is None)
        assert not (now.closed_at and now.question)
    transaction.savepoint_rollback(mark)
