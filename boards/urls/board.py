"""Public addresses of boards and localities."""

from django.urls import path

from boards.views import board

urlpatterns = [
    path("boards/", board.boards, name="boards"),
    path("boards/<slug:slug>/", board.detail, name="board"),
    path("localities/<slug:slug>/", board.locality, name="locality"),
    path("for/<slug:audience>/", board.audience, name="audience"),
]
