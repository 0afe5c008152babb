"""Whom a request is told by mail: who answers it, their organisation, and the officers who look after it."""

import datetime
from typing import Any

from engagement.access import HANDLE
from engagement.models import RequestStep, ServiceRequest
from engagement.tokens import request_token
from foundation import access, mail
from foundation.mail import Letter
from foundation.models import User
from foundation.templatetags.words import short_day


def address_of(asked: ServiceRequest) -> str:
    """Return where whoever answers is reached: the manager, else the organisation; empty where nobody can be."""
    return (asked.manager.email if asked.manager else "") or asked.owner.contact_email


def tell_asked(asked: ServiceRequest) -> None:
    """Post the request and the link by which it is answered."""
    _tell_agency(asked, "request", f"link:{asked.link_made_at}")


def tell_reminder(asked: ServiceRequest, key: str, today: datetime.date) -> None:
    """Remind whoever answers, once for each key."""
    _tell_agency(asked, "request_reminder", key, is_today=asked.due_on == today)


def tell_promise(asked: ServiceRequest) -> None:
    """Remind whoever promised something that its day has come, once for each day."""
    _tell_agency(asked, "request_promise", f"promised:{asked.promised_on}")


def tell_reply(step: RequestStep, question: str) -> None:
    """Post to the agency what it wanted to know."""
    _tell_agency(step.request, "request_reply", f"step:{step.pk}", question=question, reply=step.text)


def tell_late(asked: ServiceRequest) -> None:
    """Tell the organisation's own contact, and the officers, that nobody has answered. Source: D36."""
    told = _context(asked)
    key = f"request:{asked.pk}:late:{asked.due_on}"
    if asked.owner.contact_email:
        letter = Letter(
            asked.owner.contact_email, "request_late", told, f"request:{asked.pk}", asked.owner.name, f"{key}:owner"
        )
        mail.post_all([letter])
    tell_officers(asked, "request_late_officers", key)


def tell_officers(asked: ServiceRequest, template: str, key: str, **more: Any) -> None:
    """Post to the officers who look after requests where this one is from."""
    told = {"asked": asked, "due": short_day(asked.due_on), "path": f"/manage/engagement/requests/{asked.pk}/", **more}
    mail.post_all(
        Letter(user.email, template, told, f"request:{asked.pk}", str(user), f"{key}:officer:{user.pk}")
        for user in officers(asked)
    )


def officers(asked: ServiceRequest) -> list[User]:
    """Return who handles requests in its locality, else in the whole partnership, once each."""
    held = access.holders(access.roles_with(HANDLE))
    there = [user for user, kind, key in held if (kind, key) == ("localities.locality", asked.locality_id)]
    everywhere = [user for user, kind, _ in held if kind == "foundation.partnership"]
    return list({user.pk: user for user in there or everywhere if user.email}.values())


def _context(asked: ServiceRequest) -> dict[str, Any]:
    path = f"/requests/answer/{request_token(asked)}/" if asked.takes_answer else asked.get_absolute_url()
    return {"asked": asked, "due": short_day(asked.due_on), "path": path}


def _tell_agency(asked: ServiceRequest, template: str, key: str, **more: Any) -> None:
    if address := address_of(asked):
        name = str(asked.manager or asked.owner)
        told = {**_context(asked), **more}
        mail.post(address, template, told, about=f"request:{asked.pk}", name=name, key=f"request:{asked.pk}:{key}")


def tell_taken_back(asked: ServiceRequest) -> None:
    """Tell whoever was asked that no answer is wanted any more."""
    _tell_agency(asked, "request_taken_back", "taken-back")
