"""How much one question may hold: the most is answered, one more is refused by name."""

import copy
from typing import Any

import pytest

from formd.rules.evaluators.form_d_issue import MOST_ITEMS
from formd.rules.evaluators.origin import MOST_MATERIALS
from portal.law.evaluators import InputError, evaluate, find
from portal.law.reference import Reference


def test_an_article_has_so_many_materials_and_no_more(reference: Reference) -> None:
    material = {"hs_code": "1001.10", "country": "MY", "originating": False, "value": "0.01"}
    most = MOST_MATERIALS
    given = {"rule_set": "TH-61/2551", "hs_code": "1101.00", "fob": "1000.00", "wholly_obtained": False}
    given |= {"processes": [], "costs": None, "materials": [material] * most}
    forms = [{"material": number, "percent": "25"} for number in range(most)]

    assert evaluate("origin", {**given, "cumulation": forms}, reference)["box_13"] == ["partial-cumulation"]
    for field, rows in (("materials", [material] * (most + 1)), ("cumulation", [*forms, forms[0]])):
        with pytest.raises(InputError) as refused:
            evaluate("origin", {**given, field: rows}, reference)
        assert refused.value.where == field


@pytest.mark.parametrize(("name", "path"), [("form-d-issue", ("items",)), ("form-d-import", ("form", "items"))])
def test_a_form_has_so_many_items_and_no_more(name: str, path: tuple[str, ...], reference: Reference) -> None:
    def asked(count: int) -> Any:
        given = copy.deepcopy(dict(find(name).example))
        holder = given
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] *= count
        return evaluate(name, given, reference)

    assert asked(MOST_ITEMS)["accepted"]
    with pytest.raises(InputError) as refused:
        asked(MOST_ITEMS + 1)
    assert refused.value.where == ".".join(path)
