"""Entries of registers in the words of the five sources; bodies and people that they do not name are invented.

Each value is written as a table would write it. ``review_in`` counts days from today.
"""

from typing import Any

Entries = dict[str, dict[str, dict[str, Any]]]

# What members are good at; the example deals it out to the first of them.
SKILLS = (
    ("Planning; Housing", "Task and finish group", "Chaired a planning committee for six years."),
    ("Finance; Business", "Chairing", "Kept the books of a farm supplies firm."),
    ("Community work; Communications", "Speaking for the board; Mentoring", "Runs the village newsletter."),
    ("Health and care", "Task and finish group", "Nursed in the district for twenty years."),
)
