"""A page with every part of the look, for tests alone."""

from datetime import date
from pathlib import Path

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.urls import include, path

from foundation import form_fields
from foundation.forms import Form, once
from portal.views import about, account, richtext, theme

SENT = []


class MeetingForm(Form):
    title = forms.CharField(label="Title of the meeting", max_length=80)
    starts_at = form_fields.DateTimeField(label="Date and time", help_text="For example, 27 3 2026 at 6:30pm")
    closes_on = form_fields.DateField(label="Questions close on", required=False)
    ends = form_fields.TimeField(label="Ends at", required=False)
    email = forms.EmailField(
        label="Email address of the clerk", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    seats = forms.IntegerField(label="Number of seats", required=False)
    budget = form_fields.MoneyField(label="Budget", required=False)
    place = forms.ChoiceField(choices=[("", "Choose a place"), ("hall", "Town hall"), ("school", "Village school")])
    openness = forms.ChoiceField(
        label="Who may attend?",
        choices=[("open", "Everybody"), ("exempt", "Members alone")],
        widget=form_fields.Radios(hints={"exempt": "A reason from Schedule 12A is asked for next"}),
    )
    access = forms.MultipleChoiceField(
        label="Access to the building",
        choices=[("step", "Step-free"), ("loop", "Hearing loop"), ("bsl", "British Sign Language")],
        widget=form_fields.Checkboxes,
        required=False,
    )
    streamed = forms.BooleanField(label="The meeting is streamed", required=False)
    summary = forms.CharField(
        max_length=200, widget=forms.Textarea(attrs={"rows": 4}), help_text="Shown on the home page", required=False
    )
    report = form_fields.RichTextField(label="Report", required=False)
    paper = forms.FileField(label="Upload a paper", help_text="Word or PDF, up to 50 MB", required=False)


class NoteForm(Form):
    note = form_fields.RichTextField(label="Note")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)


WRITTEN = (
    "<h3>Why now</h3><p>The hospital moved in 2024 and the bus did not follow.</p><ul><li>One bus a day</li>"
    "<li>No bus on Sunday</li></ul><table><thead><tr><th scope='col'>Month</th><th scope='col'>Trips</th></tr></thead>"
    "<tbody><tr><td>May</td><td>310</td></tr></tbody></table>"
)
ITEMS = ["Apologies", "Minutes", "Budget"]


def show(request, name, **context):
    text = (Path(__file__).parent / "pages" / f"{name}.html").read_text(encoding="utf-8")
    return HttpResponse(engines["django"].from_string(text).render(context, request))


@login_not_required
def gallery(request):
    if request.method == "GET":
        messages.success(request, "Agenda published as edition 2. 24 members have been told.")
        messages.error(request, "The pack could not be built. The agenda is as it was.")
    return show(
        request,
        "gallery",
        form=MeetingForm.of(request, initial={"closes_on": date(2026, 3, 20), "report": WRITTEN, "seats": 12}),
        rows=[
            {"key": "Report to", "value": "Copeland locality board"},
            {"key": "Author", "value": "Jane Todd, locality officer", "href": "#"},
        ],
        tasks=[
            {"words": "Agenda", "status": "In draft", "colour": "blue", "href": "#", "hint": "Out by Friday 20 March"},
            {"words": "Reports", "status": "1 late", "colour": "red", "href": "#"},
            {"words": "Summons", "status": "Sent", "href": "#"},
            {"words": "Pack", "status": "Cannot start yet", "waits": True},
        ],
        head=[{"words": "Seat"}, {"words": "Name"}, {"words": "Since", "numeric": True}],
        cells=[
            [{"words": "County 1"}, {"words": "Anne Reay"}, {"words": "2024", "numeric": True}],
            [{"words": "Parish"}, {"words": "Vacant"}, {"words": "2026", "numeric": True}],
        ],
        written=WRITTEN,
        page=Paginator(range(400), 10).page(6),
    )


@login_not_required
def note(request):
    if request.method == "POST" and request.headers.get("accept", "").startswith("application/json"):
        if "conflict" in request.POST["note"]:
            return render(
                request,
                "components/conflict.html",
                {"mine": request.POST["note"], "theirs": "<p>Theirs</p>", "field": "note", "version": 7},
                status=409,
            )
        return JsonResponse({"saved_at": "14:32:05", "version": int(request.POST["version"]) + 1})
    form = NoteForm.of(request)
    if request.method == "POST" and form.is_valid():
        return once(request, form, lambda: SENT.append(form.cleaned_data["note"]) or redirect(f"/note/?n={len(SENT)}"))
    return show(request, "note", form=form)


@login_not_required
def order(request):
    if request.method == "POST":
        place = ITEMS.index(request.POST["item"])
        to = (
            int(request.POST["place"])
            if "place" in request.POST
            else place + (1 if request.POST["move"] == "down" else -1)
        )
        ITEMS.insert(max(to, 0), ITEMS.pop(place))
        return redirect("/order/")
    return show(request, "order", items=ITEMS)


def private(request):
    form = NoteForm.of(request)
    return show(request, "note", form=form)


urlpatterns = [
    path("theme.css", theme.theme_css),
    path("richtext/cleaned/", richtext.cleaned),
    path("accessibility/", about.accessibility),
    path("privacy/", about.privacy),
    path("cookies/", about.cookies),
    path("contact/", about.contact),
    path("accounts/email/", account.my_account, name="my_account"),
    path("accounts/", include("allauth.urls")),
    path("gallery/", gallery),
    path("note/", note),
    path("order/", order),
    path("private/", private),
]
