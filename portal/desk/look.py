"""How the officers' site looks: the portal's colours and font on django-unfold, and its menu."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .people import administers


def styles(_request: HttpRequest) -> list[str]:
    return [static("portal.css"), static("desk/desk.css")]


def scripts(_request: HttpRequest) -> list[str]:
    return [static("desk/desk.js")]


@cache
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
            "navigation": menu,
        },
    }


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """What lies beside every page. In plain words: unfold copies it all, and a lazy word costs a class then."""
    return [
        {
            "title": gettext("Work"),
            "items": [
                {"title": gettext("Overview"), "icon": "dashboard", "link": reverse("admin:index")},
                {"title": gettext("Queue of cases"), "icon": "inbox", "link": reverse("admin:cases_case_changelist")},
            ],
        },
        {
            "title": gettext("Lists"),
            "separator": True,
            "items": [
                _kept(gettext("Working-day calendar"), "calendar_month", "calendar"),
                _kept(gettext("Number patterns"), "tag", "patterns"),
                _kept(gettext("Service times"), "timer", "service-times"),
                *(_administered() if administers(request) else ()),
            ],
        },
    ]


def _kept(title: str, icon: str, kind: str) -> dict[str, Any]:
    """A list that every officer may look at."""
    return {"title": title, "icon": icon, "link": reverse("admin:lists_show", args=[kind])}


def _administered() -> list[dict[str, Any]]:
    return [
        _list(gettext("Companies"), "apartment", "parties_exporter"),
        _list(gettext("People"), "group", "parties_person"),
        _list(gettext("Officers"), "badge", "parties_officer"),
        _list(gettext("Letters not sent"), "mail_off", "parties_letter"),
    ]


def _list(title: str, icon: str, model: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse(f"admin:{model}_changelist")}
