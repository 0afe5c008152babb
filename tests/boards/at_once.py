"""Two people at the same moment, each with a connection of their own."""

import threading
import time

from django.db import close_old_connections, connection

from foundation import tenancy


def together(*acts):
    """Run acts at the same moment, each in its own connection, and return what each raised or None."""
    ready, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            ready.wait(timeout=20)
            act()
        except Exception as error:
            raised[place] = error
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=40)
    return raised


def within(cast, act):
    """Return the act inside the cast's partnership, in a transaction of its own."""

    def run():
        with tenancy.tenant(cast.partnership.pk, ("draft:board:*",)):
            act()

    return run


def overtaken(cast, first, then, *, meanwhile=lambda: None):
    """Do ``first``, keep it open until ``then`` waits for it in another connection, and return what ``then`` did.

    ``meanwhile`` is done by the first while the other waits.
    """
    found = {}

    def run():
        try:
            found["returned"] = then()
        except Exception as error:
            found["raised"] = error
        finally:
            connection.close()

    later = threading.Thread(target=run)
    with cast.inside():
        first()
        later.start()
        blocked = _wait_until_blocked(later)
        meanwhile()
    later.join(timeout=40)
    if "raised" in found:
        raise found["raised"]
    assert blocked, f"Nothing was waited for: {found['returned']}"
    return found["returned"]


def _wait_until_blocked(later):
    """Say whether another connection has come to wait for this one."""
    waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    while later.is_alive():
        with connection.cursor() as cursor:
            cursor.execute(waits)
            if cursor.fetchone():
                return True
        time.sleep(0.02)
    return False
