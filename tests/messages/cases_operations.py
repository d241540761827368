"""Cases of what administrators are told of the running: stops, copies, restores."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.backup.making import Made
from bot.backup.restoring import Restored
from bot.health import Part
from committee.calendar import ZONE
from messages.wording import words
from tests.messages.facts import LAN, NOW, Cases

AT = datetime(2026, 12, 28, 2, tzinfo=ZONE)
SINCE = datetime(2026, 11, 8, 17, 30, tzinfo=ZONE)
UNTIL = NOW - timedelta(minutes=10)
WHY = tuple(words("operations")["why"])


def stop_of(part: str, sent: int = 0, expired: int = 0) -> dict[str, object]:
    return {
        "person": LAN,
        "part": part,
        "since": SINCE,
        "until": UNTIL,
        "sent": sent,
        "expired": expired,
    }


def trial(why: str, *, opened: bool = True) -> dict[str, object]:
    copied_at = AT - timedelta(days=1)
    return {"person": LAN, "at": AT, "copied_at": copied_at, "why": why, "opened": opened}


CHAT: Cases = {
    "operations/outage": {
        "cả chương trình": stop_of("program", 12, 3),
        "không có gì chậm": stop_of("program"),
        "việc nhắc": stop_of("tick", 0, 2),
        "không gửi được": stop_of("sender", 4),
        "mất một kênh": stop_of("channel:telegram"),
    },
    "operations/stopped": {"": {"person": LAN, "since": SINCE}},
    "operations/backup_failed": {
        why: {"person": LAN, "at": AT, "why": why, "good": SINCE if why != "gone" else None}
        for why in WHY
    },
    "operations/trial": {
        "đạt": trial(""),
        "khóa ở nơi khác": trial("", opened=False),
        "không đạt": trial("changed"),
    },
    "operations/disk_low": {"": {"person": LAN, "at": AT}},
    "operations/restored": {"": {"person": LAN, "copied_at": AT}},
}


def parts(*, failing: bool) -> list[Part]:
    last = SINCE if failing else NOW
    return [
        Part("tick", last, failing),
        Part("sender", NOW, stale=False),
        Part("channel:telegram", None if failing else NOW, failing),
        Part("disk", None, failing),
        Part("backup", last, failing),
    ]


MADE = Made(Path("/var/backups/bcd/bcd-20261228-020000.tar.age"), "a" * 64, 48_316_416, 31, 0)
LACKING = Made(Path("/var/backups/bcd/bcd-20261228-020000.tar"), "a" * 64, 48_316_416, 31, 2)
ASIDE = Path("/var/lib/bcd/before-restore-20261228-091500")

TERMINAL: Cases = {
    "cli/health.txt": {
        "tốt": {"parts": parts(failing=False), "now": NOW},
        "không tốt": {"parts": parts(failing=True), "now": NOW},
        "chưa có bản sao lưu": {"parts": [Part("backup", None, stale=True)], "now": NOW},
        "chưa đến giờ": {"parts": [Part("backup", None, stale=False)], "now": NOW},
    },
    "cli/health_nothing.txt": {"": {"folder": "data"}},
    "cli/backup_nowhere.txt": {"": {}},
    "cli/backup_nothing.txt": {"": {"folder": "data"}},
    "cli/backup_failed.txt": {why: {"why": why, "folder": "/mnt/nas"} for why in WHY},
    "cli/backup_made.txt": {
        "đã mã hóa": {"made": MADE, "sealed": True},
        "thiếu tệp": {"made": LACKING, "sealed": False},
    },
    "cli/restore_no_archive.txt": {"": {"archive": "bcd.tar"}},
    "cli/restore_running.txt": {"": {"folder": "/var/lib/bcd"}},
    "cli/restore_occupied.txt": {"": {"folder": "/var/lib/bcd"}},
    "cli/restore_newer.txt": {"": {}},
    "cli/restore_failed.txt": {why: {"why": why, "archive": "bcd.tar"} for why in WHY},
    "cli/unlinked.txt": {
        "hai tài khoản": {"person": LAN, "count": 2},
        "chưa liên kết": {"person": LAN, "count": 0},
    },
    "cli/restored.txt": {
        "thư mục trống": {"done": Restored(AT, 31, 0, None), "folder": "/var/lib/bcd"},
        "thay dữ liệu cũ": {"done": Restored(AT, 31, 2, ASIDE), "folder": "/var/lib/bcd"},
    },
}

CASES: Cases = {**CHAT, **TERMINAL}
