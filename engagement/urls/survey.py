"""Addresses of the surveys that officers build."""

from django.urls import path

from engagement.views import survey, survey_building, survey_invitation, survey_opening, survey_preview

SURVEYS = "manage/engagement/surveys/"
ONE = f"{SURVEYS}<int:survey_id>/"
QUESTION = f"{ONE}questions/<int:question_id>/"

urlpatterns = [
    path(SURVEYS, survey.manage_surveys, name="manage_surveys"),
    path(f"{SURVEYS}new/", survey.survey_new, name="survey_new"),
    path(ONE, survey.manage_survey, name="manage_survey"),
    path(f"{ONE}settings/", survey.survey_settings, name="survey_settings"),
    path(f"{ONE}removal/", survey.survey_removal, name="survey_removal"),
    path(f"{ONE}questions/", survey_building.survey_questions, name="survey_questions"),
    path(f"{ONE}questions/new/", survey_building.survey_question_new, name="survey_question_new"),
    path(f"{ONE}questions/order/", survey_building.survey_order, name="survey_order"),
    path(f"{ONE}questions/bank/", survey_building.survey_bank, name="survey_bank"),
    path(QUESTION, survey_building.survey_question, name="survey_question"),
    path(f"{QUESTION}copy/", survey_building.survey_question_copy, name="survey_question_copy"),
    path(f"{QUESTION}removal/", survey_building.survey_question_removal, name="survey_question_removal"),
    path(f"{ONE}pages/", survey_building.survey_pages, name="survey_pages"),
    path(f"{ONE}translations/<slug:code>/", survey_opening.survey_translation, name="survey_translation"),
    path(f"{ONE}checklist/", survey_opening.survey_checklist, name="survey_checklist"),
    path(f"{ONE}opening/", survey_opening.survey_opening, name="survey_opening"),
    path(f"{ONE}extension/", survey_opening.survey_extension, name="survey_extension"),
    path(f"{ONE}closing/", survey_opening.survey_closing, name="survey_closing"),
    path(f"{ONE}preview/", survey_preview.survey_preview, name="survey_preview"),
    path(f"{ONE}invitations/", survey_invitation.survey_invitations, name="survey_invitations"),
    path(f"{ONE}invitations/letters/", survey_invitation.survey_letters, name="survey_letters"),
    path(f"{ONE}invitations/reminders/", survey_invitation.survey_reminders, name="survey_reminders"),
    path(
        f"{ONE}invitations/<int:invitation_id>/removal/", survey_invitation.survey_invitation_removal,
        name="survey_invitation_removal",
    ),
]  # fmt: skip
