"""The receipt of a submission: what was filed, when, by whom, and the hash of every file. One for all procedures."""

from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from portal.cases import registry, summary
from portal.cases.models import Case, Submission

from . import kinds
from .models import Document


def facts(case: Case, submission: Submission | None) -> dict[str, Any]:
    """What the receipt says, in both languages."""
    if submission is None:
        raise ValueError("a receipt is of a submission")
    exporter = case.exporter
    return {
        "procedure": _both(registry.procedure(case.procedure).title),
        "exporter": {"th": exporter.name_th, "en": exporter.name_en, "juristic_id": exporter.juristic_id},
        "at": submission.at.isoformat(),
        "by": {"th": submission.by.name_in("th"), "en": submission.by.name_in("en"), "email": submission.by.email},
        "number": submission.number,
        "sha256": submission.sha256,
        "files": submission.files,
        "sections": _sections(submission),
    }


def numbering(document: Document) -> kinds.Numbering:
    """A series a year, the year being Thailand's of the day of filing."""
    year = timezone.localtime(document.requested_at).year + 543
    return kinds.Numbering(f"receipt-{year}", f"RCP-{year}-{{n:06d}}")


def public(document: Document) -> list[tuple[Any, Any]]:
    """A receipt shown to a stranger says what was filed and when, and nothing of what it said."""
    body = document.facts["body"]
    language = "en" if translation.get_language() == "en" else "th"
    return [
        (_("Application"), body["procedure"][language]),
        (_("Application id"), document.facts["head"]["reference"]),
        (_("Submission"), str(body["number"])),
    ]


def register() -> None:
    kinds.register(
        kinds.DocumentKind(
            slug="receipt",
            title=_("Receipt of submission"),
            template="papers/receipt.html",
            facts=facts,
            series=numbering,
            filename="receipt-{reference}.pdf",
            public=public,
        )
    )


def _sections(submission: Submission) -> list[dict[str, Any]]:
    """Every answer in the order of the form, the Thai and the English summary laid side by side."""
    in_thai, in_english = (summary.of_submission(submission, language) for language in ("th", "en"))
    return [
        {
            "title": {"th": thai.title, "en": english.title},
            "lines": [
                {"label": {"th": one.label, "en": other.label}, "value": {"th": one.value, "en": other.value}}
                for one, other in zip(thai.rows, english.rows, strict=True)
            ],
            "tables": [_table(one, other) for one, other in zip(thai.tables, english.tables, strict=True)],
        }
        for thai, english in zip(in_thai, in_english, strict=True)
    ]


def _table(thai: summary.Table, english: summary.Table) -> dict[str, Any]:
    return {
        "title": {"th": thai.title, "en": english.title},
        "headers": [{"th": one, "en": other} for one, other in zip(thai.headers, english.headers, strict=True)],
        "rows": [
            [{"th": a, "en": b} for a, b in zip(one.cells, other.cells, strict=True)]
            for one, other in zip(thai.rows, english.rows, strict=True)
        ],
    }


def _both(text: Any) -> dict[str, str]:
    said = {}
    for language in ("th", "en"):
        with translation.override(language):
            said[language] = str(text)
    return said
