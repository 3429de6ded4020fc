"""The 13-digit juristic id of a Thai company, which is its tax id too (REX-1)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength
from stdnum.th import moa


def compact(juristic_id: str) -> str:
    """The bare digits: people type the id with spaces and dashes."""
    return moa.compact(juristic_id.strip())


def validate_juristic_id(juristic_id: str) -> None:
    """Refuses what cannot be a juristic id, saying which part is wrong."""
    try:
        moa.validate(juristic_id)  # REX-1
    except InvalidLength:
        raise ValidationError(
            _("A juristic id has 13 digits. Count the digits and enter all 13."), code="length"
        ) from None
    except InvalidFormat:
        raise ValidationError(
            _("A juristic id has digits only. Remove letters and other signs."), code="letters"
        ) from None
    except InvalidComponent:
        raise ValidationError(
            _("The juristic id of a company starts with 0. Check that this is not a citizen id."), code="component"
        ) from None
    except InvalidChecksum:
        raise ValidationError(
            _("The check digit (the last one) does not fit. Compare the number with the company's certificate."),
            code="check-digit",
        ) from None
