"""What the log says of a fault: an id to quote, and where it broke, never what was written."""

import secrets
import traceback
from pathlib import Path


def new_error_id() -> str:
    """Short enough to be read out on the phone."""
    return secrets.token_hex(4)


def places(error: BaseException) -> str:
    """Where it broke, without the message: that could hold what a member wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}:{f.name}" for f in reversed(frames))
