"""REX applications as filed, and the registrations that follow from them."""

from .application import Activity, ContactPerson, Good, RexApplication
from .registration import Registration

__all__ = ["Activity", "ContactPerson", "Good", "Registration", "RexApplication"]
