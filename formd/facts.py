"""What rules of Form D are given beside the case: the rule sets of fixtures/law, the product-specific rules' rows."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import yaml
from django.conf import settings

from portal.cases.reference import kept_until_changed, lay_in_rows, read_fixture

from .models import ProductSpecificRule
from .rules.product_rules import ProductRules, rule_of
from .rules.rule_sets import RuleSets, rule_sets

RULE_SETS = settings.BASE_DIR / "fixtures" / "law" / "form_d_rule_sets.yaml"


@lru_cache(maxsize=1)
def current_rule_sets() -> RuleSets:
    """The rule sets, read once a process."""
    return rule_sets(yaml.load(RULE_SETS.read_text("utf-8"), Loader=yaml.BaseLoader))  # noqa: S506


def _as_rules(rows: Iterable[ProductSpecificRule]) -> ProductRules:
    return ProductRules(
        rule_of(
            (row.rule_set, row.hs, row.terms, row.valid_from, row.valid_until, row.source, row.name_th, row.name_en)
        )
        for row in sorted(rows, key=lambda row: row.valid_from)  # of two rows of one good the later one holds
    )


current_product_rules = kept_until_changed(ProductSpecificRule.objects, _as_rules)


def lay_in_product_rules() -> tuple[int, int]:
    """The rows of fixtures/reference/form_d_psr.yaml that are missing."""
    return lay_in_rows(ProductSpecificRule, [_row(said) for said in read_fixture("form_d_psr")])


def _row(said: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    named = {"rule_set": said["rule_set"], "hs": said["hs"], "valid_from": date.fromisoformat(said["from"])}
    return named, {name: said[name] for name in ("terms", "name_th", "name_en", "source")}
