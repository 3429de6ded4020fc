"""What the API keeps: clients of companies, tokens of people, answers to keys; events, and where they are sent."""

from .client import ApiClient
from .keptanswer import KeptAnswer
from .token import PersonalToken
from .webhooks import Attempt, Delivery, Endpoint, FeedEvent

__all__ = ["ApiClient", "Attempt", "Delivery", "Endpoint", "FeedEvent", "KeptAnswer", "PersonalToken"]
