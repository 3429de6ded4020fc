"""Notices as their reader meets them in the portal."""

from collections.abc import Callable

from django.test import Client

from portal.cases.models import Case, Notice
from portal.parties.models import Person

from .conftest import NOW

SignedIn = Callable[[Person], Client]


def test_notices_are_read_one_by_one_or_all_at_once(
    signed_in: SignedIn, malee: Person, somsak: Person, examining: Case
) -> None:
    browser = signed_in(malee)
    notice = Notice.objects.filter(person=malee).first()
    assert notice is not None

    went = browser.get(f"/notices/{notice.pk}/")

    notice.refresh_from_db()
    assert went["Location"] == f"/cases/{examining.reference}/"
    assert notice.read_at
    assert signed_in(somsak).get(f"/notices/{notice.pk}/").status_code == 404
    assert notice not in browser.get("/notices/?show=unread").context["page"].notices
    browser.post("/notices/read/")
    assert browser.get("/notices/?show=unread").context["page"].notices == []


def test_notices_told_in_the_same_moment_are_not_lost_between_pages(signed_in: SignedIn, malee: Person) -> None:
    Notice.objects.bulk_create(
        Notice(person=malee, kind="x", subject_th=str(n), subject_en=str(n), text_th="", text_en="", at=NOW)
        for n in range(45)
    )
    browser = signed_in(malee)

    seen, address = [], "/notices/"
    while address:
        page = browser.get(address).context["page"]
        seen += [notice.subject_en for notice in page.notices]
        address = f"/notices/?after={page.after}" if page.after else ""

    assert sorted(seen, key=int) == [str(n) for n in range(45)]
