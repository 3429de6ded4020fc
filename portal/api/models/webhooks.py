import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.parties.models import Exporter


class FeedEvent(models.Model):
    """Something that happened, as a company's programs read it: `body` is the very text that is signed and sent.

    `procedure` is that of its case, by which agents are let in; empty for a test, which is nobody's but the company's.
    Written in the transaction of what happened. `position` is its place in the feed, given once that transaction
    stands (see portal.api.webhooks.feed): a reader who has read up to a position never misses a later one.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    exporter = models.ForeignKey(Exporter, on_delete=models.CASCADE, related_name="+")
    procedure = models.CharField(max_length=30, blank=True)
    type = models.CharField(max_length=40)
    at = models.DateTimeField()
    body = models.TextField()
    position = models.PositiveBigIntegerField(unique=True, null=True)

    class Meta:
        verbose_name = _("event of the feed")
        verbose_name_plural = _("events of the feed")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["exporter", "position"], name="feed_of_exporter"),
            models.Index(fields=["id"], name="feed_unnumbered", condition=Q(position__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.name}"

    @property
    def name(self) -> str:
        """What programs know the event by: the same in the feed and in each delivery."""
        return f"evt_{self.key.hex}"


class Endpoint(models.Model):
    """An address of a company's program. Secrets are encrypted; the old one also signs until `old_secret_until`."""

    class Off(models.TextChoices):
        NOT = "", ""
        OWNER = "owner", _("Switched off by an owner of the company.")
        GONE = "gone", _("Switched off: the address answered that it is gone for good (410).")
        FAILING = "failing", _("Switched off: nothing could be delivered for five days.")
        SECRET = "secret", _("Switched off: the portal can no longer read its secret. Make a new one.")

    exporter = models.ForeignKey(Exporter, on_delete=models.CASCADE, related_name="webhooks")
    url = models.CharField(_("Address"), max_length=500)
    types = models.JSONField(_("Events"), default=list)
    secret = models.TextField()
    old_secret = models.TextField(blank=True)
    old_secret_until = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    off = models.CharField(max_length=10, choices=Off, blank=True)  # empty: it is on
    off_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True)  # after a failure, for all that waits for it

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.url

    @property
    def is_on(self) -> bool:
        return not self.off


class Delivery(models.Model):
    """One event on its way to one endpoint, until it has arrived or is given up. Sent again, it is the same row."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        GIVEN_UP = "given_up", _("Given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(FeedEvent, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)  # since it was last asked for
    next_try_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)  # the worker's token: only its holder may finish
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["endpoint", "event"], name="one_delivery_of_an_event")]
        indexes = [
            models.Index(fields=["next_try_at"], name="delivery_due", condition=Q(state="waiting")),
            models.Index(fields=["endpoint", "state", "-event"], name="delivery_log"),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.endpoint}"


class Attempt(models.Model):
    """One try: what the other side answered, or why there was no answer. Written once."""

    class Fault(models.TextChoices):
        NONE = "", ""
        ADDRESS = "address", _("The address leads to a place that the portal does not call.")
        NAME = "name", _("The name of the address could not be found.")
        CONNECTION = "connection", _("No connection could be made, or it broke off.")
        CERTIFICATE = "certificate", _("The certificate of the address is not valid.")
        TIMEOUT = "timeout", _("There was no answer within ten seconds.")
        ANSWER = "answer", _("What came back was no proper answer of a web server.")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    fault = models.CharField(max_length=12, choices=Fault, blank=True)
    answer = models.TextField(blank=True)  # its first 1,024 bytes

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.status or self.fault}"

    @property
    def arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300
