"""Django's own change list of the cases, as it comes: what the queue would be if nobody had written one."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import SimpleTemplateResponse

from portal.cases.models import Case

NAME = "stock"
# The officers' site dresses Django's templates in its own; these are Django's.
ENGINE = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "NAME": NAME,
    "DIRS": [f"{admin.__path__[0]}/templates"],
    "OPTIONS": settings.TEMPLATES[0]["OPTIONS"],
}


class StockSite(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active)


class StockCases(admin.ModelAdmin):  # type: ignore[type-arg]
    """The columns, the filters and the rows of the queue; a page is as long."""

    list_display = (
        "reference", "exporter_name_th", "procedure", "state", "waiting_for", "due_on", "handler", "received_on",
    )  # fmt: skip
    list_filter = ("waiting_for", "procedure", "state", "received_on")
    list_select_related = ("handler",)
    list_per_page = 50
    ordering = ("due_order", "id")
    search_fields = ("search",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        return super().get_queryset(request).filter(agency=request.user.officer.agency)  # type: ignore[union-attr]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        answer = super().changelist_view(request, extra_context)
        if isinstance(answer, SimpleTemplateResponse):
            answer.using = NAME
        return answer


site = StockSite(name=NAME)
site.register(Case, StockCases)
WAITING = "/stock/cases/case/?waiting_for__exact=officers"


def far(count: int) -> str:
    """The page after nine tenths of so many cases."""
    return f"{WAITING}&p={count * 9 // 10 // StockCases.list_per_page + 1}"
