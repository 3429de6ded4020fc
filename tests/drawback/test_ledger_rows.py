"""Whatever writes to the ledger, the database itself refuses what cannot be: nothing negative, nothing twice (C-3)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from drawback.models import Allocation, Balance, Cut, ExportLine, FormulaMaterial, ImportLot, ProductionFormula

from .test_allocation import NOW

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 15)
LOT = {"importer": "I1", "material": "M1", "mode": "cash", "imported_on": DAY, "declaration": "A001", "line": 1}
EXPORT = {"exporter": "I1", "exported_on": DAY, "declaration": "E001", "line": 1, "product": "P1", "formula": "F1"}
FORMULA = {"number": "F1", "product": "P1", "valid_from": DAY, "valid_until": DAY}


def row(model: type[models.Model], **said: Any) -> models.Model:
    """A row that is good but for what was said."""
    if model in (Cut, Balance):
        said |= {"allocation": Allocation.objects.create(made_at=NOW), "lot": row(ImportLot)}
    if model is FormulaMaterial:
        said["formula"] = row(ProductionFormula)
    if model is Cut:
        said |= {"export_line": row(ExportLine), "formula_line": row(FormulaMaterial)}
    good: dict[type[models.Model], dict[str, Any]] = {
        ImportLot: LOT | {"quantity": 1, "duty_satang": 0},
        ExportLine: EXPORT | {"quantity": 0},
        ProductionFormula: FORMULA,
        FormulaMaterial: {"place": 0, "material": "M1", "net": 0, "loss_percent": 0},
        Cut: {"quantity": 1, "refund_satang": 0},
        Balance: {"quantity": 0, "duty_satang": 0, "usable_until": DAY},
    }
    return model._default_manager.create(**{**good[model], **said})


@pytest.mark.parametrize(
    ("model", "field", "least", "below"),
    [
        (ImportLot, "quantity", "0.0001", "0"),
        (ImportLot, "duty_satang", 0, -1),
        (ExportLine, "quantity", "0", "-0.0001"),
        (ProductionFormula, "valid_until", DAY, date(2024, 1, 14)),
        (FormulaMaterial, "net", "0", "-0.000001"),
        (FormulaMaterial, "loss_percent", "0", "-0.0001"),
        (Cut, "quantity", Decimal("0.0000000000000001"), Decimal(0)),
        (Cut, "refund_satang", 0, -1),
        (Balance, "quantity", Decimal(0), Decimal("-0.0000000000000001")),
        (Balance, "duty_satang", 0, -1),
    ],
)
def test_the_least_is_kept_and_what_is_below_refused(
    model: type[models.Model], field: str, least: Any, below: Any
) -> None:
    row(model, **{field: least}).delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        row(model, **{field: below})


@pytest.mark.parametrize("model", [ImportLot, ExportLine, ProductionFormula])
def test_a_line_of_a_declaration_is_there_once(model: type[models.Model]) -> None:
    row(model)

    with pytest.raises(IntegrityError), transaction.atomic():
        row(model)
