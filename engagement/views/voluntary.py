"""Voluntary, community and faith organisations: one page each across all councils. Source: checklist A19, E13."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import access as roles
from engagement import leading
from engagement.forms.voluntary import ContactForm
from engagement.models import VoluntaryContact
from foundation import access
from localities.access import anywhere
from localities.models import Organisation, Register, RegisterEntry
from localities.views.form_page import form_page

SHOWN = ("relationships", "agreements")  # registers whose entries stand on an organisation's page
LATEST = 20


@anywhere(roles.READ)
@require_safe
def manage_voluntary_list(request: HttpRequest) -> HttpResponse:
    """List who speaks with whom, and first where nobody does or nobody leads."""
    return render(request, "engagement/voluntary/list.html", {"rows": leading.who_speaks()})


@anywhere(roles.READ)
@require_safe
def manage_voluntary(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Show one organisation: each council's contact, conversations and agreements, whoever of us had them."""
    organisation = access.fetch(request, _organisations(), access.OWN, pk=organisation_id)
    entries = RegisterEntry.objects.filter(organisation=organisation, register__preset__in=SHOWN)
    words = {
        "organisation": organisation,
        "contacts": VoluntaryContact.objects.filter(organisation=organisation).select_related("council", "locality"),
        "entries": entries.select_related("register").order_by("-pk")[:LATEST],
        "registers": Register.objects.filter(preset__in=SHOWN, retired_at__isnull=True),
        "may_write": request.access.may_anywhere(roles.PLAN),  # type: ignore[attr-defined]
    }
    return render(request, "engagement/voluntary/detail.html", words)


def _organisations():
    return Organisation.objects.filter(kind__in=leading.KINDS)


@anywhere(roles.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def voluntary_contact_new(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Name a council's contact."""
    organisation = access.fetch(request, _organisations(), access.OWN, pk=organisation_id)
    form = ContactForm.of(request, places=roles.choice_of(request.access, roles.PLAN))  # type: ignore[attr-defined]

    def act() -> HttpResponse:
        leading.name_contact(organisation, form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The contact is kept.")
        return redirect("manage_voluntary", organisation_id)

    back = f"/manage/engagement/voluntary/{organisation_id}/"
    return form_page(request, form, act, title="Name a council’s contact", caption=organisation, back=back)


@require_POST
def voluntary_contact_ending(request: HttpRequest, contact_id: int) -> HttpResponse:
    """End a council's contact."""
    rows = VoluntaryContact.objects.select_related("locality", "organisation")
    contact = access.fetch(request, rows, roles.PLAN, pk=contact_id)
    leading.end_contact(contact, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "The contact has ended.")
    return redirect("manage_voluntary", contact.organisation_id)
