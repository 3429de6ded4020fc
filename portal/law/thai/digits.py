"""Thai digits and Arabic ones."""

_THAI = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC = "0123456789"
_TO_THAI = str.maketrans(_ARABIC, _THAI)
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)


def to_thai_digits(text: str) -> str:
    """2567 → ๒๕๖๗; all else stays."""
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """๒๕๖๗ → 2567; all else stays."""
    return text.translate(_TO_ARABIC)
