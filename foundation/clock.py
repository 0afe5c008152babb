"""Work of the ground floor that time starts."""

from celery import shared_task

from foundation import corresponding, envelopes, mail, work


@shared_task(name="foundation.clock.mail")
def send_owed_mail() -> None:
    """Each minute: hand on the mails whose first attempt was lost or failed."""
    for _ in work.each_partnership((mail.CLEARED,)):
        mail.ask_for_owed()


@shared_task(name="foundation.clock.forget_mail")
def forget_mail() -> None:
    """Each night: empty the mails that were sent long ago, since they hold names and secret links."""
    for _ in work.each_partnership((mail.CLEARED,)):
        mail.forget_bodies()


@shared_task(name="foundation.clock.envelopes")
def send_owed_envelopes() -> None:
    """Each minute: hand on the envelopes whose first delivery was lost or failed."""
    for _ in work.each_partnership((envelopes.CLEARED,)):
        envelopes.ask_for_owed()


@shared_task(name="foundation.clock.correspondents")
def tell_correspondents() -> None:
    """Each hour: tell other partnerships what can be addressed here, where that has changed."""
    for _ in work.each_partnership():
        corresponding.tell_changes()
