"""The project's own code, read and not run: what it calls with which words, for the indexes that are made of it."""

from .calls import Call, calls
from .modules import Sources, read
from .words import UNKNOWN

__all__ = ["UNKNOWN", "Call", "Sources", "calls", "read"]
