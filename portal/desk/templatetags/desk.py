"""Words of the queue: states as tags, due dates as people say them."""

from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.cases import registry
from portal.cases.models import Case, Waiting

register = template.Library()

TONES = {Waiting.OFFICERS: "blue", Waiting.EXPORTER: "yellow", Waiting.NOBODY: "grey"}


@register.filter
def company(case: Case) -> str:
    """The company's name in the language of the page."""
    return case.exporter_name_in(get_language() or "th")


@register.filter
def procedure_title(case: Case) -> Any:
    return registry.procedure(case.procedure).title


@register.filter
def state_label(case: Case) -> Any:
    return registry.procedure(case.procedure).state(case.state).label


@register.filter
def waiting_tone(case: Case) -> str:
    """The colour of a state's tag, by who has to act."""
    return TONES[Waiting(case.waiting_for)]


@register.filter
def page_of(case: Case) -> str:
    return reverse("admin:cases_case_change", args=[case.reference])


@register.simple_tag
def due_words(due_on: date | None, today: date) -> str:
    """How far away a day is, in calendar days: what an officer reads before the date itself."""
    if due_on is None:
        return ""
    days = (due_on - today).days
    if days < 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
