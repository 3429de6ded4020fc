from django.apps import AppConfig


class FormDConfig(AppConfig):
    name = "formd"
    label = "formd"
    verbose_name = "ASEAN Form D"
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
