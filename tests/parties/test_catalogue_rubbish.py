"""Rubbish sent to the catalogue: nothing breaks, and nothing is written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.parties.models import Exporter, Person, Product, ProductSheet, ProductVersion

from .catalogue import CLAY, SignedIn, a_product, typed

RUBBISH = ["9" * 5_000, "-1", "²", "<script>alert(1)</script>%s{0}", "a\r\nBcc: x", "a\0b", "1E99", "NaN", "''"]


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_nothing_breaks_and_nothing_is_written(
    malee: Person, siam_ceramics: Exporter, signed_in: SignedIn, rubbish: str
) -> None:
    product = a_product(malee, siam_ceramics)
    client, place = signed_in(malee), f"/companies/{siam_ceramics.pk}/products/"
    fields = {name: rubbish for name in (*typed(CLAY, seen=1), "code", "add")}
    fields["materials-0-DELETE"] = ""
    without_add = {name: value for name, value in fields.items() if name != "add"}

    answers = [client.get(place, {name: rubbish}) for name in ("q", "after", "before", "archived")]
    answers += [client.get("/hs/search/", {"q": rubbish}), client.get(f"{place}{product.pk}/versions/{'9' * 30}/")]
    for way in ("new/", f"{product.pk}/change/", "sheet/"):
        answers += [client.post(place + way, sent) for sent in (fields, without_add)]
    one_field = [{**typed(CLAY, seen=1), "code": "NEW", name: rubbish} for name in ("seen", "materials-TOTAL_FORMS")]
    answers += [client.post(f"{place}new/", {**sent, "hs_code": rubbish}) for sent in one_field]
    answers.append(client.post(f"{place}sheet/", {"file": SimpleUploadedFile("a\0b.xlsx", rubbish.encode())}))

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert ProductVersion.objects.count() == Product.objects.count() == 1 and not ProductSheet.objects.exists()
