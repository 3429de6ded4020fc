"""Every address of the portal, by package."""

from django.urls import include, path

from portal.desk.site import site as officers
from portal.parties.views.account import choose_language
from portal.parties.views.home import home

handler400 = "portal.parties.views.errors.bad_request"

urlpatterns = [
    path("", home, name="home"),
    path("language/", choose_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("", include("portal.parties.urls")),
    path("api/v1/", include("portal.api.urls")),
    path("officers/", officers.urls),
    path("", include("portal.cases.urls")),
    path("", include("portal.papers.urls")),
    path("", include("registrations.urls")),
    path("", include("portal.cases.wizard.urls")),
]
