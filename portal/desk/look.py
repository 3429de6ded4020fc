"""How the officers' site looks: the portal's colours and font on django-unfold, and its menu."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from .people import administers


def styles(_request: HttpRequest) -> list[str]:
    return [static("portal.css"), static("desk/desk.css")]


def scripts(_request: HttpRequest) -> list[str]:
    return [static("desk/desk.js")]


def look() -> dict[str, Any]:
    """What takes the place of unfold's defaults, by the names of its settings."""
    return {
        "SITE_TITLE": _("Origin Portal"),
        "SITE_HEADER": _("Origin Portal"),
        "SITE_SUBHEADER": _("Officers' site"),
        "SITE_SYMBOL": "verified",
        "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": static("mark.svg")}],
        "SHOW_HISTORY": True,
        "SHOW_VIEW_ON_SITE": False,
        "THEME": "light",
        "SIDEBAR": {
            "show_search": False,
            "command_search": False,
            "show_all_applications": False,
            "navigation": [
                {
                    "title": _("Work"),
                    "items": [
                        {"title": _("Overview"), "icon": "dashboard", "link": reverse_lazy("admin:index")},
                        {
                            "title": _("Queue of cases"),
                            "icon": "inbox",
                            "link": reverse_lazy("admin:cases_case_changelist"),
                        },
                    ],
                },
                {
                    "title": _("Lists"),
                    "separator": True,
                    "items": [
                        _kept(_("Working-day calendar"), "calendar_month", "calendar"),
                        _kept(_("Number patterns"), "tag", "patterns"),
                        _kept(_("Service times"), "timer", "service-times"),
                        _list(_("Companies"), "apartment", "parties_exporter"),
                        _list(_("People"), "group", "parties_person"),
                        _list(_("Officers"), "badge", "parties_officer"),
                        _list(_("Letters not sent"), "mail_off", "parties_letter"),
                    ],
                },
            ],
        },
    }


def _kept(title: Any, icon: str, kind: str) -> dict[str, Any]:
    """A list that every officer may look at."""
    return {"title": title, "icon": icon, "link": reverse_lazy("admin:lists_show", args=[kind])}


def _list(title: Any, icon: str, model: str) -> dict[str, Any]:
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{model}_changelist"),
        "permission": administers,
    }
