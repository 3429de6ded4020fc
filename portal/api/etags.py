"""Which version somebody is looking at, and whether it is still the one that they change."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson
from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response

from portal.cases.models import Case
from portal.parties.models import Product

from .refusals import Problem


def of_case(case: Case) -> str:
    """The case's version, and the language that its words are in."""
    return f'"{case.version}-{get_language()}"'


def of_product(product: Product) -> str:
    """The number of its version, and whether it is archived: nothing else of a product ever changes."""
    return f'"{product.version}-archived"' if product.archived_at else f'"{product.version}"'


def of_content(content: Mapping[str, Any]) -> str:
    """The content itself, hashed."""
    return f'"{hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]}"'


def answer(request: Request, content: Mapping[str, Any], tag: str) -> Response:
    """The content with its tag; 304 for whoever has it already."""
    known = [said.strip().removeprefix("W/") for said in request.headers.get("If-None-Match", "").split(",")]
    if tag in known:
        return Response(status=304, headers={"ETag": tag})
    return Response(content, headers={"ETag": tag})


def see_that_it_stands(request: Request, tag: str, *, needed: bool = False) -> None:
    """412 where If-Match names another version; 428 where it is needed and missing."""
    said = request.headers.get("If-Match", "").strip()
    if not said and needed:
        raise Problem("precondition-required")
    if said and said != "*" and tag not in [each.strip() for each in said.split(",")]:
        raise Problem("changed-meanwhile")
