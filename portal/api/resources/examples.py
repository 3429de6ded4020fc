"""Examples for the OpenAPI document and its page; a test sees that they have the shapes that they stand beside."""

from typing import Any

COMPANY: dict[str, Any] = {
    "id": 7,
    "juristic_id": "0105551234567",
    "name": {"th": "บริษัท สยามเซรามิกส์ จำกัด", "en": "Siam Ceramics Co., Ltd."},
    "kind": "producer",
    "address": {
        "th": {"street": "99 ถนนพระรามที่ 4", "city": "เขตคลองเตย กรุงเทพมหานคร"},
        "en": {"street": "99 Rama IV Road", "city": "Khlong Toei, Bangkok"},
        "postcode": "10110",
        "country": "TH",
    },
    "phone": "021234567",
    "email": "office@siam-ceramics.example",
    "roles": ["owner"],
    "agent_for": {},
}
ROW: dict[str, Any] = {
    "reference": "REX-2569-000001",
    "procedure": "rex",
    "company": 7,
    "state": "submitted",
    "state_label": "Submitted: paper to be lodged",
    "waiting_for": "exporter",
    "submitted_at": "2026-11-20T03:00:00+00:00",
    "received_on": None,
    "due_on": "2026-12-21",
    "closed_at": None,
    "version": 2,
}
FILE: dict[str, Any] = {
    "id": "0a8f4b62-3a56-4f0e-8c0d-6a5f8d9a2f11",
    "step": "",
    "name": "kiln.pdf",
    "content_type": "application/pdf",
    "size": 48_213,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
QUESTION: dict[str, Any] = {
    "id": 12,
    "text": "Which kiln?",
    "step": "goods",
    "field": "description",
    "asked_at": "2026-11-23T04:10:00+00:00",
    "open": False,
    "answer": "The new one.",
    "answered_at": "2026-11-24T02:00:00+00:00",
    "files": [FILE],
}
CASE: dict[str, Any] = {
    **ROW,
    "what_to_do": "Print the application form, have it signed, and lodge it.",
    "moves": [{"verb": "withdraw", "label": "Withdraw", "possible": True, "refusals": []}],
    "questions": [],
    "may_answer": True,
    "deadlines": [
        {
            "kind": "lodging",
            "clause": "REX-8",
            "waiting_for": "exporter",
            "from_on": "2026-11-20",
            "strict_on": "2026-12-20",
            "legal_on": "2026-12-21",
            "paused": False,
            "met_at": None,
        }
    ],
    "reasons": [],
    "findings": [
        {
            "code": "exporter-complete",
            "severity": "info",
            "clause": "REX-1",
            "message": {"th": "ข้อมูลผู้ส่งออกครบถ้วน", "en": "The exporter information is complete."},
            "where": "exporter",
        }
    ],
}
MESSAGE: dict[str, Any] = {
    "id": 31,
    "from": "exporter",
    "author": "Malee Srisuk",
    "at": "2026-11-23T05:00:00+00:00",
    "text": "The kiln was inspected in May.",
    "files": [],
}
DOCUMENT: dict[str, Any] = {
    "id": "6f6c9d0e-8a8b-4b7c-9a39-0d1f3c1f6b55",
    "kind": "rex-registration",
    "title": "REX registration document",
    "state": "issued",
    "standing": "in_force",
    "number": "REX-REG-2569-00001",
    "version": 1,
    "issued_at": "2026-11-27T08:00:00+00:00",
    "valid_until": None,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "size": 91_020,
}
DRAFT: dict[str, Any] = {
    "id": "3b0c6f5e-51b1-4a8a-9a84-7e1f1f8f1a01",
    "procedure": "rex",
    "company": 7,
    "case": None,
    "state": "open",
    "started_at": "2026-11-20T02:00:00+00:00",
    "changed_at": "2026-11-20T02:30:00+00:00",
}
CHECK: dict[str, Any] = {
    "ready": False,
    "may_submit": True,
    "errors": [
        {
            "where": "steps.goods.rows.5f2a91c0.heading",
            "code": "required",
            "clause": "REX-4",
            "message": "Enter: Heading",
        }
    ],
    "findings": [],
}
