"""The secrets of links that need no account, made from their rows and stored only as hashes."""

from foundation.links import secret
from plans.models import ValueRequest


def value_token(request: ValueRequest) -> str:
    """Return the secret of the link by which a keeper gives a value; a link made anew has another one."""
    return secret("plans.value", request.partnership_id, request.pk, request.link_made_at)
