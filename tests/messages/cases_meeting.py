"""Cases of the messages about preparing, approving and changing a meeting."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from committee.attendance import Answer
from committee.calendar import ZONE
from committee.meeting import MeetingKind, MeetingState
from committee.people import Membership, Role
from committee.rules import Citation
from handlers.access import Proposing
from regulations.load import load
from storage.changes import ChangeKind
from tests.messages.facts import (
    AGENDA,
    AN,
    APPROVED,
    BINH,
    COMMITTEE_HERE,
    CROWD,
    DRAFT,
    LAN,
    LONG_DOCUMENTS,
    LONG_PLACE,
    LONG_REASON,
    LONG_REMARK,
    NOW,
    ON_THE_23RD,
    PAPER,
    PEOPLE,
    PROGRAMME,
    QUYEN,
    REPLY_BY,
    REPORT,
    SECOND_COMMITTEE,
    STARTS_AT,
    Cases,
    Facts,
    change,
    desk,
    everybody,
    invitee,
    large,
    together,
)

HOLIDAY = (date(2026, 11, 24), "Ngày Văn hóa Việt Nam")
NEW_YEAR = (date(2027, 1, 1), "Tết Dương lịch")
LATER = datetime(2026, 12, 4, 14, tzinfo=ZONE)
MONDAY_MORNING = datetime(2026, 11, 9, 7, tzinfo=ZONE)
REMARK = "Đề nghị thêm nội dung kinh phí năm 2027"
REASON = "trùng cuộc họp của thành phố"
CONVENE, REGULAR = (Citation(4, 3),), (Citation(10, 1),)
HEAD = "Trưởng ban"
SECRETARY = Membership(
    5, 1, PEOPLE["giang"], Role.SECRETARY, None, "", secretariat=False, administrator=False
)
PROPOSING = Proposing(
    COMMITTEE_HERE, load("lai-vung"), SECRETARY, Role.SECRETARY, (Citation(8, 1),)
)
"""Who may propose a meeting, as khoản 1 Điều 8 of Lai Vung has it."""
WISH = "họp đột xuất chiều thứ Sáu về kinh phí năm 2027"
NOBODY_ASKED = desk(invitees=(), agenda=(), documents=())

PREPARING: Cases = {
    "meeting/ask_committee": {
        "": {"committees": [COMMITTEE_HERE.name, SECOND_COMMITTEE.name]},
    },
    "meeting/ask_day": {"": {}},
    "meeting/ask_hour": {"": {"day": STARTS_AT.date()}},
    "meeting/ask_when": {
        "giờ họp": {"purpose": "edit_time"},
        "giờ gửi giấy mời": {"purpose": "send"},
        "hạn trả lời": {"purpose": "deadline"},
        "sửa hạn trả lời": {"purpose": "edit_deadline"},
    },
    "meeting/ask_place": {"": {"starts_at": STARTS_AT}},
    "meeting/ask_kind": {
        "ghép được": {
            "starts_at": STARTS_AT,
            "place": "phòng họp số 1",
            "citations": REGULAR,
            "combinable": True,
            "head": HEAD,
        },
        "không ghép": {
            "starts_at": STARTS_AT,
            "place": "phòng họp số 1",
            "citations": REGULAR,
            "combinable": False,
            "head": HEAD,
        },
        "Quy chế không nêu": {
            "starts_at": STARTS_AT,
            "place": "phòng họp số 1",
            "citations": (),
            "combinable": False,
            "head": HEAD,
        },
    },
    "meeting/ask_deadline": {
        title: {
            "proposed": REPLY_BY,
            "holidays": holidays,
            "day_off": day_off,
            "group": "Tổ Công tác",
        }
        for title, holidays, day_off in (
            ("không có ngày nghỉ", (), None),
            ("một ngày lễ", (HOLIDAY,), None),
            ("hai ngày lễ, họp thứ Bảy", (HOLIDAY, NEW_YEAR), STARTS_AT + timedelta(days=1)),
        )
    },
    "meeting/day_mismatch": {
        "nhầm thứ": {"day": date(2026, 11, 28), "stated_weekday": 4},
        "nhầm Chủ nhật": {"day": date(2026, 11, 29), "stated_weekday": 0},
    },
    "meeting/day_impossible": {"": {"written": "31/11/2026"}},
    "meeting/when_past": {"": {"at": NOW}},
    "meeting/when_unclear": {"": {}},
    "meeting/no_head": {"": {"head": HEAD}},
    "meeting/report_missing": {"": {"desk": desk(documents=(), **DRAFT)}},
    "meeting/draft": {
        "mới lập": {"desk": desk(documents=(), **DRAFT)},
        "đủ nội dung": {"desk": desk(agenda=AGENDA, **DRAFT)},
        "được đề nghị sửa": {"desk": desk(**{**DRAFT, "remark": REMARK})},
    },
    "meeting/edit": {"": {"desk": desk(**DRAFT)}},
    "meeting/ask_agenda": {
        "chưa có": {"desk": desk(**DRAFT), "most": 20},
        "đã có": {"desk": desk(agenda=AGENDA, **DRAFT), "most": 20},
    },
    "meeting/agenda_unclear": {"": {"most": 20, "length": 200}},
    "meeting/guests": {
        "bốn khách": {"desk": desk(**DRAFT)},
        "không có khách": {"desk": NOBODY_ASKED},
    },
    "meeting/guest_unclear": {
        "không có": {"found": [], "group": "Tổ Công tác"},
        "trùng tên": {"found": ["Lê Hoàng Nam", "Trần Nam"], "group": "Tổ Công tác"},
    },
    "meeting/drop": {"": {"desk": desk(**DRAFT)}},
    "meeting/dropped": {"": {"desk": desk(**DRAFT)}},
    "meeting/too_long": {"": {"most": 120}},
    "meeting/list": {
        "không có": {"desks": [], "more": 0, "several": False},
        "bốn phiên của hai Ban Chỉ đạo": {
            "desks": [
                desk(),
                desk(**APPROVED, kind=MeetingKind.REGULAR, committee=SECOND_COMMITTEE),
                desk(**{**DRAFT, "state": MeetingState.SUBMITTED}, kind=MeetingKind.AD_HOC),
                desk(**DRAFT, kind=MeetingKind.COMBINED, quarter=2),
            ],
            "more": 2,
            "several": True,
        },
        "họp 06 tháng": {
            "desks": [
                desk(**DRAFT, kind=MeetingKind.HALF_YEARLY, quarter=quarter) for quarter in (2, 4)
            ],
            "more": 0,
            "several": False,
        },
        "được đề nghị sửa": {
            "desks": [
                desk(
                    **{**DRAFT, "state": MeetingState.RETURNED, "quarter": None},
                    kind=MeetingKind.REGULAR,
                )
            ],
            "more": 0,
            "several": False,
        },
    },
}

DOCUMENTS: Cases = {
    "meeting/ask_file": {
        "chưa có báo cáo": {"desk": desk(documents=(), **DRAFT)},
        "đã có báo cáo": {"desk": desk(**DRAFT)},
    },
    "meeting/ask_sharing": {
        "một tệp": {"names": ["Bao-cao-de-xuat.pdf"]},
        "hai tệp": {"names": ["Bao-cao-de-xuat.pdf", "Chuong-trinh-hop.pdf"]},
    },
    "meeting/ask_unattach": {"": {"documents": [REPORT, PROGRAMME]}},
    "meeting/ask_item_of": {"": {"documents": [REPORT, replace(PROGRAMME, item=2)]}},
    "meeting/ask_item": {"": {"document": REPORT, "agenda": AGENDA}},
    "meeting/unshared": {"": {}},
    "meeting/papers": {
        "chưa có": {"desk": desk(documents=(), **DRAFT)},
        "ba tài liệu": {"desk": desk(documents=(REPORT, PROGRAMME, PAPER), **DRAFT)},
    },
    "meeting/read": {
        "có tài liệu và chương trình": {
            "desk": desk(documents=(REPORT, PROGRAMME, PAPER), agenda=AGENDA)
        },
        "chưa có gì": {"desk": NOBODY_ASKED},
    },
}

PROPOSALS: Cases = {
    "meeting/ask_proposal": {"": {"own": PROPOSING, "most": 200}},
    "meeting/propose": {"": {"own": PROPOSING, "text": WISH}},
    "meeting/not_proposed": {"": {}},
    "meeting/proposed_reply": {
        "trong giờ": {"own": PROPOSING, "told_at": NOW},
        "ngày nghỉ": {"own": PROPOSING, "told_at": NOW + timedelta(days=1)},
    },
    "meeting/proposed": {
        "Trưởng ban": {"own": PROPOSING, "person": AN, "text": WISH, "decides": True},
        "Tổ Giúp việc": {"own": PROPOSING, "person": LAN, "text": WISH, "decides": False},
    },
    "meeting/proposed_line": {"": {"own": PROPOSING, "text": WISH}},
}


def asked(
    citations: tuple[Citation, ...], proposer: str = "", proposes: tuple[Citation, ...] = ()
) -> Facts:
    """The head is asked to convene, by these clauses."""
    return {"person": AN, "citations": citations, "proposer": proposer, "proposes": proposes}


APPROVAL: Cases = {
    "meeting/submitted": {
        "": {"desk": desk(**DRAFT), "others": []},
        "còn người được triệu tập": {"desk": desk(**DRAFT), "others": [BINH]},
    },
    "meeting/also_submitted": {"": {"desk": desk(**DRAFT), "to": BINH}},
    "meeting/approval": {
        "đủ hồ sơ": {"desk": desk(agenda=AGENDA, **DRAFT), **asked(CONVENE)},
        "chưa có báo cáo": {"desk": desk(documents=(), **DRAFT), **asked(())},
        "Thư ký đề nghị": {
            "desk": desk(**DRAFT),
            **asked((Citation(3, 3),), PROPOSING.title, PROPOSING.citations),
        },
    },
    "meeting/approval_line": {"": {"desk": desk(**DRAFT)}},
    "meeting/approved_reply": {
        "trong giờ": {"desk": desk(**APPROVED), "told_at": NOW},
        "ngày nghỉ": {
            "desk": desk(**APPROVED),
            "now": datetime(2026, 11, 7, 8, 5, tzinfo=ZONE),
            "told_at": MONDAY_MORNING,
        },
    },
    "meeting/approved": {
        "chưa có số": {"desk": desk(**APPROVED)},
        "đã có số": {"desk": desk(state=MeetingState.APPROVED)},
        "Phó Trưởng ban đồng ý": {"desk": desk(**{**APPROVED, "approved_by": BINH.id})},
    },
    "meeting/approved_line": {"": {"desk": desk(**APPROVED)}},
    "meeting/approval_withdrawn": {"": {"desk": desk(**DRAFT)}},
    "meeting/approval_withdrawn_reply": {"": {"desk": desk(**DRAFT)}},
    "meeting/ask_remark": {"": {"desk": desk(**DRAFT)}},
    "meeting/returned": {"": {"desk": desk(**{**DRAFT, "remark": REMARK})}},
    "meeting/returned_line": {"": {"desk": desk(**DRAFT)}},
    "meeting/returned_reply": {
        "trong giờ": {"desk": desk(**DRAFT), "told_at": NOW},
        "ngoài giờ": {"desk": desk(**DRAFT), "told_at": MONDAY_MORNING + timedelta(days=7)},
    },
}


def sending_at(at: datetime) -> Facts:
    """It goes out when it was asked for."""
    return {"at": at, "asked": at}


INVITING: Cases = {
    "meeting/ask_number": {"": {"desk": desk(**APPROVED)}},
    "meeting/ask_signed_on": {"": {"number": "07/GM-BCĐ"}},
    "meeting/number_unclear": {"": {}},
    "meeting/letter_reply": {"": {"desk": desk(**APPROVED)}},
    "meeting/watched.txt": {
        kind: {"kind": f"attendance.{kind}", "starts_at": STARTS_AT}
        for kind in ("invitation", "moved", "postponed", "cancelled")
    },
    "meeting/letter.txt": {
        title: {
            "committee": COMMITTEE_HERE.name,
            "kind": "combined",
            "quarter": 4,
            "year": 2026,
            "starts_at": STARTS_AT,
            "place": "phòng họp số 1",
            "reply_by": REPLY_BY,
            "chair": AN.name,
            "group": "Tổ Công tác",
            "head": HEAD,
            "deputy": deputy,
            "agenda": agenda,
            "members": [[i.person.name, i.person.position] for i in everybody()[:3]],
            "guests": guests,
        }
        for title, agenda, guests, deputy in (
            ("đủ nội dung", AGENDA, [[QUYEN.name, QUYEN.position], ["Nguyễn Văn Tư", ""]], ""),
            ("không khách, không chương trình", (), [], ""),
            ("Phó Trưởng ban triệu tập", (), [], "Phó Trưởng ban Thường trực"),
        )
    },
    "meeting/preview": {
        "chưa có số": {
            "desk": desk(**APPROVED),
            "sample": invitee("binh"),
            "channels": [],
            "unlinked": everybody(),
        },
        "đã có số": {
            "desk": desk(state=MeetingState.APPROVED),
            "sample": invitee("binh"),
            "channels": [("telegram", 10), ("zalo", 2)],
            "unlinked": [invitee("quyen")],
        },
    },
    "meeting/sending": {
        "gửi ngay": {"desk": desk(), **sending_at(NOW + timedelta(seconds=60))},
        "hẹn giờ": {"desk": desk(), **sending_at(NOW + timedelta(days=1))},
        "hẹn vào ngày nghỉ": {
            "desk": desk(),
            "at": NOW + timedelta(days=2),
            "asked": NOW + timedelta(days=1),
        },
    },
    "meeting/stopped": {"": {"desk": desk(**APPROVED)}},
    "meeting/waiting": {
        "chờ ý kiến": {"desk": desk(**{**DRAFT, "state": MeetingState.SUBMITTED})},
        "chờ giờ gửi": {"desk": desk()},
        "đã hủy": {"desk": desk(state=MeetingState.CANCELLED)},
    },
    "meeting/called": {"": {"desk": desk(invitees=ON_THE_23RD)}},
}

CHANGING: Cases = {
    "meeting/new_time": {
        "": {
            "desk": desk(invitees=ON_THE_23RD, revision=2),
            "at": LATER,
            "reply_by": LATER - timedelta(days=2),
        }
    },
    **{
        name: {
            "đã gửi giấy mời": {"desk": desk(), "place": "hội trường lớn", "told": True},
            "chưa gửi": {"desk": desk(**APPROVED), "place": "hội trường lớn", "told": False},
        }
        for name in ("meeting/new_place", "meeting/place_told")
    },
    "meeting/ask_cancel_reason": {"": {"desk": desk()}},
    "meeting/cancel_preview": {
        "đã gửi giấy mời": {"desk": desk(revision=2), "reason": REASON},
        "chưa gửi": {"desk": desk(**APPROVED), "reason": REASON},
    },
    "meeting/change_submitted": {"": {"desk": desk()}},
    "meeting/change": {
        kind.value: {"desk": desk(ON_THE_23RD), "person": AN, "change": change(kind)}
        for kind in ChangeKind
    },
    "meeting/change_line": {"": {"desk": desk()}},
    "meeting/change_agreed_reply": {
        "đổi giờ": {"desk": desk(), "change": change(ChangeKind.TIME), "told_at": NOW},
        "hủy, ngoài giờ": {
            "desk": desk(),
            "change": change(ChangeKind.CANCEL),
            "told_at": LATER,
        },
    },
    "meeting/change_refused": {"": {"desk": desk(), "remark": "Giữ lịch đã mời"}},
    "meeting/cancelled": {
        "có người cần gọi": {"desk": desk(), "told": True, "to_call": [QUYEN]},
        "mọi người đã liên kết": {
            "desk": desk((invitee("oanh", Answer.DECLINED),)),
            "told": True,
            "to_call": [],
        },
        "chưa ai biết": {"desk": desk(**APPROVED), "told": False, "to_call": []},
    },
}

LARGE_DRAFT = large(**{**DRAFT, "remark": LONG_REMARK})
LARGEST: Mapping[str, Facts] = {
    "meeting/draft": {"desk": LARGE_DRAFT},
    "meeting/ask_agenda": {"desk": LARGE_DRAFT, "most": 20},
    "meeting/ask_sharing": {"names": [each.name for each in LONG_DOCUMENTS[:10]]},
    "meeting/guests": {"desk": LARGE_DRAFT},
    "meeting/papers": {"desk": LARGE_DRAFT},
    "meeting/read": {"desk": LARGE_DRAFT},
    "meeting/approval": {"desk": LARGE_DRAFT, **asked(CONVENE)},
    "meeting/propose": {"own": PROPOSING, "text": LONG_REASON[:200]},
    "meeting/proposed": {
        "own": PROPOSING,
        "person": AN,
        "text": LONG_REASON[:200],
        "decides": True,
    },
    "meeting/approved": {"desk": large(state=MeetingState.APPROVED)},
    "meeting/returned": {"desk": LARGE_DRAFT},
    "meeting/preview": {
        "desk": large(state=MeetingState.APPROVED, revision=2),
        "sample": CROWD[1],
        "channels": [("telegram", 20), ("zalo", 20), ("web", 20)],
        "unlinked": CROWD,
    },
    "meeting/called": {"desk": large()},
    "meeting/new_place": {"desk": large(), "place": LONG_PLACE, "told": True},
    "meeting/place_told": {"desk": large(), "place": LONG_PLACE, "told": True},
    "meeting/cancel_preview": {"desk": large(revision=2), "reason": LONG_REASON},
    "meeting/change": {
        "desk": large(),
        "person": AN,
        "change": replace(change(ChangeKind.CANCEL), reason=LONG_REASON),
    },
    "meeting/change_refused": {"desk": large(), "remark": LONG_REASON},
    "meeting/cancelled": {
        "desk": large(),
        "told": True,
        "to_call": [each.person for each in CROWD],
    },
    "meeting/list": {"desks": [large()] * 4, "more": 9, "several": True},
}

CASES: Cases = together(
    {**PREPARING, **DOCUMENTS, **PROPOSALS, **APPROVAL, **INVITING, **CHANGING}, LARGEST
)
