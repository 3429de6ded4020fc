"""Idempotency-Key: what was done once is answered again, not done again.

The key is claimed first, in a transaction of its own, so that the same request sent twice at once is told to wait.
The answer is then kept in the transaction of the work: either both stand or neither does. A process that dies in
between leaves a claim that somebody else may take over after a while; whoever lost it cannot finish any more.
What was refused is not kept: nothing was done, so the key is free again.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

import orjson
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from .authentication import caller_of
from .models import KeptAnswer
from .refusals import Problem

ABANDONED = timedelta(seconds=60)  # no request of ours takes as long: the server ends them before
KEPT = timedelta(hours=48)
REPLAYED = "Idempotent-Replayed"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_REMEMBERED = ("Location", "ETag")

Handler = Callable[..., Response]


@dataclass(frozen=True)
class Claim:
    """The right to do the work of a kept answer's key."""

    pk: int
    token: uuid.UUID


def once(handler: Handler) -> Handler:
    """A view's method that is done once for a key, however often it is sent."""

    @wraps(handler)
    def wrapped(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        found = claim(caller_of(request).name, _key_of(request), _asked(request), timezone.now())
        if isinstance(found, KeptAnswer):
            return _again(found)
        try:
            with transaction.atomic():
                _hold(found)
                response = handler(view, request, *args, **kwargs)
                _keep(found, response)
        except BaseException:
            _release(found)
            raise
        return response

    return wrapped


def claim(caller: str, key: str, asked: str, now: datetime) -> Claim | KeptAnswer:
    """The right to do the work, or the answer that was given. Problem where the key stands for something else."""
    token = uuid.uuid4()
    try:
        with transaction.atomic():
            made = KeptAnswer.objects.create(caller=caller, key=key, asked=asked, claim=token, claimed_at=now)
        return Claim(made.pk, token)
    except IntegrityError:
        found = KeptAnswer.objects.filter(caller=caller, key=key).first()
    if found is None:  # released in this very moment
        raise _in_flight()
    if found.asked != asked:
        raise Problem("idempotency-key-reused")
    if found.status is not None:
        return found
    left = KeptAnswer.objects.filter(pk=found.pk, status=None, claim=found.claim, claimed_at__lt=now - ABANDONED)
    if not left.update(claim=token, claimed_at=now):
        raise _in_flight()
    return Claim(found.pk, token)


def sweep(now: datetime) -> int:
    """Deletes answers that were kept long enough."""
    return KeptAnswer.objects.filter(claimed_at__lt=now - KEPT).delete()[0]


def _hold(found: Claim) -> None:
    """Holds the row until the work is done: whoever takes an abandoned claim over waits for us, or we for them."""
    if not KeptAnswer.objects.select_for_update().filter(pk=found.pk, claim=found.token).exists():
        raise _in_flight()


def _keep(found: Claim, response: Response) -> None:
    headers = {name: response[name] for name in _REMEMBERED if name in response}
    body = "" if response.data is None else orjson.dumps(response.data, default=str).decode()
    KeptAnswer.objects.filter(pk=found.pk, claim=found.token).update(
        status=response.status_code, headers=headers, body=body
    )


def _release(found: Claim) -> None:
    KeptAnswer.objects.filter(pk=found.pk, claim=found.token, status=None).delete()


def _again(kept: KeptAnswer) -> Response:
    headers = {**kept.headers, REPLAYED: "true"}
    return Response(orjson.loads(kept.body) if kept.body else None, status=kept.status, headers=headers)


def _in_flight() -> Problem:
    return Problem("in-flight", headers={"Retry-After": "1"})


def _key_of(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "").strip()
    if not _KEY.fullmatch(key):
        raise Problem("idempotency-key-missing")
    return key


def _asked(request: Request) -> str:
    """SHA-256 of what is asked for: two texts of one form differ in their boundary, so a form is read first."""
    whole = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    data = request.data
    if isinstance(data, QueryDict):
        _add_form(whole, data)
    else:
        whole.update(json.dumps(data, sort_keys=True).encode())  # whose numbers have no end
    return whole.hexdigest()


def _add_form(whole: Any, form: QueryDict) -> None:
    for name, values in sorted(form.lists()):
        for value in values:
            content = value.read() if hasattr(value, "read") else str(value).encode(errors="replace")
            if hasattr(value, "seek"):
                value.seek(0)
            whole.update(orjson.dumps([name, getattr(value, "name", ""), hashlib.sha256(content).hexdigest()]))
