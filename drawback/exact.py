"""Decimals of any length, exact on every database."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class ExactDecimalField(models.DecimalField):  # type: ignore[type-arg]
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
