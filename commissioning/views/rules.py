"""The rules of money, as officers see and change them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning.access import FUND, READ
from commissioning.models import CommissioningRules
from localities.access import anywhere
from localities.views import rules

RULES = rules.Book(CommissioningRules, "Rules of money", "money_rules", ("Money", "/manage/money/"), FUND)


@require_safe
@anywhere(READ)
def money_rules(request: HttpRequest) -> HttpResponse:
    """Show whose rules hold in which locality, and what they say."""
    return rules.shown(request, RULES)


@require_http_methods(["GET", "HEAD", "POST"])
def money_rules_change(request: HttpRequest, locality_id: int | None = None) -> HttpResponse:
    """Change the rules of the partnership, or give a locality its own."""
    return rules.changed(request, RULES, locality_id)


@require_POST
def money_rules_removal(request: HttpRequest, locality_id: int) -> HttpResponse:
    """Let a locality follow the partnership's rules again."""
    return rules.removed(request, RULES, locality_id)
