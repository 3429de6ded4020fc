"""What pages say about a case without asking the database: its words come from the procedure that it follows."""

from typing import Any

from django import template
from django.http import QueryDict
from django.utils.translation import get_language

from portal.cases import registry, turns, words
from portal.cases.models import Case, Draft, Notice, Waiting

register = template.Library()


@register.filter
def procedure_title(of: Case | Draft) -> str:
    return str(registry.procedure(of.procedure).title)


@register.filter
def company(case: Case) -> str:
    """The company's name as the list keeps it, in the language of the page."""
    return case.exporter_name_in("en" if _english() else "th")


@register.filter
def state_label(case: Case) -> str:
    return str(turns.state_of(case).label)


@register.filter
def tone(case: Case) -> str:
    """The colour of the state's tag: whose turn it is, and grey when it is nobody's."""
    return {Waiting.EXPORTER: "orange", Waiting.OFFICERS: "blue"}.get(Waiting(case.waiting_for), "grey")


@register.filter
def what_to_do(case: Case) -> str:
    """What whoever acts next does now."""
    return words.what_to_do(case)


@register.filter
def subject(notice: Notice) -> str:
    return notice.subject_en if _english() else notice.subject_th


@register.filter
def told(notice: Notice) -> str:
    return notice.text_en if _english() else notice.text_th


@register.simple_tag(takes_context=True)
def page_address(context: dict[str, Any], **place: Any) -> str:
    """The address of this list at another place, with its filters kept; nothing where there is no such place."""
    if not any(place.values()):
        return ""
    query: QueryDict = context["request"].GET.copy()
    for name in ("older_than", "newer_than", "after"):
        query.pop(name, None)
    for name, value in place.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"


def _english() -> bool:
    return (get_language() or "th").startswith("en")
