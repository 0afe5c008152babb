"""Addresses of places and people: each noun's own list, one after the other."""

from . import area, interest, invitation, locality, organisation, person, register, skill

urlpatterns = [
    *area.urlpatterns,
    *interest.urlpatterns,
    *invitation.urlpatterns,
    *locality.urlpatterns,
    *organisation.urlpatterns,
    *person.urlpatterns,
    *register.urlpatterns,
    *skill.urlpatterns,
]
