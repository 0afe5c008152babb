"""Addresses of results of surveys."""

from django.urls import path

from engagement.views import coding, result, result_admin

public = "surveys/<int:survey_id>/results/"
manage = "manage/engagement/surveys/<int:survey_id>/results/"
themes = f"{manage}themes/<int:question_id>/"

urlpatterns = [
    path(public, result.results, name="survey_results"),
    path(f"{public}<int:number>/", result.results, name="survey_results_edition"),
    path(f"{public}results.csv", result.results_csv, name="survey_results_csv"),
    path(f"{public}answers.csv", result.answers_csv, name="survey_answers_csv"),
    path(f"{public}codebook.csv", result.codebook_csv, name="survey_codebook_csv"),
    path("manage/engagement/results/", result_admin.list_results, name="manage_results"),
    path("manage/engagement/outcomes/", result_admin.outcomes, name="manage_outcomes"),
    path(manage, result_admin.draft, name="manage_survey_results"),
    path(f"{manage}count/", result_admin.count, name="survey_count"),
    path(f"{manage}publication/", result_admin.publication, name="survey_results_publication"),
    path(f"{manage}withdrawal/", result_admin.withdrawal, name="survey_results_withdrawal"),
    path(themes, coding.code, name="survey_themes"),
    path(f"{themes}new/", coding.new_theme, name="survey_theme_new"),
    path(f"{themes}<int:code_id>/", coding.theme, name="survey_theme"),
    path(f"{themes}<int:code_id>/merging/", coding.merging, name="survey_theme_merging"),
    path(f"{themes}<int:code_id>/removal/", coding.removal, name="survey_theme_removal"),
    path(f"{themes}quotes/<slug:mark>/", coding.new_quote, name="survey_quote_new"),
    path(f"{themes}quotes/<int:quote_id>/removal/", coding.quote_removal, name="survey_quote_removal"),
]
