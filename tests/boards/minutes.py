"""The minutes' pages, for the tests of drafting, publishing and approving them."""


def path(meeting, *rest):
    return "/".join([f"/manage/meetings/{meeting.pk}/minutes", *map(str, rest), ""])


def entry(minutes, title="Warm spaces this winter"):
    return minutes.entries.get(title=title)


def save(client, meeting, row, text, version):
    data = {"text": text, "text-format": "html", "version": version}
    return client.post(path(meeting, row.pk), data, headers={"accept": "application/json"})
