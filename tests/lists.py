"""The reference that rules are given, built from the fixtures alone: the law is tested without a database."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from formd.rules.product_rules import ProductRule, ProductRules
from formd.rules.rule_sets import RuleSets, rule_sets
from formd.rules.terms import parse_terms
from portal.law.calendar import Calendar, Override
from portal.law.documents import DocumentLists, document_lists
from portal.law.reference import Reference
from portal.law.values import Values
from watchlist.rules.watch_list import Edition, Group, ListedCode, Scope, WatchList

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def read(name: str) -> Any:
    return yaml.load((FIXTURES / name).read_text("utf-8"), Loader=yaml.BaseLoader)


@cache
def reference() -> Reference:
    """The calendar with its overrides, the dated values, and every procedure's lists."""
    sources: dict[type, Callable[[], Any]] = {
        DocumentLists: lambda: document_lists(read("law/documents.yaml")),
        RuleSets: the_rule_sets,
        ProductRules: product_rules,
        WatchList: watch_list,
    }
    return Reference(calendar(), Values.load(FIXTURES / "law"), sources)


def calendar() -> Calendar:
    return Calendar(
        Override(date.fromisoformat(r["day"]), r["working"] == "true", r["reason_th"], r["reason_en"], r["source"])
        for r in read("reference/calendar_overrides.yaml")
    )


@cache
def the_rule_sets() -> RuleSets:
    return rule_sets(read("law/form_d_rule_sets.yaml"))


@cache
def product_rules() -> ProductRules:
    return ProductRules(
        ProductRule(
            rule_set=row["rule_set"],
            hs=row["hs"].replace(".", ""),
            terms=parse_terms(row["terms"]),
            valid_from=date.fromisoformat(row["from"]),
            valid_until=None,
            source=row["source"],
            name_th=row["name_th"],
            name_en=row["name_en"],
        )
        for row in read("reference/form_d_psr.yaml")
    )


@cache
def watch_list() -> WatchList:
    return WatchList(_edition(said) for said in read("reference/watchlist.yaml"))


def _edition(said: Any) -> Edition:
    return Edition(
        id=said["edition"],
        valid_from=date.fromisoformat(said["from"]),
        valid_until=None,
        known_until=date.fromisoformat(said["known_until"]),
        scope=Scope(said["scope"]),
        source=said["source"],
        union=frozenset(said["union"]),
        codes=tuple(
            ListedCode(
                int(item["number"]),
                code.replace(".", ""),
                Group(item["group"]),
                said["hs_edition"],
                item["name_th"],
                item["name_en"],
            )
            for item in said["items"]
            for code in item["codes"]
        ),
    )
