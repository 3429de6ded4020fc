"""What tests of the catalogue by API speak of: its addresses, and bodies as an ERP sends them."""

from collections.abc import Callable
from typing import Any

from portal.api.resources.productexamples import CLAY, CONTENT, GLAZE, NEW
from portal.parties.models import Exporter

from .conftest import Program

Programs = Callable[..., Program]


def place(exporter: Exporter, more: str = "") -> str:
    return f"companies/{exporter.pk}/products/{more}"


def added(erp: Program, exporter: Exporter, **said: Any) -> tuple[str, str]:
    """The address and the ETag of a new product."""
    answer = erp.post(place(exporter), {**NEW, **said})
    assert answer.status_code == 201, answer.json()
    return answer["Location"].partition("/api/v1/")[2], answer["ETag"]


def with_material(**said: Any) -> dict[str, Any]:
    """The cup with a glaze of which something else is said."""
    return {**CONTENT, "materials": [CLAY, {**GLAZE, **said}]}
