"""The evaluators of duty drawback; importing them registers them."""

from . import allocation, guarantee, unused

__all__ = ["allocation", "guarantee", "unused"]
