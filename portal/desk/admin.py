"""What is on the officers' site: the queue with its case pages, and the lists that administrators look after."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from portal.cases.models import Case
from portal.parties import letters
from portal.parties.models import Exporter, Letter, Officer, Person
from portal.parties.templatetags.page import moment

from . import bulkpage, casepage, comparison, resetpage, views
from .people import actor_of, administers
from .site import site


class Looked(ModelAdmin):
    """What may be read and searched (by administrators, if nothing else is said), and nobody changes here."""

    actions: Sequence[str] | None = None
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Case, site=site)
class CaseAdmin(Looked):
    """The queue and the case page in place of the stock pages: a stock form could write a state past the moves."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(views.show_queue), name="cases_case_changelist"),
            path("saved.csv", wrap(views.export_queue), {"kind": "csv"}, name="cases_case_csv"),
            path("saved.xlsx", wrap(views.export_queue), {"kind": "xlsx"}, name="cases_case_xlsx"),
            path("bulk/", wrap(bulkpage.check), name="cases_case_bulk"),
            path("bulk/do/", wrap(bulkpage.do), name="cases_case_bulk_do"),
            path("bulk/<uuid:token>/", wrap(bulkpage.result), name="cases_case_bulk_result"),
            path("<str:reference>/", wrap(casepage.show), name="cases_case_change"),
            path("<str:reference>/compare/", wrap(comparison.compare), name="cases_case_compare"),
            path("<str:reference>/compare/<int:number>/", wrap(comparison.compare), name="cases_case_compare_one"),
            path("<str:reference>/<slug:act>/", wrap(casepage.do), name="cases_case_act"),
            path("<str:reference>/move/<slug:verb>/", wrap(casepage.move), name="cases_case_move"),
        ]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return actor_of(request).is_officer

    def has_module_permission(self, request: HttpRequest) -> bool:
        return actor_of(request).is_officer


@admin.register(Exporter, site=site)
class ExporterAdmin(Looked):
    list_display = ("juristic_id", "name_th", "name_en", "kind", "city_th")
    exclude = ("created_at",)
    search_fields = ("juristic_id", "name_th", "name_en")
    list_filter = ("kind",)
    ordering = ("juristic_id",)


@admin.register(Person, site=site)
class PersonAdmin(Looked):
    list_display = ("email", "name_th", "name_en", "is_active")
    fields = ("email", "name_th", "name_en", "phone", "language", "is_active")
    search_fields = ("email", "name_th", "name_en")
    ordering = ("email",)


@admin.register(Officer, site=site)
class OfficerAdmin(Looked):
    list_display = ("name", "agency", "position_th", "position_en", "duties_held", "second_factor")
    list_select_related = ("person",)
    search_fields = ("person__email", "person__name_th", "person__name_en")
    list_filter = ("agency", "duties__duty")
    ordering = ("person__email",)

    def get_urls(self) -> list[URLPattern]:
        reset = self.admin_site.admin_view(resetpage.reset)
        return [path("<int:officer_id>/second-factor/", reset, name="parties_officer_reset"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Officer]:
        ours = ExpressionWrapper(Q(agency=actor_of(request).agency), output_field=BooleanField())
        return super().get_queryset(request).prefetch_related("duties").annotate(is_ours=ours)

    @display(description=_("Officer"))
    def name(self, row: Officer) -> str:
        return row.person.name_in(get_language() or "th")

    @display(description=_("Duties"))
    def duties_held(self, row: Officer) -> str:
        return ", ".join(str(duty) for duty in row.duties.all())

    @display(description=_("Second factor"))
    def second_factor(self, row: Any) -> str:
        """The way to its reset; the page is there for the officers of the administrator's own agency."""
        if not row.is_ours:
            return "–"
        return format_html('<a href="{}">{}</a>', reverse("admin:parties_officer_reset", args=[row.pk]), _("Reset"))


@admin.register(Letter, site=site)
class LetterAdmin(Looked):
    """The letters that the mail server refused for good: seen, and sent once more when it works again."""

    actions = ("try_again",)
    list_display = ("subject", "to", "written", "tried", "last_error")
    fields = ("subject", "to", "at", "good_until", "claimed_at", "failures", "last_error")
    search_fields = ("to", "subject")
    ordering = ("-at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        return letters.given_up()

    @admin.action(description=_("Try again to send"))
    def try_again(self, request: HttpRequest, chosen: QuerySet[Letter]) -> None:
        asked, again = chosen.count(), letters.try_again(chosen, timezone.now())
        if again:
            said = ngettext("%(count)s letter is being sent again.", "%(count)s letters are being sent again.", again)
            self.message_user(request, said % {"count": again}, messages.SUCCESS)
        if again < asked:
            said = ngettext(
                "%(count)s letter holds a code or a link that no longer works and is not sent again.",
                "%(count)s letters hold a code or a link that no longer works and are not sent again.",
                asked - again,
            )
            self.message_user(request, said % {"count": asked - again}, messages.WARNING)

    @display(description=_("Written"), ordering="at")
    def written(self, row: Letter) -> str:
        return moment(row.at)

    @display(description=_("Last tried"), ordering="claimed_at")
    def tried(self, row: Letter) -> str:
        return moment(row.claimed_at) if row.claimed_at else "–"
