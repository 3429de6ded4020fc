"""Companies, the people who act for them, and the officers who serve them."""

from .exporter import Exporter, ExporterKind, RegistrationNumber
from .letter import Letter
from .officer import Agency, Duty, Officer, OfficerDuty
from .person import Person
from .role import Role, RoleKind

__all__ = [
    "Agency",
    "Duty",
    "Exporter",
    "ExporterKind",
    "Letter",
    "Officer",
    "OfficerDuty",
    "Person",
    "RegistrationNumber",
    "Role",
    "RoleKind",
]
