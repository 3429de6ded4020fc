"""Who gets to which draft and step: what is not the reader's own company's is not there."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from portal.cases import answers, drafts, products
from portal.cases.models import Draft, DraftStep
from portal.cases.registry import Procedure
from portal.cases.steps import Step
from portal.parties.actors import Actor

CLOSING = 2  # the security code with filing, and printing; checking is no step of its own: REX-7, REX-8


@dataclass
class Opened:
    """A draft that somebody of its company has opened."""

    actor: Actor
    procedure: Procedure
    draft: Draft

    @property
    def editable(self) -> bool:
        return self.draft.is_open and drafts.may_edit(self.actor, self.draft)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"wizard:{name}", args=[self.procedure.slug, self.draft.pk, *args])

    @property
    def list_url(self) -> str:
        return self.url("draft")

    @property
    def check_url(self) -> str:
        return self.url("check")

    @property
    def submit_url(self) -> str:
        return self.url("submit")

    @property
    def sound_url(self) -> str:
        return self.url("sound")

    @property
    def discard_url(self) -> str:
        return self.url("discard")


@dataclass
class OpenedStep(Opened):
    """One step of an opened draft, with what is kept of it."""

    step: Step
    kept: DraftStep | None
    steps: list[Step]

    @property
    def number(self) -> int:
        return self.steps.index(self.step) + 1

    @property
    def here(self) -> str:
        return self.url("step", self.step.slug)

    @property
    def total(self) -> int:
        """The steps, then filing and printing, as the task list counts them."""
        return len(self.steps) + CLOSING

    @property
    def rows_url(self) -> str:
        return self.url("rows", self.step.slug)

    @property
    def products_url(self) -> str:
        return self.url("products", self.step.slug)

    @property
    def takes_products(self) -> bool:
        """Whether rows can be taken from the company's products, and the reader finds these."""
        return self.step.from_product is not None and products.may_take(self.actor, self.draft.exporter_id)

    @property
    def files_url(self) -> str:
        return self.url("files", self.step.slug)

    def next_url(self) -> str:
        following = self.steps[self.number :]
        return self.url("step", following[0].slug) if following else self.url("check")

    @property
    def data(self) -> dict[str, Any]:
        return self.kept.data if self.kept else {}


def signed_out(request: HttpRequest) -> HttpResponse | None:
    """The way to the sign-in page for somebody who has not signed in; None for everybody else."""
    return None if request.user.is_authenticated else redirect_to_login(request.get_full_path())


def draft_of(request: HttpRequest, procedure: Procedure, draft_id: UUID) -> Opened:
    """404 for what is not the reader's company's: nothing tells whether it exists."""
    actor = Actor.of(request.user)
    found = Draft.objects.visible_to(actor).select_related("exporter", "case")
    return Opened(actor, procedure, get_object_or_404(found, pk=draft_id, procedure=procedure.slug))


def step_of(request: HttpRequest, procedure: Procedure, draft_id: UUID, slug: str) -> OpenedStep:
    """404 for a step that the procedure does not have or that does not apply; 403 for who may only read."""
    opened = draft_of(request, procedure, draft_id)
    if not drafts.may_edit(opened.actor, opened.draft):
        raise PermissionDenied
    steps = answers.steps_of(opened.draft)
    step = next((one for one in steps if one.slug == slug), None)
    if step is None:
        raise Http404
    kept = answers.stored(opened.draft).get(slug)
    return OpenedStep(opened.actor, procedure, opened.draft, step, kept, steps)
