"""What the partners have agreed on: read by everybody, signed by link, put to partners by officers. Source: E8, E44."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boards import access as boards
from engagement import access as roles
from engagement import signing_texts
from engagement.forms.shared_text import SharedTextForm, SignForm, VersionForm
from engagement.models import PartnerSignature, SharedText, SharedTextVersion, SignatureContact
from foundation import access
from foundation.models import User
from foundation.secret_link import private, row_of, unknown
from localities.access import anywhere
from localities.views.form_page import form_page

PAGE = require_http_methods(["GET", "HEAD", "POST"])
BACK = "/manage/engagement/agreed/"
WHAT = "a partner asked to sign"
CONTACTS = SignatureContact.objects.select_related("signature__organisation", "signature__version__text")


def _texts() -> QuerySet[SharedText]:
    """Return the texts with the number of their newest version, and how many were asked and have signed."""
    newest = SharedTextVersion.objects.filter(text=OuterRef("pk")).order_by("-number").values("number")[:1]
    of_newest = Q(versions__number=Subquery(newest))
    return SharedText.objects.select_related("locality").annotate(
        number=Subquery(newest), asked=Count("versions__signatures", filter=of_newest),
        signed=Count("versions__signatures", filter=of_newest & Q(versions__signatures__signed_at__isnull=False)),
    )  # fmt: skip


@login_not_required
@require_safe
def agreed_list(request: HttpRequest) -> HttpResponse:
    """List the definitions and arrangements, each with how many partners have signed it."""
    return render(request, "engagement/shared_text/list.html", {"texts": _texts().filter(number__isnull=False)})


@login_not_required
@require_safe
def agreed(request: HttpRequest, text_id: int) -> HttpResponse:
    """Show the newest version, who signed it and with which reservations, and the versions before it."""
    text = access.fetch(request, SharedText.objects.select_related("locality"), access.PUBLIC, pk=text_id)
    return render(request, "engagement/shared_text/detail.html", {"text": text, "versions": _versions(text)})


def _versions(text: SharedText) -> list[SharedTextVersion]:
    signed = Prefetch("signatures", PartnerSignature.objects.select_related("organisation"))
    return list(text.versions.select_related("edition").prefetch_related(signed))


@login_not_required
@never_cache
@PAGE
def agreed_signature(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of the link read the version and sign for their organisation."""
    contact = row_of(token, CONTACTS)
    return _sign(request, contact.signature, None) if contact else unknown(request, token, WHAT)


@never_cache
@PAGE
def my_signature(request: HttpRequest, signature_id: int) -> HttpResponse:
    """Let the person who was asked do the same by their account."""
    boards.myself(request.user)
    own = CONTACTS.filter(user=request.user)  # type: ignore[misc]
    contact = access.fetch(request, own, access.OWN, signature=signature_id)
    return _sign(request, contact.signature, request.user)  # type: ignore[arg-type]


def _sign(request: HttpRequest, signature: PartnerSignature, by: User | None) -> HttpResponse:
    form = SignForm.of(request)

    def act() -> HttpResponse:
        signing_texts.sign(signature, **form.cleaned_data, by=by)
        messages.success(request, f"You have signed for {signature.organisation}.")
        return redirect(signature.version.text)

    words = {
        "signature": signature, "version": signature.version, "closed": signing_texts.closed(signature.version),
    }  # fmt: skip
    return private(form_page(request, form, act, template="engagement/shared_text/sign.html", **words))


@anywhere(roles.READ)
@require_safe
def manage_agreed_list(request: HttpRequest) -> HttpResponse:
    """List the texts that officers put to the partners."""
    held = request.access  # type: ignore[attr-defined]
    words = {"texts": _texts().filter(roles.where(held, roles.READ)), "may_add": held.may_anywhere(roles.PLAN)}
    return render(request, "engagement/shared_text/manage_list.html", words)


@anywhere(roles.PLAN)
@PAGE
def agreed_new(request: HttpRequest) -> HttpResponse:
    """Name a text to agree on."""
    form = SharedTextForm.of(request, places=roles.choice_of(request.access, roles.PLAN))  # type: ignore[attr-defined]

    def act() -> HttpResponse:
        text = signing_texts.save_text(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        return redirect("manage_agreed", text.pk)

    return form_page(request, form, act, title="Name a text to agree on", back=BACK, submit="Go on")


@PAGE
def manage_agreed(request: HttpRequest, text_id: int) -> HttpResponse:
    """Put the next version to the partners, and see who has signed."""
    wanted = roles.PLAN if request.method == "POST" else roles.READ
    text = access.fetch(request, SharedText.objects.select_related("locality"), wanted, pk=text_id)
    versions = _versions(text)
    form = VersionForm.of(request, initial=_before(versions))

    def act() -> HttpResponse:
        version = signing_texts.put(text, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Version {version.number} is put to the partners.")
        return redirect("manage_agreed", text.pk)

    words = {
        "text": text, "versions": versions, "may_write": request.access.may(roles.PLAN, text),  # type: ignore[attr-defined]
    }  # fmt: skip
    return form_page(request, form, act, template="engagement/shared_text/manage.html", **words)


def _before(versions: list[SharedTextVersion]) -> dict[str, str]:
    """Return the words and the partners of the version before, from which the next one starts."""
    if not versions:
        return {}
    contacts = SignatureContact.objects.filter(signature__version=versions[0]).select_related("signature__organisation")
    lines = (f"{contact.signature.organisation}, {contact.email}" for contact in contacts)
    return {"words": versions[0].words, "partners": "\n".join(lines)}
