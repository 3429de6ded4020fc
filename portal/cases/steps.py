"""A wizard's steps: each form is written once, strict; what is typed is kept as typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from .registry import Text


@dataclass(frozen=True)
class Step:
    """One page of an application.

    `form` is the strict form of the step's own fields, `row` that of its table's rows (None: no table).
    `needed` tells whether the step applies to the answers so far. Every answer is kept raw in DraftStep.data
    as {"values": {…}, "rows": […]}.
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
    initial: Callable[[Any], Mapping[str, Any]] | None = None  # draft → what a new step starts with
    needed: Callable[[Mapping[str, Any]], bool] = lambda answers: True
