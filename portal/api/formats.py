"""How bodies come in and go out: one strict reader, one quick writer, and nobody is sent away for asking otherwise."""

from typing import Any

import orjson
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from .bodies import read_json
from .problems import TooLarge

MOST_BYTES = 2 * 1024 * 1024


class PlainJSONParser(BaseParser):
    """JSON by the same strict reader as the command line's, up to a size."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise TooLarge
        return read_json(body)


class QuickJSONRenderer(BaseRenderer):
    """JSON of plain values; lazy sentences are said in the active language."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=str)


class AlwaysJSON(BaseContentNegotiation):
    """There is one format, so nobody is sent away for asking for another: an error would need a format, too."""

    def select_parser(self, request: Request, parsers: Any) -> BaseParser | None:
        wanted = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == wanted), None)

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type
