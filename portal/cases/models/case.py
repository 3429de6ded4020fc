from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from portal.parties.actors import Actor
from portal.parties.models import Agency, Exporter


class Waiting(models.TextChoices):
    """Who has to act next."""

    EXPORTER = "exporter", _("The exporter")
    OFFICERS = "officers", _("The officers")
    NOBODY = "nobody", _("Nobody: the case is closed")


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        """The one permission door for reads: an agency's officers see its cases, a company's people and
        agents their own."""
        if actor.is_clock:
            return self
        if actor.is_officer:
            return self.filter(agency=actor.agency)
        return self.filter(actor.reach())

    def visible_parts(self, actor: Actor) -> "list[CaseQuerySet]":
        """What is `visible_to` the actor, company by company: a database that is asked for the newest of several
        companies at once walks past everybody else's cases to find them."""
        if actor.is_clock or actor.is_officer:
            return [self.visible_to(actor)]
        return [self.filter(part) for part in actor.reach_by_company()]


class Case(models.Model):
    """An application under officers' eyes. Lists and queues of every procedure read this table alone.

    `state` is written by `portal.cases.moves` only; `waiting_for`, `due_on` and `search` follow from it.
    """

    reference = models.CharField(_("Reference"), max_length=40, unique=True)
    procedure = models.CharField(_("Procedure"), max_length=30)
    exporter = models.ForeignKey(Exporter, on_delete=models.PROTECT, related_name="cases")
    agency = models.CharField(_("Agency"), max_length=10, choices=Agency)
    state = models.CharField(_("State"), max_length=30)
    waiting_for = models.CharField(_("Waiting for"), max_length=10, choices=Waiting)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="handled_cases",
        verbose_name=_("Handled by"),
    )
    submitted_at = models.DateTimeField(_("Submitted on"))
    received_on = models.DateField(_("Received on"), null=True, blank=True)
    complete_on = models.DateField(_("Complete on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("Closed"), null=True, blank=True)
    due_on = models.DateField(_("Due"), null=True, blank=True)
    # What the queue is sorted by: SQLite and PostgreSQL put nulls at opposite ends, and a key cannot pass over them.
    due_order = models.GeneratedField(
        expression=Coalesce("due_on", Value(date.max)), output_field=models.DateField(), db_persist=True
    )
    # What lists show of the company, and what the search box reads: lists join nothing.
    exporter_name_th = models.CharField(_("Company (Thai)"), max_length=200)
    exporter_name_en = models.CharField(_("Company (English)"), max_length=200)
    search = models.TextField(editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["agency", "-id"], name="case_agency"),
            models.Index(fields=["agency", "submitted_at"], name="case_agency_filed"),
            models.Index(fields=["agency", "procedure", "state", "-id"], name="case_agency_state"),
            # An officer's own shelf does not grow with what they have closed over the years.
            models.Index(
                fields=["agency", "handler", "due_order", "id"],
                condition=models.Q(closed_at__isnull=True),
                name="case_open_by_handler",
            ),
            models.Index(fields=["agency", "waiting_for", "due_order", "id"], name="case_agency_urgency"),
            models.Index(fields=["exporter", "-id"], name="case_exporter"),
            models.Index(fields=["exporter", "state", "-id"], name="case_exporter_state"),
            models.Index(fields=["exporter", "waiting_for", "due_on"], name="case_exporter_due"),
        ]

    def __str__(self) -> str:
        return self.reference

    def exporter_name_in(self, language: str) -> str:
        return self.exporter_name_th if language == "th" else self.exporter_name_en
