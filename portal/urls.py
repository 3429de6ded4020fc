"""Every address of the portal, by package."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("officers/", admin.site.urls),
    path("", include("portal.cases.urls")),
]
