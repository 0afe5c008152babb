"""What mail was sent in this partnership, for its administrators; in the demo the letterbox of everybody."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from foundation import access, mail, plain_text
from foundation.models import Message
from foundation.paging import page_of
from foundation.roles import ADMINISTER

LETTERBOX = "foundation.mailbox.Letterbox"


@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """List the mails, the newest first; only those that failed where asked."""
    access.require(request, ADMINISTER, request.partnership)  # type: ignore[attr-defined]
    found = Message.objects.newest_first().defer("body_text", "body_html", "calendar")
    failed = found.filter(failed_at__isnull=False)
    only_failed = request.GET.get("state") == "failed"
    page = page_of(request, failed if only_failed else found)
    context = {
        "page": page,
        "only_failed": only_failed,
        "failed": failed.count(),
        "kept_here": settings.EMAIL_BACKEND == LETTERBOX,
    }
    return render(request, "foundation/mail/list.html", context)


@require_safe
def mail_detail(request: HttpRequest, message_id: int) -> HttpResponse:
    """Show one mail; what it says only in the demo, since it may hold somebody's secret link."""
    message = access.fetch(request, Message.objects, ADMINISTER, pk=message_id)
    body = plain_text.from_plain(message.body_text) if settings.DEMO else ""
    return render(request, "foundation/mail/detail.html", {"message": message, "body": body})


@require_POST
def mail_sending(request: HttpRequest, message_id: int) -> HttpResponse:
    """Send a mail that failed once more."""
    message = access.fetch(request, Message.objects.select_for_update(), ADMINISTER, pk=message_id)
    mail.send_again(message, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"The mail to {message.to_address} will be sent again.")
    return redirect("mail", message_id=message.pk)
