"""Every address is public on purpose or asks who is there; each is opened as everybody."""

from collections import Counter
from functools import cache

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world import World

# Public on purpose. Anything else answers a stranger with sign-in, 403 or 404.
PUBLIC = {
    "money", "spend", "fund", "fund_entries", "fund_year", "allocation",
    "open_data", "open_data_package", "open_data_spend", "open_data_funds", "open_data_allocations",
    "assets", "assets_map", "rooms_to_share", "asset", "community_value", "transfer", "asset_interest",
    "indicators", "indicator", "indicator_csv", "profiles", "profile", "profile_indicator",
    "plan_delivery", "delivery_year", "delivery_year_edition", "quick_wins", "lessons",
    "timeline", "plan_themes", "plan_theme", "aims", "candidates", "business_case",
    "survey", "survey_thanks",
    "plans",
    "maturity", "framework", "framework_csv", "framework_locality", "framework_outcome",
    "self_assessments", "self_assessment", "measures_together",
    "measures", "board_measures", "plan_measures", "measure",
    "priority_matches", "partnership_reviews",
    "comment_rounds", "comment_round", "comment_round_edition", "comment_new", "comment_sent",
    "strategies", "strategy",
    "priorities", "priority", "priority_set", "priority_set_version",
    "plan", "plan_edition", "plan_draft", "plan_pdf",
    "evidence_list", "evidence", "needs", "need",
    "needs_analyses", "needs_analysis", "needs_analysis_edition",
    "member_roles", "vacancies", "vacancies_feed",
    "sign_up_new", "reach",
    "have_your_say", "activity", "engagement_calendar", "engagement_ics",
    "home", "search", "healthz", "readyz", "theme", "logo", "accessibility", "privacy", "cookies", "contact", "file",
    "places_map", "challenges", "challenge", "delivery_plans",
    "find", "actions", "delegations", "boards", "board", "locality", "audience", "decisions", "decision",
    "decisions_csv", "decisions_feed", "meetings", "officer_decisions", "officer_decision",
    "meeting_ics", "board_ics", "meeting", "meeting_agenda_pdf", "meeting_pack_pdf", "meeting_agenda_edition",
    "meeting_paper", "meeting_edition_paper", "minutes", "minutes_edition", "minutes_pdf", "terms", "terms_edition",
    "richtext_cleaned", "registers", "public_register", "public_register_csv", "register_entry", "interests",
    "referrals", "referral", "questions", "question_new", "question_sent", "actions_csv",
    "action_figures", "action", "task_groups", "task_group", "board_attendance", "board_attendance_csv", "member",
    "agreed_list", "agreed",
    "precepts", "outside_list", "outside",
    "network", "network_join", "network_sent",
    "feedback_list", "feedback", "feedback_edition",
    "follow_activity", "follow_issue", "follow_sent",
    "issues", "issues_csv", "issues_feed", "issue", "issue_new", "issue_sent", "issue_voice",
    "requests", "request",
    "services", "service", "service_standards", "service_standards_csv",
    "forward_plan", "forward_plan_csv", "forward_plan_feed", "forward_entry", "sign_thanks",
}  # fmt: skip
# A secret link stands for the person.
BY_LINK = {
    "plan_progress",
    "value_answer",
    "comment_mine", "comment_confirmation", "comment_withdrawal",
    "survey_invited", "answer", "answer_page", "answer_check", "answer_later",
    "sign_up", "sign_up_withdrawal",
    "challenge_respond",
    "sign", "sign_file",
    "decided", "unblock", "confidential", "progress", "invitation", "reply", "respond", "question",
    "question_confirmation", "question_withdrawal", "question_words",
    "request_link", "request_link_question", "request_link_passing_on",
    "agreed_signature", "network_membership", "network_confirmation", "network_leaving", "network_unlisting",
    "following", "following_confirmation", "following_ending",
    "transfer_mine", "transfer_withdrawal",
    "issue_mine", "issue_confirmation", "issue_withdrawal", "issue_not_solved",
}  # fmt: skip
# The library's own pages of signing in.
LIBRARY = ("account_", "mfa_", "socialaccount_", "openid_connect_")
# Anyone who has signed in: what they see there is their own.
OWN = {
    "cases", "case", "case_party_new", "case_party_leaving", "case_closing", "case_file",
    "my_requests", "my_request", "my_request_question", "my_request_passing_on",
    "my_issues", "my_issue_new", "my_signature",
    "my_skills", "my_skill", "my_skill_removal",
    "desk", "my_account", "my_action", "my_decision_notice", "my_interests", "my_declaration", "my_conflicts",
    "my_reply", "write", "propose_item", "manage", "meeting_seen", "my_sign_off", "my_sign_off_file",
}  # fmt: skip
# Who reads working papers: officers, the chair, the auditor.
READ = {
    "manage_money", "manage_fund", "manage_allocation", "money_rules",
    "manage_assets", "manage_asset", "manage_transfer",
    "manage_indicators", "manage_indicator", "manage_imports", "manage_import",
    "manage_frameworks", "manage_framework", "stages_to_assess",
    "manage_deliveries", "manage_delivery",
    "manage_ending", "manage_pilots", "manage_candidates", "manage_business_case",
    "manage_plans", "plan_rules",
    "manage_self_assessments", "manage_self_assessment", "organisation_part",
    "manage_measures", "manage_measure", "value_requests",
    "manage_reviews", "duplication_csv",
    "manage_matches", "manage_priority_matches", "manage_match",
    "manage_comments", "manage_comment_round",
    "manage_strategies", "manage_strategy", "orphans", "orphans_csv",
    "manage_cycles", "manage_priorities", "manage_set", "manage_priority", "set_business",
    "manage_locality_plans", "manage_plan", "plan_readiness", "plan_point",
    "manage_evidence_list", "manage_evidence", "manage_needs", "manage_needs_analyses", "manage_needs_analysis",
    "survey_answers", "survey_answer",
    "manage_challenges", "manage_challenge",
    "manage_agreed_list", "manage_agreed", "manage_voluntary_list", "manage_voluntary",
    "manage_network", "manage_precepts", "manage_outside_list", "manage_outside",
    "manage_feedback_list", "manage_feedback",
    "manage_surveys", "manage_survey", "survey_questions", "survey_preview",
    "manage_engagement", "manage_issues", "manage_issue",
    "manage_requests", "manage_request",
    "engagement_cycle", "activity_issues", "manage_reach", "group_shares",
    "overlaps", "engagement_year", "engagement_lists", "engagement_rules", "manage_sign_ups",
    "manage_calendar", "manage_activities", "manage_activity",
    "manage_services", "manage_service", "manage_points",
    "board_business",
    "public_rules",
    "manage_meeting_interests", "manage_sign_offs", "report_sign_offs",
    "manage_boards", "manage_board", "board_seats", "manage_board_meetings", "manage_meeting", "manage_meeting_agenda",
    "report_draft", "report_preview", "report_file", "manage_meeting_draft_pack", "manage_meeting_draft_pack_pdf",
    "manage_meeting_pack", "manage_meeting_papers", "manage_meeting_summons", "manage_minutes", "live", "live_item",
    "live_people", "manage_actions", "manage_action", "report_templates", "report_template",
    "manage_referrals", "manage_referral", "manage_task_group", "board_delegations", "manage_decisions",
    "manage_officer_decisions",
    "governing_document", "retention", "assessments",
    "manage_forward_plan", "manage_forward_entry",
}  # fmt: skip
# The partnership's own administration, with every page of places, organisations and people.
ADMIN = {
    "audit", "register", "register_verification", "manage_partnership", "manage_words", "manage_logo", "mail_list",
    "mail", "mail_sending", "correspondents", "roles", "role_place", "role_new", "role", "role_ending", "board_new",
    "devolutions", "locality_devolution",
    "kinds", "kind", "kind_new", "retention_rule", "kind_public_rule", "call_in_rule",
    "report_template", "report_template_section", "report_template_section_new",
}  # fmt: skip
# One decision of an officer.
OF_OFFICERS = (
    "officer_decision", "officer_decision_change", "officer_decision_publication", "officer_paper_new",
)  # fmt: skip
# A survey that is being built.
OF_SURVEYS = (
    "manage_survey", "survey_settings", "survey_removal", "survey_questions", "survey_question_new", "survey_order",
    "survey_bank", "survey_question", "survey_question_copy", "survey_question_removal", "survey_pages",
    "survey_translation", "survey_checklist", "survey_opening", "survey_extension", "survey_closing", "survey_preview",
    "survey_invitations", "survey_letters", "survey_reminders", "survey_invitation_removal",
)  # fmt: skip
# What people answered, on the public's and on the officers' side.
RESULTS = {
    "survey_results", "survey_results_edition", "survey_results_csv", "survey_answers_csv", "survey_codebook_csv",
}  # fmt: skip
READ_RESULTS = {"manage_survey_results", "survey_themes"}
OF_RESULTS = RESULTS | READ_RESULTS | {
    "survey_count", "survey_results_publication", "survey_theme_new", "survey_theme", "survey_theme_merging",
    "survey_theme_removal", "survey_quote_new", "survey_quote_removal", "survey_results_withdrawal",
}  # fmt: skip
PUBLIC |= RESULTS
READ |= READ_RESULTS | {"manage_results", "manage_outcomes"}
# The same address in each partnership leads to its own.
NAMED_ALIKE = {"retention_rule"}
ROLE_ACTS = ("", "_term", "_ending")
PLACES = "localities.views"
STRANGERS = ("resident", "member", "partner")


def walk(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern


@cache
def addresses() -> dict[str, URLPattern]:
    """Return our own addresses by name; the Django admin has its own test."""
    ours = ((path, p) for path, p in walk(get_resolver("portal.urls")) if not path.startswith("admin/") and p.name)
    return {p.name: p for _, p in ours if not p.name.startswith(LIBRARY)}


def administration() -> set[str]:
    return ADMIN | {name for name, p in addresses().items() if p.callback.__module__.startswith(PLACES)}


def meeting_for(world: World, name: str):
    if name.startswith(("manage_minute", "minutes")):
        return world.meetings["held"]
    if name.startswith(
        (
            "live",
            "meeting",
            "question",
            "manage_question",
            "manage_meeting_summons",
            "manage_summons",
            "my_reply",
            "manage_meeting_pa",
        )
    ):
        return world.meetings["published"]
    return world.meetings["draft"]


def address(world: World, name: str) -> str:
    """Return an address of this name that leads to something that is there."""
    wanted = addresses()[name].pattern.converters
    ids = world.ids
    special = {
        **dict.fromkeys(("plan_delivery", "manage_delivery", "delivery_year_new", "lesson_new"), ids["delivered"]),
        **dict.fromkeys(OF_RESULTS, ids["results"]),
        **dict.fromkeys(("fund_year", "levy_year"), ids["levied"]),
        "allocation_move": {"step": "promise"},
        "locality": {"slug": ids["locality_slug"]}, "decision": {"key": ids["decision"]},
        "live_rework": ids["deferred"], "manage_action_update": ids["update"],
        **{name: {"key": ids["officer_decision"]} for name in OF_OFFICERS},
        **dict.fromkeys(OF_SURVEYS, ids["built"]),
        "officer_paper_removal": {"key": ids["officer_paper"]},
        "decision_answer": {"key": ids["decision"]}, "decision_hold": {"key": ids["decision"], "step": "waiver"},
        "task_group_report": ids["report_back"],
        **dict.fromkeys(("task_group", "manage_task_group", "task_group_closing", "blocker_new"), ids["group_of"]),
        "delegation": {"key": ids["delegation"]}, "delegation_revocation": {"key": ids["delegation"]},
        "manage_decision": ids["deferred"],
        **{f"{name}member_role{act}": {"role_id": ids["member_role"]} for name in ("", "manage_") for act in ROLE_ACTS},
        "role_holding_end": {"holding_id": ids["role_holding"]}, "decision_notice_new": {"key": ids["decision"]},
        "agenda_put_again": {"recommendation_id": ids["deferred"]["key"]},
        "live_entry": ids["declared"], "live_removal": ids["declared"], "report_file": {"file_id": ids["attached"]},
        "manage_minute": {"key": ids["minute"]}, "manage_minute_draft": {"key": ids["minute"]},
        "meeting_paper": {"slug": ids["paper"]}, "meeting_edition_paper": {"slug": ids["paper"]},
        "manage_meeting_withdrawal": {"slug": ids["paper"]}, "manage_meeting_redaction": {"slug": ids["paper"]},
        "my_declaration": {"interest_id": ids["interest"]["interest_id"], "item_id": ids["item_id"]},
        **{f"interest_{act}": ids["interest"] for act in ("change", "ending", "withholding")},
    }  # fmt: skip
    values = {**world.ids, "meeting_id": meeting_for(world, name).pk, "key": world.ids["action"]}
    values |= {"item_id": ids["live_item"]} if name.startswith("live") else {}
    values |= special.get(name, {})
    return reverse(name, kwargs={key: values[key] for key in wanted}, urlconf="portal.urls")


def ask(client, name: str, world: World, method: str = "get"):
    """Return the answer, read to its end: a file is closed by it."""
    answer = getattr(client, method)(address(world, name))
    answer.getvalue()
    return answer


def names(*left_out: set[str]) -> list[str]:
    skipped = set().union(*left_out)
    return sorted(name for name in addresses() if name not in skipped and not name.startswith("write_"))


def test_no_two_addresses_share_a_name():
    named = Counter(p.name for path, p in walk(get_resolver("portal.urls")) if p.name and not path.startswith("admin/"))
    assert [name for name, number in named.items() if number > 1] == []


def test_every_public_address_is_public_on_purpose():
    public = {name for name, p in addresses().items() if not getattr(p.callback, "login_required", True)}
    assert {name for name in public if not name.startswith("write_")} == PUBLIC | BY_LINK


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_asked_to_sign_in_everywhere_else(world, db, method):
    client = world.client()
    for name in names(PUBLIC, BY_LINK):
        answer = ask(client, name, world, method)
        assert answer.status_code in (302, 403, 404, 405), name
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/accounts/login/"), name


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_made_up_link_opens_nothing(world, db, method):
    client = world.client()
    for name in sorted(n for n in addresses() if n.startswith("write_") or n in BY_LINK):
        assert ask(client, name, world, method).status_code in (404, 405, 410), name


def test_a_stranger_reads_every_public_address(world, db):
    client = world.client()
    statuses = {}
    for name in sorted(PUBLIC):
        statuses[name] = ask(client, name, world).status_code
    may_lack = {"file", "logo", "meeting_pack_pdf", "meeting_agenda_pdf"}
    may_lack |= {"minutes_pdf", "plan_pdf", "readyz", "richtext_cleaned"}
    assert {name: status for name, status in statuses.items() if status != 200 and name not in may_lack} == {}


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_no_officer_opens_no_officers_page(world, db, who, method):
    client = world.client(who)
    opened = {}
    for name in names(PUBLIC, BY_LINK, OWN):
        status = ask(client, name, world, method).status_code
        if status not in (403, 404, 405):
            opened[name] = status
    assert opened == {}


@pytest.mark.parametrize("who", ["chair", "auditor"])
def test_who_reads_working_papers_changes_nothing(world, db, who):
    client = world.client(who)
    opened = {}
    for name in names(PUBLIC, BY_LINK, OWN, READ, administration()):
        statuses = {ask(client, name, world).status_code, ask(client, name, world, "post").status_code}
        if statuses - {403, 404, 405}:
            opened[name] = statuses
    assert opened == {}


@pytest.mark.parametrize("who", ["clerk", "admin"])
def test_an_officer_opens_every_page_of_their_work(world, db, who):
    client = world.client(who)
    kept_out = {}
    members_own = {"propose_item", "my_action", "my_decision_notice"}
    for name in names(PUBLIC, BY_LINK, members_own, administration() if who == "clerk" else set()):
        status = ask(client, name, world).status_code
        if status not in (200, 302, 404, 405, 409):
            kept_out[name] = status
    assert kept_out == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_officer_of_another_partnership_finds_nothing(world, db, elsewhere, method):
    """The same addresses at the outsider's own host, where the outsider may do everything."""
    client = elsewhere.client("admin")
    opened = {}
    for name in names(PUBLIC, BY_LINK, OWN, NAMED_ALIKE):
        if addresses()[name].pattern.converters:
            status = ask(client, name, world, method).status_code
            if status not in (403, 404, 405):
                opened[name] = status
    assert opened == {}
