"""Summonses: the proof that all were invited, and the answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards import access as roles
from boards import replying, summoning
from boards.forms.summons import ReplyForm, ToldForm
from boards.models import Meeting, Summons
from foundation import access, tenancy
from foundation.links import hash_token
from foundation.refusal import done, told
from foundation.secret_link import ended, private, unknown

MEETINGS = Meeting.objects.select_related("board__kind", "board__locality", "venue")
SUMMONSES = Summons.objects.select_related(
    "meeting__board__kind", "meeting__board__locality", "meeting__venue", "person", "substitute", "holding"
)


@require_safe
def proof(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show who is entitled to a summons, who was told, by which message and when, and what they answered."""
    meeting = access.fetch(request, MEETINGS, roles.VIEW_DRAFTS, pk=meeting_id)
    proofs = summoning.proofs(meeting)
    asked = [proof.summons for proof in proofs if proof.is_entitled and proof.summons and proof.summons.is_asked]
    answers = [summons.reply for summons in asked]
    context = {
        "meeting": meeting,
        "proofs": proofs,
        "missing": [proof for proof in proofs if proof.is_entitled and proof.is_missing],
        "to_send": [proof for proof in proofs if proof.is_entitled and _can_be_sent(proof)],
        "counts": [(words, answers.count(value)) for value, words in [*Summons.Reply.choices, ("", "No answer")]],
        "may_summon": request.access.may(roles.SCHEDULE, meeting) and replying.takes_replies(meeting),
    }
    return render(request, "boards/summons/proof.html", context)


@require_POST
def sending(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Summon everybody entitled who was not summoned yet."""
    meeting = access.fetch(request, MEETINGS, roles.SCHEDULE, pk=meeting_id)
    with told(request):
        messages.success(request, _sent(summoning.summon(meeting, by=request.user)))
    return redirect("manage_meeting_summons", meeting.pk)


def telling(request: HttpRequest, meeting_id: int, summons_id: int) -> HttpResponse:
    """Keep how somebody was told without e-mail."""
    summons = _of_clerk(request, meeting_id, summons_id)
    form = ToldForm.of(request)
    if kept := done(request, form, lambda: _told(request, summons, form)):
        return kept
    return render(request, "boards/summons/told.html", {"form": form, "summons": summons, "meeting": summons.meeting})


def answer(request: HttpRequest, meeting_id: int, summons_id: int) -> HttpResponse:
    """Keep an answer that somebody gave to the clerk."""
    summons = _of_clerk(request, meeting_id, summons_id)
    form = ReplyForm.of(request, summons=summons, own=False)
    if kept := _answered(request, summons, form, "manage_meeting_summons", summons.meeting_id):
        return kept
    return render(request, "boards/summons/answer.html", {"form": form, "summons": summons, "meeting": summons.meeting})


def my_reply(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Let a member who is signed in answer their own summons."""
    person = roles.myself(request.user)
    if person is None:
        raise Http404
    summons = access.fetch(request, SUMMONSES, access.PUBLIC, meeting=meeting_id, person=person)
    form = ReplyForm.of(request, summons=summons, initial=_pressed(request))
    if replying.is_open(summons) and (kept := _answered(request, summons, form, "desk")):
        return kept
    context = {"form": form, "summons": summons, "meeting": summons.meeting, "is_open": replying.is_open(summons)}
    return render(request, "boards/summons/mine.html", context)


@login_not_required
@never_cache
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of the link answer without an account; opening the page changes nothing."""
    hashed = hash_token(token)
    tenancy.clear(f"token:{hashed}")
    summons = SUMMONSES.filter(token_hash=hashed).first()
    if summons is None:
        return unknown(request, token, "a summons", "boards/summons/unknown.html")
    if not replying.is_open(summons):
        return ended(request, summons, "a summons", "boards/summons/too_late.html", summons=summons)
    form = ReplyForm.of(request, summons=summons)
    if request.method == "POST" and form.is_valid() and _kept(request, summons, form):
        return private(redirect(request.path))
    context = {"form": form, "summons": summons, "meeting": summons.meeting}
    return private(render(request, "boards/summons/reply.html", context))


def _of_clerk(request: HttpRequest, meeting_id: int, summons_id: int) -> Summons:
    return access.fetch(request, SUMMONSES, roles.SCHEDULE, pk=summons_id, meeting=meeting_id)


def _told(request: HttpRequest, summons: Summons, form: ToldForm) -> HttpResponse:
    summoning.tell_by_hand(summons, how=form.cleaned_data["how"], by=request.user)
    messages.success(request, f"Kept: {summons.person} was told.")
    return redirect("manage_meeting_summons", summons.meeting_id)


def _answered(
    request: HttpRequest, summons: Summons, form: ReplyForm, where: str, *args: int
) -> HttpResponse | None:  # fmt: skip
    if request.method == "POST" and form.is_valid() and _kept(request, summons, form):
        return redirect(where, *args)
    return None


def _kept(request: HttpRequest, summons: Summons, form: ReplyForm) -> bool:
    """Keep the answer; sending it twice keeps the same one."""
    by = request.user if request.user.is_authenticated and not request.path.startswith("/reply/") else None
    try:
        replying.reply(summons, by=by, **form.answer())
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, "Your answer is kept." if by is None else f"Answer kept: {summons.person}.")
    return True


def _pressed(request: HttpRequest) -> dict[str, str]:
    """Return the answer whose button was pressed on the desk, to be confirmed here."""
    pressed = request.GET.get("reply", "")
    return {"reply": pressed} if pressed in Summons.Reply.values else {}


def _can_be_sent(proof: summoning.Proof) -> bool:
    return proof.summons is None or proof.summons.failed_at is not None


def _sent(sent: list[Summons]) -> str:
    if not sent:
        return "Everybody entitled was summoned already."
    by_hand = sum(not summons.email for summons in sent)
    words = f"{len(sent) - by_hand} summoned by e-mail."
    return f"{words} {by_hand} without e-mail: tell them by hand and record it." if by_hand else words
