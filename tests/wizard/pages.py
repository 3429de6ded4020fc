"""What tests of the wizard's pages share: addresses, what is kept, how a page reads."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from portal.cases.models import Draft
from portal.parties.models import Person

SignedIn = Callable[[Person], Client]
QUIETLY = {"HX-Request": "true"}


def url(draft: Draft, name: str, *args: Any) -> str:
    return reverse(f"wizard:{name}", args=["trial", draft.pk, *args])


def step(draft: Draft, slug: str = "holder") -> str:
    return url(draft, "step", slug)


def kept(draft: Draft, slug: str = "holder") -> dict[str, Any]:
    return draft.steps.get(step=slug).data


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def page(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())
