"""QR codes as SVG, drawn in the page itself."""

import io

import segno


def svg(text: str) -> str:
    """An SVG element showing `text` as a QR code; a quarter of it may be soiled and it still reads."""
    drawn = io.BytesIO()
    segno.make(text, error="q", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, svgclass="qr", lineclass=None
    )
    return drawn.getvalue().decode()
