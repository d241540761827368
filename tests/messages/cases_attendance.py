"""Cases of the messages about invitations, answers and reminders."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from committee.attendance import Answer
from committee.calendar import ZONE
from committee.meeting import MeetingState
from committee.people import LEADERS
from tests.messages.facts import (
    AGENDA,
    ALL_ANSWERED,
    AN,
    AT_THE_END,
    BINH,
    CROWD,
    HUONG,
    LAN,
    LAST_DAY,
    LOAN,
    LONG_REASON,
    MONDAY,
    NOW,
    OANH,
    ON_THE_23RD,
    PAPER,
    PEOPLE,
    PHU,
    PROGRAMME,
    QUYEN,
    REPLY_BY,
    REPORT,
    SECOND_COMMITTEE,
    STARTS_AT,
    Cases,
    Facts,
    desk,
    invitee,
    large,
    meeting,
    together,
)

YES, NO = Answer.ATTENDING, Answer.DECLINED
LATE = REPLY_BY + timedelta(minutes=20)
NINE_O_CLOCK = datetime(2026, 11, 9, 9, 2, tzinfo=ZONE)
REVISED: Facts = {
    "revision": 2,
    "number": "09/GM-BCĐ",
    "starts_at": STARTS_AT + timedelta(days=7),
    "reply_by": REPLY_BY + timedelta(days=7),
}


def invited(address: str, title: str, documents: int = 2, **changes: Any) -> Facts:
    one = invitee(address)
    return {
        "desk": desk(**changes),
        "invitee": one,
        "person": one.person,
        "title": title,
        "documents": documents,
    }


def reminded(address: str, title: str, now: datetime, **changes: Any) -> Facts:
    upward = any(role in LEADERS for role in invitee(address).roles)
    laid = invited(address, title, **changes)
    return {**laid, "upward": upward, "now": now, "today": now.date()}


def counted(laid: Any, **more: Any) -> Facts:
    return {"desk": laid, "tally": laid.tally, "now": MONDAY + timedelta(minutes=5), **more}


def noted(address: str, answer: Answer, at: datetime = NINE_O_CLOCK) -> Facts:
    one = invitee(address, answer, at)
    return {"invitee": one, "meeting": meeting(), "person": one.person, "late": at > REPLY_BY}


INVITATIONS: Cases = {
    "attendance/invitation_member": {
        "Ủy viên": invited("huong", "Ủy viên"),
        "không có tài liệu": invited("khoa", "Ủy viên", documents=0),
        "đổi ngày": invited("binh", "Phó Trưởng ban Thường trực", **REVISED),
    },
    "attendance/invitation_guest": {
        "đồng chí": invited("oanh", OANH.position, documents=1),
        "ông, không có chức vụ": invited("phu", "", documents=0),
    },
    "attendance/invitation_chair": {"": invited("an", "Trưởng ban")},
    "attendance/invitation_line": {"": {"desk": desk()}},
    "attendance/moved": {
        "thành viên": {"desk": desk(place="hội trường lớn"), "person": HUONG},
        "khách": {"desk": desk(place="hội trường lớn"), "person": PHU},
    },
    "attendance/postponed": {
        title: {"desk": desk(state=MeetingState.APPROVED, revision=2), "person": who}
        for title, who in (("khách", QUYEN), ("chủ trì", AN))
    },
    "attendance/cancelled": {
        title: {"desk": desk(), "person": who, "reason": "trùng cuộc họp của thành phố"}
        for title, who in (("khách", QUYEN), ("chủ trì", AN))
    },
    "attendance/papers": {
        "hai tệp và bản giấy": {
            "desk": desk(),
            "agenda": AGENDA,
            "sent": [REPORT, PROGRAMME],
            "named": [PAPER],
            "item": None,
        },
        "chỉ bản giấy": {"desk": desk(), "agenda": (), "sent": [], "named": [PAPER], "item": None},
        "chưa có": {"desk": desk(), "agenda": (), "sent": [], "named": [], "item": None},
        "một mục": {"desk": desk(), "agenda": (), "sent": [REPORT], "named": [], "item": 2},
        "mục chưa có tài liệu": {"desk": desk(), "agenda": (), "sent": [], "named": [], "item": 3},
    },
    "attendance/calendar": {"": {"meeting": meeting()}},
    "attendance/calendar_title.txt": {"": {"desk": desk(), "meeting": meeting()}},
    "attendance/schedule": {
        "hai phiên": {
            "shown": [
                (desk(), invitee("huong", YES)),
                (desk(committee=SECOND_COMMITTEE), invitee("binh")),
            ],
            "more": 1,
            "several": True,
            "chairs": [],
            "runs": False,
        },
        "chủ trì": {
            "shown": [(desk(), invitee("an"))],
            "more": 0,
            "several": False,
            "chairs": [AN.id],
            "runs": False,
        },
        "khách không dự": {
            "shown": [(desk(), invitee("phu", NO))],
            "more": 0,
            "several": False,
            "chairs": [],
            "runs": False,
        },
        "chưa có phiên nào": {
            "shown": [],
            "more": 0,
            "several": False,
            "chairs": [],
            "runs": True,
        },
    },
}

ANSWERS: Cases = {
    "attendance/noted": {
        "dự": noted("huong", YES),
        "khách không dự": noted("phu", NO),
        "sau hạn": noted("loan", YES, LATE),
    },
    "attendance/invitation_proxy": {
        "": {
            **invited("mai", ""),
            "person": PEOPLE["mai"],
            "principal": invitee("hai"),
        }
    },
    "attendance/change": {
        "xin vắng": {"invitee": invitee("dung", Answer.ABSENCE_ASKED), "meeting": meeting()},
        "được vắng": {"invitee": invitee("dung", Answer.ABSENT), "meeting": meeting()},
        "cử người": {"invitee": invitee("hai", Answer.PROXY_ASKED), "meeting": meeting()},
        "có người dự thay": {"invitee": invitee("hai", Answer.REPRESENTED), "meeting": meeting()},
        "đang dự": {"invitee": invitee("huong", YES), "meeting": meeting()},
        "đang không dự": {"invitee": invitee("phu", NO), "meeting": meeting()},
        "chưa trả lời": {"invitee": invitee("phu"), "meeting": meeting()},
    },
    "attendance/withdrawn": {
        "sau hạn": {"meeting": meeting(), "person": LOAN, "now": LATE},
        "đồng chí": {"meeting": meeting(), "person": HUONG},
        "bà": {"meeting": meeting(), "person": QUYEN},
    },
    "attendance/record": {
        "còn người chưa trả lời": {"silent": [invitee("quyen")]},
        "đã đủ": {"silent": []},
    },
    "attendance/record_answer": {"": {"desk": desk(), "invitee": invitee("quyen")}},
    "attendance/record_unclear": {"không có": {"found": 0}, "trùng tên": {"found": 2}},
    "attendance/recorded": {
        "dự": {"invitee": invitee("quyen", YES), "by": LAN},
        "không dự": {"invitee": invitee("quyen", NO), "by": LAN},
    },
    "attendance/undone": {"": {"invitee": invitee("quyen"), "desk": desk(ON_THE_23RD)}},
    "attendance/recorded_for_you": {
        "dự": {"desk": desk(), "invitee": invitee("loan", YES), "person": LOAN},
        "không dự": {"desk": desk(), "invitee": invitee("phu", NO), "person": PHU},
    },
}

COUNTS: Cases = {
    "attendance/list": {
        "ngày 23/11": {**counted(desk(ON_THE_23RD)), "most": 10},
        "chưa ai trả lời": {**counted(desk()), "most": 10},
    },
    "attendance/phones": {
        "ba người chưa trả lời": {
            "silent": desk(ON_THE_23RD).tally.silent,
            "reached": {BINH.id: "web", LOAN.id: "web"},
            "most": 10,
        },
        "nhiều người, có người không có số": {
            "silent": (
                *desk().tally.silent[:11],
                replace(invitee("phu"), person=replace(PHU, phone="")),
            )[::-1],
            "reached": {each.id: "web" for each in PEOPLE.values()},
            "most": 10,
        },
        "đã đủ": {"silent": (), "reached": {}, "most": 10},
    },
    "attendance/send_summary": {
        "còn người chưa liên kết": counted(
            desk(), sent=12, sendable=12, to_call=[invitee("quyen")], now=NOW
        ),
        "gửi đủ": counted(desk(), sent=13, sendable=13, to_call=[], now=NOW),
        "có người nghỉ phép": counted(
            desk(), sent=12, sendable=12, to_call=[], on_leave=[invitee("huong")], now=NOW
        ),
        "có người không gửi được": counted(
            desk(),
            sent=11,
            sendable=12,
            to_call=[invitee("quyen")],
            failed=[invitee("huong")],
            now=NOW,
        ),
        "chưa ai liên kết": counted(
            desk(), sent=0, sendable=0, to_call=[invitee("khoa"), invitee("quyen")], now=NOW
        ),
    },
    "attendance/reply_summary": {
        "còn ba người": counted(desk(ON_THE_23RD)),
        "có người nghỉ phép": counted(desk(ON_THE_23RD), away=frozenset(range(1, 30))),
        "đã đủ": counted(desk(ALL_ANSWERED)),
    },
    "attendance/reply_closed": {
        "còn một người": counted(desk(AT_THE_END)),
        "đã đủ": counted(desk(ALL_ANSWERED)),
    },
    "attendance/summary_line": {"": counted(desk(ON_THE_23RD))},
}

THE_DAY = datetime(2026, 11, 27, 7, 30, tzinfo=ZONE)
REMINDERS: Cases = {
    "attendance/reply_reminder": {
        "Ủy viên": reminded("loan", "Ủy viên", MONDAY),
        "Phó Trưởng ban": reminded("binh", "Phó Trưởng ban Thường trực", MONDAY),
        "khách, ngày cuối": reminded("phu", PHU.position, LAST_DAY),
        "khách là Phó Hiệu trưởng": reminded("oanh", "Phó Hiệu trưởng", MONDAY),
    },
    "attendance/reply_reminder_line": {"": reminded("loan", "Ủy viên", LAST_DAY)},
    "attendance/meeting_reminder": {
        "hôm trước": reminded("huong", "Ủy viên", THE_DAY - timedelta(hours=17, minutes=30)),
        "sáng hôm họp, khách": reminded("oanh", OANH.position, THE_DAY, documents=0),
        "chủ trì": reminded("an", "Trưởng ban", THE_DAY),
        "đã trả lời": {
            **reminded("huong", "Ủy viên", THE_DAY),
            "invitee": invitee("huong", YES),
        },
        "Phó Trưởng ban, đã trả lời": {
            **reminded("binh", "Phó Trưởng ban Thường trực", THE_DAY),
            "invitee": invitee("binh", YES),
        },
    },
    "attendance/meeting_reminder_line": {"": reminded("huong", "Ủy viên", THE_DAY)},
}

LARGE = large(revision=2)
SILENT = CROWD[3]
TO_SILENT: Facts = {"desk": LARGE, "invitee": SILENT, "person": SILENT.person, "documents": 12}
LARGEST: Mapping[str, Facts] = {
    "attendance/invitation_member": {**TO_SILENT, "title": "Phó Trưởng ban Thường trực"},
    "attendance/invitation_guest": {**TO_SILENT, "title": SILENT.person.position},
    "attendance/invitation_chair": {**TO_SILENT, "title": "Trưởng ban"},
    "attendance/moved": TO_SILENT,
    "attendance/postponed": TO_SILENT,
    "attendance/cancelled": {**TO_SILENT, "reason": LONG_REASON},
    "attendance/papers": {
        "desk": LARGE,
        "agenda": LARGE.agenda,
        "sent": LARGE.documents,
        "named": LARGE.documents,
        "item": None,
    },
    "attendance/schedule": {
        "shown": [(LARGE, each) for each in CROWD[:4]],
        "more": 9,
        "several": True,
        "chairs": [AN.id],
        "runs": False,
    },
    "attendance/list": {**counted(LARGE), "most": 10},
    "attendance/phones": {"silent": LARGE.tally.silent, "reached": {}, "most": 10},
    "attendance/send_summary": counted(
        LARGE, sent=1, sendable=1, to_call=CROWD, failed=CROWD, now=NOW
    ),
    "attendance/reply_summary": counted(LARGE),
    "attendance/reply_closed": counted(LARGE),
    "attendance/reply_reminder": {**TO_SILENT, "title": "", "upward": False, "today": NOW.date()},
    "attendance/meeting_reminder": {**TO_SILENT, "title": "", "upward": False, "today": NOW.date()},
    "attendance/noted": {
        "invitee": CROWD[1],
        "meeting": LARGE.meeting,
        "person": SILENT.person,
        "late": False,
    },
    "attendance/withdrawn": {"meeting": LARGE.meeting, "person": SILENT.person},
    "attendance/recorded_for_you": {**TO_SILENT, "invitee": CROWD[1]},
}

CASES: Cases = together({**INVITATIONS, **ANSWERS, **COUNTS, **REMINDERS}, LARGEST)
