"""Terms of reference: the officer's draft, and the editions that the public reads."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import EDIT_BOARD
from boards.forms.terms import PublishTermsForm, TermsForm
from boards.models import Board
from boards.terming import draft_of, publish_terms, save_terms, series
from boards.views.refusal import done
from foundation.access import PUBLIC, fetch
from foundation.models import Edition


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
    context = {"board": board, "terms": terms, "form": form, "overtaken": overtaken}
    return render(request, "boards/terms/form.html", context, status=409 if overtaken else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def terms_publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Check the draft and publish it as the next edition."""
    board = fetch(request, Board.objects.select_related("locality"), EDIT_BOARD, slug=slug)
    form = PublishTermsForm.of(request)

    def act() -> HttpResponse:
        edition = publish_terms(board, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, f"Terms of reference published as edition {edition.number}.")
        return redirect("terms", slug)

    if answer := done(request, form, act):
        return answer
    return render(request, "boards/terms/publication.html", {"board": board, "terms": draft_of(board), "form": form})


@login_not_required
@require_safe
def terms(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show the terms in force, or an older edition that says it is superseded."""
    board = fetch(request, Board.objects.public(), PUBLIC, slug=slug)
    editions = list(Edition.objects.filter(series=series(board)).newest_first())
    if not editions:
        return render(request, "boards/terms/none.html", {"board": board}, status=404)
    edition = next((e for e in editions if number in (None, e.number)), None)
    if edition is None:
        raise Http404
    context = {
        "board": board, "edition": edition, "part": edition.parts.get(), "editions": editions,
        "is_current": edition == editions[0],
    }  # fmt: skip
    return render(request, "boards/terms/detail.html", context)
