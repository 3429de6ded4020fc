"""The evaluators of Form D; importing them registers them."""

from . import form_d_import, form_d_issue, origin

__all__ = ["form_d_import", "form_d_issue", "origin"]
