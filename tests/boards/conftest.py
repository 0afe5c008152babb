"""What the tests of one module share: built once on the cast, undone when the module is done."""

import copy
from unittest import mock

import pytest
from django.db import connection, transaction

from foundation import mail
from foundation.models import Message
from tests.cast import Cast


@pytest.fixture(scope="module")
def scene_of_module(request, built, django_db_blocker):
    """The cast, and what the module's function `set_stage(cast)` made of it where it has one.

    It stands in a transaction around those of the tests, so only a module whose tests do not commit may have one.
    Django closes the connection after each test, which would end it. A file that a test deletes stays deleted.
    """
    if not hasattr(request.module, "set_stage"):
        yield built["testshire"], None
        return
    asked = {name for test in request.session.items if test.module is request.module for name in test.fixturenames}
    assert not asked & {"transactional_db", "world"}, "what stands in this scene's transaction nobody else may see"
    cast = copy.deepcopy(built["testshire"])
    with django_db_blocker.unblock(), transaction.atomic(), mock.patch.object(connection, "close"):
        with cast.inside():
            made = request.module.set_stage(cast)
        yield cast, made
        transaction.set_rollback(True)


@pytest.fixture
def scene(scene_of_module):
    """The scene as it was built; a copy, so that no test sees what another did to its objects."""
    return copy.deepcopy(scene_of_module)


@pytest.fixture
def cast(scene) -> Cast:
    """The partnership that tests play in."""
    return scene[0]


@pytest.fixture
def short_wait(settings):
    """A second sending waits, but not long, for a first whose transaction never ends in such a test."""
    settings.SENDING_WAIT_SECONDS = 0.25


@pytest.fixture
def made(inside, scene):
    """What the module's `set_stage` returned."""
    return scene[1]


@pytest.fixture
def mails(inside):
    """Return a function that lists the mails posted in this test."""

    def posted(**which):
        with inside.inside(mail.CLEARED.replace("*", str(inside.partnership.pk)), mail.CLEARED):
            return list(Message.objects.filter(**which).order_by("pk"))

    return posted
