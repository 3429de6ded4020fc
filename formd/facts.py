"""What rules of Form D are given beside the case: the rule sets of fixtures/law, the product-specific rules' rows."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import yaml
from django.conf import settings

from portal.cases.reference import kept_until_changed, lay_in_rows, read_fixture

from .models import ProductSpecificRule
from .rules.product_rules import ProductRule, ProductRules
from .rules.rule_sets import RuleSets, rule_sets
from .rules.terms import parse_terms

RULE_SETS = settings.BASE_DIR / "fixtures" / "law" / "form_d_rule_sets.yaml"


@lru_cache(maxsize=1)
def current_rule_sets() -> RuleSets:
    """The rule sets, read once a process."""
    return rule_sets(yaml.load(RULE_SETS.read_text("utf-8"), Loader=yaml.BaseLoader))  # noqa: S506


def _built() -> ProductRules:
    return ProductRules(
        ProductRule(
            rule_set=row.rule_set,
            hs=row.hs.replace(".", ""),
            terms=parse_terms(row.terms),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            source=row.source,
            name_th=row.name_th,
            name_en=row.name_en,
        )
        for row in ProductSpecificRule.objects.order_by("valid_from")  # of two rows of one good the later one holds
    )


current_product_rules = kept_until_changed(_built, ProductSpecificRule.objects)


def lay_in_product_rules() -> tuple[int, int]:
    """The rows of fixtures/reference/form_d_psr.yaml that are missing."""
    return lay_in_rows(ProductSpecificRule, [_row(said) for said in read_fixture("form_d_psr")])


def _row(said: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    named = {"rule_set": said["rule_set"], "hs": said["hs"], "valid_from": date.fromisoformat(said["from"])}
    return named, {name: said[name] for name in ("terms", "name_th", "name_en", "source")}
