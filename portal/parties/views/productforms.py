"""The form of a product with its rows of materials: what was typed, the page that shows it, the content it makes."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from ..catalogue.content import Content
from ..forms.product import ROWS, MaterialRows, NewProductForm, ProductForm, materials
from ..models import Product


@dataclass
class Typed:
    """A form of a product, blank or as it was sent. `seen` is the version that it was typed against."""

    form: ProductForm
    rows: MaterialRows
    seen: int
    is_sent: bool
    adds_row: bool

    @classmethod
    def new(cls, request: HttpRequest) -> "Typed":
        return cls._of(request, NewProductForm, {}, [], 0)

    @classmethod
    def of(cls, request: HttpRequest, product: Product, content: Content) -> "Typed":
        """The form that changes `product`; it begins with its current `content`."""
        return cls._of(request, ProductForm, dict(content.product), list(content.materials), product.version)

    @classmethod
    def _of(
        cls, request: HttpRequest, form: type[ProductForm], said: dict[str, Any], rows: list[Any], version: int
    ) -> "Typed":
        adds_row = "add" in request.POST
        if request.method != "POST":
            return cls(form(initial=said), materials(initial=rows), version, is_sent=False, adds_row=False)
        sent = _with_another_row(request.POST) if adds_row else request.POST
        seen = sent.get("seen", "")
        number = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
        return cls(form(sent), materials(sent), number, is_sent=True, adds_row=adds_row)

    def is_to_be_saved(self) -> bool:
        """Whether somebody pressed save, and all of it stands."""
        return self.is_sent and not self.adds_row and self.form.is_valid() & self.rows.is_valid()

    @property
    def code(self) -> str:
        return str(self.form.cleaned_data["code"])

    @property
    def content(self) -> Content:
        """What is said; after is_to_be_saved()."""
        return Content.of(self.form.cleaned_data, self.rows.said)

    def page(self, request: HttpRequest, context: dict[str, Any], *, status: int = 422) -> HttpResponse:
        """The page with what was typed; a request for another row is no time to speak of errors."""
        if self.adds_row:
            for part in (self.form, *self.rows.forms):
                part.errors.clear()
            self.rows.non_form_errors().clear()
        typed = {"form": self.form, "rows": self.rows, "seen": self.seen}
        refused = self.is_sent and not self.adds_row
        return render(request, "parties/catalogue/edit.html", typed | context, status=status if refused else 200)


def _with_another_row(sent: QueryDict) -> QueryDict:
    typed = sent.copy()
    rows = typed.get(f"{ROWS}-TOTAL_FORMS", "0")
    typed[f"{ROWS}-TOTAL_FORMS"] = str(int(rows) + 1) if rows.isdecimal() and len(rows) < 5 else "1"
    return typed
