"""Signatures: PAdES B-B with the portal's key (B-T where a time-stamp service is set). No key, no document."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

FIELD = "PortalSignature"


class KeyUnusable(Exception):
    """The signing key is missing or unreadable, the password is wrong, or the certificate's time is over."""


@dataclass(frozen=True)
class SignatureReport:
    """What a signature is worth: `intact` (no byte it covers changed), `whole` (it covers the entire file)."""

    signed: bool
    intact: bool = False
    whole: bool = False
    signer: str = ""
    at: datetime | None = None

    @property
    def valid(self) -> bool:
        return self.signed and self.intact and self.whole


def signed(pdf: bytes) -> bytes:
    """`pdf` with the portal's signature over all of it. Raises KeyUnusable: fail closed."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    about = signers.PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    signer = signers.PdfSigner(about, signer=_signer(), timestamper=_timestamper())
    out = io.BytesIO()
    _aside(signer.sign_pdf, IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()


def verify(pdf: bytes) -> SignatureReport:
    """Whether `pdf` carries a signature, whether it is intact, and whose it says it is.

    Trust in the signer's certificate is not judged here: a demo key is nobody's.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not found:
            return SignatureReport(signed=False)
        own = ValidationContext(trust_roots=[found[-1].signer_cert], allow_fetching=False)
        status = _aside(validate_pdf_signature, found[-1], own)
    except (PdfError, SignatureValidationError, ValueError):
        return SignatureReport(signed=False)
    return SignatureReport(
        signed=True,
        intact=bool(status.intact and status.valid),
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        signer=status.signing_cert.subject.human_friendly,
        at=status.signer_reported_dt,
    )


def _aside(work: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Does `work` in a thread: pyHanko runs an event loop of its own and fails where one runs already."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work, *given, **named).result()


def check_key() -> None:
    """Raises KeyUnusable while nothing could be signed."""
    _signer()


def _signer() -> Any:
    from pyhanko.sign.signers import SimpleSigner

    path = settings.SIGNING_KEY_FILE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KeyUnusable(f"{path.name}: {error.strerror}") from error
    password = settings.SIGNING_KEY_PASSWORD.encode() or None
    try:
        signer = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=password)
    except ValueError as error:
        raise KeyUnusable(f"{path.name} cannot be opened with SIGNING_KEY_PASSWORD") from error
    certificate = signer.signing_cert
    if not certificate.not_valid_before <= timezone.now() <= certificate.not_valid_after:
        raise KeyUnusable(
            f"the certificate in {path.name} counts from {certificate.not_valid_before:%Y-%m-%d} "
            f"to {certificate.not_valid_after:%Y-%m-%d} only"
        )
    return signer


def _timestamper() -> Any:
    if not settings.SIGNING_TIMESTAMP_URL:
        return None
    from pyhanko.sign.timestamps import HTTPTimeStamper

    return HTTPTimeStamper(settings.SIGNING_TIMESTAMP_URL)
