"""The evaluators of Form D; importing them registers them."""

from . import origin

__all__ = ["origin"]
