"""Addresses of overlaps and reviews of partnerships and strategies."""

from django.urls import path

from plans.views import review

MANAGE = "manage/plans/reviews/"
ONE = f"{MANAGE}<int:partnership_review_id>/"

urlpatterns = [
    path("partnership-reviews/", review.partnership_reviews, name="partnership_reviews"),
    path(MANAGE, review.manage_reviews, name="manage_reviews"),
    path(f"{MANAGE}overlaps.csv", review.duplication_csv, name="duplication_csv"),
    path(f"{MANAGE}new/", review.review_new, name="review_new"),
    path(f"{ONE}publication/", review.review_publication, name="review_publication"),
    path(f"{ONE}outcome/", review.review_outcome, name="review_outcome"),
    path(f"{MANAGE}boards/<slug:slug>/", review.board_tie, name="board_tie"),
]
