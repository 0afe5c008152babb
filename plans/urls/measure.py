"""Addresses of measures, for everybody and for officers."""

from django.urls import path

from plans.views import evidencing, measure, measuring, priority_paper, together, value

MANAGE = "manage/plans/measures/"
ONE = f"{MANAGE}<int:measure_id>/"

urlpatterns = [
    path("measures/", measure.measures, name="measures"),
    path("measures/boards/<slug:slug>/", measure.board_measures, name="board_measures"),
    path("measures/plans/<int:plan_id>/", measure.plan_measures, name="plan_measures"),
    path("measures/<int:measure_id>/", measure.measure, name="measure"),
    path("measures/together/", together.together, name="measures_together"),
    path("manage/plans/parts/", evidencing.organisation_part, name="organisation_part"),
    path("measures/values/<str:token>/", value.value_answer, name="value_answer"),
    path("manage/plans/values/", value.value_requests, name="value_requests"),
    path("manage/plans/values/<int:value_request_id>/link/", value.value_request_link, name="value_request_link"),
    path(MANAGE, measuring.manage_measures, name="manage_measures"),
    path(
        "manage/plans/priorities/<int:priority_id>/measures/new/",
        measuring.priority_measure_new,
        name="priority_measure_new",
    ),
    path(
        "manage/plans/objectives/<int:objective_id>/measures/new/",
        measuring.objective_measure_new,
        name="objective_measure_new",
    ),
    path("manage/plans/priorities/<int:priority_id>/paper/", priority_paper.priority_paper, name="priority_paper"),
    path(ONE, measuring.manage_measure, name="manage_measure"),
    path(f"{ONE}change/", measuring.measure_change, name="measure_change"),
    path(f"{ONE}ending/", measuring.measure_ending, name="measure_ending"),
    path(f"{ONE}corrections/new/", measuring.correction_new, name="correction_new"),
    path("manage/plans/corrections/<int:correction_id>/done/", measuring.correction_done, name="correction_done"),
]
