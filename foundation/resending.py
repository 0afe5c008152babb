"""The same words sent again from a page that was opened anew are one sending: Back, then Send, makes nothing new."""

import uuid
from typing import Any

from foundation.forms import Form

SPACE = uuid.UUID("0d6a6c39-9f0e-4a3c-8f5b-6a1f1c9b7f52")


def same(form: Form, *said: Any) -> None:
    """Let ``once`` know a valid form by what it says: its key is new each time the page is opened."""
    if form.sending:
        told = [(name, getattr(value, "pk", value)) for name, value in sorted(form.cleaned_data.items())]
        form.sending = uuid.uuid5(SPACE, repr((told, said)))
