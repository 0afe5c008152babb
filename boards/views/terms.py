"""Terms of reference: the officer's draft, and the editions that the public reads."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import EDIT_BOARD, VIEW_DRAFTS
from boards.forms.terms import AgreementForm, PublishTermsForm, TermsForm
from boards.governing import governing_document
from boards.models import Board, TermsAgreement
from boards.terming import (
    answered_already,
    draft_of,
    in_force,
    publish_terms,
    record_agreement,
    save_terms,
    series,
    waiting,
)
from foundation.access import PUBLIC, fetch
from foundation.models import Edition
from foundation.refusal import done


@require_http_methods(["GET", "HEAD", "POST"])
def board_terms(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the draft; what somebody else saved meanwhile is shown beside one's own words."""
    board = fetch(request, Board.objects.select_related("locality"), EDIT_BOARD, slug=slug)
    terms = draft_of(board)
    form = TermsForm.of(request, initial={"text": terms.text, "version": terms.version})
    overtaken = False
    if request.method == "POST" and form.is_valid():
        if save_terms(board, by=request.user, **form.cleaned_data):
            messages.success(request, "The draft is saved.")
            return redirect("board_terms", slug)
        overtaken = True
        form.data = form.data.copy()
        form.data["version"] = terms.version
    context = {"board": board, "terms": terms, "form": form, "overtaken": overtaken, "change": waiting(board)}
    return render(request, "boards/terms/form.html", context, status=409 if overtaken else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def terms_publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Check the draft and publish it as the next edition."""
    board = fetch(request, Board.objects.select_related("locality"), EDIT_BOARD, slug=slug)
    form = PublishTermsForm.of(request)

    def act() -> HttpResponse:
        edition = publish_terms(board, by=request.user, note=form.cleaned_data["note"])
        said = f"Terms of reference published as edition {edition.number}."
        if change := waiting(board):
            said += f" It is not in force before {change.council} agrees."
        messages.success(request, said)
        return redirect("terms", slug)

    if answer := done(request, form, act):
        return answer
    return render(request, "boards/terms/publication.html", {"board": board, "terms": draft_of(board), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def terms_agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """Record whether the council agreed the change that waits for it; whoever comes second is told. Source: C4."""
    board = fetch(request, Board.objects.select_related("locality"), EDIT_BOARD, slug=slug)
    changes = TermsAgreement.objects.filter(board=board).select_related("board", "council", "edition", "recorded_by")
    change = changes.first()  # the newest
    if change is None:
        raise Http404
    if change.answer:
        messages.error(request, answered_already(change))
        return redirect("board_terms", slug)
    form = AgreementForm.of(request, edition=change.edition)

    def act() -> HttpResponse:
        answered = record_agreement(change, by=request.user, **form.cleaned_data)
        messages.success(request, f"Edition {change.edition.number} is {'' if answered.is_agreed else 'not '}in force.")
        return redirect("board_terms", slug)

    if answer := done(request, form, act):
        return answer
    return render(request, "boards/terms/agreement.html", {"board": change.board, "change": change, "form": form})


@require_safe
def governing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the board's governing document has and lacks. Source: standards R23."""
    board = fetch(request, Board.objects.select_related("locality", "kind"), VIEW_DRAFTS, slug=slug)
    context = {"board": board, "parts": governing_document(board), "may_edit": request.access.may(EDIT_BOARD, board)}
    return render(request, "boards/terms/governing.html", context)


@login_not_required
@require_safe
def terms(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show the terms in force, or an older edition that says it is superseded."""
    board = fetch(request, Board.objects.public(), PUBLIC, slug=slug)
    rows = Edition.objects.filter(series=series(board)).newest_first()
    editions = list(rows.select_related("terms_agreement__council"))
    if not editions:
        return render(request, "boards/terms/none.html", {"board": board}, status=404)
    current = in_force(board)
    edition = current if current and not number else next((e for e in editions if number in (None, e.number)), None)
    if edition is None:
        raise Http404
    context = {
        "board": board, "edition": edition, "part": edition.parts.get(), "editions": editions,
        "is_current": edition == current, "current": current,
        "agreement": getattr(edition, "terms_agreement", None),
        "waits": next((e for e in editions if (a := getattr(e, "terms_agreement", None)) and not a.answer), None),
    }  # fmt: skip
    return render(request, "boards/terms/detail.html", context)
