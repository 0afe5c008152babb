import datetime
import secrets
from threading import Thread

import pytest
from django.core import mail as django_mail
from django.db import connection, transaction
from django.utils import timezone

from foundation import mail, mailbox, tenancy
from foundation.clock import forget_mail, send_owed_mail
from foundation.models import Act, Host, Message, Partnership
from foundation.tasks import send_mail
from tests.foundation.smtp import smtp_server

CLERK = "clerk@testshire.example"


pytestmark = pytest.mark.usefixtures("mail_templates", "empty_queue")


@pytest.fixture
def partnership(transactional_db):
    slug = f"mail-{secrets.token_hex(4)}"
    made = Partnership.objects.create(
        slug=slug, name="Mail & Co Partnership", short_name="Mail", contact_email="office@mail.example"
    )
    Host.objects.create(partnership=made, domain=f"{slug}.example")
    return made


@pytest.fixture
def server(settings):
    with smtp_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", running.port, False
        settings.DEFAULT_FROM_EMAIL = "Boards <boards@host.example>"
        yield running


def post(partnership, to=CLERK, **changes):
    with tenancy.tenant(partnership.pk):
        values = {"about": "meeting:12", "name": "The Clerk"} | changes
        return mail.post(to, "test_summons", {"board": "Harbour Board"}, **values)


def kept(partnership, message) -> Message:
    with tenancy.tenant(partnership.pk, [mail.CLEARED]):
        return Message.objects.get(pk=message.pk)


def change(partnership, message, **values) -> None:
    with tenancy.tenant(partnership.pk, [mail.CLEARED]):
        Message.objects.filter(pk=message.pk).update(**values)


def test_a_posted_mail_arrives_with_the_action_first_and_links_to_its_own_host(partnership, server, work_off):
    message = post(partnership)
    assert work_off() == ["foundation.send_mail"]
    (arrived,) = server.mails
    host = f"{partnership.slug}.example"
    assert arrived["Subject"] == "Say whether you can attend: Harbour Board"
    assert str(arrived["From"]) == "Mail & Co Partnership <boards@host.example>"
    assert str(arrived["To"]) == f"The Clerk <{CLERK}>"
    assert arrived["Reply-To"] == "office@mail.example"
    text = arrived.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text.startswith(
        f"Dear The Clerk,\n\nSay whether you can attend: https://{host}/reply/secret/\n\n- Bring the pap"
    )
    assert "Mail & Co Partnership" in text
    html = arrived.get_body(("html",)).get_content()
    assert f'<a href="https://{host}/reply/secret/"' in html
    assert "<li>Bring the papers &amp; a pen</li>" in html
    assert kept(partnership, message).state == "Sent"


def test_an_act_that_fails_sends_nothing(partnership, server, work_off):
    with pytest.raises(RuntimeError), transaction.atomic():
        post(partnership)
        raise RuntimeError
    assert work_off() == []
    with tenancy.tenant(partnership.pk, [mail.CLEARED]):
        assert not Message.objects.exists()


def test_work_that_runs_twice_sends_once(partnership, server, work_off):
    message = post(partnership)
    work_off()
    send_mail(partnership_id=partnership.pk, message_id=message.pk)
    assert len(server.mails) == 1


def test_two_workers_at_once_send_once(partnership, server):
    message = post(partnership)
    with tenancy.tenant(partnership.pk, [mail.CLEARED]):
        Message.objects.select_for_update().get(pk=message.pk)
        finished = _in_another_thread(lambda: send_mail(partnership_id=partnership.pk, message_id=message.pk))
        assert finished
        assert server.mails == []
    send_mail(partnership_id=partnership.pk, message_id=message.pk)
    assert len(server.mails) == 1


def _in_another_thread(work) -> bool:
    def run():
        work()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(timeout=10)
    return not thread.is_alive()


def test_posting_the_same_key_again_gives_the_same_mail(partnership, server, work_off):
    first = post(partnership, key="summons:5")
    again = post(partnership, key="summons:5")
    assert again.pk == first.pk
    work_off()
    assert len(server.mails) == 1


def test_a_server_that_is_down_is_tried_again_and_the_clock_does_it(partnership, server, settings, work_off):
    settings.EMAIL_PORT = 1
    message = post(partnership)
    work_off()
    waiting = kept(partnership, message)
    assert (waiting.state, waiting.attempts) == ("Trying again", 1)
    assert waiting.failure == "The mail server could not be reached."
    settings.EMAIL_PORT = server.port
    send_owed_mail()  # of other partnerships of the suite too
    work_off()
    assert kept(partnership, message).attempts == 1  # its time has not come
    change(partnership, message, next_try_at=timezone.now())
    send_owed_mail()
    work_off()
    assert kept(partnership, message).state == "Sent"
    sent = [letter["Message-ID"] for letter in server.mails]
    assert sent.count(f"<{waiting.token}@{partnership.slug}.example>") == 1


def test_a_mail_is_given_up_after_the_last_attempt(partnership, server, settings):
    settings.EMAIL_PORT = 1
    message = post(partnership)
    for _ in range(len(mail.WAITS) + 1):
        assert kept(partnership, message).failed_at is None
        send_mail(partnership_id=partnership.pk, message_id=message.pk)
    assert kept(partnership, message).state == "Failed"


@pytest.mark.parametrize(("answer", "state"), [("550 no such person", "Failed"), ("450 mailbox busy", "Trying again")])
def test_a_refused_address_fails_at_once_unless_the_server_says_later(partnership, server, work_off, answer, state):
    server.refusals[CLERK] = answer
    message = post(partnership)
    work_off()
    found = kept(partnership, message)
    assert found.state == state
    assert found.failure == f"The mail server refused the address: {answer.partition(' ')[2]}"


def test_an_address_that_is_none_is_kept_as_failed_and_stops_nobody_else(partnership, server, work_off):
    with tenancy.tenant(partnership.pk):
        bad, good = mail.post_all(
            [mail.Letter("not an address", "test_summons"), mail.Letter(CLERK, "test_summons", {"board": "B"})]
        )
    work_off()
    assert kept(partnership, bad).failure == "“not an address” is not an e-mail address."
    assert kept(partnership, good).state == "Sent"


def test_nothing_in_names_and_titles_can_add_a_header(partnership, server, work_off):
    with tenancy.tenant(partnership.pk):
        context = {"board": "Board\r\nBcc: everybody@x.example"}
        mail.post(CLERK, "test_summons", context, about="", name="A\r\nBcc: x@x.example")
    work_off()
    (arrived,) = server.mails
    assert arrived["Bcc"] is None
    assert arrived["Subject"] == "Say whether you can attend: Board"
    assert "everybody" not in str(arrived["To"])


def test_a_calendar_file_goes_with_it(partnership, server, work_off):
    with tenancy.tenant(partnership.pk):
        mail.post_all([mail.Letter(CLERK, "test_summons", calendar=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")])
    work_off()
    (attached,) = server.mails[0].iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "meeting.ics")


def test_a_higher_room_is_told_what_became_of_its_mail(partnership, server, work_off):
    told = []
    mail.on_outcome("test-summons", lambda key, message: told.append((key, message.state, message.failure)))
    server.refusals["gone@x.example"] = "550 gone"
    post(partnership, about="test-summons:7")
    post(partnership, to="gone@x.example", about="test-summons:8")
    post(partnership, to="nobody", about="test-summons:9")
    work_off()
    assert told == [
        (9, "Failed", "“nobody” is not an e-mail address."),
        (7, "Sent", ""),
        (8, "Failed", "The mail server refused the address: gone"),
    ]


def test_mails_are_behind_the_walls(partnership, elsewhere):
    message = post(partnership)
    with tenancy.tenant(partnership.pk, ["draft:board:*"]):
        assert not Message.objects.exists()
    with elsewhere.inside(mail.CLEARED):
        assert not Message.objects.filter(pk=message.pk).exists()


def test_what_old_mails_said_is_forgotten_and_that_they_went_is_not(partnership, server, work_off):
    old, new = post(partnership), post(partnership)
    work_off()
    change(partnership, old, sent_at=timezone.now() - datetime.timedelta(days=31))
    forget_mail()
    assert (kept(partnership, old).body_text, kept(partnership, old).state) == ("", "Sent")
    assert kept(partnership, new).body_text


def test_the_demo_keeps_mail_here_and_shows_account_mail_too(partnership, settings, work_off):
    settings.EMAIL_BACKEND = f"{mailbox.__name__}.Letterbox"
    message = post(partnership)
    work_off()
    with tenancy.tenant(partnership.pk):
        django_mail.send_mail("Reset your\npassword".replace("\n", " "), "Use this link", None, ["member@x.example"])
    assert kept(partnership, message).state == "Sent"
    with tenancy.tenant(partnership.pk, [mail.CLEARED]):
        assert [m.subject for m in Message.objects.newest_first()] == ["Reset your password", message.subject]


@pytest.mark.django_db
def test_an_administrator_reads_the_mails_and_sends_a_failed_one_again(cast, work_off):
    with cast.inside(mail.CLEARED):
        message = mail.post("nobody", "test_summons", {"board": "Harbour Board"}, about="")
    admin = cast.client("admin")
    assert "Say whether you can attend: Harbour Board" in admin.get("/manage/mail/").content.decode()
    assert "Harbour" in admin.get("/manage/mail/?state=failed").content.decode()
    page = admin.get(f"/manage/mail/{message.pk}/").content.decode()
    assert "is not an e-mail address" in page and "/reply/secret/</a>" in page
    answer = admin.post(f"/manage/mail/{message.pk}/sending/")
    assert answer.status_code == 302
    with cast.inside(mail.CLEARED):
        assert Message.objects.get(pk=message.pk).state == "Waiting"
        assert Act.objects.filter(verb="sent a mail again", target_id=message.pk).count() == 1
        mail.deliver(message.pk)  # its address is no better than before
        assert Message.objects.get(pk=message.pk).state == "Failed"


@pytest.mark.django_db
def test_outside_the_demo_the_page_does_not_show_what_a_mail_says(cast, settings):
    settings.DEMO = False
    with cast.inside(mail.CLEARED):
        message = mail.post(CLERK, "test_summons", {"board": "Harbour Board"}, about="")
    page = cast.client("admin").get(f"/manage/mail/{message.pk}/").content.decode()
    assert "/reply/secret/" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["clerk", "chair", "county", "parish", "partner", "resident", "auditor"])
def test_nobody_else_reads_the_mails(cast, who):
    with cast.inside(mail.CLEARED):
        message = mail.post(CLERK, "test_summons", {"board": "B"}, about="")
    assert cast.client(who).get("/manage/mail/").status_code == 403
    assert cast.client(who).get(f"/manage/mail/{message.pk}/").status_code == 404
    assert cast.client().get("/manage/mail/").status_code == 302


@pytest.mark.django_db
def test_an_administrator_of_another_partnership_does_not_know_the_mail(cast, elsewhere):
    with cast.inside(mail.CLEARED):
        message = mail.post(CLERK, "test_summons", {"board": "B"}, about="")
    assert elsewhere.client("admin").get(f"/manage/mail/{message.pk}/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_queries_for_one_mail_and_for_thirty(cast, rows, django_assert_max_num_queries):
    with cast.inside(mail.CLEARED):
        mail.post_all([mail.Letter(CLERK, "test_summons", {"board": "B"}) for _ in range(rows)])
    admin = cast.client("admin")
    with django_assert_max_num_queries(15):
        assert admin.get("/manage/mail/").status_code == 200
