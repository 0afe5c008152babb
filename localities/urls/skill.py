"""Addresses of skills: one's own, and the officers' search."""

from django.urls import path

from localities.views import skill

urlpatterns = [
    path("desk/skills/", skill.my_skills, name="my_skills"),
    path("desk/skills/<int:skill_id>/", skill.my_skill, name="my_skill"),
    path("desk/skills/<int:skill_id>/removal/", skill.my_skill_removal, name="my_skill_removal"),
    path("manage/skills/", skill.skills, name="skills"),
]
