"""What the sign-in page offers beside the password."""

from django import template
from django.conf import settings
from django.urls import reverse

from .. import openid

register = template.Library()


@register.simple_tag
def way_for_officers() -> dict[str, str] | None:
    """The department's own sign-in, where it is configured."""
    if not openid.is_configured():
        return None
    return {"name": settings.OIDC_NAME, "url": reverse("openid_connect_login", args=["department"])}
