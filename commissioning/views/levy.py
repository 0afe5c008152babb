"""A financial year of a fund, for everybody: what came, what was spent and on what, what is left. Source: R30."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commissioning import access as roles
from commissioning import levying, spending
from commissioning.forms.levy import LevyForm
from commissioning.models import Fund, LevyYear
from commissioning.views.fund import FUNDS
from commissioning.views.fund_admin import FUNDS as OFFICERS
from commissioning.views.fund_admin import page_of_fund
from foundation import access
from localities.views.form_page import form_page


@login_not_required
@require_safe
def fund_year(request: HttpRequest, fund_id: int, money_year: int) -> HttpResponse:
    """Show one financial year of a fund; of the levy with the share that is due by law."""
    fund = access.fetch(request, FUNDS, access.PUBLIC, pk=fund_id)
    years = spending.years_of(fund)
    if money_year not in years:
        raise Http404
    context = {
        "fund": fund, "report": levying.report(fund, money_year), "words": spending.year_words(money_year),
        "others": [(year, spending.year_words(year)) for year in years if year != money_year],
        "is_levy": fund.stream == Fund.Stream.CIL, "ends_on": spending.year_range(money_year)[1],
    }  # fmt: skip
    return render(request, "commissioning/fund/year.html", context)


def levy_year(request: HttpRequest, fund_id: int, money_year: int) -> HttpResponse:
    """Keep what was raised in the place of a fund in one year."""
    fund = access.fetch(request, OFFICERS, roles.FUND, pk=fund_id)
    if fund.stream != Fund.Stream.CIL or money_year not in spending.years_of(fund):
        raise Http404
    there = LevyYear.objects.filter(fund=fund, year=money_year).select_related("fund").first()
    new = LevyYear(fund=fund, year=money_year, partnership=fund.partnership)
    form = LevyForm.of(request, instance=there or new)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        kept = levying.keep_levy(form.instance, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"The levy of {spending.year_words(kept.year)} is kept, and its share counted.")
        return redirect(page_of_fund(fund_id))

    title = f"Levy raised in {spending.year_words(money_year)}"
    return form_page(request, form, act, back=page_of_fund(fund_id), caption=fund.title, title=title, submit="Keep it")
