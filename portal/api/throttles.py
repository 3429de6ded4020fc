"""How often one caller may ask: so many requests in a minute of the clock, counted in the cache of all processes."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from .authentication import caller_of

WINDOW = 60  # seconds


@dataclass(frozen=True)
class Counted:
    """How a caller stands in this minute."""

    limit: int
    asked: int
    left_seconds: int

    @property
    def allowed(self) -> bool:
        return self.asked <= self.limit


def count(name: str, limit: int) -> Counted:
    """Counts one request of `name`. A counter that vanishes from the cache begins again: better than to refuse."""
    now = int(time.time())
    key = f"api-rate:{name}:{now // WINDOW}"
    if cache.add(key, 1, WINDOW * 2):
        asked = 1
    else:
        try:
            asked = cache.incr(key)
        except ValueError:
            asked = 1
    return Counted(limit, asked, WINDOW - now % WINDOW)


class _Throttle(BaseThrottle):
    """`setting` names the limit in the settings; 0 there counts nothing."""

    setting = ""

    def __init__(self) -> None:
        self.counted: Counted | None = None

    def name_of(self, request: Request) -> str:
        raise NotImplementedError

    def allow_request(self, request: Request, view: APIView) -> bool:
        limit = getattr(settings, self.setting)
        if not limit:
            return True
        self.counted = count(f"{self.setting}:{self.name_of(request)}", limit)
        request._request.api_counted = self.counted  # type: ignore[attr-defined]
        return self.counted.allowed

    def wait(self) -> float | None:
        return float(self.counted.left_seconds) if self.counted else None


class PerCaller(_Throttle):
    """By client or token."""

    setting = "API_RATE"

    def name_of(self, request: Request) -> str:
        return caller_of(request).name


class PerAddress(_Throttle):
    """By the address that a request comes from: whoever asks without a token."""

    setting = "API_PUBLIC_RATE"

    def name_of(self, request: Request) -> str:
        return str(self.get_ident(request)).replace(" ", "")[:80]


class TokensPerAddress(PerAddress):
    """Requests for access tokens, each of which costs a hash of the secret."""

    setting = "API_TOKEN_RATE"


def tell(request: Request, response: Response) -> None:
    """RateLimit and RateLimit-Policy as drafted by the IETF's working group on HTTP APIs."""
    counted: Counted | None = getattr(request, "api_counted", None)
    if counted is not None:
        response["RateLimit-Policy"] = f'"minute";q={counted.limit};w={WINDOW}'
        response["RateLimit"] = f'"minute";r={max(0, counted.limit - counted.asked)};t={counted.left_seconds}'
