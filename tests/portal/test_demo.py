"""The example partnerships show what the sources describe."""

import pytest
from django.utils import timezone

from boards.models import Meeting, Report
from foundation.colours import contrast
from foundation.editions import broken_seals
from foundation.models import Edition, User
from localities.models import Person
from portal.demo.data import PARTNERSHIPS
from portal.demo.data.harborough import PRIORITIES
from portal.demo.names import FIRST, LAST, people

BY_SLUG = {spec["slug"]: spec for spec in PARTNERSHIPS}


def test_there_are_five_partnerships_of_the_five_sources():
    assert list(BY_SLUG) == ["copeland", "harborough", "braintree", "kent", "northshire"]


@pytest.mark.parametrize(
    ("slug", "localities"), [("copeland", 5), ("harborough", 1), ("braintree", 3), ("kent", 12), ("northshire", 9)]
)
def test_each_has_the_localities_of_its_source(slug, localities):
    assert len(BY_SLUG[slug]["localities"]) == localities


def test_kents_members_reconcile_with_their_groups():
    kent = BY_SLUG["kent"]
    divisions = [name for parts in kent["localities"].values() for name in parts["divisions"]]
    assert len(divisions) == sum(count for _, count in kent["county_groups"]) == 84
    assert kent["cabinet"] == 10


@pytest.mark.parametrize("slug", list(BY_SLUG))
def test_no_ward_is_in_two_localities(slug):
    wards = [name for parts in BY_SLUG[slug]["localities"].values() for name in parts["wards"]]
    assert len(wards) == len(set(wards))


@pytest.mark.parametrize("slug", list(BY_SLUG))
def test_the_colours_carry_white_words(slug):
    assert contrast(BY_SLUG[slug]["colour"], "#ffffff") >= 4.5


def test_harboroughs_four_draft_priorities_are_its_papers():
    assert BY_SLUG["harborough"]["topics"] == PRIORITIES and len(PRIORITIES) == 4


def test_names_are_dealt_once_each():
    dealt = [name for name, _ in zip(people(), range(len(FIRST) * len(LAST)), strict=False)]
    assert len(set(dealt)) == len(dealt)


def test_an_example_has_minutes_approved_a_pack_published_and_an_agenda_in_draft(world):
    with world.inside():
        meetings = {name: Meeting.objects.get(pk=meeting.pk) for name, meeting in world.meetings.items()}
        assert meetings["approved"].minutes.approved_at and meetings["held"].minutes.published_at
        assert meetings["published"].agenda_edition.reason == Edition.Reason.FIRST
        assert meetings["published"].starts_at > timezone.now()
        assert meetings["draft"].agenda_edition is None
        assert Report.objects.get(item__meeting=meetings["draft"]).handed_in_at is None
        assert broken_seals() == []


def test_everybody_in_an_example_is_written_to_at_an_address_that_cannot_exist(world):
    with world.inside():
        addresses = set(Person.objects.values_list("email", flat=True)) | set(
            User.objects.values_list("email", flat=True)
        )
    assert [address for address in addresses if not address.endswith(".example")] == []
