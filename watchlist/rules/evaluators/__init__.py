"""The evaluators of watch-list goods; importing them registers them."""

from . import application, gate

__all__ = ["application", "gate"]
