"""Every address of the portal, by package."""

from django.contrib import admin
from django.urls import include, path

from portal.parties.views.account import choose_language
from portal.parties.views.home import home

handler400 = "portal.parties.views.errors.bad_request"

urlpatterns = [
    path("", home, name="home"),
    path("language/", choose_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("", include("portal.parties.urls")),
    path("api/v1/", include("portal.api.urls")),
    path("officers/", admin.site.urls),
    path("", include("portal.cases.urls")),
    path("", include("portal.papers.urls")),
]
