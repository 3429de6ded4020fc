"""Words of the queue: states as tags, due dates as people say them."""

from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.cases import registry
from portal.cases.models import Case, Deadline, Waiting
from portal.cases.questions import ANSWER
from portal.cases.registry import Panel
from portal.desk.places import place_label
from portal.law.thai import thai_date

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


@register.filter
def short_day(day: date | None) -> str:
    """A date with a short month, for columns: 22 พ.ย. 2569, 22 Nov 2026."""
    if day is None:
        return ""
    return thai_date(day, style="short") if get_language() == "th" else f"{day.day} {day:%b %Y}"


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


@register.simple_tag
def act_label(slug: str) -> Any:
    """What the button of an act says."""
    return {
        "take": _("Take the case"),
        "give-back": _("Give it back"),
        "assign": _("Give it to this officer"),
        "ask": _("Send the question"),
        "cancel-question": _("Take the question back"),
        "message": _("Send the message"),
        "accept-withdrawal": _("Agree to the withdrawal"),
        "decline-withdrawal": _("Decline the withdrawal"),
    }[slug]


@register.simple_tag
def place(procedure: str, step: str, field: str) -> str:
    return place_label(procedure, step, field)


@register.simple_tag
def changed(line: Any, changed_fields: set[tuple[str, str]]) -> bool:
    """Whether the answer is another than in the submission before."""
    return (line.step, line.field) in changed_fields


@register.simple_tag
def deadline_label(case: Case, deadline: Deadline) -> Any:
    """What a deadline is for, as the state that opened it says."""
    terms = [state.term for state in registry.procedure(case.procedure).states if state.term] + [ANSWER]
    return next((term.label for term in terms if term.kind == deadline.kind), deadline.kind)


@register.filter
def pauses(deadline: Deadline) -> list[tuple[date, date | None]]:
    """The spans in which the deadline stood still; the last has no end while it lasts."""
    return [(date.fromisoformat(start), date.fromisoformat(end) if end else None) for start, end in deadline.paused]


@register.simple_tag(takes_context=True)
def include_panel(context: template.Context, panel: Panel, given: dict[str, Any]) -> SafeString:
    """A panel of another package, rendered with what it was given, the case and the request."""
    inside = {**given, "case": context["case"], "actor": context["actor"], "for_officers": True}
    return render_to_string(panel.template, inside, request=context["request"])
