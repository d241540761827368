"""Cases of what stands in for buttons and files on a chat that has neither."""

from bot.channels.fitting import FileLink
from bot.menus import Waiting
from storage.menus import Entry
from tests.messages.facts import LARGEST, Cases

ADDRESS = "https://bcd.tranlieu.example.vn"
TOKEN = "12-0123456789abcdef0123456789abcdef"
INVITATION = (
    Entry(1, "attendance:confirm:1:1", "Sẽ dự"),
    Entry(2, "absence:ask:1:1", "Xin vắng"),
    Entry(3, "proxy:ask:1:1", "Cử người dự thay"),
    Entry(4, "attendance:papers:1", "Tài liệu (2)"),
)
NOTICE = (Entry(1, "notice:noted:3", "Đã nhận"),)
LABELS = [entry.label for entry in INVITATION]
ABOUT = "Kính gửi đồng chí Đỗ Thu Hương, Ủy viên: Tổ Công tác kính mời…"

CASES: Cases = {
    "zalo/menu": {
        "một tin đang chờ": {"letter": "", "labels": LABELS},
        "nhiều tin đang chờ": {"letter": "B", "labels": LABELS[:2]},
    },
    "zalo/file_links": {
        "": {
            "links": (
                FileLink("Chuong-trinh-hop.pdf", f"{ADDRESS}/tep/{TOKEN}"),
                FileLink("Bao-cao-de-xuat.pdf", f"{ADDRESS}/tep/{TOKEN}"),
            )
        }
    },
    "zalo/upload": {"": {"address": f"{ADDRESS}/gui-tep/{TOKEN}"}},
    "zalo/chosen": {
        "đổi được": {"label": "Sẽ dự", "may_change": True},
        "chỉ có một mục": {"label": "Đã nhận", "may_change": False},
    },
    "zalo/again": {"": {"label": "Sẽ dự"}},
    "zalo/which": {
        "": {
            "menus": [
                Waiting("B", "Thông báo 12/TB-BCĐ ngày 20/11/2026", NOTICE),
                Waiting("A", "Phiên họp quý IV", INVITATION[:2]),
            ]
        },
        LARGEST: {"menus": [Waiting(letter, ABOUT, INVITATION) for letter in "DCBA"]},
    },
    "zalo/no_such": {"": {"number": 7, "entries": INVITATION}},
    "channel/choose": {"": {"names": ["Zalo", "Telegram"]}},
    "channel/only": {"": {"name": "Zalo"}},
    "channel/preferred": {"": {"name": "Telegram"}},
    "channel/quota": {"": {"channel": "zalo", "sent": 2400, "quota": 3000}},
    "channel/quota_line": {"": {"channel": "zalo"}},
}
