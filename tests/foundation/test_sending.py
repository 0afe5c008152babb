"""A form that is sent twice is acted on once."""

import threading
import uuid

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.test import RequestFactory

from foundation.forms import Form, once
from foundation.models import Partnership, User


def test_the_key_of_a_form_is_not_among_its_answers():
    form = type("AForm", (Form,), {"name": forms.CharField()})({"name": "Bus", "sending": str(uuid.uuid4())})
    assert form.is_valid()
    assert form.cleaned_data == {"name": "Bus"}
    assert form.sending is not None


def sent_request(partnership, user, key):
    request = RequestFactory().post("/meetings/new/", {"name": "Bus", "sending": key})
    request.partnership, request.user = partnership, user
    form = type("AForm", (Form,), {"name": forms.CharField()}).of(request)
    assert form.is_valid()
    return request, form


@pytest.fixture
def partnership():
    return Partnership(pk=7)


def test_a_form_sent_twice_acts_once_and_both_land_on_the_same_page(
    partnership, django_capture_on_commit_callbacks, db
):
    done, key = [], str(uuid.uuid4())

    def act():
        done.append(1)
        return HttpResponseRedirect(f"/meetings/{len(done)}/")

    answers = []
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            answers.append(once(*sent_request(partnership, User(pk=3), key), act).url)
    assert answers == ["/meetings/1/", "/meetings/1/"]


def test_a_second_sending_waits_for_the_first(partnership, transactional_db):
    key, begun, may_end, answers = str(uuid.uuid4()), threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        may_end.wait(5)
        return HttpResponseRedirect("/meetings/1/")

    first = threading.Thread(target=lambda: answers.append(once(*sent_request(partnership, User(pk=3), key), slow).url))
    first.start()
    begun.wait(5)
    threading.Timer(0.3, may_end.set).start()
    answers.append(once(*sent_request(partnership, User(pk=3), key), lambda: pytest.fail("acted twice")).url)
    first.join()
    assert answers == ["/meetings/1/", "/meetings/1/"]


def test_a_form_that_failed_may_be_sent_again(partnership, db):
    key = str(uuid.uuid4())

    def fails():
        raise ValidationError("The board has no clerk")

    with pytest.raises(ValidationError):
        once(*sent_request(partnership, User(pk=3), key), fails)
    assert once(*sent_request(partnership, User(pk=3), key), lambda: HttpResponseRedirect("/done/")).url == "/done/"


def test_the_same_key_of_another_person_is_another_sending(partnership, db, django_capture_on_commit_callbacks):
    key = str(uuid.uuid4())
    for pk in (3, 4):
        with django_capture_on_commit_callbacks(execute=True):
            sent = sent_request(partnership, User(pk=pk), key)
            assert once(*sent, lambda pk=pk: HttpResponseRedirect(f"/{pk}/")).url == f"/{pk}/"
