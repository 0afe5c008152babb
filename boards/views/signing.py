"""Signing a report off: by a link that needs no account, or signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards import access as roles
from boards import signed, signing
from boards.documents import report_document
from boards.forms.sign_off import AnswerForm
from boards.models import SignOff
from foundation import access, uploads
from foundation.models import File, User
from foundation.refusal import done
from foundation.secret_link import ended, private, unknown


@login_not_required
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of the link read the report and answer, once; opening the page changes nothing."""
    found = _of_link(request, token)
    if isinstance(found, HttpResponse):
        return found
    return private(_page(request, found, f"/sign/{token}/", by=None, link=token, after="sign_thanks"))


@login_not_required
@never_cache
@require_safe
def file_by_link(request: HttpRequest, token: str, file_id: int) -> HttpResponse:
    """Serve a file of the report to the holder of the link."""
    found = _of_link(request, token)
    return found if isinstance(found, HttpResponse) else private(_file(request, found, file_id))


def _of_link(request: HttpRequest, token: str) -> SignOff | HttpResponse:
    """Return what a link opens, or the page that refuses it."""
    found = signing.by_link(token)
    if found is None:
        return unknown(request, token, "a sign-off")
    return found if signing.is_open(found) else ended(request, found, "a sign-off")


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say that an answer by link is kept."""
    return render(request, "boards/sign_off/thanks.html")


@never_cache
def mine(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    """Let a person who signed in read what they are to sign, and answer."""
    found = _own(request, sign_off_id)
    return _page(request, found, f"/desk/sign-offs/{found.pk}/", by=request.user, link="", after="desk")  # type: ignore[arg-type]


@never_cache
@require_safe
def my_file(request: HttpRequest, sign_off_id: int, file_id: int) -> HttpResponse:
    """Serve a file of the report to its signer."""
    return _file(request, _own(request, sign_off_id), file_id)


def _own(request: HttpRequest, sign_off_id: int) -> SignOff:
    person = roles.myself(request.user)
    found = signing.of_person(person, sign_off_id) if person else None
    if found is None:
        raise Http404
    return found


def _file(request: HttpRequest, sign_off: SignOff, file_id: int) -> HttpResponse:
    of_report = File.objects.filter(part_of=f"report:{sign_off.report_id}")
    found = access.fetch(request, of_report, access.PUBLIC, pk=file_id)
    return uploads.serve(found, inline=True, request=request)  # type: ignore[return-value]


def _page(
    request: HttpRequest, sign_off: SignOff, base: str, *, by: User | None, link: str, after: str
) -> HttpResponse:  # fmt: skip
    report = signed.loaded(sign_off.report)
    form = AnswerForm.of(
        request, printed_as=sign_off.step.printed_as, initial={"seen": signed.fingerprint(report)}
    )  # fmt: skip

    def act() -> HttpResponse:
        kept = signing.answer(sign_off, by=by, link=link, **form.cleaned_data)
        if by:
            messages.success(request, f"{kept.get_answer_display()}. The clerk has been told.")
        return redirect(after)

    answer = done(request, form, act)
    if form.errors:
        form.data = form.data.copy()
        form.data[form.add_prefix("seen")] = signed.fingerprint(report)
    context = {
        "form": form, "sign_off": sign_off, "document": report_document(report, number=""), "writing": {"base": base},
        "before": [row for stage in signed.chain(report)
                   if (row := stage.sign_off) and row.answer and row != sign_off],
    }  # fmt: skip
    return answer or render(request, "boards/sign_off/sign.html", context, status=422 if form.errors else 200)
