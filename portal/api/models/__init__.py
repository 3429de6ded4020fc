"""What the API keeps: the events that programs read, and where they are sent."""

from .webhooks import Attempt, Delivery, Endpoint, FeedEvent

__all__ = ["Attempt", "Delivery", "Endpoint", "FeedEvent"]
