"""What every test stands on: its own database as the serving role, and the machine's Chromium."""

import copy
import gc
import os
from contextlib import suppress

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from portal.celery import app
from tests.cast import Cast, make_cast
from tests.chromium_of_machine import launch_options
from tests.database import own_database
from tests.world import World, make_world

# Playwright keeps an event loop in the test's thread, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Each test makes its own partnership and nothing is emptied behind it: emptying is the owner's right, and tests run
# as the serving role, which the walls hold back.
TransactionTestCase._fixture_teardown = lambda self: None


def pytest_collection_finish():
    """Look for garbage rarely, and not among what every test stands on: it costs a twelfth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Point Django at this worker's own copy of the migrated database, still as the serving role."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with django_db_blocker.unblock(), own_database(settings.SERVERS, worker) as name:
        connection.close()
        connection.close_pool()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
        yield
        connection.close()
        connection.close_pool()


@pytest.fixture(scope="session", autouse=True)
def empty_cache():
    """Start each run with nothing left in this worker's cache and queues."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.flushdb()
    client.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the machine's own Chromium, else the one that .ci/prepare unpacked."""
    return browser_type_launch_args | launch_options()


SENDING = {"transactional_db", "django_capture_on_commit_callbacks"}


@pytest.fixture(autouse=True)
def nothing_waits(request):
    """Take what a test left for a worker off the queue, which no later test expects."""
    yield
    if SENDING & set(request.fixturenames) or _commits(request.node):
        app.control.purge()


def _commits(test: pytest.Item) -> bool:
    marker = test.get_closest_marker("django_db")
    return bool(marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)))


@pytest.fixture
def work_off():
    """Return a function that does all work waiting in the broker, as a worker would, and names it."""

    app.loader.import_default_modules()  # a worker does so when it starts

    def work() -> list[str]:
        done = []
        # A queue without work does not exist, so it cannot be asked for its size.
        with (
            app.connection() as connected,
            connected.SimpleQueue(app.conf.task_default_queue) as queue,
            suppress(queue.Empty),
        ):
            while True:
                message = queue.get(block=False)
                message.ack()
                _, kwargs, _ = message.payload
                name = message.headers["task"]
                app.tasks[name](**kwargs)
                done.append(name)
        return done

    return work


@pytest.fixture(scope="session")
def built(django_db_setup, django_db_blocker) -> dict[str, Cast]:
    """Two partnerships, built once a worker; what a test changes in them is rolled back."""
    with django_db_blocker.unblock():
        casts = {slug: make_cast(slug) for slug in ("testshire", "otherland")}
    app.control.purge()
    return casts


@pytest.fixture
def cast(built) -> Cast:
    """The partnership that tests play in; a copy, so that no test sees what another did to its objects."""
    return copy.deepcopy(built["testshire"])


@pytest.fixture
def elsewhere(built) -> Cast:
    """Another partnership: its clerk is the outsider."""
    return copy.deepcopy(built["otherland"])


@pytest.fixture
def inside(db, cast):
    """Run a test's own queries inside the cast's partnership."""
    with cast.inside():
        yield cast


@pytest.fixture(scope="session")
def world(django_db_setup, django_db_blocker) -> World:
    """A small example partnership with one of everything, built once a worker."""
    with django_db_blocker.unblock():
        world = make_world("everywhere")
    app.control.purge()
    return world
