"""What the forms of places, organisations and people have in common."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models

from foundation.form_fields import DateField
from foundation.forms import FilterForm, Form, ModelForm
from foundation.meanwhile import SawForm


class RecordForm(SawForm, ModelForm):
    """A form of one record, which keeps the rules of its partnership and says a breach at its field.

    A new record is given its partnership by the view, or a rule such as “one name in a partnership” would be left
    unchecked until the database refuses.
    """

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"partnership"}

    def _update_errors(self, errors):
        for problem in errors.error_dict.pop(NON_FIELD_ERRORS, []):
            self.add_error(self._field_of(problem), problem)
        if errors.error_dict:
            super()._update_errors(errors)

    def _field_of(self, problem) -> str | None:
        """Return the field at which a breach is said, where this form asks for it."""
        return next(
            (field for words, field in self._rules() if words in problem.messages and field in self.fields), None
        )

    def _rules(self):
        """Give the words of each rule of the model, and the field at which its breach is said."""
        for rule in self._meta.model._meta.constraints:
            is_unique = isinstance(rule, models.UniqueConstraint) and rule.fields
            yield rule.get_violation_error_message(), rule.fields[-1] if is_unique else "ends_on"


class EndForm(Form):
    """The last day of something."""

    ends_on = DateField(label="Last day", help_text="For example, 31 3 2027. The record stays.")


class SearchForm(FilterForm):
    """Words to look for in a list."""

    label_size = ""
