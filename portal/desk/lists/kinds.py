"""The lists, one entry each: its words, its rows as people read them, its forms and its files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases import keepable, kept
from portal.cases.models import CalendarOverride, KeptValue
from portal.cases.reference import current_values
from portal.cases.registry import Text
from portal.desk.templatetags.desk import short_day

from . import forms
from .resources import DayResource, ListResource, ValueResource

HOLDS, COMING, PAST = "holds", "coming", "past"


@dataclass(frozen=True)
class Row:
    """A row of a list: its cells, whether it holds today, and its number where it is the officers' own to end."""

    cells: tuple[str, ...]
    when: str
    pk: int | None = None
    key: str = ""


@dataclass(frozen=True)
class Kind:
    """A list that officers keep. `table` names it in the history."""

    slug: str
    table: str
    title: Text
    intro: Text
    headers: tuple[Text, ...]
    rows: Callable[[date], list[Row]]
    standing: Callable[[], "QuerySet[Model]"]
    add_form: Callable[..., forms.DayForm | forms.ValueForm]
    end_form: type[forms.WithdrawDayForm | forms.EndValueForm]
    resource: Callable[[], ListResource]
    value_keys: Callable[[], list[str]] = list


def _days(today: date) -> list[Row]:
    """The days, the latest first."""
    return [
        Row(
            (
                short_day(row.day),
                _("A working day") if row.working else _("A day off"),
                row.reason_th,
                row.reason_en,
                row.source,
            ),
            HOLDS if row.day == today else COMING if row.day > today else PAST,
            row.pk,
        )
        for row in CalendarOverride.objects.standing().order_by("-day")
    ]


def _values(keys: Callable[[], list[str]]) -> Callable[[date], list[Row]]:
    """Every value that the keys ever had or will have: those of the law's file, and the officers' beside them."""

    def rows(today: date) -> list[Row]:
        wanted, values = keys(), current_values()
        standing = KeptValue.objects.standing().filter(key__in=wanted)
        own = {(row.key, row.valid_from): row.pk for row in standing}
        return [
            Row(
                (
                    keepable.title_of(key),
                    f"{one.value} {keepable.unit_of(key)}".strip(),
                    short_day(one.valid_from),
                    short_day(one.valid_until) or "–",
                    one.source,
                ),
                HOLDS if one.holds_on(today) else COMING if one.valid_from > today else PAST,
                own.get((key, one.valid_from)),
                key,
            )
            for key in wanted
            for one in values.history(key)
        ]

    return rows


def _of_values(slug: str, title: Text, intro: Text, keys: Callable[[], list[str]]) -> Kind:
    return Kind(
        slug,
        kept.VALUES,
        title,
        intro,
        (
            gettext_lazy("Value"),
            gettext_lazy("Is"),
            gettext_lazy("From"),
            gettext_lazy("Until"),
            gettext_lazy("By which order"),
        ),
        _values(keys),
        lambda: KeptValue.objects.standing().filter(key__in=keys()).order_by("key", "valid_from"),
        lambda *given: forms.ValueForm(*given, keys=keys()),
        forms.EndValueForm,
        lambda: ValueResource(keys()),
        keys,
    )


KINDS = {
    one.slug: one
    for one in (
        Kind(
            "calendar",
            kept.CALENDAR,
            gettext_lazy("Working-day calendar"),
            gettext_lazy(
                "The ordinary holidays are known. Here are the days that cabinet resolutions made free or working."
            ),
            (
                gettext_lazy("Day"),
                gettext_lazy("The day is"),
                gettext_lazy("Reason in Thai"),
                gettext_lazy("Reason in English"),
                gettext_lazy("Cabinet resolution"),
            ),
            _days,
            lambda: CalendarOverride.objects.standing().order_by("day"),
            forms.DayForm,
            forms.WithdrawDayForm,
            DayResource,
        ),
        _of_values(
            "patterns",
            gettext_lazy("Number patterns"),
            gettext_lazy("How the numbers of a series are written, from which day on."),
            keepable.patterns,
        ),
        _of_values(
            "service-times",
            gettext_lazy("Service times"),
            gettext_lazy("How long each step may take. A new time counts for deadlines that begin after it."),
            keepable.service_times,
        ),
    )
}
