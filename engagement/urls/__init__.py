"""Addresses of engagement: each noun's own list, one after the other."""

from . import activity, answer, feedback, following, hub, issue, request, result, service, survey

urlpatterns = [
    *activity.urlpatterns,
    *answer.urlpatterns,
    *feedback.urlpatterns,
    *following.urlpatterns,
    *hub.urlpatterns,
    *issue.urlpatterns,
    *request.urlpatterns,
    *survey.urlpatterns,
    *result.urlpatterns,
    *service.urlpatterns,
]
