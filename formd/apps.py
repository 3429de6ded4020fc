from django.apps import AppConfig


class FormDConfig(AppConfig):
    name = "formd"
    label = "formd"
    verbose_name = "ASEAN Form D"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.cases.reference import ReferenceList, register_list

        from . import facts
        from .rules.rule_sets import RuleSets

        register_list(ReferenceList("Rule sets of Form D", RuleSets, facts.current_rule_sets))
