"""Rule sets and product-specific rules: a later agreement is data only, and rows are the officers' (T-6, FD-8)."""

import copy
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from formd.models import ProductSpecificRule
from formd.rules.origin import Goods, Material, judge
from formd.rules.product_rules import ProductRules
from formd.rules.rule_sets import RuleSetError, RuleSets, rule_sets
from formd.rules.terms import TermError, parse_term
from portal.cases.reference import current_reference
from tests import lists


def written() -> list[dict[str, Any]]:
    return copy.deepcopy(lists.read("law/form_d_rule_sets.yaml"))


def test_a_fourth_agreement_needs_nothing_but_data() -> None:
    later = {**written()[-1], "slug": "ATIGA-2030", "general": ["RVC50", "CC"], "de_minimis_percent": "7"}
    sets = rule_sets([*written(), later])
    part = Material("848190", "CN", False, Decimal("50.00"))

    judged = {
        slug: judge(Goods("848180", Decimal(100), False, (part,)), sets[slug], lists.product_rules())
        for slug in ("ATIGA-2021", "ATIGA-2030")
    }
    dearer = judge(Goods("848180", Decimal("99.99"), False, (part,)), sets["ATIGA-2030"], lists.product_rules())

    assert [option.term.text for option in judged["ATIGA-2030"].options] == ["RVC50", "CC"]
    assert judged["ATIGA-2021"].originating and judged["ATIGA-2030"].originating
    assert not dearer.originating


def test_every_value_of_a_rule_set_names_its_clause_or_its_source() -> None:
    for each in lists.the_rule_sets():
        assert each.source and each.checked_on
        assert any("ก" <= sign <= "๙" for sign in each.title_in("th"))
        assert each.title_in("en").isascii()
    lines = (lists.FIXTURES / "law/form_d_rule_sets.yaml").read_text("utf-8").splitlines()
    values = [line for line in lines if line.startswith(("  papers", "  general", "  psr", "  retro", "  true_copy"))]
    assert len(values) > 10
    assert [line for line in values if "# FD-" not in line] == []


@pytest.mark.parametrize("broken", [{"psr_complete": "perhaps"}, {"imports_from": "soon"}, {"general": None}])
def test_a_rule_set_that_lacks_something_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(RuleSetError):
        rule_sets([{**written()[0], **broken}])


def test_an_unknown_rule_set_is_refused() -> None:
    with pytest.raises(RuleSetError):
        lists.the_rule_sets()["nobody's"]


@pytest.mark.parametrize("text", ["", "RVC", "RVC400", "CTH except from", "ctsh!", "CTH except from 10.06 and 11"])
def test_a_text_that_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(TermError):
        parse_term(text)


def test_what_is_excepted_may_not_be_used_although_it_shifts() -> None:
    rule_set = lists.the_rule_sets()["TH-61/2551"]
    term = parse_term("CC except from 10.06")
    row = next(iter(lists.product_rules().of(rule_set)))
    rules = ProductRules([replace(row, hs="1902", terms=(term,))])

    def made_of(code: str) -> bool:
        good = Goods("190230", Decimal(100), False, (Material(code, "VN", False, Decimal(90)),))
        return judge(good, rule_set, rules).originating

    assert made_of("100110")
    assert not made_of("100630")


@pytest.mark.django_db
def test_the_rows_are_laid_in_once_and_answer_like_the_fixture() -> None:
    for _ in range(2):
        call_command("load_reference", stdout=io.StringIO())
    rule_set = current_reference().of(RuleSets)["TH-61/2551"]

    from_rows = {rule.hs: rule.terms for rule in current_reference().of(ProductRules).of(rule_set)}

    assert from_rows == {rule.hs: rule.terms for rule in lists.product_rules().of(rule_set)}
    assert ProductSpecificRule.objects.count() == 15


@pytest.mark.django_db
def test_a_rule_that_an_officer_changes_counts_from_the_next_question_on() -> None:
    call_command("load_reference", stdout=io.StringIO())
    rule_set = current_reference().of(RuleSets)["TH-61/2551"]
    find = current_reference().of(ProductRules).finder(rule_set)
    before = find("110100")

    row = ProductSpecificRule.objects.get(rule_set="TH-61/2551", hs="1101.00")
    row.terms = "WO"
    row.save()
    after = current_reference().of(ProductRules).finder(rule_set)("110100")

    assert before is not None and [term.text for term in before.terms] == ["RVC40", "CC"]
    assert after is not None and [term.text for term in after.terms] == ["WO"]


@pytest.mark.django_db
def test_a_good_has_one_open_rule_in_a_set() -> None:
    call_command("load_reference", stdout=io.StringIO())

    with pytest.raises(IntegrityError), transaction.atomic():
        ProductSpecificRule.objects.create(
            rule_set="TH-61/2551", hs="1101.00", terms="WO", source="x", valid_from="2009-01-01"
        )
