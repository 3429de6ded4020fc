"""A wizard's steps: each form is written once, strict; what is typed is kept as typed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from .registry import Text

if TYPE_CHECKING:
    from portal.parties.models import ProductVersion

    from .models import Draft

PRODUCT, VERSION = "product", "product_version"  # controls of a row that may be taken from the company's products


def always(_answers: Mapping[str, Any]) -> bool:
    return True


Raw = Mapping[str, Any]  # control → text, or list of texts


@dataclass(frozen=True)
class Step:
    """One page of an application.

    `form` is the strict form of the step's own fields, `row` that of its table's rows (None: no table).
    `needed` tells whether the step applies to the answers so far. `initial` is what a step that nobody has
    saved yet starts with. `copied` is False for what must be said anew in each application (undertakings,
    consent): it stays behind when an earlier application starts a new one. `files` asks for files at this step.
    `template` replaces the generic page; it gets the same context. `from_product` makes a row of the company's
    product: control → text, as a person would have typed it; `row` is then a form of portal.cases.products.FromProduct.
    """

    slug: str
    title: Text
    form: type[forms.Form] | None = None
    row: type[forms.Form] | None = None
    min_rows: int = 0
    max_rows: int = 500
    clause: str = ""
    intro: Text = ""
    row_title: Text = ""
    initial: Callable[["Draft"], Mapping[str, Any]] | None = None
    needed: Callable[[Mapping[str, Any]], bool] = always
    template: str = ""
    files: bool = False
    file_hint: Text = ""
    copied: bool = True
    from_product: Callable[["ProductVersion"], Raw] | None = None

    def __post_init__(self) -> None:
        if self.from_product and not {PRODUCT, VERSION} <= set(self.row_controls()):
            raise ValueError(f"{self.slug}: its rows come from products and cannot say from which")

    def controls(self) -> dict[str, bool]:
        """The names that the step's own page sends, and whether each may be sent several times."""
        return controls(self.form) if self.form else {}

    def row_controls(self) -> dict[str, bool]:
        return controls(self.row) if self.row else {}


def controls(form: type[forms.Form]) -> dict[str, bool]:
    """Every control name of `form` → whether it holds several texts."""
    return {
        name: getattr(widget, "allow_multiple_selected", False)
        for field, widget in ((name, field.widget) for name, field in form.base_fields.items())
        for name in _names(field, widget)
    }


def _names(name: str, widget: forms.Widget) -> Iterator[str]:
    if isinstance(widget, forms.MultiWidget):
        yield from (name + suffix for suffix in widget.widgets_names)  # type: ignore[attr-defined]
    elif isinstance(widget, forms.SelectDateWidget):
        yield from (part % name for part in (widget.year_field, widget.month_field, widget.day_field))
    else:
        yield name


def blank(form: type[forms.Form], field: str, raw: Raw) -> bool:
    """Whether nothing at all has been entered in `field`."""
    return not any(_filled(raw.get(name)) for name in _names(field, form.base_fields[field].widget))


def _filled(typed: Any) -> bool:
    return any(str(text).strip() for text in typed) if isinstance(typed, list) else bool(str(typed or "").strip())
