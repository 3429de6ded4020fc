"""The officers' site: its door, its look, its first page."""

from collections.abc import Callable
from typing import Any

from csp.constants import UNSAFE_EVAL
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from unfold.sites import UnfoldAdminSite

from . import look
from .dashboard import overview
from .people import actor_of


class OfficerSite(UnfoldAdminSite):
    """Officers come in by the portal's own sign-in; for everybody else there is nothing here."""

    enable_nav_sidebar = True
    index_template = "desk/overview.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """An officer's row is the key, not Django's is_staff."""
        return actor_of(request).is_officer

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Unfold's Alpine evaluates the expressions in its templates; nothing else of the policy is loosened."""
        return csp_update({"script-src": [UNSAFE_EVAL]})(super().admin_view(view, cacheable))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The lists that the agencies keep have pages of their own, beside Django's."""
        from .lists import urls  # its pages ask for this site

        return [*urls.urlpatterns(self.admin_view), *super().get_urls()]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404  # the site does not tell an exporter that it is here
        wanted = request.GET.get("next") or resolve_url(f"{self.name}:index")
        if request.user.is_authenticated:
            return redirect(f"{self.name}:index")
        return redirect_to_login(wanted, resolve_url(settings.LOGIN_URL))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "POST":
            logout(request)
        return redirect(settings.LOGIN_URL)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_change_password")

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Unfold's own search is not offered: it would keep one officer's findings in the shared cache."""
        raise Http404

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        context = {
            **self.each_context(request),
            "title": _("Overview"),
            "overview": overview(actor_of(request)),
            **(extra_context or {}),
        }
        request.current_app = self.name
        return TemplateResponse(request, self.index_template or "", context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Put together when a page shows it: most show the sidebar alone, and every page is handed the list."""
        made = super().get_app_list
        return SimpleLazyObject(lambda: made(request, app_label))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        return context | {
            "colors": {},  # they are in desk.css: a style in the page would need a hole in the policy
            "styles": look.styles(request),
            "scripts": look.scripts(request),
            "actor": actor_of(request),
            "officer_name": actor_of(request).person.name_in(get_language() or "th")  # type: ignore[union-attr]
            if self.has_permission(request)
            else "",
        }

    def _get_config(self, key: str, *args: Any) -> Any:
        """Unfold's settings, kept with the site that they dress."""
        ours = look.look()
        if key in ours:
            return self._get_value(ours[key], *args)
        return super()._get_config(key, *args)

    def _get_account_links(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [{"title": _("Change password"), "link": resolve_url("account_change_password")}]


site = OfficerSite(name="admin")
