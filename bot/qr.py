"""The picture of a linking code, and the address that it leads to."""

import io

SCALE = 8
"""Pixels for one module: sharp on paper and on a phone, some 400 bytes."""


def invite_link(base_url: str, code: str) -> str:
    """Our own address, with the code filled in."""
    return f"{base_url}/?ma={code}"


def qr_png(text: str) -> bytes:
    """A QR code as PNG; some ten milliseconds."""
    # Imported here: a start without an invitation need not pay for it.
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=SCALE)
    return drawn.getvalue()
