"""Officers keep funds by their pages, and everybody reads each pound."""

import csv
import datetime
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissioning import allocating, balances, booking, levying, open_data, opening_data, reporting, spending
from commissioning.models import Entry, Fund, Move
from foundation import access, panels
from plans import ending
from plans.models import Priority
from tests.boards.drafts import a_meeting
from tests.cast import browser
from tests.commissioning.funded import BEGAN, a_delegated_decision, a_fund, an_allocation, grounds, today
from tests.commissioning.table_schema import wrong as broken_in
from tests.seeing import seen

WRONG = ("£12,34", "£1e9", "-5", "0", "0.001", "twelve", "9" * 20)
DAY = {"on-day": today().day, "on-month": today().month, "on-year": today().year}


def set_stage(cast):
    return grounds(cast)


@pytest.fixture
def clerk(inside, cast):
    return browser(cast, cast.users["clerk"])


def fund_facts(cast, **more):
    return {
        "title": "Community budget", "board": cast.board.pk, "locality": "", "stream": "community", "nature": "new",
        "holder": cast.organisations["county"].pk, "purpose": "What residents ask for", "rules": "", "only_theme": "",
        "starts_on-day": 1, "starts_on-month": 4, "starts_on-year": 2026, "ends_on-day": "", "ends_on-month": "",
        "ends_on-year": "", "exit_plan": "", "carry_percent": 100, **more,
    }  # fmt: skip


def aside_facts(cast, made, **more):
    return {
        "title": "Lights on Mill Lane", "about": "", "pence": "£1,200.50",
        "organisation": cast.organisations["parish"].pk,
        "priority": made["priority"].pk, "decision": made["decision"].pk, "officer_decision": "", "action": "",
        "into": "", **DAY, **more,
    }  # fmt: skip


def test_a_fund_is_kept_from_its_first_day_to_a_payment(clerk, cast, made):
    assert clerk.post("/manage/money/funds/new/", fund_facts(cast)).status_code == 302
    fund = Fund.objects.get(title="Community budget")
    at, stranger = f"/manage/money/funds/{fund.pk}/", browser(cast)
    assert stranger.get(fund.get_absolute_url()).status_code == 404
    clerk.post(f"{at}opening/")
    assert "The fund is open already." in clerk.post(f"{at}opening/", follow=True).content.decode()
    saw = seen(clerk, f"{at}change/")
    change = {**fund_facts(cast, board=None), **saw, "rules": "Nothing for salaries"}
    change = {key: value for key, value in change.items() if value is not None}
    assert clerk.post(f"{at}change/", change).status_code == 302
    late = clerk.post(f"{at}change/", {**change, "rules": "Salaries too"})
    assert late.status_code == 409 and "is now saved as “Nothing for salaries”" in late.content.decode()
    promise = {"organisation": cast.organisations["county"].pk, "pence": "5,000", "nature": "new", "condition": ""}
    due = {"due_on-day": 1, "due_on-month": 6, "due_on-year": 2026}
    assert clerk.post(f"{at}promises/new/", {**promise, **due}).status_code == 302
    came = {"pence": "4000", "because": "Letter of 1 April", "contribution": fund.contributions.get().pk, **DAY}
    assert clerk.post(f"{at}receipts/new/", {**came, "reference": ""}).status_code == 302
    assert "promised £1,000 by 1 June 2026" in clerk.get(at).content.decode()
    said = aside_facts(cast, made)
    check = clerk.post(f"{at}allocations/new/", said).content.decode()
    assert "£2,799.50" in check and not fund.allocations.exists()
    assert 'value="£1,200.50"' in clerk.post(f"{at}allocations/new/", {**said, "change": 1}).content.decode()
    answer = clerk.post(f"{at}allocations/new/", {**said, "sure": 1})
    one = fund.allocations.get()
    assert answer.headers["Location"] == f"/manage/money/allocations/{one.pk}/"
    step = {"pence": "200.50", "because": "Contract 7", "organisation": one.organisation_id, "reference": "", **DAY}
    for name in ("promise", "payment"):
        at = f"/manage/money/allocations/{one.pk}/{name}/"
        assert clerk.post(at, step | seen(clerk, at)).status_code == 302
    late = clerk.post(f"/manage/money/allocations/{one.pk}/promise/", {**step, "saw": "0_0_0"})
    assert late.status_code == 409 and "Somebody booked on this meanwhile" in late.content.decode()
    page = stranger.get(one.get_absolute_url()).content.decode()
    assert "£200.50 paid" in page and "Contract 7" in page and str(made["priority"]) in page
    for path in (fund.get_absolute_url(), "/money/", made["decision"].get_absolute_url()):
        assert "£1,200.50" in stranger.get(path).content.decode(), path
    rows = panels.beside("plans.priority", Priority.objects.filter(pk=made["priority"].pk))
    (shown,) = panels.read("plans.priority", rows).values()
    assert {"pk": one.pk, "title": one.title, "pence": 1200_50} in [
        panel.found[0] for panel in shown if panel.title == "Money for this priority"
    ]


def test_what_is_no_amount_or_too_much_is_refused_at_its_field(clerk, cast, made):
    fund = a_fund(cast, 10)
    at = f"/manage/money/funds/{fund.pk}/"
    for wrong in WRONG:
        for page, said in (("receipts", {"because": "x", "contribution": "", "reference": "", **DAY}),
                           ("allocations", aside_facts(cast, made, sure=1))):  # fmt: skip
            answer = clerk.post(f"{at}{page}/new/", {**said, "pence": wrong})
            assert answer.status_code == 422 and "pence" in answer.context["form"].errors, (wrong, page)
    over = clerk.post(f"{at}allocations/new/", aside_facts(cast, made, sure=1))
    assert over.status_code == 422 and "£10 is left in the fund" in over.content.decode()
    none = clerk.post(f"{at}allocations/new/", aside_facts(cast, made, sure=1, pence="1", decision=""))
    assert "Choose the decision" in none.content.decode()
    assert not fund.allocations.exists() and Entry.objects.filter(fund=fund).count() == 1
    ends = {"ends_on-day": 1, "ends_on-month": 4, "ends_on-year": 2027}
    no_plan = clerk.post("/manage/money/funds/new/", fund_facts(cast, **ends))
    assert "how the work goes on" in no_plan.content.decode() and no_plan.status_code == 422


def test_nobody_else_keeps_the_money(cast, made, inside):
    fund = a_fund(cast, 10)
    for who in ("chair", "county", "partner", "resident", "auditor"):
        reader = browser(cast, cast.users[who])
        for path in ("change", "receipts/new", "giving-back", "year-end", "allocations/new", "opening", "closing"):
            assert reader.post(f"/manage/money/funds/{fund.pk}/{path}/").status_code in (403, 404), (who, path)
    assert balances.of_fund(fund.pk).free == 10_00


def test_a_finance_officer_sets_aside_by_a_delegated_decision_and_the_board_is_told(cast, made, inside):
    access.grant(cast.users["resident"], "finance", cast.locality, by=cast.users["admin"])
    fund, meeting = a_fund(cast, 10), a_meeting(cast, days=30)
    alone = {"decision": "", "officer_decision": a_delegated_decision(cast, 10).pk, "consulted": "On 3 May: yes"}
    said = aside_facts(cast, made, sure=1, pence="1", **alone)
    answer = browser(cast, cast.users["resident"]).post(f"/manage/money/funds/{fund.pk}/allocations/new/", said)
    assert answer.status_code == 302
    assert "On 3 May: yes" in meeting.items.get(title=reporting.TITLE).text


def asked(cast, path, who=None):
    client = browser(cast, cast.users[who] if who else None)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_pages_of_money_ask_no_more_for_thirty_than_for_one(cast, made, inside):
    fund = a_fund(cast, 100)
    one = an_allocation(cast, fund, 1, made)
    paths = {"/money/": 8, fund.get_absolute_url(): 8, f"{fund.get_absolute_url()}entries/": 8, "/money/spend/": 8,
             one.get_absolute_url(): 8}  # fmt: skip
    officers = {"/manage/money/": 20, f"/manage/money/funds/{fund.pk}/": 20, f"/manage/money/allocations/{one.pk}/": 20}
    before = {path: asked(cast, path) for path in paths} | {path: asked(cast, path, "clerk") for path in officers}
    for number in range(29):
        an_allocation(cast, fund, 1, made, title=f"Light {number}")
        a_fund(cast, 1, f"Fund {number}")
    after = {path: asked(cast, path) for path in paths} | {path: asked(cast, path, "clerk") for path in officers}
    assert after == before
    assert {path: number for path, number in after.items() if number > (paths | officers)[path] + 2} == {}


def test_spend_is_summed_five_ways(cast, made, inside):
    fund = a_fund(cast, 100)
    an_allocation(cast, fund, 60, made)
    an_allocation(cast, a_fund(cast, 50, "Devolved"), 50, made, into=fund)  # counts where the board sets it aside
    wanted = {
        "place": cast.locality.name, "stream": "New Homes Bonus", "priority": str(made["priority"]),
        "organisation": "Vale Parish Council", "year": f"{BEGAN.year} to {BEGAN.year + 1}",
    }  # fmt: skip
    for by, words in wanted.items():
        page = browser(cast).get("/money/spend/", {"by": by}).content.decode()
        assert words in page and "£60 is set aside" in page, by


def test_the_share_of_a_levy_is_counted_by_rule_and_each_year_is_told(clerk, cast, made):
    fund, other = a_fund(cast, 1000, stream="cil"), a_fund(cast, 1, "Bonus")
    one, year = an_allocation(cast, fund, 600, made), spending.years_of(fund)[0]
    for what, pounds in ((Move.COMMITTED, 500), (Move.PAID, 300), (Move.RECOVERED, 50)):
        allocating.move(what, one, pounds * 100, on=today(), because="x", by=cast.users["clerk"])
    at, shown = f"/manage/money/funds/{fund.pk}/levy/{year}/", f"{fund.get_absolute_url()}years/{year}/"
    no_plan = {"plan_made_on-day": "", "plan_made_on-month": "", "plan_made_on-year": ""}
    typed = {"raised": "£100,000", "dwellings": "50", **no_plan}
    none = clerk.post(at, typed | {"dwellings": ""})
    assert none.status_code == 422 and "Say how many dwellings" in none.content.decode()
    assert all(clerk.post(at, typed | {"raised": wrong}).status_code == 422 for wrong in WRONG)
    assert "is not said yet" in browser(cast).get(shown).content.decode()
    assert clerk.post(at, typed).status_code == 302
    page = browser(cast).get(shown).content.decode()
    for words in ("neighbourhood share is £5,000", "The limit made the share smaller", "£4,000 of it did not come"):
        assert words in page, words
    plan = {"plan_made_on-day": 1, "plan_made_on-month": 5, "plan_made_on-year": year, "dwellings": ""}
    assert clerk.post(at, typed | plan | seen(clerk, at)).status_code == 302
    page = browser(cast).get(shown).content.decode()
    assert "neighbourhood share is £25,000" in page and "without a limit" in page
    found = levying.report(fund, year)
    assert (found.before, found.came, found.spent, found.left) == (0, 1000_00, 250_00, 750_00)
    assert [line["sum"] for line in found.items] == [250_00] and asked(cast, shown) <= 8
    for path in (f"/manage/money/funds/{other.pk}/levy/{year}/", f"/manage/money/funds/{fund.pk}/levy/{year - 1}/"):
        assert clerk.get(path).status_code == 404
    assert browser(cast).get(f"{fund.get_absolute_url()}years/{year + 1}/").status_code == 404


def test_who_keeps_a_fund_that_ends_is_warned_by_the_rule_of_the_place(clerk, cast, made, mails):
    ends = today() + datetime.timedelta(days=30)
    fund = a_fund(cast, 1, ends_on=ends, exit_plan="The parishes take it on")
    ending.warn()
    sent = {letter.to_address for letter in mails(template="ends_soon")}
    assert sent >= {cast.users["clerk"].email} and cast.users["partner"].email not in sent
    ending.warn()
    assert len(mails(template="ends_soon")) == len(sent)
    for path in ("/manage/plans/ending/", "/manage/money/"):
        assert "The parishes take it on" in clerk.get(path).content.decode(), path
    admin, path = browser(cast, cast.users["admin"]), f"/manage/money/rules/{cast.locality.pk}/"
    form = admin.get(path).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    for wrong in ({"levy_percent": "101"}, {"end_warn_days": "soon"}, {"levy_most_a_dwelling": "-1"}):
        assert admin.post(path, typed | wrong).status_code == 422, wrong
    assert admin.post(path, typed | {"end_warn_days": "20"}).status_code == 302
    assert str(fund) not in [one.words for one in ending.ending_soon()]
    assert "Its own rules" in admin.get("/manage/money/rules/").content.decode()
    assert admin.post(f"{path}removal/").status_code == 302
    assert str(fund) in [one.words for one in ending.ending_soon()]


def table_of(cast, name):
    answer = browser(cast).get(f"/open-data/{name}.csv")
    text = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200 and answer.headers["Data-Version"] == open_data.VERSION
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))


def spent(cast, made):
    """Pay, take back, and be paid back; one name is a formula, one body has an identifier."""
    cast.organisations["parish"].identifier = "GB-COH-01234567"
    cast.organisations["parish"].save()
    fund, by = a_fund(cast, 100), cast.users["clerk"]
    one = an_allocation(cast, fund, 60, made, title="=1+1")
    for what, pounds in ((Move.COMMITTED, 50), (Move.PAID, 30), (Move.PAID, 7), (Move.RECOVERED, 5)):
        allocating.move(what, one, pounds * 100, on=today(), because="As agreed", by=by)
    booking.reverse(Entry.objects.get(move=Move.PAID, pence=700), because="Twice", by=by)
    return fund


def test_open_data_keeps_its_own_schema_and_a_broken_row_does_not(clerk, cast, made):
    spent(cast, made)
    described = json.loads(browser(cast).get("/open-data/datapackage.json").content)
    page = browser(cast).get("/open-data/").content.decode()
    for resource in described["resources"]:
        rows, fields = table_of(cast, resource["name"]), resource["schema"]["fields"]
        assert rows and [broken_in(fields, row) for row in rows] == [[]] * len(rows), resource["name"]
        assert resource["path"].partition(".localhost")[2].endswith(f"/open-data/{resource['name']}.csv")
        assert all(field["name"] in page for field in fields)
    rows = table_of(cast, "spend")
    assert [row["Amount"] for row in rows] == ["30.00", "7.00", "-5.00", "-7.00"]
    assert rows[0]["Purpose"] == "'=1+1" and rows[0]["Supplier identifier"] == "GB-COH-01234567"
    assert (
        rows[3]["Takes back"] == rows[1]["Transaction"] and made["decision"].get_absolute_url() in rows[0]["Decision"]
    )
    fields = described["resources"][0]["schema"]["fields"]
    for name, broken in (("Amount", "£1,200"), ("Amount", ""), ("Date", "1/4/2026"), ("Date", "2026-13-01"),
                         ("Supplier", ""), ("Supplier identifier", "GB-CHC-1"), ("Transaction", "7a"),
                         ("Decision", "a letter")):  # fmt: skip
        assert broken_in(fields, rows[0] | {name: broken}) == [name], broken
    (line,) = table_of(cast, "allocations")
    assert (line["Set aside"], line["Promised"], line["Paid"]) == ("55.00", "20.00", "25.00")
    assert line["Priority"] == made["priority"].title and line["Priority address"].startswith("http")
    clerk.post("/manage/money/funds/new/", fund_facts(cast))
    assert "Community budget" not in clerk.get("/open-data/funds.csv").content.decode()  # a draft


def test_a_long_table_is_a_file_that_a_task_makes(cast, made, inside, monkeypatch):
    spent(cast, made)
    short = table_of(cast, "spend")
    monkeypatch.setattr(opening_data, "AT_ONCE", 1)
    monkeypatch.setattr(open_data, "CHUNK", 3)
    waiting = browser(cast).get("/open-data/spend.csv")
    assert waiting.status_code == 202 and waiting.headers["Retry-After"]
    assert opening_data.make("spend") and opening_data.make("spend") is None
    assert table_of(cast, "spend") == short
    monkeypatch.setattr(opening_data, "STANDS", opening_data.STANDS * -1)
    assert opening_data.make("spend") and table_of(cast, "spend") == short
