"""Addresses of vacant seats that are advertised."""

from django.urls import path

from boards.views import vacancy

urlpatterns = [
    path("vacancies/", vacancy.vacancies, name="vacancies"),
    path("vacancies/feed/", vacancy.vacancies_feed, name="vacancies_feed"),
    path("manage/seats/<int:seat_id>/vacancy/", vacancy.seat_vacancy, name="seat_vacancy"),
    path("manage/seats/<int:seat_id>/vacancy/removal/", vacancy.seat_vacancy_removal, name="seat_vacancy_removal"),
]
