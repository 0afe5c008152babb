"""Work of the ground floor that acts hand on."""

from foundation import envelopes, mail, work


@work.task("foundation.send_mail", cleared=(mail.CLEARED,))
def send_mail(message_id: int) -> None:
    """Send one mail of the outbox; safe to run twice."""
    mail.deliver(message_id)


@work.task("foundation.deliver_envelope", cleared=(envelopes.CLEARED,))
def deliver_envelope(envelope_id: int) -> None:
    """Deliver an envelope to another partnership; safe to run twice."""
    envelopes.deliver(envelope_id)
