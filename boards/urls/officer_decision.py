"""Addresses of delegated decisions."""

from django.urls import path

from boards.views import officer_decision as views

OF_BOARD = "manage/boards/<slug:slug>/officer-decisions/"
ONE = "manage/officer-decisions/<int:key>/"

urlpatterns = [
    path("officer-decisions/", views.officer_decisions, name="officer_decisions"),
    path("officer-decisions/<int:key>/", views.officer_decision, name="officer_decision"),
    path(OF_BOARD, views.manage_officer_decisions, name="manage_officer_decisions"),
    path(f"{OF_BOARD}new/", views.officer_decision_new, name="officer_decision_new"),
    path(ONE, views.officer_decision_change, name="officer_decision_change"),
    path(f"{ONE}publication/", views.officer_decision_publication, name="officer_decision_publication"),
    path(f"{ONE}papers/", views.officer_paper_new, name="officer_paper_new"),
    path("manage/officer-papers/<int:key>/removal/", views.officer_paper_removal, name="officer_paper_removal"),
]
