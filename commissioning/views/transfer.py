"""Community groups ask to take land or a building over, without an account; officers record each step. Source: E36."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning import access as roles
from commissioning import transferring
from commissioning.forms.transfer import InterestForm, OpenForm, StepForm
from commissioning.models import Asset, AssetTransfer, TransferContact
from foundation import access, pacing, tenancy
from foundation.refusal import told
from foundation.resending import same
from foundation.secret_link import private, row_of, unknown
from localities.views.form_page import form_page

WHAT = "an expression of interest"
ROWS = AssetTransfer.objects.select_related("asset", "board", "locality")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interest_new(request: HttpRequest, asset_id: int) -> HttpResponse:
    """Let anybody say that their group would take it over; they get a link by which they follow it."""
    found = access.fetch(request, Asset.objects.kept(), access.PUBLIC, pk=asset_id)
    form = InterestForm.of(request)

    def act() -> HttpResponse:
        if request.POST.get("website"):  # a box that people do not see: a program filled it in
            return redirect(found.get_absolute_url())
        contact = transferring.express_interest(found, **form.cleaned_data)
        messages.success(request, "We have it, and write to you. Keep the address of this page: it is yours alone.")
        return redirect("transfer_mine", transferring.token_of(contact))

    pacing.slow(request, form, "transfer", burst=5, every=30)
    if form.is_bound and form.is_valid():
        same(form, found.pk, pacing.fingerprint(request))
    return form_page(request, form, act, template="commissioning/transfer/new.html", asset=found)


@login_not_required
@require_safe
def transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Show each step of a transfer that is open to everybody."""
    found = access.fetch(request, ROWS.filter(published_at__isnull=False), access.PUBLIC, pk=transfer_id)
    steps = found.steps.select_related("decision")
    return render(request, "commissioning/transfer/detail.html", {"transfer": found, "steps": steps})


@login_not_required
@never_cache
@require_safe
def transfer_mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show a group what it sent, and how far it is."""
    contact = _by_link(request, token)
    if isinstance(contact, HttpResponse):
        return contact
    with tenancy.glance(contact.partnership_id, transferring.EVERY):
        context = {
            "contact": contact, "transfer": contact.transfer, "token": token,
            "steps": list(contact.transfer.steps.select_related("decision")),
            "may": "withdrawn" in transferring.may_follow(contact.transfer),
        }  # fmt: skip
    return private(render(request, "commissioning/transfer/mine.html", context))


@login_not_required
@never_cache
@require_POST
def transfer_withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Let a group take back what it sent."""
    contact = _by_link(request, token)
    if isinstance(contact, HttpResponse):
        return contact
    back = contact.transfer.asset.get_absolute_url()
    with told(request):
        transferring.withdraw(contact)
        messages.success(request, "It is withdrawn. Your name and how we reach you are deleted.")
    return private(redirect(back))


def _by_link(request: HttpRequest, token: str) -> TransferContact | HttpResponse:
    found = row_of(token, TransferContact.objects.all())
    if found is None:
        return unknown(request, token, WHAT)
    with tenancy.glance(found.partnership_id, transferring.EVERY):  # the link opens the group's own row alone
        return TransferContact.objects.select_related("transfer__asset").get(pk=found.pk)


@require_safe
def manage_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Show a transfer from the officers' side, with who speaks for the group."""
    found = access.fetch(request, ROWS, roles.READ, pk=transfer_id)
    may = request.access.may(roles.ASSETS, found)  # type: ignore[attr-defined]
    contact = TransferContact.objects.filter(transfer=found).first() if may else None
    context = {
        "transfer": found, "steps": found.steps.select_related("decision", "recorded_by"), "contact": contact,
        "may": may, "may_step": may and transferring.may_follow(found),
    }  # fmt: skip
    return render(request, "commissioning/transfer/officer.html", context)


def transfer_opening(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Let everybody read a transfer, in words that name nobody."""
    found = access.fetch(request, ROWS, roles.ASSETS, pk=transfer_id)
    form = OpenForm.of(request, instance=found)

    def act() -> HttpResponse:
        transferring.open_transfer(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Everybody can read it now.")
        return redirect("manage_transfer", transfer_id)

    return _page(request, form, act, found, title="What may everybody read?", submit="Open it")


def transfer_step(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Record the next step."""
    found = access.fetch(request, ROWS, roles.ASSETS, pk=transfer_id)
    form = StepForm.of(request, transfer=found)

    def act() -> HttpResponse:
        transferring.take_step(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The step is recorded.")
        return redirect("manage_transfer", transfer_id)

    return _page(request, form, act, found, title="Record the next step", submit="Record it")


def _page(request: HttpRequest, form: Any, act: Any, found: AssetTransfer, **page: Any) -> HttpResponse:
    return form_page(request, form, act, back=f"/manage/assets/transfers/{found.pk}/", caption=str(found), **page)
