"""Forms as a browser sends them."""

from lxml import html


def send(client, address, typed):
    """Open a page and send its form: what is hidden in it goes along with what was typed."""
    fields = html.fromstring(client.get(address).content).xpath("//main//input[@type='hidden']")
    kept = {field.get("name"): field.get("value", "") for field in fields}
    return client.post(address, {**kept, **typed})
