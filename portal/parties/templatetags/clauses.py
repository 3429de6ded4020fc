"""The rule book in a page: a clause's title and where it stands, for whoever wants to know why."""

from functools import lru_cache

from django import template
from django.conf import settings

from portal.law.clauses import Clause, Clauses, load

register = template.Library()


@lru_cache(maxsize=1)
def _clauses() -> Clauses:
    return load(settings.BASE_DIR / "fixtures" / "law")


@register.simple_tag
def clause_of(clause_id: str) -> Clause | None:
    """The clause of that id; nothing for an id that the rule book has not."""
    try:
        return _clauses()[clause_id]
    except KeyError:
        return None
