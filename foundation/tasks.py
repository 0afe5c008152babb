"""Work of the ground floor that acts hand on."""

from foundation import mail, work


@work.task("foundation.send_mail", cleared=(mail.CLEARED,))
def send_mail(message_id: int) -> None:
    """Send one mail of the outbox; safe to run twice."""
    mail.deliver(message_id)
