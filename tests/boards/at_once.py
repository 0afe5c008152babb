"""Two people at the same moment, each with a connection of their own."""

import threading

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
