"""The ledger of importers as rows: lots, formulas, export lines, and what an allocation made of them.

Quantities have 4 decimals, formulas 6 and losses 4, so that a requirement has 16; money is satang.
"""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from .rules.ledger import Mode, TransferKind

MODES = [
    (Mode.CASH.value, _("cash")),
    (Mode.GUARANTEE.value, _("bank guarantee")),
    (Mode.RGS.value, _("revolving guarantee")),
]
POSITIVE = [MinValueValidator(0)]


class ExactDecimalField(models.DecimalField):
    """A DecimalField that is text on SQLite, whose own decimals are floats: these would lose what lies beyond 15 digits
    of a cut in a fine grain (C-3). Elsewhere it is the database's numeric."""

    def get_internal_type(self) -> str:
        return "ExactDecimalField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        if connection.vendor == "sqlite":
            return "text"
        return f"numeric({self.max_digits}, {self.decimal_places})"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        number = self.to_python(value)
        if connection.vendor != "sqlite" or number is None:
            return number
        return f"{number:.{self.decimal_places}f}"

    def from_db_value(self, value: Any, _expression: object, _connection: BaseDatabaseWrapper) -> Decimal | None:
        return None if value is None else Decimal(value)


class ImportLot(models.Model):
    """A line of an import declaration: material with the duty paid or secured on it (C-3, DB-5)."""

    importer = models.CharField(_("Importer"), max_length=40)
    material = models.CharField(_("Material"), max_length=100)
    mode = models.CharField(_("Mode of payment"), max_length=10, choices=MODES)
    imported_on = models.DateField(_("Imported on"))
    declaration = models.CharField(_("Declaration"), max_length=40)
    line = models.PositiveIntegerField(_("Line"))
    quantity = models.DecimalField(_("Quantity"), max_digits=18, decimal_places=4, validators=POSITIVE)
    duty_satang = models.BigIntegerField(_("Duty in satang"))
    extended_to = models.DateField(_("Extended to"), null=True, blank=True)

    class Meta:
        verbose_name = _("import lot")
        verbose_name_plural = _("import lots")
        constraints = [
            models.UniqueConstraint(fields=["importer", "declaration", "line"], name="drawback_lot_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="drawback_lot_has_quantity"),
            models.CheckConstraint(condition=models.Q(duty_satang__gte=0), name="drawback_lot_duty_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.declaration}/{self.line} {self.material}"


class ProductionFormula(models.Model):
    """A version of an approved formula, with the days on which it may be used (F-3)."""

    number = models.CharField(_("Formula number"), max_length=40)
    product = models.CharField(_("Product"), max_length=100)
    valid_from = models.DateField(_("Used from"))
    valid_until = models.DateField(_("Used until"))
    whole_pieces = models.BooleanField(_("Counts whole pieces"), default=False)

    class Meta:
        verbose_name = _("formula")
        verbose_name_plural = _("formulas")
        constraints = [
            models.UniqueConstraint(fields=["number", "product", "valid_from"], name="drawback_formula_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")),
                name="drawback_formula_ends_late",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.product}"


class FormulaMaterial(models.Model):
    """A line of a formula: what one unit of product takes, and its loss (F-1, DB-3)."""

    formula = models.ForeignKey(ProductionFormula, models.PROTECT, related_name="lines", verbose_name=_("Formula"))
    place = models.PositiveIntegerField(_("Place"))
    material = models.CharField(_("Material"), max_length=100)
    net = models.DecimalField(_("Net quantity"), max_digits=18, decimal_places=6, validators=POSITIVE)
    loss_percent = models.DecimalField(_("Loss in per cent"), max_digits=8, decimal_places=4, validators=POSITIVE)

    class Meta:
        verbose_name = _("formula line")
        verbose_name_plural = _("formula lines")
        ordering = ["formula", "place"]
        constraints = [
            models.UniqueConstraint(fields=["formula", "place"], name="drawback_formula_line_once"),
            models.CheckConstraint(
                condition=models.Q(net__gte=0, loss_percent__gte=0), name="drawback_formula_line_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.formula}: {self.material}"


class ExportLine(models.Model):
    """A line of an export declaration for which duty is claimed (E-1, E-2, DB-6)."""

    exporter = models.CharField(_("Exporter"), max_length=40)
    exported_on = models.DateField(_("Exported on"))
    declaration = models.CharField(_("Declaration"), max_length=40)
    line = models.PositiveIntegerField(_("Line"))
    product = models.CharField(_("Product"), max_length=100)
    formula = models.CharField(_("Formula number"), max_length=40)
    quantity = models.DecimalField(_("Quantity"), max_digits=18, decimal_places=4, validators=POSITIVE)
    mode = models.CharField(_("Mode of payment"), max_length=10, choices=MODES, blank=True)
    claimed_on = models.DateField(_("Claimed on"), null=True, blank=True)
    transfer_kind = models.CharField(
        _("Transfer"),
        max_length=5,
        blank=True,
        choices=[(TransferKind.WHOLE.value, _("whole")), (TransferKind.PART.value, _("in part"))],
    )
    transfer_to = models.CharField(_("Transferred to"), max_length=40, blank=True)
    transfer_formula = models.CharField(_("Transferee's formula"), max_length=40, blank=True)
    transfer_materials = models.JSONField(_("Transferred materials"), default=list, blank=True)

    class Meta:
        verbose_name = _("export line")
        verbose_name_plural = _("export lines")
        constraints = [
            models.UniqueConstraint(fields=["exporter", "declaration", "line"], name="drawback_export_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="drawback_export_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.declaration}/{self.line} {self.product}"


class Allocation(models.Model):
    """A run over the whole ledger; its cuts and balances are there all together or not at all."""

    made_at = models.DateTimeField(_("Made at"))
    cuts_made = models.PositiveBigIntegerField(_("Cuts"), default=0)
    refused_exports = models.PositiveBigIntegerField(_("Export lines refused"), default=0)

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class Cut(models.Model):
    """What an export line took of a lot by a line of its formula, and the duty that comes back (C-3, C-4)."""

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="cuts", db_index=False)
    export_line = models.ForeignKey(ExportLine, models.PROTECT, db_index=False, db_constraint=False)
    formula_line = models.ForeignKey(FormulaMaterial, models.PROTECT, db_index=False, db_constraint=False)
    lot = models.ForeignKey(ImportLot, models.PROTECT, db_index=False, db_constraint=False)
    quantity = ExactDecimalField(_("Quantity"), max_digits=38, decimal_places=16)
    refund_satang = models.BigIntegerField(_("Refund in satang"))

    class Meta:
        verbose_name = _("cut")
        verbose_name_plural = _("cuts")
        indexes = [
            models.Index(fields=["allocation", "export_line"], name="drawback_cut_by_export"),
            models.Index(fields=["allocation", "lot"], name="drawback_cut_by_lot"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, refund_satang__gte=0), name="drawback_cut_not_negative"
            )
        ]

    def __str__(self) -> str:
        return f"{self.export_line_id} ← {self.lot_id}"


class Balance(models.Model):
    """What an allocation left of a lot."""

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="balances", db_index=False)
    lot = models.ForeignKey(ImportLot, models.PROTECT, db_index=False, db_constraint=False)
    quantity = ExactDecimalField(_("Quantity"), max_digits=38, decimal_places=16)
    duty_satang = models.BigIntegerField(_("Duty in satang"))
    usable_until = models.DateField(_("Usable until"))

    class Meta:
        verbose_name = _("balance")
        verbose_name_plural = _("balances")
        constraints = [
            models.UniqueConstraint(fields=["allocation", "lot"], name="drawback_balance_once"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=0, duty_satang__gte=0), name="drawback_balance_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id}: {self.quantity}"
