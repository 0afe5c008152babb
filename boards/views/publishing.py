"""Publication as officers do it: check, publish, follow the pack, ask the chair, withdraw."""

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from boards import access as roles
from boards import agreeing, checking, disclosing, printing, publishing, rendering, withdrawing
from boards.checking import Publication
from boards.composing import paper_of
from boards.forms.publishing import AnswerForm, PublicationForm, WithdrawalForm
from boards.models import AgendaAgreement, Meeting
from boards.notice import notice_clock
from boards.packing import ask_for
from boards.publishing import NotPublished
from boards.views.order import number
from foundation import access, uploads
from foundation.forms import once
from foundation.models import Edition, EditionPart, Rendering
from foundation.refusal import done

MEETINGS = Meeting.objects.select_related("board__kind", "venue", "agenda_edition", "minutes_edition")


def publication(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show what will be published, to whom and when, and what is in the way; publish it."""
    told = Count("summonses", filter=Q(summonses__sent_at__isnull=False))
    meeting = access.fetch(request, MEETINGS.annotate(told=told), roles.PUBLISH_AGENDA, pk=meeting_id)
    left_out = {number(pk) for pk in request.POST.getlist("left_out")}
    correction = request.POST.get("reason") == Edition.Reason.CORRECTION
    plan = checking.prepare(meeting, left_out=left_out, correction=correction)
    form = PublicationForm.of(request, plan=plan)
    if request.method == "POST" and form.is_valid():
        return once(request, form, lambda: _published(request, plan, form, left_out))
    return _check(request, plan, form)


def _published(request: HttpRequest, plan: Publication, form: PublicationForm, left_out: set[int]) -> HttpResponse:
    said = form.cleaned_data
    try:
        edition = publishing.publish_agenda(
            plan.meeting, by=request.user, reason=said.get("reason", ""), note=said.get("note", ""),
            after=said["after"], left_out=left_out, reasons=form.reasons(), circumstances=form.circumstances(),
            seen=said["seen"],
        )  # fmt: skip
    except NotPublished as refused:
        for obstacle in refused.obstacles:
            form.add_error(None, obstacle.words)
        form.has_been_shown()
        return _check(request, plan, form)
    messages.success(request, f"Published as edition {edition.number}. The page is public now; its PDFs follow.")
    return redirect("manage_meeting_pack", plan.meeting.pk)


def _check(request: HttpRequest, plan: Publication, form: PublicationForm) -> HttpResponse:
    agreement = AgendaAgreement.objects.filter(meeting=plan.meeting).select_related("answered_by", "rendering").first()
    papers = [part for part in plan.parts if part.kind in ("report", "appendix")]
    waits = [o for o in plan.blockers if o.rule not in ("circumstances", "report")]
    context = {
        "form": form, "plan": plan, "meeting": plan.meeting, "clock": plan.clock, "notice": notice_clock(plan.meeting),
        "agreement": agreement, "papers": papers, "waits": waits,
        "left": [{"name": row.file.name, "words": words} for item in plan.items if (paper := paper_of(item))
                 for row in paper.appendices.all() for words in row.file.left],
        "exempt": [{"shown": shown, "closed": closed, "gaps": disclosing.gaps(shown)}
                   for shown, closed in disclosing.pairs(plan.parts)],
    }  # fmt: skip
    return render(request, "boards/publishing/check.html", context, status=422 if form.errors else 200)


@require_safe
def pack(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show how far the PDFs of the edition in force have come; asked for by htmx, the part that changes alone."""
    meeting = access.fetch(request, MEETINGS, roles.PUBLISH_AGENDA, pk=meeting_id)
    if meeting.agenda_edition is None:
        raise Http404
    made = Rendering.objects.filter(edition=meeting.agenda_edition, kind__in=rendering.PRINTS)
    prints = list(made.select_related("file").order_by("kind"))
    is_waiting = any(row.done_at is None and row.failed_at is None for row in prints)
    context = {"meeting": meeting, "prints": prints, "is_waiting": is_waiting}
    name = "_progress" if request.headers.get("hx-request") else "pack"
    return render(request, f"boards/publishing/{name}.html", context)


@require_POST
def pack_retry(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Ask for the PDFs that failed once more."""
    meeting = access.fetch(request, MEETINGS, roles.PUBLISH_AGENDA, pk=meeting_id)
    failed = Rendering.objects.filter(subject=rendering.subject(meeting), failed_at__isnull=False)
    for made in failed.select_for_update(of=("self",)):
        printing.ask_again(made)
        ask_for(made)
    messages.info(request, "Asked for once more.")
    return redirect("manage_meeting_pack" if meeting.agenda_edition else "manage_meeting_draft_pack", meeting.pk)


def draft_pack(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Let the clerk ask for the chair's agreement, and the chair give it or ask for a change."""
    meeting = access.fetch(request, MEETINGS, roles.VIEW_DRAFTS, pk=meeting_id)
    asked = AgendaAgreement.objects.filter(meeting=meeting)
    asked = list(asked.select_related("rendering__file", "asked_by", "answered_by", "meeting__board"))
    may = {"ask": request.access.may(roles.PUBLISH_AGENDA, meeting),
           "answer": request.access.may(roles.AGREE_AGENDA, meeting)}  # fmt: skip
    form = AnswerForm.of(request)
    if request.method == "POST":
        access.require(request, roles.AGREE_AGENDA, meeting)
        if asked and form.is_valid():
            return once(request, form, lambda: _answered(request, asked[0], form))
    context = {
        "meeting": meeting, "form": form, "asked": asked, "newest": asked[0] if asked else None, "may": may,
        "answers": [row for row in asked if row.answer],
    }  # fmt: skip
    name = "_draft" if request.headers.get("hx-request") else "draft_pack"
    return render(request, f"boards/publishing/{name}.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, asked: AgendaAgreement, form: AnswerForm) -> HttpResponse:
    said = form.cleaned_data
    agreeing.answer(asked, by=request.user, says=said["answer"], note=said["note"])
    messages.success(request, "Your answer has gone to the clerk.")
    return redirect("manage_meeting_draft_pack", asked.meeting_id)


@require_POST
def draft_pack_request(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Ask for a draft pack and for the chair's agreement to it."""
    meeting = access.fetch(request, MEETINGS, roles.PUBLISH_AGENDA, pk=meeting_id)
    agreeing.ask_chair(meeting, by=request.user)
    messages.success(request, "The draft pack is being made. The chair gets a mail when it is there.")
    return redirect("manage_meeting_draft_pack", meeting.pk)


@require_safe
def draft_pack_pdf(request: HttpRequest, meeting_id: int) -> HttpResponseBase:
    """Send the newest draft pack, watermarked, to those who may read drafts."""
    meeting = access.fetch(request, MEETINGS, roles.VIEW_DRAFTS, pk=meeting_id)
    made = Rendering.objects.filter(subject=rendering.subject(meeting), kind=rendering.DRAFT_PACK)
    made = made.filter(done_at__isnull=False, file__purged_at__isnull=True).select_related("file").first()
    if made is None or made.file is None:
        raise Http404
    return uploads.serve(made.file, inline=True, request=request)


def withdrawal(request: HttpRequest, meeting_id: int, slug: str) -> HttpResponse:
    """Withdraw a paper that was published by mistake."""
    meeting = access.fetch(request, MEETINGS, roles.PUBLISH_AGENDA, pk=meeting_id)
    part = access.fetch(request, _latest(meeting, slug), access.PUBLIC)
    if part.withdrawn_at:
        messages.info(request, f"“{part.title}” was withdrawn already. {part.withdrawn_because}")
        return redirect("manage_meeting_papers", meeting.pk)
    form = WithdrawalForm.of(request)
    if answer := done(request, form, lambda: _withdrawn(request, meeting, part, form.cleaned_data)):
        return answer
    context = {"meeting": meeting, "part": part, "form": form}
    return render(request, "boards/publishing/withdrawal.html", context, status=422 if form.errors else 200)


def _latest(meeting: Meeting, slug: str) -> QuerySet[EditionPart]:
    """Return a paper as its last edition has it: in the edition in force, or withdrawn by somebody else meanwhile."""
    series = EditionPart.objects.filter(edition__series=meeting.agenda_series, kind__in=withdrawing.PAPERS)
    found = series.filter(key=slug.replace("-", ":", 1)).order_by("-edition__number").values("pk")[:1]
    there = Q(edition=meeting.agenda_edition_id) | Q(withdrawn_at__isnull=False)
    return EditionPart.objects.filter(there, pk__in=found)


def _withdrawn(request: HttpRequest, meeting: Meeting, part: EditionPart, said: dict[str, str]) -> HttpResponse:
    withdrawing.withdraw_paper(meeting, part.key, by=request.user, **said)
    messages.success(request, f"“{part.title}” is withdrawn. The page says so; the PDFs are made again without it.")
    return redirect("manage_meeting_papers", meeting.pk)


@require_safe
def papers(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show what has been published of an agenda, edition by edition, and offer to withdraw a paper."""
    meeting = access.fetch(request, MEETINGS, roles.PUBLISH_AGENDA, pk=meeting_id)
    parts = EditionPart.objects.filter(edition=meeting.agenda_edition_id, kind__in=withdrawing.PAPERS)
    rows = [{"part": part, "slug": rendering.slug(part.key)} for part in parts.order_by("position")]
    context = {"meeting": meeting, "papers": rows, "editions": rendering.editions_of(meeting)}
    return render(request, "boards/publishing/papers.html", context)
