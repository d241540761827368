"""Cases of the messages that belong to no meeting: linking, own data, files, refusals."""

from datetime import date, datetime

from committee.calendar import ZONE
from committee.leave import Leave
from committee.rules import Citation
from handlers.standing import Standing
from handlers.start import DataPolicy
from storage.mydata import Kept
from tests.messages.facts import (
    AN,
    COMMITTEE_HERE,
    HUONG,
    LAN,
    LARGEST,
    LONG_REASON,
    NOW,
    OANH,
    PHU,
    QUYEN,
    SECOND_COMMITTEE,
    Cases,
)

SEAT = Standing(
    1, COMMITTEE_HERE.name, ("Ủy viên", "Tổ trưởng Tổ Công tác"), secretariat=False, invited=False
)
GUEST = Standing(2, SECOND_COMMITTEE.name, (), secretariat=False, invited=True)
CONTACT = Standing(2, SECOND_COMMITTEE.name, (), secretariat=False, invited=False)
LEAVE = Leave(1, 1, 7, date(2026, 11, 30), date(2026, 12, 4), "đồng chí Trưởng ban")
CODE, LINK = "BCD-7K4M-Q2XR", "http://127.0.0.1:8080/m/BCD-7K4M-Q2XR"
UNTIL = datetime(2026, 11, 16, 8, 44, tzinfo=ZONE)

LINKING: Cases = {
    "start/stranger": {"": {}},
    "start/stranger_phone": {"": {}},
    "start/wrong_code": {"": {}},
    "start/too_many": {"": {}},
    "start/choose": {"": {}},
    "start/refused": {"": {}},
    "start/already_linked": {"": {"person": PHU}},
    "start/greeting": {"": {"person": OANH}},
    "start/consent": {
        "có người liên hệ": {
            "person": HUONG,
            "by_phone": False,
            "channel": "Telegram",
            "policy": DataPolicy(30, 365, 90, "Văn phòng UBND phường, điện thoại 0900 000 000"),
        },
        "thời hạn khác": {
            "person": PHU,
            "by_phone": True,
            "channel": "trang trò chuyện trên trình duyệt",
            "policy": DataPolicy(30, 400, 90, ""),
        },
    },
    "start/linked_elsewhere": {"": {"person": HUONG, "channel": "Telegram"}},
    "start/welcome": {
        "thành viên": {"person": HUONG, "standings": (SEAT,)},
        "khách mời, người liên hệ": {"person": PHU, "standings": (GUEST, CONTACT)},
    },
    "invites/who": {
        "còn nhiều người": {"waiting": [OANH, QUYEN], "total": 14, "more": 6},
        "còn ít người": {"waiting": [QUYEN], "total": 14, "more": -3},
        "đã đủ": {"waiting": [], "total": 14, "more": -4},
    },
    "invites/which": {"": {"name": "Nam", "people": [OANH, PHU]}},
    "invites/many": {"": {"name": "Nam", "count": 7}},
    "invites/unknown": {"": {"name": "Nguyễn Văn Không Có Trong Danh Sách Của Phường"}},
    "invites/issued": {
        "chưa liên kết": {"person": QUYEN, "accounts": 0},
        "đã liên kết": {"person": OANH, "accounts": 1},
    },
    "invites/forward": {
        title: {
            "person": QUYEN,
            "committee": COMMITTEE_HERE,
            "group": "Tổ Công tác",
            "code": CODE,
            "link": link,
            "picture": picture,
            "until": UNTIL,
        }
        for title, link, picture in (
            ("", LINK, True),
            ("kênh không có ảnh", LINK, False),
            ("chỉ có Zalo", "", False),
        )
    },
    "guide/guest": {"": {"person": PHU}},
    "guide/member": {
        "thành viên": {"person": HUONG, "leads": False, "proposes": False},
        "lãnh đạo": {"person": AN, "leads": True, "proposes": False},
        "được đề nghị họp": {"person": HUONG, "leads": False, "proposes": True},
    },
    "guide/hello": {"thành viên": {"person": HUONG}, "khách": {"person": PHU}},
    "guide/thanks": {"thành viên": {"person": HUONG}, "khách": {"person": PHU}},
    "guide/secretariat": {
        "Tổ Công tác": {"person": LAN, "leads": False},
        "lãnh đạo": {"person": LAN, "leads": True},
    },
}

OWN_DATA: Cases = {
    "mydata/shown": {
        "thành viên": {
            "person": HUONG,
            "phone": "09*****007",
            "standings": (SEAT,),
            "kept": Kept(("telegram", "web"), 3, 12, (LEAVE,)),
            "channels": ["Telegram", "trang trò chuyện trên trình duyệt"],
        },
        "chưa có gì": {
            "person": PHU,
            "phone": "",
            "standings": (GUEST, CONTACT),
            "kept": Kept((), 0, 0),
            "channels": [],
        },
    },
    "mydata/exported": {"": {"person": HUONG}},
    "mydata/correct": {"": {"person": PHU, "group": "Tổ Công tác"}},
    "mydata/wish": {
        "": {"person": LAN, "who": PHU, "wish": "Tôi là Tổ trưởng tổ dân phố số 2", "at": NOW}
    },
    "mydata/too_long": {"": {"most": 400}},
    "mydata/passed_on": {
        "có người nhận": {"told": 1, "group": "Tổ Công tác"},
        "không có người nhận": {"told": 0, "group": "Tổ Công tác"},
    },
    "mydata/left": {"": {}},
    "mydata/erase": {"": {"person": QUYEN}},
    "mydata/erased": {"": {}},
    "mydata/erased_notice": {"": {"person": LAN, "who": PHU, "at": NOW}},
    "mydata/unlink": {"": {"person": QUYEN}},
    "mydata/unlinked": {"không còn kênh": {"left": 0}, "còn kênh khác": {"left": 1}},
}

CONVERSATION: Cases = {
    "conversation/button_gone": {"": {}},
    "conversation/edited": {"": {}},
    "conversation/empty": {"": {}},
    "conversation/failed": {"": {"error_id": "3f9a01bc"}},
    "conversation/held_up": {"": {}},
    "conversation/file_unexpected": {"": {}},
    "conversation/in_group": {"": {}},
    "conversation/left": {"": {}},
    "conversation/not_understood": {"": {}},
    "conversation/nothing_to_leave": {"": {}},
    "conversation/unsupported": {"": {}},
    "conversation/which": {"": {}},
    "digest/matters": {
        LARGEST: {"person": LAN, "matters": [LONG_REASON] * 3, "first": 1, "total": 12},
        "trang sau": {"person": LAN, "matters": ["Nhắc dự họp."], "first": 4, "total": 4},
        "hai việc": {
            "person": LAN,
            "first": 1,
            "total": 2,
            "matters": [
                "Trả lời phiên họp 27/11/2026: 09/12.",
                "Được đề nghị sửa phiên họp quý IV năm 2026.",
            ],
        },
    },
    "files/papers_elsewhere": {
        "có người liên hệ": {
            "count": 2,
            "contact": "Văn phòng UBND phường",
            "channel": "telegram",
        },
        "không có": {"count": 1, "contact": "", "channel": "telegram"},
    },
    "files/empty": {"": {}},
    "files/not_fetched": {"": {}},
    "files/not_here": {"": {}},
    "files/secret": {"": {}},
    "files/too_large": {"": {}},
    "files/too_many": {"": {}},
    "files/wrong_kind": {"": {}},
}

CITED = (Citation(4, 3), Citation(5, 3), Citation(10, 1))
REFUSALS: Cases = {
    f"refusal/{name}": {
        "không viện dẫn": {"citations": (), "at": None},
        "có viện dẫn, có lúc làm": {"citations": CITED, "at": NOW},
    }
    for name in (
        "after_start",
        "already_done",
        "attends_already",
        "cancelled",
        "changed_meanwhile",
        "in_the_past",
        "incomplete",
        "no_active_meeting",
        "no_number",
        "no_opinion",
        "not_allowed",
        "not_approved",
        "not_found",
        "stands_in_already",
        "too_late",
    )
}

CASES: Cases = {**LINKING, **OWN_DATA, **CONVERSATION, **REFUSALS}
