"""Every address of the portal, by package."""

from django.urls import include, path

from portal.desk.site import site as officers
from portal.parties.views.account import choose_language
from portal.parties.views.devices import signed_in
from portal.parties.views.home import home
from portal.parties.views.passkeys import RemovePasskeyView

handler400 = "portal.api.problems.bad_request"
handler403 = "portal.api.problems.forbidden"
handler404 = "portal.api.problems.not_found"
handler500 = "portal.api.problems.failed"

urlpatterns = [
    path("", home, name="home"),
    path("language/", choose_language, name="set_language"),
    path("accounts/sessions/", signed_in, name="usersessions_list"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
    path("accounts/", include("allauth.urls")),
    path("", include("portal.parties.urls")),
    path("", include("portal.api.views.urls")),
    path("api/v1/", include("portal.api.urls")),
    path("", include("portal.api.webhooks.urls")),
    path("officers/", officers.urls),
    path("", include("portal.cases.urls")),
    path("", include("portal.papers.urls")),
    path("", include("portal.tools.urls")),
    path("", include("portal.running.urls")),
    path("", include("registrations.urls")),
    path("", include("portal.cases.wizard.urls")),
]
