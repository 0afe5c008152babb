"""Files that nothing refers to go after a time; what is in use, or was published, stays."""

import datetime

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from boards import attaching
from boards.models import Report
from foundation import sweeping, tenancy, uploads
from foundation.models import Act, File
from portal.clock import FILES
from portal.demo.then import at
from tests.boards.drafts import a_report
from tests.boards.papers import appendix, drafted, picture, publish


@pytest.fixture
def abandoned(inside):
    """A picture of a Word file that nobody took on."""
    return uploads.store(uploads.inspect(picture(), "plan.png"), root=inside.board.root, by=inside.users["clerk"])


def night(cast, days):
    """Sweep as the clock does, so many days from now."""
    with at(timezone.now() + datetime.timedelta(days=days)), tenancy.tenant(cast.partnership.pk, FILES):
        return sweeping.sweep(cast.partnership)


def test_an_unused_file_goes_after_its_time_with_a_log(inside, abandoned, django_capture_on_commit_callbacks):
    assert night(inside, 0) == []
    assert night(inside, settings.UNUSED_FILE_DAYS - 1) == []
    with django_capture_on_commit_callbacks(execute=True):
        assert night(inside, settings.UNUSED_FILE_DAYS) == [abandoned.pk]
    assert not default_storage.exists(abandoned.key)
    assert Act.objects.get(verb="deleted files that nothing refers to").detail["files"] == [abandoned.pk]
    assert night(inside, settings.UNUSED_FILE_DAYS + 1) == []


def test_a_file_that_is_taken_up_again_starts_anew(inside, abandoned):
    night(inside, 0)
    row = appendix(inside, a_report(inside))
    row.file = abandoned
    row.save()
    assert abandoned.pk not in night(inside, 40)
    assert File.objects.get(pk=abandoned.pk).unused_since is None


def test_a_removed_appendix_goes_and_one_in_a_report_stays(inside):
    report = a_report(inside)
    kept, removed = appendix(inside, report), appendix(inside, report, "Other", 2)
    gone = removed.file_id
    attaching.remove_appendix(removed, by=inside.users["clerk"])
    night(inside, 0)
    assert night(inside, 50) == [gone]
    assert File.objects.filter(pk=kept.file_id).exists()


def test_a_file_that_an_edition_names_stays_when_its_appendix_is_removed(inside):
    meeting = drafted(inside)
    row = appendix(inside, Report.objects.get(item__meeting=meeting))
    publish(inside, meeting)
    row.delete()
    night(inside, 0)
    assert night(inside, 400) == []


def test_the_database_keeps_what_the_sweep_does_not_see(inside, abandoned):
    row = appendix(inside, a_report(inside))
    file = row.file
    assert not sweeping._delete(file)
    assert default_storage.exists(file.key)


def test_the_files_of_another_partnership_are_left_to_it(inside, elsewhere, abandoned):
    night(inside, 0)
    assert night(elsewhere, 100) == []
    assert File.objects.filter(pk=abandoned.pk).exists()
