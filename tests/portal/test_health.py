"""Health: alive is the process, ready is everything that it needs."""

import time

import pytest
from celery.contrib.testing.worker import start_worker

from portal.celery import app


def test_a_process_that_answers_is_alive_without_asking_the_database(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"alive": True}


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_the_portal_is_not_ready_and_says_so(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "down": ["worker"]}


@pytest.mark.django_db(transaction=True)
def test_with_database_broker_and_worker_the_portal_is_ready(client):
    with start_worker(app, perform_ping_check=False, pool="solo", shutdown_timeout=20):
        deadline = time.monotonic() + 60
        # A worker that has just started on a busy machine may not hear the first question in time.
        while (answer := client.get("/readyz")).status_code != 200 and time.monotonic() < deadline:
            pass
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "down": []}


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_is_named_with_the_worker_behind_it(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["down"] == ["broker", "worker"]


def test_health_is_answered_at_any_host(client):
    assert client.get("/healthz", HTTP_HOST="10.0.0.7").status_code == 200
