"""The notices' e-mails."""

from portal.parties import bilingual
from portal.parties.models import Letter

from .models import Notice


def letter_of(notice: Notice) -> Letter:
    """The letter that a notice is, to be put in the outbox."""
    said = {name: getattr(notice, name) for name in ("subject_th", "text_th", "subject_en", "text_en")}
    return bilingual.compose(notice.person.email, said, at=notice.at, path=notice.path)
