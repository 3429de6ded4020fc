"""Companies with their products, the people who act for them, and the officers who serve them."""

from .exporter import Exporter, ExporterKind, RegistrationNumber
from .letter import Letter
from .officer import Agency, Duty, Officer, OfficerDuty
from .person import Person
from .product import HsEdition, Material, MaterialSource, Product, ProductVersion, Unit, WrittenOnce
from .product_sheet import ProductSheet
from .role import Role, RoleKind

__all__ = [
    "Agency",
    "Duty",
    "Exporter",
    "ExporterKind",
    "HsEdition",
    "Letter",
    "Material",
    "MaterialSource",
    "Officer",
    "OfficerDuty",
    "Person",
    "Product",
    "ProductSheet",
    "ProductVersion",
    "RegistrationNumber",
    "Role",
    "RoleKind",
    "Unit",
    "WrittenOnce",
]
