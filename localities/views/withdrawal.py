"""The page on which an earlier edition of a record is withdrawn."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from foundation import withdrawing
from localities.forms.withdrawal import WithdrawalForm
from localities.views.form_page import form_page

NONE = "No earlier edition stands: there is nothing to withdraw. What is in force is corrected first."


def withdrawal_page(
    request: HttpRequest, record: Any, series: Sequence[str], *, back: str, of: str = "of"
) -> HttpResponse:
    """Withdraw an earlier edition of a record that the person may publish; where there is none say so."""
    editions = withdrawing.earlier(*series)
    if request.method != "POST" and not editions.exists():
        messages.info(request, NONE)
        return redirect(back)
    form = WithdrawalForm.of(request, editions=editions)

    def act() -> HttpResponse:
        said = form.cleaned_data
        withdrawing.withdraw(record, said.pop("edition"), *series, by=request.user, of=of, **said)  # type: ignore[arg-type]
        messages.success(request, "The edition is withdrawn. What it said is deleted.")
        return redirect(back)

    return form_page(
        request, form, act, title="Withdraw an earlier edition", caption=record, submit="Withdraw it", back=back,
        lead="What an earlier edition says is deleted, and everybody reads that it was withdrawn and why. What is "
        "only wrong stays readable beside its correction. The edition in force is corrected first.",
    )  # fmt: skip
