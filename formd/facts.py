"""What rules of Form D are given beside the case: the rule sets of fixtures/law."""

from functools import lru_cache

import yaml
from django.conf import settings

from .rules.rule_sets import RuleSets, rule_sets

RULE_SETS = settings.BASE_DIR / "fixtures" / "law" / "form_d_rule_sets.yaml"


@lru_cache(maxsize=1)
def current_rule_sets() -> RuleSets:
    """The rule sets, read once a process."""
    return rule_sets(yaml.load(RULE_SETS.read_text("utf-8"), Loader=yaml.BaseLoader))  # noqa: S506
