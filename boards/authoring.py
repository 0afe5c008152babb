"""Authors: asked to write a report by a day, reminded, and done when they hand it in."""

import base64
import datetime
import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from boards.disclosing import allowed_title
from boards.models import Report
from boards.reporting import record
from foundation import mail, tenancy
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import day
from localities.models import Person

LINK_LASTS = datetime.timedelta(days=28)


@transaction.atomic
def invite_author(report: Report, *, by: User, name: str, email: str, due_on: datetime.date, note: str = "") -> Report:
    """Ask a person to write a report by a day; they get a link of their own. Inviting anew ends the link before."""
    report = lock(report, "board")
    person = Person.objects.filter(email__iexact=email).order_by("pk").first()
    report.author = person or Person.objects.create(name=name, email=email)
    report.due_on, report.invited_at = due_on, timezone.now()
    report.handed_in_at, report.handed_in_by = None, ""
    report.originators = report.originators or str(report.author)
    report.token_hash = hash_of(token_of(report))
    report.save()
    mail.post(
        email,
        "report_invitation",
        {
            "report": report,
            "title": allowed_title(report),
            "note": note,
            "path": path_of(report),
            "due": day(due_on),
            "by": by,
        },
        about=f"report:{report.pk}",
        name=report.author.name,
        key=f"report:{report.pk}:invited:{report.invited_at.isoformat()}",
    )
    record(report, "invited an author", by, author=report.author_id)
    return report


@transaction.atomic
def end_invitation(report: Report, *, by: User) -> Report:
    """Take the report back from its author: the link leads nowhere from now on."""
    report = lock(report, "board")
    report.author, report.token_hash, report.invited_at, report.due_on = None, "", None, None
    report.save()
    record(report, "ended an invitation", by)
    return report


@transaction.atomic
def hand_back(report: Report, *, by: User | None, because: str, by_name: str = "") -> Report:
    """Give a report back to its author, who can write in it again and reads there why: mail is no place for it (R3).

    Raises ValidationError where it is with its author already.
    """
    report = lock(report, "board", "author")
    if report.handed_in_at is None:
        raise ValidationError(f"The report is back with its author already{_given_back(report)}.")
    report.handed_in_at, report.handed_in_by = None, ""
    report.handed_back_at, report.handed_back_by = timezone.now(), by_name or str(by)
    report.handed_back_because = because
    report.save()
    if report.author and report.author.email and report.token_hash:
        mail.post(
            report.author.email,
            "report_handed_back",
            {
                "report": report,
                "title": allowed_title(report),
                "path": path_of(report),
                "who": by_name,
            },
            about=f"report:{report.pk}",
            name=report.author.name,
        )
    record(report, "handed a report back", by, "" if by else by_name)
    return report


def _given_back(report: Report) -> str:
    at, who = report.handed_back_at, report.handed_back_by
    return f": {who} gave it back on {day(timezone.localtime(at))}" if at else ""


def by_link(token: str) -> Report | None:
    """Return the report to which a link leads, and let this transaction see it and nothing else of the drafts."""
    if not token:
        return None
    hashed = hash_of(token)
    tenancy.clear(f"token:{hashed}")
    report = Report.objects.filter(token_hash=hashed, withdrawn_at__isnull=True).first()
    return opened(report.pk) if report else None


def is_open(report: Report) -> bool:
    """Say whether the author's link still opens: for four weeks after the meeting, or the day asked for if later."""
    asked = timezone.localdate(report.invited_at) if report.invited_at else None
    days = filter(None, (asked, report.due_on, report.meeting and report.meeting.date))
    last = max(days, default=None)
    return last is not None and timezone.localdate() <= last + LINK_LASTS


def by_author(user: User, report_id: int) -> Report | None:
    """Return a report that a signed-in person was asked to write, and let this transaction see it."""
    report = reports_of(user).filter(pk=report_id, withdrawn_at__isnull=True).first()
    return opened(report.pk) if report else None


def reports_of(user: User):
    """Return the reports that a person was asked to write, those to be handed in first."""
    person = Person.objects.filter(user=user).first()
    if person is None:
        return Report.objects.none()
    tenancy.clear(f"author:{person.pk}")
    asked = Report.objects.filter(author=person, invited_at__isnull=False)
    return asked.select_related("board").order_by("handed_in_at", "due_on", "pk")


def path_of(report: Report) -> str:
    """Return the path by which the author writes the report."""
    return f"/write/{token_of(report)}/"


def token_of(report: Report) -> str:
    """Return the secret of an author's link; it is made anew from the invitation and only its hash is kept."""
    invited = report.invited_at.isoformat() if report.invited_at else ""
    made = salted_hmac("boards.authoring", f"{report.pk}:{report.author_id}:{invited}", algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest()).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """Return the hash by which a link's secret is found."""
    return hashlib.sha256(token.encode()).hexdigest()


def opened(report_id: int) -> Report:
    """Return a report and let this transaction see it with its item, and nothing else of the drafts."""
    tenancy.clear(f"report:{report_id}", f"part:report:{report_id}")
    if item_id := Report.objects.values_list("item", flat=True).get(pk=report_id):
        tenancy.clear(f"item:{item_id}")
    related = ("board", "template", "author", "item__meeting__board")
    return Report.objects.select_related(*related).get(pk=report_id)
