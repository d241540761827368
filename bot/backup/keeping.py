"""How long archives are kept, and which of them are ours."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

from committee.calendar import local

_OURS = re.compile(r"bcd-(\d{4})(\d\d)(\d\d)-\d{6}\.tar(\.age)?")


def archives(folder: Path) -> list[Path]:
    """Ours in this folder, the oldest first."""
    return sorted(path for path in folder.iterdir() if _made_on(path) is not None)


def remove_old(folder: Path, now: datetime, days: int) -> list[str]:
    """Remove what is older than this; the newest stays, whatever its age. The names."""
    first = local(now).date() - timedelta(days=days)
    old = [path for path in archives(folder)[:-1] if (_made_on(path) or first) < first]
    for path in old:
        path.unlink(missing_ok=True)
    return [path.name for path in old]


def _made_on(path: Path) -> date | None:
    found = _OURS.fullmatch(path.name)
    if found is None or not path.is_file():
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
