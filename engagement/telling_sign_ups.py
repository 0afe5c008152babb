"""What those who signed up are told by mail, where they gave an address; each mail has the link to their sign-up."""

from engagement.models import Activity, SignUp
from foundation import mail
from foundation.links import secret


def sign_up_token(sign_up: SignUp) -> str:
    """Return the secret of the link by which somebody finds their sign-up, the same in each message."""
    return secret("engagement.sign_up", sign_up.reference)


def tell(sign_up: SignUp, activity: Activity, template: str) -> None:
    """Post one mail to who signed up, once for each template; nobody is told who gave no address."""
    if not sign_up.email:
        return
    words = {"sign_up": sign_up, "activity": activity, "path": f"/have-your-say/sign-ups/{sign_up_token(sign_up)}/"}
    about = f"sign_up:{sign_up.pk}"
    mail.post(sign_up.email, template, words, about=about, name=sign_up.name, key=f"{about}:{template}")


def tell_cancelled(sign_up: SignUp, activity: Activity) -> None:
    """Tell who signed up that the activity is cancelled, and why."""
    tell(sign_up, activity, "sign_up_cancelled")
