"""Addresses of engagement: each noun's own list, one after the other."""

from . import (
    activity,
    answer,
    case,
    challenge,
    feedback,
    following,
    hub,
    issue,
    lists,
    request,
    result,
    service,
    signing_up,
    survey,
)

urlpatterns = [
    *activity.urlpatterns,
    *answer.urlpatterns,
    *case.urlpatterns,
    *challenge.urlpatterns,
    *feedback.urlpatterns,
    *following.urlpatterns,
    *hub.urlpatterns,
    *issue.urlpatterns,
    *lists.urlpatterns,
    *request.urlpatterns,
    *result.urlpatterns,
    *service.urlpatterns,
    *signing_up.urlpatterns,
    *survey.urlpatterns,
]
