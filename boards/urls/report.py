"""Addresses of reports: the same pages for officers and authors who sign in, and for authors by their link."""

from django.urls import path

from boards.views import appendix, assessment, authoring, exemption, recommendation, report, report_template

PAGES = [
    ("", report.overview, "report"),
    ("preview/", report.preview, "report_preview"),
    ("facts/", report.facts, "report_facts"),
    ("files/<int:file_id>/", report.file, "report_file"),
    ("sections/<int:section_id>/", report.section, "report_section"),
    ("sections/<int:section_id>/none/", report.none, "report_section_none"),
    ("recommendations/", recommendation.recommendations, "recommendations"),
    ("recommendations/order/", recommendation.recommendation_order, "recommendation_order"),
    ("recommendations/<int:recommendation_id>/", recommendation.recommendation, "recommendation"),
    (
        "recommendations/<int:recommendation_id>/removal/",
        recommendation.recommendation_removal,
        "recommendation_removal",
    ),
    ("background/", recommendation.background, "background_papers"),
    ("background/<int:paper_id>/", recommendation.background, "background_paper"),
    ("background/<int:paper_id>/removal/", recommendation.background_removal, "background_paper_removal"),
    ("consultation/", assessment.consultation, "consultation"),
    ("consultation/<int:consulted_id>/", assessment.consultation, "consulted"),
    ("consultation/<int:consulted_id>/removal/", assessment.consultation_removal, "consultation_removal"),
    ("resources/", assessment.resources, "report_resources"),
    ("assessment/", assessment.assessment, "report_assessment"),
    ("appendices/", appendix.appendices, "appendices"),
    ("appendices/order/", appendix.appendix_order, "appendix_order"),
    ("appendices/<int:appendix_id>/", appendix.appendix, "appendix"),
    ("appendices/<int:appendix_id>/removal/", appendix.appendix_removal, "appendix_removal"),
    ("exemption/", exemption.report_exemption, "report_exemption"),
    ("sections/<int:section_id>/exemption/", exemption.section_exemption, "report_section_exemption"),
    ("appendices/<int:appendix_id>/exemption/", exemption.appendix_exemption, "appendix_exemption"),
    ("word/", appendix.word, "report_word"),
    ("word/import/", appendix.word_import, "report_word_import"),
    ("handing-in/", authoring.handing_in, "handing_in"),
]
REPORT = "manage/reports/<int:report_id>/"
TEMPLATE = "manage/report-templates/<int:template_id>/"

urlpatterns = [
    *[path(f"{REPORT}{page}", authoring.for_people(view), name=name) for page, view, name in PAGES],
    path(f"{REPORT}draft/", report.draft, name="report_draft"),
    path(f"{REPORT}invitation/", authoring.invitation, name="report_invitation"),
    path(f"{REPORT}invitation/end/", authoring.invitation_end, name="report_invitation_end"),
    path(f"{REPORT}chasing/", authoring.chase, name="report_chase"),
    path(f"{REPORT}handing-back/", authoring.handing_back, name="handing_back"),
    path("manage/assessments/", assessment.assessments, name="assessments"),
    path("manage/assessments/<int:assessment_id>/", assessment.assessment_review, name="assessment_review"),
    path("write/", authoring.mine, name="write"),
    *[path(f"write/<str:token>/{page}", authoring.by_link(view), name=f"write_{name}") for page, view, name in PAGES],
    path("manage/report-templates/", report_template.templates, name="report_templates"),
    path(TEMPLATE, report_template.template, name="report_template"),
    path(f"{TEMPLATE}copy/", report_template.template_copy, name="report_template_copy"),
    path(f"{TEMPLATE}order/", report_template.template_order, name="report_template_order"),
    path(f"{TEMPLATE}sections/", report_template.template_section, name="report_template_section_new"),
    path(f"{TEMPLATE}sections/<int:section_id>/", report_template.template_section, name="report_template_section"),
    path(
        f"{TEMPLATE}sections/<int:section_id>/removal/",
        report_template.template_section_removal,
        name="report_template_section_removal",
    ),
]
