"""A page with every part of the look, for tests alone."""

from datetime import date

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
from portal.views import about, richtext, theme

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


BODY = """{% extends "base.html" %}
{% block title %}Copeland locality board{% endblock %}
{% block breadcrumbs %}{% include "components/breadcrumbs.html" with words="Boards" path="/boards/" %}{% endblock %}
{% block heading %}<h1 class="govuk-heading-l">Copeland locality board, Thursday 27 March 2026</h1>
<p class="govuk-body app-caption-meta">6:30pm, Whitehaven Civic Hall. Agenda published 19 March, 6 clear days before the meeting.</p>{% endblock %}
{% block content %}
{% include "components/warning_text.html" with text="The agenda must be published by Friday 20 March, 4pm." %}
<section class="app-section"><h2 class="govuk-heading-m">Agenda</h2>
<ol class="app-agenda">
<li class="app-agenda__item"><span class="app-agenda__number">1</span><div><h3 class="app-agenda__title">Apologies and substitutes</h3></div></li>
<li class="app-agenda__item"><span class="app-agenda__number">5</span><div><h3 class="app-agenda__title">Bus to the hospital {% include "components/tag.html" with text="Decision" colour="blue" %}</h3>
<p class="govuk-body"><a class="govuk-link" href="#">Report of the locality officer</a> (pages 12 to 18)</p>
<div class="app-outcome"><p class="govuk-body"><strong>Agreed:</strong> fund a pilot of 6 months from the locality budget, £12,500. Jane Todd, by 3 June 2026.</p></div></div></li>
</ol></section>
{% include "components/summary_list.html" with rows=rows changes=1 %}
{% include "components/task_list.html" with tasks=tasks %}
{% include "components/table.html" with caption="Members by seat" head=head rows=cells %}
{% include "components/inset_text.html" with text="Draft minutes, to be approved on Thursday 24 April 2026." %}
{% include "components/details.html" with summary="Help with dates" text="Months may be words." %}
<div class="app-written">{{ written|safe }}</div>
{% include "components/empty.html" with text="No reports yet. Reports appear here when their authors hand them in." href="#" link="Ask for a report" %}
{% include "components/progress.html" with text="Building the pack: 6 of 9 papers" done=6 total=9 %}
<ul class="app-cards"><li class="app-card"><h3 class="app-card__title"><a class="govuk-link" href="#">Before Thursday’s executive</a></h3><p class="govuk-body">2 papers changed, 1 reply waited for</p></li><li class="app-card"><h3 class="app-card__title"><a class="govuk-link" href="#">My actions</a></h3><p class="govuk-body">1 is due on 3 June</p></li></ul>
{% include "components/pagination.html" with page=page %}
<form method="post" novalidate enctype="multipart/form-data">{% csrf_token %}{{ form }}<div class="govuk-button-group">{% include "components/button.html" with text="Save and continue" %}<a class="govuk-link" href="#">Cancel</a></div></form>
{% endblock %}
{% block aside %}<aside class="app-aside" aria-label="Downloads"><h2 class="govuk-heading-s">Downloads</h2><ul class="govuk-list"><li><a class="govuk-link" href="#">Agenda (PDF, 240 KB)</a></li><li><a class="govuk-link" href="#">Pack (PDF, 3.1 MB, 96 pages)</a></li><li><a class="govuk-link" href="#">Add to calendar</a></li></ul></aside>{% endblock %}
"""

NOTE = """{% extends "base.html" %}
{% block title %}Note{% endblock %}
{% block heading %}<h1 class="govuk-heading-l">Note of the meeting</h1>{% endblock %}
{% block content %}<form method="post" novalidate data-autosave>{% csrf_token %}{{ form }}{% include "components/saved.html" %}<button class="govuk-button">Save</button></form>{% endblock %}
{% block scripts %}{% include "components/autosave_script.html" %}{% endblock %}
"""

ORDER = """{% extends "base.html" %}
{% block title %}Order{% endblock %}
{% block heading %}<h1 class="govuk-heading-l">Order of the agenda</h1>{% endblock %}
{% block content %}<ol class="app-order" data-order="/order/">{% for item in items %}
<li class="app-order__row" data-id="{{ item }}"><span>{{ forloop.counter }}</span><span>{{ item }}</span>
<form class="app-order__actions" method="post" action="/order/">{% csrf_token %}<input type="hidden" name="item" value="{{ item }}">
<button class="govuk-button govuk-button--secondary" name="move" value="up">Move up<span class="govuk-visually-hidden"> {{ item }}</span></button>
<button class="govuk-button govuk-button--secondary" name="move" value="down">Move down<span class="govuk-visually-hidden"> {{ item }}</span></button></form></li>{% endfor %}</ol>{% endblock %}
{% block scripts %}{% include "components/order_script.html" %}{% endblock %}
"""

WRITTEN = (
    "<h3>Why now</h3><p>The hospital moved in 2024 and the bus did not follow.</p><ul><li>One bus a day</li>"
    "<li>No bus on Sunday</li></ul><table><thead><tr><th scope='col'>Month</th><th scope='col'>Trips</th></tr></thead>"
    "<tbody><tr><td>May</td><td>310</td></tr></tbody></table>"
)
ITEMS = ["Apologies", "Minutes", "Budget"]


def show(request, text, **context):
    return HttpResponse(engines["django"].from_string(text).render(context, request))


@login_not_required
def gallery(request):
    if request.method == "GET":
        messages.success(request, "Agenda published as edition 2. 24 members have been told.")
        messages.error(request, "The pack could not be built. The agenda is as it was.")
    return show(
        request,
        BODY,
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
                {"mine": request.POST["note"], "theirs": "<p>Theirs</p>", "version": 7},
                status=409,
            )
        return JsonResponse({"saved_at": "14:32:05", "version": int(request.POST["version"]) + 1})
    form = NoteForm.of(request)
    if request.method == "POST" and form.is_valid():
        return once(request, form, lambda: SENT.append(form.cleaned_data["note"]) or redirect(f"/note/?n={len(SENT)}"))
    return show(request, NOTE, form=form)


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
    return show(request, ORDER, items=ITEMS)


def private(request):
    form = NoteForm.of(request)
    return show(request, NOTE, form=form)


urlpatterns = [
    path("theme.css", theme.theme_css),
    path("richtext/cleaned/", login_not_required(richtext.cleaned)),
    path("accessibility/", about.accessibility),
    path("privacy/", about.privacy),
    path("cookies/", about.cookies),
    path("contact/", about.contact),
    path("accounts/", include("allauth.urls")),
    path("gallery/", gallery),
    path("note/", note),
    path("order/", order),
    path("private/", private),
]
