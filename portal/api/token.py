"""The token endpoint (RFC 6749, section 4.4): a client's id and secret for an access token of an hour."""

from typing import Any

import orjson
from django.utils.translation import gettext_noop
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from oauth2_provider.views.mixins import OAuthLibMixin
from rest_framework.parsers import FormParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from . import throttles
from .formats import AlwaysJSON, QuickJSONRenderer

_TAKES = {
    "type": "object",
    "properties": {
        "grant_type": {"const": "client_credentials"},
        "client_id": {"type": "string"},
        "client_secret": {"type": "string"},
        "scope": {"type": "string", "description": "Fewer scopes than the client has, with blanks between"},
    },
    "required": ["grant_type"],
}
_GIVES = {
    "type": "object",
    "properties": {
        "access_token": {"type": "string"},
        "token_type": {"const": "Bearer"},
        "expires_in": {"type": "integer"},
        "scope": {"type": "string"},
    },
    "required": ["access_token", "token_type", "expires_in", "scope"],
}
_REFUSES = {
    "type": "object",
    "properties": {"error": {"type": "string"}, "error_description": {"type": "string"}},
    "required": ["error"],
}
_EXAMPLE = {"access_token": "w1p…", "token_type": "Bearer", "expires_in": 3600, "scope": "cases:read cases:write"}


class TokenView(OAuthLibMixin, APIView):
    """Errors are those of RFC 6749, which every OAuth2 library knows, not problem details."""

    authentication_classes = ()
    permission_classes = ()
    parser_classes = (FormParser,)
    renderer_classes = (QuickJSONRenderer,)
    content_negotiation_class = AlwaysJSON
    throttle_classes = (throttles.TokensPerAddress,)
    http_method_names = ["post"]

    @extend_schema(
        operation_id="get-token",
        tags=["token"],
        summary=gettext_noop("An access token for a client"),
        description="The client's id and secret go as HTTP Basic (better) or as fields of the form.",
        auth=[],
        request={"application/x-www-form-urlencoded": _TAKES},
        responses={
            200: OpenApiResponse(_GIVES, "Good for an hour", [OpenApiExample("token", _EXAMPLE)]),
            400: OpenApiResponse(_REFUSES, "As RFC 6749 says", [OpenApiExample("scope", {"error": "invalid_scope"})]),
            401: OpenApiResponse(_REFUSES, "Not this client", [OpenApiExample("client", {"error": "invalid_client"})]),
        },
    )
    def post(self, request: Request) -> Response:
        _address, headers, body, status = self.create_token_response(request._request)
        response = Response(orjson.loads(body), status=status)
        for name, value in headers.items():
            if name.lower() != "content-type":
                response[name] = value
        response["Cache-Control"] = "no-store"
        return response

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        throttles.tell(request, answer)
        return answer
