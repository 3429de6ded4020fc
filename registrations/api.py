"""REX by API: its drafts, with the fields of Annex 22-06. Cases, messages and documents are everybody's."""

from typing import Any

from portal.api.resources.draftsdescribed import urls

_SIGNED = {
    "place": "Bangkok",
    "signed_on": "2026-11-20",
    "signatory_name": "Malee Srisuk",
    "job_title": "Managing Director",
}
EXAMPLE: dict[str, Any] = {
    "exporter": {
        "values": {
            "name": "Siam Ceramics Co., Ltd.",
            "tax_id": "0105551234567",
            "street": "99 Rama IV Road",
            "city": "Khlong Toei, Bangkok",
            "postcode": "10110",
            "country": "TH",
            "contact_name": "Malee Srisuk",
            "contact_phone": "02 123 4567",
            "contact_email": "malee@siam-ceramics.example",
        }
    },
    "contacts": {
        "rows": [
            {
                "id": "first",
                "name": "Niran Thongdee",
                "address": "99 Rama IV Road, Khlong Toei, Bangkok 10110, Thailand",
                "email": "niran@siam-ceramics.example",
                "phone": "02 123 4568",
                "fax": "",
            }
        ]
    },
    "activities": {"values": {"activities": ["production"], "main_activity": ""}},
    "goods": {"rows": [{"id": "tableware", "heading": "6911", "description": "Porcelain tableware"}]},
    "undertakings": {
        "values": {
            "details": True,
            "earlier_registration": True,
            "qualifying_goods": True,
            "records": True,
            "changes": True,
            "cooperation": True,
            "checks": True,
            "conditions_ended": True,
            "exports_ended": True,
            **_SIGNED,
        }
    },
    "consent": {"values": {"consent": "yes", **_SIGNED}},
}
# As the document shows it: a good that was taken from a product of the company's catalogue.
FROM_PRODUCT = {
    "id": "cups",
    "heading": "6912",
    "description": "Ceramic cup",
    "product": "CUP-01",
    "product_version": "3",
}
DESCRIBED = {**EXAMPLE, "goods": {"rows": [*EXAMPLE["goods"]["rows"], FROM_PRODUCT]}}
urlpatterns = urls("rex", DESCRIBED)
