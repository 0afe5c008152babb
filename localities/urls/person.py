"""Addresses of people, of their mandates and of their posts."""

from django.urls import path

from localities.views import mandate, person, sheet

urlpatterns = [
    path("manage/people/", person.people, name="people"),
    path("manage/people/new/", person.person_new, name="person_new"),
    path("manage/people/import/", sheet.people_import, name="people_import"),
    path("manage/people/ending/", mandate.posts_ending, name="posts_ending"),
    path("manage/people/<int:person_id>/", person.person, name="person"),
    path("manage/people/<int:person_id>/change/", person.person_change, name="person_change"),
    path("manage/people/<int:person_id>/leaving/", person.person_leaving, name="person_leaving"),
    path("manage/people/<int:person_id>/mandates/new/", mandate.mandate_new, name="mandate_new"),
    path("manage/people/<int:person_id>/posts/new/", mandate.post_new, name="post_new"),
    path("manage/mandates/<int:mandate_id>/", mandate.mandate_change, name="mandate_change"),
    path("manage/mandates/<int:mandate_id>/ending/", mandate.mandate_ending, name="mandate_ending"),
    path("manage/posts/<int:post_id>/", mandate.post_change, name="post_change"),
    path("manage/posts/<int:post_id>/ending/", mandate.post_ending, name="post_ending"),
]
