"""What a token may be used for. Scopes narrow what its person may do; they never widen it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from oauth2_provider.scopes import BaseScopes

from portal.cases.registry import Text

SCOPES: dict[str, Text] = {
    "cases:read": _("Read applications, messages and questions"),
    "cases:write": _("Fill in and submit applications, answer and write"),
    "documents:read": _("Download documents and files"),
    "companies:read": _("Read the companies' data"),
    "products:read": _("Read the product catalogue"),
    "products:write": _("Change the product catalogue"),
    "events:read": _("Read the feed of events"),
}


def known(wanted: Iterable[str]) -> list[str]:
    """Those of `wanted` that there are, in the order of the table."""
    chosen = set(wanted)
    return [scope for scope in SCOPES if scope in chosen]


class ScopesOfClients(BaseScopes):
    """A client is given what its company chose for it, unless it asks for less."""

    def get_all_scopes(self) -> dict[str, str]:
        return {scope: str(title) for scope, title in SCOPES.items()}

    def get_available_scopes(self, application: Any = None, request: Any = None, *args: Any, **more: Any) -> list[str]:
        return known(application.scopes) if application is not None else []

    def get_default_scopes(self, application: Any = None, request: Any = None, *args: Any, **more: Any) -> list[str]:
        return self.get_available_scopes(application, request)
