"""The OpenAPI schema of version 1, in the language that Accept-Language asks for."""

from typing import Any

from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response


class SchemaView(SpectacularAPIView):
    """Takes no `lang` and no `version` from the address: the one would load a catalogue for every word that
    somebody thinks up and keep it, the other goes into a header as it is."""

    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._get_schema_response(request)

    def _get_version_parameter(self, request: Request) -> None:
        return None
