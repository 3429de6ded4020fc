from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormDConfig(AppConfig):
    name = "formd"
    label = "formd"
    verbose_name = _("ASEAN Form D")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.cases.reference import ReferenceList, register_list

        from . import facts
        from .rules import evaluators
        from .rules.product_rules import ProductRules
        from .rules.rule_sets import RuleSets

        assert evaluators  # they registered themselves
        register_list(ReferenceList("Rule sets of Form D", RuleSets, facts.current_rule_sets))
        register_list(
            ReferenceList(
                "Product-specific rules of Form D",
                ProductRules,
                facts.current_product_rules,
                facts.lay_in_product_rules,
            )
        )
        self._register_tools()

    def _register_tools(self) -> None:
        from portal.tools.registry import Tool, register

        from . import views

        titles = {
            views.OriginPage: (
                _("Origin check"),
                _("Whether a good originates under Form D, and how far it is from every alternative."),
            ),
            views.FormDIssuePage: (
                _("Form D before shipping"),
                _("Whether a form may be issued as it is, which ticks it needs, and until when it is valid."),
            ),
            views.FormDImportPage: (
                _("Form D at import"),
                _("Whether Customs gives preference for a form, and what the import declaration carries."),
            ),
        }
        for order, (page, (title, summary)) in enumerate(titles.items()):
            register(Tool(page.slug, title, summary, 30 + order, page.as_view()))
