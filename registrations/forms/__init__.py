"""What the exporter types in the steps, and what the officer fills in for a move: each form once, strict."""

from .application import ActivitiesForm, ConsentForm, ContactForm, ExporterForm, GoodForm, UndertakingsForm

__all__ = ["ActivitiesForm", "ConsentForm", "ContactForm", "ExporterForm", "GoodForm", "UndertakingsForm"]
