"""How many notices wait to be read: the number beside the bell."""

from typing import Any

from django import template

from portal.cases.models import Notice

register = template.Library()


@register.simple_tag
def unread_notices(person: Any) -> int:
    """Unread notices of a signed-in person; nobody else has any."""
    if not getattr(person, "is_authenticated", False):
        return 0
    return Notice.objects.filter(person=person, read_at__isnull=True).count()
