"""Headers that every answer carries: pages, files, the API, static files, errors."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Of what a browser could hand to a page the portal needs passkeys alone.
_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
_OWN = ("publickey-credentials-create=(self)", "publickey-credentials-get=(self)")  # passkeys
ALWAYS = {
    "Permissions-Policy": ", ".join([*(f"{feature}=()" for feature in _FEATURES), *_OWN]),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HeadersMiddleware:
    """Adds what Django and django-csp do not; a view that says otherwise is heard."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for header, value in ALWAYS.items():
            response.headers.setdefault(header, value)
        return response
