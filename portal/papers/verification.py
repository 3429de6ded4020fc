"""Whether a paper is ours and still counts, for anybody who holds one. No sign-in, nothing kept of who asked.

A code has 140 random bits: guessing is hopeless at any rate of asking, so no address is counted or shut out.
"""

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from . import codes, kinds, words
from .forms import CodeForm, CompareForm
from .models import Document


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Asks for a code, or for the file itself."""
    code_form, file_form = CodeForm(), CompareForm()
    if request.method == "POST":
        file_form = CompareForm(request.POST, request.FILES)
        if file_form.is_valid():
            found = _issued().filter(sha256=_sha256(file_form.cleaned_data["file"])).first()
            return _show(request, found, CompareForm(), same=True) if found else _not_ours(request)
    elif "code" in request.GET:
        code_form = CodeForm(request.GET)
        if code_form.is_valid():
            return redirect("papers:verify_document", code_form.cleaned_data["code"])
    given = {"code_form": code_form, "file_form": file_form, "form": code_form if code_form.errors else file_form}
    return _closed_to_robots(render(request, "papers/verify.html", given))


@never_cache
def document(request: HttpRequest, code: str) -> HttpResponse:
    """What the document with this code says and whether it is in force; a file can be held against it."""
    known = codes.typed(code)
    found = _issued().filter(verification_code=known).first() if known else None
    if found is None:
        return _closed_to_robots(render(request, "papers/verify_unknown.html", {"code": code}, status=404))
    if known != code:  # typed with dashes or in small letters: one address for one document
        return redirect("papers:verify_document", known)
    form, same = CompareForm(), None
    if request.method == "POST":
        form = CompareForm(request.POST, request.FILES)
        same = _sha256(form.cleaned_data["file"]) == found.sha256 if form.is_valid() else None
    return _show(request, found, form, same=same)


def _issued() -> Any:
    verifiable = [kind.slug for kind in kinds.kinds() if kind.verifiable]
    return Document.objects.filter(issued_at__isnull=False, kind__in=verifiable).select_related("case", "replaced_by")


def _show(request: HttpRequest, found: Document, form: CompareForm, *, same: bool | None) -> HttpResponse:
    kind = kinds.kind(found.kind)
    today = timezone.localdate()
    label, tone = words.of(found, today)
    given = {
        "document": found,
        "title": kind.title,
        "agency": found.facts["head"]["agency"],
        "standing": found.standing(today).value,
        "label": label,
        "tone": tone,
        "code": codes.grouped(found.verification_code),
        "public": kind.public(found) if kind.public else (),
        "form": form,
        "same": same,
        "demo": settings.DEMO,
    }
    return _closed_to_robots(render(request, "papers/verify_document.html", given))


def _not_ours(request: HttpRequest) -> HttpResponse:
    form = CompareForm()
    said = _("No document that we issued has exactly this content. It is not ours, or it was changed.")
    given = {"code_form": CodeForm(), "file_form": form, "form": form, "not_ours": said}
    return _closed_to_robots(render(request, "papers/verify.html", given))


def _sha256(file: UploadedFile) -> str:
    counted = hashlib.sha256()
    for chunk in file.chunks():
        counted.update(chunk)
    return counted.hexdigest()


def _closed_to_robots(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
