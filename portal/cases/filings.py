"""What was filed, held by a hash of its own, and that hash by the chain of events: neither is changed unseen."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from .models import Event, Submission

FILING = ("submit", "resubmit")
AT_ONCE = 1_000


def seal(
    reference: str, number: int, at: datetime, by: int | None, said: Mapping[str, Any], files: list[dict[str, Any]]
) -> str:
    """SHA-256 over everything that was filed, when and by whom: what the receipt shows."""
    whole = {
        "reference": reference,
        "number": number,
        "at": at.astimezone(UTC).isoformat(),
        "by": by,
        "answers": said,
        "files": files,
    }
    return hashlib.sha256(orjson.dumps(whole, option=orjson.OPT_SORT_KEYS)).hexdigest()


def faults() -> Iterator[str]:
    """Every filing that is not what its event says was filed, one sentence a fault; nothing where all holds."""
    last = 0
    while some := list(Submission.objects.filter(pk__gt=last).select_related("case").order_by("pk")[:AT_ONCE]):
        chained = _chained(some)
        for filed in some:
            sealed = seal(filed.case.reference, filed.number, filed.at, filed.by_id, filed.answers, filed.files)
            if sealed != filed.sha256 or chained.get((filed.case_id, filed.number)) != sealed:
                yield f"{filed.case.reference}: filing {filed.number} was changed after it was filed"
        last = some[-1].pk


def _chained(some: list[Submission]) -> dict[tuple[int, int], str]:
    """(case, number) → the hash that the event of this filing keeps."""
    events = Event.objects.filter(case__in={filed.case_id for filed in some}, verb__in=FILING)
    given = events.values_list("case_id", "given")
    return {(case_id, said["submission"]): said["sha256"] for case_id, said in given if "submission" in said}
