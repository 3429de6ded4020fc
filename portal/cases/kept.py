"""The lists that officers keep: days moved by resolution, and values that hold from one day on. Every write is here.

Nothing is edited and nothing deleted: a row ends, or another takes its place. Whoever changes the past says so. Each
change is written down with who, when, why, before and after; its number is taken first, so that changes come one after
the other and no two of them see the same gap.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.parties.actors import Actor, Duty

from . import keepable, numbers
from .models import CalendarOverride, KeptChange, KeptValue
from .refusals import not_yours

CALENDAR, VALUES = "calendar", "values"
Verb = KeptChange.Verb
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class By:
    """Who changes a list, when and why; `corrects` says that the past is meant to change."""

    actor: Actor
    at: datetime
    why: str
    corrects: bool = False

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)


def may_keep(actor: Actor, key: str = "") -> bool:
    """Whether the lists are the actor's to keep: an administrator's, and a value of one agency that agency's."""
    agency = keepable.agency_of(key) if key else ""
    return actor.is_officer and actor.serves(agency or actor.agency, Duty.ADMINISTRATOR)


def add_day(by: By, *, day: date, working: bool, reason_th: str, reason_en: str, source: str) -> CalendarOverride:
    """Makes the day working or free from now on (T-4); what was said of it before is withdrawn.

    Raises ValidationError by field, MoveRefused for whoever does not keep the lists.
    """
    with transaction.atomic():
        number = _begin(by)
        _not_the_past(by, "day", day)
        old = CalendarOverride.objects.standing().filter(day=day).first()
        said = {"working": working, "reason_th": reason_th, "reason_en": reason_en, "source": source}
        if old and all(getattr(old, name) == value for name, value in said.items()):
            raise ValidationError({"day": _("The list says just this of the day already.")})
        before = _day_as_kept(old) if old else None
        if old:
            _withdraw(old, by)
        row = CalendarOverride.objects.create(day=day, **said)
        verb = Verb.REPLACED if old else Verb.ADDED
        _write(by, number, CALENDAR, day.isoformat(), verb, before, _day_as_kept(row))
    return row


def withdraw_day(by: By, row: CalendarOverride) -> None:
    """The day is again what the ordinary calendar says. ValidationError where it is withdrawn already."""
    with transaction.atomic():
        number = _begin(by)
        _still_stands(row)
        _not_the_past(by, "day", row.day)
        _withdraw(row, by)
        _write(by, number, CALENDAR, row.day.isoformat(), Verb.WITHDRAWN, _day_as_kept(row), None)


def add_value(by: By, *, key: str, value: str, valid_from: date, source: str) -> KeptValue:
    """Sets the value from a day on, until the day before the next row of the key begins (T-6).

    The row that holds on that day ends the day before; one that begins on the same day is withdrawn.
    Raises ValidationError by field, MoveRefused for whoever does not keep the value.
    """
    with transaction.atomic():
        number = _begin(by, key)
        keepable.check(key, value)
        _not_the_past(by, "valid_from", valid_from)
        standing = KeptValue.objects.standing().filter(key=key)
        same = standing.filter(valid_from=valid_from).first()
        if same and (same.value, same.source) == (value, source):
            raise ValidationError({"valid_from": _("The list says just this from that day on already.")})
        before = _value_as_kept(same) if same else None
        if same:
            _withdraw(same, by)
        later = standing.filter(valid_from__gt=valid_from).order_by("valid_from").first()
        _end_what_holds_on(by, key, valid_from)
        row = KeptValue.objects.create(
            key=key,
            value=value,
            valid_from=valid_from,
            valid_to=later.valid_from - _DAY if later else None,
            source=source,
            made_at=by.at,
        )
        verb = Verb.REPLACED if same else Verb.ADDED
        _write(by, number, VALUES, key, verb, before, _value_as_kept(row))
    return row


def end_value(by: By, row: KeptValue, last_day: date) -> None:
    """The row holds until that day, counted; then what the law says in fixtures/law holds again."""
    with transaction.atomic():
        number = _begin(by, row.key)
        _still_stands(row)
        if row.valid_to and row.valid_to <= last_day:
            raise ValidationError({"last_day": _("The row ends no later than that already.")})
        if last_day < row.valid_from:
            raise ValidationError({"last_day": _("The row has not begun by then. Withdraw it instead.")})
        _not_the_past(by, "last_day", last_day)
        _end(by, number, row, last_day)


def withdraw_value(by: By, row: KeptValue) -> None:
    """Takes a row back as if it had never been; the row that it had ended holds on in its place."""
    with transaction.atomic():
        number = _begin(by, row.key)
        _still_stands(row)
        _not_the_past(by, "valid_from", row.valid_from)
        _withdraw(row, by)
        _write(by, number, VALUES, row.key, Verb.WITHDRAWN, _value_as_kept(row), None)
        ended = KeptValue.objects.standing().filter(key=row.key, valid_to=row.valid_from - _DAY).first()
        if ended:
            before = _value_as_kept(ended)
            KeptValue.objects.filter(pk=ended.pk).update(valid_to=row.valid_to)
            ended.valid_to = row.valid_to
            _write(by, _next_number(), VALUES, row.key, Verb.RESUMED, before, _value_as_kept(ended))


def note(by: By, table: str, what: str, verb: str) -> None:
    """Writes into the history what was done elsewhere (a second factor reset). Call within a transaction."""
    _write(by, _next_number(), table, what, verb, None, None)


def _begin(by: By, key: str = "") -> int:
    """The number of the change. Whoever takes it holds the lists until the transaction ends."""
    if not may_keep(by.actor, key):
        raise not_yours()
    if not by.why.strip():
        raise ValidationError({"why": _("Say why the list is changed.")})
    return _next_number()


def _next_number() -> int:
    return numbers.take("changes-of-lists")


def _still_stands(row: CalendarOverride | KeptValue) -> None:
    row.refresh_from_db()
    if row.withdrawn_at is not None:
        raise ValidationError(_("This row has been withdrawn already."))


def _not_the_past(by: By, field: str, day: date) -> None:
    if day < by.today and not by.corrects:
        raise ValidationError({field: _("That day is past. Say that you correct the past, and why.")})


def _end_what_holds_on(by: By, key: str, day: date) -> None:
    holding = KeptValue.objects.standing().filter(key=key, valid_from__lt=day).order_by("-valid_from").first()
    if holding and (holding.valid_to is None or holding.valid_to >= day):
        _end(by, _next_number(), holding, day - _DAY)


def _end(by: By, number: int, row: KeptValue, last_day: date) -> None:
    before = _value_as_kept(row)
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    _write(by, number, VALUES, row.key, Verb.ENDED, before, _value_as_kept(row))


def _withdraw(row: CalendarOverride | KeptValue, by: By) -> None:
    row.withdrawn_at = by.at
    row.save()


def _day_as_kept(row: CalendarOverride) -> dict[str, str]:
    said = {name: getattr(row, name) for name in ("reason_th", "reason_en", "source")}
    return {"day": row.day.isoformat(), "working": "true" if row.working else "false", **said}


def _value_as_kept(row: KeptValue) -> dict[str, str]:
    until = row.valid_to.isoformat() if row.valid_to else ""
    return {"value": row.value, "valid_from": row.valid_from.isoformat(), "valid_to": until, "source": row.source}


def _write(
    by: By,
    number: int,
    table: str,
    what: str,
    verb: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    KeptChange.objects.create(
        number=number,
        table=table,
        what=what,
        verb=verb,
        by=by.actor.someone,
        agency=by.actor.agency,
        at=by.at,
        why=by.why.strip(),
        before=before,
        after=after,
    )
