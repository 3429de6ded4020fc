"""The public check of the watch-list."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.tools.page import ToolPage, Verdict
from portal.tools.rows import Table

from .forms import ResultForm, WatchListForm


class WatchListPage(ToolPage):
    """Whether goods are listed, and whether a certificate may be applied for (WL-9, WL-10)."""

    slug = "watchlist"
    evaluator = "watchlist"
    form = WatchListForm
    tables = (
        Table("r", ResultForm, gettext_lazy("Results that you hold for this product"), gettext_lazy("Result"), begin=0),
    )
    template = "watchlist/tools/watchlist.html"
    example = "hs=0409.00.20&destination=US&on=02/08/2022"

    def begin_with(self) -> Mapping[str, Any]:
        return {"on": timezone.localdate()}

    def as_input(self, said: Mapping[str, Any], rows: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, Any]:
        return {
            "hs_code": said["hs"],
            "destination": said["destination"],
            "on": said["on"].isoformat(),
            "results": [
                {
                    "hs_code": row["hs_code"],
                    "destination": row["destination"],
                    "certified_on": row["certified_on"].isoformat(),
                    "ended_on": row["ended_on"].isoformat() if row["ended_on"] else None,
                }
                for row in rows["r"]
            ],
        }

    def field_of(self, where: str) -> tuple[str, int, str]:
        prefix, row, field = super().field_of(where)
        return prefix, row, "hs" if field == "hs_code" and not prefix else field

    def verdict(self, answer: Mapping[str, Any], given: Mapping[str, Any]) -> Verdict:
        if answer["co"] == "blocked":
            return Verdict(
                "bad", _("A certificate of origin cannot be applied for yet."), _("See below what is missing.")
            )
        if answer["co"] == "warn":
            return Verdict(
                "look", _("A certificate may be applied for: these goods are listed for another destination.")
            )
        if answer["listed"]:
            return Verdict("good", _("A certificate may be applied for with the result that you hold."))
        if any(finding["code"] == "code-too-short" for finding in answer["findings"]):
            return Verdict("look", _("This code is too short to tell. Enter 8 digits."))
        return Verdict("good", _("These goods are not on the watch-list. No result is needed."))

    def figures(self, answer: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        return {"items": list(zip(answer["items"], answer["names"], strict=True))}
