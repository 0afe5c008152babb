"""Addresses of frameworks and of maturity, for everybody and for officers."""

from django.urls import path

from plans.views import assessing, framework, maturity

HERE = "maturity/<int:framework_id>/"
MANAGE = "manage/plans/maturity/"
ONE = f"{MANAGE}<int:framework_id>/"

urlpatterns = [
    path("maturity/", maturity.maturity, name="maturity"),
    path(HERE, maturity.framework, name="framework"),
    path(f"{HERE}stages.csv", maturity.framework_csv, name="framework_csv"),
    path(f"{HERE}localities/<slug:locality_slug>/", maturity.framework_locality, name="framework_locality"),
    path(f"{HERE}outcomes/<int:outcome_id>/", maturity.framework_outcome, name="framework_outcome"),
    path(MANAGE, framework.manage_frameworks, name="manage_frameworks"),
    path(f"{MANAGE}new/", framework.framework_form, name="framework_new"),
    path(f"{MANAGE}example/", framework.framework_example, name="framework_example"),
    path(ONE, framework.manage_framework, name="manage_framework"),
    path(f"{ONE}change/", framework.framework_form, name="framework_change"),
    path(f"{ONE}import/", framework.framework_import, name="framework_import"),
    path(f"{ONE}order/", framework.framework_order, name="framework_order"),
    path(f"{ONE}publication/", framework.framework_publication, name="framework_publication"),
    path(f"{ONE}outcomes/new/", framework.outcome_form, name="framework_outcome_new"),
    path(f"{ONE}outcomes/<int:outcome_id>/", framework.outcome_form, name="framework_outcome_change"),
    path(f"{ONE}outcomes/<int:outcome_id>/measures/new/", framework.measure_form, name="stage_measure_new"),
    path(f"{ONE}measures/<int:stage_measure_id>/", framework.measure_form, name="stage_measure"),
    path(f"{ONE}measures/<int:stage_measure_id>/ending/", framework.measure_ending, name="stage_measure_ending"),
    path(f"{ONE}assess/", assessing.stages_to_assess, name="stages_to_assess"),
    path(f"{ONE}assess/<slug:locality_slug>/<int:outcome_id>/", assessing.stage_assessment, name="stage_assessment"),
]
