"""What every endpoint behind a token shares."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api import throttles
from portal.api.authentication import BearerAuthentication, HasScope, actor_of
from portal.api.formats import AlwaysJSON, PlainJSONParser, QuickJSONRenderer
from portal.parties.actors import Actor


class Room(APIView):
    """A resource. `scopes` names for each method the scope that its token needs."""

    scopes: ClassVar[Mapping[str, str]] = {}
    authentication_classes = (BearerAuthentication,)
    permission_classes = (HasScope,)
    parser_classes: tuple[type[BaseParser], ...] = (PlainJSONParser,)
    renderer_classes = (QuickJSONRenderer,)
    content_negotiation_class = AlwaysJSON
    throttle_classes = (throttles.PerCaller,)
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    @property
    def actor(self) -> Actor:
        return actor_of(self.request)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        throttles.tell(request, answer)
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        return answer
