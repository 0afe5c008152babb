"""What pages are measured against: two bare Django views, without middleware, on the same server and database."""

from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path


def hello(request):
    """Say hello."""
    return HttpResponse("Hello")


def rows(request):
    """List 25 rows with one query and a plain template."""
    return render(request, "bench/rows.html", {"rows": Permission.objects.order_by("pk")[:25]})


urlpatterns = [path("hello/", hello), path("rows/", rows)]
