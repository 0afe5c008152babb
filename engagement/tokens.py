"""The secrets of links that need no account, made from their rows and stored only as hashes."""

from engagement.models import Challenge, ServiceRequest
from foundation.links import secret


def request_token(request: ServiceRequest) -> str:
    """Return the secret of the link by which an agency answers a request; a link made anew has another one."""
    return secret("engagement.request", request.partnership_id, request.pk, request.link_made_at)


def challenge_token(challenge: Challenge) -> str:
    """Return the secret of the link by which a provider answers; with each question it is another one."""
    return secret("engagement.challenge", challenge.partnership_id, challenge.pk, challenge.link_made_at)
