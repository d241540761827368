"""Cases of the messages about staying away and about who chairs instead."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from committee.absence import Absence, AbsenceState
from committee.attendance import Answer, Invitee, Part
from committee.calendar import ZONE
from committee.chairing import StandIn
from committee.people import Role
from committee.rules import Citation
from handlers.desk import Desk
from storage.rounds import Detour
from tests.messages.facts import (
    AGENDA,
    BINH,
    LAN,
    LONG_DOCUMENTS,
    LONG_REASON,
    NOW,
    PEOPLE,
    REGULATION,
    Cases,
    Facts,
    desk,
    everybody,
    invitee,
    large,
    together,
)

ASKED_AT = datetime(2026, 11, 12, 16, 20, tzinfo=ZONE)
FRIDAY = datetime(2026, 11, 13, 7, 40, tzinfo=ZONE)
SATURDAY = datetime(2026, 11, 14, 20, 0, tzinfo=ZONE)
MONDAY_AT_SEVEN = datetime(2026, 11, 16, 7, 0, tzinfo=ZONE)
HANDED = datetime(2026, 11, 26, 8, 23, tzinfo=ZONE)
CLAUSE = (Citation(7, 4),)
TRAINING = "được cấp trên triệu tập tập huấn"


def absence(state: AbsenceState = AbsenceState.DRAFT, **changes: Any) -> Absence:
    made = Absence(
        id=3,
        meeting_id=7,
        invitee_id=PEOPLE["dung"].id,
        person_id=PEOPLE["dung"].id,
        revision=1,
        reason=TRAINING,
        state=state,
        again_of=None,
        recorded_by=None,
        made_at=ASKED_AT,
        submitted_at=ASKED_AT,
        decided_at=FRIDAY,
        decided_by=PEOPLE["an"].id,
        remark="",
    )
    return replace(made, **changes)


def of(address: str, answer: Answer | None = None, **more: Any) -> Facts:
    """What the asker's messages are given."""
    bound = Role.COMMISSIONER in (invitee(address).roles)
    one = invitee(address, answer)
    return {
        "desk": desk(),
        "invitee": one,
        "person": one.person,
        "asks": bound,
        "citations": CLAUSE if bound else (),
        "title": REGULATION.titles[one.roles[0]] if one.roles else "",
        **more,
    }


def to_chair(address: str, **more: Any) -> Facts:
    one = invitee(address)
    return {
        "desk": desk(),
        "invitee": one,
        "title": REGULATION.titles[one.roles[0]],
        "citations": CLAUSE if Role.COMMISSIONER in one.roles else (),
        **more,
    }


GRANTED = absence(AbsenceState.GRANTED)
REFUSED = absence(
    AbsenceState.REFUSED, remark="Trạm Y tế báo cáo mục 4, đề nghị đồng chí dự.", reason="giao ban"
)
ABSENCE: Cases = {
    "absence/ask": {"Ủy viên": of("dung"), "Phó Trưởng ban": of("cuong")},
    "absence/ask_reason": {
        "Ủy viên": of("dung", most=200),
        "Phó Trưởng ban": of("cuong", most=200),
    },
    "absence/ask_again": {"": of("khoa", most=200)},
    "absence/ask_recorded": {"": {"invitee": invitee("loan"), "desk": desk()}},
    "absence/too_long": {"": {"length": 412, "most": 200}},
    "absence/preview": {
        "một tệp": of("dung", absence=absence(), attached=1),
        "chưa có tệp": of("khoa", absence=absence(reason="giao ban chuyên môn"), attached=0),
        "Phó Trưởng ban": of("cuong", absence=absence(reason="Việc cá nhân"), attached=0),
        "ghi hộ": of("loan", absence=absence(recorded_by=LAN.id), attached=0),
    },
    "absence/not_sent": {
        "chưa trả lời": of("cuong"),
        "đang dự": of("cuong", Answer.ATTENDING),
        "khác": of("hai", Answer.PROXY_ASKED),
    },
    "absence/sent": {
        "xin vắng": of("dung", absence=absence(), told_at=ASKED_AT, now=ASKED_AT),
        "ngoài giờ": of("dung", absence=absence(), told_at=MONDAY_AT_SEVEN, now=SATURDAY),
        "báo vắng": of("cuong", absence=absence(), told_at=ASKED_AT, now=ASKED_AT),
        "ghi hộ": of("loan", absence=absence(recorded_by=LAN.id), told_at=ASKED_AT, now=ASKED_AT),
    },
    "absence/request": {
        "một tệp": to_chair("dung", absence=absence(), attached=1, items=()),
        "có mục trong chương trình": to_chair(
            "khoa",
            absence=absence(reason="giao ban chuyên môn"),
            attached=0,
            items=[(4, AGENDA[3])],
        ),
        "xem xét lại": to_chair(
            "khoa", absence=absence(reason="họp giao ban", again_of=2), attached=0, items=()
        ),
    },
    "absence/reported": {"": to_chair("cuong", absence=absence(reason="Việc cá nhân"))},
    "absence/ask_remark": {"": {"invitee": invitee("khoa")}},
    "absence/decided_reply": {
        "đồng ý": {
            "absence": GRANTED,
            "invitee": invitee("dung"),
            "told_at": FRIDAY,
            "now": FRIDAY,
        },
        "chưa đồng ý, ngoài giờ": {
            "absence": REFUSED,
            "invitee": invitee("khoa"),
            "told_at": MONDAY_AT_SEVEN,
            "now": SATURDAY,
        },
    },
    "absence/granted": {"": to_chair("dung", absence=GRANTED)},
    "absence/refused": {"": to_chair("khoa", absence=REFUSED)},
    "absence/withdrawn": {
        "thôi xin": to_chair("dung", absence=absence(AbsenceState.WITHDRAWN)),
        "sẽ dự": {
            **to_chair("dung", absence=absence(AbsenceState.WITHDRAWN)),
            "invitee": invitee("dung", Answer.ATTENDING),
        },
    },
    "absence/files": {
        "một tệp": {"invitee": invitee("dung"), "count": 1},
        "không còn": {"invitee": invitee("dung"), "count": 0},
    },
    "absence/reasons": {
        "hai người": {
            "found": [
                (invitee("dung"), GRANTED),
                (invitee("khoa"), absence(AbsenceState.SUBMITTED, reason="giao ban chuyên môn")),
            ],
            "more": -8,
        },
        "đã xóa": {"found": [(invitee("dung"), replace(GRANTED, reason=""))], "more": -9},
        "chưa có ai": {"found": [], "more": -10},
    },
}


def handed_over() -> Desk:
    """The meeting after An gave the chair to Bình; Quyên has no chat."""
    others = tuple(i for i in everybody() if i.person.id not in (BINH.id, PEOPLE["an"].id))
    chair = replace(invitee("binh", Answer.ATTENDING), part=Part.CHAIR)
    former = replace(invitee("an"), part=Part.MEMBER, answer=Answer.HANDED_OVER)
    return replace(desk(invitees=(chair, former, *others)), chair=BINH)


def stand_in(address: str, *clauses: tuple[Citation, ...]) -> StandIn:
    one: Invitee = invitee(address)
    return StandIn(one, one.roles[0], *clauses)


AFTER = handed_over()
CHAIRING: Cases = {
    "chairing/propose": {
        "Phó Trưởng ban Thường trực": {
            "desk": desk(),
            "found": [stand_in("binh", (Citation(5, 1),), (Citation(5, 3),))],
            "away": [],
            "titles": REGULATION.titles,
        },
        "không có điều thay mặt": {
            "desk": desk(),
            "found": [stand_in("binh", (), (Citation(4, 2),))],
            "away": [],
            "titles": REGULATION.titles,
        },
        "người thay báo vắng": {
            "desk": desk(),
            "found": [],
            "away": [stand_in("binh", (Citation(5, 1),), (Citation(5, 3),))],
            "titles": REGULATION.titles,
        },
        "không có ai": {"desk": desk(), "found": [], "away": [], "titles": REGULATION.titles},
    },
    "chairing/handed_over": {
        "trong giờ": {"desk": AFTER, "chair": BINH, "told_at": HANDED, "now": HANDED},
        "ngoài giờ": {"desk": AFTER, "chair": BINH, "told_at": MONDAY_AT_SEVEN, "now": SATURDAY},
    },
    "chairing/taken_back": {"": {"desk": desk(), "person": PEOPLE["an"], "now": HANDED}},
    "chairing/appointed": {
        "thay Trưởng ban": {
            "desk": AFTER,
            "person": BINH,
            "title": "Phó Trưởng ban Thường trực",
            "former": "Trưởng ban",
            "pending": 0,
            "opinions": 1,
        },
        "nhận lại": {
            "desk": desk(),
            "person": PEOPLE["an"],
            "title": "Trưởng ban",
            "former": "",
            "pending": 1,
            "opinions": 0,
        },
    },
    "chairing/relieved": {"": {"desk": desk(), "person": BINH}},
    "chairing/changed": {
        "thành viên": {
            "desk": AFTER,
            "person": PEOPLE["loan"],
            "title": "Phó Trưởng ban Thường trực",
        },
        "khách": {"desk": AFTER, "person": PEOPLE["phu"], "title": "Phó Trưởng ban Thường trực"},
    },
    "chairing/to_call": {
        "một người": {"desk": AFTER, "to_call": [invitee("quyen")]},
        "không ai": {"desk": AFTER, "to_call": []},
    },
    "chairing/postpone": {"": {"desk": desk()}},
    "chairing/postpone_reply": {"": {"desk": desk()}},
    "chairing/later": {"": {"desk": desk()}},
    "chairing/dossier": {
        "": {"desk": AFTER, "tally": AFTER.tally, "sent": AFTER.documents, "opinions": 1}
    },
    "chairing/mend": {"": {"desk": AFTER}},
    "chairing/mend_reply": {
        "trong giờ": {"desk": AFTER, "told_at": HANDED, "now": HANDED},
        "ngoài giờ": {"desk": AFTER, "told_at": MONDAY_AT_SEVEN, "now": SATURDAY},
    },
    "chairing/clear": {"": {"desk": AFTER, "person": PEOPLE["phu"]}},
    "chairing/called": {"": {"desk": AFTER, "by": LAN, "now": HANDED}},
    "attendance/meeting_summary": {
        "một người qua kênh khác": {
            "desk": AFTER,
            "tally": AFTER.tally,
            "sent": 10,
            "direct": 9,
            "waiting": 0,
            "around": [(invitee("loan"), Detour(9, "telegram", "zalo"))],
            "to_call": [invitee("quyen")],
        },
        "đang gửi": {
            "desk": AFTER,
            "tally": AFTER.tally,
            "sent": 9,
            "direct": 9,
            "waiting": 1,
            "around": [],
            "to_call": [],
        },
    },
}

BIG = large()
LARGEST_CASES = {
    "absence/request": {
        "desk": BIG,
        "invitee": invitee("khoa"),
        "title": "Ủy viên",
        "citations": CLAUSE,
        "absence": absence(reason=LONG_REASON[:200], again_of=2),
        "attached": 5,
        "items": [(number, "") for number in range(1, 9)],
    },
    "absence/refused": {
        **to_chair("khoa"),
        "absence": replace(REFUSED, remark=LONG_REASON[:300]),
    },
    "absence/reasons": {
        "found": [(invitee("khoa"), absence(reason=LONG_REASON[:200]))] * 10,
        "more": 5,
    },
    "chairing/dossier": {
        "desk": BIG,
        "tally": BIG.tally,
        "sent": LONG_DOCUMENTS,
        "opinions": 12,
        "now": NOW,
    },
}

CASES: Cases = together({**ABSENCE, **CHAIRING}, LARGEST_CASES)
