"""The public checks of origin and of Form D."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.tools.page import ToolPage, Verdict
from portal.tools.rows import Table

from .forms import ImportForm, ImportItemForm, IssueForm, IssueItemForm, MaterialForm, OriginForm
from .rules.ticks import TICKS

Said = Mapping[str, Any]
ItemRows = Mapping[str, list[Said]]


class OriginPage(ToolPage):
    """Whether a good originates, and how far it is from every alternative (FD-7 to FD-10)."""

    slug = "origin"
    evaluator = "origin"
    form = OriginForm
    tables = (Table("m", MaterialForm, gettext_lazy("Materials of one unit"), gettext_lazy("Material"), begin=2),)
    template = "formd/tools/origin.html"
    example = (
        "rule_set=TH-61/2551&hs=1101.00&fob=1000.00&m-0-hs_code=1001.10&m-0-country=AU&m-0-value=300.00"
        "&m-1-hs_code=1102.20&m-1-country=US&m-1-value=90.00"
    )

    def begin_with(self) -> Said:
        return {"rule_set": "TH-61/2551"}

    def as_input(self, said: Said, rows: ItemRows) -> dict[str, Any]:
        costs = {name: said[name] for name in OriginForm.COSTS} if said["profit"] else None
        return {
            "rule_set": said["rule_set"],
            "hs_code": said["hs"],
            "fob": said["fob"],
            "wholly_obtained": said["wholly_obtained"],
            "processes": [name.strip().lower() for name in said["processes"].split(",") if name.strip()],
            "materials": [dict(row) for row in rows["m"]],
            "costs": costs,
            "cumulation": [],
        }

    def field_of(self, where: str) -> tuple[str, int, str]:
        prefix, row, field = super().field_of(where)
        return prefix, row, "hs" if field == "hs_code" and not prefix else field

    def verdict(self, answer: Said, given: Said) -> Verdict:
        box_8 = ", ".join(answer["box_8"])
        if answer["originating"]:
            return Verdict("good", _("These goods originate. Box 8 may carry: %(box_8)s.") % {"box_8": box_8})
        if answer["box_8"]:
            more = _("Box 8 may carry %(box_8)s for a later cumulation only.") % {"box_8": box_8}
            return Verdict("bad", _("These goods do not originate."), more)
        return Verdict("bad", _("These goods do not originate."), _("See below how far each alternative was missed."))

    def figures(self, answer: Said, given: Said) -> dict[str, Any]:
        percent = max(0, min(100, int(float(answer["rvc"]["indirect"]))))
        bound = int(float(answer["margin"]["bound"]))
        named = [TICKS[slug] for slug in answer["box_13"]]
        materials = given["materials"]
        prices = [
            (materials[int(each["where"].split(".")[1])], each["value_at_bound"]) for each in answer["margin"]["prices"]
        ]
        alternatives = list(zip(answer["options"], answer["explanation"], strict=True))
        return {
            "bar": percent * 3,
            "bar_bound": bound * 3,
            "ticks": named,
            "prices": prices,
            "alternatives": alternatives,
        }


class FormDIssuePage(ToolPage):
    """Whether a form may be issued as it is (FD-5, FD-6, FD-11)."""

    slug = "form-d-issue"
    evaluator = "form-d-issue"
    form = IssueForm
    tables = (Table("i", IssueItemForm, gettext_lazy("Items of the form"), gettext_lazy("Item")),)
    template = "formd/tools/issue.html"
    example = (
        "rule_set=TH-61/2551&kind=original&shipped_on=01/09/2008&issued_on=05/09/2008&i-0-criterion=CTH"
        "&i-0-hs_code=8481.80&i-0-fob=1000.00"
    )

    def begin_with(self) -> Said:
        today = timezone.localdate()
        return {"rule_set": "ATIGA-2021", "kind": "original", "shipped_on": today, "issued_on": today}

    def as_input(self, said: Said, rows: ItemRows) -> dict[str, Any]:
        original = said["original_issued_on"].isoformat() if said["original_issued_on"] else None
        is_copy, is_chain = said["kind"] == "true-copy", said["kind"] == "back-to-back"
        invoice = {"company": said["invoice_company"], "country": said["invoice_country"]}
        shown = {"name": said["exhibition_name"], "address": said["exhibition_address"]}
        chain = {name: said[name] for name in ("original_quantity", "already_issued_quantity", "quantity")}
        return {
            "rule_set": said["rule_set"],
            "shipped_on": said["shipped_on"].isoformat(),
            "issued_on": said["issued_on"].isoformat(),
            "kind": said["kind"],
            "ticks": said["ticks"],
            "original_issued_on": original if is_copy else None,
            "reason": said["reason"] if is_copy else None,
            "items": [{**row, "fob": row["fob"] or None} for row in rows["i"]],
            "third_country_invoice": invoice if any(invoice.values()) else None,
            "exhibition": shown if any(shown.values()) else None,
            "back_to_back": {"original_issued_on": original, **chain} if is_chain else None,
        }

    def verdict(self, answer: Said, given: Said) -> Verdict:
        if answer["accepted"]:
            return Verdict("good", _("The form may be issued as it is."))
        return Verdict("bad", _("The form cannot be issued like this."), _("See below what to put right."))

    def figures(self, answer: Said, given: Said) -> dict[str, Any]:
        return {"ticks": [TICKS[slug] for slug in answer["required_ticks"]]}


class FormDImportPage(ToolPage):
    """Whether preference is given for a form at import (FD-13 to FD-21)."""

    slug = "form-d-import"
    evaluator = "form-d-import"
    form = ImportForm
    tables = (Table("i", ImportItemForm, gettext_lazy("Items of the form"), gettext_lazy("Item")),)
    template = "formd/tools/import.html"
    example = (
        "import_date=01/10/2008&version=new&number=D2008-0000001&issuing_country=MY&issued_on=05/09/2008"
        "&shipped_on=01/09/2008&paper=a4-white&ticks=issued-retroactively&signatory_known=yes&original_shown=yes"
        "&permit_number_written=yes&i-0-criterion=CC&i-0-hs_code=1101.00&i-0-fob=1000.00&i-0-gross_weight=500+kg"
        "&i-0-invoice=INV-1"
    )

    def begin_with(self) -> Said:
        answers = dict.fromkeys(("signatory_known", "original_shown", "permit_number_written"), "yes")
        return {"import_date": timezone.localdate(), "version": "new", "paper": "a4-white", **answers}

    def as_input(self, said: Said, rows: ItemRows) -> dict[str, Any]:
        shipped = said["shipped_on"].isoformat() if said["shipped_on"] else None
        route = ("through_non_member", "through_bill_of_lading", "transit_evidence")
        return {
            "import_date": said["import_date"].isoformat(),
            "form": {
                "version": said["version"],
                "number": said["number"],
                "issuing_country": said["issuing_country"],
                "issued_on": said["issued_on"].isoformat(),
                "shipped_on": shipped,
                "signatory_known": said["signatory_known"] == "yes",
                "original_shown": said["original_shown"] == "yes",
                "permit_number_written": said["permit_number_written"] == "yes",
                "language": "en",
                "paper": said["paper"],
                "ticks": said["ticks"],
                "items": [{"item": number, **row} for number, row in enumerate(rows["i"], 1)],
                "used_before": said["used_before"],
            },
            "route": {"invoice": True, **{name: said[name] for name in route}},
            "late_request_granted": said["late_request_granted"],
        }

    def field_of(self, where: str) -> tuple[str, int, str]:
        parts = where.split(".")
        if parts[:2] == ["form", "items"] and len(parts) > 3:
            return "i", int(parts[2]), parts[3]
        return "", 0, parts[-1]

    def verdict(self, answer: Said, given: Said) -> Verdict:
        refused = [decision for decision in answer["box_4"] if not decision["given"]]
        if answer["accepted"] and refused:
            return Verdict("look", _("Preference is given for some of the items only."))
        if answer["accepted"]:
            return Verdict("good", _("Preference is given."))
        return Verdict("bad", _("Preference is not given."), _("See below what stands in the way."))

    def figures(self, answer: Said, given: Said) -> dict[str, Any]:
        # The declaration's own names, in English on every form (FD-14).
        return {"columns": ("Privilege Code", "Permit No", "Issue Date", "Permit Issue Authority")}
