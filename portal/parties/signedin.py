"""Signing in: written into the log, whoever tried and whatever came of it; and it lasts a day, however busy."""

import logging
import time
from collections.abc import Callable
from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa import signals as mfa
from django.conf import settings
from django.contrib.auth import logout, signals
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.http.response import HttpResponseBase

log = logging.getLogger("portal.security")
SEEN = "seen"


class LongestSignInMiddleware:
    """Ends a sign-in whose password was given too long ago. What is typed is parked as after any other end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # The cookie is asked first: public pages do not load the session.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            given = [float(one["at"]) for one in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, ())]
            if given and max(given) < time.time() - settings.SESSION_LONGEST:
                log.info("sign-in ended after its longest time", extra={"person": request.user.pk})
                logout(request)
            _seen(request.session)
        return self.get_response(request)


def _seen(session: SessionBase) -> None:
    """Silence ends a session, not work: being used keeps it alive. It is written once in a hundredth of its life (five
    minutes of eight hours), not for every page."""
    now = time.time()
    if not session.is_empty() and session.get(SEEN, 0) < now - settings.SESSION_COOKIE_AGE / 100:
        session[SEEN] = now


def follow() -> None:
    """Each sign-in and each change of what opens an account has its line: the person's number, never the address."""
    said = {
        signals.user_logged_in: "signed in",
        signals.user_logged_out: "signed out",
        account.password_changed: "password changed",
        account.password_set: "password set",
        account.password_reset: "password reset",
        account.email_changed: "address changed",
        account.authentication_step_completed: "step of a sign-in completed",
        mfa.authenticator_added: "second factor added",
        mfa.authenticator_removed: "second factor removed",
        mfa.authenticator_reset: "second factor renewed",
        mfa.authentication_failed: "second factor refused",
    }
    for signal, event in said.items():
        signal.connect(_noted(event), weak=False, dispatch_uid="security log")
    signals.user_login_failed.connect(_failed, dispatch_uid="security log")


def _noted(event: str) -> Callable[..., None]:
    def note(sender: Any = None, user: Any = None, **more: Any) -> None:
        extra = {"event_kind": event, "person": getattr(user, "pk", None)}
        log.info("%s", event, extra=extra | ({"method": str(more["method"])} if "method" in more else {}))

    return note


def _failed(sender: Any = None, **_more: Any) -> None:
    """Whose address was tried is not said: people type passwords there, too."""
    log.warning("sign-in refused", extra={"event_kind": "sign-in refused"})
