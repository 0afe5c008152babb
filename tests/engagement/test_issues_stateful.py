"""Whatever the order of acts, an open issue has one owner and is never lost, and nobody is named. D36."""

import contextlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from boards import agenda_building, changing_meetings
from engagement import answering_issues, mending, placing, raising, sorting
from engagement.models import Issue, IssueStep
from localities.models import Locality, Register, RegisterEntry
from tests.engagement.issues import ABOUT, ADDRESS, CANARY, SAID, coming, of, raised, sorted_issue

WHICH = st.integers(min_value=0, max_value=2)
PLAIN = "It is done."
WORDS = st.sampled_from([PLAIN, f"{CANARY} asked", f"Write to {ADDRESS}"])

PUBLIC = ("title", "about", "where", "answer", "feedback", "closed_because")


def set_stage(cast):
    """Three issues, a meeting, a project and another locality; nobody wants news, which is tested elsewhere."""
    register = Register.objects.create(name="Community projects", slug=placing.PROJECTS, opened_at=timezone.now())
    issues = [sorted_issue(cast, wants_news=False), sorted_issue(cast, wants_news=False), of(raised(cast))]
    return {
        "issues": issues,
        "keys": [issue.pk for issue in issues],
        "meeting": coming(cast),
        "project": RegisterEntry.objects.create(register=register, name="Clean streets", opened_at=timezone.now()),
        "far": Locality.objects.create(name="Far", slug="far"),
    }


class Issues(RuleBasedStateMachine):
    """Officers and residents who may press anything in any order."""

    cast = made = None

    def __init__(self):
        super().__init__()
        self.before = transaction.savepoint()

    def teardown(self):
        transaction.savepoint_rollback(self.before)

    @property
    def clerk(self):
        return self.cast.users["clerk"]

    def issue(self, which):
        return self.made["issues"][which]  # as it stood before: each act looks for itself

    def words(self, which, words):
        """Return words that name somebody only where the portal can still know them: who withdrew is forgotten."""
        if words == PLAIN or self.issue(which).contacts.filter(name=CANARY, email=ADDRESS).exists():
            return words
        return PLAIN

    def try_to(self, act, *args, **more):
        """Do what is allowed; a refusal in words is an answer, anything else a failure."""
        with contextlib.suppress(ValidationError), transaction.atomic():
            act(*args, **more)
            self.look()  # what was refused has changed nothing

    @rule(which=WHICH, words=WORDS)
    def sort(self, which, words):
        self.try_to(sorting.sort, self.issue(which), by=self.clerk, about=f"{ABOUT} {self.words(which, words)}")

    @rule(which=WHICH)
    def place(self, which):
        self.made["meeting"].refresh_from_db()
        self.try_to(placing.place_on_agenda, self.issue(which), self.made["meeting"], by=self.clerk)

    @rule(which=WHICH)
    def give(self, which):
        self.try_to(placing.give_to_agency, self.issue(which), self.cast.organisations["police"], by=self.clerk)

    @rule(which=WHICH)
    def project(self, which):
        self.try_to(placing.give_to_project, self.issue(which), self.made["project"], by=self.clerk)

    @rule(which=WHICH, words=WORDS)
    def no_action(self, which, words):
        self.try_to(placing.take_no_action, self.issue(which), because=self.words(which, words), by=self.clerk)

    @rule(which=WHICH, words=WORDS)
    def take_back(self, which, words):
        self.try_to(placing.return_to_team, self.issue(which), because=self.words(which, words), by=self.clerk)

    @rule(which=WHICH, words=WORDS)
    def answer(self, which, words):
        self.try_to(answering_issues.take_answer, self.issue(which), self.words(which, words), by=self.clerk)

    @rule(which=WHICH, words=WORDS)
    def feed_back(self, which, words):
        self.try_to(
            answering_issues.feed_back,
            self.issue(which),
            outcome="changed",
            words=self.words(which, words),
            by=self.clerk,
        )

    @rule(which=WHICH)
    def close(self, which):
        self.try_to(answering_issues.close, self.issue(which), because="Done", by=self.clerk)

    @rule(which=WHICH, words=WORDS)
    def reopen(self, which, words):
        self.try_to(answering_issues.reopen, self.issue(which), because=self.words(which, words), by=self.clerk)

    @rule(which=WHICH)
    def not_solved(self, which):
        if contact := self.issue(which).contacts.first():
            self.try_to(answering_issues.say_not_solved, contact, SAID)

    @rule(which=WHICH, main=WHICH)
    def join(self, which, main):
        self.try_to(sorting.join, self.issue(which), self.issue(main), by=self.clerk)

    @rule(which=WHICH)
    def part(self, which):
        self.try_to(sorting.part, self.issue(which), by=self.clerk)

    @rule(which=WHICH)
    def aside(self, which):
        self.try_to(sorting.set_aside, self.issue(which), because="Spam", by=self.clerk)

    @rule(which=WHICH)
    def restore(self, which):
        self.try_to(sorting.take_back, self.issue(which), by=self.clerk)

    @rule(which=WHICH)
    def move(self, which):
        self.try_to(sorting.move, self.issue(which), self.made["far"], by=self.clerk)

    @rule(which=WHICH)
    def add_voice(self, which):
        self.try_to(raising.add_voice, self.issue(which), said=SAID, name=CANARY)

    @rule(which=WHICH)
    def withdraw(self, which):
        if contact := self.issue(which).contacts.filter(emptied_at=None).first():
            self.try_to(raising.withdraw, contact)

    @rule()
    def off_the_agenda(self):
        for item in self.made["meeting"].items.standing()[:1]:
            self.try_to(agenda_building.remove_item, item, by=self.clerk)

    @rule()
    def cancel(self):
        self.try_to(changing_meetings.cancel, self.made["meeting"], because="Snow", by=self.clerk)

    @rule()
    def night(self):
        self.try_to(mending.nightly)
        lost = Issue.objects.filter(state="placed", meeting__cancelled_at__isnull=False, joined_to=None)
        assert not lost.exists()

    def look(self):
        self.each_is_there_with_one_owner_and_names_nobody()
        self.steps_are_in_order_and_name_nobody()

    def each_is_there_with_one_owner_and_names_nobody(self):
        rows = {row.pk: row for row in Issue.objects.filter(pk__in=self.made["keys"])}
        assert len(rows) == 3
        for row in rows.values():
            assert sum(owner is not None for owner in self.owners(row)) == (row.owner_kind != "team")
            assert row.is_open == (row.state != "closed" and row.refused_at is None)
            main = rows[row.joined_to_id or row.pk]
            assert main.joined_to_id is None and self.owners(main) == self.owners(row)
            assert main.locality_id == row.locality_id, "who has one has the other"
            assert main.voices > sum(one.voices for one in rows.values() if one.joined_to_id == main.pk)
        public = [row for row in rows.values() if row.is_public]
        self.names_nobody([getattr(row, field) for row in public for field in PUBLIC])

    def steps_are_in_order_and_name_nobody(self):
        steps = IssueStep.objects.filter(issue__in=self.made["keys"]).order_by("pk")
        last = {}
        for key, at, *said, published_at in steps.values_list("issue", "at", "text", "owner", "published_at"):
            assert at >= last.get(key, at)
            last[key] = at
            self.names_nobody(said if published_at else [])

    def owners(self, row):
        return [row.owner_board_id, row.owner_agency_id, row.owner_project_id]

    def names_nobody(self, texts):
        said = "\n".join(texts)
        assert not [known for known in (CANARY, ADDRESS, SAID) if known in said]


def test_no_order_of_acts_loses_an_issue_or_names_who_raised_it(inside, made):
    Issues.cast, Issues.made = inside, made
    run_state_machine_as_test(
        Issues,
        settings=settings(
            max_examples=25,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
            database=None,
        ),
    )
