"""People who answer a survey, for the tests that play with them."""

import itertools
import re

from engagement import answering
from engagement.models import EVERY_DRAFT, AnswerDraft
from foundation import tenancy
from foundation.links import hash_token

ADDRESSES = itertools.count(1)
YES_NO = [{"key": "yes", "text": "Yes"}, {"key": "no", "text": "No"}]
LINES = [{"key": "roads", "text": "Roads"}, {"key": "parks", "text": "Parks"}]
MORE = "The last bus should leave after the film ends."
BUS = {"page": 1, "key": "bus", "kind": "one", "text": "Do you use the bus?", "options": YES_NO, "is_required": True}
LONG = {"page": 4, "key": "more", "kind": "long", "text": "Anything else?", "limits": {"words": 500}}
DISABLED = {"page": 5, "key": "disabled", "kind": "one", "text": "Are you disabled?", "options": YES_NO,
            "is_equality": True}  # fmt: skip


def see_all():
    """Clear the test once more: each request ends what it was cleared for."""
    tenancy.clear("draft:engagement:*", EVERY_DRAFT)


def begun(client, survey, **facts):
    """Return the address of an answer that was begun."""
    at = f"198.51.100.{next(ADDRESSES) % 250}"
    return client.post(f"/surveys/{survey.pk}/", facts, REMOTE_ADDR=at).headers["Location"]


def drafted(link):
    """Return the draft behind an address."""
    token = link.rstrip("/").rpartition("/")[2]
    see_all()
    draft = AnswerDraft.objects.prefetch_related("survey__questions").get(token_hash=hash_token(token))
    draft.token = token
    return draft


def ready(client, survey, **answers):
    """Return the address of an answer with something to send."""
    link = begun(client, survey)
    answering.keep(drafted(link), answers or {"bus": "no", "more": MORE})
    return link


def words(response):
    """Return a page as it is read."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
