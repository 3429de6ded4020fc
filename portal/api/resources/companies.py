"""The companies that the caller belongs to, or is an agent of."""

from typing import ClassVar

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from portal.parties import selectors

from . import described, tell
from .room import Room

READ: dict[str, str] = {"GET": "companies:read"}


@described.companies
class CompaniesRoom(Room):
    scopes: ClassVar = READ

    def get(self, request: Request) -> Response:
        """Every company that the caller acts for."""
        found = selectors.acted_for(self.actor)
        return Response({"data": [tell.company(one, self.actor) for one in found]})


@described.company
class CompanyRoom(Room):
    scopes: ClassVar = READ

    def get(self, request: Request, pk: int) -> Response:
        found = get_object_or_404(selectors.acted_for(self.actor), pk=pk)
        return Response(tell.company(found, self.actor))
