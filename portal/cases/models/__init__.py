"""Cases: what is under officers' eyes, how it got there, and what is still being typed."""

from .attachment import Attachment
from .calendar import CalendarOverride
from .case import Case, CaseQuerySet, Waiting
from .deadline import Deadline
from .draft import Draft, DraftStep, ParkedInput
from .event import Anchor, Event
from .kept import ForGoodError, KeptChange, KeptValue
from .message import Message, Question
from .notice import Notice
from .securitycode import SecurityCode
from .series import Series
from .submission import Submission
from .wishes import CalendarFeed, Mailing, Wishes
from .withdrawal import Withdrawal

__all__ = [
    "Anchor",
    "Attachment",
    "CalendarFeed",
    "CalendarOverride",
    "Case",
    "CaseQuerySet",
    "Deadline",
    "Draft",
    "DraftStep",
    "Event",
    "ForGoodError",
    "KeptChange",
    "KeptValue",
    "Mailing",
    "Message",
    "Notice",
    "ParkedInput",
    "Question",
    "SecurityCode",
    "Series",
    "Submission",
    "Waiting",
    "Wishes",
    "Withdrawal",
]
