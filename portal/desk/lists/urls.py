"""The addresses of the lists, below those of the officers' site."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from . import pages, transfer


def urlpatterns(wrap: Callable[..., Any]) -> list[URLPattern]:
    """Each view behind the site's door (`wrap`)."""
    show, add, end, history = map(wrap, (pages.show, pages.add, pages.end, pages.history))
    save, template = wrap(transfer.save), wrap(transfer.template)
    return [
        path("lists/<slug:kind>/", show, name="lists_show"),
        path("lists/<slug:kind>/add/", add, name="lists_add"),
        path("lists/<slug:kind>/history/", history, name="lists_history"),
        path("lists/<slug:kind>/import/", wrap(transfer.bring), name="lists_bring"),
        path("lists/<slug:kind>/import/all/", wrap(transfer.take_over), name="lists_take_over"),
        path("lists/<slug:kind>/list.csv", save, {"ending": "csv"}, name="lists_csv"),
        path("lists/<slug:kind>/list.xlsx", save, {"ending": "xlsx"}, name="lists_xlsx"),
        path("lists/<slug:kind>/template.csv", template, {"ending": "csv"}, name="lists_template_csv"),
        path("lists/<slug:kind>/template.xlsx", template, {"ending": "xlsx"}, name="lists_template_xlsx"),
        path("lists/<slug:kind>/<int:row>/end/", end, name="lists_end"),
    ]
