"""Who may use the API (clients of companies, tokens of people), and what was answered to a key."""

from .client import ApiClient
from .keptanswer import KeptAnswer
from .token import PersonalToken

__all__ = ["ApiClient", "KeptAnswer", "PersonalToken"]
