"""Companies with their products, the people who act for them, and the officers who serve them."""

from .change import CompanyChange
from .exporter import Exporter, ExporterKind, RegistrationNumber
from .invitation import Invitation
from .letter import Letter
from .officer import Agency, Duty, Officer, OfficerDuty
from .person import Person
from .power import Power, PowerKind, PowerScope
from .product import HsEdition, Material, MaterialSource, Product, ProductVersion, Unit, WrittenOnce
from .product_sheet import ProductSheet
from .role import Role, RoleKind

__all__ = [
    "Agency",
    "CompanyChange",
    "Duty",
    "Exporter",
    "ExporterKind",
    "HsEdition",
    "Invitation",
    "Letter",
    "Material",
    "MaterialSource",
    "Officer",
    "OfficerDuty",
    "Person",
    "Power",
    "PowerKind",
    "PowerScope",
    "Product",
    "ProductSheet",
    "ProductVersion",
    "RegistrationNumber",
    "Role",
    "RoleKind",
    "Unit",
    "WrittenOnce",
]
