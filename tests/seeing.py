"""Reading from a form's page what a browser sends along with what was typed."""

import re

from django.test import Client


def seen(client: Client, path: str) -> dict[str, str]:
    """Return the mark of what the record said when its form was opened."""
    found = re.search(r'name="saw" type="hidden" value="(\w+)"', client.get(path).content.decode())
    assert found, f"The form at {path} does not remember what it shows."
    return {"saw": found[1]}
