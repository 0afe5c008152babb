"""The secret in a link that needs no account: made from the row by the installation's key, stored only as its hash."""

from boards.models import Action, Blocker, DecisionNotice, PublicQuestion, Referral, SensitiveNotice, SignOff, Summons
from foundation.links import secret
from localities.models import Person


def token(summons: Summons) -> str:
    """Return the secret of a summons's link; one person's for one meeting, the same in each message."""
    return secret("boards.summons", summons.partnership_id, summons.meeting_id, summons.person_id)


def referral_token(referral: Referral) -> str:
    """Return the secret of the link by which a referral is answered; a link made anew has another one."""
    return secret("boards.referral", referral.partnership_id, referral.pk, referral.link_made_at)


def question_token(question: PublicQuestion) -> str:
    """Return the secret of the link by which an asker finds what they sent, the same in each message."""
    return secret("boards.question", question.reference)


def action_token(action: Action) -> str:
    """Return the secret of the link by which the owner of an action reports; a link made anew has another one."""
    return secret("boards.action", action.partnership_id, action.pk, action.link_made_at)


def blocker_token(blocker: Blocker) -> str:
    """Return the secret of the link by which a partner's representative answers a blocker."""
    return secret("boards.blocker", blocker.partnership_id, blocker.pk, blocker.passed_at)


def notice_token(notice: DecisionNotice) -> str:
    """Return the secret of the link by which an organisation acknowledges what one letter told it."""
    return secret("boards.decision", notice.partnership_id, notice.organisation_id, notice.told_at)


def sensitive_token(notice: SensitiveNotice, person: Person) -> str:
    """Return the secret of the link by which one person opens their copy of a confidential notice."""
    return secret("boards.sensitive", notice.partnership_id, notice.pk, person.pk)


def sign_off_token(sign_off: SignOff) -> str:
    """Return the secret of the link by which a report is signed off; asked again it is another one."""
    return secret("boards.sign_off", sign_off.partnership_id, sign_off.pk, sign_off.asked_at)
