"""Addresses of requests to agencies."""

from django.urls import path

from engagement.views import request, request_acts

LINK = "requests/answer/<str:token>/"
MINE = "my-requests/<int:request_id>/"
ONE = "manage/engagement/requests/<int:request_id>/"

urlpatterns = [
    path("requests/", request.requests, name="requests"),
    path("requests/<int:request_id>/", request.service_request, name="request"),
    path(LINK, request_acts.by_link, name="request_link"),
    path(f"{LINK}question/", request_acts.by_link, {"act": "question"}, name="request_link_question"),
    path(f"{LINK}passing-on/", request_acts.by_link, {"act": "passing-on"}, name="request_link_passing_on"),
    path("my-requests/", request_acts.my_requests, name="my_requests"),
    path(MINE, request_acts.my_request, name="my_request"),
    path(f"{MINE}question/", request_acts.my_request, {"act": "question"}, name="my_request_question"),
    path(f"{MINE}passing-on/", request_acts.my_request, {"act": "passing-on"}, name="my_request_passing_on"),
    path("manage/engagement/requests/", request.manage_requests, name="manage_requests"),
    path("manage/engagement/requests/new/", request.request_new, name="request_new"),
    path(ONE, request.manage_request, name="manage_request"),
    path(f"{ONE}link/", request_acts.manage_request_link, name="manage_request_link"),
    *(
        path(f"{ONE}{act}/", request_acts.manage_request_act, {"act": act}, name=f"manage_request_{act}")
        for act in request_acts.OFFICER
    ),
]
