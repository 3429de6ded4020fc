"""The page that lists the tools, and the deadline calculator."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.cases.reference import current_reference
from portal.parties.templatetags.page import day

from .forms import DeadlineForm
from .page import ToolPage, Verdict
from .registry import every_tool


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "tools/index.html", {"tools": every_tool()})


class DeadlinePage(ToolPage):
    """When a period of months, or a number of working days, is over (T-1 to T-4)."""

    slug = "deadlines"
    evaluator = "period"
    form = DeadlineForm
    template = "tools/deadlines.html"
    example = "start=30/04/2024&unit=months&length=6&filing=on"

    def begin_with(self) -> Mapping[str, Any]:
        return {"start": timezone.localdate(), "unit": "months"}

    def as_input(self, said: Mapping[str, Any], rows: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, Any]:
        start, length = said["start"].isoformat(), said["length"]
        if said["unit"] == "days":
            return {"complete": start, "days": length}
        months = {"months": length, "years": 0} if said["unit"] == "months" else {"months": 0, "years": length}
        return {"from": start, **months, "filing": said["filing"]}

    def asked(self, given: Mapping[str, Any]) -> str:
        return "working-days" if "days" in given else "period"

    def field_of(self, where: str) -> tuple[str, int, str]:
        return "", 0, {"from": "start", "complete": "start", "": "start"}.get(where, "length")

    def verdict(self, answer: Mapping[str, Any], given: Mapping[str, Any]) -> Verdict:
        last = date.fromisoformat(answer.get("due") or answer["legal"])
        calendar = current_reference().calendar
        more = ""
        if "strict" in answer and answer["strict"] != answer["legal"]:
            strict = day(date.fromisoformat(answer["strict"]))
            more = _("By plain counting it would be %(strict)s: be ready by then.") % {"strict": strict}
        elif not calendar.is_working_day(last):
            more = _("It is a day off: an office is closed then.")
        return Verdict("plain", _("The last day is %(day)s.") % {"day": day(last)}, more)

    def figures(self, answer: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        start = date.fromisoformat(given.get("from") or given["complete"])
        last = date.fromisoformat(answer.get("due") or answer["legal"])
        points = [(_("Event, not counted"), start)]
        if "strict" in answer:
            points.append((_("Plain counting"), date.fromisoformat(answer["strict"])))
        points.append((_("Last day by law"), last))
        return {"points": points, "days": (last - start).days}
