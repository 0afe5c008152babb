"""Forms of appendices."""

from django import forms

from foundation.forms import Form
from foundation.uploads import UploadField


class AppendixForm(Form):
    """A file with its title and, for a picture, words for people who cannot see it."""

    file = UploadField(help_text="A PDF, a picture, or a Word, Excel or PowerPoint file, up to 50 MB")
    title = forms.CharField(max_length=200, help_text="As it should print after the letter")
    alternative = forms.CharField(
        label="Description of the picture", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What a picture shows, for people who cannot see it. Not needed for documents.",
    )  # fmt: skip


class ChangeAppendixForm(AppendixForm):
    """The same for an appendix that is there; another file is a choice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
        self.fields["file"].label = "Another file in its place"
