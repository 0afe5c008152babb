"""Two people at one request in the same moment: one act is kept, the other person is told who was first."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from engagement import answering_requests, keeping_services, routing
from engagement.models import RequestStep, ServiceRequest
from engagement.requesting import RELATED
from tests.boards.at_once import overtaken, within
from tests.cast import make_cast
from tests.engagement.asked import ANSWER, a_request, link, make_services


@pytest.fixture
def asked_of(transactional_db):
    """A partnership of its own, committed, its services and a request."""
    cast = make_cast(f"asked-{uuid.uuid4().hex[:8]}")
    with cast.inside():
        made = make_services(cast)
        return cast, made, a_request(cast, made.lights)


def test_who_answers_or_passes_on_second_is_told_who_was_first(asked_of):
    cast, made, asked = asked_of
    clerk, stranger, address = cast.users["clerk"], cast.client(), link(asked)
    second = {**ANSWER, "answered_by": "Ash Road"}
    answer = overtaken(
        cast,
        lambda: answering_requests.answer(asked, by=clerk, **ANSWER),
        lambda: stranger.post(address, second),
    )
    assert answer.status_code == 422 and "Kit Lamp answered this request on" in answer.content.decode()
    with cast.inside():
        assert ServiceRequest.objects.get(pk=asked.pk).answered_by == "Kit Lamp"
        other = a_request(cast, made.lights)
        address = link(other)
    answer = overtaken(
        cast,
        lambda: routing.pass_on(other, made.patrol, by=clerk, because="Speed"),
        lambda: stranger.post(address, second),
    )
    assert answer.status_code == 422 and "lies with Testshire Police now" in answer.content.decode()
    with cast.inside():
        other = ServiceRequest.objects.select_related(*RELATED).get(pk=other.pk)
        steps = RequestStep.objects.filter(request=other).values_list("kind", flat=True)
        assert other.is_waiting and list(steps) == ["sent", "routed"]
    ask = within(cast, lambda: a_request(cast, made.roads))
    with pytest.raises(ValidationError, match="Roads is offered no longer"):
        overtaken(cast, lambda: keeping_services.retire(made.roads, by=clerk), ask)
